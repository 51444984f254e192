//! The machine of views, driven without one.

use super::*;

fn key(instance: u64, page: u32) -> PageKey {
    PageKey {
        instance: InstanceId(instance),
        page: PageId(page),
    }
}

fn bind(view: u64, page: PageKey) -> Action {
    Action::Bind {
        view: ViewId(view),
        page,
    }
}

#[test]
fn the_prewarmed_view_is_taken_and_filled_at_once() {
    let mut views = Views::new(3, 1);
    views.front(Some(InstanceId(1)));
    assert_eq!(views.prewarm(), vec![Action::Create(ViewId(1))]);
    assert!(views.prewarm().is_empty());
    assert!(views.ready(ViewId(1)).is_empty());
    let page = key(1, 1);
    assert_eq!(
        views.open(page),
        vec![Action::Fill {
            view: ViewId(1),
            page
        }]
    );
    assert_eq!(views.show(page, Transition::None), vec![bind(1, page)]);
    assert_eq!(views.prewarm(), vec![Action::Create(ViewId(2))]);
}

#[test]
fn a_view_that_still_loads_is_filled_when_ready() {
    let mut views = Views::new(3, 1);
    let page = key(1, 1);
    assert_eq!(views.open(page), vec![Action::Create(ViewId(1))]);
    assert_eq!(views.loaded_view(page), None);
    assert_eq!(
        views.ready(ViewId(1)),
        vec![Action::Fill {
            view: ViewId(1),
            page
        }]
    );
    assert_eq!(views.loaded_view(page), Some(ViewId(1)));
}

#[test]
fn a_killed_view_in_front_is_rebuilt_and_one_behind_waits() {
    let mut views = Views::new(3, 1);
    views.front(Some(InstanceId(1)));
    let (below, top) = (key(1, 1), key(1, 2));
    for page in [below, top] {
        views.open(page);
        views.show(page, Transition::Push);
    }
    assert_eq!(
        views.lost(ViewId(1)),
        vec![Action::Destroy(ViewId(1)), Action::ViewLost(below)]
    );
    let rebuilt = views.lost(ViewId(2));
    assert_eq!(
        rebuilt,
        vec![
            Action::Destroy(ViewId(2)),
            Action::ViewLost(top),
            Action::Create(ViewId(3)),
            bind(3, top),
        ]
    );
    assert_eq!(
        views.ready(ViewId(3)),
        vec![Action::Fill {
            view: ViewId(3),
            page: top
        }]
    );
    views.close(top);
    assert_eq!(
        views.show(below, Transition::None),
        vec![Action::Create(ViewId(4)), bind(4, below)]
    );
}

#[test]
fn only_the_front_instances_page_is_on_the_screen() {
    let mut views = Views::new(3, 1);
    let (first, second, behind) = (key(1, 1), key(2, 1), key(1, 2));
    let seen = |views: &Views| views.on_screen().map(|(_, page, _)| page);
    views.front(Some(InstanceId(1)));
    views.open(first);
    views.show(first, Transition::None);
    assert_eq!(seen(&views), Some(first));
    views.front(Some(InstanceId(2)));
    assert_eq!(seen(&views), None, "what was in front left");
    views.open(second);
    views.show(second, Transition::None);
    views.open(behind);
    views.show(behind, Transition::Push);
    assert_eq!(seen(&views), Some(second));
    views.front(Some(InstanceId(1)));
    assert_eq!(
        seen(&views),
        Some(behind),
        "it is shown when its program comes"
    );
    views.hide(behind);
    assert_eq!(seen(&views), None);
}

#[test]
fn when_memory_is_short_only_what_is_seen_keeps_its_view() {
    let mut views = Views::new(3, 1);
    let (behind, below, top) = (key(1, 1), key(2, 1), key(2, 2));
    views.front(Some(InstanceId(1)));
    views.open(behind);
    views.show(behind, Transition::None);
    views.front(Some(InstanceId(2)));
    for page in [below, top] {
        views.open(page);
        views.show(page, Transition::Push);
    }
    views.prewarm();
    assert_eq!(
        views.trim(false),
        vec![
            Action::Destroy(ViewId(4)),
            Action::Destroy(ViewId(1)),
            Action::ViewLost(behind)
        ]
    );
    assert_eq!(
        views.trim(true),
        vec![Action::Destroy(ViewId(2)), Action::ViewLost(below)]
    );
    assert_eq!(views.trim(true), vec![], "the page on top stays");
    assert!(views.has_view(top));
}

#[test]
fn the_longest_unseen_views_go_first() {
    let mut views = Views::new(3, 1);
    views.front(Some(InstanceId(1)));
    let mut last = Vec::new();
    for page in 1..=4 {
        views.open(key(1, page));
        last = views.show(key(1, page), Transition::None);
    }
    assert!(last.ends_with(&[Action::Destroy(ViewId(1)), Action::ViewLost(key(1, 1))]));
    let behind = views.front(Some(InstanceId(2)));
    let destroyed = behind
        .iter()
        .filter(|action| matches!(action, Action::Destroy(_)))
        .count();
    assert_eq!(destroyed, 2);
    assert!(
        views.has_view(key(1, 4)),
        "the page that was shown keeps its view"
    );
}

#[test]
fn a_page_that_kills_its_views_is_given_up() {
    let mut views = Views::new(3, 1);
    views.front(Some(InstanceId(1)));
    let page = key(1, 1);
    views.open(page);
    views.show(page, Transition::None);
    for n in 1..=5 {
        assert!(!views.lost(ViewId(n)).contains(&Action::RendererFails(page)));
    }
    assert!(views.lost(ViewId(6)).contains(&Action::RendererFails(page)));
}

#[test]
fn closing_an_instance_takes_all_its_views() {
    let mut views = Views::new(3, 1);
    for page in [key(1, 1), key(1, 2), key(2, 1)] {
        views.open(page);
    }
    assert_eq!(views.close_instance(InstanceId(1)).len(), 2);
    assert!(views.has_view(key(2, 1)));
    assert!(!views.exists(ViewId(1)));
}
