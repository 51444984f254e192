//! A program as large as the largest public one, built on all cores.

use std::collections::BTreeSet;
use std::fmt::Write as _;
use std::sync::Mutex;
use std::time::{Duration, Instant};

use tiffin_compiler::{Options, Step};

use crate::project::{Project, lines};

/// 350 pages in nine subpackages, 60 components, modules and TypeScript: about 2,000
/// files, as the official demo has.
fn large() -> Project {
    let mut app = String::from("{\"pages\": [\"p/p\"], \"subPackages\": [");
    let project = Project::new(&[]);
    for n in 0..60 {
        let path = format!("components/c{n}/c{n}");
        project.write(&format!("{path}.json"), "{\"component\": true}");
        project.write(&format!("{path}.js"), &script(n, "Component"));
        project.write(&format!("{path}.wxml"), &template(n, ""));
        project.write(&format!("{path}.wxss"), &sheet(n));
    }
    for n in 0..30 {
        project.write(
            &format!("utils/u{n}.ts"),
            &format!("export const f{n} = (a: number): number => a + {n}\n"),
        );
    }
    for package in 0..9 {
        let _ = write!(
            app,
            "{}{{\"root\": \"s{package}\", \"pages\": [",
            if package > 0 { "," } else { "" }
        );
        for n in (package..349).step_by(9) {
            let _ = write!(app, "{}\"a{n}/a{n}\"", if n > package { "," } else { "" });
            let path = format!("s{package}/a{n}/a{n}");
            let card = n % 60;
            project.write(
                &format!("{path}.json"),
                &format!(
                    "{{\"usingComponents\": {{\"my-card\": \"/components/c{card}/c{card}\"}}}}"
                ),
            );
            project.write(&format!("{path}.js"), &script(n, "Page"));
            project.write(
                &format!("{path}.wxml"),
                &template(n, "<my-card title=\"{{a}}\"/>"),
            );
            project.write(&format!("{path}.wxss"), &sheet(n));
        }
        app.push_str("]}");
    }
    app.push_str("]}");
    project.write("app.json", &app);
    project
}

fn script(n: usize, kind: &str) -> String {
    let mut text = format!("import {{ f{0} }} from '/utils/u{0}'\n{kind}({{\n", n % 30);
    for m in 0..20 {
        let _ = writeln!(
            text,
            "  method{m}(e) {{\n    const {{ id, ...rest }} = e.detail || {{}}\n    this.setData({{ ['list[' + id + '].n']: f{0}(rest.n ?? {m}), text: `${{id}}-{m}` }})\n  }},",
            n % 30
        );
    }
    text.push_str("})\n");
    text
}

fn template(n: usize, extra: &str) -> String {
    let mut text = format!(
        "<wxs module=\"m\">module.exports.f = function (a) {{ return a + {n} }}</wxs>\n{extra}\n"
    );
    for m in 0..25 {
        let _ = writeln!(
            text,
            "<view class=\"row row-{m} {{{{on ? 'on' : ''}}}}\" wx:for=\"{{{{list}}}}\" wx:key=\"id\" bindtap=\"method{m}\"><text wx:if=\"{{{{item.n > {m}}}}}\">{{{{m.f(item.n)}}}}</text><image wx:else src=\"/i.png\" style=\"width: {{{{item.n}}}}rpx\"/></view>"
        );
    }
    text
}

fn sheet(n: usize) -> String {
    let mut text = String::new();
    for m in 0..40 {
        let _ = writeln!(
            text,
            ".row-{m} > view:not(:last-child) {{ padding: {m}rpx {n}rpx; color: #333 }}"
        );
    }
    text
}

#[test]
fn three_hundred_and_fifty_pages_are_built_in_seconds() {
    let project = large();
    let start = Instant::now();
    let steps = Mutex::new(BTreeSet::new());
    let on_step = |step: Step| {
        let (name, done) = match step {
            Step::Scripts(done, of) => ("scripts", done == of),
            Step::Sheets(done, of) => ("sheets", done == of),
            Step::Templates(done, of) => ("templates", done == of),
            _ => return,
        };
        if done && steps.lock().unwrap().insert(name) {
            println!("{name} done after {} ms", start.elapsed().as_millis());
        }
    };
    let (build, report) = tiffin_compiler::build(project.path(), &Options::default(), &on_step);
    let took = start.elapsed();
    let build = build.unwrap_or_else(|| panic!("{:#?}", lines(&report)));
    assert_eq!(build.packages.len(), 10);
    println!("350 pages, 60 components: {} ms", took.as_millis());
    // Each step came to its end, for the progress bar.
    assert_eq!(
        *steps.lock().unwrap(),
        BTreeSet::from(["scripts", "sheets", "templates"])
    );
    // A debug build on a busy machine; a release build takes about a tenth of it.
    assert!(took < Duration::from_secs(90), "{took:?}");
}

/// Transformed code is one long line on the way; so is what a minifier wrote.
#[test]
fn long_lines_take_time_by_their_length_only() {
    let line = "a(\"错\", b ? c : d, [1, 2, 3]);".repeat(20_000);
    let project = Project::new(&[("m.js", &format!("export const x = 1;{line}"))]);
    let options = Options {
        source_maps: true,
        ..Options::default()
    };
    let start = Instant::now();
    let (build, _) = tiffin_compiler::build(project.path(), &options, &|_| {});
    assert!(build.unwrap().maps.len() == 1);
    assert!(
        start.elapsed() < Duration::from_secs(60),
        "{:?}",
        start.elapsed()
    );
}
