//! Gathering: what observations say into columns by series, each part of a file on its own.
//!
//! In: rows of codes. Out: a `Part`. Refuses nothing: what a formula cannot use is counted by what it lacks.

use std::collections::{BTreeMap, HashMap};

use super::coded::{NONE, Words};
use super::figures::{Printing, Printings, Status};
use crate::formula::{Coverage, Stage};
use crate::observations::PeriodBasis;
use crate::units::Units;

/// What stands in a series column.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Slot {
    Unnamed,
    Unwanted,
    At(u32),
}

/// The year of a period, or why there is none.
pub(super) type Year = Result<i32, &'static str>;

pub(super) fn year(period: &str) -> Year {
    period.parse().map_err(|_| "not a year")
}

pub(super) const NO_PERIOD: Year = Err("no period");

/// What an observation says beside its series, place and value, in the codes of `Words`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(super) struct Printed {
    pub coverage: u32,
    pub basis: u32,
    pub decimals: i32,
    pub measure: u32,
    pub mult: Option<i32>,
    pub status: u32,
    pub stage: u32,
    pub vintage: u32,
    pub date: Option<i32>,
    pub source: u32,
}

/// What is known of all figures printed alike.
#[derive(Clone, Copy)]
struct Alike {
    /// The factor to base units.
    scale: Result<f64, &'static str>,
    /// The edition and the number of the printing, once a figure needs them.
    edition: Option<(u32, Result<u32, &'static str>)>,
}

/// The figures of one series as they were met.
#[derive(Default)]
pub(super) struct Gathered {
    /// Codes of `Part::words`.
    pub areas: Vec<u32>,
    pub periods: Vec<i32>,
    pub values: Vec<f64>,
    /// Positions in `Part::printings`.
    pub printings: Vec<u32>,
    pub rows: Vec<u32>,
    /// How the last row of the series was printed: mostly as the next.
    last: Option<(Printed, u32)>,
}

/// Name and day; undated ones are named after their source.
pub(super) type EditionKey = (String, Option<i32>);

/// What one part of a file holds.
pub(super) struct Part<'a> {
    units: &'a Units,
    wanted: Option<&'a [&'a str]>,
    pub words: Words,
    /// By code: whether the word is the code of an area with usable figures.
    pub is_area: Vec<bool>,
    slots: HashMap<String, u32>,
    pub series: Vec<(String, Gathered)>,
    known: HashMap<Printed, u32>,
    alike: Vec<Alike>,
    pub printings: Printings,
    edition_numbers: HashMap<EditionKey, u32>,
    /// Each edition with the last year it prints.
    pub editions: Vec<(EditionKey, i32)>,
    pub unusable: BTreeMap<&'static str, usize>,
    /// The row from which figures of a source stand; a source's rows stand together.
    pub sources: Vec<(u32, u32)>,
}

impl<'a> Part<'a> {
    /// `wanted` limits it to the series that formulas name.
    pub fn new(units: &'a Units, wanted: Option<&'a [&'a str]>) -> Part<'a> {
        Part {
            units,
            wanted,
            words: Words::default(),
            is_area: Vec::new(),
            slots: HashMap::new(),
            series: Vec::new(),
            known: HashMap::new(),
            alike: Vec::new(),
            printings: Printings::default(),
            edition_numbers: HashMap::new(),
            editions: Vec::new(),
            unusable: BTreeMap::new(),
            sources: Vec::new(),
        }
    }

    pub fn slot(&mut self, series: &str) -> Slot {
        if self.wanted.is_some_and(|wanted| wanted.binary_search(&series).is_err()) {
            return Slot::Unwanted;
        }
        if let Some(&slot) = self.slots.get(series) {
            return Slot::At(slot);
        }
        let slot = self.series.len() as u32;
        self.slots.insert(series.to_string(), slot);
        self.series.push((series.to_string(), Gathered::default()));
        Slot::At(slot)
    }

    pub fn lacks(&mut self, what: &'static str, rows: usize) {
        *self.unusable.entry(what).or_default() += rows;
    }

    /// Takes one observation of a wanted series that has a value.
    #[inline]
    pub fn take(&mut self, slot: u32, value: f64, place: (u32, Year), printed: Printed, row: u32) {
        if let Err(lack) = self.placed(slot, value, place, printed, row) {
            self.lacks(lack, 1);
        }
    }

    #[inline]
    fn placed(
        &mut self,
        slot: u32,
        value: f64,
        (area, year): (u32, Year),
        printed: Printed,
        row: u32,
    ) -> Result<(), &'static str> {
        if area == NONE {
            return Err("no area");
        }
        let period = year?;
        let alike = self.alike(slot, printed);
        let value = value * self.alike[alike as usize].scale?;
        if !value.is_finite() {
            return Err("no finite value");
        }
        let (edition, printing) = self.edition(alike, &printed);
        let last = &mut self.editions[edition as usize].1;
        *last = (*last).max(period);
        if self.sources.last().is_none_or(|(_, source)| *source != printed.source) {
            self.sources.push((row, printed.source));
        }
        if self.is_area.len() <= area as usize {
            self.is_area.resize(area as usize + 1, false);
        }
        self.is_area[area as usize] = true;
        let (printing, of_series) = (printing?, &mut self.series[slot as usize].1);
        of_series.areas.push(area);
        of_series.periods.push(period);
        of_series.values.push(value);
        of_series.printings.push(printing);
        of_series.rows.push(row);
        Ok(())
    }

    #[inline]
    fn alike(&mut self, slot: u32, printed: Printed) -> u32 {
        let of_series = &mut self.series[slot as usize].1;
        if let Some((last, number)) = of_series.last
            && last == printed
        {
            return number;
        }
        let next = self.alike.len() as u32;
        let number = *self.known.entry(printed).or_insert(next);
        of_series.last = Some((printed, number));
        if number == next {
            let scale = self.scale(&printed);
            self.alike.push(Alike { scale, edition: None });
        }
        number
    }

    fn scale(&self, printed: &Printed) -> Result<f64, &'static str> {
        let (measure, mult) = self.words.word(printed.measure).zip(printed.mult).ok_or("no unit")?;
        let _ = self.units.unit_of(measure).ok_or("unknown unit")?;
        Ok(self.units.scale_to_base(measure, mult as i8))
    }

    /// The edition, and the number of the printing or what it lacks.
    #[inline]
    fn edition(&mut self, alike: u32, printed: &Printed) -> (u32, Result<u32, &'static str>) {
        match self.alike[alike as usize].edition {
            Some(known) => known,
            None => self.edition_anew(alike, printed),
        }
    }

    fn edition_anew(&mut self, alike: u32, printed: &Printed) -> (u32, Result<u32, &'static str>) {
        let source = self.words.word(printed.source).unwrap_or_default();
        let vintage = self.words.word(printed.vintage).filter(|_| printed.date.is_some());
        let key = (vintage.unwrap_or(source).to_string(), printed.date);
        let next = self.editions.len() as u32;
        let edition = *self.edition_numbers.entry(key.clone()).or_insert(next);
        if edition == next {
            self.editions.push((key, i32::MIN));
        }
        let scale = self.alike[alike as usize].scale.unwrap_or_default();
        let printing = self.printing(printed, edition, scale).map(|printing| self.printings.number(printing));
        self.alike[alike as usize].edition = Some((edition, printing));
        (edition, printing)
    }

    fn printing(&self, printed: &Printed, edition: u32, scale: f64) -> Result<Printing, &'static str> {
        let word = |code: u32| self.words.word(code);
        let coverage = match word(printed.coverage) {
            Some(name) => Some(Coverage::from_name(name).ok_or("unknown coverage")?),
            None => None,
        };
        let half = (0.5 * 10f64.powi(-printed.decimals) * scale) as f32;
        Ok(Printing {
            edition,
            stage: word(printed.stage).and_then(Stage::from_name),
            coverage,
            decimals: printed.decimals as i8,
            status: Status::from_code(word(printed.status).unwrap_or("A")),
            half,
            named_by: word(printed.basis).and_then(PeriodBasis::from_name).filter(|basis| basis.is_name()),
        })
    }
}
