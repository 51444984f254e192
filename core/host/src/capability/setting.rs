//! What a program may know and ask of its grants: `wx.authorize`, `wx.getSetting`.

use super::call::{Answer, Args, Call, Caller, Effect, Outcome};
use super::handler::Handler;

pub(crate) const HANDLERS: &[(&str, Handler)] = &[
    (
        "authorize",
        Handler::Instance(|_, _, call| match Args(&call.args).required_text("scope") {
            Ok(scope) => Outcome::Then(Effect::Authorize(scope.to_owned())),
            Err(error) => error.into(),
        }),
    ),
    ("getSetting", Handler::Disk(settings)),
    ("openSetting", Handler::Disk(settings)),
];

fn settings(caller: &Caller, _: &Call) -> Answer {
    Ok(caller.shared.consent.settings(caller.program()))
}
