//! Calls that a program has open in the host: numbered, bounded, answered once. Pure.

use std::collections::HashMap;

use tiffin_protocol::capability::{Lasting, row};

use crate::api::CallId;

/// Bytes of arguments of all open calls: the host keeps them until it can act on them.
const MAX_BYTES: usize = 64 << 20;

#[derive(Debug)]
struct OpenCall {
    /// Goes on after a good answer, until an event says that it is the last.
    lasting: bool,
    /// The program has a listener: events are worth a turn.
    heard: bool,
    bytes: usize,
}

/// The open calls of one program.
#[derive(Debug)]
pub(crate) struct Bridge {
    open: HashMap<u32, OpenCall>,
    last: u32,
    limit: usize,
    bytes: usize,
}

impl Bridge {
    pub fn new(limit: usize) -> Bridge {
        Bridge {
            open: HashMap::new(),
            last: 0,
            limit,
            bytes: 0,
        }
    }

    /// Opens a call; what is thrown into the program if it has too many open.
    pub fn open(&mut self, name: &str, bytes: usize) -> Result<CallId, String> {
        if self.open.len() >= self.limit {
            return Err(format!("too many calls are open: at most {}", self.limit));
        }
        if self.bytes + bytes > MAX_BYTES {
            return Err(format!(
                "the arguments of open calls are too large: at most {MAX_BYTES} bytes"
            ));
        }
        self.bytes += bytes;
        self.last += 1;
        self.open.insert(
            self.last,
            OpenCall {
                lasting: row(name).is_some_and(|row| row.lasting == Some(Lasting::End)),
                heard: false,
                bytes,
            },
        );
        Ok(CallId(self.last))
    }

    pub fn is_open(&self, call: CallId) -> bool {
        self.open.contains_key(&call.0)
    }

    fn close(&mut self, call: CallId) -> bool {
        let closed = self.open.remove(&call.0);
        self.bytes -= closed.as_ref().map_or(0, |open| open.bytes);
        closed.is_some()
    }

    /// An answer came: whether anyone waits for it.
    pub fn answer(&mut self, call: CallId, ok: bool) -> bool {
        match self.open.get(&call.0) {
            None => false,
            Some(open) => {
                if !(open.lasting && ok) {
                    self.close(call);
                }
                true
            }
        }
    }

    /// The program listens to the events of a call from now on.
    pub fn listen(&mut self, call: CallId) {
        if let Some(open) = self.open.get_mut(&call.0) {
            open.heard = true;
        }
    }

    /// An event of an open call: whether it is to be told. Listeners are added in the turn that opens the call, and events are
    /// looked at between turns: none comes too early.
    pub fn event(&mut self, call: CallId, last: bool) -> bool {
        if last {
            self.close(call)
        } else {
            self.open.get(&call.0).is_some_and(|open| open.heard)
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn answered_once_and_bounded() {
        let mut bridge = Bridge::new(2);
        let a = bridge.open("request", 10).ok();
        let b = bridge.open("connectSocket", 10).ok();
        assert!(bridge.open("request", 10).is_err());
        let (Some(a), Some(b)) = (a, b) else { return };
        assert!(!bridge.event(a, false), "nobody listens");
        bridge.listen(a);
        assert!(bridge.event(a, false));
        assert!(bridge.answer(a, true));
        assert!(!bridge.answer(a, true), "answered already");
        assert!(
            bridge.answer(b, true) && bridge.is_open(b),
            "a socket goes on"
        );
        assert!(bridge.event(b, true));
        assert!(!bridge.event(b, false));
        assert!(!bridge.answer(CallId(99), true));
        assert_eq!(bridge.bytes, 0);
    }

    #[test]
    fn arguments_are_bounded_together() {
        let mut bridge = Bridge::new(10);
        let first = bridge.open("request", MAX_BYTES - 1);
        assert!(bridge.open("request", 2).is_err());
        assert!(first.is_ok_and(|call| bridge.answer(call, false)));
        assert!(bridge.open("request", 2).is_ok());
    }
}
