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
mod case;
mod citations;
mod decide;
mod digits;
mod explain;
mod levels;
mod others;
mod own_numbers;
mod periods;
mod ranks;
mod readings;
mod reasons;
mod runs;
mod scopes;
mod stated;
mod together;
mod unpublished;
mod unseen;
mod words;

use self::case::{Case, not_checkable};
use self::levels::Book;
use self::together::Joint;
use super::{Claim, Contradiction, Judged, Kind, Verdict, Written};
use crate::definitions::Definitions;
use crate::formula::{Node, parse};
use crate::indicators::Panel;
use crate::observations::Observation;

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
    let joint = together::windows(claims, &book, written);
    let mut found: Vec<Vec<&Contradiction>> = vec![Vec::new(); claims.len()];
    for one in inner {
        for at in &one.claims {
            found.get_mut(*at).into_iter().for_each(|own| own.push(one));
        }
    }
    let judged = |(at, claim): (usize, &Claim)| {
        let official = match claim.kind {
            Kind::Citation => citations::judged(claim, claims, records.definitions),
            _ => of_claim(claim, joint.get(&at), &book, written),
        };
        with_inner(official, at, found.get(at).map(Vec::as_slice).unwrap_or_default())
    };
    own_numbers::excuse(claims.iter().enumerate().map(judged).collect())
}

/// By official figures alone.
fn of_claim(claim: &Claim, joint: Option<&Joint>, book: &Book, written: Option<&Written>) -> Judged {
    if let Some(untied) = &claim.untied {
        return not_checkable(claim, untied.clone());
    }
    match claim.kind {
        Kind::Run { .. } => return runs::judged(claim, book, written),
        Kind::Rank => return ranks::judged(claim, book, written),
        Kind::Unknown => return not_checkable(claim, "what it says of its subject is not known"),
        _ => {}
    }
    let case = match Case::of(claim, book, written) {
        Ok(case) => case,
        Err(why) => return not_checkable(claim, why),
    };
    if let Some(concept) = unpublished::concept(claim, book) {
        return unpublished::judged(&case, concept, book);
    }
    if let Some(joint) = joint {
        return reasons::in_another_window(&case, joint, book);
    }
    if claim.when.year.is_none() {
        return not_checkable(claim, "the text does not say of which year");
    }
    let fit = decide::fit(&case.stated, &case.held, case.by);
    if is_growth_in_points(claim, book) {
        return reasons::in_points(&case, fit.as_ref());
    }
    match fit {
        Some(found) => reasons::fitting(&case, &found),
        None => reasons::unfitting(&case, book),
    }
}

/// `增长17.4个百分点` of an amount.
fn is_growth_in_points(claim: &Claim, book: &Book) -> bool {
    let is_in_points =
        claim.figure.as_ref().and_then(|figure| figure.unit.as_ref()).is_some_and(|unit| unit.measure == "PP");
    let is_rate = |formula: &str| {
        let series = book.records.definitions.series.get(formula);
        let is_call = || parse(formula).is_ok_and(|expr| matches!(expr.node, Node::Call { .. }));
        (formula.starts_with("growth(") && is_call()) || series.is_some_and(|series| series.growth_of.is_some())
    };
    let of_rate = claim.kind == Kind::Level && claim.of.first().is_some_and(|meaning| is_rate(&meaning.formula));
    is_in_points && (of_rate || matches!(claim.kind, Kind::Growth { .. } | Kind::AverageGrowth { .. }))
}

/// What the text says against itself decides where official figures do not bear the claim out.
fn with_inner(judged: Judged, at: usize, inner: &[&Contradiction]) -> Judged {
    let own: Vec<Contradiction> = inner.iter().map(|found| (*found).clone()).collect();
    let deciding = own.iter().find(|found| found.decides && is_at_fault(found, at));
    let is_open = matches!(judged.verdict, Verdict::NotCheckable | Verdict::Contradicted | Verdict::Inconsistent);
    match deciding.filter(|_| is_open) {
        Some(_) if judged.verdict == Verdict::Inconsistent => Judged { inner: own, ..judged },
        Some(found) => {
            let why = [found.shown.as_str(), found.words.as_str(), judged.why.as_str()];
            let why: Vec<&str> = why.into_iter().filter(|part| !part.is_empty()).collect();
            Judged { verdict: Verdict::Inconsistent, why: why.join("; "), inner: own, ..judged }
        }
        None => Judged { inner: own, ..judged },
    }
}

/// A figure told twice, or shares beyond a whole, name no one at fault; else the first is.
fn is_at_fault(found: &Contradiction, at: usize) -> bool {
    let names_none = matches!(found.rule, "told-twice" | "shares-of-a-whole");
    names_none || found.claims.first() == Some(&at)
}

#[cfg(test)]
mod tests;
