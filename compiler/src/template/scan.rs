//! WXML as a row of tags and texts, with their places: what [`super::rewrite`] and
//! [`super::expand`] look at before the template compiler reads the file. Nothing is
//! judged here: what is broken comes out as it can, the compiler says what is wrong.

use std::ops::Range;

/// A part of a template.
#[derive(Debug)]
pub enum Piece<'a> {
    /// `<name ...>` or `<name .../>`
    Open(Tag<'a>),
    /// `</name>`
    Close(Range<usize>),
    /// What stands between tags and comments, expressions included.
    Text(Range<usize>),
}

/// A start tag.
#[derive(Debug)]
pub struct Tag<'a> {
    pub name: &'a str,
    /// From `<` to behind `>`.
    pub range: Range<usize>,
    pub attributes: Vec<Attribute<'a>>,
    /// `/>`
    pub closed: bool,
}

impl<'a> Tag<'a> {
    pub fn attribute(&self, name: &str) -> Option<&Attribute<'a>> {
        self.attributes.iter().find(|a| a.name == name)
    }
}

#[derive(Clone, Debug)]
pub struct Attribute<'a> {
    pub name: &'a str,
    pub start: usize,
    /// The value without quotes.
    pub value: Range<usize>,
    pub end: usize,
    /// The quote that is not around the value, and where an escaped one of those that
    /// are stands in an expression.
    pub escaped: (char, Vec<usize>),
}

/// The parts of a template, in order.
pub fn pieces(text: &str) -> Pieces<'_> {
    let closes = text.rfind("}}").unwrap_or(0);
    Pieces {
        text,
        at: 0,
        closes,
    }
}

pub struct Pieces<'a> {
    text: &'a str,
    at: usize,
    /// Where the last expression ends: behind it nobody looks for an end again.
    closes: usize,
}

impl<'a> Iterator for Pieces<'a> {
    type Item = Piece<'a>;

    fn next(&mut self) -> Option<Piece<'a>> {
        loop {
            let rest = self.rest();
            if rest.is_empty() {
                return None;
            }
            let start = self.at;
            if rest.starts_with("<!") {
                self.comment();
            } else if rest.starts_with("</") {
                self.skip_past(">");
                return Some(Piece::Close(start..self.at));
            } else if opens(rest) {
                return Some(Piece::Open(self.tag()));
            } else {
                self.at += text_end(rest, self.closes.saturating_sub(self.at));
                return Some(Piece::Text(start..self.at));
            }
        }
    }
}

/// Whether a start tag begins here.
fn opens(text: &str) -> bool {
    let name = text.strip_prefix('<');
    name.is_some_and(|n| n.starts_with(|c: char| c.is_ascii_alphabetic() || c == '_'))
}

/// The length of the text that begins here: at least one character, up to a tag or a
/// comment that is not part of an expression. No expression ends behind `closes`.
fn text_end(text: &str, closes: usize) -> usize {
    let mut at = 0;
    while let Some(rest) = text.get(at..) {
        let Some(next) = rest.find(['<', '{']) else {
            break;
        };
        let here = rest.get(next..).unwrap_or_default();
        if here.starts_with("{{") && at + next < closes {
            at += next + expression_end(here);
        } else if here.starts_with("</") || here.starts_with("<!") || opens(here) {
            return at + next;
        } else {
            at += next + 1;
        }
    }
    text.len()
}

/// The length of `{{ ... }}`, strings in it being strings; up to the next `}}` if they
/// are not closed, and of the braces alone if there is none.
pub fn expression_end(text: &str) -> usize {
    let mut quote = None;
    let mut escaped = false;
    for (at, c) in text.char_indices().skip(2) {
        match (quote, c) {
            _ if escaped => escaped = false,
            (Some(_), '\\') => escaped = true,
            (Some(open), c) if c == open => quote = None,
            (None, '\'' | '"') => quote = Some(c),
            (None, '}') if text.get(at..).is_some_and(|r| r.starts_with("}}")) => return at + 2,
            _ => {}
        }
    }
    text.find("}}").map_or(2, |at| at + 2)
}

impl<'a> Pieces<'a> {
    fn rest(&self) -> &'a str {
        self.text.get(self.at..).unwrap_or_default()
    }

    fn skip_past(&mut self, what: &str) {
        let rest = self.rest();
        self.at += rest.find(what).map_or(rest.len(), |at| at + what.len());
    }

    fn comment(&mut self) {
        let end = match self.rest().starts_with("<!--") {
            true => "-->",
            false => ">",
        };
        self.skip_past(end);
    }

    fn tag(&mut self) -> Tag<'a> {
        let start = self.at;
        self.at += 1;
        let name = self.word();
        let mut attributes = Vec::new();
        let closed = loop {
            let rest = self.rest();
            self.at += rest.len() - rest.trim_start().len();
            let rest = self.rest();
            if rest.is_empty() || rest.starts_with('>') {
                self.at += usize::from(!rest.is_empty());
                break false;
            }
            if rest.starts_with("/>") {
                self.at += 2;
                break true;
            }
            attributes.extend(self.attribute());
        };
        let range = start..self.at;
        if name == "wxs" && !closed {
            // Its content is a script, not elements; the end tag is met next.
            let rest = self.rest();
            self.at += rest.find("</wxs").unwrap_or(rest.len());
        }
        Tag {
            name,
            range,
            attributes,
            closed,
        }
    }

    fn word(&mut self) -> &'a str {
        let rest = self.rest();
        let len = rest
            .find(|c: char| c.is_whitespace() || matches!(c, '=' | '/' | '>' | '"' | '\''))
            .unwrap_or(rest.len());
        self.at += len;
        rest.get(..len).unwrap_or_default()
    }

    fn attribute(&mut self) -> Option<Attribute<'a>> {
        let start = self.at;
        let name = self.word();
        if name.is_empty() {
            let step = self.rest().chars().next().map_or(1, char::len_utf8);
            self.at += step;
            return None;
        }
        let rest = self.rest();
        let after = rest.trim_start();
        let mut value = self.at..self.at;
        let mut escaped = ('\'', Vec::new());
        if after.starts_with('=') {
            self.at += rest.len() - after.len() + 1;
            let rest = self.rest();
            self.at += rest.len() - rest.trim_start().len();
            let rest = self.rest();
            match rest.chars().next() {
                Some(quote @ ('"' | '\'')) => {
                    let inner = self.at + 1;
                    let (len, places) = value_end(rest.get(1..).unwrap_or_default(), quote);
                    value = inner..inner + len;
                    let other = if quote == '"' { '\'' } else { '"' };
                    escaped = (other, places.iter().map(|at| inner + at).collect());
                    self.at = (inner + len + 1).min(self.text.len());
                }
                _ => {
                    let from = self.at;
                    let len = rest
                        .find(|c: char| c.is_whitespace() || c == '>')
                        .unwrap_or(rest.len());
                    self.at += len;
                    value = from..self.at;
                }
            }
        }
        Some(Attribute {
            name,
            start,
            value,
            end: self.at,
            escaped,
        })
    }
}

/// The length of a value in quotes, and where it holds escaped ones inside `{{ }}`:
/// `a="{{b ? \"c\" : d}}"`. They count, unless the other kind is in there too.
fn value_end(text: &str, quote: char) -> (usize, Vec<usize>) {
    let plain = text.find(quote).unwrap_or(text.len());
    let mut escaped = Vec::new();
    let mut open = false;
    let mut chars = text.char_indices().peekable();
    while let Some((at, c)) = chars.next() {
        let next = chars.peek().map(|(_, c)| *c);
        match (c, next) {
            ('{', Some('{')) => open = true,
            ('}', Some('}')) => open = false,
            ('\\', Some(n)) if open && n == quote => {
                escaped.push(at);
                chars.next();
            }
            (c, _) if c == quote => {
                let other = if quote == '"' { '\'' } else { '"' };
                let mixed = text.get(..at).is_some_and(|value| value.contains(other));
                if escaped.is_empty() || mixed {
                    break;
                }
                return (at, escaped);
            }
            _ => {}
        }
    }
    (plain, Vec::new())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shown(text: &str) -> Vec<String> {
        let shown = |piece| match piece {
            Piece::Open(tag) => format!("+{}", tag.name),
            Piece::Close(range) => format!("-{}", text.get(range).unwrap_or_default()),
            Piece::Text(range) => text.get(range).unwrap_or_default().to_owned(),
        };
        pieces(text).map(shown).collect()
    }

    #[test]
    fn expressions_are_part_of_texts() {
        assert_eq!(
            shown("a {{b <c}} <d e='>'>{{'}}<f>'}}<!-- <g> --></d>< h {{<i/>"),
            ["a {{b <c}} ", "+d", "{{'}}<f>'}}", "-</d>", "< h {{", "+i"]
        );
    }

    /// Every look for an end that is not there would cost the whole rest of the text.
    #[test]
    fn braces_that_nothing_closes_are_looked_at_once() {
        let text = "{{'<a/>".repeat(1_000_000);
        assert_eq!(pieces(&text).count(), 2_000_000);
        assert_eq!(pieces(&format!("{text}}}}}")).count(), 1);
    }
}
