//! Chance that is the same on every machine: a seed names a picture.

/// A small deterministic generator (xorshift64*): the same seed gives the same picture everywhere.
pub struct Dice(u64);

impl Dice {
    #[must_use]
    pub fn new(seed: u64) -> Self {
        Dice(seed.wrapping_mul(0x9E37_79B9_7F4A_7C15) | 1)
    }

    fn next(&mut self) -> u64 {
        self.0 ^= self.0 >> 12;
        self.0 ^= self.0 << 25;
        self.0 ^= self.0 >> 27;
        self.0.wrapping_mul(0x2545_F491_4F6C_DD1D)
    }

    /// Evenly between `low` and `high`.
    #[allow(clippy::cast_precision_loss)]
    pub fn between(&mut self, low: f64, high: f64) -> f64 {
        low + (self.next() >> 11) as f64 / (1u64 << 53) as f64 * (high - low)
    }

    /// Of so many.
    #[allow(clippy::cast_possible_truncation)]
    pub(super) fn below(&mut self, count: usize) -> usize {
        self.next() as usize % count
    }

    /// About normal, with deviation 1 (sum of 12 even ones).
    pub(super) fn bell(&mut self) -> f64 {
        (0..12).map(|_| self.between(0.0, 1.0)).sum::<f64>() - 6.0
    }
}
