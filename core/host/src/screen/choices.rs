//! Several codes as a person tells them apart. On one sheet lie the codes of all tables of a canteen: the same program, the
//! same page, and only the parameters say which table is which.

use percent_encoding::percent_decode_str;
use tiffin_protocol::visible;

use super::value::Choice;
use crate::scan::Scanned;

/// Of parameters, in characters: two lines of a narrow screen.
const MAX_PARAMETERS: usize = 80;

/// A program that asked takes any text.
pub(super) fn choices(found: Vec<Scanned>, for_program: bool) -> Vec<Choice> {
    let (mut choices, queries): (Vec<Choice>, Vec<String>) = found
        .into_iter()
        .map(|code| choice(code, for_program))
        .unzip();
    let same = |one: &Choice, other: &Choice| {
        (&one.program, &one.title, &one.detail) == (&other.program, &other.title, &other.detail)
    };
    let parameters: Vec<String> = choices
        .iter()
        .zip(&queries)
        .map(|(choice, query)| {
            let beside = choices.iter().zip(&queries);
            let beside =
                beside.filter(|(other, query_of)| same(choice, other) && *query_of != query);
            parameters(
                query,
                &beside.map(|(_, query)| query.as_str()).collect::<Vec<_>>(),
            )
        })
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

/// As a person reads them. What all codes beside this one have too does not tell them apart, and is left out.
fn parameters(query: &str, beside: &[&str]) -> String {
    let everywhere = |pair: &&str| {
        !beside.is_empty()
            && beside
                .iter()
                .all(|other| other.split('&').any(|other| other == *pair))
    };
    let own = query
        .split('&')
        .filter(|pair| !pair.is_empty() && !everywhere(pair));
    let own = own.map(|pair| percent_decode_str(pair).decode_utf8_lossy());
    let all = own.collect::<Vec<_>>().join(", ");
    let mut shown: String = all.chars().filter(|c| visible(*c)).collect();
    if let Some((end, _)) = shown.char_indices().nth(MAX_PARAMETERS) {
        shown.truncate(end);
        shown.push('…');
    }
    shown
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
    fn parameters_are_bounded_and_hide_nothing() {
        let long = format!("table={}", "x".repeat(2_000));
        let seen = shown(&[&long, "table=1"]);
        assert_eq!(seen[0].chars().count(), MAX_PARAMETERS + 1);
        assert_eq!(shown(&["a=%E2%80%AE21%00%0A", "b=1"])[0], "a=21");
        assert_eq!(shown(&["a=%FF%FE", "b=1"])[0], "a=\u{fffd}\u{fffd}");
    }
}
