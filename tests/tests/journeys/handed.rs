//! A picture of a code, handed to the app by the clipboard; and the way to the file dialog.

use std::process::{Command, Stdio};
use std::time::Duration;

use tiffin_journeys::support::{Group, Seen, World, key};

/// How long a dialog may take to come up.
const PATIENCE: u32 = 100;

#[tokio::test(flavor = "multi_thread")]
async fn a_picture_that_was_copied_is_pasted() {
    let world = World::with(&["tests/programs/trials"]);
    let poster = world.poster(&[&world.store.link("trials")]);
    let device = world.device(&[]).await;
    device.page("#search").await;
    // Holds the clipboard until it is stopped, as an editor of pictures does.
    let _clipboard = Group::start(
        Command::new("xclip")
            .args(["-selection", "clipboard", "-t", "image/png", "-quiet", "-i"])
            .arg(&poster)
            .env("DISPLAY", &world.screen.display)
            .stdout(Stdio::null())
            .stderr(Stdio::null()),
    );
    world.screen.mouse.focus();
    for _ in 0..PATIENCE {
        if device
            .find(Seen::Page, "return document.querySelector('#count')")
            .await
        {
            break;
        }
        world.screen.mouse.press(&[key::CONTROL, u32::from(b'v')]);
        tokio::time::sleep(Duration::from_millis(300)).await;
    }
    device.page("#count").await;
    device.stop().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn control_o_brings_the_file_dialog() {
    let world = World::with(&["tests/programs/trials"]);
    let device = world.device(&[]).await;
    device.page("#search").await;
    let mouse = &world.screen.mouse;
    mouse.focus();
    assert!(!mouse.dialog_is_up());
    mouse.press(&[key::CONTROL, u32::from(b'o')]);
    for _ in 0..PATIENCE {
        if mouse.dialog_is_up() {
            break;
        }
        tokio::time::sleep(Duration::from_millis(100)).await;
    }
    assert!(mouse.dialog_is_up(), "no file dialog");
    device.stop().await;
}
