//! The elements of WXML, and what becomes of them (docs/view-components.md).
//! <https://developers.weixin.qq.com/miniprogram/dev/component/>

/// What becomes of an element.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Fate {
    /// As in WeChat.
    Whole,
    /// Less than in WeChat: what is missing.
    Narrow(&'static str),
    /// A box that says it is not supported, and an `error` event: what comes nearest.
    Box(&'static str),
    /// Nothing but its children: what comes nearest.
    Plain(&'static str),
    /// No element at all.
    Unknown,
}

const WHOLE: &[&str] = &[
    "view",
    "text",
    "image",
    "button",
    "block",
    "input",
    "scroll-view",
    "swiper",
    "swiper-item",
    "navigator",
    "slot",
    "textarea",
    "form",
    "picker-view",
    "picker-view-column",
    "icon",
    "canvas",
    "label",
    "switch",
    "rich-text",
    "radio",
    "radio-group",
    "slider",
    "progress",
    "cover-view",
    "cover-image",
    "checkbox",
    "checkbox-group",
    "audio",
    "movable-area",
    "root-portal",
    "page-container",
    "page-meta",
    "match-media",
    "template",
    "import",
    "include",
    "wxs",
];

/// Tag, attribute that asks for it (empty: always) and its value (empty: any), what
/// is missing.
const NARROW: &[(&str, &str, &str, &str)] = &[
    (
        "picker",
        "mode",
        "region",
        "mode=\"region\" has provinces and cities, no districts and no codes",
    ),
    (
        "open-data",
        "",
        "",
        "it shows a neutral picture and name; ask the user for theirs",
    ),
    (
        "video",
        "enable-danmu",
        "",
        "it has the browser's own controls and no bullet comments",
    ),
    ("movable-view", "scale", "", "it does not scale by pinching"),
];

/// Of HTML: WeChat draws them as boxes too.
const HTML: &[&str] = &[
    "a", "article", "aside", "b", "br", "center", "cite", "code", "dd", "div", "dl", "dt", "em",
    "figure", "footer", "h1", "h2", "h3", "h4", "h5", "h6", "header", "hr", "i", "li", "main",
    "nav", "ol", "p", "pre", "s", "section", "small", "span", "strong", "sub", "sup", "table",
    "tbody", "td", "th", "thead", "tr", "u", "ul",
];

const BOX: &[(&str, &str)] = &[
    (
        "web-view",
        "show the text with <rich-text>, or let the user copy the address: wx.setClipboardData",
    ),
    ("map", "show a picture of the map with <image>"),
    (
        "camera",
        "let the user choose a picture, or wx.scanCode for codes",
    ),
    ("live-player", "a recording plays in <video>"),
    ("live-pusher", "there is nothing near"),
    ("voip-room", "there is nothing near"),
    ("channel-live", "WeChat Channels are WeChat's own"),
    (
        "channel-video",
        "WeChat Channels are WeChat's own; use <video>",
    ),
    ("editor", "use <textarea>"),
    ("xr-scene", "use <canvas>"),
];

const PLAIN: &[(&str, &str)] = &[
    ("loading", "use wx.showLoading"),
    ("toast", "use wx.showToast"),
    ("modal", "use wx.showModal"),
    ("action-sheet", "use wx.showActionSheet"),
    ("ad", "there are no advertisements; leave it out"),
    ("ad-custom", "there are no advertisements; leave it out"),
    (
        "official-account",
        "there are no official accounts; leave it out",
    ),
    (
        "official-account-publish",
        "there are no official accounts; leave it out",
    ),
    (
        "keyboard-accessory",
        "place a view above the keyboard by bind:keyboardheightchange",
    ),
    (
        "navigation-bar",
        "use wx.setNavigationBarTitle and wx.setNavigationBarColor",
    ),
    ("share-element", "the page opens without the transition"),
    ("open-container", "the page opens without the transition"),
    ("selection", "use <text user-select>"),
    ("snapshot", "draw the picture on a <canvas>"),
    ("list-view", "use <scroll-view>"),
    ("grid-view", "use <scroll-view> and display: grid"),
    ("list-builder", "use <scroll-view> and wx:for"),
    (
        "grid-builder",
        "use <scroll-view>, wx:for and display: grid",
    ),
    ("sticky-header", "use position: sticky"),
    ("sticky-section", "use position: sticky"),
    ("draggable-sheet", "use <page-container>"),
    ("nested-scroll-header", "use <scroll-view>"),
    ("nested-scroll-body", "use <scroll-view>"),
    ("open-data-list", "there are no friends' data"),
    ("open-data-item", "there are no friends' data"),
    ("functional-page-navigator", "use <navigator>"),
    (
        "double-tap-gesture-handler",
        "use bind:tap and the time between two",
    ),
    ("force-press-gesture-handler", "use bind:longpress"),
    (
        "horizontal-drag-gesture-handler",
        "use <movable-view>, or bind:touchmove",
    ),
    ("long-press-gesture-handler", "use bind:longpress"),
    (
        "pan-gesture-handler",
        "use <movable-view>, or bind:touchmove",
    ),
    (
        "scale-gesture-handler",
        "use bind:touchmove with two touches",
    ),
    ("tap-gesture-handler", "use bind:tap"),
    (
        "vertical-drag-gesture-handler",
        "use <movable-view>, or bind:touchmove",
    ),
];

/// Looks an element up.
pub fn fate(name: &str, attributes: &[(String, Option<String>)]) -> Fate {
    let help = |list: &[(&'static str, &'static str)]| {
        let row = list.iter().find(|(n, _)| *n == name);
        row.map(|(_, help)| *help)
    };
    let asks = |attribute: &str, value: &str| {
        attribute.is_empty()
            || attributes.iter().any(|(n, v)| {
                n == attribute && (value.is_empty() || v.as_deref().is_none_or(|v| v == value))
            })
    };
    if let Some((_, attribute, value, how)) = NARROW.iter().find(|row| row.0 == name) {
        if asks(attribute, value) {
            Fate::Narrow(how)
        } else {
            Fate::Whole
        }
    } else if WHOLE.contains(&name) || HTML.contains(&name) {
        Fate::Whole
    } else if let Some(nearest) = help(BOX) {
        Fate::Box(nearest)
    } else if let Some(nearest) = help(PLAIN) {
        Fate::Plain(nearest)
    } else if name.starts_with("xr-") {
        Fate::Plain("it is a part of <xr-scene>; use <canvas>")
    } else {
        Fate::Unknown
    }
}
