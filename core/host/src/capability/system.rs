//! Device and window information, from the environment's snapshot: `getSystemInfoSync` and the newer functions it was split
//! into. windowHeight is the page's own, because bars differ from page to page.
//! Source: developers.weixin.qq.com/miniprogram/dev/api/base/system/wx.getSystemInfoSync.html

use std::collections::HashMap;
use std::sync::{Arc, Mutex, PoisonError};

use serde_json::{Map, Value, json};
use tiffin_runtime::PageId;

use crate::chrome::{capsule_rect, content_insets};
use crate::environment::{Environment, Theme};

/// The base library version that programs compare with: the newest whose functions the capability table follows.
const SDK_VERSION: &str = "3.8.0";
/// The version of WeChat whose behaviour this follows.
const WECHAT_VERSION: &str = "8.0.50";

/// Which bars each page has; filled on the logic thread as pages open, so that `onLoad` already reads its own numbers.
#[derive(Debug, Default)]
pub(crate) struct Metrics {
    pages: Mutex<HashMap<PageId, PageBars>>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(crate) struct PageBars {
    pub custom_nav: bool,
    pub tab_bar: bool,
}

/// The bars of the page that the program starts with, for scripts that ask before there is one.
pub(crate) const FIRST: PageId = PageId(0);

impl Metrics {
    pub(crate) fn note(&self, page: PageId, bars: PageBars) {
        self.pages
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
            .insert(page, bars);
    }

    pub(crate) fn forget(&self, page: PageId) {
        self.pages
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
            .remove(&page);
    }

    pub(crate) fn of(&self, page: Option<PageId>) -> PageBars {
        let pages = self.pages.lock().unwrap_or_else(PoisonError::into_inner);
        page.and_then(|page| pages.get(&page))
            .or_else(|| pages.get(&FIRST))
            .copied()
            .unwrap_or_default()
    }
}

/// What is known about one program.
#[derive(Clone)]
pub(crate) struct System {
    pub metrics: Arc<Metrics>,
    pub program: String,
    pub version: String,
    pub host_name: String,
    pub darkmode: bool,
}

impl System {
    /// Answers a call of this family by its name without `Sync`.
    pub(crate) fn call(
        &self,
        environment: &Environment,
        page: Option<PageId>,
        name: &str,
    ) -> Option<Value> {
        let merged =
            |parts: [Map<String, Value>; 3]| Value::Object(parts.into_iter().flatten().collect());
        Some(match name {
            "getSystemInfoSync" | "getSystemInfo" | "getSystemInfoAsync" => {
                let mut all = merged([
                    self.window(environment, page),
                    device(environment),
                    self.base(environment),
                ]);
                if let (Some(all), Value::Object(more)) = (all.as_object_mut(), settings()) {
                    all.extend(more);
                }
                all
            }
            "getWindowInfo" => Value::Object(self.window(environment, page)),
            "getDeviceInfo" => Value::Object(device(environment)),
            "getAppBaseInfo" => Value::Object(self.base(environment)),
            "getSystemSetting" => settings(),
            "getAppAuthorizeSetting" => json!({
                "albumAuthorized": "not determined", "bluetoothAuthorized": "not determined",
                "cameraAuthorized": "not determined", "locationAuthorized": "not determined",
                "locationReducedAccuracy": false, "microphoneAuthorized": "not determined",
                "notificationAuthorized": "not determined",
            }),
            "getMenuButtonBoundingClientRect" => {
                let (left, top, width, height) = capsule_rect(environment);
                json!({
                    "left": left, "top": top, "width": width, "height": height,
                    "right": left + width, "bottom": top + height,
                })
            }
            "getAccountInfoSync" => json!({
                "miniProgram": { "appId": self.program, "envVersion": "release", "version": self.version },
                "plugin": {},
            }),
            "getNetworkType" => json!({
                "networkType": environment.network_type, "signalStrength": 0, "hasSystemProxy": false, "weakNet": false,
            }),
            _ => return None,
        })
    }

    /// The size of a page's viewport: width and height.
    pub(crate) fn window_size(
        &self,
        environment: &Environment,
        page: Option<PageId>,
    ) -> (f64, f64) {
        let bars = self.metrics.of(page);
        let insets = content_insets(environment, bars.custom_nav, bars.tab_bar);
        (
            environment.window_width,
            (environment.window_height - insets.top - insets.bottom).max(0.0),
        )
    }

    fn window(&self, environment: &Environment, page: Option<PageId>) -> Map<String, Value> {
        let bars = self.metrics.of(page);
        let insets = content_insets(environment, bars.custom_nav, bars.tab_bar);
        let (width, height) = self.window_size(environment, page);
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

    fn base(&self, environment: &Environment) -> Map<String, Value> {
        let mut base = object(json!({
            "SDKVersion": SDK_VERSION,
            "version": WECHAT_VERSION,
            "language": environment.language,
            "fontSizeSetting": environment.font_size,
            "fontSizeScaleFactor": environment.font_size / 16.0,
            "enableDebug": false,
            "host": { "appId": "", "env": self.host_name, "version": crate::VERSION },
        }));
        // WeChat: `theme` is there only for programs with darkmode.
        if self.darkmode {
            base.insert("theme".into(), environment.theme.as_str().into());
        }
        base
    }
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
pub(crate) fn change(system: &System, environment: &Environment, page: Option<PageId>) -> Value {
    let (width, height) = system.window_size(environment, page);
    let theme = if system.darkmode {
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

    fn system() -> System {
        System {
            metrics: Arc::default(),
            program: "canteen".into(),
            version: "1.0.0".into(),
            host_name: "Tiffin".into(),
            darkmode: true,
        }
    }

    #[test]
    fn the_window_is_the_pages_own() {
        let system = system();
        let environment = Environment {
            status_bar_height: 20.0,
            ..Environment::default()
        };
        system.metrics.note(
            FIRST,
            PageBars {
                custom_nav: false,
                tab_bar: true,
            },
        );
        system.metrics.note(
            PageId(2),
            PageBars {
                custom_nav: true,
                tab_bar: false,
            },
        );
        let height = |page| {
            system.call(&environment, page, "getWindowInfo").unwrap()["windowHeight"].clone()
        };
        assert_eq!(height(None), json!(844.0 - 64.0 - 50.0));
        assert_eq!(height(Some(PageId(2))), json!(844.0));
    }

    #[test]
    fn the_capsule_gives_the_bars_height_back() {
        let environment = Environment {
            status_bar_height: 47.0,
            ..Environment::default()
        };
        let rect = system()
            .call(&environment, None, "getMenuButtonBoundingClientRect")
            .unwrap();
        let (top, height) = (
            rect["top"].as_f64().unwrap(),
            rect["height"].as_f64().unwrap(),
        );
        assert!(((top - 47.0) * 2.0 + height - 44.0).abs() < f64::EPSILON);
        assert_eq!(rect["right"], json!(390.0 - 7.0));
    }
}
