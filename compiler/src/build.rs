//! The steps of a build, in order: list, app.json, units, scripts, sheets,
//! templates, packages. Each step reports all it finds; only what makes the next
//! step meaningless ends the build early.

mod assets;

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use tiffin_protocol::ProgramId;

use crate::app::{self, AppJson};
use crate::diagnostic::{Diagnostic, Place, Report};
use crate::files::Files;
use crate::limits::{MAX_PROGRAM, PARSER_STACK};
use crate::package::{self, Identity, Parts};
use crate::project::{self, Settings};
use crate::scripts::{self, Scripts};
use crate::style::{self, Scope};
use crate::template::Library;
use crate::units::{self, Scopes, Unit};
use crate::{Build, Options, Step, check, languages, npm, parallel, slim, template, theme};

use assets::{add_assets, part, reserved};

/// See [`crate::build`].
pub fn run(
    project: &Path,
    options: &Options,
    on_step: &(dyn Fn(Step) + Sync),
) -> (Option<Build>, Report) {
    // glass-easel and the sheet reader recurse too.
    std::thread::scope(|scope| {
        let builder = std::thread::Builder::new().stack_size(PARSER_STACK);
        let handle = builder.spawn_scoped(scope, || steps(project, options, on_step));
        let result = handle.ok().and_then(|h| h.join().ok());
        result.unwrap_or_else(|| {
            let mut report = Report::default();
            report.push(Diagnostic::error(
                "internal",
                "the compiler failed; please report this project",
            ));
            (None, report)
        })
    })
}

fn steps(
    project: &Path,
    options: &Options,
    on_step: &(dyn Fn(Step) + Sync),
) -> (Option<Build>, Report) {
    let mut report = Report::new(options.keep_going);
    let build = try_steps(project, options, on_step, &mut report);
    let build = build.filter(|_| report.errors() == 0);
    (build, report)
}

fn try_steps(
    project: &Path,
    options: &Options,
    on_step: &(dyn Fn(Step) + Sync),
    report: &mut Report,
) -> Option<Build> {
    on_step(Step::Reading);
    let mut settings = project::open(project, report)?;
    let mut files = Files::list(&settings.root, report);
    let mut app = app::read(&files, report)?;
    on_step(Step::Npm);
    npm::add(&mut files, &settings, &app.extended_libraries(), report);
    let mut all = units::find(&files, &app, report);
    theme::check(&app, &all, report);
    let is_unit = |stem: &str| stem == "app" || all.contains_key(stem);
    languages::add(&mut files, &settings, is_unit, options.check, report);
    if !["app.js", "app.ts"].iter().any(|name| files.has(name)) {
        report.push(
            Diagnostic::error("app.script-missing", "there is no app.js").at(Place::file("app.js")),
        );
    }
    let progress = |done, of| on_step(Step::Scripts(done, of));
    let scripts = scripts::compile(
        &files,
        |path| settings.ignores(path) || reserved(path),
        &roots(&app, &all),
        options.source_maps,
        &progress,
        report,
    );
    let mut parts: Vec<Parts> = Vec::new();
    parts.resize_with(app.subpackages.len() + 1, Parts::default);
    let sheets = add_units(&files, &app, &scripts, &mut all, &mut parts);
    let progress = |done| on_step(Step::Sheets(done, sheets.len()));
    add_sheets(&files, &sheets, &mut parts, &progress, report);
    let progress = |done, of| on_step(Step::Templates(done, of));
    let library = add_templates(&files, &mut parts, &progress, report);
    let broken = |page: &str| scripts.is_broken(&format!("{page}.js")) || library.is_broken(page);
    leave_out(&mut app, &all, broken, &mut parts, report);
    for (path, config) in parts.iter_mut().flat_map(|p| &mut p.units) {
        if let Some(unit) = all.get(path) {
            units::retain_used(unit, &mut config.config, &library.names(path));
        }
    }
    if options.check {
        check::app(&app, report);
        check::packages(&app, &files, &scripts, report);
        check::scripts(&files, &scripts, report);
        check::templates(&app, &all, &library, report);
    }
    for (path, script) in scripts.iter() {
        if let Some(parts) = part(&mut parts, &app, path) {
            parts.scripts.push(path.to_owned());
            parts
                .files
                .insert(path.to_owned(), script.code.clone().into_bytes());
        }
    }
    add_assets(&files, &app, &settings, &mut parts, report);
    on_step(Step::Packing);
    let identity = identity(project, &settings, options, report)?;
    if let Some(icon) = &settings.icon
        && parts
            .first()
            .is_some_and(|main| !main.files.contains_key(icon))
    {
        let message = format!("the icon `{icon}` is not a file of the main package");
        report.push(Diagnostic::error("project.icon", message));
        settings.icon = None;
    }
    slim::slim(&mut parts, &app, report);
    if report.errors() > 0 {
        // Packages of a broken program only repeat what was said.
        return None;
    }
    let mut packages = Vec::new();
    for (index, part) in parts.into_iter().enumerate() {
        match package::finish(part, index.checked_sub(1), &app, &settings, &identity) {
            Ok(package) => packages.push(package),
            Err(diagnostic) => report.push(*diagnostic),
        }
    }
    let total: u64 = packages.iter().map(|p| p.bytes.len() as u64).sum();
    if total > MAX_PROGRAM {
        let message = format!(
            "all packages have {} KB, at most {} KB",
            total / 1024,
            MAX_PROGRAM / 1024
        );
        report.push(Diagnostic::error("package.program-too-large", message));
    }
    Some(Build {
        packages,
        identity,
        entry: app.entry.clone(),
        scopes: package::scopes(&app, &settings),
        domains: settings.domains.clone(),
        icon: settings.icon.clone(),
        description: settings.description.clone().unwrap_or_default(),
        maps: scripts.into_maps(),
    })
}

/// Of a build that keeps going: pages that are not there or cannot be compiled are no
/// pages of the program.
fn leave_out(
    app: &mut AppJson,
    units: &BTreeMap<String, Unit>,
    broken: impl Fn(&str) -> bool,
    parts: &mut [Parts],
    report: &mut Report,
) {
    if !report.keeps_going() {
        return;
    }
    let mut gone = BTreeSet::new();
    for page in &app.pages {
        let there = units.contains_key(&page.path);
        if there && !broken(&page.path) {
            continue;
        }
        if there {
            let message = format!("the page `{}` is left out", page.path);
            let place = app.source.at(page.range.clone());
            report.push(Diagnostic::warning("app.page-left-out", message).at(place));
        }
        gone.insert(page.path.clone());
    }
    for parts in parts {
        parts.units.retain(|path, _| !gone.contains(path));
    }
    app.leave_out(&gone, report);
}

/// The scripts that the runtime starts by itself.
fn roots(app: &AppJson, units: &BTreeMap<String, Unit>) -> BTreeSet<String> {
    let mut roots: BTreeSet<String> = units.keys().map(|path| format!("{path}.js")).collect();
    roots.insert("app.js".to_owned());
    // Subpackages may run a script of their own when they load.
    for subpackage in app
        .node
        .get("subPackages")
        .map(|n| n.items())
        .unwrap_or_default()
    {
        if let (Some(root), Some(entry)) = (
            subpackage.get("root").and_then(|n| n.as_str()),
            subpackage.get("entry").and_then(|n| n.as_str()),
        ) {
            roots.extend(crate::files::join("", &format!("{root}/{entry}")));
        }
    }
    roots
}

/// A sheet to compile.
struct StyleSheet {
    /// Several only for the program's own.
    from: Vec<String>,
    to: String,
    scopes: Scopes,
    page: bool,
    /// The package it goes to; 0 is the main package.
    part: usize,
}

/// Puts the units' configurations into their packages; gives their sheets.
fn add_units(
    files: &Files,
    app: &AppJson,
    scripts: &Scripts,
    all: &mut BTreeMap<String, Unit>,
    parts: &mut [Parts],
) -> Vec<StyleSheet> {
    let ids = units::scope_ids(all.keys());
    let mut sheets = Vec::new();
    let mut app_sheets = app.extended_sheets(files);
    app_sheets.extend(["app.wxss".to_owned()].into_iter().filter(|s| files.has(s)));
    if let Some(main) = parts.first_mut()
        && !app_sheets.is_empty()
    {
        main.app_style = true;
        sheets.push(StyleSheet {
            from: app_sheets,
            to: "app.css".to_owned(),
            scopes: Scopes::default(),
            page: true,
            part: 0,
        });
    }
    for (path, unit) in all.iter_mut() {
        let index = unit.subpackage.map_or(0, |index| index + 1);
        let Some(parts) = parts.get_mut(index) else {
            continue;
        };
        let id = ids.get(path).map(String::as_str).unwrap_or_default();
        let script = format!("{path}.js");
        let scopes = units::isolate(unit, &scripts.options(&script), id);
        let mut config = package::unit(unit.page, unit.config.clone(), &scopes.style);
        config.script = scripts.has(&script).then_some(script);
        let from = format!("{path}.wxss");
        if files.has(&from) {
            let to = format!("{path}.css");
            config.style = Some(to.clone());
            sheets.push(StyleSheet {
                from: vec![from],
                to,
                scopes,
                page: unit.page,
                part: index,
            });
        }
        if files.has(&format!("{path}.wxml")) {
            parts.templates.insert(path.clone());
        }
        parts.units.insert(path.clone(), config);
    }
    sheets
}

fn add_sheets(
    files: &Files,
    sheets: &[StyleSheet],
    parts: &mut [Parts],
    progress: &(dyn Fn(usize) + Sync),
    report: &mut Report,
) {
    let fresh = report.child();
    let compile = |sheet: &StyleSheet| {
        let mut report = fresh.child();
        let scope = Scope {
            style: &sheet.scopes.style,
            host: &sheet.scopes.host,
            page: sheet.page,
        };
        let texts = sheet.from.iter();
        let texts = texts.map(|path| style::compile(files, path, scope, &mut report));
        let css = texts.collect::<Vec<_>>().join("\n");
        (css, report)
    };
    let outcomes = parallel::map(sheets, compile, progress);
    for (sheet, (css, found)) in sheets.iter().zip(outcomes) {
        report.merge(found);
        if let Some(parts) = parts.get_mut(sheet.part) {
            parts.files.insert(sheet.to.clone(), css.into_bytes());
        }
    }
}

fn add_templates(
    files: &Files,
    parts: &mut [Parts],
    progress: &(dyn Fn(usize, usize) + Sync),
    report: &mut Report,
) -> Library {
    let roots = parts.iter().flat_map(|p| p.templates.iter().cloned());
    let library = template::compile(files, roots.collect(), progress, report);
    for parts in parts {
        let code = library.script(&parts.templates);
        parts
            .files
            .insert("__tiffin__/templates.js".to_owned(), code.into_bytes());
    }
    library
}

fn identity(
    project: &Path,
    settings: &Settings,
    options: &Options,
    report: &mut Report,
) -> Option<Identity> {
    let folder = project.canonicalize().ok();
    let folder = folder
        .as_deref()
        .and_then(Path::file_name)
        .map(|n| n.to_string_lossy().into_owned())
        .unwrap_or_default();
    let program = options
        .program
        .clone()
        .or_else(|| settings.program.clone())
        .or_else(|| program_from(&folder));
    let Some(program) = program else {
        report.push(
            Diagnostic::error("project.program", "the program has no id").help(
                "say --program, or put \"tiffin\": {\"program\": \"...\"} into project.config.json",
            ),
        );
        return None;
    };
    let mut name = options
        .name
        .clone()
        .or_else(|| settings.name.clone())
        .unwrap_or(folder);
    if name.trim().is_empty() {
        name = program.to_string();
    }
    Some(Identity {
        program,
        name: name.chars().take(80).collect(),
        version: options
            .version
            .clone()
            .or_else(|| settings.version.clone())
            .unwrap_or_else(|| "1.0.0".to_owned()),
        sequence: options.sequence.unwrap_or(1),
    })
}

/// A folder's name as a program id, for projects that name none.
fn program_from(folder: &str) -> Option<ProgramId> {
    let id: String = folder
        .to_ascii_lowercase()
        .chars()
        .map(|c| if c.is_ascii_alphanumeric() { c } else { '-' })
        .collect();
    id.trim_matches(|c: char| c == '-' || c.is_ascii_digit())
        .parse()
        .ok()
}
