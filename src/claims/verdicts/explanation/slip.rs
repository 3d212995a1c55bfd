//! One explanation of a wrong figure, and what it costs to name it.
//!
//! In: a reading that is none of the claim's own. Out: the value of it that gives the figure. Refuses values that nobody
//! printed together.

use crate::claims::verdicts::fit::case::Case;
use crate::claims::verdicts::fit::order::Held;
use crate::claims::verdicts::fit::readings::Reading;
use crate::claims::verdicts::quantities::candidates::{Candidate, Standing, Window, candidates};
use crate::claims::verdicts::quantities::levels::Book;
use crate::messages::Message;

/// An explanation that beats chance by so many bits needs no margin.
pub const SURE: f64 = 6.0;

/// What could have gone wrong.
#[derive(Clone, Debug)]
pub struct Explanation {
    pub code: &'static str,
    pub words: Message,
    /// In bits.
    pub cost: f64,
    /// The years that the figure fits.
    pub window: Option<Window>,
    /// The official value behind it.
    pub held: Option<Held>,
}

/// A held value of a reading that is none of the claim's own.
pub fn best(reading: &Reading, at: usize, case: &Case, book: &Book) -> Option<Held> {
    let levels = book.levels(&reading.formula, &reading.core, reading.stage, case.area);
    let fits = |candidate: &Candidate| {
        let interval = candidate.interval;
        let meets = interval.lower <= case.stated.upper && case.stated.lower <= interval.upper;
        candidate.standing <= Standing::Together && meets
    };
    let candidate = candidates(&levels, reading.form, reading.window, book).into_iter().find(fits)?;
    Some(Held { reading: at, words: reading.words.clone(), is_seldom: reading.is_seldom, candidate })
}
