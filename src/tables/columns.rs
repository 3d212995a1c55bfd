//! Columns of one block by what they hold. In: a block with its data rows. Out: which columns are stub and which are
//! body, where the header rows stand, and where one side of an account ends and the next begins.

use std::ops::Range;

use super::column::{self, Column};
use super::plan::{Layout, Plan, Side};
use super::regions::Block;
use super::remarks;
use super::rows::{self, Row};
use super::title;
use super::view::View;
use super::wording;

/// Plans a block, by what is told of its layout first; `None` where it holds no data.
pub fn plan(view: &View, block: &Block, told: &Layout) -> Option<Plan> {
    let floor = told.first_data.or(told.header.as_ref().map(|header| header.end)).unwrap_or(0);
    let is_data = |row: &usize| *row >= floor && (block.kind(*row) == Row::Data || told.first_data == Some(*row));
    let data: Vec<usize> = block.rows.clone().filter(is_data).collect();
    let above = data.first().copied()?;
    let numbered = rows::numbers_columns(view, above, &block.cols) && above > block.rows.start && data.len() > 1;
    let data: Vec<usize> = data.into_iter().skip(usize::from(numbered && told.first_data.is_none())).collect();
    let first_data = data.first().copied()?;
    let kind = |col: usize| as_told(told, col, view, &data).unwrap_or_else(|| column::kind(view, block, &data, col));
    let columns: Vec<Column> = block.cols.clone().map(kind).collect();
    let is_body = |col: usize| columns.get(col.wrapping_sub(block.cols.start)) == Some(&Column::Body);
    if !columns.contains(&Column::Body) {
        return None;
    }
    let headed = if numbered { above } else { first_data };
    let header = told.header.clone().unwrap_or_else(|| header_rows(view, block, headed, &is_body));
    let columns = with_empty_body(view, block, &header, columns);
    let mut sides = sides(view, block, &header, &columns);
    if told.stub.is_none() {
        sides.iter_mut().for_each(|side| remarks::part(view, block, &data, side));
    }
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
        Row::Words if is_pair(view, block, row) || titles_sides(view, block, row, is_body) => false,
        Row::Words => {
            let first = filled.first().map_or(String::new(), |&col| view.label(row, col));
            !title::is_numbered(&first) || filled.len() > 2
        }
        Row::Alone => over_body() && filled.iter().all(|&col| view.year(row, col).is_some()),
        Row::Line if above_preface(block, row) => false,
        Row::Line => {
            let text = filled.first().map_or(String::new(), |&col| view.label(row, col));
            title::is_side(&text) || (over_body() && !title::is_numbered(&text) && !wide(view, block, row, &filled))
        }
        _ => false,
    }
}

/// Titles of tables that stand side by side: all are numbered, each over the stub of its own.
fn titles_sides(view: &View, block: &Block, row: usize, is_body: &dyn Fn(usize) -> bool) -> bool {
    let filled = view.filled(row, &block.cols);
    let below = (row + 1..block.rows.end).map(|row| block.kind(row)).find(|kind| *kind != Row::Blank);
    let are_titles = filled.iter().all(|&col| !is_body(col) && title::is_numbered(&view.label(row, col)));
    filled.len() >= 2 && are_titles && below.is_some_and(|kind| kind != Row::Data)
}

/// The columns over which titles of tables side by side stand, right above the header.
fn title_starts(view: &View, block: &Block, header: &Range<usize>, columns: &[Column]) -> Vec<usize> {
    let is_body = |col: usize| columns.get(col.wrapping_sub(block.cols.start)) == Some(&Column::Body);
    let above = (block.rows.start..header.start).rev().find(|&row| block.kind(row) == Row::Words);
    let row = above.filter(|&row| titles_sides(view, block, row, &is_body));
    row.map_or(Vec::new(), |row| view.filled(row, &block.cols))
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
    let titled = title_starts(view, block, header, columns);
    let mut cuts = vec![block.cols.start];
    for pair in runs.windows(2) {
        let after_body = columns.get(pair[0].start.wrapping_sub(block.cols.start)) == Some(&Column::Body);
        let next = runs.iter().find(|run| run.start >= pair[1].end);
        let begins =
            |next| titled.contains(&pair[1].start) || repeats(view, block, header, &pair[1], &pair[0], next, &runs);
        if after_body && next.is_some() && begins(next) {
            cuts.push(pair[1].start);
        }
    }
    let ends = cuts.iter().skip(1).copied().chain([block.cols.end]);
    let of = |kind: Column, cols: &Range<usize>| {
        cols.clone().filter(|col| columns.get(col - block.cols.start) == Some(&kind)).collect::<Vec<_>>()
    };
    let spans = cuts.iter().zip(ends).map(|(&start, end)| start..end);
    spans
        .map(|cols| Side { stub: of(Column::Stub, &cols), body: of(Column::Body, &cols), remarks: Vec::new(), cols })
        .collect()
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
    let lowest = |col: usize| {
        let mut texts = header.clone().map(|row| wording::squash(view.raw(row, col)));
        texts.rfind(|text| !text.is_empty() && !title::is_side(text)).unwrap_or_default()
    };
    let first = runs.first().filter(|run| run.start < body.start).map_or(block.cols.start, |run| run.start);
    let same_stub = !lowest(stub.start).is_empty() && lowest(stub.start) == lowest(first);
    let named = header.clone().any(|row| title::is_side(&view.label(row, stub.start)));
    let bodies = |run: &Range<usize>| run.clone().map(heading).collect::<Vec<_>>();
    let same_body =
        next.is_some_and(|next| bodies(next) == bodies(body) && bodies(body).iter().all(|text| !text.is_empty()));
    same_stub || named || same_body
}
