//! The elements that a template uses: which components a unit needs, and what
//! `tiffin check` looks at.

use std::ops::Range;

use glass_easel_template_compiler::parse::tag::{Element, ElementKind, Node, Template, Value};

use crate::diagnostic::Source;

use super::findings::span;

/// An element.
#[derive(Clone, Debug)]
pub struct Tag {
    /// As written.
    pub name: String,
    /// The template.
    pub source: Source,
    /// The name's bytes.
    pub range: Range<usize>,
    /// Attributes by name; a value only if it is constant.
    pub attributes: Vec<(String, Option<String>)>,
    /// Components given to it: the values of `generic:x`.
    pub generics: Vec<String>,
}

/// All elements of a template and of the templates defined in it. Nesting is
/// bounded before.
pub fn collect(source: &Source, template: &Template) -> Vec<Tag> {
    let mut tags = Vec::new();
    nodes(source, &template.content, &mut tags);
    for inner in &template.globals.sub_templates {
        nodes(source, &inner.content, &mut tags);
    }
    tags
}

fn nodes(source: &Source, list: &[Node], tags: &mut Vec<Tag>) {
    for node in list {
        if let Node::Element(element) = node {
            self::element(source, element, tags);
        }
    }
}

fn element(source: &Source, element: &Element, tags: &mut Vec<Tag>) {
    match &element.kind {
        ElementKind::Normal {
            tag_name,
            attributes,
            children,
            generics,
            ..
        } => {
            let attributes = attributes.iter().map(|attribute| {
                let value = match &attribute.value {
                    Some(Value::Static { value, .. }) => Some(value.to_string()),
                    _ => None,
                };
                (attribute.name.name.to_string(), value)
            });
            tags.push(Tag {
                name: tag_name.name.to_string(),
                source: source.clone(),
                range: span(source, &tag_name.location),
                attributes: attributes.collect(),
                generics: generics.iter().map(|g| g.value.name.to_string()).collect(),
            });
            nodes(source, children, tags);
        }
        ElementKind::Pure { children, .. } | ElementKind::For { children, .. } => {
            nodes(source, children, tags);
        }
        ElementKind::If {
            branches,
            else_branch,
            ..
        } => {
            for (_, _, children) in branches {
                nodes(source, children, tags);
            }
            if let Some((_, children)) = else_branch {
                nodes(source, children, tags);
            }
        }
        _ => {}
    }
}
