//! Random templates and random changes of data, three ways: by runs of rows, node by node, and as the model says. The seed
//! is printed: `LISTS_SEED=7 LISTS_CASES=5000 cargo test ... generated` goes on from there.

use serde_json::Value;

use super::data::{self, Call};
use super::dice::Dice;
use super::model;
use super::paper;
use super::rig::{Rig, packages};
use super::template::{Maker, Node, wxml};

/// Steps of each template.
const STEPS: usize = 20;
/// Templates of one program.
const PAGES: usize = 30;

struct Made {
    seed: u64,
    nodes: Vec<Node>,
    steps: Vec<Vec<Call>>,
    /// Data after so many steps.
    data: Vec<Value>,
}

impl Made {
    fn new(seed: u64) -> Made {
        let mut dice = Dice(seed);
        let nodes = Maker::new(&mut dice).page();
        let mut data = vec![data::first(&mut dice)];
        let mut steps = Vec::new();
        for _ in 0..STEPS {
            let mut next = data[data.len() - 1].clone();
            steps.push(data::step(&mut dice, &mut next));
            data.push(next);
        }
        Made {
            seed,
            nodes,
            steps,
            data,
        }
    }

    fn page(&self) -> (String, String) {
        let (data, steps) = (&self.data[0], serde_json::to_string(&self.steps).unwrap());
        let script = format!("require('./page').generated({data}, {steps})");
        (wxml(&self.nodes), script)
    }

    fn run(&self, rig: &mut Rig) -> Result<(), String> {
        for (at, data) in self.data.iter().enumerate() {
            let told = |difference: String| {
                let step = at
                    .checked_sub(1)
                    .map(|at| serde_json::to_string(&self.steps[at]).unwrap());
                let before = &self.data[at.saturating_sub(1)];
                format!(
                    "seed {}, step {at}: {difference}\n{}\n{before}\n{}",
                    self.seed,
                    wxml(&self.nodes),
                    step.unwrap_or_default()
                )
            };
            if at > 0 {
                rig.change().map_err(told)?;
            }
            let wanted = model::page(&self.nodes, data);
            for (way, tree) in rig.pages() {
                let seen = model::seen(tree);
                if let Some(difference) = paper::difference(&wanted, &seen) {
                    return Err(told(format!("the model, {way}\n{difference}")));
                }
            }
            if at % 7 == 3 {
                rig.taps("a step").map_err(told)?;
            }
        }
        Ok(())
    }
}

fn number(name: &str, usual: u64) -> u64 {
    let given = std::env::var(name).ok();
    given.map_or(usual, |text| text.parse().expect(name))
}

#[test]
fn random_lists_are_what_a_plain_model_says_both_ways() {
    let seed = number("LISTS_SEED", 20);
    let count = number("LISTS_CASES", 70);
    println!("LISTS_SEED={seed} LISTS_CASES={count}");
    let (mut runs, mut wrong) = (0, Vec::new());
    let seeds: Vec<u64> = (seed..seed + count).collect();
    for seeds in seeds.chunks(PAGES) {
        let made: Vec<Made> = seeds.iter().map(|seed| Made::new(*seed)).collect();
        let pages: Vec<(String, String)> = made.iter().map(Made::page).collect();
        let mut rig = Rig::quick(&packages(&pages));
        for (at, each) in made.iter().enumerate() {
            rig.open(at, &each.seed.to_string());
            if let Err(difference) = each.run(&mut rig) {
                wrong.push(difference);
            }
            runs += usize::from(rig.clones() > 0);
        }
    }
    println!("{runs} of {count} had lists that were made by runs");
    let few = wrong.len().min(5);
    assert!(
        wrong.is_empty(),
        "{} wrong\n\n{}",
        wrong.len(),
        wrong[..few].join("\n\n")
    );
    // Most have: the others' lists were empty, or rows of what a shape cannot say.
    assert!(runs * 10 > count as usize * 6, "{runs} of {count}");
}
