//! A store in a test: keys, releases made from sources, and an HTTP server that can be stopped, cut short and tampered with.

use std::collections::HashMap;
use std::io::{BufRead, BufReader, Write};
use std::net::{TcpListener, TcpStream};
use std::sync::atomic::{AtomicBool, AtomicI64, AtomicUsize, Ordering};
use std::sync::{Arc, Mutex};
use std::time::Duration;

use glass_easel_template_compiler::TmplGroup;
use serde_json::{Value, json};
use tiffin_host::{HomeSettings, Settings, StoreSettings};
use tiffin_protocol::dsse::SigningKey;
use tiffin_protocol::package::{PackageWriter, describe};
use tiffin_protocol::release::{
    Channel, Domains, HEAD_FORMAT, Head, PublicKey, Release, Role, Roles, Root, Target,
};
use tiffin_protocol::time::Time;
use tiffin_protocol::{Limits, Sha256};

pub const ABI: &str = "glass-easel-0.12.1";

/// A program written in a test.
#[derive(Clone)]
pub struct Source {
    pub app: Value,
    files: Vec<(String, Vec<u8>)>,
    pages: Vec<(String, String, Value)>,
    components: Vec<(String, String, Value)>,
}

impl Source {
    pub fn new(app_js: &str) -> Source {
        Source {
            app: json!({"window": {"navigationBarTitleText": "Test"}, "pages": []}),
            files: vec![("app.js".into(), app_js.into())],
            pages: Vec::new(),
            components: Vec::new(),
        }
    }

    pub fn component(mut self, path: &str, wxml: &str, js: &str, config: Value) -> Source {
        self.files.push((format!("{path}.js"), js.into()));
        self.components.push((path.into(), wxml.into(), config));
        self
    }

    pub fn page(mut self, path: &str, wxml: &str, js: &str, config: Value) -> Source {
        self.files.push((format!("{path}.js"), js.into()));
        self.pages.push((path.into(), wxml.into(), config));
        self
    }

    pub fn file(mut self, path: &str, bytes: impl Into<Vec<u8>>) -> Source {
        self.files.push((path.into(), bytes.into()));
        self
    }

    pub fn app(mut self, name: &str, value: Value) -> Source {
        self.app[name] = value;
        self
    }

    /// The ZIP of `main`, for a program.
    pub fn zip(&self, program: &str) -> Vec<u8> {
        self.package(program, "main", "")
    }

    /// The ZIP of one of its packages. The pages of a subpackage are named in `main` by `app("otherPages", ...)`.
    pub fn package(&self, program: &str, package: &str, root: &str) -> Vec<u8> {
        let mut group = TmplGroup::new();
        let mut units = serde_json::Map::new();
        let pages = self.pages.iter().map(|unit| ("page", unit));
        let components = self.components.iter().map(|unit| ("component", unit));
        for (kind, (path, wxml, config)) in pages.chain(components) {
            assert!(group.add_tmpl(path, wxml).is_empty());
            let style = self
                .files
                .iter()
                .any(|(file, _)| *file == format!("{path}.css"));
            units.insert(
                path.clone(),
                json!({"kind": kind, "config": config, "script": format!("{path}.js"),
                    "style": style.then(|| format!("{path}.css")), "scope": ""}),
            );
        }
        let paths: Vec<&String> = self.pages.iter().map(|(path, ..)| path).collect();
        let mut app = self.app.clone();
        let mut pages: Vec<Value> = paths.iter().map(|path| json!(path)).collect();
        pages.extend(app["otherPages"].as_array().cloned().unwrap_or_default());
        app["pages"] = json!(pages);
        app["entryPagePath"] = json!(paths[0]);
        let scripts: Vec<&String> = self
            .files
            .iter()
            .map(|(path, _)| path)
            .filter(|path| path.ends_with(".js"))
            .collect();
        let app = (package == "main").then_some(app);
        let config = json!({"templateAbi": ABI, "format": 1, "package": package, "root": root, "app": app,
            "units": units, "scripts": scripts, "appStyle": null});
        let manifest = json!({"app_id": program, "name": "Test", "version": {"code": 1, "name": "1"},
            "platform_version": {"min_code": 1}, "pages": paths, "icons": [],
            "tiffin": {"templateAbi": ABI, "entry": paths[0]}});
        let mut writer = PackageWriter::new();
        let mut add =
            |path: &str, bytes: Vec<u8>| writer.add(path.parse().unwrap(), bytes).unwrap();
        add("manifest.json", manifest.to_string().into());
        add("__tiffin__/config.json", config.to_string().into());
        add(
            "__tiffin__/templates.js",
            group.get_tmpl_gen_object_groups().unwrap().into(),
        );
        for (path, bytes) in &self.files {
            add(path, bytes.clone());
        }
        writer.finish(&Limits::DEFAULT).unwrap()
    }
}

/// A page that says hello, and counts taps.
pub fn hello(title: &str) -> Source {
    Source::new("App({ onLaunch(o) { console.log('launch', o.scene) }, onShow(o) { console.log('show', o.scene) } })")
        .page(
            "pages/index/index",
            "<view id=\"box\" class=\"a\" bindtap=\"tap\">hi {{n}}</view>",
            "Page({ data: { n: 0 }, onLoad(q) { console.log('load', JSON.stringify(q)) }, \
             tap() { this.setData({ n: this.data.n + 1 }) } })",
            json!({"navigationBarTitleText": title}),
        )
        .file("pages/index/index.css", ".a{color:red}")
        .file("images/a.png", vec![0x89, b'P', b'N', b'G', 1, 2, 3])
}

struct Shared {
    paths: Mutex<HashMap<String, Vec<u8>>>,
    hits: Mutex<Vec<String>>,
    /// Bytes of bodies, by path.
    sent: Mutex<HashMap<String, usize>>,
    stopped: AtomicBool,
    /// Whether requests are taken and never answered, and how many wait for that now.
    silent: AtomicBool,
    waiting: AtomicUsize,
    /// Bytes after which an answer breaks off; 0 = never.
    cut: AtomicUsize,
    /// Answers that are still cut.
    cuts: AtomicUsize,
    /// Milliseconds between pieces of an answer.
    pause: AtomicUsize,
    /// What answers say in their `Date`, in seconds since 1970; 0 = nothing.
    date: AtomicI64,
}

pub struct Store {
    pub base: String,
    root_key: SigningKey,
    pub store_key: SigningKey,
    pub developer: SigningKey,
    /// Signs releases, if it is another key than the one that signs heads.
    pub release_key: Option<SigningKey>,
    /// That of the next root and of the next heads.
    pub epoch: u64,
    shared: Arc<Shared>,
}

/// Bytes that no compression makes smaller, other ones for each seed.
pub fn noise(len: usize, seed: u64) -> Vec<u8> {
    let mut state = seed.wrapping_mul(2).wrapping_add(1);
    let next = |_| {
        state = state
            .wrapping_mul(6_364_136_223_846_793_005)
            .wrapping_add(1_442_695_040_888_963_407);
        (state >> 56) as u8
    };
    (0..len).map(next).collect()
}

fn key(seed: u8) -> SigningKey {
    SigningKey::from_seed(&[seed; 32])
}

impl Store {
    pub fn start() -> Store {
        Store::start_at("127.0.0.1:0")
    }

    /// The same at an address that a data folder remembers.
    pub fn start_at(address: &str) -> Store {
        let listener = TcpListener::bind(address).unwrap();
        let base = format!("http://{}", listener.local_addr().unwrap());
        let shared = Arc::new(Shared {
            paths: Mutex::default(),
            hits: Mutex::default(),
            sent: Mutex::default(),
            stopped: AtomicBool::new(false),
            silent: AtomicBool::new(false),
            waiting: AtomicUsize::new(0),
            cut: AtomicUsize::new(0),
            cuts: AtomicUsize::new(0),
            pause: AtomicUsize::new(0),
            date: AtomicI64::new(0),
        });
        let serving = Arc::clone(&shared);
        std::thread::spawn(move || {
            for stream in listener.incoming().flatten() {
                let shared = Arc::clone(&serving);
                std::thread::spawn(move || answer(stream, &shared));
            }
        });
        Store {
            base,
            root_key: key(1),
            store_key: key(2),
            developer: key(3),
            release_key: None,
            epoch: 0,
            shared,
        }
    }

    pub fn root(&self) -> Vec<u8> {
        let root = self.root_of(1, &self.root_key, &self.store_key);
        root.sign(&self.root_key).unwrap().to_bytes().unwrap()
    }

    pub fn root_of(&self, version: u64, root: &SigningKey, store: &SigningKey) -> Root {
        let keys = [root, store].map(|key| (key.public().id(), PublicKey::of(&key.public())));
        let role = |key: &SigningKey| Role {
            keys: vec![key.public().id()],
            threshold: 1,
        };
        Root {
            kind: Root::KIND.into(),
            version,
            store: self.base.clone(),
            name: "Test".into(),
            epoch: self.epoch,
            keys: keys.into_iter().collect(),
            roles: Roles {
                root: role(root),
                release: role(store),
                head: role(store),
            },
        }
    }

    /// New keys for everything; the next root is signed by the old root key and by the new one.
    pub fn rotate(&mut self, version: u64, seed: u8) {
        let (root_key, store_key) = (key(seed), key(seed + 1));
        let root = self.root_of(version, &root_key, &store_key);
        let mut envelope = root.sign(&self.root_key).unwrap();
        envelope.sign(&root_key).unwrap();
        self.put(
            &format!("/api/v1/root/{version}"),
            envelope.to_bytes().unwrap(),
        );
        (self.root_key, self.store_key) = (root_key, store_key);
    }

    pub fn settings(&self) -> Settings {
        Settings {
            stores: vec![StoreSettings {
                name: "Test".into(),
                base: self.base.clone(),
                root: self.root(),
            }],
            ..Settings::default()
        }
    }

    /// Another key for releases and nothing else; the one before does not count any more.
    pub fn rotate_release_key(&mut self, version: u64, seed: u8) {
        let release_key = key(seed);
        let mut root = self.root_of(version, &self.root_key, &self.store_key);
        let id = release_key.public().id();
        root.keys
            .insert(id.clone(), PublicKey::of(&release_key.public()));
        root.roles.release.keys = vec![id];
        let envelope = root.sign(&self.root_key).unwrap();
        self.put(
            &format!("/api/v1/root/{version}"),
            envelope.to_bytes().unwrap(),
        );
        self.release_key = Some(release_key);
    }

    /// A home program in a folder, as an app bundles it; signed by the developer of the store's programs.
    pub fn home(&self, folder: &std::path::Path, source: &Source) -> HomeSettings {
        let zip = source.zip("home");
        let release = self.release("home", 1, &zip);
        let signed = release.sign(&self.developer).unwrap();
        std::fs::write(folder.join("main.zip"), &zip).unwrap();
        std::fs::write(folder.join("release.json"), signed.to_bytes().unwrap()).unwrap();
        HomeSettings {
            bundle: folder.to_owned(),
            key: self.developer.public().to_base64(),
        }
    }

    pub fn release(&self, program: &str, sequence: u64, zip: &[u8]) -> Release {
        Release {
            kind: Release::KIND.into(),
            format: 1,
            program: program.parse().unwrap(),
            name: "Test".into(),
            version: format!("1.0.{sequence}"),
            sequence,
            created_at: Time::from_unix(1_700_000_000).unwrap(),
            template_abi: ABI.into(),
            min_host: "0.1.0".into(),
            developer: self.developer.public().id(),
            developer_key: PublicKey::of(&self.developer.public()),
            packages: vec![describe("main", "", false, zip, &Limits::DEFAULT).unwrap()],
            scopes: vec!["scope.userLocation".into()],
            domains: Domains::default(),
            entry: "pages/index/index".into(),
            icon: None,
            description: "A program of a test".into(),
        }
    }

    /// Publishes a version; the answer is the digest of its package.
    pub fn publish(&self, program: &str, sequence: u64, source: &Source) -> Sha256 {
        let zip = source.zip(program);
        self.publish_as(
            program,
            &self.release(program, sequence, &zip),
            &zip,
            |head| head,
        )
    }

    /// The same with anything changed: the release, the package's bytes, the head.
    pub fn publish_as(
        &self,
        program: &str,
        release: &Release,
        zip: &[u8],
        change: impl Fn(Head) -> Head,
    ) -> Sha256 {
        let mut envelope = release.sign(&self.developer).unwrap();
        let release_key = self.release_key.as_ref();
        envelope
            .sign(release_key.unwrap_or(&self.store_key))
            .unwrap();
        let envelope = envelope.to_bytes().unwrap();
        let now = now();
        let head = change(Head {
            kind: Head::KIND.into(),
            format: HEAD_FORMAT,
            program: program.parse().unwrap(),
            store: self.base.clone(),
            epoch: self.epoch,
            channel: Channel::RELEASE,
            stable: Target {
                sequence: release.sequence,
                version: release.version.clone(),
                release: Sha256::of(&envelope),
            },
            candidate: None,
            min_sequence: 0,
            recalled: Vec::new(),
            ends_at: None,
            issued_at: Time::from_unix(now).unwrap(),
            expires: Time::from_unix(now + 3600).unwrap(),
        });
        let package = release.packages[0].sha256;
        self.put(&format!("/blobs/{}", head.stable.release), envelope);
        self.put(&format!("/blobs/{package}"), zip.to_vec());
        self.put(
            &format!("/blobs/{package}.zst"),
            zstd::encode_all(zip, 3).unwrap(),
        );
        let head = head.sign(&self.store_key).unwrap().to_bytes().unwrap();
        self.put(&format!("/api/v1/programs/{program}/head"), head);
        package
    }

    pub fn put(&self, path: &str, bytes: Vec<u8>) {
        self.shared.paths.lock().unwrap().insert(path.into(), bytes);
    }

    pub fn get(&self, path: &str) -> Vec<u8> {
        self.shared.paths.lock().unwrap()[path].clone()
    }

    pub fn remove(&self, path: &str) {
        self.shared.paths.lock().unwrap().remove(path);
    }

    /// From now on nobody answers.
    pub fn stop(&self) {
        self.shared.stopped.store(true, Ordering::SeqCst);
    }

    /// It is back.
    pub fn go_on(&self) {
        self.shared.stopped.store(false, Ordering::SeqCst);
        self.shared.silent.store(false, Ordering::SeqCst);
    }

    /// From now on requests are taken, and never answered.
    pub fn fall_silent(&self) {
        self.shared.silent.store(true, Ordering::SeqCst);
    }

    /// Requests that nobody answers, and whose client still waits.
    pub fn waiting(&self) -> usize {
        self.shared.waiting.load(Ordering::SeqCst)
    }

    /// The next blobs break off after so many bytes.
    pub fn cut(&self, bytes: usize, answers: usize) {
        self.shared.cut.store(bytes, Ordering::SeqCst);
        self.shared.cuts.store(answers, Ordering::SeqCst);
    }

    /// Blobs come in pieces of 16 KiB from now on, with so much time between them.
    pub fn slow(&self, pause: Duration) {
        let millis = usize::try_from(pause.as_millis()).unwrap();
        self.shared.pause.store(millis, Ordering::SeqCst);
    }

    /// From now on answers say that it is this time.
    pub fn says_that_it_is(&self, seconds: i64) {
        self.shared.date.store(seconds, Ordering::SeqCst);
    }

    /// `path range` of each request so far.
    pub fn hits(&self) -> Vec<String> {
        self.shared.hits.lock().unwrap().clone()
    }

    /// Bytes that went out for a path so far.
    pub fn sent(&self, path: &str) -> usize {
        let sent = self.shared.sent.lock().unwrap();
        sent.get(path).copied().unwrap_or_default()
    }

    pub fn link(&self, program: &str) -> String {
        format!("{}/m/{program}", self.base)
    }
}

pub fn now() -> i64 {
    let elapsed = std::time::SystemTime::now()
        .duration_since(std::time::UNIX_EPOCH)
        .unwrap();
    i64::try_from(elapsed.as_secs()).unwrap()
}

fn answer(stream: TcpStream, shared: &Shared) {
    stream
        .set_read_timeout(Some(Duration::from_secs(10)))
        .unwrap();
    let mut reader = BufReader::new(stream.try_clone().unwrap());
    let mut stream = stream;
    loop {
        let mut line = String::new();
        if reader.read_line(&mut line).unwrap_or(0) == 0 || shared.stopped.load(Ordering::SeqCst) {
            return;
        }
        let path = line.split_whitespace().nth(1).unwrap_or("/").to_owned();
        let mut from = 0;
        loop {
            let mut header = String::new();
            reader.read_line(&mut header).unwrap();
            if header.trim().is_empty() {
                break;
            }
            if let Some(range) = header.to_ascii_lowercase().strip_prefix("range: bytes=") {
                from = range.trim().trim_end_matches('-').parse::<usize>().unwrap();
            }
        }
        shared.hits.lock().unwrap().push(format!("{path} {from}"));
        if shared.silent.load(Ordering::SeqCst) {
            shared.waiting.fetch_add(1, Ordering::SeqCst);
            let _ = stream.set_read_timeout(None);
            let _ = reader.read_line(&mut String::new());
            shared.waiting.fetch_sub(1, Ordering::SeqCst);
            return;
        }
        let found = shared.paths.lock().unwrap().get(&path).cloned();
        let Some(bytes) = found else {
            let body = "{\"code\":\"program.unknown\"}";
            let _ = write!(
                stream,
                "HTTP/1.1 404 Not Found\r\ncontent-length: {}\r\n\r\n{body}",
                body.len()
            );
            continue;
        };
        let status = if from > 0 {
            "206 Partial Content"
        } else {
            "200 OK"
        };
        let rest = &bytes[from.min(bytes.len())..];
        let date = match shared.date.load(Ordering::SeqCst) {
            0 => String::new(),
            at => format!("date: {}\r\n", http_date(at)),
        };
        let _ = write!(
            stream,
            "HTTP/1.1 {status}\r\n{date}content-length: {}\r\n\r\n",
            rest.len()
        );
        let cut = shared.cut.load(Ordering::SeqCst);
        if path.starts_with("/blobs/")
            && cut > 0
            && rest.len() > cut
            && shared.cuts.load(Ordering::SeqCst) > 0
        {
            shared.cuts.fetch_sub(1, Ordering::SeqCst);
            count(shared, &path, cut);
            let _ = stream.write_all(&rest[..cut]);
            return;
        }
        count(shared, &path, rest.len());
        let pause = shared.pause.load(Ordering::SeqCst);
        if pause == 0 {
            let _ = stream.write_all(rest);
            continue;
        }
        for piece in rest.chunks(16 << 10) {
            std::thread::sleep(Duration::from_millis(pause as u64));
            if stream.write_all(piece).is_err() {
                return;
            }
        }
    }
}

fn http_date(seconds: i64) -> String {
    let at = jiff::Timestamp::from_second(seconds).unwrap();
    let printer = jiff::fmt::rfc2822::DateTimePrinter::new();
    printer.timestamp_to_rfc9110_string(&at).unwrap()
}

fn count(shared: &Shared, path: &str, bytes: usize) {
    *shared
        .sent
        .lock()
        .unwrap()
        .entry(path.to_owned())
        .or_default() += bytes;
}
