//! Workbooks: xls, xlsx, xlsb and ods through calamine.
//!
//! In: a whole file in memory that has been looked through for traps. Out: one grid per sheet that holds a cell, in
//! sheet order, with merged ranges; chart and macro sheets are passed over. Refuses what calamine cannot follow.

use super::finding::{Contents, Finding};
use super::guard::caught;
use super::ods;
use super::room::{Room, clip_merges};
use super::{Cell, Grid, Merge};
use calamine::{Data, DataRef, Dimensions, ExcelDateTime, Ods, Range, Reader, SheetType, Xls, XlsOptions, Xlsb, Xlsx};
use std::fmt::Display;
use std::io::Cursor;

/// Reads a compound file that holds an unencrypted, surveyed stream.
pub(super) fn xls(bytes: &[u8], code_page: u16, contents: &mut Contents) -> Result<(), Finding> {
    let mut options = XlsOptions::default();
    options.force_codepage = Some(code_page);
    let mut book = opened("the workbook (.xls)", || Xls::new_with_options(Cursor::new(bytes), options))?;
    let sheets = worksheets(&book);
    each_sheet(sheets, contents, |name, _, room| {
        let range = book.worksheet_range(name).map_err(|e| sheet_lost(name, e))?;
        let mut grid = grid_of_range(name, &range, room)?;
        grid.merges = book.merge_cells_by_sheet_name(name).unwrap_or_default().iter().map(merge).collect();
        Ok(grid)
    });
    Ok(())
}

/// `merged` is false where no sheet has merged cells, which saves a second walk through each.
pub(super) fn xlsx(bytes: &[u8], merged: bool, contents: &mut Contents) -> Result<(), Finding> {
    let mut book = opened("the workbook (.xlsx)", || Xlsx::new(Cursor::new(bytes)))?;
    let sheets = worksheets(&book);
    each_sheet(sheets, contents, |name, _, room| {
        let mut grid = Grid { sheet: name.to_string(), ..Grid::default() };
        let mut cells = book.worksheet_cells_reader(name).map_err(|e| sheet_lost(name, e))?;
        while let Some(published) = cells.next_cell().map_err(|e| sheet_lost(name, e))? {
            put(&mut grid, published.get_position(), published.get_value(), room)?;
        }
        drop(cells);
        if merged && !grid.rows.is_empty() {
            grid.merges = book.merge_cells_by_sheet_name(name).unwrap_or_default().iter().map(merge).collect();
        }
        Ok(grid)
    });
    Ok(())
}

pub(super) fn xlsb(bytes: &[u8], contents: &mut Contents) -> Result<(), Finding> {
    let mut book = opened("the workbook (.xlsb)", || Xlsb::new(Cursor::new(bytes)))?;
    let sheets = worksheets(&book);
    each_sheet(sheets, contents, |name, _, room| {
        let mut grid = Grid { sheet: name.to_string(), ..Grid::default() };
        let mut cells = book.worksheet_cells_reader(name).map_err(|e| sheet_lost(name, e))?;
        while let Some(published) = cells.next_cell().map_err(|e| sheet_lost(name, e))? {
            put(&mut grid, published.get_position(), published.get_value(), room)?;
        }
        Ok(grid)
    });
    Ok(())
}

/// `content` is the member content.xml, which holds the merged ranges that calamine does not give.
pub(super) fn ods(bytes: &[u8], content: &str, contents: &mut Contents) -> Result<(), Finding> {
    let merges = ods::survey(content)?;
    let mut book = opened("the workbook (.ods)", || Ods::new(Cursor::new(bytes)))?;
    let sheets = worksheets(&book);
    each_sheet(sheets, contents, |name, index, room| {
        let range = book.worksheet_range(name).map_err(|e| sheet_lost(name, e))?;
        let mut grid = grid_of_range(name, &range, room)?;
        grid.merges = merges.get(index).cloned().unwrap_or_default();
        Ok(grid)
    });
    Ok(())
}

fn opened<T, E: Display>(what: &str, open: impl FnOnce() -> Result<T, E>) -> Result<T, Finding> {
    caught(what, || open().map_err(|cause| Finding::damaged(what, cause)))
}

/// Names of the worksheets, with their place among all sheets.
fn worksheets<R: Reader<RS>, RS: std::io::Read + std::io::Seek>(book: &R) -> Vec<(usize, String)> {
    let sheets = book.sheets_metadata().iter().enumerate();
    sheets.filter(|(_, s)| s.typ == SheetType::WorkSheet).map(|(i, s)| (i, s.name.clone())).collect()
}

/// Reads sheet after sheet; one that cannot be read is a finding and costs no other.
fn each_sheet(
    sheets: Vec<(usize, String)>,
    contents: &mut Contents,
    mut read: impl FnMut(&str, usize, &mut Room) -> Result<Grid, Finding>,
) {
    let mut room = Room::default();
    for (index, name) in sheets {
        match caught(&format!("sheet “{name}”"), || read(&name, index, &mut room)) {
            Ok(grid) if grid.rows.is_empty() => {}
            Ok(mut grid) => {
                clip_merges(&mut grid);
                contents.grids.push(grid);
            }
            Err(finding) => contents.findings.push(finding),
        }
    }
}

fn sheet_lost(name: &str, cause: impl Display) -> Finding {
    Finding::error("damaged-sheet", format!("sheet “{name}” cannot be read: {cause}"))
}

fn merge(range: &Dimensions) -> Merge {
    let (first, last) = (range.start, range.end);
    Merge { first_row: first.0, first_col: first.1, last_row: last.0, last_col: last.1 }
}

/// A range begins at its first used cell; the grid begins at A1.
fn grid_of_range(name: &str, range: &Range<Data>, room: &mut Room) -> Result<Grid, Finding> {
    let mut grid = Grid { sheet: name.to_string(), ..Grid::default() };
    let (first_row, first_col) = range.start().unwrap_or_default();
    for (row, cells) in range.rows().enumerate() {
        for (col, value) in cells.iter().enumerate() {
            put(&mut grid, (first_row + row as u32, first_col + col as u32), &borrowed(value), room)?;
        }
    }
    Ok(grid)
}

fn borrowed(value: &Data) -> DataRef<'_> {
    match value {
        Data::Int(n) => DataRef::Int(*n),
        Data::Float(n) => DataRef::Float(*n),
        Data::String(text) | Data::DateTimeIso(text) | Data::DurationIso(text) => DataRef::SharedString(text),
        Data::Bool(b) => DataRef::Bool(*b),
        Data::DateTime(date) => DataRef::DateTime(*date),
        Data::Error(e) => DataRef::Error(e.clone()),
        Data::Empty => DataRef::Empty,
    }
}

fn put(grid: &mut Grid, at: (u32, u32), value: &DataRef, room: &mut Room) -> Result<(), Finding> {
    let text = |text: &str| Cell { text: text.to_string(), stored: None };
    let cell = match value {
        DataRef::Empty => return Ok(()),
        DataRef::Int(n) => Cell { text: n.to_string(), stored: Some(*n as f64) },
        DataRef::Float(n) => number(*n),
        DataRef::String(s) | DataRef::DateTimeIso(s) | DataRef::DurationIso(s) => text(s),
        DataRef::SharedString(s) => text(s),
        DataRef::Bool(b) => text(if *b { "TRUE" } else { "FALSE" }),
        DataRef::DateTime(date) => date_text(date).map_or_else(|| number(date.as_f64()), |t| text(&t)),
        DataRef::Error(e) => text(&e.to_string()),
    };
    if cell.text.is_empty() { Ok(()) } else { room.put(grid, at.0 as usize, at.1 as usize, cell) }
}

/// The shortest decimal that reads back as the same number; an exponent only where a plain one would be very long.
fn number(value: f64) -> Cell {
    let size = value.abs();
    let text = match size {
        _ if value == 0.0 => "0".to_string(),
        1e-9..1e18 => value.to_string(),
        _ => format!("{value:e}"),
    };
    Cell { text, stored: value.is_finite().then_some(value) }
}

/// ISO 8601 date, date and time, or hours of a duration; `None` outside the dates Excel knows.
fn date_text(date: &ExcelDateTime) -> Option<String> {
    const LAST_DAY: f64 = 2_958_466.0;
    let serial = date.as_f64();
    if !(0.0..LAST_DAY).contains(&serial) {
        return None;
    }
    if date.is_duration() {
        let seconds = (serial * 86_400.0).round() as u64;
        return Some(format!("{}:{:02}:{:02}", seconds / 3600, seconds / 60 % 60, seconds % 60));
    }
    let (year, month, day, hour, minute, second, _) = date.to_ymd_hms_milli();
    Some(match (hour, minute, second) {
        (0, 0, 0) => format!("{year:04}-{month:02}-{day:02}"),
        _ => format!("{year:04}-{month:02}-{day:02}T{hour:02}:{minute:02}:{second:02}"),
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use calamine::ExcelDateTimeType;

    #[test]
    fn numbers_are_written_in_their_shortest_exact_form() {
        let text = |n: f64| number(n).text;
        assert_eq!(text(7205.1201), "7205.1201");
        assert_eq!(text(3045.0), "3045");
        assert_eq!(text(-0.0), "0");
        assert_eq!(text(0.1 + 0.2), "0.30000000000000004");
        assert_eq!(text(151_785_560_000.0), "151785560000");
        assert_eq!(text(1e300), "1e300");
        assert_eq!(number(f64::NAN).stored, None);
    }

    #[test]
    fn dates_are_iso_and_not_numbers() {
        let date = |serial| date_text(&ExcelDateTime::new(serial, ExcelDateTimeType::DateTime, false));
        assert_eq!(date(40238.0).as_deref(), Some("2010-03-01"));
        assert_eq!(date(40238.5).as_deref(), Some("2010-03-01T12:00:00"));
        assert_eq!(date(-3.0), None);
    }
}
