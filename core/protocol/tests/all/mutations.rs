//! The same doors as the fuzz targets, with a bounded number of changes that are the same each time. A panic,
//! an overflow or an endless loop fails; what comes back does not matter.

use std::io::Cursor;

use tiffin_protocol::config::AppConfig;
use tiffin_protocol::dsse::Envelope;
use tiffin_protocol::manifest::Manifest;
use tiffin_protocol::message::{Clones, FromView, Template, op, ops};
use tiffin_protocol::package::PackageReader;
use tiffin_protocol::release::{Head, Release, Root};
use tiffin_protocol::trust::{SeenHead, check_rollback};
use tiffin_protocol::{Limits, Link};

use crate::zips::{file, zip};

/// Changes of each seed: some seconds in all, unoptimized.
const ROUNDS: usize = 2_000;

/// xorshift64*: no dependency, the same numbers everywhere.
struct Random(u64);

impl Random {
    fn next(&mut self) -> u64 {
        self.0 ^= self.0 >> 12;
        self.0 ^= self.0 << 25;
        self.0 ^= self.0 >> 27;
        self.0.wrapping_mul(0x2545_f491_4f6c_dd1d)
    }
    fn below(&mut self, n: usize) -> usize {
        (self.next() % n.max(1) as u64) as usize
    }
}

const TOKENS: &[&[u8]] = &[
    b"\"",
    b"{",
    b"}",
    b"[",
    b"]",
    b":",
    b",",
    b"null",
    b"-1",
    b"1e999",
    b"18446744073709551616",
    b"\\u0000",
    b"\xff",
    b"://",
    b"/",
    b"..",
    b"%2e",
    b";version=",
    b"@",
    b"?",
    b"#",
    b"PK\x01\x02",
    b"PK\x03\x04",
    b"PK\x05\x06",
    b"\xff\xff\xff\xff",
];

fn mutate(seed: &[u8], random: &mut Random) -> Vec<u8> {
    let mut bytes = seed.to_vec();
    for _ in 0..=random.below(4) {
        let at = random.below(bytes.len());
        match random.below(6) {
            0 if !bytes.is_empty() => bytes[at] ^= 1 << random.below(8),
            1 if !bytes.is_empty() => bytes[at] = random.next() as u8,
            2 => bytes.truncate(at),
            3 => {
                let token = TOKENS[random.below(TOKENS.len())];
                bytes.splice(at..at, token.iter().copied());
            }
            4 if !bytes.is_empty() => {
                let end = (at + random.below(16)).min(bytes.len());
                bytes.drain(at..end);
            }
            _ => {
                let end = (at + random.below(32)).min(bytes.len());
                let copy = bytes[at..end].to_vec();
                bytes.splice(at..at, copy);
            }
        }
    }
    bytes
}

fn rounds(targets: &[&str], seeds: &[Vec<u8>], door: impl Fn(&[u8])) {
    let mut random = Random(0x7466_6669_6e21_0001);
    for seed in seeds {
        for target in targets {
            crate::corpus::keep(target, seed);
        }
        door(seed);
        for _ in 0..ROUNDS {
            door(&mutate(seed, &mut random));
        }
    }
}

#[test]
fn links() {
    let seeds = [
        "https://s.example:8443/m/canteen;version=1.0/pages/a/%E9%9D%A2?x=1#y",
        "tiffin://miniapp/canteen@127.0.0.1:1/a?b",
    ];
    rounds(&["link"], &seeds.map(|s| s.as_bytes().to_vec()), |bytes| {
        let text = String::from_utf8_lossy(bytes);
        if let Ok(link) = Link::parse(&text) {
            // What was understood once is understood the same way again.
            assert_eq!(Link::parse(&link.scheme()).as_ref(), Ok(&link), "{text}");
            let base = link
                .store
                .as_ref()
                .map_or("https://s.example", |s| s.origin());
            let again = Link::parse(&link.universal(base)).unwrap();
            assert_eq!(
                (again.target, again.version),
                (link.target, link.version),
                "{text}"
            );
        }
    });
}

#[test]
fn manifests_and_configurations() {
    let seeds = [crate::manifests::example(), crate::manifests::config()]
        .map(|v| serde_json::to_vec(&v).unwrap());
    rounds(&["manifest", "config"], &seeds, |bytes| {
        let _ = Manifest::parse(bytes);
        let _ = AppConfig::parse(bytes);
    });
}

#[test]
fn packages() {
    let seeds = [
        zip(&[]),
        zip(&[file("a.js", b"one"), file("b/图.js", b"two")]),
    ];
    rounds(&["package"], &seeds, |bytes| {
        if let Ok(mut reader) = PackageReader::open(Cursor::new(bytes), Limits::DEFAULT) {
            let _ = reader.check_contents();
            for entry in reader.entries() {
                assert!(entry.offset + entry.len <= bytes.len() as u64);
            }
        }
    });
}

#[test]
fn releases_heads_roots() {
    let key = crate::envelopes::key(4);
    let envelopes = [
        crate::statements::release().sign(&key).unwrap(),
        crate::statements::head().sign(&key).unwrap(),
        crate::heads::with(|_| ()).sign(&key).unwrap(),
        crate::statements::root(1, 1).sign(&key).unwrap(),
    ];
    let mut seeds: Vec<Vec<u8>> = envelopes.iter().map(|e| e.to_bytes().unwrap()).collect();
    seeds.extend(envelopes.iter().map(|e| e.unverified_payload().unwrap()));
    rounds(&["release", "head", "envelope"], &seeds, |bytes| {
        if let Ok(envelope) = Envelope::parse(bytes) {
            let _ = envelope.unverified_payload();
        }
        let _ = Release::parse(bytes);
        if let Ok(head) = Head::parse(bytes) {
            let target = head.target_for("device", head.issued_at);
            assert!(head.allows(target.sequence) || *target == head.stable);
            assert_eq!(check_rollback(SeenHead::of(&head), &head), Ok(()));
        }
        let _ = Root::parse(bytes);
    });
}

/// Whatever is a template makes rows of known operations.
fn one_row(template: &Template) {
    let values = vec![serde_json::Value::from(""); template.holes().len()];
    let clones = Clones {
        first: 2,
        parent: 1,
        before: 0,
        count: 1,
        values: &values,
    };
    let rows = template.expand(&clones).unwrap();
    assert!(ops(&rows).all(|op| op.is_ok()));
}

#[test]
fn messages() {
    let seeds = [
        r#"{"t":"event","node":12,"type":"tap","detail":{},"touches":[{"identifier":0,"pageX":1}],"offset":{"left":1,"top":2},"bubbles":true}"#,
        r#"{"t":"state","node":12,"kind":"scroll","value":{"left":0,"top":1}}"#,
        r#"[1,2,"view",3,1,2,8,2,"x",{"a":1}]"#,
        r#"[21,1,[1,0,"view",22,0,"",2,1,"",3,0,1,8,0,"x",null],[5,8,15],23,1,2,1,0,1,["a","b",3],24,1,0,0]"#,
    ];
    rounds(
        &["message"],
        &seeds.map(|s| s.as_bytes().to_vec()),
        |bytes| {
            let text = String::from_utf8_lossy(bytes);
            let _ = FromView::parse(&text);
            if let Ok(serde_json::Value::Array(flat)) = serde_json::from_slice(bytes) {
                let shapes = ops(&flat).flatten().filter(|op| op.code == op::TEMPLATE);
                for shape in shapes {
                    let _ = Template::parse(&shape.args[1], &shape.args[2]).map(|t| one_row(&t));
                }
            }
        },
    );
}
