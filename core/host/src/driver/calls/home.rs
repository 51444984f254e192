//! `tiffin.*` on its way: only the home instance gets through.

use std::sync::Arc;

use serde_json::Value;
use tiffin_protocol::event::Event;
use tiffin_protocol::{ProgramId, Scene};
use tiffin_runtime::{CallId as ProgramCall, Input};

use super::super::state::State;
use crate::capability::{Args, NOT_SUPPORTED, Outcome, home};
use crate::ids::InstanceId;

impl State {
    /// `tiffin.*`, for the home instance only.
    pub(in crate::driver) fn home_call(
        &mut self,
        id: InstanceId,
        call: ProgramCall,
        name: &str,
        args: &Value,
    ) -> Outcome {
        if !self
            .instances
            .get(&id)
            .is_some_and(|instance| instance.loaded.home)
        {
            return Outcome::fail("not allowed");
        }
        if let Some(answer) = home::call(&self.shared, name, args) {
            if answer.is_ok() && matches!(name, "setFavourite" | "remove") {
                self.tell_home();
            }
            return answer.into();
        }
        match name {
            "search" => {
                let work = home::search(Arc::clone(&self.shared), self.http.clone(), args.clone());
                self.keep(id, call, work);
                Outcome::Later
            }
            "scan" if self.shared.does("scanCode") => self.scan(id, call, args, true),
            "open" => {
                let args = Args(args);
                let scene = args
                    .number("scene")
                    .and_then(|number| Scene::try_from(number as u16).ok());
                let scene = scene.unwrap_or(Scene::Main);
                if let Some(link) = args.text("link") {
                    let opened = self.open_text(link, scene);
                    return if opened {
                        Outcome::ok()
                    } else {
                        Outcome::fail("the link cannot be opened")
                    };
                }
                match args.required_text("program").map(str::parse::<ProgramId>) {
                    Ok(Ok(program)) => {
                        self.open_program(program, scene);
                        Outcome::ok()
                    }
                    Ok(Err(fault)) => Outcome::fail(fault.to_string()),
                    Err(error) => Outcome::Done(Err(error)),
                }
            }
            _ => Outcome::fail(NOT_SUPPORTED),
        }
    }

    /// Recents or favourites changed: the home draws them again.
    pub(in crate::driver) fn tell_home(&self) {
        for instance in self
            .instances
            .values()
            .filter(|instance| instance.loaded.home)
        {
            instance.runtime.post(Input::Event {
                event: Event::HomeChange,
                payload: "{}".into(),
            });
        }
    }
}
