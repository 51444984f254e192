//! Puts programs into a device's cache by opening each as a person would, without a screen:
//! `cargo run -p tiffin-host --example fill -- --settings host.toml --data-dir DIR LINK...`. For measurements with many
//! programs on a device.

use std::path::PathBuf;
use std::time::{Duration, Instant};

use tiffin_host::{Cover, Environment, Host, HostConfig, HostEvent, Scene, Settings, ViewOrigin};

/// A program that has not painted by then will not.
const PATIENCE: Duration = Duration::from_secs(20);

fn run() -> Result<usize, String> {
    let mut args = std::env::args().skip(1);
    let (mut settings, mut data_dir, mut links) = (None, None, Vec::new());
    while let Some(arg) = args.next() {
        match arg.as_str() {
            "--settings" => settings = args.next().map(PathBuf::from),
            "--data-dir" => data_dir = args.next().map(PathBuf::from),
            _ => links.push(arg),
        }
    }
    let settings = settings.ok_or("--settings is missing")?;
    let config = HostConfig {
        data_dir: data_dir.ok_or("--data-dir is missing")?,
        settings: Settings::load(&settings).map_err(|error| error.to_string())?,
        view_origin: ViewOrigin::Scheme("mp".into()),
        ports: Vec::new(),
        log: None,
    };
    let host = Host::start(config, Environment::default()).map_err(|error| error.to_string())?;
    for link in &links {
        host.open_link(link, Scene::ExternalLink)
            .map_err(|error| format!("{link}: {error}"))?;
        painted(&host).map_err(|error| format!("{link}: {error}"))?;
    }
    host.shutdown();
    ended(&host)?;
    Ok(links.len())
}

/// The host writes down what was used before it ends.
fn ended(host: &Host) -> Result<(), String> {
    let deadline = Instant::now() + PATIENCE;
    while Instant::now() < deadline {
        let events = host.next_events(Duration::from_millis(50), 100);
        if events.contains(&HostEvent::Exit) {
            return Ok(());
        }
    }
    Err("the host did not end".into())
}

/// Plays the views' part until a program that was opened has its first page.
fn painted(host: &Host) -> Result<(), String> {
    let deadline = Instant::now() + PATIENCE;
    let mut done = false;
    while Instant::now() < deadline {
        for event in host.next_events(Duration::from_millis(if done { 1 } else { 50 }), 100) {
            match event {
                HostEvent::ViewCreate { view, .. } => host.view_message(view, r#"{"t":"ready"}"#),
                HostEvent::ViewScript { view, .. } => {
                    host.view_message(view, r#"{"t":"painted"}"#);
                    done = true;
                }
                HostEvent::Draw(screen) => {
                    if let Some(Cover::Failed { error, .. }) = screen.cover {
                        return Err(error.to_string());
                    }
                }
                _ => {}
            }
        }
        if done {
            return Ok(());
        }
    }
    Err("it did not paint".into())
}

fn main() {
    match run() {
        Ok(count) => println!("{count} programs"),
        Err(error) => {
            eprintln!("{error}");
            std::process::exit(1);
        }
    }
}
