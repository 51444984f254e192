//! Less, by less.js in an engine of its own, which sees the project's files and
//! nothing else (docs/adr/0013-less-runs-in-an-engine.md). The compiler's only file
//! that names QuickJS.

use std::cell::Cell;
use std::rc::Rc;
use std::sync::Arc;
use std::time::Instant;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD as BASE64;
use rquickjs::{Context, Ctx, Error, Function, Runtime};
use serde::Deserialize;

use super::imports::plain_imports;
use crate::diagnostic::{Diagnostic, Place};
use crate::files::{Files, join};
use crate::limits::{MAX_LESS_HEAP, MAX_LESS_STACK, MAX_LESS_TIME, MAX_PACKAGE};
use crate::resolve;
use crate::script::too_deep;

/// framework/less, as one script.
const LESS: &str = include_str!("../../../framework/dist/less.js");

/// Compiles one sheet after another, on one thread.
pub struct Compiler {
    files: Arc<Files>,
    engine: Option<Engine>,
}

impl Compiler {
    /// Starts nothing yet.
    pub fn new(files: &Arc<Files>) -> Compiler {
        Compiler {
            files: Arc::clone(files),
            engine: None,
        }
    }

    /// Compiles a sheet to WXSS.
    ///
    /// # Errors
    /// The first thing that is wrong.
    pub fn compile(&mut self, path: &str) -> Result<String, Box<Diagnostic>> {
        let source = self.files.text(path)?;
        if let Some(at) = too_deep(&source.text) {
            let found = Diagnostic::error("less.nesting", "brackets are nested too deeply");
            return Err(Box::new(found.at(source.at(at..at + 1))));
        }
        let engine = match self.engine.take() {
            Some(engine) => Ok(engine),
            None => Engine::start(&self.files),
        };
        let text = prepared(&self.files, path, &source.text);
        let result = engine.and_then(|engine| {
            let outcome = engine.compile(path, &text)?;
            // One that was stopped half way is not used again.
            self.engine = Some(engine);
            Ok(outcome)
        });
        match result {
            Ok(Outcome { css: Some(css), .. }) => Ok(css),
            Ok(Outcome { wrong, .. }) => Err(Box::new(self.finding(path, wrong))),
            Err(why) => {
                let message = format!("Less was stopped: {why}");
                let found = Diagnostic::error("less.stopped", message).at(Place::file(path));
                Err(Box::new(found))
            }
        }
    }

    fn finding(&self, path: &str, wrong: Option<Wrong>) -> Diagnostic {
        let wrong = wrong.unwrap_or_default();
        let found = Diagnostic::error("less.syntax", wrong.message);
        let file = wrong.file.unwrap_or_else(|| path.to_owned());
        match (self.files.text(&file), wrong.line) {
            (Ok(source), Some(line)) => {
                let column = wrong.column.unwrap_or(0).max(0);
                let at = source.offset_utf16(line.saturating_sub(1), column as usize);
                found.at(source.at(at..at + 1))
            }
            _ => found.at(Place::file(path)),
        }
    }
}

/// What `lessCompile` gives.
#[derive(Deserialize)]
struct Outcome {
    css: Option<String>,
    wrong: Option<Wrong>,
}

#[derive(Default, Deserialize)]
struct Wrong {
    message: String,
    file: Option<String>,
    /// From 1.
    line: Option<usize>,
    /// From 0, in UTF-16 units; -1 if nobody knows.
    column: Option<i64>,
}

struct Engine {
    // The context goes before the runtime.
    context: Context,
    runtime: Runtime,
    deadline: Rc<Cell<Instant>>,
}

impl Engine {
    fn start(files: &Arc<Files>) -> Result<Engine, String> {
        let runtime = Runtime::new().map_err(|e| e.to_string())?;
        runtime.set_memory_limit(MAX_LESS_HEAP);
        runtime.set_max_stack_size(MAX_LESS_STACK);
        let deadline = Rc::new(Cell::new(Instant::now() + MAX_LESS_TIME));
        let clock = Rc::clone(&deadline);
        runtime.set_interrupt_handler(Some(Box::new(move || Instant::now() > clock.get())));
        let context = Context::full(&runtime).map_err(|e| e.to_string())?;
        let engine = Engine {
            context,
            runtime,
            deadline,
        };
        let started = engine.context.with(|ctx| {
            let boot = || {
                let globals = ctx.globals();
                let from = Arc::clone(files);
                let load = move |name: String, folder: String| load(&from, &name, &folder);
                globals.set("lessLoad", Function::new(ctx.clone(), load)?)?;
                let from = Arc::clone(files);
                let embed = move |name: String, folder: String| embed(&from, &name, &folder);
                globals.set("lessEmbed", Function::new(ctx.clone(), embed)?)?;
                ctx.eval::<(), _>(LESS)
            };
            boot().map_err(|error| why(&ctx, &error))
        });
        started.map(|()| engine)
    }

    fn compile(&self, path: &str, text: &str) -> Result<Outcome, String> {
        self.deadline.set(Instant::now() + MAX_LESS_TIME);
        let json: String = self.context.with(|ctx| {
            let compile: rquickjs::Result<Function<'_>> = ctx.globals().get("lessCompile");
            let json = compile.and_then(|compile| compile.call((path, text)));
            json.map_err(|error| why(&ctx, &error))
        })?;
        if Instant::now() > self.deadline.get() {
            return Err(too_long());
        }
        self.runtime.run_gc();
        serde_json::from_str(&json).map_err(|e| e.to_string())
    }
}

fn too_long() -> String {
    format!("it took more than {} seconds", MAX_LESS_TIME.as_secs())
}

fn why(ctx: &Ctx<'_>, error: &Error) -> String {
    let thrown = ctx.catch();
    let message = thrown.as_exception().and_then(|e| e.message());
    match message {
        Some(message) if message == "interrupted" => too_long(),
        Some(message) => message,
        None => error.to_string(),
    }
}

/// Of what an import names: its path and text.
fn load(files: &Files, name: &str, folder: &str) -> Option<Vec<String>> {
    let path = resolve::less_sheet(files, &format!("{folder}x"), name)?;
    let source = files.text(&path).ok()?;
    // Nesting is bounded for imports too: what is not read is not found.
    too_deep(&source.text).is_none().then(|| {
        let text = prepared(files, &path, &source.text);
        vec![path, text]
    })
}

/// Of what `data-uri()` names: its bytes.
fn embed(files: &Files, name: &str, folder: &str) -> Option<String> {
    let path = join(&format!("{folder}x"), name)?;
    let bytes = files.bytes(&path, MAX_PACKAGE).ok()?;
    Some(BASE64.encode(bytes))
}

/// Imports of WXSS by their path from the root: the result may lie elsewhere.
fn prepared(files: &Files, path: &str, text: &str) -> String {
    plain_imports(text, |name| {
        let target = resolve::sheet(files, path, name);
        let target = target.or_else(|| join(path, name));
        let target = target.map_or_else(|| name.to_owned(), |t| format!("/{t}"));
        format!("(css) url(\"{target}\")")
    })
}
