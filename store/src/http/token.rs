//! The token that publishers show: by its name in the history, by its digest in memory.

use subtle::ConstantTimeEq;
use tiffin_protocol::Sha256;

/// A token, kept as its digest: comparing digests takes the same time whatever was sent, its length
/// included.
#[derive(Clone, Debug)]
pub struct Token {
    name: &'static str,
    digest: Sha256,
}

impl Token {
    /// `name` is what the history shows of it.
    pub fn new(name: &'static str, text: &str) -> Self {
        let digest = Sha256::of(text.as_bytes());
        Self { name, digest }
    }

    /// As the history shows it.
    pub fn name(&self) -> &'static str {
        self.name
    }

    /// Whether this is the token.
    pub fn is(&self, text: &str) -> bool {
        self.digest.0.ct_eq(&Sha256::of(text.as_bytes()).0).into()
    }
}
