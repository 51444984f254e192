//! Rows of a report, and the page they make.

use std::fmt::Write;

use crate::samples::{Samples, Taken};

/// Which table of the page a row stands in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Part {
    /// Logic, taps, openings.
    Whole,
    /// Rows in the desktop app, drawn.
    WebKit,
    /// Rows in Chromium, complete in the document.
    Chromium,
}

/// One line: what was measured, and what it is held against.
pub struct Row {
    pub part: Part,
    pub what: String,
    /// All that was measured, for a comparison; empty where another row says the same.
    pub taken: Samples,
    /// As it is to be read: `12.3 ms`.
    pub median: String,
    pub worst: String,
    /// The same by hand, in turns with it; empty where there is no such thing.
    pub hand: Samples,
    /// The measured figure in units of the goal's, and the goal; `None` where there is none.
    pub goal: Option<(f64, f64, String)>,
}

pub fn ms(value: f64) -> String {
    format!("{value:.1} ms")
}

impl Row {
    /// Something that could not be measured.
    pub fn failed(what: &str) -> Row {
        Row {
            median: "did not work".into(),
            worst: String::new(),
            goal: Some((1.0, 0.0, "works".into())),
            ..Row::times(what, &Samples::default())
        }
    }

    /// Times in milliseconds, with nothing to compare with.
    pub fn times(what: impl Into<String>, samples: &Samples) -> Row {
        Row {
            part: Part::Whole,
            what: what.into(),
            hand: Samples::default(),
            taken: samples.clone(),
            median: ms(samples.median()),
            worst: format!("{:.1}", samples.p95()),
            goal: None,
        }
    }

    /// A goal for the median, in milliseconds.
    pub fn at_most(mut self, samples: &Samples, limit: f64) -> Row {
        self.goal = Some((
            samples.median(),
            limit,
            format!("median at most {limit} ms"),
        ));
        self
    }

    /// A goal as a multiple of something else's median.
    pub fn against(mut self, samples: &Samples, other: &Samples, name: &str, limit: f64) -> Row {
        let ratio = samples.median() / other.median();
        self.goal = Some((
            ratio,
            limit,
            format!("{ratio:.2} times {name}, at most {limit:.1}"),
        ));
        self
    }
}

/// For `--compare` and `--before`: what was measured of each row, as JSON.
pub fn samples(rows: &[Row]) -> String {
    let rows: Vec<serde_json::Value> = rows
        .iter()
        .filter(|row| row.taken.median().is_finite())
        .map(|row| {
            serde_json::json!({
                "what": row.what, "taken": row.taken.values(), "hand": row.hand.values(),
            })
        })
        .collect();
    serde_json::Value::from(rows).to_string()
}

/// The page; `before` is what another build took, in the same sitting.
pub fn page(rows: &[Row], before: &[Taken], machine: &str, runs: usize) -> String {
    let few = runs.div_ceil(6);
    let mut text = format!(
        "# Speed\n\nWritten by `scripts/bench`; what each row is and how it is taken stands below.\n\n\
         Machine: {machine}. Release builds. {runs} runs of what a goal names, {few} of the rest; what is compared took turns.\n"
    );
    let head = |by_hand: bool| {
        let mut head = vec!["what", "median", "p95"];
        if by_hand {
            head.extend(["by hand", "times by hand"]);
        }
        if !before.is_empty() {
            head.push("before");
        }
        head.extend(["goal", ""]);
        format!(
            "\n| {} |\n|{}\n",
            head.join(" | "),
            "---|".repeat(head.len())
        )
    };
    let parts = [
        (Part::Whole, ""),
        (Part::WebKit, "\n## Rows in the desktop app, drawn\n"),
        (
            Part::Chromium,
            "\n## Rows in Chromium, complete in the document\n",
        ),
    ];
    for (part, title) in parts {
        let mut own = rows.iter().filter(|row| row.part == part).peekable();
        if own.peek().is_none() {
            continue;
        }
        text.push_str(title);
        text.push_str(&head(part != Part::Whole));
        for row in own {
            let _ = writeln!(text, "| {} |", cells(row, before).join(" | "));
        }
    }
    text.push_str(NOTES);
    text
}

fn cells(row: &Row, before: &[Taken]) -> Vec<String> {
    let (goal, met) = match &row.goal {
        Some((value, limit, text)) if value <= limit => (text.as_str(), "met"),
        Some((_, _, text)) => (text.as_str(), "**missed**"),
        None => ("", ""),
    };
    let mut cells = vec![row.what.clone(), row.median.clone(), row.worst.clone()];
    let times = |ours: &Samples, hand: &Samples| format!("{:.2}", ours.median() / hand.median());
    if row.part != Part::Whole {
        let both = row.taken.median().is_finite();
        cells.push(if both {
            ms(row.hand.median())
        } else {
            String::new()
        });
        cells.push(if both {
            times(&row.taken, &row.hand)
        } else {
            String::new()
        });
    }
    if !before.is_empty() {
        let taken = before.iter().find(|taken| taken.what == row.what);
        let taken = taken.filter(|_| row.taken.median().is_finite());
        cells.push(taken.map_or_else(String::new, |taken| {
            let median = format!("{:.1}", taken.ours.median());
            match row.part {
                Part::Whole => median,
                Part::WebKit | Part::Chromium => {
                    format!("{median} ({})", times(&taken.ours, &taken.hand))
                }
            }
        }));
    }
    cells.extend([goal.to_owned(), met.to_owned()]);
    cells
}

const NOTES: &str = include_str!("notes.md");

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_report_that_is_in_the_repository_explains_itself_as_the_next_one_will() {
        let file = tiffin_journeys::support::repository().join("docs/benchmarks.md");
        let report = std::fs::read_to_string(file).unwrap();
        assert!(report.ends_with(NOTES));
    }

    #[test]
    fn a_row_says_how_it_stands_to_by_hand_now_and_before() {
        let of = |value| Samples::from_iter([value; 3]);
        let row = Row {
            part: Part::WebKit,
            hand: of(10.0),
            goal: Some((1.2, 1.3, "at most 1.3 times".into())),
            ..Row::times("rows made", &of(12.0))
        };
        let before = Taken {
            what: "rows made".into(),
            ours: of(60.0),
            hand: of(12.0),
        };
        let text = page(&[row], &[before], "a machine", 30);
        assert!(
            text.contains(
                "| rows made | 12.0 ms | 12.0 | 10.0 ms | 1.20 | 60.0 (5.00) | at most 1.3 times | met |"
            ),
            "{text}"
        );
    }
}
