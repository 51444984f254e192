//! What a program may do to its lists without meaning well, and a view that dies at the wrong moment: the same both ways, and
//! the program goes on or ends with a name.

use serde_json::json;
use tiffin_runtime::{Input, PageId};

use super::paper;
use crate::support::{Options, Source, World};

const ROWS: &str = "<view class='row' wx:for='{{rows}}' wx:key='id' data-id='{{item.id}}' bindtap='hit'><text>{{item.label}}</text>{{index}}</view><view id='go' bindtap='go'/>";

/// A page of rows, node by node and by runs; `own` are its members.
fn both(wxml: &str, own: &str) -> [World; 2] {
    let script = format!(
        "const make = (n) => Array.from({{ length: n }}, (_, i) => ({{ id: i, label: 'row ' + i }}));
         Page({{ data: {{ rows: make(3) }}, hit(e) {{ console.log('hit', JSON.stringify(e.currentTarget.dataset)) }}, {own} }})"
    );
    let source = Source::new("App({})").page("pages/a", wxml, &script);
    [false, true].map(|blocks| {
        let mut world = World::with(
            &source,
            Options {
                blocks,
                ..Options::default()
            },
        );
        world.calm();
        world
    })
}

fn go(worlds: &mut [World; 2]) {
    for world in worlds {
        world.tap(1, "go").calm();
    }
}

/// What is shown, said and broken, of both.
fn same(worlds: &mut [World; 2]) {
    let came = worlds.each_mut().map(|world| {
        let mut lines = std::mem::take(&mut world.log);
        lines.push(format!("{} faults", world.faults.len()));
        lines.extend(paper::page(world.page(1)));
        assert_eq!(world.rebuilt(1).tree().shown(), world.page(1).shown());
        lines
    });
    if let Some(difference) = paper::difference(&came[0], &came[1]) {
        panic!("{difference}");
    }
}

#[test]
fn keys_of_every_kind_are_the_same_both_ways() {
    let keys = [
        "'__proto__', 'constructor', 'hasOwnProperty', 'toString', '__proto__'",
        "1, '1', 1.5, -0, 0, NaN, null, undefined, true, 'true'",
        "'', ' ', '', '\\u0000', 'x'.repeat(5000), 'x'.repeat(5000)",
        "{}, [], [1], { id: 1 }, {}, Symbol.iterator, 10n",
        "{ toString() { throw new Error('no') } }, { get id() { throw new Error('no') } }",
    ];
    for keys in keys {
        let own = format!(
            "go() {{ const l = [{keys}].map((id, i) => ({{ id, label: 'l' + i }})); const turn = this.n = (this.n || 0) + 1; this.setData({{ rows: turn % 2 ? l : l.slice().reverse().slice(1) }}) }}"
        );
        let mut worlds = both(ROWS, &own);
        for _ in 0..4 {
            go(&mut worlds);
            same(&mut worlds);
        }
    }
}

#[test]
fn rows_that_cannot_be_copied_leave_the_list_as_it_was() {
    for rows in [
        "(() => { const a = { id: 1 }; a.a = a; return [a] })()",
        "[{ id: 1, get label() { throw new Error('no') } }]",
        "(() => { const { proxy, revoke } = Proxy.revocable([], {}); revoke(); return proxy })()",
        "new Proxy([], { get() { throw new Error('no') } })",
    ] {
        let own = format!("go() {{ this.setData({{ rows: {rows} }}) }}");
        let mut worlds = both(ROWS, &own);
        let before = worlds[1].page(1).html();
        go(&mut worlds);
        same(&mut worlds);
        assert_eq!(worlds[1].page(1).html(), before, "{rows}");
        assert_eq!(worlds[1].faults.len(), 1, "{rows}");
    }
}

#[test]
fn set_data_in_a_loop_in_observers_is_the_same_both_ways() {
    let source = |own: &str| {
        let part =
            format!("Component({{ properties: {{ n: Number }}, data: {{ rows: [] }}, {own} }})");
        Source::new("App({})")
            .page(
                "pages/a",
                "<part n='{{n}}'/><view id='go' bindtap='go'/>",
                "Page({ data: { n: 0 }, go() { this.setData({ n: this.data.n + 1 }) } })",
            )
            .json("pages/a", json!({"usingComponents": {"part": "c/part"}}))
            .component(
                "c/part",
                "<view wx:for='{{rows}}' wx:key='id'>{{item.id}}{{item.t}}</view>",
                &part,
            )
    };
    for own in [
        // One that ends, growing the list it hears of.
        "observers: { n(n) { this.setData({ rows: [{ id: n, t: 'first' }] }) }, rows(l) { if (l.length < 40) this.setData({ rows: l.concat({ id: l.length + 100 }) }) } }",
        // Two that answer each other, by whole lists and by path.
        "observers: { n() { this.setData({ rows: [{ id: 1, t: 0 }, { id: 2, t: 0 }] }) }, 'rows[0].t'(t) { if (t < 30) this.setData({ 'rows[1].t': t + 1 }) }, 'rows[1].t'(t) { if (t < 30) this.setData({ 'rows[0].t': t + 1 }) } }",
        // One that empties what it hears of.
        "observers: { n(n) { this.setData({ rows: [{ id: n }, { id: n + 1 }] }) }, 'rows.**'(l) { if (l && l.length) this.setData({ rows: l.slice(1) }) } }",
    ] {
        let mut worlds = [false, true].map(|blocks| {
            let options = Options {
                blocks,
                ..Options::default()
            };
            World::with(&source(own), options)
        });
        for _ in 0..3 {
            go(&mut worlds);
            same(&mut worlds);
        }
    }
}

#[test]
fn a_view_that_dies_between_two_batches_shows_both() {
    let own = "go() { const l = this.data.rows.slice().reverse().concat(make(8).slice(3)); this.setData({ rows: l }); setTimeout(() => this.setData({ 'rows[2].label': 'late' }, () => console.log('late')), 1) }";
    let mut worlds = both(ROWS, own);
    for world in &mut worlds {
        world.views_answer = false;
        world.tap(1, "go").calm();
        // The first batch is on its way when the view dies, the second is made while there is none.
        world.program.post(Input::ViewGone { page: PageId(1) });
        world.until_log("late");
        let fresh = world.rebuilt(1);
        assert_eq!(fresh.tree().shown(), world.page(1).shown());
        world.replace(1, fresh);
        world.views_answer = true;
        let row = world.page(1).find(".row").unwrap()[4];
        world.event(1, row, "tap", json!({})).calm();
    }
    same(&mut worlds);
    assert!(worlds[1].page(1).text().contains("late"));
}
