//! Findings: a problem of a file before its path is known.
//!
//! In: a stable code, a severity and words. Out: a `Problem` at the file. Refuses nothing.

use super::{Grid, Passage};
use crate::messages::{Message, say};
use crate::problem::{Place, Problem, Severity};
use std::fmt;

#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Finding {
    pub code: &'static str,
    pub severity: Severity,
    pub message: Message,
    pub help: Option<Message>,
}

impl Finding {
    /// The file, or one sheet of it, could not be used.
    pub fn error(code: &'static str, message: impl Into<Message>) -> Finding {
        Finding { code, severity: Severity::Error, message: message.into(), help: None }
    }

    /// It was used or rightly passed over, and something in it is worth knowing.
    pub fn warning(code: &'static str, message: impl Into<Message>) -> Finding {
        Finding { severity: Severity::Warning, ..Finding::error(code, message) }
    }

    /// A reader gave up on bytes whose kind was plain.
    pub fn damaged(what: Message, cause: impl fmt::Display) -> Finding {
        Finding::broken(what, cause.to_string().into())
    }

    /// The same for a reason of our own.
    pub fn broken(what: Message, cause: Message) -> Finding {
        Finding::error("damaged-file", say!("source.damaged", what, cause))
    }

    pub fn help(mut self, help: impl Into<Message>) -> Finding {
        self.help = Some(help.into());
        self
    }

    pub fn at(self, path: &str) -> Problem {
        let problem = Problem::error(self.code, Place::Source(path.to_string()), self.message);
        Problem { severity: self.severity, help: self.help, ..problem }
    }
}

/// What a container gave.
#[derive(Debug, Default)]
pub(super) struct Contents {
    pub opened: Vec<Message>,
    pub grids: Vec<Grid>,
    pub passages: Vec<Passage>,
    pub asides: Vec<Passage>,
    pub findings: Vec<Finding>,
}
