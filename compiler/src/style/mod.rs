//! Style sheets: WXSS to CSS for the view. `@import` is inlined, `rpx` becomes
//! `vw` (750rpx are the window's width), selectors get the view's names
//! ([`selector`]), relative `url(...)` counts from the package's root. All else,
//! line breaks included, stays as written.
//!
//! A rule that no browser would take is dropped with a warning, as WeChat's tool
//! lets such sheets through.

mod selector;
mod tokens;

use std::ops::Range;

pub use selector::Scope;
use tokens::{Kind, Tok};

use crate::diagnostic::{Diagnostic, Report, Source};
use crate::files::{Files, join};
use crate::limits::MAX_SHEET;
use crate::resolve;

/// Imports inside one another; real projects have three.
const MAX_IMPORT_DEPTH: usize = 32;

/// Compiles a sheet.
pub fn compile(files: &Files, path: &str, scope: Scope<'_>, report: &mut Report) -> String {
    let mut sheet = StyleSheet {
        files,
        scope,
        report,
        out: String::new(),
        open: Vec::new(),
        full: false,
    };
    match files.text(path) {
        Ok(source) => sheet.file(&source),
        Err(diagnostic) => sheet.report.push(*diagnostic),
    }
    sheet.out
}

struct StyleSheet<'a> {
    files: &'a Files,
    scope: Scope<'a>,
    report: &'a mut Report,
    out: String,
    /// The files being inlined, outermost first.
    open: Vec<String>,
    full: bool,
}

/// One file of the sheet.
struct Text<'a> {
    source: &'a Source,
    list: &'a [Tok],
}

impl Text<'_> {
    fn slice(&self, range: Range<usize>) -> &str {
        self.source.text.get(range).unwrap_or_default()
    }

    fn bytes(&self, from: usize, to: usize) -> Range<usize> {
        let start = self.list.get(from).map_or(0, |t| t.range.start);
        let end = self.list.get(to).map_or(start, |t| t.range.end);
        start..end.max(start)
    }

    fn kind(&self, at: usize) -> Option<&Kind> {
        self.list.get(at).map(|t| &t.kind)
    }

    fn mate(&self, at: usize) -> usize {
        self.list.get(at).map_or(at, |t| t.mate.max(at))
    }

    /// From `at`, the first token outside brackets that `stop` accepts.
    fn find(&self, mut at: usize, end: usize, stop: impl Fn(&Kind) -> bool) -> Option<usize> {
        while at < end {
            let kind = self.kind(at)?;
            if stop(kind) {
                return Some(at);
            }
            at = self.mate(at) + 1;
        }
        None
    }
}

impl StyleSheet<'_> {
    fn file(&mut self, source: &Source) {
        let list = tokens::tokens(&source.text);
        let text = Text {
            source,
            list: &list,
        };
        self.open.push(source.path.clone());
        self.rules(&text, 0, list.len());
        self.open.pop();
    }

    fn warn(&mut self, text: &Text<'_>, code: &'static str, range: Range<usize>, message: &str) {
        self.report
            .push(Diagnostic::warning(code, message).at(text.source.at(range)));
    }

    fn fail(&mut self, text: &Text<'_>, code: &'static str, range: Range<usize>, message: String) {
        self.report
            .push(Diagnostic::error(code, message).at(text.source.at(range)));
    }

    fn rules(&mut self, text: &Text<'_>, mut at: usize, end: usize) {
        while at < end && !self.full {
            if self.out.len() > MAX_SHEET {
                self.full = true;
                self.report.push(
                    Diagnostic::error(
                        "wxss.too-large",
                        format!("the sheet has more than {MAX_SHEET} bytes with its imports"),
                    )
                    .at(text.source.at(0..0)),
                );
                return;
            }
            at = match text.kind(at) {
                Some(Kind::White | Kind::Comment) => {
                    self.out.push_str(text.slice(text.bytes(at, at)));
                    at + 1
                }
                Some(Kind::Semicolon) => at + 1,
                Some(Kind::Close(_)) => {
                    let message = "this closes nothing; it is left out";
                    self.warn(text, "wxss.syntax", text.bytes(at, at), message);
                    at + 1
                }
                Some(Kind::At(name)) => {
                    let name = name.clone();
                    self.at_rule(text, at, end, &name)
                }
                _ => self.style_rule(text, at, end),
            };
        }
    }

    fn style_rule(&mut self, text: &Text<'_>, at: usize, end: usize) -> usize {
        let Some(block) = text.find(at, end, |k| *k == Kind::Open('{')) else {
            let message = "this is no rule; it is left out";
            self.warn(text, "wxss.syntax", text.bytes(at, end - 1), message);
            return end;
        };
        let close = text.mate(block);
        let selector = text.list.get(at..block).unwrap_or_default();
        match selector::rewrite(&text.source.text, selector, at, self.scope) {
            Ok(selector) => {
                self.out.push_str(&selector);
                self.values(text, block, close);
            }
            Err(wrong) => {
                let message = "this is no selector; the rule is left out";
                self.warn(text, "wxss.selector", text.bytes(wrong, wrong), message);
                let lines = text.slice(text.bytes(at, close)).matches('\n').count();
                self.out.push_str(&"\n".repeat(lines));
            }
        }
        close + 1
    }

    fn at_rule(&mut self, text: &Text<'_>, at: usize, end: usize, name: &str) -> usize {
        let stop = text.find(at, end, |k| matches!(k, Kind::Semicolon | Kind::Open('{')));
        let stop = stop.unwrap_or(end - 1);
        let has_block = text.kind(stop) == Some(&Kind::Open('{'));
        match name {
            "import" => {
                let (last, next) = import_end(text, at, end);
                self.import(text, at, last);
                next
            }
            "charset" => stop + 1,
            "media" | "supports" | "layer" | "container" | "scope" | "starting-style"
            | "-moz-document" | "document"
                if has_block =>
            {
                let close = text.mate(stop);
                self.values(text, at, stop);
                self.rules(text, stop + 1, close);
                self.out.push('}');
                close + 1
            }
            _ if has_block => {
                let close = text.mate(stop);
                self.values(text, at, close);
                close + 1
            }
            _ => {
                self.values(text, at, stop);
                stop + 1
            }
        }
    }

    /// `@import "x";` from token `at` up to the semicolon at `end`.
    fn import(&mut self, text: &Text<'_>, at: usize, end: usize) {
        let whole = text.bytes(at, end.saturating_sub(1).max(at));
        let mut name = None;
        let mut index = at + 1;
        while index < end && name.is_none() {
            match text.kind(index) {
                Some(Kind::White | Kind::Comment) => index += 1,
                Some(Kind::Text(value) | Kind::Url(value)) => name = Some((value.clone(), index)),
                Some(Kind::Function(f)) if f == "url" => index += 1,
                _ => break,
            }
        }
        let Some((name, name_at)) = name else {
            return self.warn(text, "wxss.import", whole, "this import names no sheet");
        };
        let place = text.bytes(name_at, name_at);
        if name.contains("://") || name.starts_with("//") {
            let message = "sheets are imported from the package only; this one is left out";
            return self.warn(text, "wxss.import-remote", place, message);
        }
        let Some(target) = resolve::sheet(self.files, &text.source.path, &name) else {
            let message = format!("there is no sheet `{name}`");
            return self.fail(text, "wxss.import-missing", place, message);
        };
        if self.open.contains(&target) || self.open.len() >= MAX_IMPORT_DEPTH {
            let message = format!("`{target}` imports itself through this");
            return self.fail(text, "wxss.import-cycle", place, message);
        }
        let mut media_from = name_at + 1;
        while matches!(
            text.kind(media_from),
            Some(Kind::White | Kind::Comment | Kind::Close(')'))
        ) && media_from < end
        {
            media_from += 1;
        }
        let media = media_from < end;
        if media {
            self.out.push_str("@media ");
            self.values(text, media_from, end - 1);
            self.out.push('{');
        }
        match self.files.text(&target) {
            Ok(source) => self.file(&source),
            Err(diagnostic) => self.report.push(*diagnostic),
        }
        if media {
            self.out.push('}');
        }
    }

    /// Copies tokens `from..=to`, converting `rpx` and relative addresses.
    fn values(&mut self, text: &Text<'_>, from: usize, to: usize) {
        let mut in_url = false;
        for at in from..=to {
            let Some(tok) = text.list.get(at) else { return };
            let raw = text.slice(tok.range.clone());
            match &tok.kind {
                Kind::Dimension(unit) if unit == "rpx" => match rpx(raw) {
                    Some(vw) => self.out.push_str(&vw),
                    None => self.out.push_str(raw),
                },
                Kind::Url(address) => match self.address(text, address) {
                    Some(path) => self.out.push_str(&format!("url({})", quoted(&path))),
                    None => self.out.push_str(raw),
                },
                Kind::Text(address) if in_url => match self.address(text, address) {
                    Some(path) => self.out.push_str(&quoted(&path)),
                    None => self.out.push_str(raw),
                },
                _ => self.out.push_str(raw),
            }
            in_url = match &tok.kind {
                Kind::Function(name) => name == "url",
                Kind::White | Kind::Comment => in_url,
                _ => false,
            };
        }
    }

    /// The address from the package's root, of a file that is there.
    fn address(&self, text: &Text<'_>, address: &str) -> Option<String> {
        if address.starts_with(['/', '#']) || address.contains(':') {
            return None;
        }
        let (path, query) = match address.find(['?', '#']) {
            Some(at) => address.split_at(at),
            None => (address, ""),
        };
        let path = join(&text.source.path, path)?;
        self.files.has(&path).then(|| format!("/{path}{query}"))
    }
}

fn quoted(text: &str) -> String {
    format!("\"{}\"", text.replace('\\', "\\\\").replace('"', "\\\""))
}

/// `75rpx` -> `10vw`, at most six decimals: a hundredth of a pixel on any screen.
fn rpx(raw: &str) -> Option<String> {
    let number: f64 = raw.get(..raw.len().checked_sub(3)?)?.parse().ok()?;
    let vw = format!("{:.6}", number / 7.5);
    let vw = vw.trim_end_matches('0').trim_end_matches('.');
    let vw = if vw == "-0" { "0" } else { vw };
    Some(format!("{vw}vw"))
}

/// Where an import ends, and what comes next: at the semicolon or, as WeChat has it, at the end of the line that lacks one.
fn import_end(text: &Text<'_>, at: usize, end: usize) -> (usize, usize) {
    let last = text.find(at, end, |k| *k == Kind::Semicolon).unwrap_or(end);
    let named = text.find(at, last, |k| matches!(k, Kind::Text(_) | Kind::Url(_)));
    let newline = |index: &usize| {
        text.kind(*index) == Some(&Kind::White)
            && text.slice(text.bytes(*index, *index)).contains('\n')
    };
    let Some(line) = named.and_then(|named| (named..last).find(newline)) else {
        return (last, last + 1);
    };
    let blank = |index: usize| matches!(text.kind(index), Some(Kind::White | Kind::Comment));
    if (line..last).all(blank) {
        return (last, last + 1);
    }
    (line, line)
}
