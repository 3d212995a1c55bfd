//! Loading: observations in memory, or a Parquet file of them, as a panel.
//!
//! In: observations, or a file. Out: a `Panel`. Of a file only the columns that formulas need are read, and of a row group only
//! those whose rows differ by its statistics; texts are read as the codes they are stored as, row group by row group on as many
//! threads as there are, and what is kept of one is no more than its usable figures. Refuses a file that lacks a column.

use std::path::Path;

use arrow::array::{Array, Float64Array, RecordBatch};
use rayon::prelude::*;

use super::coded::{Coded, NONE, Numbers, TextColumn, wrong};
use super::gather::{NO_PERIOD, Part, Printed, Slot, Year, year};
use super::join;
use super::panel::Panel;
use crate::error::Result;
use crate::formula::{Coverage, Stage};
use crate::observations::{Observation, PeriodBasis};
use crate::store::{self, Groups, Same};
use crate::units::Units;

const COLUMNS: [&str; 14] = [
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

/// So many rows are decoded at once.
const AT_ONCE: usize = 1 << 14;

impl Panel {
    /// From observations in the order in which they are stored.
    pub fn from_observations(observations: &[Observation], units: &Units) -> Panel {
        Panel::from_some(observations, units, |_| true)
    }

    /// From some of the observations; rows are counted among all.
    pub fn from_some(observations: &[Observation], units: &Units, is_wanted: impl Fn(&Observation) -> bool) -> Panel {
        let mut part = Part::new(units, None);
        let mut last = Last::default();
        for (row, o) in observations.iter().enumerate().filter(|(_, o)| is_wanted(o)) {
            let Some(series) = o.series.as_deref() else {
                part.lacks("no series", 1);
                continue;
            };
            let Slot::At(slot) = last.slot(&mut part, series) else { continue };
            let Some(value) = o.obs_value else {
                part.lacks("missing value", 1);
                continue;
            };
            let place = last.place(&mut part, o);
            let printed = last.printed(&mut part, o);
            part.take(slot, value, place, printed, row as u32);
        }
        join::panel(vec![part])
    }

    /// From a file; `wanted`, in order, limits it to the series that formulas name.
    pub fn from_parquet(path: &Path, units: &Units, wanted: Option<&[&str]>) -> Result<Panel> {
        let groups = Groups::open(path, &COLUMNS)?;
        let part = |group: usize| {
            let mut part = Part::new(units, wanted);
            match wanted.and_then(|wanted| groups.holds_none(group, "series", wanted)) {
                Some(unnamed) if unnamed > 0 => part.lacks("no series", unnamed),
                Some(_) => {}
                None => read_group(&groups, group, &mut part)?,
            }
            Ok(part)
        };
        let parts = (0..groups.len()).into_par_iter().map(part);
        Ok(join::panel(parts.collect::<Result<Vec<_>>>()?))
    }
}

/// The words met last: the next row mostly says the same.
struct Last {
    series: String,
    slot: Slot,
    codes: [u32; 6],
    period: (String, Year),
}

impl Default for Last {
    fn default() -> Last {
        Last { series: String::new(), slot: Slot::Unnamed, codes: [NONE; 6], period: (String::new(), NO_PERIOD) }
    }
}

impl Last {
    fn slot(&mut self, part: &mut Part, series: &str) -> Slot {
        if self.slot == Slot::Unnamed || self.series != series {
            self.slot = part.slot(series);
            series.clone_into(&mut self.series);
        }
        self.slot
    }

    fn place(&mut self, part: &mut Part, o: &Observation) -> (u32, Year) {
        let area = part.words.code_after(&mut self.codes[0], o.ref_area.as_deref());
        let Some(period) = o.time_period.as_deref() else { return (area, NO_PERIOD) };
        if self.period.0 != period {
            self.period = (period.to_string(), year(period));
        }
        (area, self.period.1)
    }

    fn printed(&mut self, part: &mut Part, o: &Observation) -> Printed {
        let [_, measure, status, vintage, source, other] = &mut self.codes;
        let words = &mut part.words;
        Printed {
            coverage: words.code_after(other, o.coverage.map(Coverage::name)),
            basis: words.code_after(other, o.period_basis.map(PeriodBasis::name)),
            decimals: i32::from(o.decimals),
            measure: words.code_after(measure, o.unit_measure.as_deref()),
            mult: o.unit_mult.map(i32::from),
            status: words.code_after(status, Some(&o.obs_status)),
            stage: words.code_after(other, o.account_stage.map(Stage::name)),
            vintage: words.code_after(vintage, o.vintage.as_deref()),
            date: o.vintage_date.map(store::day_of),
            source: words.code_after(source, Some(&o.source)),
        }
    }
}

/// The text columns of a row group beside series and period.
const TEXTS: [&str; 8] =
    ["ref_area", "coverage", "period_basis", "unit_measure", "obs_status", "account_stage", "vintage", "source"];

/// The columns of a row group, with what their rows have in common.
struct Columns {
    series: TextColumn<Slot>,
    period: TextColumn<Year>,
    texts: [TextColumn<u32>; 8],
    decimals: Option<Same>,
    mult: Option<Same>,
    date: Option<Same>,
}

fn read_group(groups: &Groups, group: usize, part: &mut Part) -> Result<()> {
    let same = |name: &str| groups.same(group, name);
    let mut columns = Columns {
        series: TextColumn::new("series", same("series"), Slot::Unnamed, |word| part.slot(word)),
        period: TextColumn::new("time_period", same("time_period"), NO_PERIOD, year),
        texts: TEXTS.map(|name| TextColumn::new(name, same(name), NONE, |word| part.words.code(word))),
        decimals: same("decimals"),
        mult: same("unit_mult"),
        date: same("vintage_date"),
    };
    let mut row = groups.rows_before(group);
    for batch in groups.read(group, AT_ONCE)? {
        let batch = batch?;
        columns.take(&batch, row, part)?;
        row += batch.num_rows();
    }
    Ok(())
}

impl Columns {
    fn take(&mut self, batch: &RecordBatch, first_row: usize, part: &mut Part) -> Result<()> {
        let series = self.series.of_batch(batch, |word| part.slot(word))?;
        let period = self.period.of_batch(batch, year)?;
        let mut texts: Vec<Coded<u32>> = Vec::with_capacity(TEXTS.len());
        for column in &mut self.texts {
            texts.push(column.of_batch(batch, |word| part.words.code(word))?);
        }
        let [area, coverage, basis, measure, status, stage, vintage, source] = texts.as_slice() else { return Ok(()) };
        let value = batch.column_by_name("obs_value").and_then(|column| column.as_any().downcast_ref());
        let value: &Float64Array = value.ok_or_else(|| wrong("obs_value"))?;
        let decimals = Numbers::of(batch, "decimals", &self.decimals)?;
        let mult = Numbers::of(batch, "unit_mult", &self.mult)?;
        let date = Numbers::of(batch, "vintage_date", &self.date)?;
        let (mut unnamed, mut missing) = (0, 0);
        for at in 0..batch.num_rows() {
            let slot = match series.at(at) {
                Slot::At(slot) => slot,
                Slot::Unwanted => continue,
                Slot::Unnamed => {
                    unnamed += 1;
                    continue;
                }
            };
            if value.is_null(at) {
                missing += 1;
                continue;
            }
            let printed = Printed {
                coverage: coverage.at(at),
                basis: basis.at(at),
                decimals: decimals.at(at).unwrap_or_default(),
                measure: measure.at(at),
                mult: mult.at(at),
                status: status.at(at),
                stage: stage.at(at),
                vintage: vintage.at(at),
                date: date.at(at),
                source: source.at(at),
            };
            let place = (area.at(at), period.at(at));
            part.take(slot, value.value(at), place, printed, (first_row + at) as u32);
        }
        let lacks = [("no series", unnamed), ("missing value", missing)];
        lacks.into_iter().filter(|(_, rows)| *rows > 0).for_each(|(lack, rows)| part.lacks(lack, rows));
        Ok(())
    }
}
