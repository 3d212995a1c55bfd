//! Texts held against the records, and which verdict belongs to which figure.
//!
//! In: a text and the day it was written. Out: judged claims, found again by their place. Refuses nothing.

use admincost::claims::check::check;
use admincost::claims::reading::Reader;
use admincost::claims::{Judged, Verdict};
use admincost::run::Official;
use admincost::sources;
use chrono::NaiveDate;

pub struct Court<'a> {
    pub official: &'a Official,
    pub reader: Reader,
}

impl Court<'_> {
    pub fn judge(&self, text: &str, day: NaiveDate) -> Vec<Judged> {
        let source = sources::from_bytes("text.txt", text.as_bytes());
        check(&source, &self.reader, &self.official.records(), Some(day)).judged
    }
}

/// The claim made at a place: characters before it in its paragraph, and its length.
pub fn at(judged: &[Judged], paragraph: u32, (start, length): (usize, usize)) -> Option<&Judged> {
    judged.iter().find(|one| {
        let (from, printed) = (one.claim.place.offset as usize, one.claim.printed().chars().count());
        one.claim.place.paragraph == paragraph && from < start + length && start < from + printed.max(1)
    })
}

pub fn is_reproduced(verdict: Verdict) -> bool {
    matches!(
        verdict,
        Verdict::Reproduced
            | Verdict::ReproducedInVintage
            | Verdict::ReproducedUnderReading
            | Verdict::WithinInputRounding
    )
}

pub fn is_alarm(verdict: Verdict) -> bool {
    matches!(verdict, Verdict::Contradicted | Verdict::Inconsistent)
}

/// What was said of a figure, on a line.
pub fn shown(one: &Judged) -> String {
    let diagnosis =
        one.diagnosis.as_ref().map(|found| format!(" [{}: {}]", found.code, found.words)).unwrap_or_default();
    let inner: Vec<&str> = one.inner.iter().map(|found| found.rule).collect();
    let of = one.claim.of.first().map(|meaning| meaning.formula.clone()).unwrap_or_default();
    let official: Vec<String> = one
        .official
        .iter()
        .take(3)
        .map(|value| format!("{} {} {}", value.value, value.vintage, value.period))
        .collect();
    format!(
        "{} of `{of}` {:?} area {:?} {:?}-{:?}: {}{diagnosis} {inner:?} ({}) {official:?}",
        one.claim.printed(),
        one.claim.kind,
        one.claim.ref_area,
        one.claim.when.from,
        one.claim.when.year,
        one.verdict.name(),
        one.why
    )
}
