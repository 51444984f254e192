//! Rows, and taps, in headless Chromium with the logic in QuickJS (`core/runtime/examples/chromium`): the time from the
//! browser's own stamp of the release until the document is complete.

use std::io::{BufRead, BufReader, Write};
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

use serde_json::{Value, json};
use tiffin_journeys::support::{Group, World, example, measured, unpack};

use super::plan::{self, STEPS, Session, Step};
use super::{All, PAUSE, Took, facts, page_by_hand};
use crate::memory::{Peak, peaks};
use crate::report::{Part, Row};
use crate::samples::Samples;

const PATIENCE: Duration = Duration::from_secs(8);
const LOOK: Duration = Duration::from_millis(10);
/// Taps a run.
const TAPS: usize = 3;
/// What the peer's tap takes, as a multiple of by hand.
const PEER_TAP: f64 = 6.3;
const BROWSER: &str = "/usr/bin/chromium";

struct Chromium {
    process: Group,
    lines: std::io::Lines<BufReader<std::process::ChildStdout>>,
}

impl Chromium {
    fn start(world: &World) -> Chromium {
        let work = world.path().join("chromium");
        let _ = std::fs::remove_dir_all(&work);
        std::fs::create_dir_all(&work).unwrap();
        let browser = std::env::var("CHROMIUM").unwrap_or_else(|_| BROWSER.into());
        let mut process = Group::start(
            Command::new(example("chromium"))
                .arg(browser)
                .arg(unpack(&work, "tests/programs/bench-rows"))
                .arg(measured().join("framework/dist"))
                .arg(page_by_hand(world))
                .arg(&work)
                .stdin(Stdio::piped())
                .stdout(Stdio::piped()),
        );
        let out = process.child().stdout.take().unwrap();
        Chromium {
            process,
            lines: BufReader::new(out).lines(),
        }
    }

    fn ask(&mut self, command: &Value) -> Value {
        let input = self.process.child().stdin.as_mut().unwrap();
        writeln!(input, "{command}").unwrap();
        let line = self.lines.next().expect("Chromium's side has ended");
        serde_json::from_str(&line.unwrap()).unwrap()
    }

    fn run(&mut self, tab: &str, script: &str) -> Value {
        self.ask(&json!({"run": tab, "script": script}))
    }

    fn until(&mut self, tab: &str, script: &str) -> Result<Value, String> {
        let begun = Instant::now();
        loop {
            let value = self.run(tab, script);
            if !value.is_null() && value != false {
                return Ok(value);
            }
            if begun.elapsed() > PATIENCE {
                return Err(format!("{tab}: not so: {script}"));
            }
            std::thread::sleep(LOOK);
        }
    }

    /// Taps a step's button on one side and waits for what it does; once more if nothing came of it, for on a busy machine a
    /// press may take so long that it is a long one.
    fn step(&mut self, tab: &str, step: Step, touch: bool) -> Result<Took, String> {
        self.try_step(tab, step, touch)
            .or_else(|_| self.try_step(tab, step, touch))
    }

    fn try_step(&mut self, tab: &str, step: Step, touch: bool) -> Result<Took, String> {
        let name = json!(step.button());
        let before = match tab {
            "program" => format!("__expect({name})"),
            _ => "window.__took = null".into(),
        };
        self.run(tab, &before);
        let (x, y) = step.place();
        self.ask(&json!({"tap": tab, "x": x, "y": y, "touch": touch}));
        let took = self.until(tab, "window.__took")?;
        let at = |name: &str| took[name].as_f64().unwrap_or(f64::NAN);
        let begun = at(if touch { "arrived" } else { "released" });
        Ok(Took {
            complete: at("complete") - begun,
            drawn: at("drawn") - begun,
        })
    }

    fn open(&mut self, session: &Session) -> Result<(), String> {
        let (page, count) = (session.kind.page(), session.count);
        let children = session.kind.children(count);
        self.ask(&json!({"open": format!("pages/rows/{page}"), "query": format!("n={count}")}));
        self.ask(&json!({"hand": format!("kind={page}&count={children}")}));
        self.until(
            "program",
            "document.querySelector(\"[id$='rows']\") !== null",
        )?;
        self.until("hand", "document.querySelectorAll('.button').length === 11")?;
        self.run("program", &format!("{{ {} }}", facts(session)));
        Ok(())
    }
}

pub fn chromium(world: &World, runs: usize) -> Vec<Row> {
    let mut chromium = Chromium::start(world);
    let (mut all, mut peak) = (All::default(), Vec::new());
    for session in plan::sessions(runs, false) {
        println!("  Chromium, {}", session.kind.name(session.count));
        if let Err(why) = run(&mut chromium, &session, &mut all, &mut peak) {
            all.failed(&session, &why);
        }
    }
    let mut rows = taps(&mut chromium, runs);
    rows.extend(all.rows(Part::Chromium, plan::goal_chromium));
    rows.extend(peaks(&peak));
    rows
}

fn run(
    chromium: &mut Chromium,
    session: &Session,
    all: &mut All,
    peak: &mut Vec<Peak>,
) -> Result<(), String> {
    chromium.open(session)?;
    let before = chromium.ask(&json!({"peak": true}));
    for round in 0..=(session.rounds + session.short) {
        let short = round > session.rounds;
        for step in STEPS {
            if short && !matches!(step, Step::Make | Step::Clear) {
                continue;
            }
            let took = chromium.step("program", step, false)?;
            all.at(session, step, round == 0).ours.push(took.complete);
            let took = chromium.step("hand", step, false)?;
            all.at(session, step, round == 0).hand.push(took.complete);
            std::thread::sleep(PAUSE);
        }
        if round == 0 && session.memory {
            let after = chromium.ask(&json!({"peak": true}));
            let more =
                after["peak"].as_f64().unwrap_or(0.0) - before["now"].as_f64().unwrap_or(0.0);
            peak.push(Peak::counted(
                &format!("logic, {}", session.kind.name(session.count)),
                more,
            ));
        }
    }
    Ok(())
}

/// An unrelated field changed on a page without rows: a tap and no more; by mouse and by touch.
fn taps(chromium: &mut Chromium, runs: usize) -> Vec<Row> {
    let session = Session {
        kind: plan::Kind::Plain,
        count: 100,
        rounds: 0,
        short: 0,
        memory: false,
    };
    let mut rows = Vec::new();
    for (touch, how) in [
        (false, "by mouse"),
        (true, "by touch, from its arrival in the page"),
    ] {
        chromium.open(&session).expect("a page opens");
        let (mut ours, mut hand) = (Samples::default(), Samples::default());
        for run in 0..=(runs * TAPS) {
            let one = chromium
                .step("program", Step::Other, touch)
                .expect("a tap is answered");
            let other = chromium
                .step("hand", Step::Other, touch)
                .expect("a tap is answered");
            std::thread::sleep(PAUSE / 2);
            // The first is for both to get warm.
            if run > 0 {
                ours.push(one.complete);
                hand.push(other.complete);
            }
        }
        let ratio = ours.median() / hand.median();
        let mut row = Row::times(format!("Chromium, a tap {how}: one field changed"), &ours);
        row.part = Part::Chromium;
        row.hand = hand;
        if !touch {
            row.goal = Some((ratio, PEER_TAP, format!("at most {PEER_TAP} times")));
        }
        rows.push(row);
    }
    rows
}
