//! Runs an unpacked program without a screen: `cargo run -p tiffin-runtime --example walk -- DIR [page]`. DIR holds one
//! folder per package (`main/`). Prints what happens; each line of standard input
//! (`tap ID`, `tab N`, `back`, `listen`, `html`) is done when it is quiet.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing
)]

use std::collections::HashMap;
use std::io::BufRead;
use std::path::PathBuf;
use std::sync::mpsc;
use std::time::{Duration, Instant};

use serde_json::json;
use tiffin_headless::View;
use tiffin_runtime::*;

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
            let view = views.get_mut(&front).expect("a page in front");
            match line.split_once(' ') {
                Some(("tap", id)) => {
                    let node = id.parse().or_else(|_| view.tree().by_id(id)).unwrap();
                    let message = view.tap(node).unwrap();
                    program.post(Input::View {
                        page: front,
                        message,
                    });
                }
                Some(("tab", index)) => program.post(Input::TabTap {
                    index: index.parse().unwrap(),
                }),
                _ if line == "back" => program.post(Input::Back),
                _ if line == "listen" => {
                    let listening = |node: &tiffin_headless::Node| !node.listen.is_empty();
                    for (id, node) in view.tree().nodes().filter(|(_, node)| listening(node)) {
                        println!("  {id} <{}> #{} {:?}", node.tag, node.id, node.listen);
                    }
                }
                _ => println!("{}", view.tree().html()),
            }
            continue;
        };
        let at = begun.elapsed().as_secs_f64() * 1000.0;
        match output {
            Output::Batch { page, n, json } => {
                println!("{at:8.1} batch {} {n}: {} bytes", page.0, json.len());
                let view = views.entry(page).or_insert_with(View::page);
                for message in view.read(&json).unwrap() {
                    program.post(Input::View { page, message });
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
        let mut fresh = View::page();
        if let Some(snapshot) = snapshot {
            fresh.read(&snapshot.json).unwrap();
            let same = fresh.tree().shown() == view.tree().shown();
            println!("page {} rebuilt: {same}", page.0);
        }
    }
}
