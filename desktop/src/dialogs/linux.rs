//! GTK's dialog and clipboard; nothing here runs a loop of its own.

use std::path::PathBuf;

use gtk::prelude::*;
use gtk::{gdk, glib};
use tao::platform::unix::WindowExtUnix;
use tao::window::Window;

use super::{PICTURES, choose_title};

/// Shows the file dialog; `done` is called once, with nothing if the person chose nothing.
pub fn choose_picture(window: &Window, language: &str, done: impl Fn(Option<PathBuf>) + 'static) {
    let (title, accept, cancel) = choose_title(language);
    let dialog = gtk::FileChooserNative::new(
        Some(title),
        Some(window.gtk_window()),
        gtk::FileChooserAction::Open,
        Some(accept),
        Some(cancel),
    );
    let filter = gtk::FileFilter::new();
    for ending in PICTURES {
        filter.add_pattern(&format!("*.{ending}"));
        filter.add_pattern(&format!("*.{}", ending.to_uppercase()));
    }
    dialog.add_filter(filter);
    // The closure keeps the dialog alive until it is answered.
    let keep = std::cell::RefCell::new(Some(dialog.clone()));
    dialog.connect_response(move |dialog, response| {
        let accepted = response == gtk::ResponseType::Accept;
        done(dialog.filename().filter(|_| accepted));
        dialog.destroy();
        keep.borrow_mut().take();
    });
    dialog.show();
}

fn clipboard() -> gtk::Clipboard {
    gtk::Clipboard::get(&gdk::SELECTION_CLIPBOARD)
}

#[must_use]
pub fn has_clipboard_picture() -> bool {
    clipboard().wait_is_image_available()
}

/// The clipboard's picture as a PNG file.
pub fn clipboard_picture(done: impl FnOnce(Vec<u8>) + 'static) {
    clipboard().request_image(move |_, picture| {
        if let Some(bytes) = picture.and_then(|picture| picture.save_to_bufferv("png", &[]).ok()) {
            done(bytes);
        }
    });
}

pub fn clipboard_text(done: impl FnOnce(Option<String>) + 'static) {
    clipboard().request_text(move |_, text| done(text.map(str::to_owned)));
}

/// Answers whether it worked.
pub fn set_clipboard_text(text: &str) -> bool {
    let clipboard = clipboard();
    clipboard.set_text(text);
    // A clipboard manager, if there is one, keeps the text after the window closes.
    glib::idle_add_local_once(move || clipboard.store());
    true
}
