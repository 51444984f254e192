//! The only folder that names QuickJS. An engine runs the framework and one program, on the thread that made it.

mod bytecode;
mod collector;
#[cfg(test)]
mod conformance;
mod heap;
mod native;
mod ops;
mod value;

use std::cell::RefCell;
use std::rc::Rc;
use std::sync::Arc;

use rquickjs::function::Args;
use rquickjs::{
    Array, ArrayBuffer, Context, Ctx, Error, Function, Object, Persistent, Runtime, Value,
};

pub(crate) use bytecode::BuiltIn;
pub(crate) use collector::{Counted, Leave};

use self::collector::Collector;
use crate::natives::{Facts, Natives};
use crate::turn::Turn;

/// Something thrown that nobody caught, or an interrupt.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Thrown {
    pub message: String,
    pub stack: String,
    /// The turn's limit was met.
    pub interrupted: bool,
}

/// An argument of a hook.
#[derive(Clone, Debug)]
pub(crate) enum Arg {
    Number(f64),
    Bool(bool),
    Text(String),
    /// A list of ArrayBuffers: the bytes move into the engine, at the argument's first use.
    Buffers(RefCell<Vec<Vec<u8>>>),
    Nothing,
}

impl Arg {
    pub fn buffers(bytes: Vec<Vec<u8>>) -> Arg {
        Arg::Buffers(RefCell::new(bytes))
    }
}

/// Rejected promises that nobody handled yet: promise and reason.
type Rejections = Rc<RefCell<Vec<(Persistent<Value<'static>>, Persistent<Value<'static>>)>>>;

/// Rejections kept in one turn; a program that rejects more is not told about the rest.
const MAX_REJECTIONS: usize = 100;

/// Bounds of the engine, and who hears of its collections.
pub(crate) struct Bounds {
    pub heap: usize,
    pub stack: usize,
    pub counted: Arc<Counted>,
}

pub(crate) struct Engine {
    // Order matters: values go before the context, the context before the runtime.
    hooks: Option<Persistent<Object<'static>>>,
    rejections: Rejections,
    collector: Collector,
    context: Context,
    runtime: Runtime,
    turn: Arc<Turn>,
}

impl Engine {
    /// Makes the engine and boots the framework in it.
    pub fn start(
        bounds: &Bounds,
        facts: &Facts,
        framework: &BuiltIn,
        natives: &Rc<RefCell<dyn Natives>>,
        turn: Arc<Turn>,
    ) -> Result<Engine, Thrown> {
        let failed = |error: Error| Thrown {
            message: error.to_string(),
            stack: String::new(),
            interrupted: false,
        };
        let runtime = Runtime::new().map_err(failed)?;
        runtime.set_memory_limit(bounds.heap);
        runtime.set_max_stack_size(bounds.stack);
        let collector = Collector::new(bounds.heap, Arc::clone(&bounds.counted));
        let clock = Arc::clone(&turn);
        runtime.set_interrupt_handler(Some(Box::new(move || clock.overdue())));
        let rejections: Rejections = Rc::default();
        let tracked = Rc::clone(&rejections);
        runtime.set_host_promise_rejection_tracker(Some(Box::new(
            move |ctx, promise, reason, handled| track(&tracked, &ctx, promise, reason, handled),
        )));
        let context = Context::full(&runtime).map_err(failed)?;
        let mut engine = Engine {
            hooks: None,
            rejections,
            collector,
            context,
            runtime,
            turn,
        };
        engine.turn.begin();
        let booted = engine.context.with(|ctx| {
            let hooks = boot(&ctx, facts, framework, natives);
            hooks
                .map(|hooks| Persistent::save(&ctx, hooks))
                .map_err(|error| engine.thrown(&ctx, &error))
        });
        engine.turn.end();
        engine.hooks = Some(booted?);
        engine.collector.begin(&engine.runtime);
        Ok(engine)
    }

    /// One turn: a hook of the framework, then Promise jobs, then what the turn made is sent. Returns whether
    /// callbacks are due that wait for nothing else.
    pub fn turn(&self, hook: &str, args: &[Arg]) -> Result<bool, Thrown> {
        self.turn.begin();
        let result = self
            .call(hook, args)
            .and_then(|_| self.drain())
            .and_then(|()| self.report_rejections())
            .and_then(|()| self.call("flush", &[]));
        let result = match result {
            Ok(due) => self.drain().map(|()| due),
            Err(thrown) => Err(thrown),
        };
        self.turn.end();
        result
    }

    /// Between turns: collects garbage if there is more of it than is left alone. Whether a turn is due afterwards, since
    /// programs may have asked to hear of what is gone (`FinalizationRegistry`).
    pub fn collect(&self, leave: Leave) -> bool {
        let collected = self.collector.collect(&self.runtime, &self.context, leave);
        collected && self.runtime.is_job_pending()
    }

    fn call(&self, hook: &str, args: &[Arg]) -> Result<bool, Thrown> {
        self.context.with(|ctx| {
            let result = self.call_in(&ctx, hook, args);
            result.map_err(|error| self.thrown(&ctx, &error))
        })
    }

    fn call_in<'js>(&self, ctx: &Ctx<'js>, hook: &str, args: &[Arg]) -> rquickjs::Result<bool> {
        let Some(hooks) = self.hooks.clone() else {
            return Ok(false);
        };
        let function: Function<'js> = hooks.restore(ctx)?.get(hook)?;
        let mut list = Args::new(ctx.clone(), args.len());
        for arg in args {
            match arg {
                Arg::Number(number) => list.push_arg(*number)?,
                Arg::Bool(flag) => list.push_arg(*flag)?,
                Arg::Text(text) => list.push_arg(text.as_str())?,
                Arg::Buffers(bytes) => {
                    let array = Array::new(ctx.clone())?;
                    for (at, bytes) in bytes.take().into_iter().enumerate() {
                        array.set(at, ArrayBuffer::new(ctx.clone(), bytes)?)?;
                    }
                    list.push_arg(array)?;
                }
                Arg::Nothing => list.push_arg(rquickjs::Undefined)?,
            }
        }
        let value: Value<'js> = function.call_arg(list)?;
        Ok(value.as_bool().unwrap_or(false))
    }

    /// Runs Promise jobs until there are none, or the turn is over: jobs that make jobs never end by themselves.
    fn drain(&self) -> Result<(), Thrown> {
        loop {
            if self.turn.overdue() {
                return Err(Thrown {
                    message: "Promise jobs without an end".to_owned(),
                    stack: String::new(),
                    interrupted: true,
                });
            }
            match self.runtime.execute_pending_job() {
                Ok(true) => {}
                Ok(false) => return Ok(()),
                Err(job) => return Err(job.0.with(|ctx| self.thrown(&ctx, &Error::Exception))),
            }
        }
    }

    fn report_rejections(&self) -> Result<(), Thrown> {
        for _ in 0..MAX_REJECTIONS {
            let Some((_promise, reason)) = self.rejections.borrow_mut().pop() else {
                break;
            };
            self.context.with(|ctx| {
                let report = || -> rquickjs::Result<()> {
                    let Some(hooks) = self.hooks.clone() else {
                        return Ok(());
                    };
                    let rejected: Function = hooks.restore(&ctx)?.get("rejected")?;
                    rejected.call((reason.restore(&ctx)?,))
                };
                report().map_err(|error| self.thrown(&ctx, &error))
            })?;
        }
        self.rejections.borrow_mut().clear();
        self.drain()
    }

    fn thrown(&self, ctx: &Ctx<'_>, error: &Error) -> Thrown {
        let interrupted = self.turn.was_stopped();
        if !error.is_exception() {
            return Thrown {
                message: error.to_string(),
                stack: String::new(),
                interrupted,
            };
        }
        let value = ctx.catch();
        let (message, stack) = value::describe(&value);
        Thrown {
            message: heap::meant(ctx, message),
            stack,
            interrupted,
        }
    }
}

impl Drop for Engine {
    fn drop(&mut self) {
        self.hooks = None;
        self.rejections.borrow_mut().clear();
    }
}

fn track<'js>(
    list: &Rejections,
    ctx: &Ctx<'js>,
    promise: Value<'js>,
    reason: Value<'js>,
    handled: bool,
) {
    let promise = Persistent::save(ctx, promise);
    let Ok(mut list) = list.try_borrow_mut() else {
        return;
    };
    if handled {
        list.retain(|(known, _)| *known != promise);
    } else if list.len() < MAX_REJECTIONS {
        list.push((promise, Persistent::save(ctx, reason)));
    }
}

fn boot<'js>(
    ctx: &Ctx<'js>,
    facts: &Facts,
    framework: &BuiltIn,
    natives: &Rc<RefCell<dyn Natives>>,
) -> rquickjs::Result<Object<'js>> {
    bytecode::run_built_in(ctx, framework, natives)?;
    let globals = ctx.globals();
    let boot: Function<'js> = globals.get(BOOT)?;
    globals.remove(BOOT)?;
    boot.call((native::object(ctx, facts, natives)?,))
}

/// The file name that the framework's frames have in stacks.
pub(crate) const FRAMEWORK_NAME: &str = "tiffin:framework";
const BOOT: &str = "__tiffinBoot";
