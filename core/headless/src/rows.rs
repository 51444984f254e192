//! Rows of lists as runs (docs/formats/messages.md, "Rows as runs"): to this view they are what a clone says in ordinary
//! operations, so that it knows nothing of rows that another applier could know differently.

use serde_json::Value;
use tiffin_protocol::message::{Clones, NO_NODE, NodeId, PAGE_ROOT, Template, op, ops};

use crate::apply::Operands;
use crate::fault::Why;
use crate::tree::Tree;

fn shape(fault: impl ToString) -> Why {
    Why::Shape(fault.to_string())
}

impl Tree {
    pub(crate) fn rows(&mut self, code: u32, given: &Operands<'_>) -> Result<(), Why> {
        let number = given.number(0)?;
        match code {
            op::TEMPLATE => self.learn(number, given),
            op::CLONE => self.clones(number, given),
            op::CLEAR => self.clear(number, given.number(1)?, given.number(2)?),
            code => Err(Why::Shape(format!("operation {code} is new"))),
        }
    }

    /// A template is tried once, on a page of its own: what can be wrong with its rows is wrong with the first.
    fn learn(&mut self, number: u32, given: &Operands<'_>) -> Result<(), Why> {
        if self.templates.contains_key(&number) {
            return Err(Why::TemplateTaken(number));
        }
        let template = Template::parse(&given.value(1)?, &given.value(2)?).map_err(shape)?;
        let values = vec![Value::from(""); template.holes().len()];
        let mut trial = Tree::default();
        trial.run(
            &template,
            &Clones {
                first: PAGE_ROOT + 1,
                parent: PAGE_ROOT,
                before: NO_NODE,
                count: 1,
                values: &values,
            },
        )?;
        self.templates.insert(number, template);
        Ok(())
    }

    fn clones(&mut self, number: u32, given: &Operands<'_>) -> Result<(), Why> {
        let template = self.templates.get(&number).cloned();
        let template = template.ok_or(Why::NoTemplate(number))?;
        let values = given.value(5)?;
        let clones = Clones {
            first: given.number(1)?,
            parent: given.number(2)?,
            before: given.number(3)?,
            count: given.number(4)?,
            values: values
                .as_array()
                .ok_or_else(|| shape("values are no list"))?,
        };
        template.check(&clones).map_err(shape)?;
        if clones.parent != NO_NODE {
            self.element(clones.parent)?;
        }
        if clones.before != NO_NODE {
            self.expect_child(clones.parent, clones.before)?;
        }
        if clones.first <= self.highest {
            return Err(Why::Taken(clones.first));
        }
        self.room_for(u64::from(clones.count) * u64::from(template.size()))?;
        self.run(&template, &clones)
    }

    fn run(&mut self, template: &Template, clones: &Clones<'_>) -> Result<(), Why> {
        let flat = template.expand(clones).map_err(shape)?;
        for op in ops(&flat) {
            self.apply(op.map_err(shape)?)?;
        }
        Ok(())
    }

    /// Releases children from the first to the last that are named (0: all on that side), with all that is below them.
    fn clear(&mut self, parent: NodeId, first: NodeId, last: NodeId) -> Result<(), Why> {
        let children = &self.element(parent)?.children;
        let place = |child: NodeId| {
            let at = children.iter().position(|each| *each == child);
            at.ok_or(Why::NotAChild { parent, child })
        };
        let from = if first == NO_NODE { 0 } else { place(first)? };
        let to = if last == NO_NODE {
            children.len()
        } else {
            place(last)? + 1
        };
        if from >= to && last != NO_NODE {
            return Err(Why::NotAChild {
                parent,
                child: last,
            });
        }
        let gone: Vec<NodeId> = children.get(from..to).unwrap_or_default().to_vec();
        self.get(parent)?.children.drain(from..to);
        let mut open = gone;
        while let Some(id) = open.pop() {
            if let Some(node) = self.nodes.remove(&id) {
                open.extend(node.children);
            }
        }
        Ok(())
    }
}
