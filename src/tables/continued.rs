//! Tables that go on over page breaks. In: the grids of one table, page after page. Out: its tables as read from the
//! whole, so that header, title, unit and the parents of items hold on every page; then parted again by page, each cell
//! at its own address. Refuses nothing.

use std::borrow::Cow;
use std::collections::HashMap;

use super::hints::Hints;
use super::{BodyCell, Heading, Label, Reading, Table, sheet};
use crate::problem::{Place, Problem};
use crate::sources::{Grid, Merge};

/// Where each row of the joined grid was printed: the page's place in the chain, and its row there.
type Origins = Vec<(usize, usize)>;

pub fn read(path: &str, pages: &[Cow<Grid>], hints: &mut Hints, reading: &mut Reading) {
    let (joined, origins) = joined(pages);
    let (tables, asides, problems) = (reading.tables.len(), reading.set_aside.len(), reading.problems.len());
    sheet::read(path, &joined, hints, reading);
    let parted: Vec<Table> = reading.tables.drain(tables..).flat_map(|table| parted(&table, pages, &origins)).collect();
    reading.tables.extend(parted);
    for aside in reading.set_aside.iter_mut().skip(asides) {
        replace(&mut aside.sheet, &mut aside.row, pages, &origins);
    }
    for problem in reading.problems.iter_mut().skip(problems) {
        if let Problem { place: Place::Cell { sheet, row, .. }, .. } = problem {
            replace(sheet, row, pages, &origins);
        }
    }
}

/// The rows of all pages, one below the other, without the empty ones above each page's first.
fn joined(pages: &[Cow<Grid>]) -> (Grid, Origins) {
    let mut joined = pages
        .first()
        .map(|first| Grid {
            rows: Vec::new(),
            merges: Vec::new(),
            alone: Vec::new(),
            overfull: Vec::new(),
            ..Grid::clone(first)
        })
        .unwrap_or_default();
    let mut origins = Origins::new();
    for (page, grid) in pages.iter().enumerate() {
        let first = grid.rows.iter().position(|row| !row.is_empty()).unwrap_or(0);
        if page == 0 {
            joined.begins = grid.begins.saturating_sub(first as u32);
        }
        let shift = |row: u32| (row as usize + joined.rows.len()).saturating_sub(first) as u32;
        let merges: Vec<Merge> = grid
            .merges
            .iter()
            .map(|merge| Merge { first_row: shift(merge.first_row), last_row: shift(merge.last_row), ..*merge })
            .collect();
        let alone: Vec<(u32, u32)> = grid.alone.iter().map(|&(row, col)| (shift(row), col)).collect();
        let overfull: Vec<u32> = grid.overfull.iter().map(|&row| shift(row)).collect();
        joined.alone.extend(alone);
        joined.overfull.extend(overfull);
        joined.merges.extend(merges);
        joined.rows.extend(grid.rows.iter().skip(first).cloned());
        origins.extend((first..grid.rows.len()).map(|row| (page, row)));
    }
    (joined, origins)
}

/// One table for each page that holds rows of it.
fn parted(table: &Table, pages: &[Cow<Grid>], origins: &Origins) -> Vec<Table> {
    let page_of = |index: u32| origin(index, origins).map(|(page, _)| page);
    let mut parted = Vec::new();
    for (page, grid) in pages.iter().enumerate() {
        let kept: Vec<usize> = (0..table.rows.len())
            .filter(|&at| table.rows.get(at).and_then(|row| page_of(row.index)) == Some(page))
            .collect();
        if kept.is_empty() {
            continue;
        }
        let place: HashMap<usize, usize> = kept.iter().enumerate().map(|(to, &from)| (from, to)).collect();
        let own = |cell: &BodyCell| place.get(&cell.row).map(|&row| BodyCell { row, ..cell.clone() });
        parted.push(Table {
            sheet: grid.sheet.clone(),
            title: labels(&table.title, origins),
            preamble: labels(&table.preamble, origins),
            units: labels(&table.units, origins),
            rows: kept.iter().filter_map(|&at| table.rows.get(at)).map(|row| heading(row, origins)).collect(),
            columns: table
                .columns
                .iter()
                .map(|column| Heading { index: column.index, labels: labels(&column.labels, origins) })
                .collect(),
            cells: table.cells.iter().filter_map(own).collect(),
            ..table.clone()
        });
    }
    parted
}

fn heading(row: &Heading, origins: &Origins) -> Heading {
    Heading { index: printed(row.index, origins), labels: labels(&row.labels, origins) }
}

fn labels(labels: &[Label], origins: &Origins) -> Vec<Label> {
    labels.iter().map(|label| Label { row: printed(label.row, origins), ..label.clone() }).collect()
}

fn origin(index: u32, origins: &Origins) -> Option<(usize, usize)> {
    (index as usize).checked_sub(1).and_then(|row| origins.get(row)).copied()
}

/// The row on its own page, from 1.
fn printed(index: u32, origins: &Origins) -> u32 {
    origin(index, origins).map_or(index, |(_, row)| row as u32 + 1)
}

fn replace(sheet: &mut String, row: &mut u32, pages: &[Cow<Grid>], origins: &Origins) {
    if let Some((page, own)) = origin(*row, origins) {
        *sheet = pages.get(page).map(|grid| grid.sheet.clone()).unwrap_or_default();
        *row = own as u32 + 1;
    }
}
