//! Scalar evaluation: one formula at one area and period, over any vintage, every printed number an interval.
//!
//! In: a formula's tree, the panel, a place and a vintage rule. Out: the value, what it surely lies between, and the figures
//! chosen. Refuses what the bulk evaluation refuses: a missing figure and a definition break without a bridge.

use std::collections::BTreeMap;

use super::figures::Entry;
use super::panel::{Panel, Vintage};
use super::select::{Gap, Plan, Selection};
use crate::definitions::Series;
use crate::formula::enclosing::enclose;
use crate::formula::interval::Interval;
use crate::formula::{Core, Leaf, evaluate};

/// What a formula gives, in base units.
#[derive(Clone, Debug)]
pub struct Scalar {
    /// None where the arithmetic has no finite result.
    pub value: Option<f64>,
    /// None also where a divisor's interval holds zero, and so no bound is sure.
    pub interval: Option<Interval>,
    /// The leaves that count at the period, with the figure chosen for each in `selection`.
    pub leaves: Vec<Leaf>,
    pub selection: Selection,
}

impl Scalar {
    /// The figure chosen for a leaf.
    pub fn figure(&self, leaf: &Leaf) -> Option<&Entry> {
        self.leaves.iter().position(|other| other == leaf).and_then(|at| self.selection.figures.get(at))
    }
}

/// The formula at one area (by its number in the panel) and period, by the editions of a vintage rule.
pub fn at(
    core: &Core,
    catalogue: &BTreeMap<String, Series>,
    panel: &Panel,
    place: (u32, i32),
    vintage: Vintage,
) -> Result<Scalar, Gap> {
    with_readings(core, catalogue, panel, place, vintage, |entry| Some(entry.interval()))
}

/// The same with every chosen figure read by the caller, who may go back to the printed text.
pub fn with_readings(
    core: &Core,
    catalogue: &BTreeMap<String, Series>,
    panel: &Panel,
    (area, period): (u32, i32),
    vintage: Vintage,
    read: impl Fn(&Entry) -> Option<Interval>,
) -> Result<Scalar, Gap> {
    let plan = Plan::at(core, period, catalogue);
    let selection = plan.bind_seen(panel, area, vintage).select(period)?;
    let readings: Vec<Option<Interval>> = selection.figures.iter().map(read).collect();
    let mut reading = |leaf: &Leaf| {
        let at = plan.leaves.iter().position(|other| other == leaf)?;
        readings.get(at).copied().flatten()
    };
    let value = evaluate(core, &mut |leaf| reading(leaf).map(|found| found.value), period);
    let interval = enclose(core, &mut reading, period);
    Ok(Scalar { value, interval, leaves: plan.leaves, selection })
}

/// The editions that print a figure for some leaf of the formula at a period, the newest first.
pub fn editions(core: &Core, panel: &Panel, (area, period): (u32, i32)) -> Vec<u32> {
    let mut found: Vec<u32> = crate::formula::leaves_at(core, period)
        .iter()
        .flat_map(|leaf| panel.of_area(&leaf.series, area).of_period(leaf.shift.year(period)))
        .map(|entry| entry.edition)
        .collect();
    found.sort_unstable_by(|one, other| other.cmp(one));
    found.dedup();
    found
}
