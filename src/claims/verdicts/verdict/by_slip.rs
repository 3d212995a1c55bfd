//! Slips by value: a figure that is one slip of the pen away from what its words speak of.
//!
//! In: a figure that neither words nor value tie to anything, and hypotheses. Out: that it is wrong, and by which slip, where
//! exactly one quantity that its own clause names, for the year that it names, has official digits that swapped, changed in
//! one place or moved by a unit give the figure, and chance would do so less than once in a few hundred. Refuses hedged
//! figures, short ones, and those that some other quantity named around them prints as they stand.

use crate::claims::verdicts::explanation::conclude::conclude;
use crate::claims::verdicts::fit::case::Case;
use crate::claims::verdicts::quantities::levels::Book;
use crate::claims::verdicts::verdict::by_value::{claim_of, is_of_size};
use crate::claims::verdicts::verdict::reasons;
use crate::claims::{Claim, Hypothesis, Judged, Known, TiedBy, Verdict, Written};
use crate::messages::say;

/// A figure must say so many bits more than it takes to name the quantity and the slip among those tried; what a slip costs
/// holds two bits already for how seldom slips are.
const LEAST: f64 = 7.0;
/// A slip is told of what stands in the figure's own clause, or close to it.
const FARTHEST: u8 = 3;
/// Each naming between makes it less likely that the figure is of the one before.
const FARTHER: f64 = 1.0;
/// Slips that change digits and leave the rest.
const SLIPS: [&str; 3] = ["swapped-digits", "wrong-digit", "other-unit"];

/// The verdict on a figure that nothing ties as it stands; the same where no slip explains it.
pub fn found(judged: Judged, book: &Book, written: Option<&Written>) -> Judged {
    let is_open = judged.verdict == Verdict::NotCheckable && judged.claim.untied.is_some();
    let is_plain = judged.claim.figure.as_ref().is_some_and(|figure| figure.hedges.is_empty());
    if !is_open || !is_plain || judged.claim.hypotheses.iter().any(|one| prints(&judged.claim, one, book, written)) {
        return judged;
    }
    only(&judged.claim, book, written).unwrap_or(judged)
}

/// The slip of the one quantity that has one.
fn only(claim: &Claim, book: &Book, written: Option<&Written>) -> Option<Judged> {
    let mut tried = 0usize;
    let mut slips: Vec<(&Hypothesis, f64, Judged)> = Vec::new();
    for hypothesis in claim.hypotheses.iter().filter(|one| is_near(one)) {
        let mut tied = claim_of(claim, hypothesis);
        // The year stands in the figure's own clause, as its name does.
        tied.when.known = Known::Explicit;
        let Ok(case) = Case::of(&tied, book, written) else { continue };
        let values = case.plain().map(|held| held.candidate.interval.value);
        tried += values.filter(|value| is_of_size(*value, case.stated.value)).count();
        slips.extend(slip(&case, book).map(|(surplus, judged)| (hypothesis, surplus, judged)));
    }
    let chance = (tried.max(1) as f64).log2();
    slips.retain(|(one, surplus, _)| surplus - chance - FARTHER * f64::from(one.distance) >= LEAST);
    let (first, ..) = slips.first()?;
    let is_of_first = |other: &Hypothesis| other.of.formula == first.of.formula && other.ref_area == first.ref_area;
    if !slips.iter().all(|(other, ..)| is_of_first(other)) {
        return None;
    }
    slips.into_iter().next().map(|(_, _, slip)| slip)
}

/// In the figure's own clause, with the year that the sentence says.
fn is_near(one: &Hypothesis) -> bool {
    one.distance <= FARTHEST && !one.when.words.is_empty()
}

/// Whether some official value of a hypothesis prints the figure as it stands, whatever that says.
fn prints(claim: &Claim, hypothesis: &Hypothesis, book: &Book, written: Option<&Written>) -> bool {
    let tied = claim_of(claim, hypothesis);
    Case::of(&tied, book, written)
        .is_ok_and(|case| case.held.iter().any(|held| case.stated.holds_or_cut(held.candidate.interval.value)))
}

/// The slip of one hypothesis, and the bits that the figure says beyond it.
fn slip(case: &Case, book: &Book) -> Option<(f64, Judged)> {
    let conclusion = conclude(case, book).filter(|found| SLIPS.contains(&found.diagnosis.code))?;
    let judged = reasons::unfitting(case, book);
    if judged.verdict != Verdict::Contradicted {
        return None;
    }
    let why = say!("verdicts.by-slip", title = case.title, why = judged.why);
    Some((conclusion.surplus, Judged { why, tied_by: Some(TiedBy::Value), ..judged }))
}
