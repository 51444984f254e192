//! Writing operations as the flat JSON array that a view applies.

use serde_json::Value;

use super::apply::TooManyNodes;
use super::node::Tree;
use super::op::Op;

/// A batch being made: `{"t":"batch","n":..,"ops":[..]}`.
#[derive(Debug, Default)]
pub struct Batch {
    text: String,
    count: usize,
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

    fn code(&mut self, code: u8) {
        if self.count > 0 {
            self.text.push(',');
        }
        self.count += 1;
        self.text.push_str(&code.to_string());
    }

    fn number(&mut self, number: u32) {
        self.text.push(',');
        self.text.push_str(&number.to_string());
    }

    fn string(&mut self, text: &str) {
        self.text.push(',');
        // A string always encodes.
        self.text
            .push_str(&serde_json::to_string(text).unwrap_or_default());
    }

    fn value(&mut self, value: &Value) {
        self.text.push(',');
        self.text.push_str(&value.to_string());
    }

    /// Appends one operation.
    pub fn push(&mut self, op: &Op) {
        match op {
            Op::Create { id, tag } => self.with_text(1, *id, tag),
            Op::Text { id, text } => self.with_text(2, *id, text),
            Op::Append { parent, child } => self.numbers(3, &[*parent, *child]),
            Op::Insert {
                parent,
                child,
                before,
            } => self.numbers(4, &[*parent, *child, *before]),
            Op::Remove { parent, child } => self.numbers(5, &[*parent, *child]),
            Op::Replace { parent, new, old } => self.numbers(6, &[*parent, *new, *old]),
            Op::SetText { id, text } => self.with_text(7, *id, text),
            Op::Attr { id, name, value } => self.named(8, *id, name, value),
            Op::Unattr { id, name } => self.with_text(9, *id, name),
            Op::AddClass { id, name } => self.with_text(10, *id, name),
            Op::RemoveClass { id, name } => self.with_text(11, *id, name),
            Op::ClearClasses { id } => self.numbers(12, &[*id]),
            Op::Style { id, text } => self.with_text(13, *id, text),
            Op::Id { id, name } => self.with_text(14, *id, name),
            Op::Scope { id, own, host } => {
                self.with_text(15, *id, own);
                self.string(host);
            }
            Op::Data { id, name, value } => self.named(16, *id, name, value),
            Op::Listen { id, event, flags } => {
                self.with_text(17, *id, event);
                self.number(u32::from(*flags));
            }
            Op::Release { id } => self.numbers(18, &[*id]),
            Op::Owner { id, owner } => self.numbers(19, &[*id, *owner]),
            Op::Wxs { id, name, handler } => self.named(20, *id, name, handler),
        }
    }

    fn numbers(&mut self, code: u8, numbers: &[u32]) {
        self.code(code);
        for number in numbers {
            self.number(*number);
        }
    }

    fn with_text(&mut self, code: u8, id: u32, text: &str) {
        self.numbers(code, &[id]);
        self.string(text);
    }

    fn named(&mut self, code: u8, id: u32, name: &str, value: &Value) {
        self.with_text(code, id, name);
        self.value(value);
    }

    /// The message.
    pub fn finish(self, n: u32) -> String {
        format!(r#"{{"t":"batch","n":{n},"ops":[{}]}}"#, self.text)
    }
}

impl Tree {
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
