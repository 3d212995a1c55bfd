//! Bulk evaluation: one indicator over many areas and periods at once, in columns.
//!
//! In: the panel, an indicator and some of its areas. Out: a block of values in the order of area and period, and why others are
//! absent. Refuses nothing: missing stays missing, and a result that is no finite number is missing.

use std::collections::BTreeMap;
use std::sync::Arc;

use super::figures::{Status, half_unit};
use super::panel::Panel;
use super::places::{Found, Group, Prepared, Side, Walk, groups};
use super::select::{Gap, Selection};
use super::{IndicatorValue, select};
use crate::formula::Coverage;
use crate::formula::columns::{self, Column};
use crate::formula::interval::Interval;

/// Values of one indicator in the order of area and period, as columns of one length.
#[derive(Clone, Debug, Default)]
pub struct Block {
    /// Its position among those asked for.
    pub indicator: usize,
    /// Whose accounts; none for the area as a whole.
    pub coverage: Option<Coverage>,
    /// Positions in the panel.
    pub areas: Vec<u32>,
    pub periods: Vec<i32>,
    /// In the indicator's declared unit, none of them NaN; ends are NaN where a divisor may be zero.
    pub values: Column,
    pub status: Vec<Status>,
    /// Positions in `said`.
    pub notes: Vec<u32>,
    /// What a reader of a value must know; the first is nothing.
    pub said: Vec<Vec<String>>,
    /// How many values have a year that no table prints.
    pub by_name: usize,
    /// How many places have no value, by reason.
    pub gaps: BTreeMap<&'static str, usize>,
    /// The printed rows behind the values, where they are asked for; a row may stand several times.
    pub printed: Vec<u32>,
}

impl Block {
    pub fn len(&self) -> usize {
        self.periods.len()
    }

    pub fn is_empty(&self) -> bool {
        self.periods.is_empty()
    }

    /// One value with all that is known of it; `indicator`, `area` and `unit` by their names.
    pub fn row(&self, at: usize, (indicator, area, unit): (&str, &str, &str)) -> IndicatorValue {
        let end = |end: f64| Some(end).filter(|end| !end.is_nan());
        IndicatorValue {
            indicator: Arc::from(indicator),
            ref_area: Arc::from(area),
            coverage: self.coverage,
            period: self.periods[at],
            value: self.values.value[at],
            lower: end(self.values.lower[at]),
            upper: end(self.values.upper[at]),
            unit: Arc::from(unit),
            status: self.status[at],
            notes: self.said[self.notes[at] as usize].clone(),
        }
    }

    fn gap(&mut self, why: &'static str) {
        *self.gaps.entry(why).or_default() += 1;
    }

    fn note(&mut self, said: Vec<String>) -> u32 {
        let last = self.notes.last().copied().unwrap_or_default();
        if said.is_empty() || self.said[last as usize] == said {
            return if said.is_empty() { 0 } else { last };
        }
        self.said.push(said);
        self.said.len() as u32 - 1
    }
}

/// The figures of the leaves of one side, in columns.
struct Leaves {
    columns: Vec<Column>,
    /// The rows of the figures, where they are asked for.
    rows: Vec<Vec<u32>>,
    /// The places in the block that they are of.
    places: Vec<u32>,
}

/// An indicator with what is known of the panel's printings.
pub(super) struct Task<'a> {
    pub at: usize,
    pub prepared: Prepared<'a>,
    groups: Vec<Vec<Group>>,
    /// Whether the rows behind the values are wanted.
    with_rows: bool,
}

impl<'a> Task<'a> {
    pub fn new(at: usize, prepared: Prepared<'a>, panel: &Panel, with_rows: bool) -> Task<'a> {
        let groups = prepared.sides.iter().map(|side| groups(&side.plan, panel)).collect();
        Task { at, prepared, groups, with_rows }
    }

    /// The indicator in some areas.
    pub fn block(&self, panel: &Panel, areas: &[u32]) -> Block {
        let mut block =
            Block { indicator: self.at, coverage: self.prepared.coverage, said: vec![Vec::new()], ..Block::default() };
        let empty = |side: &Side| Leaves {
            columns: vec![Column::default(); side.plan.leaves.len()],
            rows: vec![Vec::new(); side.plan.leaves.len()],
            places: Vec::new(),
        };
        let mut leaves: Vec<Leaves> = self.prepared.sides.iter().map(empty).collect();
        for &area in areas {
            self.gather(panel, area, &mut leaves, &mut block);
        }
        self.compute(panel, leaves, &mut block);
        block
    }

    fn gather(&self, panel: &Panel, area: u32, leaves: &mut [Leaves], block: &mut Block) {
        let Some((first, last)) = self.prepared.span(panel, area) else { return };
        let mut on: Option<(usize, Walk)> = None;
        for period in first..=last {
            let number = self.prepared.side(period);
            if on.as_ref().is_none_or(|(side, _)| *side != number) {
                let walk = Walk::new(&self.prepared.sides[number].plan, &self.groups[number], panel, area);
                on = Some((number, walk));
            }
            let (Some((_, walk)), Some(leaves)) = (&mut on, leaves.get_mut(number)) else { continue };
            match walk.look(period) {
                Found::Missing => block.gap("input missing"),
                Found::Break => block.gap("definition break"),
                Found::All => {
                    let said = select::notes_of_bridges(&self.prepared.sides[number].plan.bridges);
                    self.take_found(walk, leaves, block);
                    block.add((area, period), walk.status(), said);
                }
                Found::Unsure => match walk.bound.select(period) {
                    Err(Gap::Missing { .. }) => block.gap("input missing"),
                    Err(Gap::Break { .. }) => block.gap("definition break"),
                    Ok(selection) => {
                        self.take_selected(&selection, leaves, block);
                        block.add((area, period), selection.status(), selection.notes());
                    }
                },
            }
        }
    }

    fn take_found(&self, walk: &Walk, leaves: &mut Leaves, block: &Block) {
        leaves.places.push(block.len() as u32);
        for (members, of_area) in walk.members() {
            for &leaf in members {
                let at = walk.found[leaf];
                let half = of_area.known[of_area.printings[at] as usize].half;
                leaves.columns[leaf].push(Interval::around(of_area.values[at], half_unit(half)));
                if self.with_rows {
                    leaves.rows[leaf].push(of_area.rows[at]);
                }
            }
        }
    }

    fn take_selected(&self, selection: &Selection, leaves: &mut Leaves, block: &Block) {
        leaves.places.push(block.len() as u32);
        for (leaf, entry) in selection.figures.iter().enumerate() {
            leaves.columns[leaf].push(entry.interval());
            if self.with_rows {
                leaves.rows[leaf].push(entry.row);
            }
        }
    }

    /// The formula over the columns; rows without a finite result go.
    fn compute(&self, panel: &Panel, leaves: Vec<Leaves>, block: &mut Block) {
        block.values = Column::filled(block.len());
        for (side, of_side) in self.prepared.sides.iter().zip(&leaves) {
            let scale = self.prepared.indicator.scale;
            let found = columns::compute(&side.steps, &of_side.columns, of_side.places.len(), scale);
            if leaves.len() == 1 {
                block.values = found;
            } else {
                block.values.scatter(&found, &of_side.places);
            }
        }
        for of_side in &leaves {
            for (at, &place) in of_side.places.iter().enumerate().filter(|_| self.with_rows) {
                if !block.values.value[place as usize].is_nan() {
                    let rows = of_side.rows.iter().filter_map(|rows| rows.get(at));
                    block.printed.extend(rows.flat_map(|row| panel.rows(row)));
                }
            }
        }
        block.drop_absent();
    }
}

impl Block {
    fn add(&mut self, (area, period): (u32, i32), status: Status, said: Vec<String>) {
        self.areas.push(area);
        self.periods.push(period);
        self.status.push(status);
        let note = self.note(said);
        self.notes.push(note);
    }

    /// Rows without a value go, and are counted.
    fn drop_absent(&mut self) {
        let stays: Vec<bool> = self.values.value.iter().map(|value| !value.is_nan()).collect();
        let absent = stays.iter().filter(|stays| !**stays).count();
        if absent > 0 {
            *self.gaps.entry("no finite result").or_default() += absent;
            keep(&mut self.areas, &stays);
            keep(&mut self.periods, &stays);
            keep(&mut self.status, &stays);
            keep(&mut self.notes, &stays);
            keep(&mut self.values.lower, &stays);
            keep(&mut self.values.value, &stays);
            keep(&mut self.values.upper, &stays);
        }
        let of_name: Vec<bool> =
            self.said.iter().map(|said| said.iter().any(|note| select::is_of_name(note))).collect();
        self.by_name = self.notes.iter().filter(|note| of_name[**note as usize]).count();
    }
}

fn keep<T>(column: &mut Vec<T>, stays: &[bool]) {
    let mut stays = stays.iter();
    column.retain(|_| stays.next().copied().unwrap_or_default());
}
