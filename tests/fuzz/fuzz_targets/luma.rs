//! Any camera frame, its sizes true or not, gives codes or a fault.
#![no_main]

mod support;

use libfuzzer_sys::fuzz_target;
use tiffin_host::Luma;

fuzz_target!(|input: (u32, u32, u16, &[u8])| {
    let (width, height, extra, data) = input;
    // Small enough that bytes suffice, now and then absurd.
    let small = |side: u32| if side.is_multiple_of(16) { side } else { side % 256 };
    let (width, height) = (small(width), small(height));
    let stride = width as usize + usize::from(extra % 8);
    let _ = support::host().scan_luma(Luma { width, height, stride, data });
});
