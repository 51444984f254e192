//! What programs write in WXML and the template compiler does not take, turned
//! into what it takes. Every edit keeps the length, so that places stay true.
//!
//! - `wx:for-items` is the first name of `wx:for`, `wx:for-key` of `wx:key`.
//! - `wx:key="{{item.id}}"` and `wx:key="item.id"` mean `wx:key="id"`,
//!   `wx:key="{{item}}"` means `wx:key="*this"`.

use std::ops::Range;

use super::scan::{Attribute, Piece, Tag, pieces};
use crate::limits::MAX_NESTING;

/// The text to compile, or the byte where elements are nested too deeply.
pub fn rewrite(text: &str) -> Result<String, usize> {
    let mut depth = 0usize;
    let mut edits = Vec::new();
    for piece in pieces(text) {
        match piece {
            Piece::Open(tag) => {
                edit(text, &tag, &mut edits);
                depth += usize::from(!tag.closed);
                if depth > MAX_NESTING {
                    return Err(tag.range.start);
                }
            }
            Piece::Close(_) => depth = depth.saturating_sub(1),
            Piece::Text(_) => {}
        }
    }
    Ok(apply(text, edits))
}

/// A text with pieces of it replaced; of two that overlap the first counts.
pub fn apply(text: &str, mut edits: Vec<(Range<usize>, String)>) -> String {
    let mut out = String::with_capacity(text.len());
    let mut done = 0;
    edits.sort_by_key(|(range, _)| range.start);
    for (range, new) in edits {
        if range.start < done {
            continue;
        }
        out.push_str(text.get(done..range.start).unwrap_or_default());
        out.push_str(&new);
        done = range.end;
    }
    out.push_str(text.get(done..).unwrap_or_default());
    out
}

fn edit(text: &str, tag: &Tag<'_>, edits: &mut Vec<(Range<usize>, String)>) {
    let has = |name: &str| tag.attribute(name).is_some();
    let value = |attribute: &Attribute<'_>| text.get(attribute.value.clone()).unwrap_or_default();
    let item = tag.attribute("wx:for-item").map_or("item", value);
    for attribute in &tag.attributes {
        let (other, places) = &attribute.escaped;
        for (index, at) in places.iter().enumerate() {
            // The blank stays outside the string.
            let new = match index % 2 {
                0 => format!(" {other}"),
                _ => format!("{other} "),
            };
            edits.push((*at..at + 2, new));
        }
        let name = attribute.start..attribute.start + attribute.name.len();
        match attribute.name {
            "wx:for-items" if !has("wx:for") => {
                edits.push((name, "      wx:for".to_owned()));
            }
            "wx:for-key" if !has("wx:key") => {
                edits.push((name, "    wx:key".to_owned()));
            }
            "wx:key" => {
                if let Some(key) = plain_key(value(attribute), item) {
                    let range = attribute.start..attribute.end;
                    let new = format!("wx:key=\"{key}\"");
                    let pad = range.len().saturating_sub(new.len());
                    edits.push((range, new + &" ".repeat(pad)));
                }
            }
            _ => {}
        }
    }
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
