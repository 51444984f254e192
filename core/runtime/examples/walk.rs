//! Runs an unpacked program without a screen: `cargo run -p tiffin-runtime --example walk -- DIR [page]`. DIR holds one
//! folder per package (`main/`). Prints what happens; each line of standard input
//! (`tap ID`, `tab N`, `back`, `listen`, `html`) is done when it is quiet.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing
)]

#[path = "../tests/runtime/support/view.rs"]
#[allow(dead_code)]
mod view;

use std::collections::HashMap;
use std::io::BufRead;
use std::path::PathBuf;
use std::sync::mpsc;
use std::time::{Duration, Instant};

use serde_json::json;
use tiffin_protocol::message::FromView;
use tiffin_runtime::*;
use view::View;

struct Folder(PathBuf);

impl CodeSource for Folder {
    fn installed(&mut self, package: &str) -> bool {
        self.0.join(package).is_dir()
    }
    fn file(&mut self, package: &str, path: &str) -> Result<Vec<u8>, CodeError> {
        let file = self.0.join(package).join(path);
        std::fs::read(&file).map_err(|_| CodeError::NotFound(format!("{package}:{path}")))
    }
    fn bytecode(&mut self, key: &str) -> Option<Vec<u8>> {
        std::fs::read(std::env::temp_dir().join("tiffin-walk").join(key)).ok()
    }
    fn store_bytecode(&mut self, key: &str, bytes: &[u8]) {
        let folder = std::env::temp_dir().join("tiffin-walk");
        let _ = std::fs::create_dir_all(&folder);
        let _ = std::fs::write(folder.join(key), bytes);
    }
}

#[derive(Default)]
struct Port(HashMap<String, String>);

impl SyncPort for Port {
    fn call(&mut self, _: Option<PageId>, name: &str, args: &str) -> Result<String, String> {
        let args: Vec<serde_json::Value> = serde_json::from_str(args).unwrap();
        match name {
            "setStorageSync" => {
                self.0.insert(args[0].to_string(), args[1].to_string());
                Ok(String::new())
            }
            "getStorageSync" => Ok(self.0.get(&args[0].to_string()).cloned().unwrap_or("\"\"".into())),
            _ => Ok(json!({"windowWidth": 375, "windowHeight": 603, "screenWidth": 375, "statusBarHeight": 20, "language": "zh_CN",
                "theme": "light", "pixelRatio": 2, "top": 26, "bottom": 58, "left": 281, "right": 368, "width": 87, "height": 32})
            .to_string()),
        }
    }
}

fn main() {
    let mut args = std::env::args().skip(1);
    let folder = args.next().expect("a folder");
    let path = args.next().unwrap_or_default();
    let (sender, outputs) = mpsc::channel();
    let begun = Instant::now();
    let program = Program::start(ProgramSetup {
        program: "walk".into(),
        launch: Launch {
            path,
            scene: 1001,
            ..Launch::default()
        },
        code: Box::new(Folder(folder.clone().into())),
        limits: Limits::default(),
        port: Box::<Port>::default(),
        sink: std::sync::Arc::new(move |output| drop(sender.send(output))),
        is_home: folder.contains("home"),
        blocks: true,
        platform: "desktop".into(),
        ports: Vec::new(),
    });
    let mut views: HashMap<PageId, View> = HashMap::new();
    let mut front = PageId(1);
    let mut lines = std::io::stdin().lock().lines();
    loop {
        let Ok(output) = outputs.recv_timeout(Duration::from_millis(400)) else {
            let Some(Ok(line)) = lines.next() else { break };
            println!("> {line}");
            let view = &views[&front];
            match line.split_once(' ') {
                Some(("tap", id)) => {
                    let node = id.parse().unwrap_or_else(|_| view.by_id(id));
                    let tap = json!({"t": "event", "node": node, "type": "tap", "detail": {"x": 1, "y": 1}, "bubbles": true, "touches": [], "changedTouches": [], "timeStamp": 1, "offset": {"left": 0, "top": 0}});
                    program.post(Input::View {
                        page: front,
                        message: FromView::parse(&tap.to_string()).unwrap(),
                    });
                }
                Some(("tab", index)) => program.post(Input::TabTap {
                    index: index.parse().unwrap(),
                }),
                _ if line == "back" => program.post(Input::Back),
                _ if line == "listen" => {
                    for (id, node) in view
                        .nodes
                        .iter()
                        .filter(|(_, node)| !node.listen.is_empty())
                    {
                        println!("  {id} <{}> #{} {:?}", node.tag, node.id, node.listen);
                    }
                }
                _ => println!("{}", view.html()),
            }
            continue;
        };
        let at = begun.elapsed().as_secs_f64() * 1000.0;
        match output {
            Output::Batch { page, n, json } => {
                println!("{at:8.1} batch {} {n}: {} bytes", page.0, json.len());
                let view = views.entry(page).or_default();
                view.apply(&json);
                let first = view.batches == 1;
                program.post(Input::View {
                    page,
                    message: FromView::Applied { n: u64::from(n) },
                });
                if first {
                    program.post(Input::View {
                        page,
                        message: FromView::Painted,
                    });
                }
            }
            Output::PageShow { page, how } => {
                front = page;
                println!("{at:8.1} show {} {how:?}", page.0);
            }
            Output::Call {
                call, name, args, ..
            } => {
                println!("{at:8.1} call {name} {}", args.json);
                program.post(Input::Reply {
                    call,
                    result: Ok("{\"items\":[]}".into()),
                });
            }
            Output::Exit => break,
            other => println!("{at:8.1} {other:?}"),
        }
    }
    for (page, view) in &views {
        let snapshot = program.snapshot(*page);
        let mut fresh = View::default();
        if let Some(snapshot) = snapshot {
            fresh.apply(&snapshot.json);
            println!("page {} rebuilt: {}", page.0, fresh.shown() == view.shown());
        }
    }
}
