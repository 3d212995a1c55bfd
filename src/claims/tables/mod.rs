//! Tables of a text: their figures as claims, and what each table says against itself.
//!
//! ```text
//!     grids  ->  tables  ->  claims  ->  verdicts  ->  inner checks
//!     of the     as year-    a cell,     line by       sums, shares, growth, ratios and
//!     text       books are   its labels  line          statistics computed again
//! ```
//!
//! In: a text, the reader, official figures. Out: its tables, a judged claim for each figure of their bodies, and what does
//! not hold. Refuses tables of estimates (coefficients with stars and standard errors): they are counted and left alone.

mod cells;
mod estimates;
mod read;

pub use read::{Read, Tabled, of_source};

use super::Judged;
use super::reading::{Labels, Reader};
use super::verdicts::{self, Records};
use super::{Claim, Written};
use crate::sources::Source;

/// The tables of a text, checked.
#[derive(Clone, Debug, Default)]
pub struct Tables {
    pub tables: Vec<Tabled>,
    /// One for each figure, in the order of the tables and their cells.
    pub judged: Vec<Judged>,
}

/// Judges every figure in the tables of a text.
pub fn checked(
    read: &[Read],
    source: &Source,
    reader: &Reader,
    records: &Records,
    written: Option<&Written>,
) -> Tables {
    let labels = Labels::new(source, reader);
    let claims: Vec<Claim> = read.iter().flat_map(|one| cells::claims(one, source, &labels)).collect();
    let judged = verdicts::each(&claims, records, written);
    Tables { tables: read.iter().map(|one| one.tabled.clone()).collect(), judged }
}
