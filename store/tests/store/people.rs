use serde_json::json;
use tiffin_protocol::Link;

use crate::program::Program;
use crate::server::Server;

fn search(store: &Server, query: &str) -> Vec<String> {
    let encoded: String = query.bytes().map(|b| format!("%{b:02X}")).collect();
    let answer = store
        .get(&format!("/api/v1/search?q={encoded}"))
        .expect(200)
        .json();
    answer["items"]
        .as_array()
        .unwrap()
        .iter()
        .map(|i| i["program"].as_str().unwrap().to_owned())
        .collect()
}

#[test]
fn search_finds_what_people_type() {
    let store = Server::start();
    let publish = |id: &str, name: &str, description: &str| {
        store.publish(&Program::build(id, name, description, 1, |_, files| files));
    };
    publish("canteen", "员工食堂", "点餐、预订和结账");
    publish("films", "Night Films", "Book a seat 电影票");
    publish("lantern", "元宵灯会", "Lantern festival");
    for (query, found) in [
        ("食堂", &["canteen"][..]),
        ("食", &["canteen"]),
        ("工食", &["canteen"]),
        ("电影", &["films"]),
        ("shitang", &["canteen"]),
        ("yuangongshitang", &["canteen"]),
        ("ygst", &["canteen"]),
        ("yuanx", &["lantern"]),
        ("dianying", &["films"]),
        ("fil", &["films"]),
        ("night fi", &["films"]),
        ("FILMS", &["films"]),
        ("lantern", &["lantern"]),
        ("canteen", &["canteen"]),
        ("饭堂", &[]),
        ("ilms", &[]),
        ("\"", &[]),
        ("* OR name:", &[]),
    ] {
        assert_eq!(search(&store, query), found, "{query}");
    }
    // Nothing in particular: all there is, for a host's front page.
    let mut all = search(&store, "");
    all.sort();
    assert_eq!(all, ["canteen", "films", "lantern"]);
    // 点 is in the description of one, the name of no other; both parts must match.
    assert_eq!(search(&store, "食堂 点餐"), ["canteen"]);
    assert_eq!(search(&store, "食堂 电影"), [""; 0]);
    let item = &store.get("/api/v1/search?q=fil&limit=1").json()["items"][0];
    assert_eq!(
        (&item["name"], &item["version"]),
        (&json!("Night Films"), &json!("1.0.1"))
    );
    store
        .get(&format!("/api/v1/search?q={}", "x".repeat(300)))
        .refused(400, "request.invalid");
    store
        .get("/api/v1/search?q=x&limit=-1")
        .refused(400, "request.invalid");
    // Registered only: not listed.
    store
        .register(&Program::new("hidden", "Hidden", 1))
        .expect(201);
    assert_eq!(search(&store, "hidden"), [""; 0]);
}

#[test]
fn names_weigh_more_than_descriptions_and_lists_are_bounded() {
    let store = Server::start();
    for i in 0..60 {
        let id = format!("program{i}");
        store.publish(&Program::build(
            &id,
            "Something",
            "about coffee",
            1,
            |_, files| files,
        ));
    }
    store.publish(&Program::build("zz-cafe", "Coffee", "", 1, |_, files| {
        files
    }));
    let count = |limit: &str| {
        let items = store.get(&format!("/api/v1/search?q=coffee{limit}")).json();
        let items = items["items"].as_array().unwrap().clone();
        assert_eq!(items[0]["program"], "zz-cafe");
        items.len()
    };
    assert_eq!(
        (
            count(""),
            count("&limit=3"),
            count("&limit=0"),
            count("&limit=4000000")
        ),
        (20, 3, 1, 50)
    );
}

#[test]
fn the_landing_page_is_safe_and_speaks_both_languages() {
    let store = Server::start();
    let name = "<b>\"食堂\"</b>&'";
    let description = "</style><script>alert(1)</script>";
    store.publish(&Program::build(
        "canteen",
        name,
        description,
        1,
        |_, files| files,
    ));
    for (path, page) in [
        ("/m/canteen", None),
        ("/m/canteen/", None),
        ("/m/canteen/pages/list/list?a=%22%3E&b=1", Some(1)),
    ] {
        let answer = store
            .get_with(path, &[("Accept-Language", "zh-CN,zh;q=0.9,en;q=0.5")])
            .expect(200);
        let html = answer.text();
        assert!(
            html.contains("lang=\"zh-CN\"") && html.contains("在应用中打开"),
            "{html}"
        );
        assert!(!html.contains("<script") && !html.contains("<b>"), "{html}");
        assert!(
            html.contains("&lt;b&gt;") && html.contains("<svg "),
            "{html}"
        );
        let href = html
            .split("class=\"open\" href=\"")
            .nth(1)
            .unwrap()
            .split('"')
            .next()
            .unwrap();
        let link = Link::parse(&unescape(href)).unwrap();
        assert_eq!(link.program().as_str(), "canteen");
        assert_eq!(
            link.store.as_ref().unwrap().origin(),
            format!("http://{}", store.address)
        );
        assert_eq!(link.page().is_some(), page.is_some());
        if page.is_some() {
            assert_eq!(
                (link.page(), link.query()),
                (Some("pages/list/list"), "a=%22%3E&b=1")
            );
        }
        let policy = answer.header("content-security-policy");
        assert!(
            policy.starts_with("default-src 'none'") && !policy.contains("unsafe"),
            "{policy}"
        );
    }
    let english = store.get("/m/canteen").expect(200);
    assert!(english.text().contains("Open in the app"));
    let absent = store.get("/m/nobody").expect(404);
    assert!(
        absent.text().contains("no such mini-program")
            && absent.header("content-type").starts_with("text/html")
    );
    for path in [
        "/m/..%2f..%2f",
        "/m/canteen/..%2f..%2fetc",
        "/m/%ff",
        "/m/A%3Cscript%3E",
        "/m/x",
    ] {
        let answer = store.get(path);
        assert!(matches!(answer.status, 400 | 404), "{path}");
        assert!(!answer.text().contains("<script"), "{path}");
    }
}

fn unescape(html: &str) -> String {
    html.replace("&#x2f;", "/")
        .replace("&quot;", "\"")
        .replace("&lt;", "<")
        .replace("&gt;", ">")
        .replace("&amp;", "&")
}

#[test]
fn qr_pictures() {
    let store = Server::start();
    store.publish(&Program::new("canteen", "Canteen <1>", 1));
    let png = store
        .get("/qr/canteen.png?page=pages%2Flist%2Flist&query=id%3D1&size=300")
        .expect(200);
    assert_eq!(png.header("content-type"), "image/png");
    let picture = image::load_from_memory(&png.body).unwrap();
    assert_eq!((picture.width(), picture.height()), (300, 300));
    let svg = store.get("/qr/canteen.svg").expect(200);
    assert_eq!(svg.header("content-type"), "image/svg+xml");
    assert!(svg.text().contains("width=\"512\"") && svg.text().contains("Canteen &lt;1&gt;"));
    for query in ["size=63", "size=2049", "size=-1", "size=x"] {
        store
            .get(&format!("/qr/canteen.png?{query}"))
            .refused(400, "request.invalid");
    }
    store.get("/qr/nobody.png").refused(404, "program.unknown");
    store.get("/qr/canteen.gif").refused(404, "request.path");
    store.get("/qr/..%2fx.png").refused(400, "id.program");
    store
        .get("/qr/canteen.png?page=..%2F..")
        .refused(422, "path.slip");
    store
        .get("/qr/canteen.png?query=a%23b")
        .refused(422, "link.invalid");
    store
        .get(&format!("/qr/canteen.png?query={}", "x".repeat(3000)))
        .refused(422, "link.too_long");
}
