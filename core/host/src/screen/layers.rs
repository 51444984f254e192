//! What lies in the content area: the page of the program in front, and the native views (maps, cameras, live video,
//! web-views) that its page gives a place to. A view says where they are as it scrolls; their place on the window and
//! what is cut off is worked out here.

use tiffin_protocol::message::{Area, NativePlace};

use super::value::{Layer, Rect};
use crate::environment::{Environment, Insets};
use crate::ids::ViewId;

/// Native views of one page: each is a widget of the system, and more than a handful is a program gone wild.
pub(crate) const MAX_NATIVES: usize = 16;
/// CSS pixels, either way: a page is never that long, and arithmetic stays exact.
const FAR: f64 = 1_000_000.0;

impl Rect {
    /// What both have in common; empty (no width, no height) if nothing.
    fn common(self, other: Rect) -> Rect {
        let left = self.left.max(other.left);
        let top = self.top.max(other.top);
        let right = (self.left + self.width).min(other.left + other.width);
        let bottom = (self.top + self.height).min(other.top + other.height);
        Rect {
            left,
            top,
            width: (right - left).max(0.0),
            height: (bottom - top).max(0.0),
        }
    }

    fn of(area: Area, origin: Rect) -> Rect {
        let near = |value: f64| value.clamp(-FAR, FAR);
        Rect {
            left: origin.left + near(area.left),
            top: origin.top + near(area.top),
            width: near(area.width).max(0.0),
            height: near(area.height).max(0.0),
        }
    }
}

/// A page's content area on the window.
pub(crate) fn page_area(environment: &Environment, insets: Insets) -> Rect {
    Rect {
        left: insets.left,
        top: insets.top,
        width: (environment.window_width - insets.left - insets.right).max(0.0),
        height: (environment.window_height - insets.top - insets.bottom).max(0.0),
    }
}

/// The native views of one page, as its view reported them last.
#[derive(Debug, Clone, Default)]
pub(crate) struct Natives {
    places: Vec<(u64, NativePlace)>,
}

impl Natives {
    /// A report names all of them: what is missing is gone, what was there keeps its number. `number` gives new ones.
    pub(crate) fn report(&mut self, places: Vec<NativePlace>, mut number: impl FnMut() -> u64) {
        let before = std::mem::take(&mut self.places);
        for place in places.into_iter().take(MAX_NATIVES) {
            let same =
                |(_, old): &&(u64, NativePlace)| (old.node, old.kind) == (place.node, place.kind);
            let id = before
                .iter()
                .find(same)
                .map_or_else(&mut number, |(id, _)| *id);
            self.places.push((id, place));
        }
    }

    /// The view is gone; the next one reports again.
    pub(crate) fn clear(&mut self) {
        self.places.clear();
    }

    pub(crate) fn layers(&self, owner: ViewId, area: Rect) -> impl Iterator<Item = Layer> {
        self.places.iter().map(move |(id, place)| {
            let rect = Rect::of(place.rect, area);
            let clip = place.clip.map_or(rect, |clip| Rect::of(clip, area));
            Layer::Native {
                id: *id,
                kind: place.kind,
                rect,
                clip: clip.common(rect).common(area),
                owner,
            }
        })
    }
}

#[cfg(test)]
mod tests;
