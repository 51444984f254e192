//! What programs write in WXML and the template compiler does not take, turned
//! into what it takes. Every edit keeps the length, so that places stay true.
//!
//! - `wx:for-items` is the first name of `wx:for`, `wx:for-key` of `wx:key`.
//! - `wx:key="{{item.id}}"` and `wx:key="item.id"` mean `wx:key="id"`,
//!   `wx:key="{{item}}"` means `wx:key="*this"`.

use std::ops::Range;

use crate::limits::MAX_NESTING;

/// The text to compile, or the byte where elements are nested too deeply.
pub fn rewrite(text: &str) -> Result<String, usize> {
    let mut scan = Scan {
        text,
        at: 0,
        depth: 0,
        edits: Vec::new(),
    };
    scan.run()?;
    let mut out = String::with_capacity(text.len());
    let mut done = 0;
    scan.edits.sort_by_key(|(range, _)| range.start);
    for (range, new) in scan.edits {
        if range.start < done {
            continue;
        }
        out.push_str(text.get(done..range.start).unwrap_or_default());
        out.push_str(&new);
        done = range.end;
    }
    out.push_str(text.get(done..).unwrap_or_default());
    Ok(out)
}

struct Scan<'a> {
    text: &'a str,
    at: usize,
    depth: usize,
    edits: Vec<(Range<usize>, String)>,
}

#[derive(Clone)]
struct Attribute<'a> {
    name: &'a str,
    start: usize,
    /// The value without quotes.
    value: Range<usize>,
    end: usize,
}

impl<'a> Scan<'a> {
    fn rest(&self) -> &'a str {
        self.text.get(self.at..).unwrap_or_default()
    }

    fn skip_past(&mut self, what: &str) {
        let rest = self.rest();
        self.at += rest.find(what).map_or(rest.len(), |at| at + what.len());
    }

    fn run(&mut self) -> Result<(), usize> {
        while let Some(found) = self.rest().find('<') {
            self.at += found;
            let rest = self.rest();
            if rest.starts_with("<!--") {
                self.skip_past("-->");
            } else if rest.starts_with("</") {
                self.depth = self.depth.saturating_sub(1);
                self.skip_past(">");
            } else if rest
                .get(1..)
                .is_some_and(|r| r.starts_with(|c: char| c.is_ascii_alphabetic() || c == '_'))
            {
                self.tag()?;
            } else {
                self.at += 1;
            }
        }
        Ok(())
    }

    fn tag(&mut self) -> Result<(), usize> {
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
            if let Some(attribute) = self.attribute() {
                attributes.push(attribute);
            }
        };
        self.edit(&attributes);
        if closed {
            return Ok(());
        }
        if name == "wxs" {
            // Its content is a script, not elements; the end tag is met next.
            let rest = self.rest();
            self.at += rest.find("</wxs").unwrap_or(rest.len());
        }
        self.depth += 1;
        if self.depth > MAX_NESTING {
            return Err(start);
        }
        Ok(())
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
        if after.starts_with('=') {
            self.at += rest.len() - after.len() + 1;
            let rest = self.rest();
            self.at += rest.len() - rest.trim_start().len();
            let rest = self.rest();
            match rest.chars().next() {
                Some(quote @ ('"' | '\'')) => {
                    let inner = self.at + 1;
                    let (len, escaped) = value_end(rest.get(1..).unwrap_or_default(), quote);
                    value = inner..inner + len;
                    let other = if quote == '"' { '\'' } else { '"' };
                    for (index, at) in escaped.into_iter().enumerate() {
                        // The blank stays outside the string.
                        let new = match index % 2 {
                            0 => format!(" {other}"),
                            _ => format!("{other} "),
                        };
                        self.edits.push((inner + at..inner + at + 2, new));
                    }
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
        })
    }

    fn edit(&mut self, attributes: &[Attribute<'a>]) {
        let has = |name: &str| attributes.iter().any(|a| a.name == name);
        let item = attributes
            .iter()
            .find(|a| a.name == "wx:for-item")
            .and_then(|a| self.text.get(a.value.clone()))
            .unwrap_or("item");
        for attribute in attributes {
            let name = attribute.start..attribute.start + attribute.name.len();
            match attribute.name {
                "wx:for-items" if !has("wx:for") => {
                    self.edits.push((name, "      wx:for".to_owned()));
                }
                "wx:for-key" if !has("wx:key") => {
                    self.edits.push((name, "    wx:key".to_owned()));
                }
                "wx:key" => {
                    let value = self.text.get(attribute.value.clone()).unwrap_or_default();
                    if let Some(key) = plain_key(value, item) {
                        let range = attribute.start..attribute.end;
                        let new = format!("wx:key=\"{key}\"");
                        let pad = range.len().saturating_sub(new.len());
                        self.edits.push((range, new + &" ".repeat(pad)));
                    }
                }
                _ => {}
            }
        }
    }
}

/// The length of a value in quotes, and where it holds escaped ones inside `{{ }}`:
/// `a="{{b ? \"c\" : d}}"`. They become the other kind, unless that is in there too.
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

/// The key as the template compiler wants it, if it is written otherwise.
fn plain_key(value: &str, item: &str) -> Option<String> {
    let inner = value
        .trim()
        .strip_prefix("{{")
        .and_then(|v| v.strip_suffix("}}"));
    let key = inner.unwrap_or(value).trim();
    let key = if key == item && inner.is_some() {
        "*this"
    } else if let Some(field) = key.strip_prefix(item).and_then(|k| k.strip_prefix('.')) {
        field
    } else {
        inner?;
        key
    };
    let plain = |c: char| c.is_alphanumeric() || matches!(c, '_' | '$' | '*' | '-');
    (!key.is_empty() && key.chars().all(plain)).then(|| key.to_owned())
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;

    #[test]
    fn old_names_become_new_ones_in_place() {
        for (old, new) in [
            ("<a wx:for-items=\"{{l}}\"/>", "<a       wx:for=\"{{l}}\"/>"),
            (
                "<a wx:for=\"{{l}}\" wx:key=\"{{item.id}}\">",
                "<a wx:for=\"{{l}}\" wx:key=\"id\"         >",
            ),
            (
                "<a wx:for-item=\"x\" wx:key=\"x.id\">",
                "<a wx:for-item=\"x\" wx:key=\"id\"  >",
            ),
            ("<a wx:key=\"{{item}}\">", "<a wx:key=\"*this\"   >"),
            (
                r#"<a b="{{c === 0 ? \"x\" : \"y\"}} \" d="{{e}}"/>"#,
                r#"<a b="{{c === 0 ?  'x'  :  'y' }} \" d="{{e}}"/>"#,
            ),
            (
                r#"<a b="c:\" d="{{e['\"']}}">"#,
                r#"<a b="c:\" d="{{e['\"']}}">"#,
            ),
            (r#"<a b="{{c\">{{'"#, r#"<a b="{{c\">{{'"#),
            ("<a wx:key=\"id\" b='>'>", "<a wx:key=\"id\" b='>'>"),
            (
                "<!-- <a wx:for-items=\"x\"> -->",
                "<!-- <a wx:for-items=\"x\"> -->",
            ),
            (
                "<wxs module=\"m\">if (a <b) wx:for-items=1</wxs>",
                "<wxs module=\"m\">if (a <b) wx:for-items=1</wxs>",
            ),
            ("a < b <", "a < b <"),
            ("<a b=\"", "<a b=\""),
        ] {
            assert_eq!(rewrite(old).unwrap(), new);
            assert_eq!(old.len(), new.len(), "{old}");
        }
    }

    #[test]
    fn depth_is_bounded() {
        assert!(rewrite(&"<view>".repeat(MAX_NESTING)).is_ok());
        assert!(rewrite(&"<view>".repeat(MAX_NESTING + 1)).is_err());
    }
}
