//! Where native views lie.
#![allow(clippy::indexing_slicing, clippy::panic)]

use tiffin_protocol::message::NativeKind;

use super::*;

const VIEW: ViewId = ViewId(7);

fn area(left: f64, top: f64, width: f64, height: f64) -> Area {
    Area {
        left,
        top,
        width,
        height,
    }
}

fn place(node: u32, rect: Area, clip: Option<Area>) -> NativePlace {
    NativePlace {
        node,
        kind: NativeKind::Map,
        rect,
        clip,
    }
}

/// A phone's page between a bar of 44 and a tab bar of 50.
fn page() -> Rect {
    let environment = Environment {
        window_width: 390.0,
        window_height: 800.0,
        ..Environment::default()
    };
    let insets = Insets {
        top: 44.0,
        bottom: 50.0,
        ..Insets::default()
    };
    page_area(&environment, insets)
}

fn rects(natives: &Natives) -> Vec<(u64, Rect, Rect)> {
    let layers = natives.layers(VIEW, page());
    let rects = layers.map(|layer| match layer {
        Layer::Native { id, rect, clip, .. } => (id, rect, clip),
        Layer::Page { .. } => panic!("no native view"),
    });
    rects.collect()
}

#[test]
fn a_map_lies_on_the_window_and_what_scrolled_out_is_cut_off() {
    let mut natives = Natives::default();
    let mut last = 0;
    let mut number = || {
        last += 1;
        last
    };
    natives.report(
        vec![place(5, area(10.0, 20.0, 100.0, 200.0), None)],
        &mut number,
    );
    let lies = |left, top, width, height| Rect {
        left,
        top,
        width,
        height,
    };
    let whole = lies(10.0, 64.0, 100.0, 200.0);
    assert_eq!(rects(&natives), [(1, whole, whole)]);
    // Scrolled by 150: its upper part is behind the bar.
    natives.report(
        vec![place(5, area(10.0, -130.0, 100.0, 200.0), None)],
        &mut number,
    );
    assert_eq!(
        rects(&natives),
        [(
            1,
            lies(10.0, -86.0, 100.0, 200.0),
            lies(10.0, 44.0, 100.0, 70.0)
        )],
        "the same one moved"
    );
    // In a scroll-view that shows half of it.
    let clip = Some(area(0.0, 0.0, 60.0, 600.0));
    natives.report(
        vec![place(5, area(10.0, 20.0, 100.0, 200.0), clip)],
        &mut number,
    );
    assert_eq!(rects(&natives)[0].2, lies(10.0, 64.0, 50.0, 200.0));
    natives.report(vec![place(6, area(0.0, 0.0, 1.0, 1.0), None)], &mut number);
    assert_eq!(rects(&natives)[0].0, 2, "another node is another view");
    natives.clear();
    assert!(rects(&natives).is_empty());
}

#[test]
fn a_view_gone_wild_has_only_so_many_and_no_strange_numbers() {
    let mut natives = Natives::default();
    let wild = area(1e300, -1e300, 1e300, -5.0);
    let many = (0..1_000).map(|node| place(node, wild, None)).collect();
    natives.report(many, || 1);
    let rects = rects(&natives);
    assert_eq!(rects.len(), MAX_NATIVES);
    for (_, rect, clip) in rects {
        assert!(rect.left.is_finite() && rect.width <= FAR && rect.height == 0.0);
        assert!(clip.width == 0.0 && clip.height == 0.0);
    }
}
