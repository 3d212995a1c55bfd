//! Bulk evaluation: every indicator over every area and period at once, lazily, on polars.
//!
//! In: the panel and the indicators. Out: values in the order of indicator, area and period, and why others are absent.
//! Refuses nothing: missing stays missing, and a result that is no finite number is missing.

use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet};
use std::sync::Arc;

use polars::prelude::{Column, DataFrame, Expr, IntoLazy, Null, col, lit, when};
use rayon::prelude::*;

use super::IndicatorValue;
use super::figures::{Entry, Status, half_unit};
use super::panel::Panel;
use super::select::{Gap, Plan, Selection};
use crate::definitions::{Definitions, Indicator, Scope};
use crate::error::Error;
use crate::formula::enclosing::Steps;
use crate::formula::interval::Interval;
use crate::formula::{Core, Coverage, Leaf, Op, Shift, leaves};
use crate::messages::say;

/// What a run over all indicators gives.
#[derive(Clone, Debug, Default)]
pub struct Evaluated {
    pub values: Vec<IndicatorValue>,
    /// For each indicator, how many area-periods have no value, by reason.
    pub gaps: BTreeMap<String, BTreeMap<&'static str, usize>>,
    /// How many printed figures of each source stand behind the values.
    pub used: BTreeMap<String, usize>,
}

/// The rows of one indicator before its formula is applied: one column of figures for each leaf.
struct Rows {
    places: Vec<(u32, i32)>,
    leaves: Vec<Leaf>,
    figures: Vec<Vec<Option<f64>>>,
    /// Half a unit of each figure's last printed digit.
    halves: Vec<Vec<f32>>,
    /// The printed rows behind each place.
    printed: Vec<Vec<u32>>,
    status: Vec<Status>,
    notes: Vec<Vec<String>>,
    gaps: BTreeMap<&'static str, usize>,
}

/// Evaluates the indicators in parallel; the result does not depend on the number of threads.
pub fn evaluate(
    panel: &Panel,
    definitions: &Definitions,
    indicators: &[&Indicator],
) -> crate::error::Result<Evaluated> {
    let parts: Vec<OfIndicator> = indicators
        .par_iter()
        .map(|indicator| of_indicator(panel, definitions, indicator))
        .collect::<crate::error::Result<_>>()?;
    let (mut all, mut printed) = (Evaluated::default(), BTreeSet::new());
    for (indicator, part) in indicators.iter().zip(parts) {
        all.values.extend(part.values);
        printed.extend(part.printed);
        if !part.gaps.is_empty() {
            all.gaps.insert(indicator.id.clone(), part.gaps);
        }
    }
    for row in printed {
        *all.used.entry(panel.source(panel.source_at(row)).to_string()).or_default() += 1;
    }
    Ok(all)
}

/// What one indicator gives.
struct OfIndicator {
    values: Vec<IndicatorValue>,
    gaps: BTreeMap<&'static str, usize>,
    /// The printed rows behind the values.
    printed: HashSet<u32>,
}

fn of_indicator(panel: &Panel, definitions: &Definitions, indicator: &Indicator) -> crate::error::Result<OfIndicator> {
    let rows = gather_rows(panel, definitions, indicator);
    let results = apply(&indicator.core, &rows, indicator)?;
    let bounds = rows.bounds(indicator);
    let (id, unit): (Arc<str>, Arc<str>) = (indicator.id.as_str().into(), indicator.unit_text.as_str().into());
    let areas: Vec<Arc<str>> = panel.areas.iter().map(|code| Arc::from(code.as_str())).collect();
    let coverage = coverage(&rows.leaves);
    let (mut gaps, mut printed) = (rows.gaps, HashSet::new());
    let mut values = Vec::with_capacity(rows.places.len());
    let said = rows.status.into_iter().zip(rows.notes).zip(rows.printed);
    let labelled = rows.places.into_iter().zip(results).zip(bounds).zip(said);
    for ((((area, period), result), bound), ((status, notes), behind)) in labelled {
        let Some(value) = result.filter(|value| value.is_finite()) else {
            *gaps.entry("no finite result").or_default() += 1;
            continue;
        };
        printed.extend(behind);
        values.push(IndicatorValue {
            indicator: id.clone(),
            coverage,
            ref_area: areas.get(area as usize).cloned().unwrap_or_default(),
            period,
            value,
            lower: bound.map(|bound| bound.lower.min(value)),
            upper: bound.map(|bound| bound.upper.max(value)),
            unit: unit.clone(),
            status,
            notes,
        });
    }
    Ok(OfIndicator { values, gaps, printed })
}

/// Whose accounts a formula is of; none where its series are of the area as a whole, or of several accounts.
fn coverage(leaves: &[Leaf]) -> Option<Coverage> {
    let first = leaves.first()?.coverage;
    first.filter(|_| leaves.iter().all(|leaf| leaf.coverage == first))
}

/// The areas an indicator is defined for, in code order: of the nation alone, of provinces and the areas below them, or of all.
pub fn areas_of(panel: &Panel, indicator: &Indicator) -> Vec<u32> {
    let fits = |code: &str| match indicator.areas {
        Scope::All => true,
        Scope::Nation => code == "CN",
        Scope::Province => code != "CN",
    };
    (0..panel.areas.len() as u32)
        .filter(|&area| panel.areas.get(area as usize).is_some_and(|code| fits(code)))
        .collect()
}

/// First and last period at which every leaf could have a figure.
pub fn span(panel: &Panel, area: u32, leaves: &[Leaf]) -> Option<(i32, i32)> {
    let mut span: Option<(i32, i32)> = None;
    for leaf in leaves {
        let Shift::Relative(by) = leaf.shift else { continue };
        let entries = panel.of_area(&leaf.series, area);
        let (Some(first), Some(last)) = (entries.first(), entries.last()) else { continue };
        let (first, last) = (first.period - by, last.period - by);
        span = Some(span.map_or((first, last), |(low, high)| (low.min(first), high.max(last))));
    }
    span
}

fn gather_rows(panel: &Panel, definitions: &Definitions, indicator: &Indicator) -> Rows {
    let leaves = leaves(&indicator.core);
    let mut rows = Rows {
        places: Vec::new(),
        figures: vec![Vec::new(); leaves.len()],
        halves: vec![Vec::new(); leaves.len()],
        printed: Vec::new(),
        status: Vec::new(),
        notes: Vec::new(),
        gaps: BTreeMap::new(),
        leaves,
    };
    let spliced = has_splice(&indicator.core);
    let always = Plan::at(&indicator.core, 0, &definitions.series);
    for area in areas_of(panel, indicator) {
        let Some((first, last)) = span(panel, area, &rows.leaves) else { continue };
        let bound = always.bind(panel, area);
        for period in first..=last {
            if spliced {
                let then = Plan::at(&indicator.core, period, &definitions.series);
                let selection = then.bind(panel, area).select(period);
                rows.add(panel, &then, selection, (area, period));
            } else {
                rows.add(panel, &always, bound.select(period), (area, period));
            }
        }
    }
    rows
}

impl Rows {
    fn add(&mut self, panel: &Panel, plan: &Plan, selection: Result<Selection, Gap>, place: (u32, i32)) {
        match selection {
            Ok(selection) => {
                for (at, (column, halves)) in self.figures.iter_mut().zip(&mut self.halves).enumerate() {
                    let entry = figure(self.leaves.get(at), at, plan, &selection);
                    column.push(entry.map(|entry| entry.value));
                    halves.push(entry.map_or(0.0, |entry| entry.half));
                }
                self.printed.push(selection.figures.iter().flat_map(|entry| panel.rows(entry)).copied().collect());
                self.places.push(place);
                self.status.push(selection.status());
                self.notes.push(selection.notes());
            }
            Err(Gap::Missing { .. }) => *self.gaps.entry("input missing").or_default() += 1,
            Err(Gap::Break { .. }) => *self.gaps.entry("definition break").or_default() += 1,
        }
    }

    /// What each row's value surely lies between, in the declared unit.
    fn bounds(&self, indicator: &Indicator) -> Vec<Option<Interval>> {
        let periods: BTreeSet<i32> = self.places.iter().map(|(_, period)| *period).collect();
        let column = |leaf: &&Leaf| self.leaves.iter().position(|other| other == *leaf).unwrap_or_default();
        let of_period = |period: i32| {
            let steps = Steps::at(&indicator.core, period);
            let columns: Vec<usize> = steps.leaves().iter().map(column).collect();
            (period, (steps, columns))
        };
        let written: HashMap<i32, (Steps, Vec<usize>)> = periods.into_iter().map(of_period).collect();
        let of_row = |row: usize| {
            let (steps, columns) = written.get(&self.places.get(row)?.1)?;
            let given = columns.iter().map(|&column| self.interval(column, row)).collect::<Option<Vec<Interval>>>()?;
            steps.enclose(&given)?.scaled(indicator.scale)
        };
        (0..self.places.len()).into_par_iter().map(of_row).collect()
    }

    fn interval(&self, column: usize, row: usize) -> Option<Interval> {
        let value = self.figures.get(column)?.get(row).copied().flatten()?;
        Some(Interval::around(value, half_unit(*self.halves.get(column)?.get(row)?)))
    }
}

/// The figure of a leaf; without a splice it stands at the leaf's own place.
fn figure<'s>(leaf: Option<&Leaf>, at: usize, plan: &Plan, selection: &'s Selection) -> Option<&'s Entry> {
    let at = match plan.leaves.get(at) == leaf {
        true => at,
        false => plan.leaves.iter().position(|other| Some(other) == leaf)?,
    };
    selection.figures.get(at)
}

/// Whether the leaves that count differ from period to period.
fn has_splice(core: &Core) -> bool {
    match core {
        Core::Number(_) | Core::Leaf(_) => false,
        Core::Negate(inner) | Core::Power(inner, _) => has_splice(inner),
        Core::Binary(_, left, right) => has_splice(left) || has_splice(right),
        Core::Splice { .. } => true,
    }
}

/// The formula as one polars expression over the gathered columns.
fn apply(core: &Core, rows: &Rows, indicator: &Indicator) -> crate::error::Result<Vec<Option<f64>>> {
    let doing = || say!("engine.evaluate", id = indicator.id);
    let mut columns = vec![Column::new("period".into(), rows.places.iter().map(|(_, p)| *p).collect::<Vec<i32>>())];
    columns.push(Column::new(ONE.into(), vec![1.0; rows.places.len()]));
    for (at, figures) in rows.figures.iter().enumerate() {
        columns.push(Column::new(leaf_name(at).as_str().into(), figures.as_slice()));
    }
    let frame = DataFrame::new(rows.places.len(), columns).map_err(Error::engine(doing()))?;
    let result = expression(core, &rows.leaves) * lit(indicator.scale);
    let frame = frame.lazy().select([result.alias("result")]).collect().map_err(Error::engine(doing()))?;
    let column = frame.column("result").map_err(Error::engine(doing()))?;
    let numbers = column.f64().map_err(Error::engine(doing()))?;
    match numbers.len() {
        1 if rows.places.len() != 1 => Ok(vec![numbers.get(0); rows.places.len()]),
        _ => Ok(numbers.iter().collect()),
    }
}

/// A column of ones.
const ONE: &str = "one";

fn leaf_name(at: usize) -> String {
    format!("leaf {at}")
}

fn expression(core: &Core, leaves: &[Leaf]) -> Expr {
    match core {
        Core::Number(number) => lit(*number),
        Core::Leaf(leaf) => col(leaf_name(leaves.iter().position(|other| other == leaf).unwrap_or_default())),
        Core::Negate(inner) => lit(-1.0) * expression(inner, leaves),
        Core::Power(base, exponent) => finite(base, leaves).pow(lit(*exponent)),
        Core::Binary(op, left, right) => {
            let left = expression(left, leaves);
            let right = if *op == Op::Divide { finite(right, leaves) } else { expression(right, leaves) };
            match op {
                Op::Add => left + right,
                Op::Subtract => left - right,
                Op::Multiply => left * right,
                Op::Divide => left / right,
            }
        }
        Core::Splice { at, shift, before, after, .. } => {
            let early = match shift {
                Shift::Relative(by) => (col("period") + lit(*by)).lt(lit(*at)),
                Shift::Absolute(year) => lit(year < at),
            };
            when(early).then(expression(before, leaves)).otherwise(expression(after, leaves))
        }
    }
}

/// Missing where it is no finite number: a quotient by infinity or a zeroth power would make a number of it again. A constant
/// stands in every row: polars multiplies by the rounded inverse of a single divisor, and the scalar evaluation divides.
fn finite(core: &Core, columns: &[Leaf]) -> Expr {
    let constant = leaves(core).is_empty();
    let plain = if constant { expression(core, columns) * col(ONE) } else { expression(core, columns) };
    match core {
        Core::Leaf(_) | Core::Number(_) => plain,
        _ => when(plain.clone().is_finite()).then(plain).otherwise(lit(Null {})),
    }
}
