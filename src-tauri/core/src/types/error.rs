//! One error for the whole core: a short code for the UI, a sentence for the person, the cause for the log.
//!
//! The sentence names the thing and the way out. It never holds a secret, and nobody ever matches on its text.

use serde::Serialize;
use specta::Type;

/// What kind of thing went wrong; the UI decides by this, never by the sentence.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Type)]
#[serde(rename_all = "snake_case")]
pub enum Code {
    /// What the person gave cannot be used as it is.
    BadInput,
    /// The thing that was asked for does not exist (any more).
    NotFound,
    /// The person stopped it. Nothing is broken.
    Cancelled,
    /// The database file could not be read or written.
    Store,
    /// The file was written by a newer version of Regulars.
    NewerFile,
    /// A file could not be read or written.
    File,
    /// The other side could not be reached.
    Network,
    /// The other side said no to our key.
    Unauthorised,
    /// The other side answered, but not with what its documentation promises.
    Unexpected,
    /// The other side asks us to wait.
    Busy,
    /// The system keychain is locked, missing or refused.
    Keychain,
    /// Refused to keep somebody from harm, e.g. mailing a person who said no.
    Refused,
    /// A mistake of ours.
    Internal,
}

#[derive(Debug, thiserror::Error)]
#[error("{message}")]
pub struct Error {
    pub code: Code,
    pub message: String,
    #[source]
    pub cause: Option<Box<dyn std::error::Error + Send + Sync>>,
}

pub type Result<T, E = Error> = std::result::Result<T, E>;

impl Error {
    pub fn new(code: Code, message: impl Into<String>) -> Self {
        Self { code, message: message.into(), cause: None }
    }

    pub fn bad_input(message: impl Into<String>) -> Self {
        Self::new(Code::BadInput, message)
    }

    pub fn not_found(message: impl Into<String>) -> Self {
        Self::new(Code::NotFound, message)
    }

    pub fn internal(message: impl Into<String>) -> Self {
        Self::new(Code::Internal, message)
    }

    pub fn cancelled() -> Self {
        Self::new(Code::Cancelled, "Stopped. What was already stored stays, and it can go on from there.")
    }

    /// Keeps the technical cause for the log; the sentence stays the one a person reads.
    pub fn caused_by(mut self, cause: impl Into<Box<dyn std::error::Error + Send + Sync>>) -> Self {
        self.cause = Some(cause.into());
        self
    }

    pub fn file(doing: &str, path: &std::path::Path, cause: std::io::Error) -> Self {
        Self::new(Code::File, format!("Could not {doing} {}: {cause}.", path.display())).caused_by(cause)
    }
}

/// What crosses to the UI: the code and the sentence, never the cause.
#[derive(Debug, Clone, Serialize, Type)]
pub struct ApiError {
    pub code: Code,
    pub message: String,
}

impl From<Error> for ApiError {
    fn from(e: Error) -> Self {
        if let Some(cause) = &e.cause {
            tracing::debug!(code = ?e.code, %cause, "{}", e.message);
        }
        Self { code: e.code, message: e.message }
    }
}
