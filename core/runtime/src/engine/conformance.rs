//! glass-easel's own tests, run in this engine (scripts/conformance): what its authors promise holds here too. Failures
//! are compared with tests/conformance.txt, which says why each is there.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::print_stdout
)]

use std::collections::BTreeMap;
use std::path::Path;
use std::time::{Duration, Instant};

use glass_easel_template_compiler::TmplGroup;
use rquickjs::{Context, Ctx, Function, Runtime};

fn compile(dev: bool, entries: String) -> String {
    let entries: Vec<(u8, String, String)> = serde_json::from_str(&entries).unwrap();
    let mut group = if dev {
        TmplGroup::new_dev()
    } else {
        TmplGroup::new()
    };
    for (kind, path, text) in entries {
        if kind == 1 {
            group.add_script(&path, &text);
        } else {
            group.add_tmpl(&path, &text);
        }
    }
    group.get_tmpl_gen_object_groups().unwrap()
}

/// Timers in the order they are due; time passes as fast as it can.
const TIMERS: &str = "globalThis.__due = []; let __n = 0, __now = 0;
    globalThis.setTimeout = (f, ms, ...a) => { __due.push({ id: ++__n, at: __now + (Number(ms) || 0), f, a }); return __n };
    globalThis.clearTimeout = (id) => { __due = __due.filter((t) => t.id !== id) };
    globalThis.requestAnimationFrame = (f) => setTimeout(f, 16);
    globalThis.console = { log() {}, warn() {}, error() {}, info() {}, debug() {} };
    globalThis.__tick = () => { if (!__due.length) return false; let t = __due[0]; for (const e of __due) if (e.at < t.at) t = e;
        __due.splice(__due.indexOf(t), 1); __now = Math.max(__now, t.at); try { t.f(...t.a) } catch (e) {} return true };";

fn results(bundle: &str) -> Vec<(String, String)> {
    let runtime = Runtime::new().unwrap();
    runtime.set_max_stack_size(4 << 20);
    let context = Context::full(&runtime).unwrap();
    let end = Instant::now() + Duration::from_secs(120);
    let fail = |ctx: &Ctx<'_>, what: &str| -> ! {
        panic!("{what}: {:?}", super::value::describe(&ctx.catch()))
    };
    context.with(|ctx| {
        let compiler = Function::new(ctx.clone(), compile).unwrap();
        ctx.globals().set("__compile", compiler).unwrap();
        let mut options = rquickjs::context::EvalOptions::default();
        options.strict = false;
        for source in [TIMERS, bundle, "__run()"] {
            let mut options = rquickjs::context::EvalOptions::default();
            options.strict = false;
            if ctx.eval_with_options::<(), _>(source, options).is_err() {
                fail(&ctx, "the bundle");
            }
        }
    });
    loop {
        while runtime.execute_pending_job().unwrap_or(true) {}
        let (json, ticked) = context.with(|ctx| {
            let json: Option<String> = ctx.globals().get("__result").unwrap();
            let ticked: bool = ctx.eval("__tick()").unwrap_or(true);
            (json, ticked)
        });
        if let Some(json) = json {
            return serde_json::from_str(&json).unwrap();
        }
        assert!(ticked || Instant::now() < end, "the tests never ended");
    }
}

#[test]
#[ignore = "run by scripts/conformance, which makes the bundle"]
fn glass_easel_s_own_tests() {
    let here = Path::new(env!("CARGO_MANIFEST_DIR"));
    let bundle = here.join("../../framework/dist/conformance.js");
    let bundle = std::fs::read_to_string(bundle).expect("framework/dist/conformance.js");
    let expected = std::fs::read_to_string(here.join("tests/conformance.txt")).unwrap();
    let expected: BTreeMap<&str, &str> = expected
        .lines()
        .filter(|line| !line.is_empty() && !line.starts_with('#'))
        .map(|line| line.split_once(" | ").expect("name | why"))
        .collect();
    let thread = std::thread::Builder::new().stack_size(16 << 20);
    let results = thread
        .spawn(move || results(&bundle))
        .unwrap()
        .join()
        .unwrap();
    let failed: BTreeMap<&str, &str> = results
        .iter()
        .filter(|(_, error)| !error.is_empty())
        .map(|(name, error)| (name.as_str(), error.as_str()))
        .collect();
    let mut drift = 0;
    for (name, error) in &failed {
        match expected.get(name) {
            Some(why) => println!("known    {name} | {why}"),
            None => {
                drift += 1;
                println!("FAILED   {name} | {error}");
            }
        }
    }
    for name in expected.keys().filter(|name| !failed.contains_key(*name)) {
        drift += 1;
        println!("PASSES   {name} | take it off tests/conformance.txt");
    }
    // What is known to fail, named above with its reason, is counted as skipped.
    println!(
        "{} passed, {drift} failed, {} skipped",
        results.len() - failed.len(),
        failed
            .keys()
            .filter(|name| expected.contains_key(**name))
            .count()
    );
    assert!(drift == 0, "not what tests/conformance.txt says");
}
