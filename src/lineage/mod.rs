//! Lineage: where an indicator value comes from, down to the printed cell.
//!
//! In: the outputs of a run, the definitions, an indicator or series, an area and a period. Out: a `Trace` that
//! recomputes the value from printed texts alone. Refuses names, areas and periods that the outputs do not hold.

mod render;
mod vintages;

use std::collections::HashMap;
use std::path::Path;

use chrono::NaiveDate;

pub use render::{to_json, to_text};
pub use vintages::Stood;

use crate::definitions::{Definitions, Indicator};
use crate::error::{Error, Result};
use crate::figures::{self, Form};
use crate::formula::interval::Interval;
use crate::formula::{self, Core, Leaf, Node};
use crate::indicators::scalar::{self, Scalar};
use crate::indicators::select::Gap;
use crate::indicators::{Entry, Panel, Unproven, Vintage};
use crate::messages::{Message, say};
use crate::observations::Observation;
use crate::sources::Cell;
use crate::store;
use crate::tables::brackets;
use crate::tables::number::{self, DecimalMark, Printed};
use crate::units::Units;

/// One input of a traced value.
#[derive(Clone, Debug)]
pub struct Input {
    pub leaf: Leaf,
    /// The composed series that the figure is an item of.
    pub part_of: Option<Leaf>,
    pub period: i32,
    pub observation: Observation,
    /// What one printed unit is in base units.
    pub scale: f64,
    /// The printed unit as the unit catalogue spells it.
    pub unit: String,
    /// The printed text read again, in base units; the stored number where the sheet shows its rounding.
    pub base_value: Option<f64>,
    /// The same with half a unit of the last printed digit to both sides.
    pub interval: Option<Interval>,
}

/// A value with everything it was computed from.
#[derive(Clone, Debug)]
pub struct Trace {
    pub id: String,
    pub title: String,
    pub area: String,
    pub period: i32,
    pub formula: String,
    pub core: Core,
    /// By the scalar evaluator, from the inputs alone.
    pub value: Option<f64>,
    /// What the printed digits allow; none where a divisor may be zero.
    pub interval: Option<Interval>,
    pub unit: String,
    pub status: &'static str,
    pub notes: Vec<String>,
    pub inputs: Vec<Input>,
    /// What the dated editions gave, as they appeared; the newest first.
    pub vintages: Vec<Stood>,
    /// What the outputs hold of the same indicator, area and period.
    pub published: Option<f64>,
}

impl Trace {
    /// Whether the bulk evaluation in the outputs gave another value: the two evaluators agree to 1e-12, so it was computed
    /// from other sources or with other definitions than those at hand.
    pub fn differs(&self) -> bool {
        let apart = |(here, there): (f64, f64)| (here - there).abs() > 1e-12 * here.abs().max(there.abs());
        self.value.zip(self.published).is_some_and(apart)
    }
}

/// The outputs of a run, opened for tracing many values.
pub struct Outputs<'a> {
    definitions: &'a Definitions,
    panel: Panel,
    observations: Vec<Observation>,
    published: Published,
    as_of: Option<NaiveDate>,
}

/// The values of `indicators.parquet`, by indicator, area and period.
type Published = HashMap<(String, String, i32), f64>;

impl<'a> Outputs<'a> {
    /// Opens `observations.parquet` in `folder`, as the panel stood on `as_of`.
    pub fn open(folder: &Path, definitions: &'a Definitions, as_of: Option<NaiveDate>) -> Result<Outputs<'a>> {
        let path = folder.join("observations.parquet");
        let observations = store::read_observations(&path)?;
        let panel = Panel::from_observations(&observations, &definitions.units).composed(definitions);
        let panel = match as_of {
            Some(day) => panel.as_of(day),
            None => panel,
        };
        let published = published(&folder.join("indicators.parquet"))?;
        Ok(Outputs { definitions, panel, observations, published, as_of })
    }

    /// Traces an indicator, or a bare series, at one area and period.
    pub fn trace(&self, name: &str, area: &str, period: i32) -> Result<Trace> {
        let (core, indicator) = self.formula_of(name)?;
        let number = self.panel.area(area).ok_or_else(|| Error::Usage(say!("trace.no-figure-of-area", area)))?;
        let read = |entry: &Entry| self.read(entry);
        let (catalogue, place) = (&self.definitions.series, (number, period));
        let found = scalar::with_readings(&core, catalogue, &self.panel, place, Vintage::Newest, read)
            .map_err(|gap| Error::Usage(self.absent(name, area, period, &gap)))?;
        let chosen = found.leaves.iter().zip(&found.selection.figures);
        let inputs = chosen.flat_map(|(leaf, entry)| self.inputs(leaf, entry, period)).collect();
        let mut trace = self.finish(name, area, period, (core, indicator), inputs, found);
        let scale = self.scale(indicator, &trace.inputs);
        trace.vintages = vintages::vintages((&trace.core, scale), catalogue, &self.panel, place, read);
        Ok(trace)
    }

    fn formula_of(&self, name: &str) -> Result<(Core, Option<&'a Indicator>)> {
        if let Some(indicator) = self.definitions.indicators.get(name) {
            return Ok((indicator.core.clone(), Some(indicator)));
        }
        let named = formula::parse(name).map(|expr| expr.node);
        if let Ok(Node::Name { id, stage, coverage }) = named
            && self.definitions.series.contains_key(&id)
        {
            return Ok((Core::Leaf(Leaf { stage, coverage, ..Leaf::of(&id) }), None));
        }
        let known = self.definitions.indicators.keys().chain(self.definitions.series.keys());
        let near = crate::formula::nearest(name, known.map(String::as_str));
        let hint =
            if near.is_empty() { String::new() } else { say!("trace.near-it", near = near.join(", ")).to_string() };
        Err(Error::Usage(say!("trace.no-such-name", name, hint)))
    }

    /// The printed figures behind a leaf: one, or the items that a composed series is the sum of.
    fn inputs(&self, leaf: &Leaf, entry: &Entry, period: i32) -> Vec<Input> {
        let rows = self.panel.rows(&entry.row);
        let is_sum = rows != [entry.row];
        let input = |row: &u32| {
            let mut input = self.input(leaf, *row, period)?;
            if is_sum {
                let series = input.observation.series.as_deref().unwrap_or_default().to_string();
                input.part_of = Some(std::mem::replace(&mut input.leaf, Leaf { series, ..leaf.clone() }));
            }
            Some(input)
        };
        rows.iter().filter_map(input).collect()
    }

    /// A figure read again from the printed texts behind it, in base units.
    fn read(&self, entry: &Entry) -> Option<Interval> {
        let read = |row: &u32| self.observations.get(*row as usize).and_then(|one| self.reading(one));
        let parts = self.panel.rows(&entry.row).iter().map(read).collect::<Option<Vec<Interval>>>()?;
        parts.into_iter().reduce(Interval::plus)
    }

    fn input(&self, leaf: &Leaf, row: u32, period: i32) -> Option<Input> {
        let observation = self.observations.get(row as usize)?.clone();
        let (measure, mult) = (observation.unit_measure.as_deref()?, observation.unit_mult?);
        let scale = self.definitions.units.scale_to_base(measure, mult);
        let interval = self.reading(&observation);
        let base_value = interval.map(|interval| interval.value);
        let printed = observation.unit_text.as_deref().unwrap_or_default();
        let unit = self.definitions.units.read(printed).map_or(printed.to_string(), |reading| reading.canonical);
        Some(Input {
            leaf: leaf.clone(),
            part_of: None,
            period: leaf.shift.year(period),
            observation,
            scale,
            unit,
            base_value,
            interval,
        })
    }

    /// The printed number in base units, with half a unit of its last digit to both sides.
    fn reading(&self, observation: &Observation) -> Option<Interval> {
        let (measure, mult) = (observation.unit_measure.as_deref()?, observation.unit_mult?);
        let scale = self.definitions.units.scale_to_base(measure, mult);
        let value = as_stored(observation, &self.definitions.units)?;
        Some(Interval::around(value * scale, half_unit(observation) * scale))
    }

    fn absent(&self, name: &str, area: &str, period: i32, gap: &Gap) -> Message {
        let by = self.as_of.map(|day| say!("trace.published-by", day)).unwrap_or_default();
        match gap {
            Gap::Missing { series, period: at } => match self.unproven(series, area, *at) {
                Some(why) => say!("trace.no-value-because", name, area, period, why),
                None => say!("trace.no-value-no-edition", name, area, period, by, series, at),
            },
            Gap::Break { series, at } => say!("trace.no-value-break", name, area, period, series, at),
        }
    }

    /// Why a document that prints items of a sum does not prove that it holds them all.
    fn unproven(&self, series: &str, area: &str, period: i32) -> Option<Message> {
        let area = self.panel.area(area)?;
        let same = |one: &&Unproven| one.series == series && one.area == area && one.period == period;
        let found = self.panel.unproven.iter().find(same)?;
        Some(say!("trace.items-unproven", source = found.source, series, why = found.why))
    }

    fn finish(
        &self,
        name: &str,
        area: &str,
        period: i32,
        (core, indicator): (Core, Option<&Indicator>),
        inputs: Vec<Input>,
        found: Scalar,
    ) -> Trace {
        let scale = self.scale(indicator, &inputs);
        let printed =
            inputs.first().map(|input| input.observation.unit_text.as_deref().unwrap_or_default().to_string());
        let unit = indicator.map_or(printed.unwrap_or_default(), |indicator| indicator.unit_text.clone());
        let titles = indicator.map(|i| &i.titles).or_else(|| self.definitions.series.get(name).map(|s| &s.names));
        Trace {
            id: name.to_string(),
            title: titles.map(|names| format!("{} / {}", names.zh, names.en)).unwrap_or_default(),
            area: area.to_string(),
            period,
            formula: indicator.map_or(name.to_string(), |indicator| indicator.formula.clone()),
            core,
            value: found.value.map(|value| value * scale),
            interval: found.interval.and_then(|interval| interval.scaled(scale)),
            unit,
            status: found.selection.status().code(),
            notes: found.selection.notes(),
            published: self.published.get(&(name.to_string(), area.to_string(), period)).copied(),
            inputs,
            vintages: Vec::new(),
        }
    }

    /// What makes the declared unit of base units; for a bare series, the unit it was printed in.
    fn scale(&self, indicator: Option<&Indicator>, inputs: &[Input]) -> f64 {
        let printed = inputs.first().map_or(1.0, |input| 1.0 / input.scale);
        indicator.map_or(printed, |indicator| indicator.scale)
    }
}

/// Half a unit of the last printed digit.
fn half_unit(observation: &Observation) -> f64 {
    0.5 * 10f64.powi(-i32::from(observation.decimals))
}

/// The printed text read again, or the stored number that it shows the first digits of.
fn as_stored(observation: &Observation, units: &Units) -> Option<f64> {
    let printed = read_again(observation).or_else(|| amount_again(observation, units))?;
    let reach = half_unit(observation) * (1.0 + 1e-9);
    let shown = observation.obs_value.filter(|stored| (stored - printed).abs() <= reach);
    Some(shown.unwrap_or(printed))
}

/// The printed text read again; with a decimal comma only where that is how its table was read.
fn read_again(observation: &Observation) -> Option<f64> {
    let cell = Cell { text: observation.value_text.to_string(), stored: None };
    let value = |mark| match number::read(&cell, mark) {
        Printed::Number(parsed) => Some(parsed.value),
        _ => brackets::whole(&observation.value_text).map(|value| -value),
    };
    let point = value(DecimalMark::Point);
    if point == observation.obs_value { point } else { value(DecimalMark::Comma).or(point) }
}

/// The amount of running text (`995.8亿元`, `三成`, an end of `3至5万人`) read again: the one that the observation holds.
fn amount_again(observation: &Observation, units: &Units) -> Option<f64> {
    let stored = observation.obs_value?;
    // At the start of a line a triangle would list things.
    let figures = figures::read(&format!("为{}", observation.value_text), units);
    let values = figures.iter().flat_map(|figure| match figure.form {
        Form::Range(upto) => vec![figure.value, upto],
        _ => vec![figure.value],
    });
    values.into_iter().find(|value| (value - stored).abs() <= stored.abs() * 1e-12)
}

/// The values that a run wrote; none where there is no such file, as after `ingest`.
fn published(path: &Path) -> Result<Published> {
    if !path.exists() {
        return Ok(HashMap::new());
    }
    let frame = store::frame(path)?;
    let doing = || say!("engine.read", path = path.display());
    let texts = |name: &str| {
        let column = frame.column(name).map_err(Error::engine(doing()))?;
        column.str().cloned().map_err(Error::engine(doing()))
    };
    let (ids, areas, periods) = (texts("indicator")?, texts("ref_area")?, texts("time_period")?);
    let column = frame.column("obs_value").map_err(Error::engine(doing()))?;
    let values = column.f64().map_err(Error::engine(doing()))?;
    let row = |at: usize| {
        let key = (ids.get(at)?.to_string(), areas.get(at)?.to_string(), periods.get(at)?.parse().ok()?);
        Some((key, values.get(at)?))
    };
    Ok((0..frame.height()).filter_map(row).collect())
}
