//! Columns of one block by what they hold. In: a block with its data rows. Out: which columns are stub and which are
//! body, where the header rows stand, and where one side of an account ends and the next begins.

use std::ops::Range;

use super::hints::Layout;
use super::regions::Block;
use super::rows::{self, Row};
use super::title;
use super::view::View;
use super::wording;

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Column {
    Stub,
    Body,
    Empty,
}

/// The plan of one block.
#[derive(Clone, Debug, PartialEq)]
pub struct Plan {
    /// Rows of the header, first to last; empty where the block has none.
    pub header: Range<usize>,
    pub first_data: usize,
    /// The first row that may name an item: below the header, or the first data row where one was told.
    pub first_item: usize,
    pub sides: Vec<Side>,
}

/// One table of a block: its stub and body columns.
#[derive(Clone, Debug, PartialEq)]
pub struct Side {
    pub cols: Range<usize>,
    pub stub: Vec<usize>,
    pub body: Vec<usize>,
}

/// Plans a block, by what is told of its layout first; `None` where it holds no data.
pub fn plan(view: &View, block: &Block, told: &Layout) -> Option<Plan> {
    let floor = told.first_data.or(told.header.as_ref().map(|header| header.end)).unwrap_or(0);
    let is_data = |row: &usize| *row >= floor && (block.kind(*row) == Row::Data || told.first_data == Some(*row));
    let data: Vec<usize> = block.rows.clone().filter(is_data).collect();
    let above = data.first().copied()?;
    let numbered = rows::numbers_columns(view, above, &block.cols) && above > block.rows.start && data.len() > 1;
    let data: Vec<usize> = data.into_iter().skip(usize::from(numbered && told.first_data.is_none())).collect();
    let first_data = data.first().copied()?;
    let kind = |col: usize| as_told(told, col, view, &data).unwrap_or_else(|| column(view, block, &data, col));
    let columns: Vec<Column> = block.cols.clone().map(kind).collect();
    let is_body = |col: usize| columns.get(col.wrapping_sub(block.cols.start)) == Some(&Column::Body);
    if !columns.contains(&Column::Body) {
        return None;
    }
    let headed = if numbered { above } else { first_data };
    let header = told.header.clone().unwrap_or_else(|| header_rows(view, block, headed, &is_body));
    let columns = with_empty_body(view, block, &header, columns);
    let sides = sides(view, block, &header, &columns);
    let below = if header.is_empty() { first_data } else { header.end.max(if numbered { above + 1 } else { 0 }) };
    Some(Plan { first_item: told.first_data.unwrap_or(below), header, first_data, sides })
}

/// Where stub columns are told, they are the stub, and other columns with figures are not.
fn as_told(told: &Layout, col: usize, view: &View, data: &[usize]) -> Option<Column> {
    let stub = told.stub.as_ref()?;
    let has_figures = || data.iter().any(|&row| view.is_figure(row, col));
    match stub.contains(&col) {
        true => Some(Column::Stub),
        false => has_figures().then_some(Column::Body),
    }
}

/// A column is body where it holds more figures than words; years and codes that head rows are stub.
fn column(view: &View, block: &Block, data: &[usize], col: usize) -> Column {
    let count = |test: &dyn Fn(usize) -> bool| data.iter().filter(|&&row| test(row)).count();
    let figures = count(&|row| view.is_figure(row, col));
    let words = count(&|row| view.is_words(row, col) && !view.is_figure(row, col));
    if figures == 0 {
        return if words > 0 { Column::Stub } else { Column::Empty };
    }
    if words > figures || labels_rows(view, block, data, col) { Column::Stub } else { Column::Body }
}

/// Numbers that name rows: years under a heading that says so or in the first column, codes, serials 1, 2, 3, ...
fn labels_rows(view: &View, block: &Block, data: &[usize], col: usize) -> bool {
    let numbers: Vec<usize> = data.iter().copied().filter(|&row| view.is_number(row, col)).collect();
    let years = numbers.iter().filter(|&&row| view.year(row, col).is_some()).count();
    let first = data.first().copied().unwrap_or(0);
    // The last row of a header may hold the total already: `类 | 款 | 项 | 合计 | 2,946.25`.
    let level = Some(view.label(first, col)).filter(|text| is_code_level(text));
    let heading = level.or_else(|| heading_above(view, block, first, col));
    let leftmost = (block.cols.start..col).all(|left| data.iter().all(|&row| view.is_empty(row, left)));
    let others = (col + 1..block.cols.end).any(|right| data.iter().any(|&row| view.is_figure(row, right)));
    let mostly_years = years * 10 >= numbers.len() * 8 && years > 0;
    let serial = numbers.len() >= 3
        && numbers.iter().enumerate().all(|(at, &row)| view.raw(row, col).trim() == (at + 1).to_string());
    let heads = |test: fn(&str) -> bool| heading.as_deref().is_some_and(test);
    let coded = heads(rows::heads_codes) || heads(is_code_level) && under_codes(view, block, first, col);
    mostly_years && (leftmost || heads(rows::heads_years)) || coded || others && leftmost && serial
}

/// 类, 款, 项: the levels of an account code printed in a column each.
pub fn is_code_level(text: &str) -> bool {
    matches!(text, "类" | "款" | "项" | "目")
}

/// A text that heads codes stands above the column, or above the ones on its left with nothing over this one.
fn under_codes(view: &View, block: &Block, first_data: usize, col: usize) -> bool {
    (block.rows.start..first_data).any(|row| {
        let nearest = (block.cols.start..=col).rev().find(|&col| !view.is_empty(row, col));
        nearest.is_some_and(|col| rows::heads_codes(&view.label(row, col)))
    })
}

fn heading_above(view: &View, block: &Block, first_data: usize, col: usize) -> Option<String> {
    let rows = block.rows.start..first_data;
    let heads = |row: &usize| block.kind(*row) != Row::Numbering && !view.is_empty(*row, col);
    rows.rev().find(heads).map(|row| view.label(row, col))
}

/// Header rows: from the first row above the data that heads columns to the last one that holds text over body columns.
fn header_rows(view: &View, block: &Block, first_data: usize, is_body: &dyn Fn(usize) -> bool) -> Range<usize> {
    let begins = view.grid.begins as usize;
    let above =
        if begins < first_data { block.rows.start.max(begins)..first_data } else { block.rows.start..first_data };
    let Some(start) = above.clone().find(|&row| heads_columns(view, block, row, is_body)) else {
        return first_data..first_data;
    };
    let numbered = above.clone().find(|&row| row > start && block.kind(row) == Row::Numbering);
    let over_body = |row: &usize| block.cols.clone().any(|col| is_body(col) && !view.is_empty(*row, col));
    let end = numbered.map(|row| row - 1).or_else(|| (start..first_data).rev().find(over_body)).unwrap_or(start);
    start..end + 1
}

fn heads_columns(view: &View, block: &Block, row: usize, is_body: &dyn Fn(usize) -> bool) -> bool {
    let filled = view.filled(row, &block.cols);
    let over_body = || filled.iter().any(|&col| is_body(col));
    match block.kind(row) {
        Row::Years => true,
        Row::Data => true,
        Row::Words if is_pair(view, block, row) => false,
        Row::Words => {
            let first = filled.first().map_or(String::new(), |&col| view.label(row, col));
            title::number(&first).is_none() || filled.len() > 2
        }
        Row::Alone => over_body() && filled.iter().all(|&col| view.year(row, col).is_some()),
        Row::Line if above_preface(block, row) => false,
        Row::Line => {
            let text = filled.first().map_or(String::new(), |&col| view.label(row, col));
            title::is_side(&text) || (over_body() && title::number(&text).is_none() && !wide(view, block, row, &filled))
        }
        _ => false,
    }
}

/// A key and its value above the table (`Unit of measure | Million euro`): two cells at the left, no wider row before the
/// blank one that parts them from the header.
pub fn is_pair(view: &View, block: &Block, row: usize) -> bool {
    let pair = |row: usize| view.filled(row, &block.cols) == [block.cols.start, block.cols.start + 1];
    let mut below = (row + 1..block.rows.end).skip_while(|&row| pair(row) && block.kind(row) == Row::Words);
    let parted = below.next().is_some_and(|row| block.kind(row) == Row::Blank);
    let then = below.find(|&row| block.kind(row) != Row::Blank);
    pair(row) && parted && then.is_some_and(|row| pair(row) || matches!(block.kind(row), Row::Words | Row::Years))
}

/// A unit line or a line of the preamble stands between the row and the data: the row is of the title.
fn above_preface(block: &Block, row: usize) -> bool {
    let below = (row + 1..block.rows.end).map(|row| block.kind(row)).take_while(|kind| *kind != Row::Data);
    below.into_iter().any(|kind| matches!(kind, Row::Unit | Row::Preamble))
}

/// A title merged over nearly the whole block, though it may start over a body column.
fn wide(view: &View, block: &Block, row: usize, filled: &[usize]) -> bool {
    filled.first().is_some_and(|&col| view.breadth(row, col) * 10 >= block.cols.len() * 8)
}

/// Columns without any figure count as body where they are headed and stand right of the first body column.
fn with_empty_body(view: &View, block: &Block, header: &Range<usize>, mut columns: Vec<Column>) -> Vec<Column> {
    let first = columns.iter().position(|column| *column == Column::Body).unwrap_or(columns.len());
    for (at, col) in block.cols.clone().enumerate() {
        let headed = header.clone().any(|row| !view.is_empty(row, col));
        if at > first && columns[at] == Column::Empty && headed {
            columns[at] = Column::Body;
        }
    }
    columns
}

/// Cuts the block where a second stub repeats the first one's heading, names another side of the account, or its body
/// columns repeat the headings of the first body columns.
fn sides(view: &View, block: &Block, header: &Range<usize>, columns: &[Column]) -> Vec<Side> {
    let runs = runs(block, columns);
    let mut cuts = vec![block.cols.start];
    for pair in runs.windows(2) {
        let after_body = columns.get(pair[0].start.wrapping_sub(block.cols.start)) == Some(&Column::Body);
        let next = runs.iter().find(|run| run.start >= pair[1].end);
        if after_body && next.is_some() && repeats(view, block, header, &pair[1], &pair[0], next, &runs) {
            cuts.push(pair[1].start);
        }
    }
    let ends = cuts.iter().skip(1).copied().chain([block.cols.end]);
    let of = |kind: Column, cols: &Range<usize>| {
        cols.clone().filter(|col| columns.get(col - block.cols.start) == Some(&kind)).collect::<Vec<_>>()
    };
    let spans = cuts.iter().zip(ends).map(|(&start, end)| start..end);
    spans.map(|cols| Side { stub: of(Column::Stub, &cols), body: of(Column::Body, &cols), cols }).collect()
}

/// Maximal runs of stub and of body columns, empty columns left out.
fn runs(block: &Block, columns: &[Column]) -> Vec<Range<usize>> {
    let mut runs: Vec<(Column, Range<usize>)> = Vec::new();
    for (col, column) in block.cols.clone().zip(columns).filter(|(_, column)| **column != Column::Empty) {
        match runs.last_mut() {
            Some((kind, run)) if kind == column => run.end = col + 1,
            _ => runs.push((*column, col..col + 1)),
        }
    }
    runs.into_iter().map(|(_, run)| run).collect()
}

fn repeats(
    view: &View,
    block: &Block,
    header: &Range<usize>,
    stub: &Range<usize>,
    body: &Range<usize>,
    next: Option<&Range<usize>>,
    runs: &[Range<usize>],
) -> bool {
    let heading = |col: usize| -> String {
        header.clone().map(|row| wording::squash(view.raw(row, col))).filter(|text| !title::is_side(text)).collect()
    };
    let first = runs.first().filter(|run| run.start < body.start).map_or(block.cols.start, |run| run.start);
    let same_stub = !heading(stub.start).is_empty() && heading(stub.start) == heading(first);
    let named = header.clone().any(|row| title::is_side(&view.label(row, stub.start)));
    let bodies = |run: &Range<usize>| run.clone().map(heading).collect::<Vec<_>>();
    let same_body =
        next.is_some_and(|next| bodies(next) == bodies(body) && bodies(body).iter().all(|text| !text.is_empty()));
    same_stub || named || same_body
}
