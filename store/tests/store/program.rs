use tiffin_protocol::dsse::SigningKey;
use tiffin_protocol::package::{PackageWriter, describe};
use tiffin_protocol::release::{Domains, PublicKey, Release};
use tiffin_protocol::{Limits, ProgramId};

pub const ABI: &str = "glass-easel-0.12.1";

/// A program in the hands of its developer. Tests change what they want to be wrong.
#[derive(Clone)]
pub struct Program {
    pub id: String,
    pub name: String,
    pub sequence: u64,
    pub key: SigningKey,
    /// Name of the package and its bytes, `main` first.
    pub zips: Vec<(String, Vec<u8>)>,
    pub release: Release,
}

impl Program {
    pub fn new(id: &str, name: &str, sequence: u64) -> Self {
        Self::build(id, name, "a program of the tests", sequence, |_, files| {
            files
        })
    }

    /// As `new`, with the files of each package as `change` leaves them.
    pub fn build(
        id: &str,
        name: &str,
        description: &str,
        sequence: u64,
        change: impl Fn(&str, Vec<(String, Vec<u8>)>) -> Vec<(String, Vec<u8>)>,
    ) -> Self {
        let key = SigningKey::from_seed(&[7; 32]);
        let zips: Vec<_> = [
            ("main", main_files(id, name, sequence)),
            ("order", order_files(id, name)),
        ]
        .into_iter()
        .map(|(package, files)| (package.to_owned(), zip(change(package, files))))
        .collect();
        let mut program = Self {
            id: id.into(),
            name: name.into(),
            sequence,
            release: release(id, name, description, sequence, &key),
            key,
            zips,
        };
        program.describe();
        program
    }

    /// Makes the release say what the packages are.
    pub fn describe(&mut self) {
        let of = |(name, zip): &(String, Vec<u8>)| {
            let root = if name == "main" { "" } else { "packages/order" };
            describe(name, root, false, zip, &Limits::DEFAULT).unwrap()
        };
        self.release.packages = self.zips.iter().map(of).collect();
    }

    /// The release, signed by the developer.
    pub fn signed(&self) -> Vec<u8> {
        self.release.sign(&self.key).unwrap().to_bytes().unwrap()
    }
}

pub fn zip(files: Vec<(String, Vec<u8>)>) -> Vec<u8> {
    let mut writer = PackageWriter::new();
    for (path, bytes) in files {
        writer.add(path.parse().unwrap(), bytes).unwrap();
    }
    writer.finish(&Limits::DEFAULT).unwrap()
}

pub fn manifest(id: &str, name: &str, abi: &str, pages: &[&str]) -> Vec<u8> {
    serde_json::json!({
        "app_id": id, "name": name, "version": {"code": 1, "name": "1.0.0"}, "platform_version": {"min_code": 1},
        "pages": pages, "icons": [{"src": "icon.png"}], "tiffin": {"templateAbi": abi, "entry": pages[0]},
    })
    .to_string()
    .into_bytes()
}

fn main_files(id: &str, name: &str, sequence: u64) -> Vec<(String, Vec<u8>)> {
    let config = serde_json::json!({
        "templateAbi": ABI, "format": 1, "package": "main", "root": "",
        "app": {"pages": ["pages/index/index"], "entryPagePath": "pages/index/index"},
        "units": {}, "scripts": ["app.js"], "appStyle": null,
    });
    vec![
        (
            "manifest.json".into(),
            manifest(id, name, ABI, &["pages/index/index"]),
        ),
        (
            "__tiffin__/config.json".into(),
            config.to_string().into_bytes(),
        ),
        (
            "app.js".into(),
            format!("App({{}}) // {sequence}").into_bytes(),
        ),
        ("icon.png".into(), ICON.to_vec()),
    ]
}

fn order_files(id: &str, name: &str) -> Vec<(String, Vec<u8>)> {
    let config = serde_json::json!({
        "templateAbi": ABI, "format": 1, "package": "order", "root": "packages/order",
        "units": {}, "scripts": [], "appStyle": null,
    });
    vec![
        (
            "manifest.json".into(),
            manifest(id, name, ABI, &["packages/order/list"]),
        ),
        (
            "__tiffin__/config.json".into(),
            config.to_string().into_bytes(),
        ),
        ("packages/order/list.js".into(), b"Page({})".to_vec()),
    ]
}

fn release(id: &str, name: &str, description: &str, sequence: u64, key: &SigningKey) -> Release {
    Release {
        kind: Release::KIND.into(),
        format: 1,
        program: id.parse::<ProgramId>().unwrap(),
        name: name.into(),
        version: format!("1.0.{sequence}"),
        sequence,
        created_at: "2026-01-02T03:04:05Z".parse().unwrap(),
        template_abi: ABI.into(),
        min_host: "0.1.0".into(),
        developer: key.public().id(),
        developer_key: PublicKey::of(&key.public()),
        packages: Vec::new(),
        scopes: vec!["scope.userLocation".into()],
        domains: Domains::default(),
        entry: "pages/index/index".into(),
        icon: Some("icon.png".parse().unwrap()),
        description: description.into(),
    }
}

/// The smallest PNG: one grey pixel.
pub const ICON: &[u8] = &[
    0x89, b'P', b'N', b'G', 0x0d, 0x0a, 0x1a, 0x0a, 0, 0, 0, 0x0d, b'I', b'H', b'D', b'R', 0, 0, 0,
    1, 0, 0, 0, 1, 8, 0, 0, 0, 0, 0x3a, 0x7e, 0x9b, 0x55, 0, 0, 0, 0x0a, b'I', b'D', b'A', b'T',
    0x78, 0x9c, 0x63, 0x68, 0, 0, 0, 0x82, 0, 0x81, 0x77, 0xcd, 0x72, 0xb6, 0, 0, 0, 0, b'I', b'E',
    b'N', b'D', 0xae, 0x42, 0x60, 0x82,
];
