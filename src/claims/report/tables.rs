//! The tables of a text as HTML, with their figures marked.
//!
//! In: a checked text, where its figures stand in tables. Out: each table as printed and where it stands in the document,
//! merged cells kept, every checked figure in the colour and with the sign of its verdict. Refuses nothing: every cell is escaped.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write;
use std::ops::Range;

use super::evidence::{is_bare, sheet_title};
use super::figure::write_figure;
use crate::claims::check::Checked;
use crate::claims::tables::{Part, Tabled};
use crate::claims::{Judged, TableCell};
use crate::messages::{Message, say};
use crate::outputs::escaped;
use crate::sources::{Grid, Kind, Merge, Passage};

/// Cells with the positions of their figures in `judged`.
pub type Cells = BTreeMap<TableCell, Vec<usize>>;

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

/// The tables of one printed grid, and how many paragraphs of the text stand before it.
pub struct Placed<'a> {
    pub behind: usize,
    tables: Vec<&'a Tabled>,
    part: &'a Part,
}

/// The tables of a text in the order of the document, those side by side together; behind all paragraphs where it does not
/// say where they stand.
pub fn placed(text: &Checked) -> Vec<Placed<'_>> {
    let grid = |one: &Tabled| one.layout.parts.first().map(|part| part.grid);
    let together = |one: &Tabled, next: &Tabled| (grid(one), &one.rows) == (grid(next), &next.rows);
    let mut placed: Vec<Placed> = Vec::new();
    for tables in text.tables.chunk_by(together) {
        let Some(first) = tables.first() else { continue };
        let of_part = |part| Placed { behind: behind(text, first, part), tables: tables.iter().collect(), part };
        placed.extend(first.layout.parts.iter().map(of_part));
    }
    placed.sort_by_key(|one| one.behind);
    placed
}

/// How many paragraphs stand before a table.
fn behind(text: &Checked, tabled: &Tabled, part: &Part) -> usize {
    let all = &text.source.passages;
    let Some(grid) = text.source.grids.get(part.grid) else { return all.len() };
    let page = |sheet: &str| sheet.strip_prefix("page ").and_then(|number| number.parse::<u32>().ok());
    let first = if part.from == 0 { tabled.rows.start + 1 } else { grid.lines_before + 1 };
    let is_before: Box<dyn Fn(&Passage) -> bool> = match (page(&grid.sheet), grid.behind, text.source.kind) {
        (Some(own), ..) => Box::new(move |one| page(&one.sheet).is_some_and(|of| (of, one.row) < (own, first))),
        (None, Some(behind), _) => Box::new(move |one| one.row <= behind && one.sheet == "text"),
        (None, None, Kind::Text) => Box::new(move |one| one.row < first),
        _ => return all.len(),
    };
    all.iter().take_while(|one| is_before(one)).count()
}

/// The tables that stand behind so many paragraphs; `first` is the number of the first figure of the text.
pub fn write_table(out: &mut String, text: &Checked, placed: &Placed, by_cell: &Cells, shared: &Shared, first: usize) {
    let Some(tabled) = placed.tables.first() else { return };
    let Some(grid) = text.source.grids.get(placed.part.grid) else { return };
    let captions: Vec<String> = placed.tables.iter().map(|tabled| caption(tabled, &grid.sheet)).collect();
    let distinct: BTreeSet<&String> = captions.iter().collect();
    let caption: Vec<&str> = captions.iter().filter(|one| distinct.contains(one)).map(String::as_str).collect();
    let mut caption = caption;
    caption.dedup();
    let _ = writeln!(out, "<div class=\"scroll\"><table class=\"paper\"><caption>{}</caption>", caption.join("<br>"));
    let figure = |out: &mut String, printed: &str, cell: TableCell| {
        let figures = by_cell.get(&cell).map(Vec::as_slice).unwrap_or_default();
        let judged = |at: &usize| Some((*at, text.judged.get(*at)?));
        write_cell(out, printed, &figures.iter().filter_map(judged).collect::<Vec<_>>(), shared, first);
    };
    write_rows(out, grid, (tabled, placed.part), figure);
    out.push_str("</table></div>\n");
}

/// A cell with its figures marked, each where it is printed.
fn write_cell(out: &mut String, printed: &str, figures: &[(usize, &Judged)], shared: &Shared, first: usize) {
    let note = |at: usize| first + shared.get(&at).unwrap_or(&at);
    if let [(at, one)] = figures
        && !printed.contains(['(', '（', '[', '【'])
    {
        return write_figure(out, printed, one, first + at, note(*at));
    }
    let mut rest = printed;
    for (at, one) in figures {
        let own = one.claim.printed();
        let (before, behind) = rest.split_once(own).filter(|_| !own.is_empty()).unwrap_or(("", rest));
        out.push_str(&escaped(before));
        let shown = if before.len() + behind.len() < rest.len() { own } else { "" };
        write_figure(out, shown, one, first + at, note(*at));
        rest = behind;
    }
    out.push_str(&escaped(rest));
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

/// The rows of a part of a table, each cell by its number in the whole.
fn write_rows(
    out: &mut String,
    grid: &Grid,
    (tabled, part): (&Tabled, &Part),
    figure: impl Fn(&mut String, &str, TableCell),
) {
    let start = if part.from == 0 { tabled.rows.start } else { grid.lines_before };
    let end = tabled.rows.end.saturating_sub(part.from).min(part.rows);
    let rows = start as usize..end as usize;
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
            let cell =
                TableCell { table: tabled.number, row: tabled.row(part.from + number(row)), col: number(col + 1) };
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
