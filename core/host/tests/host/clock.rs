//! A device whose clock is off: said to be that, and not a store that cannot be trusted; and never a way to make an old head
//! count.

use tiffin_host::*;
use tiffin_protocol::release::Head;
use tiffin_protocol::time::Time;

use crate::shell::Shell;
use crate::store::{Store, hello, now};

const DAY: i64 = 24 * 3600;

/// A store whose head was issued so many days from now, for a week; its answers say that it is the same day.
fn days_from_now(days: i64) -> Store {
    let store = Store::start();
    publish(&store, days);
    store.says_that_it_is(now() + days * DAY);
    store
}

fn publish(store: &Store, days: i64) {
    let zip = hello("Hello").zip("canteen");
    let release = store.release("canteen", 1, &zip);
    store.publish_as("canteen", &release, &zip, |head| Head {
        issued_at: Time::from_unix(now() + days * DAY).unwrap(),
        expires: Time::from_unix(now() + (days + 7) * DAY).unwrap(),
        ..head
    });
}

/// What is on the screen after an opening for the first time, and whether it is tried again.
fn failed(shell: &mut Shell, store: &Store) -> (Code, Remedy, bool) {
    let link = store.link("canteen");
    shell.host.open_link(&link, Scene::ScanCamera).unwrap();
    shell.until("it fails", |shell| {
        matches!(shell.cover(), Some(Cover::Failed { .. }))
    });
    match shell.cover() {
        Some(Cover::Failed { error, waits, .. }) => (error.code, error.remedy, *waits),
        other => panic!("{other:?}"),
    }
}

#[test]
fn a_clock_that_is_off_is_named_and_the_opening_goes_on_when_it_is_right() {
    // The device is fast by eight days; then slow by three.
    for days in [-8, 3] {
        let store = days_from_now(days);
        let mut shell = Shell::new(store.settings());
        let told = failed(&mut shell, &store);
        assert_eq!(told, (Code::NetworkClock, Remedy::Offline, true), "{days}");
        // Set right: for the device it is as if the store were of today.
        publish(&store, 0);
        store.says_that_it_is(now());
        shell.events.clear();
        shell.host.visibility(true);
        shell.until_page();
    }
}

#[test]
fn a_head_that_is_old_by_everybody_s_clock_is_refused_as_ever() {
    let store = days_from_now(-8);
    // A replay, answered today; or one that says nothing of the time.
    for said in [now(), 0] {
        store.says_that_it_is(said);
        let mut shell = Shell::new(store.settings());
        let told = failed(&mut shell, &store);
        assert_eq!(told, (Code::HeadExpired, Remedy::Untrusted, false));
    }
}

#[test]
fn a_date_in_an_answer_makes_nothing_good() {
    let store = days_from_now(-8);
    let mut shell = Shell::new(store.settings());
    failed(&mut shell, &store);
    for _ in 0..3 {
        shell.host.network_changed();
        let asked = store.hits().len();
        shell.until("it asked again", |_| store.hits().len() > asked);
    }
    assert_eq!(shell.front, None, "nothing was opened");
    let blobs = store
        .hits()
        .into_iter()
        .filter(|path| path.contains("/blobs/"));
    assert_eq!(
        blobs.count(),
        0,
        "nothing was fetched that an old head names"
    );
}
