//! Bars and overlays: what `wx.showToast`, `wx.setNavigationBarTitle` and their kin change in the instance. Nothing is drawn
//! here. Source: developers.weixin.qq.com/miniprogram/dev/api/ui/

use std::time::{Duration, Instant};

use serde_json::{Value, json};

use super::call::{Args, Call, Outcome, shortened, wrong};
use super::handler::Handler;
use crate::chrome::{Loading, Modal, Sheet, Toast};
use crate::instance::{Instance, Pending, Tabs};

/// WeChat's documentation: at most six entries; more are refused.
const SHEET_ITEMS: usize = 6;
/// Texts in chrome. A modal's content scrolls; the rest are labels.
const LABEL_CHARS: usize = 200;
const CONTENT_CHARS: usize = 4_000;
/// Longest a toast stays: one that never goes is a loading.
const TOAST_MAX: Duration = Duration::from_secs(60);

/// There, and changes nothing here.
const NOTHING: Handler = Handler::Instance(|_, _, _| Outcome::ok());
const TABS: Handler = Handler::Instance(|instance, _, call| tab_call(instance, call));

pub(crate) const HANDLERS: &[(&str, Handler)] = &[
    ("disableAlertBeforeUnload", NOTHING),
    ("enableAlertBeforeUnload", NOTHING),
    (
        "hideHomeButton",
        Handler::Instance(|instance, _, _| {
            instance.hide_home = true;
            Outcome::ok()
        }),
    ),
    ("hideKeyboard", NOTHING),
    (
        "hideLoading",
        Handler::Instance(|instance, _, call| {
            instance.overlays.loading = None;
            // WeChat's hideToast and hideLoading each take what is there, unless noConflict is set.
            if !Args(&call.args).flag("noConflict", false) {
                instance.overlays.toast = None;
            }
            Outcome::ok()
        }),
    ),
    (
        "hideNavigationBarLoading",
        Handler::Instance(|instance, _, call| with_page(instance, call, |bar| bar.loading = false)),
    ),
    ("hideShareMenu", NOTHING),
    ("hideTabBar", TABS),
    ("hideTabBarRedDot", TABS),
    (
        "hideToast",
        Handler::Instance(|instance, _, call| {
            instance.overlays.toast = None;
            if !Args(&call.args).flag("noConflict", false) {
                instance.overlays.loading = None;
            }
            Outcome::ok()
        }),
    ),
    ("removeTabBarBadge", TABS),
    (
        "setBackgroundColor",
        Handler::Instance(|instance, _, call| {
            let args = Args(&call.args);
            let color = args
                .text("backgroundColorContent")
                .or_else(|| args.text("backgroundColor"));
            with_page(instance, call, |bar| {
                if let Some(color) = color {
                    bar.page_background = Some(color.to_owned());
                }
            })
        }),
    ),
    ("setBackgroundTextStyle", NOTHING),
    (
        "setNavigationBarColor",
        Handler::Instance(|instance, _, call| bar_color(instance, call)),
    ),
    (
        "setNavigationBarTitle",
        Handler::Instance(|instance, _, call| {
            let args = Args(&call.args);
            match args.lenient_text("title") {
                Some(title) => with_page(instance, call, |bar| {
                    bar.title = Some(shortened(&title, LABEL_CHARS))
                }),
                None => wrong("title", "String", args.get("title")).into(),
            }
        }),
    ),
    ("setTabBarBadge", TABS),
    ("setTabBarItem", TABS),
    ("setTabBarStyle", TABS),
    (
        "showActionSheet",
        Handler::Instance(|instance, environment, call| {
            sheet(instance, environment.is_chinese(), call)
        }),
    ),
    (
        "showLoading",
        Handler::Instance(|instance, _, call| {
            let args = Args(&call.args);
            let title = args.lenient_text("title").unwrap_or_default();
            instance.overlays.show_loading(Loading {
                title: shortened(&title, LABEL_CHARS),
                mask: args.flag("mask", false),
            });
            Outcome::ok()
        }),
    ),
    (
        "showModal",
        Handler::Instance(|instance, environment, call| {
            modal(instance, environment.is_chinese(), call)
        }),
    ),
    (
        "showNavigationBarLoading",
        Handler::Instance(|instance, _, call| with_page(instance, call, |bar| bar.loading = true)),
    ),
    ("showShareMenu", NOTHING),
    ("showTabBar", TABS),
    ("showTabBarRedDot", TABS),
    (
        "showToast",
        Handler::Instance(|instance, _, call| toast(instance, &Args(&call.args))),
    ),
    ("updateShareMenu", NOTHING),
];

fn bar_color(instance: &mut Instance, call: &Call) -> Outcome {
    let args = Args(&call.args);
    match (
        args.required_text("frontColor"),
        args.required_text("backgroundColor"),
    ) {
        // WeChat draws the bar's words in one of two colours.
        (Ok(front), Ok(_))
            if !["#000000", "#ffffff"].contains(&front.to_ascii_lowercase().as_str()) =>
        {
            Outcome::fail("frontColor should be #000000 or #ffffff")
        }
        (Ok(front), Ok(background)) => with_page(instance, call, |bar| {
            bar.front = Some(front.to_ascii_lowercase());
            bar.background = Some(background.to_owned());
        }),
        (Err(error), _) | (_, Err(error)) => error.into(),
    }
}

fn with_page(
    instance: &mut Instance,
    call: &Call,
    change: impl FnOnce(&mut crate::instance::PageBar),
) -> Outcome {
    let page = call.page.or_else(|| instance.current());
    match page.and_then(|page| instance.pages.get_mut(&page)) {
        Some(page) => {
            change(&mut page.bar);
            Outcome::ok()
        }
        None => Outcome::fail("page is not found"),
    }
}

fn toast(instance: &mut Instance, args: &Args<'_>) -> Outcome {
    let Some(title) = args.lenient_text("title") else {
        return Outcome::Done(Err(wrong("title", "String", args.get("title"))));
    };
    let icon = match args.text("icon") {
        None | Some("success") => "success",
        Some("error" | "fail") => "error",
        Some("loading") => "loading",
        Some(_) => "none",
    };
    let duration = args
        .number("duration")
        .filter(|ms| ms.is_finite() && *ms >= 0.0)
        .unwrap_or(1_500.0);
    let duration = Duration::from_secs_f64((duration / 1_000.0).min(TOAST_MAX.as_secs_f64()));
    let toast = Toast {
        title: shortened(&title, LABEL_CHARS),
        icon: icon.into(),
        image: args
            .text("image")
            .filter(|path| !path.is_empty())
            .map(str::to_owned),
        mask: args.flag("mask", false),
    };
    instance
        .overlays
        .show_toast(toast, duration, Instant::now());
    Outcome::ok()
}

fn modal(instance: &mut Instance, chinese: bool, call: &Call) -> Outcome {
    let (call, args) = (call.id, Args(&call.args));
    let label = |name: &str, zh: &str, en: &str| {
        let given = args.lenient_text(name).filter(|text| !text.is_empty());
        given.map_or_else(
            || if chinese { zh } else { en }.to_owned(),
            |text| shortened(&text, 16),
        )
    };
    let color = |name: &str, other: &str| {
        args.text(name)
            .map_or_else(|| other.to_owned(), str::to_owned)
    };
    let drawn = Modal {
        title: shortened(&args.lenient_text("title").unwrap_or_default(), LABEL_CHARS),
        content: shortened(
            &args.lenient_text("content").unwrap_or_default(),
            CONTENT_CHARS,
        ),
        show_cancel: args.flag("showCancel", true),
        cancel_text: label("cancelText", "取消", "Cancel"),
        cancel_color: color("cancelColor", "#000000"),
        confirm_text: label("confirmText", "确定", "OK"),
        confirm_color: color("confirmColor", "#576b95"),
        editable: args.flag("editable", false),
        placeholder: shortened(
            &args.lenient_text("placeholderText").unwrap_or_default(),
            LABEL_CHARS,
        ),
    };
    if let Some(old) = instance.overlays.modal.replace(Pending { call, drawn }) {
        return Outcome::Replaces(old.call, Ok(json!({"confirm": false, "cancel": true})));
    }
    Outcome::Later
}

fn sheet(instance: &mut Instance, chinese: bool, call: &Call) -> Outcome {
    let (call, args) = (call.id, Args(&call.args));
    let Some(list) = args.get("itemList").and_then(Value::as_array) else {
        return Outcome::Done(Err(wrong("itemList", "Array", args.get("itemList"))));
    };
    if list.is_empty() {
        return Outcome::fail("parameter error: itemList should have at least 1 item");
    }
    if list.len() > SHEET_ITEMS {
        return Outcome::fail("parameter error: itemList should not exceed 6 items");
    }
    let text = |value: &Value| {
        value
            .as_str()
            .map_or_else(|| value.to_string(), str::to_owned)
    };
    let drawn = Sheet {
        alert_text: args
            .lenient_text("alertText")
            .map(|text| shortened(&text, LABEL_CHARS)),
        items: list
            .iter()
            .map(|value| shortened(&text(value), LABEL_CHARS))
            .collect(),
        item_color: args.text("itemColor").unwrap_or("#000000").to_owned(),
        cancel_text: if chinese { "取消" } else { "Cancel" }.into(),
    };
    if let Some(old) = instance.overlays.sheet.replace(Pending { call, drawn }) {
        return Outcome::Replaces(old.call, Err("cancel".into()));
    }
    Outcome::Later
}

/// `setTabBar*`: on programs without a tab bar they fail as on WeChat.
fn tab_call(instance: &mut Instance, call: &Call) -> Outcome {
    let Some(tabs) = &mut instance.tabs else {
        return Outcome::fail("not TabBar page");
    };
    match change_tabs(tabs, &call.row.name, &Args(&call.args)) {
        Ok(()) => Outcome::ok(),
        Err(message) => Outcome::fail(message),
    }
}

fn change_tabs(tabs: &mut Tabs, name: &str, args: &Args<'_>) -> Result<(), String> {
    let text = |name: &str| args.lenient_text(name);
    match name {
        "showTabBar" => tabs.hidden = false,
        "hideTabBar" => tabs.hidden = true,
        "setTabBarStyle" => {
            let fields = [
                ("color", &mut tabs.color),
                ("selectedColor", &mut tabs.selected_color),
                ("backgroundColor", &mut tabs.background),
                ("borderStyle", &mut tabs.border),
            ];
            for (name, field) in fields {
                if let Some(value) = text(name) {
                    *field = Some(value);
                }
            }
        }
        _ => {
            let index = args
                .get("index")
                .and_then(Value::as_u64)
                .ok_or("parameter error: parameter.index should be Number")?;
            let item = tabs.item(index)?;
            match name {
                "setTabBarBadge" => {
                    item.badge = Some(Tabs::badge(&text("text").unwrap_or_default()));
                    item.red_dot = false;
                }
                "removeTabBarBadge" => item.badge = None,
                "showTabBarRedDot" => {
                    item.badge = None;
                    item.red_dot = true;
                }
                "hideTabBarRedDot" => item.red_dot = false,
                _ => {
                    if let Some(value) = text("text") {
                        item.text = shortened(&value, 16);
                    }
                    if let Some(path) = text("iconPath") {
                        item.icon = Some(path);
                    }
                    if let Some(path) = text("selectedIconPath") {
                        item.selected_icon = Some(path);
                    }
                }
            }
        }
    }
    Ok(())
}
