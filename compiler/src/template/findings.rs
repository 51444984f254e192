//! What the template compiler says, in our words: places in a file, and which of its errors are findings.

use std::ops::Range;

use glass_easel_template_compiler::parse::{ParseError, ParseErrorKind, ParseErrorLevel, Position};

use crate::diagnostic::{Diagnostic, Source};

pub(super) fn span(source: &Source, range: &Range<Position>) -> Range<usize> {
    let offset = |p: &Position| source.offset_utf16(p.line as usize, p.utf16_col as usize);
    offset(&range.start)..offset(&range.end)
}

pub(super) fn range_of(source: &Source, range: &Range<Position>) -> Option<Range<usize>> {
    let range = span(source, range);
    (!range.is_empty()).then_some(range)
}

/// The compiler's levels, as the official tool takes these: what it lets through
/// is a warning, what leaves the template's meaning open is an error.
pub(super) fn finding(source: &Source, error: &ParseError) -> Option<Diagnostic> {
    use ParseErrorKind as K;
    let fatal = match error.kind {
        K::MissingEndTag => true,
        K::IllegalEntity
        | K::ChildNodesNotAllowed
        | K::IllegalEscapeSequence
        | K::MissingModuleName
        | K::MissingSourcePath
        | K::UnexpectedCharacter => false,
        _ => error.level() >= ParseErrorLevel::Error,
    };
    if error.kind == K::InvalidAttribute {
        // `class` of a block, `bind:tap` of a template: without effect in WeChat too.
        return None;
    }
    let place = source.at(span(source, &error.location));
    let message = error.kind.to_string();
    if fatal {
        Some(Diagnostic::error("wxml.syntax", message).at(place))
    } else if error.level() >= ParseErrorLevel::Warn {
        Some(Diagnostic::warning("wxml.suspicious", message).at(place))
    } else {
        None
    }
}
