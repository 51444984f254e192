//! The most memory that a process holds while something happens, beyond what it held before.

use crate::report::{Part, Row};
use crate::samples::Samples;

const BYTES: f64 = 1024.0 * 1024.0;

/// What was measured of one process, megabytes.
pub struct Peak {
    what: String,
    process: u32,
    before: f64,
    pub more: f64,
}

impl Peak {
    /// Begins to count; resets the process's own peak (proc(5), `clear_refs`).
    pub fn begin(what: &str, process: u32) -> Peak {
        std::fs::write(format!("/proc/{process}/clear_refs"), "5").unwrap();
        Peak {
            what: what.to_owned(),
            process,
            before: kilobytes(process, "VmRSS:") / 1024.0,
            more: 0.0,
        }
    }

    pub fn end(mut self) -> Peak {
        self.more = kilobytes(self.process, "VmHWM:") / 1024.0 - self.before;
        self
    }

    /// What another process counted of itself, bytes.
    pub fn counted(what: &str, bytes: f64) -> Peak {
        Peak {
            what: what.to_owned(),
            process: 0,
            before: 0.0,
            more: bytes / BYTES,
        }
    }
}

fn kilobytes(process: u32, name: &str) -> f64 {
    let status = std::fs::read_to_string(format!("/proc/{process}/status")).unwrap_or_default();
    let line = status.lines().find(|line| line.starts_with(name));
    let value = line.and_then(|line| line.split_whitespace().nth(1));
    value
        .and_then(|value| value.parse().ok())
        .unwrap_or(f64::NAN)
}

pub fn peaks(peaks: &[Peak]) -> Vec<Row> {
    let row = |peak: &Peak| Row {
        part: Part::Whole,
        what: format!("peak memory of a round: {}", peak.what),
        taken: Samples::from_iter([peak.more]),
        median: format!("{:.1} MB", peak.more),
        worst: String::new(),
        hand: Samples::default(),
        goal: None,
    };
    peaks.iter().map(row).collect()
}
