//! A real store on a free port, the real command line against it, and the settings of a host that trusts it.

use std::fs::File;
use std::io::{BufRead, BufReader};
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use super::process::{Group, binary, measured, repository};

pub struct Store {
    process: Option<Group>,
    pub url: String,
    pub data: PathBuf,
    folder: PathBuf,
}

impl Store {
    /// Keeps its data below `folder`.
    pub fn start(folder: &Path) -> Store {
        let data = folder.join("store");
        // The address is part of every link, so a port is taken first and kept.
        let port = std::net::TcpListener::bind("127.0.0.1:0")
            .unwrap()
            .local_addr()
            .unwrap()
            .port();
        let url = format!("http://127.0.0.1:{port}");
        let mut store = Store {
            process: None,
            url,
            data,
            folder: folder.to_path_buf(),
        };
        store.resume();
        store
    }

    /// Starts it, again after `stop`, on the same port.
    pub fn resume(&mut self) {
        let address = self.url.trim_start_matches("http://");
        let mut process = Group::start(
            Command::new(binary("tiffin-store"))
                .args(["serve", "--data"])
                .arg(&self.data)
                .args(["--listen", address, "--public-url", &self.url])
                .stdout(Stdio::piped())
                .stderr(File::create(self.folder.join("store.log")).unwrap()),
        );
        let out = process.child().stdout.take().unwrap();
        let said = BufReader::new(out)
            .lines()
            .map_while(Result::ok)
            .find(|line| line.starts_with("listening on "));
        assert!(said.is_some(), "the store does not start: {}", self.log());
        self.process = Some(process);
    }

    pub fn stop(&mut self) {
        self.process = None;
    }

    fn log(&self) -> String {
        std::fs::read_to_string(self.folder.join("store.log")).unwrap_or_default()
    }

    pub fn publish(&self, project: &Path) {
        self.publish_with(project, &[]);
    }

    /// What a tool built, which has no id or name of its own.
    pub fn publish_as(&self, project: &Path, id: &str) {
        self.publish_with(project, &["--program", id, "--name", id]);
    }

    fn publish_with(&self, project: &Path, more: &[&str]) {
        let key = self.folder.join("developer.pem");
        if !key.exists() {
            tiffin(
                Command::new(binary("tiffin"))
                    .args(["keys", "new", "--out"])
                    .arg(&key),
            );
        }
        let token = std::fs::read_to_string(self.data.join("token")).unwrap();
        tiffin(
            Command::new(binary("tiffin"))
                .arg("publish")
                .arg(project)
                .args([
                    "--store",
                    &self.url,
                    &format!("--token={}", token.trim()),
                    "--no-qr",
                    "--key",
                ])
                .arg(&key)
                .args(more),
        );
    }

    pub fn link(&self, program: &str) -> String {
        format!("{}/m/{program}", self.url)
    }

    /// All packages and envelopes that the store keeps, by file.
    pub fn blobs(&self) -> Vec<PathBuf> {
        files(&self.data.join("blobs"))
    }
}

/// Every file below a folder.
pub fn files(folder: &Path) -> Vec<PathBuf> {
    let mut found = Vec::new();
    for entry in std::fs::read_dir(folder).into_iter().flatten().flatten() {
        let path = entry.path();
        if path.is_dir() {
            found.extend(files(&path))
        } else {
            found.push(path)
        }
    }
    found
}

/// host.toml: this store, and the home program bundled with a key of its own.
pub fn settings(folder: &Path, store: &Store) {
    let (key, home) = (folder.join("host.pem"), folder.join("home"));
    tiffin(
        Command::new(binary("tiffin"))
            .args(["keys", "new", "--out"])
            .arg(&key),
    );
    tiffin(
        Command::new(binary("tiffin"))
            .arg("bundle")
            .arg(measured().join("programs/home"))
            .arg("--key")
            .arg(&key)
            .arg("--out")
            .arg(&home),
    );
    let public = tiffin(
        Command::new(binary("tiffin"))
            .args(["keys", "show"])
            .arg(&key),
    );
    let text = format!(
        "[host]\nname = \"Tiffin\"\n[[store]]\nname = \"Local\"\nbase = \"{}\"\nroot = \"{}\"\n[home]\nbundle = \"{}\"\nkey = \"{}\"\n",
        store.url,
        store.data.join("root.json").display(),
        home.display(),
        public.trim(),
    );
    std::fs::write(folder.join("host.toml"), text).unwrap();
}

/// Builds a project of the repository and unpacks its packages, each into a folder of its name. Returns the folder.
pub fn unpack(folder: &Path, project: &str) -> PathBuf {
    let (built, unpacked) = (folder.join("built"), folder.join("unpacked"));
    tiffin(
        Command::new(binary("tiffin"))
            .arg("build")
            .arg(repository().join(project))
            .arg("--out")
            .arg(&built),
    );
    for package in files(&built) {
        if package.extension().is_some_and(|ending| ending == "zip") {
            let file = File::open(&package).unwrap();
            let mut archive = zip::ZipArchive::new(file).unwrap();
            archive
                .extract(unpacked.join(package.file_stem().unwrap()))
                .unwrap();
        }
    }
    unpacked
}

/// Runs the command line; its words if it fails, its output if not.
fn tiffin(command: &mut Command) -> String {
    let output = command.output().unwrap();
    assert!(
        output.status.success(),
        "{command:?}\n{}{}",
        String::from_utf8_lossy(&output.stdout),
        String::from_utf8_lossy(&output.stderr)
    );
    String::from_utf8(output.stdout).unwrap()
}
