//! A project written for one test.

use std::io::Cursor;
use std::path::Path;

use tempfile::TempDir;
use tiffin_compiler::{Build, Options, Report};
use tiffin_protocol::Limits;
use tiffin_protocol::package::PackageReader;

pub struct Project {
    folder: TempDir,
}

impl Project {
    /// One page that works; more files are added, or replace these.
    pub fn new(files: &[(&str, &str)]) -> Project {
        let project = Project {
            folder: TempDir::new().unwrap(),
        };
        project.write("project.config.json", r#"{"tiffin": {"program": "test"}}"#);
        project.write("app.json", r#"{"pages": ["p/p"]}"#);
        project.write("app.js", "App({})");
        project.write("p/p.wxml", "<view/>");
        project.write("p/p.js", "Page({})");
        for (path, text) in files {
            project.write(path, text);
        }
        project
    }

    pub fn write(&self, path: &str, text: &str) {
        let path = self.folder.path().join(path);
        std::fs::create_dir_all(path.parent().unwrap()).unwrap();
        std::fs::write(path, text).unwrap();
    }

    pub fn path(&self) -> &Path {
        self.folder.path()
    }

    /// A build that must succeed, and its findings.
    pub fn build(&self) -> (Build, Vec<String>) {
        let (build, report) = build(self.path());
        let lines = lines(&report);
        (build.unwrap_or_else(|| panic!("{lines:#?}")), lines)
    }

    /// The findings of a build that must fail.
    pub fn fail(&self) -> Vec<String> {
        let (build, report) = build(self.path());
        assert!(build.is_none(), "it builds");
        assert!(report.errors() > 0);
        lines(&report)
    }

    /// A file of the main package.
    pub fn file(&self, path: &str) -> String {
        file(&self.build().0, "main", path)
    }
}

pub fn build(path: &Path) -> (Option<Build>, Report) {
    tiffin_compiler::build(path, &Options::default(), &|_| {})
}

pub fn lines(report: &Report) -> Vec<String> {
    report.sorted().iter().map(|d| d.line()).collect()
}

pub fn file(build: &Build, package: &str, path: &str) -> String {
    let package = build.packages.iter().find(|p| p.name == package).unwrap();
    let mut reader = PackageReader::open(Cursor::new(&package.bytes), Limits::DEFAULT).unwrap();
    String::from_utf8(reader.read(path).unwrap().to_vec()).unwrap()
}

pub fn paths(build: &Build, package: &str) -> Vec<String> {
    let package = build.packages.iter().find(|p| p.name == package).unwrap();
    let reader = PackageReader::open(Cursor::new(&package.bytes), Limits::DEFAULT).unwrap();
    reader
        .entries()
        .iter()
        .map(|e| e.path.as_str().to_owned())
        .collect()
}
