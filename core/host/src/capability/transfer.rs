//! `wx.downloadFile` and `wx.uploadFile`: a file of the program to or from the origins that its release lists for that.
//! Source: developers.weixin.qq.com/miniprogram/dev/api/network/download/wx.downloadFile.html and .../upload/wx.uploadFile.html

use futures_util::future::BoxFuture;
use serde_json::{Value, json};
use tiffin_runtime::{CallError, Payload};

use super::call::{Answer, Args, Call, Caller, Clients};
use super::exchange::{Request, Told, fetch};
use super::files::{Area, FILE_BYTES, Files};
use super::handler::Handler;
use super::lanes::Lane;
use super::line::{End, Line};
use super::network::{plain_text, prepare, text_of};
use super::reach::Policy;

/// Fields that an upload may send beside its file.
const MAX_FIELDS: usize = 100;

pub(crate) const HANDLERS: &[(&str, Handler)] = &[
    ("downloadFile", Handler::Stream(Lane::Transfers, download)),
    ("uploadFile", Handler::Stream(Lane::Transfers, upload)),
];

fn download(caller: Caller, clients: Clients, call: Call, line: Line) -> BoxFuture<'static, End> {
    Box::pin(async move {
        let answer = downloaded(&caller, &clients, call.args, &line).await;
        End::Answer(answer.map(|value| value.to_string().into()))
    })
}

/// Fetches, and keeps what came as a temporary file.
async fn downloaded(caller: &Caller, clients: &Clients, mut args: Value, line: &Line) -> Answer {
    if let Some(object) = args.as_object_mut() {
        // Only these count: a download is a GET without a body.
        object.retain(|name, _| matches!(name.as_str(), "url" | "header" | "timeout"));
    }
    let policy = Policy::of(caller, "download", FILE_BYTES);
    let request = prepare(&policy, &args, Vec::new())?;
    let told = Some(Told::Download);
    let fetched = fetch(&clients.network, &policy, request, line, told).await?;
    let header = fetched.header;
    let status = fetched.status;
    let (files, program) = (caller.shared.files.clone(), caller.program().to_owned());
    let path = on_disk(move || {
        let url = Args(&args).text("url").unwrap_or_default();
        files.write(&program, Area::Temporary, url, &fetched.bytes)
    });
    Ok(json!({"tempFilePath": path.await?, "statusCode": status, "header": header}))
}

fn upload(caller: Caller, clients: Clients, call: Call, line: Line) -> BoxFuture<'static, End> {
    Box::pin(async move { End::Answer(uploaded(&caller, &clients, call.args, &line).await) })
}

/// Sends a file; the answer's text is the program's.
async fn uploaded(
    caller: &Caller,
    clients: &Clients,
    args: Value,
    line: &Line,
) -> Result<Payload, CallError> {
    let limit = caller.shared.settings.limits.response_bytes;
    let policy = Policy::of(caller, "upload", limit);
    let (files, program) = (caller.shared.files.clone(), caller.program().to_owned());
    let checked = policy.clone();
    let request = on_disk(move || Ok(prepare_upload(&checked, &args, &files, &program)));
    let told = Some(Told::Upload);
    let fetched = fetch(&clients.network, &policy, request.await??, line, told).await?;
    let (data, blobs) = text_of(fetched.bytes, false);
    let answer = json!({
        "data": data, "statusCode": fetched.status, "header": fetched.header, "cookies": fetched.cookies,
    });
    let json = answer.to_string();
    Ok(Payload { json, blobs })
}

/// Reads the file and makes the form of `wx.uploadFile`. Blocks.
fn prepare_upload(
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
    let request = prepare(policy, &asked, Vec::new())?;
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
