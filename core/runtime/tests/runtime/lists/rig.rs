//! A program with a page for each case, in three worlds: node by node, by runs of rows, and by runs with a view that is
//! killed after every change.

use serde_json::{Value, json};
use tiffin_headless::Tree;
use tiffin_protocol::message::op;
use tiffin_runtime::{Output, PageId};

use super::cases::Case;
use super::paper;
use crate::support::{Kept, Options, Packages, World, compiled};

const PAGE_JS: &str = include_str!("page.js");

/// Components that every page may use.
const PARTS: [(&str, &str); 12] = [
    (
        "c/row.wxml",
        "<view class='in' bindtap='tap'>{{label}}|{{n}}<slot/></view>",
    ),
    (
        "c/row.js",
        "Component({ properties: { label: String, n: Number, sub: Object }, observers: { label(l) { console.log('row', l) } }, methods: { tap() { this.triggerEvent('pick', { n: this.data.n }, { bubbles: true, composed: true }) } } })",
    ),
    ("c/row.json", r#"{"component": true}"#),
    (
        "c/box.wxml",
        "<view class='frame'><slot name='head'/><slot/></view>",
    ),
    (
        "c/box.js",
        "Component({ options: { multipleSlots: true } })",
    ),
    ("c/box.json", r#"{"component": true}"#),
    (
        "c/scoped.wxml",
        "<view class='row {{mode}}' wx:for='{{rows}}' wx:key='id' id='s{{item.id}}' data-id='{{item.id}}' bindtap='tap'><text class='in {{item.on ? \"on\" : \"\"}}'>{{item.label}}</text></view>",
    ),
    ("c/scoped.wxss", ".row { color: red } .in { color: blue }"),
    (
        "c/scoped.js",
        "Component({ properties: { rows: Array, mode: String }, methods: { tap(e) { this.triggerEvent('pick', e.currentTarget.dataset) } } })",
    ),
    ("c/scoped.json", r#"{"component": true}"#),
    (
        "w/tools.wxs",
        "module.exports = { up: function (t) { return t ? ('' + t).toUpperCase() : 'none' }, sum: function (l) { var n = 0; if (l) for (var i = 0; i < l.length; i++) if (l[i]) n += l[i].id || 0; return n } }",
    ),
    (
        "w/own.wxml",
        "<text class='own'>{{item.label}}-{{index}}</text>",
    ),
];

fn name(at: usize) -> String {
    format!("p/case{at}")
}

/// A program with a page for each case.
pub fn program(cases: &[&Case]) -> Packages {
    let page = |case: &&Case| {
        let script = format!("require('./page').page({{ {} }})", case.own);
        (case.wxml.to_owned(), script)
    };
    packages(&cases.iter().map(page).collect::<Vec<_>>())
}

/// A program of these pages, template and script.
pub fn packages(pages: &[(String, String)]) -> Packages {
    let mut files: Vec<(String, String)> = Vec::new();
    let names: Vec<String> = (0..pages.len()).map(name).collect();
    let parts = json!({"c": "/c/row", "box": "/c/box", "scoped": "/c/scoped"});
    let app = json!({"pages": names, "usingComponents": parts});
    files.push(("app.json".into(), app.to_string()));
    files.push(("p/page.js".into(), PAGE_JS.into()));
    for (path, text) in PARTS {
        files.push((path.into(), text.into()));
    }
    for (name, (template, script)) in names.iter().zip(pages) {
        files.push((format!("{name}.wxml"), template.clone()));
        files.push((format!("{name}.js"), script.clone()));
    }
    let files: Vec<(&str, &str)> = files
        .iter()
        .map(|(path, text)| (path.as_str(), text.as_str()))
        .collect();
    compiled::packages(&files)
}

/// One of the three ways.
struct Way {
    name: &'static str,
    kills: bool,
    world: World,
    page: u32,
    /// Runs of rows that views made which are no more.
    buried: u64,
}

impl Way {
    fn new(name: &'static str, packages: &Packages, kept: &Kept, kills: bool) -> Way {
        let options = Options {
            blocks: name != "node by node",
            kept: kept.clone(),
            ..Options::default()
        };
        let mut world = World::of(packages.clone(), options);
        world.calm();
        Way {
            name,
            kills,
            world,
            page: 1,
            buried: 0,
        }
    }

    fn tell(&mut self, what: Value) {
        let message = json!({"t": "page", "event": "scroll", "detail": what});
        self.world.view(PageId(self.page), message);
        self.world.calm();
    }

    /// What came of the last thing that was told: lines of the log, messages to the view, and the page.
    fn came(&mut self) -> Vec<String> {
        let tree = self.world.page(self.page);
        let places = paper::places(tree);
        let page = paper::page(tree);
        let mut lines = std::mem::take(&mut self.world.log);
        let invokes = std::mem::take(&mut self.world.invokes);
        for call in &invokes {
            let mut call = paper::message(call, &places);
            // Numbers of questions count on from page to page.
            call["q"] = json!(call["q"] != 0);
            lines.push(format!("view: {call}"));
        }
        let faults = std::mem::take(&mut self.world.faults);
        // Where it was thrown is another place each way.
        lines.extend(faults.iter().map(|fault| match fault {
            Output::Fault { kind, message, .. } => format!("{kind:?} {message}"),
            other => format!("{other:?}"),
        }));
        lines.extend(page);
        lines
    }

    fn clones(&self) -> u64 {
        self.world.views[&PageId(self.page)].counts().of(op::CLONE)
    }

    /// The view that takes this one's place shows the same.
    fn rebuilt(&mut self) -> Option<String> {
        let fresh = self.world.rebuilt(self.page);
        let (live, again) = (self.world.page(self.page).shown(), fresh.tree().shown());
        let different = live != again;
        if self.kills {
            self.buried += self.clones();
            self.world.replace(self.page, fresh);
        }
        let lines = |nodes: &[_]| {
            nodes
                .iter()
                .map(|node| format!("{node:?}"))
                .collect::<Vec<_>>()
        };
        different
            .then(|| paper::difference(&lines(&live), &lines(&again)))
            .flatten()
    }
}

pub struct Rig {
    ways: Vec<Way>,
    /// After every so many comparisons another view is made, and compared.
    every: usize,
    compared: usize,
}

impl Rig {
    /// All three ways.
    pub fn new(packages: &Packages) -> Rig {
        let ways = [
            ("node by node", false),
            ("by runs", false),
            ("by runs, killed", true),
        ];
        Rig::of(packages, &ways, 1)
    }

    /// Two ways, and a view that is killed now and then: for many pages.
    pub fn quick(packages: &Packages) -> Rig {
        Rig::of(packages, &[("node by node", false), ("by runs", true)], 4)
    }

    fn of(packages: &Packages, ways: &[(&'static str, bool)], every: usize) -> Rig {
        let kept = Kept::default();
        let ways = ways
            .iter()
            .map(|(name, kills)| Way::new(name, packages, &kept, *kills))
            .collect();
        Rig {
            ways,
            every,
            compared: 0,
        }
    }

    /// Opens a page of the program, alone.
    pub fn open(&mut self, at: usize, title: &str) {
        for way in &mut self.ways {
            if at > 0 {
                way.tell(json!({"do": "go", "url": format!("/{}", name(at))}));
                (way.page, way.buried) = (way.page + 1, 0);
            }
            let there = format!("open {} {}", way.page, name(at));
            assert!(
                way.world.events.contains(&there),
                "{title}: {:?}",
                way.world.events
            );
        }
    }

    /// Runs of rows that were made on the page that is open.
    pub fn clones(&self) -> u64 {
        self.ways[1].buried + self.ways[1].clones()
    }

    /// What each way shows.
    pub fn pages(&self) -> impl Iterator<Item = (&str, &Tree)> {
        self.ways
            .iter()
            .map(|way| (way.name, way.world.page(way.page)))
    }

    /// The next of a page's changes; no lines if there is none left.
    pub fn change(&mut self) -> Result<Vec<String>, String> {
        self.told(&json!({"do": "change"}))
    }

    /// Does the same in each way, and compares what came of it with the first.
    pub fn compare(&mut self, mut act: impl FnMut(&mut World, u32)) -> Result<Vec<String>, String> {
        let mut first: Option<Vec<String>> = None;
        self.compared += 1;
        let rebuild = self.compared.is_multiple_of(self.every);
        for way in &mut self.ways {
            act(&mut way.world, way.page);
            way.world.calm();
            let came = way.came();
            if let Some(difference) = rebuild.then(|| way.rebuilt()).flatten() {
                return Err(format!(
                    "{}: another view is not the same\n{difference}",
                    way.name
                ));
            }
            let known = first.get_or_insert_with(|| came.clone());
            if let Some(difference) = paper::difference(known, &came) {
                return Err(format!("{}\n{difference}", way.name));
            }
        }
        Ok(first.unwrap_or_default())
    }

    fn told(&mut self, what: &Value) -> Result<Vec<String>, String> {
        self.compare(|world, page| {
            let message = json!({"t": "page", "event": "scroll", "detail": what});
            world.view(PageId(page), message);
        })
    }

    /// All changes of a case, with taps and questions in between.
    pub fn walk(&mut self, case: &Case) -> Result<(), String> {
        let mut step = String::from("at first");
        let outcome = self.steps(&mut step);
        outcome.map_err(|difference| format!("{}, {step}: {difference}", case.name))
    }

    fn steps(&mut self, step: &mut String) -> Result<(), String> {
        self.compare(|_, _| {})?;
        self.told(&json!({"do": "watch"}))?;
        for at in 0.. {
            // Between some of the changes a person taps, and the program asks.
            if at % 5 == 2 {
                self.told(&json!({"do": "ask"}))?;
            }
            if at % 4 == 1 {
                self.taps(step)?;
            }
            let came = self.change()?;
            match came.first() {
                Some(line) if line == "end" => break,
                Some(line) if line.starts_with("did ") => line.clone_into(step),
                other => return Err(format!("no change but {other:?}")),
            }
        }
        *step = "at the end".into();
        self.told(&json!({"do": "ask"}))?;
        self.taps(step)?;
        Ok(())
    }

    /// Taps some of what listens, and whatever is watched is seen.
    pub fn taps(&mut self, step: &str) -> Result<(), String> {
        let way = &self.ways[0];
        let tree = way.world.page(way.page);
        let hears = |event: &str| -> Vec<usize> {
            let view = &way.world.views[&PageId(way.page)];
            let nodes = tree.walk().enumerate();
            let hearing = nodes.filter(|(_, (id, node))| !node.is_text() && view.hears(*id, event));
            hearing.map(|(at, _)| at).collect()
        };
        let tapped = hears("tap");
        let pressed = hears("longpress");
        let last = tapped.last().copied();
        let some = tapped.iter().step_by(5).copied().chain(last);
        let mut todo: Vec<(usize, &str)> = some.map(|at| (at, "tap")).collect();
        todo.extend(pressed.last().map(|at| (*at, "longpress")));
        for (at, event) in todo {
            let came = self.compare(|world, page| {
                // A tap may have taken away what the next one would have met.
                let node = world.page(page).walk().nth(at).map(|(id, _)| id);
                if let Some(node) = node {
                    world.event(page, node, event, json!({"x": 1}));
                }
            });
            came.map_err(|difference| format!("{event} at {at} after {step}: {difference}"))?;
        }
        Ok(())
    }
}
