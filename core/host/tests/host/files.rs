//! Files of a program: downloaded, picked, saved, looked at by its own views and by nobody else's.

use serde_json::json;
use tiffin_host::*;

use crate::shell::Shell;
use crate::store::{Source, Store};

fn picture() -> Vec<u8> {
    let mut bytes = std::io::Cursor::new(Vec::new());
    image::RgbImage::new(3, 2)
        .write_to(&mut bytes, image::ImageFormat::Png)
        .unwrap();
    bytes.into_inner()
}

fn opened(js: &str) -> (Store, Shell) {
    let store = Store::start();
    let source = Source::new("App({})").page(
        "pages/index/index",
        "<view id=\"box\" bindtap=\"tap\">x</view><image src=\"{{src}}\"/>",
        &format!("const BASE = '{}'; {js}", store.base),
        json!({}),
    );
    let zip = source.zip("canteen");
    let mut release = store.release("canteen", 1, &zip);
    release.domains.download = vec![store.base.clone()];
    store.put("/pictures/a.png", picture());
    store.publish_as("canteen", &release, &zip, |head| head);
    let mut shell = Shell::new(store.settings());
    shell.open(&store.link("canteen"));
    (store, shell)
}

#[test]
fn a_download_is_drawn_measured_and_saved() {
    let (_store, mut shell) = opened(
        "Page({ data: { src: '' }, tap() { \
           wx.downloadFile({ url: 'http://127.0.0.1:1/x', fail: (e) => console.log(e.errMsg) }); \
           wx.downloadFile({ url: BASE + '/pictures/a.png', fail: (e) => console.log(e.errMsg), success: (r) => { \
             console.log('got', r.statusCode, r.tempFilePath); this.setData({ src: r.tempFilePath }); \
             wx.getImageInfo({ src: r.tempFilePath, complete: (i) => { console.log('size', i.width, i.height, i.type); \
               wx.getImageInfo({ src: 'wxfile://tmp/../../tiffin.db', fail: (e) => console.log(e.errMsg) }) } }) } }) } })",
    );
    shell.tap("box");
    shell.until_log("downloadFile:fail url not in domain list");
    shell.until_log("got 200 wxfile://tmp/");
    shell.until_log("size 3 2 png");
    shell.until_log("getImageInfo:fail no such file");
    shell.until(
        "the picture's address is one that the view can load",
        |shell| shell.page_text().contains("/__tiffin__/file/tmp/"),
    );
    let text = shell.page_text();
    assert!(!text.contains("wxfile://"), "{text}");
    let at = text.find("/__tiffin__/file/tmp/").unwrap();
    let path: String = text[at..].chars().take_while(|c| *c != '"').collect();
    let served = shell
        .host
        .view_resource(shell.shown.unwrap(), &path)
        .unwrap();
    assert_eq!(served.mime, "image/png");
    assert_eq!(served.body.read().unwrap(), picture());
    let elsewhere = path.replace("tmp/", "tmp/../../../");
    assert!(
        shell
            .host
            .view_resource(shell.shown.unwrap(), &elsewhere)
            .is_err()
    );
}

#[test]
fn what_a_person_picked_becomes_a_file_of_the_program() {
    let (_store, mut shell) = opened(
        "Page({ tap() { wx.chooseImage({ count: 1, fail: (e) => console.log(e.errMsg), \
           success: (r) => console.log('picked', r.tempFilePaths[0], r.tempFiles[0].size) }) } })",
    );
    let folder = tempfile::tempdir().unwrap();
    let picked = folder.path().join("Holiday.PNG");
    std::fs::write(&picked, picture()).unwrap();
    for (round, answer) in [
        Ok(json!({"paths": [picked]}).to_string().into()),
        Err("cancel".to_owned()),
    ]
    .into_iter()
    .enumerate()
    {
        let calls = |shell: &Shell| {
            let events = shell.events.iter();
            let calls = events.filter_map(|event| match event {
                HostEvent::PortCall { call, name, .. } if name == "chooseImage" => Some(*call),
                _ => None,
            });
            calls.collect::<Vec<_>>()
        };
        shell.tap("box");
        shell.until("the shell is asked", |shell| calls(shell).len() > round);
        let call = calls(&shell)[round];
        shell.host.port_answer(call, answer);
    }
    shell.until_log(&format!("{}", picture().len()));
    shell.until_log("chooseImage:fail cancel");
    let told = shell
        .logs
        .iter()
        .find(|log| log.starts_with("picked"))
        .unwrap();
    assert!(
        told.contains("wxfile://tmp/") && told.contains(".png"),
        "{told}"
    );
    assert!(
        !told.contains("oliday"),
        "the person's own name for it stays theirs: {told}"
    );
}
