//! When garbage in cycles is collected: never in a turn of ordinary size, always before a program is declared out of
//! memory, and when there is nothing else to do (docs/adr/0035).

use std::time::{Duration, Instant};

use tiffin_runtime::*;

use crate::support::{Options, Source, World};

const MB: usize = 1 << 20;

/// A page whose button runs `go`. `rubbish(n)` makes so many megabytes of garbage in cycles.
fn world(go: &str, heap: usize) -> World {
    let js = format!(
        "const rubbish = (n) => {{ for (let i = 0; i < n * 64; i++) {{ const a = {{ t: new Array(1000).fill(i) }}; a.self = a }} }};
        Page({{ data: {{ list: [], n: 0 }}, go() {{ {go} }} }})"
    );
    let wxml = "<view id='go' bindtap='go'>{{n}}</view><view wx:for='{{list}}' wx:key='*this' class='row'><text class='a'>{{item}}</text><text>{{index}}</text></view>";
    let source = Source::new("App({})").page("pages/a", wxml, &js);
    let mut options = Options::default();
    options.limits.heap = heap;
    // What is bounded here is memory, not time.
    options.limits.turn = Duration::from_secs(60);
    let mut world = World::with(&source, options);
    world.settle();
    world
}

/// Waits for a state of the heap: a program at rest says nothing.
fn until_heap(world: &World, what: &str, done: impl Fn(HeapFacts) -> bool) -> HeapFacts {
    let end = Instant::now() + Duration::from_secs(60);
    loop {
        let heap = world.program.heap();
        if done(heap) {
            return heap;
        }
        assert!(Instant::now() < end, "never: {what}, {heap:?}");
        std::thread::sleep(Duration::from_millis(10));
    }
}

fn survives(go: &str, heap: usize) -> World {
    let mut world = world(&format!("{go}; console.log('fine')"), heap);
    world.tap(1, "go").until("an end", |world| {
        !world.faults.is_empty() || world.log.iter().any(|line| line == "fine")
    });
    assert!(world.faults.is_empty(), "{go}: {:?}", world.faults);
    assert!(world.log.iter().any(|line| line == "fine"), "{go}");
    world
}

#[test]
fn cycles_beyond_the_limit_are_collected_inside_the_turn_that_makes_them() {
    let world = survives("rubbish(200)", 32 * MB);
    until_heap(&world, "a collection", |heap| heap.in_turns > 0);
}

/// The engine's own threshold, one and a half times what is kept, is beyond the limit then.
#[test]
fn a_program_that_keeps_most_of_its_heap_is_still_collected() {
    for kept in [16, 22, 26] {
        let go = format!("this.kept = new ArrayBuffer({kept} << 20); rubbish(100)");
        survives(&go, 32 * MB);
    }
}

#[test]
fn buffers_in_cycles_are_collected_too() {
    // Those above 15 do not fit beside what a turn leaves uncollected.
    for size in [1, 8, 12, 14, 15, 16, 18, 22, 27] {
        survives(
            &format!(
                "for (let i = 0; i < 60; i++) {{ const a = {{ b: new ArrayBuffer({size} << 20) }}; a.self = a }}"
            ),
            32 * MB,
        );
    }
}

#[test]
fn many_small_turns_do_not_fill_the_heap() {
    let mut world = world("rubbish(1); console.log(++this.n)", 32 * MB);
    world.tap(1, "go").until_log("NaN");
    for _ in 0..100 {
        let lines = world.log.len();
        world.tap(1, "go").until("a turn", |world| {
            world.log.len() > lines || !world.faults.is_empty()
        });
    }
    assert!(world.faults.is_empty(), "{:?}", world.faults);
    until_heap(&world, "rest", |heap| {
        heap.between > 0 && heap.live < 8 * MB
    });
}

#[test]
fn a_turn_of_ordinary_size_is_not_interrupted_by_a_collection() {
    let go = "const list = []; for (let i = 0; i < 1000; i++) list.push('row ' + i + ' of ' + this.data.n); this.setData({ list, n: this.data.n + 1 })";
    let mut world = world(go, Limits::default().heap);
    for n in 1..=3 {
        world.tap(1, "go").until("rows", |world| {
            world
                .page(1)
                .text()
                .contains(&format!("row 999 of {}", n - 1))
        });
        // Rest, as people do between two taps.
        world.settle();
    }
    let heap = until_heap(&world, "collected", |heap| heap.between > 0);
    assert_eq!(heap.in_turns, 0);
}

#[test]
fn a_program_at_rest_is_collected_and_left_alone() {
    let mut world = world("rubbish(10)", 64 * MB);
    let before = until_heap(&world, "the start", |heap| heap.between > 0);
    world.tap(1, "go");
    let then = until_heap(&world, "rest", |heap| {
        heap.between > before.between && heap.live < before.live + MB
    });
    world.settle();
    assert_eq!(world.program.heap(), then, "nothing happened since");
}

#[test]
fn a_program_that_goes_to_sleep_is_collected_however_little_there_is() {
    let world = world("", Limits::default().heap);
    let before = until_heap(&world, "the start", |heap| heap.between > 0).between;
    world.program.post(Input::Hide);
    world.program.post(Input::Suspend);
    until_heap(&world, "collected", |heap| heap.between > before);
}

#[test]
fn what_is_collected_at_rest_is_told_to_whoever_asked() {
    let go = "this.r = new FinalizationRegistry((v) => console.log('gone', v));
        let a = { t: new Array(1000000).fill(0) }; a.self = a; this.r.register(a, 7)";
    let mut world = world(go, Limits::default().heap);
    world.tap(1, "go").until_log("gone 7");
}

/// Callbacks that make new garbage are turns like any other.
#[test]
fn registries_that_feed_themselves_do_not_keep_others_from_running() {
    let go = "const r = new FinalizationRegistry(() => next()); const next = () => { let a = { t: new Array(64000).fill(0) }; a.self = a; r.register(a, 0) };
        this.kept = next; next(); next(); console.log('fed')";
    let mut world = world(go, 64 * MB);
    world.tap(1, "go").until_log("fed");
    let lines = world.log.len();
    world.tap(1, "go");
    world.until("again", |world| world.log.len() > lines);
    assert!(world.faults.is_empty(), "{:?}", world.faults);
}
