//! From a photographed code to an order, and again without a network.

use tiffin_journeys::support::{Seen, World};

/// The one test that everything else is for.
#[tokio::test(flavor = "multi_thread")]
async fn a_photographed_code_becomes_lunch_and_opens_again_offline() {
    let mut world = World::with(&["programs/canteen"]);
    let photo = world.photograph(&world.store.link("canteen"));

    let device = world.device(&["--scan", &photo]).await;
    device.tap("[id$='choose-beef-noodles'], .choose").await;
    device.tap("[id$='dish-add']").await;
    device.tap("[id$='cart-checkout']").await;
    device.tap("[id$='place']").await;
    device.tap_chrome(".modal .strong").await;
    device.page("[id$='code']").await;
    let code = device.text("[id$='code']").await;
    assert!(!code.trim().is_empty(), "an order has a pick-up code");
    world
        .screen
        .shot(&tiffin_journeys::support::evidence("lunch.png"));
    device.stop().await;

    world.store.stop();
    let link = world.store.link("canteen");
    let device = world.device(&["--open", &link]).await;
    device.page(".choose").await;
    device
        .until(
            Seen::Chrome,
            "tabs",
            "return document.querySelectorAll('.tab').length === 3",
        )
        .await;
    device.tap_chrome(".tab:nth-child(2)").await;
    device.page_says(code.trim()).await;
    device.stop().await;
}

/// The bars are the shell's: the page's viewport ends where they begin.
#[tokio::test(flavor = "multi_thread")]
async fn a_page_fills_what_the_bars_leave() {
    let world = World::with(&["programs/canteen"]);
    let device = world
        .device(&["--open", &world.store.link("canteen")])
        .await;
    device.page(".choose").await;
    let size = device.run("return [innerWidth, innerHeight]").await;
    assert_eq!(size, serde_json::json!([390, 844 - 44 - 50]));
    device.tap(".choose").await;
    device.page("[id$='dish-add']").await;
    let size = device.run("return [innerWidth, innerHeight]").await;
    assert_eq!(
        size,
        serde_json::json!([390, 844 - 44]),
        "no tab bar on a page that is no tab"
    );
    device.tap_chrome(".nav-start").await;
    device.page(".choose").await;
    device.stop().await;
}
