//! What all handlers share. Below them: it knows the parts of the store, and no route.

use std::sync::Arc;

use tiffin_protocol::StoreRef;
use tokio::sync::Semaphore;

use super::template::Landing;
use super::token::Token;
use crate::blobs::Blobs;
use crate::catalog::Catalog;
use crate::clock::Clock;
use crate::publish::Publisher;

/// What handlers work with.
pub struct Parts {
    pub catalog: Arc<dyn Catalog>,
    pub blobs: Blobs,
    pub publisher: Publisher,
    pub token: Token,
    /// The origin that links and QR codes carry.
    pub public: StoreRef,
    /// The store's name for people.
    pub name: String,
    pub uploads: Semaphore,
    pub clock: Clock,
    pub landing: Landing,
}

/// Shared by all handlers.
pub type SharedParts = Arc<Parts>;
