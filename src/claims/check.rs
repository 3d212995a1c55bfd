//! The check of one text: reading, inner checks, verdicts.
//!
//! In: a text (or claims written as data), the records, the day it was written where that is told. Out: `Checked`: every
//! figure with its verdict, and what the text says against itself. Refuses nothing: a text without figures has none.

use chrono::NaiveDate;

use super::reading::{self, Reader};
use super::verdicts::{Records, judge};
use super::{Claim, Contradiction, Judged, Verdict, Written, inner};
use crate::sources::Source;

/// A text, checked.
#[derive(Clone, Debug)]
pub struct Checked {
    pub source: Source,
    /// One for every figure, in the order of the text.
    pub judged: Vec<Judged>,
    pub written: Option<Written>,
    /// Those that decide a verdict, and remarks.
    pub contradictions: Vec<Contradiction>,
}

/// Reads a text and judges every figure in it; `date` is the day it was written, where that is told.
pub fn check(source: &Source, reader: &Reader, records: &Records, date: Option<NaiveDate>) -> Checked {
    check_claims(source, reading::from_source(source, reader), records, date)
}

/// Judges claims written as data; `source` is the file they stand in.
pub fn check_claims(source: &Source, claims: Vec<Claim>, records: &Records, date: Option<NaiveDate>) -> Checked {
    let told = date.map(|by| Written { by, basis: "--date".to_string() });
    let written = told.or_else(|| reading::written(source, &claims));
    let contradictions = inner::contradictions(&claims, source);
    let judged = judge(&claims, &contradictions, records, written.as_ref());
    Checked { source: source.clone(), judged, written, contradictions }
}

/// How the editors of journals class a reproduction (AEA Data Editor, "Reproducibility report": full, with minor issues,
/// not reproduced), and what could not be tried.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Class {
    Reproduced,
    MinorIssues,
    NotReproduced,
    NotCheckable,
}

impl Class {
    pub const ALL: [Class; 4] = [Class::Reproduced, Class::MinorIssues, Class::NotReproduced, Class::NotCheckable];

    /// The class of a verdict: what is right as printed, what is right once something unsaid is said (a reading, rounded
    /// inputs, the period it is of), what is not.
    pub fn of(verdict: Verdict) -> Class {
        match verdict {
            Verdict::Reproduced | Verdict::ReproducedInVintage => Class::Reproduced,
            Verdict::ReproducedUnderReading | Verdict::WithinInputRounding | Verdict::PeriodMisstated => {
                Class::MinorIssues
            }
            Verdict::Inconsistent | Verdict::Contradicted => Class::NotReproduced,
            Verdict::NotCheckable => Class::NotCheckable,
        }
    }

    pub fn name(self) -> &'static str {
        match self {
            Class::Reproduced => "reproduced",
            Class::MinorIssues => "reproduced with minor issues",
            Class::NotReproduced => "not reproduced",
            Class::NotCheckable => "not checkable",
        }
    }
}

/// How many figures have each verdict, in the order of `Verdict::ALL`.
pub fn counts<'a>(judged: impl Iterator<Item = &'a Judged> + Clone) -> Vec<(Verdict, usize)> {
    let of = |verdict: Verdict| judged.clone().filter(|one| one.verdict == verdict).count();
    Verdict::ALL.into_iter().map(|verdict| (verdict, of(verdict))).collect()
}

/// How many figures are in each class.
pub fn classes(counts: &[(Verdict, usize)]) -> Vec<(Class, usize)> {
    let of = |class: Class| counts.iter().filter(|(verdict, _)| Class::of(*verdict) == class).map(|(_, n)| n).sum();
    Class::ALL.into_iter().map(|class| (class, of(class))).collect()
}

impl Checked {
    /// Whether a figure is contradicted or inconsistent.
    pub fn has_findings(&self) -> bool {
        self.judged.iter().any(|one| Class::of(one.verdict) == Class::NotReproduced)
    }
}
