//! Whose clock is wrong, when a head is too old or too new. The head is refused either way; this only finds the words, so
//! that a person with a wrong clock is not told that the store cannot be trusted (docs/adr/0031). Pure.

use tiffin_protocol::release::Head;
use tiffin_protocol::time::Time;
use tiffin_protocol::trust::check_fresh;

use crate::error::{Code, Fault};

/// Clocks that are this near to each other agree: a certificate of an hour ago is good, a head is good for days.
const AGREES: i64 = 3600;

/// `fault` is what is wrong with `head` by this device's clock. `said` is when whoever answered says that it is: nobody
/// signed it, so it may name another reason and makes nothing good.
pub(super) fn explained(fault: Fault, head: &Head, now: Time, said: Option<Time>) -> Fault {
    let clock = match (fault.code, said) {
        (Code::HeadExpired | Code::HeadFuture, Some(said)) => {
            said.unix().abs_diff(now.unix()) > AGREES.unsigned_abs()
                && check_fresh(head, said).is_ok()
        }
        // Signed with the store's own key, and later than here: a witness of the time by itself. One that has expired is
        // none: it may as well be a replay.
        (Code::HeadFuture, None) => true,
        _ => false,
    };
    if !clock {
        return fault;
    }
    let store = said.unwrap_or(head.issued_at);
    Fault::new(
        Code::NetworkClock,
        format!("it is {store} at the store, {now} here ({fault})"),
    )
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;
    use tiffin_protocol::Sha256;
    use tiffin_protocol::release::{Channel, HEAD_FORMAT, Target};

    const DAY: i64 = 24 * 3600;
    const ISSUED: i64 = 1_700_000_000;

    fn head() -> Head {
        Head {
            kind: Head::KIND.into(),
            format: HEAD_FORMAT,
            program: "canteen".parse().unwrap(),
            store: "https://store.example".into(),
            epoch: 0,
            channel: Channel::RELEASE,
            stable: Target {
                sequence: 1,
                version: "1.0.0".into(),
                release: Sha256::of(b""),
            },
            candidate: None,
            min_sequence: 0,
            recalled: Vec::new(),
            ends_at: None,
            issued_at: Time::clamped(ISSUED),
            expires: Time::clamped(ISSUED + 7 * DAY),
        }
    }

    /// What is told where the device's clock shows `here` and the answer's `said`, both days after the head was issued.
    fn told(here: i64, said: Option<i64>) -> Option<Code> {
        let (now, said) = (
            Time::clamped(ISSUED + here * DAY),
            said.map(|days| Time::clamped(ISSUED + days * DAY)),
        );
        let fault = check_fresh(&head(), now).err()?;
        Some(explained(fault, &head(), now, said).code)
    }

    #[test]
    fn the_clock_is_named_only_where_the_store_s_own_time_makes_its_word_good() {
        let clock = Some(Code::NetworkClock);
        assert_eq!(told(8, Some(1)), clock, "fast by a week");
        assert_eq!(told(3650, Some(0)), clock, "fast by ten years");
        assert_eq!(told(-300, Some(0)), clock, "slow, and the answer says so");
        assert_eq!(told(-300, None), clock, "slow: the head itself is later");
        // Old by everybody's clock: a store that does not sign any more, or a replay.
        assert_eq!(told(8, Some(8)), Some(Code::HeadExpired));
        assert_eq!(told(8, Some(20)), Some(Code::HeadExpired));
        assert_eq!(told(8, None), Some(Code::HeadExpired));
        // The store contradicts itself.
        assert_eq!(told(-3, Some(-3)), Some(Code::HeadFuture));
        assert_eq!(told(-3, Some(-9)), Some(Code::HeadFuture));
        assert_eq!(told(1, Some(300)), None, "good here: nobody asks");
    }
}
