//! Which one cell explains a violation. In: violations. Out: those that the change of one cell repairs get it, provided
//! that every equation through that cell then holds and no other cell explains as many; where several do, their number.

use super::figures::half_unit;
use super::judge::{Instead, Judgement, crossings_through, judge, places};
use super::readings::{self, Reading};
use super::{Class, Figures, Kind, Law, Repair, Violation};
use crate::tables::Table;

/// Tables with more violations than this are misread, or their law is none.
const MOST_VIOLATIONS: usize = 400;

/// Readings that chance alone may be expected to offer, for one equation to name a cell.
const MOST_CHANCE: f64 = 0.15;
/// The same for two equations of different laws that one change repairs.
const MOST_CHANCE_TWICE: f64 = 2.0;
/// The same among the readings of the one cell in which two equations meet.
const MOST_CHANCE_OF_ONE: f64 = 0.3;

pub fn explain(figures: &Figures, table: &Table, laws: &[Law], violations: &mut [Violation]) {
    let open = violations.iter().filter(|violation| violation.class == Class::Unexplained).count();
    if open > MOST_VIOLATIONS {
        return;
    }
    for violation in violations.iter_mut().filter(|violation| violation.class == Class::Unexplained) {
        let Some(law) = laws.get(violation.law) else { continue };
        if !violation.missing.is_empty() {
            continue;
        }
        let found: Vec<Repair> = places(figures, law, violation.crossing)
            .into_iter()
            .filter_map(|place| repair(figures, table, laws, (law, violation), place))
            .collect();
        let most = found.iter().map(|repair| repair.equations).max().unwrap_or(0);
        let mut best = found.into_iter().filter(|repair| repair.equations == most);
        if let Some(first) = best.next() {
            violation.suspects = 1 + best.count();
            if violation.suspects == 1
                && (is_telling(figures, table, law, violation, first.equations)
                    || is_exact_twice(figures, table, law, violation, &first))
            {
                violation.class = Class::Slip;
                violation.repair = Some(first);
            }
        }
    }
}

/// Whether chance would seldom offer a change of this size: the readings of all members that move a cell about as far,
/// times the share of that range which the tolerance leaves open.
fn is_telling(figures: &Figures, table: &Table, law: &Law, violation: &Violation, equations: usize) -> bool {
    let distance = violation.difference.abs();
    let mut near = 0usize;
    let members = places(figures, law, violation.crossing);
    let finest = finest(figures, table, &members);
    for place in members {
        let Some(cell) = figures.cell(place).and_then(|at| table.cells.get(at)) else { continue };
        let Some(printed) = cell.value else { continue };
        let as_far = |reading: &Reading| (0.5..=2.0).contains(&((reading.value - printed).abs() / distance));
        near += readings::near_in(printed, cell.decimals, finest).iter().filter(|reading| as_far(reading)).count();
    }
    let chance = near as f64 * 2.0 * violation.tolerance / (1.5 * distance);
    chance <= if equations > 1 { MOST_CHANCE_TWICE } else { MOST_CHANCE }
}

/// Where two equations are off by as much, the cell in which they meet is at fault: whether its reading meets this one to
/// the last digit, and chance would seldom offer one of its readings that does.
fn is_exact_twice(figures: &Figures, table: &Table, law: &Law, violation: &Violation, repair: &Repair) -> bool {
    let Some(cell) = table.cells.get(repair.cell).filter(|_| repair.equations > 1) else { return false };
    let Some(printed) = cell.value else { return false };
    let finest = finest(figures, table, &places(figures, law, violation.crossing));
    let place = cell.row * figures.columns + cell.column;
    let instead = Instead { place, value: repair.value, half: half_unit(repair.value, repair.decimals) };
    let distance = violation.difference.abs();
    let as_far = |reading: &Reading| (0.5..=2.0).contains(&((reading.value - printed).abs() / distance));
    let near = readings::near_in(printed, cell.decimals, finest).iter().filter(|reading| as_far(reading)).count();
    let chance = near as f64 * 2.0 * half_unit(0.0, finest) / (1.5 * distance);
    judge(figures, law, violation.crossing, Some(instead)) == Judgement::Held && chance <= MOST_CHANCE_OF_ONE
}

/// The one reading of a cell that repairs this equation and breaks none.
fn repair(figures: &Figures, table: &Table, laws: &[Law], at: (&Law, &Violation), place: usize) -> Option<Repair> {
    let index = figures.cell(place)?;
    let cell = table.cells.get(index)?;
    let printed = cell.value?;
    let mut good: Vec<(Reading, usize)> = Vec::new();
    let mut exact: Vec<(Reading, usize)> = Vec::new();
    let (law, violation) = at;
    let members = places(figures, law, violation.crossing);
    let others = members.iter().filter(|other| **other != place);
    let coarsest = others.map(|&other| figures.half(other)).fold(0.0, f64::max);
    let is_total = members.first() == Some(&place);
    for reading in readings::near_in(printed, cell.decimals, finest(figures, table, &members)) {
        let moved = if is_total { reading.value - printed } else { printed - reading.value };
        if law.kind == Kind::Sum && (violation.difference + moved).abs() > violation.tolerance + coarsest {
            continue;
        }
        let half = half_unit(reading.value, reading.decimals).min(coarsest);
        let instead = Instead { place, value: reading.value, half };
        let judged = judge(figures, law, violation.crossing, Some(instead));
        if !holds(&judged) {
            continue;
        }
        if let Some(equations) = repaired(figures, laws, instead) {
            good.push((reading, equations));
            exact.extend((judged == Judgement::Held).then_some((reading, equations)));
        }
    }
    let (Reading { value, decimals, change }, equations) = only(&good).or_else(|| only(&exact))?;
    Some(Repair { cell: index, value, decimals, change, equations })
}

/// The first reading, where all come to the same value.
fn only(found: &[(Reading, usize)]) -> Option<(Reading, usize)> {
    let (first, equations) = *found.first()?;
    let same = found.iter().all(|(other, _)| (other.value - first.value).abs() <= first.value.abs() * 1e-12);
    same.then_some((first, equations))
}

/// Most digits that a member of an equation prints after the point.
fn finest(figures: &Figures, table: &Table, members: &[usize]) -> u8 {
    let cells = members.iter().filter_map(|&place| figures.cell(place)).filter_map(|at| table.cells.get(at));
    cells.filter(|cell| cell.value.is_some()).map(|cell| cell.decimals).max().unwrap_or(0)
}

/// Equations through a place that fail as printed and hold when it is read otherwise; `None` where one is broken by it.
fn repaired(figures: &Figures, laws: &[Law], instead: Instead) -> Option<usize> {
    let mut repaired = 0;
    for law in laws {
        for crossing in crossings_through(figures, law, instead.place) {
            let before = judge(figures, law, crossing, None);
            let after = judge(figures, law, crossing, Some(instead));
            let failed = matches!(before, Judgement::Off { .. });
            if matches!(after, Judgement::Off { .. }) && (failed || law.kind != Kind::Part)
                || (holds(&before) && !holds(&after))
            {
                return None;
            }
            repaired += usize::from(failed && holds(&after));
        }
    }
    Some(repaired)
}

fn holds(judgement: &Judgement) -> bool {
    matches!(judgement, Judgement::Held | Judgement::Rounding)
}
