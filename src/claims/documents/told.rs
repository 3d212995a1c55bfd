//! What other documents of the area say of every figure.
//!
//! In: verdicts, the text and its own figures, the documents. Out: the verdicts: `reproduced` where another document prints
//! the same, with file and place of each; else what others print, as a remark. Refuses copies of the text as witnesses, to
//! overrule what the text says against itself, and `contradicted` where fewer than two documents agree against it.

use std::collections::BTreeMap;

use super::agreement::{self, Fit, Staged, Tie};
use super::copies::Copies;
use super::index::{Documents, NATION};
use super::own::Own;
use super::tied;
use crate::claims::pen::between as slip_between;
use crate::claims::{Claim, Diagnosis, Judged, Official, TiedBy, Verdict};
use crate::formula::Stage;
use crate::messages::{Message, say};
use crate::observations::Observation;
use crate::sources::Source;

/// Values of other documents that are shown with one figure.
const SHOWN: usize = 6;

/// Another document's figure of the same thing.
struct Witness<'a> {
    row: u32,
    one: &'a Observation,
    tie: Tie,
    staged: Staged,
    fit: Fit,
}

impl Witness<'_> {
    /// Tied by all that the words say.
    fn is_whole(&self) -> bool {
        (self.tie, self.staged) == (Tie::Series, Staged::Alike)
    }
}

/// The verdicts with what other documents print.
pub fn told(judged: Vec<Judged>, source: &Source, own: &Own, copies: &Copies, documents: &Documents) -> Vec<Judged> {
    let told = |one: Judged| {
        let figure = own.of_claim(&one.claim, source);
        let one = if figure.is_some_and(|figure| figure.coverage.is_some()) { of_part(one) } else { one };
        let of_documents = is_of_documents(&one, documents);
        let figure = figure.filter(|_| one.verdict == Verdict::NotCheckable || of_documents);
        let found = figure.and_then(|figure| of_figure(&one, figure, copies, documents));
        found.unwrap_or_else(|| if of_documents { undecided(one) } else { one })
    };
    judged.into_iter().map(told).collect()
}

/// Official figures are of whole areas: they bear out no figure of an account inside one, and deny none.
fn of_part(judged: Judged) -> Judged {
    let is_open = matches!(judged.verdict, Verdict::NotCheckable | Verdict::Inconsistent);
    if judged.official.is_empty() || is_open || !is_local(&judged) {
        return judged;
    }
    let why = say!("documents.inside-area");
    let (official, diagnosis) = (Vec::new(), None);
    Judged { verdict: Verdict::NotCheckable, official, why, diagnosis, tied_by: None, ..judged }
}

/// Whether documents of an area that are no edition decided.
fn is_of_documents(judged: &Judged, documents: &Documents) -> bool {
    let mut rows = judged.official.iter().flat_map(|one| &one.rows).filter_map(|row| documents.get(*row)).peekable();
    let decides =
        matches!(judged.verdict, Verdict::Contradicted | Verdict::PeriodMisstated | Verdict::ReproducedInVintage);
    decides && is_local(judged) && rows.peek().is_some() && rows.all(|one| one.vintage.is_none())
}

fn is_local(judged: &Judged) -> bool {
    judged.claim.ref_area.as_deref().is_some_and(|area| area != NATION)
}

/// That one document of an area prints otherwise makes no figure wrong, and no other vintage of it.
fn undecided(judged: Judged) -> Judged {
    if judged.verdict == Verdict::ReproducedInVintage {
        return Judged { verdict: Verdict::Reproduced, ..judged };
    }
    let why = say!("documents.undecided").then(judged.why);
    Judged { verdict: Verdict::NotCheckable, why, diagnosis: None, ..judged }
}

/// The slip that makes the claim's figure of another value in its unit.
fn slip(claim: &Claim, value: f64) -> Option<(&'static str, Message)> {
    let figure = claim.figure.as_ref()?;
    slip_between(figure.value, value, 10f64.powi(-i32::from(figure.decimals)))
}

/// The verdict by other documents; none where they say nothing of the figure.
fn of_figure(judged: &Judged, own: &Observation, copies: &Copies, documents: &Documents) -> Option<Judged> {
    let (witnesses, copied) = witnesses(own, copies, documents);
    let fitting = |fit: Fit| witnesses.iter().filter(move |one| one.fit == fit);
    let same: Vec<&Witness> =
        fitting(Fit::Same).filter(|one| agreement::is_telling(own, one.tie, one.staged)).collect();
    let coarser: Vec<&Witness> =
        fitting(Fit::Coarser).filter(|one| agreement::is_telling(one.one, one.tie, one.staged)).collect();
    let (verdict, held, how) = match (same.first(), coarser.first()) {
        (Some(first), _) if first.staged != Staged::Settled => (Verdict::Reproduced, same, say!("documents.same")),
        (Some(_), _) => (Verdict::ReproducedUnderReading, same, say!("documents.same-at-stage")),
        (None, Some(_)) => (Verdict::WithinInputRounding, coarser, say!("documents.same-rounded")),
        (None, None) => {
            return differing(judged, own, &witnesses, documents).or_else(|| alone(judged, own, &copied, documents));
        }
    };
    let others: Vec<&Witness> = fitting(Fit::Other).filter(|one| one.is_whole()).collect();
    let mut why = say!("documents.print", which = that_print(held.len()), how);
    if !others.is_empty() {
        why = why.then(say!("documents.print-another", which = that_print(others.len())));
    }
    let shown = held.into_iter().chain(others).take(SHOWN);
    let official = shown.map(|one| official(one, own, documents)).collect();
    let (claim, inner) = (tied::claim(&judged.claim, own, documents), judged.inner.clone());
    Some(Judged { claim, verdict, tied_by: Some(TiedBy::Words), official, why, diagnosis: None, inner })
}

fn that_print(count: usize) -> Message {
    match count {
        1 => say!("documents.another-prints"),
        several => say!("documents.others-print", several),
    }
}

/// The figures of the same thing in other documents, the best of each document, the best first; and the copies that print it.
fn witnesses<'a>(own: &Observation, copies: &Copies, documents: &Documents<'a>) -> (Vec<Witness<'a>>, Vec<String>) {
    let (mut best, mut copied): (BTreeMap<&str, Witness>, Vec<String>) = (BTreeMap::new(), Vec::new());
    let key = own.ref_area.as_deref().zip(own.time_period.as_deref());
    let rows = key.map(|(area, period)| documents.of(area, period)).unwrap_or_default();
    for &row in rows {
        let Some(one) = documents.get(row) else { continue };
        let Some((tie, staged)) = agreement::tie(own, one, documents.definitions) else { continue };
        let fit = agreement::fit(own, one, &documents.definitions.units);
        if let Some(name) = copies.name(&one.source_sha256) {
            let is_itself = one.source_sha256 == own.source_sha256;
            copied.extend((fit == Fit::Same && !is_itself && !copied.contains(name)).then(|| name.clone()));
            continue;
        }
        let witness = Witness { row, one, tie, staged, fit };
        let order = |one: &Witness| (one.fit, one.staged, one.tie);
        if best.get(one.source_sha256.as_str()).is_none_or(|known| order(&witness) < order(known)) {
            best.insert(&one.source_sha256, witness);
        }
    }
    let mut witnesses: Vec<Witness> = best.into_values().collect();
    witnesses.sort_by(|a, b| {
        let order = |one: &Witness| (one.fit, one.staged, one.tie);
        order(a).cmp(&order(b)).then(a.one.source.cmp(&b.one.source)).then(a.row.cmp(&b.row))
    });
    (witnesses, copied)
}

/// No other document prints the same: what they print is a remark, a contradiction only where two that agree show a slip.
fn differing(judged: &Judged, own: &Observation, witnesses: &[Witness], documents: &Documents) -> Option<Judged> {
    let whole: Vec<&Witness> = witnesses.iter().filter(|one| one.is_whole() && one.fit == Fit::Other).collect();
    let is_plain = judged.claim.figure.as_ref().is_some_and(|figure| figure.hedges.is_empty());
    let first = whole.first().filter(|_| is_plain)?;
    let official: Vec<Official> = whole.iter().take(SHOWN).map(|one| official(one, own, documents)).collect();
    let agree = whole.iter().all(|one| agreement::fit(first.one, one.one, &documents.definitions.units) != Fit::Other);
    let found = official.first().and_then(|held| slip(&judged.claim, held.value));
    let is_sure = whole.len() > 1 && agree && own.account_stage != Some(Stage::Budget);
    let (claim, inner) = (tied::claim(&judged.claim, own, documents), judged.inner.clone());
    let which = that_print(whole.len());
    let tied_by = Some(TiedBy::Words);
    Some(match found {
        Some((code, what)) if is_sure => {
            let diagnosis = Some(Diagnosis { code, words: what });
            let why = say!("documents.agree", which);
            Judged { claim, verdict: Verdict::Contradicted, tied_by, official, why, diagnosis, inner }
        }
        found => {
            let why = match found {
                Some((_, what)) => say!("documents.open-slip", which, what),
                None => say!("documents.open", which),
            };
            Judged { claim, verdict: Verdict::NotCheckable, tied_by, official, why, diagnosis: None, inner }
        }
    })
}

/// A figure that copies of the text alone bear out is borne out by none; nor is one that no other document prints.
fn alone(judged: &Judged, own: &Observation, copied: &[String], documents: &Documents) -> Option<Judged> {
    let area = own.ref_area.as_deref().filter(|area| documents.speak_of(area));
    let is_named = own.series.is_some() && own.time_period.is_some() && area.is_some();
    let told = match copied.is_empty() {
        true if is_named => say!("documents.alone"),
        true => return None,
        false => say!("documents.copy", names = Message::list(copied.iter().map(Message::from))),
    };
    if judged.verdict != Verdict::NotCheckable {
        return None;
    }
    Some(Judged { why: judged.why.clone().then(told), ..judged.clone() })
}

/// A document's value in the unit of the text.
fn official(witness: &Witness, own: &Observation, documents: &Documents) -> Official {
    let units = &documents.definitions.units;
    let one = witness.one;
    let scale = own.unit_measure.as_deref().map_or(1.0, |unit| units.scale_to_base(unit, own.unit_mult.unwrap_or(0)));
    let (value, half) = agreement::rounded(one, units).unwrap_or_default();
    let (value, half) = (value / scale, half / scale);
    let stage = |stage: Stage| say!("documents.as-stage", stage = Message::named("stage", stage.name()));
    Official {
        value,
        lower: value - half,
        upper: value + half,
        vintage: one.vintage.as_ref().unwrap_or(&one.source).to_string(),
        published: one.vintage_date,
        reading: one.account_stage.filter(|_| witness.staged == Staged::Settled).map(stage),
        period: one.time_period.as_deref().unwrap_or_default().to_string(),
        rows: vec![witness.row],
        shown: String::new(),
    }
}
