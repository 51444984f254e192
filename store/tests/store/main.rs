//! The store as its clients meet it: the real binary, over TCP on this machine, with a real database and
//! real files in a folder of its own for each test.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing
)]

/// A minimal HTTP client: sends exactly what a test says, also what a good client never would.
mod client;
/// Programs to publish: real packages, real signatures.
mod program;
/// The binary, started on a free port in a temporary folder.
mod server;

/// Blobs: digests, both forms, ranges, bounds.
mod blobs;
/// Heads over time.
mod heads;
/// Who changed what.
mod history;
/// Being killed, stopped and started again.
mod life;
/// What people see: landing page, QR pictures, search.
mod people;
/// Publishing, from registration to a head that verifies.
mod publish;
/// What must be refused, each with its code.
mod refuse;
/// Roots and their succession.
mod root;
/// Publishing and ruling at the same time.
mod together;
/// Stores of earlier versions.
mod upgrade;
/// Taking a program out of a store that runs, and putting it back.
mod withdraw;
