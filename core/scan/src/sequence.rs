//! A text over several codes (ISO/IEC 18004, structured append): each says which of how many it is, and the parity of the
//! whole, by which parts of one text know each other. Parts come in any order, from any number of pictures; a stranger
//! makes them, so what waits is bounded in number and time. Pure: time comes in.

use std::time::{Duration, Instant};

use crate::charset;

/// The header has four bits for it.
const MAX_PARTS: u8 = 16;
/// Texts that are begun at once: a sheet of two, and what was scanned before.
const MAX_BEGUN: usize = 4;
/// After this long without a new part the person went on to something else.
const PATIENCE: Duration = Duration::from_secs(120);

/// One of several codes that hold a text together.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Part {
    index: u8,
    count: u8,
    parity: u8,
    bytes: Vec<u8>,
    /// The text, if this code says how its bytes are written.
    declared: Option<String>,
}

impl Part {
    /// Nothing for a header that contradicts itself (0 of 0, the fourth of three), or that says the code is whole.
    pub(crate) fn new(
        index: i32,
        count: i32,
        parity: &str,
        bytes: Vec<u8>,
        declared: Option<String>,
    ) -> Option<Self> {
        let (index, count) = (u8::try_from(index).ok()?, u8::try_from(count).ok()?);
        let of_several = (2..=MAX_PARTS).contains(&count) && index < count;
        of_several.then_some(Self {
            index,
            count,
            parity: parity.parse().ok()?,
            bytes,
            declared,
        })
    }
}

/// How much of a text was read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Progress {
    pub read: u8,
    pub of: u8,
}

/// What a part led to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Taken {
    /// Others are missing.
    More(Progress),
    /// It was the last; this is the text.
    Whole(String),
    /// All are there, and their parity says that they are not of one text. They are forgotten.
    Mismatch,
}

/// Parts that wait for others.
#[derive(Debug, Default)]
pub struct Sequences {
    /// The one that was touched last is the last.
    begun: Vec<Sequence>,
}

#[derive(Debug)]
struct Sequence {
    count: u8,
    parity: u8,
    /// In the order they came; no index twice.
    parts: Vec<Part>,
    touched: Instant,
}

impl Sequences {
    /// A part that is there already changes nothing. One with the place of another, and other bytes, is of another text
    /// with the same parity: that one begins anew.
    pub fn take(&mut self, part: Part, now: Instant) -> Taken {
        self.begun
            .retain(|sequence| now.saturating_duration_since(sequence.touched) < PATIENCE);
        let known = self
            .begun
            .iter()
            .position(|begun| begun.count == part.count && begun.parity == part.parity);
        let mut sequence = match known {
            Some(at) => self.begun.remove(at),
            None => Sequence::of(&part, now),
        };
        sequence.add(part, now);
        if sequence.parts.len() < usize::from(sequence.count) {
            let progress = sequence.progress();
            self.begun.push(sequence);
            let too_many = self.begun.len().saturating_sub(MAX_BEGUN);
            self.begun.drain(..too_many);
            return Taken::More(progress);
        }
        sequence.whole().map_or(Taken::Mismatch, Taken::Whole)
    }

    /// Of the text whose part was read last.
    pub fn progress(&self) -> Option<Progress> {
        self.begun.last().map(Sequence::progress)
    }

    /// The person left.
    pub fn clear(&mut self) {
        self.begun.clear();
    }
}

impl Sequence {
    fn of(part: &Part, now: Instant) -> Self {
        Sequence {
            count: part.count,
            parity: part.parity,
            parts: Vec::new(),
            touched: now,
        }
    }

    fn add(&mut self, part: Part, now: Instant) {
        let other = self.parts.iter().find(|other| other.index == part.index);
        match other {
            Some(other) if *other == part => return,
            Some(_) => self.parts.clear(),
            None => {}
        }
        self.parts.push(part);
        self.touched = now;
    }

    fn progress(&self) -> Progress {
        Progress {
            read: u8::try_from(self.parts.len()).unwrap_or(self.count),
            of: self.count,
        }
    }

    /// A character may begin in one part and end in the next, so bytes are joined before they are read.
    fn whole(mut self) -> Option<String> {
        self.parts.sort_by_key(|part| part.index);
        let bytes: Vec<u8> = self
            .parts
            .iter()
            .flat_map(|part| part.bytes.clone())
            .collect();
        if bytes.iter().fold(0, |parity, byte| parity ^ byte) != self.parity {
            return None;
        }
        let declared: Option<String> = self
            .parts
            .iter()
            .map(|part| part.declared.as_deref())
            .collect();
        let text = match declared {
            Some(text) if std::str::from_utf8(&bytes).is_err() => text,
            _ => charset::text(&bytes, || String::from_utf8_lossy(&bytes).into_owned()),
        };
        (!text.is_empty()).then_some(text)
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used, clippy::indexing_slicing)]
mod tests {
    use super::*;

    fn parts(text: &str, count: u8) -> Vec<Part> {
        let bytes = text.as_bytes();
        let parity = bytes
            .iter()
            .fold(0, |parity, byte| parity ^ byte)
            .to_string();
        let each = bytes.len().div_ceil(usize::from(count));
        (0..)
            .zip(bytes.chunks(each))
            .map(|(at, bytes)| {
                Part::new(at, i32::from(count), &parity, bytes.to_vec(), None).unwrap()
            })
            .collect()
    }

    fn more(read: u8, of: u8) -> Taken {
        Taken::More(Progress { read, of })
    }

    #[test]
    fn parts_in_any_order_and_more_than_once_make_the_text() {
        let now = Instant::now();
        let mut sequences = Sequences::default();
        let text = "https://store.example/m/canteen?table=桌子十二号";
        let [first, second, third] = parts(text, 3).try_into().unwrap();
        assert_eq!(sequences.take(third.clone(), now), more(1, 3));
        assert_eq!(
            sequences.take(third, now),
            more(1, 3),
            "the same frame again"
        );
        assert_eq!(sequences.take(first, now), more(2, 3));
        assert_eq!(sequences.progress(), Some(Progress { read: 2, of: 3 }));
        assert_eq!(
            sequences.take(second.clone(), now),
            Taken::Whole(text.into())
        );
        assert_eq!(sequences.progress(), None);
        assert_eq!(sequences.take(second, now), more(1, 3), "it begins again");
    }

    #[test]
    fn parts_of_two_texts_do_not_mix() {
        let now = Instant::now();
        let mut sequences = Sequences::default();
        let one = parts("the first text of two", 2);
        let other = parts("another one, longer than it", 2);
        assert_ne!(one[0].parity, other[0].parity);
        assert_eq!(sequences.take(one[0].clone(), now), more(1, 2));
        assert_eq!(sequences.take(other[1].clone(), now), more(1, 2));
        assert_eq!(
            sequences.take(one[1].clone(), now),
            Taken::Whole("the first text of two".into())
        );
        assert_eq!(
            sequences.take(other[0].clone(), now),
            Taken::Whole("another one, longer than it".into())
        );
    }

    #[test]
    fn another_text_of_the_same_parity_begins_anew() {
        let now = Instant::now();
        let mut sequences = Sequences::default();
        let (one, other) = (parts("abcd", 2), parts("badc", 2));
        assert_eq!(one[0].parity, other[0].parity);
        assert_eq!(sequences.take(one[0].clone(), now), more(1, 2));
        assert_eq!(sequences.take(other[0].clone(), now), more(1, 2));
        assert_eq!(
            sequences.take(other[1].clone(), now),
            Taken::Whole("badc".into())
        );
    }

    #[test]
    fn a_wrong_parity_is_no_text_and_is_forgotten() {
        let now = Instant::now();
        let mut sequences = Sequences::default();
        let part = |at, bytes: &[u8]| Part::new(at, 2, "99", bytes.to_vec(), None).unwrap();
        assert_eq!(sequences.take(part(0, b"left"), now), more(1, 2));
        assert_eq!(sequences.take(part(1, b"right"), now), Taken::Mismatch);
        assert_eq!(sequences.progress(), None);
    }

    #[test]
    fn what_waits_too_long_or_is_too_much_is_forgotten() {
        let start = Instant::now();
        let mut sequences = Sequences::default();
        let text = parts("one text in two parts", 2);
        sequences.take(text[0].clone(), start);
        let later = start + PATIENCE;
        assert_eq!(sequences.take(text[1].clone(), later), more(1, 2));
        for parity in 0..100 {
            let part = Part::new(0, 16, &parity.to_string(), vec![parity; 2_953], None).unwrap();
            sequences.take(part, later);
            assert!(sequences.begun.len() <= MAX_BEGUN);
        }
        assert_eq!(sequences.take(text[0].clone(), later), more(1, 2));
        sequences.clear();
        assert_eq!(sequences.progress(), None);
    }

    #[test]
    fn a_header_that_contradicts_itself_is_no_part() {
        for (index, count) in [
            (0, 0),
            (0, 1),
            (3, 3),
            (0, 17),
            (-1, 3),
            (-1, -1),
            (16, 17),
            (9, 2),
        ] {
            assert_eq!(
                Part::new(index, count, "1", vec![1], None),
                None,
                "{index} of {count}"
            );
        }
        assert_eq!(Part::new(0, 2, "256", vec![1], None), None);
        assert_eq!(Part::new(0, 2, "", vec![1], None), None);
        assert!(Part::new(15, 16, "255", vec![], None).is_some());
    }

    #[test]
    fn declared_charsets_hold_over_all_parts() {
        let now = Instant::now();
        let mut sequences = Sequences::default();
        // Latin-1: é is one byte, and no UTF-8.
        let (left, right) = (b"caf\xe9".to_vec(), b" cr\xe8me".to_vec());
        let parity = left
            .iter()
            .chain(&right)
            .fold(0, |parity, byte| parity ^ byte)
            .to_string();
        let part =
            |at, bytes, text: &str| Part::new(at, 2, &parity, bytes, Some(text.into())).unwrap();
        sequences.take(part(0, left, "café"), now);
        assert_eq!(
            sequences.take(part(1, right, " crème"), now),
            Taken::Whole("café crème".into())
        );
    }
}
