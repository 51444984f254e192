//! Walking the flat array of operations that the framework recorded, once per turn. Faster than any encoding made in
//! JavaScript (docs/adr).

use rquickjs::{Array, Ctx, Exception, FromJs, Value};
use tiffin_protocol::message::{Template, op as code};

use super::value::{text_of, to_json};
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
            Some(text) => text_of(text),
            None => Ok(match to_json(&value)? {
                serde_json::Value::Null => String::new(),
                json => json.to_string(),
            }),
        }
    }

    fn json(&mut self) -> rquickjs::Result<serde_json::Value> {
        to_json(&self.next()?)
    }

    /// What rows bring, one list for a run of them: texts most often.
    fn values(&mut self) -> rquickjs::Result<Vec<serde_json::Value>> {
        let list: Array<'js> = self.next()?;
        let mut values = Vec::with_capacity(list.len());
        for at in 0..list.len() {
            let value: Value<'js> = list.get(at)?;
            values.push(match value.as_string() {
                Some(text) => text_of(text)?.into(),
                None => to_json(&value)?,
            });
        }
        Ok(values)
    }

    fn one(&mut self, number: u32) -> rquickjs::Result<Op> {
        Ok(match number {
            code::CREATE => Op::Create {
                id: self.id()?,
                tag: self.text()?,
            },
            code::TEXT => Op::Text {
                id: self.id()?,
                text: self.text()?,
            },
            code::APPEND => Op::Append {
                parent: self.id()?,
                child: self.id()?,
            },
            code::INSERT => Op::Insert {
                parent: self.id()?,
                child: self.id()?,
                before: self.id()?,
            },
            code::REMOVE => Op::Remove {
                parent: self.id()?,
                child: self.id()?,
            },
            code::REPLACE => Op::Replace {
                parent: self.id()?,
                new: self.id()?,
                old: self.id()?,
            },
            code::SET_TEXT => Op::SetText {
                id: self.id()?,
                text: self.text()?,
            },
            code::ATTR => Op::Attr {
                id: self.id()?,
                name: self.text()?,
                value: self.json()?,
            },
            code::UNATTR => Op::Unattr {
                id: self.id()?,
                name: self.text()?,
            },
            code::ADD_CLASS => Op::AddClass {
                id: self.id()?,
                name: self.text()?,
            },
            code::REMOVE_CLASS => Op::RemoveClass {
                id: self.id()?,
                name: self.text()?,
            },
            code::CLEAR_CLASSES => Op::ClearClasses { id: self.id()? },
            code::STYLE => Op::Style {
                id: self.id()?,
                text: self.text()?,
            },
            code::ID => Op::Id {
                id: self.id()?,
                name: self.text()?,
            },
            code::SCOPE => Op::Scope {
                id: self.id()?,
                own: self.text()?,
                host: self.text()?,
            },
            code::DATA => Op::Data {
                id: self.id()?,
                name: self.text()?,
                value: self.json()?,
            },
            code::LISTEN => Op::Listen {
                id: self.id()?,
                event: self.text()?,
                flags: self.next()?,
            },
            code::RELEASE => Op::Release { id: self.id()? },
            code::OWNER => Op::Owner {
                id: self.id()?,
                owner: self.id()?,
            },
            code::WXS => Op::Wxs {
                id: self.id()?,
                name: self.text()?,
                handler: self.json()?,
            },
            code::TEMPLATE => {
                let (id, flat, holes) = (self.id()?, self.json()?, self.json()?);
                let template = Template::parse(&flat, &holes)
                    .map_err(|fault| Exception::throw_message(self.ctx, &fault.to_string()))?;
                Op::Template { id, template }
            }
            code::CLASSES => Op::Classes {
                id: self.id()?,
                names: self.text()?,
            },
            code::CLONE => Op::Clone {
                template: self.id()?,
                first: self.id()?,
                parent: self.id()?,
                before: self.id()?,
                count: self.id()?,
                values: self.values()?,
            },
            code::CLEAR => Op::Clear {
                parent: self.id()?,
                first: self.id()?,
                last: self.id()?,
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
        let number: u32 = walk.next()?;
        ops.push(walk.one(number)?);
    }
    Ok(ops)
}
