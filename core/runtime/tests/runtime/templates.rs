//! What an included file sees, and where entities are characters.

use serde_json::json;

use crate::support::{Options, World, compiled};

fn world(files: &[(&str, &str)]) -> World {
    let mut world = World::of(compiled::packages(files), Options::default());
    world.settle();
    assert!(world.faults.is_empty(), "{:#?}", world.faults);
    world
}

/// The text of a page whose template includes the others.
fn text(files: &[(&str, &str)]) -> String {
    world(files).page(1).text()
}

#[test]
fn an_included_file_sees_item_and_index() {
    let files = [
        ("p/p.js", "Page({ data: {list: ['a', 'b'], n: 1} })"),
        (
            "p/p.wxml",
            "<block wx:for='{{list}}' wx:key='*this'><include src='row'/></block><include wx:for='{{list}}' wx:for-item='it' wx:for-index='at' src='./own.wxml'></include>",
        ),
        ("p/row.wxml", "<text>{{item}}{{index}}{{n}} </text>"),
        ("p/own.wxml", "<text>{{it}}{{at}}{{item}} </text>"),
    ];
    assert_eq!(text(&files), "a01 b11 a0 b1 ");
}

#[test]
fn an_included_file_sees_all_loops_around_it() {
    let files = [
        (
            "p/p.js",
            "Page({ data: {outer: [{n: 'o', kids: ['k', 'l']}, {n: 'q', kids: ['m']}], item: 'data'} })",
        ),
        (
            "p/p.wxml",
            "<view wx:for='{{outer}}' wx:for-item='o' wx:for-index='i' wx:key='n'><view wx:for='{{o.kids}}' wx:for-item='kid' wx:key='*this'><include src='two'/></view></view>",
        ),
        (
            "p/two.wxml",
            "<text>{{i}}{{o.n}}{{index}}{{kid}}{{item}} </text>",
        ),
    ];
    assert_eq!(text(&files), "0o0kdata 0o1ldata 1q0mdata ");
}

#[test]
fn conditions_around_and_in_an_include_see_the_loop() {
    let files = [
        ("p/p.js", "Page({ data: {list: ['a', 'b', 'c']} })"),
        (
            "p/p.wxml",
            "<view wx:for='{{list}}' wx:key='*this'><include wx:if='{{index === 0}}' src='one'/><include wx:elif='{{index === 1}}' src='two'/><include wx:else src='three'/></view>",
        ),
        ("p/one.wxml", "<text>1{{item}}</text>"),
        (
            "p/two.wxml",
            "<block wx:if='{{index === 1}}'>2{{item}}</block><block wx:else>never</block>",
        ),
        (
            "p/three.wxml",
            "<text wx:for='{{[7, 8]}}'>{{item}}{{index}}</text>",
        ),
    ];
    assert_eq!(text(&files), "1a2b7081");
}

#[test]
fn includes_in_includes_hand_the_scope_on() {
    let files = [
        ("p/p.js", "Page({ data: {list: ['a', 'b'], n: 1} })"),
        (
            "p/p.wxml",
            "<block wx:for='{{list}}' wx:key='*this'><include src='/parts/one'/></block>",
        ),
        ("parts/one.wxml", "<include src='sub/two'/>"),
        (
            "parts/sub/two.wxml",
            "<block wx:for='{{[5]}}' wx:for-item='five'><include src='../three'/></block>",
        ),
        (
            "parts/three.wxml",
            "<text>{{item}}{{index}}{{five}}{{n}} </text>",
        ),
    ];
    // The inner loop's index is another one of the same name.
    assert_eq!(text(&files), "a051 b051 ");
}

#[test]
fn includes_follow_each_change_of_data() {
    let files = [
        (
            "p/p.js",
            "Page({ data: {list: [{v: 'a'}, {v: 'b'}], n: 1}, go() { this.setData({n: 2}) }, deep() { this.setData({'list[1].v': 'c'}) }, more() { this.setData({list: [{v: 'x'}].concat(this.data.list)}) }, less() { this.setData({list: []}) } })",
        ),
        (
            "p/p.wxml",
            "<view id='go' bindtap='go'/><view id='deep' bindtap='deep'/><view id='more' bindtap='more'/><view id='less' bindtap='less'/><block wx:for='{{list}}'><include src='row'/></block>",
        ),
        (
            "p/row.wxml",
            "<text data-n='{{n}}'>{{index}}{{item.v}}{{n}} </text>",
        ),
    ];
    let mut world = world(&files);
    for (id, text) in [
        ("go", "0a2 1b2 "),
        ("deep", "0a2 1c2 "),
        ("more", "0x2 1a2 2c2 "),
        ("less", ""),
    ] {
        world.tap(1, id).settle();
        assert_eq!(world.page(1).text(), text, "after {id}");
    }
}

#[test]
fn an_include_in_a_template_sees_its_data_and_its_loops() {
    let files = [
        ("p/p.js", "Page({ data: {list: ['a', 'b'], word: 'page'} })"),
        (
            "p/p.wxml",
            "<template name='plain'><include src='word'/></template><template name='rows'><block wx:for='{{rows}}'><include src='word'/></block></template><template is='plain' data='{{ word: \"data\" }}'/><block wx:for='{{list}}'><template is='rows' data='{{ rows: [1, 2], word: item }}'/></block>",
        ),
        ("p/word.wxml", "<text>{{word}}{{item}} </text>"),
    ];
    assert_eq!(text(&files), "data a1 a2 b1 b2 ");
}

#[test]
fn includes_work_in_components_and_in_their_slots() {
    let files = [
        ("p/p.json", r#"{"usingComponents": {"card": "/card"}}"#),
        (
            "p/p.js",
            "Page({ data: {list: ['a', 'b']}, hear(e) { console.log('heard', e.detail.of) } })",
        ),
        (
            "p/p.wxml",
            "<card wx:for='{{list}}' bind:told='hear'><include src='row'/></card>",
        ),
        ("p/row.wxml", "<text>{{item}}{{index}}</text>"),
        ("card.json", r#"{"component": true}"#),
        (
            "card.js",
            "Component({ data: {list: ['x', 'y']}, methods: { tell(e) { this.triggerEvent('told', {of: e.currentTarget.dataset.of}) } } })",
        ),
        (
            "card.wxml",
            "<block wx:for='{{list}}'><include src='part'/></block><slot/>;",
        ),
        (
            "part.wxml",
            "<text id='{{item}}' bindtap='tell' data-of='{{item}}'>{{item}}{{index}}</text>",
        ),
    ];
    let mut world = world(&files);
    assert_eq!(world.page(1).text(), "x0y1a0;x0y1b1;");
    world.tap(1, "y").until_log("heard y");
}

#[test]
fn modules_of_both_files_are_seen_and_the_own_one_wins() {
    let files = [
        (
            "p/p.js",
            "Page({ data: {list: ['a'], n: 1}, go() { this.setData({n: 2}) } })",
        ),
        (
            "p/p.wxml",
            "<wxs module='tools'>module.exports = { here: function (x) { return 'here' + x }, n: 3 }</wxs><wxs src='/both.wxs' module='both'/><view id='go' bindtap='go'/><include src='inner'/>;<block wx:for='{{list}}'><include src='inner'/></block>",
        ),
        ("both.wxs", "module.exports = 'outer'"),
        (
            "p/inner.wxml",
            "<wxs module='own'>module.exports = function () { return 'own' }</wxs><wxs module='both'>module.exports = 'inner'</wxs><text>{{tools.here(n)}}{{tools.n}}{{own()}}{{both}}{{item}}</text>",
        ),
    ];
    let mut world = world(&files);
    assert_eq!(world.page(1).text(), "here13owninner;here13owninnera");
    world.tap(1, "go").settle();
    assert_eq!(world.page(1).text(), "here23owninner;here23owninnera");
}

/// Handlers and observers of the including file's modules get what WXS functions get.
#[test]
fn handlers_of_modules_work_through_an_include() {
    let files = [
        ("p/p.js", "Page({ data: {list: [1]} })"),
        (
            "p/p.wxml",
            "<wxs module='m'>module.exports = { tap: function (e, owner) { owner.selectComponent('.it').setStyle({color: 'red'}); return false } }</wxs><block wx:for='{{list}}'><include src='row'/></block>",
        ),
        (
            "p/row.wxml",
            "<view class='it' id='it' bindtap='{{m.tap}}'>x</view>",
        ),
    ];
    let mut world = world(&files);
    world.tap(1, "it").settle();
    assert!(world.faults.is_empty(), "{:#?}", world.faults);
    let html = world.page(1).html();
    assert!(html.contains("red"), "{html}");
}

/// <https://developers.weixin.qq.com/miniprogram/dev/reference/wxml/import.html>: all of a file but its templates and modules
/// is included, and a file sees the templates of those that it imports itself.
#[test]
fn templates_of_an_included_file_stay_its_own() {
    let files = [
        ("p/p.js", "Page({ data: {} })"),
        (
            "p/p.wxml",
            "<include src='inner'/>;<template is='own'/><template is='far'/><template is='near'/>",
        ),
        (
            "p/inner.wxml",
            "<import src='far'/><template name='own'>own</template><template is='own'/><template is='far'/>",
        ),
        (
            "p/far.wxml",
            "<import src='near'/><template name='far'>far</template>",
        ),
        ("p/near.wxml", "<template name='near'>near</template>"),
    ];
    assert_eq!(text(&files), "ownfar;");
}

#[test]
fn an_included_name_is_nothing_outside_of_its_loop() {
    let files = [
        ("p/p.js", "Page({ data: {list: [1, 2]} })"),
        (
            "p/p.wxml",
            "<block wx:for='{{list}}'><include src='row'/></block><include src='row'/>",
        ),
        ("p/row.wxml", "<text>[{{item}}{{index}}]</text>"),
    ];
    assert_eq!(text(&files), "[10][21][]");
}

#[test]
fn entities_are_characters_in_attributes_and_texts() {
    let files = [
        ("p/p.js", "Page({ data: {raw: '&lt;'} })"),
        (
            "p/p.wxml",
            "<view id='a' title='a&lt;b &quot;&#39;&#x4e2d;' alt='{{raw}}&amp;'>1 + 2 &lt; 4&nbsp;{{raw}}{{'&gt;'}}&none;</view>",
        ),
    ];
    let world = world(&files);
    let page = world.page(1);
    let node = page.node(page.by_id("a").unwrap()).unwrap();
    assert_eq!(node.attrs["title"], json!("a<b \"'中"));
    assert_eq!(node.attrs["alt"], json!("&lt;&"));
    assert_eq!(page.text(), "1 + 2 < 4\u{a0}&lt;&gt;&none;");
}

/// `<text>` decodes in the view, and only with `decode`: what is written and what is bound come there as they are.
#[test]
fn entities_in_text_reach_the_view_as_they_are_written() {
    let files = [
        ("p/p.js", "Page({ data: {raw: '&lt;', on: true} })"),
        (
            "p/p.wxml",
            "<text>a&nbsp;{{raw}}&amp;lt;{{on && raw === '&lt;' ? 'yes' : 'no'}}<block wx:if='{{on}}'>&gt;</block></text><text decode='{{on}}'>&lt;</text><view><text>&emsp;<text>&amp;</text></text>&amp;</view>",
        ),
    ];
    let world = world(&files);
    assert_eq!(
        world.page(1).text(),
        "a&nbsp;&lt;&amp;lt;yes&gt;&lt;&emsp;&amp;&"
    );
}
