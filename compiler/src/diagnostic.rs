//! What a build has to say: one [`Diagnostic`] a finding, with a stable code, a
//! place (file, line, column, excerpt) and, where there is one, the remedy.
//!
//! A build collects all of them: who mends a project wants the whole list, not
//! the first line of it.

use std::collections::HashSet;
use std::fmt;
use std::ops::Range;
use std::sync::Arc;

use miette::{LabeledSpan, SourceCode};

use crate::excerpt::Excerpt;

/// More findings than this are counted, not kept: a broken generated file can
/// give tens of thousands, and nobody reads the second hundred.
const MAX_KEPT: usize = 500;

/// Whether a build can go on.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Severity {
    /// The program is built; something in it does not do what it looks like.
    Warning,
    /// Nothing is written.
    Error,
}

/// A text of the project, by its path relative to the project's folder.
#[derive(Clone, Debug)]
pub struct Source {
    /// `/`-separated, relative to the program's root.
    pub path: String,
    /// The text without a byte-order mark.
    pub text: Arc<str>,
}

impl Source {
    /// The place of a byte range; ranges outside the text are clamped.
    pub fn at(&self, range: Range<usize>) -> Place {
        let start = floor_boundary(&self.text, range.start);
        let end = floor_boundary(&self.text, range.end.max(start));
        let before = self.text.get(..start).unwrap_or_default();
        let line = before.bytes().filter(|b| *b == b'\n').count() + 1;
        let column = before
            .rsplit('\n')
            .next()
            .unwrap_or_default()
            .chars()
            .count()
            + 1;
        Place {
            file: self.path.clone(),
            line,
            column,
            span: start..end,
            text: Some(self.text.clone()),
        }
    }

    /// The byte offset of a zero-based line and UTF-16 column, as glass-easel
    /// counts them.
    pub fn offset_utf16(&self, line: usize, column: usize) -> usize {
        let mut offset = 0;
        for _ in 0..line {
            match self.text.get(offset..).and_then(|rest| rest.find('\n')) {
                Some(found) => offset += found + 1,
                None => return self.text.len(),
            }
        }
        let mut left = column;
        for c in self.text.get(offset..).unwrap_or_default().chars() {
            if left == 0 || c == '\n' {
                break;
            }
            left = left.saturating_sub(c.len_utf16());
            offset += c.len_utf8();
        }
        offset
    }
}

/// Names out of a source may hold what changes a terminal's state.
fn plain(message: String) -> String {
    message.replace(|c: char| c.is_control() && c != '\n', "\u{fffd}")
}

fn floor_boundary(text: &str, offset: usize) -> usize {
    let mut offset = offset.min(text.len());
    while !text.is_char_boundary(offset) {
        offset -= 1;
    }
    offset
}

/// Of a build that keeps going, the findings that end it all the same: nothing is left
/// that could run.
const FATAL: &[&str] = &[
    "app.missing",
    "app.pages",
    "app.script-missing",
    "internal",
    "package.program-too-large",
    "package.refused",
    "package.too-large",
    "project.folder",
    "project.program",
    "project.root",
    "project.too-many-files",
    "project.too-many-units",
];
/// Files that a program cannot be without.
const NEEDED: &[&str] = &["app.json", "app.js", "app.ts"];
/// What makes such a file useless.
const UNREADABLE: &[&str] = &[
    "js.nesting",
    "js.syntax",
    "json.syntax",
    "project.encoding",
    "project.too-large",
    "project.unreadable",
];

/// Where a finding is.
#[derive(Clone, Debug)]
pub struct Place {
    /// Relative to the program's root.
    pub file: String,
    /// From 1.
    pub line: usize,
    /// From 1, in characters.
    pub column: usize,
    /// Bytes of the text.
    pub span: Range<usize>,
    /// The file's text, for the excerpt.
    pub text: Option<Arc<str>>,
}

impl Place {
    /// A whole file, when no line of it is to blame.
    pub fn file(path: impl Into<String>) -> Place {
        Place {
            file: path.into(),
            line: 1,
            column: 1,
            span: 0..0,
            text: None,
        }
    }
}

/// One finding.
#[derive(Clone, Debug)]
pub struct Diagnostic {
    /// Stable, for example `wxml.include-missing`; docs/guide/cli.md lists them.
    pub code: &'static str,
    /// Whether it stops the build.
    pub severity: Severity,
    /// One sentence.
    pub message: String,
    /// What to do.
    pub help: Option<String>,
    /// Where.
    pub place: Option<Place>,
    excerpt: Option<Arc<Excerpt>>,
}

impl Diagnostic {
    /// A finding that stops the build.
    pub fn error(code: &'static str, message: impl Into<String>) -> Diagnostic {
        Diagnostic::new(code, Severity::Error, message)
    }

    /// A finding that does not.
    pub fn warning(code: &'static str, message: impl Into<String>) -> Diagnostic {
        Diagnostic::new(code, Severity::Warning, message)
    }

    fn new(code: &'static str, severity: Severity, message: impl Into<String>) -> Diagnostic {
        Diagnostic {
            code,
            severity,
            message: plain(message.into()),
            help: None,
            place: None,
            excerpt: None,
        }
    }

    /// With a place.
    pub fn at(mut self, place: Place) -> Diagnostic {
        self.excerpt = place.text.as_ref().map(|text| {
            let span = place.span.clone();
            Arc::new(Excerpt::new(
                &place.file,
                text,
                span,
                place.line,
                place.column,
            ))
        });
        self.place = Some(place);
        self
    }

    /// With a remedy.
    pub fn help(mut self, help: impl Into<String>) -> Diagnostic {
        self.help = Some(help.into());
        self
    }

    /// Whether nothing could run without what this is about.
    fn is_fatal(&self) -> bool {
        let needed = |place: &Place| NEEDED.contains(&place.file.as_str());
        FATAL.contains(&self.code)
            || (UNREADABLE.contains(&self.code) && self.place.as_ref().is_some_and(needed))
    }

    /// `error[code] file:line:column: message`, one line: for logs and tests.
    pub fn line(&self) -> String {
        let severity = match self.severity {
            Severity::Warning => "warning",
            Severity::Error => "error",
        };
        match &self.place {
            Some(place) => format!(
                "{severity}[{}] {}:{}:{}: {}",
                self.code, place.file, place.line, place.column, self.message
            ),
            None => format!("{severity}[{}] {}", self.code, self.message),
        }
    }
}

impl fmt::Display for Diagnostic {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &self.place {
            Some(place) if place.text.is_none() => write!(f, "{}: {}", place.file, self.message),
            _ => f.write_str(&self.message),
        }
    }
}

impl std::error::Error for Diagnostic {}

impl miette::Diagnostic for Diagnostic {
    fn code<'a>(&'a self) -> Option<Box<dyn fmt::Display + 'a>> {
        Some(Box::new(self.code))
    }

    fn severity(&self) -> Option<miette::Severity> {
        Some(match self.severity {
            Severity::Warning => miette::Severity::Warning,
            Severity::Error => miette::Severity::Error,
        })
    }

    fn help<'a>(&'a self) -> Option<Box<dyn fmt::Display + 'a>> {
        self.help
            .as_ref()
            .map(|help| Box::new(help) as Box<dyn fmt::Display>)
    }

    fn source_code(&self) -> Option<&dyn SourceCode> {
        self.excerpt
            .as_deref()
            .map(|excerpt| excerpt as &dyn SourceCode)
    }

    fn labels(&self) -> Option<Box<dyn Iterator<Item = LabeledSpan> + '_>> {
        let marked = self.excerpt.as_ref()?.marked.clone();
        let span = LabeledSpan::new_with_span(None, marked);
        Some(Box::new(std::iter::once(span)))
    }
}

/// All findings of a build.
#[derive(Clone, Debug, Default)]
pub struct Report {
    kept: Vec<Diagnostic>,
    /// One line of each finding that has a place: a sheet imported twice is not worse
    /// than one imported once.
    told: HashSet<String>,
    errors: usize,
    warnings: usize,
    keeps_going: bool,
}

impl Report {
    /// An empty one. One that keeps going takes errors as warnings, as long as something
    /// is left that can run: whoever reports an error then leaves out what it is about.
    pub fn new(keeps_going: bool) -> Report {
        Report {
            keeps_going,
            ..Report::default()
        }
    }

    /// An empty one for a step that runs by itself, to be merged.
    pub fn child(&self) -> Report {
        Report::new(self.keeps_going)
    }

    /// Whether errors leave things out instead of ending the build.
    pub fn keeps_going(&self) -> bool {
        self.keeps_going
    }

    /// Adds one, unless the same was said of the same place.
    pub fn push(&mut self, mut diagnostic: Diagnostic) {
        if self.keeps_going && !diagnostic.is_fatal() {
            diagnostic.severity = Severity::Warning;
        }
        let full = self.kept.len() >= MAX_KEPT;
        if !full && diagnostic.place.is_some() && !self.told.insert(diagnostic.line()) {
            return;
        }
        match diagnostic.severity {
            Severity::Error => self.errors += 1,
            Severity::Warning => self.warnings += 1,
        }
        if !full {
            self.kept.push(diagnostic);
        }
    }

    /// Adds many.
    pub fn extend(&mut self, diagnostics: impl IntoIterator<Item = Diagnostic>) {
        for diagnostic in diagnostics {
            self.push(diagnostic);
        }
    }

    /// Adds those of a step that ran by itself.
    pub fn merge(&mut self, other: Report) {
        let errors = other.kept.iter().filter(|d| d.severity == Severity::Error);
        let errors = errors.count();
        self.errors += other.errors - errors;
        self.warnings += other.warnings - (other.kept.len() - errors);
        self.extend(other.kept);
    }

    /// The findings, in the order of files, then of lines.
    pub fn sorted(&self) -> Vec<&Diagnostic> {
        let mut list: Vec<_> = self.kept.iter().collect();
        list.sort_by_key(|d| {
            let place = d.place.as_ref();
            (
                place.map(|p| p.file.clone()),
                place.map(|p| p.span.start),
                d.code,
            )
        });
        list
    }

    /// How many errors there were, also those not kept.
    pub fn errors(&self) -> usize {
        self.errors
    }

    /// How many warnings there were, also those not kept.
    pub fn warnings(&self) -> usize {
        self.warnings
    }

    /// How many findings were counted but not kept.
    pub fn dropped(&self) -> usize {
        self.errors + self.warnings - self.kept.len()
    }
}
