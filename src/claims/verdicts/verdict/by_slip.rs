//! Ties by a slip of the pen: what a figure is of, where the words beside it name one thing and its digits are those of the
//! official value but for one slip.
//!
//! In: a figure that its words alone tie to nothing and that no hypothesis gives, and hypotheses. Out: contradicted, where
//! the slip says more than chance allows among all values tried, more for every letter that no part of a name explains.
//! Refuses figures that something near gives as printed, two things that a slip explains equally, other years, and
//! whatever editions and scopes that are not on file may have printed.

use std::collections::BTreeSet;

use crate::claims::verdicts::fit::case::Case;
use crate::claims::verdicts::fit::order;
use crate::claims::verdicts::quantities::levels::Book;
use crate::claims::verdicts::verdict::by_value::{claim_of, is_of_size};
use crate::claims::verdicts::verdict::reasons;
use crate::claims::{Claim, Hypothesis, Judged, TiedBy, Verdict, Written};
use crate::messages::say;

/// A slip must say so many bits more than it takes to name it and one among the values tried: chance gives one in 45.
pub const LEAST: f64 = 5.5;
/// For each letter of the clause that nothing explains, up to as many.
const UNEXPLAINED: f64 = 1.0;
const MOST_UNEXPLAINED: u8 = 6;
/// For each naming between the figure and its thing.
const FURTHER: f64 = 0.75;
/// Below the nation other publications print other figures.
const BELOW: f64 = 3.0;
/// A hypothesis that gives the figure as printed, so much further off than the one that a slip explains, is the likelier.
const NEAR: u8 = 1;
/// What sets the likeliest thing apart from another that a slip explains too.
const APART: f64 = 3.0;
/// Bits from which a fit of something near is no accident, although too few for a tie.
const FITS: f64 = 3.0;

/// A hypothesis that a slip explains.
struct Slipped {
    judged: Judged,
    formula: String,
    distance: u8,
    surplus: f64,
}

/// The verdict of a figure that a slip alone explains.
pub fn tied(judged: Judged, least: f64, book: &Book, written: Option<&Written>) -> Judged {
    let is_undecided = judged.tied_by.is_none() && !judged.official.is_empty();
    let is_hedged = judged.claim.figure.as_ref().is_none_or(|figure| !figure.hedges.is_empty());
    if is_hedged || judged.verdict != Verdict::NotCheckable || is_undecided || judged.claim.frame.is_some() {
        return judged;
    }
    let found = slips(&judged.claim, book, written);
    let Some(best) = found.slips.first().filter(|best| best.surplus >= least) else { return judged };
    let is_rival = |other: &Slipped| other.formula != best.formula && best.surplus - other.surplus < APART;
    let is_printed = found.nearest_fit.is_some_and(|fit| fit <= best.distance + NEAR);
    if is_printed || found.slips.iter().skip(1).any(is_rival) {
        return judged;
    }
    let why = say!("verdicts.by-slip", title = book.title(&best.formula), why = best.judged.why);
    let claim = Claim { hypotheses: Vec::new(), ..best.judged.claim.clone() };
    Judged { claim, why, tied_by: Some(TiedBy::Slip), ..best.judged.clone() }
}

/// What the hypotheses of a figure come to.
struct Found {
    /// The likeliest first.
    slips: Vec<Slipped>,
    /// How far the nearest hypothesis stands that gives the figure as printed.
    nearest_fit: Option<u8>,
}

fn slips(claim: &Claim, book: &Book, written: Option<&Written>) -> Found {
    let mut tried: BTreeSet<i64> = BTreeSet::new();
    let mut found = Found { slips: Vec::new(), nearest_fit: None };
    for group in claim.hypotheses.chunk_by(|one, other| one.distance == other.distance) {
        let mut of_group = Vec::new();
        for hypothesis in group {
            let tied = as_dated(claim, hypothesis);
            let Ok(case) = Case::of(&tied, book, written) else { continue };
            let fit = order::fit(&case.stated, &case.held, case.by);
            if fit.is_some_and(|fit| is_close(&case, &fit)) && case.stated.bits() >= FITS {
                found.nearest_fit = found.nearest_fit.or(Some(hypothesis.distance));
            }
            let values = case.plain().map(|held| held.candidate.interval.value);
            let is_share = |value: f64| value > 1.0 && case.stated.value < 1.0 && hypothesis.of.formula.contains(" / ");
            let alike = values.filter(|value| is_of_size(*value, case.stated.value) && !is_share(*value));
            tried.extend(alike.map(|value| (value / case.stated.unit).round() as i64));
            if let Some((judged, surplus)) = reasons::slipped(&case, book) {
                let (formula, distance) = (hypothesis.of.formula.clone(), hypothesis.distance);
                of_group.push(Slipped { judged, formula, distance, surplus: surplus - dues(hypothesis, case.area) });
            }
        }
        let chance = (tried.len().max(1) as f64).log2();
        found.slips.extend(of_group.into_iter().map(|one| Slipped { surplus: one.surplus - chance, ..one }));
    }
    found.slips.sort_by(|one, other| other.surplus.total_cmp(&one.surplus));
    found
}

/// Whether a value gives what is printed, and not only inputs so coarse that much fits.
fn is_close(case: &Case, fit: &order::Fit) -> bool {
    let value = fit.held.candidate.interval.value;
    case.stated.holds_or_cut(value) || case.stated.bounds(value) || case.stated.gap(value) <= case.stated.unit / 2.0
}

/// The claim as a hypothesis has it, with the year as sure as the words make it.
fn as_dated(claim: &Claim, hypothesis: &Hypothesis) -> Claim {
    let mut tied = claim_of(claim, hypothesis);
    if hypothesis.when.year == claim.when.year {
        tied.when.known = claim.when.known;
    }
    tied
}

/// What the words leave open, in bits.
fn dues(hypothesis: &Hypothesis, area: &str) -> f64 {
    let letters = f64::from(hypothesis.unexplained.min(MOST_UNEXPLAINED));
    let below = if area == "CN" { 0.0 } else { BELOW };
    letters * UNEXPLAINED + f64::from(hypothesis.distance) * FURTHER + below
}
