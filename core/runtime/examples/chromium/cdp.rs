//! Chromium by its debugging protocol, over a pair of pipes: JSON texts that end with a zero byte.
//! <https://chromedevtools.github.io/devtools-protocol/>

use std::collections::HashMap;
use std::fs::File;
use std::io::{BufRead, BufReader, Write};
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::mpsc::{Sender, channel};
use std::sync::{Arc, Mutex};
use std::time::Duration;

use serde_json::{Value, json};

/// A command that takes longer has failed: a page of 10,000 rows answers within seconds.
const PATIENCE: Duration = Duration::from_secs(60);

/// What a page says through its binding.
pub type Heard = Arc<dyn Fn(&str) + Send + Sync>;

/// A session of a page, and who listens to it.
#[derive(Default)]
struct Waiting {
    answers: HashMap<u64, Sender<Value>>,
    heard: HashMap<String, Heard>,
}

pub struct Browser {
    to: Mutex<File>,
    last: AtomicU64,
    waiting: Arc<Mutex<Waiting>>,
    child: Mutex<Child>,
}

impl Browser {
    /// Starts it with a profile below `folder`. File descriptors 3 and 4 are the pipe, so named pipes are opened as these.
    pub fn start(chromium: &str, folder: &Path) -> Browser {
        let (down, up) = (folder.join("down"), folder.join("up"));
        let made = Command::new("mkfifo").arg(&down).arg(&up).status().unwrap();
        assert!(made.success(), "no pipes");
        let child = Command::new("sh")
            .args(["-c", "exec \"$0\" \"$@\" 3<\"$DOWN\" 4>\"$UP\"", chromium])
            .args(["--headless=new", "--remote-debugging-pipe", "--no-sandbox"])
            .args(["--disable-gpu", "--disable-dev-shm-usage", "--no-first-run"])
            .arg("--force-color-profile=srgb")
            .arg(format!(
                "--user-data-dir={}",
                folder.join("profile").display()
            ))
            .env("DOWN", &down)
            .env("UP", &up)
            .stdin(Stdio::null())
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .spawn()
            .unwrap();
        let to = Mutex::new(File::options().write(true).open(&down).unwrap());
        let from = BufReader::with_capacity(1 << 16, File::open(&up).unwrap());
        let waiting = Arc::<Mutex<Waiting>>::default();
        let browser = Browser {
            to,
            last: AtomicU64::new(0),
            waiting: Arc::clone(&waiting),
            child: Mutex::new(child),
        };
        std::thread::spawn(move || listen(from, &waiting));
        browser
    }

    /// Sends a command; nobody waits for its answer.
    pub fn tell(&self, session: Option<&str>, method: &str, params: &Value) -> u64 {
        let id = self.last.fetch_add(1, Ordering::Relaxed) + 1;
        self.write(id, session, method, params);
        id
    }

    fn write(&self, id: u64, session: Option<&str>, method: &str, params: &Value) {
        let mut message = json!({"id": id, "method": method, "params": params});
        if let Some(session) = session {
            message["sessionId"] = session.into();
        }
        let mut text = message.to_string().into_bytes();
        text.push(0);
        self.to.lock().unwrap().write_all(&text).unwrap();
    }

    /// Sends a command and waits for its answer.
    pub fn call(&self, session: Option<&str>, method: &str, params: &Value) -> Value {
        let (sender, answer) = channel();
        let id = self.last.fetch_add(1, Ordering::Relaxed) + 1;
        self.waiting.lock().unwrap().answers.insert(id, sender);
        self.write(id, session, method, params);
        let answer = answer.recv_timeout(PATIENCE);
        let mut answer = answer.unwrap_or_else(|_| panic!("{method}: no answer"));
        assert!(answer.get("error").is_none(), "{method}: {answer}");
        answer["result"].take()
    }

    pub fn hear(&self, session: &str, heard: Heard) {
        let mut waiting = self.waiting.lock().unwrap();
        waiting.heard.insert(session.to_owned(), heard);
    }

    pub fn forget(&self, session: &str) {
        self.waiting.lock().unwrap().heard.remove(session);
    }
}

impl Drop for Browser {
    fn drop(&mut self) {
        self.tell(None, "Browser.close", &json!({}));
        let mut child = self.child.lock().unwrap();
        std::thread::sleep(Duration::from_millis(500));
        let _ = child.kill();
        let _ = child.wait();
    }
}

fn listen(mut from: BufReader<File>, waiting: &Mutex<Waiting>) {
    let mut text = Vec::new();
    loop {
        text.clear();
        if from.read_until(0, &mut text).unwrap_or(0) == 0 {
            return;
        }
        text.pop();
        let Ok(message) = serde_json::from_slice::<Value>(&text) else {
            continue;
        };
        if let Some(id) = message["id"].as_u64() {
            let answer = waiting.lock().unwrap().answers.remove(&id);
            if let Some(answer) = answer {
                let _ = answer.send(message);
            }
        } else if message["method"] == "Runtime.bindingCalled" {
            let session = message["sessionId"].as_str().unwrap_or_default();
            let heard = waiting.lock().unwrap().heard.get(session).cloned();
            if let (Some(heard), Some(words)) = (heard, message["params"]["payload"].as_str()) {
                heard(words);
            }
        }
    }
}
