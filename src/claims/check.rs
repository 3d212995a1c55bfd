//! The check of one text: reading, inner checks, verdicts.
//!
//! In: a text (or claims written as data), the records, the day it was written where that is told. Out: `Checked`: every
//! figure with its verdict, and what the text says against itself. Refuses nothing: a text without figures has none.

use std::sync::Arc;

use chrono::NaiveDate;

use super::documents::{Copies, Documents, Own, told};
use super::reading::{self, Reader};
use super::tables::{self, Read, Tabled};
use super::verdicts::{Records, judge};
use super::{Claim, Contradiction, Judged, Verdict, Written, inner, written_claims};
use crate::messages::{Message, say};
use crate::problem::{Place, Problem, Severity, Text};
use crate::sources::{self, Kind, Source};

/// A text, checked.
#[derive(Clone, Debug)]
pub struct Checked {
    pub source: Source,
    /// One for every figure, those of the text in its order, then those of its tables.
    pub judged: Vec<Judged>,
    pub tables: Vec<Tabled>,
    pub written: Option<Written>,
    /// Those that decide a verdict, and remarks.
    pub contradictions: Vec<Contradiction>,
}

/// What texts are held against, and what reads them. Built once for many texts.
pub struct Checker<'a> {
    pub reader: Reader,
    pub records: Records<'a>,
    /// The day the texts were written, where that is told.
    pub date: Option<NaiveDate>,
    documents: Documents<'a>,
}

impl<'a> Checker<'a> {
    pub fn new(reader: Reader, records: Records<'a>, date: Option<NaiveDate>) -> Checker<'a> {
        let documents = Documents::new(records.definitions, records.observations);
        Checker { reader, records, date, documents }
    }

    /// A file of either kind: claims written as data where its name ends in `.toml`, else a text. Gives its problems where
    /// there is nothing to check in it: it was refused, or its claims are not written as they must be.
    pub fn check_file(&self, path: &str, bytes: &[u8]) -> Result<Checked, Vec<Problem>> {
        if path.to_lowercase().ends_with(".toml") {
            return self.check_data(path, bytes);
        }
        let source = sources::text_from_bytes(path, bytes);
        match source.passages.is_empty() && source.grids.is_empty() {
            false => Ok(self.check_text(&source)),
            true => Err(without_text(&source)),
        }
    }

    fn check_data(&self, path: &str, bytes: &[u8]) -> Result<Checked, Vec<Problem>> {
        let unreadable = |code, message: Message| vec![Problem::error(code, Place::Source(path.to_string()), message)];
        let text = std::str::from_utf8(bytes)
            .map_err(|cause| unreadable("not-utf8", say!("problem.not-utf8", byte = cause.valid_up_to())))?;
        let text = Arc::new(Text { name: path.to_string(), text: text.to_string() });
        let (claims, problems) = written_claims::from_toml(&text, self.records.definitions);
        if problems.iter().any(|problem| problem.severity == Severity::Error) {
            return Err(problems);
        }
        if claims.is_empty() {
            return Err(unreadable("no-claims", say!("problem.no-claims")));
        }
        let source = Source { kind: Kind::Text, passages: Vec::new(), problems, ..sources::unopened(path, bytes) };
        Ok(check_claims(&source, claims, &self.records, self.date))
    }

    /// Reads a text and judges every figure in it and in its tables, by other documents of its area too. What the text itself
    /// printed is no record that bears it out.
    pub fn check_text(&self, source: &Source) -> Checked {
        let read = tables::of_source(source, &self.reader);
        let judged = |records: &Records| of_tables(source, &read, &self.reader, records, self.date);
        if self.documents.is_empty() {
            return judged(&self.records);
        }
        let own = Own::of(source, &read, &self.reader);
        let copies = Copies::of(source, &own, &self.documents);
        let checked = match copies.is_empty() {
            true => judged(&self.records),
            false => {
                let panel = self.records.panel_of(|one| copies.name(&one.source_sha256).is_none());
                judged(&Records { panel: &panel, ..self.records })
            }
        };
        let judged = told(checked.judged, source, &own, &copies, &self.documents);
        Checked { judged, ..checked }
    }
}

/// Reads a text and judges every figure in it and in its tables by official figures; `date` is the day it was written, where
/// that is told.
pub fn check(source: &Source, reader: &Reader, records: &Records, date: Option<NaiveDate>) -> Checked {
    of_tables(source, &tables::of_source(source, reader), reader, records, date)
}

/// The same with the tables that were read.
fn of_tables(source: &Source, read: &[Read], reader: &Reader, records: &Records, date: Option<NaiveDate>) -> Checked {
    let mut checked = check_claims(source, reading::from_source(source, reader), records, date);
    let tables::Tables { tables, judged, contradictions } =
        tables::checked(read, source, reader, records, checked.written.as_ref());
    let first = checked.judged.len();
    checked.judged.extend(judged);
    let shifted = |found: Contradiction| {
        let claims = found.claims.iter().map(|at| at + first).collect();
        Contradiction { claims, ..found }
    };
    checked.contradictions.extend(contradictions.into_iter().map(shifted));
    Checked { tables, ..checked }
}

/// Why there is nothing to check: the source's own findings, or that it holds neither text nor tables.
fn without_text(source: &Source) -> Vec<Problem> {
    let errors: Vec<Problem> =
        source.problems.iter().filter(|problem| problem.severity == Severity::Error).cloned().collect();
    if !errors.is_empty() {
        return errors;
    }
    let why =
        source.problems.first().map(|problem| say!("problem.no-text-for", cause = problem.message)).unwrap_or_default();
    let kind = Message::of_english("kind", source.kind.name());
    let message = say!("problem.no-text", kind, why);
    vec![Problem::error("no-text", Place::Source(source.path.clone()), message)]
}

/// Judges claims written as data; `source` is the file they stand in.
pub fn check_claims(source: &Source, claims: Vec<Claim>, records: &Records, date: Option<NaiveDate>) -> Checked {
    let told = date.map(|by| Written { by, basis: "--date".to_string().into() });
    let written = told.or_else(|| reading::written(source, &claims));
    let contradictions = inner::contradictions(&claims, source);
    let judged = judge(&claims, &contradictions, records, written.as_ref());
    Checked { source: source.clone(), judged, tables: Vec::new(), written, contradictions }
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
