//! A view's life: blank, then a page, then blank again; what it takes and what it says to that.

use std::collections::BTreeMap;

use serde_json::Value;
use tiffin_protocol::message::{Assign, FromView, Style, ToView, ops};

use crate::answers::Layout;
use crate::fault::{Fault, Why};
use crate::tree::Tree;

/// What a view counts while it lives, rebuilt pages included.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Counts {
    pub batches: u64,
    /// As they came: a run of rows is one.
    pub operations: u64,
    /// The same by code (`tiffin_protocol::message::op`).
    pub by_code: BTreeMap<u32, u64>,
}

impl Counts {
    /// How many operations of this code came.
    pub fn of(&self, code: u32) -> u64 {
        self.by_code.get(&code).copied().unwrap_or_default()
    }
}

/// What a view knows of the page that it is.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Page {
    pub program: String,
    pub path: String,
    pub theme: String,
    /// Sheets, in order.
    pub styles: Vec<Style>,
    pub scroll_top: f64,
    pub suspended: bool,
    /// The number of the last batch; 0 before the first.
    last: u64,
    painted: bool,
}

#[derive(Debug, Default)]
enum Life {
    #[default]
    Blank,
    Page(Page),
}

/// One view. [`View::default`] is blank, as a WebView that has just loaded.
#[derive(Debug, Default)]
pub struct View {
    life: Life,
    tree: Tree,
    counts: Counts,
    pub(crate) layout: Layout,
    /// Milliseconds by this view's own counting: each event is later than the one before.
    pub(crate) now: f64,
}

impl View {
    /// A view that is a page already: for the runtime, which knows no `assign`.
    pub fn page() -> View {
        View {
            life: Life::Page(Page::default()),
            ..View::default()
        }
    }

    /// The same view, where every node lies here.
    pub fn with_layout(self, layout: Layout) -> View {
        View { layout, ..self }
    }

    /// The page's nodes; of a blank view the root alone.
    pub fn tree(&self) -> &Tree {
        &self.tree
    }

    /// None while it is blank.
    pub fn shows(&self) -> Option<&Page> {
        match &self.life {
            Life::Blank => None,
            Life::Page(page) => Some(page),
        }
    }

    pub fn counts(&self) -> &Counts {
        &self.counts
    }

    /// What the document of a view says first.
    pub fn loaded(&self) -> FromView {
        FromView::Ready
    }

    /// The view's process is gone: it is blank again, and what it counted stays.
    pub fn kill(&mut self) {
        self.life = Life::Blank;
        self.tree = Tree::default();
    }

    /// Takes one message of the host; what the view says to it, in order.
    ///
    /// # Errors
    /// [`Fault::Blank`] for anything but `assign` while it is no page, [`Fault::Order`], [`Fault::Operation`].
    pub fn receive(&mut self, message: &ToView) -> Result<Vec<FromView>, Fault> {
        if let ToView::Assign(assign) = message {
            self.assign(assign);
            return Ok(Vec::new());
        }
        let Life::Page(page) = &mut self.life else {
            return Err(Fault::Blank(kind(message)));
        };
        match message {
            ToView::Assign(_) | ToView::Refresh { .. } => {}
            ToView::Theme { theme } => theme.clone_into(&mut page.theme),
            ToView::Styles { styles } => styles.clone_into(&mut page.styles),
            ToView::Suspend => page.suspended = true,
            ToView::Resume => page.suspended = false,
            ToView::Scroll { top, .. } => page.scroll_top = top.unwrap_or(page.scroll_top),
            ToView::Batch { n, ops } => return self.batch(*n, ops),
            ToView::Query { q, items } => return Ok(self.queried(*q, items)),
            ToView::Invoke {
                q, node, method, ..
            } => return Ok(self.invoked(*q, *node, method)),
        }
        Ok(Vec::new())
    }

    /// Takes the messages of a script of the host's, in order; what the view says to them.
    ///
    /// # Errors
    /// [`Fault::Message`] if it is no such script, and what [`View::receive`] says.
    pub fn run(&mut self, script: &str) -> Result<Vec<FromView>, Fault> {
        let mut said = Vec::new();
        for message in crate::script::messages(script)? {
            said.extend(self.receive(&message)?);
        }
        Ok(said)
    }

    /// Takes one message as its JSON text.
    ///
    /// # Errors
    /// [`Fault::Message`], and what [`View::receive`] says.
    pub fn read(&mut self, json: &str) -> Result<Vec<FromView>, Fault> {
        let message = serde_json::from_str(json).map_err(|e| Fault::Message(e.to_string()))?;
        self.receive(&message)
    }

    fn assign(&mut self, assign: &Assign) {
        self.tree = Tree::default();
        self.life = Life::Page(Page {
            program: assign.program.clone(),
            path: assign.path.clone(),
            theme: assign.theme.clone(),
            styles: assign.styles.clone(),
            scroll_top: assign.scroll_top,
            ..Page::default()
        });
    }

    fn batch(&mut self, n: u64, flat: &[Value]) -> Result<Vec<FromView>, Fault> {
        let Life::Page(page) = &mut self.life else {
            return Err(Fault::Blank("batch"));
        };
        // A page that is rebuilt begins with the number that its last view ended with.
        if page.last != 0 && n != page.last + 1 {
            let last = page.last;
            return Err(Fault::Order { n, last });
        }
        page.last = n;
        let first = !std::mem::replace(&mut page.painted, true);
        self.counts.batches += 1;
        self.apply(flat)?;
        let mut said = vec![FromView::Applied { n }];
        if first {
            said.push(FromView::Painted);
        }
        Ok(said)
    }

    fn apply(&mut self, flat: &[Value]) -> Result<(), Fault> {
        let mut at = 0;
        for op in ops(flat) {
            let op = op.map_err(|fault| Fault::Operation {
                at,
                code: flat
                    .get(at)
                    .and_then(Value::as_u64)
                    .map_or(0, |code| code as u32),
                why: Why::Shape(fault.to_string()),
            })?;
            self.tree.apply(op).map_err(|why| {
                let code = op.code;
                Fault::Operation { at, code, why }
            })?;
            self.counts.operations += 1;
            *self.counts.by_code.entry(op.code).or_default() += 1;
            at += 1 + op.args.len();
        }
        Ok(())
    }
}

fn kind(message: &ToView) -> &'static str {
    match message {
        ToView::Assign(_) => "assign",
        ToView::Batch { .. } => "batch",
        ToView::Query { .. } => "query",
        ToView::Invoke { .. } => "invoke",
        ToView::Scroll { .. } => "scroll",
        ToView::Refresh { .. } => "refresh",
        ToView::Theme { .. } => "theme",
        ToView::Styles { .. } => "styles",
        ToView::Suspend => "suspend",
        ToView::Resume => "resume",
    }
}
