//! Figures that formulas can use, in base units.
//!
//! In: figures of one series. Out: they in columns by area, in the order in which the best comes first; how far each can be
//! trusted and who printed it. Refuses nothing.

use std::cmp::Reverse;
use std::collections::HashMap;
use std::sync::Arc;

use chrono::NaiveDate;

use crate::formula::interval::Interval;
use crate::formula::{Coverage, Stage};
use crate::messages::Message;
use crate::observations::PeriodBasis;

/// One usable figure, taken out of its columns. `row` is its row in `observations.parquet`.
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
    pub(super) fn printing(&self) -> Printing {
        let Entry { edition, stage, coverage, decimals, status, half, named_by, .. } = *self;
        Printing { edition, stage, coverage, decimals, status, half, named_by }
    }

    /// The value with half a unit of its last printed digit to both sides.
    pub fn interval(&self) -> Interval {
        Interval::around(self.value, half_unit(self.half))
    }
}

/// `half` is stored in single precision; never less than what was meant.
pub(super) fn half_unit(half: f32) -> f64 {
    f64::from(half) * (1.0 + f64::from(f32::EPSILON))
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

/// How a figure was printed: what the figures of a table mostly have in common, kept once.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Printing {
    pub edition: u32,
    pub stage: Option<Stage>,
    /// None for the area as a whole.
    pub coverage: Option<Coverage>,
    pub decimals: i8,
    pub status: Status,
    /// Half a unit of the last digit printed, in base units.
    pub half: f32,
    /// The kind of name that the year is from, where nothing printed says it.
    pub named_by: Option<PeriodBasis>,
}

/// What two printings are the same by.
pub(super) type PrintingKey = (u32, Option<Stage>, Option<Coverage>, i8, Status, u32, Option<PeriodBasis>);

impl Printing {
    pub(super) fn key(&self) -> PrintingKey {
        let Printing { edition, stage, coverage, decimals, status, half, named_by } = *self;
        (edition, stage, coverage, decimals, status, half.to_bits(), named_by)
    }

    /// The better comes first: newest edition, then final before unstated before execution before budget, then most digits.
    pub(super) fn place(&self) -> (Reverse<u32>, u8, Reverse<i8>) {
        let stage = match self.stage {
            Some(Stage::Final) => 0,
            None => 1,
            Some(Stage::Execution) => 2,
            Some(Stage::Budget) => 3,
        };
        (Reverse(self.edition), stage, Reverse(self.decimals))
    }
}

/// Printings numbered in order of first meeting.
#[derive(Default)]
pub(super) struct Printings {
    index: HashMap<PrintingKey, u32>,
    pub all: Vec<Printing>,
}

impl Printings {
    pub fn number(&mut self, one: Printing) -> u32 {
        let next = self.all.len() as u32;
        let number = *self.index.entry(one.key()).or_insert(next);
        if number == next {
            self.all.push(one);
        }
        number
    }
}

/// The figures of one series in columns, sorted by area, period, edition rank (newest first), stage and digits.
#[derive(Clone, Debug, Default)]
pub struct Figures {
    /// Where each area's figures start; one more than there are areas.
    pub(super) starts: Vec<u32>,
    pub(super) periods: Vec<i32>,
    pub(super) values: Vec<f64>,
    /// Positions in `known`.
    pub(super) printings: Vec<u32>,
    pub(super) rows: Vec<u32>,
    pub(super) known: Arc<[Printing]>,
}

impl Figures {
    /// From entries in their final order.
    pub fn new(entries: Vec<Entry>, areas: usize) -> Figures {
        let (mut figures, mut printings) = (Figures::default(), Printings::default());
        for (at, entry) in entries.iter().enumerate() {
            while figures.starts.len() <= entry.area as usize {
                figures.starts.push(at as u32);
            }
            figures.periods.push(entry.period);
            figures.values.push(entry.value);
            figures.printings.push(printings.number(entry.printing()));
            figures.rows.push(entry.row);
        }
        figures.starts.resize(areas + 1, entries.len() as u32);
        figures.known = printings.all.into();
        figures
    }

    /// Keeps the figures of the printings that a rule lets through.
    pub(super) fn retain(&mut self, keep: impl Fn(&Printing) -> bool) {
        let kept: Vec<bool> = self.known.iter().map(keep).collect();
        let stays = |at: &usize| self.printings.get(*at).is_some_and(|printing| kept[*printing as usize]);
        let left: Vec<usize> = (0..self.periods.len()).filter(stays).collect();
        let starts = self.starts.iter().map(|&start| left.partition_point(|&at| at < start as usize) as u32).collect();
        *self = Figures {
            starts,
            periods: left.iter().map(|&at| self.periods[at]).collect(),
            values: left.iter().map(|&at| self.values[at]).collect(),
            printings: left.iter().map(|&at| self.printings[at]).collect(),
            rows: left.iter().map(|&at| self.rows[at]).collect(),
            known: self.known.clone(),
        };
    }

    pub fn len(&self) -> usize {
        self.periods.len()
    }

    pub fn is_empty(&self) -> bool {
        self.periods.is_empty()
    }

    pub(super) fn all(&self) -> impl Iterator<Item = Entry> {
        (0..self.starts.len().saturating_sub(1) as u32).flat_map(|area| self.of_area(area).iter())
    }

    /// One area's figures, sorted by period, then newest edition first.
    pub fn of_area(&self, area: u32) -> OfArea<'_> {
        let bounds = self.starts.get(area as usize).zip(self.starts.get(area as usize + 1));
        let range = bounds.map_or(0..0, |(&start, &end)| start as usize..end as usize);
        OfArea {
            area,
            periods: self.periods.get(range.clone()).unwrap_or_default(),
            values: self.values.get(range.clone()).unwrap_or_default(),
            printings: self.printings.get(range.clone()).unwrap_or_default(),
            rows: self.rows.get(range).unwrap_or_default(),
            known: &self.known,
        }
    }
}

/// The figures of one series in one area: columns, sorted by period, then newest edition first.
#[derive(Clone, Copy, Debug, Default)]
pub struct OfArea<'a> {
    area: u32,
    pub(super) periods: &'a [i32],
    pub(super) values: &'a [f64],
    pub(super) printings: &'a [u32],
    pub(super) rows: &'a [u32],
    pub(super) known: &'a [Printing],
}

impl<'a> OfArea<'a> {
    pub fn len(self) -> usize {
        self.periods.len()
    }

    pub fn is_empty(self) -> bool {
        self.periods.is_empty()
    }

    /// One figure with all that is known of it.
    pub fn get(self, at: usize) -> Option<Entry> {
        let printing = self.known.get(*self.printings.get(at)? as usize)?;
        let Printing { edition, stage, coverage, decimals, status, half, named_by } = *printing;
        let (period, value, row) = (*self.periods.get(at)?, *self.values.get(at)?, *self.rows.get(at)?);
        Some(Entry { area: self.area, period, edition, stage, coverage, decimals, status, value, half, row, named_by })
    }

    pub fn iter(self) -> impl Iterator<Item = Entry> + use<'a> {
        (0..self.len()).filter_map(move |at| self.get(at))
    }

    /// The figures of one period, newest edition first.
    pub fn of_period(self, period: i32) -> impl Iterator<Item = Entry> + use<'a> {
        let start = self.periods.partition_point(|&other| other < period);
        let count = self.periods[start..].iter().take_while(|&&other| other == period).count();
        (start..start + count).filter_map(move |at| self.get(at))
    }

    /// First and last period.
    pub fn span(self) -> Option<(i32, i32)> {
        Some((*self.periods.first()?, *self.periods.last()?))
    }
}

/// Area, period, newest edition first; within an edition final before unstated before execution before budget, most digits first.
pub(super) fn sort(entries: &mut [Entry]) {
    entries.sort_unstable_by_key(|e| (e.area, e.period, e.printing().place(), e.row));
}

/// Why a document gives no sum.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Unproven {
    pub series: String,
    pub area: u32,
    pub period: i32,
    pub source: String,
    pub why: Message,
}
