//! Templates of a small part of the language, made at random, and written down as WXML.

use std::fmt::Write as _;

use super::dice::Dice;

#[derive(Clone, Debug)]
pub enum Expr {
    /// A name and members of it.
    Path(Vec<String>),
    /// Condition, and what stands there when it holds and when not.
    Either(Box<Expr>, &'static str, &'static str),
    Same(Box<Expr>, Box<Expr>),
    Not(Box<Expr>),
}

#[derive(Clone, Debug)]
pub enum Part {
    Word(&'static str),
    Value(Expr),
}

#[derive(Clone, Debug)]
pub enum Node {
    Text(Vec<Part>),
    Element {
        tag: &'static str,
        attrs: Vec<(&'static str, Vec<Part>)>,
        tapped: bool,
        children: Vec<Node>,
    },
    /// Branches; the last one may have no condition.
    If(Vec<(Option<Expr>, Vec<Node>)>),
    For {
        list: Expr,
        item: String,
        index: String,
        key: Option<&'static str>,
        body: Vec<Node>,
    },
}

/// What the items of a list are.
#[derive(Clone, Copy, PartialEq)]
enum Kind {
    Row,
    Kid,
    Word,
}

struct Loop {
    item: String,
    index: String,
    kind: Kind,
}

fn path(names: &[&str]) -> Expr {
    Expr::Path(names.iter().map(|name| (*name).to_owned()).collect())
}

/// Makes templates.
pub struct Maker<'a> {
    pub dice: &'a mut Dice,
    loops: Vec<Loop>,
    /// Elements that may still be made.
    left: usize,
}

impl Maker<'_> {
    pub fn new(dice: &mut Dice) -> Maker<'_> {
        Maker {
            dice,
            loops: Vec::new(),
            left: 14,
        }
    }

    /// A page: lists, and what stands around them.
    pub fn page(&mut self) -> Vec<Node> {
        let mut page = Vec::new();
        if self.dice.one_in(3) {
            page.extend(self.nodes(2));
        }
        let list = self.list();
        page.push(match self.dice.below(4) {
            0 => Node::If(vec![
                (Some(path(&["flag"])), vec![list]),
                (None, vec![self.element(3)]),
            ]),
            1 => Node::Element {
                tag: "view",
                attrs: Vec::new(),
                tapped: true,
                children: vec![list],
            },
            _ => list,
        });
        if self.dice.one_in(2) {
            page.push(self.element(1));
        }
        page
    }

    fn value(&mut self) -> Expr {
        let known = self.loops.len();
        if known == 0 || self.dice.one_in(6) {
            return path(&[*self.dice.pick(&["n", "word", "flag"])]);
        }
        let near = if self.dice.one_in(3) {
            self.dice.below(known)
        } else {
            known - 1
        };
        let Loop { item, index, kind } = &self.loops[near];
        match (self.dice.below(5), kind) {
            (0, _) => path(&[index]),
            (_, Kind::Word) => path(&[item]),
            (n, Kind::Row) => path(&[item, ["id", "t", "on", "c", "k"][n]]),
            (n, Kind::Kid) => path(&[item, ["id", "t", "on", "t", "t"][n]]),
        }
    }

    fn condition(&mut self) -> Expr {
        match self.dice.below(4) {
            0 => Expr::Same(Box::new(self.value()), Box::new(path(&["n"]))),
            1 => Expr::Not(Box::new(self.value())),
            _ => {
                let row = self.loops.iter().rev().find(|each| each.kind != Kind::Word);
                match row {
                    Some(row) => path(&[&row.item, "on"]),
                    None => path(&["flag"]),
                }
            }
        }
    }

    fn part(&mut self) -> Part {
        match self.dice.below(5) {
            0 => Part::Word(["a", "b-", ":", "z"][self.dice.below(4)]),
            1 => Part::Value(Expr::Either(Box::new(self.condition()), "yes", "no")),
            _ => Part::Value(self.value()),
        }
    }

    fn parts(&mut self) -> Vec<Part> {
        let count = 1 + self.dice.below(3);
        (0..count).map(|_| self.part()).collect()
    }

    fn element(&mut self, depth: usize) -> Node {
        self.left = self.left.saturating_sub(1);
        let tag = *self.dice.pick(&["view", "view", "text", "button"]);
        let mut attrs = Vec::new();
        for name in [
            "class", "style", "title", "data-x", "id", "hidden", "mark:m",
        ] {
            if !self.dice.one_in(4) {
                continue;
            }
            let mut parts = match name {
                "hidden" => vec![Part::Value(self.condition())],
                _ => self.parts(),
            };
            // A style that is none is no test of styles.
            if name == "style" {
                parts.insert(0, Part::Word("top:"));
            }
            attrs.push((name, parts));
        }
        let children = match tag {
            "text" => vec![Node::Text(self.parts())],
            _ => self.nodes(depth),
        };
        let tapped = self.dice.one_in(4);
        Node::Element {
            tag,
            attrs,
            tapped,
            children,
        }
    }

    /// What stands in an element, a branch or a row: never two texts beside each other, which would be one.
    fn nodes(&mut self, depth: usize) -> Vec<Node> {
        let mut nodes: Vec<Node> = Vec::new();
        for _ in 0..1 + self.dice.below(3) {
            let text = matches!(nodes.last(), Some(Node::Text(_)));
            let choice = self.dice.below(8);
            nodes.push(match choice {
                0 | 1 if depth > 0 && self.left > 0 => self.branches(depth - 1),
                2 if depth > 0 && self.left > 2 && self.loops.len() < 3 => self.list(),
                3..=5 if depth > 0 && self.left > 0 => self.element(depth - 1),
                _ if !text => Node::Text(self.parts()),
                _ => self.element(0),
            });
        }
        nodes
    }

    fn branches(&mut self, depth: usize) -> Node {
        let mut branches = vec![(Some(self.condition()), self.nodes(depth))];
        if self.dice.one_in(3) {
            branches.push((Some(self.condition()), self.nodes(depth)));
        }
        if self.dice.one_in(2) {
            branches.push((None, self.nodes(depth)));
        }
        Node::If(branches)
    }

    fn list(&mut self) -> Node {
        let row = self.loops.iter().rev().find(|each| each.kind == Kind::Row);
        let row = row.map(|row| row.item.clone());
        let (list, kind) = match (self.dice.below(7), row) {
            (0..4, Some(row)) => (path(&[&row, "kids"]), Kind::Kid),
            (4, Some(row)) => (path(&[&row, "w"]), Kind::Word),
            (5, _) => (path(&["words"]), Kind::Word),
            (6, _) => (path(&["other"]), Kind::Row),
            _ => (path(&["rows"]), Kind::Row),
        };
        let depth = self.loops.len();
        // The usual names hide those of the list around, as in programs.
        let (item, index) = match self.dice.below(3) {
            0 => (format!("it{depth}"), format!("at{depth}")),
            _ => ("item".to_owned(), "index".to_owned()),
        };
        let hidden = |each: &Loop| each.item == item;
        if self.loops.iter().any(hidden) && self.dice.one_in(2) {
            // Those of the list around are out of sight then.
            self.loops.retain(|each| each.item != item);
        } else if self.loops.iter().any(hidden) {
            return self.element(0);
        }
        let key = match kind {
            Kind::Word => *self.dice.pick(&[Some("*this"), None]),
            _ => *self.dice.pick(&[Some("id"), Some("id"), None]),
        };
        self.loops.push(Loop {
            item: item.clone(),
            index: index.clone(),
            kind,
        });
        let body = self.nodes(3 - self.loops.len().min(3));
        self.loops.pop();
        Node::For {
            list,
            item,
            index,
            key,
            body,
        }
    }
}

fn expr(expr: &Expr) -> String {
    match expr {
        Expr::Path(names) => names.join("."),
        Expr::Either(condition, yes, no) => format!("{} ? '{yes}' : '{no}'", self::expr(condition)),
        Expr::Same(one, other) => format!("{} === {}", self::expr(one), self::expr(other)),
        Expr::Not(inner) => format!("!{}", self::expr(inner)),
    }
}

fn parts(parts: &[Part]) -> String {
    let written = parts.iter().map(|part| match part {
        Part::Word(word) => (*word).to_owned(),
        Part::Value(value) => format!("{{{{{}}}}}", expr(value)),
    });
    written.collect()
}

/// The nodes as WXML.
pub fn wxml(nodes: &[Node]) -> String {
    nodes.iter().map(|node| one(node, "")).collect()
}

/// One node; `with` goes into its own tag where it has one, else into a block around it.
fn one(node: &Node, with: &str) -> String {
    match node {
        Node::Text(text) => parts(text),
        Node::Element {
            tag,
            attrs,
            tapped,
            children,
        } => {
            let mut out = format!("<{tag}{with}");
            for (name, value) in attrs {
                let _ = write!(out, " {name}=\"{}\"", parts(value));
            }
            if *tapped {
                out.push_str(" bindtap=\"hit\"");
            }
            let _ = write!(out, ">{}</{tag}>", wxml(children));
            out
        }
        Node::If(branches) => {
            let written = branches.iter().enumerate().map(|(at, (condition, body))| {
                let with = match (at, condition) {
                    (0, Some(condition)) => format!(" wx:if=\"{{{{{}}}}}\"", expr(condition)),
                    (_, Some(condition)) => format!(" wx:elif=\"{{{{{}}}}}\"", expr(condition)),
                    (_, None) => " wx:else".to_owned(),
                };
                inside(body, &with)
            });
            written.collect()
        }
        Node::For {
            list,
            item,
            index,
            key,
            body,
        } => {
            let mut with = format!(" wx:for=\"{{{{{}}}}}\"", expr(list));
            if item != "item" {
                let _ = write!(with, " wx:for-item=\"{item}\" wx:for-index=\"{index}\"");
            }
            if let Some(key) = key {
                let _ = write!(with, " wx:key=\"{key}\"");
            }
            inside(body, &with)
        }
    }
}

fn inside(body: &[Node], with: &str) -> String {
    match body {
        [element @ Node::Element { .. }] => one(element, with),
        body => format!("<block{with}>{}</block>", wxml(body)),
    }
}
