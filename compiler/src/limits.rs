//! Every bound of a build, in one place, each with its reason.

use std::time::Duration;

/// One package, before compression: WeChat's limit
/// (<https://developers.weixin.qq.com/miniprogram/dev/framework/subpackages.html>).
pub const MAX_PACKAGE: u64 = 2 * 1024 * 1024;
/// All packages of a program: WeChat's limit for all subpackages together.
pub const MAX_PROGRAM: u64 = 30 * 1024 * 1024;
/// Files that a project folder may hold, `node_modules` apart: the largest public
/// program has about 4,000; a folder with more is not a program.
pub const MAX_FILES: usize = 50_000;
/// Folders below one another.
pub const MAX_FOLDER_DEPTH: usize = 32;
/// One source file (script, template, sheet, JSON). A bundle may take a whole
/// package, and be written before minification.
pub const MAX_SOURCE: u64 = 8 * 1024 * 1024;
/// Pages and components of one program.
pub const MAX_UNITS: usize = 5_000;
/// Brackets or elements inside one another, in a script, template or sheet:
/// parsers recurse. Real bundles stay below 200.
pub const MAX_NESTING: usize = 2_000;
/// The stack of the thread that parses, sized for [`MAX_NESTING`]; only touched
/// pages are ever used.
pub const PARSER_STACK: usize = 512 * 1024 * 1024;
/// A sheet with its imports, all inlined: imports of imports can double at each
/// level.
pub const MAX_SHEET: usize = 4 * 1024 * 1024;
/// Packages of `node_modules` that one package.json brings, with theirs.
pub const MAX_NPM_PACKAGES: usize = 1_000;
/// Modules of one bundled package: lodash, as separate files, has about 650.
pub const MAX_BUNDLE_MODULES: usize = 3_000;
/// One Less sheet, in time: the largest of public programs takes less than a second.
pub const MAX_LESS_TIME: Duration = Duration::from_secs(20);
/// What Less may hold while it compiles: a few megabytes are usual.
pub const MAX_LESS_HEAP: usize = 256 * 1024 * 1024;
/// Its stack, out of [`PARSER_STACK`]: enough for [`MAX_NESTING`] blocks inside one
/// another.
pub const MAX_LESS_STACK: usize = 256 * 1024 * 1024;
