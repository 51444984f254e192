//! Long strings that were made by `+`. The engine keeps such a string as a rope (two halves) until somebody needs its
//! characters; a rope has to be the same value as the flat string with the same characters, wherever a program looks.

use serde_json::json;

use crate::support::{Source, World};

/// `rope(i)` and `flat(i)` are equal; the first is a rope (its right half is above 512 characters), the second is not.
/// `other(i)` is the same text as a rope of another shape, `wide` and `wideFlat` hold Chinese.
const MAKERS: &str = "const half = 'x'.repeat(600), flat = (i) => [half, i, half].join(''), rope = (i) => half + i + half;
    const other = (i) => ('x'.repeat(100) + 'x'.repeat(500) + (i + half.slice(0, 560))) + half.slice(0, 40);
    const wide = (i) => half + i + '\u{4e2d}'.repeat(600), wideFlat = (i) => [half, i, '\u{4e2d}'.repeat(600)].join('');
    const each = (n, f) => { let wrong = 0; for (let i = 0; i < n; i++) if (!f(i)) wrong++; return wrong };";

fn say(js: &str) -> String {
    let page = format!("{MAKERS}\nPage({{ onLoad(){{ {js} }} }})");
    let mut world = World::start(&Source::new("App({})").page("pages/a", "<view/>", &page));
    world.settle();
    assert!(world.faults.is_empty(), "{:?}", world.faults);
    world.trace()
}

#[test]
fn maps_and_sets_find_them() {
    let js = "const m = new Map(), s = new Set(), w = new Map();
        for (let i = 0; i < 64; i++) { m.set(i % 2 ? rope(i) : flat(i), i); s.add(i % 2 ? flat(i) : rope(i)); w.set(wide(i), i) }
        console.log(m.size, s.size, each(64, (i) => m.get(rope(i)) === i && m.get(flat(i)) === i && m.get(other(i)) === i),
            each(64, (i) => s.has(rope(i)) && s.has(flat(i)) && s.has(other(i))), each(64, (i) => w.get(wideFlat(i)) === i && w.has(wide(i))));
        for (let i = 0; i < 64; i++) { m.set(rope(i), -i); m.set(other(i), i); s.add(flat(i)); s.add(other(i)) }
        console.log(m.size, s.size, each(64, (i) => m.delete(flat(i))), each(64, (i) => s.delete(rope(i))), m.size, s.size)";
    assert_eq!(say(js), "64 64 0 0 0 64 64 0 0 0 0");
}

#[test]
fn a_key_stays_found_when_somebody_reads_its_characters() {
    let js = "const keys = [], m = new Map(); for (let i = 0; i < 9; i++) { keys.push(rope(i)); m.set(keys[i], i) }
        for (const key of keys) key.indexOf('y'); for (let i = 9; i < 99; i++) m.set(rope(i), i);
        console.log(each(99, (i) => m.get(rope(i)) === i && m.get(flat(i)) === i), m.size)";
    assert_eq!(say(js), "0 99");
}

#[test]
fn whatever_else_makes_maps_and_sets_finds_them() {
    let js = "const all = Array.from({length: 40}, (_, i) => i), m = new Map(all.map((i) => [rope(i), i])), s = new Set(all.map(rope)), f = new Set(all.map(flat));
        console.log(each(40, (i) => m.get(flat(i)) === i), each(40, (i) => s.has(flat(i))), s.union(f).size, s.intersection(f).size, s.difference(f).size,
            s.symmetricDifference(f).size, s.isSubsetOf(f), s.isSupersetOf(f), s.isDisjointFrom(f));
        const like = {size: 40, has: (v) => f.has(v), keys: () => all.map(rope).values()}; console.log(f.union(like).size, f.intersection(like).size);
        const by = Map.groupBy(all, (i) => i % 2 ? rope(i % 20) : flat(i % 20)); console.log(by.size, each(20, (i) => by.get(other(i)).length === 2));
        class Keyed extends Map { set(k, v) { return super.set('k' + k, v) } } const k = new Keyed(all.map((i) => [rope(i), i])); console.log(each(40, (i) => k.get('k' + flat(i)) === i))";
    assert_eq!(say(js), "0 0 40 40 0 0 true true false 40 40 20 0 0");
}

#[test]
fn names_of_properties() {
    let js = "const o = {}; for (let i = 0; i < 40; i++) o[rope(i)] = i; const {[flat(3)]: three} = o; const f = Object.fromEntries([[rope(1), 1]]);
        console.log(each(40, (i) => o[flat(i)] === i && o[other(i)] === i && rope(i) in o && Object.hasOwn(o, rope(i)) && o.hasOwnProperty(flat(i))), Object.keys(o).length, three, f[flat(1)]);
        class C { [rope(1)]() { return 'm' } static [rope(2)] = 's' } console.log(new C()[flat(1)](), C[flat(2)], new C()[flat(1)].name === flat(1));
        const p = new Proxy({}, {get: (_, k) => k === flat(1), has: (_, k) => k === flat(2)}); console.log(p[rope(1)], rope(2) in p, Reflect.get({[rope(1)]: 7}, flat(1)));
        Object.defineProperty(o, rope(50), {get: () => 'got'}); console.log(o[flat(50)], delete o[rope(1)], flat(1) in o, Object.groupBy([1, 2], () => rope(0))[flat(0)].length);
        console.log(Symbol.for(rope(1)) === Symbol.for(flat(1)), Symbol(rope(1)).description === flat(1), ({[wide(1)]: 1})[wideFlat(1)])";
    assert_eq!(
        say(js),
        "0 40 3 1 m s true true true 7 got true false 2 true true 1"
    );
}

#[test]
fn comparisons() {
    let js = "const sw = (v) => { switch (v) { case rope(1): return 1; case flat(2): return 2; default: return 0 } };
        console.log(sw(flat(1)), sw(rope(2)), sw(rope(3)), rope(1) === flat(1), rope(1) == other(1), rope(1) !== flat(2), Object.is(rope(1), flat(1)), rope(1) < flat(2), flat(2) > rope(1), rope(1) <= other(1));
        const list = [rope(0), flat(1), rope(2)]; console.log(list.includes(flat(2)), list.indexOf(rope(1)), list.lastIndexOf(other(0)), list.findIndex((e) => e === flat(2)));
        console.log([rope(3), flat(1), rope(2)].sort().map((e) => e[600]).join(''), rope(1).localeCompare(flat(1)), rope(1).localeCompare(rope(2)) < 0, `${rope(1)}` === flat(1), ({[`${half}${1}${half}`]: 1})[flat(1)]);
        const n = '9'.repeat(600) + '9'.repeat(600); console.log(10n ** 1300n > n, n < 10n ** 1300n, n > 10n ** 1000n, 10n ** 1200n - 1n == n, BigInt(n) === 10n ** 1200n - 1n);
        const one = '0'.repeat(600) + '0'.repeat(600) + '1'; console.log(one == 1, +one, parseInt(one), Number(one), one - 0, !one, one ? 'truthy' : '')";
    assert_eq!(
        say(js),
        "1 2 0 true true true true true true true true 1 0 2 123 0 true true 1 true true true true true true 1 1 1 1 false truthy"
    );
}

#[test]
fn json() {
    let js = "console.log(JSON.stringify(rope(1)) === JSON.stringify(flat(1)), JSON.stringify({[rope(1)]: rope(2)}) === JSON.stringify({[flat(1)]: flat(2)}), JSON.stringify([wide(1)]) === JSON.stringify([wideFlat(1)]));
        const text = '{\"' + half + '\":[' + ('1,'.repeat(400) + ' '.repeat(600) + '2') + ']}'; console.log(JSON.parse(text)[half].length, JSON.parse('\"' + rope(1) + ('y'.repeat(600) + '\"')).length);
        console.log(JSON.stringify({a: 1}, null, ' '.repeat(600) + '-'.repeat(600)).split('\\n')[1].length, JSON.stringify({a: {toJSON: () => rope(1)}}) === JSON.stringify({a: flat(1)}), JSON.stringify({[flat(1)]: 1, b: 2}, [rope(1)]) === JSON.stringify({[flat(1)]: 1}));
        console.log(JSON.stringify(new String(rope(1))) === JSON.stringify(flat(1)), JSON.parse(JSON.stringify({a: rope(1)}), (k, v) => v).a === flat(1))";
    assert_eq!(say(js), "true true true 401 1801 16 true true true true");
}

#[test]
fn regular_expressions() {
    let js = r"const re = new RegExp('(' + rope(1) + ')' + ('(z?)' + ' '.repeat(0) + half)); console.log(re.test(flat(1) + half), re.source.length, RegExp(rope(1)).test(rope(1)));
        const s = rope('k=v'); console.log(s.match(/(\w)=(\w)/)[2], RegExp.$1, s.replace(/x+/g, '-'), s.replace('k=v', () => rope(1)).length, s.split(/k=v/).map((e) => e.length).join(), s.search(/=/), [...s.matchAll(/x+/g)].length);
        const g = /=/g; g.exec(rope('=')); console.log(g.lastIndex, /^x+中+$/u.test(wide('')), RegExp.escape(rope('.')).length, flat('k').replace(/k/, rope('$&')).length, flat('k').replace('k', rope(1)).length);
        console.log(new RegExp('x', 'g' + '').flags, rope(1).replaceAll('x', '').length, /y/.exec(rope('y')).index, /y/.exec(rope('y')).input === flat('y'))";
    assert_eq!(
        say(js),
        "true 1807 true v k -k=v- 2401 600,600 601 2 601 true 1205 2401 2401 g 1 600 true"
    );
}

#[test]
fn methods_of_strings() {
    let js = "const r = rope('Ab'), f = flat('Ab'), same = (g) => { const a = g(rope('Ab')), b = g(f); return a === b || JSON.stringify(a) === JSON.stringify(b) };
        const methods = {at: [600], charAt: [601], charCodeAt: [600], codePointAt: [600], concat: [rope(1)], endsWith: [half], includes: [rope('Ab')], indexOf: ['b'], lastIndexOf: ['A'], normalize: [], padEnd: [1500, rope(2)],
            padStart: [1500, 'ab'], repeat: [2], slice: [599, 603], split: ['Ab'], startsWith: [half], substr: [600, 2], substring: [600, 602], toLocaleLowerCase: [], toLocaleUpperCase: [], toLowerCase: [], toString: [], toUpperCase: [],
            trim: [], trimEnd: [], trimStart: [], valueOf: [], isWellFormed: [], toWellFormed: [], localeCompare: [f], replace: ['Ab', 'q'], replaceAll: ['x', 'y'], search: ['b'], match: ['b'], anchor: ['\"']};
        console.log(Object.keys(methods).filter((name) => !same((s) => s[name](...methods[name]))).join() || 'all the same');
        const outside = {length: (s) => s.length, index: (s) => s[601], spread: (s) => [...s].length, keys: (s) => Object.keys(s).length, object: (s) => new String(s).length, from: (s) => Array.from(s).join(''), uri: (s) => encodeURIComponent(s), uri2: (s) => decodeURI(s), esc: (s) => escape(s),
            btoa: (s) => typeof btoa === 'function' ? btoa(s) : 1, error: (s) => new Error(s).message, bound: (s) => Function.prototype.toString.call(() => s).length, raw: (s) => String.raw({raw: [s, s]}, s), join: (s) => [1, 2].join(s), date: (s) => isNaN(Date.parse(s)), num: (s) => isNaN(s), add: (s) => s + s, addN: (s) => 1 + s, tmpl: (s) => `${s}${s}`, type: (s) => typeof s, iter: (s) => { let n = 0; for (const c of s) n += c.length; return n }, inn: (s) => { let n = 0; for (const c in s) n++; return n }, cat: (s) => { let t = ''; for (let i = 0; i < 50; i++) t += s; return t }};
        console.log(Object.keys(outside).filter((name) => !same(outside[name])).join() || 'all the same'); console.log(Date.parse(' '.repeat(0) + '2024-01-05' + ' '.repeat(600)) === Date.parse('2024-01-05' + Array(601).join(' ')))";
    assert_eq!(say(js), "all the same all the same true");
}

#[test]
fn across_the_bridge_into_the_view_and_back() {
    let mut world = World::start(&Source::new("App({})").page(
        "pages/a",
        "<text id='go' bindtap='go' data-name='{{name}}'>{{name}}</text><text wx:for='{{list}}' wx:key='*this'>{{item[600]}}</text><text>{{map[key]}}</text>",
        &format!("{MAKERS}
            Page({{ data: {{name: '', list: [], map: {{}}, key: ''}},
                onLoad() {{ this.setData({{name: rope(1), list: [rope(2), rope(3)], map: {{[rope(4)]: 'four'}}, key: flat(4), ['map.' + half + ('a' + half)]: 'path'}});
                    console.log(this.data.map[half + 'a' + half], this.data.name === flat(1)) }},
                go(e) {{ console.log(e.currentTarget.dataset.name === flat(1)) }} }})"),
    ));
    world.settle();
    assert!(world.faults.is_empty(), "{:?}", world.faults);
    let half = "x".repeat(600);
    assert_eq!(world.page(1).text(), format!("{half}1{half}23four"));
    world.tap(1, "go").settle();
    assert_eq!(world.trace(), "path true true");
}

#[test]
fn in_calls_storage_events_and_errors() {
    let js = "wx.setStorageSync(rope('k'), {v: rope(1), [rope(2)]: 2}); const got = wx.getStorageSync(flat('k')); console.log(got.v === flat(1), got[flat(2)]);
        wx.setStorageSync('plain', rope(3)); console.log(wx.getStorageSync('plain') === flat(3));
        try { throw new Error(rope('E')) } catch (e) { console.log(e.message === flat('E'), e.stack.startsWith('Error: ' + flat('E'))) }
        console.log(wx.canIUse(rope('no')), typeof wx[rope('no')]); console.log(rope('logged'))";
    let half = "x".repeat(600);
    assert_eq!(
        say(js),
        format!("true 2 true true true false undefined {half}logged{half}")
    );
}

#[test]
fn names_of_modules_and_of_events() {
    let folder = "d".repeat(550);
    let mut world = World::start(
        &Source::new("App({})")
            .file(&format!("{folder}/{folder}/m.js"), "module.exports = 'loaded'")
            .page(
                "pages/a",
                "<card bind:ev='heard'/>",
                "Page({ onLoad() { const d = 'd'.repeat(550); console.log(require('../' + d + ('/' + d + '/m')), require('../' + d + ('/' + d + '/m.js'))) }, heard(e) { console.log(e.detail.length, e.type) } })",
            )
            .json("pages/a", json!({"usingComponents": {"card": "c/card"}}))
            .component(
                "c/card",
                "<view/>",
                &format!("{MAKERS} Component({{ lifetimes: {{ attached() {{ this.triggerEvent('ev', rope(1)) }} }} }})"),
            ),
    );
    world.until_log("loaded loaded");
    assert_eq!(world.trace(), "1201 ev loaded loaded");
}

/// What frameworks do with their pages: long ids, made of parts, as keys of one Map.
#[test]
fn a_program_s_own_table_of_pages_is_not_lost() {
    let js = "const pages = new Map(), id = (n) => ['pages/' + n, '?' + 'k=v&'.repeat(150)]; for (let n = 0; n < 12; n++) { const [path, query] = id(n); pages.set(path + query, {n}) }
        console.log(each(12, (n) => { const [path, query] = id(n); const e = pages.get(path + query); return e && e.n === n && pages.get([path, query].join('')) === e }))";
    assert_eq!(say(js), "0");
}
