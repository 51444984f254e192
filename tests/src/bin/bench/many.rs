//! A device with many programs in its cache.

use std::path::PathBuf;
use std::process::Command;

use tiffin_journeys::support::{World, example};

/// Programs per run of the filler: a command line holds only so many links.
const AT_ONCE: usize = 200;

fn write(path: PathBuf, text: &str) {
    std::fs::create_dir_all(path.parent().unwrap()).unwrap();
    std::fs::write(path, text).unwrap();
}

/// Publishes this many small programs, opens each once, and the measured one last. Returns the data folder.
pub fn device(world: &World, programs: usize) -> PathBuf {
    let data = world.path().join("device-many");
    let project = world.path().join("small");
    let (mut links, mut all) = (Vec::new(), 0);
    for number in 0..programs {
        let id = format!("small-{number}");
        let config = format!(
            r#"{{"miniprogramRoot":"./","tiffin":{{"program":"{id}","name":"Small {number}","version":"1.0.0","description":"One of many.","scopes":[],"domains":{{"request":[],"socket":[],"upload":[],"download":[]}}}}}}"#
        );
        write(project.join("project.config.json"), &config);
        write(
            project.join("app.json"),
            r#"{"pages":["pages/index/index"]}"#,
        );
        write(project.join("app.js"), "App({});");
        write(
            project.join("pages/index/index.js"),
            "Page({ data: { words: 'small' } });",
        );
        write(
            project.join("pages/index/index.wxml"),
            "<view>{{words}}</view>",
        );
        write(project.join("pages/index/index.json"), "{}");
        write(project.join("pages/index/index.wxss"), "");
        world.store.publish(&project);
        links.push(world.store.link(&id));
        if links.len() == AT_ONCE || number + 1 == programs {
            fill(world, &data, &links);
            all += links.len();
            links.clear();
            println!("  {all} of {programs} programs cached");
        }
    }
    fill(world, &data, &[world.store.link("bench")]);
    data
}

fn fill(world: &World, data: &PathBuf, links: &[String]) {
    let status = Command::new(example("fill"))
        .arg("--settings")
        .arg(world.path().join("host.toml"))
        .arg("--data-dir")
        .arg(data)
        .args(links)
        .status()
        .unwrap();
    assert!(status.success(), "the cache could not be filled");
}
