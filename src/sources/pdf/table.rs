//! A table of a page before it becomes rows of a grid. In: cells with their lines. Out: rows, columns, merges; rows that
//! hold several printed rows without a line between them are parted.

use super::text::{Line, is_figure, joined};

#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Area {
    pub left: f64,
    pub right: f64,
    pub top: f64,
    pub bottom: f64,
}

impl Area {
    pub fn holds(&self, (x, y): (f64, f64)) -> bool {
        x >= self.left && x <= self.right && y >= self.top && y <= self.bottom
    }
}

/// First and last cell of a merged range (row, column), both included.
pub type Span = ((usize, usize), (usize, usize));

#[derive(Clone, Debug)]
pub struct Table {
    pub area: Area,
    /// Places of the column edges, from left to right: one more than columns.
    pub edges: Vec<f64>,
    columns: usize,
    cells: Vec<Vec<Line>>,
    merges: Vec<Span>,
    /// Headings that stand over their own column alone.
    alone: Vec<(usize, usize)>,
}

impl Table {
    pub fn new(area: Area, edges: Vec<f64>, rows: usize, columns: usize) -> Table {
        Table { area, edges, columns, cells: vec![Vec::new(); rows * columns], merges: Vec::new(), alone: Vec::new() }
    }

    pub fn set(&mut self, row: usize, column: usize, lines: Vec<Line>) {
        if let Some(cell) = self.cells.get_mut(row * self.columns + column) {
            *cell = lines;
        }
    }

    pub fn merge(&mut self, first: (usize, usize), last: (usize, usize)) {
        self.merges.push((first, last));
    }

    pub fn set_alone(&mut self, row: usize, column: usize) {
        self.alone.push((row, column));
    }

    /// Row and column of the headings that stand over their own column alone.
    pub fn alone(&self) -> &[(usize, usize)] {
        &self.alone
    }

    pub fn has_text(&self) -> bool {
        self.cells.iter().any(|lines| !lines.is_empty())
    }

    pub fn merges(&self) -> &[Span] {
        &self.merges
    }

    /// Parts rows that hold several printed rows with no line drawn between them.
    pub fn parted(self) -> Table {
        let rows = self.cells.len() / self.columns.max(1);
        let levels: Vec<Vec<f64>> = (0..rows).map(|row| self.levels(row)).collect();
        if levels.iter().all(|levels| levels.len() < 2) {
            return self;
        }
        let starts: Vec<usize> = levels
            .iter()
            .scan(0, |at, levels| {
                let start = *at;
                *at += levels.len().max(1);
                Some(start)
            })
            .collect();
        let height = levels.iter().map(|levels| levels.len().max(1)).sum();
        let mut parted = Table::new(self.area, self.edges.clone(), height, self.columns);
        for (at, lines) in self.cells.into_iter().enumerate() {
            let (row, column) = (at / self.columns.max(1), at % self.columns.max(1));
            let (Some(start), Some(levels)) = (starts.get(row), levels.get(row)) else { continue };
            for line in lines {
                let level = nearest(levels, middle(&line));
                let place = (start + level) * self.columns + column;
                parted.cells.get_mut(place).into_iter().for_each(|cell| cell.push(line.clone()));
            }
        }
        let shifted = |(row, column): (usize, usize)| (starts.get(row).copied().unwrap_or(row), column);
        let last = |(row, column): (usize, usize)| {
            let extra = levels.get(row).map_or(0, |levels| levels.len().saturating_sub(1));
            (starts.get(row).copied().unwrap_or(row) + extra, column)
        };
        let whole = |first: &(usize, usize), end: &(usize, usize)| {
            levels.get(first.0).is_none_or(|l| l.len() < 2) || end.0 > first.0
        };
        for (first, end) in self.merges {
            match whole(&first, &end) {
                true => parted.merges.push((shifted(first), last(end))),
                false => {
                    let (top, bottom) = (shifted(first).0, last(end).0);
                    parted.merges.extend((top..=bottom).map(|row| ((row, first.1), (row, end.1))));
                }
            }
        }
        parted
    }

    /// The heights of the printed rows in one row, where at least two columns hold a figure of its own on each of them;
    /// empty otherwise.
    fn levels(&self, row: usize) -> Vec<f64> {
        let cells = self.cells.chunks(self.columns.max(1)).nth(row).unwrap_or_default();
        let figures = |lines: &&Vec<Line>| lines.len() >= 2 && lines.iter().all(|line| stands_alone(&line.text()));
        let columns: Vec<&Vec<Line>> = cells.iter().filter(figures).collect();
        let labelled = cells.iter().any(|lines| lines.len() >= 2 && !figures(&lines));
        let mut levels: Vec<f64> = Vec::new();
        let sizes: Vec<f64> = cells.iter().flatten().map(|line| line.size).collect();
        let near = sizes.iter().copied().fold(0.0, f64::max) * 0.5;
        for line in cells.iter().flatten() {
            if levels.iter().all(|level| (level - middle(line)).abs() > near) {
                levels.push(middle(line));
            }
        }
        levels.sort_by(f64::total_cmp);
        let many = columns.len() >= 2 || (columns.len() == 1 && labelled);
        let aligned = columns.iter().map(|lines| lines.len()).max().unwrap_or(0) * 2 > levels.len();
        if many && aligned { levels } else { Vec::new() }
    }

    pub fn rows(&self) -> Vec<Vec<String>> {
        self.cells.chunks(self.columns.max(1)).map(|row| row.iter().map(|lines| joined(lines)).collect()).collect()
    }
}

fn middle(line: &Line) -> f64 {
    (line.top + line.bottom) / 2.0
}

fn nearest(levels: &[f64], place: f64) -> usize {
    let apart = |at: &usize| levels.get(*at).map_or(f64::MAX, |level| (level - place).abs());
    (0..levels.len()).min_by(|a, b| apart(a).total_cmp(&apart(b))).unwrap_or(0)
}

/// A figure that is no part of one broken over lines: it has its decimals, or its commas in place.
fn stands_alone(text: &str) -> bool {
    let whole = text.split('.').next().unwrap_or_default();
    let groups: Vec<&str> = whole.split(',').collect();
    let grouped = groups.len() > 1 && groups.iter().skip(1).all(|group| group.len() == 3);
    is_figure(text) && (groups.len() == 1 || grouped) && (grouped || text.contains('.') && !text.ends_with('.'))
}
