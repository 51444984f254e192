//! The order of back: what lies on top goes first. One function, so that every shell's back button, key and gesture means
//! the same.

use super::value::{BackMeans, Cover, Panel, Prompt};
use crate::chrome::ChromeState;

/// `pages`: how many are on the stack of the program in front.
pub(crate) fn back_means(
    prompt: Option<&Prompt>,
    panel: Option<&Panel>,
    cover: Option<&Cover>,
    chrome: Option<&ChromeState>,
    pages: usize,
) -> BackMeans {
    if prompt.is_some() {
        return BackMeans::Prompt;
    }
    if panel.is_some() {
        return BackMeans::Panel;
    }
    match (cover, chrome) {
        (Some(Cover::Start), _) | (None, None) => BackMeans::App,
        (Some(_), _) => BackMeans::Cover,
        (None, Some(chrome)) if chrome.crash.is_some() => BackMeans::Crash,
        (None, Some(chrome)) if chrome.modal.is_some() => BackMeans::Stays,
        (None, Some(chrome)) if chrome.sheet.is_some() => BackMeans::Sheet,
        (None, Some(_)) if pages > 1 => BackMeans::Page,
        (None, Some(chrome)) if chrome.home => BackMeans::App,
        (None, Some(_)) => BackMeans::Program,
    }
}

#[cfg(test)]
mod tests;
