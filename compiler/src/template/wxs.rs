//! WXS modules: JavaScript of a smaller kind, used from templates.
//!
//! They run as plain functions of the template file, which supplies `getDate`,
//! `getRegExp` and `require`. Of WXS's own rules one is kept by rewriting: the
//! property `constructor` gives the type's name as a string
//! (<https://developers.weixin.qq.com/miniprogram/dev/reference/wxs/06datatype.html>),
//! so `x.constructor` becomes `__type(x)`. And a pattern keeps its backslashes:
//! programs write `getRegExp('\d+')`, which as JavaScript would be `d+`.

use swc_common::sync::Lrc;
use swc_common::{FileName, SourceFile, SourceMap, Spanned};
use swc_ecma_ast::{
    CallExpr, Callee, Expr, Lit, MemberExpr, MemberProp, Script, SimpleAssignTarget,
};
use swc_ecma_visit::{Visit, VisitWith};

use crate::diagnostic::{Diagnostic, Source};
use crate::script;

/// A module ready to be a function's body.
#[derive(Debug)]
pub struct Module {
    /// Statements.
    pub code: String,
    /// `require("...")`, with the bytes of the name.
    pub requires: Vec<(String, std::ops::Range<usize>)>,
}

/// What every template file with WXS defines for it.
pub const RUNTIME: &str = "\
var __type=function(v){if(v===null||v===undefined)return undefined;\
var c=v.constructor;return typeof c==='function'?c.name:c};\
var getDate=function(){return arguments.length?new Date(...arguments):new Date()};\
var getRegExp=function(p,f){return new RegExp(p,f)};\n";

/// Parses and rewrites a module. `offset` is where it begins in `source` (an
/// inline module is a part of its template).
///
/// # Errors
/// Every syntax error.
pub fn compile(source: &Source, range: std::ops::Range<usize>) -> Result<Module, Vec<Diagnostic>> {
    // The text before the module is blanked, not cut: places stay true.
    let text = source.text.get(range.clone()).unwrap_or_default();
    if let Some(offset) = script::too_deep(text) {
        let at = range.start + offset;
        return Err(vec![
            Diagnostic::error("wxs.nesting", "brackets are nested too deeply")
                .at(source.at(at..at + 1)),
        ]);
    }
    let renamed = rename_reserved(text);
    let result = parse(source, range.start, text).map(|parsed| (parsed, text));
    let result = result.or_else(|errors| match &renamed {
        Some(renamed) => parse(source, range.start, renamed)
            .map(|parsed| (parsed, renamed.as_str()))
            .map_err(|_| errors),
        None => Err(errors),
    });
    let ((parsed, file), text) = result?;
    let mut finder = Finder::default();
    parsed.visit_with(&mut finder);
    let bytes = |span| {
        let r = script::byte_range(&file, span);
        r.start.saturating_sub(range.start)..r.end.saturating_sub(range.start)
    };
    let mut inserts: Vec<(usize, usize, &str)> = Vec::new();
    for pattern in &finder.patterns {
        let range = bytes(*pattern);
        let literal = text.get(range.clone()).unwrap_or_default();
        for at in lost_backslashes(literal) {
            inserts.push((range.start + at, range.start + at, "\\"));
        }
    }
    for member in &finder.constructors {
        let object = bytes(member.object);
        let whole = bytes(member.whole);
        inserts.push((object.start, object.start, "__type("));
        inserts.push((object.end, whole.end, ")"));
    }
    inserts.sort();
    let mut code = String::with_capacity(text.len() + inserts.len() * 8);
    let mut done = 0;
    for (start, end, new) in inserts {
        if start < done {
            continue;
        }
        code.push_str(text.get(done..start).unwrap_or_default());
        code.push_str(new);
        done = end;
    }
    code.push_str(text.get(done..).unwrap_or_default());
    let requires = finder
        .requires
        .into_iter()
        .map(|(name, span)| (name, script::byte_range(&file, span)))
        .collect();
    Ok(Module { code, requires })
}

/// Where a string literal has a backslash that JavaScript would drop: before a character that makes no escape.
fn lost_backslashes(literal: &str) -> Vec<usize> {
    const ESCAPES: &str = "nrtbfv01234567ux'\"\\\n\r";
    let mut found = Vec::new();
    let mut characters = literal.char_indices();
    while let Some((at, character)) = characters.next() {
        let escaped = (character == '\\').then(|| characters.next()).flatten();
        if escaped.is_some_and(|(_, next)| !ESCAPES.contains(next)) {
            found.push(at);
        }
    }
    found
}

fn parse(
    source: &Source,
    start: usize,
    text: &str,
) -> Result<(Script, Lrc<SourceFile>), Vec<Diagnostic>> {
    let map: Lrc<SourceMap> = Lrc::default();
    let name = FileName::Custom(source.path.clone());
    let file = map.new_source_file(name.into(), " ".repeat(start) + text);
    match script::parse_script(source, &file) {
        Ok(parsed) => Ok((parsed, file)),
        Err(mut errors) => {
            for error in &mut errors {
                error.code = "wxs.syntax";
            }
            Err(errors)
        }
    }
}

/// Words that JavaScript keeps to itself and WXS does not.
/// <https://developers.weixin.qq.com/miniprogram/dev/reference/wxs/02variate.html>
const RESERVED: &[&str] = &[
    "class", "debugger", "enum", "export", "extends", "import", "super", "with",
];

/// The text with such words as other names of the same length: `class` as `clas$`. Not
/// behind a dot, not as a name in an object, not in strings and comments. None if there
/// are none.
fn rename_reserved(text: &str) -> Option<String> {
    let mut out = String::with_capacity(text.len());
    let mut found = false;
    let mut rest = text;
    let word_char = |c: char| c.is_alphanumeric() || c == '_' || c == '$';
    while let Some(c) = rest.chars().next() {
        let skipped = match c {
            '\'' | '"' => quoted(rest, c),
            '/' if rest.starts_with("//") => rest.find('\n').unwrap_or(rest.len()),
            '/' if rest.starts_with("/*") => rest.find("*/").map_or(rest.len(), |at| at + 2),
            c if word_char(c) => rest.find(|c| !word_char(c)).unwrap_or(rest.len()),
            c => c.len_utf8(),
        };
        let (part, after) = rest.split_at(skipped);
        let member = out.trim_end().ends_with('.') || after.trim_start().starts_with(':');
        if RESERVED.contains(&part) && !member {
            found = true;
            out.push_str(part.get(..part.len() - 1).unwrap_or_default());
            out.push('$');
        } else {
            out.push_str(part);
        }
        rest = after;
    }
    found.then_some(out)
}

/// The length of the string that `text` begins with.
fn quoted(text: &str, quote: char) -> usize {
    let mut escaped = false;
    for (at, c) in text.char_indices().skip(1) {
        match c {
            _ if escaped => escaped = false,
            '\\' => escaped = true,
            c if c == quote => return at + c.len_utf8(),
            '\n' => return at,
            _ => {}
        }
    }
    text.len()
}

struct Constructor {
    object: swc_common::Span,
    whole: swc_common::Span,
}

#[derive(Default)]
struct Finder {
    constructors: Vec<Constructor>,
    requires: Vec<(String, swc_common::Span)>,
    /// Literals that are the pattern of a `getRegExp`.
    patterns: Vec<swc_common::Span>,
}

impl Visit for Finder {
    fn visit_member_expr(&mut self, node: &MemberExpr) {
        if matches!(&node.prop, MemberProp::Ident(name) if name.sym == "constructor") {
            self.constructors.push(Constructor {
                object: node.obj.span(),
                whole: node.span,
            });
        }
        node.visit_children_with(self);
    }

    /// What is assigned to stays what it is.
    fn visit_simple_assign_target(&mut self, node: &SimpleAssignTarget) {
        match node {
            SimpleAssignTarget::Member(member) => member.visit_children_with(self),
            other => other.visit_children_with(self),
        }
    }

    fn visit_call_expr(&mut self, node: &CallExpr) {
        if let (Callee::Expr(callee), Some(first)) = (&node.callee, node.args.first())
            && let (Expr::Ident(name), Expr::Lit(Lit::Str(text))) = (&**callee, &*first.expr)
        {
            match &*name.sym {
                "require" => {
                    let name = text.value.to_string_lossy().into_owned();
                    self.requires.push((name, text.span));
                }
                "getRegExp" => self.patterns.push(text.span),
                _ => {}
            }
        }
        node.visit_children_with(self);
    }
}

#[cfg(test)]
mod tests {
    use super::lost_backslashes;

    #[test]
    fn backslashes_of_patterns() {
        assert_eq!(lost_backslashes(r"'^-?\d+(\.\d+)?$'"), [4, 8, 10]);
        assert!(lost_backslashes(r"'\\d \n \u4e00 \''").is_empty());
        assert_eq!(lost_backslashes(r"'\\\['"), [3]);
    }
}
