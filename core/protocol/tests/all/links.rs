use tiffin_protocol::{Code, Link, StoreRef};

use crate::code;
use crate::corpus::keep;

fn parse(text: &str) -> Result<Link, tiffin_protocol::Fault> {
    keep("link", text.as_bytes());
    Link::parse(text)
}

#[track_caller]
fn link(text: &str) -> Link {
    parse(text).unwrap_or_else(|e| panic!("{text}: {e}"))
}

fn store(link: &Link) -> Option<&str> {
    link.store.as_ref().map(StoreRef::origin)
}

#[test]
fn universal_links() {
    let l = link("https://store.example.com/m/canteen/pages/dish/dish?id=7&name=%E9%9D%A2#top");
    assert_eq!(store(&l), Some("https://store.example.com"));
    assert_eq!(l.program().as_str(), "canteen");
    assert_eq!(l.page(), Some("pages/dish/dish"));
    assert_eq!(l.query(), "id=7&name=%E9%9D%A2");
    assert_eq!(l.version, None);

    let l = link("  https://Store.Example.COM:8443/m/canteen\n");
    assert_eq!(store(&l), Some("https://store.example.com:8443"));
    assert_eq!((l.page(), l.query()), (None, ""));
    assert_eq!(link("https://s.example/m/canteen/").page(), None);
    assert_eq!(link("https://s.example/m/canteen?a=1").query(), "a=1");
    assert_eq!(
        link("https://s.example/m/canteen;version=1.2.0/a/b?c")
            .version
            .as_deref(),
        Some("1.2.0")
    );
    assert_eq!(
        link("https://s.example:443/m/canteen").store,
        link("https://s.example/m/canteen").store
    );
    assert_eq!(
        link("https://s.example/m/canteen/%E9%9D%A2").page(),
        Some("面")
    );
}

#[test]
fn what_nobody_sees_around_a_link_is_not_of_it() {
    let text = "https://store.example/m/canteen?table=3";
    for around in [
        "\u{feff}",
        "\u{200b}",
        " \u{feff} ",
        "\u{200e}",
        "\u{2060}\n",
        "\u{0}",
    ] {
        let l = link(&format!("{around}{text}{around}"));
        assert_eq!(l.query(), "table=3", "{around:?}");
    }
    assert_eq!(
        parse("\u{feff}").unwrap_err().code,
        tiffin_protocol::Code::LinkForeign
    );
}

#[test]
fn http_is_for_this_device_only() {
    for host in ["127.0.0.1:8787", "localhost:1", "[::1]:8787", "127.1.2.3"] {
        let l = link(&format!("http://{host}/m/canteen"));
        assert!(l.store.unwrap().is_loopback());
    }
    for host in [
        "store.example.com",
        "192.168.0.7:8787",
        "localhost.example.com",
        "127.0.0.1.example.com",
        "0.0.0.0",
    ] {
        assert_eq!(
            code(parse(&format!("http://{host}/m/canteen"))),
            Code::LinkInsecure,
            "{host}"
        );
    }
}

#[test]
fn scheme_links() {
    let l = link("tiffin://miniapp/canteen/pages/dish/dish?id=7");
    assert_eq!(
        (store(&l), l.page(), l.query()),
        (None, Some("pages/dish/dish"), "id=7")
    );
    let l = link("tiffin://miniapp/canteen@store.example.com:8443/pages/a?b");
    assert_eq!(store(&l), Some("https://store.example.com:8443"));
    let l = link("TIFFIN://miniapp/Canteen;version=2@127.0.0.1:8787?x=1");
    assert_eq!(
        (store(&l), l.version.as_deref()),
        (Some("http://127.0.0.1:8787"), Some("2"))
    );
    assert_eq!(l.program().as_str(), "canteen");
}

/// The examples of W3C MiniApp Addressing, with ids of at least three characters.
#[test]
fn w3c_examples() {
    for text in [
        "miniapp://miniapp/foo",
        "miniapp://miniapp/foo/pages/index",
        "miniapp://miniapp/foo/widgets/index",
        "miniapp://miniapp/foo?category=img",
        "miniapp://miniapp/foo;version=1.0.1@example.com/pages/index?category=book#section-3",
        "miniapp://miniapp/foo;version=1.0.1-trial@example.com:8080/pages/index?category=book#section-3",
        "miniapp://foo;version=1.0.1/pages/index",
        "https://platform.org/miniapp/foo",
        "https://platform.org/miniapp/foo/pages/index",
        "https://platform.org/miniapp/foo?category=img",
        "https://platform.org/miniapp/foo;version=1.0.1/pages/index?k=v#bar",
        "https://platform.org/miniapp/foo;version=1.0.1-trial/pages/index?k=v#bar",
    ] {
        let l = link(text);
        assert_eq!(l.program().as_str(), "foo", "{text}");
        assert_eq!(l.version.is_some(), text.contains(";version"), "{text}");
    }
    assert_eq!(link("miniapp://miniapp/foo;version=/a").version, None);
}

#[test]
fn forms_give_back_the_link() {
    for text in [
        "https://s.example/m/canteen",
        "https://s.example/m/canteen/pages/a/b?x=%20&y=1",
        "https://s.example/m/canteen;version=1.0-beta/pages/a%20b/%E9%9D%A2",
        "http://127.0.0.1:8787/m/canteen?x",
    ] {
        let l = link(text);
        assert_eq!(link(&l.universal(l.store.as_ref().unwrap().origin())), l);
        assert_eq!(link(&l.scheme()), l);
        assert_eq!(link(&l.to_string()), l);
    }
    let l = link("tiffin://miniapp/canteen/a?b");
    assert_eq!(l.to_string(), "tiffin://miniapp/canteen/a?b");
    assert_eq!(
        l.universal("https://s.example/"),
        "https://s.example/m/canteen/a?b"
    );
}

#[test]
fn foreign_texts() {
    for text in [
        "",
        "hello",
        "4006381333931",
        "WIFI:S:net;T:WPA;P:pw;;",
        "mailto:a@b.c",
        "weixin://dl/chat",
        "javascript://x",
        "https://example.com",
        "https://example.com/",
        "https://example.com/menu",
        "https://example.com/mm/canteen",
        "http://example.com/",
        "ftp://s.example/m/canteen",
        "https://",
        "https:// space/m/canteen",
        "file:///m/canteen",
        "BEGIN:VCARD\nURL:https://s.example/m/canteen\nEND:VCARD",
        "://",
        "\u{0}://",
    ] {
        assert_eq!(code(parse(text)), Code::LinkForeign, "{text}");
    }
}

#[test]
fn damaged_links() {
    for text in [
        "tiffin://",
        "tiffin://canteen",
        "tiffin://open",
        "tiffin://miniapp/can teen",
        "tiffin://miniapp/canteen@/a",
        "tiffin://miniapp/canteen@user@evil.example/a",
        "tiffin://miniapp/canteen@evil\\x/a",
        "https://user:pw@s.example/m/canteen",
        "https://s.example/m/canteen;v=1",
        "https://s.example/m/canteen;version=a+b",
        "https://s.example/m/canteen/a/%2e%2e/%2e%2e%2fx%5cy",
        "https://s.example/m/canteen/a//b",
        "https://s.example/m/canteen/%ff",
        "https://s.example/m/canteen/a%00b",
        "tiffin://miniapp/canteen/../../x",
        &format!("https://s.example/m/canteen;version={}", "1".repeat(65)),
    ] {
        assert_eq!(code(parse(text)), Code::LinkInvalid, "{text}");
    }
    for text in [
        "https://s.example/m/",
        "https://s.example/m/a",
        "tiffin://miniapp/",
        "tiffin://miniapp/;version=1",
        "miniapp://",
    ] {
        assert_eq!(code(parse(text)), Code::ProgramId, "{text}");
    }
}

#[test]
fn long_texts() {
    let long = format!("https://s.example/m/canteen?{}", "x".repeat(2048));
    assert_eq!(code(parse(&long)), Code::LinkTooLong);
    assert_eq!(code(parse(&"x".repeat(1 << 20))), Code::LinkTooLong);
    let fits = format!("https://s.example/m/canteen?{}", "x".repeat(2048 - 35));
    let fits = link(&fits);
    assert_eq!(fits.scheme().len(), 2048, "the longer of its forms");
}

#[test]
fn stores() {
    assert_eq!(
        StoreRef::parse("https://s.example/").unwrap().origin(),
        "https://s.example"
    );
    assert_eq!(
        StoreRef::parse("http://127.0.0.1:8787")
            .unwrap()
            .authority(),
        "127.0.0.1:8787"
    );
    assert_eq!(
        code(StoreRef::parse("http://s.example")),
        Code::LinkInsecure
    );
    for bad in [
        "",
        "s.example",
        "https://s.example/path",
        "https://s.example/?q",
        "https://u@s.example",
    ] {
        assert_eq!(code(StoreRef::parse(bad)), Code::LinkInvalid, "{bad}");
    }
}

/// Found by fuzzing: the scheme form lost that a store of this device is reached by https.
#[test]
fn https_on_this_device_is_kept() {
    let l = link("https://127.0.0.1:8787/m/canteen");
    assert_eq!(l.scheme(), "tiffin://miniapp/canteen@https+127.0.0.1:8787");
    assert_eq!(link(&l.scheme()), l);
    for bad in [
        "httPs+s..",
        "ftp+s.example",
        "https+s.example",
        "https+",
        "https+u@127.0.0.1",
        "https+127.0.0.1/x",
    ] {
        let text = format!("tiffin://miniapp/canteen@{bad}");
        assert!(
            parse(&text).is_err() || parse(&text).unwrap().page().is_some(),
            "{bad}"
        );
    }
    for bad in [
        "tiffin://miniapp/canteen@https+s.example",
        "https://https+s.example/m/canteen",
    ] {
        assert_eq!(code(parse(bad)), Code::LinkInvalid, "{bad}");
    }
}

/// Found by fuzzing: what fits as it is typed may not fit as it is written.
#[test]
fn links_that_grow_when_they_are_written() {
    let page = "面".repeat(80);
    let query = "q".repeat(900);
    let typed = format!("https://s.example/m/canteen/{page}/{page}?{query}");
    assert!(typed.len() < 2048);
    assert_eq!(code(parse(&typed)), Code::LinkTooLong);
    let host = ["ÿ"; 300].join(".");
    assert_eq!(
        code(parse(&format!("https://{host}/m/canteen"))),
        Code::LinkTooLong
    );
}
