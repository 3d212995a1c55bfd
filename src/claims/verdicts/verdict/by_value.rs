//! Ties by value: what a figure is of, where its words alone do not say.
//!
//! In: a figure that its words tie to nothing, and hypotheses. Out: the verdict of the nearest hypothesis whose official
//! value the figure prints, where its digits say more than chance allows among all values tried. Refuses to choose between
//! two quantities that explain it equally, and to call anything wrong.

use std::collections::BTreeSet;

use crate::claims::verdicts::fit::case::{Case, not_checkable};
use crate::claims::verdicts::fit::order::{self, Fit};
use crate::claims::verdicts::quantities::candidates::Standing;
use crate::claims::verdicts::quantities::levels::Book;
use crate::claims::verdicts::verdict::reasons;
use crate::claims::{Claim, Hypothesis, Judged, Meaning, TiedBy, Verdict, Written};
use crate::messages::{Message, say};

/// A figure must say so many bits more than it takes to name one among the values tried: chance gives one in 45 in the right
/// decade, and the decade must be right too.
pub const LEAST: f64 = 5.5;
/// What it takes where the words leave one value to try, beside them: one in 19.
const SOLE: f64 = 4.25;
/// Letters of the clause that may be unexplained then.
const SOLE_UNEXPLAINED: u8 = 1;
/// To overrule what words tie a figure to: one in 1024.
const OVERRULING: f64 = 10.0;
/// What a reading other than the plain one costs.
const READING: f64 = 2.0;

/// A hypothesis that the figure bears out.
struct Hit<'h> {
    hypothesis: &'h Hypothesis,
    judged: Judged,
    surplus: f64,
}

/// The verdict by value where the words give none, or one against the figure that another quantity explains.
pub fn tied(judged: Judged, least: f64, book: &Book, written: Option<&Written>) -> Judged {
    let least = match judged.verdict {
        Verdict::NotCheckable => least,
        Verdict::Contradicted | Verdict::PeriodMisstated => OVERRULING,
        _ => return judged,
    };
    let overrules = judged.verdict != Verdict::NotCheckable;
    let is_other = |one: &Hypothesis| {
        let is_own =
            |meaning: &Meaning| meaning.formula == one.of.formula || is_turned(&meaning.formula, &one.of.formula);
        let own = judged.claim.of.first().is_some_and(is_own);
        !overrules || !own || judged.claim.ref_area.as_ref() != Some(&one.ref_area)
    };
    let hypotheses: Vec<&Hypothesis> = judged.claim.hypotheses.iter().filter(|one| is_other(one)).collect();
    let hits = nearest(&judged.claim, &hypotheses, least, book, written);
    match hits.as_slice() {
        [] => judged,
        [hit] if overrules && hit.hypothesis.distance > 0 => judged,
        [hit] => hit.judged.clone(),
        _ if overrules => judged,
        several => undecided(&judged.claim, several, book),
    }
}

/// A share the other way round: the words say of which of the two it is.
fn is_turned(one: &str, other: &str) -> bool {
    let Some((part, whole)) = one.split_once(" / ") else { return false };
    other.split_once(" / ") == Some((whole, part))
}

/// All that explain the figure at the distance where the first does.
fn nearest<'h>(
    claim: &Claim,
    hypotheses: &[&'h Hypothesis],
    least: f64,
    book: &Book,
    written: Option<&Written>,
) -> Vec<Hit<'h>> {
    let mut tried: BTreeSet<i64> = BTreeSet::new();
    for group in hypotheses.chunk_by(|one, other| one.distance == other.distance) {
        let mut fits: Vec<(&Hypothesis, Claim, f64)> = Vec::new();
        let mut bits = 0.0;
        for &hypothesis in group {
            let tied = claim_of(claim, hypothesis);
            let Ok(case) = Case::of(&tied, book, written) else { continue };
            bits = case.stated.bits();
            if bits < least.min(SOLE) {
                return Vec::new();
            }
            let values = case.plain().map(|held| held.candidate.interval.value);
            let alike = values.filter(|value| is_of_size(*value, case.stated.value));
            tried.extend(alike.map(|value| (value / case.stated.unit).round() as i64));
            if let Some(cost) = order::fit(&case.stated, &case.held, case.by).and_then(|fit| cost(&case, &fit)) {
                fits.push((hypothesis, tied.clone(), cost));
            }
        }
        let chance = (tried.len().max(1) as f64).log2();
        let is_sole = tried.len() == 1 && least == LEAST && group.iter().all(is_certain);
        let least = if is_sole { SOLE } else { least };
        let hits = fits.into_iter().filter_map(|(hypothesis, tied, cost)| {
            let surplus = bits - chance - cost;
            (surplus >= least).then(|| hit(hypothesis, &tied, (surplus, tried.len()), book, written)).flatten()
        });
        let hits = distinct(hits.collect());
        if !hits.is_empty() {
            return hits;
        }
    }
    Vec::new()
}

/// Named beside the figure or right before it, with next to nothing unexplained between.
fn is_certain(hypothesis: &&Hypothesis) -> bool {
    hypothesis.distance <= 1 && hypothesis.unexplained <= SOLE_UNEXPLAINED
}

/// Whether any hypothesis gives the figure as printed, whatever that says.
pub fn is_given(claim: &Claim, book: &Book, written: Option<&Written>) -> bool {
    claim.hypotheses.iter().any(|hypothesis| {
        let tied = claim_of(claim, hypothesis);
        Case::of(&tied, book, written).is_ok_and(|case| order::fit(&case.stated, &case.held, case.by).is_some())
    })
}

/// Values of another size could not have been printed so by chance.
pub fn is_of_size(value: f64, stated: f64) -> bool {
    const TIMES: f64 = 10.0;
    let ratio = (value / stated).abs();
    ratio < TIMES && ratio > 1.0 / TIMES
}

/// The claim as a hypothesis has it.
pub fn claim_of(claim: &Claim, hypothesis: &Hypothesis) -> Claim {
    Claim {
        place: claim.place.clone(),
        sentence: claim.sentence.clone(),
        span: claim.span.clone(),
        figure: claim.figure.clone(),
        kind: hypothesis.kind.clone(),
        of: vec![hypothesis.of.clone()],
        ref_area: Some(hypothesis.ref_area.clone()),
        when: hypothesis.when.clone(),
        untied: None,
        frame: claim.frame.clone(),
        hypotheses: Vec::new(),
    }
}

/// What a fit costs beside the values tried; none where it says too little: a bound, or inputs so coarse that much fits.
fn cost(case: &Case, fit: &Fit) -> Option<f64> {
    let value = fit.held.candidate.interval.value;
    let is_near = case.stated.holds_or_cut(value) || case.stated.gap(value) <= case.stated.unit / 2.0;
    let is_coherent = fit.held.candidate.standing <= Standing::OverSettled;
    let is_plain = !matches!(fit.verdict, Verdict::ReproducedUnderReading);
    (is_near && is_coherent).then_some(if is_plain { 0.0 } else { READING })
}

fn hit<'h>(
    hypothesis: &'h Hypothesis,
    tied: &Claim,
    (surplus, tried): (f64, usize),
    book: &Book,
    written: Option<&Written>,
) -> Option<Hit<'h>> {
    let case = Case::of(tied, book, written).ok()?;
    let fit = order::fit(&case.stated, &case.held, case.by)?;
    let judged = reasons::fitting(&case, &fit);
    let title = book.title(&hypothesis.of.formula);
    let among = if tried == 1 { say!("verdicts.one-value") } else { say!("verdicts.of-values", tried) };
    let why = say!("verdicts.by-value", title, among, why = judged.why);
    Some(Hit { hypothesis, judged: Judged { why, tied_by: Some(TiedBy::Value), ..judged }, surplus })
}

/// Each quantity once: a rate as published and as computed from its levels are one; so are the nation's and a level's where
/// both print the figure.
fn distinct(mut hits: Vec<Hit<'_>>) -> Vec<Hit<'_>> {
    hits.sort_by(|one, other| other.surplus.total_cmp(&one.surplus));
    let mut kept: Vec<Hit> = Vec::new();
    for hit in hits {
        let is_same = |known: &Hit| {
            let (one, other) = (known.hypothesis, hit.hypothesis);
            let rows = |hit: &Hit| hit.judged.official.iter().map(|official| official.rows.clone()).collect::<Vec<_>>();
            let alike = one.of.formula == other.of.formula && one.ref_area == other.ref_area;
            let plain = |formula: &str| formula.replace("_central", "").replace("_local", "");
            // What one level alone takes in is the nation's whole.
            let is_whole = plain(&one.of.formula) == other.of.formula || plain(&other.of.formula) == one.of.formula;
            (alike || is_whole) && one.when.year == other.when.year || rows(known) == rows(&hit)
        };
        if !kept.iter().any(is_same) {
            kept.push(hit);
        }
    }
    kept
}

/// Two quantities and more that print so.
fn undecided(claim: &Claim, hits: &[Hit], book: &Book) -> Judged {
    const LISTED: usize = 3;
    let told = hits.iter().take(LISTED).map(|hit| {
        let one = hit.hypothesis;
        let period = hit.judged.official.first().map_or(String::new(), |official| official.period.clone());
        say!("verdicts.of-period", formula = book.title(&one.of.formula), period, area = one.ref_area)
    });
    let mut judged = not_checkable(claim, say!("verdicts.alike", told = Message::joined(told, &say!("list.and-word"))));
    judged.official = hits.iter().take(LISTED).filter_map(|hit| hit.judged.official.first().cloned()).collect();
    judged
}
