use crate::support::{Source, World};

fn say(js: &str) -> String {
    let page = format!("Page({{ onLoad(){{ {js} }} }})");
    let mut world = World::start(&Source::new("App({})").page("pages/a", "<view/>", &page));
    world.settle();
    assert!(world.faults.is_empty(), "{:?}", world.faults);
    world.trace()
}

#[test]
fn regexp_statics() {
    let js = r#"Date.prototype.Format = function(f){ const o = {'M+': this.getMonth() + 1, 'd+': this.getDate()}; if (/(y+)/.test(f)) f = f.replace(RegExp.$1, (this.getFullYear() + '').substr(4 - RegExp.$1.length));
        for (const k in o) if (new RegExp('(' + k + ')').test(f)) f = f.replace(RegExp.$1, RegExp.$1.length == 1 ? o[k] : ('00' + o[k]).substr(('' + o[k]).length)); return f };
        console.log(new Date(2024, 0, 5).Format('yyyy-MM-dd')); 'a1b2'.replace(/([a-z])(\d)/g, ''); console.log(RegExp.$1, RegExp.$2, RegExp.lastMatch, RegExp.leftContext);
        'k=v'.match(/(\w)=(\w)/); console.log(RegExp.$2, 'x-y'.split(/-/).join(), /q/.test('z'), RegExp.$1)"#;
    assert_eq!(say(js), "2024-01-05 b 2 b2 a1 v x,y false ");
}

#[test]
fn numbers_in_the_reader_s_form() {
    let js = "console.log((1234567.891).toLocaleString(), (0.5).toLocaleString('en', {style: 'percent'}), (1234.5).toLocaleString('zh-CN', {style: 'currency', currency: 'CNY'}), (1.005).toLocaleString('en', {maximumFractionDigits: 2}), (-1e6).toLocaleString(), (3).toLocaleString(undefined, {minimumFractionDigits: 2}), new Intl.NumberFormat('en-US').format(1e15))";
    assert_eq!(
        say(js),
        "1,234,567.891 50% ¥1,234.50 1.01 -1,000,000 3.00 1,000,000,000,000,000"
    );
}

#[test]
fn dates_in_the_reader_s_form() {
    let js = "const d = new Date(2024, 2, 9, 15, 4, 5); console.log(d.toLocaleDateString('zh-CN') + '|' + d.toLocaleString('zh-CN') + '|' + d.toLocaleString('en-US') + '|' + d.toLocaleTimeString('zh-CN', {hour12: false}) + '|' + d.toLocaleDateString('zh-CN', {year: 'numeric', month: 'long', day: 'numeric', weekday: 'long'}) + '|' + d.toLocaleDateString('en-US', {month: 'short', day: 'numeric', year: 'numeric'}))";
    assert_eq!(
        say(js),
        "2024/3/9|2024/3/9 15:04:05|3/9/2024, 3:04:05 PM|15:04:05|2024年3月9日星期六|Mar 9, 2024"
    );
}

#[test]
fn text_in_order() {
    let js = "console.log(['b', 'a', 'C', 'é', 'e'].sort((x, y) => x.localeCompare(y)).join(''), ['a10', 'a9'].sort(new Intl.Collator('en', {numeric: true}).compare).join())";
    assert_eq!(say(js), "abCeé a9,a10");
}

#[test]
fn chinese_by_its_sound() {
    let js = "const names = ['张三', '王五', '李四', '阿明', 'Bob', '12号', '2号']; console.log([...names].sort((a, b) => a.localeCompare(b, 'zh-CN', {numeric: true})).join(), [...names].sort(new Intl.Collator('en').compare).join())";
    assert_eq!(
        say(js),
        "2号,12号,阿明,李四,王五,张三,Bob 12号,2号,Bob,阿明,李四,王五,张三"
    );
}

#[test]
fn other_time_zones() {
    let js = "const d = new Date(Date.UTC(2024, 2, 9, 15, 4, 5)); const f = (z) => d.toLocaleString('zh-CN', {timeZone: z});
        console.log([f('Asia/Tokyo'), f('America/New_York'), f('UTC')].join('|')); try { f('Moon/Sea') } catch (e) { console.log(e.name, typeof Intl.DateTimeFormat().resolvedOptions().timeZone) }";
    assert_eq!(
        say(js),
        "2024/3/10 00:04:05|2024/3/9 10:04:05|2024/3/9 15:04:05 RangeError string"
    );
}

#[test]
fn errors_look_as_programs_expect_them() {
    let js = r"function Own(m) { this.message = m; Error.captureStackTrace(this, Own) } Own.prototype = Object.create(Error.prototype); Own.prototype.name = 'Own';
        const lines = (e) => e.stack.split('\n'); function fails() { null.x }
        try { fails() } catch (e) { console.log(lines(e)[0] === e.name + ': ' + e.message, e.name, /^    at fails \(pages\/a\.js:\d+:\d+\)$/.test(lines(e)[1])) }
        class Sub extends TypeError { constructor(m) { super(m); this.name = 'Sub' } }
        const sub = new Sub('s'); console.log(lines(sub)[0], String(sub), sub instanceof TypeError, lines(sub).length > 1, lines(sub).includes(''));
        console.log(lines(new Own('o'))[0], lines(new Own('o')).some((l) => /captureStackTrace|at Own/.test(l)));
        const plain = {}; Error.captureStackTrace(plain); console.log(lines(plain)[0], /at onLoad/.test(lines(plain)[1]));
        const e = new Error('x'); e.stack = 'mine'; console.log(e.stack, typeof Error.stackTraceLimit, new Error('a', { cause: 1 }).cause)";
    assert_eq!(
        say(js),
        "true TypeError true Sub: s Sub: s true true false Own: o false Error true mine number 1"
    );
}

#[test]
fn frames_give_no_functions_away() {
    let js = "Error.prepareStackTrace = (e, sites) => sites; const sites = new Error('x').stack; Error.prepareStackTrace = undefined;
        console.log(Array.isArray(sites), sites[0].getFunctionName(), sites[0].getFileName(), sites.some((s) => s.getFunction() !== undefined));
        try { delete Object.getPrototypeOf(sites[0]).getFunction } catch (e) {} console.log(sites.every((s) => !s.getFunction || s.getFunction() === undefined))";
    assert_eq!(say(js), "true onLoad pages/a.js false true");
}

#[test]
fn the_global_object_is_as_in_wechat() {
    let js = "const there = ['console', 'setTimeout', 'setInterval', 'clearTimeout', 'clearInterval', 'Intl', 'Promise', 'Proxy', 'WeakRef', 'BigInt', 'App', 'Page', 'Component', 'Behavior', 'getApp', 'getCurrentPages', 'wx', 'global'];
        const absent = ['window', 'document', 'self', 'location', 'navigator', 'fetch', 'XMLHttpRequest', 'WebSocket', 'localStorage', 'performance', 'SharedArrayBuffer', 'Atomics', 'queueMicrotask', 'eval', 'WebAssembly', 'Worker', 'importScripts', 'process', 'Deno', 'std', 'os'];
        console.log(there.filter((n) => typeof globalThis[n] === 'undefined').join() || 'all there', absent.filter((n) => typeof globalThis[n] !== 'undefined').join() || 'none of these', typeof requestAnimationFrame)";
    assert_eq!(say(js), "all there none of these function");
}

/// docs/compatibility.md, "The engine": what is not as in V8, and left so.
#[test]
fn what_is_left_as_the_engine_has_it() {
    let js = "const d = String(new Date(2024, 0, 5, 1, 2, 3)); console.log(/^Fri Jan 05 2024 01:02:03 GMT[+-]\\d{4}$/.test(d), Date.parse(d) === new Date(2024, 0, 5, 1, 2, 3).getTime(), typeof (function () {}).caller);
        console.log([Object.groupBy, Map.groupBy, Set.prototype.union, globalThis.Iterator, Promise.withResolvers].map((f) => typeof f).join())";
    assert_eq!(
        say(js),
        "true true undefined function,function,function,function,function"
    );
}
