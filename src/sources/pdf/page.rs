//! One page laid out. In: its marks and strokes. Out: tables and lines of text from top to bottom.

use super::bands;
use super::columns;
use super::halves;
use super::ink::Unseen;
use super::lattice::Lattice;
use super::rules::{self, Rule};
use super::stacked;
use super::table::Table;
use super::text::{self, Line, Mark, Upright};

/// A gap between parts of a line that is more than a blank, in sizes of the characters.
const GAP: f64 = 1.0;

#[derive(Clone, Debug)]
pub enum Item {
    Line(Line),
    Table(Table),
}

#[derive(Clone, Debug, Default)]
pub struct Page {
    pub number: usize,
    pub height: f64,
    /// From top to bottom.
    pub items: Vec<Item>,
    pub images: usize,
    pub askew: usize,
    pub unknown: usize,
    pub unseen: Unseen,
}

impl Item {
    pub fn top(&self) -> f64 {
        match self {
            Item::Line(line) => line.top,
            Item::Table(table) => table.area.top,
        }
    }

    pub fn bottom(&self) -> f64 {
        match self {
            Item::Line(line) => line.bottom,
            Item::Table(table) => table.area.bottom,
        }
    }
}

/// Lays a page out; `before` are the column edges of the last table of the page before, which may go on here.
pub fn lay_out(number: usize, page: &Upright, images: usize, before: Option<&[f64]>) -> Page {
    let on_page = |mark: &&Mark| {
        let (x, y) = mark.middle();
        x >= 0.0 && y >= 0.0 && x <= page.width && y <= page.height
    };
    let marks: Vec<&Mark> = page.marks.iter().filter(on_page).collect();
    let (ruled, levels) = ruled(page, &marks, before);
    let free: Vec<&Mark> =
        marks.iter().copied().filter(|mark| !ruled.iter().any(|table| table.area.holds(mark.middle()))).collect();
    let mut items: Vec<Item> = ruled.into_iter().map(Item::Table).collect();
    items.extend(unruled(&halves::joined(stacked::joined(bands::joined(text::lines(&free, GAP), &levels))), &items));
    items.sort_by(|a, b| a.top().total_cmp(&b.top()));
    let Upright { height, askew, unknown, .. } = *page;
    Page { number, height, items, images, askew, unknown, unseen: Unseen::None }
}

/// Ruled tables, and the lines across the page that no line down meets.
fn ruled(page: &Upright, marks: &[&Mark], before: Option<&[f64]>) -> (Vec<Table>, Vec<Rule>) {
    let inside = |at: f64, end: f64| at > -5.0 && at < end + 5.0;
    let strokes: Vec<_> = page
        .strokes
        .iter()
        .filter(|stroke| inside(stroke.from.0, page.width) && inside(stroke.from.1, page.height))
        .copied()
        .collect();
    let groups = rules::groups(&strokes);
    let levels = groups.iter().filter(|group| group.down.is_empty()).flat_map(|group| group.across.clone()).collect();
    let mut lattices: Vec<Lattice> = groups.into_iter().filter_map(Lattice::new).collect();
    lattices.sort_by(|a, b| a.area().top.total_cmp(&b.area().top));
    if let Some((first, before)) = lattices.first_mut().zip(before) {
        first.take_edges(before);
    }
    (lattices.iter().filter_map(|lattice| lattice.table(marks)).map(Table::parted).collect(), levels)
}

/// Lines, and the tables without lines among those that stand between ruled tables.
fn unruled(lines: &[Line], ruled: &[Item]) -> Vec<Item> {
    let stretch = |line: &Line| ruled.iter().filter(|item| item.top() < line.top).count();
    let mut items = Vec::new();
    for lines in lines.chunk_by(|a, b| stretch(a) == stretch(b)) {
        let tables = columns::tables(lines);
        let taken = |at: usize| tables.iter().any(|(range, _)| range.contains(&at));
        items.extend(lines.iter().enumerate().filter(|(at, _)| !taken(*at)).map(|(_, line)| Item::Line(line.clone())));
        items.extend(tables.into_iter().map(|(_, table)| Item::Table(table)));
    }
    items
}
