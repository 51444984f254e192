//! What `wx.setStorage` is given and what `wx.getStorage` gives back, type by type, and what it is refused.

use serde_json::json;

use crate::shell::Shell;
use crate::store::{Source, Store};

/// A program that runs this when its box is tapped.
fn tapped(js: &str) -> Shell {
    let store = Store::start();
    let js = format!("Page({{ async tap() {{ {js} }} }})");
    let wxml = "<view id=\"box\" bindtap=\"tap\">x</view>";
    store.publish(
        "canteen",
        1,
        &Source::new("App({})").page("pages/index/index", wxml, &js, json!({})),
    );
    let mut shell = Shell::new(store.settings());
    shell.open(&store.link("canteen"));
    shell.tap("box");
    shell
}

const SHOW: &str = "const show = (v) => { const type = Object.prototype.toString.call(v).slice(8, -1); \
    return type + ':' + (type === 'Date' ? v.getTime() : v && v.byteLength !== undefined ? new Uint8Array(v).join() \
      : Object.is(v, -0) ? '-0' : typeof v === 'object' ? JSON.stringify(v) : String(v)) };";

#[test]
fn what_is_stored_comes_back_as_wechat_gives_it() {
    let cases = [
        ("new Date(5)", "Date:5"),
        ("new Date(NaN)", "Date:NaN"),
        ("undefined", "Undefined:undefined"),
        ("null", "Null:null"),
        ("NaN", "Number:NaN"),
        ("-Infinity", "Number:-Infinity"),
        ("0", "Number:0"),
        ("false", "Boolean:false"),
        ("''", "String:"),
        ("() => 1", "String:"),
        ("Symbol('a')", "String:"),
        ("10n", "String:"),
        ("/a/", "String:"),
        ("new Map([[1, 2]])", "String:"),
        ("Object(7)", "Number:7"),
        ("new Uint8Array([1, 2])", "ArrayBuffer:1,2"),
        ("[1, undefined, () => 1]", "Array:[1,null,null]"),
        // Inside of an object it is JSON's.
        (
            "({ at: new Date(5), f() {}, u: undefined })",
            r#"Object:{"at":"1970-01-01T00:00:00.005Z"}"#,
        ),
        (
            "({ m: { toJSON() { return 'moment' } } })",
            r#"Object:{"m":"moment"}"#,
        ),
        ("({ toJSON() { return this }, a: 1 })", r#"Object:{"a":1}"#),
        // A program's own object that looks like what is written down for a Date.
        ("({ $kept: ['date', 5] })", r#"Object:{"$kept":["date",5]}"#),
    ];
    let values: Vec<&str> = cases.iter().map(|(value, _)| *value).collect();
    let mut shell = tapped(&format!(
        "{SHOW} const values = [{}]; const out = [[], [], [], []]; \
         for (const v of values) {{ wx.setStorageSync('k', v); out[0].push(show(wx.getStorageSync('k'))); \
           await wx.setStorage({{ key: 'a', data: v }}); out[1].push(show((await wx.getStorage({{ key: 'a' }})).data)); \
           wx.batchSetStorageSync([{{ key: 'b', value: v }}]); out[2].push(show(wx.batchGetStorageSync(['b'])[0])); \
           await wx.batchSetStorage({{ kvList: [{{ key: 'c', value: v }}] }}); \
           out[3].push(show((await wx.batchGetStorage({{ keyList: ['c'] }})).dataList[0])) }} \
         for (const n of [0, 1, 2, 3]) console.log('out' + n, JSON.stringify(out[n]))",
        values.join(", ")
    ));
    let wanted: Vec<&str> = cases.iter().map(|(_, wanted)| *wanted).collect();
    for way in 0..4 {
        shell.until_log(&format!("out{way} "));
        let log = shell
            .logs
            .iter()
            .find(|log| log.starts_with(&format!("out{way} ")));
        let said: Vec<String> = serde_json::from_str(&log.unwrap()[5..]).unwrap();
        for ((value, wanted), said) in cases.iter().zip(&said) {
            assert_eq!(said, wanted, "way {way}: {value}");
        }
        assert_eq!(said.len(), wanted.len());
    }
}

#[test]
fn what_cannot_be_stored_is_refused_and_leaves_what_was_there() {
    let mut shell = tapped(
        "const cyclic = {}; cyclic.self = cyclic; let deep = []; for (let n = 0; n < 100000; n++) deep = [deep]; \
         const { proxy, revoke } = Proxy.revocable({}, {}); revoke(); \
         const throws = { get a() { throw new Error('no') } }; const json = { toJSON() { throw new Error('never') } }; \
         wx.setStorageSync('k', 'old'); const out = []; \
         for (const v of [cyclic, deep, proxy, throws, json]) { \
           try { wx.setStorageSync('k', v); out.push('stored') } catch (e) { out.push('threw') } \
           await wx.setStorage({ key: 'k', data: v }).then(() => out.push('stored'), (e) => out.push(/^setStorage:fail ./.test(e.errMsg))) } \
         for (const options of [{ get data() { throw new Error('no') }, key: 'k' }, { key: 7, data: 1 }, { data: 1 }, proxy, null]) \
           await wx.setStorage(options).then(() => out.push('stored'), (e) => out.push(/^setStorage:fail ./.test(e.errMsg))); \
         console.log('out', out.join(), wx.getStorageSync('k'))",
    );
    let each = ["threw,true"; 5].join(",");
    shell.until_log(&format!("out {each},true,true,true,true,true old"));
}
