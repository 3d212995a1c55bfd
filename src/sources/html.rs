//! HTML tables, also when named .xls.
//!
//! In: decoded HTML. Out: one grid per table with more than a few lonely cells, nested tables by themselves; a cell
//! that spans rows or columns is a merged range with its text in the top left cell. Titles, units and notes often
//! stand beside the table: as in a spreadsheet program that opens the page, lines between tables are rows above the
//! next one, and lines after the last are rows below it; lines further off are passages. Refuses pages without tables
//! and without sentences.

use super::equation::Equation;
use super::finding::{Contents, Finding};
use super::guard::caught;
use super::html_lines::{is_prose, whole_figures};
use super::html_page::{HIDDEN, Node, Step, add_text, visit};
use super::html_pre::{self, Preformatted};
use super::html_style::{Level, is_hidden_row, is_second_form, is_struck, is_unseen, level};
use super::markup::{self, INLINE};
use super::passages;
use super::room::{Room, clip_merges};
use super::text_lines::SHEET;
use super::{Cell, Grid, Merge, Passage};
use crate::messages::say;
use crate::problem::Severity;

/// Limits of the HTML standard for spans, and of a spreadsheet for columns.
const WIDEST_SPAN: usize = 1000;
const TALLEST_SPAN: usize = 65_534;
const MOST_COLS: usize = 16_384;
/// Lines of text that are taken for a table's surroundings, above and below.
const NEAR: usize = 12;
/// A table of so few lonely cells is a line of text in disguise.
const FEW_ROWS: usize = 5;
/// Reads all tables of a page.
pub(super) fn read(text: &str) -> Result<Contents, Finding> {
    markup::check_html(text)?;
    let Walk { done: grids, surroundings, apart, asides, unseen_cells, struck_texts, .. } =
        caught(say!("source.the-web-page"), || walk(text))?;
    let lines = whole_figures(apart.into_iter().zip(1..));
    let no_table = || Finding::error("not-a-table", say!("source.no-table-html"));
    if grids.is_empty() && !lines.iter().any(|(line, _)| is_prose(line)) {
        return Err(no_table());
    }
    let mut findings =
        if grids.is_empty() { vec![Finding { severity: Severity::Warning, ..no_table() }] } else { Vec::new() };
    if unseen_cells > 0 {
        let message = say!("opened.unseen-cells", cells = unseen_cells);
        findings.push(Finding::warning("hidden-cells", message));
    }
    let passage = |(text, row): (String, u32)| Passage { sheet: SHEET.to_string(), row, text };
    let passages = lines.into_iter().map(passage).collect();
    let asides = asides.into_iter().map(passage).collect();
    let mut opened = if surroundings { vec![say!("opened.lines-as-rows")] } else { Vec::new() };
    if struck_texts > 0 {
        opened.push(say!("opened.struck", struck = struck_texts));
    }
    Ok(Contents { opened, grids, passages, asides, findings })
}

fn walk(text: &str) -> Result<Walk, Finding> {
    let mut walk = Walk::default();
    visit(text, |step, node| match step {
        Step::Begins => {
            walk.open(node);
            Ok(())
        }
        Step::Ends => walk.close(node),
    })?;
    walk.finish();
    Ok(walk)
}

/// Where a walk through the page stands.
#[derive(Default)]
struct Walk {
    /// The tables open, innermost last.
    open: Vec<OpenTable>,
    done: Vec<Grid>,
    begun: usize,
    /// Depth inside elements whose text nobody sees.
    hidden: usize,
    /// Depth inside cells that are not shown, and how many such cells hold something.
    unseen: usize,
    unseen_cells: usize,
    /// Depth inside text struck through, and how many pieces of it there are.
    struck: usize,
    struck_texts: usize,
    /// The levels of the elements open that are raised or lowered, innermost last.
    levels: Vec<Level>,
    equation: Equation,
    preformatted: Preformatted,
    /// Lines outside of table cells that belong to no table yet, and the one that is being read.
    lines: Vec<String>,
    line: String,
    /// Lines that are of no table.
    apart: Vec<String>,
    /// Lines that became rows of a table, each with the number of the line apart that comes next.
    asides: Vec<(String, u32)>,
    surroundings: bool,
    room: Room,
}

#[derive(Default)]
struct OpenTable {
    grid: Grid,
    /// Lines that stood before it.
    lines_before: usize,
    /// Rows begun.
    rows: usize,
    /// Depth inside rows, and groups of rows, that are not shown.
    hidden: usize,
    col: usize,
    /// For each column the first row that no cell from above reaches into.
    free_from: Vec<usize>,
    cell: Option<OpenCell>,
}

struct OpenCell {
    rows: usize,
    cols: usize,
    text: String,
}

impl Walk {
    fn open(&mut self, node: &Node) {
        if self.unseen > 0 || node.as_element().is_some_and(is_unseen) {
            self.unseen += usize::from(node.as_element().is_some());
            self.unseen_cells += usize::from(node.as_text().is_some_and(|text| !text.trim().is_empty()));
            return;
        }
        let Some(element) = node.as_element() else {
            if let Some(text) = node.as_text().filter(|_| self.hidden == 0) {
                self.add(text);
            }
            return;
        };
        let name = element.name();
        if name == "math" || self.equation.is_open() {
            return self.equation.begin(name, None);
        }
        self.struck += usize::from(is_struck(element));
        self.levels.extend(level(element));
        self.hidden += usize::from(HIDDEN.contains(&name) || is_second_form(element));
        if name == "table" && self.preformatted.is_open() {
            let text = self.preformatted.breaks_off();
            self.add_preformatted(&text);
        }
        if self.preformatted.begins(name) || HIDDEN.contains(&name) {
            return;
        }
        if name == "br" {
            end_line(self.text());
            self.text().push('\n');
        } else if !INLINE.contains(&name) {
            self.break_line();
        }
        if is_hidden_row(element) {
            self.open.last_mut().into_iter().for_each(|table| table.hidden += 1);
        }
        match name {
            "table" => self.begin_table(),
            "tr" => self.begin_row(),
            "caption" => {
                self.begin_row();
                self.begin_cell(1, 1);
                let first = self.open.last_mut().filter(|table| table.rows == 1);
                first.into_iter().for_each(|table| table.grid.lines_before = 1);
            }
            "td" | "th" => {
                let span = |name| element.attr(name).and_then(|n| n.trim().parse::<usize>().ok());
                let rows = span("rowspan").map_or(1, |n| if n == 0 { TALLEST_SPAN } else { n.min(TALLEST_SPAN) });
                self.begin_cell(rows, span("colspan").unwrap_or(1).clamp(1, WIDEST_SPAN));
            }
            _ => {}
        }
    }

    fn close(&mut self, node: &Node) -> Result<(), Finding> {
        let Some(element) = node.as_element() else { return Ok(()) };
        if self.unseen > 0 {
            self.unseen -= 1;
            return Ok(());
        }
        let name = element.name();
        if self.equation.is_open() {
            if let Some(text) = self.equation.end().filter(|_| self.hidden == 0) {
                self.add(&text);
            }
            return Ok(());
        }
        self.struck -= usize::from(is_struck(element)).min(self.struck);
        if level(element).is_some() {
            self.levels.pop();
        }
        self.hidden -= usize::from(HIDDEN.contains(&name) || is_second_form(element)).min(self.hidden);
        if self.preformatted.is_open() {
            if let Some(text) = self.preformatted.ends(element.name()) {
                self.add_preformatted(&text);
            }
            return Ok(());
        }
        if !INLINE.contains(&name) && !HIDDEN.contains(&name) && name != "br" {
            self.break_line();
        }
        if is_hidden_row(element) {
            self.open.last_mut().into_iter().for_each(|table| table.hidden = table.hidden.saturating_sub(1));
        }
        match name {
            "td" | "th" | "caption" => self.end_cell()?,
            "table" => self.end_table(),
            _ => {}
        }
        Ok(())
    }

    /// Text that the page shows, digits above and below the line kept apart from those on it.
    fn add(&mut self, text: &str) {
        if self.equation.is_open() {
            return self.equation.push(text.trim());
        }
        if self.struck > 0 {
            self.struck_texts += usize::from(!text.trim().is_empty());
            return;
        }
        let behind_digit = self.text().ends_with(|letter: char| letter.is_ascii_digit());
        let set = match self.levels.last() {
            Some(Level::Raised) => markup::raise(text),
            Some(Level::Lowered) if behind_digit => markup::lower(text),
            _ => None,
        };
        let text = set.as_deref().unwrap_or(text);
        match self.preformatted.is_open() {
            true => self.preformatted.push(text),
            false => add_text(self.text(), text),
        }
    }

    /// Where text goes: into the open cell, or into the line between tables.
    fn text(&mut self) -> &mut String {
        match self.open.last_mut().and_then(|table| table.cell.as_mut()) {
            Some(cell) => &mut cell.text,
            None => &mut self.line,
        }
    }

    /// A block begins on a line of its own.
    fn break_line(&mut self) {
        let in_cell = self.open.last().is_some_and(|table| table.cell.is_some());
        let text = self.text();
        end_line(text);
        if !in_cell {
            let lines = std::mem::take(text);
            self.lines.extend(lines.split('\n').filter(|line| !line.trim().is_empty()).map(str::to_string));
        } else if !text.is_empty() && !text.ends_with('\n') {
            text.push('\n');
        }
    }

    /// What was read so far of a cell or a line, as lines.
    fn end_lines(&mut self) {
        let before = std::mem::take(self.text());
        self.lines.extend(before.split('\n').filter(|line| !line.trim().is_empty()).map(str::to_string));
    }

    /// What stands before a table in the same cell of an outer one is a line above it.
    fn begin_table(&mut self) {
        self.end_lines();
        self.begun += 1;
        let grid = Grid { sheet: format!("table {}", self.begun), ..Grid::default() };
        self.open.push(OpenTable { grid, lines_before: self.lines.len(), ..OpenTable::default() });
    }

    /// Preformatted lines that are laid out as a table are one; others read on like any text.
    fn add_preformatted(&mut self, text: &str) {
        let Some((mut grid, rest)) = html_pre::laid_out(text, &format!("table {}", self.begun + 1)) else {
            self.break_line();
            add_text(self.text(), text);
            return self.break_line();
        };
        self.end_lines();
        self.begun += 1;
        let above = std::mem::take(&mut self.lines);
        self.put_below(above, &mut grid);
        self.apart.extend(rest);
        self.done.push(grid);
    }

    /// Lines of the page as rows above a table; those further off, and sentences with all above them, are of no table.
    fn put_below(&mut self, mut above: Vec<String>, grid: &mut Grid) {
        let near = above.len().saturating_sub(NEAR);
        let start = above.iter().rposition(|line| passages::is_prose(line.trim())).map_or(near, |at| near.max(at + 1));
        self.apart.extend(above.drain(..start).map(|line| line.trim().to_string()));
        self.surroundings |= !above.is_empty();
        self.keep_aside(&above);
        passages::set_above(grid, above.into_iter().map(one_cell).collect());
    }

    fn keep_aside(&mut self, lines: &[String]) {
        let next = u32::try_from(self.apart.len() + 1).unwrap_or(u32::MAX);
        self.asides.extend(lines.iter().map(|line| (line.trim().to_string(), next)));
    }

    fn begin_row(&mut self) {
        if let Some(table) = self.open.last_mut() {
            table.rows += 1;
            table.col = 0;
            if table.hidden > 0 {
                table.grid.hidden.add_row((table.rows - 1) as u32);
            }
        }
    }

    fn begin_cell(&mut self, rows: usize, cols: usize) {
        if let Some(table) = self.open.last_mut() {
            table.rows = table.rows.max(1);
            table.cell = Some(OpenCell { rows, cols, text: String::new() });
        }
    }

    fn end_cell(&mut self) -> Result<(), Finding> {
        let Walk { open, room, .. } = self;
        let Some(table) = open.last_mut() else { return Ok(()) };
        let Some(OpenCell { rows, cols, mut text }) = table.cell.take() else { return Ok(()) };
        let row = table.rows - 1;
        while table.free_from.get(table.col).is_some_and(|&free| free > row) {
            table.col += 1;
        }
        let (first, end) = (table.col, table.col + cols);
        if end > MOST_COLS {
            let message = say!("source.html-table-wide", most = MOST_COLS);
            return Err(Finding::error("sheet-too-large", message));
        }
        table.free_from.resize(table.free_from.len().max(end), 0);
        table.free_from[first..end].iter_mut().for_each(|free| *free = (*free).max(row + rows));
        table.col = end;
        if rows > 1 || cols > 1 {
            let (last_row, last_col) = ((row + rows - 1) as u32, (end - 1) as u32);
            table.grid.merges.push(Merge { first_row: row as u32, first_col: first as u32, last_row, last_col });
        }
        text.truncate(text.trim_end_matches([' ', '\n']).len());
        match text.is_empty() {
            true => Ok(()),
            false => room.put(&mut table.grid, row, first, Cell { text, stored: None }),
        }
    }

    /// A table proper takes the lines before it; the few cells of another are lines themselves.
    fn end_table(&mut self) {
        let Some(OpenTable { mut grid, lines_before, rows, .. }) = self.open.pop() else { return };
        let before = lines_before.min(self.lines.len());
        let lonely = |row: &Vec<Cell>| row.iter().filter(|cell| !cell.text.is_empty()).count() < 2;
        if grid.rows.len() <= FEW_ROWS && grid.rows.iter().all(lonely) {
            let cells = grid.rows.into_iter().flatten().map(|cell| cell.text).filter(|text| !text.is_empty());
            self.lines.splice(before..before, cells);
            return;
        }
        grid.merges.iter_mut().for_each(|merge| merge.last_row = merge.last_row.min(rows.saturating_sub(1) as u32));
        clip_merges(&mut grid);
        let above: Vec<String> = self.lines.drain(..before).collect();
        self.put_below(above, &mut grid);
        self.done.push(grid);
    }

    fn finish(&mut self) {
        self.break_line();
        if !self.done.is_empty() {
            let far = self.lines.iter().position(|line| passages::is_prose(line.trim()));
            let below = far.unwrap_or(self.lines.len()).min(NEAR);
            let below: Vec<String> = self.lines.drain(..below).collect();
            self.surroundings |= !below.is_empty();
            self.keep_aside(&below);
            if let Some(grid) = self.done.last_mut() {
                grid.rows.extend(below.into_iter().map(one_cell));
            }
        }
        self.apart.extend(self.lines.drain(..).map(|line| line.trim().to_string()));
    }
}

fn one_cell(text: String) -> Vec<Cell> {
    vec![Cell { text, stored: None }]
}

fn end_line(text: &mut String) {
    text.truncate(text.trim_end_matches(' ').len());
}

#[cfg(test)]
mod tests {
    use super::*;

    fn texts(grid: &Grid) -> Vec<Vec<&str>> {
        grid.rows.iter().map(|row| row.iter().map(|c| c.text.as_str()).collect()).collect()
    }

    #[test]
    fn raised_digits_are_marks_and_no_digits_of_the_number() {
        let page = "<table><tr><td>2016年<sup>①</sup><td>1,234.56<sup>2)</sup><td>12.5<sup>3</sup></table>";
        let grid = read(page).unwrap().grids.remove(0);
        assert_eq!(texts(&grid), [["2016年①", "1,234.56²⁾", "12.5³"]]);
    }

    #[test]
    fn marks_by_style_and_struck_text_are_no_digits() {
        let page = "<table><tr><td>12.5<span style='vertical-align: super'>1</span><td>13<a class=footnote href=#f>2</a>\
                    <td><del>12.5</del>13.8<td><strike>1</strike>2<td>18.7<sub>2</sub><td>CO<sub>2</sub>\
                    <tr><td>1<td><ruby>34<rt>9</rt></ruby><td><math><mfrac><mn>3</mn><mn>4</mn></mfrac></math><td>\
                    <math> <mn>1.2</mn><mo>×</mo> <msup><mn>10</mn><mn>8</mn></msup></math></table>";
        let contents = read(page).unwrap();
        let expected: Vec<Vec<&str>> =
            vec![vec!["12.5¹", "13²", "13.8", "2", "18.7₂", "CO2"], vec!["1", "34", "3⁄4", "1.2×10⁸"]];
        assert_eq!(texts(&contents.grids[0]), expected);
        assert_eq!(contents.opened, ["2 pieces of text struck through left out"]);
    }

    #[test]
    fn hidden_rows_are_told() {
        let page = "<table><tr><td>年份<td>2019<tr style='display: none'><td>旧<td>1<tr hidden><td>旧<td>2\
                    <tbody style='display:none'><tr><td>旧<td>3<tbody><tr><td>税收<td>12.5</table>";
        assert_eq!(read(page).unwrap().grids[0].hidden.rows, [(1, 3)]);
        assert_eq!(read(&format!("<p>表1</p>{page}")).unwrap().grids[0].hidden.rows, [(2, 4)]);
    }

    #[test]
    fn spans_are_merged_ranges_with_the_text_top_left() {
        let page = "<table><tr><th rowspan=2>地区<th colspan=2>支出<tr><td>2015<td>2016\
                    <tr><td>北&nbsp;京<td>1.5<td>2&lt;</table>";
        let grid = read(page).unwrap().grids.remove(0);
        let expected: Vec<Vec<&str>> =
            vec![vec!["地区", "支出"], vec!["", "2015", "2016"], vec!["北\u{a0}京", "1.5", "2<"]];
        assert_eq!(texts(&grid), expected);
        let down = Merge { first_row: 0, first_col: 0, last_row: 1, last_col: 0 };
        let across = Merge { first_row: 0, first_col: 1, last_row: 0, last_col: 2 };
        assert_eq!(grid.merges, vec![down, across]);
    }

    #[test]
    fn line_breaks_scripts_and_nested_tables() {
        let page =
            "<table><tr><td>Layout<table><tr><td> a <br>\n b<script>x</script><td>1</table>note</td></tr></table>";
        let grids = read(page).unwrap().grids;
        assert_eq!(grids.iter().map(|g| g.sheet.as_str()).collect::<Vec<_>>(), ["table 2"]);
        assert_eq!(texts(&grids[0]), vec![vec!["Layout"], vec!["a\nb", "1"], vec!["note"]]);
    }

    #[test]
    fn title_unit_and_source_beside_the_table_are_rows_of_it() {
        let page = "<html><head><title>Excel</title></head><body><div>各地区经费<b>投入</b>强度</div>\
                    <table><tr><td>单位:%</td></tr></table>\
                    <table><tr><td rowspan=2>地区<td>2019<td>2020<tr><td>1.5<td>2</table><div>摘编自年鉴<br>第二行</div>";
        let contents = read(page).unwrap();
        let expected: Vec<Vec<&str>> = vec![
            vec!["各地区经费投入强度"],
            vec!["单位:%"],
            vec!["地区", "2019", "2020"],
            vec!["", "1.5", "2"],
            vec!["摘编自年鉴"],
            vec!["第二行"],
        ];
        assert_eq!(contents.grids.iter().map(texts).collect::<Vec<_>>(), [expected]);
        assert_eq!(contents.grids[0].merges, [Merge { first_row: 2, first_col: 0, last_row: 3, last_col: 0 }]);
        assert_eq!(contents.opened, ["lines of text around the tables read as rows"]);
    }

    #[test]
    fn hostile_pages_are_refused_quickly() {
        let wide = format!("<table>{}</table>", "<tr><td colspan=1000>x<td colspan=1000>y".repeat(2_500));
        let tall = format!("<table><tr>{}</table>", "<td rowspan=65534>x".repeat(16_400));
        assert_eq!(read(&wide).err().map(|f| f.code), Some("sheet-too-large"));
        assert_eq!(read(&tall).err().map(|f| f.code), Some("sheet-too-large"));
        assert_eq!(read("<html><p>no table").err().map(|f| f.code), Some("not-a-table"));
    }
}
