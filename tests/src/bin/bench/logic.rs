//! The logic side alone, by `core/runtime/examples/measure.rs`.

use std::process::Command;

use serde_json::Value;
use tiffin_journeys::support::{World, example, unpack};

use crate::report::{Part, Row};
use crate::samples::Samples;

const BYTES: f64 = 1024.0 * 1024.0;

pub fn measure(world: &World, runs: usize) -> Vec<Row> {
    let folder = unpack(world.path(), "tests/programs/bench");
    let output = Command::new(example("measure"))
        .arg(&folder)
        .arg(runs.to_string())
        .output()
        .unwrap();
    assert!(
        output.status.success(),
        "{}",
        String::from_utf8_lossy(&output.stderr)
    );
    let result: Value = serde_json::from_slice(&output.stdout).unwrap();
    let samples = |name: &str| -> Samples {
        let list = result[name].as_array().unwrap();
        list.iter().filter_map(Value::as_f64).collect()
    };
    let (boot, first) = (samples("boot"), samples("first"));
    let idle = result["idleBytes"].as_f64().unwrap() / BYTES;
    let batches = result["batches"].as_f64().unwrap();
    vec![
        Row::times("logic boot, CPU", &boot).at_most(&boot, 10.0),
        Row::times("logic boot and first page of 120 nodes, CPU", &first),
        Row {
            part: Part::Whole,
            what: "memory of an idle program's logic".into(),
            hand: Samples::default(),
            taken: [idle].into_iter().collect(),
            median: format!("{idle:.2} MB"),
            worst: String::new(),
            goal: Some((idle, 4.0, "at most 4 MB".into())),
        },
        Row {
            part: Part::Whole,
            what: "batches for 100 setData in one tick".into(),
            hand: Samples::default(),
            taken: [batches].into_iter().collect(),
            median: format!("{batches:.0}"),
            worst: String::new(),
            goal: Some((batches, 1.0, "one".into())),
        },
    ]
}
