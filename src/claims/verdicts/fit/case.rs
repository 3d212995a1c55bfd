//! A case: one claim with everything it is held against.
//!
//! In: a claim, the book of levels, the day of the text. Out: a `Case`, or why there is none. Refuses claims that lack
//! what they are of, where or when, and figures printed in a unit that the thing does not have.

use chrono::NaiveDate;

use crate::claims::verdicts::fit::order::{Held, hold};
use crate::claims::verdicts::fit::readings::{Reading, readings};
use crate::claims::verdicts::fit::stated::Stated;
use crate::claims::verdicts::fit::voice::Voice;
use crate::claims::verdicts::quantities::candidates::{Candidate, Form, Standing, Window, candidates};
use crate::claims::verdicts::quantities::levels::Book;
use crate::claims::{Claim, Diagnosis, Judged, Kind, Known, Official, TiedBy, Verdict, Written};
use crate::messages::{Message, say};
use crate::units::{Kind as UnitKind, Unit, Units};

pub struct Case<'a> {
    pub claim: &'a Claim,
    pub area: &'a str,
    pub stated: Stated,
    pub readings: Vec<Reading>,
    pub held: Vec<Held>,
    pub voice: Voice<'a>,
    /// Of which thing, in words.
    pub title: Message,
    /// The day the text was written at the latest.
    pub by: Option<NaiveDate>,
}

impl<'a> Case<'a> {
    pub fn of(claim: &'a Claim, book: &'a Book, written: Option<&Written>) -> Result<Case<'a>, Message> {
        let definitions = book.records.definitions;
        let area = claim.ref_area.as_deref().ok_or(say!("case.no-area"))?;
        let meaning = claim.of.first().ok_or(say!("case.nothing-named"))?;
        let unit = book.unit(&meaning.formula);
        fits_unit(claim, unit.as_ref(), &definitions.units)?;
        let stated = Stated::of(claim, unit.as_ref(), &definitions.units).ok_or(say!("case.no-figure"))?;
        let readings = readings(claim, book);
        let held = hold(&readings, area, book);
        let voice = Voice::new(claim, &stated, book.records);
        let (title, by) = (book.title(&meaning.formula), written.map(|written| written.by));
        Ok(Case { claim, area, stated, readings, held, voice, title, by })
    }

    pub fn judged(
        &self,
        verdict: Verdict,
        chosen: Option<&Held>,
        why: Message,
        diagnosis: Option<Diagnosis>,
    ) -> Judged {
        let official = self.voice.officials(&self.held, chosen, &self.readings, self.by);
        self.with(verdict, official, why, diagnosis)
    }

    pub fn with(
        &self,
        verdict: Verdict,
        official: Vec<Official>,
        why: Message,
        diagnosis: Option<Diagnosis>,
    ) -> Judged {
        Judged { verdict, official, diagnosis, ..not_checkable(self.claim, why) }
    }

    /// The values of the plain readings that stood together.
    pub fn plain(&self) -> impl Iterator<Item = &Held> {
        self.held.iter().filter(|held| held.words.is_none() && held.candidate.standing <= Standing::Together)
    }

    /// The newest value over another window that holds, and the position of its reading.
    pub fn first_to_hold(&self, window: Window, form: Form, book: &Book) -> Option<(Held, usize)> {
        self.readings.iter().enumerate().find_map(|(at, reading)| {
            let levels = book.levels(&reading.formula, &reading.core, reading.stage, self.area);
            let all = candidates(&levels, form, window, book);
            let candidate = all.into_iter().find(|candidate| self.stated.holds(candidate.interval.value))?;
            Some((Held { reading: at, words: None, is_seldom: false, candidate }, at))
        })
    }

    /// What a level says of the day of the text, where an edition of that day prints another and a later one prints it.
    pub fn later(&self, candidate: &Candidate) -> Option<Message> {
        let (by, published) = self.by.zip(candidate.published()).filter(|(by, published)| published > by)?;
        let stood = |held: &&Held| {
            held.candidate.form == Form::Level && held.candidate.published().is_some_and(|published| published <= by)
        };
        let value = candidate.interval.value;
        let is_known = |held: &Held| (held.candidate.interval.value - value).abs() < self.stated.unit;
        let mut others = self.plain().filter(stood).peekable();
        let is_replaced = candidate.form == Form::Level && others.peek().is_some() && !others.any(is_known);
        is_replaced.then(|| say!("case.later", published, by))
    }

    /// Whether a sentence before says when.
    pub fn is_carried(&self) -> bool {
        self.claim.when.known == Known::Carried
    }

    /// Whether the sentence itself says when.
    pub fn is_dated(&self) -> bool {
        matches!(self.claim.when.known, Known::Explicit | Known::Relative)
    }
}

pub fn not_checkable(claim: &Claim, why: impl Into<Message>) -> Judged {
    let (claim, verdict, why) = (claim.clone(), Verdict::NotCheckable, why.into());
    let tied_by = (claim.untied.is_none() && !claim.of.is_empty()).then_some(TiedBy::Words);
    Judged { claim, verdict, tied_by, official: Vec::new(), why, diagnosis: None, inner: Vec::new() }
}

/// Whether the printed unit can be one of the thing: money for money, persons for persons, a percentage for rates.
fn fits_unit(claim: &Claim, unit: Option<&Unit>, units: &Units) -> Result<(), Message> {
    let (Some(figure), Some(unit)) = (&claim.figure, unit) else { return Ok(()) };
    let Some(reading) = &figure.unit else { return Ok(()) };
    let measure = reading.measure.as_str();
    let ratio = Unit::ratio();
    let fits = match claim.kind {
        Kind::Growth { .. } | Kind::AverageGrowth { .. } | Kind::Multiple | Kind::TimesOf => {
            units.fits(measure, &ratio) || units.fits(measure, &Unit::points())
        }
        Kind::Points { .. } => units.fits(measure, &Unit::points()) || units.fits(measure, &ratio),
        Kind::Change { .. } if matches!(unit.kind, UnitKind::Ratio) => {
            units.fits(measure, unit) || units.fits(measure, &Unit::points())
        }
        Kind::Level | Kind::Change { .. } | Kind::Mean | Kind::Sum => is_of(measure, unit, units),
        Kind::Run { .. } | Kind::Rank | Kind::Citation | Kind::Unknown => true,
    };
    let printed = figure.unit_text.as_deref().unwrap_or_default();
    if fits { Ok(()) } else { Err(say!("case.other-unit", printed, unit)) }
}

/// Per-head figures are printed in the unit of what is shared out; an index as a percentage.
fn is_of(measure: &str, unit: &Unit, units: &Units) -> bool {
    let mut above = unit.clone();
    above.measures.retain(|_, exponent| *exponent > 0);
    let is_share_of = unit.kind == UnitKind::Quantity && above.measures.len() < unit.measures.len();
    let is_rate_in_points = unit.kind == UnitKind::Ratio && units.fits(measure, &Unit::points());
    units.fits(measure, unit)
        || is_rate_in_points
        || (is_share_of && units.fits(measure, &above))
        || (unit.kind == UnitKind::Index && units.fits(measure, &Unit::ratio()))
}
