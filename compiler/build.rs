//! Less comes as one script that is embedded: say how to make it when it is not there.

use std::path::Path;

fn main() {
    let bundle = Path::new(env!("CARGO_MANIFEST_DIR")).join("../framework/dist/less.js");
    println!("cargo::rerun-if-changed={}", bundle.display());
    if !bundle.is_file() {
        println!("cargo::error=framework/dist/less.js is missing: run scripts/framework");
    }
}
