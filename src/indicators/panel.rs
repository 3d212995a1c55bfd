//! The panel: every observation a formula can use, in base units, by series, area, period and edition.
//!
//! In: observations in memory or a Parquet file of them. Out: `Panel`, in which editions are ranked by date.
//! Refuses nothing: an observation without series, area, year, value or unit cannot enter a formula and is counted.

use std::collections::BTreeMap;
use std::ops::Range;
use std::path::Path;

use chrono::NaiveDate;
use rayon::prelude::*;

use super::compose::Unproven;
use super::gather::{self, COLUMNS, Gathering, Raw};
use crate::error::Result;
use crate::formula::interval::Interval;
use crate::formula::{Coverage, Stage};
use crate::observations::{Observation, PeriodBasis};
use crate::store;
use crate::units::Units;

/// One usable figure. `row` is its row in `observations.parquet`.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Entry {
    pub area: u32,
    pub period: i32,
    pub edition: u32,
    pub stage: Option<Stage>,
    /// None for the area as a whole.
    pub coverage: Option<Coverage>,
    pub decimals: i8,
    pub status: Status,
    pub value: f64,
    /// Half a unit of the last digit printed, in base units.
    pub half: f32,
    pub row: u32,
    /// The kind of name that its year is from, where nothing printed says it.
    pub named_by: Option<PeriodBasis>,
}

impl Entry {
    /// The value with half a unit of its last printed digit to both sides.
    pub fn interval(&self) -> Interval {
        Interval::around(self.value, half_unit(self.half))
    }
}

/// `half` is stored in single precision; never less than what was meant.
pub(super) fn half_unit(half: f32) -> f64 {
    f64::from(half) * (1.0 + f64::from(f32::EPSILON))
}

/// Which editions may be used.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Vintage {
    /// All of them, the newest first.
    Newest,
    /// Those published by a day; undated ones were not.
    AsOf(NaiveDate),
    /// One alone, by its number in the panel.
    Edition(u32),
}

/// How far a figure can be trusted, weakest last (SDMX CL_OBS_STATUS 2.2).
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Status {
    Normal,
    Unvalidated,
    Provisional,
    Estimated,
    Break,
}

impl Status {
    pub fn code(self) -> &'static str {
        match self {
            Status::Normal => "A",
            Status::Unvalidated => "V",
            Status::Provisional => "P",
            Status::Estimated => "E",
            Status::Break => "B",
        }
    }

    /// Codes that say nothing of trust (`A`, `U`, ...) count as normal; a missing figure never gets here.
    pub fn from_code(code: &str) -> Status {
        match code {
            "V" => Status::Unvalidated,
            "P" => Status::Provisional,
            "E" | "I" | "F" => Status::Estimated,
            "B" => Status::Break,
            _ => Status::Normal,
        }
    }
}

/// Who printed a figure, and when. An edition nobody dated is its own source file.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Edition {
    /// `None` sorts first: an undated edition never outranks a dated one.
    pub date: Option<NaiveDate>,
    /// An undated edition can be no older than this.
    pub last_year: i32,
    pub name: String,
}

/// The figures of one series, sorted by area, period, edition rank (newest first), stage and digits.
#[derive(Clone, Debug, Default)]
pub struct Figures {
    entries: Vec<Entry>,
    /// Where each area's entries start; one more than there are areas.
    starts: Vec<usize>,
}

impl Figures {
    /// From entries in their final order.
    pub fn new(entries: Vec<Entry>, areas: usize) -> Figures {
        let mut starts = Vec::with_capacity(areas + 1);
        for (at, entry) in entries.iter().enumerate() {
            while starts.len() <= entry.area as usize {
                starts.push(at);
            }
        }
        starts.resize(areas + 1, entries.len());
        Figures { entries, starts }
    }

    pub(super) fn all(&self) -> &[Entry] {
        &self.entries
    }

    /// One area's entries, sorted by period, then newest edition first.
    pub fn of_area(&self, area: u32) -> &[Entry] {
        let bounds = self.starts.get(area as usize).zip(self.starts.get(area as usize + 1));
        bounds.and_then(|(&start, &end)| self.entries.get(start..end)).unwrap_or_default()
    }
}

/// Usable figures by series.
#[derive(Clone, Debug, Default)]
pub struct Panel {
    pub areas: Vec<String>,
    pub editions: Vec<Edition>,
    pub series: BTreeMap<String, Figures>,
    /// Observations that no formula can use, by what they lack.
    pub unusable: BTreeMap<&'static str, usize>,
    /// The row from which the figures of each source stand, in order of rows.
    pub sources: Vec<(u32, String)>,
    /// The printed rows behind each composed figure.
    pub composed: Vec<Vec<u32>>,
    /// Sums of items that documents do not prove whole.
    pub unproven: Vec<Unproven>,
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

    /// The panel as it stood on a day: editions dated later, and undated ones, are out. Also counts the undated figures left out.
    pub fn as_of(mut self, day: NaiveDate) -> Panel {
        let date = |entry: &Entry| self.editions.get(entry.edition as usize).and_then(|edition| edition.date);
        let mut undated = 0;
        let mut visible = BTreeMap::new();
        for (series, mut figures) in std::mem::take(&mut self.series) {
            undated += figures.entries.iter().filter(|entry| date(entry).is_none()).count();
            figures.entries.retain(|entry| date(entry).is_some_and(|date| date <= day));
            if !figures.entries.is_empty() {
                visible.insert(series, Figures::new(figures.entries, self.areas.len()));
            }
        }
        self.series = visible;
        if undated > 0 {
            *self.unusable.entry("undated source, not visible with --as-of").or_default() += undated;
        }
        self
    }

    /// The position of the source that a row is of.
    pub(super) fn source_at(&self, row: u32) -> usize {
        self.sources.partition_point(|(first, _)| *first <= row).saturating_sub(1)
    }

    pub(super) fn source(&self, at: usize) -> &str {
        self.sources.get(at).map(|(_, name)| name.as_str()).unwrap_or_default()
    }

    /// Adds a series of its own.
    pub(super) fn add(&mut self, series: &str, mut entries: Vec<Entry>) {
        if !entries.is_empty() {
            gather::sort(&mut entries);
            self.series.insert(series.to_string(), Figures::new(entries, self.areas.len()));
        }
    }

    /// The numbers of the editions that may be used: they are ranked by date, so each rule sees a run of them.
    pub fn seen(&self, vintage: Vintage) -> Range<u32> {
        let by = |day: NaiveDate| self.editions.partition_point(|e| e.date.is_none_or(|date| date <= day)) as u32;
        match vintage {
            Vintage::Newest => 0..self.editions.len() as u32,
            Vintage::AsOf(day) => self.undated()..by(day),
            Vintage::Edition(number) => number..number.saturating_add(1),
        }
    }

    /// Editions below this number are undated.
    pub fn undated(&self) -> u32 {
        self.editions.partition_point(|edition| edition.date.is_none()) as u32
    }

    pub fn area(&self, code: &str) -> Option<u32> {
        self.areas.iter().position(|area| area == code).map(|at| at as u32)
    }

    /// The figures of one series in one area, sorted by period, then newest edition first.
    pub fn of_area(&self, series: &str, area: u32) -> &[Entry] {
        self.series.get(series).map(|figures| figures.of_area(area)).unwrap_or_default()
    }
}
