//! Words: official values and reasons as a reader sees them.
//!
//! In: candidates, the records, the printed unit. Out: `Official`s, numbers and sentences. Refuses nothing.

use chrono::NaiveDate;

use crate::claims::verdicts::fit::order::Held;
use crate::claims::verdicts::fit::readings::Reading;
use crate::claims::verdicts::fit::stated::Stated;
use crate::claims::verdicts::quantities::candidates::{Candidate, Form, Standing};
use crate::claims::verdicts::quantities::levels::Level;
use crate::claims::verdicts::records::Records;
use crate::claims::{Claim, Official};
use crate::figures;
use crate::formula::{Core, Leaf, show};
use crate::messages::{Message, say};

/// More official values than this are not printed.
const SHOWN: usize = 12;

/// How values are printed: in the unit of the claim, with two digits more than it prints.
pub struct Voice<'a> {
    pub records: &'a Records<'a>,
    pub unit: String,
    pub scale: f64,
    pub decimals: usize,
}

impl<'a> Voice<'a> {
    pub fn new(claim: &Claim, stated: &Stated, records: &'a Records<'a>) -> Voice<'a> {
        let figure = claim.figure.as_ref();
        let text = figure.and_then(|figure| figure.unit_text.clone()).unwrap_or_default();
        let decimals = figure.map_or(0, |figure| usize::from(figure.decimals)) + 2;
        let (unit, scale) = match figure.map(|figure| figure.form) {
            Some(figures::Form::Fraction(..)) => ("%".to_string(), 0.01),
            Some(figures::Form::Proportion(..)) => (String::new(), stated.scale),
            _ if text == "百分之" => ("%".to_string(), stated.scale),
            _ if text == "千分之" => ("‰".to_string(), stated.scale),
            _ if text.is_empty() && stated.scale == 0.01 => ("%".to_string(), stated.scale),
            _ => (text.replace('番', "倍"), stated.scale),
        };
        Voice { records, unit, scale, decimals }
    }

    /// `89874.16 亿元`, from base units.
    pub fn value(&self, value: f64) -> String {
        let unit = if self.unit.is_empty() { String::new() } else { format!(" {}", self.unit) };
        format!("{}{unit}", number(value / self.scale, self.decimals))
    }

    /// A difference: of percentages, in points.
    pub fn difference(&self, value: f64) -> Message {
        match self.unit.as_str() {
            "%" | "个百分点" | "百分点" | "percent" | "per cent" | "percentage points" => {
                say!("voice.points", value = number(value / self.scale, self.decimals))
            }
            _ => self.value(value).into(),
        }
    }

    pub fn official(&self, held: &Held, reading: &Reading) -> Official {
        let candidate = &held.candidate;
        let interval = candidate.interval;
        let mut rows: Vec<u32> = candidate.used().flat_map(|(_, level)| level.rows()).collect();
        rows.sort_unstable();
        rows.dedup();
        Official {
            value: interval.value / self.scale,
            lower: interval.lower / self.scale,
            upper: interval.upper / self.scale,
            vintage: self.vintage(candidate),
            published: candidate.published(),
            reading: held.words.clone(),
            period: candidate.window.shown(),
            rows,
            shown: self.shown(candidate, reading),
        }
    }

    /// The editions of a level: `CSY2010`, `CSY2010 and NBSDB2025`.
    pub fn editions(&self, level: &Level) -> String {
        let name =
            |edition: &u32| self.records.panel.editions.get(*edition as usize).map(|edition| edition.name.clone());
        level.editions.iter().filter_map(name).collect::<Vec<_>>().join(" and ")
    }

    /// `CSY2010`, or `MOFX2011 over MOFF2010`.
    pub fn vintage(&self, candidate: &Candidate) -> String {
        let mut names: Vec<String> = Vec::new();
        for (_, level) in candidate.used() {
            let name = self.editions(level);
            if !names.contains(&name) {
                names.push(name);
            }
        }
        match (candidate.form, names.as_slice()) {
            (Form::MeanOfRates | Form::Mean | Form::Sum, [first, .., last]) => format!("{first} to {last}"),
            _ => names.join(" over "),
        }
    }

    /// The same in words.
    pub fn told(&self, candidate: &Candidate) -> Message {
        Message::of_english("vintage", &self.vintage(candidate))
    }

    /// The formula with printed figures written in.
    fn shown(&self, candidate: &Candidate, reading: &Reading) -> String {
        let used: Vec<String> =
            candidate.used().map(|(year, level)| self.written(level, &reading.core, year)).collect();
        let bracketed = |text: &String| {
            if text.contains(" + ") || text.contains(" - ") || text.contains(" / ") {
                format!("({text})")
            } else {
                text.clone()
            }
        };
        let (Some(end), Some(base)) = (used.first(), used.last().map(bracketed)) else { return String::new() };
        let (over, steps) = (bracketed(end), candidate.window.steps());
        match candidate.form {
            Form::Level => end.clone(),
            Form::Change => format!("{over} - {base}"),
            Form::Growth => format!("{over} / {base} - 1"),
            Form::Ratio => format!("{over} / {base}"),
            Form::Compound => format!("({over} / {base})^(1/{steps}) - 1"),
            Form::Spread => format!("({over} / {base} - 1) / {steps}"),
            Form::MeanOfRates => format!("mean of {steps} annual rates, {base} to {over}"),
            Form::Mean => format!("mean of {} values, {base} to {over}", used.len()),
            Form::Sum => used.iter().rev().map(bracketed).collect::<Vec<_>>().join(" + "),
        }
    }

    /// A formula with the printed figures of one level.
    pub fn written(&self, level: &Level, core: &Core, year: i32) -> String {
        show(core, year, &mut |leaf| self.printed(level, leaf))
    }

    /// `89575.38 亿元`, as the source prints it.
    fn printed(&self, level: &Level, leaf: &Leaf) -> String {
        let entry = level.figures.iter().find(|(own, _)| own == leaf).map(|(_, entry)| entry);
        let Some(observation) = entry.and_then(|entry| self.records.observations.get(entry.row as usize)) else {
            return entry.map_or(leaf.series.clone(), |entry| entry.value.to_string());
        };
        let unit = observation.unit_text.as_deref().unwrap_or_default();
        let unit = self.records.definitions.units.read(unit).map_or(unit.to_string(), |reading| reading.canonical);
        format!("{} {unit}", observation.value_text.trim()).trim_end().to_string()
    }

    /// The values to print: what stood together and what was chosen, each value once with the first edition that has it;
    /// those that existed when the text was written first, then by date.
    pub fn officials(
        &self,
        held: &[Held],
        chosen: Option<&Held>,
        readings: &[Reading],
        by: Option<NaiveDate>,
    ) -> Vec<Official> {
        let is_told = |held: &&Held| held.words.is_none() && held.candidate.standing <= Standing::Together;
        let mut told: Vec<&Held> = held.iter().filter(is_told).collect();
        told.sort_by_key(|held| held.candidate.published());
        let mut chosen: Vec<&Held> = chosen.into_iter().collect();
        for held in told {
            let is_known = |known: &&Held| {
                let (one, other) = (&known.candidate, &held.candidate);
                one.window == other.window
                    && known.words == held.words
                    && (one.interval.value - other.interval.value).abs() < 1e-9 * one.interval.value.abs()
            };
            if chosen.len() < SHOWN && !chosen.iter().any(is_known) {
                chosen.push(held);
            }
        }
        let official = |held: &Held| Some(self.official(held, readings.get(held.reading)?));
        let mut all: Vec<Official> = chosen.into_iter().filter_map(official).collect();
        let is_later = |official: &Official| by.zip(official.published).is_some_and(|(by, published)| published > by);
        all.sort_by_key(|official| (is_later(official), official.published));
        all
    }
}

/// With at most so many decimals, trailing zeros cut; small values with three digits.
pub fn number(value: f64, decimals: usize) -> String {
    let leading = if value == 0.0 { 0.0 } else { -value.abs().log10().floor() };
    let decimals = decimals.max(if leading > 0.0 { (leading as usize + 2).min(12) } else { 0 });
    let text = format!("{value:.decimals$}");
    let text = if text.contains('.') { text.trim_end_matches('0').trim_end_matches('.') } else { &text };
    if text == "-0" { "0".to_string() } else { text.to_string() }
}
