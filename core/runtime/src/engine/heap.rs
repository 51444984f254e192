//! What a full heap does to errors.

use rquickjs::{Ctx, qjs};

/// The message of something thrown. With no room left for an error object the engine throws null.
pub(super) fn meant(ctx: &Ctx<'_>, message: String) -> String {
    match message == "null" && is_full(ctx) {
        true => "InternalError: out of memory".to_owned(),
        false => message,
    }
}

/// Whether more than half of the heap is in use: what ran out of it has given back its own part by the time it is asked,
/// and what is left is what the program keeps. A program that throws null by itself seldom has as much.
fn is_full(ctx: &Ctx<'_>) -> bool {
    // SAFETY: the structure is plain numbers, and the engine fills it without allocating.
    let usage = unsafe {
        let mut usage = std::mem::zeroed::<qjs::JSMemoryUsage>();
        qjs::JS_ComputeMemoryUsage(qjs::JS_GetRuntime(ctx.as_raw().as_ptr()), &mut usage);
        usage
    };
    usage.malloc_limit > 0 && usage.malloc_size > usage.malloc_limit / 2
}
