//! Reading JSON from strangers: bounded in bytes and depth, and no member twice.
//!
//! Two readers that disagree on which of two equal members counts are how signed documents are abused,
//! so a repeated member is refused everywhere.

use serde::de::DeserializeOwned;

use crate::error::{Code, Fault, Result};
use crate::id::shorten;
use crate::limits::JSON_DEPTH;

/// The codes a document reports: too large, and not as it must be.
#[derive(Clone, Copy)]
pub(crate) struct Kind {
    pub max: usize,
    pub too_large: Code,
    pub invalid: Code,
}

/// Parses a bounded document into a value.
pub(crate) fn read<T: DeserializeOwned>(bytes: &[u8], kind: Kind) -> Result<T> {
    check(bytes, kind)?;
    serde_json::from_slice(bytes).map_err(|e| Fault::new(kind.invalid, shorten(&e.to_string())))
}

/// Size, depth, and repeated members; the grammar itself is left to serde_json.
pub(crate) fn check(bytes: &[u8], kind: Kind) -> Result<()> {
    if bytes.len() > kind.max {
        let detail = format!("{} bytes, at most {}", bytes.len(), kind.max);
        return Err(Fault::new(kind.too_large, detail));
    }
    depth(bytes)?;
    let mut reader = serde_json::Deserializer::from_slice(bytes);
    let outcome =
        serde::de::DeserializeSeed::deserialize(Unique, &mut reader).and_then(|()| reader.end());
    outcome.map_err(|e| {
        let text = e.to_string();
        let code = if text.starts_with(TWICE) {
            Code::JsonDuplicate
        } else {
            kind.invalid
        };
        Fault::new(code, shorten(&text))
    })
}

/// Deepest nesting, counted before any recursive code sees the bytes.
fn depth(bytes: &[u8]) -> Result<()> {
    let (mut level, mut in_string, mut escaped) = (0usize, false, false);
    for &b in bytes {
        if in_string {
            match (escaped, b) {
                (true, _) => escaped = false,
                (false, b'\\') => escaped = true,
                (false, b'"') => in_string = false,
                _ => {}
            }
            continue;
        }
        match b {
            b'"' => in_string = true,
            b'{' | b'[' => level += 1,
            b'}' | b']' => level = level.saturating_sub(1),
            _ => {}
        }
        if level > JSON_DEPTH {
            return Err(Fault::new(
                Code::JsonTooDeep,
                format!("deeper than {JSON_DEPTH}"),
            ));
        }
    }
    Ok(())
}

const TWICE: &str = "member twice: ";

/// Walks a document and refuses an object that names a member twice.
struct Unique;

impl<'de> serde::de::DeserializeSeed<'de> for Unique {
    type Value = ();
    fn deserialize<D: serde::Deserializer<'de>>(self, d: D) -> std::result::Result<(), D::Error> {
        d.deserialize_any(self)
    }
}

impl<'de> serde::de::Visitor<'de> for Unique {
    type Value = ();

    fn expecting(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("a JSON value")
    }
    fn visit_bool<E>(self, _: bool) -> std::result::Result<(), E> {
        Ok(())
    }
    fn visit_i64<E>(self, _: i64) -> std::result::Result<(), E> {
        Ok(())
    }
    fn visit_u64<E>(self, _: u64) -> std::result::Result<(), E> {
        Ok(())
    }
    fn visit_f64<E>(self, _: f64) -> std::result::Result<(), E> {
        Ok(())
    }
    fn visit_str<E>(self, _: &str) -> std::result::Result<(), E> {
        Ok(())
    }
    fn visit_unit<E>(self) -> std::result::Result<(), E> {
        Ok(())
    }
    fn visit_seq<A: serde::de::SeqAccess<'de>>(
        self,
        mut seq: A,
    ) -> std::result::Result<(), A::Error> {
        while seq.next_element_seed(Unique)?.is_some() {}
        Ok(())
    }
    fn visit_map<A: serde::de::MapAccess<'de>>(
        self,
        mut map: A,
    ) -> std::result::Result<(), A::Error> {
        let mut seen = std::collections::HashSet::<String>::new();
        while let Some(key) = map.next_key::<String>()? {
            if seen.contains(&key) {
                return Err(serde::de::Error::custom(format!("{TWICE}{key}")));
            }
            seen.insert(key);
            map.next_value_seed(Unique)?;
        }
        Ok(())
    }
}
