//! Device and window information, from the environment's snapshot: `getSystemInfoSync` and the newer functions it was split
//! into. windowHeight is the page's own, because bars differ from page to page.
//! Source: developers.weixin.qq.com/miniprogram/dev/api/base/system/wx.getSystemInfoSync.html

use serde_json::{Map, Value, json};
use tiffin_runtime::PageId;

use super::call::Caller;
use super::handler::Handler;
use crate::chrome::{capsule_rect, content_insets};
use crate::environment::{Environment, Theme};
use crate::instance::Metrics;

/// The base library version that programs compare with: the newest whose functions the capability table follows.
const SDK_VERSION: &str = "3.8.0";
/// The version of WeChat whose behaviour this follows.
const WECHAT_VERSION: &str = "8.0.50";

const ALL: Handler = Handler::Sync(|caller, page, _| Ok(all(caller, page).to_string()));

pub(crate) const HANDLERS: &[(&str, Handler)] = &[
    (
        "getAccountInfoSync",
        Handler::Sync(|caller, _, _| {
            Ok(json!({
        "miniProgram": { "appId": caller.program(), "envVersion": "release", "version": caller.loaded.release.version },
        "plugin": {},
    }).to_string())
        }),
    ),
    (
        "getAppAuthorizeSetting",
        Handler::Sync(|_, _, _| {
            Ok(json!({
                "albumAuthorized": "not determined", "bluetoothAuthorized": "not determined",
                "cameraAuthorized": "not determined", "locationAuthorized": "not determined",
                "locationReducedAccuracy": false, "microphoneAuthorized": "not determined",
                "notificationAuthorized": "not determined",
            })
            .to_string())
        }),
    ),
    (
        "getAppBaseInfo",
        Handler::Sync(|caller, _, _| {
            Ok(Value::from(base(caller, &caller.shared.environment())).to_string())
        }),
    ),
    (
        "getDeviceInfo",
        Handler::Sync(|caller, _, _| {
            Ok(Value::from(device(&caller.shared.environment())).to_string())
        }),
    ),
    (
        "getMenuButtonBoundingClientRect",
        Handler::Sync(|caller, _, _| Ok(capsule(&caller.shared.environment()).to_string())),
    ),
    (
        "getNetworkType",
        Handler::Sync(|caller, _, _| {
            Ok(json!({
        "networkType": caller.shared.environment().network_type, "signalStrength": 0, "hasSystemProxy": false, "weakNet": false,
    }).to_string())
        }),
    ),
    ("getSystemInfoAsync", ALL),
    ("getSystemInfoSync", ALL),
    (
        "getSystemSetting",
        Handler::Sync(|_, _, _| Ok(settings().to_string())),
    ),
    (
        "getWindowInfo",
        Handler::Sync(|caller, page, _| {
            Ok(
                Value::from(window(&caller.metrics, &caller.shared.environment(), page))
                    .to_string(),
            )
        }),
    ),
];

fn capsule(environment: &Environment) -> Value {
    let (left, top, width, height) = capsule_rect(environment);
    json!({
        "left": left, "top": top, "width": width, "height": height,
        "right": left + width, "bottom": top + height,
    })
}

/// All of it in one, as programs asked before it was split.
fn all(caller: &Caller, page: Option<PageId>) -> Value {
    let environment = &caller.shared.environment();
    let mut all = window(&caller.metrics, environment, page);
    all.extend(device(environment));
    all.extend(base(caller, environment));
    all.extend(object(settings()));
    Value::Object(all)
}

/// The size of a page's viewport: width and height.
fn window_size(metrics: &Metrics, environment: &Environment, page: Option<PageId>) -> (f64, f64) {
    let bars = metrics.of(page);
    let insets = content_insets(environment, bars.custom_nav, bars.tab_bar);
    (
        environment.window_width,
        (environment.window_height - insets.top - insets.bottom).max(0.0),
    )
}

fn window(
    metrics: &Metrics,
    environment: &Environment,
    page: Option<PageId>,
) -> Map<String, Value> {
    let bars = metrics.of(page);
    let insets = content_insets(environment, bars.custom_nav, bars.tab_bar);
    let (width, height) = window_size(metrics, environment, page);
    let safe = environment.safe_area;
    let top = safe.top.max(environment.status_bar_height);
    let (right, bottom) = (
        environment.window_width - safe.right,
        environment.window_height - safe.bottom,
    );
    object(json!({
        "pixelRatio": environment.pixel_ratio,
        "screenWidth": environment.screen_width,
        "screenHeight": environment.screen_height,
        "windowWidth": width,
        "windowHeight": height,
        "statusBarHeight": environment.status_bar_height,
        "screenTop": insets.top,
        "safeArea": {
            "left": safe.left, "right": right, "top": top, "bottom": bottom,
            "width": right - safe.left, "height": bottom - top,
        },
    }))
}

fn base(caller: &Caller, environment: &Environment) -> Map<String, Value> {
    let mut base = object(json!({
        "SDKVersion": SDK_VERSION,
        "version": WECHAT_VERSION,
        "language": environment.language,
        "fontSizeSetting": environment.font_size,
        "fontSizeScaleFactor": environment.font_size / 16.0,
        "enableDebug": false,
        "host": { "appId": "", "env": caller.shared.settings.name, "version": crate::VERSION },
    }));
    // WeChat: `theme` is there only for programs with darkmode.
    if caller.darkmode {
        base.insert("theme".into(), environment.theme.as_str().into());
    }
    base
}

fn device(environment: &Environment) -> Map<String, Value> {
    object(json!({
        "abi": std::env::consts::ARCH,
        "benchmarkLevel": -1,
        "brand": environment.brand,
        "model": environment.model,
        "system": environment.system,
        "platform": environment.platform,
        "memorySize": "",
    }))
}

fn settings() -> Value {
    json!({
        "bluetoothEnabled": false, "locationEnabled": true, "wifiEnabled": true, "deviceOrientation": "portrait",
        "albumAuthorized": true, "cameraAuthorized": true, "locationAuthorized": true, "microphoneAuthorized": true,
        "notificationAuthorized": true,
    })
}

fn object(value: Value) -> Map<String, Value> {
    match value {
        Value::Object(map) => map,
        _ => Map::new(),
    }
}

/// What `Input::Environment` tells a program, for the page in front.
pub(crate) fn change(caller: &Caller, environment: &Environment, page: Option<PageId>) -> Value {
    let (width, height) = window_size(&caller.metrics, environment, page);
    let theme = if caller.darkmode {
        environment.theme
    } else {
        Theme::Light
    };
    json!({
        "size": { "windowWidth": width, "windowHeight": height,
                  "screenWidth": environment.screen_width, "screenHeight": environment.screen_height },
        "theme": theme.as_str(),
        "lang": environment.language,
    })
}

#[cfg(test)]
mod tests {
    #![allow(clippy::indexing_slicing, clippy::unwrap_used)]
    use super::*;
    use crate::instance::{FIRST, PageBars};

    #[test]
    fn the_window_is_the_pages_own() {
        let metrics = Metrics::default();
        let environment = Environment {
            status_bar_height: 20.0,
            ..Environment::default()
        };
        metrics.set_bars(
            FIRST,
            PageBars {
                custom_nav: false,
                tab_bar: true,
            },
        );
        metrics.set_bars(
            PageId(2),
            PageBars {
                custom_nav: true,
                tab_bar: false,
            },
        );
        let height = |page| window(&metrics, &environment, page)["windowHeight"].clone();
        assert_eq!(height(None), json!(844.0 - 64.0 - 50.0));
        assert_eq!(height(Some(PageId(2))), json!(844.0));
    }

    #[test]
    fn the_capsule_gives_the_bars_height_back() {
        let environment = Environment {
            status_bar_height: 47.0,
            ..Environment::default()
        };
        let rect = capsule(&environment);
        let (top, height) = (
            rect["top"].as_f64().unwrap(),
            rect["height"].as_f64().unwrap(),
        );
        assert!(((top - 47.0) * 2.0 + height - 44.0).abs() < f64::EPSILON);
        assert_eq!(rect["right"], json!(390.0 - 7.0));
    }
}
