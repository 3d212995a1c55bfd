//! Inner checks: a text held against itself, with no outside data.
//!
//! In: the claims of one text, in its order, and the text. Out: figures that cannot all be right, and remarks on those that
//! hold under some reading only. Refuses to decide where the words leave open what a figure is a part, a share or a rate of:
//! a check fails only beyond the rounding of the printed digits and outside what hedges allow.

mod average_growth;
mod budgets;
mod digits;
mod edition;
mod free;
mod increments;
mod levels;
mod parts;
mod proportions;
mod rates;
mod sentences;
mod share_of_count;
mod shares;
mod sums;
mod survey;
mod turned;
mod twice;

use std::collections::BTreeSet;

use super::{Claim, Contradiction};
use crate::sources::Source;

pub use edition::is_to_come;
use sentences::Sentence;

/// What the text says against itself, in the order of the text.
pub fn contradictions(claims: &[Claim], source: &Source) -> Vec<Contradiction> {
    let sentences = sentences::of(claims);
    let mut found: Vec<Contradiction> = Vec::new();
    for (at, sentence) in sentences.iter().enumerate() {
        let before = at.checked_sub(1).and_then(|at| sentences.get(at));
        let before = before.filter(|before| before.paragraph == sentence.paragraph);
        found.extend(of_sentence(sentence, before));
        found.extend(share_of_count::of(&sentences, at));
        found.extend(survey::of(&sentences, at));
        found.extend(free::of(sentence, before));
    }
    found.extend(twice::of(claims, &sentences, source));
    found.extend(edition::of(claims, &sentences, source));
    in_order(found)
}

fn of_sentence(sentence: &Sentence, before: Option<&Sentence>) -> Vec<Contradiction> {
    let mut found = parts::of(sentence, before);
    found.extend(parts::over_hundred(sentence));
    found.extend(sums::of(sentence));
    found.extend(shares::of(sentence));
    found.extend(rates::of(sentence, before));
    found.extend(proportions::of(sentence, before));
    found.extend(budgets::of(sentence, before));
    found.extend(increments::of(sentence));
    found.extend(increments::of_level_before(sentence, before));
    found.extend(turned::of(sentence));
    found.extend(levels::of(sentence));
    found.extend(average_growth::of(sentence));
    found
}

/// By the first figure each is about; one finding for the same figures, the one that decides.
fn in_order(mut found: Vec<Contradiction>) -> Vec<Contradiction> {
    let place = |one: &Contradiction| one.claims.iter().min().copied();
    found.sort_by(|a, b| place(a).cmp(&place(b)).then(b.decides.cmp(&a.decides)));
    let mut told = BTreeSet::new();
    found.retain(|one| {
        let mut own = one.claims.clone();
        own.sort_unstable();
        told.insert(own)
    });
    found
}

#[cfg(test)]
mod tests;
