//! Gathering: observations into panel entries, each part of a file on its own thread, joined in one fixed order.
//!
//! In: raw column values. Out: a `Panel`. Refuses nothing: what a formula cannot use is counted by what it lacks.

use std::collections::{BTreeMap, HashMap};
use std::path::Path;

use arrow::array::{Array, Date32Array, DictionaryArray, Float64Array, Int8Array, RecordBatch, StringArray};
use arrow::datatypes::Int32Type;
use rayon::prelude::*;

use super::figures::{Edition, Entry, Figures, Status, sort};
use super::panel::Panel;
use crate::error::{Error, Result};
use crate::formula::{Coverage, Stage};
use crate::messages::say;
use crate::observations::{Observation, PeriodBasis};
use crate::store::{self, date_of, day_of};
use crate::units::Units;

/// What an observation must say to enter a formula.
pub(super) struct Raw<'a> {
    pub series: Option<&'a str>,
    pub area: Option<&'a str>,
    pub coverage: Option<&'a str>,
    pub period: Option<&'a str>,
    pub basis: Option<&'a str>,
    pub value: Option<f64>,
    pub decimals: i8,
    pub measure: Option<&'a str>,
    pub mult: Option<i8>,
    pub status: &'a str,
    pub stage: Option<&'a str>,
    pub vintage: Option<&'a str>,
    pub date: Option<i32>,
    pub source: &'a str,
    pub row: u32,
}

pub(super) const COLUMNS: [&str; 14] = [
    "series",
    "ref_area",
    "coverage",
    "time_period",
    "period_basis",
    "obs_value",
    "decimals",
    "unit_measure",
    "unit_mult",
    "obs_status",
    "account_stage",
    "vintage",
    "vintage_date",
    "source",
];

/// Names numbered in order of first meeting.
#[derive(Default)]
struct Numbered<K> {
    index: HashMap<K, u32>,
    names: Vec<K>,
}

impl<K: Clone + Eq + std::hash::Hash> Numbered<K> {
    fn number(&mut self, key: K) -> u32 {
        if let Some(&number) = self.index.get(&key) {
            return number;
        }
        let number = self.names.len() as u32;
        self.names.push(key.clone());
        self.index.insert(key, number);
        number
    }
}

pub(super) struct Gathering<'a> {
    units: &'a Units,
    wanted: Option<&'a [&'a str]>,
    areas: Numbered<String>,
    /// Name and day; undated ones are named after their source.
    editions: Numbered<(String, Option<i32>)>,
    /// Rows of one edition stand together, so the last one met is nearly always the next.
    last_edition: Option<((String, Option<i32>), u32)>,
    last_years: Vec<i32>,
    scales: HashMap<String, BTreeMap<i8, Option<f64>>>,
    series: BTreeMap<String, Vec<Entry>>,
    unusable: BTreeMap<&'static str, usize>,
    /// The row from which figures of a source stand; a source's rows stand together.
    sources: Vec<(u32, String)>,
}

impl<'a> Gathering<'a> {
    pub fn new(units: &'a Units, wanted: Option<&'a [&'a str]>) -> Gathering<'a> {
        Gathering {
            units,
            wanted,
            areas: Numbered { index: HashMap::new(), names: Vec::new() },
            editions: Numbered { index: HashMap::new(), names: Vec::new() },
            last_edition: None,
            last_years: Vec::new(),
            scales: HashMap::new(),
            series: BTreeMap::new(),
            unusable: BTreeMap::new(),
            sources: Vec::new(),
        }
    }

    pub fn add(&mut self, raw: &Raw) {
        match self.entry(raw) {
            Ok(Some((series, entry))) => match self.series.get_mut(series) {
                Some(entries) => entries.push(entry),
                None => {
                    self.series.insert(series.to_string(), vec![entry]);
                }
            },
            Ok(None) => {}
            Err(lack) => *self.unusable.entry(lack).or_default() += 1,
        }
    }

    fn entry<'r>(&mut self, raw: &Raw<'r>) -> std::result::Result<Option<(&'r str, Entry)>, &'static str> {
        let series = raw.series.ok_or("no series")?;
        if self.wanted.is_some_and(|wanted| !wanted.contains(&series)) {
            return Ok(None);
        }
        let value = raw.value.ok_or("missing value")?;
        let area = raw.area.ok_or("no area")?;
        let period: i32 = raw.period.ok_or("no period")?.parse().map_err(|_| "not a year")?;
        let (measure, mult) = raw.measure.zip(raw.mult).ok_or("no unit")?;
        let scale = self.scale(measure, mult).ok_or("unknown unit")?;
        if !(value * scale).is_finite() {
            return Err("no finite value");
        }
        let name = if raw.date.is_some() { raw.vintage.unwrap_or(raw.source) } else { raw.source };
        let edition = self.edition(name, raw.date);
        if let Some(last) = self.last_years.get_mut(edition as usize) {
            *last = (*last).max(period);
        }
        if self.sources.last().is_none_or(|(_, source)| source != raw.source) {
            self.sources.push((raw.row, raw.source.to_string()));
        }
        let area = self.area_number(area);
        let stage = raw.stage.and_then(Stage::from_name);
        let coverage = match raw.coverage {
            Some(name) => Some(Coverage::from_name(name).ok_or("unknown coverage")?),
            None => None,
        };
        let status = Status::from_code(raw.status);
        let named_by = raw.basis.and_then(PeriodBasis::from_name).filter(|basis| basis.is_name());
        let half = (0.5 * 10f64.powi(-i32::from(raw.decimals)) * scale) as f32;
        let (decimals, value, row) = (raw.decimals, value * scale, raw.row);
        let entry = Entry { area, period, edition, stage, coverage, decimals, status, value, half, row, named_by };
        Ok(Some((series, entry)))
    }

    fn area_number(&mut self, code: &str) -> u32 {
        match self.areas.index.get(code) {
            Some(&number) => number,
            None => self.areas.number(code.to_string()),
        }
    }

    fn edition(&mut self, name: &str, date: Option<i32>) -> u32 {
        if let Some((known, number)) = &self.last_edition
            && known.0 == name
            && known.1 == date
        {
            return *number;
        }
        let number = self.editions.number((name.to_string(), date));
        self.last_edition = Some(((name.to_string(), date), number));
        if self.last_years.len() <= number as usize {
            self.last_years.push(i32::MIN);
        }
        number
    }

    fn scale(&mut self, measure: &str, mult: i8) -> Option<f64> {
        if let Some(known) = self.scales.get(measure).and_then(|by_mult| by_mult.get(&mult)) {
            return *known;
        }
        let scale = self.units.unit_of(measure).map(|_| self.units.scale_to_base(measure, mult));
        self.scales.entry(measure.to_string()).or_default().insert(mult, scale);
        scale
    }

    pub fn add_batch(&mut self, batch: &RecordBatch, first_row: usize) -> Result<()> {
        let texts = |name: &'static str| Texts::of(batch, name);
        let (series, area, period) = (texts("series")?, texts("ref_area")?, texts("time_period")?);
        let basis = texts("period_basis")?;
        let (measure, status, stage) = (texts("unit_measure")?, texts("obs_status")?, texts("account_stage")?);
        let (vintage, source, coverage) = (texts("vintage")?, texts("source")?, texts("coverage")?);
        let value: &Float64Array = numbers(batch, "obs_value")?;
        let (decimals, mult): (&Int8Array, &Int8Array) = (numbers(batch, "decimals")?, numbers(batch, "unit_mult")?);
        let date: &Date32Array = numbers(batch, "vintage_date")?;
        let unwanted = series.keys(|name| self.wanted.is_some_and(|wanted| !wanted.contains(&name)));
        for at in 0..batch.num_rows() {
            if series.key(at).is_some_and(|key| unwanted.get(key).copied().unwrap_or(false)) {
                continue;
            }
            self.add(&Raw {
                series: series.at(at),
                area: area.at(at),
                coverage: coverage.at(at),
                period: period.at(at),
                basis: basis.at(at),
                value: (!value.is_null(at)).then(|| value.value(at)),
                decimals: decimals.value(at),
                measure: measure.at(at),
                mult: (!mult.is_null(at)).then(|| mult.value(at)),
                status: status.at(at).unwrap_or("A"),
                stage: stage.at(at),
                vintage: vintage.at(at),
                date: (!date.is_null(at)).then(|| date.value(at)),
                source: source.at(at).unwrap_or(""),
                row: (first_row + at) as u32,
            });
        }
        Ok(())
    }

    /// Joins what was gathered side by side: areas and editions get their final numbers, lists their final order.
    pub fn finish(parts: Vec<Gathering>) -> Panel {
        let editions = ranked(&parts);
        let areas: Vec<String> = {
            let mut all: Vec<String> = parts.iter().flat_map(|part| part.areas.names.iter().cloned()).collect();
            all.sort();
            all.dedup();
            all
        };
        let mut panel = Panel { areas, editions, ..Panel::default() };
        let mut series: BTreeMap<String, Vec<Entry>> = BTreeMap::new();
        for part in parts {
            let area_map: Vec<u32> = part
                .areas
                .names
                .iter()
                .map(|name| panel.areas.binary_search(name).unwrap_or_default() as u32)
                .collect();
            let edition_map: Vec<u32> = part.editions.names.iter().map(|key| number_of(&panel.editions, key)).collect();
            for (name, entries) in part.series {
                let renumbered = entries.into_iter().map(|entry| Entry {
                    area: area_map.get(entry.area as usize).copied().unwrap_or_default(),
                    edition: edition_map.get(entry.edition as usize).copied().unwrap_or_default(),
                    ..entry
                });
                series.entry(name).or_default().extend(renumbered);
            }
            panel.sources.extend(part.sources);
            part.unusable.into_iter().for_each(|(lack, count)| *panel.unusable.entry(lack).or_default() += count);
        }
        let areas = panel.areas.len();
        let sorted = series.into_par_iter().map(|(name, mut entries)| {
            sort(&mut entries);
            (name, Figures::new(entries, areas))
        });
        panel.series = sorted.collect();
        panel
    }
}

impl Panel {
    /// From observations in the order in which they are stored.
    pub fn from_observations(observations: &[Observation], units: &Units) -> Panel {
        Panel::from_some(observations, units, |_| true)
    }

    /// From some of the observations; rows are counted among all.
    pub fn from_some(observations: &[Observation], units: &Units, is_wanted: impl Fn(&Observation) -> bool) -> Panel {
        let mut gathering = Gathering::new(units, None);
        for (row, o) in observations.iter().enumerate().filter(|(_, o)| is_wanted(o)) {
            gathering.add(&Raw {
                series: o.series.as_deref(),
                area: o.ref_area.as_deref(),
                coverage: o.coverage.map(Coverage::name),
                period: o.time_period.as_deref(),
                basis: o.period_basis.map(PeriodBasis::name),
                value: o.obs_value,
                decimals: o.decimals,
                measure: o.unit_measure.as_deref(),
                mult: o.unit_mult,
                status: &o.obs_status,
                stage: o.account_stage.map(Stage::name),
                vintage: o.vintage.as_deref(),
                date: o.vintage_date.map(store::day_of),
                source: &o.source,
                row: row as u32,
            });
        }
        Gathering::finish(vec![gathering])
    }

    /// From a file; `wanted` limits it to the series that formulas name.
    pub fn from_parquet(path: &Path, units: &Units, wanted: Option<&[&str]>) -> Result<Panel> {
        let groups = store::columns(path, &COLUMNS)?;
        let gathered = groups.par_iter().map(|group| {
            let mut gathering = Gathering::new(units, wanted);
            let mut row = group.first_row;
            for batch in &group.batches {
                gathering.add_batch(batch, row)?;
                row += batch.num_rows();
            }
            Ok(gathering)
        });
        Ok(Gathering::finish(gathered.collect::<Result<Vec<_>>>()?))
    }
}

/// Editions, the best last: dated above undated, then newer above older.
fn ranked(parts: &[Gathering]) -> Vec<Edition> {
    let mut all: BTreeMap<(String, Option<i32>), i32> = BTreeMap::new();
    for part in parts {
        for (key, &last) in part.editions.names.iter().zip(&part.last_years) {
            let known = all.entry(key.clone()).or_insert(last);
            *known = (*known).max(last);
        }
    }
    let mut editions: Vec<Edition> = all
        .into_iter()
        .map(|((name, day), last_year)| Edition { date: day.and_then(date_of), last_year, name })
        .collect();
    editions.sort();
    editions
}

fn number_of(editions: &[Edition], key: &(String, Option<i32>)) -> u32 {
    let day = |edition: &Edition| edition.date.map(day_of);
    editions.iter().position(|e| e.name == key.0 && day(e) == key.1).unwrap_or_default() as u32
}

/// A text column, plain or as dictionary.
enum Texts<'a> {
    Plain(&'a StringArray),
    Dictionary(&'a DictionaryArray<Int32Type>, &'a StringArray),
}

impl<'a> Texts<'a> {
    fn of(batch: &'a RecordBatch, name: &'static str) -> Result<Texts<'a>> {
        let column = batch.column_by_name(name).ok_or_else(|| wrong(name))?.as_any();
        if let Some(plain) = column.downcast_ref::<StringArray>() {
            return Ok(Texts::Plain(plain));
        }
        let dictionary: &DictionaryArray<Int32Type> = column.downcast_ref().ok_or_else(|| wrong(name))?;
        let values = dictionary.values().as_any().downcast_ref::<StringArray>().ok_or_else(|| wrong(name))?;
        Ok(Texts::Dictionary(dictionary, values))
    }

    /// What holds of each dictionary entry; nothing where there is no dictionary.
    fn keys(&self, holds: impl Fn(&str) -> bool) -> Vec<bool> {
        match self {
            Texts::Plain(_) => Vec::new(),
            Texts::Dictionary(_, values) => values.iter().map(|value| value.is_some_and(&holds)).collect(),
        }
    }

    fn key(&self, row: usize) -> Option<usize> {
        match self {
            Texts::Plain(_) => None,
            Texts::Dictionary(dictionary, _) => dictionary.key(row),
        }
    }

    fn at(&self, row: usize) -> Option<&'a str> {
        match self {
            Texts::Plain(plain) => (!plain.is_null(row)).then(|| plain.value(row)),
            Texts::Dictionary(dictionary, values) => dictionary.key(row).map(|key| values.value(key)),
        }
    }
}

fn numbers<'a, A: 'static>(batch: &'a RecordBatch, name: &'static str) -> Result<&'a A> {
    batch.column_by_name(name).and_then(|c| c.as_any().downcast_ref::<A>()).ok_or_else(|| wrong(name))
}

fn wrong(name: &str) -> Error {
    Error::Engine { doing: say!("engine.observations"), cause: say!("engine.no-column", name).to_string() }
}
