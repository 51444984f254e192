//! Toast, loading, modal and sheet: one of each per instance, above its pages, gone with the program and not with a page.
//! A newer toast or loading replaces the older, as on WeChat; a modal that is replaced answers its caller with cancel.

use std::time::{Duration, Instant};

use tiffin_runtime::CallId;

use crate::chrome::{Loading, Modal, Sheet, Toast};

/// An overlay whose answer a program waits for.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Pending<T> {
    pub call: CallId,
    pub drawn: T,
}

#[derive(Debug, Clone, Default)]
pub(crate) struct Overlays {
    pub toast: Option<(Toast, Instant)>,
    pub loading: Option<Loading>,
    pub modal: Option<Pending<Modal>>,
    pub sheet: Option<Pending<Sheet>>,
}

impl Overlays {
    /// A toast and a loading exclude each other.
    pub(crate) fn show_toast(&mut self, toast: Toast, duration: Duration, now: Instant) {
        self.loading = None;
        self.toast = Some((toast, now + duration));
    }

    pub(crate) fn show_loading(&mut self, loading: Loading) {
        self.toast = None;
        self.loading = Some(loading);
    }

    /// Drops a toast whose time is over. True if it changed something.
    pub(crate) fn expire(&mut self, now: Instant) -> bool {
        let over = self.toast.as_ref().is_some_and(|(_, until)| *until <= now);
        if over {
            self.toast = None;
        }
        over
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_toast_ends_by_itself_and_a_loading_does_not() {
        let now = Instant::now();
        let mut overlays = Overlays::default();
        overlays.show_loading(Loading {
            title: "a".into(),
            mask: false,
        });
        overlays.show_toast(
            Toast {
                title: "b".into(),
                icon: "none".into(),
                image: None,
                mask: false,
            },
            Duration::from_secs(1),
            now,
        );
        assert_eq!(overlays.loading, None);
        assert!(!overlays.expire(now));
        assert!(overlays.expire(now + Duration::from_secs(1)));
        assert!(overlays.toast.is_none());
    }
}
