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
            .filter_map(|place| repair(figures, table, laws, (law, violation.crossing), place))
            .collect();
        let most = found.iter().map(|repair| repair.equations).max().unwrap_or(0);
        let mut best = found.into_iter().filter(|repair| repair.equations == most);
        if let Some(first) = best.next() {
            violation.suspects = 1 + best.count();
            if violation.suspects == 1 && (first.equations > 1 || is_telling(figures, table, law, violation)) {
                violation.class = Class::Slip;
                violation.repair = Some(first);
            }
        }
    }
}

/// Whether chance would seldom offer a change of this size: the readings of all members that move a cell about as far,
/// times the share of that range which the tolerance leaves open.
fn is_telling(figures: &Figures, table: &Table, law: &Law, violation: &Violation) -> bool {
    let distance = violation.difference.abs();
    let mut near = 0usize;
    for place in places(figures, law, violation.crossing) {
        let Some(cell) = figures.cell(place).and_then(|at| table.cells.get(at)) else { continue };
        let Some(printed) = cell.value else { continue };
        let as_far = |reading: &Reading| (0.5..=2.0).contains(&((reading.value - printed).abs() / distance));
        near += readings::near(printed, cell.decimals).iter().filter(|reading| as_far(reading)).count();
    }
    near as f64 * 2.0 * violation.tolerance <= MOST_CHANCE * 1.5 * distance
}

/// The one reading of a cell that repairs this equation and breaks none.
fn repair(figures: &Figures, table: &Table, laws: &[Law], at: (&Law, usize), place: usize) -> Option<Repair> {
    let index = figures.cell(place)?;
    let cell = table.cells.get(index)?;
    let printed = cell.value?;
    let mut good: Vec<(Reading, usize)> = Vec::new();
    let others = places(figures, at.0, at.1).into_iter().filter(|other| *other != place);
    let coarsest = others.map(|other| figures.half(other)).fold(0.0, f64::max);
    for reading in readings::near(printed, cell.decimals) {
        let half = half_unit(reading.value, reading.decimals).min(coarsest);
        let instead = Instead { place, value: reading.value, half };
        if !holds(&judge(figures, at.0, at.1, Some(instead))) {
            continue;
        }
        if let Some(equations) = repaired(figures, laws, instead) {
            good.push((reading, equations));
        }
    }
    let (first, equations) = *good.first()?;
    let same = good.iter().all(|(other, _)| (other.value - first.value).abs() <= first.value.abs() * 1e-12);
    let Reading { value, decimals, change } = first;
    same.then_some(Repair { cell: index, value, decimals, change, equations })
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
