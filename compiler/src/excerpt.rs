//! The few lines around a finding, as they are shown: bounded, and free of what a
//! terminal or the renderer would stumble over.
//!
//! A minified source is one line of a megabyte: its excerpt is a window on that
//! line. The renderer panics on a column beyond 65,535 and on a span that ends
//! inside a character; here neither can be.

use std::ops::Range;

use miette::{MietteError, MietteSpanContents, SourceCode, SourceSpan, SpanContents};

/// Characters of a line that are shown: what a wide terminal holds.
const MAX_WIDTH: usize = 160;
/// Of these, in front of what is marked.
const BEFORE: usize = 60;

/// Lines of a text, with the place of what is marked in them.
#[derive(Clone, Debug)]
pub struct Excerpt {
    name: String,
    text: String,
    /// Lines of the whole text in front of the excerpt.
    lines_before: usize,
    /// Of the marked part in the whole text, from 0.
    column: usize,
    /// The marked part, in bytes of the excerpt; on one line.
    pub marked: Range<usize>,
}

impl Excerpt {
    /// The lines around `span` (bytes of `text`, at boundaries of characters), which
    /// begins in `line` and `column` (from 1). A span over several lines is marked
    /// on its first.
    pub fn new(name: &str, text: &str, span: Range<usize>, line: usize, column: usize) -> Excerpt {
        let before = text.get(..span.start).unwrap_or_default();
        let after = text.get(span.start..).unwrap_or_default();
        let start = before.rfind('\n').map_or(0, |at| at + 1);
        let end = span.start + after.find('\n').unwrap_or(after.len());
        let mut out = String::new();
        let mut lines_before = line.saturating_sub(1);
        if start > 0 {
            let above = text.get(..start - 1).unwrap_or_default();
            out.push_str(&beginning(above.rsplit('\n').next().unwrap_or_default()));
            out.push('\n');
            lines_before = lines_before.saturating_sub(1);
        }
        let left = text.get(start..span.start).unwrap_or_default();
        let skipped = left.chars().count().saturating_sub(BEFORE);
        if skipped > 0 {
            out.push('…');
        }
        push(&mut out, left.chars().skip(skipped));
        let from = out.len();
        let room = MAX_WIDTH - left.chars().count().min(BEFORE);
        let marked = span.end.min(end) - span.start;
        let mut to = from;
        let mut rest = after.get(..end - span.start).unwrap_or_default().chars();
        for (offset, c) in after.char_indices().take(room) {
            if offset >= end - span.start {
                break;
            }
            rest.next();
            push(&mut out, std::iter::once(c));
            if offset < marked {
                to = out.len();
            }
        }
        if rest.next().is_some() {
            out.push('…');
        }
        if out.len() == from {
            // The renderer wants something to point at.
            out.push(' ');
        }
        if let Some(below) = text.get(end + 1..).filter(|_| end < text.len()) {
            out.push('\n');
            out.push_str(&beginning(below.split('\n').next().unwrap_or_default()));
        }
        Excerpt {
            name: name.to_owned(),
            text: out,
            lines_before,
            column: column.saturating_sub(1),
            marked: from..to,
        }
    }
}

fn beginning(line: &str) -> String {
    let mut out = String::new();
    let mut chars = line.chars();
    push(&mut out, chars.by_ref().take(MAX_WIDTH));
    if chars.next().is_some() {
        out.push('…');
    }
    out
}

/// Without what moves a cursor or changes a terminal's colours.
fn push(out: &mut String, chars: impl Iterator<Item = char>) {
    out.extend(chars.filter_map(|c| match c {
        '\r' => None,
        '\t' => Some(c),
        c if c.is_control() => Some('\u{fffd}'),
        // Marks that reorder text would show another source than there is.
        '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}' => Some('\u{fffd}'),
        c => Some(c),
    }));
}

impl SourceCode for Excerpt {
    fn read_span<'a>(
        &'a self,
        span: &SourceSpan,
        context_lines_before: usize,
        context_lines_after: usize,
    ) -> Result<Box<dyn SpanContents<'a> + 'a>, MietteError> {
        let inner =
            self.text
                .as_str()
                .read_span(span, context_lines_before, context_lines_after)?;
        // Without context it is the place of the mark that is asked for.
        let column = match (context_lines_before, context_lines_after) {
            (0, 0) => self.column,
            _ => inner.column(),
        };
        Ok(Box::new(MietteSpanContents::new_named(
            self.name.clone(),
            inner.data(),
            *inner.span(),
            inner.line() + self.lines_before,
            column,
            inner.line_count(),
        )))
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use crate::diagnostic::{Diagnostic, Source};
    use miette::{GraphicalReportHandler, GraphicalTheme};

    fn show(text: &str, span: std::ops::Range<usize>) -> String {
        let source = Source {
            path: "a.js".to_owned(),
            text: text.into(),
        };
        let found = Diagnostic::warning("x", "y").at(source.at(span));
        let handler = GraphicalReportHandler::new_themed(GraphicalTheme::unicode_nocolor());
        let mut out = String::new();
        handler.render_report(&mut out, &found).unwrap();
        out
    }

    #[test]
    fn a_long_line_is_cut_around_the_mark() {
        let text = format!("{}错x{}\nnext", "a".repeat(100_000), "b".repeat(100_000));
        let out = show(&text, 100_000..100_003);
        assert!(out.contains("a.js:1:100001"), "{out}");
        assert!(out.contains("错x"), "{out}");
        assert!(out.lines().all(|l| l.chars().count() < 200), "{out}");
        assert!(out.contains("next"), "{out}");
    }

    #[test]
    fn any_span_of_any_text_is_shown() {
        let nasty = "\u{feff}a\tb\r\n错\u{1b}[31m\u{202e}e\u{301}👩‍👩‍👧\n\n\rx\0\n";
        for text in ["", "\n", "a", "错", nasty, &nasty.repeat(40)] {
            for start in 0..text.len().min(200) + 2 {
                for length in [0, 1, 2, 7, 1000] {
                    let out = show(text, start..start + length);
                    assert!(!out.contains('\u{1b}'), "{out}");
                }
            }
        }
    }
}
