//! Lines of a table by their wording and hierarchy. In: the headings of rows and columns. Out: for each line whether it
//! is named as a total, as a part of another, as a rate or rank; its parent; and the sequences in which sums may run.

use std::collections::{BTreeMap, HashMap};

use super::{Axis, Figures, words};
use crate::tables::{Heading, Table, wording};

/// What a line's words say of it.
#[derive(Clone, Debug, Default)]
pub struct Line {
    pub rate: bool,
    pub growth: bool,
    pub total: bool,
    pub part: bool,
    pub parent: Option<usize>,
    /// The year it names.
    pub year: Option<i32>,
    /// The last label, for lines that repeat under several headings.
    pub last: String,
}

pub struct Lines {
    pub rows: Vec<Line>,
    pub columns: Vec<Line>,
    pub whole_is_rate: bool,
}

impl Lines {
    pub fn of(table: &Table, figures: &Figures) -> Lines {
        let units = table.units.iter().any(|unit| words::is_rate(&unit.text));
        let mut lines = Lines { rows: rows(&table.rows), columns: columns(&table.columns), whole_is_rate: units };
        for (at, line) in lines.columns.iter_mut().enumerate() {
            line.rate |= counts(figures, at);
        }
        lines
    }

    pub fn on(&self, axis: Axis) -> &[Line] {
        if axis == Axis::Rows { &self.rows } else { &self.columns }
    }

    pub fn across(&self, axis: Axis) -> &[Line] {
        if axis == Axis::Rows { &self.columns } else { &self.rows }
    }

    /// Sequences of lines in which sums may run: children of one parent, lines that share their last label, all lines.
    pub fn sequences(&self, axis: Axis) -> Vec<Vec<usize>> {
        let lines = self.on(axis);
        let mut sequences: Vec<Vec<usize>> = Vec::new();
        let mut siblings: BTreeMap<Option<usize>, Vec<usize>> = BTreeMap::new();
        let mut named: BTreeMap<&str, Vec<usize>> = BTreeMap::new();
        for (at, line) in lines.iter().enumerate() {
            siblings.entry(line.parent).or_default().push(at);
            named.entry(&line.last).or_default().push(at);
        }
        let levels: Vec<usize> = (0..lines.len()).filter(|&at| lines.get(at).is_some_and(|line| !line.rate)).collect();
        sequences.push(levels);
        sequences.extend(siblings.into_values());
        sequences.extend(named.into_values().filter(|named| named.len() < lines.len()));
        let all: Vec<usize> = (0..lines.len()).collect();
        sequences.retain(|sequence| sequence.len() >= 3 && *sequence != all);
        sequences.push(all);
        sequences
    }
}

/// A column of serial numbers: each is one more than the one above.
fn counts(figures: &Figures, column: usize) -> bool {
    let value = |row: usize| figures.value(figures.place(Axis::Columns, column, row));
    let follow = |row: usize| value(row + 1) == value(row) + 1.0;
    figures.rows >= 5 && (0..figures.rows - 1).filter(|&row| follow(row)).count() * 10 >= (figures.rows - 1) * 8
}

/// Rows: the parent is the row that printed the label above the row's own.
fn rows(headings: &[Heading]) -> Vec<Line> {
    let own_row = |heading: &Heading| heading.labels.iter().map(|label| label.row).max();
    let mut owners: HashMap<(u32, u32), usize> = HashMap::new();
    for (at, heading) in headings.iter().enumerate() {
        let own = own_row(heading);
        for label in heading.labels.iter().filter(|label| Some(label.row) == own) {
            owners.entry((label.row, label.col)).or_insert(at);
        }
    }
    let line = |(at, heading): (usize, &Heading)| {
        let own = own_row(heading);
        let above = heading.labels.iter().rev().filter(|label| Some(label.row) != own);
        let parent = above.filter_map(|label| owners.get(&(label.row, label.col)).copied()).find(|owner| *owner != at);
        let texts: Vec<&str> =
            heading.labels.iter().filter(|label| Some(label.row) == own).map(|label| label.text.as_str()).collect();
        Line { parent, ..worded(&texts, texts.first().copied().unwrap_or("")) }
    };
    headings.iter().enumerate().map(line).collect()
}

/// Columns: the parent is the column whose whole path begins this one's, or which heads it as a total beside it.
fn columns(headings: &[Heading]) -> Vec<Line> {
    let path = |heading: &Heading| heading.labels.iter().map(|label| (label.row, label.col)).collect::<Vec<_>>();
    let mut paths: HashMap<Vec<(u32, u32)>, usize> = HashMap::new();
    for (at, heading) in headings.iter().enumerate() {
        paths.entry(path(heading)).or_insert(at);
    }
    let line = |(at, heading): (usize, &Heading)| {
        let own = path(heading);
        let shorter = (1..own.len()).rev().filter_map(|end| paths.get(own.get(..end)?).copied());
        let parent = shorter.into_iter().find(|owner| *owner != at);
        let texts: Vec<&str> = heading.labels.iter().map(|label| label.text.as_str()).collect();
        Line { parent, ..worded(&texts, texts.last().copied().unwrap_or("")) }
    };
    headings.iter().enumerate().map(line).collect()
}

fn worded(texts: &[&str], own: &str) -> Line {
    Line {
        rate: texts.iter().any(|text| words::is_rate(text)),
        growth: texts.iter().any(|text| words::is_change(text)),
        total: texts.last().into_iter().chain([&own]).any(|text| words::is_total(text)),
        part: words::is_part(own),
        parent: None,
        year: texts.iter().find_map(|text| wording::year(text)),
        last: wording::squash(texts.last().copied().unwrap_or("")),
    }
}
