//! One picture, several codes: the person says which, if there is more than one to open.

use serde_json::json;

use tiffin_journeys::support::{Seen, World, evidence};

const CHOICE: &str = ".result:not([disabled])";

#[tokio::test(flavor = "multi_thread")]
async fn several_codes_are_offered_and_the_second_is_opened() {
    let world = World::with(&["programs/canteen", "tests/programs/trials"]);
    let foreign = "https://example.com/menu";
    let (canteen, trials) = (world.store.link("canteen"), world.store.link("trials"));
    let poster = world.poster(&[&canteen, &trials, foreign]);
    let device = world.device(&["--scan", &poster]).await;
    device.chrome_shows(CHOICE).await;
    device.chrome_says("which one?").await;
    let offered = device
        .run("return [...document.querySelectorAll('.result')].map((row) => [row.querySelector('.result-title').innerText, row.disabled])")
        .await;
    assert_eq!(
        offered,
        json!([["canteen", false], ["trials", false], [foreign, true]])
    );
    world.screen.shot(&evidence("several.png"));
    device.tap_chrome(".result:nth-child(2)").await;
    device.page("#count").await;
    device.stop().await;

    // Now the second is installed: it is offered by the name it has. In the dark, in Chinese.
    let device = world
        .device(&["--scan", &poster, "--lang", "zh", "--theme", "dark"])
        .await;
    device.chrome_says("发现多个二维码").await;
    let known = device
        .run("return document.querySelector('.result:nth-child(2) .result-title').innerText")
        .await;
    assert_eq!(known, json!("Trials"));
    tokio::time::sleep(std::time::Duration::from_millis(600)).await;
    world.screen.shot(&evidence("several-dark.png"));
    device.tap_chrome(".result:nth-child(1)").await;
    device.page(".choose").await;
    device.stop().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_foreign_code_beside_a_good_one_is_no_choice() {
    let world = World::with(&["tests/programs/trials"]);
    let trials = world.store.link("trials");
    let poster = world.poster(&["https://example.com/menu", &trials]);
    let device = world.device(&["--scan", &poster]).await;
    device.page("#count").await;
    device
        .until(
            Seen::Chrome,
            "no question",
            "return !document.querySelector('.result')",
        )
        .await;
    device.stop().await;
}
