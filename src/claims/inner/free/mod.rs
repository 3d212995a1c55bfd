//! Arithmetic in free words: figures that their neighbours give, whatever stands between.
//!
//! In: sentences. Out: figures that do not follow from the numbers they are said of and that one slip of the pen explains:
//! such digits say more than the words. Refuses figures that any numbers near them give.

mod compared;
mod lists;
mod pairs;
mod pen;
mod points;
mod real;
mod steps;
mod ways;
mod wholes;

use super::sentences::Sentence;
use crate::claims::Contradiction;

/// What a sentence says against itself, or against the one before.
pub fn of(sentence: &Sentence, before: Option<&Sentence>) -> Vec<Contradiction> {
    let mut found = ways::of(sentence);
    found.extend(points::of(sentence));
    found.extend(steps::of(sentence));
    found.extend(real::of(sentence));
    found.extend(compared::of(sentence));
    found.extend(wholes::of(sentence));
    found.extend(lists::of(sentence, before));
    found
}
