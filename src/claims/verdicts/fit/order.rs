//! Decisions: whether what official figures give is what a claim says.
//!
//! In: what a claim states, its readings, the levels. Out: the verdict of the first that fits, in the order of the table
//! in the manual: the newest figure, another edition, rounding of the inputs, another reading. Refuses (gives no verdict
//! for) claims that nothing fits.

use chrono::NaiveDate;

use crate::claims::Verdict;
use crate::claims::verdicts::fit::readings::Reading;
use crate::claims::verdicts::fit::stated::Stated;
use crate::claims::verdicts::quantities::candidates::{Candidate, Form, Standing, candidates};
use crate::claims::verdicts::quantities::levels::Book;
use crate::messages::{Message, say};

/// A reading with one value that it gives.
#[derive(Clone, Debug)]
pub struct Held {
    /// Position of the reading.
    pub reading: usize,
    /// How it differs from the plain sense.
    pub words: Option<Message>,
    /// A sense that the words seldom have.
    pub is_seldom: bool,
    pub candidate: Candidate,
}

/// Why a claim holds.
#[derive(Clone, Debug)]
pub struct Fit {
    pub verdict: Verdict,
    pub held: Held,
    /// The reading, in words, where it is not the plain one.
    pub words: Option<Message>,
}

/// Digits that make a match of figures nobody printed together no accident.
const TELLING: u32 = 4;
/// Digits that make a figure recognizable that is cut off, rounded up, or read in a sense its words seldom have.
const CUT: u32 = 2;
const ROUNDED_UP: u32 = 3;
pub const SELDOM: u32 = 3;

/// Every value of every reading in an area, in their order.
pub fn hold(readings: &[Reading], area: &str, book: &Book) -> Vec<Held> {
    let of = |(at, reading): (usize, &Reading)| {
        let levels = book.levels(&reading.formula, &reading.core, reading.stage, area);
        let all = candidates(&levels, reading.form, reading.window, book);
        let (words, is_seldom) = (reading.words.clone(), reading.is_seldom);
        all.into_iter().map(move |candidate| Held { reading: at, words: words.clone(), is_seldom, candidate })
    };
    readings.iter().enumerate().flat_map(of).collect()
}

/// The first fit, in the order of the verdicts.
pub fn fit(stated: &Stated, held: &[Held], by: Option<NaiveDate>) -> Option<Fit> {
    let plain: Vec<&Held> = ordered(held.iter().filter(|held| held.words.is_none()), by);
    let is_meant = |held: &&Held| held.words.is_some() && (stated.digits >= SELDOM || !held.is_seldom);
    let others: Vec<&Held> = ordered(held.iter().filter(is_meant), by);
    let holds = |held: &&&Held| stated.holds(held.candidate.interval.value) && is_telling(stated, held);
    if let Some(found) = plain.iter().find(holds) {
        let stands = plain.iter().any(|held| held.candidate.standing == Standing::Newest && holds(&held));
        let verdict = if stands { Verdict::Reproduced } else { Verdict::ReproducedInVintage };
        return Some(Fit { verdict, held: (*found).clone(), words: None });
    }
    let is_coherent = |held: &&&Held| held.candidate.standing <= Standing::Together;
    let meets = |held: &&&Held| {
        let interval = held.candidate.interval;
        interval.lower <= stated.upper && stated.lower <= interval.upper
    };
    if let Some(found) = plain.iter().filter(is_coherent).find(meets) {
        return Some(Fit { verdict: Verdict::WithinInputRounding, held: (*found).clone(), words: None });
    }
    let under = |held: &Held, words: Message| {
        Some(Fit { verdict: Verdict::ReproducedUnderReading, held: held.clone(), words: Some(words) })
    };
    if let Some(found) = plain.iter().filter(is_coherent).find(|held| stated.bounds(held.candidate.interval.value)) {
        return under(found, say!("fit.as-bound"));
    }
    if let Some(found) = others.iter().find(holds) {
        return under(found, found.words.clone().unwrap_or_default());
    }
    let cut = plain.iter().filter(is_coherent).find_map(|held| Some((held, rounded_otherwise(stated, held)?)));
    cut.and_then(|(found, words)| under(found, words))
}

/// Those that could have been seen when the text was written first, then the better standing, then the first to print it.
fn ordered<'h>(held: impl Iterator<Item = &'h Held>, by: Option<NaiveDate>) -> Vec<&'h Held> {
    let mut all: Vec<&Held> = held.collect();
    let is_later = |held: &Held| match (by, held.candidate.published()) {
        (Some(by), Some(published)) => published > by,
        _ => false,
    };
    let key = |held: &&Held| {
        let candidate = &held.candidate;
        (candidate.standing > Standing::OverSettled, is_later(held), candidate.standing, candidate.published())
    };
    all.sort_by_key(key);
    all
}

/// Figures that nobody printed together count only where many digits agree.
fn is_telling(stated: &Stated, held: &Held) -> bool {
    held.candidate.standing < Standing::Mixed || stated.digits >= TELLING
}

/// Cut off or rounded up where it should have been rounded to the nearest.
fn rounded_otherwise(stated: &Stated, held: &Held) -> Option<Message> {
    let value = held.candidate.interval.value;
    let is_near = (value - stated.value).abs() < stated.unit && !stated.is_hedged;
    let is_exact = !matches!(held.candidate.form, Form::MeanOfRates | Form::Spread);
    let is_cut = value.abs() > stated.value.abs();
    let is_told = stated.digits >= if is_cut { CUT } else { ROUNDED_UP };
    (is_near && is_exact && is_told).then_some(if is_cut { say!("fit.cut-off") } else { say!("fit.rounded-up") })
}
