//! The operations of a batch: their codes, what each takes, and a flat batch taken apart.

use serde_json::Value;

use crate::error::{Code, Fault, Result};

/// Flags of [`op::LISTEN`].
pub mod listen {
    pub const BIND: u32 = 1;
    /// catch, or the final handler.
    pub const CATCH: u32 = 2;
    pub const MUT: u32 = 4;
    pub const CAPTURE: u32 = 8;
    /// A WXS handler in the view handles it.
    pub const WXS: u32 = 16;
}

/// Operation codes. A batch is one flat array: code, then its arguments.
pub mod op {
    /// id, tag
    pub const CREATE: u32 = 1;
    /// id, string
    pub const TEXT: u32 = 2;
    /// parent, child
    pub const APPEND: u32 = 3;
    /// parent, child, before
    pub const INSERT: u32 = 4;
    /// parent, child
    pub const REMOVE: u32 = 5;
    /// parent, new, old
    pub const REPLACE: u32 = 6;
    /// id, string
    pub const SET_TEXT: u32 = 7;
    /// id, name, value
    pub const ATTR: u32 = 8;
    /// id, name
    pub const UNATTR: u32 = 9;
    /// id, name
    pub const ADD_CLASS: u32 = 10;
    /// id, name
    pub const REMOVE_CLASS: u32 = 11;
    /// id
    pub const CLEAR_CLASSES: u32 = 12;
    /// id, text
    pub const STYLE: u32 = 13;
    /// id, string
    pub const ID: u32 = 14;
    /// id, scope, host scope
    pub const SCOPE: u32 = 15;
    /// id, name, value
    pub const DATA: u32 = 16;
    /// id, event, flags
    pub const LISTEN: u32 = 17;
    /// id
    pub const RELEASE: u32 = 18;
    /// id, owner node
    pub const OWNER: u32 = 19;
    /// id, `event` or `change:prop`, handler
    pub const WXS: u32 = 20;
    /// template, operations, holes ([`crate::message::Template`])
    pub const TEMPLATE: u32 = 21;
    /// id, names with a space between them: all classes of the node
    pub const CLASSES: u32 = 22;
    /// template, first id, parent, before, count, values
    pub const CLONE: u32 = 23;
    /// parent, first, last
    pub const CLEAR: u32 = 24;

    /// What an argument is.
    #[derive(Clone, Copy, Debug, PartialEq, Eq)]
    pub enum Arg {
        Node,
        Text,
        Number,
        Any,
    }

    /// The arguments of an operation; none for an unknown code.
    pub fn args(code: u32) -> Option<&'static [Arg]> {
        use Arg::{Any, Node, Number, Text};
        Some(match code {
            CREATE | TEXT | SET_TEXT | UNATTR | ADD_CLASS | REMOVE_CLASS | STYLE | ID | CLASSES => {
                &[Node, Text]
            }
            APPEND | REMOVE | OWNER => &[Node, Node],
            INSERT | REPLACE | CLEAR => &[Node, Node, Node],
            ATTR | DATA => &[Node, Text, Any],
            CLEAR_CLASSES | RELEASE => &[Node],
            SCOPE => &[Node, Text, Text],
            LISTEN => &[Node, Text, Number],
            WXS => &[Node, Text, Any],
            TEMPLATE => &[Number, Any, Any],
            CLONE => &[Number, Node, Node, Node, Number, Any],
            _ => return None,
        })
    }
}

/// One operation of a batch: its code and checked arguments.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Op<'a> {
    pub code: u32,
    pub args: &'a [Value],
}

/// Splits a flat batch into operations, each with arguments of the right number and type.
pub fn ops(flat: &[Value]) -> impl Iterator<Item = Result<Op<'_>>> {
    let mut rest = flat;
    std::iter::from_fn(move || {
        let (code, tail) = rest.split_first()?;
        match split(code, tail) {
            Ok((op, after)) => {
                rest = after;
                Some(Ok(op))
            }
            Err(fault) => {
                rest = &[];
                Some(Err(fault))
            }
        }
    })
}

fn split<'a>(code: &Value, tail: &'a [Value]) -> Result<(Op<'a>, &'a [Value])> {
    let number = code.as_u64().and_then(|n| u32::try_from(n).ok());
    let unknown = || Fault::new(Code::MessageOp, crate::id::shorten(&code.to_string()));
    let (code, kinds) = number
        .and_then(|n| Some((n, op::args(n)?)))
        .ok_or_else(unknown)?;
    let short = || Fault::new(Code::MessageOp, format!("operation {code} lacks arguments"));
    let (args, after) = tail.split_at_checked(kinds.len()).ok_or_else(short)?;
    for (kind, value) in kinds.iter().zip(args) {
        let fits = match kind {
            op::Arg::Node | op::Arg::Number => {
                value.as_u64().is_some_and(|n| u32::try_from(n).is_ok())
            }
            op::Arg::Text => value.is_string(),
            op::Arg::Any => true,
        };
        if !fits {
            return Err(Fault::new(
                Code::MessageOp,
                format!("operation {code} has a wrong argument"),
            ));
        }
    }
    Ok((Op { code, args }, after))
}
