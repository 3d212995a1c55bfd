//! Figures that formulas can use, in base units.
//!
//! In: entries of one series. Out: they by area, in the order in which the best comes first; how far each can be trusted and
//! who printed it. Refuses nothing.

use chrono::NaiveDate;
use rayon::prelude::*;

use crate::formula::interval::Interval;
use crate::formula::{Coverage, Stage};
use crate::messages::Message;
use crate::observations::PeriodBasis;

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

    /// Keeps the entries that a rule lets through.
    pub(super) fn retain(&mut self, areas: usize, keep: impl Fn(&Entry) -> bool) {
        self.entries.retain(keep);
        *self = Figures::new(std::mem::take(&mut self.entries), areas);
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

/// Area, period, newest edition first; within an edition final before unstated before execution before budget, most digits first.
pub(super) fn sort(entries: &mut [Entry]) {
    let stage = |stage: Option<Stage>| match stage {
        Some(Stage::Final) => 0,
        None => 1,
        Some(Stage::Execution) => 2,
        Some(Stage::Budget) => 3,
    };
    entries.par_sort_unstable_by_key(|e| {
        (e.area, e.period, std::cmp::Reverse(e.edition), stage(e.stage), std::cmp::Reverse(e.decimals), e.row)
    });
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
