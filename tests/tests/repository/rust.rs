//! Just enough of Rust to see which file names things of which other: comments and strings blanked, tests left out,
//! modules followed from a crate's root, names followed through `use` to the file that defines them.
//!
//! A `mod` line and a `pub use` are signposts, not uses: only what a file needs for its own code counts. Methods that are
//! called on a value of another file's type are not seen, since no path names that file.

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};

use super::files::{root, text};
use super::source::{Token, code, mark, tokens, without_tests, word};

/// One `use`, taken apart: the path, the name it has here (`*` for all), and whether it is handed on.
#[derive(Debug)]
struct Use {
    path: Vec<String>,
    name: String,
    handed_on: bool,
    /// How many inline modules it stands in.
    depth: usize,
}

/// A file of a crate.
#[derive(Debug, Default)]
struct Module {
    file: PathBuf,
    parent: Option<usize>,
    children: BTreeMap<String, usize>,
    uses: Vec<Use>,
    /// Paths in its code, with the number of inline modules around them.
    paths: Vec<(Vec<String>, usize)>,
    words: BTreeSet<String>,
    defined: BTreeSet<String>,
}

/// The files of one crate, or of one binary.
#[derive(Debug)]
pub struct Crate {
    modules: Vec<Module>,
}

/// Which file names something of which: (from, to, by what path).
pub type Edges = BTreeMap<(PathBuf, PathBuf), String>;

impl Crate {
    /// Follows `mod` from the crate's root file.
    pub fn read(file: &Path) -> Crate {
        let mut made = Crate {
            modules: Vec::new(),
        };
        let folder = file.parent().unwrap().to_path_buf();
        made.add(file, &folder, None);
        made
    }

    pub fn len(&self) -> usize {
        self.modules.len()
    }

    fn add(&mut self, file: &Path, folder: &Path, parent: Option<usize>) -> usize {
        let source = text(file);
        let all = without_tests(&tokens(&code(&source)));
        let id = self.modules.len();
        self.modules.push(Module {
            file: file.to_path_buf(),
            parent,
            ..Module::default()
        });
        let mut declared = Vec::new();
        self.modules[id].read(&all, &mut declared);
        for name in declared {
            let flat = folder.join(format!("{name}.rs"));
            let deep = folder.join(&name).join("mod.rs");
            let found = if root().join(&flat).is_file() {
                flat
            } else if root().join(&deep).is_file() {
                deep
            } else {
                continue; // #[path], of which there is none outside tests; or for another system
            };
            let child = self.add(&found, &folder.join(&name), Some(id));
            self.modules[id].children.insert(name, child);
        }
        id
    }

    pub fn edges(&self) -> Edges {
        let mut edges = Edges::new();
        for (id, module) in self.modules.iter().enumerate() {
            for used in &module.uses {
                if used.handed_on && !module.words.contains(&used.name) {
                    continue;
                }
                self.edge(&mut edges, id, &used.path, used.depth, used.name == "*");
            }
            for (path, depth) in &module.paths {
                self.edge(&mut edges, id, path, *depth, false);
            }
        }
        edges
    }

    fn edge(&self, edges: &mut Edges, from: usize, path: &[String], depth: usize, all: bool) {
        if let Some((to, item)) = self.resolve(from, path, depth, 0)
            && to != from
            && (item || all)
        {
            let key = (
                self.modules[from].file.clone(),
                self.modules[to].file.clone(),
            );
            edges.entry(key).or_insert_with(|| path.join("::"));
        }
    }

    /// The module that defines what a path names, and whether it names a thing in it rather than the module.
    fn resolve(
        &self,
        from: usize,
        path: &[String],
        depth: usize,
        hops: usize,
    ) -> Option<(usize, bool)> {
        if hops > 16 {
            return None;
        }
        let mut at = from;
        let mut inline = depth;
        let mut rest = path;
        match rest.first()?.as_str() {
            "crate" => {
                at = 0;
                rest = &rest[1..];
            }
            "self" => rest = &rest[1..],
            "super" => {
                while rest.first().is_some_and(|segment| segment == "super") {
                    if inline > 0 {
                        inline -= 1;
                    } else {
                        at = self.modules[at].parent?;
                    }
                    rest = &rest[1..];
                }
            }
            first => {
                let module = &self.modules[from];
                if !module.children.contains_key(first)
                    && !module.uses.iter().any(|used| used.name == first)
                {
                    return None;
                }
            }
        }
        while let Some(segment) = rest.first() {
            let module = &self.modules[at];
            if let Some(child) = module.children.get(segment) {
                at = *child;
                rest = &rest[1..];
                continue;
            }
            if module.defined.contains(segment) {
                return Some((at, true));
            }
            if let Some(used) = module.uses.iter().find(|used| &used.name == segment) {
                // Through a signpost: on to where it points.
                let mut path = used.path.clone();
                if path.first() == rest.first() && path.len() == 1 {
                    return None;
                }
                path.extend(rest[1..].iter().cloned());
                return self.resolve_use(at, &path, used.depth, hops + 1);
            }
            for used in module.uses.iter().filter(|used| used.name == "*") {
                if let Some((to, _)) = self.resolve_use(at, &used.path, used.depth, hops + 1)
                    && to != at
                    && self.modules[to].defined.contains(segment)
                {
                    return Some((to, true));
                }
            }
            return Some((at, true));
        }
        Some((at, false))
    }

    /// A path of a `use`: its first name is a module here, or another crate, never a name that a `use` made.
    fn resolve_use(
        &self,
        from: usize,
        path: &[String],
        depth: usize,
        hops: usize,
    ) -> Option<(usize, bool)> {
        let first = path.first()?.as_str();
        let ours = matches!(first, "crate" | "self" | "super")
            || self.modules[from].children.contains_key(first);
        if !ours {
            return None;
        }
        self.resolve(from, path, depth, hops)
    }
}

/// Words behind which a name stands that is defined here.
const DEFINES: &[&str] = &[
    "fn",
    "struct",
    "enum",
    "trait",
    "type",
    "const",
    "static",
    "union",
    "mod",
    "macro_rules",
];

impl Module {
    fn read(&mut self, tokens: &[Token], declared: &mut Vec<String>) {
        let mut at = 0;
        // The depth of braces at which each inline module began.
        let mut inline: Vec<usize> = Vec::new();
        let mut braces = 0;
        while at < tokens.len() {
            match &tokens[at] {
                Token::Mark('{') => braces += 1,
                Token::Mark('}') => {
                    braces -= 1;
                    if inline.last() == Some(&braces) {
                        inline.pop();
                    }
                }
                Token::Word(found) if found == "mod" && word(tokens, at + 1).is_some() => {
                    let name = word(tokens, at + 1).unwrap().to_owned();
                    if mark(tokens, at + 2, ';') {
                        declared.push(name);
                    } else {
                        self.defined.insert(name);
                        inline.push(braces);
                    }
                    at += 2;
                    continue;
                }
                Token::Word(found) if found == "use" && !mark(tokens, at + 1, '<') => {
                    let handed_on = at > 0
                        && (word(tokens, at - 1) == Some("pub") || mark(tokens, at - 1, ')'));
                    at = self.read_use(tokens, at + 1, &[], handed_on, inline.len());
                    continue;
                }
                Token::Word(found) => {
                    if DEFINES.contains(&found.as_str())
                        && let Some(name) = word(tokens, at + 1)
                    {
                        self.defined.insert(name.to_owned());
                        at += 2;
                        continue;
                    }
                    let after =
                        at > 0 && (tokens[at - 1] == Token::Path || mark(tokens, at - 1, '.'));
                    if !after {
                        self.words.insert(found.clone());
                        let mut path = vec![found.clone()];
                        while tokens.get(at + 1) == Some(&Token::Path)
                            && let Some(next) = word(tokens, at + 2)
                        {
                            path.push(next.to_owned());
                            at += 2;
                        }
                        if path.len() > 1 {
                            self.paths.push((path, inline.len()));
                        }
                    }
                }
                _ => {}
            }
            at += 1;
        }
    }

    /// Reads a tree of `use` from `at` on; returns where it ends.
    fn read_use(
        &mut self,
        tokens: &[Token],
        mut at: usize,
        before: &[String],
        handed_on: bool,
        depth: usize,
    ) -> usize {
        let mut path = before.to_vec();
        loop {
            match tokens.get(at) {
                Some(Token::Word(segment)) if segment == "as" => {
                    let name = word(tokens, at + 1).unwrap_or("_").to_owned();
                    self.uses.push(Use {
                        path,
                        name,
                        handed_on,
                        depth,
                    });
                    return at + 2;
                }
                Some(Token::Word(segment)) => {
                    // `a::{self}` names `a`.
                    if segment != "self" || path.is_empty() {
                        path.push(segment.clone());
                    }
                    at += 1;
                }
                Some(Token::Path) => at += 1,
                Some(Token::Mark('*')) => {
                    self.uses.push(Use {
                        path,
                        name: "*".into(),
                        handed_on,
                        depth,
                    });
                    return at + 1;
                }
                Some(Token::Mark('{')) => {
                    at += 1;
                    while at < tokens.len() && !mark(tokens, at, '}') {
                        at = self.read_use(tokens, at, &path, handed_on, depth);
                        if mark(tokens, at, ',') {
                            at += 1;
                        }
                    }
                    return at + 1;
                }
                _ => {
                    if let Some(name) = path.last().cloned() {
                        self.uses.push(Use {
                            path,
                            name,
                            handed_on,
                            depth,
                        });
                    }
                    return at;
                }
            }
        }
    }
}

#[test]
fn names_are_followed_to_the_file_that_defines_them() {
    let source = "pub use reader::{Reader, other::Thing as It};\nuse super::state::{self, State};\n\
                  #[cfg(test)]\nmod tests { use super::no; }\nmod reader;\nfn own() { state::go(); Self::own(); }";
    let mut module = Module::default();
    let mut declared = Vec::new();
    module.read(&without_tests(&tokens(&code(source))), &mut declared);
    let uses: Vec<(String, &str, bool)> = module
        .uses
        .iter()
        .map(|used| (used.path.join("::"), used.name.as_str(), used.handed_on))
        .collect();
    let expected = [
        ("reader::Reader", "Reader", true),
        ("reader::other::Thing", "It", true),
        ("super::state", "state", false),
        ("super::state::State", "State", false),
    ];
    assert_eq!(
        uses,
        expected.map(|(path, name, on)| (path.to_owned(), name, on))
    );
    assert_eq!(declared, ["reader"]);
    assert!(module.defined.contains("own"));
    assert_eq!(module.paths[0].0.join("::"), "state::go");
}
