//! Each decision says its status and date, its number is its own, and the index knows it.

use std::collections::BTreeMap;

use super::files::{text, under};

const FOLDER: &str = "docs/adr";

fn field(text: &str, name: &str) -> Option<String> {
    let start = format!("- {name}: ");
    let line = text.lines().take(8).find(|line| line.starts_with(&start))?;
    Some(line[start.len()..].trim().to_owned())
}

fn is_date(text: &str) -> bool {
    let shape: String = text
        .chars()
        .map(|c| if c.is_ascii_digit() { '0' } else { c })
        .collect();
    shape == "0000-00-00"
}

#[test]
fn every_decision_has_status_and_date_a_number_of_its_own_and_a_place_in_the_index() {
    let index = text("docs/adr/README.md");
    let mut numbers: BTreeMap<u32, String> = BTreeMap::new();
    for path in under(FOLDER) {
        let name = path.file_name().unwrap().to_string_lossy().into_owned();
        if name == "README.md" {
            continue;
        }
        let number: u32 = name[..4]
            .parse()
            .unwrap_or_else(|_| panic!("{name} begins with four digits"));
        let text = text(&path);
        let title = text
            .lines()
            .next()
            .and_then(|line| line.strip_prefix(&format!("# {number}. ")))
            .unwrap_or_else(|| panic!("{name}: the title is `# {number}. ...`"));
        let status =
            field(&text, "Status").unwrap_or_else(|| panic!("{name}: no line `- Status: ...`"));
        let known = ["accepted", "replaced by [", "given up"];
        assert!(
            known.iter().any(|known| status.starts_with(known)),
            "{name}: status {status}"
        );
        let date = field(&text, "Date").unwrap_or_else(|| panic!("{name}: no line `- Date: ...`"));
        assert!(is_date(&date), "{name}: date {date}");
        for part in ["## Context", "## Decision"] {
            assert!(text.contains(part), "{name}: no {part}");
        }
        let row = format!("| [{number}]({name}) | {title} | {status} | {date} |");
        assert!(
            index.lines().any(|line| line == row),
            "docs/adr/README.md lacks\n{row}"
        );
        if let Some(other) = numbers.insert(number, name.clone()) {
            panic!("{name} and {other} have one number");
        }
    }
    let rows = index.lines().filter(|line| line.starts_with("| [")).count();
    assert_eq!(
        rows,
        numbers.len(),
        "the index names a decision that is not there"
    );
    assert!(numbers.len() > 10);
}
