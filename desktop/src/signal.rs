//! What other threads and callbacks tell the window's loop.

use std::path::PathBuf;

use tao::event_loop::EventLoopProxy;
use tiffin_host::{CallId, HostEvent};

use crate::keys::Shortcut;

#[derive(Debug)]
pub enum Signal {
    Host(Vec<HostEvent>),
    Chrome(String),
    ChromeLost,
    Shortcut(Shortcut),
    Dropped(Vec<PathBuf>),
    Picture(Vec<u8>),
    Clipboard(CallId, Option<String>),
}

pub fn send(proxy: &EventLoopProxy<Signal>, signal: Signal) {
    if proxy.send_event(signal).is_err() {
        tracing::debug!("the window is gone");
    }
}
