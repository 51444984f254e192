//! Programs that frameworks made (uni-app, Taro, ...), each walked through in the desktop host as a person would: every page
//! of its app.json, and on each what its source says. The walk is `tests/corpus/<name>/walk.json`; `scripts/corpus` builds the programs
//! and says here where they are.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::panic,
    missing_docs
)]
#![cfg(target_os = "linux")]

use std::collections::BTreeSet;
use std::path::Path;

use serde_json::{Value, json};
use tiffin_journeys::support::{Device, Seen, World, evidence, key, repository};

fn read(path: &Path) -> Value {
    let text = std::fs::read_to_string(path).unwrap_or_else(|e| panic!("{}: {e}", path.display()));
    serde_json::from_str(&text).unwrap()
}

/// The pages of an app.json, those of subpackages too.
fn pages(app: &Value) -> BTreeSet<String> {
    let list = |value: &Value, root: &str| -> Vec<String> {
        let pages = value.as_array().into_iter().flatten();
        pages
            .filter_map(Value::as_str)
            .map(|page| format!("{root}{page}"))
            .collect()
    };
    let mut all = list(&app["pages"], "");
    for name in ["subPackages", "subpackages"] {
        for part in app[name].as_array().into_iter().flatten() {
            let root = part["root"].as_str().unwrap().trim_end_matches('/');
            all.extend(list(&part["pages"], &format!("{root}/")));
        }
    }
    all.into_iter().collect()
}

/// One line of a walk: what is done, then what is seen.
async fn step(world: &World, device: &Device, step: &Value) {
    let text = |name: &str| step[name].as_str();
    if let (Some(field), Some(typed)) = (text("type"), text("text")) {
        device.type_into(field, typed).await;
    }
    if let Some(css) = text("tap") {
        device.tap(css).await;
    }
    if step["back"] == json!(true) {
        world.screen.mouse.press(&[key::ALT, key::LEFT]);
    }
    if let Some(tab) = step["tab"].as_u64() {
        device.tap_chrome(&format!(".tab:nth-child({tab})")).await;
    }
    if let Some(css) = text("shows") {
        device.page(css).await;
    }
    if let Some(words) = text("says") {
        let plain = "return document.body.innerText.replace(/\\s+/g, ' ')";
        let script = format!("{plain}.includes({})", json!(words));
        device.until(Seen::Page, words, &script).await;
    }
}

async fn walk(name: &str, built: &str) {
    let plan = read(&repository().join(format!("tests/corpus/{name}/walk.json")));
    let steps = plan["steps"].as_array().unwrap();
    let walked: BTreeSet<String> = steps
        .iter()
        .filter_map(|step| step["page"].as_str().map(str::to_owned))
        .collect();
    let there = pages(&read(&Path::new(built).join("app.json")));
    assert_eq!(walked, there, "{name}: each page is walked");

    let world = World::with(&[]);
    world.store.publish_as(Path::new(built), name);
    let device = world.device(&["--open", &world.store.link(name)]).await;
    world.screen.mouse.focus();
    for each in steps {
        step(&world, &device, each).await;
    }
    let log = device.log();
    let wrong: Vec<&str> = log
        .lines()
        .filter(|line| line.contains(" ERROR ") || line.contains("program.error"))
        .collect();
    world.screen.shot(&evidence(&format!("corpus-{name}.png")));
    device.stop().await;
    assert!(wrong.is_empty(), "{name}: {wrong:#?}");
}

#[tokio::test(flavor = "multi_thread")]
async fn each_program_does_what_its_source_says() {
    let built = std::env::var("TIFFIN_CORPUS_BUILT").expect("scripts/corpus starts this");
    let mut count = 0;
    for (name, folder) in built.lines().filter_map(|line| line.split_once('=')) {
        walk(name, folder).await;
        println!("corpus: {name} walked");
        count += 1;
    }
    assert!(count > 0, "nothing was built");
}
