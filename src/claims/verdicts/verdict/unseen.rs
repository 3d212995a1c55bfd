//! Unseen: what publications that are not on file may have printed.
//!
//! In: a case and the official value nearest to it. Out: how far from it a figure of an unseen publication may lie, with
//! the reason; none where an edition that the text can have used is on file and nothing else is known against it.
//!
//! | publications not on file | a figure may differ by |
//! |---|---|
//! | no edition on file had appeared when the text was written | the largest revision on file of the series, 15 % at least, or what its `revised` says |
//! | the first edition on file of a series with `revised` appeared later than the year after the period; of an area below the nation, more than three years after it | the same |
//! | the period is of an earlier definition (`earlier_definition`) | what that says |
//!
//! Of a rate of growth a year: 1.5 percentage points and half of what its own editions differ by (growth of output of 1993
//! to 2003 as printed before and after the census of 2004: up to 1.3); of an earlier definition a quarter of its allowance.
//! Over several years as much a year, multiplied with the ratio, and never more than the level may differ by. Of a formula
//! over several series, what the one that differs most allows.

use std::collections::BTreeMap;

use chrono::{Datelike, NaiveDate};

use crate::claims::Kind;
use crate::claims::verdicts::explanation::conclude::Conclusion;
use crate::claims::verdicts::fit::case::Case;
use crate::claims::verdicts::fit::order::Held;
use crate::claims::verdicts::quantities::candidates::Form;
use crate::claims::verdicts::quantities::levels::{Book, Level};
use crate::definitions::Series;
use crate::formula::Stage;
use crate::indicators::{Entry, Panel};
use crate::messages::{Message, say};

/// A series of which nothing else is known.
const USUAL: f64 = 0.15;
/// Of a rate of growth a year.
const OF_RATE: f64 = 0.015;
/// Years after the period in which the first print of a figure appears: of what censuses move, and of provinces.
const FIRST_PRINT: i32 = 1;
const FIRST_PRINT_OF_PROVINCES: i32 = 3;
/// A slip of the pen, or a figure of another year, that chance gives less than once in 256 is no other edition.
const CERTAIN: f64 = 8.0;

/// What may have been printed elsewhere.
pub struct Unseen {
    /// In base units of the claim, to either side of the official value.
    pub margin: f64,
    pub why: Message,
}

/// How far a level may differ, and a rate of a year.
#[derive(Clone, Copy, Default)]
struct Allowance {
    level: f64,
    rate: f64,
}

pub fn unseen(case: &Case, nearest: &Held, spread: f64, book: &Book) -> Option<Unseen> {
    let mut of_series: BTreeMap<&str, Allowance> = BTreeMap::new();
    let mut reasons: BTreeMap<String, Message> = BTreeMap::new();
    let figures = nearest.candidate.used().flat_map(|(_, level): (i32, &Level)| &level.figures);
    for (leaf, entry) in figures {
        let Some(series) = book.records.definitions.series.get(&leaf.series) else { continue };
        let found = [of_editions(case, series, entry, book), of_definition(series, entry)];
        for (allowance, why) in found.into_iter().flatten() {
            let known = of_series.entry(leaf.series.as_str()).or_default();
            known.level = known.level.max(allowance.level);
            known.rate = known.rate.max(allowance.rate);
            reasons.insert(why.english(), why);
        }
    }
    if of_series.is_empty() {
        return None;
    }
    let allowed = of_series.values().fold(Allowance::default(), |most, one| Allowance {
        level: most.level.max(one.level),
        rate: most.rate.max(one.rate),
    });
    let why = Message::joined(reasons.into_values(), &say!("list.then"));
    Some(Unseen { margin: margin(case, nearest, allowed, spread, book), why })
}

/// Whether an explanation leaves no room for an unseen publication.
pub fn is_certain(conclusion: Option<&Conclusion>) -> bool {
    conclusion.is_some_and(|found| {
        let code = found.diagnosis.code;
        found.surplus >= CERTAIN && matches!(code, "swapped-digits" | "wrong-digit" | "other-period" | "other-unit")
    })
}

/// No edition of the time is on file.
fn of_editions(case: &Case, series: &Series, entry: &Entry, book: &Book) -> Option<(Allowance, Message)> {
    let panel = book.records.panel;
    let first = first_print(panel, &series.id, entry)?;
    let is_nation = panel.areas.get(entry.area as usize).is_some_and(|area| area == "CN");
    let revised = series.reservations.revised.as_ref();
    let expected = match () {
        _ if revised.is_some() => Some(entry.period + FIRST_PRINT),
        _ if is_nation => None,
        _ => Some(entry.period + FIRST_PRINT_OF_PROVINCES),
    };
    let of = say!("unseen.of", zh = series.names.zh, en = series.names.en, period = entry.period);
    let why = match case.by {
        Some(by) if by < first => say!("unseen.no-edition", by, of),
        _ if expected.is_some_and(|year| first.year() > year) => {
            say!("unseen.first-edition", of, first)
        }
        _ => return None,
    };
    let least = revised.map_or(USUAL, |revised| if is_nation { revised.within } else { revised.below });
    let why = revised.map_or(why.clone(), |revised| {
        say!("unseen.revised", why, cause = Message::of_english("defined", &revised.why))
    });
    let level = least.max(if revised.is_some() { 0.0 } else { book.largest_revision(&series.id) });
    Some((Allowance { level, rate: OF_RATE }, why))
}

fn of_definition(series: &Series, entry: &Entry) -> Option<(Allowance, Message)> {
    let earlier = series.reservations.earlier_definition.as_ref().filter(|earlier| entry.period <= earlier.to)?;
    let allowance = Allowance { level: earlier.within, rate: earlier.within / 4.0 };
    Some((
        allowance,
        say!("unseen.other-definition", year = earlier.to, why = Message::of_english("defined", &earlier.why)),
    ))
}

/// When the first dated edition appeared that holds a period.
fn first_print(panel: &Panel, series: &str, entry: &Entry) -> Option<NaiveDate> {
    let of_period = panel.of_area(series, entry.area).of_period(entry.period);
    let printed = of_period.filter(|other| other.stage != Some(Stage::Budget));
    printed.filter_map(|other| panel.editions.get(other.edition as usize)?.date).min()
}

/// In base units of the claim.
fn margin(case: &Case, nearest: &Held, allowed: Allowance, spread: f64, book: &Book) -> f64 {
    let candidate = &nearest.candidate;
    let value = candidate.interval.value.abs();
    let years = candidate.window.steps().max(1);
    let is_rate_series = case
        .readings
        .get(nearest.reading)
        .and_then(|reading| book.records.definitions.series.get(&reading.formula))
        .is_some_and(|series| series.growth_of.is_some());
    let over_years = allowed.level.min(allowed.rate * f64::from(years));
    match (candidate.form, case.claim.kind.clone()) {
        (Form::Level, _) if is_rate_series => allowed.rate + spread / 2.0,
        (_, Kind::AverageGrowth { .. }) => allowed.rate + spread / 2.0,
        (Form::Growth, _) if years == 1 => allowed.rate + spread / 2.0,
        (Form::Growth, _) => (1.0 + value) * over_years,
        (Form::Ratio, _) => value * over_years,
        (Form::Change, _) => {
            let largest = candidate.used().map(|(_, level)| level.interval.value.abs()).fold(0.0, f64::max);
            value * allowed.level + largest * allowed.rate
        }
        _ => value * allowed.level,
    }
}
