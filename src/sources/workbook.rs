//! Workbooks: xls, xlsx, xlsb and ods through calamine.
//!
//! In: a whole file in memory that has been looked through for traps. Out: one grid per sheet that holds a cell, in
//! sheet order, with merged ranges; chart and macro sheets are passed over. Refuses what calamine cannot follow.

use super::archive::Outlook;
use super::finding::{Contents, Finding};
use super::guard::caught;
use super::hidden::Hidden;
use super::number_format::{self, NumberFormat};
use super::ods;
use super::room::{Room, clip_merges};
use super::xls_styles::{Style, Styles};
use super::{Cell, Grid, Merge};
use crate::messages::{Message, say};
use calamine::{
    Data, DataRef, Dimensions, ExcelDateTime, Ods, Range, Reader, SheetType, SheetVisible, Xls, XlsOptions, Xlsb, Xlsx,
};
use std::fmt::Display;
use std::io::Cursor;

/// Reads a compound file that holds an unencrypted, surveyed stream.
pub(super) fn xls(
    bytes: &[u8],
    code_page: u16,
    styles: &Styles,
    hidden: &[Hidden],
    contents: &mut Contents,
) -> Result<(), Finding> {
    let mut options = XlsOptions::default();
    options.force_codepage = Some(code_page);
    let mut book = opened(say!("source.the-xls"), || Xls::new_with_options(Cursor::new(bytes), options))?;
    let sheets = worksheets(&book);
    each_sheet(sheets, contents, |name, index, room| {
        let range = book.worksheet_range(name).map_err(|e| sheet_lost(name, e))?;
        let mut grid = grid_of_range(name, &range, room)?;
        grid.hidden = hidden.get(index).cloned().unwrap_or_default();
        grid.merges = book.merge_cells_by_sheet_name(name).unwrap_or_default().iter().map(merge).collect();
        for &(row, col, style) in styles.cells.get(index).into_iter().flatten() {
            let cell = grid.rows.get_mut(row as usize).and_then(|cells| cells.get_mut(col as usize));
            if let (Some(cell), Some(style)) = (cell, styles.palette.get(usize::from(style))) {
                dress(cell, style);
            }
        }
        Ok(grid)
    });
    Ok(())
}

/// `outlook` says whether any sheet has merged cells; where none has, a second walk through each is saved.
pub(super) fn xlsx(bytes: &[u8], outlook: &Outlook, contents: &mut Contents) -> Result<(), Finding> {
    let mut book = opened(say!("source.the-xlsx"), || Xlsx::new(Cursor::new(bytes)))?;
    let mut palette: Vec<Style> = Vec::new();
    let sheets = worksheets(&book);
    each_sheet(sheets, contents, |name, index, room| {
        let hidden = outlook.hidden.get(index).cloned().unwrap_or_default();
        let mut grid = Grid { sheet: name.to_string(), hidden, ..Grid::default() };
        let mut cells = book.worksheet_cells_reader(name).map_err(|e| sheet_lost(name, e))?;
        if palette.is_empty() {
            palette = cells.styles().iter().map(style).collect();
        }
        while let Some((published, id)) = cells.next_cell_with_style_id().map_err(|e| sheet_lost(name, e))? {
            let Some(mut cell) = cell(published.get_value()) else { continue };
            if let Some(style) = palette.get(id) {
                dress(&mut cell, style);
            }
            let (row, col) = published.get_position();
            room.put(&mut grid, row as usize, col as usize, cell)?;
        }
        drop(cells);
        if outlook.merged && !grid.rows.is_empty() {
            grid.merges = book.merge_cells_by_sheet_name(name).unwrap_or_default().iter().map(merge).collect();
        }
        Ok(grid)
    });
    Ok(())
}

pub(super) fn xlsb(bytes: &[u8], contents: &mut Contents) -> Result<(), Finding> {
    let mut book = opened(say!("source.the-xlsb"), || Xlsb::new(Cursor::new(bytes)))?;
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
    let mut surveyed = ods::survey(content)?;
    let mut book = opened(say!("source.the-ods"), || Ods::new(Cursor::new(bytes)))?;
    let sheets = worksheets(&book);
    each_sheet(sheets, contents, |name, index, room| {
        let range = book.worksheet_range(name).map_err(|e| sheet_lost(name, e))?;
        let mut grid = grid_of_range(name, &range, room)?;
        if let Some((merges, hidden)) = surveyed.get_mut(index).map(std::mem::take) {
            (grid.merges, grid.hidden) = (merges, hidden);
        }
        Ok(grid)
    });
    Ok(())
}

fn opened<T, E: Display>(what: Message, open: impl FnOnce() -> Result<T, E>) -> Result<T, Finding> {
    caught(what.clone(), || open().map_err(|cause| Finding::damaged(what, cause)))
}

/// Names of the worksheets, with their place among all sheets.
/// The sheets of cells: place in the book, name, whether the book does not show it.
fn worksheets<R: Reader<RS>, RS: std::io::Read + std::io::Seek>(book: &R) -> Vec<(usize, String, bool)> {
    let sheets = book.sheets_metadata().iter().enumerate();
    let cells = sheets.filter(|(_, sheet)| sheet.typ == SheetType::WorkSheet);
    cells.map(|(at, sheet)| (at, sheet.name.clone(), sheet.visible != SheetVisible::Visible)).collect()
}

/// Reads sheet after sheet; one that cannot be read is a finding and costs no other.
fn each_sheet(
    sheets: Vec<(usize, String, bool)>,
    contents: &mut Contents,
    mut read: impl FnMut(&str, usize, &mut Room) -> Result<Grid, Finding>,
) {
    let mut room = Room::default();
    for (index, name, is_hidden) in sheets {
        match caught(say!("source.the-sheet", name), || read(&name, index, &mut room)) {
            Ok(grid) if grid.rows.is_empty() => {}
            Ok(mut grid) => {
                clip_merges(&mut grid);
                grid.hidden.sheet = is_hidden;
                contents.grids.push(grid);
            }
            Err(finding) => contents.findings.push(finding),
        }
    }
}

fn sheet_lost(name: &str, cause: impl Display) -> Finding {
    Finding::error("damaged-sheet", say!("source.sheet-damaged", name, cause = cause.to_string()))
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
    cell(value).map_or(Ok(()), |cell| room.put(grid, at.0 as usize, at.1 as usize, cell))
}

/// A cell that holds something.
fn cell(value: &DataRef) -> Option<Cell> {
    let text = |text: &str| Cell { text: text.to_string(), stored: None };
    let cell = match value {
        DataRef::Empty => return None,
        DataRef::Int(n) => Cell { text: n.to_string(), stored: Some(*n as f64) },
        DataRef::Float(n) => number(*n),
        DataRef::String(s) | DataRef::DateTimeIso(s) | DataRef::DurationIso(s) => text(s),
        DataRef::SharedString(s) => text(s),
        DataRef::Bool(b) => text(if *b { "TRUE" } else { "FALSE" }),
        DataRef::DateTime(date) => date_text(date).map_or_else(|| number(date.as_f64()), |t| text(&t)),
        DataRef::Error(e) => text(&e.to_string()),
    };
    (!cell.text.is_empty()).then_some(cell)
}

fn number(value: f64) -> Cell {
    Cell { text: number_format::general(value), stored: value.is_finite().then_some(value) }
}

/// Shows a cell as its style says: a number by its format, a text by its indent.
pub(super) fn dress(cell: &mut Cell, style: &Style) {
    match (cell.stored, &style.format) {
        (Some(stored), Some(format)) => {
            if let Some(shown) = format.show(stored) {
                *cell = Cell { text: shown.text, stored: Some(shown.value) };
            }
        }
        (None, _) if style.indent > 0 => cell.text.insert_str(0, &"  ".repeat(usize::from(style.indent.min(15)))),
        _ => {}
    }
}

fn style(style: &calamine::Style) -> Style {
    let code = style.number_format.as_ref().map(|format| format.format_code.as_str());
    let indent = style.alignment.as_ref().and_then(|alignment| alignment.indent).unwrap_or(0);
    Style { format: code.and_then(NumberFormat::parse), indent }
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
    fn a_cell_is_dressed_as_its_style_says() {
        let style = |code: &str, indent| Style { format: NumberFormat::parse(code), indent };
        let dressed = |text: &str, stored, style: &Style| {
            let mut cell = Cell { text: text.to_string(), stored };
            dress(&mut cell, style);
            (cell.text, cell.stored)
        };
        assert_eq!(dressed("0.0471", Some(0.0471), &style("0.00%", 0)), ("4.71%".to_string(), Some(4.71)));
        assert_eq!(dressed("7205.1201", Some(7205.1201), &style("0.00", 1)), ("7205.12".to_string(), Some(7205.1201)));
        assert_eq!(dressed("增值税", None, &style("General", 2)), ("    增值税".to_string(), None));
        assert_eq!(dressed("2010-03-01", None, &style("0.00", 0)), ("2010-03-01".to_string(), None));
    }

    #[test]
    fn dates_are_iso_and_not_numbers() {
        let date = |serial| date_text(&ExcelDateTime::new(serial, ExcelDateTimeType::DateTime, false));
        assert_eq!(date(40238.0).as_deref(), Some("2010-03-01"));
        assert_eq!(date(40238.5).as_deref(), Some("2010-03-01T12:00:00"));
        assert_eq!(date(-3.0), None);
    }
}
