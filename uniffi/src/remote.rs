//! The shapes of the host's types, repeated for the generator of bindings. No type is made here: each item must be the
//! host's to the letter, or this file does not compile. Their meaning is documented in `tiffin-host`.

use tiffin_host::{
    Ask, BackMeans, Blob, CallId, Capsule, Choice, ChromeAction, ChromeState, Code, Cover,
    CrashPage, Environment, Grant, GrantEntry, GrantState, HostError, HostEvent, Ink, Insets,
    InstanceId, Layer, LedgerEntry, LedgerOutcome, LedgerQuery, LinkSource, LinkSummary, Loading,
    LogLevel, MemoryLevel, Modal, NativeKind, NavBar, Notice, Opening, Panel, Parts, Payload,
    Prompt, PromptAnswer, PromptId, Rect, Remedy, Scene, Screen, ScreenAction, Sheet, Stage,
    TabBar, TabItem, Theme, Toast, Transition, ViewId, ViewOrigin,
};

mod chrome;
mod consent;

uniffi::custom_type!(ViewId, u64, { remote, lower: |id| id.0, try_lift: |n| Ok(ViewId(n)) });
uniffi::custom_type!(InstanceId, u64, { remote, lower: |id| id.0, try_lift: |n| Ok(InstanceId(n)) });
uniffi::custom_type!(CallId, u64, { remote, lower: |id| id.0, try_lift: |n| Ok(CallId(n)) });
uniffi::custom_type!(PromptId, u64, { remote, lower: |id| id.0, try_lift: |n| Ok(PromptId(n)) });
// WeChat's numbers; one that is not in its list is refused.
uniffi::custom_type!(Scene, u16, { remote, lower: |scene| scene.number(), try_lift: |n| Ok(Scene::try_from(n)?) });
// The stable text, `link.foreign`.
uniffi::custom_type!(Code, String, {
    remote,
    lower: |code| code.as_str().to_owned(),
    try_lift: |text| Code::ALL.iter().copied().find(|code| code.as_str() == text).ok_or_else(|| uniffi::deps::anyhow::anyhow!("no error code {text}")),
});

#[uniffi::remote(Enum)]
pub enum Remedy {
    Offline,
    NotFound,
    Untrusted,
    Incompatible,
    Denied,
    Invalid,
    Internal,
}

#[uniffi::remote(Enum)]
pub enum Theme {
    Light,
    Dark,
}

#[uniffi::remote(Record)]
pub struct Insets {
    pub top: f64,
    pub right: f64,
    pub bottom: f64,
    pub left: f64,
}

#[uniffi::remote(Record)]
pub struct Environment {
    pub window_width: f64,
    pub window_height: f64,
    pub screen_width: f64,
    pub screen_height: f64,
    pub pixel_ratio: f64,
    pub status_bar_height: f64,
    pub safe_area: Insets,
    pub theme: Theme,
    pub language: String,
    pub network_type: String,
    pub platform: String,
    pub system: String,
    pub brand: String,
    pub model: String,
    pub font_size: f64,
}

#[uniffi::remote(Enum)]
pub enum ViewOrigin {
    Scheme(String),
    Https { domain: String },
}

#[uniffi::remote(Enum)]
pub enum Transition {
    None,
    Push,
    Pop,
}

#[uniffi::remote(Record)]
pub struct Opening {
    pub program: String,
    pub name: String,
    pub stage: Stage,
}

#[uniffi::remote(Enum)]
pub enum Stage {
    Resolving,
    Downloading { done: u64, total: u64 },
    Verifying,
    Starting,
}

#[uniffi::remote(Enum)]
pub enum Ask {
    Consent {
        program: String,
        name: String,
        scope: String,
        reason: String,
        title_en: String,
        title_zh: String,
    },
    OpenProgram {
        from: String,
        to: String,
    },
}

#[uniffi::remote(Enum)]
pub enum PromptAnswer {
    Grant(Grant),
    Dismissed,
}

#[uniffi::remote(Enum)]
pub enum LogLevel {
    Debug,
    Log,
    Info,
    Warn,
    Error,
}

#[uniffi::remote(Record)]
pub struct Payload {
    pub json: String,
    pub blobs: Vec<Blob>,
}

#[uniffi::remote(Enum)]
pub enum Blob {
    Bytes(Vec<u8>),
    File { path: String, offset: u64, len: u64 },
}

#[uniffi::remote(Enum)]
pub enum HostEvent {
    ViewCreate {
        view: ViewId,
        url: String,
    },
    ViewScript {
        view: ViewId,
        script: String,
    },
    ViewDestroy {
        view: ViewId,
    },
    Draw(Box<Screen>),
    Closed {
        instance: InstanceId,
    },
    PortCall {
        call: CallId,
        instance: InstanceId,
        name: String,
        payload: Payload,
    },
    PortMethod {
        call: CallId,
        method: String,
        payload: Payload,
    },
    PortGone {
        call: CallId,
    },
    Log {
        instance: InstanceId,
        level: LogLevel,
        text: String,
    },
    HostLog {
        level: LogLevel,
        target: String,
        text: String,
    },
    Exit,
}

#[uniffi::remote(Record)]
pub struct Screen {
    pub front: Option<InstanceId>,
    pub title: String,
    pub layers: Vec<Layer>,
    pub chrome: Option<ChromeState>,
    pub cover: Option<Cover>,
    pub panel: Option<Panel>,
    pub prompt: Option<Prompt>,
    pub back: BackMeans,
}

#[uniffi::remote(Enum)]
pub enum Layer {
    Page {
        view: ViewId,
        insets: Insets,
        background: String,
        transition: Transition,
    },
    Native {
        id: u64,
        kind: NativeKind,
        rect: Rect,
        clip: Rect,
        owner: ViewId,
    },
}

#[uniffi::remote(Enum)]
pub enum NativeKind {
    Map,
    Camera,
    LivePlayer,
    LivePusher,
    WebView,
}

#[uniffi::remote(Record)]
pub struct Rect {
    pub left: f64,
    pub top: f64,
    pub width: f64,
    pub height: f64,
}

#[uniffi::remote(Enum)]
pub enum Cover {
    Start,
    Opening(Opening),
    Failed {
        program: Option<String>,
        error: HostError,
        retry: bool,
        waits: bool,
        to_home: bool,
    },
}

#[uniffi::remote(Enum)]
pub enum Panel {
    Menu,
    About,
    Share {
        link: String,
        title: String,
        copied: bool,
    },
    Scanner {
        busy: bool,
        error: Option<HostError>,
        parts: Option<Parts>,
        choices: Vec<Choice>,
    },
}

#[uniffi::remote(Record)]
pub struct Choice {
    pub text: String,
    pub program: Option<String>,
    pub title: String,
    pub detail: String,
    pub parameters: String,
    pub openable: bool,
}

#[uniffi::remote(Record)]
pub struct Parts {
    pub read: u8,
    pub of: u8,
}

#[uniffi::remote(Record)]
pub struct Prompt {
    pub id: PromptId,
    pub instance: InstanceId,
    pub ask: Ask,
}

#[uniffi::remote(Enum)]
pub enum BackMeans {
    Prompt,
    Panel,
    Cover,
    Stays,
    Sheet,
    Crash,
    Page,
    Program,
    App,
}

#[uniffi::remote(Enum)]
pub enum LinkSource {
    Camera,
    Picture,
    External,
    App,
}

#[uniffi::remote(Enum)]
pub enum MemoryLevel {
    Low,
    Critical,
}

#[uniffi::remote(Enum)]
pub enum ScreenAction {
    Back,
    Dismiss,
    Retry,
    OpenLink {
        text: String,
        source: LinkSource,
    },
    Close(InstanceId),
    Tab {
        instance: InstanceId,
        index: u32,
    },
    Chrome {
        instance: InstanceId,
        action: ChromeAction,
    },
    Answer {
        prompt: PromptId,
        answer: PromptAnswer,
    },
    Menu,
    About,
    Scanner {
        call: Option<CallId>,
    },
    ClosePanel,
    Copied,
    Reading,
    Found {
        texts: Vec<String>,
        source: LinkSource,
        call: Option<CallId>,
    },
    Unreadable {
        error: HostError,
        call: Option<CallId>,
    },
    Pick(u32),
}

#[uniffi::remote(Record)]
pub struct HostError {
    pub code: Code,
    pub remedy: Remedy,
    pub message_en: String,
    pub message_zh: String,
    pub detail: String,
}

#[uniffi::remote(Record)]
pub struct LinkSummary {
    pub program: String,
    pub name: Option<String>,
    pub page: Option<String>,
    pub query: String,
    pub store: Option<String>,
}
