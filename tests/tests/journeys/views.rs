//! Views come and go under a program, and a person does not notice (docs/view-state.md): the cap on live views, renderers
//! that die, the keyboard's and the mouse's way back, windows of other sizes, dense screens.

use std::time::{Duration, Instant};

use serde_json::{Value, json};
use tiffin_journeys::support::{Device, Screen, Seen, World, differing, evidence, key};

const TRIALS: &str = "tests/programs/trials";

/// Live views, at most: three of the program in front, one of the home behind it, and one that waits (docs/view-state.md).
const CAP: usize = 3 + 1 + 1;

/// How long a log or a process may take.
const PATIENCE: Duration = Duration::from_secs(45);

fn link(world: &World, page: &str) -> String {
    format!("{}/pages/{page}/{page}", world.store.link("trials"))
}

#[tokio::test(flavor = "multi_thread")]
async fn pages_beyond_the_cap_are_rebuilt_as_they_were_left() {
    const DEPTH: usize = 6;
    let world = World::with(&[TRIALS]);
    let mouse = &world.screen.mouse;
    let device = world.device(&["--open", &link(&world, "deep")]).await;
    mouse.focus();
    device.type_into("#note", "lunch").await;
    mouse.wheel(200.0, 500.0, 3);
    device
        .until(Seen::Page, "the page scrolled", "return scrollY > 0")
        .await;
    mouse.still().await;
    let offset = device.run("return scrollY").await;
    device
        .until(Seen::Waiting, "a view that waits", "return true")
        .await;
    let waiting = device.run("return location.href").await;

    for depth in 2..=DEPTH {
        device.tap("#deeper").await;
        device.page(&format!("#depth-{depth}")).await;
        if depth == 2 {
            let taken = device.run("return location.href").await;
            assert_eq!(taken, waiting, "the view that waited shows the page");
        }
        few_views(&device).await;
    }
    assert!(
        !device
            .find(Seen::Hidden, "return document.querySelector('#depth-1')")
            .await,
        "the first page still has its view"
    );
    for depth in (1..DEPTH).rev() {
        mouse.press(&[key::ALT, key::LEFT]);
        device.page(&format!("#depth-{depth}")).await;
        few_views(&device).await;
    }
    device
        .until(
            Seen::Page,
            "the first page as it was left",
            &format!(
                "return document.querySelector('input')?.value === 'lunch' && scrollY === {offset}"
            ),
        )
        .await;
    world.screen.shot(&evidence("views-deep.png"));
    device.stop().await;
}

/// A view that is taken away is gone soon, if not at once.
async fn few_views(device: &Device) {
    let deadline = Instant::now() + PATIENCE;
    loop {
        let (views, renderers) = (device.live_views().await, device.renderers().len());
        // The bars have a renderer too, and the engine keeps one ready for the next view.
        if views <= CAP && renderers <= CAP + 2 {
            return;
        }
        assert!(
            Instant::now() < deadline,
            "{views} views, {renderers} renderers"
        );
        tokio::time::sleep(Duration::from_millis(100)).await;
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn each_kind_of_state_survives_its_renderer() {
    let world = World::with(&[TRIALS]);
    let mouse = &world.screen.mouse;
    let device = world.device(&["--open", &link(&world, "kinds")]).await;
    mouse.focus();
    device.type_into("#input", "rice").await;
    device.type_into("#textarea", "hot").await;
    for toggle in ["#switch", "#checkbox", "#radio"] {
        device.tap(toggle).await;
    }
    // The handle rests at the left end.
    let (x, y) = device.place("#slider .wx-slider-thumb").await;
    mouse.drag((x, y), (x + 120.0, y), 10);
    device.tap("#picker").await;
    // One row below the chosen one.
    device.page(".tf-sheet-layer.tf-open").await;
    let (x, y) = device.place(".tf-sheet .wx-wheel").await;
    mouse.click(x, y + 48.0);
    device
        .until(
            Seen::Page,
            "the wheel turned",
            "return document.querySelector('.tf-sheet .wx-wheel').scrollTop > 20",
        )
        .await;
    mouse.still().await;
    device.tap(".tf-confirm").await;
    device.page_says("picked rice").await;
    let (x, y) = device.place("#wheel").await;
    mouse.drag((x, y), (x, y - 32.0), 10);
    let (x, y) = device.place("#swiper").await;
    mouse.drag((x + 100.0, y), (x - 100.0, y), 10);
    let (x, y) = device.place("#scroll").await;
    mouse.wheel(x, y, 1);
    let (x, y) = device.place("#movable").await;
    mouse.drag((x, y), (x + 40.0, y + 50.0), 10);
    device.tap("#canvas").await;
    let (x, y) = device.place("#report").await;
    mouse.wheel(x, y, 1);
    device
        .until(Seen::Page, "the page scrolled", "return scrollY > 0")
        .await;
    mouse.still().await;
    let (x, y) = device.place("#report").await;
    mouse.click(x, y);
    until("a report", || report(&device, 1).is_some()).await;
    let before = report(&device, 1).unwrap();
    for (kind, value) in [
        ("input", json!("rice")),
        ("textarea", json!("hot")),
        ("switch", json!(true)),
        ("checkbox", json!(["egg"])),
        ("radio", json!("large")),
        ("picker", json!(1)),
        ("wheel", json!([1])),
        ("swiper", json!(1)),
    ] {
        assert_eq!(before[kind], value, "{kind} in {before}");
    }
    for (kind, at) in [
        ("slider", &before["slider"]),
        ("scroll", &before["scroll"]),
        ("movable", &before["movable"]),
        ("page", &before["page"]),
    ] {
        assert!(at.as_f64().is_some_and(|at| at > 0.0), "{kind} in {before}");
    }
    let seen = mouse.still().await;
    world.screen.shot(&evidence("views-kinds-before.png"));

    let renderer = device.renderer().await;
    let others = device.renderers();
    device.kill(renderer);
    until("another renderer", || started(&device, &others)).await;
    mouse.shows_again(&seen, "kinds after a kill").await;
    // A click on a view that is just being replaced is lost; a person clicks again.
    let mut clicks = 0;
    until("a report of the rebuilt page", || {
        clicks += 1;
        if clicks % 20 == 1 {
            mouse.click(x, y);
        }
        report(&device, 2).is_some()
    })
    .await;
    let after = report(&device, 2).unwrap();
    assert_eq!(before, after);
    world.screen.shot(&evidence("views-kinds.png"));
    device.stop().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn an_open_sheet_is_lost_with_its_renderer_and_nothing_was_chosen() {
    let world = World::with(&[TRIALS]);
    let mouse = &world.screen.mouse;
    let device = world.device(&["--open", &link(&world, "kinds")]).await;
    device.tap("#switch").await;
    device
        .until(
            Seen::Page,
            "the switch is on",
            "return document.querySelector('#switch').getAttribute('aria-checked') === 'true'",
        )
        .await;
    mouse.move_to(5.0, 895.0);
    let seen = mouse.still().await;
    device.tap("#picker").await;
    device.page(".tf-sheet-layer.tf-open").await;
    until("the sheet is seen", || {
        differing(&seen, &mouse.pixels()) > 0.1
    })
    .await;
    mouse.move_to(5.0, 895.0);
    let renderer = device.renderer().await;
    device.kill(renderer);
    mouse.shows_again(&seen, "the page without its sheet").await;
    device.stop().await;
}

/// Whether a renderer runs that is none of these.
fn started(device: &Device, before: &[u32]) -> bool {
    device.renderers().iter().any(|id| !before.contains(id))
}

/// What the page of kinds reported the n-th time.
fn report(device: &Device, count: usize) -> Option<Value> {
    let log = device.log();
    let mut reports = log.lines().filter_map(|line| line.split_once("report {"));
    let json = format!("{{{}", reports.nth(count - 1)?.1);
    // The log adds a few words of its own to the line.
    let mut values = serde_json::Deserializer::from_str(&json).into_iter::<Value>();
    values.next()?.ok()
}

async fn until(what: &str, mut holds: impl FnMut() -> bool) {
    let deadline = Instant::now() + PATIENCE;
    while !holds() {
        assert!(Instant::now() < deadline, "not so: {what}");
        tokio::time::sleep(Duration::from_millis(100)).await;
    }
}

/// Where one renderer serves all views, its death takes them all: the page in front, the home behind it, the bars.
#[tokio::test(flavor = "multi_thread")]
async fn the_death_of_all_renderers_at_once_leaves_nothing_white() {
    let world = World::with(&[TRIALS]);
    let mouse = &world.screen.mouse;
    let device = world.device(&["--open", &world.store.link("trials")]).await;
    device.page("#count").await;
    device.tap_chrome("#capsule-close").await;
    device.page_says("Trials").await;
    let recent =
        "[...document.querySelectorAll('*')].findLast((e) => e.innerText?.trim() === 'Trials')";
    device
        .until(
            Seen::Page,
            "the program on the home screen",
            &format!("const e = {recent}; if (e) e.id = 'again'; return e"),
        )
        .await;
    mouse.move_to(5.0, 895.0);
    let home = mouse.still().await;
    world.screen.shot(&evidence("views-home.png"));
    device.tap("#again").await;
    device.page("#count").await;
    device.chrome_shows("#capsule-close").await;
    let close = device.place("#capsule-close").await;
    mouse.move_to(5.0, 895.0);
    let program = mouse.still().await;

    let killed = device.renderers();
    assert!(killed.len() >= 3, "bars, home and the page: {killed:?}");
    for renderer in &killed {
        device.kill(*renderer);
    }
    until("they are gone", || {
        !device.renderers().iter().any(|id| killed.contains(id))
    })
    .await;
    until("others", || started(&device, &killed)).await;
    mouse.shows_again(&program, "the page after all died").await;
    world.screen.shot(&evidence("views-all-died.png"));
    let mut looks = 0;
    until("the bars' buttons", || {
        looks += 1;
        if looks % 20 == 1 {
            mouse.click(close.0, close.1);
            mouse.move_to(5.0, 895.0);
        }
        differing(&program, &mouse.pixels()) > 0.01
    })
    .await;
    mouse.shows_again(&home, "home after all died").await;
    world.screen.shot(&evidence("views-all-died-home.png"));
    device.stop().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn escape_leaves_the_innermost_thing() {
    let world = World::with(&[TRIALS]);
    let mouse = &world.screen.mouse;
    let device = world.device(&["--open", &world.store.link("trials")]).await;
    device.tap("#to-keys").await;
    mouse.focus();
    device.type_into("#field", "rice").await;
    mouse.press(&[key::ESCAPE]);
    let left = "return document.querySelector('#said') && document.activeElement === document.body";
    device.until(Seen::Page, "the field is left", left).await;

    device.tap("#picker").await;
    device.page(".tf-sheet-layer.tf-open").await;
    mouse.press(&[key::ESCAPE]);
    device.page_says("picker cancelled").await;

    device.tap("#modal").await;
    device.chrome_shows(".modal").await;
    mouse.press(&[key::ESCAPE]);
    device.page_says("modal cancelled").await;

    device.tap("#sheet").await;
    device.chrome_shows(".actions").await;
    mouse.press(&[key::ESCAPE]);
    device.page_says("sheet cancelled").await;

    device.tap_chrome("#capsule-menu").await;
    device.chrome_shows(".panel, .bottom").await;
    world.screen.shot(&evidence("views-menu.png"));
    mouse.press(&[key::ESCAPE]);
    device
        .until(
            Seen::Chrome,
            "no menu",
            "return !document.querySelector('.panel, .bottom')",
        )
        .await;
    device.page("#said").await;

    // The page, then the program, and the home stays.
    mouse.press(&[key::ESCAPE]);
    device.page("#count").await;
    mouse.press(&[key::ESCAPE]);
    device.until(Seen::Page, "home", HOME).await;
    let home = mouse.still().await;
    mouse.press(&[key::ESCAPE]);
    mouse.shows_again(&home, "home after Escape").await;
    assert!(device.find(Seen::Page, HOME).await, "home is alive");
    device.stop().await;
}

/// The home screen and no program's page.
const HOME: &str =
    "return document.body.innerText.includes('Trials') && !document.querySelector('#count, #said')";

#[tokio::test(flavor = "multi_thread")]
async fn alt_left_and_the_mouses_back_button_go_back() {
    let world = World::with(&[TRIALS]);
    let mouse = &world.screen.mouse;
    let device = world.device(&["--open", &world.store.link("trials")]).await;
    device.tap("#to-keys").await;
    mouse.focus();
    device.type_into("#field", "rice").await;
    mouse.press(&[key::ALT, key::LEFT]);
    device.page("#to-keys").await;
    device.tap("#to-keys").await;
    device.page("#said").await;
    mouse.move_to(200.0, 600.0);
    mouse.back();
    device.page("#to-keys").await;
    device.stop().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn tab_and_enter_press_what_is_in_the_page() {
    let world = World::with(&[TRIALS]);
    let mouse = &world.screen.mouse;
    let device = world.device(&["--open", &link(&world, "keys")]).await;
    device.page("#said").await;
    let clear = "return !document.querySelector('#cover').firstChild";
    device
        .until(Seen::Chrome, "nothing covers the page", clear)
        .await;
    device.page("#said").await;
    mouse.move_to(200.0, 700.0);
    mouse.focus();
    // Nothing looks at other views meanwhile: the driver gives each that it looks at the keyboard.
    let here = "const e = document.activeElement; return e.id || e.tagName";
    for name in ["one", "two"] {
        for _ in 0..8 {
            let before = device.run(here).await;
            if before == name {
                break;
            }
            mouse.press(&[key::TAB]);
            let deadline = Instant::now() + PATIENCE;
            while device.run(here).await == before {
                assert!(Instant::now() < deadline, "Tab does not leave {before}");
                tokio::time::sleep(Duration::from_millis(50)).await;
            }
        }
        assert_eq!(device.run(here).await, name, "Tab reaches it");
        mouse.press(&[key::ENTER]);
        device.page_says(&format!("pressed {name}")).await;
    }
    world.screen.shot(&evidence("views-tab.png"));
    // The dialog's main button is Enter's.
    device.tap("#modal").await;
    device.chrome_shows(".modal").await;
    mouse.press(&[key::ENTER]);
    device.page_says("modal confirmed").await;
    device.stop().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn the_window_may_be_small_and_large() {
    let world = World::on(Screen::sized((1300, 1000)), &[TRIALS]);
    let mouse = &world.screen.mouse;
    let device = world.device(&["--open", &link(&world, "size")]).await;
    fits(&device, 390, 844).await;
    assert_eq!(mouse.least_size(), Some((320, 480)));
    let mut changes = 0;
    for (width, height) in [(320, 480), (1200, 900), (390, 844)] {
        mouse.resize(width, height);
        fits(&device, width, height).await;
        changes += 1;
        let once = format!("page {changes}, window {changes}: {width}x{}", height - 44);
        device.page_says(&once).await;
        world.screen.shot(&evidence(&format!("views-{width}.png")));
    }
    device.stop().await;
}

/// The bars and the page fill a window of this size, and the program knows.
async fn fits(device: &Device, width: u32, height: u32) {
    let height = height - 44;
    device.page_says(&format!("{width}x{height} at 1")).await;
    let filled = format!(
        "const box = (css) => document.querySelector(css).getBoundingClientRect();
         return innerWidth === {width} && innerHeight === {height} && box('.all').height === {height}
             && box('.wide').width === {width} && box('.foot').bottom === {height};"
    );
    device
        .until(Seen::Page, "the page fills the window", &filled)
        .await;
    let bar = format!(
        "const bar = document.querySelector('.nav').getBoundingClientRect();
         const end = document.querySelector('#capsule-close').getBoundingClientRect().right;
         return bar.width === {width} && bar.height === 44 && end > {width} - 20 && end < {width};"
    );
    device
        .until(Seen::Chrome, "the bar fills the window", &bar)
        .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_dense_screen_shows_the_same_page_with_more_pixels() {
    let world = World::on(Screen::sized((800, 1700)), &[TRIALS]);
    let args = ["--open", &link(&world, "size")];
    let device = world.device_scaled(&args, 2).await;
    device.page_says("390x800 at 2").await;
    assert_eq!(world.screen.mouse.window_size(), (780, 1688));
    assert_eq!(
        device
            .run("return [innerWidth, innerHeight, devicePixelRatio]")
            .await,
        json!([390, 800, 2])
    );
    device.tap("#ask").await;
    world.screen.shot(&evidence("views-dense.png"));
    device.tap_chrome("#capsule-menu").await;
    device.chrome_shows(".bottom").await;
    device.chrome_rests().await;
    world.screen.mouse.still().await;
    world.screen.shot(&evidence("views-dense-menu.png"));
    device.tap_chrome(".action.cancel").await;
    device
        .until(
            Seen::Chrome,
            "no menu",
            "return !document.querySelector('.bottom')",
        )
        .await;
    device.stop().await;
}
