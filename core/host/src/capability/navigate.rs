//! From one program to another, out of a program, and passing a page on: what the driver is to do, and with what.

use serde_json::json;
use tiffin_protocol::ProgramId;

use super::call::{Args, Call, Effect, Outcome};
use super::handler::Handler;

pub(crate) const HANDLERS: &[(&str, Handler)] = &[
    (
        "applyUpdate",
        Handler::Instance(|_, _, _| Outcome::Then(Effect::Restart)),
    ),
    (
        "exitMiniProgram",
        Handler::Instance(|_, _, _| Outcome::Then(Effect::Leave)),
    ),
    (
        "navigateBackMiniProgram",
        Handler::Instance(|instance, _, _| match instance.opener {
            Some(_) => Outcome::Then(Effect::Leave),
            None => Outcome::fail("no mini program opened this one"),
        }),
    ),
    (
        "navigateToMiniProgram",
        Handler::Instance(|instance, _, call| navigate(instance.program.as_str(), call)),
    ),
    (
        "shareAppMessage",
        Handler::Instance(|_, _, call| Outcome::Then(Effect::Share(call.args.clone()))),
    ),
    (
        "startPullDownRefresh",
        Handler::Instance(|_, _, _| Outcome::Then(Effect::PullDown(true))),
    ),
    (
        "stopPullDownRefresh",
        Handler::Instance(|_, _, _| Outcome::Then(Effect::PullDown(false))),
    ),
];

fn navigate(from: &str, call: &Call) -> Outcome {
    let args = Args(&call.args);
    let target = match args.required_text("appId") {
        Ok(text) => text,
        Err(error) => return error.into(),
    };
    let Ok(program) = target.parse::<ProgramId>() else {
        return Outcome::fail("invalid appId");
    };
    let extra = args.get("extraData").cloned();
    let extra = extra.unwrap_or_else(|| json!({}));
    Outcome::Then(Effect::Navigate {
        program,
        path: args.text("path").unwrap_or_default().to_owned(),
        referrer: json!({"appId": from, "extraData": extra}).to_string(),
    })
}
