//! Rows in the desktop app: real clicks of an X server, the time from the release until the frame is drawn.

use std::path::Path;
use std::time::{Duration, Instant};

use serde_json::{Value, json};
use tiffin_journeys::support::{Device, Released, Screen, World};

use super::plan::{self, STEPS, Session, Step};
use super::{All, PAUSE, Took, facts, page_by_hand};
use crate::memory::{Peak, peaks};
use crate::plain::Plain;
use crate::report::{Part, Row};

/// Where a page begins.
const BAR: f64 = 44.0;
/// Ten thousand rows take some seconds; what takes longer does not work.
const PATIENCE: Duration = Duration::from_secs(8);
/// Between two looks whether a step is drawn. A look is work for the page, so the first waits for as long as the last time took.
const LOOK: Duration = Duration::from_millis(20);

/// Measures; also the peaks of memory.
pub async fn webkit(world: &World, runs: usize) -> Vec<Row> {
    let file = page_by_hand(world);
    let screen = Screen::start();
    let (mut all, mut peak) = (All::default(), Vec::new());
    for session in plan::sessions(runs, true) {
        println!("  {}", session.kind.name(session.count));
        if let Err(why) = run(world, &screen, &file, &session, &mut all, &mut peak).await {
            all.failed(&session, &why);
        }
    }
    let mut rows = all.rows(Part::WebKit, plan::goal_webkit);
    rows.extend(peaks(&peak));
    rows
}

fn places(step: Step) -> (f64, f64) {
    let (x, y) = step.place();
    (x, y + BAR)
}

async fn run(
    world: &World,
    screen: &Screen,
    file: &Path,
    session: &Session,
    all: &mut All,
    peak: &mut Vec<Peak>,
) -> Result<(), String> {
    let (page, count) = (session.kind.page(), session.count);
    let link = format!(
        "{}/pages/rows/{page}?n={count}",
        world.store.link("bench-rows")
    );
    let url = format!(
        "{}?kind={page}&count={}",
        file.display(),
        session.kind.children(count)
    );
    let plain = Plain::page(screen, &url);
    let device = world.device(&["--open", &link]).await;
    device.page("[id$='rows']").await;
    device.run(&facts(session)).await;
    let renderer = match session.memory {
        true => Some(device.renderer().await),
        false => None,
    };
    let mut ours = Ours {
        world,
        device: &device,
        last: [Duration::ZERO; STEPS.len()],
    };
    let mut worked = Ok(());
    for round in 0..=(session.rounds + session.short) {
        let short = round > session.rounds;
        let watched = renderer.filter(|_| round == 0).map(|id| {
            let name = format!("view, {}", session.kind.name(count));
            Peak::begin(&name, id)
        });
        for (at, step) in STEPS.into_iter().enumerate() {
            if short && !matches!(step, Step::Make | Step::Clear) {
                continue;
            }
            match ours.step(at, step).await {
                Ok(took) => all.at(session, step, round == 0).ours.push(took.drawn),
                Err(why) => {
                    worked = Err(why);
                    break;
                }
            }
            let took = by_hand(&plain, screen, step);
            all.at(session, step, round == 0).hand.push(took.drawn);
            tokio::time::sleep(PAUSE).await;
        }
        if worked.is_err() {
            break;
        }
        peak.extend(watched.map(Peak::end));
    }
    device.stop().await;
    worked
}

struct Ours<'a> {
    world: &'a World,
    device: &'a Device,
    /// How long each step took the last time.
    last: [Duration; STEPS.len()],
}

impl Ours<'_> {
    /// A program that is stopped loses its page.
    async fn run(&self, script: &str) -> Result<Value, String> {
        let answer = self.device.client.execute(script, Vec::new()).await;
        answer.map_err(|error| self.why(&error.to_string()))
    }

    fn why(&self, what: &str) -> String {
        let log = self.device.log();
        let last: Vec<&str> = log.lines().rev().take(3).collect();
        let last: Vec<&str> = last.into_iter().rev().collect();
        format!("{what}; the app's last words:\n{}", last.join("\n"))
    }

    /// Once more if nothing came of it: on a busy machine a press may take so long that it is a long one.
    async fn step(&mut self, at: usize, step: Step) -> Result<Took, String> {
        match self.try_step(at, step).await {
            Err(_) => self.try_step(at, step).await,
            took => took,
        }
    }

    async fn try_step(&mut self, at: usize, step: Step) -> Result<Took, String> {
        let name = step.button();
        self.run(&format!("__expect({})", json!(name))).await?;
        let (x, y) = places(step);
        let released = self.world.screen.mouse.tap(x, y);
        tokio::time::sleep(self.last[at].mul_f64(1.2) + LOOK).await;
        let begun = Instant::now();
        loop {
            let took = self.run("return window.__took").await?;
            if let Some(took) = since(&took, released) {
                self.last[at] = Duration::from_secs_f64(took.drawn.max(0.0) / 1000.0);
                return Ok(took);
            }
            if begun.elapsed() > PATIENCE {
                return Err(self.why(&format!("{name} was not seen")));
            }
            tokio::time::sleep(LOOK).await;
        }
    }
}

fn by_hand(plain: &Plain, screen: &Screen, step: Step) -> Took {
    let (x, y) = places(step);
    let released = screen.mouse.tap(x, y);
    let took: Value = serde_json::from_str(&plain.line()).unwrap();
    since(&took, released).unwrap()
}

fn since(took: &Value, released: Released) -> Option<Took> {
    Some(Took {
        complete: took["complete"].as_f64()? - released.wall,
        drawn: took["drawn"].as_f64()? - released.wall,
    })
}
