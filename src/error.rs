//! Errors of the machine: what stops the program at once.
//!
//! In: failed reads, writes and parses of the program's own files. Out: one `Error` with the path at fault.
//! Refuses nothing; what is wrong with the user's data is a `Problem`, not an `Error`.

use std::fmt;
use std::path::{Path, PathBuf};

pub type Result<T> = std::result::Result<T, Error>;

#[derive(Debug)]
pub enum Error {
    /// A file or folder could not be read or written.
    Io { path: PathBuf, doing: &'static str, cause: std::io::Error },
    /// A store or table engine (Parquet, Arrow, polars) refused.
    Engine { doing: String, cause: String },
    /// The command line asks for something that is not there; the text says what and what is.
    Usage(String),
}

impl Error {
    pub fn io(path: &Path, doing: &'static str) -> impl FnOnce(std::io::Error) -> Error + use<> {
        let path = path.to_path_buf();
        move |cause| Error::Io { path, doing, cause }
    }

    pub fn engine<E: fmt::Display>(doing: impl Into<String>) -> impl FnOnce(E) -> Error {
        let doing = doing.into();
        move |cause| Error::Engine { doing, cause: cause.to_string() }
    }
}

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter) -> fmt::Result {
        match self {
            Error::Io { path, doing, cause } => write!(f, "cannot {doing} {}: {cause}", path.display()),
            Error::Engine { doing, cause } => write!(f, "cannot {doing}: {cause}"),
            Error::Usage(text) => f.write_str(text),
        }
    }
}

impl std::error::Error for Error {}
