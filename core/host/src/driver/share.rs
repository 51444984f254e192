//! Passing a page on: the program says what to share, the host makes the link, the shell shows it as a code and to copy.
//! <https://developers.weixin.qq.com/miniprogram/dev/reference/api/Page.html#onShareAppMessage-Object-object>

use serde_json::Value;
use tiffin_protocol::Link;
use tiffin_runtime::Input;

use super::state::State;
use crate::capability::Outcome;
use crate::ids::InstanceId;
use crate::instance::Instance;
use crate::program::has_page;
use crate::screen::Panel;

/// Characters of a title; a card shows two lines of it.
const MAX_TITLE: usize = 120;

/// What is passed on: a page of the program, its query as written, and what it is called.
struct SharedPage {
    page: Option<String>,
    query: String,
    title: String,
}

impl State {
    /// The menu: a program that lives is asked, for one that crashed the page in front is shared. The home has no link: it is no
    /// store's.
    pub(super) fn menu_share(&mut self, id: InstanceId) {
        let Some(instance) = self.instances.get(&id).filter(|one| !one.loaded.home) else {
            return;
        };
        if instance.crash.is_none() {
            instance.runtime.post(Input::Share);
            return;
        }
        let shared = SharedPage {
            page: path_in_front(instance),
            query: String::new(),
            title: instance.name.clone(),
        };
        self.pass_on(id, shared);
    }

    /// `shareAppMessage {title?, path?, imageUrl?}`, which the framework calls with what `onShareAppMessage` returned. The picture
    /// is not shown: a card here is a code.
    pub(super) fn share_call(&mut self, id: InstanceId, args: &Value) -> Outcome {
        let Some(instance) = self.instances.get(&id).filter(|one| !one.loaded.home) else {
            return Outcome::fail("the home cannot be shared");
        };
        if self.front() != Some(id) {
            return Outcome::fail("the program is not in front");
        }
        let title = args
            .get("title")
            .and_then(Value::as_str)
            .unwrap_or("")
            .trim();
        let title = if title.is_empty() {
            &instance.name
        } else {
            title
        };
        let mut shared = SharedPage {
            page: path_in_front(instance),
            query: String::new(),
            title: title.chars().take(MAX_TITLE).collect(),
        };
        if let Some(path) = args
            .get("path")
            .and_then(Value::as_str)
            .filter(|p| !p.is_empty())
        {
            let (page, query) = path.split_once('?').unwrap_or((path, ""));
            let page = page.trim_start_matches('/');
            if !page.is_empty() && !has_page(&instance.app, page) {
                return Outcome::fail(format!("page \"{page}\" is not found"));
            }
            shared.page = Some(page.to_owned()).filter(|page| !page.is_empty());
            shared.query = query.to_owned();
        }
        if self.pass_on(id, shared) {
            Outcome::ok()
        } else {
            Outcome::fail("the link is too long, or its store is not known")
        }
    }

    fn pass_on(&mut self, id: InstanceId, shared: SharedPage) -> bool {
        let Some(instance) = self.instances.get(&id) else {
            return false;
        };
        let program = instance.program.clone();
        let store = match self.shared.catalog.store_of(&program) {
            Ok(store) => store,
            Err(error) => {
                tracing::error!(%error, "sharing");
                None
            }
        };
        let Some(store) = store else { return false };
        let link = Link::new(None, program, shared.page, shared.query).universal(&store);
        // What was made here must open elsewhere.
        if let Err(error) = Link::parse(&link) {
            tracing::warn!(%error, "a link that nothing would open is not shared");
            return false;
        }
        self.open_panel(Panel::Share {
            link,
            title: shared.title,
            copied: false,
        });
        true
    }
}

fn path_in_front(instance: &Instance) -> Option<String> {
    let page = instance.current()?;
    instance.pages.get(&page).map(|page| page.path.clone())
}
