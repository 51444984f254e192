//! Packages that are hostile though all signatures are good: a developer whose key, and a store whose judgement, went
//! astray. Each is refused by its own code, and nothing of it stays on the device.

#[path = "../../../protocol/tests/all/zips.rs"]
#[allow(dead_code)]
mod zips;

use serde_json::json;
use tiffin_host::*;
use tiffin_protocol::Sha256;
use tiffin_protocol::release::{FileEntry, Release};

use self::zips::{Ending, File, file, zip, zip_with};
use crate::shell::Shell;
use crate::store::{Source, Store, hello};

/// Publishes these bytes as `main`, truly signed, as if they held what a good package holds.
fn refused(bytes: &[u8], change: impl Fn(&mut Release)) -> Code {
    let store = Store::start();
    let good = hello("Hello").zip("canteen");
    let mut release = store.release("canteen", 1, &good);
    release.packages[0].sha256 = Sha256::of(bytes);
    release.packages[0].size = bytes.len() as u64;
    change(&mut release);
    store.publish_as("canteen", &release, bytes, |head| head);
    let folder = tempfile::tempdir().unwrap();
    let mut shell = Shell::at(folder.path(), store.settings());
    shell
        .host
        .open_link(&store.link("canteen"), Scene::ScanCamera)
        .unwrap();
    let error = shell.until_failed();
    shell.close();
    for place in ["staging", "packages"] {
        let left = std::fs::read_dir(folder.path().join(place)).unwrap();
        let left: Vec<_> = left.map(|entry| entry.unwrap().file_name()).collect();
        assert!(left.is_empty(), "{}: {place} holds {left:?}", error.code);
    }
    // Not even its name is kept.
    store.stop();
    let mut shell = Shell::at(folder.path(), store.settings());
    shell.host.open_program("canteen", Scene::Main).unwrap();
    let again = shell.until_failed();
    assert!(
        matches!(again.remedy, Remedy::Offline | Remedy::NotFound),
        "{again}"
    );
    error.code
}

fn with(more: Vec<File>) -> Vec<u8> {
    let mut files = vec![file("app.js", b"App({})"), file("manifest.json", b"{}")];
    files.extend(more);
    zip(&files)
}

#[test]
fn zips_that_mean_harm() {
    let link = file("a", b"../../etc/passwd").both(|f| f.external = 0o120_777 << 16);
    let sealed = file("a", b"x").both(|f| f.flags = 1);
    let bomb = file("a", &[0; 1000]).both(|f| {
        f.method = 8;
        f.len = 4_000_000_000;
    });
    let spanned = Ending {
        disk: 1,
        ..Ending::default()
    };
    let many: Vec<File> = (0..20_001).map(|n| file(&format!("{n:x}"), b"")).collect();
    let cases = [
        (Code::PathSlip, with(vec![file("../../evil.js", b"x")])),
        (Code::PackageCompressed, with(vec![bomb])),
        (Code::PackageSymlink, with(vec![link])),
        (Code::PackageCaseClash, with(vec![file("App.js", b"x")])),
        (Code::PackageDuplicate, with(vec![file("app.js", b"x")])),
        (Code::PackageEncrypted, with(vec![sealed])),
        (Code::PackageSpanned, zip_with(&[file("a", b"x")], &spanned)),
        (Code::PackageTooManyFiles, zip(&many)),
        (Code::PackageNotZip, b"<html>no package</html>".to_vec()),
    ];
    for (code, bytes) in cases {
        let manifest = FileEntry {
            path: "manifest.json".parse().unwrap(),
            size: 2,
            sha256: Sha256::of(b"{}"),
        };
        let listed = |release: &mut Release| release.packages[0].files = vec![manifest.clone()];
        assert_eq!(refused(&bytes, listed), code);
    }
}

#[test]
fn what_the_statement_says_and_the_package_does_not() {
    let good = hello("Hello").zip("canteen");
    let listed = |path: &str| FileEntry {
        path: path.parse().unwrap(),
        size: 0,
        sha256: Sha256::of(b""),
    };
    // A file more, a file less, another digest, another size.
    assert_eq!(
        refused(&good, |release| {
            release.packages[0].files.push(listed("zzz.js"))
        }),
        Code::PackageFileMissing
    );
    assert_eq!(
        refused(&good, |release| {
            release.packages[0].files.pop();
        }),
        Code::PackageFileUnlisted
    );
    assert_eq!(
        refused(&good, |release| release.packages[0].files[0].sha256 =
            Sha256::of(b"other")),
        Code::PackageFileDigest
    );
    assert_eq!(
        refused(&good, |release| release.packages[0].size += 1),
        Code::PackageSize
    );
    assert_eq!(
        refused(&good, |release| release.packages[0].size = 3 << 20),
        Code::PackageTooLarge
    );
    // A CRC that is wrong in a file whose digest is right: readers that trust the CRC would see another file.
    let at = good.windows(4).position(|w| w == b"PK\x01\x02").unwrap();
    let mut wrong = good.clone();
    wrong[at + 16] ^= 1;
    wrong[14] ^= 1;
    assert_eq!(refused(&wrong, |_| {}), Code::PackageCrc);
}

#[test]
fn a_manifest_that_names_a_page_that_is_not_there() {
    let store = Store::start();
    let zip = hello("Hello").zip("canteen");
    let mut release = store.release("canteen", 1, &zip);
    release.entry = "pages/nowhere".into();
    store.publish_as("canteen", &release, &zip, |head| head);
    let mut shell = Shell::new(store.settings());
    shell
        .host
        .open_link(&store.link("canteen"), Scene::ScanCamera)
        .unwrap();
    assert_eq!(shell.until_failed().code, Code::ManifestPage);
}

/// Programs share one table; a program's name comes from its instance, never from what it says.
#[test]
fn a_program_s_storage_and_files_are_its_own() {
    let store = Store::start();
    let page = |js: &str| {
        let js = format!("Page({{ tap() {{ {js} }} }})");
        Source::new("App({})").page(
            "pages/index/index",
            "<view id=\"box\" bindtap=\"tap\">x</view>",
            &js,
            json!({}),
        )
    };
    let victim = "wx.setStorageSync('secret', 'treasure'); wx.setStorageSync('__proto__', {a: 1}); wx.setStorageSync('constructor', 2); wx.setStorageSync('a\\u0000b', 3); wx.setStorageSync(\"'; DROP TABLE storage; --\", 4);
        console.log('kept', wx.getStorageSync('secret'), JSON.stringify(wx.getStorageSync('__proto__')), wx.getStorageSync('constructor'), wx.getStorageSync('a\\u0000b'), wx.getStorageSync(\"'; DROP TABLE storage; --\"), wx.getStorageInfoSync().keys.length, typeof wx.getStorageSync('toString'))";
    let thief = "const got = []; for (const key of ['secret', 'victim/secret', '../victim/secret', 'victim\\u0000secret', '%', '__proto__', ['secret'], { toString() { return 'secret' } }]) try { const v = wx.getStorageSync(key); if (v !== '') got.push(String(key) + '=' + JSON.stringify(v)) } catch (e) {}
        console.log('found', got.join() || 'nothing', wx.getStorageInfoSync().keys.join()); wx.clearStorageSync(); for (const program of ['victim', { program: 'victim' }]) try { wx.clearStorageSync(program) } catch (e) {}
        for (const src of ['wxfile://tmp/../../victim/a', 'wxfile://../victim', '/etc/passwd', 'file:///etc/passwd', 'wxfile://usr/..']) wx.getImageInfo({ src, complete: (r) => console.log('file', r.errMsg) }); console.log('done')";
    store.publish("victim", 1, &page(victim));
    store.publish("thief", 1, &page(thief));
    let mut shell = Shell::new(store.settings());
    shell.open(&store.link("victim"));
    shell.tap("box");
    shell.until_log("kept treasure {\"a\":1} 2 3 4 5 string");
    shell.open(&store.link("thief"));
    shell.until("the thief is in front", |shell| {
        shell
            .front_chrome()
            .is_some_and(|chrome| chrome.program == "thief")
            && shell.page().is_some_and(|page| page.len() > 1)
    });
    shell.tap("box");
    shell.until_log("done");
    shell.until("five answers about files", |shell| {
        shell
            .logs
            .iter()
            .filter(|log| log.starts_with("file "))
            .count()
            == 5
    });
    assert!(
        shell
            .logs
            .iter()
            .any(|log| log.trim_end() == "found nothing"),
        "{:?}",
        shell.logs
    );
    let opened = |log: &&String| log.starts_with("file ") && !log.contains("fail");
    assert!(
        !shell.logs.iter().any(|log| opened(&log)),
        "{:?}",
        shell.logs
    );
    shell.logs.clear();
    shell.open(&store.link("victim"));
    shell.until("the victim is in front", |shell| {
        shell
            .front_chrome()
            .is_some_and(|chrome| chrome.program == "victim")
            && shell.page().is_some()
    });
    shell.tap("box");
    shell.until_log("kept treasure");
}
