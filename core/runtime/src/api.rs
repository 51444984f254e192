//! What a host sees of a running program: how to start one, what to tell it, and
//! what it says. Nothing here does I/O; the engine and its thread are behind it.

use std::sync::Arc;
use std::time::Duration;

use tiffin_protocol::capability::Queue;
use tiffin_protocol::event::Event;
use tiffin_protocol::limits::CALL_JSON_BYTES;
use tiffin_protocol::message::FromView;

/// A page of one program, counted from 1 for the life of the program; never reused.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct PageId(pub u32);

/// An asynchronous call that a program has open, counted from 1; never reused.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct CallId(pub u32);

/// JSON, and bytes beside it: `{"$bytes": 0}` in the JSON stands for the first of them, an ArrayBuffer in the program. Bytes
/// that a call does not name are nobody's.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Payload {
    pub json: String,
    pub blobs: Vec<Vec<u8>>,
}

impl Payload {
    /// Bytes of both.
    pub fn len(&self) -> usize {
        self.json.len() + self.blobs.iter().map(Vec::len).sum::<usize>()
    }

    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }
}

impl From<String> for Payload {
    fn from(json: String) -> Self {
        let blobs = Vec::new();
        Payload { json, blobs }
    }
}

impl From<&str> for Payload {
    fn from(json: &str) -> Self {
        json.to_owned().into()
    }
}

/// Where and why a program is opened (`wx.getLaunchOptionsSync`).
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Launch {
    /// Page path without query (`pages/index/index`); empty = the entry page.
    pub path: String,
    /// Raw query without `?`; values stay percent-encoded, as WeChat hands them to `onLoad`.
    pub query: String,
    /// WeChat scene number (1001 recents, 1011 scanned code, 1037 other program ...).
    pub scene: u16,
    /// The program that opened this one, and what it passed, as JSON (`{"appId","extraData"}`), if any.
    pub referrer_json: Option<String>,
    /// Pages on top of it, the topmost last: a stack that is opened again. It ends where the program or a person goes
    /// elsewhere first, and where a page cannot be opened.
    pub above: Vec<Place>,
}

/// A page to open: path and raw query, as in [`Launch`].
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Place {
    pub path: String,
    pub query: String,
}

/// Why a file or a package could not be given.
#[derive(Clone, Debug, thiserror::Error, PartialEq)]
pub enum CodeError {
    /// No such file in that package, or no such package.
    #[error("not found: {0}")]
    NotFound(String),
    /// The bytes are not those that the release signed, or could not be read.
    #[error("unreadable: {0}")]
    Unreadable(String),
}

/// Gives verified bytes of the program's packages, and keeps the engine's bytecode.
/// Called on the logic thread only.
pub trait CodeSource: Send {
    /// Whether the package (`main`, or a subpackage's name) is on the device. A missing
    /// one is asked for by [`Output::PackageNeeded`] when a route leads into it.
    fn installed(&mut self, package: &str) -> bool;
    /// A file of a package, verified against the release. `path` is relative to the package's
    /// ZIP (`__tiffin__/config.json`, `pages/index/index.js`).
    fn file(&mut self, package: &str, path: &str) -> Result<Vec<u8>, CodeError>;
    /// Bytecode kept on this device under a key (64 hex characters), if any.
    fn bytecode(&mut self, key: &str) -> Option<Vec<u8>>;
    /// Keeps bytecode. May be ignored. The runtime checks what it reads back.
    fn store_bytecode(&mut self, key: &str, bytes: &[u8]);
}

/// Synchronous capabilities (`getStorageSync`, `getSystemInfoSync` ...), called on the logic
/// thread. Has to answer within a few milliseconds.
pub trait SyncPort: Send {
    /// `name` is the capability's name on `wx`; `args_json` a JSON array of the arguments as given.
    /// `page` is the page on top, `None` before the first. `Ok` is the JSON of the result
    /// (empty string = undefined); `Err` is thrown as `Error("<name>:fail <message>")`.
    fn call(&mut self, page: Option<PageId>, name: &str, args_json: &str)
    -> Result<String, String>;
}

/// Bounds that a program meets. `Default` gives the product's values.
#[derive(Clone, Debug)]
pub struct Limits {
    /// JavaScript heap, bytes.
    pub heap: usize,
    /// Engine stack, bytes; deep recursion throws a RangeError.
    pub stack: usize,
    /// Longest turn of the logic thread before it is interrupted.
    pub turn: Duration,
    /// How long after the turn's end an engine that cannot be interrupted is declared dead.
    pub grace: Duration,
    /// Pages in the stack.
    pub pages: usize,
    /// Asynchronous calls open at once.
    pub calls: usize,
    /// Timers pending at once.
    pub timers: usize,
    /// Nodes in one page's tree.
    pub nodes: usize,
    /// Bytes of the JSON of one call, answer or message that the program makes.
    pub message: usize,
    /// Outputs that the host has not heard yet ([`crate::Program::heard`]) before the program waits between two turns:
    /// a host that is busy is not buried. `usize::MAX`: the host does not say what it heard.
    pub unheard: usize,
}

impl Default for Limits {
    fn default() -> Self {
        Limits {
            heap: 128 << 20,
            stack: 1 << 20,
            turn: Duration::from_secs(5),
            grace: Duration::from_secs(5),
            pages: 10,
            calls: 500,
            timers: 5_000,
            nodes: 100_000,
            message: CALL_JSON_BYTES,
            unheard: usize::MAX,
        }
    }
}

/// Receives what a program says. Called from the logic thread (and, once, from the watchdog
/// when the thread is dead): it must not block nor call back into the program other than `post`.
pub type Sink = Arc<dyn Fn(Output) + Send + Sync>;

/// All that starting a program needs.
pub struct ProgramSetup {
    /// The program's id, used in thread names and logs.
    pub program: String,
    pub launch: Launch,
    pub code: Box<dyn CodeSource>,
    pub limits: Limits,
    pub port: Box<dyn SyncPort>,
    pub sink: Sink,
    /// The bundled home program: gets the global `tiffin`.
    pub is_home: bool,
    /// `desktop`, `android` or `ios`: rows of the capability table for other platforms are absent.
    pub platform: String,
    /// Names of the rows that the shell declared to do; what becomes of the others, their fallback says.
    pub ports: Vec<String>,
    /// Whether lists are made by runs of rows where they can be (docs/adr/0033). Without, node by node: the page is the same.
    pub blocks: bool,
}

/// Why an asynchronous call failed: the program sees `errMsg: "<name>:fail <message>"`.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct CallError {
    pub message: String,
    /// WeChat's `errno` / `errCode`, where it documents one.
    pub errno: Option<i64>,
}

impl From<&str> for CallError {
    fn from(message: &str) -> Self {
        CallError {
            message: message.to_owned(),
            errno: None,
        }
    }
}

impl From<String> for CallError {
    fn from(message: String) -> Self {
        CallError {
            message,
            errno: None,
        }
    }
}

/// What a host tells a program. Order is kept.
#[derive(Clone, Debug)]
pub enum Input {
    /// A message of the page's view (docs/formats/messages.md).
    View { page: PageId, message: FromView },
    /// The page's view died or was taken away: what waits for it is answered now.
    /// After a new view got [`crate::Program::snapshot`], its messages come as before.
    ViewGone { page: PageId },
    /// The answer to [`Output::Call`]: the result object (without `errMsg`), or the failure. Never dropped: as many may wait as
    /// calls are open.
    Reply {
        call: CallId,
        result: Result<Payload, CallError>,
    },
    /// Something about a call that stays open (`RequestTask.onHeadersReceived`, `SocketTask.onMessage`):
    /// `event` without `on` (`headersReceived`). `last` closes the call, and is never dropped; what becomes of others that
    /// are too many, `queue` says.
    CallEvent {
        call: CallId,
        event: String,
        payload: Payload,
        last: bool,
        queue: Queue,
    },
    /// An event of the host, payload JSON.
    Event { event: Event, payload: String },
    /// Comes to the front; with a launch if it was opened anew by link, scene and so on.
    Show { launch: Option<Launch> },
    /// Goes behind. Timers stop 5 s later (`Suspend`), or at once when the host says so.
    Hide,
    /// No turns until `Show`: timers are paused, replies queue up.
    Suspend,
    /// The menu's share: the page in front says what to share (`onShareAppMessage`), and the program calls
    /// `shareAppMessage` with `{title?, path?, imageUrl?}`.
    Share,
    /// The system's back, or the back button of the navigation bar.
    Back,
    /// The home button of the navigation bar: reLaunch to the entry page.
    Home,
    /// A tab of the tab bar was tapped (index in app.json's list).
    TabTap { index: u32 },
    /// Window size, theme, language changed: JSON `{"size":{windowWidth,windowHeight},"theme","lang", ...}`;
    /// pages get onResize, `wx.onThemeChange` listeners are called, for the members given.
    Environment { json: String },
    /// The answer to [`Output::PackageNeeded`].
    Package {
        package: String,
        result: Result<(), String>,
    },
    /// Ends the program: pages are unloaded, then the thread ends with [`Output::Exit`].
    Close,
}

/// How a page comes to the front: what a shell animates.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ShowKind {
    /// First page, or reLaunch.
    Launch,
    /// navigateTo.
    Push,
    /// navigateBack.
    Pop,
    /// redirectTo.
    Replace,
    /// switchTab.
    Tab,
    /// On top, of a stack that is opened again ([`Launch::above`]): nothing moves.
    Again,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum LogLevel {
    Debug,
    Log,
    Info,
    Warn,
    Error,
}

/// Where an uncaught failure of the program stood.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum FaultKind {
    /// The packages cannot be run at all (missing config, template ABI, app.js that does not parse).
    Start,
    /// Thrown while scripts were evaluated or in `App()`'s hooks.
    App,
    /// Thrown in a page's or component's hook.
    Page,
    /// Thrown in an event handler, timer, callback or promise.
    Handler,
    /// The turn took too long and was interrupted.
    Stuck,
    /// The heap bound was met.
    Memory,
    /// A page grew beyond its bound.
    TooMuch,
    /// The thread could not be stopped: its bridge is cut.
    Dead,
}

/// What a program says to its host. Batches of one page are numbered from 1 without gaps.
#[derive(Clone, Debug)]
pub enum Output {
    /// A page exists from now on; batches for it follow. `config_json` is the unit's config merged over app.json's
    /// `window`. The host gives it a view and sends `assign`.
    PageOpen {
        page: PageId,
        path: String,
        query: String,
        config_json: String,
        tab: bool,
    },
    /// The page is the one in front from now on.
    PageShow {
        page: PageId,
        how: ShowKind,
    },
    /// The page is behind (its view may be kept or dropped).
    PageHide {
        page: PageId,
    },
    /// The page is gone.
    PageClose {
        page: PageId,
    },
    /// A whole `batch` message for the page's view. Dropped by the host if a snapshot with the same
    /// or a higher number has been given to the view.
    Batch {
        page: PageId,
        n: u32,
        json: String,
    },
    /// Any other message for the page's view (`query`, `invoke`, `scroll`, `refresh`).
    ToView {
        page: PageId,
        json: String,
    },
    /// An asynchronous capability; answered by [`Input::Reply`]. `args`: the one options object,
    /// without its callbacks, ArrayBuffers beside it. `page`: the page on top.
    Call {
        call: CallId,
        page: Option<PageId>,
        name: String,
        args: Payload,
    },
    /// A method of a call that is open (`RequestTask.abort`, `SocketTask.send`).
    CallMethod {
        call: CallId,
        method: String,
        args: Payload,
    },
    /// A route leads into a package that is not there, or a module or component of a package is wanted: answered by
    /// [`Input::Package`]. For the latter also if it is there: pages that are open get its sheets first.
    PackageNeeded {
        package: String,
    },
    Log {
        level: LogLevel,
        text: String,
    },
    /// An uncaught failure; `file` and `line` (from 1) where known. After a fatal one the program
    /// runs no more code.
    Fault {
        kind: FaultKind,
        message: String,
        stack: String,
        file: Option<String>,
        line: Option<u32>,
        fatal: bool,
    },
    /// The first page has painted: the start succeeded.
    Ready,
    /// Back from the first page, or `wx.exitMiniProgram`: the program wants to be put behind or closed.
    BackOut,
    /// The thread has ended; nothing follows.
    Exit,
}

/// A page as one batch, made from the mirrored tree without the logic thread.
#[derive(Clone, Debug, PartialEq)]
pub struct Snapshot {
    /// The number of the last batch it holds: lower or equal ones are to be dropped.
    pub n: u32,
    /// The `batch` message.
    pub json: String,
    /// Where the page was scrolled to, CSS pixels: `scrollTop` of the `assign` before it.
    pub scroll_top: f64,
}
