#![allow(clippy::unwrap_used)]
use super::*;

fn pages() -> Pages {
    let known = ["a", "b", "c", "d"]
        .iter()
        .map(|name| format!("pages/{name}"))
        .collect();
    let tab = |name: &str| Tab {
        path: format!("pages/{name}"),
        text: name.to_uppercase(),
    };
    Pages::new(known, vec![tab("a"), tab("b")], 3)
}

/// Steps as short text: `+3:c` create, `>3` show, `-3` unload, `.3` hide, `~3` leave, `^3` enter.
fn trace(steps: &[Step]) -> String {
    let each = steps.iter().map(|step| match step {
        Step::Create { page, path, .. } => format!("+{page}:{}", path.trim_start_matches("pages/")),
        Step::Enter { page } => format!("^{page}"),
        Step::Leave { page } => format!("~{page}"),
        Step::Hide { page } => format!(".{page}"),
        Step::Show { page, .. } => format!(">{page}"),
        Step::Unload { page } => format!("-{page}"),
        Step::Tap { page, index, .. } => format!("t{page}:{index}"),
    });
    each.collect::<Vec<_>>().join(" ")
}

fn go(pages: &mut Pages, kind: RouteKind, name: &str) -> String {
    trace(&pages.route(kind, &format!("pages/{name}"), "", 1).unwrap())
}

#[test]
fn to_back_and_redirect() {
    let mut pages = pages();
    assert_eq!(go(&mut pages, RouteKind::Launch, "a"), "+1:a >1");
    assert_eq!(go(&mut pages, RouteKind::NavigateTo, "c"), ".1 +2:c >2");
    assert_eq!(go(&mut pages, RouteKind::RedirectTo, "d"), "-2 +3:d >3");
    assert_eq!(go(&mut pages, RouteKind::NavigateBack, "a"), "-3 >1");
    assert!(pages.route(RouteKind::NavigateBack, "", "", 1).is_err());
    assert_eq!(go(&mut pages, RouteKind::ReLaunch, "c"), "-1 +4:c >4");
}

#[test]
fn back_by_more_than_there_is_stops_at_the_first() {
    let mut pages = pages();
    go(&mut pages, RouteKind::Launch, "a");
    go(&mut pages, RouteKind::NavigateTo, "c");
    go(&mut pages, RouteKind::NavigateTo, "d");
    assert_eq!(
        trace(&pages.route(RouteKind::NavigateBack, "", "", 9).unwrap()),
        "-3 -2 >1"
    );
}

#[test]
fn tabs_live_on() {
    let mut pages = pages();
    go(&mut pages, RouteKind::Launch, "a");
    assert_eq!(
        go(&mut pages, RouteKind::SwitchTab, "a"),
        "",
        "A to A: nothing"
    );
    assert_eq!(
        go(&mut pages, RouteKind::SwitchTab, "b"),
        ".1 ~1 +2:b >2",
        "A to B"
    );
    assert_eq!(
        go(&mut pages, RouteKind::SwitchTab, "a"),
        ".2 ~2 ^1 >1",
        "later without onLoad"
    );
    go(&mut pages, RouteKind::NavigateTo, "c");
    assert_eq!(go(&mut pages, RouteKind::SwitchTab, "a"), "-3 >1", "C to A");
    go(&mut pages, RouteKind::NavigateTo, "c");
    go(&mut pages, RouteKind::NavigateTo, "d");
    assert_eq!(
        go(&mut pages, RouteKind::SwitchTab, "b"),
        "-5 -4 ~1 ^2 >2",
        "D to B"
    );
    assert_eq!(go(&mut pages, RouteKind::ReLaunch, "d"), "-2 -1 +6:d >6");
    assert_eq!(
        go(&mut pages, RouteKind::SwitchTab, "a"),
        "-6 +7:a >7",
        "D opened from a share, to A"
    );
}

#[test]
fn a_tap_on_the_tab_bar_is_told_to_the_page() {
    let mut pages = pages();
    go(&mut pages, RouteKind::Launch, "a");
    assert_eq!(trace(&pages.tap_tab(1).unwrap()), ".1 ~1 +2:b >2 t2:1");
    assert_eq!(trace(&pages.tap_tab(1).unwrap()), "t2:1");
    assert!(pages.tap_tab(7).is_err());
}

#[test]
fn refused_routes_say_why() {
    let mut pages = pages();
    go(&mut pages, RouteKind::Launch, "a");
    let mut fail = |kind, path: &str| pages.route(kind, path, "", 0).unwrap_err();
    assert_eq!(
        fail(RouteKind::NavigateTo, "pages/none"),
        "page \"pages/none\" is not found"
    );
    assert_eq!(
        fail(RouteKind::NavigateTo, "pages/b"),
        "can not navigateTo a tabbar page"
    );
    assert_eq!(
        fail(RouteKind::RedirectTo, "pages/b"),
        "can not redirectTo a tabbar page"
    );
    assert_eq!(
        fail(RouteKind::SwitchTab, "pages/c"),
        "can not switch to no-tabBar page"
    );
    go(&mut pages, RouteKind::NavigateTo, "c");
    go(&mut pages, RouteKind::NavigateTo, "c");
    let full = pages
        .route(RouteKind::NavigateTo, "pages/c", "", 0)
        .unwrap_err();
    assert!(full.starts_with("webview count limit exceed"));
    assert_eq!(pages.depth(), 3);
}

#[test]
fn urls_are_resolved_against_the_page() {
    let split = |url| split_url(url, "pages/list/list");
    assert_eq!(split("/pages/a/a?x=%20&y").0, "pages/a/a");
    assert_eq!(split("/pages/a/a?x=%20&y").1, "x=%20&y");
    assert_eq!(split("../b/b").0, "pages/b/b");
    assert_eq!(split("c?d=1").0, "pages/list/c");
    assert_eq!(split("../../../../x").0, "x");
    assert_eq!(split("/a.html?b#c"), ("a".into(), "b".into()));
}
