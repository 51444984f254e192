//! Puts compiled templates and WXS modules together into one script.

use std::collections::BTreeMap;
use std::fmt::Write as _;

use glass_easel_template_compiler::TmplGroup;

use super::wxs::RUNTIME;

/// Registers modules as the compiled templates expect (`D(path, loader)` gives a
/// getter), and resolves `require` between them. Module names lose `.wxs`. `W` knows
/// the functions of modules: an included file has those of the file that includes it
/// among its data.
const MODULES: &str = "\
var F=new WeakSet();var W=(f)=>F.has(f);\
var mark=(e)=>{if(typeof e==='function')F.add(e);\
else if(e&&typeof e==='object')for(var k of Object.keys(e))if(typeof e[k]==='function')F.add(e[k]);return e};\
var D=(()=>{var M=Object.create(null);\
var load=(p)=>{var m=M[p];if(!m)throw new Error('no WXS module '+p);\
if(!m.loaded){m.loaded=true;m.loader((r)=>{\
var s=r[0]==='/'?r.split('/'):p.split('/').slice(0,-1).concat(r.split('/')),n=[];\
s.forEach((x)=>{if(x==='..')n.pop();else if(x!==''&&x!=='.')n.push(x)});\
return load(n.join('/').replace(/\\.wxs$/,''))},m.exports,m);mark(m.exports)}return m.exports};\
return (p,loader)=>{M[p]={exports:{},loader,loaded:false};return ()=>load(p)}})();\n";

/// The script of a package.
pub fn script(templates: &BTreeMap<String, String>, modules: &BTreeMap<String, String>) -> String {
    let mut out = String::from("(()=>{");
    if !modules.is_empty() {
        out.push_str(RUNTIME);
        out.push_str("var __wxs={\n");
        for (path, code) in modules {
            // The line break ends a comment on the module's last line.
            let _ = writeln!(
                out,
                "{}:function(require,exports,module){{{code}\n}},",
                literal(path)
            );
        }
        out.push_str("};\n");
    }
    out.push_str("return (()=>{var G={};var R={};");
    let mut group = TmplGroup::new();
    if !modules.is_empty() {
        // Makes the runtime's part for WXS appear in the header.
        group.add_script("_", "");
    }
    out.push_str(&header(&group.get_runtime_string()));
    // In place of a template that cannot be compiled.
    group.add_tmpl("_", "");
    let empty = group.get_tmpl_gen_object("_").unwrap_or_default();
    out.push('\n');
    for path in modules.keys().filter(|path| !path.contains('#')) {
        let path = literal(path);
        let _ = writeln!(out, "R[{path}]=D({path},__wxs[{path}]);");
    }
    for (path, code) in templates {
        let code = if code.is_empty() { &empty } else { code };
        let _ = writeln!(out, "G[{}]={code};", literal(path));
    }
    if !modules.is_empty() {
        // No template has a `#` in its path.
        out.push_str("Object.defineProperty(G,\"#wxs\",{value:W});\n");
    }
    out.push_str("return G})()})()\n");
    out
}

/// The compiler's own helpers, with [`MODULES`] in place of its module loader,
/// which does not find `./x.wxs`.
fn header(runtime: &str) -> String {
    let (own, has_loader) = match runtime.find("var D = ") {
        Some(at) => (runtime.get(..at).unwrap_or(runtime), true),
        None => (runtime, false),
    };
    let mut header = own.trim_end().trim_end_matches(';').to_owned();
    header.push(';');
    if has_loader {
        header.push_str(MODULES);
    }
    header
}

fn literal(text: &str) -> String {
    serde_json::Value::from(text).to_string()
}

/// The compiled template keeps a map from data fields to the nodes they change,
/// written in hash order: `A={"b":new Array(1),"a":new Array(2)}`. Quotes inside
/// string literals are escaped, so this text is never part of one.
pub fn order_binding_maps(code: &str) -> String {
    const START: &str = "O=R.r,A={";
    let mut out = String::with_capacity(code.len());
    let mut rest = code;
    while let Some(at) = rest.find(START) {
        let (before, after) = rest.split_at(at + START.len());
        out.push_str(before);
        let Some((mut fields, end)) = fields(after) else {
            rest = after;
            continue;
        };
        fields.sort_unstable();
        out.push_str(&fields.join(","));
        rest = after.get(end..).unwrap_or_default();
    }
    out.push_str(rest);
    out
}

/// `"name":new Array(n),...` up to `}`, and where that is.
fn fields(text: &str) -> Option<(Vec<&str>, usize)> {
    let bytes = text.as_bytes();
    let mut fields = Vec::new();
    let mut at = 0;
    if bytes.first() == Some(&b'}') {
        return Some((fields, 0));
    }
    loop {
        let start = at;
        if bytes.get(at) != Some(&b'"') {
            return None;
        }
        at += 1;
        while *bytes.get(at)? != b'"' {
            at += if bytes.get(at) == Some(&b'\\') { 2 } else { 1 };
        }
        at += 1;
        let array = text.get(at..)?.strip_prefix(":new Array(")?;
        at += ":new Array(".len() + array.find(')')? + 1;
        fields.push(text.get(start..at)?);
        match bytes.get(at)? {
            b',' => at += 1,
            b'}' => return Some((fields, at)),
            _ => return None,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn binding_maps_are_ordered() {
        let code =
            r#"var O=R.r,A={"b\"":new Array(1),"a":new Array(12)},K=1;"O=R.r,A={x";O=R.r,A={}"#;
        assert_eq!(
            order_binding_maps(code),
            r#"var O=R.r,A={"a":new Array(12),"b\"":new Array(1)},K=1;"O=R.r,A={x";O=R.r,A={}"#
        );
    }
}
