//! What the template compiler would read otherwise than WeChat does, written so that it
//! reads it so: the text that code is made of. Places in it are not those of the file;
//! what is wrong with a file is found in the file itself.
//!
//! - **Includes take the scope they stand in.** The compiler hands the data alone to an
//!   included file. WeChat copies the file to that place, so that it sees the items and
//!   indices of the loops around it and the WXS modules of the file that includes it
//!   (<https://developers.weixin.qq.com/miniprogram/dev/reference/wxml/import.html>,
//!   wechat-miniprogram/glass-easel#281). Such an include becomes a reference to a
//!   template of its own, whose data are all data and those names:
//!
//!   ```text
//!   <include src="row"/>  ->  <template is="__tiffin_0" data="{{...__tiffin_all, item}}"/>
//!   ...                       <template name="__tiffin_0"><include src="row"/></template>
//!   ```
//!
//!   The compiler has no word for all data: [`whole`] turns `__tiffin_all` into it in the
//!   code. A copy of the text in place of that would be wrong where both files have a
//!   module or a template of one name, and grows with the number of its uses.
//! - **`<text>` decodes by itself**, in the view and only with `decode`
//!   (<https://developers.weixin.qq.com/miniprogram/dev/component/text.html>): what is
//!   written in it reaches the view as it is. In attributes, and in texts of other
//!   elements, entities are characters (its page on WXML says so of both).

use std::ops::Range;

use super::scan::{Piece, Tag, expression_end, pieces};

/// All data, as a field that no program has.
const ALL: &str = "__tiffin_all";
/// Names of the templates that hold the includes.
const INCLUDE: &str = "__tiffin_";
/// No template has this path.
const NOBODY: &str = "__tiffin_none";
/// Bytes that the includes of a file may add: each brings the names around it, some
/// hundred bytes where many loops and modules are.
const MAX_ADDED: usize = 1 << 20;

/// The text to make code of; none if it is the given one.
///
/// # Errors
/// The byte of an include that brings more names than anybody writes.
pub fn expand(text: &str) -> Result<Option<String>, usize> {
    let mut expander = Expander {
        text,
        modules: modules(text),
        open: Vec::new(),
        edits: Vec::new(),
        includes: Vec::new(),
        added: 0,
    };
    for piece in pieces(text) {
        match piece {
            Piece::Open(tag) => expander.open(&tag)?,
            Piece::Close(range) => expander.close(range),
            Piece::Text(range) => expander.text(range),
        }
    }
    if expander.edits.is_empty() {
        return Ok(None);
    }
    let mut out = super::rewrite::apply(text, expander.edits);
    for (index, source) in expander.includes.iter().enumerate() {
        out.push_str(&format!(
            "<template name=\"{INCLUDE}{index}\"><include src=\"{source}\"/></template>"
        ));
    }
    if !expander.includes.is_empty() {
        // One include stays in sight: any field may be used in the included file, so the
        // compiler must not change single nodes when a single field changes.
        out.push_str(&format!("<include src=\"/{NOBODY}\"/>"));
    }
    Ok(Some(out))
}

/// Code that was made of such a text.
pub fn whole(code: &str) -> String {
    code.replace(&format!("D.{ALL}"), "D")
        .replace(&format!("U.{ALL}"), "U")
}

/// The names of WXS modules, which are seen in the whole file.
fn modules(text: &str) -> Vec<&str> {
    let names = pieces(text).filter_map(|piece| match piece {
        Piece::Open(tag) if tag.name == "wxs" => {
            let name = tag.attribute("module")?.value.clone();
            text.get(name)
        }
        _ => None,
    });
    names.filter(|name| is_name(name)).collect()
}

struct Expander<'a> {
    text: &'a str,
    modules: Vec<&'a str>,
    open: Vec<OpenElement<'a>>,
    edits: Vec<(Range<usize>, String)>,
    /// What is included, by the number in the template's name.
    includes: Vec<&'a str>,
    added: usize,
}

/// An element that is not closed yet.
struct OpenElement<'a> {
    name: &'a str,
    /// Names that are seen inside it.
    scope: Vec<&'a str>,
    /// An include that became something else.
    moved: bool,
}

impl<'a> Expander<'a> {
    fn value(&self, range: &Range<usize>) -> &'a str {
        self.text.get(range.clone()).unwrap_or_default()
    }

    fn open(&mut self, tag: &Tag<'a>) -> Result<(), usize> {
        let names = self.introduced(tag);
        let outer = self.open.last().map(|open| open.scope.clone());
        let mut scope = match tag.name {
            // A template is called with its own data, wherever it is written.
            "template" if tag.attribute("name").is_some() => self.modules.clone(),
            _ => outer.unwrap_or_else(|| self.modules.clone()),
        };
        for name in names {
            scope.retain(|known| *known != name);
            scope.push(name);
        }
        let moved = tag.name == "include" && !scope.is_empty() && self.include(tag, &scope)?;
        if !tag.closed {
            self.open.push(OpenElement {
                name: tag.name,
                scope,
                moved,
            });
        }
        Ok(())
    }

    /// The names that an element gives to what is inside it.
    fn introduced(&self, tag: &Tag<'a>) -> Vec<&'a str> {
        let named = |name: &str, usual: &'static str| {
            let given = tag.attribute(name).map(|a| self.value(&a.value));
            given.filter(|name| !name.is_empty()).unwrap_or(usual)
        };
        let mut names = Vec::new();
        for attribute in &tag.attributes {
            if let Some(slot) = attribute.name.strip_prefix("slot:") {
                let name = self.value(&attribute.value);
                names.push(if name.is_empty() { slot } else { name });
            }
        }
        if tag.attribute("wx:for").is_some() {
            names.push(named("wx:for-item", "item"));
            names.push(named("wx:for-index", "index"));
        }
        names.retain(|name| is_name(name));
        names
    }

    /// Of its attributes only those of the framework go on: `name` would make it another
    /// kind of template.
    fn include(&mut self, tag: &Tag<'a>, scope: &[&str]) -> Result<bool, usize> {
        let Some(source) = tag.attribute("src").map(|a| self.value(&a.value)) else {
            return Ok(false);
        };
        if source.is_empty() || source.contains(['"', '<', '>']) {
            return Ok(false);
        }
        let number = self.includes.len();
        let names = scope.join(",");
        self.added += names.len() + source.len();
        if self.added > MAX_ADDED {
            return Err(tag.range.start);
        }
        let mut new =
            format!("<template is=\"{INCLUDE}{number}\" data=\"{{{{...{ALL},{names}}}}}\"");
        for attribute in tag.attributes.iter().filter(|a| a.name.starts_with("wx:")) {
            new.push(' ');
            new.push_str(self.value(&(attribute.start..attribute.end)));
        }
        new.push_str(if tag.closed { "/>" } else { ">" });
        self.includes.push(source);
        self.edits.push((tag.range.clone(), new));
        Ok(true)
    }

    fn close(&mut self, range: Range<usize>) {
        if self.open.pop().is_some_and(|open| open.moved) {
            self.edits.push((range, "</template>".to_owned()));
        }
    }

    /// Entities in `<text>` are written so that they come out as they are written.
    fn text(&mut self, range: Range<usize>) {
        let mut around = self.open.iter().rev().map(|open| open.name);
        if around.find(|name| *name != "block") != Some("text") {
            return;
        }
        let mut at = range.start;
        while let Some(rest) = self.text.get(at..range.end) {
            let Some(next) = rest.find(['&', '{']) else {
                break;
            };
            at += next;
            let here = rest.get(next..).unwrap_or_default();
            if here.starts_with("{{") {
                at += expression_end(here);
            } else {
                if here.starts_with('&') {
                    self.edits.push((at..at + 1, "&amp;".to_owned()));
                }
                at += 1;
            }
        }
    }
}

/// Whether an expression can name it.
fn is_name(name: &str) -> bool {
    const WORDS: &[&str] = &["true", "false", "null", "undefined"];
    let first = |c: char| c.is_ascii_alphabetic() || c == '_' || c == '$';
    name.starts_with(first)
        && name.chars().all(|c| first(c) || c.is_ascii_digit())
        && !WORDS.contains(&name)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn includes_take_the_names_around_them() {
        let wxs = "<wxs module=\"m\">a < b</wxs>";
        let text = format!(
            "{wxs}<block wx:for=\"{{{{l}}}}\" wx:for-index=\"i\"><include src='r' name='x' wx:if=\"{{{{i}}}}\"></include></block>"
        );
        let expected = format!(
            "{wxs}<block wx:for=\"{{{{l}}}}\" wx:for-index=\"i\"><template is=\"__tiffin_0\" data=\"{{{{...__tiffin_all,m,item,i}}}}\" wx:if=\"{{{{i}}}}\"></template></block><template name=\"__tiffin_0\"><include src=\"r\"/></template><include src=\"/__tiffin_none\"/>"
        );
        assert_eq!(expand(&text), Ok(Some(expected)));
    }

    #[test]
    fn what_has_no_scope_stays_as_it_is() {
        for text in [
            "<include src=\"a\"/>",
            "<block wx:for=\"{{l}}\"><view/></block><include src=\"a\"/>",
            "<block wx:for=\"{{l}}\"><template name=\"t\"><include src=\"a\"/></template></block>",
            "<block wx:for=\"{{l}}\" wx:for-item=\"a-b\" wx:for-index=\"1\"><include src=\"a\"/></block>",
            "<view>a &lt; b</view>",
            "<text>{{a && b ? '&lt;' : \"}}&\"}}</text>",
        ] {
            assert_eq!(expand(text), Ok(None), "{text}");
        }
    }

    #[test]
    fn entities_in_text_are_left_to_the_view() {
        for (text, expected) in [
            (
                "<text a=\"&lt;\">a&lt;<block wx:if=\"{{c}}\">&amp;{{d && e}}&</block></text>",
                "<text a=\"&lt;\">a&amp;lt;<block wx:if=\"{{c}}\">&amp;amp;{{d && e}}&amp;</block></text>",
            ),
            (
                "<text><view>&lt;</view>{{a <b ? '&' : 1}}&</text>&lt;",
                "<text><view>&lt;</view>{{a <b ? '&' : 1}}&amp;</text>&lt;",
            ),
        ] {
            assert_eq!(expand(text), Ok(Some(expected.to_owned())));
        }
    }

    #[test]
    fn code_names_all_data() {
        assert_eq!(
            whole("Object.assign({},X(D.__tiffin_all),{a:b}),(U.__tiffin_all)===true"),
            "Object.assign({},X(D),{a:b}),(U)===true"
        );
    }
}
