//! Areas: labels, titles and paths to GB/T 2260 codes valid in the period.
//!
//! ```text
//!     names   what a label may name        title   the area a title, issuer or sentence names
//!     place   its code in a year           path    the area of a folder or file name
//!     words   words about areas
//! ```
//!
//! In: `areas.csv`, `counties.csv` and text. Out: a code, and whose accounts (central, local) where the words say so.
//! Refuses to guess between two areas of one name.

mod codes;
mod names;
mod path;
mod place;
mod title;
mod words;

use crate::definitions::Level;
use crate::texts::Text;

pub use names::{Areas, is_full_name};
pub use path::InPath;
pub use title::Titled;
pub use words::{begins_with_nation, is_zone, looks_like_one, speaks_of_nation, speaks_of_parts};

pub const NATION: &str = "CN";

/// What a label may name.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Mention {
    /// Lines of `areas.csv` and `counties.csv`, by position.
    Named(Vec<usize>),
    /// The nation, and whose accounts.
    Nation(Option<Level>),
    /// `全省`, `全市`, `市本级`: whatever area the table is of.
    Whole,
}

/// A resolved area.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Placed {
    pub code: Text,
    pub government: Option<Level>,
    pub note: Option<String>,
}

impl Placed {
    pub fn code(code: &str) -> Placed {
        Placed { code: code.into(), government: None, note: None }
    }

    pub fn nation(government: Option<Level>) -> Placed {
        Placed { code: NATION.into(), government, note: None }
    }
}

/// Those lines of one mention that another one, of the same label in another language, may be as well.
pub fn shared(one: &Mention, other: &Mention) -> Option<Mention> {
    let (Mention::Named(one), Mention::Named(other)) = (one, other) else { return None };
    let lines: Vec<usize> = one.iter().copied().filter(|at| other.contains(at)).collect();
    (!lines.is_empty()).then_some(Mention::Named(lines))
}
