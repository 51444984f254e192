//! What many runs of one thing took.

use serde_json::Value;

#[derive(Debug, Clone, Default)]
pub struct Samples(Vec<f64>);

impl Samples {
    pub fn push(&mut self, value: f64) {
        self.0.push(value);
    }

    pub fn values(&self) -> &[f64] {
        &self.0
    }

    /// The value below which this part of the runs lies (nearest rank).
    fn rank(&self, part: f64) -> f64 {
        let mut sorted = self.0.clone();
        sorted.sort_by(f64::total_cmp);
        #[allow(
            clippy::cast_possible_truncation,
            clippy::cast_sign_loss,
            clippy::cast_precision_loss
        )]
        let at = ((sorted.len() as f64 * part).ceil() as usize).max(1) - 1;
        sorted.get(at).copied().unwrap_or(f64::NAN)
    }

    pub fn median(&self) -> f64 {
        self.rank(0.5)
    }

    pub fn p95(&self) -> f64 {
        self.rank(0.95)
    }

    pub fn p99(&self) -> f64 {
        self.rank(0.99)
    }
}

impl FromIterator<f64> for Samples {
    fn from_iter<T: IntoIterator<Item = f64>>(values: T) -> Self {
        Samples(values.into_iter().collect())
    }
}

/// What was measured of one row by another run.
pub struct Taken {
    pub what: String,
    pub ours: Samples,
    /// The same by hand, if there is such a thing.
    pub hand: Samples,
}

impl Taken {
    /// As `report::samples` writes them.
    pub fn read(text: &str) -> Vec<Taken> {
        let rows: Vec<Value> = serde_json::from_str(text).unwrap();
        let samples = |value: &Value| -> Samples {
            let list = value.as_array().unwrap().iter();
            list.filter_map(Value::as_f64).collect()
        };
        rows.iter()
            .map(|row| Taken {
                what: row["what"].as_str().unwrap().to_owned(),
                ours: samples(&row["taken"]),
                hand: samples(&row["hand"]),
            })
            .collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ranks() {
        let samples: Samples = (1..=100).rev().map(f64::from).collect();
        assert_eq!(
            (samples.median(), samples.p95(), samples.p99()),
            (50.0, 95.0, 99.0)
        );
        assert!(Samples::default().median().is_nan());
    }
}
