//! What each operation of a batch does to the tree.

use serde_json::Value;
use tiffin_protocol::message::{NodeId, Op, listen, op};

use crate::fault::Why;
use crate::node::Node;
use crate::tree::Tree;

/// The operands of an operation. Their number and kinds were checked when the batch was taken apart.
pub(crate) struct Operands<'a>(&'a [Value]);

impl Operands<'_> {
    fn lacking(at: usize) -> Why {
        Why::Shape(format!("operand {at} is another"))
    }

    pub(crate) fn number(&self, at: usize) -> Result<u32, Why> {
        let number = self.0.get(at).and_then(Value::as_u64);
        number
            .and_then(|number| u32::try_from(number).ok())
            .ok_or_else(|| Self::lacking(at))
    }

    fn text(&self, at: usize) -> Result<&str, Why> {
        self.0
            .get(at)
            .and_then(Value::as_str)
            .ok_or_else(|| Self::lacking(at))
    }

    fn owned(&self, at: usize) -> Result<String, Why> {
        self.text(at).map(str::to_owned)
    }

    pub(crate) fn value(&self, at: usize) -> Result<Value, Why> {
        self.0.get(at).cloned().ok_or_else(|| Self::lacking(at))
    }
}

impl Tree {
    pub(crate) fn apply(&mut self, op: Op<'_>) -> Result<(), Why> {
        let given = Operands(op.args);
        let id = given.number(0)?;
        match op.code {
            op::CREATE => self.make(id, Node::element(given.text(1)?))?,
            op::TEXT => self.make(id, Node::text(given.text(1)?))?,
            op::APPEND => self.place(id, given.number(1)?, None)?,
            op::INSERT => self.place(id, given.number(1)?, Some(given.number(2)?))?,
            op::REMOVE => self.remove(id, given.number(1)?)?,
            op::REPLACE => self.replace(id, given.number(1)?, given.number(2)?)?,
            op::SET_TEXT => {
                let text = self.get(id)?.text.as_mut().ok_or(Why::NoText(id))?;
                given.text(1)?.clone_into(text);
            }
            op::RELEASE => self.release(id)?,
            op::TEMPLATE | op::CLONE | op::CLEAR => self.rows(op.code, &given)?,
            _ => self.dress(op.code, id, &given)?,
        }
        Ok(())
    }

    fn dress(&mut self, code: u32, id: NodeId, given: &Operands<'_>) -> Result<(), Why> {
        let node = self.element(id)?;
        match code {
            op::ATTR => drop(node.attrs.insert(given.owned(1)?, given.value(2)?)),
            op::UNATTR => drop(node.attrs.remove(given.text(1)?)),
            op::ADD_CLASS => drop(node.classes.insert(given.owned(1)?)),
            op::REMOVE_CLASS => drop(node.classes.remove(given.text(1)?)),
            op::CLEAR_CLASSES => node.classes.clear(),
            op::CLASSES => {
                node.classes = given
                    .text(1)?
                    .split_ascii_whitespace()
                    .map(str::to_owned)
                    .collect();
            }
            op::STYLE => node.style = given.owned(1)?,
            op::ID => node.id = given.owned(1)?,
            op::SCOPE => node.scope = (given.owned(1)?, given.owned(2)?),
            op::DATA => drop(node.data.insert(given.owned(1)?, given.value(2)?)),
            op::LISTEN => hear(node, given.owned(1)?, given.number(2)?),
            op::OWNER => node.owner = given.number(1)?,
            op::WXS => drop(node.wxs.insert(given.owned(1)?, given.value(2)?)),
            code => return Err(Why::Shape(format!("operation {code} is new"))),
        }
        Ok(())
    }
}

/// Flags of 0 stop both phases.
fn hear(node: &mut Node, event: String, flags: u32) {
    if flags == 0 {
        node.listen.retain(|(known, _), _| *known != event);
    } else {
        let capture = flags & listen::CAPTURE != 0;
        node.listen.insert((event, capture), u64::from(flags));
    }
}
