//! Scripts: what runs is CommonJS, one line out for one line in, so that a stack
//! names the developer's own lines.
//!
//! - A script that is CommonJS already is parsed (for syntax errors and to see
//!   what it requires) and goes out byte for byte.
//! - An ES module, or TypeScript, is turned into CommonJS by swc, as the official
//!   tool does with Babel; [`lines`] puts the result back on its lines.

mod inspect;
mod lines;
mod maps;

use swc_common::comments::SingleThreadedComments;
use swc_common::errors::HANDLER;
use swc_common::sync::Lrc;
use swc_common::{BytePos, FileName, GLOBALS, Globals, Mark, SourceFile, SourceMap, Span};
use swc_ecma_ast::{EsVersion, Pass, Program};
use swc_ecma_codegen::text_writer::JsWriter;
use swc_ecma_codegen::{Config as EmitConfig, Emitter, Node as _};
use swc_ecma_parser::{
    EsSyntax, Syntax, TsSyntax, parse_file_as_commonjs, parse_file_as_module, parse_file_as_program,
};
use swc_ecma_transforms_base::fixer::fixer;
use swc_ecma_transforms_base::helpers::{HELPERS, Helpers, inject_helpers};
use swc_ecma_transforms_base::hygiene::hygiene;
use swc_ecma_transforms_base::resolver;
use swc_ecma_transforms_module::common_js::{self, FeatureFlag, common_js};
use swc_ecma_transforms_module::path::Resolver;
use swc_ecma_transforms_typescript::strip;

pub use inspect::{Require, StyleOptions, WxUse, WxUseKind};

use crate::diagnostic::{Diagnostic, Source};
use crate::limits::MAX_NESTING;

/// A script as it goes into a package.
#[derive(Debug)]
pub struct Script {
    /// CommonJS.
    pub code: String,
    /// `require("...")` and `import`s with constant names.
    pub requires: Vec<Require>,
    /// What the script says of style isolation.
    pub options: StyleOptions,
    /// Whether `Component(...)` is called in it by that name.
    pub calls_component: bool,
    /// What it takes from `wx`.
    pub wx: Vec<WxUse>,
    /// Its source map, if that was asked for and it was transformed.
    pub map: Option<String>,
}

/// Parses a script, and turns it into CommonJS unless it is.
///
/// # Errors
/// Every syntax error, with its place.
pub fn compile(
    source: &Source,
    typescript: bool,
    want_map: bool,
) -> Result<Script, Vec<Diagnostic>> {
    if let Some(offset) = too_deep(&source.text) {
        return Err(vec![
            Diagnostic::error("js.nesting", "brackets are nested too deeply")
                .at(source.at(offset..offset + 1)),
        ]);
    }
    GLOBALS.set(&Globals::new(), || {
        let map: Lrc<SourceMap> = Lrc::default();
        let file = map.new_source_file(
            FileName::Custom(source.path.clone()).into(),
            source.text.to_string(),
        );
        let mut parsed = parse(source, &file, typescript)?;
        let marks = Marks {
            unresolved: Mark::new(),
            top: Mark::new(),
        };
        if !parsed.as_is {
            resolver(marks.unresolved, marks.top, typescript).process(&mut parsed.program);
        }
        if typescript {
            // Before anything is looked at: an import of types only is no import.
            strip(marks.unresolved, marks.top).process(&mut parsed.program);
        }
        let found = inspect::inspect(&parsed.program);
        let (code, places) = if parsed.as_is {
            (source.text.to_string(), Vec::new())
        } else {
            transform(parsed.program, &marks, &map, &file)
        };
        let wanted = want_map && !parsed.as_is;
        let map = wanted.then(|| maps::source_map(source, &file, &code, &places));
        Ok(Script {
            code,
            requires: found.requires,
            options: found.options,
            calls_component: found.calls_component,
            wx: found.wx,
            map: map.flatten(),
        })
    })
}

/// A bundle that the build made: CommonJS, and what it requires is known.
pub fn bundle(source: &Source, externals: &[String]) -> Script {
    let require = |name: &String| Require {
        name: name.clone(),
        position: 0,
        certain: true,
        waits: false,
    };
    Script {
        code: source.text.to_string(),
        requires: externals.iter().map(require).collect(),
        options: StyleOptions::default(),
        calls_component: false,
        wx: Vec::new(),
        map: None,
    }
}

/// A script without its comments and indentation, each statement on its line; none if
/// it cannot be read as one.
pub fn compact(text: &str) -> Option<String> {
    if too_deep(text).is_some() {
        return None;
    }
    GLOBALS.set(&Globals::new(), || {
        let map: Lrc<SourceMap> = Lrc::default();
        let file = map.new_source_file(FileName::Anon.into(), text.to_owned());
        let mut errors = Vec::new();
        let version = EsVersion::latest();
        let parsed = parse_file_as_commonjs(&file, ecmascript(), version, None, &mut errors);
        let program = Program::Script(parsed.ok().filter(|_| errors.is_empty())?);
        let quasis = lines::template_positions(&program);
        let (code, mappings) = emit(&program, &map);
        let line = |pos| file.lookup_line(pos).unwrap_or(0);
        Some(lines::retain(&code, &mappings, &quasis, line).0)
    })
}

/// In place of a script that cannot be compiled.
pub fn thrower(why: &str) -> Script {
    Script {
        code: format!("throw new Error({})\n", serde_json::Value::from(why)),
        requires: Vec::new(),
        options: StyleOptions::default(),
        calls_component: false,
        wx: Vec::new(),
        map: None,
    }
}

/// Parses a WXS module, which is a script, and gives its syntax tree.
///
/// # Errors
/// Every syntax error, with its place.
pub fn parse_script(
    source: &Source,
    file: &SourceFile,
) -> Result<swc_ecma_ast::Script, Vec<Diagnostic>> {
    let mut errors = Vec::new();
    let result = parse_file_as_commonjs(file, ecmascript(), EsVersion::latest(), None, &mut errors);
    match result {
        Ok(script) if errors.is_empty() => Ok(script),
        Ok(_) => Err(syntax_errors(source, file, errors)),
        Err(error) => {
            errors.push(error);
            Err(syntax_errors(source, file, errors))
        }
    }
}

/// Which names are whose, for the steps of a transform.
struct Marks {
    unresolved: Mark,
    top: Mark,
}

struct Parsed {
    program: Program,
    /// Already what the runtime evaluates.
    as_is: bool,
}

fn ecmascript() -> Syntax {
    Syntax::Es(EsSyntax {
        allow_return_outside_function: true,
        ..EsSyntax::default()
    })
}

fn parse(source: &Source, file: &SourceFile, typescript: bool) -> Result<Parsed, Vec<Diagnostic>> {
    let mut errors = Vec::new();
    let version = EsVersion::latest();
    if typescript {
        let syntax = Syntax::Typescript(TsSyntax {
            decorators: true,
            ..TsSyntax::default()
        });
        return match parse_file_as_program(file, syntax, version, None, &mut errors) {
            Ok(program) if errors.is_empty() => Ok(Parsed {
                program,
                as_is: false,
            }),
            Ok(_) => Err(syntax_errors(source, file, errors)),
            Err(error) => {
                errors.push(error);
                Err(syntax_errors(source, file, errors))
            }
        };
    }
    let script_errors = match parse_script(source, file) {
        Ok(script) => {
            return Ok(Parsed {
                program: Program::Script(script),
                as_is: true,
            });
        }
        Err(errors) => errors,
    };
    // Not a script: a module, or broken. A module names itself by import or
    // export; without either, the errors of the script are the ones to show.
    let module = parse_file_as_module(file, ecmascript(), version, None, &mut errors);
    match module {
        Ok(module) if has_module_items(&module) => {
            if errors.is_empty() {
                Ok(Parsed {
                    program: Program::Module(module),
                    as_is: false,
                })
            } else {
                Err(syntax_errors(source, file, errors))
            }
        }
        Ok(_) => Err(script_errors),
        Err(error) if looks_like_module(&source.text) => {
            errors.push(error);
            Err(syntax_errors(source, file, errors))
        }
        Err(_) => Err(script_errors),
    }
}

fn has_module_items(module: &swc_ecma_ast::Module) -> bool {
    module
        .body
        .iter()
        .any(swc_ecma_ast::ModuleItem::is_module_decl)
}

/// For a text that parses as neither: only decides which errors are shown.
fn looks_like_module(text: &str) -> bool {
    text.lines().any(|line| {
        let line = line.trim_start();
        [
            "import ", "import{", "export ", "export{", "import'", "import\"",
        ]
        .iter()
        .any(|word| line.starts_with(word))
    })
}

fn syntax_errors(
    source: &Source,
    file: &SourceFile,
    errors: Vec<swc_ecma_parser::error::Error>,
) -> Vec<Diagnostic> {
    use swc_common::Spanned;
    let mut seen = Vec::new();
    let mut list = Vec::new();
    for error in errors {
        let range = byte_range(file, error.span());
        if seen.contains(&range) {
            continue;
        }
        seen.push(range.clone());
        let message = error.into_kind().msg().to_string();
        list.push(Diagnostic::error("js.syntax", message).at(source.at(range)));
    }
    list
}

/// The bytes of a span in its file.
pub fn byte_range(file: &SourceFile, span: Span) -> std::ops::Range<usize> {
    let offset = |pos: BytePos| pos.0.saturating_sub(file.start_pos.0) as usize;
    offset(span.lo)..offset(span.hi)
}

fn transform(
    mut program: Program,
    marks: &Marks,
    map: &Lrc<SourceMap>,
    file: &SourceFile,
) -> (String, Vec<(usize, BytePos)>) {
    let handler = swc_common::errors::Handler::with_emitter_writer(Box::new(std::io::sink()), None);
    HANDLER.set(&handler, || {
        HELPERS.set(&Helpers::new(false), || {
            common_js(
                Resolver::Default,
                marks.unresolved,
                common_js::Config {
                    allow_top_level_this: true,
                    ..common_js::Config::default()
                },
                FeatureFlag {
                    support_block_scoping: true,
                    support_arrow: true,
                },
            )
            .process(&mut program);
            inject_helpers(marks.unresolved).process(&mut program);
            hygiene().process(&mut program);
            fixer(None).process(&mut program);
            let quasis = lines::template_positions(&program);
            let (code, mappings) = emit(&program, map);
            lines::retain(&code, &mappings, &quasis, |pos| {
                file.lookup_line(pos).unwrap_or(0)
            })
        })
    })
}

/// The program on as few lines as possible, with where each part came from.
fn emit(program: &Program, map: &Lrc<SourceMap>) -> (String, Vec<(BytePos, swc_common::LineCol)>) {
    let mut code = Vec::new();
    let mut mappings = Vec::new();
    let comments: Option<&SingleThreadedComments> = None;
    let mut emitter = Emitter {
        cfg: EmitConfig::default().with_minify(true),
        cm: map.clone(),
        comments: comments.map(|c| c as _),
        wr: swc_ecma_codegen::text_writer::omit_trailing_semi(JsWriter::new(
            map.clone(),
            "\n",
            &mut code,
            Some(&mut mappings),
        )),
    };
    // Writing into memory does not fail.
    let _ = program.emit_with(&mut emitter);
    drop(emitter);
    (String::from_utf8_lossy(&code).into_owned(), mappings)
}

/// The byte where brackets are open more than [`MAX_NESTING`] deep. Counts
/// brackets in strings too: a bound, not a parser.
pub fn too_deep(text: &str) -> Option<usize> {
    let mut depth = 0usize;
    for (offset, byte) in text.bytes().enumerate() {
        match byte {
            b'(' | b'[' | b'{' => {
                depth += 1;
                if depth > MAX_NESTING {
                    return Some(offset);
                }
            }
            b')' | b']' | b'}' => depth = depth.saturating_sub(1),
            _ => {}
        }
    }
    None
}
