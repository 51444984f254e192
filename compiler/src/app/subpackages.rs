//! The subpackages of app.json, each with a root of its own and a name that a file may have.

use super::{AppJson, Subpackage};
use crate::diagnostic::Report;
use crate::json::Node;

impl AppJson {
    pub(super) fn read_subpackages(&mut self, report: &mut Report) {
        let list = self
            .node
            .get("subPackages")
            .or_else(|| self.node.get("subpackages"))
            .cloned();
        for item in list.as_ref().map(Node::items).unwrap_or_default() {
            let root = item.get("root").and_then(Node::as_str).unwrap_or_default();
            let root = root.trim_matches('/').to_owned();
            let bad = root.split('/').any(|part| matches!(part, "" | "." | ".."));
            if bad || self.subpackages.iter().any(|s| s.root == root) {
                self.fail(
                    report,
                    "app.subpackage",
                    item.range.clone(),
                    "a subpackage needs a `root` folder of its own",
                );
                continue;
            }
            let named = item.get("name").and_then(Node::as_str);
            let name = self.package_name(named.unwrap_or(&root), &root);
            let mut pages = Vec::new();
            for page in item.get("pages").map(Node::items).unwrap_or_default() {
                pages.extend(self.add_page(&root, page, report));
            }
            self.subpackages.push(Subpackage {
                name,
                root,
                pages,
                independent: item.get("independent").and_then(Node::as_bool) == Some(true),
            });
        }
    }

    /// A name that is a file name, and not another package's.
    fn package_name(&self, wanted: &str, root: &str) -> String {
        let clean = |text: &str| -> String {
            let text: String = text
                .chars()
                .map(|c| {
                    if c.is_ascii_alphanumeric() || matches!(c, '.' | '_') {
                        c
                    } else {
                        '-'
                    }
                })
                .collect();
            text.trim_start_matches(['-', '.', '_'])
                .chars()
                .take(48)
                .collect()
        };
        let free = |name: &str| {
            !name.is_empty()
                && !name.eq_ignore_ascii_case("main")
                && !self
                    .subpackages
                    .iter()
                    .any(|s| s.name.eq_ignore_ascii_case(name))
        };
        let mut candidates = vec![clean(wanted), clean(root)];
        let base = clean(root);
        candidates.extend((2..1000).map(|n| format!("p{n}-{base}")));
        candidates
            .into_iter()
            .find(|name| free(name))
            .unwrap_or_default()
    }
}
