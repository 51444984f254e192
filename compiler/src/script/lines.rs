//! Puts transformed code back on the lines it was written on.
//!
//! swc writes the program on one line and says, for places in it, which byte of
//! the source they came from. Line breaks are then put in front of those places.
//! A transform also moves things (hoisted exports): only the longest run of
//! places whose lines do not go back counts, the others stay where they fall.

use std::collections::HashSet;

use swc_common::{BytePos, LineCol};
use swc_ecma_ast::{Program, TplElement};
use swc_ecma_visit::{Visit, VisitWith};

/// The ends of all constant parts of template strings: a line break there would
/// be part of the string.
pub fn template_positions(program: &Program) -> HashSet<BytePos> {
    struct Quasis(HashSet<BytePos>);
    impl Visit for Quasis {
        fn visit_tpl_element(&mut self, node: &TplElement) {
            self.0.insert(node.span.lo);
            self.0.insert(node.span.hi);
        }
    }
    let mut quasis = Quasis(HashSet::new());
    program.visit_with(&mut quasis);
    quasis.0
}

/// Breaks `code` into lines so that each mapped place is on its source line
/// (from 0, by `line_of`) wherever that is possible without changing the
/// program. Gives the mapped places too, by their byte in the result, in order.
pub fn retain(
    code: &str,
    mappings: &[(BytePos, LineCol)],
    forbidden: &HashSet<BytePos>,
    line_of: impl Fn(BytePos) -> usize,
) -> (String, Vec<(usize, BytePos)>) {
    let offsets = Offsets::new(code);
    let mut mapped: Vec<(usize, BytePos)> = mappings
        .iter()
        .filter(|(pos, _)| pos.0 > 0)
        .map(|(pos, at)| (offsets.byte(at), *pos))
        .collect();
    mapped.sort();
    let mut moved = Vec::with_capacity(mapped.len());
    let mut mapped = mapped.into_iter().peekable();
    let mut places: Vec<(usize, usize)> = mappings
        .iter()
        .filter(|(pos, _)| pos.0 > 0 && !forbidden.contains(pos))
        .map(|(pos, at)| (offsets.byte(at), line_of(*pos)))
        .filter(|(offset, _)| may_break(code, *offset))
        .collect();
    places.sort();
    let mut out = String::with_capacity(code.len() + code.len() / 8);
    let mut line = 0;
    let mut done = 0;
    for (offset, target) in rising(&places) {
        let chunk = code.get(done..offset).unwrap_or_default();
        let shift = out.len() - done;
        while let Some((at, pos)) = mapped.next_if(|(at, _)| *at < offset) {
            moved.push((at + shift, pos));
        }
        out.push_str(chunk);
        line += chunk.matches('\n').count();
        done = offset;
        while line < target {
            out.push('\n');
            line += 1;
        }
    }
    let shift = out.len() - done;
    moved.extend(mapped.map(|(at, pos)| (at + shift, pos)));
    out.push_str(code.get(done..).unwrap_or_default());
    (out, moved)
}

/// Whether a line break here leaves the program what it is: not after a word
/// that ends its statement at a line break, not before a postfix operator or an
/// arrow, not inside a word.
fn may_break(code: &str, offset: usize) -> bool {
    let (Some(before), Some(after)) = (code.get(..offset), code.get(offset..)) else {
        return false;
    };
    if ["++", "--", "=>"].iter().any(|op| after.starts_with(op)) {
        return false;
    }
    let word_char = |c: char| c.is_alphanumeric() || c == '_' || c == '$';
    if before.ends_with(word_char) && after.starts_with(word_char) {
        return false;
    }
    let before = before.trim_end();
    let start = before.rfind(|c: char| !word_char(c)).map_or(0, |at| {
        at + before
            .get(at..)
            .and_then(|r| r.chars().next())
            .map_or(1, char::len_utf8)
    });
    !matches!(
        before.get(start..),
        Some("return" | "throw" | "break" | "continue" | "yield" | "async")
    )
}

/// The longest subsequence whose lines never go back.
fn rising(places: &[(usize, usize)]) -> Vec<(usize, usize)> {
    // tails[k]: index of the last place of the best run of length k + 1.
    let mut tails: Vec<usize> = Vec::new();
    let mut previous: Vec<Option<usize>> = vec![None; places.len()];
    let line = |index: usize| places.get(index).map_or(0, |p| p.1);
    for (index, place) in places.iter().enumerate() {
        let at = tails.partition_point(|tail| line(*tail) <= place.1);
        if let Some(slot) = previous.get_mut(index) {
            *slot = at.checked_sub(1).and_then(|k| tails.get(k).copied());
        }
        match tails.get_mut(at) {
            Some(tail) => *tail = index,
            None => tails.push(index),
        }
    }
    let mut run = Vec::new();
    let mut at = tails.last().copied();
    while let Some(index) = at {
        run.extend(places.get(index).copied());
        at = previous.get(index).copied().flatten();
    }
    run.reverse();
    run
}

/// From line and UTF-16 column to byte offset. Code is one long line here, so what
/// is not ASCII gets a table: counting anew for each place would take minutes.
struct Offsets<'a> {
    code: &'a str,
    /// Where each line begins, in UTF-16 units.
    lines: Vec<usize>,
    /// The byte of each UTF-16 unit; none if they are the same.
    bytes: Option<Vec<usize>>,
}

impl<'a> Offsets<'a> {
    fn new(code: &'a str) -> Self {
        let mut lines = vec![0];
        let mut bytes = (!code.is_ascii()).then(|| Vec::with_capacity(code.len()));
        let mut units = 0;
        for (at, c) in code.char_indices() {
            units += c.len_utf16();
            if let Some(bytes) = &mut bytes {
                bytes.resize(units, at);
            }
            if c == '\n' {
                lines.push(units);
            }
        }
        Offsets { code, lines, bytes }
    }

    fn byte(&self, at: &LineCol) -> usize {
        let Some(start) = self.lines.get(at.line as usize) else {
            return self.code.len();
        };
        let unit = start + at.col as usize;
        let byte = match &self.bytes {
            None => Some(unit),
            Some(bytes) => bytes.get(unit).copied(),
        };
        byte.unwrap_or(self.code.len()).min(self.code.len())
    }
}
