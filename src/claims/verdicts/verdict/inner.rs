//! Inner findings: what the text says against itself.
//!
//! In: a figure judged by official data, the findings about it. Out: the same, `inconsistent` where they decide. Refuses to
//! overrule official figures that bear the claim out.

use crate::claims::{Contradiction, Judged, Verdict};

/// What the text says against itself decides where official figures do not bear the claim out.
pub fn decided(judged: Judged, at: usize, inner: &[&Contradiction]) -> Judged {
    let own: Vec<Contradiction> = inner.iter().map(|found| (*found).clone()).collect();
    let deciding = own.iter().find(|found| found.decides && is_at_fault(found, at));
    let is_open = matches!(judged.verdict, Verdict::NotCheckable | Verdict::Contradicted | Verdict::Inconsistent);
    match deciding.filter(|_| is_open) {
        Some(_) if judged.verdict == Verdict::Inconsistent => Judged { inner: own, ..judged },
        Some(found) => {
            let why = found.shown.clone().then(found.words.clone()).then(judged.why);
            Judged { verdict: Verdict::Inconsistent, why, inner: own, ..judged }
        }
        None => Judged { inner: own, ..judged },
    }
}

/// A figure told twice, or shares beyond a whole, name no one at fault; else the first is.
fn is_at_fault(found: &Contradiction, at: usize) -> bool {
    let names_none = matches!(found.rule, "told-twice" | "shares-of-a-whole");
    names_none || found.claims.first() == Some(&at)
}
