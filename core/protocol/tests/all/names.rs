use tiffin_protocol::time::Time;
use tiffin_protocol::{Code, PackagePath, ProgramId, Scene, Sha256};

use crate::code;

#[test]
fn program_ids() {
    for good in [
        "abc",
        "canteen",
        "wx0123456789abcdef",
        "org.example.miniapp",
        "a-1",
        &"a".repeat(64),
    ] {
        assert_eq!(good.parse::<ProgramId>().unwrap().as_str(), good);
    }
    let bad = [
        "",
        "ab",
        "1abc",
        "-abc",
        "Abc",
        "a_c",
        "a..c",
        "abc.",
        "abc-",
        "a b",
        "äbc",
        "a/b",
        &"a".repeat(65),
    ];
    for bad in bad {
        assert_eq!(code(bad.parse::<ProgramId>()), Code::ProgramId, "{bad}");
    }
}

#[test]
fn digests() {
    let digest = Sha256::of(b"abc");
    let hex = "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad";
    assert_eq!(digest.to_string(), hex);
    assert_eq!(hex.parse::<Sha256>().unwrap(), digest);
    let mut stream = Sha256::stream();
    stream.update(b"a");
    stream.update(b"bc");
    assert_eq!(stream.finish(), digest);
    for bad in [
        "",
        "ba78",
        &hex.to_uppercase(),
        &format!("{hex}00"),
        &"g".repeat(64),
        &"é".repeat(32),
    ] {
        assert_eq!(code(bad.parse::<Sha256>()), Code::Digest);
    }
    assert_eq!(
        serde_json::to_string(&digest).unwrap(),
        format!("\"{hex}\"")
    );
}

#[test]
fn paths() {
    for good in [
        "app.js",
        "pages/index/index.js",
        "图/标.png",
        "a b.js",
        ".hidden",
        "a..b",
        "@vant/weapp/x",
    ] {
        assert_eq!(good.parse::<PackagePath>().unwrap().as_str(), good);
    }
    assert_eq!("A/b.PNG".parse::<PackagePath>().unwrap().extension(), "png");
    assert_eq!("a.b/c".parse::<PackagePath>().unwrap().extension(), "");
    assert_eq!(code("../x".parse::<PackagePath>()), Code::PathSlip);
    assert_eq!(code("a//b".parse::<PackagePath>()), Code::PathInvalid);
    assert_eq!(code("a?".parse::<PackagePath>()), Code::PathReserved);
    assert!(serde_json::from_str::<PackagePath>("\"../x\"").is_err());
}

#[test]
fn times() {
    let time: Time = "2026-01-02T03:04:05Z".parse().unwrap();
    assert_eq!(time.unix(), 1_767_323_045);
    assert_eq!(time.to_string(), "2026-01-02T03:04:05Z");
    assert_eq!("2026-01-02T05:04:05+02:00".parse::<Time>().unwrap(), time);
    assert_eq!(time.plus(i64::MAX).to_string().len(), 20);
    assert!(Time::from_unix(i64::MAX).is_none());
    for bad in [
        "",
        "yesterday",
        "2026-01-02",
        "2026-13-01T00:00:00Z",
        "2026-01-02T03:04:05",
        &"9".repeat(100),
    ] {
        assert_eq!(code(bad.parse::<Time>()), Code::TimeInvalid, "{bad}");
    }
}

#[test]
fn scenes_have_numbers() {
    for scene in Scene::ALL {
        assert_eq!(Scene::try_from(scene.number()).unwrap(), *scene);
    }
    let numbers: std::collections::BTreeSet<u16> = Scene::ALL.iter().map(|s| s.number()).collect();
    assert_eq!(numbers.len(), Scene::ALL.len());
    assert_eq!(Scene::ScanCamera.number(), 1011);
    assert_eq!(code(Scene::try_from(7)), Code::SceneUnknown);
    assert_eq!(serde_json::to_string(&Scene::Main).unwrap(), "1001");
}
