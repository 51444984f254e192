//! A picture of a code, handed to the app by the clipboard and by the file dialog.

use std::process::{Command, Stdio};
use std::time::Duration;

use tiffin_journeys::support::{Group, Seen, World, evidence, key};

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
async fn a_picture_is_chosen_in_the_file_dialog() {
    let world = World::with(&["tests/programs/trials"]);
    let poster = world.poster(&[&world.store.link("trials")]);
    // A name that can be typed without Shift.
    let folder = tempfile::Builder::new()
        .prefix(&format!("tiffin{}", std::process::id()))
        .rand_bytes(0)
        .tempdir()
        .unwrap();
    let picture = folder.path().join("code.png");
    std::fs::copy(&poster, &picture).unwrap();
    let device = world.device(&[]).await;
    device.page("#search").await;
    let mouse = &world.screen.mouse;
    mouse.focus();
    mouse.press(&[key::CONTROL, u32::from(b'o')]);
    let mut open = false;
    for _ in 0..PATIENCE {
        open = mouse.focus_dialog();
        if open {
            break;
        }
        tokio::time::sleep(Duration::from_millis(100)).await;
    }
    assert!(open, "no file dialog");
    mouse.still().await;
    mouse.typed(picture.to_str().unwrap());
    mouse.still().await;
    world.screen.shot(&evidence("dialog.png"));
    mouse.press(&[key::ENTER]);
    device.page("#count").await;
    device.stop().await;
}
