//! The tables of a paper laid out for reading: one grid for a table that goes on in the next, a column for each figure of
//! cells that print two, nothing hidden.
//!
//! In: the grids of a text. Out: grids that are read, with where each row and column of them is printed. Refuses to join
//! tables with other columns, and to part cells of tables of estimates and marks of notes.

use std::collections::BTreeMap;
use std::ops::Range;
use std::sync::LazyLock;

use regex::Regex;

use super::estimates;
use crate::sources::{Cell, Grid, Hidden, Kind, Merge, Source};

/// Rows of a grid as they are printed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Part {
    /// Position of the printed grid.
    pub grid: usize,
    /// Its first row in the grid that is read.
    pub from: u32,
    pub rows: u32,
}

/// A grid that is read.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Layout {
    pub parts: Vec<Part>,
    /// Columns from 1 of second figures: the column that prints them, and whether its heading says what they are.
    pub seconds: BTreeMap<u32, (u32, bool)>,
    /// Rows and columns that are not shown.
    pub hidden: Hidden,
    /// It goes on with the table before, though in other columns.
    pub goes_on: bool,
}

/// The text with its tables as they are read.
pub fn laid_out(source: &Source) -> (Source, Vec<Layout>) {
    let mut grids: Vec<Grid> = Vec::with_capacity(source.grids.len());
    let mut layouts: Vec<Layout> = Vec::new();
    for (at, grid) in source.grids.iter().enumerate() {
        let mut grid = grid.clone();
        let is_text = source.kind == Kind::Text;
        let hidden = if is_workbook(source.kind) { std::mem::take(&mut grid.hidden) } else { Hidden::default() };
        let goes_on = at > 0 && !is_text && (grid.continues || is_titled_as_continued(&grid));
        let rows = grid.rows.len() as u32;
        let whole = grids.last_mut().zip(layouts.last_mut()).filter(|_| goes_on);
        if let Some((above, layout)) = whole
            && let Some(bare) = bare(above, &grid)
        {
            let from = above.rows.len() as u32;
            join(above, bare);
            layout.parts.push(Part { grid: at, from, rows });
            continue;
        }
        grid.continues = false;
        layouts.push(Layout { parts: vec![Part { grid: at, from: 0, rows }], hidden, goes_on, ..Layout::default() });
        grids.push(grid);
    }
    for (grid, layout) in grids.iter_mut().zip(&mut layouts).filter(|_| source.kind != Kind::Text) {
        if estimates::sign(grid, &(grid.lines_before..grid.rows.len() as u32)).is_none() {
            layout.seconds = parted(grid);
        }
    }
    (Source { grids, ..source.clone() }, layouts)
}

fn is_workbook(kind: Kind) -> bool {
    matches!(kind, Kind::Xls | Kind::Xlsx | Kind::Xlsb | Kind::Ods | Kind::Xml)
}

static CONTINUED: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"(?i)^\s*(?:续\s*表|接上表|(?:附?表|table)\s*[\dA-Z一二三四五六七八九十.\-]*\s*[（(]?\s*(?:续|continued|cont(?:inued|\.|’d|'d)))|[（(]\s*(?:续表?|continued|cont\.)\s*[）)]\s*$")
        .expect("a valid pattern")
});

/// The lines above a table say that it is the rest of the one before.
fn is_titled_as_continued(grid: &Grid) -> bool {
    const LINES: usize = 3;
    let above = grid.rows.iter().filter(|row| row.iter().any(|cell| !cell.text.trim().is_empty()));
    above.take(LINES).any(|row| {
        let mut held = row.iter().map(|cell| cell.text.trim()).filter(|text| !text.is_empty());
        let first = held.next();
        first.is_some_and(|text| CONTINUED.is_match(text)) && held.next().is_none()
    })
}

fn texts(row: &[Cell]) -> Vec<&str> {
    let used = row.iter().rposition(|cell| !cell.text.trim().is_empty()).map_or(0, |at| at + 1);
    row.iter().take(used).map(|cell| cell.text.trim()).collect()
}

fn width(grid: &Grid) -> usize {
    grid.rows.iter().map(|row| texts(row).len()).max().unwrap_or(0)
}

/// The rest of a table without title and header, where it has the columns of the part above; none where it has others.
fn bare(above: &Grid, grid: &Grid) -> Option<Grid> {
    const DEEPEST: usize = 12;
    if width(above) != width(grid) {
        return None;
    }
    let header: Vec<Vec<&str>> =
        above.rows.iter().map(|row| texts(row)).filter(|row| row.len() > 1).take(DEEPEST).collect();
    let mut bare = grid.clone();
    let mut is_top = true;
    for (row, own) in bare.rows.iter_mut().zip(&grid.rows) {
        let printed = texts(own);
        let has_figures = printed
            .iter()
            .skip(1)
            .any(|text| text.starts_with(|letter: char| letter.is_ascii_digit() || "-−—".contains(letter)));
        let is_known = header.contains(&printed);
        is_top &= printed.len() < 2 || is_known || !has_figures;
        if is_top && printed.len() > 1 && !is_known {
            return None;
        }
        if is_top {
            row.clear();
        }
    }
    Some(bare)
}

fn join(above: &mut Grid, below: Grid) {
    let by = above.rows.len() as u32;
    let kept = |merge: &Merge| below.rows.get(merge.first_row as usize).is_some_and(|row| !row.is_empty());
    let moved = |merge: Merge| Merge { first_row: merge.first_row + by, last_row: merge.last_row + by, ..merge };
    above.merges.extend(below.merges.iter().copied().filter(kept).map(moved));
    above.overfull.extend(below.overfull.iter().map(|row| row + by));
    above.rows.extend(below.rows);
}

static TWO: LazyLock<Regex> = LazyLock::new(|| {
    let number = r"[-−－+]?\d[\d,]*(?:\.\d+)?\s*[%％]?";
    Regex::new(&format!(r"^\s*({number})\s*[（(\[［【]\s*({number})(?:个?百分点)?\s*[）)\]］】]\s*$"))
        .expect("a valid pattern")
});

/// The two figures of a cell.
fn two(text: &str) -> Option<(String, String)> {
    let found = TWO.captures(text)?;
    Some((found.get(1)?.as_str().trim().to_string(), found.get(2)?.as_str().trim().to_string()))
}

/// Gives second figures columns of their own behind all others.
fn parted(grid: &mut Grid) -> BTreeMap<u32, (u32, bool)> {
    let mut seconds = BTreeMap::new();
    let width = width(grid);
    for col in 0..width {
        let held: Vec<(usize, (String, String))> =
            grid.rows.iter().enumerate().filter_map(|(row, cells)| Some((row, two(&cells.get(col)?.text)?))).collect();
        if !are_figures(grid, col, &held) {
            continue;
        }
        let to = width + seconds.len();
        let first = held.first().map_or(0, |(row, _)| *row);
        let is_named = set_heading(grid, col, to, first);
        for (row, (one, other)) in held {
            set(grid, row, col, one);
            set(grid, row, to, other);
        }
        seconds.insert(to as u32 + 1, (col as u32 + 1, is_named));
    }
    seconds
}

/// At least two, most cells of the column, and no marks of notes.
fn are_figures(grid: &Grid, col: usize, held: &[(usize, (String, String))]) -> bool {
    let has_digit = |row: &&Vec<Cell>| {
        row.len() > 1
            && row.get(col).is_some_and(|cell| cell.text.trim().starts_with(|letter: char| letter.is_ascii_digit()))
    };
    let first = held.first().map_or(0, |(row, _)| *row);
    let figures = grid.rows.iter().skip(first).filter(has_digit).count();
    let tells = |text: &str| text.contains(['.', '%', '％', '-', '−', '+']);
    col > 0 && held.len() >= 2 && held.len() * 2 >= figures && held.iter().any(|(_, (_, second))| tells(second))
}

fn set(grid: &mut Grid, row: usize, col: usize, text: String) {
    let Some(cells) = grid.rows.get_mut(row) else { return };
    if cells.len() <= col {
        cells.resize_with(col + 1, Cell::default);
    }
    if let Some(cell) = cells.get_mut(col) {
        *cell = Cell { text, stored: None };
    }
}

static BRACKET: LazyLock<Regex> =
    LazyLock::new(|| Regex::new(r"[（(\[［]([^（）()\[\]［］]*)[）)\]］]").expect("a valid pattern"));
const RATES: [&str; 16] = [
    "增长", "增速", "增幅", "同比", "占", "比重", "比例", "变化", "变动", "growth", "share", "change", "rate", "ratio",
    "increase", "%",
];

/// Heads the column of second figures by what stands in brackets over the first; whether that says what they are.
fn set_heading(grid: &mut Grid, col: usize, to: usize, first: usize) -> bool {
    let top = (grid.lines_before as usize).min(first);
    let printed = |grid: &Grid, row: usize| heading(grid, row, col);
    let lowest = (top..first).rev().find(|row| !printed(grid, *row).is_empty());
    for row in (top..first).filter(|row| Some(*row) != lowest) {
        let text = printed(grid, row);
        if grid.rows.get(row).is_some_and(|cells| cells.len() > 1) {
            set(grid, row, to, text);
        }
    }
    let Some(lowest) = lowest else { return false };
    let text = printed(grid, lowest);
    let is_rate = |text: &str| RATES.iter().any(|word| text.to_lowercase().contains(word));
    let phrase = BRACKET
        .captures_iter(&text)
        .filter_map(|found| Some((found.get(0)?.range(), found.get(1)?.as_str().to_string())))
        .last();
    let phrase: Option<(Range<usize>, String)> = phrase.filter(|(_, words)| is_rate(words));
    let mut base = text.clone();
    if let Some((range, _)) = &phrase {
        base.replace_range(range.clone(), "");
    }
    let words =
        phrase.map_or(String::new(), |(_, words)| words.replace(['%', '％', '，', ',', '/'], "").trim().to_string());
    let bare = BRACKET.replace_all(&base, "").trim().to_string();
    let blank = if bare.is_ascii() && !words.is_empty() { " " } else { "" };
    set(grid, lowest, to, format!("{bare}{blank}{words}（%）"));
    set(grid, lowest, col, base.trim().to_string());
    !words.is_empty()
}

/// What a cell prints, or the merged range that it lies in.
fn heading(grid: &Grid, row: usize, col: usize) -> String {
    let holds = |merge: &&Merge| {
        let rows = merge.first_row as usize..=merge.last_row as usize;
        rows.contains(&row) && (merge.first_col as usize..=merge.last_col as usize).contains(&col)
    };
    let (row, col) =
        grid.merges.iter().find(holds).map_or((row, col), |merge| (merge.first_row as usize, merge.first_col as usize));
    grid.rows.get(row).and_then(|cells| cells.get(col)).map_or(String::new(), |cell| cell.text.trim().to_string())
}
