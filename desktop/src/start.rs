//! From the command line to a running window, or to one line that says why not.

use std::process::ExitCode;

use tao::event::{Event, WindowEvent};
use tao::event_loop::{ControlFlow, EventLoopBuilder};
use tao::window::WindowBuilder;
use tiffin_host::{Host, HostConfig, HostError, Settings, ViewOrigin};
use tracing_subscriber::EnvFilter;

use crate::app::{App, Start};
use crate::args::{Args, ThemeChoice};
use crate::resources::Workers;
use crate::signal::Signal;
use crate::{device, surface};

/// Why there is no window.
#[derive(Debug)]
pub enum StartError {
    /// Settings, data folder, trust roots.
    Host(HostError),
    /// `--scan`'s picture.
    Picture(String),
    /// No display, no web engine.
    Display(String),
}

impl StartError {
    /// 1 for anything of ours, 3 for settings and data, 4 for what the machine lacks. 2 is clap's.
    #[must_use]
    pub fn exit_code(&self) -> u8 {
        match self {
            StartError::Picture(_) => 1,
            StartError::Host(_) => 3,
            StartError::Display(_) => 4,
        }
    }
}

impl std::fmt::Display for StartError {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            StartError::Host(error) => write!(f, "{error}"),
            StartError::Picture(text) | StartError::Display(text) => f.write_str(text),
        }
    }
}

/// Runs until the window is closed. Does not return then: the event loop ends the process.
///
/// # Errors
/// [`StartError`], before there is a window.
pub fn run(args: Args) -> Result<ExitCode, StartError> {
    let filter = EnvFilter::try_from_env("TIFFIN_LOG")
        .unwrap_or_else(|_| EnvFilter::new("warn,program=info"));
    tracing_subscriber::fmt()
        .with_env_filter(filter)
        .with_writer(std::io::stderr)
        .init();

    let scan = args
        .scan
        .as_deref()
        .map(crate::app::read_picture)
        .transpose()
        .map_err(StartError::Picture)?;
    surface::prepare().map_err(StartError::Display)?;

    let data_dir = args.data_folder();
    let settings = settings(&args).map_err(StartError::Host)?;
    let language = args.language();
    let mut dark = args.theme == ThemeChoice::Dark;
    let (width, height) = args.size;

    let event_loop = EventLoopBuilder::<Signal>::with_user_event().build();
    let window = WindowBuilder::new()
        .with_title(&settings.name)
        .with_inner_size(tao::dpi::LogicalSize::new(width, height))
        .with_min_inner_size(tao::dpi::LogicalSize::new(320, 480))
        .build(&event_loop)
        .map_err(|error| StartError::Display(error.to_string()))?;
    match args.theme {
        ThemeChoice::System => dark = window.theme() == tao::window::Theme::Dark,
        ThemeChoice::Light => surface::follow_theme(tao::window::Theme::Light),
        ThemeChoice::Dark => surface::follow_theme(tao::window::Theme::Dark),
    }

    let host_name = settings.name.clone();
    let config = HostConfig {
        data_dir: data_dir.clone(),
        settings,
        view_origin: ViewOrigin::Scheme("mp".into()),
        ports: crate::platform::PORTS.map(str::to_owned).to_vec(),
        log: None,
    };
    let first = device::from_sizes(
        f64::from(width),
        f64::from(height),
        window.scale_factor(),
        dark,
        &language,
    );
    let host = Host::start(config, first).map_err(StartError::Host)?;
    let workers = Workers::start().map_err(|error| StartError::Display(error.to_string()))?;

    let mut app = App::start(Start {
        host,
        workers,
        window,
        proxy: event_loop.create_proxy(),
        host_name,
        language,
        dark,
        follow_system: args.theme == ThemeChoice::System,
        web_data: data_dir.join("web"),
        automation: args.automation,
        scan,
        open: args.open,
    })
    .map_err(StartError::Display)?;

    event_loop.run(move |event, _, flow| {
        match event {
            Event::UserEvent(signal) => app.signal(signal),
            Event::WindowEvent {
                event: WindowEvent::CloseRequested,
                ..
            } => app.close(),
            Event::WindowEvent {
                event: WindowEvent::Resized(_) | WindowEvent::ScaleFactorChanged { .. },
                ..
            } => {
                app.resized();
            }
            Event::WindowEvent {
                event: WindowEvent::ThemeChanged(theme),
                ..
            } => app.theme_changed(theme),
            Event::MainEventsCleared => app.redraw(),
            _ => {}
        }
        *flow = match app.leaving() {
            None => ControlFlow::Wait,
            Some(Some(deadline)) if std::time::Instant::now() < deadline => {
                ControlFlow::WaitUntil(deadline)
            }
            Some(_) => ControlFlow::Exit,
        };
    })
}

/// The given settings, or `host.toml` in the data folder, or the defaults: no store, so nothing can be opened but what is
/// built in.
fn settings(args: &Args) -> Result<Settings, HostError> {
    if let Some(path) = &args.settings {
        return Settings::load(path);
    }
    let path = args.data_folder().join("host.toml");
    if path.is_file() {
        Settings::load(&path)
    } else {
        Ok(Settings::default())
    }
}
