//! Where a failure stood: the first frame of the engine's stack that is the program's own.

use crate::api::FaultKind;

/// Frames that are not the program's: the framework, compiled templates, functions of the engine.
const FOREIGN: [&str; 4] = ["tiffin:", "native", "<", "node:"];

/// File and line (from 1) of the first frame in a file of the program.
pub(crate) fn locate(stack: &str) -> Option<(String, u32)> {
    stack.lines().find_map(|line| {
        let line = line.trim();
        let place = match line.rsplit_once('(') {
            Some((_, inside)) => inside.trim_end_matches(')'),
            None => line.strip_prefix("at ")?,
        };
        let mut parts = place.rsplitn(3, ':');
        let last = parts.next()?.parse::<u32>().ok()?;
        let middle = parts.next()?;
        let (file, line) = match (middle.parse::<u32>(), parts.next()) {
            (Ok(line), Some(file)) => (file, line),
            _ => (middle, last),
        };
        let foreign = file.is_empty() || FOREIGN.iter().any(|prefix| file.starts_with(prefix));
        (!foreign).then(|| (file.to_owned(), line))
    })
}

/// The kind that the framework named, corrected by what the engine says.
pub(crate) fn kind(name: &str, message: &str) -> FaultKind {
    if message.contains("out of memory") {
        return FaultKind::Memory;
    }
    match name {
        "Start" => FaultKind::Start,
        "App" => FaultKind::App,
        "Page" => FaultKind::Page,
        _ => FaultKind::Handler,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_first_frame_of_the_program_counts() {
        let stack = "    at safely (tiffin:framework:12:3)\n    at onTap (pages/a/a.js:7:15)\n    at x (app.js:1:1)\n";
        assert_eq!(locate(stack), Some(("pages/a/a.js".into(), 7)));
        assert_eq!(locate("    at app.js:3:9\n"), Some(("app.js".into(), 3)));
        assert_eq!(
            locate("    at f (native)\n    at <anonymous> (tiffin:templates:1:2)"),
            None
        );
        assert_eq!(locate(""), None);
    }

    #[test]
    fn memory_is_told_apart() {
        assert_eq!(
            kind("App", "InternalError: out of memory"),
            FaultKind::Memory
        );
        assert_eq!(kind("App", "x"), FaultKind::App);
    }
}
