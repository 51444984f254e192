//! Walking the flat array of operations that the framework recorded, once a turn. Faster than any encoding made in
//! JavaScript (docs/adr).

use rquickjs::{Array, Ctx, Exception, FromJs, Value};

use super::value::to_json;
use crate::tree::Op;

struct Walk<'a, 'js> {
    ctx: &'a Ctx<'js>,
    array: &'a Array<'js>,
    at: usize,
}

impl<'js> Walk<'_, 'js> {
    fn next<T: FromJs<'js>>(&mut self) -> rquickjs::Result<T> {
        let value = self.array.get(self.at)?;
        self.at += 1;
        Ok(value)
    }

    fn id(&mut self) -> rquickjs::Result<u32> {
        self.next()
    }

    /// Text, whatever type the program gave.
    fn text(&mut self) -> rquickjs::Result<String> {
        let value: Value<'js> = self.next()?;
        match value.as_string() {
            Some(text) => text.to_string(),
            None => Ok(match to_json(&value)? {
                serde_json::Value::Null => String::new(),
                json => json.to_string(),
            }),
        }
    }

    fn json(&mut self) -> rquickjs::Result<serde_json::Value> {
        to_json(&self.next()?)
    }

    fn one(&mut self, code: u32) -> rquickjs::Result<Op> {
        Ok(match code {
            1 => Op::Create {
                id: self.id()?,
                tag: self.text()?,
            },
            2 => Op::Text {
                id: self.id()?,
                text: self.text()?,
            },
            3 => Op::Append {
                parent: self.id()?,
                child: self.id()?,
            },
            4 => Op::Insert {
                parent: self.id()?,
                child: self.id()?,
                before: self.id()?,
            },
            5 => Op::Remove {
                parent: self.id()?,
                child: self.id()?,
            },
            6 => Op::Replace {
                parent: self.id()?,
                new: self.id()?,
                old: self.id()?,
            },
            7 => Op::SetText {
                id: self.id()?,
                text: self.text()?,
            },
            8 => Op::Attr {
                id: self.id()?,
                name: self.text()?,
                value: self.json()?,
            },
            9 => Op::Unattr {
                id: self.id()?,
                name: self.text()?,
            },
            10 => Op::AddClass {
                id: self.id()?,
                name: self.text()?,
            },
            11 => Op::RemoveClass {
                id: self.id()?,
                name: self.text()?,
            },
            12 => Op::ClearClasses { id: self.id()? },
            13 => Op::Style {
                id: self.id()?,
                text: self.text()?,
            },
            14 => Op::Id {
                id: self.id()?,
                name: self.text()?,
            },
            15 => Op::Scope {
                id: self.id()?,
                own: self.text()?,
                host: self.text()?,
            },
            16 => Op::Data {
                id: self.id()?,
                name: self.text()?,
                value: self.json()?,
            },
            17 => Op::Listen {
                id: self.id()?,
                event: self.text()?,
                flags: self.next()?,
            },
            18 => Op::Release { id: self.id()? },
            19 => Op::Owner {
                id: self.id()?,
                owner: self.id()?,
            },
            20 => Op::Wxs {
                id: self.id()?,
                name: self.text()?,
                handler: self.json()?,
            },
            other => {
                return Err(Exception::throw_message(
                    self.ctx,
                    &format!("unknown operation {other}"),
                ));
            }
        })
    }
}

/// Decodes `[code, operand, ...]`.
pub(super) fn decode<'js>(ctx: &Ctx<'js>, array: &Array<'js>) -> rquickjs::Result<Vec<Op>> {
    let mut walk = Walk { ctx, array, at: 0 };
    let length = array.len();
    let mut ops = Vec::with_capacity(length / 3);
    while walk.at < length {
        let code: u32 = walk.next()?;
        ops.push(walk.one(code)?);
    }
    Ok(ops)
}
