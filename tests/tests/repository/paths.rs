//! Every path that a document or a comment names is there. What was renamed without its mentions misleads whoever follows it.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

use super::files::{has_extension, root, text, under};
use super::source;

/// Whose first part makes a word a path of this repository.
const FOLDERS: &[&str] = &[
    "core",
    "docs",
    "framework",
    "store",
    "desktop",
    "compiler",
    "cli",
    "uniffi",
    "android",
    "ios",
    "programs",
    "tests",
    "scripts",
    ".ci",
    ".github",
];

/// Whose name ends so is a file of this repository, wherever a sentence stands. (Not `.js` or `.json`: those are programs'
/// files more often than ours.)
const ENDS: &[&str] = &[".rs", ".ts", ".kt", ".swift", ".sql", ".mjs", ".md"];

/// Fixtures; a table with short paths of its own, which `hostile_input` holds; what others wrote.
const NOT_OURS: &[&str] = &[
    "compiler/tests",
    "core/protocol/fuzz/seeds",
    "docs/hostile-input.md",
    "vendor/rquickjs-sys",
];

/// Names that stand for others, and files that a script makes.
const NONE: &[&str] = &["docs/adr/NNNN-what-was-decided.md", "report.md"];

/// A mention: the file, the line, the words.
struct Mention {
    file: PathBuf,
    line: usize,
    path: String,
}

fn not_ours(path: &Path) -> bool {
    NOT_OURS.iter().any(|folder| path.starts_with(folder))
}

fn all() -> Vec<PathBuf> {
    under("")
        .into_iter()
        .filter(|path| !not_ours(path))
        .collect()
}

/// The text that people read: all of a document, the comments of a source.
fn prose(file: &Path, text: &str) -> Vec<(usize, String)> {
    if has_extension(file, &["md"]) {
        return (1..).zip(text.lines().map(str::to_owned)).collect();
    }
    if has_extension(file, &["rs"]) {
        let comments = source::comments(text);
        let lines = |(first, comment): (usize, String)| -> Vec<(usize, String)> {
            (first..).zip(comment.lines().map(str::to_owned)).collect()
        };
        return comments.into_iter().flat_map(lines).collect();
    }
    let marks: &[&str] = if has_extension(file, &["ts", "mjs", "js", "kt", "swift", "css", "wxs"]) {
        &["//", "/*", "*"]
    } else if has_extension(file, &["toml", "yml", "py"]) || file.extension().is_none() {
        &["#"]
    } else if has_extension(file, &["sql"]) {
        &["--"]
    } else {
        &[]
    };
    let comment = |line: &str| {
        let start = marks.iter().find_map(|mark| {
            let at = line.find(mark)?;
            let before = &line[..at];
            // In the middle of a line a comment stands behind a blank; `*` only begins one.
            let begins = before.trim().is_empty();
            (begins || (*mark != "*" && before.ends_with(' '))).then_some(at)
        })?;
        Some(line[start..].to_owned())
    };
    (1..)
        .zip(text.lines())
        .filter_map(|(line, text)| Some((line, comment(text)?)))
        .collect()
}

fn words(line: &str) -> impl Iterator<Item = &str> {
    line.split(|c: char| !(c.is_ascii_alphanumeric() || "_./-*{},<>$@:#".contains(c)))
        .flat_map(|word| word.split(['<', '>', '#']))
        .map(|word| {
            word.trim_matches([',', ':', '{', '}', '-'])
                .trim_end_matches(['.', '/'])
        })
}

/// With two names in braces it is two paths.
fn spread(path: &str) -> Vec<String> {
    let Some((before, rest)) = path.split_once('{') else {
        return vec![path.to_owned()];
    };
    let Some((inside, after)) = rest.split_once('}') else {
        return vec![path.to_owned()];
    };
    inside
        .split(',')
        .map(|one| format!("{before}{one}{after}"))
        .collect()
}

/// Whether a word claims to be a path of this repository.
fn claims(word: &str) -> bool {
    if NONE.contains(&word)
        || word.starts_with("*")
        || word.contains("//")
        || word.contains('$')
        || word.contains('@')
        || word.contains("::")
    {
        return false;
    }
    let first = word.split('/').next().unwrap_or_default();
    let rooted = word.contains('/') && FOLDERS.contains(&first);
    let named = !word.starts_with('.') && ENDS.iter().any(|end| word.ends_with(end));
    rooted || named
}

fn mentions() -> Vec<Mention> {
    let mut found = Vec::new();
    for file in all() {
        let Ok(text) = std::fs::read_to_string(root().join(&file)) else {
            continue; // a picture
        };
        for (line, text) in prose(&file, &text) {
            let whole: Vec<String> = words(&text)
                .filter(|word| claims(word))
                .flat_map(spread)
                .collect();
            for path in whole {
                // A line of a file: `a.rs:12`.
                let path = path.split(':').next().unwrap_or_default().to_owned();
                found.push(Mention {
                    file: file.clone(),
                    line,
                    path,
                });
            }
        }
    }
    found
}

/// From the root, or from a folder above who says so, or the end of some file's path; without its extension, too.
fn is_there(mention: &Mention, files: &BTreeSet<String>) -> bool {
    let fixed = mention.path.split('*').next().unwrap_or_default();
    let path = if fixed.len() < mention.path.len() {
        fixed.rsplit_once('/').map_or("", |(folder, _)| folder)
    } else {
        fixed
    };
    let above = mention.file.ancestors().skip(1);
    for folder in above {
        let here = folder.join(path);
        if root().join(&here).exists() {
            return true;
        }
        // docs/adr/0013, core/host/src/capability
        let here = here.display().to_string();
        let starts = |end: &str| {
            let wanted = format!("{here}{end}");
            files
                .range(wanted.clone()..)
                .next()
                .is_some_and(|file| file.starts_with(&wanted))
        };
        if starts(".") || (here.starts_with("docs/adr/") && starts("-")) {
            return true;
        }
    }
    let end = format!("/{path}");
    ENDS.iter().any(|known| path.ends_with(known)) && files.iter().any(|file| file.ends_with(&end))
}

#[test]
fn every_path_that_is_named_is_there() {
    let files: BTreeSet<String> = under("")
        .iter()
        .map(|path| path.display().to_string())
        .collect();
    let mentions = mentions();
    assert!(
        mentions.len() > 300,
        "only {} paths were found",
        mentions.len()
    );
    let stale: String = mentions
        .iter()
        .filter(|mention| !is_there(mention, &files))
        .map(|Mention { file, line, path }| format!("  {}:{line}: {path}\n", file.display()))
        .collect();
    assert!(stale.is_empty(), "named, and not there:\n{stale}");
}

#[test]
fn every_module_that_is_named_is_there() {
    let mut seen = 0;
    let mut stale = String::new();
    for file in all() {
        let Ok(text) = std::fs::read_to_string(root().join(&file)) else {
            continue;
        };
        for (line, text) in prose(&file, &text) {
            for word in words(&text) {
                let mut parts = word.split("::");
                let (Some(room), Some(module)) = (parts.next(), parts.next()) else {
                    continue;
                };
                let source = format!("core/{room}/src");
                if !["protocol", "runtime", "host", "scan"].contains(&room) || module.is_empty() {
                    continue;
                }
                seen += 1;
                let as_file = root().join(format!("{source}/{module}.rs")).is_file();
                let as_folder = root().join(format!("{source}/{module}")).is_dir();
                let door = self::text(format!("{source}/lib.rs"));
                if !as_file && !as_folder && !door.contains(module) {
                    stale.push_str(&format!("  {}:{line}: {word}\n", file.display()));
                }
            }
        }
    }
    assert!(seen > 8, "only {seen} modules were found");
    assert!(stale.is_empty(), "named, and not there:\n{stale}");
}

/// As GitHub makes it of a heading: small letters, blanks to hyphens, no punctuation.
fn anchor(heading: &str) -> String {
    heading
        .trim_start_matches('#')
        .trim()
        .chars()
        .filter_map(|c| match c {
            ' ' => Some('-'),
            c if c.is_alphanumeric() || c == '-' || c == '_' => Some(c.to_ascii_lowercase()),
            _ => None,
        })
        .collect()
}

#[test]
fn every_link_of_a_document_leads_somewhere() {
    let mut seen = 0;
    let mut stale = String::new();
    for file in all()
        .into_iter()
        .filter(|file| has_extension(file, &["md"]))
    {
        let text = text(&file);
        for (line, text) in (1..).zip(text.lines()) {
            for rest in text.split("](").skip(1) {
                let target = rest.split(')').next().unwrap_or_default();
                if target.contains("://") || target == "..." {
                    continue;
                }
                seen += 1;
                let (path, heading) = target.split_once('#').unwrap_or((target, ""));
                let to = if path.is_empty() {
                    root().join(&file)
                } else {
                    root().join(file.parent().unwrap()).join(path)
                };
                let found = to.exists()
                    && (heading.is_empty()
                        || std::fs::read_to_string(&to).is_ok_and(|text| {
                            text.lines()
                                .any(|line| line.starts_with('#') && anchor(line) == heading)
                        }));
                if !found {
                    stale.push_str(&format!("  {}:{line}: {target}\n", file.display()));
                }
            }
        }
    }
    assert!(seen > 50, "only {seen} links were found");
    assert!(stale.is_empty(), "links that lead nowhere:\n{stale}");
}

#[test]
fn a_stale_name_is_noticed() {
    let mention = |path: &str| Mention {
        file: "core/host/src/lib.rs".into(),
        line: 1,
        path: path.into(),
    };
    let files = BTreeSet::from([
        "docs/adr/0011-one.md".to_owned(),
        "core/host/src/lib.rs".to_owned(),
        "core/host/src/views/mod.rs".to_owned(),
    ]);
    for there in [
        "docs/adr/0011",
        "core/host/src/lib",
        "views/mod.rs",
        "core/**",
        "src/views",
    ] {
        assert!(is_there(&mention(there), &files), "{there}");
    }
    for gone in [
        "docs/adr/9999",
        "core/host/src/gone.rs",
        "gone.rs",
        "tests/tests/layers.rs",
    ] {
        assert!(!is_there(&mention(gone), &files), "{gone}");
    }
    let line = "see `core/host/src/{a,b}.rs`, docs/adr/0011. And https://a.b/c.md, *.rs";
    let found: Vec<String> = words(line)
        .filter(|word| claims(word))
        .flat_map(spread)
        .collect();
    assert_eq!(
        found,
        ["core/host/src/a.rs", "core/host/src/b.rs", "docs/adr/0011"]
    );
}
