//! A view without a screen: applies batches to a tree of its own, strictly.

use std::collections::{BTreeMap, BTreeSet};

use serde_json::Value;
use tiffin_protocol::message::{Clones, Template, op};

#[derive(Clone, Debug, Default, PartialEq)]
pub struct Node {
    pub tag: String,
    pub text: Option<String>,
    pub parent: u32,
    pub children: Vec<u32>,
    pub attrs: BTreeMap<String, Value>,
    pub classes: BTreeSet<String>,
    pub style: String,
    pub id: String,
    pub scope: (String, String),
    pub listen: BTreeSet<(String, u64)>,
    pub data: BTreeMap<String, Value>,
}

#[derive(Clone, Debug, PartialEq)]
pub struct View {
    pub nodes: BTreeMap<u32, Node>,
    pub templates: BTreeMap<u64, Template>,
    /// Operations by code, over all batches.
    pub codes: BTreeMap<u32, usize>,
    pub batches: u32,
    pub ops: usize,
}

impl Default for View {
    fn default() -> Self {
        let mut nodes = BTreeMap::new();
        nodes.insert(
            1,
            Node {
                tag: "page".into(),
                ..Node::default()
            },
        );
        View {
            nodes,
            templates: BTreeMap::new(),
            codes: BTreeMap::new(),
            batches: 0,
            ops: 0,
        }
    }
}

impl View {
    fn node(&mut self, id: u32) -> &mut Node {
        self.nodes
            .get_mut(&id)
            .unwrap_or_else(|| panic!("no node {id}"))
    }

    fn detach(&mut self, id: u32) {
        let parent = self.node(id).parent;
        if parent != 0 {
            self.node(parent).children.retain(|child| *child != id);
            self.node(id).parent = 0;
        }
    }

    fn place(&mut self, parent: u32, child: u32, before: Option<u32>) {
        self.detach(child);
        let list = &mut self.node(parent).children;
        let at = before.map_or(list.len(), |before| {
            list.iter()
                .position(|each| *each == before)
                .expect("before")
        });
        list.insert(at, child);
        self.node(child).parent = parent;
    }

    pub fn apply(&mut self, json: &str) {
        let message: Value = serde_json::from_str(json).unwrap();
        assert_eq!(message["t"], "batch");
        self.batches += 1;
        self.flat(message["ops"].as_array().unwrap());
    }

    fn flat(&mut self, ops: &[Value]) {
        let mut at = 0;
        while at < ops.len() {
            let code = ops[at].as_u64().unwrap() as u32;
            let arity = op::args(code).expect("a known operation").len();
            let args = &ops[at + 1..at + 1 + arity];
            self.one(code, args);
            *self.codes.entry(code).or_default() += 1;
            self.ops += 1;
            at += 1 + arity;
        }
    }

    fn one(&mut self, code: u32, args: &[Value]) {
        let n = |i: usize| args[i].as_u64().unwrap() as u32;
        let s = |i: usize| args[i].as_str().unwrap().to_owned();
        match code {
            1 => drop(self.nodes.insert(
                n(0),
                Node {
                    tag: s(1),
                    ..Node::default()
                },
            )),
            2 => drop(self.nodes.insert(
                n(0),
                Node {
                    text: Some(s(1)),
                    ..Node::default()
                },
            )),
            3 => self.place(n(0), n(1), None),
            4 => self.place(n(0), n(1), Some(n(2))),
            5 => {
                assert_eq!(self.node(n(1)).parent, n(0));
                self.detach(n(1));
            }
            6 => {
                self.place(n(0), n(1), Some(n(2)));
                self.detach(n(2));
            }
            7 => self.node(n(0)).text = Some(s(1)),
            8 => drop(self.node(n(0)).attrs.insert(s(1), args[2].clone())),
            9 => drop(self.node(n(0)).attrs.remove(&s(1))),
            10 => drop(self.node(n(0)).classes.insert(s(1))),
            11 => drop(self.node(n(0)).classes.remove(&s(1))),
            12 => self.node(n(0)).classes.clear(),
            13 => self.node(n(0)).style = s(1),
            14 => self.node(n(0)).id = s(1),
            15 => self.node(n(0)).scope = (s(1), s(2)),
            16 => drop(self.node(n(0)).data.insert(s(1), args[2].clone())),
            17 => drop(
                self.node(n(0))
                    .listen
                    .insert((s(1), args[2].as_u64().unwrap())),
            ),
            18 => {
                self.detach(n(0));
                self.nodes.remove(&n(0));
            }
            21 => {
                let template = Template::parse(&args[1], &args[2]).unwrap();
                let known = self.templates.insert(args[0].as_u64().unwrap(), template);
                assert!(known.is_none(), "a template twice");
            }
            22 => {
                let names = s(1);
                self.node(n(0)).classes = names
                    .split(' ')
                    .filter(|name| !name.is_empty())
                    .map(str::to_owned)
                    .collect();
            }
            23 => {
                let template = self.templates[&args[0].as_u64().unwrap()].clone();
                let clones = Clones {
                    first: n(1),
                    parent: n(2),
                    before: n(3),
                    count: n(4),
                    values: args[5].as_array().unwrap(),
                };
                for id in n(1)..n(1) + n(4) * template.size() {
                    assert!(!self.nodes.contains_key(&id), "{id} is there");
                }
                let (ops, codes) = (self.ops, self.codes.clone());
                self.flat(&template.expand(&clones).unwrap());
                (self.ops, self.codes) = (ops, codes);
            }
            24 => {
                let children = self.node(n(0)).children.clone();
                let place = |id: u32| children.iter().position(|child| *child == id).unwrap();
                let from = if n(1) == 0 { 0 } else { place(n(1)) };
                let to = if n(2) == 0 {
                    children.len() - 1
                } else {
                    place(n(2))
                };
                assert!(from <= to);
                for child in &children[from..=to] {
                    self.drop_tree(*child);
                }
                self.node(n(0)).children.drain(from..=to);
            }
            _ => {}
        }
    }

    fn drop_tree(&mut self, id: u32) {
        let node = self.nodes.remove(&id).unwrap();
        for child in node.children {
            self.drop_tree(child);
        }
    }

    pub fn by_id(&self, id: &str) -> u32 {
        let found = self.nodes.iter().find(|(_, node)| node.id == id);
        *found
            .unwrap_or_else(|| panic!("no element #{id} in {}", self.html()))
            .0
    }

    pub fn by_tag(&self, tag: &str) -> u32 {
        *self
            .nodes
            .iter()
            .find(|(_, node)| node.tag == tag)
            .unwrap_or_else(|| panic!("no <{tag}>"))
            .0
    }

    pub fn text(&self) -> String {
        let mut out = String::new();
        self.write(1, &mut out, false);
        out
    }

    /// The page as tags, for comparing.
    pub fn html(&self) -> String {
        let mut out = String::new();
        self.write(1, &mut out, true);
        out
    }

    fn write(&self, id: u32, out: &mut String, tags: bool) {
        let node = &self.nodes[&id];
        if let Some(text) = &node.text {
            out.push_str(text);
            return;
        }
        if tags {
            out.push_str(&format!("<{}", node.tag));
            if !node.id.is_empty() {
                out.push_str(&format!(" id={}", node.id));
            }
            if !node.classes.is_empty() {
                let classes: Vec<_> = node.classes.iter().cloned().collect();
                out.push_str(&format!(" class={:?}", classes.join(" ")));
            }
            if !node.style.is_empty() {
                out.push_str(&format!(" style={:?}", node.style));
            }
            for (name, value) in &node.attrs {
                out.push_str(&format!(" {name}={value}"));
            }
            out.push('>');
        }
        for child in &node.children {
            self.write(*child, out, tags);
        }
        if tags {
            out.push_str(&format!("</{}>", node.tag));
        }
    }

    /// Nodes that can be seen, with all they carry: two views with the same page compare equal.
    pub fn shown(&self) -> Vec<(u32, Node)> {
        let mut list = Vec::new();
        let mut stack = vec![1];
        while let Some(id) = stack.pop() {
            let node = &self.nodes[&id];
            list.push((id, node.clone()));
            stack.extend(node.children.iter().rev());
        }
        list
    }
}
