//! What is on the screen, and what a person may do to it: decided here, purely, and only drawn by the shells. [`Screen`] is
//! the whole of it as one value, given anew whenever something of it changed; a shell compares it with the one that it
//! drew. What a person does comes back as a [`ScreenAction`].

mod action;
mod again;
mod back;
mod calm;
mod choices;
mod fronts;
mod layers;
mod openings;
mod panels;
mod prompts;
mod saved;
pub(crate) mod script;
mod value;

pub use action::{Grant, LinkSource, MemoryLevel, PromptAnswer, ScreenAction};
pub(crate) use again::Again;
pub(crate) use back::back_means;
pub(crate) use calm::Calm;
pub(crate) use fronts::{Fronts, Rules, Step};
pub(crate) use layers::{Natives, page_area};
pub(crate) use openings::{FailedOpening, Openings, Pending, Ticket};
pub(crate) use panels::{PanelStep, Panels};
pub(crate) use prompts::{Prompts, Waiting};
pub(crate) use saved::{Saved, SavedPage};
pub use value::{
    Ask, BackMeans, Choice, Cover, Layer, NativeKind, Opening, Panel, Parts, Prompt, Rect, Screen,
    Stage, Transition,
};
