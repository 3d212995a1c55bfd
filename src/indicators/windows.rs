//! Trends over stated windows, cut at definition breaks, each window of a series from one edition.
//!
//! In: the panel, indicators and windows. Out: one `Trend` for each statistic, in a fixed order.
//! Refuses windows with fewer than four values.

use std::collections::{BTreeMap, BTreeSet};

use rayon::prelude::*;

use super::figures::{Entry, Status};
use super::panel::Panel;
use super::places::Prepared;
use super::select::{Bound, Plan};
use super::trends;
use crate::definitions::Definitions;
use crate::formula::{Leaf, Shift, evaluate};
use crate::units::Kind;

const FEWEST: usize = 4;

/// One row of `trends.parquet`.
#[derive(Clone, Debug, PartialEq)]
pub struct Trend {
    pub indicator: String,
    pub ref_area: String,
    /// First and last period with a value inside the window.
    pub first: i32,
    pub last: i32,
    pub n: usize,
    pub method: &'static str,
    pub statistic: &'static str,
    pub value: f64,
    pub std_error: Option<f64>,
    pub p_value: Option<f64>,
    pub status: Status,
    pub notes: Vec<String>,
}

/// Trends of an indicator in every area over every window; a window cut twice to the same span appears once.
pub(super) fn over_windows(
    panel: &Panel,
    definitions: &Definitions,
    prepared: &Prepared,
    windows: &[(i32, i32)],
) -> Vec<Trend> {
    let of_area = |area: u32| Place { panel, definitions, prepared, area }.trends(windows);
    let found: Vec<Vec<Trend>> = prepared.areas(panel).into_par_iter().map(of_area).collect();
    found.into_iter().flatten().collect()
}

struct Place<'a> {
    panel: &'a Panel,
    definitions: &'a Definitions,
    prepared: &'a Prepared<'a>,
    area: u32,
}

impl Place<'_> {
    fn trends(&self, windows: &[(i32, i32)]) -> Vec<Trend> {
        let Some((first, last)) = self.prepared.span(self.panel, self.area) else { return Vec::new() };
        let bound: Vec<Bound> = self.prepared.sides.iter().map(|side| side.plan.bind(self.panel, self.area)).collect();
        let asked = |period: &i32| windows.iter().any(|(from, to)| (from..=to).contains(&period));
        let has_value = |period: &i32| bound[self.prepared.side(*period)].select(*period).is_ok();
        let known: Vec<i32> = (first..=last).filter(asked).filter(has_value).collect();
        let mut segments = BTreeSet::new();
        for &(from, to) in windows {
            let inside: Vec<i32> = known.iter().copied().filter(|period| (from..=to).contains(period)).collect();
            segments.extend(self.cut(&inside));
        }
        segments.iter().filter(|periods| periods.len() >= FEWEST).flat_map(|periods| self.of_segment(periods)).collect()
    }

    fn plan(&self, period: i32) -> &Plan<'_> {
        &self.prepared.sides[self.prepared.side(period)].plan
    }

    /// The periods in runs that no definition break divides.
    fn cut(&self, periods: &[i32]) -> Vec<Vec<i32>> {
        let mut uses: BTreeMap<String, BTreeSet<i32>> = BTreeMap::new();
        for leaf in self.wanted(periods).0 {
            uses.entry(leaf.series).or_default().insert(leaf.shift.year(0));
        }
        let mut turns = BTreeSet::new();
        for (series, at) in &uses {
            let breaks = self.definitions.series.get(series).map(|s| s.breaks.as_slice()).unwrap_or_default();
            let divides = |turn: i32| at.iter().any(|&p| p < turn) && at.iter().any(|&p| p >= turn);
            turns.extend(breaks.iter().filter(|b| b.stops && divides(b.at)).map(|b| b.at));
        }
        let mut runs: Vec<Vec<i32>> = vec![Vec::new()];
        for &period in periods {
            let turned = |last: i32| turns.iter().any(|&turn| last < turn && turn <= period);
            if runs.last().and_then(|run| run.last()).is_some_and(|&last| turned(last)) {
                runs.push(Vec::new());
            }
            if let Some(run) = runs.last_mut() {
                run.push(period);
            }
        }
        runs
    }

    /// Whether the values are shares, rates or points, whose own changes are read in points.
    fn rate(&self) -> bool {
        matches!(self.prepared.indicator.unit.kind, Kind::Ratio | Kind::Points)
    }

    /// Every leaf of a run of periods, each at its own year, and the bridges stood on.
    fn wanted(&self, periods: &[i32]) -> (Vec<Leaf>, Vec<String>) {
        let (mut leaves, mut bridges) = (BTreeSet::new(), BTreeSet::new());
        for &period in periods {
            let plan = self.plan(period);
            bridges.extend(plan.bridges.iter().cloned());
            leaves.extend(plan.leaves.iter().map(|leaf| at_year(leaf, period)));
        }
        (leaves.into_iter().collect(), bridges.into_iter().collect())
    }

    fn of_segment(&self, periods: &[i32]) -> Vec<Trend> {
        let (leaves, bridges) = self.wanted(periods);
        let plan = Plan::of(leaves, bridges, &self.definitions.series);
        let Ok(selection) = plan.bind(self.panel, self.area).select(0) else { return Vec::new() };
        let figures: BTreeMap<&Leaf, Entry> = plan.leaves.iter().zip(selection.figures.iter().copied()).collect();
        let value_at = |period: i32| {
            let mut figure = |leaf: &Leaf| figures.get(&at_year(leaf, period)).map(|entry| entry.value);
            evaluate(&self.prepared.indicator.core, &mut figure, period)
                .map(|value| value * self.prepared.indicator.scale)
        };
        let points: Vec<(i32, f64)> = periods.iter().filter_map(|&p| value_at(p).map(|value| (p, value))).collect();
        let (Some(first), Some(last)) = (points.first(), points.last()) else { return Vec::new() };
        let row = |statistic: trends::Statistic| Trend {
            indicator: self.prepared.indicator.id.clone(),
            ref_area: self.panel.areas.get(self.area as usize).cloned().unwrap_or_default(),
            first: first.0,
            last: last.0,
            n: points.len(),
            method: statistic.method,
            statistic: statistic.statistic,
            value: statistic.value,
            std_error: statistic.std_error,
            p_value: statistic.p_value,
            status: selection.status(),
            notes: selection.notes(),
        };
        trends::of(&points, self.rate()).into_iter().map(row).collect()
    }
}

/// The leaf with the year it looks at written in.
fn at_year(leaf: &Leaf, period: i32) -> Leaf {
    Leaf { shift: Shift::Absolute(leaf.shift.year(period)), ..leaf.clone() }
}
