//! Several codes as a person tells them apart. On one sheet lie the codes of all tables of a canteen: the same program, the
//! same page, and only the parameters say which table is which.

use percent_encoding::percent_decode_str;
use tiffin_protocol::visible;

use super::value::Choice;
use crate::scan::Scanned;

/// Of parameters, in characters: two lines of a narrow screen.
const MAX_PARAMETERS: usize = 80;
/// Of what two codes have in common, shown before the first character that tells them apart, where that is far behind.
const BEFORE: usize = 20;

/// A program that asked takes any text.
pub(super) fn choices(found: Vec<Scanned>, for_program: bool) -> Vec<Choice> {
    let (mut choices, queries): (Vec<Choice>, Vec<String>) = found
        .into_iter()
        .map(|code| choice(code, for_program))
        .unzip();
    let same = |one: &Choice, other: &Choice| {
        (&one.program, &one.title, &one.detail) == (&other.program, &other.title, &other.detail)
    };
    let beside = |choice: &Choice, query: &String| -> Vec<&str> {
        let beside = choices.iter().zip(&queries);
        let beside = beside.filter(|(other, query_of)| same(choice, other) && *query_of != query);
        beside.map(|(_, query)| query.as_str()).collect()
    };
    let parameters: Vec<String> = choices
        .iter()
        .zip(&queries)
        .map(|(choice, query)| parameters(query, &beside(choice, query)))
        .collect();
    for (choice, parameters) in choices.iter_mut().zip(parameters) {
        choice.parameters = parameters;
    }
    choices
}

/// With the query of its link.
fn choice(code: Scanned, for_program: bool) -> (Choice, String) {
    let openable = code.openable || for_program;
    let Ok(link) = code.link else {
        let choice = Choice {
            title: code.text.clone(),
            text: code.text,
            program: None,
            detail: String::new(),
            parameters: String::new(),
            openable,
        };
        return (choice, String::new());
    };
    let store = link.store.as_deref().unwrap_or_default();
    let store = store.split_once("://").map_or(store, |(_, host)| host);
    let parts = [
        store.trim_end_matches('/'),
        link.page.as_deref().unwrap_or_default(),
    ];
    let parts = parts.into_iter().filter(|part| !part.is_empty());
    let choice = Choice {
        text: code.text,
        title: link.name.unwrap_or_else(|| link.program.clone()),
        program: Some(link.program),
        detail: parts.collect::<Vec<_>>().join(" · "),
        parameters: String::new(),
        openable,
    };
    (choice, link.query)
}

/// As a person reads them, and where they differ from those beside. What all of them have does not tell them apart, and is
/// left out.
fn parameters(query: &str, beside: &[&str]) -> String {
    let everywhere = |pair: &str| {
        let mut all = beside.iter().copied().chain([query]);
        !beside.is_empty() && all.all(|query| query.split('&').any(|other| other == pair))
    };
    let shown: Vec<char> = readable(query, everywhere).chars().collect();
    let same_as = |other: &&str| {
        let other = readable(other, everywhere);
        let both = shown.iter().zip(other.chars());
        both.take_while(|(one, other)| *one == other).count()
    };
    let same = beside.iter().map(same_as).max().unwrap_or_default();
    let from = if same < MAX_PARAMETERS {
        0
    } else {
        same.saturating_sub(BEFORE)
    };
    let cut = |cut: bool| if cut { "…" } else { "" };
    let middle: String = shown.iter().skip(from).take(MAX_PARAMETERS).collect();
    let more = shown.len().saturating_sub(from) > MAX_PARAMETERS;
    format!("{}{middle}{}", cut(from > 0), cut(more))
}

fn readable(query: &str, left_out: impl Fn(&str) -> bool) -> String {
    let pairs = query.split('&');
    let own = pairs.filter(|pair| !pair.is_empty() && !left_out(pair));
    let own = own.map(|pair| percent_decode_str(pair).decode_utf8_lossy());
    let all = own.collect::<Vec<_>>().join(", ");
    all.chars().filter(|c| visible(*c)).collect()
}

#[cfg(test)]
#[allow(clippy::indexing_slicing)]
mod tests {
    use super::*;
    use crate::scan::LinkSummary;

    fn table(query: &str) -> Scanned {
        Scanned {
            text: format!("https://store.example/m/canteen/pages/menu/menu?{query}"),
            corners: [(0.0, 0.0); 4],
            link: Ok(LinkSummary {
                program: "canteen".into(),
                name: None,
                page: Some("pages/menu/menu".into()),
                query: query.into(),
                store: Some("https://store.example".into()),
            }),
            openable: true,
        }
    }

    fn shown(queries: &[&str]) -> Vec<String> {
        let found = queries.iter().map(|query| table(query)).collect();
        let choices = choices(found, false);
        choices
            .into_iter()
            .map(|choice| choice.parameters)
            .collect()
    }

    #[test]
    fn two_tables_of_one_page_are_told_apart() {
        assert_eq!(
            shown(&["shop=5&table=12", "shop=5&table=13"]),
            ["table=12", "table=13"]
        );
        assert_eq!(
            shown(&["table=%E6%A1%8C1", "table=2", ""]),
            ["table=桌1", "table=2", ""]
        );
        assert_eq!(shown(&["shop=5&table=12"]), ["shop=5, table=12"]);
        assert_eq!(
            shown(&["a=1&b=2", "a=1"]),
            ["b=2", ""],
            "one has a parameter more"
        );
    }

    #[test]
    fn what_differs_only_at_the_end_of_a_long_parameter_is_shown_from_there() {
        let token = "t".repeat(300);
        let seen = shown(&[&format!("q={token}A"), &format!("q={token}B")]);
        assert!(
            seen[0].starts_with("…ttt") && seen[0].ends_with("tA"),
            "{seen:?}"
        );
        assert!(
            seen[1].starts_with("…ttt") && seen[1].ends_with("tB"),
            "{seen:?}"
        );
        let rest = "r".repeat(300);
        let seen = shown(&[&format!("q=1{rest}"), &format!("q=2{rest}")]);
        assert!(
            seen[0].starts_with("q=1rr") && seen[1].starts_with("q=2rr"),
            "{seen:?}"
        );
    }

    #[test]
    fn parameters_are_bounded_and_hide_nothing() {
        let long = format!("table={}", "x".repeat(2_000));
        let seen = shown(&[&long, "table=1"]);
        assert_eq!(seen[0].chars().count(), MAX_PARAMETERS + 1);
        assert_eq!(shown(&["a=%E2%80%AE21%00%0A", "b=1"])[0], "a=21");
        assert_eq!(shown(&["a=%FF%FE", "b=1"])[0], "a=\u{fffd}\u{fffd}");
    }
}
