//! The compiler: a WeChat project folder in, packages out, byte for byte the same
//! each time. Used by the command line and by the store's checks, never on a
//! phone.
//!
//! ```text
//! project.rs   project.config.json: root folder, what is not packed, identity
//! files.rs     the folder, listed once, bounded, no symbolic links
//! npm/         node_modules -> miniprogram_npm
//! app.rs       app.json            units.rs    pages and components
//! scripts.rs   all scripts         script/     one script: CommonJS, on its lines
//! languages/   Sass, Less -> WXSS  check/      what Tiffin does not have
//! style/       WXSS -> CSS         template/   WXML and WXS -> glass-easel
//! package.rs   the ZIPs            release.rs  the statement to sign
//! slim.rs      what may stay out of a package that is too large
//! ```
//!
//! Everything in a project is taken to be hostile: sizes, counts and nesting are
//! bounded ([`limits`]), and every finding has a stable code and a place
//! ([`diagnostic`]).

mod app;
mod build;
mod check;
pub mod diagnostic;
mod excerpt;
mod files;
mod json;
mod languages;
pub mod limits;
mod npm;
mod package;
mod parallel;
mod project;
mod release;
mod resolve;
mod script;
mod scripts;
mod slim;
mod style;
mod template;
mod theme;
mod units;

use std::path::Path;

use tiffin_protocol::ProgramId;
use tiffin_protocol::release::Domains;

pub use diagnostic::{Diagnostic, Report, Severity};
pub use package::{Identity, Package};
pub use template::TEMPLATE_ABI;

/// What stands in for project.config.json, or overrules it.
#[derive(Clone, Debug, Default)]
pub struct Options {
    /// The program's id.
    pub program: Option<ProgramId>,
    /// Its name for people.
    pub name: Option<String>,
    /// Its version for people; `1.0.0` if nobody says.
    pub version: Option<String>,
    /// The release's sequence; 1 if nobody says.
    pub sequence: Option<u64>,
    /// Also gives [`Build::maps`].
    pub source_maps: bool,
    /// Also reports what the program uses and Tiffin does not have.
    pub check: bool,
    /// Leaves out what cannot be compiled, each with a warning, and builds the rest.
    pub keep_going: bool,
}

/// What a build is doing, for a progress bar.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Step {
    /// Listing the folder, reading JSON.
    Reading,
    /// Building `miniprogram_npm`.
    Npm,
    /// Compiling scripts: so many are done, of so many.
    Scripts(usize, usize),
    /// Compiling style sheets.
    Sheets(usize, usize),
    /// Compiling templates; more are found on the way.
    Templates(usize, usize),
    /// Writing packages.
    Packing,
}

/// A finished build.
#[derive(Clone, Debug)]
pub struct Build {
    /// `main` first, then the subpackages in the order of app.json.
    pub packages: Vec<Package>,
    /// Which program, which version.
    pub identity: Identity,
    /// The page that opens, without extension.
    pub entry: String,
    /// Scopes the program may ask for.
    pub scopes: Vec<String>,
    /// Hosts it may reach.
    pub domains: Domains,
    /// Its icon, a file of the main package.
    pub icon: Option<String>,
    /// For people.
    pub description: String,
    /// Source maps (revision 3) of the scripts that were not CommonJS already, by the
    /// script's path. They are no part of a package.
    pub maps: Vec<(String, String)>,
}

/// Builds the project in a folder. No build if the report holds an error.
///
/// Reads the folder, writes nothing. `on_step` is called from several threads.
pub fn build(
    project: &Path,
    options: &Options,
    on_step: &(dyn Fn(Step) + Sync),
) -> (Option<Build>, Report) {
    build::run(project, options, on_step)
}
