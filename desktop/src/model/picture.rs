//! The model as the JSON that the chrome document draws.

use serde_json::{Value, json};
use tiffin_host::{Cover, HostError, Panel, Stage};

use super::Model;

impl Model {
    /// Everything the chrome draws, whole each time. Safe inside a script.
    #[must_use]
    pub fn picture(&self) -> String {
        let screen = self.screen.as_ref();
        let cover = match screen {
            Some(screen) => screen.cover.as_ref(),
            None => Some(&Cover::Start),
        };
        let value = json!({
            "theme": if self.dark { "dark" } else { "light" },
            "lang": self.language,
            "front": self.front(),
            "state": screen.and_then(|screen| screen.chrome.as_ref()),
            "cover": cover.map(|cover| self.cover_picture(cover)),
            "panel": screen.and_then(|screen| screen.panel.as_ref()).map(|panel| self.panel_picture(panel)),
            "prompt": screen.and_then(|screen| screen.prompt.as_ref()).map(|prompt| json!({ "id": prompt.id, "ask": prompt.ask })),
        });
        // `<` and the two line separators are the only characters of JSON that a script could trip over.
        value
            .to_string()
            .replace('<', "\\u003c")
            .replace('\u{2028}', "\\u2028")
            .replace('\u{2029}', "\\u2029")
    }

    fn cover_picture(&self, cover: &Cover) -> Value {
        match cover {
            Cover::Start => json!({ "kind": "start", "name": self.host_name }),
            Cover::Opening(opening) => {
                let (stage, done, total) = match opening.stage {
                    Stage::Resolving => ("resolving", 0, 0),
                    Stage::Downloading { done, total } => ("downloading", done, total),
                    Stage::Verifying => ("verifying", 0, 0),
                    Stage::Starting => ("starting", 0, 0),
                };
                json!({
                    "kind": "opening",
                    "program": opening.program,
                    "name": opening.name,
                    "stage": stage,
                    "done": done,
                    "total": total,
                })
            }
            Cover::Failed {
                program,
                error,
                retry,
                waits,
                to_home,
            } => {
                let mut value = error_picture(error);
                if let Some(map) = value.as_object_mut() {
                    map.insert("kind".into(), json!("failed"));
                    map.insert("program".into(), json!(program));
                    let leave = if *to_home { "toHome" } else { "close" };
                    map.insert("leave".into(), json!(leave));
                    map.insert("canRetry".into(), json!(retry));
                    map.insert("waits".into(), json!(waits));
                }
                value
            }
        }
    }

    fn panel_picture(&self, panel: &Panel) -> Value {
        let state = self.screen.as_ref().and_then(|s| s.chrome.as_ref());
        let program = state.map_or("", |state| state.program.as_str());
        let name = state.map_or("", |state| state.name.as_str());
        let home = state.is_none_or(|state| state.home);
        match panel {
            Panel::Menu => {
                let favourite = state
                    .and_then(|s| s.capsule)
                    .is_some_and(|capsule| capsule.favourite);
                json!({ "kind": "menu", "program": program, "name": name, "home": home, "favourite": favourite })
            }
            Panel::About => {
                json!({ "kind": "about", "program": program, "name": name, "host": self.host_name })
            }
            Panel::Share { link, copied, .. } => {
                json!({ "kind": "share", "program": program, "name": name, "link": link, "copied": copied })
            }
            Panel::Scanner {
                busy,
                error,
                parts,
                choices,
            } => json!({
                "kind": "scanner",
                "busy": busy,
                "error": error.as_ref().map(error_picture),
                "parts": parts,
                "results": choices.iter().map(|choice| json!({
                    "program": choice.program,
                    "title": choice.title,
                    "detail": choice.detail,
                    "parameters": choice.parameters,
                    "openable": choice.openable,
                })).collect::<Vec<_>>(),
            }),
        }
    }
}

fn error_picture(error: &HostError) -> Value {
    json!({
        "code": error.code.as_str(),
        "remedy": error.remedy.as_str(),
        "messageEn": error.message_en,
        "messageZh": error.message_zh,
        "detail": error.detail,
    })
}
