//! Why a command ends without success; `main` makes the exit code of it.

/// Why a command ends without success.
pub enum CommandError {
    /// The project has errors, which were shown.
    Project,
    /// Something outside said no: one sentence, and what to do.
    Outside(String),
}

impl<T: std::fmt::Display> From<T> for CommandError {
    fn from(error: T) -> CommandError {
        CommandError::Outside(error.to_string())
    }
}
