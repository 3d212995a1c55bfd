//! Joining: the parts of a file into one panel, in one fixed order.
//!
//! In: parts in file order. Out: a `Panel`: areas and editions under their final numbers, each series in columns by area.
//! Refuses nothing. Nothing is sorted that already stands in order: the rows of a part go to their areas one after the other,
//! and only an area whose years, editions or digits then stand in another order than the best first is put right.

use std::collections::BTreeMap;
use std::sync::Arc;

use rayon::prelude::*;

use super::coded::NONE;
use super::figures::{Edition, Figures, Printing, Printings};
use super::gather::{EditionKey, Gathered, Part};
use super::panel::Panel;
use crate::store::{date_of, day_of};

/// What is common to all series.
struct Common {
    /// By part and code: the number of the area.
    areas: Vec<Vec<u32>>,
    area_count: usize,
    /// By part: the number of each printing.
    printings: Vec<Vec<u32>>,
    known: Arc<[Printing]>,
    /// Where a printing stands among the others of its area and year; the same for those that only their rows tell apart.
    places: Vec<u32>,
}

/// The panel of the parts.
pub(super) fn panel(mut parts: Vec<Part>) -> Panel {
    let mut panel = Panel { areas: areas(&parts), editions: editions(&parts), ..Panel::default() };
    let common = common(&parts, &panel);
    let mut series: BTreeMap<String, Vec<(usize, Gathered)>> = BTreeMap::new();
    for (at, part) in parts.iter_mut().enumerate() {
        for (name, gathered) in std::mem::take(&mut part.series) {
            if !gathered.periods.is_empty() {
                series.entry(name).or_default().push((at, gathered));
            }
        }
        let source = |(row, word): &(u32, u32)| (*row, part.words.word(*word).unwrap_or_default().to_string());
        panel.sources.extend(part.sources.iter().map(source));
        part.unusable.iter().for_each(|(lack, count)| *panel.unusable.entry(lack).or_default() += count);
    }
    let placed = series.into_par_iter().map(|(name, gathered)| (name, figures(gathered, &common)));
    panel.series = placed.collect();
    panel
}

fn areas(parts: &[Part]) -> Vec<String> {
    let of_part = |part: &Part| -> Vec<String> {
        let words = part.words.all().iter().zip(&part.is_area);
        words.filter(|(_, is_area)| **is_area).map(|(word, _)| word.to_string()).collect()
    };
    let mut all: Vec<String> = parts.iter().flat_map(of_part).collect();
    all.sort_unstable();
    all.dedup();
    all
}

/// The best last: dated above undated, then newer above older.
fn editions(parts: &[Part]) -> Vec<Edition> {
    let mut all: BTreeMap<&EditionKey, i32> = BTreeMap::new();
    for (key, last) in parts.iter().flat_map(|part| &part.editions) {
        let known = all.entry(key).or_insert(*last);
        *known = (*known).max(*last);
    }
    let edition = |(key, last_year): (&EditionKey, i32)| Edition {
        date: key.1.and_then(date_of),
        last_year,
        name: key.0.clone(),
    };
    let mut editions: Vec<Edition> = all.into_iter().map(edition).collect();
    editions.sort();
    editions
}

fn common(parts: &[Part], panel: &Panel) -> Common {
    let number = |key: &EditionKey| {
        let same = |edition: &Edition| edition.name == key.0 && edition.date.map(day_of) == key.1;
        panel.editions.iter().position(same).unwrap_or_default() as u32
    };
    let area = |(word, is_area): (&Arc<str>, &bool)| match is_area {
        true => panel.areas.binary_search_by(|area| area.as_str().cmp(word)).map_or(NONE, |at| at as u32),
        false => NONE,
    };
    let (mut all, mut printings) = (Printings::default(), Vec::with_capacity(parts.len()));
    for part in parts {
        let editions: Vec<u32> = part.editions.iter().map(|(key, _)| number(key)).collect();
        let numbered = part.printings.all.iter().map(|one| {
            let edition = editions.get(one.edition as usize).copied().unwrap_or_default();
            all.number(Printing { edition, ..*one })
        });
        printings.push(numbered.collect());
    }
    let mut in_order: Vec<_> = all.all.iter().map(Printing::place).collect();
    in_order.sort_unstable();
    in_order.dedup();
    let place = |one: &Printing| in_order.binary_search(&one.place()).unwrap_or_default() as u32;
    Common {
        areas: parts.iter().map(|part| part.words.all().iter().zip(&part.is_area).map(area).collect()).collect(),
        area_count: panel.areas.len(),
        printings,
        places: all.all.iter().map(place).collect(),
        known: all.all.into(),
    }
}

/// The figures of one series at their places.
fn figures(parts: Vec<(usize, Gathered)>, common: &Common) -> Figures {
    let mut starts = vec![0u32; common.area_count + 1];
    for (part, gathered) in &parts {
        let areas = &common.areas[*part];
        gathered.areas.iter().for_each(|&code| starts[areas[code as usize] as usize + 1] += 1);
    }
    (1..starts.len()).for_each(|at| starts[at] += starts[at - 1]);
    let all = starts.last().copied().unwrap_or_default() as usize;
    let mut next = starts.clone();
    let mut figures = Figures {
        periods: vec![0; all],
        values: vec![0.0; all],
        printings: vec![0; all],
        rows: vec![0; all],
        known: common.known.clone(),
        starts,
    };
    for (part, gathered) in parts {
        let (areas, printings) = (&common.areas[part], &common.printings[part]);
        for (row, &code) in gathered.areas.iter().enumerate() {
            let place = &mut next[areas[code as usize] as usize];
            let at = *place as usize;
            *place += 1;
            figures.periods[at] = gathered.periods[row];
            figures.values[at] = gathered.values[row];
            figures.printings[at] = printings[gathered.printings[row] as usize];
            figures.rows[at] = gathered.rows[row];
        }
    }
    put_in_order(&mut figures, &common.places);
    figures
}

fn put_in_order(figures: &mut Figures, places: &[u32]) {
    let order =
        |figures: &Figures, at: usize| (figures.periods[at], places[figures.printings[at] as usize], figures.rows[at]);
    for area in 0..figures.starts.len().saturating_sub(1) {
        let range = figures.starts[area] as usize..figures.starts[area + 1] as usize;
        if range.clone().is_sorted_by_key(|at| order(figures, at)) {
            continue;
        }
        let mut best_first: Vec<usize> = range.clone().collect();
        best_first.sort_unstable_by_key(|&at| order(figures, at));
        reorder(&mut figures.periods, &range, &best_first);
        reorder(&mut figures.values, &range, &best_first);
        reorder(&mut figures.printings, &range, &best_first);
        reorder(&mut figures.rows, &range, &best_first);
    }
}

fn reorder<T: Copy>(column: &mut [T], range: &std::ops::Range<usize>, order: &[usize]) {
    let moved: Vec<T> = order.iter().map(|&at| column[at]).collect();
    column[range.clone()].copy_from_slice(&moved);
}
