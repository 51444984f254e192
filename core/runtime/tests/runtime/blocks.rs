//! Lists whose rows are made by runs: what a program and a view see of them is what they see of lists made node by node.

use std::time::Duration;

use serde_json::json;
use tiffin_protocol::message::op;
use tiffin_runtime::{Limits, PageId};

use crate::support::{Options, Source, World, compiled};

/// The same program, with runs and without.
fn both(source: &Source) -> [World; 2] {
    [true, false].map(|blocks| {
        let options = Options {
            blocks,
            ..Options::default()
        };
        World::with(source, options)
    })
}

/// A page with buttons that run a line of code each.
fn page(wxml: &str, data: &str, steps: &[&str]) -> Source {
    let mut js = format!("Page({{data:{data},");
    let mut buttons = String::new();
    for (n, step) in steps.iter().enumerate() {
        js.push_str(&format!(
            "s{n}(e){{{step}; this.setData({{}}, () => console.log('done {n}'))}},\n"
        ));
        buttons.push_str(&format!("<view id=\"s{n}\" bindtap=\"s{n}\"/>"));
    }
    js.push_str("tap(e){console.log('tap', e.currentTarget.id, JSON.stringify(e.currentTarget.dataset), e.target.id, JSON.stringify(e.mark))},})");
    Source::new("App({})").page("pages/a", &format!("{wxml}<view>{buttons}</view>"), &js)
}

/// Runs all steps both ways, and compares what is shown after each.
fn compare(wxml: &str, data: &str, steps: &[&str]) -> [World; 2] {
    let mut worlds = both(&page(wxml, data, steps));
    let shown = |worlds: &mut [World; 2], what: &str| {
        let [run, own] = worlds;
        assert_eq!(run.page(1).html(), own.page(1).html(), "{what}");
        assert_eq!(run.log, own.log, "{what}");
        assert!(run.faults.is_empty() && own.faults.is_empty(), "{what}");
    };
    for world in &mut worlds {
        world.settle();
    }
    shown(&mut worlds, "at first");
    assert_eq!(clones(&worlds[1]), 0);
    for (n, step) in steps.iter().enumerate() {
        for world in &mut worlds {
            world.tap(1, &format!("s{n}"));
            world.until_log(&format!("done {n}"));
            let fresh = world.rebuilt(1);
            assert_eq!(fresh.tree().shown(), world.page(1).shown(), "{step}");
        }
        shown(&mut worlds, step);
    }
    worlds
}

fn clones(world: &World) -> u64 {
    world.views[&PageId(1)].counts().of(op::CLONE)
}

const ROW: &str = r#"<view wx:for="{{rows}}" wx:key="id" class="row {{item.on ? 'on' : ''}}" id="r{{item.id}}" data-id="{{item.id}}" mark:m="{{item.id}}" bindtap="tap" style="color: {{item.c}}"><text>{{index}}: {{item.label}} {{title}}</text><view aria-label="{{item.label}}" hidden/></view>"#;

fn rows(count: usize) -> String {
    let rows: Vec<_> = (0..count)
        .map(|n| json!({"id": n, "label": format!("l{n}"), "c": "red", "on": n % 3 == 0}))
        .collect();
    json!({"rows": rows, "title": "t", "other": 1}).to_string()
}

#[test]
fn plain_rows_are_made_changed_moved_and_cleared_as_node_by_node() {
    let worlds = compare(
        ROW,
        &rows(8),
        &[
            "this.setData({'rows[3].label': 'three'})",
            "this.setData({rows: this.data.rows.map((r, n) => n % 2 ? r : {...r, label: r.label + '!'})})",
            "const r = this.data.rows; this.setData({rows: [r[7], ...r.slice(1, 7), r[0]]})",
            "this.setData({rows: this.data.rows.slice().reverse()})",
            "this.setData({rows: this.data.rows.filter((r) => r.id !== 4)})",
            "this.setData({rows: this.data.rows.concat({id: 'n', label: 'new'})})",
            "this.setData({['rows[' + this.data.rows.length + ']']: {id: 'p', label: 'path'}})",
            "const r = this.data.rows.slice(); r.splice(3, 0, {id: 'm', label: 'mid'}, {id: 'k'}); this.setData({rows: r})",
            "this.setData({title: 'other title'})",
            "this.setData({other: 2})",
            "this.setData({rows: []})",
            "this.setData({rows: [{id: 1}, {id: 2}]})",
            "this.setData({rows: null})",
            "this.setData({rows: {a: {id: 1, label: 'x'}, b: {id: 2}}})",
            "this.setData({rows: {b: {id: 2, label: 'y'}, a: {id: 1, label: 'x'}, c: {id: 3}}})",
            "this.setData({'rows.b.label': 'z'})",
        ],
    );
    assert!(clones(&worlds[0]) > 4);
}

#[test]
fn keys_that_repeat_are_missing_or_not_there_are_what_they_were() {
    let steps = [
        "this.setData({rows: this.data.rows.map((r) => ({...r, id: r.id % 3}))})",
        "this.setData({'rows[1].label': 'one', 'rows[2].id': 2})",
        "this.setData({rows: this.data.rows.slice(2).concat(this.data.rows.slice(0, 1))})",
        "this.setData({rows: [{label: 'a'}, {label: 'b'}, {id: 1}]})",
        "this.setData({rows: [{label: 'b'}, {id: 1}, {label: 'a'}, {id: 'x'}]})",
        "this.setData({rows: [1, 'two', null, undefined, {id: 5}]})",
        "this.setData({rows: [{id: 5}, null]})",
        "this.setData({rows: 'text'})",
        "this.setData({rows: 4})",
    ];
    compare(ROW, &rows(7), &steps);
    compare(&ROW.replace(" wx:key=\"id\"", ""), &rows(7), &steps);
    compare(
        &ROW.replace("wx:key=\"id\"", "wx:key=\"*this\""),
        &rows(7),
        &steps,
    );
}

#[test]
fn rows_stand_between_their_siblings_and_several_lists_side_by_side() {
    let wxml = format!(
        "<view>before {ROW}<text>between</text>{}{}<view wx:if=\"{{{{on}}}}\">in</view>after</view>{ROW}",
        ROW.replace("rows", "second"),
        ROW.replace("rows", "third"),
    );
    let data = r#"{rows: [], second: [{id: 's'}], third: [], on: false}"#;
    let worlds = compare(
        &wxml,
        data,
        &[
            "this.setData({third: [{id: 1}, {id: 2}]})",
            "this.setData({rows: [{id: 3}], on: true})",
            "this.setData({second: []})",
            "this.setData({rows: [{id: 5}, {id: 3}], third: []})",
            "this.setData({second: [{id: 9}], on: false})",
            "this.setData({rows: [], second: [], third: []})",
            "this.setData({rows: [{id: 5}], second: [{id: 5}], third: [{id: 5}], on: true})",
        ],
    );
    assert!(clones(&worlds[0]) > 4);
}

#[test]
fn lists_come_and_go_with_what_they_stand_in() {
    let wxml = format!(
        "<block wx:if=\"{{{{on}}}}\">{ROW}<text>x</text></block><view wx:else>{ROW}</view><view wx:for=\"{{{{outer}}}}\" wx:key=\"*this\" wx:for-item=\"o\"><text>{{{{o}}}}</text>{ROW}</view>"
    );
    let data = r#"{rows: [{id: 1}, {id: 2}], outer: ['a', 'b'], on: true}"#;
    let worlds = compare(
        &wxml,
        data,
        &[
            "this.setData({on: false})",
            "this.setData({on: true, rows: [{id: 2}, {id: 3}, {id: 1}]})",
            "this.setData({outer: ['c', 'b', 'a']})",
            "this.setData({outer: [], rows: []})",
            "this.setData({outer: ['d'], rows: [{id: 7}]})",
            "this.setData({on: false, outer: []})",
        ],
    );
    assert!(clones(&worlds[0]) > 4);
}

#[test]
fn values_of_every_kind_are_shown_as_they_were() {
    let wxml = r#"<view wx:for="{{rows}}" class="{{item}}" style="{{item}}" id="{{item}}" data-v="{{item}}" aria-label="{{item}}" lang="{{index}}" title="{{missing}}">{{item}}</view>"#;
    let list = "[1, 0, -1.5, '', 'a  b', 'a--b', null, undefined, true, false, [1, 2], {a: 1}, NaN, '<x>&amp;\\n\"', ['p', 'q r'], 'a a']";
    compare(
        wxml,
        "{rows: []}",
        &[
            &format!("this.setData({{rows: {list}}})"),
            &format!("this.setData({{rows: {list}.reverse()}})"),
            "this.setData({'rows[3]': {b: 2}, 'rows[4]': 'now'})",
            "this.setData({'rows[3].b': 3, missing: {}})",
            "this.setData({missing: undefined})",
        ],
    );
}

#[test]
fn a_tap_in_a_row_bubbles_as_it_did_and_the_row_goes_on() {
    let row = r#"<view bindtap="tap" id="list" capture-bind:tap="tap" mark:list="l">"#.to_owned()
        + ROW
        + r#"<view wx:for="{{rows}}" catchtap="tap" id="c{{item.id}}" data-item="{{item}}"><text id="t{{item.id}}">{{item.label}}</text></view></view>"#;
    let source = page(
        &row,
        &rows(4),
        &[
            "this.setData({rows: this.data.rows.slice().reverse()})",
            "this.setData({'rows[2].label': 'changed', title: 'new'})",
            "this.setData({rows: [{id: 9, label: 'nine'}, ...this.data.rows.slice(1)]})",
            "this.setData({rows: []})",
        ],
    );
    let mut worlds = both(&source);
    for step in 0..4 {
        for world in &mut worlds {
            world.settle();
            for id in ["r1", "t2", "c3", "r9"] {
                if world.page(1).by_id(id).is_ok() {
                    world.tap(1, id);
                }
            }
            world.settle();
        }
        assert_eq!(worlds[0].log, worlds[1].log, "{step}");
        assert_eq!(worlds[0].page(1).html(), worlds[1].page(1).html(), "{step}");
        for world in &mut worlds {
            world.tap(1, &format!("s{step}"));
            world.until_log(&format!("done {step}"));
        }
        assert_eq!(worlds[0].page(1).html(), worlds[1].page(1).html(), "{step}");
        let bare = |world: &World| world.faults.len();
        assert_eq!(bare(&worlds[0]), 0);
    }
    assert!(
        worlds[0]
            .log
            .iter()
            .filter(|line| line.starts_with("tap"))
            .count()
            > 12
    );
    assert!(clones(&worlds[0]) >= 2);
}

#[test]
fn a_row_removed_by_its_own_tap_is_gone() {
    let wxml = r#"<view wx:for="{{rows}}" wx:key="id" id="r{{item.id}}" data-n="{{index}}" bindtap="drop"><text id="t{{item.id}}">{{item.label}}</text></view>"#;
    let js = format!(
        "Page({{data: {}, drop(e){{ const rows = this.data.rows.slice(); rows.splice(e.currentTarget.dataset.n, 1); this.setData({{rows}}); this.setData({{rows: rows.concat({{id: 'n' + rows.length, label: 'x'}})}}); console.log(e.currentTarget.id, e.target.id) }}}})",
        rows(4)
    );
    let source = Source::new("App({})").page("pages/a", wxml, &js);
    let mut worlds = both(&source);
    for world in &mut worlds {
        world.settle();
        for id in ["t1", "t3", "t0", "t2", "tn3"] {
            world.tap(1, id).settle();
        }
        assert!(world.faults.is_empty());
    }
    assert_eq!(worlds[0].log, worlds[1].log);
    assert_eq!(worlds[0].page(1).html(), worlds[1].page(1).html());
}

#[test]
fn rows_in_components_have_their_scopes_and_their_slots() {
    let source = |blocks: bool| {
        let source = Source::new("App({})")
            .page(
                "pages/a",
                "<box id='b'><view wx:for='{{rows}}' wx:key='id' class='in {{item.c}}'>{{item.id}}</view></box><view id='go' bindtap='go'/>",
                "Page({data: {rows: [{id: 1, c: 'x'}, {id: 2}]}, go() { this.selectComponent('#b').flip(); this.setData({rows: this.data.rows.concat({id: 3, c: 'z'})}) }})",
            )
            .json("pages/a", json!({"usingComponents": {"box": "c/box"}}))
            .component(
                "c/box",
                "<view wx:if='{{on}}'><text wx:for='{{list}}' class='own {{item}}'>{{item}}</text><slot/></view><block wx:else><view><slot/></view></block>",
                "Component({data: {on: true, list: ['p', 'q']}, methods: {flip() { this.setData({on: !this.data.on}) }}})",
            )
            .json("c/box", json!({"scope": "c1"}));
        World::with(
            &source,
            Options {
                blocks,
                ..Options::default()
            },
        )
    };
    let mut worlds = [source(true), source(false)];
    for _ in 0..4 {
        for world in &mut worlds {
            world.settle().tap(1, "go").settle();
            assert!(world.faults.is_empty());
        }
        assert_eq!(worlds[0].page(1).html(), worlds[1].page(1).html());
    }
    assert!(worlds[0].page(1).html().contains("c1--own"));
    assert!(clones(&worlds[0]) > 1);
}

#[test]
fn who_looks_for_elements_finds_those_of_rows() {
    let wxml = format!("<view id='box'>{ROW}</view>");
    let step = "const q = this.createSelectorQuery(); q.selectAll('.row').fields({id: true, dataset: true}); q.select('#box >>> .on').fields({id: true}); q.select('#r2').boundingClientRect(); q.select('.none').boundingClientRect(); q.exec((r) => console.log(JSON.stringify(r.map((x) => Array.isArray(x) ? x.map((y) => [y.id, y.dataset]) : x && x.id))))";
    let worlds = compare(
        &wxml,
        &rows(5),
        &[
            "console.log(this.selectComponent('.row'), this.selectAllComponents('.on').length)",
            step,
            "this.setData({rows: this.data.rows.slice().reverse()})",
            step,
            "this.setData({rows: this.data.rows.filter((r) => r.id % 2), title: 'x'})",
            step,
            "this.createIntersectionObserver({observeAll: true}).relativeToViewport().observe('.row', () => {})",
            "this.setData({rows: this.data.rows.concat({id: 6, label: 'six', on: true})})",
            step,
        ],
    );
    assert!(clones(&worlds[0]) > 1);
    let observed = |world: &World| {
        let calls = world.invokes.iter();
        calls
            .filter(|call| call["method"] == "observeIntersection")
            .count()
    };
    assert_eq!(observed(&worlds[0]), observed(&worlds[1]));
}

#[test]
fn what_a_shape_cannot_say_is_made_as_before() {
    for row in [
        "<card a='{{item.id}}'/>",
        "<slot/>",
        "<view slot='x'>{{item.id}}</view>",
        "<template is='t' data='{{item}}'/>",
        "<input model:value='{{title}}'/>",
        "<view bindtap='{{item.on ? \"tap\" : \"\"}}'>{{item.id}}</view>",
        "<view class='~out {{item.id}}'/>",
        "<view><view wx:for='{{item.sub}}' wx:for-item='s'>{{s}}</view></view>",
        "<canvas canvas-id='c{{item.id}}'/>",
    ] {
        let wxml = format!(
            "<block wx:for='{{{{rows}}}}' wx:key='id'>{row}</block><template name='t'><text>{{{{label}}}}</text></template>"
        );
        let source = page(
            &wxml,
            &rows(3),
            &["this.setData({rows: this.data.rows.slice(1).concat({id: 8, sub: [1, 2]})})"],
        )
        .json("pages/a", json!({"usingComponents": {"card": "c/card"}}))
        .component(
            "c/card",
            "<view>{{a}}</view>",
            "Component({properties: {a: Number}})",
        );
        let mut worlds = both(&source);
        for world in &mut worlds {
            world.settle().tap(1, "s0").settle();
            assert!(world.faults.is_empty());
        }
        assert_eq!(worlds[0].page(1).html(), worlds[1].page(1).html(), "{row}");
    }
}

#[test]
fn a_hundred_thousand_rows_end_by_name_and_the_list_before_stays() {
    let limits = Limits {
        turn: Duration::from_secs(60),
        ..Limits::default()
    };
    let source = page(
        "<view wx:for=\"{{rows}}\">{{item}}</view>",
        "{rows: [1, 2, 3]}",
        &["this.setData({rows: Array.from({length: 1e5}, (_, id) => id)})"],
    );
    let options = Options {
        limits,
        ..Options::default()
    };
    let mut world = World::with(&source, options);
    world.settle();
    let before = world.page(1).html();
    world.tap(1, "s0");
    world.until("a fault", |world| !world.faults.is_empty());
    let (kind, message, _, _, fatal) = world.fault(0);
    assert!(
        fatal && message.contains("more than 100000 nodes"),
        "{kind:?} {message}"
    );
    assert_eq!(world.page(1).html(), before);
}

const BRANCHES: &str = r#"<view wx:if="{{item.a}}" class="a">A {{item.a}}<view wx:if="{{item.b}}">B {{item.b}}</view><text wx:else>no b</text></view><view wx:elif="{{sel === item.id}}" class="s"><text>selected</text>{{title}}</view><text wx:if="{{item.c}}">c {{item.c}}</text><view id="k{{item.id}}">{{item.id}} <block wx:if="{{item.d}}"><text>d1</text><text>d2 {{item.d}}</text></block> end</view><view wx:if="{{index === rows.length - 1}}">last</view>"#;

#[test]
fn branches_in_rows_change_and_what_is_beside_them_stays() {
    let rows = r#"{rows: [{id: 1}, {id: 2, a: 1}, {id: 3, a: 1, b: 2}, {id: 4, c: 1, d: 1}], sel: 1, title: 't'}"#;
    let steps = [
        "this.setData({sel: 2})",
        "this.setData({'rows[1].a': 0, 'rows[2].b': 0, 'rows[0].d': 'now'})",
        "this.setData({'rows[3].a': 7, 'rows[3].c': 0, title: 'u', sel: 9})",
        "this.setData({rows: this.data.rows.concat({id: 5, c: 2})})",
        "this.setData({rows: this.data.rows.slice().reverse(), sel: 5})",
        "this.setData({rows: this.data.rows.map((r) => ({...r, a: r.a ? 0 : 1, b: 1, c: r.c ? 0 : 3}))})",
        "this.setData({'rows[2].d': 0, 'rows[2].label': 1})",
        "this.setData({rows: this.data.rows.filter((r) => r.id > 1)})",
        "this.setData({rows: []})",
        "this.setData({rows: [{id: 8}, {id: 9, a: 1}]})",
    ];
    for wrapped in [
        format!("<view>x <view wx:for='{{{{rows}}}}' wx:key='id'>{BRANCHES}</view> y</view>"),
        format!("<view>x <block wx:for='{{{{rows}}}}' wx:key='id'>{BRANCHES}</block> y</view>"),
        format!(
            "<view>x <block wx:for='{{{{rows}}}}' wx:key='id'><block wx:if='{{{{item.a}}}}'>{BRANCHES}</block></block> y</view>"
        ),
    ] {
        let worlds = compare(&wrapped, rows, &steps);
        assert!(clones(&worlds[0]) > 4);
    }
}

#[test]
fn a_row_keeps_its_nodes_when_a_branch_of_it_changes() {
    let wxml = r#"<view wx:for="{{rows}}" wx:key="id" id="r{{item.id}}"><input id="i{{item.id}}" value="{{item.v}}" bindinput="type"/><view wx:if="{{item.v}}" id="x{{item.id}}" bindtap="clear" data-n="{{index}}">x</view></view>"#;
    let js = "Page({data: {rows: [{id: 1, v: ''}, {id: 2, v: 'a'}]}, type(e) { this.setData({'rows[0].v': e.detail.value}) }, clear(e) { this.setData({['rows[' + e.currentTarget.dataset.n + '].v']: ''}) }})";
    let mut world = World::start(&Source::new("App({})").page("pages/a", wxml, js));
    world.settle();
    let input = world.page(1).by_id("i1").unwrap();
    let row = world.page(1).by_id("r2").unwrap();
    world
        .event(1, input, "input", json!({"value": "typed"}))
        .settle();
    assert_eq!(world.page(1).by_id("i1").unwrap(), input);
    let cross = world.page(1).by_id("x1").unwrap();
    world.tap(1, "x2").settle();
    assert_eq!(world.page(1).by_id("r2").unwrap(), row);
    assert!(world.page(1).html().contains("id=x1") && !world.page(1).html().contains("id=x2"));
    world.event(1, cross, "tap", json!({})).settle();
    assert!(!world.page(1).html().contains("id=x1"));
    assert!(world.faults.is_empty());
}

#[test]
fn a_component_that_a_branch_shows_is_one_and_goes_again() {
    let wxml = r#"<view wx:for="{{rows}}" wx:key="id" id="r{{item.id}}"><card wx:if="{{item.on}}" n="{{item.id}}"/><text wx:else>{{item.id}}</text></view>"#;
    let source = page(
        wxml,
        "{rows: [{id: 1}, {id: 2}, {id: 3}]}",
        &[
            "this.setData({'rows[1].on': true})",
            "this.setData({rows: this.data.rows.slice().reverse().concat({id: 4, on: 1}, {id: 5})})",
            "this.setData({rows: this.data.rows.map((r) => ({...r, on: !r.on}))})",
            "const r = this.data.rows; this.setData({rows: [r[4], r[0], r[2]]})",
            "this.setData({rows: this.data.rows.map((r) => ({id: r.id}))})",
            "this.setData({rows: []})",
        ],
    )
    .json("pages/a", json!({"usingComponents": {"card": "c/card"}}))
    .component(
        "c/card",
        "<view>card {{n}}</view>",
        "Component({properties: {n: Number}, lifetimes: {attached() { console.log('in', this.data.n) }, detached() { console.log('out', this.data.n) }}})",
    );
    let mut worlds = both(&source);
    for step in 0..6 {
        for world in &mut worlds {
            world.settle().tap(1, &format!("s{step}"));
            world.until_log(&format!("done {step}"));
            assert!(world.faults.is_empty());
        }
        assert_eq!(worlds[0].page(1).html(), worlds[1].page(1).html(), "{step}");
        let sorted = |world: &World| {
            let mut log = world.log.clone();
            log.sort();
            log
        };
        assert_eq!(sorted(&worlds[0]), sorted(&worlds[1]), "{step}");
    }
    assert!(clones(&worlds[0]) > 0);
}

#[test]
fn ten_thousand_rows_are_made() {
    let mut world = World::start(&page(
        ROW,
        &rows(0),
        &["this.setData({rows: Array.from({length: 1e4}, (_, id) => ({id, label: 'l' + id}))})"],
    ));
    world.settle().tap(1, "s0");
    world.until_log("done 0");
    assert!(world.faults.is_empty());
    assert_eq!(clones(&world), 1);
}

#[test]
fn a_list_that_changes_while_an_event_is_under_way_is_what_it_was() {
    let wxml = r#"<view id="list" bindtap="outer" data-n="{{rows.length}}"><view wx:for="{{rows}}" wx:key="id" id="r{{item.id}}" data-n="{{index}}" data-label="{{item.label}}" bindtap="row" capture-bind:tap="first"><text id="t{{item.id}}" bindtap="inner">{{item.label}}</text><view wx:if="{{item.open}}">open</view></view></view>"#;
    let say = "console.log(e.type, e.currentTarget.id, JSON.stringify(e.currentTarget.dataset), e.target.id)";
    let js = format!(
        "Page({{data: {}, \
         first(e) {{ {say}; this.setData({{rows: this.data.rows.slice().reverse()}}) }}, \
         inner(e) {{ {say}; const rows = this.data.rows.filter((r) => 't' + r.id !== e.target.id); this.setData({{rows}}); this.setData({{'rows[0].open': true, 'rows[0].label': 'first'}}) }}, \
         row(e) {{ {say}; this.setData({{rows: this.data.rows.concat({{id: 'n' + this.data.rows.length, label: 'new'}})}}) }}, \
         outer(e) {{ {say}; this.setData({{'rows[1].label': 'outer', 'rows[1].open': 1}}) }}}})",
        rows(5)
    );
    let source = Source::new("App({})").page("pages/a", wxml, &js);
    let mut worlds = both(&source);
    for world in &mut worlds {
        world.settle();
        for id in ["t2", "r3", "t0", "t4", "tn3"] {
            if world.page(1).by_id(id).is_ok() {
                world.tap(1, id).settle();
            }
        }
        assert!(world.faults.is_empty());
    }
    assert_eq!(worlds[0].log, worlds[1].log);
    assert_eq!(worlds[0].page(1).html(), worlds[1].page(1).html());
    assert!(clones(&worlds[0]) > 0);
}

#[test]
fn observers_that_set_data_again_and_again_see_their_lists() {
    let source = Source::new("App({})")
        .page(
            "pages/a",
            "<box n='{{n}}'/><view id='go' bindtap='go'/>",
            "Page({data: {n: 1}, go() { this.setData({n: this.data.n + 3}) }})",
        )
        .json("pages/a", json!({"usingComponents": {"box": "c/box"}}))
        .component(
            "c/box",
            "<view wx:for='{{rows}}' wx:key='id' class='{{item.id === sum ? \"last\" : \"\"}}'>{{item.id}} of {{sum}}</view>",
            "Component({properties: {n: Number}, data: {rows: [], sum: 0}, observers: {n(n) { this.setData({rows: Array.from({length: n}, (_, id) => ({id}))}) }, 'rows.**'(rows) { if (rows.length < 12) this.setData({rows: rows.concat({id: 'x' + rows.length})}) }, rows(rows) { this.setData({sum: rows.length}) }}})",
        );
    let mut worlds = both(&source);
    for world in &mut worlds {
        world.settle();
        for _ in 0..4 {
            world.tap(1, "go").settle();
        }
        assert!(world.faults.is_empty());
    }
    assert_eq!(worlds[0].page(1).html(), worlds[1].page(1).html());
    assert!(clones(&worlds[0]) > 0);
}

#[test]
fn a_view_killed_between_two_batches_goes_on_with_the_next() {
    let mut world = World::start(&page(
        ROW,
        &rows(4),
        &[
            "this.setData({rows: this.data.rows.concat({id: 9, label: 'nine'})})",
            "this.setData({rows: this.data.rows.slice().reverse(), title: 'x'})",
            "this.setData({rows: []})",
            "this.setData({rows: [{id: 5}, {id: 6}]})",
        ],
    ));
    world.settle();
    for step in 0..4 {
        let fresh = world.rebuilt(1);
        world.views.insert(PageId(1), fresh);
        world.tap(1, &format!("s{step}"));
        world.until_log(&format!("done {step}"));
        assert_eq!(world.rebuilt(1).tree().shown(), world.page(1).shown());
    }
    assert_eq!(world.page(1).text(), "0:  x1:  x");
    assert!(world.faults.is_empty());
}

#[test]
fn what_throws_leaves_the_list_as_it_was() {
    let packages = compiled::packages(&[
        (
            "p/p.wxml",
            "<wxs src=\"/w.wxs\" module=\"w\"/><view wx:for=\"{{rows}}\" wx:key=\"id\">{{w.name(item)}}</view><view id=\"go\" bindtap=\"go\"/><view id=\"back\" bindtap=\"back\"/>",
        ),
        (
            "w.wxs",
            "module.exports = {name: function(x) { return x.a.b }}",
        ),
        (
            "p/p.js",
            "Page({data: {rows: [{id: 1, a: {b: 'one'}}, {id: 2, a: {b: 'two'}}]}, go() { try { this.setData({rows: [{id: 2, a: {b: 'changed'}}, {id: 3}]}) } catch (e) { console.log(e.name) } }, back() { this.setData({rows: [{id: 2, a: {b: 'deux'}}, {id: 4, a: {b: 'four'}}]}) }})",
        ),
    ]);
    let mut world = World::of(packages, Options::default());
    world.settle().tap(1, "go").settle();
    assert_eq!(world.page(1).text(), "onetwo");
    world.tap(1, "back").settle();
    assert_eq!(world.page(1).text(), "deuxfour");
}

/// The first row is a shape, the second glass-easel's, with a list between its other roots.
#[test]
fn an_inner_list_stands_between_the_roots_of_its_row() {
    let wxml = "<block wx:for=\"{{rows}}\"><text>{{item.id}}</text><block wx:if=\"{{item.on}}\">a<block wx:for=\"{{other}}\"><text>{{item.t}}</text><block wx:if=\"{{item.in}}\"><text wx:for=\"{{item.in}}\">{{item}}</text></block></block>b</block></block><view id=\"go\" bindtap=\"go\"/>";
    let js = "Page({ data: { rows: [{ id: 1 }, { id: 2, on: true }, { id: 3, on: true }, { id: 4 }], other: [{ t: 'o', in: ['x'] }, { t: 'p' }] },
        go() { this.setData({ rows: this.data.rows.reverse(), other: this.data.other.concat({ t: 'q' }) }) } })";
    for blocks in [true, false] {
        let source = Source::new("App({})").page("pages/a", wxml, js);
        let mut world = World::with(
            &source,
            Options {
                blocks,
                ..Options::default()
            },
        );
        world.settle();
        assert_eq!(world.page(1).text(), "12aoxpb3aoxpb4", "{blocks}");
        world.tap(1, "go").settle();
        assert_eq!(world.page(1).text(), "43aoxpqb2aoxpqb1", "{blocks}");
    }
}

/// Outer rows are glass-easel's, all of them or beside a shape, and move with their inner lists.
#[test]
fn inner_lists_move_with_the_rows_that_they_are_roots_of() {
    let wxml = "<block wx:for=\"{{rows}}\" wx:key=\"id\"><text>{{item.id}}</text><block wx:if=\"{{item.on}}\"><block wx:for=\"{{item.kids}}\" wx:key=\"id\"><text id=\"k{{item.t}}\" bindtap=\"hit\">{{item.t}}{{word}}</text></block></block></block><view id=\"go\" bindtap=\"go\"/>";
    let js = "const row = (id, ...kids) => ({ id, on: true, kids: kids.map((t, id) => ({ t, id })) });
        Page({ data: { word: '-', rows: [row(1, 'a', 'b'), row(2, 'c'), row(3, 'd', 'e')] },
        hit() {}, go() { this.setData({ word: '+', rows: [row(2, 'c'), row(1, 'a', 'b'), row(4, 'x'), row(3, 'd', 'e')] }); this.setData({ 'rows[2].kids[1]': { id: 1, t: 'y' } }) } })";
    let mixed = js
        .replace("rows: [row(1", "rows: [{ id: 0 }, row(1")
        .replace("rows: [row(2", "rows: [{ id: 0 }, row(2")
        .replace("rows[2]", "rows[3]");
    for (js, shape) in [(js, ""), (mixed.as_str(), "0")] {
        for blocks in [true, false] {
            let source = Source::new("App({})").page("pages/a", wxml, js);
            let options = Options {
                blocks,
                ..Options::default()
            };
            let mut world = World::with(&source, options);
            world.settle();
            assert_eq!(
                world.page(1).text(),
                format!("{shape}1a-b-2c-3d-e-"),
                "{blocks}"
            );
            for kid in ["kb", "kc", "kd"] {
                world.tap(1, kid).settle();
            }
            world.tap(1, "go").settle();
            assert_eq!(
                world.page(1).text(),
                format!("{shape}2c+1a+b+4x+y+3d+e+"),
                "{blocks}"
            );
        }
    }
}

/// An emoji that was cut in half.
#[test]
fn half_a_surrogate_pair_costs_no_page_its_batch() {
    let wxml = "<view data-t=\"{{t}}\">{{t}}</view><text wx:for=\"{{rows}}\" wx:key=\"*this\">{{item}}</text><view id=\"go\" bindtap=\"go\"/>";
    let js = "Page({ data: { t: '', rows: [] }, go() { const cut = '\u{1f35c}'.slice(0, 1); this.setData({ t: 'a' + cut, rows: ['b', 'c' + cut] }) } })";
    for blocks in [true, false] {
        let options = Options {
            blocks,
            ..Options::default()
        };
        let source = Source::new("App({})").page("pages/a", wxml, js);
        let mut world = World::with(&source, options);
        world.settle().tap(1, "go").settle();
        assert_eq!(world.page(1).text(), "a\u{fffd}bc\u{fffd}", "{blocks}");
        assert!(world.faults.is_empty());
    }
}
