//! Writing operations as the flat JSON array that a view applies.

use std::fmt::Write as _;

use serde_json::Value;
use tiffin_protocol::message::op as code;

use super::apply::TooManyNodes;
use super::node::Tree;
use super::op::Op;

/// A batch being made: `{"t":"batch","n":..,"ops":[..]}`.
#[derive(Debug, Default)]
pub struct Batch {
    text: String,
    count: usize,
}

/// Whether JSON writes the text as it is.
fn plain(text: &str) -> bool {
    text.bytes()
        .all(|byte| byte >= 0x20 && byte != b'"' && byte != b'\\')
}

impl Batch {
    /// Operations in it.
    pub fn len(&self) -> usize {
        self.count
    }

    /// Whether there is none.
    pub fn is_empty(&self) -> bool {
        self.count == 0
    }

    fn code(&mut self, code: u32) {
        if self.count > 0 {
            self.text.push(',');
        }
        self.count += 1;
        // Writing to a String never fails; so below.
        let _ = write!(self.text, "{code}");
    }

    fn number(&mut self, number: u32) {
        let _ = write!(self.text, ",{number}");
    }

    fn string(&mut self, text: &str) {
        self.text.push(',');
        quoted(&mut self.text, text);
    }

    fn value(&mut self, value: &Value) {
        let _ = write!(self.text, ",{value}");
    }

    /// Appends one operation.
    pub fn push(&mut self, op: &Op) {
        match op {
            Op::Create { id, tag } => self.with_text(code::CREATE, *id, tag),
            Op::Text { id, text } => self.with_text(code::TEXT, *id, text),
            Op::Append { parent, child } => self.numbers(code::APPEND, &[*parent, *child]),
            Op::Insert {
                parent,
                child,
                before,
            } => self.numbers(code::INSERT, &[*parent, *child, *before]),
            Op::Remove { parent, child } => self.numbers(code::REMOVE, &[*parent, *child]),
            Op::Replace { parent, new, old } => self.numbers(code::REPLACE, &[*parent, *new, *old]),
            Op::SetText { id, text } => self.with_text(code::SET_TEXT, *id, text),
            Op::Attr { id, name, value } => self.named(code::ATTR, *id, name, value),
            Op::Unattr { id, name } => self.with_text(code::UNATTR, *id, name),
            Op::AddClass { id, name } => self.with_text(code::ADD_CLASS, *id, name),
            Op::RemoveClass { id, name } => self.with_text(code::REMOVE_CLASS, *id, name),
            Op::ClearClasses { id } => self.numbers(code::CLEAR_CLASSES, &[*id]),
            Op::Style { id, text } => self.with_text(code::STYLE, *id, text),
            Op::Id { id, name } => self.with_text(code::ID, *id, name),
            Op::Scope { id, own, host } => {
                self.with_text(code::SCOPE, *id, own);
                self.string(host);
            }
            Op::Data { id, name, value } => self.named(code::DATA, *id, name, value),
            Op::Listen { id, event, flags } => {
                self.with_text(code::LISTEN, *id, event);
                self.number(u32::from(*flags));
            }
            Op::Release { id } => self.numbers(code::RELEASE, &[*id]),
            Op::Owner { id, owner } => self.numbers(code::OWNER, &[*id, *owner]),
            Op::Wxs { id, name, handler } => self.named(code::WXS, *id, name, handler),
            Op::Template { id, template } => {
                self.numbers(code::TEMPLATE, &[*id]);
                self.list(template.flat());
                self.value(&template.holes().into());
            }
            Op::Classes { id, names } => self.with_text(code::CLASSES, *id, names),
            Op::Clone {
                template,
                first,
                parent,
                before,
                count,
                values,
            } => {
                self.numbers(code::CLONE, &[*template, *first, *parent, *before, *count]);
                self.list(values);
            }
            Op::Clear {
                parent,
                first,
                last,
            } => self.numbers(code::CLEAR, &[*parent, *first, *last]),
        }
    }

    fn list(&mut self, values: &[Value]) {
        self.text.push_str(",[");
        for (n, value) in values.iter().enumerate() {
            if n > 0 {
                self.text.push(',');
            }
            match value {
                Value::String(text) if plain(text) => {
                    self.text.push('"');
                    self.text.push_str(text);
                    self.text.push('"');
                }
                // Written without a text of its own in between; memory cannot be refused a string.
                value => drop(write!(self.text, "{value}")),
            }
        }
        self.text.push(']');
    }

    fn numbers(&mut self, code: u32, numbers: &[u32]) {
        self.code(code);
        for number in numbers {
            self.number(*number);
        }
    }

    fn with_text(&mut self, code: u32, id: u32, text: &str) {
        self.numbers(code, &[id]);
        self.string(text);
    }

    fn named(&mut self, code: u32, id: u32, name: &str, value: &Value) {
        self.with_text(code, id, name);
        self.value(value);
    }

    /// The message.
    pub fn finish(self, n: u32) -> String {
        format!(r#"{{"t":"batch","n":{n},"ops":[{}]}}"#, self.text)
    }
}

/// Writes a JSON string. Nearly all texts have nothing to escape and are copied once.
fn quoted(out: &mut String, text: &str) {
    let plain = |byte: u8| byte >= b' ' && byte != b'"' && byte != b'\\';
    if text.bytes().all(plain) {
        out.push('"');
        out.push_str(text);
        out.push('"');
    } else {
        // A string always encodes.
        out.push_str(&serde_json::to_string(text).unwrap_or_default());
    }
}

impl Tree {
    /// A batch that changes nothing, for the view to say how far it has come. None before the first real one.
    pub fn probe(&mut self) -> Option<(u32, String)> {
        if self.n == 0 {
            return None;
        }
        self.n += 1;
        Some((self.n, Batch::default().finish(self.n)))
    }

    /// Applies operations; the message for the view with its number, or `None` if nothing changed.
    pub fn commit(&mut self, ops: &[Op]) -> Result<Option<(u32, String)>, TooManyNodes> {
        let mut batch = Batch::default();
        for op in ops {
            if self.apply(op)? {
                batch.push(op);
            }
        }
        if batch.is_empty() {
            return Ok(None);
        }
        self.n += 1;
        Ok(Some((self.n, batch.finish(self.n))))
    }
}
