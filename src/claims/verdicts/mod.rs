//! Verdicts: every claim held against official figures.
//!
//! ```text
//!     quantities  ->  fit  ->  explanation  ->  verdict
//!     levels of a     what a   of a figure      with its evidence,
//!     formula, and    claim    that nothing     the text's own
//!     what is         states,  fits, found      findings last
//!     computed of     and the  by search
//!     them            first
//!                     to give it
//! ```
//!
//! In: claims, what the text says against itself, the records, the day the text was written. Out: one `Judged` a claim,
//! in their order. Refuses to call contradicted what it cannot tie to a series with confidence.

mod explanation;
mod fit;
mod quantities;
mod records;
mod verdict;

pub use records::{Records, panel_of};

use rayon::prelude::*;

use self::fit::case::{Case, not_checkable};
use self::fit::order;
use self::quantities::levels::Book;
use self::verdict::together::Joint;
use self::verdict::{
    beside, by_slip, by_value, citations, inner, own_numbers, plain, proven, ranks, reasons, runs, together,
    unpublished,
};
use super::{Claim, Contradiction, Judged, Kind, Verdict, Written};
use crate::formula::{Node, parse};
use crate::messages::say;

/// So many claims of a text are judged by one thread.
const PART: usize = 1024;

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
    let official = |at: usize, claim: &Claim, book: &Book| match claim.kind {
        Kind::Citation => citations::judged(claim, claims, records.definitions),
        _ => {
            let of_words = of_claim(claim, joint.get(&at), book, written);
            let by_value = by_value::tied(of_words, by_value::LEAST, book, written);
            by_slip::tied(by_value, by_slip::LEAST, book, written)
        }
    };
    // A book remembers what it computed and is of one thread; each part of a long text has its own.
    let part = |(nth, part): (usize, &[Claim])| {
        let book = Book::new(records);
        (nth * PART..).zip(part).map(|(at, claim)| official(at, claim, &book)).collect::<Vec<Judged>>()
    };
    let official = match claims.len() <= PART {
        true => claims.iter().enumerate().map(|(at, claim)| official(at, claim, &book)).collect(),
        false => claims.par_chunks(PART).enumerate().map(part).flatten_iter().collect(),
    };
    let official = beside::decided(official, &book, written, &|claim| of_claim(claim, None, &book, written));
    let official = proven::decided(official, &book, written);
    let official = plain::decided(official, &book, written, &|claim| of_claim(claim, None, &book, written));
    let own = |(at, judged)| inner::decided(judged, at, found.get(at).map(Vec::as_slice).unwrap_or_default());
    own_numbers::excuse(official.into_iter().enumerate().map(own).collect())
}

/// A verdict for every claim by official figures alone, each by itself: cells of tables, around which no text says more.
pub fn each(claims: &[Claim], records: &Records, written: Option<&Written>) -> Vec<Judged> {
    let book = Book::new(records);
    claims
        .iter()
        .map(|claim| by_value::tied(of_claim(claim, None, &book, written), by_value::LEAST, &book, written))
        .collect()
}

/// The same with what a table says against itself; the findings name claims by their positions, the first of which is `first`.
pub fn with_inner(judged: Vec<Judged>, first: usize, found: &[Contradiction]) -> Vec<Judged> {
    let decided = |(at, one): (usize, Judged)| {
        let own: Vec<&Contradiction> = found.iter().filter(|found| found.claims.contains(&at)).collect();
        inner::decided(one, at, &own)
    };
    (first..).zip(judged).map(decided).collect()
}

/// By official figures alone; what a frame leaves open is not called wrong.
fn of_claim(claim: &Claim, joint: Option<&Joint>, book: &Book, written: Option<&Written>) -> Judged {
    let judged = by_words(claim, joint, book, written);
    let is_wrong = matches!(judged.verdict, Verdict::Contradicted | Verdict::PeriodMisstated);
    match claim.frame.as_ref().filter(|_| is_wrong) {
        Some(frame) => {
            let why = judged.why.then(say!("verdicts.frame", frame));
            Judged { verdict: Verdict::NotCheckable, why, diagnosis: None, ..judged }
        }
        None => judged,
    }
}

fn by_words(claim: &Claim, joint: Option<&Joint>, book: &Book, written: Option<&Written>) -> Judged {
    if let Some(untied) = &claim.untied {
        return not_checkable(claim, untied.clone());
    }
    match claim.kind {
        Kind::Run { .. } => return runs::judged(claim, book, written),
        Kind::Rank => return ranks::judged(claim, book, written),
        Kind::Unknown => return not_checkable(claim, say!("case.unknown-kind")),
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
        return not_checkable(claim, say!("case.no-year"));
    }
    let fit = order::fit(&case.stated, &case.held, case.by);
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

#[cfg(test)]
mod tests;
