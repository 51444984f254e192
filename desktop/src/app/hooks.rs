//! What the surface tells: to the host at once where it is the host's, to the window's loop otherwise.

use tao::event_loop::EventLoopProxy;
use tiffin_host::Host;

use crate::dialogs;
use crate::keys::Shortcut;
use crate::resources::{self, Workers};
use crate::signal::{Signal, send};
use crate::surface::Hooks;

pub(super) fn hooks(host: &Host, workers: &Workers, proxy: &EventLoopProxy<Signal>) -> Hooks {
    let (said, lost, visible) = (host.clone(), host.clone(), host.clone());
    let (chrome, chrome_lost) = (proxy.clone(), proxy.clone());
    let (dropped, pressed) = (proxy.clone(), proxy.clone());
    Hooks {
        page_said: Box::new(move |view, text| said.view_message(tiffin_host::ViewId(view), text)),
        page_lost: Box::new(move |view| lost.view_lost(tiffin_host::ViewId(view))),
        chrome_said: Box::new(move |text| send(&chrome, Signal::Chrome(text))),
        chrome_lost: Box::new(move || send(&chrome_lost, Signal::ChromeLost)),
        dropped: Box::new(move |paths| send(&dropped, Signal::Dropped(paths))),
        visible: Box::new(move |on| visible.visibility(on)),
        shortcut: Box::new(move |shortcut| {
            let ours = shortcut != Shortcut::PastePicture || dialogs::has_clipboard_picture();
            if ours {
                send(&pressed, Signal::Shortcut(shortcut));
            }
            ours
        }),
        resource: resources::handler(host.clone(), workers.clone()),
    }
}
