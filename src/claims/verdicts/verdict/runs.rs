//! Runs: `连续多年高于`.
//!
//! In: a claim that a formula is above (or below) zero in each year of a run that ends at a period. Out: the run on file,
//! its first and last year and its length. Refuses (leaves unchecked) periods without figures and runs that data begin.

use crate::claims::verdicts::fit::case::not_checkable;
use crate::claims::verdicts::fit::voice::{Voice, number};
use crate::claims::verdicts::quantities::levels::{Book, Level, Levels};
use crate::claims::{Claim, Diagnosis, Judged, Kind, Official, Verdict, Written};
use crate::messages::{Message, say};

/// 连续多年 without a number means at least so many.
const MANY: u32 = 3;

pub fn judged(claim: &Claim, book: &Book, written: Option<&Written>) -> Judged {
    let Kind::Run { below, years } = claim.kind else { return not_checkable(claim, say!("run.none-claimed")) };
    let (Some(meaning), Some(area)) = (claim.of.first(), claim.ref_area.as_deref()) else {
        return not_checkable(claim, say!("run.nothing-named"));
    };
    let levels = book.levels(&meaning.formula, &meaning.core, meaning.stage, area);
    let last_told = written.and_then(|written| {
        let days = levels.years().filter(|year| levels.as_of(*year, written.by).is_some());
        days.max()
    });
    let Some(last) = claim.when.year.or(last_told) else {
        return not_checkable(claim, say!("run.no-end"));
    };
    let needed = years.unwrap_or(MANY);
    let run = Run::ending(last, &levels, below);
    let official = run.officials(&levels, book, claim);
    if levels.at(last).is_empty() {
        return not_checkable(claim, say!("run.no-figures", formula = meaning.formula, last));
    }
    if run.length() >= needed {
        let (length, first, rest) = (run.length(), run.first, run.ended(&levels, claim));
        let why = match below {
            true => say!("run.below", length, first, last, rest),
            false => say!("run.above", length, first, last, rest),
        };
        return Judged { verdict: Verdict::Reproduced, official, ..not_checkable(claim, why) };
    }
    short(claim, &run, &levels, (needed, below), official)
}

/// The run on file is shorter than the claim.
fn short(claim: &Claim, run: &Run, levels: &Levels, (needed, below): (u32, bool), official: Vec<Official>) -> Judged {
    let told = if run.length() == 0 {
        say!("run.not-in", last = run.last)
    } else {
        say!("run.only", first = run.first, last = run.last)
    };
    let before = if run.length() == 0 { run.last } else { run.first - 1 };
    if levels.at(before).is_empty() {
        let why = say!("run.before-unknown", told);
        return Judged { official, ..not_checkable(claim, why) };
    }
    let is_so_in_some_edition = |year: i32| levels.at(year).iter().any(|level| is_beyond(level, below));
    if is_so_in_some_edition(before) {
        let why = say!("run.disagree", told, before);
        return Judged { official, ..not_checkable(claim, why) };
    }
    let why = say!("run.needed", told, needed);
    let elsewhere =
        levels.years().rev().map(|year| Run::ending(year, levels, below)).find(|run| run.length() >= needed);
    let (verdict, diagnosis) = match elsewhere {
        Some(other) => {
            let words = say!("run.other", length = other.length(), first = other.first, last = other.last);
            (Verdict::PeriodMisstated, Diagnosis { code: "other-period", words })
        }
        None => (Verdict::Contradicted, Diagnosis { code: "none", words: say!("run.no-such") }),
    };
    Judged { verdict, official, diagnosis: Some(diagnosis), ..not_checkable(claim, why) }
}

fn is_beyond(level: &Level, below: bool) -> bool {
    if below { level.interval.upper < 0.0 } else { level.interval.lower > 0.0 }
}

struct Run {
    first: i32,
    last: i32,
}

impl Run {
    /// By the newest figures.
    fn ending(last: i32, levels: &Levels, below: bool) -> Run {
        let holds = |year: i32| levels.newest(year).is_some_and(|level| is_beyond(level, below));
        let mut first = last + 1;
        while holds(first - 1) {
            first -= 1;
        }
        Run { first, last }
    }

    fn length(&self) -> u32 {
        u32::try_from(self.last - self.first + 1).unwrap_or(0)
    }

    /// Why the run is no longer.
    fn ended(&self, levels: &Levels, claim: &Claim) -> Message {
        let scale = unit_scale(claim);
        match levels.newest(self.first - 1) {
            Some(level) => say!("run.ended", first = self.first - 1, value = number(level.interval.value / scale, 2)),
            None => say!("run.file-begins"),
        }
    }

    /// Each year of the run, and the year before it.
    fn officials(&self, levels: &Levels, book: &Book, claim: &Claim) -> Vec<Official> {
        let voice = Voice { records: book.records, unit: String::new(), scale: unit_scale(claim), decimals: 2 };
        let of = |year: i32| {
            let level = levels.newest(year)?;
            let value = |value: f64| value / voice.scale;
            Some(Official {
                value: value(level.interval.value),
                lower: value(level.interval.lower),
                upper: value(level.interval.upper),
                vintage: voice.editions(level),
                published: level.published,
                reading: None,
                period: year.to_string(),
                rows: level.rows(),
                shown: claim.of.first().map(|meaning| voice.written(level, &meaning.core, year)).unwrap_or_default(),
            })
        };
        ((self.first - 1).min(self.last)..=self.last).filter_map(of).collect()
    }
}

/// Differences of rates are told in percentage points.
fn unit_scale(claim: &Claim) -> f64 {
    let is_rate =
        claim.of.first().is_some_and(|meaning| meaning.formula.contains("growth") || meaning.formula.contains('/'));
    if is_rate { 0.01 } else { 1.0 }
}
