//! What is done with which rows, how often, and what it is to cost at most.

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    Plain,
    /// With an image, a listener, a dataset, and a part under `wx:if`.
    Rich,
    Component,
    /// Lists in a list: groups of ten.
    Nested,
}

impl Kind {
    /// As the program's page and the page by hand call it.
    pub fn page(self) -> &'static str {
        match self {
            Kind::Plain => "plain",
            Kind::Rich => "rich",
            Kind::Component => "component",
            Kind::Nested => "nested",
        }
    }

    /// How many members the list itself has.
    pub fn children(self, count: usize) -> usize {
        match self {
            Kind::Nested => count / 10,
            Kind::Plain | Kind::Rich | Kind::Component => count,
        }
    }

    pub fn name(self, count: usize) -> String {
        let count = match count {
            1_000.. => format!("{},{:03}", count / 1_000, count % 1_000),
            _ => count.to_string(),
        };
        match self {
            Kind::Plain => format!("{count} plain rows"),
            Kind::Rich => format!("{count} rows with image, listener, wx:if"),
            Kind::Component => format!("{count} component rows"),
            Kind::Nested => format!("{count} rows in groups of ten"),
        }
    }
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Step {
    Make,
    Change,
    Swap,
    One,
    Append,
    Push,
    Remove,
    Reverse,
    Other,
    Filter,
    Clear,
}

/// All of them, in the order in which a round does them, and in which their buttons stand.
pub const STEPS: [Step; 11] = [
    Step::Make,
    Step::Change,
    Step::Swap,
    Step::One,
    Step::Append,
    Step::Push,
    Step::Remove,
    Step::Reverse,
    Step::Other,
    Step::Filter,
    Step::Clear,
];

/// Buttons stand in rows of six, 65 by 40 pixels each.
const BUTTONS: (usize, f64, f64) = (6, 65.0, 40.0);

impl Step {
    /// As the button says.
    pub fn button(self) -> &'static str {
        match self {
            Step::Make => "make",
            Step::Change => "change",
            Step::Swap => "swap",
            Step::One => "one",
            Step::Append => "append",
            Step::Push => "push",
            Step::Remove => "remove",
            Step::Reverse => "reverse",
            Step::Other => "other",
            Step::Filter => "filter",
            Step::Clear => "clear",
        }
    }

    pub fn name(self) -> &'static str {
        match self {
            Step::Make => "made",
            Step::Change => "every tenth changed",
            Step::Swap => "two swapped",
            Step::One => "one in the middle changed by its path",
            Step::Append => "one appended to a copy",
            Step::Push => "one appended by its path",
            Step::Remove => "one removed in the middle",
            Step::Reverse => "reversed",
            Step::Other => "an unrelated field changed",
            Step::Filter => "every second left out",
            Step::Clear => "cleared",
        }
    }

    /// The middle of its button in the page.
    #[allow(clippy::cast_precision_loss)]
    pub fn place(self) -> (f64, f64) {
        let at = STEPS.iter().position(|step| *step == self).unwrap_or(0);
        let (wide, width, height) = BUTTONS;
        let middle = |at: usize, size: f64| (at as f64 + 0.5) * size;
        (middle(at % wide, width), middle(at / wide, height))
    }
}

/// One start of both sides, and what is done then.
#[derive(Debug, Clone, Copy)]
pub struct Session {
    pub kind: Kind,
    pub count: usize,
    /// Rounds of all steps, after a first one that is apart.
    pub rounds: usize,
    /// Further rounds of making and clearing only.
    pub short: usize,
    /// Whether peak memory is taken.
    pub memory: bool,
}

/// Starts of each list that a goal names: that many first uses.
const STARTS: usize = 5;

/// 30 runs of what goals name, five of the rest, for `runs` = 30.
pub fn sessions(runs: usize, everything: bool) -> Vec<Session> {
    let each = runs.div_ceil(STARTS);
    let few = runs.div_ceil(6);
    let once = |kind, count, memory| Session {
        kind,
        count,
        rounds: few,
        short: 0,
        memory,
    };
    let mut sessions = Vec::new();
    for start in 0..STARTS.min(runs) {
        let full = few.div_ceil(STARTS);
        for (kind, rounds) in [
            (Kind::Plain, each),
            (Kind::Rich, full),
            (Kind::Component, full),
            (Kind::Nested, full),
        ] {
            let goal = kind != Kind::Nested;
            sessions.push(Session {
                kind,
                count: 1_000,
                rounds,
                short: if goal { each - rounds } else { 0 },
                memory: start == 0,
            });
        }
    }
    sessions.push(once(Kind::Plain, 10_000, true));
    if everything {
        sessions.push(once(Kind::Rich, 10_000, true));
    }
    sessions.push(once(Kind::Plain, 100, false));
    if everything {
        for kind in [Kind::Rich, Kind::Component, Kind::Nested] {
            sessions.push(once(kind, 100, false));
        }
    }
    sessions
}

/// The order of the report.
pub fn tables() -> impl Iterator<Item = (usize, Kind)> {
    let kinds = [Kind::Plain, Kind::Rich, Kind::Component, Kind::Nested];
    let counts = [1_000, 100, 10_000];
    counts
        .into_iter()
        .flat_map(move |count| kinds.into_iter().map(move |kind| (count, kind)))
}

/// In the desktop app, drawn: at most so many times by hand.
pub fn goal_webkit(kind: Kind, count: usize, step: Step) -> Option<f64> {
    match (kind, count, step) {
        (
            Kind::Plain,
            1_000,
            Step::Make | Step::Change | Step::Swap | Step::One | Step::Append | Step::Push,
        ) => Some(1.3),
        (Kind::Plain, 1_000, Step::Clear) => Some(1.1),
        (Kind::Rich, 1_000, Step::Make) => Some(1.6),
        (Kind::Component, 1_000, Step::Make) => Some(4.0),
        _ => None,
    }
}

/// In Chromium, complete in the document: what the best open peer takes there with the same engine for its logic, as
/// multiples of by hand (Dimina, measured in one sitting).
pub fn goal_chromium(kind: Kind, count: usize, step: Step) -> Option<f64> {
    match (kind, count, step) {
        (Kind::Plain, 1_000, Step::Make) => Some(23.8),
        (Kind::Plain, 1_000, Step::Change) => Some(6.7),
        (Kind::Plain, 1_000, Step::Swap) => Some(88.0),
        (Kind::Plain, 1_000, Step::Clear) => Some(6.1),
        (Kind::Plain, 1_000, Step::One) => Some(5.0),
        (Kind::Plain, 1_000, Step::Append | Step::Push) => Some(90.0),
        _ => None,
    }
}
