//! Linux: GTK 3 and WebKitGTK. Each view sits in a box of its own in one `GtkOverlay`; the bars' insets are the box's
//! margins, so a page's viewport is exactly what lies between the bars.
//!
//! The chrome is one transparent view over the whole window. Its input region is cut down to what it draws, so clicks
//! and the wheel reach the page everywhere else, also beside a toast (measured under Xvfb with WebKitGTK 2.50).

use std::collections::BTreeMap;
use std::rc::Rc;

use gtk::gdk::{self, keys::constants as key};
use gtk::glib::translate::ToGlibPtr;
use gtk::prelude::*;
use gtk::{cairo, glib};
use tao::platform::unix::WindowExtUnix;
use tao::window::{Theme, Window};
use webkit2gtk::{HitTestResultExt, WebViewExt};
use wry::{
    DragDropEvent, NewWindowResponse, PermissionResponse, WebContext, WebView, WebViewBuilder,
};
use wry::{WebViewBuilderExtUnix, WebViewExtUnix};

use super::{CHROME_URL, Hooks, Margins, Options, Rectangle, policy, schemes};
use crate::keys::{self, Key, Modifiers, Shortcut};

/// The window's views. Views are dropped before the contexts that made them.
pub struct Surface {
    pages: BTreeMap<u64, Slot>,
    chrome: Slot,
    program_context: WebContext,
    _chrome_context: Option<WebContext>,
    overlay: gtk::Overlay,
    window: Window,
    hooks: Rc<Hooks>,
}

/// A view and the box it lives in; the box is removed with the view.
struct Slot {
    web: WebView,
    frame: gtk::Box,
    url: String,
}

impl Drop for Slot {
    fn drop(&mut self) {
        if let Some(parent) = self
            .frame
            .parent()
            .and_then(|p| p.downcast::<gtk::Container>().ok())
        {
            parent.remove(&self.frame);
        }
    }
}

impl Surface {
    /// Puts the chrome into a window that `tao` made.
    ///
    /// # Errors
    /// What wry says, in words.
    pub fn new(window: Window, options: &Options, hooks: Hooks) -> Result<Surface, String> {
        let hooks = Rc::new(hooks);
        let overlay = gtk::Overlay::new();
        overlay.add(&gtk::Box::new(gtk::Orientation::Vertical, 0));
        let vbox = window.default_vbox().ok_or("the window has no box")?;
        vbox.pack_start(&overlay, true, true, 0);
        vbox.show_all();

        let mut program_context = WebContext::new(Some(options.data_dir.clone()));
        program_context.set_allows_automation(options.automation);
        let mut chrome_context = (!options.automation).then(|| WebContext::new(None));
        let chrome = make_chrome(
            &overlay,
            chrome_context.as_mut().unwrap_or(&mut program_context),
            &hooks,
        )?;
        redraw_whole(window.gtk_window());
        connect_keys(window.gtk_window(), &chrome.web.webview(), &hooks);
        let seen = Rc::clone(&hooks);
        window
            .gtk_window()
            .connect_window_state_event(move |_, event| {
                if event.changed_mask().contains(gdk::WindowState::ICONIFIED) {
                    (seen.visible)(
                        !event
                            .new_window_state()
                            .contains(gdk::WindowState::ICONIFIED),
                    );
                }
                glib::Propagation::Proceed
            });
        Ok(Surface {
            pages: BTreeMap::new(),
            chrome,
            program_context,
            _chrome_context: chrome_context,
            overlay,
            window,
            hooks,
        })
    }

    #[must_use]
    pub fn window(&self) -> &Window {
        &self.window
    }

    /// Makes a view of the size it will have, under the others, and loads its document. It is mapped, so that it lays out and
    /// paints what it is given before it is shown: a hidden one first has to wake up.
    ///
    /// # Errors
    /// What wry says, in words.
    pub fn create(
        &mut self,
        view: u64,
        url: &str,
        margins: Margins,
        background: (u8, u8, u8),
    ) -> Result<(), String> {
        let frame = gtk::Box::new(gtk::Orientation::Vertical, 0);
        set_margins(&frame, margins);
        self.overlay.add_overlay(&frame);
        let name = format!("v{view}");
        let first = !self.program_context.is_custom_protocol_registered("mp");
        let builder =
            WebViewBuilder::new_with_web_context(&mut self.program_context).with_id(&name);
        let (red, green, blue) = background;
        let builder = builder
            .with_url(url)
            .with_autoplay(true)
            .with_background_color((red, green, blue, 255));
        let builder = guard(builder, url, &self.hooks, Some(view));
        // A scheme belongs to the context: the first view brings it.
        let builder = match first {
            true => builder.with_asynchronous_custom_protocol(
                "mp".into(),
                schemes::handler(self.hooks.resource.clone()),
            ),
            false => builder,
        };
        let web = builder
            .build_gtk(&frame)
            .map_err(|error| error.to_string())?;
        let widget = web.webview();
        // No reload, no "back" of the engine; the menu of an input field and of a selection stays.
        widget.connect_context_menu(|_, _, _, hit| {
            !(hit.context_is_editable() || hit.context_is_selection())
        });
        widget.set_can_focus(false);
        connect_back_button(&widget, &self.hooks);
        let hooks = Rc::clone(&self.hooks);
        widget.connect_web_process_terminated(move |_, reason| {
            tracing::warn!(view, ?reason, "the view's process is gone");
            (hooks.page_lost)(view);
        });
        self.pages.insert(
            view,
            Slot {
                web,
                frame: frame.clone(),
                url: url.to_owned(),
            },
        );
        self.overlay.reorder_overlay(&frame, 0);
        self.overlay.reorder_overlay(&self.chrome.frame, -1);
        frame.show_all();
        Ok(())
    }

    /// Runs a script in a view that is there.
    pub fn run(&self, view: u64, script: &str) {
        if let Some(page) = self.pages.get(&view)
            && let Err(error) = page.web.evaluate_script(script)
        {
            tracing::warn!(view, %error, "script");
        }
    }

    pub fn draw_chrome(&self, model: &str) {
        if let Err(error) = self
            .chrome
            .web
            .evaluate_script(&format!("__chrome.render({model})"))
        {
            tracing::warn!(%error, "chrome");
        }
    }

    /// Loads the chrome again, after its process died.
    pub fn reload_chrome(&self) {
        if let Err(error) = self.chrome.web.load_url(&self.chrome.url) {
            tracing::error!(%error, "chrome");
        }
    }

    /// Puts a view on top of the other pages, under the chrome.
    pub fn show(&self, view: u64, margins: Margins, background: (u8, u8, u8)) {
        let Some(page) = self.pages.get(&view) else {
            return;
        };
        set_margins(&page.frame, margins);
        let (red, green, blue) = background;
        if let Err(error) = page.web.set_background_color((red, green, blue, 255)) {
            tracing::debug!(%error, "background");
        }
        self.overlay.reorder_overlay(&page.frame, -1);
        self.overlay.reorder_overlay(&self.chrome.frame, -1);
        page.web.webview().set_can_focus(true);
        page.frame.show();
    }

    pub fn hide(&self, view: u64) {
        if let Some(page) = self.pages.get(&view) {
            page.frame.hide();
        }
    }

    pub fn set_margins(&self, view: u64, margins: Margins) {
        if let Some(page) = self.pages.get(&view) {
            set_margins(&page.frame, margins);
        }
    }

    pub fn destroy(&mut self, view: u64) {
        self.pages.remove(&view);
    }

    /// Where the chrome takes clicks.
    pub fn set_chrome_region(&self, rectangles: &[Rectangle]) {
        let region = cairo::Region::create();
        for r in rectangles {
            // A failed union leaves the region smaller: the click goes to the page, nothing worse.
            let _ = region.union_rectangle(&cairo::RectangleInt::new(r.x, r.y, r.width, r.height));
        }
        if let Some(window) = self.chrome.frame.window() {
            window.input_shape_combine_region(&region, 0, 0);
        }
    }

    /// GTK lays its children out by itself.
    pub fn resized(&self) {}

    pub fn focus_chrome(&self) {
        self.chrome.web.webview().grab_focus();
    }

    pub fn focus_page(&self, view: u64) {
        if let Some(page) = self.pages.get(&view) {
            page.web.webview().grab_focus();
        }
    }

    #[must_use]
    pub fn chrome_has_focus(&self) -> bool {
        self.chrome.web.webview().has_focus()
    }
}

fn make_chrome(
    overlay: &gtk::Overlay,
    context: &mut WebContext,
    hooks: &Rc<Hooks>,
) -> Result<Slot, String> {
    let frame = gtk::Box::new(gtk::Orientation::Vertical, 0);
    overlay.add_overlay(&frame);
    let builder = WebViewBuilder::new_with_web_context(context)
        .with_id(schemes::CHROME_ID)
        .with_transparent(true)
        .with_url(CHROME_URL)
        .with_asynchronous_custom_protocol(
            "chrome".into(),
            schemes::handler(hooks.resource.clone()),
        );
    let web = guard(builder, CHROME_URL, hooks, None)
        .build_gtk(&frame)
        .map_err(|error| error.to_string())?;
    let widget = web.webview();
    widget.connect_context_menu(|_, _, _, hit| !hit.context_is_editable());
    connect_back_button(&widget, hooks);
    let lost = Rc::clone(hooks);
    widget.connect_web_process_terminated(move |_, _| (lost.chrome_lost)());
    frame.show_all();
    Ok(Slot {
        web,
        frame,
        url: CHROME_URL.to_owned(),
    })
}

/// What holds for every view: it stays on its document, opens nothing, downloads nothing, and is granted nothing.
fn guard<'a>(
    builder: WebViewBuilder<'a>,
    url: &str,
    hooks: &Rc<Hooks>,
    view: Option<u64>,
) -> WebViewBuilder<'a> {
    let document = url.to_owned();
    let speaker = url.to_owned();
    let heard = Rc::clone(hooks);
    let dropped = Rc::clone(hooks);
    builder
        .with_navigation_handler(move |target| policy::may_navigate(&document, &target))
        .with_new_window_req_handler(|_, _| NewWindowResponse::Deny)
        .with_download_started_handler(|_, _| false)
        .with_permission_handler(|_| PermissionResponse::Deny)
        .with_devtools(false)
        .with_ipc_handler(move |request| {
            if !policy::may_speak(&speaker, &request.uri().to_string(), request.body()) {
                tracing::warn!(from = %request.uri(), bytes = request.body().len(), "message refused");
                return;
            }
            match view {
                Some(view) => (heard.page_said)(view, request.body()),
                None => (heard.chrome_said)(request.into_body()),
            }
        })
        .with_drag_drop_handler(move |event| {
            if let DragDropEvent::Drop { paths, .. } = event
                && !paths.is_empty()
            {
                (dropped.dropped)(paths);
            }
            true
        })
}

fn connect_back_button(widget: &webkit2gtk::WebView, hooks: &Rc<Hooks>) {
    let hooks = Rc::clone(hooks);
    widget.connect_event(move |_, event| {
        let pressed = event.event_type() == gdk::EventType::ButtonPress;
        if pressed && event.button() == Some(keys::BACK_BUTTON) && (hooks.shortcut)(Shortcut::Back)
        {
            return glib::Propagation::Stop;
        }
        glib::Propagation::Proceed
    });
}

/// A key is the shell's before it is a view's. But Escape on a page is the page's first (a picker, a picture, a field, an
/// input method): WebKitGTK hands a key back that the document did not use, and only then is it the way back.
fn connect_keys(window: &gtk::ApplicationWindow, chrome: &webkit2gtk::WebView, hooks: &Rc<Hooks>) {
    let first = Rc::clone(hooks);
    let chrome = chrome.clone();
    window.connect_key_press_event(move |window, event| {
        let found = shortcut_of(event);
        let on_page = window.focused_widget().is_some_and(|focus| focus != chrome);
        let waits = on_page && event.keyval() == key::Escape;
        match !waits && found.is_some_and(|shortcut| (first.shortcut)(shortcut)) {
            true => glib::Propagation::Stop,
            false => glib::Propagation::Proceed,
        }
    });
    let last = Rc::clone(hooks);
    window.connect_local("key-press-event", true, move |values| {
        let event = values
            .get(1)
            .and_then(|event| event.get::<gdk::Event>().ok());
        let event = event.and_then(|event| event.downcast::<gdk::EventKey>().ok());
        let found = event.filter(|event| event.keyval() == key::Escape);
        let used = found
            .and_then(|event| shortcut_of(&event))
            .is_some_and(|shortcut| (last.shortcut)(shortcut));
        Some(used.to_value())
    });
}

fn shortcut_of(event: &gdk::EventKey) -> Option<Shortcut> {
    let state = event.state();
    let held = Modifiers {
        command: state.contains(gdk::ModifierType::CONTROL_MASK),
        alt: state.contains(gdk::ModifierType::MOD1_MASK),
        shift: state.contains(gdk::ModifierType::SHIFT_MASK),
    };
    let pressed = match event.keyval() {
        key::Escape => Some(Key::Escape),
        key::Left => Some(Key::Left),
        key::F6 => Some(Key::F6),
        other => other.to_unicode().map(Key::Letter),
    };
    keys::shortcut(pressed?, held)
}

/// Makes each redraw one of the whole window. GDK 3 draws a transparent view over another through GL, and mirrors the
/// clip when only a part is redrawn: strips of the page stay on top of the chrome (measured: a page 44 from the top and
/// 50 from the bottom left 6 rows). A phone-sized window costs next to nothing to draw whole.
fn redraw_whole(window: &gtk::ApplicationWindow) {
    unsafe extern "C" fn whole(
        window: *mut gdk::ffi::GdkWindow,
        region: *mut cairo::ffi::cairo_region_t,
    ) {
        // SAFETY: GDK hands out a live window and a region of its own, which this may change.
        unsafe {
            if !cairo::ffi::cairo_region_is_empty(region).as_bool() {
                let width = gdk::ffi::gdk_window_get_width(window);
                let height = gdk::ffi::gdk_window_get_height(window);
                let mut all = cairo::ffi::cairo_rectangle_int_t {
                    x: 0,
                    y: 0,
                    width,
                    height,
                };
                cairo::ffi::cairo_region_union_rectangle(region, &raw mut all);
            }
        }
    }
    let set = |window: &gtk::ApplicationWindow| {
        if let Some(window) = window.window() {
            // SAFETY: the handler keeps nothing and lives as long as the program.
            unsafe {
                gdk::ffi::gdk_window_set_invalidate_handler(window.to_glib_none().0, Some(whole))
            };
        }
    };
    set(window);
    window.connect_realize(set);
}

fn set_margins(frame: &gtk::Box, margins: Margins) {
    frame.set_margin_top(margins.top);
    frame.set_margin_bottom(margins.bottom);
    frame.set_margin_start(margins.left);
    frame.set_margin_end(margins.right);
}

/// Before anything else: is there a display, and a web engine?
///
/// # Errors
/// One sentence for the person at the terminal.
pub fn prepare() -> Result<(), String> {
    // With this variable every view is opaque, and pages would be black under the chrome (measured).
    // SAFETY: the process has one thread here; the toolkit and the workers start later.
    unsafe { std::env::remove_var("WEBKIT_DISABLE_DMABUF_RENDERER") };
    gtk::init().map_err(|_| {
        "no display: set DISPLAY or WAYLAND_DISPLAY, or run under xvfb-run".to_owned()
    })?;
    wry::webview_version()
        .map(|_| ())
        .map_err(|error| format!("no web engine: {error}; install libwebkit2gtk-4.1-0"))
}

/// Makes the toolkit, and with it `prefers-color-scheme` in every view, light or dark.
pub fn follow_theme(theme: Theme) {
    if let Some(settings) = gtk::Settings::default() {
        settings.set_gtk_application_prefer_dark_theme(theme == Theme::Dark);
    }
}
