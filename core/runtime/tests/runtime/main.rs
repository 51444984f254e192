//! The real framework in the real engine, with small programs written in place, against views that apply batches.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing
)]

/// When answers come, and in what order.
mod answers;
mod blocks;
/// Canvas and intersections.
mod canvas;
/// `wx.cloud` without a cloud.
mod cloud;
/// The numbers of operations, the same everywhere.
mod codes;
/// Components: names of properties, slots.
mod components;
/// Whose objects data are.
mod copies;
/// Data, observers, setData.
mod data;
/// What QuickJS lacks and programs use.
mod engine;
/// Out of the sandbox, and programs that replace the language.
mod escape;
/// Events: bubbling, catching, plain objects, two-way binding, forms.
mod events;
/// What goes wrong: throws, endless loops, memory, hostile programs.
mod faults;
/// Too much of everything.
mod floods;
/// When garbage is collected.
mod garbage;
/// What program frameworks hand to APIs.
mod handed;
/// The smallest program.
mod hello;
/// Programs that mean harm.
mod hostile;
/// Instances of components in data.
mod instances;
/// The language, against V8.
mod language;
/// Packages that come while the program runs: modules, components and what stands for them.
mod late;
/// The order of life, as WeChat has it.
mod life;
/// Lists, by runs of rows and node by node.
mod lists;
/// require, globals, timers, Promise jobs.
mod modules;
/// Views that die.
mod rebuild;
/// Relations between components.
mod relations;
/// Long strings made by `+`, which the engine keeps in two halves.
mod ropes;
mod support;
/// Every function of `wx`.
mod surface;
/// Custom tab bars, behaviors of pages, listeners.
mod tabs;
/// Calls that stay open, bytes beside JSON, and what the shell declares.
mod tasks;
/// Templates as the compiler makes them: includes and the scope they stand in, entities.
mod templates;
/// wx.worklet: shared values, what moves them, styles that follow.
mod worklet;
/// The `wx` object: styles of calling, sync and async capabilities, queries.
mod wx;
