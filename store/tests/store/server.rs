use std::io::{BufRead, BufReader};
use std::net::SocketAddr;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};

use tiffin_protocol::Sha256;
use tiffin_protocol::release::{Channel, Head, Root};
use tiffin_protocol::trust;

use crate::client::{Answer, send};
use crate::program::Program;

pub const BINARY: &str = env!("CARGO_BIN_EXE_tiffin-store");

pub struct Server {
    pub address: SocketAddr,
    child: Child,
    folder: tempfile::TempDir,
}

impl Server {
    /// A new store, serving.
    pub fn start() -> Self {
        Self::start_with(|_| ())
    }

    /// A store whose folder is made by `prepare`, serving.
    pub fn start_with(prepare: impl Fn(&Path)) -> Self {
        let folder = tempfile::tempdir().unwrap();
        let data = folder.path().join("data");
        std::fs::create_dir(&data).unwrap();
        prepare(&data);
        let (child, address) = launch(folder.path());
        Self {
            address,
            child,
            folder,
        }
    }

    /// Ends the process without warning and starts another on the same folder.
    pub fn kill_and_restart(&mut self) {
        self.child.kill().unwrap();
        self.child.wait().unwrap();
        (self.child, self.address) = launch(self.folder.path());
    }

    pub fn kill(&mut self) {
        self.child.kill().unwrap();
        self.child.wait().unwrap();
    }

    pub fn restart(&mut self) {
        (self.child, self.address) = launch(self.folder.path());
    }

    /// SIGTERM, and the exit that follows.
    pub fn terminate(&mut self) -> std::process::ExitStatus {
        let pid = self.child.id().to_string();
        assert!(
            Command::new("kill")
                .args(["-TERM", &pid])
                .status()
                .unwrap()
                .success()
        );
        self.child.wait().unwrap()
    }

    pub fn data(&self) -> PathBuf {
        self.folder.path().join("data")
    }

    pub fn bearer(&self) -> String {
        format!(
            "Bearer {}",
            std::fs::read_to_string(self.data().join("token")).unwrap()
        )
    }

    pub fn root(&self) -> Root {
        trust::trust_anchor(&std::fs::read(self.data().join("root.json")).unwrap()).unwrap()
    }

    pub fn get(&self, path: &str) -> Answer {
        send(self.address, "GET", path, &[], b"")
    }

    pub fn get_with(&self, path: &str, headers: &[(&str, &str)]) -> Answer {
        send(self.address, "GET", path, headers, b"")
    }

    pub fn post(&self, path: &str, body: &[u8]) -> Answer {
        send(
            self.address,
            "POST",
            path,
            &[("Authorization", &self.bearer())],
            body,
        )
    }

    pub fn put(&self, bytes: &[u8]) -> Answer {
        let path = format!("/blobs/{}", Sha256::of(bytes));
        send(
            self.address,
            "PUT",
            &path,
            &[("Authorization", &self.bearer())],
            bytes,
        )
    }

    pub fn register(&self, program: &Program) -> Answer {
        let body = serde_json::json!({
            "program": program.id, "name": program.name, "developerKey": program.key.public().to_base64(),
        });
        self.post("/api/v1/programs", body.to_string().as_bytes())
    }

    pub fn upload(&self, program: &Program) {
        for (_, zip) in &program.zips {
            assert!(matches!(self.put(zip).status, 200 | 201));
        }
    }

    pub fn release(&self, program: &Program) -> Answer {
        self.post(
            &format!("/api/v1/programs/{}/releases", program.id),
            &program.signed(),
        )
    }

    /// All three steps.
    #[track_caller]
    pub fn publish(&self, program: &Program) -> Answer {
        assert!(matches!(self.register(program).status, 200 | 201));
        self.upload(program);
        self.release(program).expect(201)
    }

    /// The verified head of a program.
    #[track_caller]
    pub fn head(&self, id: &str) -> Head {
        let answer = self.get(&format!("/api/v1/programs/{id}/head")).expect(200);
        let id = id.parse().unwrap();
        trust::verify_head(&answer.body, &self.root(), &id, &Channel::RELEASE).unwrap()
    }

    /// Everything under the blobs' folder, by name.
    pub fn blob_files(&self) -> Vec<String> {
        let mut names = Vec::new();
        for folder in std::fs::read_dir(self.data().join("blobs")).unwrap() {
            for file in std::fs::read_dir(folder.unwrap().path()).unwrap() {
                names.push(file.unwrap().file_name().into_string().unwrap());
            }
        }
        names.sort();
        names
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

fn launch(folder: &Path) -> (Child, SocketAddr) {
    let mut child = Command::new(BINARY)
        .args(["serve", "--listen", "127.0.0.1:0", "--data"])
        .arg(folder.join("data"))
        .env("RUST_LOG", "warn")
        .stdout(Stdio::piped())
        .stderr(Stdio::null())
        .spawn()
        .unwrap();
    let mut line = String::new();
    BufReader::new(child.stdout.take().unwrap())
        .read_line(&mut line)
        .unwrap();
    let address = line
        .trim_end()
        .strip_prefix("listening on http://")
        .unwrap_or_else(|| panic!("{line:?}"));
    (child, address.parse().unwrap())
}
