//! A tap that is answered within a blink has one answer. What is on the device opens faster than its own cover could be read:
//! cover, empty window and page would be three pictures of the whole screen, each in the way of the next. So what is on
//! the screen stays for a moment after something was asked for, until the page is there. Pure.

use std::time::{Duration, Instant};

use super::value::{Cover, Layer, Screen, Stage};

/// What comes later is felt as waiting, and is to be told (Nielsen: 0.1 s is the limit of "at once").
const BLINK: Duration = Duration::from_millis(100);

#[derive(Debug, Default, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Calm {
    #[default]
    Over,
    Until(Instant),
}

impl Calm {
    /// Something was asked for.
    pub(crate) fn begin(now: Instant) -> Calm {
        Calm::Until(now + BLINK)
    }

    /// When what was held back is to be drawn.
    pub(crate) fn deadline(self) -> Option<Instant> {
        match self {
            Calm::Over => None,
            Calm::Until(end) => Some(end),
        }
    }

    /// Whether what is drawn stays. It ends with the page, with anything that a person has to read, and with its time.
    pub(crate) fn keeps(&mut self, drawn: Option<&Screen>, next: &Screen, now: Instant) -> bool {
        let Calm::Until(end) = *self else {
            return false;
        };
        if now >= end {
            *self = Calm::Over;
            return false;
        }
        let between = match &next.cover {
            Some(Cover::Opening(opening)) => opening.stage == Stage::Resolving,
            Some(Cover::Start | Cover::Failed { .. }) => false,
            None if has_page(next) => {
                // Still the page before: something else of it changed.
                if drawn.is_some_and(|drawn| drawn.front != next.front) {
                    *self = Calm::Over;
                }
                false
            }
            None => true,
        };
        let read = next.panel.is_some() || next.prompt.is_some();
        between && !read && drawn.is_some_and(|drawn| has_page(drawn) && drawn.cover.is_none())
    }
}

fn has_page(screen: &Screen) -> bool {
    let mut layers = screen.layers.iter();
    layers.any(|layer| matches!(layer, Layer::Page { .. }))
}

#[cfg(test)]
mod tests;
