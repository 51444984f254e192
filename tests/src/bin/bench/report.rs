//! Rows of a report, and the page they make.

use std::fmt::Write;

use crate::samples::Samples;

/// One line: what was measured, and what it is held against.
pub struct Row {
    pub what: &'static str,
    /// All that was measured, for a comparison; empty where another row says the same.
    pub taken: Samples,
    /// As it is to be read: `12.3 ms`.
    pub median: String,
    pub worst: String,
    /// The measured figure in units of the goal's, and the goal; `None` where there is none.
    pub goal: Option<(f64, f64, String)>,
}

pub fn ms(value: f64) -> String {
    format!("{value:.1} ms")
}

impl Row {
    /// Times in milliseconds, with nothing to compare with.
    pub fn times(what: &'static str, samples: &Samples) -> Row {
        Row {
            what,
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

/// For `--compare`: what was measured of each row, as JSON.
pub fn samples(rows: &[Row]) -> String {
    let rows: Vec<serde_json::Value> = rows
        .iter()
        .filter(|row| row.taken.median().is_finite())
        .map(|row| serde_json::json!({ "what": row.what, "taken": row.taken.values() }))
        .collect();
    serde_json::Value::from(rows).to_string()
}

pub fn page(rows: &[Row], machine: &str, runs: usize) -> String {
    let mut text = String::new();
    let _ = writeln!(
        text,
        "# Speed\n\nWritten by `scripts/bench`; what each row is and how it is taken stands below.\n\n\
         Machine: {machine}. Release builds. {runs} runs of each, what is compared took turns.\n\n\
         | what | median | p95 | goal | |\n|---|---|---|---|---|"
    );
    for row in rows {
        let (goal, met) = match &row.goal {
            Some((value, limit, text)) => (
                text.as_str(),
                if value <= limit { "met" } else { "**missed**" },
            ),
            None => ("", ""),
        };
        let Row {
            what,
            median,
            worst,
            ..
        } = row;
        let _ = writeln!(text, "| {what} | {median} | {worst} | {goal} | {met} |");
    }
    text.push_str(NOTES);
    text
}

const NOTES: &str = "
## How

- **Opening**: the time from the mouse button's release (XTest) on an icon until two pixels of the program's page, in its
  first and its last box, have their colours on the X screen: input, bridge, logic, layout and painting are all in it. The
  app was started anew for each run and left until its screen stood still. Fresh and prewarmed are
  `desktop/examples/plain.rs`: one WebView with an icon that opens the same 120 boxes as plain HTML in a second WebView,
  made at the tap, or made before it and given the markup.
- **Offline**: the store's process is stopped. **1,000 programs**: as many other programs are in the cache, opened once each.
- **Tap to DOM**: real mouse clicks on the page of 120 nodes; from the event's time stamp to the mutation that the handler's
  `setData` causes, by the view's clock, which counts whole milliseconds.
- **Rows**: from the click's time stamp until the frame after the last mutation is drawn; by hand: the same rows made by
  `createElement` and `append`, changed, swapped and cleared directly in the same document.
- **Logic**: CPU time of the logic thread from its start until the first page is asked for (engine, framework and app.js from
  bytecode), and until the page's first batch; private memory of the process for each of 20 programs that idle on that page.

## Against another commit

`scripts/bench --compare REF` builds another commit, too, and measures it, this tree, and it again, in three rounds, each in
another order, all in one sitting; one harness drives all, and all open one program. A row is **worse** if this tree's median
is more than 5 % above the other's, and by more than the other's two medians lie apart: what a build differs from itself by
is noise, whatever its size. `--only logic` needs no window and no twenty minutes. Nothing is written; the status is 1 if
something is worse.
";

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_report_that_is_in_the_repository_explains_itself_as_the_next_one_will() {
        let file = tiffin_journeys::support::repository().join("docs/benchmarks.md");
        let report = std::fs::read_to_string(file).unwrap();
        assert!(report.ends_with(NOTES));
    }
}
