//! Selectors, from WXSS's names to the view's.
//!
//! | written | scope `""` | scope `c3k` |
//! |---|---|---|
//! | `.a` | `.a` | `.c3k--a` |
//! | `view`, `my-card` | `wx-view`, `wx-my-card` | `wx-view.c3k--` |
//! | `page` | `wx-page` | `wx-page.c3k--`; `wx-page` in a page's sheet |
//! | `#a`, `[a]`, `*`, `::after` | unchanged | with the marker `.c3k--` |
//! | `:host` | `.<host>--host` | `.c3k--host` |
//!
//! The marker stands before the first pseudo-class of a compound that names no
//! class, so that an isolated component's sheet meets its own nodes only.

use super::tokens::{Kind, Tok};

/// Whose sheet it is.
#[derive(Clone, Copy, Debug)]
pub struct Scope<'a> {
    /// Prefix of class names; empty for pages and shared components.
    pub style: &'a str,
    /// Prefix of the class that the component's own element has; empty in pages.
    pub host: &'a str,
    /// Whether it is a page's: `page` then is its own element.
    pub page: bool,
}

/// The selector rewritten; or the index of the token that belongs in none.
pub fn rewrite(text: &str, list: &[Tok], from: usize, scope: Scope<'_>) -> Result<String, usize> {
    let mut writer = Writer {
        text,
        list,
        from,
        scope,
        out: String::new(),
        compound: None,
    };
    writer.list(0, list.len(), 0)?;
    Ok(writer.out)
}

/// The view's name for an element: built-in, component or unknown alike.
pub fn element(name: &str) -> String {
    let name = name.to_ascii_lowercase();
    if name.starts_with("wx-") {
        name
    } else {
        format!("wx-{name}")
    }
}

/// A compound selector being written.
struct Compound {
    has_class: bool,
    /// Where in the output its first pseudo-class begins.
    pseudo: Option<usize>,
}

struct Writer<'a> {
    text: &'a str,
    list: &'a [Tok],
    from: usize,
    scope: Scope<'a>,
    out: String,
    compound: Option<Compound>,
}

impl Writer<'_> {
    fn kind(&self, at: usize) -> Option<&Kind> {
        self.list.get(at).map(|t| &t.kind)
    }

    /// The bracket that closes the one at `at`: tokens count their mates from the
    /// beginning of the sheet, here they count from the selector's first one.
    fn mate(&self, at: usize) -> usize {
        self.list
            .get(at)
            .and_then(|t| t.mate.checked_sub(self.from))
            .map_or(at, |mate| mate.max(at))
    }

    fn raw(&self, from: usize, to: usize) -> &str {
        let start = self.list.get(from).map_or(0, |t| t.range.start);
        let end = self.list.get(to).map_or(start, |t| t.range.end);
        self.text.get(start..end).unwrap_or_default()
    }

    fn copy(&mut self, from: usize, to: usize) {
        let raw = self.raw(from, to).to_owned();
        self.out.push_str(&raw);
    }

    fn open(&mut self) -> &mut Compound {
        self.compound.get_or_insert(Compound {
            has_class: false,
            pseudo: None,
        })
    }

    fn finish(&mut self, depth: usize) {
        let Some(compound) = self.compound.take() else {
            return;
        };
        if depth == 0 && !compound.has_class && !self.scope.style.is_empty() {
            let at = compound.pseudo.unwrap_or(self.out.len());
            self.out.insert_str(at, &format!(".{}--", self.scope.style));
        }
    }

    fn class(&mut self, name: &str) {
        self.out.push('.');
        if !self.scope.style.is_empty() {
            self.out.push_str(self.scope.style);
            self.out.push_str("--");
        }
        self.out.push_str(name);
    }

    /// A selector list from token `at` up to `end`.
    fn list(&mut self, mut at: usize, end: usize, depth: usize) -> Result<(), usize> {
        let outer = self.compound.take();
        // Whether a compound may end here: not at the start, after a comma or a
        // combinator.
        let mut complete = false;
        while at < end {
            let Some(kind) = self.kind(at).cloned() else {
                break;
            };
            let next = match kind {
                Kind::White | Kind::Comment => {
                    self.finish(depth);
                    self.copy(at, at);
                    at + 1
                }
                Kind::Comma if complete => {
                    self.finish(depth);
                    self.out.push(',');
                    complete = false;
                    at + 1
                }
                Kind::Delim(c @ ('>' | '+' | '~')) if complete || depth > 0 => {
                    self.finish(depth);
                    self.out.push(c);
                    complete = false;
                    at + 1
                }
                kind => {
                    let next = self.simple(at, &kind, depth)?;
                    complete = true;
                    next
                }
            };
            at = next;
        }
        self.finish(depth);
        self.compound = outer;
        if complete {
            Ok(())
        } else {
            Err(self.from + at.min(end.saturating_sub(1)))
        }
    }

    /// One simple selector; gives the index behind it.
    fn simple(&mut self, at: usize, kind: &Kind, depth: usize) -> Result<usize, usize> {
        let wrong = Err(self.from + at);
        match kind {
            Kind::Ident(name) if self.compound.is_none() => {
                let whole = self.scope.page && name.eq_ignore_ascii_case("page");
                self.open().has_class = whole;
                self.out.push_str(&element(name));
                Ok(at + 1)
            }
            Kind::Delim('*' | '|') => {
                self.open();
                self.copy(at, at);
                Ok(at + 1)
            }
            Kind::Delim('&') => {
                self.open().has_class = true;
                self.copy(at, at);
                Ok(at + 1)
            }
            Kind::Hash => {
                self.open();
                self.copy(at, at);
                Ok(at + 1)
            }
            Kind::Delim('.') if matches!(self.kind(at + 1), Some(Kind::Ident(_))) => {
                self.open().has_class = true;
                // As written: escapes stay.
                let name = self.raw(at + 1, at + 1).to_owned();
                self.class(&name);
                Ok(at + 2)
            }
            Kind::Open('[') => {
                self.open();
                let mate = self.mate(at);
                self.copy(at, mate);
                Ok(mate + 1)
            }
            Kind::Colon => self.pseudo(at, depth),
            _ => wrong,
        }
    }

    fn pseudo(&mut self, at: usize, depth: usize) -> Result<usize, usize> {
        let double = matches!(self.kind(at + 1), Some(Kind::Colon));
        let name_at = at + 1 + usize::from(double);
        let start = self.out.len();
        match self.kind(name_at).cloned() {
            Some(Kind::Ident(name)) if !double && name.eq_ignore_ascii_case("host") => {
                self.host();
                Ok(name_at + 1)
            }
            Some(Kind::Ident(_)) => {
                self.open().pseudo.get_or_insert(start);
                self.copy(at, name_at);
                Ok(name_at + 1)
            }
            Some(Kind::Function(name)) => {
                let mate = self.mate(name_at);
                if name == "host" {
                    self.host();
                    // The host's classes are of the scope it is used in.
                    let inner = self.raw(name_at + 1, mate.saturating_sub(1)).to_owned();
                    self.out.push_str(&format!(":is({inner})"));
                    return Ok(mate + 1);
                }
                self.open().pseudo.get_or_insert(start);
                self.copy(at, name_at);
                if takes_selectors(&name) {
                    self.list(name_at + 1, mate, depth + 1)?;
                } else if mate > name_at + 1 {
                    self.copy(name_at + 1, mate - 1);
                }
                self.out.push(')');
                Ok(mate + 1)
            }
            _ => Err(self.from + at),
        }
    }

    fn host(&mut self) {
        self.open().has_class = true;
        if self.scope.host.is_empty() {
            self.out.push_str("wx-page");
        } else {
            self.out.push_str(&format!(".{}--host", self.scope.host));
        }
    }
}

fn takes_selectors(name: &str) -> bool {
    matches!(
        name,
        "not" | "is" | "where" | "has" | "matches" | "any" | "-webkit-any" | "-moz-any" | "slotted"
    )
}
