//! Programs that are stopped: each cause has its code on the crash page, and the program beside it goes on.

use serde_json::json;

use crate::shell::Shell;
use crate::store::{Source, Store, hello};

/// What a tap on `#box` does, and the code of the crash page after it.
fn stopped(body: &str) -> (String, Shell) {
    let store = Store::start();
    let js = format!("Page({{ data: {{ list: [] }}, tap() {{ {body} }} }})");
    let source = Source::new("App({})").page(
        "pages/index/index",
        "<view id=\"box\" bindtap=\"tap\">x</view><block wx:for=\"{{list}}\">.</block>",
        &js,
        json!({}),
    );
    store.publish("canteen", 1, &source);
    store.publish("neighbour", 1, &hello("Neighbour"));
    let mut shell = Shell::new(store.settings());
    shell.open(&store.link("canteen"));
    let canteen = shell.front.unwrap();
    shell.tap("box");
    let crash = |shell: &Shell| {
        let chrome = shell.chrome.get(&canteen)?;
        chrome.crash.as_ref().map(|crash| crash.code.clone())
    };
    shell.until(body, |shell| crash(shell).is_some());
    let code = crash(&shell).unwrap().to_string();
    shell.shown = None;
    shell.open(&store.link("neighbour"));
    shell.tap("box");
    shell.until("the neighbour", |shell| shell.page_text().contains("hi 1"));
    (code, shell)
}

#[test]
fn a_loop_a_regular_expression_and_what_cannot_be_interrupted() {
    assert_eq!(stopped("for (;;);").0, "program.timeout");
    let (code, _) = stopped("/^(a+)+$/.test('a'.repeat(40) + 'b')");
    assert_eq!(code, "program.timeout");
    let (code, _) = stopped("Array.prototype.join.call({ length: 2 ** 30 }, '')");
    assert_eq!(code, "program.timeout");
}

#[test]
fn memory_without_end() {
    let (code, _) = stopped("const a = []; for (;;) a.push(new Array(10000).fill(a.length))");
    assert_eq!(code, "program.memory");
}

#[test]
fn a_page_that_grows_without_end() {
    // A tenth at a time, so that no single turn is too long.
    let (code, _) = stopped(
        "const grow = () => this.setData({ list: new Array(this.data.list.length + 5000).fill(0) }, grow); grow()",
    );
    // Bare text reaches the bound on nodes; what is larger meets the bound on memory first.
    assert!(
        code == "message.too_large" || code == "program.memory",
        "{code}"
    );
}
