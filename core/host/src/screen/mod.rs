//! What is on the screen, and what a person may do to it: decided here, purely, and drawn by the shells.

mod fronts;

pub(crate) use fronts::{Fronts, Rules, Step};
