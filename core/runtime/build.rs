//! The framework's bundle is embedded: say how to make it when it is not there.

use std::path::Path;

fn main() {
    let bundle = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../framework/dist/logic.js");
    println!("cargo:rerun-if-changed={}", bundle.display());
    if !bundle.exists() {
        println!("cargo::error=framework/dist/logic.js is missing: run scripts/framework");
    }
}
