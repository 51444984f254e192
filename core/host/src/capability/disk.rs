//! Calls about a program's own files, and the pictures in them.

use serde_json::json;
use tiffin_runtime::CallError;

use super::call::{Answer, Args, Call, Caller};
use super::handler::Handler;

pub(crate) const HANDLERS: &[(&str, Handler)] = &[
    ("getImageInfo", Handler::Disk(image_info)),
    (
        "saveFile",
        Handler::Disk(|caller, call| {
            let path = Args(&call.args).required_text("tempFilePath")?;
            let saved = caller.shared.files.save(caller.program(), path)?;
            Ok(json!({ "savedFilePath": saved }))
        }),
    ),
];

/// Of a file of the package, of the program's own, or of a canvas; what lies in the network is downloaded first.
fn image_info(caller: &Caller, call: &Call) -> Answer {
    let src = Args(&call.args).required_text("src")?;
    let own = src.starts_with("wxfile://") || src.starts_with("data:");
    let bytes = if own {
        caller.shared.files.read(caller.program(), src)?
    } else {
        let path = src.trim_start_matches("./").trim_start_matches('/');
        let package = caller.loaded.release.package_of(path).name.clone();
        let read = caller.loaded.package(&package);
        read.and_then(|package| package.read(path))
            .map_err(|_| CallError::from("file not found"))?
    };
    let reader = image::ImageReader::new(std::io::Cursor::new(bytes)).with_guessed_format();
    let reader = reader.map_err(|error| CallError::from(error.to_string()))?;
    let format = reader
        .format()
        .and_then(|format| format.extensions_str().first().copied());
    let (width, height) = reader
        .into_dimensions()
        .map_err(|_| CallError::from("not a picture"))?;
    let format = match format.unwrap_or("unknown") {
        "jpg" => "jpeg",
        other => other,
    };
    Ok(json!({
        "width": width, "height": height, "path": src, "type": format, "orientation": "up",
    }))
}
