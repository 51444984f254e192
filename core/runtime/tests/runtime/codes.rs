//! One source of truth for the numbers of the protocol: `tiffin_protocol::message`. The framework's two halves cannot
//! import Rust, so what they write down is compared here.

use std::collections::BTreeMap;
use std::path::Path;

use tiffin_protocol::message::{listen, op};

const NAMES: [(&str, u32); 24] = [
    ("create", op::CREATE),
    ("text", op::TEXT),
    ("append", op::APPEND),
    ("insert", op::INSERT),
    ("remove", op::REMOVE),
    ("replace", op::REPLACE),
    ("settext", op::SET_TEXT),
    ("attr", op::ATTR),
    ("unattr", op::UNATTR),
    ("addclass", op::ADD_CLASS),
    ("removeclass", op::REMOVE_CLASS),
    ("clearclasses", op::CLEAR_CLASSES),
    ("style", op::STYLE),
    ("id", op::ID),
    ("scope", op::SCOPE),
    ("data", op::DATA),
    ("listen", op::LISTEN),
    ("release", op::RELEASE),
    ("owner", op::OWNER),
    ("wxs", op::WXS),
    ("template", op::TEMPLATE),
    ("classes", op::CLASSES),
    ("clone", op::CLONE),
    ("clear", op::CLEAR),
];
const FLAGS: [(&str, u32); 5] = [
    ("bind", listen::BIND),
    ("catch", listen::CATCH),
    ("mut", listen::MUT),
    ("capture", listen::CAPTURE),
    ("wxs", listen::WXS),
];

fn read(path: &str) -> String {
    let path = Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("../../framework")
        .join(path);
    std::fs::read_to_string(&path).unwrap_or_else(|error| panic!("{}: {error}", path.display()))
}

/// `name: 1` and `name = 1` between the braces that follow `start`, names in lower case.
fn members(text: &str, start: &str) -> BTreeMap<String, u32> {
    let from = text
        .find(start)
        .unwrap_or_else(|| panic!("{start} is not there"));
    let body = text[from + start.len()..].split(['{', '}']).nth(1).unwrap();
    body.split(',')
        .filter_map(|line| line.split_once([':', '=']))
        .map(|(name, number)| {
            (
                name.trim().to_lowercase(),
                number.trim().parse().expect("a number"),
            )
        })
        .collect()
}

fn map(list: &[(&str, u32)]) -> BTreeMap<String, u32> {
    list.iter()
        .map(|(name, code)| ((*name).to_owned(), *code))
        .collect()
}

#[test]
fn logic_knows_the_protocols_numbers() {
    let text = read("logic/backend/ops.ts");
    assert_eq!(members(&text, "enum Op"), map(&NAMES));
    let mut flags = members(&text, "enum Flag");
    // Logic says what glass-easel says.
    let caught = flags.remove("final").expect("final");
    flags.insert("catch".into(), caught);
    assert_eq!(flags, map(&FLAGS));
}

#[test]
fn the_view_knows_the_protocols_numbers() {
    let text = read("view/messages.ts");
    assert_eq!(members(&text, "const Op ="), map(&NAMES));
    assert_eq!(members(&text, "const Listen ="), map(&FLAGS));
    let from = text.find("ARITY").expect("ARITY");
    let list = text[from..].split(['[', ']']).nth(3).unwrap();
    let arity: Vec<usize> = list
        .split(',')
        .map(|number| number.trim().parse().expect("a number"))
        .collect();
    let known: Vec<usize> = std::iter::once(0)
        .chain((1..).map_while(|code| op::args(code).map(<[_]>::len)))
        .collect();
    assert_eq!(arity, known);
}
