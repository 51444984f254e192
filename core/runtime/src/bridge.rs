//! Calls that a program has open in the host: numbered, bounded, answered once. Pure.

use std::collections::HashMap;

use crate::api::CallId;

/// Calls that go on after their first answer, until an event says it was the last.
const LASTING: [&str; 1] = ["connectSocket"];

#[derive(Debug)]
struct Open {
    lasting: bool,
}

/// The open calls of one program.
#[derive(Debug)]
pub(crate) struct Bridge {
    open: HashMap<u32, Open>,
    last: u32,
    limit: usize,
}

impl Bridge {
    pub fn new(limit: usize) -> Bridge {
        Bridge {
            open: HashMap::new(),
            last: 0,
            limit,
        }
    }

    /// Opens a call; what is thrown into the program if it has too many open.
    pub fn open(&mut self, name: &str) -> Result<CallId, String> {
        if self.open.len() >= self.limit {
            return Err(format!("too many calls are open: at most {}", self.limit));
        }
        self.last += 1;
        self.open.insert(
            self.last,
            Open {
                lasting: LASTING.contains(&name),
            },
        );
        Ok(CallId(self.last))
    }

    pub fn is_open(&self, call: CallId) -> bool {
        self.open.contains_key(&call.0)
    }

    /// An answer came: whether anyone waits for it.
    pub fn answer(&mut self, call: CallId, ok: bool) -> bool {
        match self.open.get(&call.0) {
            None => false,
            Some(open) => {
                if !(open.lasting && ok) {
                    self.open.remove(&call.0);
                }
                true
            }
        }
    }

    /// An event of an open call: whether it is to be told.
    pub fn event(&mut self, call: CallId, last: bool) -> bool {
        if last {
            self.open.remove(&call.0).is_some()
        } else {
            self.is_open(call)
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn answered_once_and_bounded() {
        let mut bridge = Bridge::new(2);
        let a = bridge.open("request").ok();
        let b = bridge.open("connectSocket").ok();
        assert!(bridge.open("request").is_err());
        let (Some(a), Some(b)) = (a, b) else { return };
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
    }
}
