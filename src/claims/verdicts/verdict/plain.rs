//! Plainly named: a figure whose nearest naming leaves one reading, with no word that is not explained.
//!
//! In: judged claims. Out: the same, a figure that nothing decided judged by the one reading that its words leave: one
//! thing, one kind, one time. Refuses readings with unexplained words, several that are equally near, figures that another
//! reading gives, things named outside the clause that no other figure of the text bears out, and contradictions that no
//! slip of the pen explains.

use crate::claims::verdicts::quantities::levels::Book;
use crate::claims::verdicts::verdict::by_value;
use crate::claims::{Claim, Hypothesis, Judged, Kind, Known, TiedBy, Verdict, Written};
use crate::messages::say;

/// Diagnoses that are of the pen and of no other thing or time.
const SLIPS: [&str; 5] = ["other-unit", "swapped-digits", "wrong-digit", "wrong-steps", "percent-for-points"];

/// Every claim that nothing decided once more.
pub fn decided(
    judged: Vec<Judged>,
    book: &Book,
    written: Option<&Written>,
    by_words: &impl Fn(&Claim) -> Judged,
) -> Vec<Judged> {
    let found: Vec<Option<Judged>> =
        judged.iter().map(|one| once_more(one, &judged, book, written, by_words)).collect();
    judged.into_iter().zip(found).map(|(one, found)| found.unwrap_or(one)).collect()
}

fn once_more(
    one: &Judged,
    all: &[Judged],
    book: &Book,
    written: Option<&Written>,
    by_words: &impl Fn(&Claim) -> Judged,
) -> Option<Judged> {
    let claim = &one.claim;
    let is_plain = claim.figure.as_ref().is_some_and(|figure| figure.hedges.is_empty());
    let is_open = one.verdict == Verdict::NotCheckable && one.tied_by.is_none() && one.official.is_empty();
    if !is_plain || !is_open || claim.frame.is_some() {
        return None;
    }
    let hypothesis = only(claim)?;
    if by_value::is_given(claim, book, written) {
        return None;
    }
    let is_dated =
        matches!(claim.when.known, Known::Explicit | Known::Relative) && claim.when.year == hypothesis.when.year;
    let mut tied = by_value::claim_of(claim, hypothesis);
    tied.when.known = Known::Explicit;
    let judged = by_words(&tied);
    let proven = all.iter().any(|other| bears_out(other, claim, hypothesis));
    let is_slip = judged.diagnosis.as_ref().is_some_and(|found| SLIPS.contains(&found.code));
    let is_certain = is_dated && is_slip && (proven || hypothesis.distance == 0);
    let why = say!("verdicts.plain", title = book.title(&hypothesis.of.formula), why = judged.why);
    let found = Judged { why, tied_by: Some(TiedBy::Slip), ..judged };
    (found.verdict == Verdict::Contradicted && is_certain).then_some(found)
}

/// The one reading that the nearest naming leaves.
fn only(claim: &Claim) -> Option<&Hypothesis> {
    const NEAR: u8 = 1;
    let first = claim.hypotheses.first().filter(|first| first.distance <= NEAR && first.unexplained == 0)?;
    let mut near = claim.hypotheses.iter().skip(1).filter(|other| other.distance == first.distance);
    let is_single = near.next().is_none();
    let is_level =
        matches!(first.kind, Kind::Level | Kind::Growth { .. } | Kind::AverageGrowth { .. } | Kind::Points { .. });
    (is_single && is_level).then_some(first)
}

/// Whether a figure of the text bears the same thing of the same area out.
fn bears_out(other: &Judged, claim: &Claim, hypothesis: &Hypothesis) -> bool {
    let of = other.claim.of.first().is_some_and(|of| of.formula == hypothesis.of.formula);
    let near = other.claim.place.source == claim.place.source;
    other.verdict.holds() && of && near && other.claim.ref_area.as_ref() == Some(&hypothesis.ref_area)
}
