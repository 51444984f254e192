//! Two builds in one sitting: the other one, this one, and the other one again take turns, and what is not larger than
//! the difference of the other one from itself is noise.
//!
//! One harness measures both, and one program is opened in both (tests/programs/bench of this tree); the host, its home
//! program and the tools are each build's own.

use std::path::Path;
use std::process::Command;

use crate::Options;
use crate::samples::{Samples, Taken};

/// In each round everybody is measured once, in another order.
const ROUNDS: usize = 3;
/// A difference that people would not notice is none, however certain it is.
const NOTICED: f64 = 0.05;

/// Whom a turn measures.
#[derive(Clone, Copy)]
enum Turn {
    Other,
    This,
    OtherAgain,
}

const TURNS: [Turn; 3] = [Turn::Other, Turn::This, Turn::OtherAgain];

/// What was measured of one thing, by turn.
#[derive(Default)]
struct Compared {
    what: String,
    taken: [Samples; 3],
}

#[derive(Debug, PartialEq)]
enum Verdict {
    Same,
    Better,
    Worse,
}

/// By how much this build's median differs, how far the other's two medians lie apart, and what that means.
/// Both are parts of the other's median; larger is worse.
fn judge([other, this, again]: [f64; 3]) -> (f64, f64, Verdict) {
    let middle = f64::midpoint(other, again);
    let change = (this - middle) / middle;
    let spread = (other - again).abs() / middle;
    // What only one of them could measure is compared with nothing.
    let verdict = if !change.is_finite() || change.abs() <= NOTICED || change.abs() <= spread {
        Verdict::Same
    } else if change > 0.0 {
        Verdict::Worse
    } else {
        Verdict::Better
    };
    (change, spread, verdict)
}

/// Prints the table; false if something is worse.
pub fn run(options: &Options, other: &Path, build: &Path) -> bool {
    let runs = options.runs.div_ceil(ROUNDS);
    let mut compared: Vec<Compared> = Vec::new();
    for round in 0..ROUNDS {
        for at in 0..TURNS.len() {
            let turn = TURNS[(at + round) % TURNS.len()];
            let this = matches!(turn, Turn::This);
            let who = if this { "this build" } else { "the other" };
            println!("round {} of {ROUNDS}: {who}", round + 1);
            let other = (!this).then_some((other, build));
            add(
                &mut compared,
                turn,
                taken(options, runs, options.only.as_deref(), other),
            );
        }
    }
    let (text, well) = table(&compared);
    print!("\n{text}");
    well
}

/// A part of the other tree, for a column of the report: a third of the runs.
pub fn other(options: &Options, part: &str, tree: &Path, build: &Path) -> Vec<Taken> {
    taken(
        options,
        options.runs.div_ceil(ROUNDS),
        Some(part),
        Some((tree, build)),
    )
}

/// What another run of this harness measured.
fn taken(
    options: &Options,
    runs: usize,
    only: Option<&str>,
    other: Option<(&Path, &Path)>,
) -> Vec<Taken> {
    let folder = tempfile::TempDir::new().unwrap();
    let file = folder.path().join("samples.json");
    let mut command = Command::new(std::env::current_exe().unwrap());
    command
        .args(["--runs", &runs.to_string()])
        .args(["--programs", &options.programs.to_string()])
        .arg("--samples")
        .arg(&file);
    if let Some(only) = only {
        command.args(["--only", only]);
    }
    if let Some((tree, build)) = other {
        command
            .env("TIFFIN_MEASURED_TREE", tree)
            .env("TIFFIN_MEASURED_BUILD", build);
    }
    assert!(
        command.status().unwrap().success(),
        "it could not be measured"
    );
    Taken::read(&std::fs::read_to_string(&file).unwrap())
}

fn add(compared: &mut Vec<Compared>, turn: Turn, rows: Vec<Taken>) {
    for Taken { what, ours, .. } in rows {
        let at = compared
            .iter()
            .position(|known| known.what == what)
            .unwrap_or_else(|| {
                compared.push(Compared {
                    what,
                    ..Compared::default()
                });
                compared.len() - 1
            });
        for value in ours.values() {
            compared[at].taken[turn as usize].push(*value);
        }
    }
}

fn table(compared: &[Compared]) -> (String, bool) {
    let mut text = String::from(
        "| what, median | the other | this | the other again | change | spread | |\n|---|---|---|---|---|---|---|\n",
    );
    let mut well = true;
    for Compared { what, taken } in compared {
        let medians = [0, 1, 2].map(|turn| taken[turn].median());
        let (change, spread, verdict) = judge(medians);
        let verdict = match verdict {
            Verdict::Same => "",
            Verdict::Better => "better",
            Verdict::Worse => "**worse**",
        };
        well &= verdict != "**worse**";
        let [other, this, again] = medians.map(|median| format!("{median:.2}"));
        text.push_str(&format!(
            "| {what} | {other} | {this} | {again} | {:+.1} % | {:.1} % | {verdict} |\n",
            change * 100.0,
            spread * 100.0
        ));
    }
    (text, well)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn worse_is_beyond_what_people_notice_and_beyond_the_noise() {
        let verdict = |medians| judge(medians).2;
        assert_eq!(verdict([100.0, 104.0, 100.0]), Verdict::Same);
        assert_eq!(verdict([100.0, 106.0, 100.0]), Verdict::Worse);
        assert_eq!(verdict([100.0, 94.0, 100.0]), Verdict::Better);
        assert_eq!(verdict([f64::NAN, 104.0, f64::NAN]), Verdict::Same);
        // The other differs from itself by a tenth: so may this one.
        assert_eq!(verdict([95.0, 108.0, 105.0]), Verdict::Same);
        assert_eq!(verdict([95.0, 112.0, 105.0]), Verdict::Worse);
    }

    #[test]
    fn a_table_says_what_is_worse() {
        let of = |value| Samples::from_iter([value; 3]);
        let row = |what: &str, values: [f64; 3]| Compared {
            what: what.into(),
            taken: values.map(of),
        };
        let (text, well) = table(&[
            row("boot", [10.0, 12.0, 10.1]),
            row("idle", [2.0, 2.0, 2.0]),
        ]);
        assert!(!well);
        assert!(
            text.contains("| boot | 10.00 | 12.00 | 10.10 | +19.4 % | 1.0 % | **worse** |"),
            "{text}"
        );
        assert!(
            text.contains("| idle | 2.00 | 2.00 | 2.00 | +0.0 % | 0.0 % |  |"),
            "{text}"
        );
    }
}
