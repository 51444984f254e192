//! Where a failure stood: the first frame of the engine's stack that is the program's own.

use crate::api::FaultKind;

/// Frames that are not the program's: the framework, compiled templates, functions of the engine.
const FOREIGN: [&str; 4] = ["tiffin:", "native", "<", "node:"];

/// File and line (from 1) of the first frame in a file of the program.
pub(crate) fn locate(stack: &str) -> Option<(String, u32)> {
    stack.lines().find_map(|line| {
        let frame = line.trim().strip_prefix("at ")?;
        let place = match frame.rsplit_once('(') {
            Some((_, inside)) => inside.trim_end_matches(')'),
            None => frame,
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

/// The frames of a stack, without the lines of name and message before them.
pub(crate) fn frames(stack: &str) -> &str {
    let mut rest = stack;
    while !rest.trim_start().starts_with("at ") {
        match rest.split_once('\n') {
            Some((_, below)) => rest = below,
            None => return "",
        }
    }
    rest
}

/// The kind that the framework named, corrected by what the engine says.
pub(crate) fn kind(name: &str, message: &str) -> FaultKind {
    // With no room left for an error object the engine throws null. A program that throws null is rarer.
    if message.contains("out of memory") || message == "null" {
        return FaultKind::Memory;
    }
    match name {
        "Memory" => FaultKind::Memory,
        "TooMuch" => FaultKind::TooMuch,
        "Start" => FaultKind::Start,
        "App" => FaultKind::App,
        "Page" => FaultKind::Page,
        _ => FaultKind::Handler,
    }
}

/// How far below the recorded line an endless loop is looked for.
const LOOK_AHEAD: usize = 6;

fn is_loop(line: &str) -> bool {
    let code = line.split("//").next().unwrap_or_default();
    let words = code.split(|c: char| !(c.is_alphanumeric() || c == '_' || c == '$' || c == '.'));
    words
        .into_iter()
        .any(|word| matches!(word, "while" | "for" | "do"))
}

/// The line of the loop that was interrupted. An interrupt strikes where a loop jumps back, and the engine records lines
/// only where something is called or read: what it names is the last such place before the loop. So, unless that
/// place is inside a loop itself, the first loop just after it is meant.
pub(crate) fn loop_line(source: &str, line: u32) -> u32 {
    let lines: Vec<&str> = source.lines().collect();
    let at = (line as usize).saturating_sub(1);
    let depth = |text: &str| text.matches('{').count() as i64 - text.matches('}').count() as i64;
    if lines.get(at).is_none_or(|text| is_loop(text)) {
        return line;
    }
    // Upwards: a loop whose braces are still open here encloses the place.
    let mut open = 0;
    for text in lines.iter().take(at).rev().take(200) {
        open += depth(text);
        if is_loop(text) && open > 0 {
            return line;
        }
    }
    let below = lines
        .iter()
        .enumerate()
        .skip(at + 1)
        .take(LOOK_AHEAD)
        .find(|(_, text)| is_loop(text));
    below
        .and_then(|(index, _)| u32::try_from(index + 1).ok())
        .unwrap_or(line)
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
        let told = "TypeError: no (b.js:1:1)\n    at f (a.js:2:3)";
        assert_eq!(locate(told), Some(("a.js".into(), 2)));
        assert_eq!(frames(told), "    at f (a.js:2:3)");
        assert_eq!(frames("Error: only words"), "");
    }

    #[test]
    fn memory_is_told_apart() {
        assert_eq!(
            kind("App", "InternalError: out of memory"),
            FaultKind::Memory
        );
        assert_eq!(kind("Handler", "null"), FaultKind::Memory);
        assert_eq!(kind("App", "x"), FaultKind::App);
    }

    #[test]
    fn an_endless_loop_is_found_below_what_was_recorded() {
        let source = "Page({ go() {\n  let n = 0\n  while (true) {\n    n = f(n)\n  }\n  g()\n} })";
        assert_eq!(
            loop_line(source, 1),
            3,
            "nothing was recorded before the loop"
        );
        assert_eq!(loop_line(source, 3), 3);
        assert_eq!(loop_line(source, 4), 4, "inside the loop");
        assert_eq!(loop_line(source, 6), 6, "no loop follows");
        assert_eq!(loop_line("a()\nb.for\n// while\n", 1), 1);
        assert_eq!(loop_line("", 9), 9);
    }
}
