//! A page that is open: from the release of a tap to the change that its handler makes, against the same way through a host
//! with no work on it.

use std::time::Duration;

use serde_json::Value;
use tiffin_journeys::support::{Screen, World};

use crate::opening::plain_page;
use crate::plain::Plain;
use crate::report::{Part, Row, ms};
use crate::samples::Samples;

/// Taps a run: a p99 wants many.
const TAPS: usize = 10;
/// Between taps, so that each meets a page at rest.
const PAUSE: Duration = Duration::from_millis(60);

/// Notes when the page has changed after each tap. WebKit's clocks count whole milliseconds, cut off.
const WATCH: &str = "
    window.__times = [];
    let down = false;
    addEventListener('pointerup', () => { down = true; }, true);
    new MutationObserver(() => {
        if (down) __times.push(Date.now() + 0.5);
        down = false;
    }).observe(document, { subtree: true, childList: true, characterData: true });
";

/// The first foot of the plain page asks the window's loop, which calls `echo`.
const ECHO: &str = "<script>
    const foot = document.querySelector('.foot').firstChild;
    let count = 0;
    foot.parentNode.addEventListener('pointerup', () => ipc.postMessage('echo'));
    window.echo = () => {
        foot.textContent = ++count;
        ipc.postMessage(String(Date.now() + 0.5));
    };
    ipc.postMessage('ready');
</script>";

pub async fn measure(world: &World, runs: usize) -> Vec<Row> {
    let device = world.device(&["--open", &world.store.link("bench")]).await;
    device.page("[id$='foot']").await;
    let (x, y) = device.place("[id$='foot']").await;
    device.run(WATCH).await;

    let file = world.path().join("echo.html");
    std::fs::write(
        &file,
        plain_page().replace("</body>", &format!("{ECHO}</body>")),
    )
    .unwrap();
    let screen = Screen::start();
    let plain = Plain::page(&screen, &file.to_string_lossy());
    // Both pages are the same, pixel for pixel.
    let echo = (x, y);
    let (mut released, mut nothing) = (Vec::new(), Samples::default());
    for run in 0..=runs {
        for _ in 0..TAPS {
            let tap = world.screen.mouse.tap(x, y);
            tokio::time::sleep(PAUSE).await;
            let back = screen.mouse.tap(echo.0, echo.1);
            let answered: f64 = plain.line().parse().unwrap();
            tokio::time::sleep(PAUSE).await;
            // The first are for both to get warm.
            if run > 0 {
                nothing.push(answered - back.wall);
            }
            released.push(tap.wall);
        }
    }
    let times = device.run("return window.__times").await;
    device.stop().await;
    let changed: Vec<f64> = times
        .as_array()
        .unwrap()
        .iter()
        .filter_map(Value::as_f64)
        .collect();
    // One that came to nothing (a press that lasted too long, on a busy machine) is left out.
    let times: Samples = answered(&released, &changed).skip(TAPS).collect();
    vec![
        Row::times("tap, handler, setData, DOM", &times).at_most(&times, 3.0),
        Row {
            what: "the same, p99".into(),
            taken: Samples::default(),
            median: ms(times.p99()),
            worst: String::new(),
            goal: Some((times.p99(), 16.0, "p99 at most 16 ms".into())),
            hand: Samples::default(),
            part: Part::Whole,
        },
        Row::times("tap, host and back, DOM: no work on the way", &nothing),
        Row {
            taken: Samples::default(),
            ..Row::times("tap, handler, setData, DOM again", &times)
                .against(&times, &nothing, "no work", 1.4)
        },
    ]
}

/// How long after each release something changed, before the next one.
fn answered(released: &[f64], changed: &[f64]) -> impl Iterator<Item = f64> {
    released.iter().enumerate().filter_map(|(at, tap)| {
        let next = released.get(at + 1).copied().unwrap_or(f64::INFINITY);
        let change = changed.iter().find(|change| (*tap..next).contains(*change));
        change.map(|change| change - tap)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_change_belongs_to_the_tap_before_it() {
        let taken: Vec<f64> = answered(&[100.0, 200.0, 300.0], &[103.0, 304.0]).collect();
        assert_eq!(taken, [3.0, 4.0]);
    }
}
