//! A page that is open: from a tap to the change that its handler makes, and a thousand rows against the same by hand.

use std::time::Duration;

use serde_json::{Value, json};
use tiffin_journeys::support::{Device, World};

use crate::report::{Row, ms};
use crate::samples::Samples;

/// Taps a run: a p99 wants many.
const TAPS: usize = 10;
/// Between taps, so that each meets a page at rest.
const PAUSE: Duration = Duration::from_millis(60);

const WATCH_TEXT: &str = "
    window.__times = [];
    let down = 0;
    addEventListener('pointerup', (e) => { down = e.timeStamp; }, true);
    new MutationObserver(() => {
        if (down) __times.push(performance.now() - down);
        down = 0;
    }).observe(document, { subtree: true, childList: true, characterData: true });
";

const WATCH_ROWS: &str = "
    const rows = document.querySelector(\"[id$='rows']\");
    const drawn = (begun, done) => requestAnimationFrame(() => {
        const channel = new MessageChannel();
        channel.port1.onmessage = () => done(performance.now() - begun);
        channel.port2.postMessage(0);
    });
    let down = 0;
    addEventListener('pointerup', (e) => { down = e.timeStamp; }, true);
    window.__expect = (done) => {
        window.__took = null;
        const watch = new MutationObserver(() => {
            if (!done(rows.children)) return;
            watch.disconnect();
            drawn(down, (took) => { window.__took = took; });
        });
        watch.observe(rows, { subtree: true, childList: true, characterData: true });
    };
    // The same by hand, in the same document, with the same classes.
    const byHand = {
        make(box, like) {
            for (let n = 0; n < 1000; n++) {
                const row = document.createElement('div');
                row.className = like[0];
                const id = document.createElement('span');
                id.className = like[1];
                id.textContent = n;
                const label = document.createElement('span');
                label.textContent = `row number ${n}`;
                row.append(id, label);
                box.append(row);
            }
        },
        change(box) { for (let n = 0; n < 1000; n += 10) box.children[n].lastChild.textContent += ' !'; },
        swap(box) {
            const [a, b, after] = [box.children[1], box.children[998], box.children[2]];
            box.insertBefore(a, b);
            box.insertBefore(b, after);
        },
        clear(box) { box.replaceChildren(); },
    };
    window.__byHand = (what) => {
        window.__took = null;
        if (!window.__box) {
            window.__box = document.createElement('div');
            rows.parentNode.append(window.__box);
        }
        const begun = performance.now();
        byHand[what](window.__box, window.__like);
        drawn(begun, (took) => { window.__took = took; });
    };
";

/// What is done to the rows, and how the view knows that it is done.
const STEPS: [(&str, &str); 4] = [
    ("make", "(rows) => rows.length === 1000"),
    (
        "change",
        "(rows) => rows[990].textContent.endsWith('!') && rows[0].textContent.endsWith('!')",
    ),
    (
        "swap",
        "(rows) => rows.length === 1000 && rows[1].textContent.includes('number 998') && rows[998].textContent.includes('number 1')",
    ),
    ("clear", "(rows) => rows.length === 0"),
];

pub async fn measure(world: &World, runs: usize) -> Vec<Row> {
    let mut rows = taps(world, runs).await;
    rows.extend(thousand(world, runs).await);
    rows
}

async fn taps(world: &World, runs: usize) -> Vec<Row> {
    let device = world.device(&["--open", &world.store.link("bench")]).await;
    device.page("[id$='foot']").await;
    let (x, y) = device.place("[id$='foot']").await;
    device.run(WATCH_TEXT).await;
    for _ in 0..runs * TAPS {
        world.screen.mouse.click(x, y);
        tokio::time::sleep(PAUSE).await;
    }
    let times = device.run("return window.__times").await;
    device.stop().await;
    let times: Samples = times
        .as_array()
        .unwrap()
        .iter()
        .filter_map(Value::as_f64)
        .collect();
    vec![
        Row::times("tap, handler, setData, DOM", &times).at_most(&times, 3.0),
        Row {
            what: "the same, p99",
            taken: Samples::default(),
            median: ms(times.p99()),
            worst: String::new(),
            goal: Some((times.p99(), 16.0, "p99 at most 16 ms".into())),
        },
    ]
}

async fn took(device: &Device) -> f64 {
    for _ in 0..200 {
        if let Some(took) = device.run("return window.__took").await.as_f64() {
            return took;
        }
        tokio::time::sleep(Duration::from_millis(25)).await;
    }
    panic!("the rows did not come to the expected state");
}

async fn thousand(world: &World, runs: usize) -> Vec<Row> {
    let link = format!("{}/pages/rows/rows", world.store.link("bench"));
    let device = world.device(&["--open", &link]).await;
    device.page("[id$='make']").await;
    let mut places = Vec::new();
    for (step, _) in STEPS {
        places.push(device.place(&format!("[id$='{step}']")).await);
    }
    device.run(WATCH_ROWS).await;
    let mut program = [(); 4].map(|()| Samples::default());
    let mut by_hand = [(); 4].map(|()| Samples::default());
    for _ in 0..runs {
        for (at, (step, done)) in STEPS.iter().enumerate() {
            device.run(&format!("window.__expect({done})")).await;
            let (x, y) = places[at];
            world.screen.mouse.click(x, y);
            program[at].push(took(&device).await);
            if *step == "make" {
                device.run("const row = document.querySelector(\"[id$='rows']\").children[0]; window.__like = [row.className, row.children[0].className]").await;
            }
        }
        for (at, (step, _)) in STEPS.iter().enumerate() {
            device
                .run(&format!("window.__byHand({})", json!(step)))
                .await;
            by_hand[at].push(took(&device).await);
        }
    }
    device.stop().await;
    let names = [
        "1,000 rows made",
        "every tenth changed",
        "two swapped",
        "cleared",
    ];
    let mut rows = Vec::new();
    for (at, name) in names.into_iter().enumerate() {
        let mut row = Row::times(name, &program[at]);
        row.median = format!(
            "{} (by hand {})",
            ms(program[at].median()),
            ms(by_hand[at].median())
        );
        row.worst = format!("{:.1} ({:.1})", program[at].p95(), by_hand[at].p95());
        rows.push(row);
    }
    rows
}
