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
mod frequencies;
mod inner;
mod laid_out;
mod lines;
mod misplaced;
mod phrases;
mod read;
mod relations;
mod speech;
mod statistics;

use inner::Own;
pub use laid_out::Part;
pub use read::{Read, Tabled, of_source};

use super::reading::{Labels, Reader};
use super::verdicts::{self, Records};
use super::{Contradiction, Judged, Verdict, Written};
use crate::messages::{Message, say};
use crate::sources::Source;

/// Whether the table's own figures alone give it.
pub fn is_as_computed(one: &Judged) -> bool {
    one.verdict == Verdict::NotCheckable && one.why.has("paper.as-computed")
}

/// The tables of a text, checked.
#[derive(Clone, Debug, Default)]
pub struct Tables {
    pub tables: Vec<Tabled>,
    /// One for each figure, in the order of the tables and their cells.
    pub judged: Vec<Judged>,
    /// What the tables say against themselves; positions in `judged`.
    pub contradictions: Vec<Contradiction>,
}

impl Tables {
    /// That the table's own figures give one that could not be checked otherwise.
    fn tell(&mut self, at: usize, shown: &Message) {
        if let Some(one) = self.judged.get_mut(at).filter(|one| one.verdict == Verdict::NotCheckable) {
            one.why = say!("paper.as-computed", shown);
        }
    }
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
    let mut found = Tables::default();
    for one in read {
        let official = lines::judged(one, cells::claims(one, source, &labels), records, written);
        let first = found.judged.len();
        let Own { contradictions, computed } = inner::own(one, source, &official, first);
        found.judged.extend(verdicts::with_inner(official, first, &contradictions));
        computed.into_iter().for_each(|(at, shown)| found.tell(at, &shown));
        found.contradictions.extend(contradictions);
        found.tables.push(one.tabled.clone());
    }
    found
}
