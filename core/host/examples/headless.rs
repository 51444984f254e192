//! Runs the host without a screen and prints what it says: `cargo run -p tiffin-host --example headless -- --settings
//! host.toml [--data-dir DIR] [--seconds N] [LINK | PROGRAM]` (without either: the home program). Views answer as loaded and
//! painted at once. `--picture FILE` scans a picture first and opens what it finds.

use std::path::PathBuf;
use std::time::{Duration, Instant};

use tiffin_host::{
    Environment, Host, HostConfig, HostError, HostEvent, Scene, Settings, ViewId, ViewOrigin,
};

struct Options {
    settings: Option<PathBuf>,
    data_dir: PathBuf,
    seconds: u64,
    picture: Option<PathBuf>,
    target: Option<String>,
}

fn options() -> Result<Options, String> {
    let mut options = Options {
        settings: None,
        data_dir: std::env::temp_dir().join("tiffin-headless"),
        seconds: 5,
        picture: None,
        target: None,
    };
    let mut args = std::env::args().skip(1);
    while let Some(arg) = args.next() {
        let mut value = || args.next().ok_or_else(|| format!("{arg} wants a value"));
        match arg.as_str() {
            "--settings" => options.settings = Some(value()?.into()),
            "--data-dir" => options.data_dir = value()?.into(),
            "--seconds" => {
                options.seconds = value()?.parse().map_err(|_| "--seconds wants a number")?
            }
            "--picture" => options.picture = Some(value()?.into()),
            _ => options.target = Some(arg),
        }
    }
    Ok(options)
}

fn start(options: &Options) -> Result<Host, HostError> {
    let settings = match &options.settings {
        Some(path) => Settings::load(path)?,
        None => Settings::default(),
    };
    let config = HostConfig {
        data_dir: options.data_dir.clone(),
        settings,
        view_origin: ViewOrigin::Scheme("mp".into()),
        ports: Vec::new(),
        log: None,
    };
    let host = Host::start(config, Environment::default())?;
    if let Some(path) = &options.picture {
        let bytes = std::fs::read(path)
            .map_err(|error| HostError::new(tiffin_host::Code::ScanPicture, error.to_string()))?;
        let found = host.scan_picture(&bytes)?;
        println!("{found:#?}");
        if let Some(link) = found.iter().find(|found| found.openable) {
            host.open_link(&link.text, Scene::ScanAlbum)?;
        }
        return Ok(host);
    }
    match &options.target {
        None => host.open_home(),
        Some(text) if text.contains("://") => host.open_link(text, Scene::ExternalLink)?,
        Some(program) => host.open_program(program, Scene::Main)?,
    }
    Ok(host)
}

/// Plays the view's part: the first batch is painted, each is applied.
fn answer(host: &Host, view: ViewId, script: &str) {
    for call in script.split("__tiffin.receive(") {
        let argument = call.strip_prefix("JSON.parse(").unwrap_or(call);
        let mut values = serde_json::Deserializer::from_str(argument).into_iter();
        let message = match values.next() {
            Some(Ok(serde_json::Value::String(text))) => serde_json::from_str(&text),
            Some(Ok(message)) => Ok(message),
            _ => continue,
        };
        let message: serde_json::Value = message.unwrap_or_default();
        if message.get("t").and_then(|t| t.as_str()) == Some("batch") {
            let n = message.get("n").cloned().unwrap_or_default();
            let applied = serde_json::json!({"t": "applied", "n": n}).to_string();
            host.view_message(view, &applied);
            host.view_message(view, r#"{"t":"painted"}"#);
        }
    }
}

fn main() {
    let host = options().and_then(|options| {
        let host = start(&options).map_err(|error| error.to_string())?;
        Ok((host, options.seconds))
    });
    let (host, seconds) = match host {
        Ok(started) => started,
        Err(error) => {
            eprintln!("{error}");
            std::process::exit(1);
        }
    };
    let begin = Instant::now();
    while begin.elapsed() < Duration::from_secs(seconds) {
        for event in host.next_events(Duration::from_millis(100), 100) {
            println!("{:>6} ms {event:?}", begin.elapsed().as_millis());
            match &event {
                HostEvent::ViewCreate { view, .. } => host.view_message(*view, r#"{"t":"ready"}"#),
                HostEvent::ViewScript { view, script } => answer(&host, *view, script),
                HostEvent::PortCall { call, .. } => {
                    host.port_answer(*call, Err("not supported".into()));
                }
                _ => {}
            }
        }
    }
    host.shutdown();
}
