//! Lists: rows made, changed, moved and cleared by taps, against the same by hand in the listeners of a plain page's clicks;
//! in the desktop app (WebKit), and in Chromium as on Android.

mod chromium;
mod plan;
mod webkit;

pub use chromium::chromium;
pub use webkit::webkit;

use std::path::PathBuf;
use std::time::Duration;

use tiffin_journeys::support::{World, repository};

use crate::report::{Part, Row, ms};
use crate::samples::Samples;
use plan::{Kind, STEPS, Session, Step};

const WATCH: &str = include_str!("watch.js");
/// Between two taps: a person's are further apart, and what is put off until nothing happens has its time.
const PAUSE: Duration = Duration::from_millis(80);

/// The page by hand with the sheet of the program's pages, and the picture beside it. Returns the file.
fn page_by_hand(world: &World) -> PathBuf {
    let program = repository().join("tests/programs/bench-rows");
    let sheet = std::fs::read_to_string(program.join("rows.wxss")).unwrap();
    let page = include_str!("hand.html").replace("/* rows.wxss */", &sheet);
    let file = world.path().join("hand.html");
    std::fs::write(&file, page).unwrap();
    std::fs::copy(program.join("images/dot.png"), world.path().join("dot.png")).unwrap();
    file
}

/// Told to a page of the program before its first step.
fn facts(session: &Session) -> String {
    let nested = session.kind == Kind::Nested;
    let count = session.kind.children(session.count);
    format!("window.__count = {count}; window.__nested = {nested}; {WATCH}")
}

/// How long one step took from the release, milliseconds.
#[derive(Clone, Copy)]
struct Took {
    complete: f64,
    drawn: f64,
}

/// All that was measured of one step with one kind and number of rows.
struct Measured {
    kind: Kind,
    count: usize,
    step: Step,
    first: bool,
    ours: Samples,
    hand: Samples,
}

/// What was measured, and what did not work.
#[derive(Default)]
struct All(Vec<Measured>, Vec<(Kind, usize)>);

impl All {
    fn at(&mut self, session: &Session, step: Step, first: bool) -> &mut Measured {
        let (kind, count) = (session.kind, session.count);
        let same = |known: &Measured| {
            (known.kind, known.count, known.step, known.first) == (kind, count, step, first)
        };
        let at = self.0.iter().position(same).unwrap_or_else(|| {
            self.0.push(Measured {
                kind,
                count,
                step,
                first,
                ours: Samples::default(),
                hand: Samples::default(),
            });
            self.0.len() - 1
        });
        &mut self.0[at]
    }

    fn failed(&mut self, session: &Session, why: &str) {
        eprintln!("  did not work: {why}");
        self.1.push((session.kind, session.count));
    }

    /// One row a step; first uses only where several starts were measured, and of what a page does first.
    fn rows(self, part: Part, goal: fn(Kind, usize, Step) -> Option<f64>) -> Vec<Row> {
        let mut rows = Vec::new();
        let engine = match part {
            Part::Chromium => "Chromium, ",
            Part::WebKit | Part::Whole => "",
        };
        for (count, kind) in plan::tables() {
            let failed = self.1.iter().filter(|failed| **failed == (kind, count));
            let failed = failed.count();
            if failed > 0 {
                let mut row = Row::failed(&format!("{engine}{}", kind.name(count)));
                row.part = part;
                row.median = format!("did not work, {failed} times");
                rows.push(row);
            }
            let mut found: Vec<&Measured> = self
                .0
                .iter()
                .filter(|one| (one.count, one.kind) == (count, kind))
                .filter(|one| !one.first || (one.step == Step::Make && one.ours.values().len() > 2))
                .collect();
            found.sort_by_key(|one| (STEPS.iter().position(|step| *step == one.step), one.first));
            for one in found {
                let use_ = if one.first { ", first use" } else { "" };
                let ratio = one.ours.median() / one.hand.median();
                let limit = goal(kind, count, one.step).filter(|_| !one.first);
                rows.push(Row {
                    part,
                    what: format!("{engine}{}: {}{use_}", kind.name(count), one.step.name()),
                    taken: one.ours.clone(),
                    median: ms(one.ours.median()),
                    worst: format!("{:.1}", one.ours.p95()),
                    hand: one.hand.clone(),
                    goal: limit.map(|limit| (ratio, limit, format!("at most {limit} times"))),
                });
            }
        }
        rows
    }
}
