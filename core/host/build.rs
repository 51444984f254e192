//! Checks that the framework was built: the view's document is embedded into the host.

use std::path::Path;

fn main() {
    let dist = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../framework/dist");
    for name in ["view.js", "view.css"] {
        let file = dist.join(name);
        println!("cargo::rerun-if-changed={}", file.display());
        if !file.is_file() {
            println!("cargo::error=framework/dist/{name} is missing: run scripts/framework first");
        }
    }
}
