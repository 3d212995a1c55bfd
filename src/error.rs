//! Errors of the machine: what stops the program at once.
//!
//! In: failed reads, writes and parses of the program's own files. Out: one `Error` with the path at fault.
//! Refuses nothing; what is wrong with the user's data is a `Problem`, not an `Error`.

use std::fmt;
use std::io::ErrorKind;
use std::path::{Path, PathBuf};

use crate::messages::{Message, say};

pub type Result<T> = std::result::Result<T, Error>;

#[derive(Debug)]
pub enum Error {
    /// A file or folder could not be read or written.
    Io { path: PathBuf, doing: &'static str, cause: std::io::Error },
    /// A store or table engine (Parquet, Arrow, polars) refused.
    Engine { doing: Message, cause: String },
    /// The command line asks for something that is not there; the text says what and what is.
    Usage(Message),
}

impl Error {
    pub fn io(path: &Path, doing: &'static str) -> impl FnOnce(std::io::Error) -> Error + use<> {
        let path = path.to_path_buf();
        move |cause| Error::Io { path, doing, cause }
    }

    pub fn engine<E: fmt::Display>(doing: impl Into<Message>) -> impl FnOnce(E) -> Error {
        let doing = doing.into();
        move |cause| Error::Engine { doing, cause: cause.to_string() }
    }
}

/// The commonest causes in words of ours; the machine's own words for the rest.
fn reason(cause: &std::io::Error) -> Message {
    match cause.kind() {
        ErrorKind::NotFound => say!("io.not-found"),
        ErrorKind::PermissionDenied => say!("io.permission-denied"),
        ErrorKind::AlreadyExists => say!("io.already-exists"),
        ErrorKind::NotADirectory => say!("io.not-a-folder"),
        ErrorKind::IsADirectory => say!("io.is-a-folder"),
        ErrorKind::StorageFull => say!("io.storage-full"),
        ErrorKind::ReadOnlyFilesystem => say!("io.read-only"),
        _ => Message::Verbatim(cause.to_string()),
    }
}

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter) -> fmt::Result {
        let message = match self {
            Error::Io { path, doing, cause } => {
                let doing = Message::of_english("doing", doing);
                say!("error.io", doing, path = path.display(), cause = reason(cause))
            }
            Error::Engine { doing, cause } => say!("error.engine", doing, cause),
            Error::Usage(message) => message.clone(),
        };
        message.fmt(f)
    }
}

impl std::error::Error for Error {}
