//! The native object: functions of Rust that the framework closes over (framework/logic/native.ts).

use std::cell::RefCell;
use std::rc::Rc;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use rquickjs::{Array, ArrayBuffer, Ctx, Exception, Function, IntoJs, Object, Value};
use tiffin_protocol::limits::CALL_BLOB_BYTES;

use super::bytecode::{self, Texts};
use super::heap;
use super::ops;
use crate::api::{LogLevel, Payload};
use crate::locale;
use crate::natives::{Facts, Natives};

type SharedNatives = Rc<RefCell<dyn Natives>>;

fn refuse<T>(ctx: &Ctx<'_>, result: Result<T, String>) -> rquickjs::Result<T> {
    result.map_err(|message| Exception::throw_message(ctx, &message))
}

/// Arguments, with a copy of the buffers beside them.
fn payload<'js>(ctx: &Ctx<'js>, json: String, buffers: &Array<'js>) -> rquickjs::Result<Payload> {
    let mut payload = Payload::from(json);
    let mut total = 0;
    for buffer in buffers.iter::<ArrayBuffer<'js>>() {
        let buffer = buffer?;
        // SAFETY: the bytes are only read here, and no JavaScript runs meanwhile.
        let bytes = unsafe { buffer.as_bytes() };
        let Some(bytes) = bytes else {
            return Err(Exception::throw_message(ctx, "the buffer is detached"));
        };
        total += bytes.len();
        if total > CALL_BLOB_BYTES {
            return Err(Exception::throw_message(ctx, "the buffer is too large"));
        }
        payload.blobs.push(bytes.to_vec());
    }
    Ok(payload)
}

fn level(number: u32) -> LogLevel {
    match number {
        0 => LogLevel::Debug,
        2 => LogLevel::Info,
        3 => LogLevel::Warn,
        4 => LogLevel::Error,
        _ => LogLevel::Log,
    }
}

/// Source of a script as a function expression: on one line with the source's first, so that lines stay true.
fn wrap(params: &str, source: &[u8]) -> Vec<u8> {
    let source = source.strip_prefix(b"\xef\xbb\xbf").unwrap_or(source);
    let mut text = Vec::with_capacity(source.len() + params.len() + 20);
    text.extend_from_slice(b"(function(");
    text.extend_from_slice(params.as_bytes());
    text.extend_from_slice(b"){");
    text.extend_from_slice(source);
    text.extend_from_slice(b"\n})");
    text
}

/// Builds the object. Each function borrows the program's state for its own duration only.
pub(super) fn object<'js>(
    ctx: &Ctx<'js>,
    facts: &Facts,
    natives: &SharedNatives,
) -> rquickjs::Result<Object<'js>> {
    let object = Object::new(ctx.clone())?;
    object.set("platform", facts.platform.as_str())?;
    object.set("isHome", facts.is_home)?;
    object.set("blocks", facts.blocks)?;
    object.set("ports", facts.ports.clone())?;
    object.set("program", facts.program.as_str())?;
    object.set("launch", facts.launch.as_str())?;
    code(ctx, &object, natives)?;
    calls(ctx, &object, natives)?;
    small(ctx, &object, natives)?;
    world(ctx, &object)?;
    Ok(object)
}

fn code<'js>(
    ctx: &Ctx<'js>,
    object: &Object<'js>,
    natives: &SharedNatives,
) -> rquickjs::Result<()> {
    let n = Rc::clone(natives);
    let config = move |ctx: Ctx<'js>, package: String| {
        let result = n.borrow_mut().config(&package);
        refuse(&ctx, result)
    };
    object.set("config", Function::new(ctx.clone(), config)?)?;
    let n = Rc::clone(natives);
    let script = move |ctx: Ctx<'js>,
                       package: String,
                       path: String,
                       params: String|
          -> rquickjs::Result<Value<'js>> {
        let source = n.borrow_mut().source(&package, &path);
        let source = refuse(&ctx, source)?;
        bytecode::run(&ctx, &wrap(&params, &source), &path, Texts::Kept, &n)
    };
    object.set("script", Function::new(ctx.clone(), script)?)?;
    let n = Rc::clone(natives);
    let templates = move |ctx: Ctx<'js>, package: String| -> rquickjs::Result<Value<'js>> {
        let path = "__tiffin__/templates.js";
        let source = n.borrow_mut().source(&package, path);
        let source = refuse(&ctx, source)?;
        bytecode::run(&ctx, &source, "tiffin:templates", Texts::Dropped, &n)
    };
    object.set("templates", Function::new(ctx.clone(), templates)?)?;
    let n = Rc::clone(natives);
    let package = move |ctx: Ctx<'js>, package: String| {
        let result = n.borrow_mut().package(&package);
        refuse(&ctx, result)
    };
    object.set("package", Function::new(ctx.clone(), package)?)
}

fn calls<'js>(
    ctx: &Ctx<'js>,
    object: &Object<'js>,
    natives: &SharedNatives,
) -> rquickjs::Result<()> {
    let n = Rc::clone(natives);
    let commit = move |ctx: Ctx<'js>, page: u32, array: Array<'js>| -> rquickjs::Result<u32> {
        let list = ops::decode(&ctx, &array)?;
        let result = n.borrow_mut().commit(page, &list);
        refuse(&ctx, result)
    };
    object.set("commit", Function::new(ctx.clone(), commit)?)?;
    let n = Rc::clone(natives);
    let to_view = move |ctx: Ctx<'js>, page: u32, json: String| {
        let result = n.borrow_mut().to_view(page, json);
        refuse(&ctx, result)
    };
    object.set("toView", Function::new(ctx.clone(), to_view)?)?;
    let n = Rc::clone(natives);
    let ask_view = move |ctx: Ctx<'js>, page: u32, json: String, q: u32| {
        let result = n.borrow_mut().ask_view(page, json, q);
        refuse(&ctx, result)
    };
    object.set("askView", Function::new(ctx.clone(), ask_view)?)?;
    let n = Rc::clone(natives);
    let call = move |ctx: Ctx<'js>, name: String, args: String, buffers: Array<'js>| {
        let args = payload(&ctx, args, &buffers)?;
        let result = n.borrow_mut().call(&name, args);
        refuse(&ctx, result)
    };
    object.set("call", Function::new(ctx.clone(), call)?)?;
    let n = Rc::clone(natives);
    let method = move |ctx: Ctx<'js>,
                       call: u32,
                       method: String,
                       args: String,
                       buffers: Array<'js>|
          -> rquickjs::Result<()> {
        let args = payload(&ctx, args, &buffers)?;
        n.borrow_mut().call_method(call, method, args);
        Ok(())
    };
    object.set("callMethod", Function::new(ctx.clone(), method)?)?;
    let n = Rc::clone(natives);
    let listen = move |call: u32| n.borrow_mut().listen(call);
    object.set("listen", Function::new(ctx.clone(), listen)?)?;
    let n = Rc::clone(natives);
    let sync = move |ctx: Ctx<'js>, name: String, args: String| {
        let result = n.borrow_mut().sync(&name, &args);
        refuse(&ctx, result)
    };
    object.set("sync", Function::new(ctx.clone(), sync)?)?;
    let n = Rc::clone(natives);
    let route = move |ctx: Ctx<'js>, kind: String, url: String, delta: f64, call: u32| {
        let result = n.borrow_mut().route(&kind, &url, delta as u32, call);
        refuse(&ctx, result)
    };
    object.set("route", Function::new(ctx.clone(), route)?)
}

fn small<'js>(
    ctx: &Ctx<'js>,
    object: &Object<'js>,
    natives: &SharedNatives,
) -> rquickjs::Result<()> {
    let n = Rc::clone(natives);
    let timer = move |ctx: Ctx<'js>, ms: f64, repeat: bool| {
        let result = n.borrow_mut().timer(ms, repeat);
        refuse(&ctx, result)
    };
    object.set("timer", Function::new(ctx.clone(), timer)?)?;
    let n = Rc::clone(natives);
    object.set(
        "clearTimer",
        Function::new(ctx.clone(), move |id: u32| n.borrow_mut().clear_timer(id))?,
    )?;
    let n = Rc::clone(natives);
    let log = move |number: u32, text: String| n.borrow_mut().log(level(number), text);
    object.set("log", Function::new(ctx.clone(), log)?)?;
    let n = Rc::clone(natives);
    let fault = move |ctx: Ctx<'js>, kind: String, message: String, stack: String, fatal: bool| {
        let message = heap::meant(&ctx, message);
        n.borrow_mut().fault(&kind, message, stack, fatal);
    };
    object.set("fault", Function::new(ctx.clone(), fault)?)?;
    let n = Rc::clone(natives);
    object.set("now", Function::new(ctx.clone(), move || n.borrow().now())?)?;
    let to_base64 = |ctx: Ctx<'js>, buffer: ArrayBuffer<'js>| -> rquickjs::Result<String> {
        // SAFETY: the bytes are only read here, and no JavaScript runs meanwhile.
        let bytes = unsafe { buffer.as_bytes() };
        match bytes {
            Some(bytes) if bytes.len() <= CALL_BLOB_BYTES => Ok(STANDARD.encode(bytes)),
            Some(_) => Err(Exception::throw_message(&ctx, "the buffer is too large")),
            None => Err(Exception::throw_message(&ctx, "the buffer is detached")),
        }
    };
    object.set("toBase64", Function::new(ctx.clone(), to_base64)?)?;
    let from_base64 = |ctx: Ctx<'js>, text: String| -> rquickjs::Result<Value<'js>> {
        match STANDARD.decode(text.trim()) {
            Ok(bytes) => ArrayBuffer::new(ctx.clone(), bytes)?.into_js(&ctx),
            Err(_) => Err(Exception::throw_message(&ctx, "the text is not base64")),
        }
    };
    object.set("fromBase64", Function::new(ctx.clone(), from_base64)?)?;
    let text = |ctx: Ctx<'js>, buffer: ArrayBuffer<'js>| -> rquickjs::Result<String> {
        // SAFETY: the bytes are only read here, and no JavaScript runs meanwhile.
        let bytes = unsafe { buffer.as_bytes() };
        let bytes =
            bytes.ok_or_else(|| Exception::throw_message(&ctx, "the buffer is detached"))?;
        Ok(String::from_utf8_lossy(bytes).into_owned())
    };
    object.set("text", Function::new(ctx.clone(), text)?)
}

/// Order of text and time zones, for `Intl`.
fn world<'js>(ctx: &Ctx<'js>, object: &Object<'js>) -> rquickjs::Result<()> {
    let compare =
        |a: String, b: String, chinese_first: bool| locale::compare(&a, &b, chinese_first);
    object.set("compareText", Function::new(ctx.clone(), compare)?)?;
    let offset = |ctx: Ctx<'js>, zone: String, millis: f64| {
        locale::offset(&zone, millis)
            .ok_or_else(|| Exception::throw_range(&ctx, "Invalid time zone specified"))
    };
    object.set("zoneOffset", Function::new(ctx.clone(), offset)?)?;
    object.set("zoneName", Function::new(ctx.clone(), locale::zone)?)
}
