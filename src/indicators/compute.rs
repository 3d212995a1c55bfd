//! Computing: every indicator over the panel, one after the other, each handed on as soon as it is there.
//!
//! In: the panel, indicators and windows. Out: blocks of values in the order of indicator, area and period; trends; why other
//! values are absent. Refuses nothing. A series is let go when the last indicator that needs it is done.

use std::collections::{BTreeMap, HashMap};

use rayon::prelude::*;

use super::bulk::{Block, Task};
use super::panel::Panel;
use super::places::Prepared;
use super::windows::{Trend, over_windows};
use crate::definitions::{Definitions, Indicator};
use crate::error::Result;

/// So many values are computed by one thread at once, about.
const AT_ONCE: usize = 1 << 13;

/// What the values of one indicator come to.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Count {
    pub values: usize,
    /// How many have a year that no table prints.
    pub by_name: usize,
    /// How many places have none, by reason.
    pub gaps: BTreeMap<&'static str, usize>,
}

/// What a run over all indicators comes to.
#[derive(Clone, Debug, Default)]
pub struct Evaluated {
    pub counts: BTreeMap<String, Count>,
    /// How many areas have a value.
    pub areas: usize,
    /// How many printed figures of each source stand behind the values, where that is asked.
    pub used: BTreeMap<String, usize>,
    pub trends: Vec<Trend>,
}

impl Evaluated {
    pub fn values(&self) -> usize {
        self.counts.values().map(|count| count.values).sum()
    }
}

/// What is asked of the indicators.
pub struct Asked<'a> {
    pub definitions: &'a Definitions,
    pub indicators: &'a [&'a Indicator],
    /// First and last year of each window of trends.
    pub windows: &'a [(i32, i32)],
    /// Whether the figures behind the values are to be counted by source.
    pub with_sources: bool,
}

/// Computes the indicators; what `take` is given does not depend on the number of threads.
pub fn compute(mut panel: Panel, asked: &Asked, take: &mut dyn FnMut(Block) -> Result<()>) -> Result<Evaluated> {
    let mut evaluated = Evaluated::default();
    let mut seen = Seen { areas: vec![false; panel.areas.len()], rows: Vec::new() };
    let last_uses = last_uses(asked.indicators);
    let mut start = 0;
    while start < asked.indicators.len() {
        let (tasks, parts) = wave(&panel, asked, start);
        let blocks: Vec<Block> = parts.par_iter().map(|(task, areas)| tasks[*task].block(&panel, areas)).collect();
        let end = start + tasks.len();
        for block in blocks {
            let indicator = asked.indicators[block.indicator];
            let count = evaluated.counts.entry(indicator.id.clone()).or_default();
            count.values += block.len();
            count.by_name += block.by_name;
            block.gaps.iter().for_each(|(why, gaps)| *count.gaps.entry(why).or_default() += gaps);
            seen.add(&block);
            take(block)?;
        }
        if !asked.windows.is_empty() {
            let trends =
                tasks.iter().map(|task| over_windows(&panel, asked.definitions, &task.prepared, asked.windows));
            evaluated.trends.extend(trends.flatten());
        }
        drop(tasks);
        panel.series.retain(|series, _| last_uses.get(series.as_str()).is_some_and(|last| *last >= end));
        start = end;
    }
    evaluated.areas = seen.areas.iter().filter(|seen| **seen).count();
    evaluated.used = seen.sources(&panel);
    Ok(evaluated)
}

/// Which of the indicators needs each series last.
fn last_uses<'a>(indicators: &'a [&Indicator]) -> HashMap<String, usize> {
    let uses = |(at, indicator): (usize, &&'a Indicator)| {
        crate::formula::leaves(&indicator.core).into_iter().map(move |leaf| (leaf.series, at))
    };
    indicators.iter().enumerate().flat_map(uses).collect()
}

/// The next indicators that together are work enough for all threads, and the areas that each piece of it is of.
fn wave<'a>(panel: &Panel, asked: &Asked<'a>, start: usize) -> (Vec<Task<'a>>, Vec<(usize, Vec<u32>)>) {
    let enough = 4 * rayon::current_num_threads();
    let (mut tasks, mut parts): (Vec<Task>, Vec<(usize, Vec<u32>)>) = (Vec::new(), Vec::new());
    for (at, indicator) in asked.indicators.iter().enumerate().skip(start) {
        if parts.len() >= enough {
            break;
        }
        let prepared = Prepared::new(indicator, asked.definitions);
        let (mut piece, mut rows) = (Vec::new(), 0);
        for area in prepared.areas(panel) {
            let Some((first, last)) = prepared.span(panel, area) else { continue };
            piece.push(area);
            rows += (i64::from(last) - i64::from(first)) as usize + 1;
            if rows >= AT_ONCE {
                parts.push((tasks.len(), std::mem::take(&mut piece)));
                rows = 0;
            }
        }
        if !piece.is_empty() {
            parts.push((tasks.len(), piece));
        }
        tasks.push(Task::new(at, prepared, panel, asked.with_sources));
    }
    (tasks, parts)
}

/// What has been seen of areas and rows.
struct Seen {
    areas: Vec<bool>,
    /// One bit a row.
    rows: Vec<u64>,
}

impl Seen {
    fn add(&mut self, block: &Block) {
        block.areas.iter().for_each(|&area| self.areas[area as usize] = true);
        for &row in &block.printed {
            let (word, bit) = (row as usize / 64, row % 64);
            if self.rows.len() <= word {
                self.rows.resize(word + 1, 0);
            }
            self.rows[word] |= 1 << bit;
        }
    }

    /// How many of the rows seen are of each source.
    fn sources(&self, panel: &Panel) -> BTreeMap<String, usize> {
        let mut counts = BTreeMap::new();
        for (at, &word) in self.rows.iter().enumerate().filter(|(_, word)| **word != 0) {
            for bit in (0..64).filter(|bit| word >> bit & 1 == 1) {
                let source = panel.source(panel.source_at(at as u32 * 64 + bit));
                match counts.get_mut(source) {
                    Some(count) => *count += 1,
                    None => drop(counts.insert(source.to_string(), 1)),
                }
            }
        }
        counts
    }
}
