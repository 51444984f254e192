//! macOS and Windows: wry's child views with bounds. **Not verified**: this file has been type-checked on Linux, and has
//! never run. What differs from Linux: a platform's child views cannot be restacked, so the chrome, made first, lies under
//! the pages and shows in the bars' insets; while it takes clicks inside the page's area (a modal, a sheet, the opening
//! page), the page is hidden. A toast over a page is not seen here.

use std::cell::{Cell, RefCell};
use std::collections::BTreeMap;
use std::rc::Rc;

use tao::dpi::{LogicalPosition, LogicalSize};
use tao::window::{Theme, Window};
use wry::{DragDropEvent, NewWindowResponse, Rect, WebContext, WebView, WebViewBuilder};

use super::{CHROME_URL, Hooks, Margins, Options, Rectangle, policy, schemes};

/// The window's views. Views are dropped before the contexts that made them.
pub struct Surface {
    pages: RefCell<BTreeMap<u64, Page>>,
    chrome: WebView,
    program_context: WebContext,
    _chrome_context: WebContext,
    window: Window,
    hooks: Rc<Hooks>,
    /// The page in front, and whether the chrome is over it.
    front: Cell<Option<u64>>,
    covered: Cell<bool>,
}

struct Page {
    web: WebView,
    margins: Margins,
}

impl Surface {
    /// Puts the chrome into a window that `tao` made.
    ///
    /// # Errors
    /// What wry says, in words.
    pub fn new(window: Window, options: &Options, hooks: Hooks) -> Result<Surface, String> {
        let hooks = Rc::new(hooks);
        let mut chrome_context = WebContext::new(None);
        let builder = WebViewBuilder::new_with_web_context(&mut chrome_context)
            .with_id(schemes::CHROME_ID)
            .with_url(CHROME_URL)
            .with_bounds(bounds(&window, Margins::default()))
            .with_asynchronous_custom_protocol(
                "chrome".into(),
                schemes::handler(hooks.resource.clone()),
            );
        let chrome = guard(builder, CHROME_URL, &hooks, None)
            .build_as_child(&window)
            .map_err(|error| error.to_string())?;
        Ok(Surface {
            pages: RefCell::new(BTreeMap::new()),
            chrome,
            program_context: WebContext::new(Some(options.data_dir.clone())),
            _chrome_context: chrome_context,
            window,
            hooks,
            front: Cell::new(None),
            covered: Cell::new(false),
        })
    }

    #[must_use]
    pub fn window(&self) -> &Window {
        &self.window
    }

    /// Makes a hidden view of the size it will have, and loads its document.
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
        let name = format!("v{view}");
        let builder = WebViewBuilder::new_with_web_context(&mut self.program_context)
            .with_id(&name)
            .with_url(url)
            .with_autoplay(true)
            .with_visible(false)
            .with_background_color((background.0, background.1, background.2, 255))
            .with_bounds(bounds(&self.window, margins))
            .with_asynchronous_custom_protocol(
                "mp".into(),
                schemes::handler(self.hooks.resource.clone()),
            );
        let web = guard(builder, url, &self.hooks, Some(view))
            .build_as_child(&self.window)
            .map_err(|error| error.to_string())?;
        self.pages.borrow_mut().insert(view, Page { web, margins });
        Ok(())
    }

    /// Runs a script in a view that is there.
    pub fn run(&self, view: u64, script: &str) {
        if let Some(page) = self.pages.borrow().get(&view)
            && let Err(error) = page.web.evaluate_script(script)
        {
            tracing::warn!(view, %error, "script");
        }
    }

    pub fn draw_chrome(&self, model: &str) {
        if let Err(error) = self
            .chrome
            .evaluate_script(&format!("__chrome.render({model})"))
        {
            tracing::warn!(%error, "chrome");
        }
    }

    /// Loads the chrome again, after its process died.
    pub fn reload_chrome(&self) {
        if let Err(error) = self.chrome.load_url(CHROME_URL) {
            tracing::error!(%error, "chrome");
        }
    }

    /// Puts a view in front: the others are hidden.
    pub fn show(&self, view: u64, margins: Margins, background: (u8, u8, u8)) {
        self.front.set(Some(view));
        if let Some(page) = self.pages.borrow_mut().get_mut(&view) {
            page.margins = margins;
            let (red, green, blue) = background;
            if let Err(error) = page.web.set_background_color((red, green, blue, 255)) {
                tracing::debug!(%error, "background");
            }
        }
        self.place();
    }

    pub fn hide(&self, view: u64) {
        if self.front.get() == Some(view) {
            self.front.set(None);
        }
        self.place();
    }

    pub fn set_margins(&self, view: u64, margins: Margins) {
        if let Some(page) = self.pages.borrow_mut().get_mut(&view) {
            page.margins = margins;
        }
        self.place();
    }

    pub fn destroy(&mut self, view: u64) {
        self.pages.borrow_mut().remove(&view);
    }

    /// Where the chrome takes clicks: inside the page's area means that the chrome covers the page.
    pub fn set_chrome_region(&self, rectangles: &[Rectangle]) {
        let margins = self
            .front
            .get()
            .and_then(|view| self.pages.borrow().get(&view).map(|page| page.margins));
        let size = self
            .window
            .inner_size()
            .to_logical::<i32>(self.window.scale_factor());
        let covered = margins.is_some_and(|margins| {
            rectangles.iter().any(|r| {
                let below_top = r.y + r.height > margins.top + 1;
                let above_bottom = r.y < size.height - margins.bottom - 1;
                // The capsule of a page with its own bar is a small piece and does not cover it.
                below_top && above_bottom && r.width * r.height > size.width * size.height / 4
            })
        });
        self.covered.set(covered);
        self.place();
    }

    pub fn focus_chrome(&self) {
        let _ = self.chrome.focus();
    }

    pub fn focus_page(&self, view: u64) {
        if let Some(page) = self.pages.borrow().get(&view) {
            let _ = page.web.focus();
        }
    }

    /// Not known here.
    #[must_use]
    pub fn chrome_has_focus(&self) -> bool {
        self.covered.get()
    }

    fn place(&self) {
        let told = |result: wry::Result<()>| {
            if let Err(error) = result {
                tracing::debug!(%error, "a view's place");
            }
        };
        told(
            self.chrome
                .set_bounds(bounds(&self.window, Margins::default())),
        );
        for (view, page) in self.pages.borrow().iter() {
            told(page.web.set_bounds(bounds(&self.window, page.margins)));
            told(
                page.web
                    .set_visible(self.front.get() == Some(*view) && !self.covered.get()),
            );
        }
    }
}

fn bounds(window: &Window, margins: Margins) -> Rect {
    let size = window.inner_size().to_logical::<i32>(window.scale_factor());
    let width = (size.width - margins.left - margins.right).max(1);
    let height = (size.height - margins.top - margins.bottom).max(1);
    Rect {
        position: LogicalPosition::new(margins.left, margins.top).into(),
        size: LogicalSize::new(width, height).into(),
    }
}

/// What holds for every view: it stays on its document, opens nothing, and downloads nothing.
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

/// Before anything else: is there a web engine?
///
/// # Errors
/// One sentence for the person at the terminal.
pub fn prepare() -> Result<(), String> {
    wry::webview_version()
        .map(|_| ())
        .map_err(|error| format!("no web engine: {error}"))
}

/// The web engines of these platforms follow the system's theme by themselves.
pub fn follow_theme(_theme: Theme) {}
