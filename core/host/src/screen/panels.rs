//! Sheets of the host itself: the capsule's menu, about, a link to pass on, the scanner and the choice between several codes.
//! One at a time; another one, or another program in front, closes it. Pure.

use tiffin_protocol::Scene;

use super::action::LinkSource;
use super::choices::choices;
use super::value::{Choice, Panel, Parts};
use crate::error::HostError;
use crate::ids::CallId;
use crate::scan::Scanned;

/// What follows from a sheet.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum PanelStep {
    Nothing,
    /// The text of a code is the answer to a program.
    Answer(CallId, String),
    /// A program's scan was left.
    Cancel(CallId),
    Open(String, Scene),
}

#[derive(Debug, Default)]
pub(crate) struct Panels {
    panel: Option<Panel>,
    /// A program's `wx.scanCode` waits for what the scanner reads.
    call: Option<CallId>,
    /// Where the codes that are offered come from.
    scene: Option<Scene>,
}

impl Panels {
    pub(crate) fn shown(&self) -> Option<&Panel> {
        self.panel.as_ref()
    }

    pub(crate) fn open(&mut self, panel: Panel) -> PanelStep {
        let then = self.close();
        self.panel = Some(panel);
        then
    }

    pub(crate) fn scanner(&mut self, call: Option<CallId>) -> PanelStep {
        let then = self.open(Panel::Scanner {
            busy: false,
            error: None,
            parts: None,
            choices: Vec::new(),
        });
        self.call = call;
        then
    }

    /// Closes what is open; a program that waits for a scan is told.
    pub(crate) fn close(&mut self) -> PanelStep {
        self.panel = None;
        self.scene = None;
        self.call
            .take()
            .map_or(PanelStep::Nothing, PanelStep::Cancel)
    }

    pub(crate) fn copied(&mut self) {
        if let Some(Panel::Share { copied, .. }) = &mut self.panel {
            *copied = true;
        }
    }

    /// A picture is being read.
    pub(crate) fn reading(&mut self) {
        if let Some(Panel::Scanner {
            busy,
            error,
            choices,
            ..
        }) = &mut self.panel
        {
            (*busy, *error) = (true, None);
            choices.clear();
        }
    }

    /// Nothing could be read: said in the scanner if it is open, which stays for another picture. Else the error comes
    /// back, to be said over the whole window.
    pub(crate) fn unreadable(&mut self, failed: HostError) -> Option<HostError> {
        match &mut self.panel {
            Some(Panel::Scanner { busy, error, .. }) => {
                (*busy, *error) = (false, Some(failed));
                None
            }
            _ => Some(failed),
        }
    }

    /// A code was read that holds a part of a text. The scanner stays for the others, with the call that waits for it.
    pub(crate) fn waiting(&mut self, read: Parts, call: Option<CallId>) {
        self.call = self.call.or(call);
        self.panel = Some(Panel::Scanner {
            busy: false,
            error: None,
            parts: Some(read),
            choices: Vec::new(),
        });
    }

    /// Codes were read. One that can be opened is; several are offered; of none that can, the host says why not.
    pub(crate) fn found(
        &mut self,
        found: Vec<Scanned>,
        source: LinkSource,
        call: Option<CallId>,
    ) -> PanelStep {
        self.call = self.call.or(call);
        self.scene = Some(source.scene());
        let for_program = self.call.is_some();
        let choices: Vec<Choice> = choices(found, for_program);
        let mut open = choices.iter().filter(|choice| choice.openable);
        match (open.next(), open.next()) {
            (Some(choice), None) => {
                let text = choice.text.clone();
                self.take(text)
            }
            (None, _) => match choices.into_iter().next() {
                Some(choice) => self.take(choice.text),
                None => PanelStep::Nothing,
            },
            (Some(_), Some(_)) => {
                self.panel = Some(Panel::Scanner {
                    busy: false,
                    error: None,
                    parts: None,
                    choices,
                });
                PanelStep::Nothing
            }
        }
    }

    pub(crate) fn pick(&mut self, index: u32) -> PanelStep {
        let Some(Panel::Scanner { choices, .. }) = &self.panel else {
            return PanelStep::Nothing;
        };
        let picked = usize::try_from(index).ok().and_then(|at| choices.get(at));
        match picked {
            Some(choice) if choice.openable => {
                let text = choice.text.clone();
                self.take(text)
            }
            _ => PanelStep::Nothing,
        }
    }

    fn take(&mut self, text: String) -> PanelStep {
        self.panel = None;
        let scene = self.scene.take().unwrap_or(LinkSource::Picture.scene());
        match self.call.take() {
            Some(call) => PanelStep::Answer(call, text),
            None => PanelStep::Open(text, scene),
        }
    }
}

#[cfg(test)]
mod tests;
