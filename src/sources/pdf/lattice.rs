//! Ruled tables. In: a group of lines that touch, and the marks of the page. Out: the cells between the lines with
//! their texts; a cell that no line parts from the next is one with it.

use super::rules::{Group, NEAR, Rule};
use super::table::{Area, Table};
use super::text::{self, Mark};

/// Lines closer than this bound the same edge (double lines).
const SAME_EDGE: f64 = 3.5;
/// How far lines reach beyond the outermost crossing line for an outer border to be missing there.
const OPEN_END: f64 = 9.0;
/// A gap between words of one cell that is more than a blank.
const CELL_GAP: f64 = 3.0;
const MOST_EDGES: usize = 600;

/// The places of the lines of a table.
pub struct Lattice {
    xs: Vec<f64>,
    ys: Vec<f64>,
    group: Group,
}

impl Lattice {
    /// `None` where the lines are a frame, an underline or a drawing.
    pub fn new(group: Group) -> Option<Lattice> {
        let mut xs = edges(&group.down);
        let mut ys = edges(&group.across);
        open_ends(&mut xs, &group.across);
        open_ends(&mut ys, &group.down);
        let small = xs.len() <= MOST_EDGES && ys.len() <= MOST_EDGES;
        (small && !group.down.is_empty() && xs.len() >= 3 && ys.len() >= 2).then_some(Lattice { xs, ys, group })
    }

    /// Takes over the column edges of the table that goes on here, where all of its own are among them.
    pub fn take_edges(&mut self, before: &[f64]) {
        let among = |edge: &f64| before.iter().any(|other| (other - edge).abs() <= SAME_EDGE);
        let ends = |edges: &[f64]| edges.first().copied().zip(edges.last().copied());
        let same = ends(&self.xs)
            .zip(ends(before))
            .is_some_and(|(own, other)| (own.0 - other.0).abs() <= SAME_EDGE && (own.1 - other.1).abs() <= SAME_EDGE);
        if same && self.xs.iter().all(among) {
            self.xs = before.to_vec();
        }
    }

    pub fn area(&self) -> Area {
        let ends = |edges: &[f64]| (edges.first().copied().unwrap_or(0.0), edges.last().copied().unwrap_or(0.0));
        let ((left, right), (top, bottom)) = (ends(&self.xs), ends(&self.ys));
        Area { left, right, top, bottom }
    }

    /// The table; marks outside its area are not looked at.
    pub fn table(&self, marks: &[&Mark]) -> Option<Table> {
        let (rows, columns) = (self.ys.len() - 1, self.xs.len() - 1);
        let owner = self.owners();
        let mut held: Vec<Vec<&Mark>> = vec![Vec::new(); rows * columns];
        for mark in marks {
            let (x, y) = mark.middle();
            let place = between(&self.ys, y)
                .zip(between(&self.xs, x))
                .and_then(|(row, column)| owner.get(row * columns + column));
            if let Some(held) = place.and_then(|&at| held.get_mut(at)) {
                held.push(mark);
            }
        }
        let mut table = Table::new(self.area(), self.xs.clone(), rows, columns);
        for (at, marks) in held.iter().enumerate() {
            let lines = text::lines(marks, CELL_GAP);
            table.set(at / columns, at % columns, lines);
        }
        self.merges(&owner, &mut table);
        table.has_text().then_some(table)
    }

    /// For each cell the first cell of those it is one with.
    fn owners(&self) -> Vec<usize> {
        let (rows, columns) = (self.ys.len() - 1, self.xs.len() - 1);
        let mut owner: Vec<usize> = (0..rows * columns).collect();
        for row in 0..rows {
            for column in 0..columns {
                let at = row * columns + column;
                if owner.get(at) != Some(&at) {
                    continue;
                }
                let (height, width) = self.extent(&owner, row, column);
                for r in row..row + height {
                    for c in column..column + width {
                        owner.get_mut(r * columns + c).into_iter().for_each(|slot| *slot = at);
                    }
                }
            }
        }
        owner
    }

    /// How many rows and columns the cell that begins here takes: as far right as no line parts, then down.
    fn extent(&self, owner: &[usize], row: usize, column: usize) -> (usize, usize) {
        let (rows, columns) = (self.ys.len() - 1, self.xs.len() - 1);
        let free = |r: usize, c: usize| owner.get(r * columns + c) == Some(&(r * columns + c));
        let mut width = 1;
        while column + width < columns && free(row, column + width) && !self.parted_right(row, column + width - 1) {
            width += 1;
        }
        let mut height = 1;
        while row + height < rows {
            let below = row + height;
            let joined = (column..column + width).all(|c| free(below, c) && !self.parted_below(below - 1, c));
            let closed = (column..column + width - 1).all(|c| !self.parted_right(below, c));
            let ends = column + width >= columns || self.parted_right(below, column + width - 1);
            if !(joined && closed && ends) {
                break;
            }
            height += 1;
        }
        (height, width)
    }

    fn parted_right(&self, row: usize, column: usize) -> bool {
        let middle = self.ys.get(row).zip(self.ys.get(row + 1)).map(|(a, b)| (a + b) / 2.0);
        covered(&self.group.down, self.xs.get(column + 1), middle)
    }

    fn parted_below(&self, row: usize, column: usize) -> bool {
        let middle = self.xs.get(column).zip(self.xs.get(column + 1)).map(|(a, b)| (a + b) / 2.0);
        covered(&self.group.across, self.ys.get(row + 1), middle)
    }

    fn merges(&self, owner: &[usize], table: &mut Table) {
        let columns = self.xs.len() - 1;
        for first in 0..owner.len() {
            let last = owner.iter().rposition(|own| *own == first).unwrap_or(first);
            if last > first && owner.get(first) == Some(&first) {
                table.merge((first / columns, first % columns), (last / columns, last % columns));
            }
        }
    }
}

fn covered(rules: &[Rule], at: Option<&f64>, middle: Option<f64>) -> bool {
    let Some((at, middle)) = at.zip(middle) else { return true };
    rules.iter().any(|rule| (rule.at - at).abs() <= SAME_EDGE && rule.from - NEAR <= middle && rule.to + NEAR >= middle)
}

/// The distinct places of lines, each the middle of those that lie together.
fn edges(rules: &[Rule]) -> Vec<f64> {
    let mut places: Vec<f64> = rules.iter().map(|rule| rule.at).collect();
    places.sort_by(f64::total_cmp);
    let mut edges: Vec<f64> = Vec::new();
    for place in places {
        if edges.last().is_none_or(|last| place - last > SAME_EDGE) {
            edges.push(place);
        }
    }
    edges
}

/// Adds the outer border where it is not drawn, but the crossing lines reach on.
fn open_ends(edges: &mut Vec<f64>, crossing: &[Rule]) {
    let first = crossing.iter().map(|rule| rule.from).fold(f64::INFINITY, f64::min);
    let last = crossing.iter().map(|rule| rule.to).fold(f64::NEG_INFINITY, f64::max);
    let reach = |end: f64| {
        crossing.iter().filter(|rule| (rule.from - end).abs() < OPEN_END || (rule.to - end).abs() < OPEN_END).count()
    };
    if edges.first().is_none_or(|edge| edge - first > OPEN_END) && reach(first) >= 2 {
        edges.insert(0, first);
    }
    if edges.last().is_none_or(|edge| last - edge > OPEN_END) && reach(last) >= 2 {
        edges.push(last);
    }
}

/// The interval between two edges that holds the place.
pub fn between(edges: &[f64], place: f64) -> Option<usize> {
    let after = edges.partition_point(|edge| *edge <= place);
    (after > 0 && after < edges.len()).then(|| after - 1)
}
