//! What `scripts/bench` compares with, with nothing of Tiffin in between.
//!
//! `plain fresh|prewarmed PAGE.html`: an icon in one WebView that opens a plain HTML page in another, whose view is made at
//! the tap, or waits blank from the start and gets the page's markup. Prints `ready` once the icon can be tapped.
//!
//! `plain page FILE?QUERY`: one WebView that shows a page (`plain://page/` is its folder); what the page posts is printed, a
//! line each. A page that posts `echo` gets `echo()` called by the window's loop: the way of a tap through the host and back, with no work on it.

#[cfg(target_os = "linux")]
fn main() -> Result<(), String> {
    linux::run()
}

#[cfg(not(target_os = "linux"))]
fn main() {
    eprintln!("only on Linux, where the measurements are made");
}

#[cfg(target_os = "linux")]
mod linux {
    use std::path::PathBuf;

    use gtk::prelude::*;
    use tao::event::{Event, WindowEvent};
    use tao::event_loop::{ControlFlow, EventLoopBuilder, EventLoopProxy};
    use tao::platform::unix::WindowExtUnix;
    use tao::window::WindowBuilder;
    use wry::{WebView, WebViewBuilder, WebViewBuilderExtUnix};

    /// The bars' height in the desktop host: the page begins below them there.
    const BAR: i32 = 44;
    const BLANK: &str = "<!doctype html><html><head></head><body></body></html>";
    const ICON: &str = "<body style='margin:0;background:#fff'><div id=icon style='position:absolute;left:40px;top:200px;width:80px;height:80px;background:#3355ff'></div>\
        <script>icon.addEventListener('pointerup', () => ipc.postMessage('open')); requestAnimationFrame(() => requestAnimationFrame(() => ipc.postMessage('ready')))</script>";

    enum Said {
        Ready,
        Open,
        Echo,
        Words(String),
    }

    /// What one start is for.
    enum Mode {
        Open { prewarmed: bool, html: String },
        Page(String),
    }

    type Page = (gtk::Box, WebView);

    fn page(overlay: &gtk::Overlay, html: &str) -> Result<Page, wry::Error> {
        let frame = gtk::Box::new(gtk::Orientation::Vertical, 0);
        frame.set_margin_top(BAR);
        overlay.add_overlay(&frame);
        let view = WebViewBuilder::new().with_html(html).build_gtk(&frame)?;
        Ok((frame, view))
    }

    fn open(overlay: &gtk::Overlay, waiting: Option<Page>, html: &str) -> Result<Page, wry::Error> {
        let Some((frame, view)) = waiting else {
            return page(overlay, html);
        };
        let markup = serde_json::Value::from(html);
        view.evaluate_script(&format!("document.documentElement.innerHTML = {markup}"))?;
        Ok((frame, view))
    }

    fn mode() -> Result<Mode, String> {
        let mut args = std::env::args().skip(1);
        let mode = args.next().unwrap_or_default();
        let page = args.next().ok_or("which page?")?;
        let prewarmed = match mode.as_str() {
            "page" => return Ok(Mode::Page(page)),
            "fresh" => false,
            "prewarmed" => true,
            _ => {
                return Err("usage: plain fresh|prewarmed PAGE.html, plain page FILE?QUERY".into());
            }
        };
        let html = std::fs::read_to_string(page).map_err(|error| error.to_string())?;
        Ok(Mode::Open { prewarmed, html })
    }

    /// The first view: an icon to tap, or the page itself, where it would be in the desktop host.
    fn first(mode: &Mode, frame: &gtk::Box, proxy: EventLoopProxy<Said>) -> wry::Result<WebView> {
        let builder = match mode {
            Mode::Open { .. } => WebViewBuilder::new().with_html(ICON),
            Mode::Page(page) => {
                let (folder, name) = page.rsplit_once('/').unwrap_or((".", page));
                let folder = PathBuf::from(folder);
                WebViewBuilder::new()
                    .with_url(format!("plain://page/{name}"))
                    .with_custom_protocol("plain".into(), move |_, request| {
                        let path = request.uri().path().trim_start_matches('/');
                        let body = std::fs::read(folder.join(path)).unwrap_or_default();
                        let kind = if path.ends_with(".png") {
                            "image/png"
                        } else {
                            "text/html"
                        };
                        let mut answer = wry::http::Response::new(body.into());
                        let kind = wry::http::HeaderValue::from_static(kind);
                        answer.headers_mut().insert("Content-Type", kind);
                        answer
                    })
            }
        };
        if matches!(mode, Mode::Page(_)) {
            frame.set_margin_top(BAR);
        }
        let heard = move |request: wry::http::Request<String>| {
            let said = match request.into_body() {
                body if body == "open" => Said::Open,
                body if body == "ready" => Said::Ready,
                body if body == "echo" => Said::Echo,
                body => Said::Words(body),
            };
            let _ = proxy.send_event(said);
        };
        builder.with_ipc_handler(heard).build_gtk(frame)
    }

    pub fn run() -> Result<(), String> {
        let mode = mode()?;

        let event_loop = EventLoopBuilder::<Said>::with_user_event().build();
        let window = WindowBuilder::new()
            .with_inner_size(tao::dpi::LogicalSize::new(390, 844))
            .build(&event_loop)
            .map_err(|error| error.to_string())?;
        let overlay = gtk::Overlay::new();
        overlay.add(&gtk::Box::new(gtk::Orientation::Vertical, 0));
        let vbox = window.default_vbox().ok_or("the window has no box")?;
        vbox.pack_start(&overlay, true, true, 0);
        vbox.show_all();

        let frame = gtk::Box::new(gtk::Orientation::Vertical, 0);
        overlay.add_overlay(&frame);
        let icon =
            first(&mode, &frame, event_loop.create_proxy()).map_err(|error| error.to_string())?;
        frame.show_all();
        let mut waiting = matches!(
            mode,
            Mode::Open {
                prewarmed: true,
                ..
            }
        )
        .then(|| page(&overlay, BLANK))
        .transpose()
        .map_err(|error| error.to_string())?;
        let html = match mode {
            Mode::Open { html, .. } => html,
            Mode::Page(_) => String::new(),
        };
        let mut shown: Option<Page> = None;

        event_loop.run(move |event, _, flow| {
            // Both live as long as the window.
            let _kept = (&icon, &window);
            *flow = ControlFlow::Wait;
            match event {
                Event::UserEvent(Said::Ready) => println!("ready"),
                Event::UserEvent(Said::Words(words)) => println!("{words}"),
                Event::UserEvent(Said::Echo) => {
                    let _ = icon.evaluate_script("echo()");
                }
                Event::UserEvent(Said::Open) if shown.is_none() => {
                    match open(&overlay, waiting.take(), &html) {
                        Ok((frame, view)) => {
                            frame.show_all();
                            shown = Some((frame, view));
                        }
                        Err(error) => eprintln!("{error}"),
                    }
                }
                Event::WindowEvent {
                    event: WindowEvent::CloseRequested,
                    ..
                } => *flow = ControlFlow::Exit,
                _ => {}
            }
        })
    }
}
