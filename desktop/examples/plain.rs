//! What `scripts/bench` compares with: an icon in one WebView that opens a plain HTML page in another, with nothing of
//! Tiffin in between. `plain fresh|prewarmed PAGE.html`: the page's view is made at the tap, or waits blank from the start
//! and gets the page's markup. Prints `ready` once the icon can be tapped.

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
    use gtk::prelude::*;
    use tao::event::{Event, WindowEvent};
    use tao::event_loop::{ControlFlow, EventLoopBuilder};
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

    pub fn run() -> Result<(), String> {
        let mut args = std::env::args().skip(1);
        let prewarmed = match args.next().as_deref() {
            Some("fresh") => false,
            Some("prewarmed") => true,
            _ => return Err("usage: plain fresh|prewarmed PAGE.html".into()),
        };
        let file = args.next().ok_or("which page?")?;
        let html = std::fs::read_to_string(file).map_err(|error| error.to_string())?;

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
        let proxy = event_loop.create_proxy();
        let icon = WebViewBuilder::new()
            .with_html(ICON)
            .with_ipc_handler(move |request| {
                let opens = request.body() == "open";
                let _ = proxy.send_event(if opens { Said::Open } else { Said::Ready });
            })
            .build_gtk(&frame)
            .map_err(|error| error.to_string())?;
        frame.show_all();
        let mut waiting = prewarmed
            .then(|| page(&overlay, BLANK))
            .transpose()
            .map_err(|error| error.to_string())?;
        let mut shown: Option<Page> = None;

        event_loop.run(move |event, _, flow| {
            // Both live as long as the window.
            let _kept = (&icon, &window);
            *flow = ControlFlow::Wait;
            match event {
                Event::UserEvent(Said::Ready) => println!("ready"),
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
