//! A grid in the terminal: row numbers and column letters, the role of each row and column in words, cells in colour.
//!
//! In: a grid with its roles and the terminal's width. Out: text, a wide grid folded into bands that repeat the stub.
//! Refuses nothing: what does not fit is cut with `…`, and what is left out is counted.

use std::collections::BTreeSet;
use std::fmt::Write;

use anstyle::Style;
use unicode_width::UnicodeWidthStr;

use super::account::column_letters;
use super::palette;
use super::read::Inspected;
use super::terminal::{WIDEST, cut, plain};
use crate::messages::say;
use crate::sources::Grid;
use crate::tables::roles::{CellRole, Role, Roles};

/// How to show it.
pub struct View {
    /// Body rows of each table.
    pub rows: usize,
    pub width: usize,
    pub color: bool,
}

/// Widest a cell may be shown, by what it is.
const WIDEST_STUB: usize = 28;
const WIDEST_HEADER: usize = 14;
const WIDEST_FIGURE: usize = 24;
/// Bands of columns shown for one grid.
const MOST_BANDS: usize = 6;

pub fn write(out: &mut String, view: &View, inspected: &Inspected, at: usize, grid: &Grid) {
    let Some(roles) = inspected.roles.get(at) else { return };
    let _ = writeln!(out, "{}", say!("inspect.sheet", sheet = plain(&grid.sheet)));
    let rows = shown_rows(roles, view.rows);
    let sheet = Sheet { view, roles, grid, shown: rows.iter().filter_map(|line| line.row()).collect() };
    let columns = sheet.columns();
    let gutter = sheet.gutter();
    let bands = sheet.bands(&columns, gutter);
    for (nth, band) in bands.iter().take(MOST_BANDS).enumerate() {
        if nth > 0 {
            out.push('\n');
        }
        sheet.write_band(out, band, gutter, &rows, nth == 0);
    }
    if let Some(rest) = bands.get(MOST_BANDS) {
        let first =
            rest.iter().find(|column| !column.is_stub).map_or(String::new(), |column| column_letters(column.col));
        let _ = writeln!(out, "{}", say!("inspect.columns-left", first));
    }
    sheet.write_legend(out);
}

/// A line of the grid: a row, or rows left out.
enum Line {
    Row(u32),
    LeftOut { first: u32, last: u32, count: usize },
}

impl Line {
    fn row(&self) -> Option<u32> {
        match self {
            Line::Row(row) => Some(*row),
            Line::LeftOut { .. } => None,
        }
    }
}

/// Every row but those beyond the first `most` below a heading that hold figures, or words that no table uses.
fn shown_rows(roles: &Roles, most: usize) -> Vec<Line> {
    let rows: BTreeSet<u32> = roles.cells.keys().map(|(row, _)| *row).collect();
    let mut count = 0;
    let mut lines: Vec<Line> = Vec::new();
    for row in rows {
        let kinds = roles.of_row(row);
        let is_long = kinds.iter().all(|kind| matches!(kind, Role::Body | Role::Stub | Role::Unread | Role::SetAside));
        count = if is_long { count + 1 } else { 0 };
        if count <= most {
            lines.push(Line::Row(row));
            continue;
        }
        match lines.last_mut() {
            Some(Line::LeftOut { last, count, .. }) => (*last, *count) = (row, *count + 1),
            _ => lines.push(Line::LeftOut { first: row, last: row, count: 1 }),
        }
    }
    lines
}

#[derive(Clone)]
struct Column {
    col: u32,
    width: usize,
    is_stub: bool,
    role: String,
}

/// What stands left of the cells: the row's number and its role.
#[derive(Clone, Copy)]
struct Gutter {
    number: usize,
    role: usize,
}

impl Gutter {
    fn width(self) -> usize {
        self.number + 1 + self.role + 3
    }
}

struct Sheet<'a> {
    view: &'a View,
    roles: &'a Roles,
    grid: &'a Grid,
    shown: Vec<u32>,
}

impl Sheet<'_> {
    fn printed(&self, row: u32, col: u32) -> &str {
        let cells = self.grid.rows.get((row as usize).wrapping_sub(1));
        cells.and_then(|cells| cells.get((col as usize).wrapping_sub(1))).map_or("", |cell| cell.text.as_str())
    }

    /// The cell's text on one line, a correction beside it, and its signs.
    fn text(&self, row: u32, col: u32, cell: &CellRole) -> String {
        let printed = cut(self.printed(row, col), WIDEST);
        let folded = plain(&printed.split_whitespace().collect::<Vec<_>>().join(" "));
        let corrected = cell.remarks.corrected.as_ref().map_or(String::new(), |value| format!("→{}", plain(value)));
        let signs: String = palette::signs(cell).iter().map(|(sign, _)| *sign).collect();
        format!("{folded}{corrected}{signs}")
    }

    fn row_words(&self, row: u32) -> String {
        let words: Vec<String> = self.roles.of_row(row).iter().map(|role| palette::word(*role).to_string()).collect();
        words.join(", ")
    }

    fn gutter(&self) -> Gutter {
        let number = self.shown.iter().map(|row| row.to_string().len()).max().unwrap_or(1).max(2);
        let role = self.shown.iter().map(|row| self.row_words(*row).width()).max().unwrap_or(0);
        Gutter { number, role: role.min(18) }
    }

    /// Used columns with their widths and roles. Lines of text that run on over empty cells widen nothing.
    fn columns(&self) -> Vec<Column> {
        let used: BTreeSet<u32> = self.roles.cells.keys().map(|(_, col)| *col).collect();
        let shown: BTreeSet<u32> = self.shown.iter().copied().collect();
        let column = |col: u32| {
            let kinds = self.roles.of_column(col);
            let role = kinds.iter().map(|role| palette::word(*role).to_string()).collect::<Vec<_>>().join(", ");
            let own = self.roles.cells.iter().filter(|((row, own), _)| *own == col && shown.contains(row));
            let wanted = own.map(|((row, col), cell)| {
                let width = self.text(*row, *col, cell).width();
                match cell.role {
                    Role::Body | Role::SetAside => width.min(WIDEST_FIGURE),
                    Role::Stub | Role::StubHead => width.min(WIDEST_STUB),
                    Role::Header(_) => width.min(WIDEST_HEADER),
                    _ => 0,
                }
            });
            let least = column_letters(col).width().max(role.width());
            let is_stub = kinds.contains(&Role::Stub) && !kinds.contains(&Role::Body);
            Column { col, width: wanted.max().unwrap_or(0).max(least).max(3), is_stub, role }
        };
        used.into_iter().map(column).collect()
    }

    /// Columns parted into bands that fit; the leading stub columns stand in each.
    fn bands(&self, columns: &[Column], gutter: Gutter) -> Vec<Vec<Column>> {
        let stub: Vec<Column> = columns.iter().take_while(|column| column.is_stub).take(2).cloned().collect();
        let room = self.view.width.saturating_sub(gutter.width());
        let width = |band: &[Column]| band.iter().map(|column| column.width + 2).sum::<usize>();
        let mut bands: Vec<Vec<Column>> = vec![Vec::new()];
        for column in columns {
            let Some(band) = bands.last_mut() else { break };
            let is_full = !band.is_empty() && width(band) + column.width > room;
            let repeats = width(&stub) * 2 < room && stub.len() < columns.len();
            if is_full && band.len() > if repeats { stub.len() } else { 0 } {
                bands.push(if repeats { stub.clone() } else { Vec::new() });
            }
            if let Some(band) = bands.last_mut().filter(|band| band.iter().all(|known| known.col != column.col)) {
                band.push(column.clone());
            }
        }
        bands
    }

    fn write_band(&self, out: &mut String, band: &[Column], gutter: Gutter, lines: &[Line], is_first: bool) {
        let blank = " ".repeat(gutter.number + 1 + gutter.role);
        let head = |text: fn(&Column) -> String| -> String {
            band.iter().map(|column| format!("{}  ", fit(&text(column), column.width, false))).collect()
        };
        let _ = writeln!(
            out,
            "{blank} │ {}",
            self.paint(Style::new().bold(), head(|column| column_letters(column.col)).trim_end())
        );
        let _ = writeln!(
            out,
            "{blank} │ {}",
            self.paint(Style::new().dimmed(), head(|column| column.role.clone()).trim_end())
        );
        for line in lines {
            match line {
                Line::Row(row) => self.write_row(out, *row, band, gutter, is_first),
                Line::LeftOut { first, last, count } => {
                    let all = say!("inspect.rows-left", count, first, last).to_string();
                    let _ = writeln!(out, "{blank} │ {}", self.paint(Style::new().dimmed(), &all));
                }
            }
        }
    }

    fn write_row(&self, out: &mut String, row: u32, band: &[Column], gutter: Gutter, is_first: bool) {
        // Titles and notes stand in the first band only; a row of figures or headings stands in each, empty or not.
        let goes_on = self.roles.of_row(row).iter().any(|role| matches!(role, Role::Body | Role::Header(_)));
        if !is_first && !goes_on {
            return;
        }
        let words = fit(&self.row_words(row), gutter.role, false);
        let color = self.roles.of_row(row).first().map_or(Style::new(), |role| palette::of_role(*role));
        let _ = write!(out, "{row:>width$} {} │ ", self.paint(color, &words), width = gutter.number);
        let end = self.view.width.saturating_sub(gutter.width());
        let mut line = String::new();
        let mut at = 0;
        for (nth, column) in band.iter().enumerate() {
            let start: usize = band.iter().take(nth).map(|column| column.width + 2).sum();
            let Some(cell) = self.roles.cells.get(&(row, column.col)) else { continue };
            let text = self.text(row, column.col, cell);
            let right = matches!(cell.role, Role::Body | Role::SetAside);
            let room = if right { column.width } else { self.room(row, band, nth, end.saturating_sub(start)) };
            let shown = if right { fit(&text, room, true) } else { cut(&text, room) };
            line.push_str(&" ".repeat(start.saturating_sub(at)));
            at = start + shown.width();
            line.push_str(&self.paint(palette::style(cell), &shown));
        }
        let _ = writeln!(out, "{}", line.trim_end());
    }

    /// Columns of the terminal that a text may take: its own, and those of the empty cells on its right.
    fn room(&self, row: u32, band: &[Column], nth: usize, end: usize) -> usize {
        let own = band.get(nth).map_or(0, |column| column.width);
        let rest = band.get(nth + 1..).unwrap_or(&[]);
        let empty = rest.iter().take_while(|column| !self.roles.cells.contains_key(&(row, column.col)));
        let all: Vec<usize> = empty.map(|column| column.width + 2).collect();
        if all.len() == rest.len() { end.max(own) } else { own + all.iter().sum::<usize>() }
    }

    fn write_legend(&self, out: &mut String) {
        let shown: BTreeSet<u32> = self.shown.iter().copied().collect();
        let cells = self.roles.cells.iter().filter(|((row, _), _)| shown.contains(row));
        let signs: BTreeSet<_> = cells.flat_map(|(_, cell)| palette::signs(cell)).collect();
        let words: Vec<String> = signs.iter().map(|(sign, word)| format!("{sign} {word}")).collect();
        if !words.is_empty() {
            let _ = writeln!(out, "{}", self.paint(Style::new().dimmed(), &words.join("   ")));
        }
    }

    fn paint(&self, style: Style, text: &str) -> String {
        match self.view.color && style != Style::new() && !text.trim().is_empty() {
            true => format!("{style}{text}{style:#}"),
            false => text.to_string(),
        }
    }
}

/// Cut or filled with blanks to exactly a width.
fn fit(text: &str, width: usize, right: bool) -> String {
    let text = cut(text, width);
    let blanks = " ".repeat(width.saturating_sub(text.width()));
    if right { format!("{blanks}{text}") } else { format!("{text}{blanks}") }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn texts_are_cut_by_display_width() {
        assert_eq!(fit("12.5", 6, true), "  12.5");
        assert_eq!(fit("支出", 6, false), "支出  ");
    }
}
