//! The host's own lines, as a shell gets them. Other tests of this binary log meanwhile, and a process has one log: only
//! lines that name this test's view count.

use std::time::{Duration, Instant};

use tiffin_host::*;

use crate::shell::PATIENCE;

/// No test makes so many views.
const NOBODY: ViewId = ViewId(4_242_424_242);

fn host(folder: &std::path::Path, log: Option<LogLevel>) -> Host {
    let config = HostConfig {
        data_dir: folder.to_owned(),
        settings: Settings::default(),
        view_origin: ViewOrigin::Scheme("mp".into()),
        ports: Vec::new(),
        log,
    };
    Host::start(config, Environment::default()).unwrap()
}

/// What waits of lines about the view that is nobody's.
fn lines(host: &Host) -> Vec<(LogLevel, String, String)> {
    let events = host.next_events(Duration::ZERO, 1_000_000);
    let lines = events.into_iter().filter_map(|event| match event {
        HostEvent::HostLog {
            level,
            target,
            text,
        } => Some((level, target, text)),
        _ => None,
    });
    let ours = lines.filter(|(_, _, text)| text.contains(&NOBODY.to_string()));
    ours.collect()
}

/// Says what the host complains about, until a line of it arrives.
fn until_lines(host: &Host, times: usize) -> Vec<(LogLevel, String, String)> {
    let start = Instant::now();
    loop {
        for _ in 0..times {
            host.view_message(NOBODY, "\"no message\"");
        }
        let lines = lines(host);
        if !lines.is_empty() {
            return lines;
        }
        assert!(start.elapsed() < PATIENCE, "no line arrives");
        std::thread::sleep(Duration::from_millis(50));
    }
}

#[test]
fn a_shell_that_asks_for_the_host_s_lines_gets_them_and_no_flood() {
    let folder = tempfile::tempdir().unwrap();
    let host = host(folder.path(), Some(LogLevel::Warn));
    let (level, target, text) = until_lines(&host, 1).remove(0);
    assert_eq!(level, LogLevel::Warn);
    assert_eq!(target, "tiffin_host::host");
    assert!(
        text.starts_with("what a view posted is no message view="),
        "{text}"
    );
    let flood = until_lines(&host, 50_000);
    assert!(flood.len() <= 500, "{} lines wait", flood.len());
}

#[test]
fn a_shell_that_asks_for_no_lines_or_only_for_errors_gets_none_of_these() {
    let (one, two) = (tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap());
    let (none, errors) = (
        host(one.path(), None),
        host(two.path(), Some(LogLevel::Error)),
    );
    none.view_message(NOBODY, "\"no message\"");
    errors.view_message(NOBODY, "\"no message\"");
    assert_eq!(lines(&none), []);
    assert_eq!(lines(&errors), []);
}
