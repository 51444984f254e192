//! The catalog: which programs there are, their releases, heads and roots, and who changed what.
//!
//! A trait, because a store that outgrows one process keeps the same facts in PostgreSQL: nothing here says how they
//! are kept, and `contract` is what any implementation must do. Methods are whole transactions. The catalog holds
//! signed documents but signs nothing and checks no signature.
//!
//! A head is changed by compare-and-set: who changes it says which revision they read, and [`change_head`] reads again
//! and tries again when another was faster. So a publication, a minimum and a withdrawal at once all count.

mod audit;
mod change;
#[cfg(test)]
mod contract;
mod error;
mod head;
mod interface;
mod records;
mod rules;
mod sqlite;

pub use audit::{Action, By, Change, Principal};
pub use change::change_head;
pub use error::{CatalogError, Conflict};
pub use head::{Pointing, RECALLS, Ruling, Signed, StoredHead, Trial, advance};
pub use interface::Catalog;
pub use records::{NewRelease, Program, Stable, StoredRelease, Unfinished};
pub use rules::follows;
pub use sqlite::SqliteCatalog;
