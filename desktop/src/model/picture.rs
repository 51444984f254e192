//! The model as the JSON that the chrome document draws.

use serde_json::{Value, json};
use tiffin_host::{HostError, Stage};

use super::{Cover, Model, Panel};

impl Model {
    /// Everything the chrome draws, whole each time. Safe inside a script.
    #[must_use]
    pub fn picture(&self) -> String {
        let state = self.front_state();
        let value = json!({
            "theme": if self.dark { "dark" } else { "light" },
            "lang": self.language,
            "front": self.front,
            "state": state.map(|(_, state)| state),
            "cover": match &self.cover {
                Some(cover) => Some(self.cover_picture(cover)),
                // Nothing is there yet, or nothing is left: the plain page of the shell itself.
                None => state.is_none().then(|| json!({ "kind": "start", "name": self.host_name })),
            },
            "panel": self.panel.as_ref().map(|panel| self.panel_picture(panel)),
            "prompt": self.prompts.first().map(|asking| json!({ "id": asking.prompt, "ask": asking.ask })),
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
            Cover::Failed { program, error } => {
                let mut value = error_picture(error);
                if let Some(map) = value.as_object_mut() {
                    map.insert("kind".into(), json!("failed"));
                    map.insert("program".into(), json!(program));
                    let home = self.front_state().is_none_or(|(_, state)| state.home);
                    map.insert("leave".into(), json!(if home { "toHome" } else { "close" }));
                    map.insert(
                        "canRetry".into(),
                        json!(self.attempt.is_some() || program.is_some()),
                    );
                }
                value
            }
        }
    }

    fn panel_picture(&self, panel: &Panel) -> Value {
        let state = self.front_state().map(|(_, state)| state);
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
            Panel::Share { link, copied } => {
                json!({ "kind": "share", "program": program, "name": name, "link": link, "copied": copied })
            }
            Panel::Scanner(scanner) => json!({
                "kind": "scanner",
                "busy": scanner.busy,
                "error": scanner.error.as_ref().map(error_picture),
                "results": scanner.results.iter().map(|choice| json!({
                    "program": choice.program,
                    "title": choice.title,
                    "detail": choice.detail,
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
