//! The machine, in words.

use std::fs::read_to_string;
use std::process::Command;

fn value(text: &str, name: &str) -> Option<String> {
    let line = text.lines().find(|line| line.starts_with(name))?;
    let (_, value) = line.split_once([':', '='])?;
    Some(value.trim().trim_matches('"').to_owned())
}

pub fn name() -> String {
    let file = |path| read_to_string(path).unwrap_or_default();
    let processor = value(&file("/proc/cpuinfo"), "model name").unwrap_or_else(|| "unknown".into());
    let cores = std::thread::available_parallelism().map_or(0, usize::from);
    let memory = value(&file("/proc/meminfo"), "MemTotal")
        .and_then(|text| text.split(' ').next()?.parse::<f64>().ok())
        .map_or(0.0, |kilobytes| kilobytes / 1024.0 / 1024.0);
    let system = value(&file("/etc/os-release"), "PRETTY_NAME").unwrap_or_default();
    let web = Command::new("pkg-config")
        .args(["--modversion", "webkit2gtk-4.1"])
        .output()
        .map(|output| String::from_utf8_lossy(&output.stdout).trim().to_owned())
        .unwrap_or_default();
    format!(
        "{processor}, {cores} cores, {memory:.0} GiB, {system}, WebKitGTK {web} under Xvfb without a GPU"
    )
}
