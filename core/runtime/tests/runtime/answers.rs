//! When answers come, and in what order: the table "When an answer comes" of docs/formats/capabilities.md, row by row, and
//! each other asynchronous function.

use serde_json::Value;
use tiffin_runtime::*;

use crate::support::{Source, World};

/// `call | when | heard` of the table.
fn table() -> Vec<[String; 3]> {
    let doc = include_str!("../../../../docs/formats/capabilities.md");
    let section = doc
        .split("## When an answer comes")
        .nth(1)
        .and_then(|rest| rest.split("\n## ").next())
        .unwrap();
    let rows = section.lines().filter(|line| line.starts_with("| `"));
    rows.map(|row| {
        let cells: Vec<&str> = row.split('|').map(str::trim).collect();
        [cells[1], cells[2], cells[3]].map(str::to_owned)
    })
    .collect()
}

/// The JavaScript of a row: the function, its options, and whether its Promise is listened to.
fn call(row: &str) -> (String, &'static str, bool) {
    let (name, how) = row.trim_start_matches('`').split_once('`').unwrap();
    let options = match how.trim() {
        "to a page that is not there" => "{ url: '/no/where' }",
        how if how.contains("wrong argument") => "{ url: 5, key: 5 }",
        _ => "{ title: 't', firstName: 'f' }",
    };
    (name.to_owned(), options, how.contains("Promise"))
}

/// Answers whatever was asked of the host.
fn answer_all(world: &mut World) {
    world.settle();
    let mut at = 0;
    while at < world.calls.len() {
        let call = world.calls[at].0;
        world.program.post(Input::Reply {
            call,
            result: Ok("{}".into()),
        });
        at += 1;
        world.settle();
    }
}

#[test]
fn each_row_of_the_table_is_what_happens() {
    let rows = table();
    assert!(rows.len() >= 10, "{rows:?}");
    for [row, when, heard] in rows {
        let (name, options, promise) = call(&row);
        let listen = if promise {
            format!("wx.{name}({options}).then(() => note('then'), () => note('catch'))")
        } else {
            format!(
                "wx.{name}({{ ...{options}, success: () => note('success'), fail: () => note('fail'), complete: () => note('complete') }})"
            )
        };
        let js = format!(
            "let within = true; const seen = [], note = (what) => {{ seen.push(what); console.log((within ? 'within' : 'after') + ' ' + what) }};
             Page({{ onLoad() {{ {listen}; within = false }} }})"
        );
        let mut world = World::start(&Source::new("App({})").page("pages/a", "<view/>", &js));
        answer_all(&mut world);
        let wanted: Vec<String> = heard
            .split(' ')
            .map(|what| format!("{when} {what}"))
            .collect();
        let said = world
            .log
            .iter()
            .filter(|line| line.starts_with("within ") || line.starts_with("after "));
        let said: Vec<&String> = said.collect();
        assert_eq!(said, wanted.iter().collect::<Vec<_>>(), "{row}");
    }
}

#[test]
fn no_other_function_answers_before_it_returns() {
    let table: Value =
        serde_json::from_str(include_str!("../../../protocol/capabilities.json")).unwrap();
    // With all that they need: what is mistyped is told at once.
    let js = "Page({ onReady() {
        const rows = require('../rows.js'), leave = ['exitMiniProgram', 'navigateBack', 'reLaunch'];
        const sample = { string: '/pages/a', number: 1, boolean: true, object: {}, array: [], any: 1 };
        for (const { name, args } of rows) {
            if (typeof wx[name] !== 'function' || leave.includes(name)) continue;
            const options = {}; for (const key of Object.keys(args)) options[key] = sample[args[key].replace('!', '')];
            options.url = options.url || '/pages/b';
            let within = true; const note = () => { if (within) console.log('within', name) };
            wx[name]({ ...options, success: note, fail: note, complete: note }); within = false;
        }
        console.log('all called') } })";
    let rows: Vec<&Value> = table["wx"]
        .as_array()
        .unwrap()
        .iter()
        .filter(|row| row["kind"] == "async" && row["status"] != "absent")
        .collect();
    assert!(rows.len() > 50, "{}", rows.len());
    let source = Source::new("App({})")
        .page("pages/a", "<view/>", js)
        .page("pages/b", "<view/>", "Page({})")
        .file(
            "rows.js",
            &format!("module.exports = {}", serde_json::to_string(&rows).unwrap()),
        );
    let mut world = World::start(&source);
    world.until_log("all called");
    let within: Vec<&String> = world
        .log
        .iter()
        .filter(|line| line.starts_with("within "))
        .collect();
    assert_eq!(within, ["within getSystemInfo", "within getSystemInfo"]);
}

/// Whatever a program gives it, it is an answer or an error: nothing throws natively.
#[test]
fn what_is_given_to_it_does_not_matter_to_get_system_info() {
    let js = "Page({ onLoad() {
        const { proxy, revoke } = Proxy.revocable({}, {}); revoke();
        for (const each of [undefined, null, 5, 'x', [], { success: 5 }, { complete() { throw new Error('mine') } }, proxy, { get success() { throw 1 } }]) {
            const p = wx.getSystemInfo(each); if (p) p.then((r) => console.log(typeof r.platform), (e) => console.log('refused', e.errMsg.split(' ')[0])) } } })";
    let mut world = World::start(&Source::new("App({})").page("pages/a", "<view/>", js));
    world.settle();
    let trace = world.trace();
    assert_eq!(trace.matches("string").count(), 6, "{trace}");
    assert_eq!(
        trace.matches("refused getSystemInfo:fail").count(),
        2,
        "{trace}"
    );
    let faults: Vec<_> = (0..world.faults.len()).map(|at| world.fault(at)).collect();
    assert_eq!(faults.len(), 1, "the program's own error: {faults:?}");
}
