//! Sections of a stub: rows without figures that part a table into accounts printed one below the other
//! (`一、一般公共预算`, `二、政府性基金预算`). In: items in printed order. Out: which of them head a section.
//!
//! Evidence: at least two rows of one kind (same numbering level and indent), each with rows of figures below it before
//! the next. Numbered ones count 1, 2, 3, ... among themselves, and rows of their level that do hold figures begin again
//! at 1 in each section; unnumbered ones bear different names and share a label below them. An item whose figure was
//! left blank has none of this.

use std::collections::{BTreeMap, HashSet};

use super::item::Item;
use super::{numbering, wording};

/// What an item is to the sections.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Part {
    #[default]
    Item,
    Head,
    /// A total below the last section that is none of its own.
    Whole,
}

/// For each item what it is to the sections.
pub fn parts(items: &[Item]) -> Vec<Part> {
    let mut kinds: BTreeMap<(Option<usize>, usize), Vec<usize>> = BTreeMap::new();
    for (at, item) in items.iter().enumerate().filter(|(_, item)| item.figures.is_none()) {
        if let Some(cell) = item.main() {
            kinds.entry((numbering::rank(&cell.text), wording::indent(&cell.raw))).or_default().push(at);
        }
    }
    let mut parts = vec![Part::Item; items.len()];
    for ((rank, _), rows) in kinds.into_iter().filter(|(_, rows)| rows.len() > 1) {
        let members = members(items, &rows, rank);
        let parted = members.iter().all(|members| members.iter().any(|item| item.figures.is_some()));
        let agrees = match rank {
            Some(rank) => counted(items, &rows) && members.iter().all(|members| begins_again(members, rank)),
            None => differ(items, &rows) && shares_a_label(&members),
        };
        if parted && agrees {
            wholes(&rows, &members).for_each(|at| parts[at] = Part::Whole);
            rows.iter().for_each(|&at| parts[at] = Part::Head);
        }
    }
    parts
}

/// The items below each of the rows, up to the next one or to a higher numbering.
fn members<'a>(items: &'a [Item], rows: &[usize], rank: Option<usize>) -> Vec<&'a [Item]> {
    let ends = rows.iter().skip(1).copied().chain([items.len()]);
    let higher = |item: &Item| numbering::rank(text(item)).is_some_and(|found| rank.is_some_and(|rank| found < rank));
    let own = |(&row, end): (&usize, usize)| {
        let below = items.get(row + 1..end).unwrap_or(&[]);
        below.get(..below.iter().position(higher).unwrap_or(below.len())).unwrap_or(&[])
    };
    rows.iter().zip(ends).map(own).collect()
}

/// Positions of the bare totals (`总计`) in the last section that no other section has.
fn wholes(rows: &[usize], members: &[&[Item]]) -> impl Iterator<Item = usize> {
    let first = rows.last().map_or(0, |row| row + 1);
    let (last, others) = members.split_last().map_or((&[][..], &[][..]), |(last, others)| (*last, others));
    let bare = |item: &Item| matches!(wording::squash(text(item)).as_str(), "合计" | "总计" | "收支合计" | "收支总计");
    let elsewhere = others.iter().any(|members| members.iter().any(bare));
    let found: Vec<usize> = last.iter().enumerate().filter(|(_, item)| bare(item)).map(|(at, _)| first + at).collect();
    found.into_iter().filter(move |_| !elsewhere)
}

fn differ(items: &[Item], rows: &[usize]) -> bool {
    let names: HashSet<String> =
        rows.iter().filter_map(|&row| items.get(row)).map(|item| wording::squash(text(item))).collect();
    names.len() == rows.len()
}

fn text(item: &Item) -> &str {
    item.main().map_or("", |cell| cell.text.as_str())
}

/// 1, 2, 3, ..., perhaps again from 1 below another item.
fn counted(items: &[Item], rows: &[usize]) -> bool {
    let mut expected = 1;
    rows.iter().filter_map(|&row| items.get(row)).map(|item| numbering::ordinal(text(item)).unwrap_or(0)).all(|found| {
        let goes_on = found == expected || found == 1;
        expected = found + 1;
        goes_on
    })
}

/// Rows of the sections' own level count from 1 within a section.
fn begins_again(members: &[Item], rank: usize) -> bool {
    let own = members.iter().map(text).filter(|text| numbering::rank(text) == Some(rank));
    own.enumerate().all(|(at, text)| numbering::ordinal(text) == Some(at + 1))
}

/// A label with figures that stands below the first of the rows and below every other.
fn shares_a_label(members: &[&[Item]]) -> bool {
    let labels = |members: &[Item]| -> HashSet<String> {
        members.iter().filter(|item| item.figures.is_some()).map(|item| wording::squash(text(item))).collect()
    };
    let mut sets = members.iter().map(|members| labels(members));
    let Some(first) = sets.next() else { return false };
    sets.all(|set| !set.is_disjoint(&first)) && !first.contains("")
}
