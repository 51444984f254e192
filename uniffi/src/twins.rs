//! Records that stand for host types which UniFFI cannot carry: paths, shared bytes, tuples.

use tiffin_host::LinkSummary;

/// One answer for a view's web engine.
#[derive(Debug, Clone, uniffi::Record)]
pub struct Resource {
    pub mime: String,
    pub headers: Vec<Header>,
    pub body: ResourceBody,
}

#[derive(Debug, Clone, uniffi::Record)]
pub struct Header {
    pub name: String,
    pub value: String,
}

/// Bytes, or where they lie: a range is read by the shell itself, without a copy over the bridge.
#[derive(Debug, Clone, uniffi::Enum)]
pub enum ResourceBody {
    File { path: String, offset: u64, len: u64 },
    Bytes { bytes: Vec<u8> },
}

impl From<tiffin_host::Resource> for Resource {
    fn from(resource: tiffin_host::Resource) -> Self {
        Resource {
            mime: resource.mime.to_owned(),
            headers: resource
                .headers
                .into_iter()
                .map(|(name, value)| Header {
                    name: name.to_owned(),
                    value,
                })
                .collect(),
            body: match resource.body {
                tiffin_host::Body::File { path, offset, len } => ResourceBody::File {
                    path: path.to_string_lossy().into_owned(),
                    offset,
                    len,
                },
                tiffin_host::Body::Bytes(bytes) => ResourceBody::Bytes {
                    bytes: bytes.to_vec(),
                },
            },
        }
    }
}

/// One code that was found in a picture.
#[derive(Debug, Clone, uniffi::Record)]
pub struct Scanned {
    pub text: String,
    /// In pixels of the picture: top left, top right, bottom right, bottom left as the code is read.
    pub corners: Vec<Corner>,
    /// What the text leads to; absent if to nothing, and then `refusal` says why.
    pub link: Option<LinkSummary>,
    /// A stable error code, `link.foreign`.
    pub refusal: Option<String>,
    /// A link of a trusted store.
    pub openable: bool,
}

#[derive(Debug, Clone, Copy, uniffi::Record)]
pub struct Corner {
    pub x: f32,
    pub y: f32,
}

impl From<tiffin_host::Scanned> for Scanned {
    fn from(scanned: tiffin_host::Scanned) -> Self {
        let (link, refusal) = match scanned.link {
            Ok(link) => (Some(link), None),
            Err(fault) => (None, Some(fault.code.as_str().to_owned())),
        };
        Scanned {
            text: scanned.text,
            corners: scanned
                .corners
                .iter()
                .map(|&(x, y)| Corner { x, y })
                .collect(),
            link,
            refusal,
            openable: scanned.openable,
        }
    }
}
