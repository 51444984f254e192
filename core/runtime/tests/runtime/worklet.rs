use crate::support::{Source, World};

fn run(wxml: &str, js: &str) -> World {
    World::start(&Source::new("App({})").page("pages/a", wxml, js))
}

/// The example of https://developers.weixin.qq.com/miniprogram/dev/framework/runtime/skyline/worklet.html
#[test]
fn styles_follow_shared_values_that_move() {
    let mut world = run(
        "<view id='box'/><view id='go' bindtap='go'/><view id='no' bindtap='no'/>",
        "const { shared, derived, timing, Easing } = wx.worklet;
         Page({ onLoad() { this.offset = shared(0); this.half = derived(() => { 'worklet'; return this.offset.value / 2 })
             this.applyAnimatedStyle('#box', () => { 'worklet'; return { transform: `translateX(${this.offset.value}px)`, marginTop: `${this.half.value}px` } }, {}, (r) => { this.style = r.styleId; console.log('applied') }) },
           go() { this.offset.value = timing(100, { duration: 80, easing: Easing.bezier(0.25, 0.1, 0.25, 1) }, (over) => { console.log('over', over, this.offset.value, this.half.value) }) },
           no() { this.clearAnimatedStyle('#box', [this.style], () => console.log('cleared')) } })",
    );
    world.until_log("applied");
    let id = world.page(1).by_id("box").unwrap();
    assert_eq!(
        world.page(1).node(id).unwrap().style,
        "transform:translateX(0px);margin-top:0px"
    );
    world.tap(1, "go").until_log("over true 100 50");
    world.until("the last style", |world| {
        world.page(1).node(id).unwrap().style == "transform:translateX(100px);margin-top:50px"
    });
    world.tap(1, "no").until_log("cleared");
    world.until("no style", |world| {
        world.page(1).node(id).unwrap().style.is_empty()
    });
    assert!(world.faults.is_empty(), "{:?}", world.faults);
}

#[test]
fn motions_end_where_they_are_told_to_and_say_so() {
    let mut world = run(
        "<view/>",
        "const { shared, timing, spring, decay, sequence, repeat, delay, cancelAnimation } = wx.worklet;
         Page({ onReady() {
             const at = (name, motion, from = 0) => { const v = shared(from); v.value = motion((over) => console.log(name, over, Math.round(v.value))) ; return v }
             at('timing', (cb) => timing(5, { duration: 30 }, cb)); at('nothing', (cb) => timing(7, { duration: 0 }, cb))
             at('spring', (cb) => spring(10, { stiffness: 900, damping: 60 }, cb)); at('clamped', (cb) => decay({ velocity: 9000, clamp: [-50, 50] }, cb))
             at('sequence', (cb) => sequence(timing(1, { duration: 20 }), timing(9, { duration: 20 }, cb)))
             at('delayed', (cb) => delay(20, timing(3, { duration: 20 }, cb)))
             at('again', (cb) => repeat(timing(4, { duration: 20 }), 3, false, cb)); at('back', (cb) => repeat(timing(4, { duration: 20 }), 2, true, cb), 1)
             const v = at('endless', (cb) => repeat(timing(1, { duration: 20 }), -1, true, cb)); cancelAnimation(v)
             const w = at('replaced', (cb) => timing(100, { duration: 60000 }, cb)); w.value = 2 } })",
    );
    for line in [
        "timing true 5",
        "nothing true 7",
        "spring true 10",
        "clamped true 50",
        "sequence true 9",
        "delayed true 3",
        "again true 4",
        "back true 1",
        "endless false 0",
        "replaced false 2",
    ] {
        world.until_log(line);
    }
    assert!(world.faults.is_empty(), "{:?}", world.faults);
}

#[test]
fn a_worklet_runs_after_the_turn_wherever_it_is_sent() {
    let mut world = run(
        "<view/>",
        "const { runOnUI, runOnJS, shared } = wx.worklet;
         Page({ onReady() { const v = shared({ n: 1 }); const tell = (n) => console.log('js', n)
             const r = runOnUI((a) => { 'worklet'; console.log('ui', a, v.value.n); runOnJS(tell)(v.value.n + a) })(2); console.log('now', r, this.renderer, wx.canIUse('worklet')) } })",
    );
    world.until_log("js 3");
    assert_eq!(world.trace(), "now undefined webview true ui 2 1 js 3");
}

#[test]
fn worklets_that_are_given_nonsense_say_so_and_nothing_moves_for_ever() {
    let mut world = run(
        "<view id='box'/>",
        "const { shared, derived, timing, spring, decay, sequence, repeat, delay, cancelAnimation, runOnUI, runOnJS, scrollViewContext, Easing } = wx.worklet;
         const tried = (name, work) => { try { work(); console.log(name, 'taken') } catch (e) { console.log(name, e.message) } }
         Page({ onReady() {
             tried('run', () => runOnUI(5)); tried('js', () => runOnJS()); tried('derived', () => derived({})); tried('apply', () => this.applyAnimatedStyle('#box'))
             tried('cancel', () => cancelAnimation({})); tried('scroll', () => scrollViewContext.scrollTo(null, 3)); tried('clear', () => this.clearAnimatedStyle())
             const cyclic = {}; cyclic.me = cyclic
             const odd = [timing('x', { duration: NaN, easing: () => { throw new Error('curve') } }), timing(cyclic), spring({}, { stiffness: Infinity, damping: -1 }), decay('x'), decay({ velocity: 'x', deceleration: 5, clamp: [1] }),
                 sequence(), sequence(1, null), repeat(3), repeat(timing(1), 'x'), delay('x'), delay(-5, timing(1, { duration: 5 }))]
             for (const one of odd) shared(0).value = one
             const a = shared(0); this.applyAnimatedStyle('#box', () => { a.value += 1; return { opacity: a.value } })
             this.applyAnimatedStyle('#box', () => { throw new Error('updater') })
             this.applyAnimatedStyle('#nobody', () => 5)
             setTimeout(() => console.log('end'), 300) } })",
    );
    world.until_log("end");
    let trace = world.log.join("\n");
    for line in [
        "run runOnUI:fail parameter error: parameter should be Function instead of number",
        "js runOnJS:fail parameter error: parameter should be Function instead of undefined",
        "derived derived:fail parameter error: parameter should be Function instead of object",
        "apply applyAnimatedStyle:fail parameter error: parameter.updater should be Function instead of undefined",
        "cancel taken",
        "scroll taken",
        "clear taken",
    ] {
        assert!(trace.contains(line), "{line} in {trace}");
    }
    let said = format!("{:?}", world.faults);
    assert!(
        said.contains("worklets set what they depend on, without an end"),
        "{said}"
    );
    assert!(said.contains("updater"), "{said}");
}

/// A page that is gone leaves nothing that moves: the program is idle.
#[test]
fn what_never_ends_ends_with_its_page() {
    let source = Source::new("App({})")
        .page("pages/a", "<view id='go' bindtap='go'/>", "Page({ go() { wx.navigateTo({ url: '/pages/b' }) } })")
        .page(
            "pages/b",
            "<view id='box'/><view id='back' bindtap='back'/>",
            "const { shared, repeat, timing } = wx.worklet;
             Page({ onLoad() { const v = shared(0); this.applyAnimatedStyle('#box', () => ({ opacity: v.value }));
                 v.value = repeat(timing(1, { duration: 40 }), -1, true, (over) => console.log('stopped', over)) }, back() { wx.navigateBack() } })",
        );
    let mut world = World::start(&source);
    world.tap(1, "go");
    world.until("it moves", |world| {
        world
            .views
            .get(&tiffin_runtime::PageId(2))
            .is_some_and(|view| view.counts().batches > 3)
    });
    world.tap(2, "back").until_log("stopped false");
}

#[test]
fn curves_go_from_nothing_to_one() {
    let mut world = run(
        "<view/>",
        "const E = wx.worklet.Easing, near = (a, b) => Math.abs(a - b) < 1e-3
         Page({ onReady() {
             const all = { linear: E.linear, ease: E.ease, quad: E.quad, cubic: E.cubic, poly: E.poly(5), sin: E.sin, circle: E.circle, exp: E.exp, elastic: E.elastic(), bounce: E.bounce, bezier: E.bezier(0.25, 0.1, 0.25, 1) }
             for (const name of Object.keys(all)) for (const f of [all[name], E.in(all[name]), E.out(all[name]), E.inOut(all[name])]) if (!near(f(0), 0) || !near(f(1), 1)) console.log('wrong', name, f(0), f(1))
             console.log(E.quad(0.5), E.out(E.quad)(0.5), E.inOut(E.quad)(0.25), near(E.bezier(0.25, 0.1, 0.25, 1)(0.5), 0.8024), near(E.ease(0.5), 0.3154), near(E.bounce(0.5), 0.2344), E.elastic(0)(0.5) < 1) } })",
    );
    world.settle();
    assert_eq!(world.trace(), "0.25 0.75 0.125 true true true true");
}

/// What the official demo does while it starts, for Skyline. Pages that a web view draws open their usual way.
#[test]
fn ways_into_a_page_of_a_programs_own_are_taken_and_pages_open_as_ever() {
    let source = Source::new(
        "const { Easing } = wx.worklet
         const curve = Easing.bezier(0.25, 0.1, 0.25, 1)
         console.log('curve', curve(0), curve(1), curve(0.5) === curve.factory()(0.5))
         wx.router.addRouteBuilder('half', (context) => ({ opaque: false }))
         const tried = (work) => { try { console.log('gave', work()) } catch (e) { console.log(e.message) } }
         tried(() => wx.router.addRouteBuilder(5, () => 1)); tried(() => wx.router.addRouteBuilder('x', null))
         tried(() => wx.router.removeRouteBuilder()); tried(() => wx.router.removeRouteBuilder('never'))
         tried(() => wx.router.getRouteContext({}))
         App({})",
    )
    .page("pages/a", "<view id='go' bindtap='go'/>", "Page({ go() { wx.navigateTo({ url: '/pages/b', routeType: 'half' }) } })")
    .page("pages/b", "<view>there</view>", "Page({ onReady() { console.log('open', wx.router.getRouteContext(this)) } })");
    let mut world = World::start(&source);
    world.tap(1, "go").until_log("open undefined");
    assert_eq!(
        world.trace(),
        "curve 0 1 true \
         router.addRouteBuilder:fail parameter error: routeType should be string instead of number \
         router.addRouteBuilder:fail parameter error: routeBuilder should be function instead of null \
         router.removeRouteBuilder:fail parameter error: routeType should be string instead of undefined \
         gave undefined gave undefined open undefined"
    );
    assert!(world.faults.is_empty(), "{:?}", world.faults);
}
