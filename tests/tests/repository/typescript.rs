//! Which file of the framework, or of the desktop's chrome, imports which: relative imports, types included, since a
//! reader follows those too.

use std::path::{Component, Path, PathBuf};

use super::files::{has_extension, text, under};
use super::rust::Edges;

pub fn edges(folder: &str) -> Edges {
    let files: Vec<PathBuf> = under(folder)
        .into_iter()
        .filter(|path| has_extension(path, &["ts", "js"]))
        .collect();
    let mut edges = Edges::new();
    for file in &files {
        for target in imports(&text(file)) {
            let base = normal(&file.parent().unwrap().join(&target));
            let candidates = [
                base.clone(),
                PathBuf::from(format!("{}.ts", base.display())),
                base.join("index.ts"),
            ];
            if let Some(found) = candidates.iter().find(|path| files.contains(path)) {
                edges.insert((file.clone(), found.clone()), target);
            }
        }
    }
    edges
}

/// The relative modules that a source imports or hands on.
fn imports(source: &str) -> Vec<String> {
    let mut found = Vec::new();
    for line in source.lines() {
        let line = line.trim_start();
        if line.starts_with("//") || line.starts_with('*') {
            continue;
        }
        for before in ["from ", "import ", "import("] {
            for (at, _) in line.match_indices(before) {
                let rest = &line[at + before.len()..];
                let Some(quote) = rest.chars().next().filter(|c| matches!(c, '\'' | '"')) else {
                    continue;
                };
                if let Some((target, _)) = rest[1..].split_once(quote)
                    && target.starts_with('.')
                {
                    found.push(target.to_owned());
                }
            }
        }
    }
    found
}

fn normal(path: &Path) -> PathBuf {
    let mut out = PathBuf::new();
    for part in path.components() {
        match part {
            Component::ParentDir => drop(out.pop()),
            Component::CurDir => {}
            part => out.push(part),
        }
    }
    out
}

#[test]
fn imports_are_seen_in_each_form() {
    let source = "import { a,\n  b } from './a'\nimport './b'\nexport * from '../c'\nimport type { D } from './d'\n\
                  // import './no'\nimport x from 'glass-easel'\nconst y = await import('./e')\n\
                  export { f } from \"./f.js\"";
    assert_eq!(
        imports(source),
        ["./a", "./b", "../c", "./d", "./e", "./f.js"]
    );
    assert_eq!(normal(Path::new("a/b/../c/./d")), Path::new("a/c/d"));
}
