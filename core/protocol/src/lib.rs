//! The formats of Tiffin: links, manifests, packages, releases, messages and error codes.
//!
//! Everything here is pure: bytes in, values or a [`Fault`] out. No disk (a package is read through
//! `Read + Seek`), no network, no clock (the caller passes the time), no async. All input is taken to
//! be hostile: each parser has a bound on size and count, and every way to fail has its own [`Code`].
//!
//! The written specifications are in `docs/formats/`.

pub mod capability;
pub mod config;
pub mod dsse;
pub mod error;
pub mod event;
pub mod id;
mod json;
pub mod limits;
pub mod link;
pub mod manifest;
pub mod message;
pub mod package;
pub mod release;
pub mod scene;
pub mod time;
pub mod tokens;
pub mod trust;
pub mod version;

pub use error::{Code, Fault, Remedy, Result};
pub use id::{PackagePath, ProgramId, Sha256};
pub use limits::Limits;
pub use link::{Link, StoreRef, visible};
pub use scene::Scene;
