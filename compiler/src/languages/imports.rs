//! Imports that are none of a style language's.

/// `@import "x.wxss";` is no import of the language's: it is left for the sheet's own
/// compiler, which inlines it. `plain` writes it so that it stays.
pub(super) fn plain_imports(text: &str, plain: impl Fn(&str) -> String) -> String {
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(at) = rest.find("@import") {
        let (before, after) = rest.split_at(at + "@import".len());
        out.push_str(before);
        rest = after;
        let Some((name, blanks, end)) = imported(after) else {
            continue;
        };
        out.push_str(after.get(..blanks).unwrap_or_default());
        out.push_str(&plain(name));
        rest = after.get(end..).unwrap_or_default();
    }
    out.push_str(rest);
    out
}

/// The name in `  "x.wxss";`, the blanks in front of it, and where its quotes end.
fn imported(text: &str) -> Option<(&str, usize, usize)> {
    let blanks = text.len() - text.trim_start().len();
    let quote = text.get(blanks..)?.chars().next()?;
    let inner = text.get(blanks + 1..)?;
    let length = inner.find(quote).filter(|_| matches!(quote, '"' | '\''))?;
    let name = inner.get(..length)?;
    let after = inner.get(length + 1..)?.trim_start_matches([' ', '\t']);
    let alone = after.is_empty() || after.starts_with([';', '\r', '\n']);
    (alone && name.ends_with(".wxss")).then_some((name, blanks, blanks + 1 + length + 1))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn plain_imports_are_told_from_others() {
        let plain = |text: &str| plain_imports(text, |name| format!("<{name}>"));
        for (text, expected) in [
            ("@import 'a.wxss';", "@import <a.wxss>;"),
            (
                "@import \"a.wxss\"; @import \"b.wxss\" ;\n.c{}",
                "@import <a.wxss>; @import <b.wxss> ;\n.c{}",
            ),
            ("@import\n'a.wxss'", "@import\n<a.wxss>"),
            ("@import 'a', 'b.wxss';", "@import 'a', 'b.wxss';"),
            ("@import 'a.less';", "@import 'a.less';"),
            ("@import (css) 'a.wxss';", "@import (css) 'a.wxss';"),
            ("@import 'a", "@import 'a"),
            ("@import", "@import"),
        ] {
            assert_eq!(plain(text), expected);
        }
    }
}
