//! The messages of a script that the host gives a shell: a WebView evaluates it, this view reads it.

use serde_json::{Deserializer, Value};
use tiffin_protocol::message::ToView;

use crate::fault::Fault;

const CALL: &str = "__tiffin.receive(";
const PARSED: &str = "JSON.parse(";

fn wrong(what: impl ToString) -> Fault {
    Fault::Message(what.to_string())
}

/// The value that a text starts with, and what stands behind it.
fn value(text: &str) -> Result<(Value, &str), Fault> {
    let mut stream = Deserializer::from_str(text).into_iter::<Value>();
    let value = stream.next().ok_or_else(|| wrong("a call of nothing"))?;
    let value = value.map_err(wrong)?;
    Ok((value, text.get(stream.byte_offset()..).unwrap_or_default()))
}

/// The script holds one `__tiffin.receive(...)` for each message, with an object or, if it is large, a parsed text.
///
/// # Errors
/// [`Fault::Message`] for any other script, and for what is no message of the protocol.
pub fn messages(script: &str) -> Result<Vec<ToView>, Fault> {
    let mut found = Vec::new();
    let mut rest = script;
    while !rest.is_empty() {
        rest = rest.strip_prefix(CALL).ok_or_else(|| wrong("no call"))?;
        let inner = rest.strip_prefix(PARSED);
        let (mut message, behind) = value(inner.unwrap_or(rest))?;
        if let (Some(_), Value::String(text)) = (inner, &message) {
            message = serde_json::from_str(text).map_err(wrong)?;
        }
        let end = if inner.is_some() { "));" } else { ");" };
        rest = behind
            .strip_prefix(end)
            .ok_or_else(|| wrong("a call without an end"))?;
        found.push(serde_json::from_value(message).map_err(wrong)?);
    }
    Ok(found)
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;

    #[test]
    fn calls_with_objects_and_with_texts() {
        let script = concat!(
            r#"__tiffin.receive({"t":"theme","theme":"a\u003cb);"});"#,
            r#"__tiffin.receive(JSON.parse("{\"t\":\"refresh\",\"on\":true}"));"#,
            r#"__tiffin.receive({"t":"suspend"});"#,
        );
        let theme = "a<b);".to_owned();
        assert_eq!(
            messages(script).unwrap(),
            [
                ToView::Theme { theme },
                ToView::Refresh { on: true },
                ToView::Suspend
            ]
        );
        assert_eq!(messages("").unwrap(), []);
    }

    #[test]
    fn other_scripts_are_refused() {
        for script in [
            "alert(1)",
            "__tiffin.receive(",
            "__tiffin.receive()",
            "__tiffin.receive({\"t\":\"suspend\"}",
            "__tiffin.receive({\"t\":\"suspend\"});;",
            "__tiffin.receive({\"t\":\"nothing\"});",
            "__tiffin.receive(JSON.parse(\"{\"));",
            "__tiffin.receive(JSON.parse(\"{\\\"t\\\":\\\"suspend\\\"}\");",
        ] {
            assert!(messages(script).is_err(), "{script}");
        }
    }
}
