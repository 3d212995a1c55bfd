//! Verdicts: every claim held against official figures.
//!
//! ```text
//!     claim  ->  readings  ->  candidates  ->  fit  ->  verdict
//!                what its      what each       the      with evidence
//!                words may     edition on      first    and, where it is
//!                mean          file gives      to hold  wrong, a diagnosis
//! ```
//!
//! In: claims, what the text says against itself, the records, the day the text was written. Out: one `Judged` a claim,
//! in their order. Refuses to call contradicted what it cannot tie to a series with confidence.

mod candidates;
mod decide;
mod levels;
mod readings;
mod stated;
mod words;

use self::decide::{Fit, Held, fit, hold};
use self::levels::Book;
use self::readings::{Reading, readings};
use self::stated::Stated;
use self::words::Voice;
use super::{Claim, Contradiction, Judged, Verdict, Written};
use crate::definitions::Definitions;
use crate::formula::{check, parse};
use crate::indicators::Panel;
use crate::observations::Observation;
use crate::problem::Place;
use crate::units::Unit;

/// What claims are held against.
#[derive(Clone, Copy)]
pub struct Records<'a> {
    pub definitions: &'a Definitions,
    pub panel: &'a Panel,
    pub observations: &'a [Observation],
}

/// A verdict for every claim, in their order.
pub fn judge(claims: &[Claim], inner: &[Contradiction], records: &Records, written: Option<&Written>) -> Vec<Judged> {
    let book = Book::new(records);
    let of = |at: usize| inner.iter().filter(|found| found.claims.contains(&at)).cloned().collect();
    claims.iter().enumerate().map(|(at, claim)| Judged { inner: of(at), ..one(claim, &book, written) }).collect()
}

fn one(claim: &Claim, book: &Book, written: Option<&Written>) -> Judged {
    if let Some(why) = missing(claim) {
        return not_checkable(claim, why);
    }
    let definitions = book.records.definitions;
    let unit = claim.of.first().and_then(|meaning| unit_of(&meaning.formula, definitions));
    let Some(stated) = Stated::of(claim, unit.as_ref(), &definitions.units) else {
        return not_checkable(claim, "no figure is printed".to_string());
    };
    let readings = readings(claim, definitions);
    let area = claim.ref_area.as_deref().unwrap_or_default();
    let held = hold(&readings, area, book);
    let by = written.map(|written| written.by);
    let voice = Voice::new(claim, &stated, book.records);
    match fit(&stated, &held, by) {
        Some(found) => fitting(claim, &found, &held, &readings, &voice, by),
        None => Judged {
            official: voice.officials(&held, None, &readings, by),
            ..not_checkable(claim, "no official figure on file gives it".to_string())
        },
    }
}

/// What a claim lacks to be held against anything.
fn missing(claim: &Claim) -> Option<String> {
    if let Some(untied) = &claim.untied {
        return Some(untied.clone());
    }
    let lacks = |what: &str| Some(what.to_string());
    match () {
        _ if claim.of.is_empty() => lacks("the words name nothing on file"),
        _ if claim.ref_area.is_none() => lacks("the text does not say of which area"),
        _ if claim.when.year.is_none() => lacks("the text does not say of which year"),
        _ => None,
    }
}

fn not_checkable(claim: &Claim, why: String) -> Judged {
    let (claim, verdict) = (claim.clone(), Verdict::NotCheckable);
    Judged { claim, verdict, official: Vec::new(), why, diagnosis: None, inner: Vec::new() }
}

fn fitting(
    claim: &Claim,
    found: &Fit,
    held: &[Held],
    readings: &[Reading],
    voice: &Voice,
    by: Option<chrono::NaiveDate>,
) -> Judged {
    Judged {
        claim: claim.clone(),
        verdict: found.verdict,
        official: voice.officials(held, Some(&found.held), readings, by),
        why: found.words.clone().unwrap_or_default(),
        diagnosis: None,
        inner: Vec::new(),
    }
}

/// The unit of a formula.
fn unit_of(formula: &str, definitions: &Definitions) -> Option<Unit> {
    let expr = parse(formula).ok()?;
    check(&expr, &definitions.scope(), &|_| Place::Source(String::new())).0
}
