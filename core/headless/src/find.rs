//! Finding nodes as a style sheet would, and by what they say.

use serde_json::Value;
use tiffin_protocol::message::NodeId;

use crate::fault::Fault;
use crate::node::Node;
use crate::tree::Tree;

/// One condition of a compound selector.
#[derive(Debug, PartialEq)]
enum Part<'a> {
    Tag(&'a str),
    Id(&'a str),
    Class(&'a str),
    Has(&'a str),
    Is(&'a str, &'a str),
}

impl Part<'_> {
    fn fits(&self, node: &Node) -> bool {
        match self {
            Part::Tag(tag) => *tag == "*" || node.tag == *tag,
            Part::Id(id) => node.id == *id,
            Part::Class(class) => node.classes.contains(*class),
            Part::Has(name) => node.attrs.contains_key(*name),
            Part::Is(name, value) => node.attrs.get(*name).is_some_and(|known| match known {
                Value::String(text) => text == value,
                known => serde_json::from_str::<Value>(value).is_ok_and(|read| read == *known),
            }),
        }
    }
}

fn name(text: &str) -> (&str, &str) {
    let end = text.find(['#', '.', '[']).unwrap_or(text.len());
    text.split_at_checked(end).unwrap_or((text, ""))
}

fn compound(text: &str) -> Option<Vec<Part<'_>>> {
    let mut parts = Vec::new();
    let mut rest = text;
    while !rest.is_empty() {
        let (part, after) = if let Some(tail) = rest.strip_prefix('#') {
            let (id, after) = name(tail);
            (Part::Id(id), after)
        } else if let Some(tail) = rest.strip_prefix('.') {
            let (class, after) = name(tail);
            (Part::Class(class), after)
        } else if let Some(tail) = rest.strip_prefix('[') {
            let (inside, after) = tail.split_once(']')?;
            let part = match inside.split_once('=') {
                Some((name, value)) => Part::Is(name, value.trim_matches(['"', '\''])),
                None => Part::Has(inside),
            };
            (part, after)
        } else {
            let (tag, after) = name(rest);
            (Part::Tag(tag), after)
        };
        let named = match part {
            Part::Tag(it) | Part::Id(it) | Part::Class(it) | Part::Has(it) | Part::Is(it, _) => it,
        };
        if named.is_empty() {
            return None;
        }
        parts.push(part);
        rest = after;
    }
    Some(parts)
}

impl Tree {
    /// The elements on the page that a selector names, in document order: tags, `#id`, `.class`, `[attr]`, `[attr=value]`
    /// and those together, inside of others (a space). Classes have the prefix of their style scope.
    ///
    /// # Errors
    /// [`Fault::Selector`] for any other selector.
    pub fn find(&self, selector: &str) -> Result<Vec<NodeId>, Fault> {
        let wrong = || Fault::Selector(selector.to_owned());
        let chain: Option<Vec<_>> = selector.split_whitespace().map(compound).collect();
        let chain = chain.ok_or_else(wrong)?;
        let (last, above) = chain.split_last().ok_or_else(wrong)?;
        let fits = |parts: &[Part<'_>], node: &Node| {
            !node.is_text() && parts.iter().all(|part| part.fits(node))
        };
        let inside = |id: NodeId| {
            let mut path = self.path(id).skip(1);
            let mut outer = above.iter().rev();
            outer.all(|parts| path.any(|(_, node)| fits(parts, node)))
        };
        let found = self
            .walk()
            .filter(|(id, node)| fits(last, node) && inside(*id));
        Ok(found.map(|(id, _)| id).collect())
    }

    fn absent(&self, what: String) -> Fault {
        Fault::Absent {
            what,
            page: self.html(),
        }
    }

    /// The first element of this selector.
    ///
    /// # Errors
    /// As [`Tree::find`]; [`Fault::Absent`] if there is none, with the page as it is.
    pub fn first(&self, selector: &str) -> Result<NodeId, Fault> {
        let found = self.find(selector)?.first().copied();
        found.ok_or_else(|| self.absent(selector.to_owned()))
    }

    /// The element with this `id=""`, in the page or in any component of it.
    ///
    /// # Errors
    /// [`Fault::Absent`].
    pub fn by_id(&self, id: &str) -> Result<NodeId, Fault> {
        let found = self.walk().find(|(_, node)| node.id == id);
        found.map_or_else(|| Err(self.absent(format!("#{id}"))), |(id, _)| Ok(id))
    }

    /// The first text that contains this.
    ///
    /// # Errors
    /// [`Fault::Absent`].
    pub fn by_text(&self, part: &str) -> Result<NodeId, Fault> {
        let says = |node: &Node| node.text.as_ref().is_some_and(|text| text.contains(part));
        let found = self.walk().find(|(_, node)| says(node));
        found.map_or_else(|| Err(self.absent(format!("{part:?}"))), |(id, _)| Ok(id))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn compounds_are_taken_apart() {
        assert_eq!(
            compound("view#a.b.c[x][y='1 2']"),
            Some(vec![
                Part::Tag("view"),
                Part::Id("a"),
                Part::Class("b"),
                Part::Class("c"),
                Part::Has("x"),
                Part::Is("y", "1 2")
            ])
        );
        for wrong in ["#", ".", "a..b", "[", "[]", "[=1]", "a[b", "##a"] {
            assert_eq!(compound(wrong), None, "{wrong}");
        }
    }
}
