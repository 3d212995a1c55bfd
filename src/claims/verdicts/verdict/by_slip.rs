//! Slips in figures that words in any order speak of: no official value gives the figure, and one slip of the pen does.
//!
//! In: a figure that its words tie to nothing with certainty, and hypotheses. Out: `contradicted` with the slip, where the
//! nearest hypothesis with an official value explains the figure by swapped or wrong digits or a power of ten, and its
//! digits say far more than that takes. Refuses slips that two quantities explain, and matches that chance may give.

use std::collections::BTreeSet;

use crate::claims::verdicts::explanation::conclude::conclude;
use crate::claims::verdicts::fit::case::Case;
use crate::claims::verdicts::quantities::levels::Book;
use crate::claims::verdicts::verdict::by_value::{claim_of, is_of_size};
use crate::claims::{Claim, Hypothesis, Judged, TiedBy, Verdict, Written};

/// Bits beyond the slip and the values tried: what the figure's own clause names, and what stands further away.
const OWN_CLAUSE: f64 = 7.0;
const FURTHER: f64 = 9.0;
/// Namings further back than this say nothing of a figure that does not print their value.
const FURTHEST: u8 = 2;
const SLIPS: [&str; 3] = ["swapped-digits", "wrong-digit", "other-unit"];

/// The verdict with the slip, where there is one; else the same.
pub fn slipped(judged: Judged, book: &Book, written: Option<&Written>) -> Judged {
    let is_open = judged.verdict == Verdict::NotCheckable && judged.claim.untied.is_some();
    if !is_open || judged.tied_by.is_some() {
        return judged;
    }
    let near: Vec<&Hypothesis> = judged.claim.hypotheses.iter().filter(|one| one.distance <= FURTHEST).collect();
    for group in near.chunk_by(|one, other| one.distance == other.distance) {
        let (found, is_known) = of_group(&judged.claim, group, book, written);
        match found.as_slice() {
            [(_, slip)] => return slip.clone(),
            [] if !is_known => {}
            _ => return judged,
        }
    }
    judged
}

/// The slips that explain a figure among hypotheses of one distance, by quantity; whether any has an official value.
fn of_group(
    claim: &Claim,
    group: &[&Hypothesis],
    book: &Book,
    written: Option<&Written>,
) -> (Vec<(String, Judged)>, bool) {
    let mut tried: BTreeSet<i64> = BTreeSet::new();
    let mut found: Vec<(String, Judged, f64)> = Vec::new();
    for &hypothesis in group {
        let tied = claim_of(claim, hypothesis);
        let Ok(case) = Case::of(&tied, book, written) else { continue };
        let values = || case.plain().map(|held| held.candidate.interval.value);
        tried.extend(
            values()
                .filter(|value| is_of_size(*value, case.stated.value))
                .map(|value| (value / case.stated.unit).round() as i64),
        );
        let Some(conclusion) = conclude(&case, book) else { continue };
        let is_named = case.readings.iter().any(|reading| reading.words.is_none());
        let Some(held) = conclusion.held.as_ref().filter(|_| is_named) else { continue };
        if !SLIPS.contains(&conclusion.diagnosis.code) || case.stated.is_hedged {
            continue;
        }
        let value = case.voice.value(held.candidate.interval.value);
        let why = format!(
            "the words around it speak of {} of {}, which is {value} ({})",
            book.title(&hypothesis.of.formula),
            held.candidate.window.shown(),
            case.voice.vintage(&held.candidate)
        );
        let judged = case.judged(Verdict::Contradicted, Some(held), why, Some(conclusion.diagnosis.clone()));
        found.push((value, Judged { tied_by: Some(TiedBy::Value), ..judged }, conclusion.surplus));
    }
    let chance = (tried.len().max(1) as f64).log2();
    let least = if group.first().is_some_and(|one| one.distance == 0) { OWN_CLAUSE } else { FURTHER };
    let mut told: Vec<(String, Judged)> = Vec::new();
    for (value, judged, surplus) in found {
        if surplus - chance >= least && !told.iter().any(|(known, _)| *known == value) {
            told.push((value, judged));
        }
    }
    (told, !tried.is_empty())
}
