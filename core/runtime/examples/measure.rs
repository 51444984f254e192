//! Measures the logic side of a program, for `scripts/bench`: CPU time of a start on the logic thread, memory of an idle
//! program, batches a tick. `measure DIR RUNS` with an unpacked program (`DIR/main/`); prints one JSON object. Linux only:
//! it reads /proc.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing
)]

#[path = "chromium/folder.rs"]
mod folder;

use std::sync::mpsc::{self, Receiver};
use std::sync::{Arc, Mutex};
use std::time::Duration;

use folder::{Folder, Kept, Port};

use serde_json::{Value, json};
use tiffin_protocol::message::FromView;
use tiffin_runtime::*;

/// Programs that are idle at once while their memory is taken.
const IDLE: usize = 20;

/// CPU time of the calling thread, milliseconds.
fn cpu() -> f64 {
    let text = std::fs::read_to_string("/proc/thread-self/schedstat").unwrap();
    let nanoseconds: f64 = text.split(' ').next().unwrap().parse().unwrap();
    nanoseconds / 1e6
}

/// Memory of this process alone, bytes.
fn memory() -> f64 {
    let text = std::fs::read_to_string("/proc/self/smaps_rollup").unwrap();
    let kilobytes = |name: &str| -> f64 {
        let line = text.lines().find(|line| line.starts_with(name)).unwrap();
        line.split_whitespace().nth(1).unwrap().parse().unwrap()
    };
    (kilobytes("Private_Clean:") + kilobytes("Private_Dirty:")) * 1024.0
}

fn start(folder: &str, kept: &Kept) -> (Program, Receiver<(Output, f64)>) {
    let (sender, outputs) = mpsc::channel();
    let sender = Mutex::new(sender);
    let program = Program::start(ProgramSetup {
        program: "bench".into(),
        launch: Launch {
            scene: 1001,
            ..Launch::default()
        },
        code: Box::new(Folder {
            folder: folder.into(),
            kept: Arc::clone(kept),
        }),
        limits: Limits::default(),
        port: Box::new(Port),
        sink: Arc::new(move |output| {
            let at = cpu();
            let _ = sender.lock().unwrap().send((output, at));
        }),
        is_home: false,
        blocks: true,
        platform: "desktop".into(),
        ports: Vec::new(),
    });
    (program, outputs)
}

/// The first page's number, and the CPU time until it was asked for and until its first batch.
fn first_page(outputs: &Receiver<(Output, f64)>) -> (PageId, f64, f64, String) {
    let mut opened = 0.0;
    loop {
        match outputs.recv_timeout(Duration::from_secs(10)).unwrap() {
            (Output::PageOpen { .. }, at) => opened = at,
            (Output::Batch { page, json, .. }, at) => return (page, opened, at, json),
            (Output::Fault { message, .. }, _) => panic!("{message}"),
            _ => {}
        }
    }
}

fn paint(program: &Program, page: PageId) {
    for message in [FromView::Applied { n: 1 }, FromView::Painted] {
        program.post(Input::View { page, message });
    }
}

/// The node that has an id: operation 8 sets an attribute, and ids are set by an operation of their own, so the text is searched.
fn node_of(json: &str, id: &str) -> u64 {
    let batch: Value = serde_json::from_str(json).unwrap();
    let ops = batch["ops"].as_array().unwrap();
    let at = ops.iter().position(|op| op == id).expect("the id is there");
    at.checked_sub(1)
        .and_then(|before| ops.get(before))
        .and_then(Value::as_u64)
        .expect("a node before its id")
}

fn main() {
    let mut args = std::env::args().skip(1);
    let folder = args.next().expect("a folder");
    let runs: usize = args.next().map_or(30, |runs| runs.parse().unwrap());
    let kept = Kept::default();
    // The first start makes the bytecode, as an install does.
    let (program, outputs) = start(&folder, &kept);
    let (page, _, _, json) = first_page(&outputs);
    paint(&program, page);

    let hundred = node_of(&json, "hundred");
    std::thread::sleep(Duration::from_millis(300));
    while outputs.try_recv().is_ok() {}
    let tap = json!({"t": "event", "node": hundred, "type": "tap", "detail": {"x": 1, "y": 1}, "bubbles": true, "touches": [],
        "changedTouches": [], "timeStamp": 1, "offset": {"left": 0, "top": 0}});
    program.post(Input::View {
        page,
        message: FromView::parse(&tap.to_string()).unwrap(),
    });
    std::thread::sleep(Duration::from_millis(500));
    let batches = outputs
        .try_iter()
        .filter(|(output, _)| matches!(output, Output::Batch { .. }))
        .count();
    drop(program);

    let (mut boot, mut first) = (Vec::new(), Vec::new());
    for _ in 0..runs {
        let (program, outputs) = start(&folder, &kept);
        let (_, opened, drawn, _) = first_page(&outputs);
        boot.push(opened);
        first.push(drawn);
        drop(program);
        std::thread::sleep(Duration::from_millis(50));
    }

    std::thread::sleep(Duration::from_millis(500));
    let before = memory();
    let mut idle = Vec::new();
    for _ in 0..IDLE {
        let (program, outputs) = start(&folder, &kept);
        let (page, ..) = first_page(&outputs);
        paint(&program, page);
        idle.push((program, outputs));
    }
    std::thread::sleep(Duration::from_secs(2));
    #[allow(clippy::cast_precision_loss)]
    let each = (memory() - before) / IDLE as f64;
    let result = json!({"boot": boot, "first": first, "idleBytes": each, "batches": batches, "setData": 100});
    println!("{result}");
}
