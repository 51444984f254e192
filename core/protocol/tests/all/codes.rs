use std::collections::BTreeSet;
use std::fmt::Write as _;
use std::path::PathBuf;

use tiffin_protocol::{Code, Fault, Remedy};

/// Compares a generated section of a document with what it should be; `UPDATE_DOCS=1` writes it instead.
#[track_caller]
pub fn section(file: &str, name: &str, expected: &str) {
    let path = PathBuf::from(env!("CARGO_MANIFEST_DIR"))
        .join("../../docs/formats")
        .join(file);
    let text = std::fs::read_to_string(&path).unwrap();
    let (open, close) = (
        format!("<!-- {name}: generated -->\n"),
        format!("<!-- /{name} -->"),
    );
    let start = text.find(&open).expect("the section's opening") + open.len();
    let end = text.find(&close).expect("the section's end");
    if text[start..end] == *expected {
        return;
    }
    if std::env::var_os("UPDATE_DOCS").is_some() {
        std::fs::write(
            &path,
            format!("{}{expected}{}", &text[..start], &text[end..]),
        )
        .unwrap();
    } else {
        panic!(
            "{file}: section {name} is out of date: UPDATE_DOCS=1 cargo test -p tiffin-protocol"
        );
    }
}

#[test]
fn every_code_is_documented() {
    let mut table = String::from("| code | remedy | English | 中文 |\n|---|---|---|---|\n");
    for code in Code::ALL {
        let (en, zh) = (code.message_en(), code.message_zh());
        writeln!(table, "| `{code}` | {} | {en} | {zh} |", code.remedy()).unwrap();
    }
    section("errors.md", "codes", &table);
}

#[test]
fn codes_are_stable_texts() {
    let texts: BTreeSet<&str> = Code::ALL.iter().map(|c| c.as_str()).collect();
    assert_eq!(texts.len(), Code::ALL.len());
    for code in Code::ALL {
        let text = code.as_str();
        assert!(
            text.bytes()
                .all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'.' || b == b'_'),
            "{text}"
        );
        assert_eq!(Code::find(text), Some(*code));
        assert_eq!(
            serde_json::from_str::<Code>(&serde_json::to_string(code).unwrap()).unwrap(),
            *code
        );
    }
    assert_eq!(Code::find("no.such"), None);
    assert_eq!(
        Fault::new(Code::LinkForeign, "x").to_string(),
        "link.foreign: x"
    );
    assert_eq!(Code::LinkForeign.remedy(), Remedy::NotFound);
}

#[test]
fn people_can_read_them() {
    for code in Code::ALL {
        let (en, zh) = (code.message_en(), code.message_zh());
        assert!(
            en.ends_with('.') && en.len() > 15 && en.len() < 120,
            "{code}: {en}"
        );
        assert!(zh.ends_with('。') && zh.chars().count() > 6, "{code}: {zh}");
        assert_eq!(code.message("zh-Hans"), zh);
        assert_eq!(code.message("fr"), en);
    }
}
