//! The host's own lines for a shell: what `tracing` macros of this repository's crates say, as events in the queue. On a
//! phone nobody reads a process's standard error; the shell has the system's log, and pulls the lines like all else.
//!
//! A process has one subscriber of `tracing`. Where the shell (a desktop) set its own, that one stays and no lines come here.
//! Two hosts in one process both get the lines of both.

use std::fmt::{Debug, Write as _};
use std::sync::{Arc, Mutex, Once, PoisonError, RwLock, Weak};
use std::time::{Duration, Instant};

use tracing::field::{Field, Visit};
use tracing::level_filters::LevelFilter;
use tracing::span::{Attributes, Id, Record};
use tracing::subscriber::Interest;
use tracing::{Event, Level, Metadata, Subscriber};

use crate::event::{HostEvent, LogLevel};
use crate::queue::EventQueue;

/// Bytes of a line. Systems' logs cut at 1 to 4 KB, and a line may hold what a program made.
const LINE_BYTES: usize = 1_000;
/// A host says some ten in a bad second; more is a flood, which would only push older lines out of the system's log.
const LINES_PER_SECOND: u32 = 200;
const SECOND: Duration = Duration::from_secs(1);

/// Who gets lines. A host that ended is dropped with the next one that starts.
static SINKS: RwLock<Vec<Sink>> = RwLock::new(Vec::new());
static INSTALLED: Once = Once::new();

struct Sink {
    level: LogLevel,
    events: Weak<EventQueue>,
    rate: Mutex<Rate>,
}

/// From now on lines of this level and above go to the queue.
pub(crate) fn send_to(events: &Arc<EventQueue>, level: LogLevel) {
    let mut sinks = SINKS.write().unwrap_or_else(PoisonError::into_inner);
    sinks.retain(|sink| sink.events.strong_count() > 0);
    sinks.push(Sink {
        level,
        events: Arc::downgrade(events),
        rate: Mutex::default(),
    });
    drop(sinks);
    INSTALLED.call_once(|| {
        // The shell may have set its own, which is its right: it has the lines then.
        let _ = tracing::subscriber::set_global_default(OwnLines);
    });
}

/// How many lines there were in this second.
#[derive(Debug, Default)]
struct Rate {
    since: Option<Instant>,
    lines: u32,
    left_out: u64,
}

#[derive(Debug, PartialEq, Eq)]
enum Admitted {
    /// And so many before it were not.
    After(u64),
    No,
}

impl Rate {
    fn admit(&mut self, now: Instant) -> Admitted {
        let new = |since: Instant| now.saturating_duration_since(since) >= SECOND;
        if self.since.is_none_or(new) {
            self.since = Some(now);
            self.lines = 0;
        }
        if self.lines >= LINES_PER_SECOND {
            self.left_out += 1;
            return Admitted::No;
        }
        self.lines += 1;
        Admitted::After(std::mem::take(&mut self.left_out))
    }
}

/// The subscriber: events of our crates, no spans.
struct OwnLines;

impl Subscriber for OwnLines {
    fn register_callsite(&self, metadata: &'static Metadata<'static>) -> Interest {
        if metadata.is_event() && is_own(metadata) {
            Interest::sometimes()
        } else {
            Interest::never()
        }
    }

    fn enabled(&self, metadata: &Metadata<'_>) -> bool {
        let Some(level) = level_of(*metadata.level()) else {
            return false;
        };
        let sinks = SINKS.read().unwrap_or_else(PoisonError::into_inner);
        is_own(metadata) && sinks.iter().any(|sink| level >= sink.level)
    }

    fn max_level_hint(&self) -> Option<LevelFilter> {
        Some(LevelFilter::DEBUG)
    }

    fn event(&self, event: &Event<'_>) {
        let Some(level) = level_of(*event.metadata().level()) else {
            return;
        };
        // Written before anything is locked: a value's own words could log.
        let mut line = Line::default();
        event.record(&mut line);
        let (target, text) = (event.metadata().target(), line.into_text());
        let sinks = SINKS.read().unwrap_or_else(PoisonError::into_inner);
        for sink in sinks.iter().filter(|sink| level >= sink.level) {
            sink.take(level, target, &text);
        }
    }

    fn new_span(&self, _: &Attributes<'_>) -> Id {
        Id::from_u64(1)
    }
    fn record(&self, _: &Id, _: &Record<'_>) {}
    fn record_follows_from(&self, _: &Id, _: &Id) {}
    fn enter(&self, _: &Id) {}
    fn exit(&self, _: &Id) {}
}

impl Sink {
    fn take(&self, level: LogLevel, target: &str, text: &str) {
        let Some(events) = self.events.upgrade() else {
            return;
        };
        let mut rate = self.rate.lock().unwrap_or_else(PoisonError::into_inner);
        let admitted = rate.admit(Instant::now());
        drop(rate);
        let Admitted::After(left_out) = admitted else {
            return;
        };
        let push = |level, target: &str, text| {
            let target = target.to_owned();
            events.push(HostEvent::HostLog {
                level,
                target,
                text,
            });
        };
        if left_out > 0 {
            let text = format!("{left_out} lines were left out");
            push(LogLevel::Warn, module_path!(), text);
        }
        push(level, target, text.to_owned());
    }
}

/// Whether a line is of one of our crates, whatever target it gave itself.
fn is_own(metadata: &Metadata<'_>) -> bool {
    let module = metadata.module_path().unwrap_or_default();
    module.starts_with("tiffin_")
}

/// `None` for what no shell can ask for.
fn level_of(level: Level) -> Option<LogLevel> {
    match level {
        Level::ERROR => Some(LogLevel::Error),
        Level::WARN => Some(LogLevel::Warn),
        Level::INFO => Some(LogLevel::Info),
        Level::DEBUG => Some(LogLevel::Debug),
        _ => None,
    }
}

/// `what was said key=value key=value`, cut.
#[derive(Default)]
struct Line {
    message: String,
    fields: String,
}

impl Visit for Line {
    fn record_str(&mut self, field: &Field, value: &str) {
        self.record_debug(field, &format_args!("{value}"));
    }

    fn record_debug(&mut self, field: &Field, value: &dyn Debug) {
        // A `Cut` that is full says so; the rest is not written.
        let _ = match field.name() {
            "message" => write!(Cut(&mut self.message), "{value:?}"),
            name => write!(Cut(&mut self.fields), " {name}={value:?}"),
        };
    }
}

impl Line {
    fn into_text(mut self) -> String {
        let _ = Cut(&mut self.message).write_str(&self.fields);
        if self.message.len() >= LINE_BYTES {
            self.message.push('…');
        }
        self.message
    }
}

/// Writes up to [`LINE_BYTES`], in one line.
struct Cut<'a>(&'a mut String);

impl std::fmt::Write for Cut<'_> {
    fn write_str(&mut self, text: &str) -> std::fmt::Result {
        for char in text.chars() {
            if self.0.len() >= LINE_BYTES {
                return Err(std::fmt::Error);
            }
            self.0.push(if char.is_control() { ' ' } else { char });
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests;
