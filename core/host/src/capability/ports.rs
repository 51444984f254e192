//! What only the platform can do. The shell does it, as it declared; what its answer means to the program is said here.

use std::path::Path;
use std::time::{Duration, Instant};

use serde_json::{Map, Value, json};
use tiffin_protocol::Scene;
use tiffin_protocol::limits::{CALL_BLOB_BYTES, CALL_JSON_BYTES};
use tiffin_runtime::{CallError, Payload as ProgramPayload};

use super::call::{Answer, Args, Caller, Effect};
use super::handler::{Handler, Port};
use crate::chrome::Toast;
use crate::environment::Environment;
use crate::event::{Blob, Payload};
use crate::instance::Instance;

/// What a shell says that is larger than a program may be told.
pub(crate) const TOO_LARGE: &str = "result too large";
/// Pictures of one pick (WeChat: 9 of chooseImage, 20 of chooseMedia).
const MAX_PICKED: usize = 20;
/// How long the word about a copied text stays, as on WeChat.
const COPIED: Duration = Duration::from_millis(1_500);

const PLAIN: Port = Port {
    check: |_| Ok(()),
    answer: |_, value| Ok(value),
    after: |_, _, _| None,
};

pub(crate) const HANDLERS: &[(&str, Handler)] = &[
    (
        "chooseImage",
        Handler::Port(Port {
            answer: |caller, value| {
                let list = adopted(caller, &value)?;
                let paths: Vec<&String> = list.iter().map(|(path, _)| path).collect();
                let files = list
                    .iter()
                    .map(|(path, size)| json!({"path": path, "size": size}))
                    .collect::<Vec<_>>();
                Ok(json!({"tempFilePaths": paths, "tempFiles": files}))
            },
            ..PLAIN
        }),
    ),
    (
        "chooseMedia",
        Handler::Port(Port {
            answer: |caller, value| {
                let list = adopted(caller, &value)?;
                let file = |(path, size): &(String, u64)| json!({"tempFilePath": path, "size": size, "fileType": "image"});
                let files: Vec<Value> = list.iter().map(file).collect();
                Ok(json!({"tempFiles": files, "type": "image"}))
            },
            ..PLAIN
        }),
    ),
    ("createInnerAudioContext", Handler::Port(PLAIN)),
    ("getClipboardData", Handler::Port(PLAIN)),
    ("getLocation", Handler::Port(PLAIN)),
    (
        "makePhoneCall",
        Handler::Port(Port {
            check: |args| args.required_text("phoneNumber").map(drop),
            ..PLAIN
        }),
    ),
    (
        "scanCode",
        Handler::Port(Port {
            answer: |_, value| Ok(scanned(&value)),
            ..PLAIN
        }),
    ),
    (
        "setClipboardData",
        Handler::Port(Port {
            check: |args| args.required_text("data").map(drop),
            after: copied,
            ..PLAIN
        }),
    ),
    (
        "tiffin.scan",
        Handler::Port(Port {
            answer: |_, value| Ok(scanned(&value)),
            // What the home scans is opened.
            after: |_, _, answer| {
                let text = answer.get("result").and_then(Value::as_str);
                Some(Effect::OpenText {
                    text: text.unwrap_or_default().to_owned(),
                    scene: Scene::ScanCamera,
                })
            },
            ..PLAIN
        }),
    ),
    ("startLocationUpdate", Handler::Port(PLAIN)),
    ("vibrateLong", Handler::Port(PLAIN)),
    ("vibrateShort", Handler::Port(PLAIN)),
];

/// How a shell knows what a row asks of it.
pub(crate) fn name_in_shell(name: &str) -> &str {
    match name {
        "tiffin.scan" => "scanCode",
        other => other,
    }
}

pub(crate) fn to_shell(payload: ProgramPayload) -> Payload {
    let blobs = payload.blobs.into_iter().map(Blob::Bytes).collect();
    let json = payload.json;
    Payload { json, blobs }
}

/// The bytes of a shell's blobs, read where they lie in files. Blocks.
pub(crate) fn loaded(blobs: Vec<Blob>) -> Result<Vec<Vec<u8>>, CallError> {
    use std::io::{Read, Seek, SeekFrom};
    let mut left = CALL_BLOB_BYTES as u64;
    let mut all = Vec::new();
    for blob in blobs {
        let bytes = match blob {
            Blob::Bytes(bytes) => bytes,
            Blob::File { len, .. } if len > left => return Err(TOO_LARGE.into()),
            Blob::File { path, offset, len } => {
                let mut bytes = Vec::new();
                let read = std::fs::File::open(path).and_then(|mut file| {
                    file.seek(SeekFrom::Start(offset))?;
                    file.take(len).read_to_end(&mut bytes)
                });
                read.map_err(|error| CallError::from(error.to_string()))?;
                bytes
            }
        };
        left = match left.checked_sub(bytes.len() as u64) {
            Some(left) => left,
            None => return Err(TOO_LARGE.into()),
        };
        all.push(bytes);
    }
    Ok(all)
}

/// Whether an event of a shell is within the bounds of an answer.
pub(crate) fn fits(payload: &ProgramPayload) -> bool {
    let blobs = payload.blobs.iter().map(Vec::len).sum::<usize>();
    payload.json.len() <= CALL_JSON_BYTES && blobs <= CALL_BLOB_BYTES
}

/// The JSON of a shell's answer as an object: a bare text is `data`, nothing at all is `{}`.
pub(crate) fn object(json: &str) -> Answer {
    if json.len() > CALL_JSON_BYTES {
        return Err(TOO_LARGE.into());
    }
    Ok(match serde_json::from_str(json) {
        Ok(value @ Value::Object(_)) => value,
        Ok(Value::String(data)) => json!({ "data": data }),
        _ => Value::Object(Map::new()),
    })
}

/// What a person picked, copied into the program's folder: the shell says `{"paths": [...]}`, the program never sees where
/// its pictures came from.
fn adopted(caller: &Caller, value: &Value) -> Result<Vec<(String, u64)>, CallError> {
    let paths = value.get("paths").and_then(Value::as_array);
    let paths = paths.into_iter().flatten().filter_map(Value::as_str);
    let files = &caller.shared.files;
    let list: Result<Vec<(String, u64)>, String> = paths
        .take(MAX_PICKED)
        .map(|path| files.adopt(caller.program(), Path::new(path)))
        .collect();
    match list? {
        list if list.is_empty() => Err("cancel".into()),
        list => Ok(list),
    }
}

fn scanned(value: &Value) -> Value {
    let text = value.get("text").or_else(|| value.get("result"));
    let text = text.and_then(Value::as_str).unwrap_or_default();
    json!({ "result": text, "scanType": "QR_CODE", "charSet": "UTF-8", "path": "", "rawData": "" })
}

/// WeChat says so by itself.
fn copied(instance: &mut Instance, environment: &Environment, _: &Value) -> Option<Effect> {
    let chinese = environment.is_chinese();
    let toast = Toast {
        title: if chinese { "内容已复制" } else { "Copied" }.into(),
        icon: "none".into(),
        image: None,
        mask: false,
    };
    instance.overlays.show_toast(toast, COPIED, Instant::now());
    None
}

/// Whether the arguments are what the shell may rely on.
pub(crate) fn checked(port: &Port, args: &Value) -> Result<(), CallError> {
    (port.check)(&Args(args))
}
