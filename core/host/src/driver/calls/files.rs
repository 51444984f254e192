//! Calls about files: what moves bytes to or from the network is kept, the rest is answered at once.

use std::time::Duration;

use serde_json::{Value, json};
use tiffin_runtime::CallId as ProgramCall;

use super::super::state::State;
use crate::capability::files::FILE_BYTES;
use crate::capability::{Args, Outcome, network, transfer};
use crate::ids::InstanceId;

/// Pictures of one pick (WeChat: 9 of chooseImage, 20 of chooseMedia).
const MAX_PICKED: usize = 20;

impl State {
    /// Answers a call of this family; `None` if it belongs to another.
    pub(super) fn file_call(
        &mut self,
        id: InstanceId,
        call: ProgramCall,
        name: &str,
        args: &Value,
    ) -> Option<Outcome> {
        Some(match name {
            "downloadFile" | "uploadFile" => self.transfer(id, call, name == "uploadFile", args),
            "saveFile" => {
                let instance = self.instances.get(&id)?;
                let saved = Args(args).required_text("tempFilePath").and_then(|path| {
                    let saved = self.shared.files.save(instance.loaded.program(), path)?;
                    Ok(json!({ "savedFilePath": saved }))
                });
                saved.into()
            }
            "getImageInfo" => self.image_info(id, args),
            _ => return None,
        })
    }

    fn transfer(&mut self, id: InstanceId, call: ProgramCall, up: bool, args: &Value) -> Outcome {
        let limits = &self.shared.settings.limits;
        let Some(instance) = self.instances.get(&id) else {
            return Outcome::Later;
        };
        if self.kept.keys().filter(|(owner, _)| *owner == id).count() >= limits.requests {
            return Outcome::fail("exceed max task count");
        }
        let domains = &instance.loaded.release.domains;
        let allowed = if up {
            &domains.upload
        } else {
            &domains.download
        };
        let policy = network::Policy {
            allowed: allowed.clone(),
            any: self.shared.settings.allow_any_domain,
            timeout: Duration::from_millis(limits.request_timeout_ms),
            response_bytes: if up {
                limits.response_bytes
            } else {
                FILE_BYTES
            },
        };
        let (files, program) = (
            self.shared.files.clone(),
            instance.loaded.program().to_owned(),
        );
        let client = self.network.clone();
        if up {
            match transfer::prepare_upload(&policy, args, &files, &program) {
                Ok(request) => self.keep(id, call, async move {
                    transfer::upload(&client, &policy, request).await
                }),
                Err(error) => return Outcome::Done(Err(error)),
            }
        } else {
            let url = Args(args).text("url").unwrap_or_default().to_owned();
            match transfer::prepare_download(&policy, args) {
                Ok(request) => self.keep(id, call, async move {
                    transfer::download(&client, &policy, request, files, program, url).await
                }),
                Err(error) => return Outcome::Done(Err(error)),
            }
        }
        Outcome::Later
    }

    /// Of a file of the package, of the program's own, or of a canvas; what lies in the network is downloaded first.
    fn image_info(&self, id: InstanceId, args: &Value) -> Outcome {
        let Some(instance) = self.instances.get(&id) else {
            return Outcome::Later;
        };
        let src = match Args(args).required_text("src") {
            Ok(src) => src,
            Err(error) => return Outcome::Done(Err(error)),
        };
        let own = src.starts_with("wxfile://") || src.starts_with("data:");
        let bytes = if own {
            self.shared.files.read(instance.loaded.program(), src)
        } else {
            let path = src.trim_start_matches("./").trim_start_matches('/');
            let package = instance.loaded.package_of(path).name.clone();
            let read = instance.loaded.package(&package);
            read.and_then(|package| package.read(path))
                .map_err(|_| "file not found".to_owned())
        };
        let size = bytes.and_then(|bytes| {
            let reader = image::ImageReader::new(std::io::Cursor::new(bytes)).with_guessed_format();
            let reader = reader.map_err(|error| error.to_string())?;
            let format = reader
                .format()
                .and_then(|format| format.extensions_str().first().copied());
            let size = reader
                .into_dimensions()
                .map_err(|_| "not a picture".to_owned())?;
            Ok((size, format.unwrap_or("unknown")))
        });
        match size {
            Ok(((width, height), format)) => {
                let format = if format == "jpg" { "jpeg" } else { format };
                Outcome::Done(Ok(json!({
                    "width": width, "height": height, "path": src, "type": format, "orientation": "up",
                })))
            }
            Err(message) => Outcome::fail(message),
        }
    }

    /// What a person picked, copied into the program's folder: the shell says `{"paths": [...]}`, the program never sees
    /// where its pictures came from.
    pub(super) fn picked(
        &self,
        id: InstanceId,
        name: &str,
        answer: crate::capability::Answer,
    ) -> crate::capability::Answer {
        let answer = answer?;
        let Some(instance) = self.instances.get(&id) else {
            return Err("cancel".into());
        };
        let paths = answer.get("paths").and_then(Value::as_array);
        let mut list = Vec::new();
        for path in paths
            .into_iter()
            .flatten()
            .filter_map(Value::as_str)
            .take(MAX_PICKED)
        {
            let path = std::path::Path::new(path);
            list.push(self.shared.files.adopt(instance.loaded.program(), path)?);
        }
        if list.is_empty() {
            return Err("cancel".into());
        }
        let paths: Vec<&String> = list.iter().map(|(path, _)| path).collect();
        Ok(if name == "chooseMedia" {
            let files: Vec<Value> = list
                .iter()
                .map(
                    |(path, size)| json!({"tempFilePath": path, "size": size, "fileType": "image"}),
                )
                .collect();
            json!({"tempFiles": files, "type": "image"})
        } else {
            let files: Vec<Value> = list
                .iter()
                .map(|(path, size)| json!({"path": path, "size": size}))
                .collect();
            json!({"tempFilePaths": paths, "tempFiles": files})
        })
    }
}
