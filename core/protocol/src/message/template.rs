//! Rows of lists as runs: a template is the shape of a row, said once, and a clone makes a run of rows of it. What both
//! mean is said here, in ordinary operations, for whoever applies batches.

use serde_json::Value;

use super::ops::{op, ops};
use super::{NO_NODE, NodeId};
use crate::error::{Code, Fault, Result};

/// A row's shape: operations whose node numbers count from 0 within the row, in the order in which the nodes are made, and
/// the places of what each row brings itself.
#[derive(Clone, Debug, PartialEq)]
pub struct Template {
    flat: Vec<Value>,
    /// Places in `flat`, rising: each the last argument of its operation.
    holes: Vec<usize>,
    /// Places in `flat` of node numbers.
    numbers: Vec<usize>,
    size: u32,
    /// Numbers of the nodes that are in no other: the row's roots, in order.
    tops: Vec<u32>,
}

/// What a clone says of a run of rows.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Clones<'a> {
    /// The number of the first node of the first row; those of a row follow each other, and so do rows.
    pub first: NodeId,
    /// 0: the rows are in no place yet.
    pub parent: NodeId,
    /// 0: behind all children.
    pub before: NodeId,
    pub count: u32,
    /// Those of the first row, in the order of the holes, then those of the next.
    pub values: &'a [Value],
}

fn wrong(what: &str) -> Fault {
    Fault::new(Code::MessageOp, format!("a template {what}"))
}

/// Whether the last argument of an operation may be what each row brings.
fn may_vary(code: u32) -> bool {
    matches!(
        code,
        op::TEXT | op::ATTR | op::STYLE | op::ID | op::DATA | op::CLASSES
    )
}

impl Template {
    /// Reads the arguments of [`op::TEMPLATE`]. Rows make their nodes before they say anything of them; what is put
    /// elsewhere, released or replaced is no part of a row.
    pub fn parse(flat: &Value, holes: &Value) -> Result<Template> {
        let flat = flat.as_array().ok_or_else(|| wrong("has no operations"))?;
        let holes = holes.as_array().ok_or_else(|| wrong("has no holes"))?;
        let holes = holes.iter().map(|hole| {
            let place = hole.as_u64().and_then(|place| usize::try_from(place).ok());
            place.ok_or_else(|| wrong("has a hole at no place"))
        });
        let mut template = Template {
            flat: flat.clone(),
            holes: holes.collect::<Result<_>>()?,
            numbers: Vec::new(),
            size: 0,
            tops: Vec::new(),
        };
        let mut places = Vec::new();
        let mut at = 0usize;
        for found in ops(flat) {
            let found = found?;
            template.take(found.code, found.args, at)?;
            at += 1 + found.args.len();
            if may_vary(found.code) {
                places.push(at - 1);
            }
        }
        let mut known = places.iter();
        if !template
            .holes
            .iter()
            .all(|hole| known.any(|place| place == hole))
        {
            return Err(wrong("has a hole where nothing varies"));
        }
        Ok(template)
    }

    fn take(&mut self, code: u32, args: &[Value], at: usize) -> Result<()> {
        let number = |n: usize| args.get(n).and_then(Value::as_u64).unwrap_or(u64::MAX);
        let known = |n: usize| number(n) < u64::from(self.size);
        match code {
            op::CREATE | op::TEXT => {
                if number(0) != u64::from(self.size) {
                    return Err(wrong("makes its nodes out of order"));
                }
                self.tops.push(self.size);
                self.size += 1;
            }
            op::APPEND => {
                if !known(0) || !known(1) || number(0) == number(1) {
                    return Err(wrong("appends what is not in it"));
                }
                let child = number(1);
                let top = self.tops.iter().position(|top| u64::from(*top) == child);
                let top = top.ok_or_else(|| wrong("appends a node twice"))?;
                self.tops.remove(top);
                self.numbers.push(at + 2);
            }
            op::ATTR
            | op::ADD_CLASS
            | op::CLASSES
            | op::STYLE
            | op::ID
            | op::SCOPE
            | op::DATA
            | op::LISTEN => {
                if !known(0) {
                    return Err(wrong("speaks of a node that is not in it"));
                }
            }
            _ => return Err(wrong("has an operation that makes no row")),
        }
        self.numbers.push(at + 1);
        Ok(())
    }

    /// The operations, with what stands in the holes for nothing.
    pub fn flat(&self) -> &[Value] {
        &self.flat
    }

    /// Places in [`Template::flat`] of what each row brings, rising: each the last argument of its operation.
    pub fn holes(&self) -> &[usize] {
        &self.holes
    }

    /// Nodes of a row.
    pub fn size(&self) -> u32 {
        self.size
    }

    /// The row's roots.
    pub fn tops(&self) -> &[u32] {
        &self.tops
    }

    /// Checks a clone against its template: as many values as its rows need, and node numbers that there are.
    pub fn check(&self, clones: &Clones<'_>) -> Result<()> {
        let count = clones.count as usize;
        if count.checked_mul(self.holes.len()) != Some(clones.values.len()) {
            return Err(wrong(
                "is cloned with more or fewer values than it has holes",
            ));
        }
        let nodes = u64::from(clones.count) * u64::from(self.size);
        if clones.first <= super::PAGE_ROOT
            || u64::from(clones.first) + nodes > u64::from(NodeId::MAX)
        {
            return Err(wrong("is cloned into numbers that are none"));
        }
        let texts = self.holes.iter().map(|hole| {
            self.flat.get(*hole).is_some_and(Value::is_string) && !self.takes_any(*hole)
        });
        let texts: Vec<bool> = texts.collect();
        for row in clones.values.chunks(texts.len().max(1)) {
            if row
                .iter()
                .zip(&texts)
                .any(|(value, text)| *text && !value.is_string())
            {
                return Err(wrong("is cloned with a value that is no text"));
            }
        }
        Ok(())
    }

    /// Whether the hole is that of an operation whose value may be anything: those have a name before it.
    fn takes_any(&self, hole: usize) -> bool {
        let code = hole.checked_sub(3).and_then(|at| self.flat.get(at));
        let number = hole
            .checked_sub(2)
            .is_some_and(|at| self.numbers.contains(&at));
        let code = code
            .and_then(Value::as_u64)
            .and_then(|code| u32::try_from(code).ok());
        number && matches!(code, Some(op::ATTR | op::DATA))
    }

    /// The rows as ordinary operations.
    pub fn expand(&self, clones: &Clones<'_>) -> Result<Vec<Value>> {
        self.check(clones)?;
        let mut out = Vec::new();
        let mut values = clones.values.iter();
        let mut first = u64::from(clones.first);
        for _ in 0..clones.count {
            let start = out.len();
            out.extend(self.flat.iter().cloned());
            for place in &self.numbers {
                if let Some(value) = out.get_mut(start + place) {
                    *value = (value.as_u64().unwrap_or(0) + first).into();
                }
            }
            for (place, value) in self.holes.iter().zip(&mut values) {
                if let Some(hole) = out.get_mut(start + place) {
                    *hole = value.clone();
                }
            }
            for top in &self.tops {
                let child = u64::from(*top) + first;
                match (clones.parent, clones.before) {
                    (NO_NODE, _) => {}
                    (parent, NO_NODE) => {
                        out.extend([op::APPEND.into(), parent.into(), child.into()]);
                    }
                    (parent, before) => {
                        out.extend([
                            op::INSERT.into(),
                            parent.into(),
                            child.into(),
                            before.into(),
                        ]);
                    }
                }
            }
            first += u64::from(self.size);
        }
        Ok(out)
    }
}
