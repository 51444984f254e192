//! Scripts as bytecode: made on this device from verified source, kept by the host, checked when it comes back.

use std::cell::RefCell;
use std::ffi::{CStr, CString};
use std::rc::Rc;
use std::sync::OnceLock;

use rquickjs::{Ctx, Error, Value, qjs};
use sha2::{Digest, Sha256};

use crate::natives::Natives;

/// Changes whenever bytecode of older builds must not be used.
const FORMAT: &str = "tiffin-bytecode-2";
const DIGEST: usize = 32;

/// Whether functions know their text (`Function.prototype.toString`) when they come out of bytecode. A program sees the
/// texts of its own, as in WeChat, and must not see whether there was bytecode. The framework and templates never have
/// theirs: texts are two to four times the code.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Texts {
    Kept,
    Dropped,
}

/// A script of this build, with which every program starts: what its key and the check of its bytecode cost (0.8 of the
/// 3.1 ms of a start) is paid once per process.
pub(crate) struct BuiltIn {
    name: &'static str,
    source: &'static str,
    key: OnceLock<String>,
    /// Bytecode with its digest in front that was found sound: the same bytes are not hashed again.
    sound: OnceLock<Vec<u8>>,
}

impl BuiltIn {
    pub const fn new(name: &'static str, source: &'static str) -> BuiltIn {
        BuiltIn {
            name,
            source,
            key: OnceLock::new(),
            sound: OnceLock::new(),
        }
    }

    fn key(&self) -> &str {
        self.key
            .get_or_init(|| key(self.source.as_bytes(), self.name))
    }

    /// The code of what is kept, if that is sound. It is read from the memory that all programs share: what was read from
    /// the disk is given back before the engine allocates, or each start would leave a hole of its size in the heap.
    fn code(&self, kept: Vec<u8>) -> Option<&[u8]> {
        if self.sound.get() != Some(&kept) {
            checked(&kept)?;
            // Set already by another thread, perhaps: whatever is there was found sound under the same key.
            let _ = self.sound.set(kept);
        }
        self.sound.get()?.get(DIGEST..)
    }
}

/// Evaluates a script of this build.
pub(super) fn run_built_in<'js>(
    ctx: &Ctx<'js>,
    script: &BuiltIn,
    natives: &Rc<RefCell<dyn Natives>>,
) -> rquickjs::Result<Value<'js>> {
    let kept = natives.borrow_mut().bytecode(script.key());
    if let Some(code) = kept.and_then(|kept| script.code(kept))
        && let Ok(compiled) = read(ctx, code)
    {
        return evaluate(ctx, compiled);
    }
    let source = script.source.as_bytes();
    run_source(
        ctx,
        source,
        script.name,
        script.key(),
        Texts::Dropped,
        natives,
    )
}

/// Evaluates a classic script, from kept bytecode if there is some, and returns its value.
pub(super) fn run<'js>(
    ctx: &Ctx<'js>,
    source: &[u8],
    name: &str,
    texts: Texts,
    natives: &Rc<RefCell<dyn Natives>>,
) -> rquickjs::Result<Value<'js>> {
    let key = key(source, name);
    let kept = natives.borrow_mut().bytecode(&key);
    if let Some(code) = kept.as_deref().and_then(checked)
        && let Ok(compiled) = read(ctx, code)
    {
        return evaluate(ctx, compiled);
    }
    run_source(ctx, source, name, &key, texts, natives)
}

/// Compiles, keeps the bytecode and evaluates.
fn run_source<'js>(
    ctx: &Ctx<'js>,
    source: &[u8],
    name: &str,
    key: &str,
    texts: Texts,
    natives: &Rc<RefCell<dyn Natives>>,
) -> rquickjs::Result<Value<'js>> {
    let compiled = compile(ctx, source, name)?;
    if let Some(code) = write(ctx, &compiled, texts) {
        let mut bytes = Sha256::digest(&code).to_vec();
        bytes.extend_from_slice(&code);
        natives.borrow_mut().store_bytecode(key, &bytes);
        // The first start as all later ones.
        if texts == Texts::Dropped
            && let Ok(bare) = read(ctx, &code)
        {
            return evaluate(ctx, bare);
        }
    }
    evaluate(ctx, compiled)
}

/// Engine version, file name and source decide what the bytecode is.
fn key(source: &[u8], name: &str) -> String {
    // SAFETY: returns a static string.
    let version = unsafe { CStr::from_ptr(qjs::JS_GetVersion()) };
    let mut hash = Sha256::new();
    for part in [
        FORMAT.as_bytes(),
        version.to_bytes(),
        name.as_bytes(),
        source,
    ] {
        hash.update((part.len() as u64).to_le_bytes());
        hash.update(part);
    }
    hash.finalize()
        .iter()
        .map(|byte| format!("{byte:02x}"))
        .collect()
}

/// The engine trusts bytecode blindly: a damaged file must not reach it.
fn checked(bytes: &[u8]) -> Option<&[u8]> {
    let (digest, code) = bytes.split_at_checked(DIGEST)?;
    (Sha256::digest(code).as_slice() == digest).then_some(code)
}

fn value<'js>(ctx: &Ctx<'js>, raw: qjs::JSValue) -> rquickjs::Result<Value<'js>> {
    // SAFETY: `raw` was just returned by the engine for this context and is owned here.
    unsafe {
        if qjs::JS_IsException(raw) {
            return Err(Error::Exception);
        }
        Ok(Value::from_raw(ctx.clone(), raw))
    }
}

fn compile<'js>(ctx: &Ctx<'js>, source: &[u8], name: &str) -> rquickjs::Result<Value<'js>> {
    let text = CString::new(source)?;
    let name = CString::new(name)?;
    let flags = qjs::JS_EVAL_TYPE_GLOBAL | qjs::JS_EVAL_FLAG_COMPILE_ONLY;
    // SAFETY: both strings end in NUL and outlive the call.
    let raw = unsafe {
        qjs::JS_Eval(
            ctx.as_raw().as_ptr(),
            text.as_ptr(),
            source.len() as _,
            name.as_ptr(),
            flags as i32,
        )
    };
    value(ctx, raw)
}

/// Line tables are always kept: stacks name files and lines.
fn write(ctx: &Ctx<'_>, compiled: &Value<'_>, texts: Texts) -> Option<Vec<u8>> {
    let flags = match texts {
        Texts::Kept => qjs::JS_WRITE_OBJ_BYTECODE,
        Texts::Dropped => qjs::JS_WRITE_OBJ_BYTECODE | qjs::JS_WRITE_OBJ_STRIP_SOURCE,
    };
    let mut size: qjs::size_t = 0;
    // SAFETY: the buffer is copied before it is given back to the engine that allocated it.
    unsafe {
        let buffer = qjs::JS_WriteObject(
            ctx.as_raw().as_ptr(),
            &mut size,
            compiled.as_raw(),
            flags as i32,
        );
        if buffer.is_null() {
            ctx.catch();
            return None;
        }
        let bytes = std::slice::from_raw_parts(buffer, size as usize).to_vec();
        qjs::js_free(ctx.as_raw().as_ptr(), buffer.cast());
        Some(bytes)
    }
}

fn read<'js>(ctx: &Ctx<'js>, code: &[u8]) -> rquickjs::Result<Value<'js>> {
    // SAFETY: the digest says that these bytes came out of `write`.
    let raw = unsafe {
        qjs::JS_ReadObject(
            ctx.as_raw().as_ptr(),
            code.as_ptr(),
            code.len() as _,
            qjs::JS_READ_OBJ_BYTECODE as i32,
        )
    };
    value(ctx, raw).inspect_err(|_| {
        ctx.catch();
    })
}

fn evaluate<'js>(ctx: &Ctx<'js>, compiled: Value<'js>) -> rquickjs::Result<Value<'js>> {
    // SAFETY: JS_EvalFunction takes ownership of one reference: the duplicate.
    let raw = unsafe {
        let function = qjs::JS_DupValue(ctx.as_raw().as_ptr(), compiled.as_raw());
        qjs::JS_EvalFunction(ctx.as_raw().as_ptr(), function)
    };
    value(ctx, raw)
}
