//! The tables of a text as HTML, with their figures marked.
//!
//! In: a checked text, where its figures stand in tables. Out: each table as printed, merged cells kept, every checked cell
//! in the colour and with the sign of its verdict. Refuses nothing: every cell is escaped.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write;
use std::ops::Range;

use super::evidence::{is_bare, sheet_title};
use super::figure::write_figure;
use crate::claims::check::Checked;
use crate::claims::tables::Tabled;
use crate::claims::{Judged, TableCell};
use crate::messages::{Message, say};
use crate::outputs::escaped;
use crate::sources::{Grid, Merge};

/// Notes of figures that stand for others as well: from positions in `judged` to the one whose note it is.
pub type Shared = BTreeMap<usize, usize>;

/// Figures of one table that could not be checked for one reason share the note of the first.
pub fn shared(text: &Checked) -> Shared {
    let mut firsts: BTreeMap<(u32, &Message), usize> = BTreeMap::new();
    let bare = text.judged.iter().enumerate().filter(|(_, one)| is_bare(one));
    let share = |(at, one)| {
        let cell = Judged::cell(one)?;
        Some((at, *firsts.entry((cell.table, &one.why)).or_insert(at)))
    };
    bare.filter_map(share).collect()
}

/// All tables of a text; `first` is the number of its first figure.
pub fn write_tables(out: &mut String, text: &Checked, by_cell: &BTreeMap<TableCell, usize>, first: usize) {
    if text.tables.is_empty() {
        return;
    }
    let shared = shared(text);
    let _ = writeln!(out, "<h3>{}</h3>", say!("page.tables"));
    for tabled in &text.tables {
        let Some(grid) = text.source.grids.get(tabled.grid) else { continue };
        let _ = writeln!(
            out,
            "<div class=\"scroll\"><table class=\"paper\"><caption>{}</caption>",
            caption(tabled, &grid.sheet)
        );
        let figure = |out: &mut String, printed: &str, cell: TableCell| {
            let Some((at, one)) = by_cell.get(&cell).and_then(|at| Some((*at, text.judged.get(*at)?))) else {
                out.push_str(&escaped(printed));
                return;
            };
            let note = first + shared.get(&at).unwrap_or(&at);
            write_figure(out, printed, one, first + at, note);
        };
        write_rows(out, grid, tabled, figure);
        out.push_str("</table></div>\n");
    }
}

/// `Table 3, page 4: title`, and why its figures are left alone.
fn caption(tabled: &Tabled, sheet: &str) -> String {
    let number = tabled.number;
    let name = match sheet.starts_with("page") {
        true => say!("page.table-on", number, page = sheet_title(sheet)),
        false => say!("page.table", number),
    };
    let name = match tabled.title.as_str() {
        "" => name.to_string(),
        title => format!("{}{title}", say!("list.heads", name)),
    };
    let left = tabled.left_alone.as_ref().map(|why| say!("page.left-alone", figures = tabled.figures, why));
    let left = left.map(|words| format!("<br><span class=\"soft\">{}</span>", escaped(&words.to_string())));
    format!("{}{}", escaped(&name), left.unwrap_or_default())
}

fn write_rows(out: &mut String, grid: &Grid, tabled: &Tabled, figure: impl Fn(&mut String, &str, TableCell)) {
    let rows = tabled.rows.start as usize..tabled.rows.end as usize;
    let width = grid.rows.get(rows.clone()).unwrap_or_default().iter().map(Vec::len).max().unwrap_or(0);
    let covered = covered(grid, &rows, width);
    for row in rows.filter(|row| grid.rows.get(*row).is_some_and(|cells| !cells.is_empty())) {
        out.push_str("<tr>");
        let filled = grid.rows.get(row).map(|cells| cells.iter().filter(|cell| !cell.text.is_empty()).count());
        for col in 0..width {
            if covered.contains(&(row, col)) {
                continue;
            }
            let text = grid.rows.get(row).and_then(|cells| cells.get(col)).map_or("", |cell| cell.text.trim());
            let is_line = filled == Some(1) && col == 0 && !text.is_empty();
            let span = if is_line { (1, width) } else { span(grid, row, col) };
            let _ = write!(out, "<td{}>", attributes(span));
            let number = |at: usize| u32::try_from(at).unwrap_or(u32::MAX);
            let cell = TableCell { table: tabled.number, row: tabled.row(number(row)), col: number(col + 1) };
            figure(out, text, cell);
            out.push_str("</td>");
            if is_line {
                break;
            }
        }
        out.push_str("</tr>\n");
    }
}

fn merge_at(grid: &Grid, row: usize, col: usize) -> Option<&Merge> {
    grid.merges.iter().find(|merge| (merge.first_row as usize, merge.first_col as usize) == (row, col))
}

/// Rows and columns that a cell takes.
fn span(grid: &Grid, row: usize, col: usize) -> (usize, usize) {
    merge_at(grid, row, col).map_or((1, 1), |merge| {
        ((merge.last_row - merge.first_row + 1) as usize, (merge.last_col - merge.first_col + 1) as usize)
    })
}

fn attributes((rows, cols): (usize, usize)) -> String {
    let one = |name: &str, count: usize| if count > 1 { format!(" {name}=\"{count}\"") } else { String::new() };
    format!("{}{}", one("rowspan", rows), one("colspan", cols))
}

/// Cells that a merged range hides, but for its first.
fn covered(grid: &Grid, rows: &Range<usize>, width: usize) -> BTreeSet<(usize, usize)> {
    let mut found = BTreeSet::new();
    for merge in &grid.merges {
        let (first, last) = (merge.first_row as usize, (merge.last_row as usize).min(rows.end));
        for row in first..=last {
            for col in merge.first_col as usize..=(merge.last_col as usize).min(width) {
                found.insert((row, col));
            }
        }
        found.remove(&(first, merge.first_col as usize));
    }
    found
}
