//! Binaries of this build, and processes that end with the value that started them.

use std::path::{Path, PathBuf};
use std::process::{Child, Command};
use std::time::{Duration, Instant};

pub fn repository() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR"))
        .parent()
        .unwrap()
        .to_path_buf()
}

/// The tree whose host is driven: this one, or the one that a comparison measures (`bench --compare`).
pub fn measured() -> PathBuf {
    std::env::var_os("TIFFIN_MEASURED_TREE").map_or_else(repository, PathBuf::from)
}

/// `target/debug` or `target/release`: a test runs from `deps` below it, a measurement from the folder itself; a
/// comparison names it.
pub fn target() -> PathBuf {
    if let Some(build) = std::env::var_os("TIFFIN_MEASURED_BUILD") {
        return build.into();
    }
    let this = std::env::current_exe().unwrap();
    let folder = this.parent().unwrap();
    let deps = folder.file_name().is_some_and(|name| name == "deps");
    if deps {
        folder.parent().unwrap()
    } else {
        folder
    }
    .to_path_buf()
}

/// An example of the workspace, for measurements.
pub fn example(name: &str) -> PathBuf {
    binary(&format!("examples/{name}"))
}

/// The same of this build, whatever is measured: what both are held against.
pub fn own_example(name: &str) -> PathBuf {
    let this = std::env::current_exe().unwrap();
    this.with_file_name("examples").join(name)
}

/// A binary of the workspace; it has to be built before. Measurements take what they measure from their own folder, and
/// the tools beside it (the store, the command line) from the debug build.
pub fn binary(name: &str) -> PathBuf {
    let own = target().join(name);
    let beside = target().with_file_name("debug").join(name);
    let path = if own.is_file() { own } else { beside };
    assert!(
        path.is_file(),
        "{} is missing: run scripts/test, or cargo build -p tiffin-store -p tiffin-cli -p tiffin-desktop",
        path.display()
    );
    path
}

/// A child, and what it started in its process group: asked to end, then made to.
pub struct Group(Child);

impl Group {
    pub fn start(command: &mut Command) -> Group {
        use std::os::unix::process::CommandExt;
        let name = command.get_program().to_owned();
        Group(
            command
                .process_group(0)
                .spawn()
                .unwrap_or_else(|error| panic!("{}: {error}", name.display())),
        )
    }

    pub fn child(&mut self) -> &mut Child {
        &mut self.0
    }

    pub fn id(&self) -> u32 {
        self.0.id()
    }

    pub fn stop(&mut self) {
        signal("TERM", &format!("-{}", self.0.id()));
        let deadline = Instant::now() + Duration::from_secs(5);
        while Instant::now() < deadline {
            if matches!(self.0.try_wait(), Ok(Some(_))) {
                break;
            }
            std::thread::sleep(Duration::from_millis(50));
        }
        // The group may outlive its leader.
        signal("KILL", &format!("-{}", self.0.id()));
        let _ = self.0.wait();
    }
}

impl Drop for Group {
    fn drop(&mut self) {
        self.stop();
    }
}

/// Sends a signal to a process (or, with a minus, a group) that this test started.
pub fn signal(name: &str, id: &str) {
    let _ = Command::new("kill")
        .args([&format!("-{name}"), "--", id])
        .stderr(std::process::Stdio::null())
        .status();
}
