//! The smallest program: a page, a tap, setData.

use crate::support::{Source, World};

#[test]
fn a_tap_changes_the_page() {
    let source = Source::new("App({onLaunch(){ console.log('launch') }})").page(
        "pages/index/index",
        r#"<view id="box" class="a {{c}}" style="color:red" bindtap="onTap"><text>hi {{name}}</text></view>"#,
        "Page({data:{name:'you', c:'b'}, onLoad(q){ console.log('load') }, onTap(e){
            console.log(e.type, e.currentTarget.id, e.target.offsetTop, e.touches.length);
            this.setData({name:'me'}, () => console.log('shown', this.data.name)) }})",
    );
    let mut world = World::start(&source);
    world.until("ready", |world| {
        world.events.iter().any(|event| event == "ready")
    });
    assert_eq!(
        world.page(1).html(),
        r#"<page><view id=box class="a b" style="color:red"><text>hi you</text></view></page>"#
    );
    world.tap(1, "box").until_log("shown me");
    assert_eq!(world.page(1).text(), "hi me");
    assert_eq!(world.trace(), "launch load tap box 4 1 shown me");
    assert!(world.faults.is_empty(), "{:?}", world.faults);
}
