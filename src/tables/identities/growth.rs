//! Growth and index columns. In: figures and lines. Out: laws by which a column headed as growth, change or index
//! belongs to two columns of levels in the same row, or to one column of levels over the year before.
//!
//! Evidence only: at least three equations hold, four fifths of all, and the rates differ among themselves. Growth in
//! comparable prices does not follow from the printed levels and so makes no law.

use super::judge::{Judgement, judge};
use super::lines::Lines;
use super::{Axis, Figures, Kind, Law};

/// Wider tables are not searched: pairs of columns grow with the square.
const MOST_COLUMNS: usize = 60;

pub fn laws(figures: &Figures, lines: &Lines, laws: &mut Vec<Law>) {
    for axis in [Axis::Columns, Axis::Rows] {
        if figures.lines(axis) > MOST_COLUMNS {
            continue;
        }
        let own = lines.on(axis);
        let is_level = |at: &usize| own.get(*at).is_some_and(|line| !line.growth || !line.rate);
        let levels: Vec<usize> = (0..own.len()).filter(is_level).collect();
        for (rate, _) in own.iter().enumerate().filter(|(_, line)| line.growth) {
            let levels: Vec<usize> = levels.iter().copied().filter(|&at| at != rate).collect();
            let found = pairs(figures, axis, rate, &levels);
            let found = found.or_else(|| over_the_row_before(figures, lines, axis, rate, &levels));
            laws.extend(found);
        }
    }
}

/// The two columns of levels near the rate which it belongs to.
fn pairs(figures: &Figures, axis: Axis, rate: usize, levels: &[usize]) -> Option<Law> {
    let near = |at: &&usize| rate.abs_diff(**at) <= 6;
    let near: Vec<usize> = levels.iter().filter(near).copied().collect();
    let mut best: Option<Law> = None;
    for &now in &near {
        for &before in near.iter().filter(|before| **before != now) {
            for kind in [Kind::Growth, Kind::Index] {
                let law = Law { axis, kind, lines: vec![rate, now, before], ..Law::default() };
                better(&mut best, test(figures, law));
            }
        }
    }
    best
}

/// Rows that name years in order, and a column of growth over the year before.
fn over_the_row_before(figures: &Figures, lines: &Lines, axis: Axis, rate: usize, levels: &[usize]) -> Option<Law> {
    let years: Vec<Option<i32>> = lines.across(axis).iter().map(|line| line.year).collect();
    let follow = years.windows(2).filter(|pair| matches!(pair, [Some(a), Some(b)] if *b == a + 1)).count();
    if axis != Axis::Columns || follow + 1 < years.len() || years.len() < 4 {
        return None;
    }
    let mut best: Option<Law> = None;
    for &level in levels {
        let law = Law { axis, kind: Kind::GrowthOverTheRowBefore, lines: vec![rate, level], ..Law::default() };
        better(&mut best, test(figures, law));
    }
    best
}

fn better(best: &mut Option<Law>, new: Option<Law>) {
    let held = |law: &Option<Law>| law.as_ref().map_or(0, |law| law.held);
    if held(&new) > held(best) {
        *best = new;
    }
}

fn test(figures: &Figures, mut law: Law) -> Option<Law> {
    let mut rates: Vec<f64> = Vec::new();
    for crossing in 0..figures.crossings(law.axis) {
        match judge(figures, &law, crossing, None) {
            Judgement::Held | Judgement::Rounding => {
                (law.tested, law.held) = (law.tested + 1, law.held + 1);
                rates.extend(law.lines.first().map(|&rate| figures.value(figures.place(law.axis, rate, crossing))));
            }
            Judgement::Off { .. } => law.tested += 1,
            _ => {}
        }
        if law.tested - law.held > 2 + law.held {
            return None;
        }
    }
    rates.sort_by(f64::total_cmp);
    rates.dedup();
    (rates.len() >= 3 && law.held * 5 >= law.tested * 4).then_some(law)
}
