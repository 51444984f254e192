//! What may die or misbehave without taking more with it: a renderer, a program, a byte.

use std::time::{Duration, Instant};

use serde_json::json;

use tiffin_journeys::support::{Seen, World, differing, evidence};

const TRIALS: &str = "tests/programs/trials";

/// WebKitWebDriver ends its session when any renderer dies (measured), so what follows the kill is judged by the screen:
/// what a person sees is the same as before, and a click still counts.
#[tokio::test(flavor = "multi_thread")]
async fn a_killed_renderer_comes_back_with_its_state() {
    let world = World::with(&[TRIALS]);
    let device = world.device(&["--open", &world.store.link("trials")]).await;
    device.tap("#count").await;
    device.tap("#count").await;
    device.page_says("counted 2").await;
    let field = device
        .client
        .find(fantoccini::Locator::Css("input"))
        .await
        .unwrap();
    field.send_keys("米饭 rice").await.unwrap();
    device.page_says("typed 米饭 rice").await;
    // Without a caret that blinks; scrolled, but so that all of it is in sight.
    device
        .run("document.activeElement.blur(); scrollTo(0, 20)")
        .await;
    let (x, y) = device.place("#count").await;
    tokio::time::sleep(Duration::from_secs(1)).await;
    let before = world.screen.mouse.pixels();

    // All at once, as a phone does: pages, prewarmed ones and the bars.
    let killed = device.renderers();
    for renderer in &killed {
        device.kill(*renderer);
    }
    let deadline = Instant::now() + Duration::from_secs(30);
    let alive = |id: &u32| !killed.contains(id);
    while !(device.renderers().iter().any(alive)
        && differing(&before, &world.screen.mouse.pixels()) < 0.001)
    {
        if Instant::now() > deadline {
            world.screen.shot(&evidence("killed.png"));
            panic!(
                "the page did not come back: {}",
                evidence("killed.png").display()
            );
        }
        tokio::time::sleep(Duration::from_millis(200)).await;
    }
    world.screen.mouse.click(x, y);
    let deadline = Instant::now() + Duration::from_secs(20);
    while differing(&before, &world.screen.mouse.pixels()) == 0.0 {
        assert!(
            Instant::now() < deadline,
            "a click on the rebuilt page does nothing"
        );
        tokio::time::sleep(Duration::from_millis(200)).await;
    }
    tokio::time::sleep(Duration::from_secs(1)).await;
    world.screen.shot(&evidence("killed.png"));
    device.stop().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn an_endless_loop_is_stopped_and_named_while_home_scrolls() {
    let world = World::with(&[TRIALS]);
    let device = world.device(&["--open", &world.store.link("trials")]).await;
    device.tap("#spin").await;
    // The program hangs now; its bars do not.
    device.tap_chrome("#capsule-close").await;
    device.page(".page, wx-page").await;
    let scrolled = "document.body.style.minHeight = '3000px'; scrollTo(0, 200); return scrollY";
    assert_eq!(device.run(scrolled).await, json!(200));
    device
        .until(
            Seen::Chrome,
            "home is alive",
            "return !document.querySelector('#crash').firstChild",
        )
        .await;
    let named = async {
        loop {
            let log = device.log();
            if log.contains("program.timeout") || log.contains("pages/index/index.js") {
                return log;
            }
            tokio::time::sleep(Duration::from_millis(200)).await;
        }
    };
    let log = tokio::time::timeout(Duration::from_secs(30), named)
        .await
        .expect("the loop was not stopped");
    assert!(
        log.contains("pages/index/index.js"),
        "the loop is named: {log}"
    );
    device.stop().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn an_endless_loop_shows_its_file_and_line() {
    let world = World::with(&[TRIALS]);
    let device = world.device(&["--open", &world.store.link("trials")]).await;
    device.tap("#spin").await;
    device.chrome_says("program.timeout").await;
    device.chrome_says("pages/index/index.js:").await;
    world.screen.shot(&evidence("loop.png"));
    device.stop().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_toast_outlives_the_page_that_showed_it() {
    let world = World::with(&[TRIALS]);
    let device = world.device(&["--open", &world.store.link("trials")]).await;
    device.tap("#to-toast").await;
    device.tap("#say-and-leave").await;
    device.page("#to-toast").await;
    device.chrome_says("saved and left").await;
    world.screen.shot(&evidence("toast.png"));
    device.stop().await;
}

/// A script's `scrollTo` does not notice when the engine leaves the wheel alone; a person does.
#[tokio::test(flavor = "multi_thread")]
async fn the_wheel_scrolls_a_page() {
    let world = World::with(&[TRIALS]);
    let device = world.device(&["--open", &world.store.link("trials")]).await;
    device.page("#count").await;
    device.run("document.body.style.minHeight = '3000px'").await;
    world.screen.mouse.wheel(200.0, 400.0, 3);
    device
        .until(Seen::Page, "the page scrolled", "return scrollY > 0")
        .await;
    device.stop().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn clicks_beside_a_toast_reach_the_page() {
    let world = World::with(&[TRIALS]);
    let device = world.device(&["--open", &world.store.link("trials")]).await;
    device.tap("#toast-here").await;
    device.chrome_says("still here").await;
    device
        .until(
            Seen::Chrome,
            "no hit area",
            "return !document.querySelector('#toast [data-hit]')",
        )
        .await;
    device.tap("#count").await;
    device.page_says("counted 1").await;
    device.stop().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_modal_and_a_sheet_answer_the_program() {
    let world = World::with(&[TRIALS]);
    let device = world.device(&["--open", &world.store.link("trials")]).await;
    device.tap("#ask").await;
    device.chrome_says("Really?").await;
    device.tap_chrome(".modal .strong").await;
    device.page_says("answered yes").await;
    device.tap("#pick").await;
    device.tap_chrome(".action:nth-of-type(2)").await;
    device.page_says("picked 1").await;
    device.stop().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn one_flipped_byte_is_refused_with_its_code() {
    let mut world = World::with(&["programs/canteen"]);
    let link = world.store.link("canteen");
    let device = world.device(&["--open", &link]).await;
    device.page(".choose").await;
    let packages = device.packages();
    device.stop().await;
    world.store.stop();

    let package = packages
        .iter()
        .find(|path| contains(path, b"pages/menu/menu.js"))
        .expect("the canteen's package is on the device");
    let mut bytes = std::fs::read(package).unwrap();
    let name = b"__tiffin__/config.json";
    let header = bytes
        .windows(name.len())
        .position(|part| part == name)
        .unwrap();
    bytes[header + name.len() + 20] ^= 1;
    std::fs::write(package, bytes).unwrap();

    let device = world.device(&["--open", &link]).await;
    device.chrome_shows(".failure-code").await;
    let code = device.text(".failure-code").await;
    assert!(code.starts_with("package."), "{code}");
    world.screen.shot(&evidence("flipped.png"));
    device.stop().await;
}

fn contains(path: &std::path::Path, needle: &[u8]) -> bool {
    std::fs::read(path).is_ok_and(|bytes| bytes.windows(needle.len()).any(|part| part == needle))
}
