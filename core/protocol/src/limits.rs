//! Bounds on what a stranger may send. Each says why it is what it is.

/// Bounds on the packages of a program. Hosts may be configured otherwise; these are the defaults.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Limits {
    /// Bytes of one package: WeChat's 2 MB.
    pub package_bytes: u64,
    /// Bytes of all packages of a release: WeChat's 30 MB.
    pub total_bytes: u64,
    /// Bytes of one file: no more than a package.
    pub file_bytes: u64,
    /// Entries of one package. The largest real program has some 3,000; 20,000 entries parse in milliseconds.
    pub entries: usize,
}

impl Limits {
    /// The defaults, as a constant.
    pub const DEFAULT: Limits = Limits {
        package_bytes: 2 * 1024 * 1024,
        total_bytes: 30 * 1024 * 1024,
        file_bytes: 2 * 1024 * 1024,
        entries: 20_000,
    };
}

impl Default for Limits {
    fn default() -> Self {
        Self::DEFAULT
    }
}

/// Bytes of a link: what a QR code of version 40 holds at most is 2,953.
pub const LINK_BYTES: usize = 2048;
/// Bytes of `manifest.json`.
pub const MANIFEST_BYTES: usize = 256 * 1024;
/// Bytes of `__tiffin__/config.json`: 350 pages with 4 KB of configuration each fit.
pub const CONFIG_BYTES: usize = 2 * 1024 * 1024;
/// Bytes of an envelope: a release lists each file, some 110 bytes each, base64 on top.
pub const ENVELOPE_BYTES: usize = 8 * 1024 * 1024;
/// Signatures in an envelope.
pub const SIGNATURES: usize = 16;
/// Keys in a root.
pub const ROOT_KEYS: usize = 64;
/// Bytes of a message from a view: events, mirrored state and typed text are small.
pub const VIEW_MESSAGE_BYTES: usize = 1024 * 1024;
/// Bytes of a view's answer to a question (`queried`, `invoked`): the pixels of a canvas of a phone's screen,
/// 750 by 1,334, are 4 MB, and base64 makes them 5.3.
pub const VIEW_ANSWER_BYTES: usize = 8 * 1024 * 1024;
/// Bytes of the JSON of one call's arguments, or of its answer: eight times what WeChat lets `setData` carry. Bytes that
/// are no JSON (files, bodies) have the bound of their call.
pub const CALL_JSON_BYTES: usize = 8 * 1024 * 1024;
/// Bytes beside the JSON of one call, and beside that of a shell's answer: a photograph, some minutes of sound.
pub const CALL_BLOB_BYTES: usize = 32 * 1024 * 1024;
/// Bytes of one message of a socket, either way: as text it is the JSON of a call.
pub const SOCKET_MESSAGE_BYTES: usize = CALL_JSON_BYTES;
/// Bytes of one batch to a view: a page of 100,000 nodes, rebuilt at once, stays under it.
pub const BATCH_BYTES: usize = 32 * 1024 * 1024;
/// Touches in one event, both lists together: ten fingers on each, and room for two people.
pub const TOUCHES: usize = 64;
/// Bytes of an event's type.
pub const EVENT_TYPE_BYTES: usize = 64;
/// Nesting of any JSON document read here. Real ones stay under 20.
pub const JSON_DEPTH: usize = 64;
/// Pages, packages, scopes and domains a program may name.
pub const PAGES: usize = 2_000;
/// Packages of a release.
pub const PACKAGES: usize = 200;
/// Sequences a head may recall, and domains of one kind.
pub const LIST: usize = 1_000;
/// Devices that a head lets into a trial by name: a team. Each host fetches them with the head.
pub const ALLOWED_DEVICES: usize = 200;
/// Highest sequence and epoch: what signed 64-bit integers hold, as databases have them (2^63 - 1).
pub const SEQUENCE: u64 = i64::MAX as u64;
