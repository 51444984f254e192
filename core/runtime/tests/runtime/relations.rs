use serde_json::json;

use crate::support::{Source, World};

const FORM: &str = "const control = require('control.js');
    Component({ relations: { controls: { type: 'descendant', target: control,
        linked(one) { console.log('linked', one.data.n) }, linkChanged(one) { console.log('changed', one.data.n) },
        unlinked(one) { console.log('unlinked', one.data.n) } } },
        methods: { all() { return this.getRelationNodes('controls').map((one) => one.data.n).join('') } } })";

fn form(page: &str, script: &str) -> World {
    let source = Source::new("App({})")
        .page("pages/a", page, script)
        .json(
            "pages/a",
            json!({"usingComponents": {"my-form": "c/form", "my-input": "c/input", "my-other": "c/other"}}),
        )
        .file(
            "control.js",
            "module.exports = Behavior({ properties: { n: String } })",
        )
        .component("c/form", "<slot/>", FORM)
        .component(
            "c/input",
            "<view/>",
            "Component({ behaviors: [require('control.js')], relations: { '../c/form': { type: 'ancestor', \
                linked(form) { console.log('to', form.id) } } } })",
        )
        .component(
            "c/other",
            "<view/>",
            "Component({ properties: { n: String }, relations: { '../c/form': { type: 'ancestor' } } })",
        );
    let mut world = World::start(&source);
    world.settle();
    world
}

/// The example of https://developers.weixin.qq.com/miniprogram/dev/framework/custom-component/relations.html
#[test]
fn a_relation_to_a_behavior_links_every_component_that_has_it() {
    let mut world = form(
        "<my-form id='f'><my-input n='a'/><view><my-input wx:for='{{list}}' wx:key='*this' n='{{item}}'/></view><my-other n='z'/></my-form>
         <view id='go' bindtap='go'/>",
        "Page({ data: { list: ['b', 'c'] }, onReady() { console.log(this.selectComponent('#f').all()) },
            go() { this.setData({ list: ['c', 'd'] }); console.log(this.selectComponent('#f').all()) } })",
    );
    assert_eq!(
        world.trace(),
        "linked a to f linked b to f linked c to f abc"
    );
    world.tap(1, "go").settle();
    let trace = world.trace();
    assert!(trace.contains("unlinked b"), "{trace}");
    assert!(trace.contains("linked d to f"), "{trace}");
    assert!(trace.ends_with("acd"), "{trace}");
    assert!(world.faults.is_empty(), "{:?}", world.faults);
}

#[test]
fn a_relation_to_a_behavior_may_be_a_behaviors_own() {
    let source = Source::new("App({})")
        .page("pages/a", "<my-list id='l'><my-item n='1'/><my-item n='2'/></my-list>", "Page({ onReady() {
            console.log(this.selectComponent('#l').getRelationNodes('items').length) } })")
        .json(
            "pages/a",
            json!({"usingComponents": {"my-list": "c/list", "my-item": "c/item"}}),
        )
        .file("to-list.js", "module.exports = Behavior({ properties: { n: String }, relations: { '/c/list': { type: 'parent' } } })")
        .file("to-items.js", "const item = require('to-list.js'); module.exports = Behavior({ relations: { items: { type: 'child', target: item } } })")
        .component("c/list", "<slot/>", "Component({ behaviors: [require('to-items.js')] })")
        .component("c/item", "<view/>", "Component({ behaviors: [require('to-list.js')] })");
    let mut world = World::start(&source);
    world.settle();
    assert_eq!(world.trace(), "2");
    assert!(world.faults.is_empty(), "{:?}", world.faults);
}

#[test]
fn a_relation_to_what_is_no_target_is_left_out_by_name_and_the_component_works() {
    let source = Source::new("App({})")
        .page("pages/a", "<one id='x'/>", "Page({ onReady() { console.log(this.selectComponent('#x').data.n) } })")
        .json("pages/a", json!({"usingComponents": {"one": "c/one"}}))
        .component("c/one", "<view/>", "const { proxy, revoke } = Proxy.revocable({}, {}); revoke();
            Component({ data: { n: 1 }, relations: { a: { type: 'child', target: {} }, b: { type: 'child', target: 5 }, c: { type: 'child', target: proxy },
                d: { type: 'child', target: Symbol('x') }, e: null, f: { type: 'nothing', target: 'wx://form-field' } } })");
    let mut world = World::start(&source);
    world.settle();
    for name in ["a", "b", "c", "d"] {
        let said =
            format!("the target of relation \"{name}\" of c/one is neither a path nor a behavior");
        assert!(world.log.contains(&said), "{name}: {:?}", world.log);
    }
    assert_eq!(world.log.last().unwrap(), "1");
    assert!(world.faults.is_empty(), "{:?}", world.faults);
}
