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

/// A slip must say so many bits more than it takes to name it and one among the values tried: chance gives one in 64.
const LEAST: f64 = 6.0;
/// For each letter of the clause that nothing explains, up to as many.
const UNEXPLAINED: f64 = 1.0;
const MOST_UNEXPLAINED: u8 = 6;
/// For each naming between the figure and its thing.
const FURTHER: f64 = 1.5;
/// Below the nation other publications print other figures.
const BELOW: f64 = 3.0;
/// Things named further off are not what a wrong figure is of.
const FAR: u8 = 2;
/// What sets the likeliest thing apart from another that a slip explains too.
const APART: f64 = 3.0;
/// Bits from which a fit of something near is no accident, although too few for a tie.
const FITS: f64 = 3.0;

/// A hypothesis that a slip explains.
struct Slipped {
    judged: Judged,
    formula: String,
    surplus: f64,
}

/// The verdict of a figure that a slip alone explains.
pub fn tied(judged: Judged, book: &Book, written: Option<&Written>) -> Judged {
    let claim = &judged.claim;
    if judged.verdict != Verdict::NotCheckable || claim.hypotheses.is_empty() || !judged.official.is_empty() {
        return judged;
    }
    let mut tried: BTreeSet<i64> = BTreeSet::new();
    let mut found: Vec<Slipped> = Vec::new();
    for hypothesis in &claim.hypotheses {
        let tied = as_dated(claim, hypothesis);
        let Ok(case) = Case::of(&tied, book, written) else { continue };
        let fits = order::fit(&case.stated, &case.held, case.by).is_some();
        if fits && case.stated.bits() >= FITS {
            return judged;
        }
        if hypothesis.distance > FAR {
            continue;
        }
        let values = case.plain().map(|held| held.candidate.interval.value);
        let alike = values.filter(|value| is_of_size(*value, case.stated.value));
        tried.extend(alike.map(|value| (value / case.stated.unit).round() as i64));
        let Some((judged, surplus)) = reasons::slipped(&case, book) else { continue };
        let surplus = surplus - dues(hypothesis, case.area);
        let formula = hypothesis.of.formula.clone();
        found.push(Slipped { judged, formula, surplus });
    }
    found.sort_by(|one, other| other.surplus.total_cmp(&one.surplus));
    let chance = (tried.len().max(1) as f64).log2();
    let Some(best) = found.first().filter(|best| best.surplus - chance >= LEAST) else { return judged };
    let is_rival = |other: &Slipped| other.formula != best.formula && best.surplus - other.surplus < APART;
    if found.iter().skip(1).any(is_rival) {
        return judged;
    }
    let why = format!(
        "its words name {}, in an order of their own, and one slip gives the printed figure: {}",
        book.title(&best.formula),
        best.judged.why
    );
    let claim = Claim { hypotheses: Vec::new(), ..best.judged.claim.clone() };
    Judged { claim, why, tied_by: Some(TiedBy::Slip), ..best.judged.clone() }
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
