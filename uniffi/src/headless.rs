//! A view without a screen for tests of the bindings: whoever drives a [`crate::Host`] in Kotlin or Swift where there is no
//! WebView gives it what `ViewScript` says, and hands on what it answers. Nothing is done here but to delegate; no app
//! ships it (docs/adr/0034).

use std::sync::{Mutex, MutexGuard, PoisonError};

use tiffin_headless::{Fault, FromView, View};

/// The host and this view do not understand each other, or what was asked for is not on the page.
#[derive(Debug, thiserror::Error, uniffi::Error)]
#[uniffi(flat_error)]
pub enum ViewFault {
    #[error("{0}")]
    View(String),
}

impl From<Fault> for ViewFault {
    fn from(fault: Fault) -> Self {
        ViewFault::View(fault.to_string())
    }
}

/// One view, see `tiffin_headless::View`.
#[derive(Debug, Default, uniffi::Object)]
pub struct HeadlessView {
    inner: Mutex<View>,
}

impl HeadlessView {
    fn view(&self) -> MutexGuard<'_, View> {
        self.inner.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

fn texts(said: &[FromView]) -> Result<Vec<String>, ViewFault> {
    let text = |message: &FromView| {
        message
            .to_json()
            .map_err(|e| ViewFault::View(e.to_string()))
    };
    said.iter().map(text).collect()
}

#[uniffi::export]
impl HeadlessView {
    #[uniffi::constructor]
    pub fn new() -> Self {
        Self::default()
    }

    /// What a view says once it has loaded, for `Host::view_message`.
    pub fn loaded(&self) -> Result<Vec<String>, ViewFault> {
        texts(&[self.view().loaded()])
    }

    /// Takes the script of a `ViewScript`; what the view says to it, for `Host::view_message`.
    pub fn run(&self, script: &str) -> Result<Vec<String>, ViewFault> {
        texts(&self.view().run(script)?)
    }

    /// Its process is gone: it is blank again.
    pub fn kill(&self) {
        self.view().kill();
    }

    /// The page that it shows; empty while it is blank.
    pub fn path(&self) -> String {
        let view = self.view();
        view.shows()
            .map_or_else(String::new, |page| page.path.clone())
    }

    /// The elements of a selector, in document order.
    pub fn find(&self, selector: &str) -> Result<Vec<u32>, ViewFault> {
        Ok(self.view().tree().find(selector)?)
    }

    /// The text of the first element of a selector and of all below it; null if there is none.
    pub fn text(&self, selector: &str) -> Result<Option<String>, ViewFault> {
        let view = self.view();
        let found = view.tree().find(selector)?;
        Ok(found.first().map(|node| view.tree().text_of(*node)))
    }

    /// The page as tags.
    pub fn html(&self) -> String {
        self.view().tree().html()
    }

    /// A tap at the first element of a selector, for `Host::view_message`.
    pub fn tap(&self, selector: &str) -> Result<String, ViewFault> {
        let mut view = self.view();
        let node = view.tree().first(selector)?;
        Ok(texts(&[view.tap(node)?])?.concat())
    }
}
