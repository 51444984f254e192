//! What strangers hand in: each with its own code, where a person sees it, and the app goes on.

use tiffin_journeys::pictures::{Hardship, picture};
use tiffin_journeys::support::{Device, World, repository};

async fn fails(device: &Device, code: &str) {
    device.chrome_shows(".failure-code").await;
    assert_eq!(device.text(".failure-code").await, code);
    assert!(
        !device.text(".failure-message").await.is_empty(),
        "a sentence for a person"
    );
    // The way out works: home is there.
    device.tap_chrome(".leave").await;
    device.page(".page, wx-page").await;
}

#[tokio::test(flavor = "multi_thread")]
async fn pictures_without_a_good_code() {
    let world = World::with(&[]);
    let path = |name: &str| world.path().join(name).to_string_lossy().into_owned();
    image::GrayImage::from_pixel(400, 400, image::Luma([200]))
        .save(path("blank.png"))
        .unwrap();
    picture("https://example.com/not-ours", Hardship::Plain, 1)
        .image
        .save(path("foreign.png"))
        .unwrap();
    picture("https://store.example/m/canteen", Hardship::Plain, 1)
        .image
        .save(path("other.png"))
        .unwrap();
    std::fs::write(path("text.png"), b"this is no picture").unwrap();

    for (file, code) in [
        ("blank.png", "scan.nothing"),
        ("foreign.png", "link.foreign"),
        ("other.png", "link.store_untrusted"),
        ("text.png", "scan.picture"),
    ] {
        let device = world.device(&["--scan", &path(file)]).await;
        fails(&device, code).await;
        device.stop().await;
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn programs_that_are_not_there_or_not_whole() {
    let mut world = World::with(&["programs/canteen"]);
    let device = world.device(&["--open", &world.store.link("nobody")]).await;
    fails(&device, "program.unknown").await;
    device.stop().await;

    // One byte of each package that the store keeps is turned (statements, which are JSON, stay whole); the device has
    // none of it yet.
    let mut turned = 0;
    for blob in world.store.blobs() {
        let mut bytes = std::fs::read(&blob).unwrap();
        if !bytes.starts_with(b"{") && bytes.len() > 1000 {
            turned += 1;
            let at = bytes.len() / 2;
            bytes[at] ^= 1;
            std::fs::write(&blob, bytes).unwrap();
        }
    }
    assert!(turned > 0, "the store keeps no package");
    let device = world
        .device(&["--open", &world.store.link("canteen")])
        .await;
    device.chrome_shows(".failure-code").await;
    let code = device.text(".failure-code").await;
    assert!(
        code == "package.digest" || code == "download.interrupted" || code == "package.size",
        "{code}"
    );
    device.stop().await;

    world.store.stop();
    let device = world
        .device(&["--open", &world.store.link("canteen")])
        .await;
    fails(&device, "store.unreachable").await;
    device.stop().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn programs_that_throw() {
    let world = World::with(&["tests/programs/throws", "tests/programs/trials"]);
    let device = world.device(&["--open", &world.store.link("throws")]).await;
    device.chrome_says("program.crashed").await;
    device.chrome_says("app.js:").await;
    world
        .screen
        .shot(&tiffin_journeys::support::evidence("crash.png"));
    device.stop().await;

    // Who develops programs sees what they survive.
    let settings = world.path().join("host.toml");
    let text = std::fs::read_to_string(&settings).unwrap();
    std::fs::write(&settings, text + "[developer]\nshow_errors = true\n").unwrap();
    let device = world.device(&["--open", &world.store.link("trials")]).await;
    device.tap("#throw").await;
    device.chrome_says("program.error").await;
    device.chrome_says("pages/index/index.js").await;
    device.tap("#count").await;
    device.page_says("counted 1").await;
    device.tap("#to-onload").await;
    device.page_says("loaded all the same").await;
    device.chrome_says("pages/onload/onload.js").await;
    world
        .screen
        .shot(&tiffin_journeys::support::evidence("notice.png"));
    device.stop().await;
    assert!(repository().join("docs").is_dir());
}
