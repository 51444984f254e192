//! Source maps for the scripts that were transformed: lines are kept anyway, a map
//! adds the columns. <https://tc39.es/ecma426/>

use sourcemap::SourceMapBuilder;
use swc_common::{BytePos, SourceFile};

use crate::diagnostic::Source;

/// The map of `code`, whose bytes `places` come from positions in the source, as JSON.
pub fn source_map(
    source: &Source,
    file: &SourceFile,
    code: &str,
    places: &[(usize, BytePos)],
) -> Option<String> {
    let mut builder = SourceMapBuilder::new(Some(&source.path));
    let id = builder.add_source(&source.path);
    builder.set_source_contents(id, Some(&source.text));
    let mut written = Cursor::new(code);
    let columns = columns(&source.text);
    for (offset, pos) in places {
        let (line, column) = written.to(*offset);
        let byte = pos.0.saturating_sub(file.start_pos.0) as usize;
        let from = file.lookup_line(*pos)?;
        let before = columns.get(byte).copied().unwrap_or_default();
        let from = u32::try_from(from).ok()?;
        builder.add_raw(line, column, from, before, Some(id), None);
    }
    let mut bytes = Vec::new();
    builder.into_sourcemap().to_writer(&mut bytes).ok()?;
    String::from_utf8(bytes).ok()
}

/// The UTF-16 column of each byte. A table, as lines may be as long as the text, and
/// places go back where a transform moved code.
fn columns(text: &str) -> Vec<u32> {
    let mut columns = Vec::with_capacity(text.len() + 1);
    let mut column = 0;
    for c in text.chars() {
        columns.resize(columns.len() + c.len_utf8(), column);
        column = match c {
            '\n' => 0,
            c => column + c.len_utf16() as u32,
        };
    }
    columns.push(column);
    columns
}

/// Lines and UTF-16 columns of rising byte offsets.
struct Cursor<'a> {
    text: &'a str,
    offset: usize,
    line: u32,
    column: u32,
}

impl<'a> Cursor<'a> {
    fn new(text: &'a str) -> Self {
        Cursor {
            text,
            offset: 0,
            line: 0,
            column: 0,
        }
    }

    fn to(&mut self, offset: usize) -> (u32, u32) {
        for c in self
            .text
            .get(self.offset..offset)
            .unwrap_or_default()
            .chars()
        {
            if c == '\n' {
                self.line += 1;
                self.column = 0;
            } else {
                self.column += c.len_utf16() as u32;
            }
        }
        self.offset = self.offset.max(offset);
        (self.line, self.column)
    }
}
