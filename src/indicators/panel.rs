//! The panel: every observation a formula can use, in base units, by series, area, period and edition.
//!
//! In: observations in memory or a Parquet file of them. Out: `Panel`, in which editions are ranked by date.
//! Refuses nothing: an observation without series, area, year, value or unit cannot enter a formula and is counted.

use std::collections::BTreeMap;
use std::ops::Range;

use chrono::NaiveDate;

use super::figures::{Edition, Entry, Figures, OfArea, Printing, Unproven, sort};

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
    /// The panel as it stood on a day: editions dated later, and undated ones, are out. Also counts the undated figures left out.
    pub fn as_of(mut self, day: NaiveDate) -> Panel {
        let date = |edition: u32| self.editions.get(edition as usize).and_then(|edition| edition.date);
        let mut undated = 0;
        let mut visible = BTreeMap::new();
        for (series, mut figures) in std::mem::take(&mut self.series) {
            let of_none = |printing: &Printing| date(printing.edition).is_none();
            let undated_ones: Vec<bool> = figures.known.iter().map(of_none).collect();
            undated += figures.printings.iter().filter(|&&printing| undated_ones[printing as usize]).count();
            figures.retain(|printing| date(printing.edition).is_some_and(|date| date <= day));
            if !figures.is_empty() {
                visible.insert(series, figures);
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
            sort(&mut entries);
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
    pub fn of_area(&self, series: &str, area: u32) -> OfArea<'_> {
        self.series.get(series).map(|figures| figures.of_area(area)).unwrap_or_default()
    }
}
