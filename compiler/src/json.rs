//! JSON as the official tool reads it: comments, trailing commas and a
//! byte-order mark are let through; everything else is an error with its place.
//! Each value keeps its byte range, so that a wrong page path in app.json is
//! shown where it is written.

use std::ops::Range;

/// Deeper nesting than this is an attack or an accident, never configuration.
const MAX_DEPTH: usize = 64;

/// A value and where it stands.
#[derive(Clone, Debug)]
pub struct Node {
    /// Bytes of the text.
    pub range: Range<usize>,
    /// The value.
    pub value: Value,
}

/// A JSON value whose members keep their places and their order.
#[derive(Clone, Debug)]
pub enum Value {
    /// `null`
    Null,
    /// `true`, `false`
    Bool(bool),
    /// A number, as serde_json holds it.
    Number(serde_json::Number),
    /// A string, unescaped.
    String(String),
    /// An array.
    Array(Vec<Node>),
    /// An object; of equal names the last counts.
    Object(Vec<Member>),
}

/// One member of an object.
#[derive(Clone, Debug)]
pub struct Member {
    /// Its name.
    pub name: String,
    /// Its value.
    pub node: Node,
}

/// What is wrong, and at which byte.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct JsonError {
    /// Byte offset.
    pub offset: usize,
    /// One sentence.
    pub message: String,
}

impl Node {
    /// An empty object, for a file that is not there.
    pub fn empty() -> Node {
        Node {
            range: 0..0,
            value: Value::Object(Vec::new()),
        }
    }

    /// A member of an object.
    pub fn get(&self, name: &str) -> Option<&Node> {
        self.members()
            .iter()
            .rev()
            .find(|m| m.name == name)
            .map(|m| &m.node)
    }

    /// The members of an object, else none.
    pub fn members(&self) -> &[Member] {
        match &self.value {
            Value::Object(members) => members,
            _ => &[],
        }
    }

    /// The items of an array, else none.
    pub fn items(&self) -> &[Node] {
        match &self.value {
            Value::Array(items) => items,
            _ => &[],
        }
    }

    /// A string.
    pub fn as_str(&self) -> Option<&str> {
        match &self.value {
            Value::String(text) => Some(text),
            _ => None,
        }
    }

    /// A truth value.
    pub fn as_bool(&self) -> Option<bool> {
        match self.value {
            Value::Bool(b) => Some(b),
            _ => None,
        }
    }

    /// Without places.
    pub fn to_json(&self) -> serde_json::Value {
        match &self.value {
            Value::Null => serde_json::Value::Null,
            Value::Bool(b) => (*b).into(),
            Value::Number(n) => n.clone().into(),
            Value::String(s) => s.clone().into(),
            Value::Array(items) => items.iter().map(Node::to_json).collect(),
            Value::Object(members) => serde_json::Value::Object(
                members
                    .iter()
                    .map(|m| (m.name.clone(), m.node.to_json()))
                    .collect(),
            ),
        }
    }
}

/// Reads a text.
///
/// # Errors
/// The first thing that is not JSON, with its byte offset.
pub fn parse(text: &str) -> Result<Node, JsonError> {
    let mut parser = Parser { text, at: 0 };
    parser.space()?;
    let node = parser.value(0)?;
    parser.space()?;
    if parser.at < text.len() {
        return parser.fail("nothing may follow the value");
    }
    Ok(node)
}

struct Parser<'a> {
    text: &'a str,
    at: usize,
}

impl<'a> Parser<'a> {
    fn rest(&self) -> &'a str {
        self.text.get(self.at..).unwrap_or_default()
    }

    fn peek(&self) -> Option<u8> {
        self.text.as_bytes().get(self.at).copied()
    }

    fn fail<T>(&self, message: &str) -> Result<T, JsonError> {
        Err(JsonError {
            offset: self.at,
            message: message.to_owned(),
        })
    }

    fn space(&mut self) -> Result<(), JsonError> {
        loop {
            let rest = self.rest();
            let trimmed = rest.trim_start_matches(|c: char| c.is_whitespace() || c == '\u{feff}');
            self.at += rest.len() - trimmed.len();
            if trimmed.starts_with("//") {
                self.at += trimmed.find('\n').unwrap_or(trimmed.len());
            } else if trimmed.starts_with("/*") {
                match trimmed.find("*/") {
                    Some(end) => self.at += end + 2,
                    None => return self.fail("this comment does not end"),
                }
            } else {
                return Ok(());
            }
        }
    }

    fn value(&mut self, depth: usize) -> Result<Node, JsonError> {
        if depth > MAX_DEPTH {
            return self.fail("nested too deeply");
        }
        let start = self.at;
        let value = match self.peek() {
            None => return self.fail("the text ends where a value should be"),
            Some(b'{') => self.object(depth)?,
            Some(b'[') => self.array(depth)?,
            Some(b'"') => Value::String(self.string()?),
            Some(_) => self.word()?,
        };
        Ok(Node {
            range: start..self.at,
            value,
        })
    }

    fn object(&mut self, depth: usize) -> Result<Value, JsonError> {
        self.at += 1;
        let mut members = Vec::new();
        loop {
            self.space()?;
            if self.peek() == Some(b'}') {
                self.at += 1;
                return Ok(Value::Object(members));
            }
            if self.peek() != Some(b'"') {
                return self.fail("expected a name in double quotes, or `}`");
            }
            let name = self.string()?;
            self.space()?;
            if self.peek() != Some(b':') {
                return self.fail("expected `:`");
            }
            self.at += 1;
            self.space()?;
            let node = self.value(depth + 1)?;
            members.push(Member { name, node });
            self.comma(b'}', "expected `,` or `}`")?;
        }
    }

    fn array(&mut self, depth: usize) -> Result<Value, JsonError> {
        self.at += 1;
        let mut items = Vec::new();
        loop {
            self.space()?;
            if self.peek() == Some(b']') {
                self.at += 1;
                return Ok(Value::Array(items));
            }
            items.push(self.value(depth + 1)?);
            self.comma(b']', "expected `,` or `]`")?;
        }
    }

    fn comma(&mut self, close: u8, message: &str) -> Result<(), JsonError> {
        self.space()?;
        match self.peek() {
            Some(b',') => self.at += 1,
            Some(c) if c == close => {}
            _ => return self.fail(message),
        }
        Ok(())
    }

    /// Finds the end of the string and lets serde_json undo the escapes; raw
    /// line breaks and tabs inside are escaped first, as the official tool
    /// lets tabs through.
    fn string(&mut self) -> Result<String, JsonError> {
        let start = self.at;
        let mut end = start + 1;
        let bytes = self.text.as_bytes();
        loop {
            match bytes.get(end) {
                None | Some(b'\n') => return self.fail("this string does not end"),
                Some(b'"') => break,
                Some(b'\\') => end += 2,
                Some(_) => end += 1,
            }
        }
        let quoted = self.text.get(start..=end).unwrap_or_default();
        match serde_json::from_str(&quoted.replace('\t', "\\t")) {
            Ok(text) => {
                self.at = end + 1;
                Ok(text)
            }
            Err(_) => self.fail("this string has a bad escape or a control character"),
        }
    }

    fn word(&mut self) -> Result<Value, JsonError> {
        let rest = self.rest();
        let len = rest
            .find(|c: char| !(c.is_alphanumeric() || matches!(c, '+' | '-' | '.' | '_')))
            .unwrap_or(rest.len());
        let word = rest.get(..len).unwrap_or_default();
        let value = match word {
            "null" => Value::Null,
            "true" => Value::Bool(true),
            "false" => Value::Bool(false),
            _ => match serde_json::from_str(word) {
                Ok(number) => Value::Number(number),
                Err(_) if rest.starts_with('\'') => {
                    return self.fail("strings stand in double quotes");
                }
                Err(_) => return self.fail("expected a value"),
            },
        };
        self.at += len;
        Ok(value)
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;

    #[test]
    fn reads_what_the_official_tool_reads() {
        let text = "\u{feff}{ // pages\n \"pages\": [\"a\", \"b\",], /* x */ \"n\": -1.5e2,\n}";
        let node = parse(text).unwrap();
        assert_eq!(
            node.to_json(),
            serde_json::json!({"pages": ["a", "b"], "n": -150.0})
        );
        let b = node.get("pages").unwrap().items().last().unwrap();
        assert_eq!(text.get(b.range.clone()), Some("\"b\""));
    }

    #[test]
    fn says_where_it_stops() {
        for (text, offset) in [
            ("{\"a\" 1}", 5),
            ("{'a': 1}", 1),
            ("[1 2]", 3),
            ("{\"a\": \"b", 6),
            ("", 0),
            ("{} x", 3),
            ("/* x", 0),
            ("[truth]", 1),
        ] {
            assert_eq!(parse(text).unwrap_err().offset, offset, "{text}");
        }
        assert!(parse(&"[".repeat(10_000)).is_err());
    }
}
