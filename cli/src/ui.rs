//! What a person sees while a command runs: findings with excerpts, and a
//! progress bar where a step takes long. Both go to stderr, results to stdout.

use std::path::Path;
use std::time::Duration;

use indicatif::{ProgressBar, ProgressStyle};
use miette::{GraphicalReportHandler, GraphicalTheme};
use tiffin_compiler::{Build, Options, Report, Step};

use crate::error::CommandError;

/// Builds with a progress bar, shows all findings.
pub fn build(project: &Path, options: &Options) -> Result<Build, CommandError> {
    let (build, report) = compile(project, options);
    show(&report);
    build.ok_or(CommandError::Project)
}

/// Builds with a progress bar.
pub fn compile(project: &Path, options: &Options) -> (Option<Build>, Report) {
    let bar = bar();
    let at = |step: &'static str, done: usize, of: usize| {
        bar.set_length(of as u64);
        bar.set_position(done as u64);
        bar.set_message(step);
    };
    let result = tiffin_compiler::build(project, options, &|step| match step {
        Step::Reading => bar.set_message("reading the project"),
        Step::Npm => bar.set_message("npm packages"),
        Step::Scripts(done, of) => at("scripts", done, of),
        Step::Sheets(done, of) => at("style sheets", done, of),
        Step::Templates(done, of) => at("templates", done, of),
        Step::Packing => bar.set_message("packages"),
    });
    bar.finish_and_clear();
    result
}

/// A line of result. Who closes the pipe early (`| head`) wants no more.
pub fn say(line: &str) {
    use std::io::Write as _;
    let _ = writeln!(std::io::stdout(), "{line}");
}

/// A bar on stderr; indicatif draws nothing where that is no terminal.
pub fn bar() -> ProgressBar {
    let bar = ProgressBar::new(0);
    if let Ok(style) = ProgressStyle::with_template("{spinner} {msg} {wide_bar} {pos}/{len}") {
        bar.set_style(style);
    }
    bar.enable_steady_tick(Duration::from_millis(100));
    bar
}

/// Every finding with its excerpt, then the count.
pub fn show(report: &Report) {
    let theme = if console_colours() {
        GraphicalTheme::unicode()
    } else {
        GraphicalTheme::unicode_nocolor()
    };
    let handler = GraphicalReportHandler::new_themed(theme)
        .with_width(100)
        .with_links(false);
    for diagnostic in report.sorted() {
        let mut text = String::new();
        match handler.render_report(&mut text, diagnostic) {
            Ok(()) => eprintln!("{text}"),
            Err(_) => eprintln!("{}", diagnostic.line()),
        }
    }
    if report.dropped() > 0 {
        eprintln!("... and {} more", report.dropped());
    }
    if report.errors() + report.warnings() > 0 {
        eprintln!(
            "{}, {}",
            count(report.errors(), "error"),
            count(report.warnings(), "warning")
        );
    }
}

fn count(n: usize, word: &str) -> String {
    let plural = if n == 1 { "" } else { "s" };
    format!("{n} {word}{plural}")
}

/// <https://no-color.org>
fn console_colours() -> bool {
    use std::io::IsTerminal as _;
    std::io::stderr().is_terminal() && std::env::var_os("NO_COLOR").is_none()
}
