//! `wx.downloadFile` and `wx.uploadFile`: a file of the program to or from the origins that its release lists for that.
//! Source: developers.weixin.qq.com/miniprogram/dev/api/network/download/wx.downloadFile.html and .../upload/wx.uploadFile.html

use serde_json::{Value, json};
use tiffin_runtime::CallError;

use super::files::{Area, Files};
use super::network::{Policy, Request, fetch, header_object, plain_text, prepare};
use super::{Answer, Args};

/// Fields that an upload may send beside its file.
const MAX_FIELDS: usize = 100;

/// Reads the arguments of `wx.downloadFile`. No I/O.
pub(crate) fn prepare_download(policy: &Policy, args: &Value) -> Result<Request, CallError> {
    let mut plain = args.clone();
    if let Some(object) = plain.as_object_mut() {
        // Only these count: a download is a GET without a body.
        object.retain(|name, _| matches!(name.as_str(), "url" | "header" | "timeout"));
    }
    prepare(policy, &plain)
}

/// Fetches, and keeps what came as a temporary file.
pub(crate) async fn download(
    client: &reqwest::Client,
    policy: &Policy,
    request: Request,
    files: Files,
    program: String,
    url: String,
) -> Answer {
    let fetched = fetch(client, policy, request).await?;
    let (header, _) = header_object(&fetched.headers);
    let status = fetched.status;
    let path =
        on_disk(move || files.write(&program, Area::Temporary, &url, &fetched.bytes)).await?;
    Ok(json!({"tempFilePath": path, "statusCode": status, "header": header}))
}

/// Reads the file and makes the form of `wx.uploadFile`.
pub(crate) fn prepare_upload(
    policy: &Policy,
    args: &Value,
    files: &Files,
    program: &str,
) -> Result<Request, CallError> {
    let path = Args(args).required_text("filePath")?;
    let name = Args(args).required_text("name")?;
    let asked = json!({
        "url": args.get("url"), "header": args.get("header"), "timeout": args.get("timeout"), "method": "POST",
    });
    let request = prepare(policy, &asked)?;
    let bytes = files.read(program, path)?;
    let mut random = [0_u8; 16];
    getrandom::fill(&mut random).map_err(|error| CallError::from(error.to_string()))?;
    let boundary: String = random.iter().map(|byte| format!("{byte:02x}")).collect();
    let mut body = Vec::with_capacity(bytes.len() + 1_024);
    if let Some(Value::Object(fields)) = args.get("formData") {
        for (key, value) in fields.iter().take(MAX_FIELDS) {
            let (key, value) = (quoted(key), plain_text(value));
            body.extend_from_slice(
                format!("--{boundary}\r\nContent-Disposition: form-data; name=\"{key}\"\r\n\r\n{value}\r\n").as_bytes(),
            );
        }
    }
    let file = path
        .rsplit('/')
        .next()
        .filter(|_| !path.starts_with("data:"))
        .unwrap_or("file");
    let (name, mime) = (quoted(name), crate::resource::mime_of(file));
    let file = quoted(file);
    body.extend_from_slice(
        format!("--{boundary}\r\nContent-Disposition: form-data; name=\"{name}\"; filename=\"{file}\"\r\nContent-Type: {mime}\r\n\r\n").as_bytes(),
    );
    body.extend_from_slice(&bytes);
    body.extend_from_slice(format!("\r\n--{boundary}--\r\n").as_bytes());
    Ok(request.with_body(&format!("multipart/form-data; boundary={boundary}"), body))
}

/// Sends it; the answer's text is the program's.
pub(crate) async fn upload(client: &reqwest::Client, policy: &Policy, request: Request) -> Answer {
    let fetched = fetch(client, policy, request).await?;
    let (header, cookies) = header_object(&fetched.headers);
    Ok(json!({
        "data": String::from_utf8_lossy(&fetched.bytes), "statusCode": fetched.status,
        "header": header, "cookies": cookies,
    }))
}

/// A name inside the quotes of a header (WHATWG HTML, multipart form data): nothing ends them.
fn quoted(name: &str) -> String {
    name.replace('"', "%22")
        .replace('\r', "%0D")
        .replace('\n', "%0A")
}

async fn on_disk<T: Send + 'static>(
    work: impl FnOnce() -> Result<T, String> + Send + 'static,
) -> Result<T, CallError> {
    match tokio::task::spawn_blocking(work).await {
        Ok(result) => result.map_err(CallError::from),
        Err(error) => Err(error.to_string().into()),
    }
}
