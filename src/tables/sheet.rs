//! One sheet read through. In: a grid and what the book's earlier sheets gave. Out: its tables in reading order, titles
//! and units carried to where they were left out (续表, the second side of an account), and the account of its numbers.

use super::account::{Account, Use};
use super::columns;
use super::heading::Heading;
use super::hints::{self, Hints};
use super::number::DecimalMark;
use super::plan::{Plan, Side};
use super::regions::{self, Block};
use super::rows::Row;
use super::title::{self, Line};
use super::view::View;
use super::{Label, Reading, Table, body, header, identities};
use crate::messages::say;
use crate::problem::{Place, Problem};
use crate::sources::Grid;

pub fn read(path: &str, grid: &Grid, hints: &mut Hints, reading: &mut Reading) {
    let place = || Place::Cell { source: path.to_string(), sheet: grid.sheet.clone(), row: 1, col: 1 };
    let view = View::new(grid);
    if view.mark == DecimalMark::Both {
        let message = say!("tables.two-marks");
        reading.problems.push(Problem::warning("two-decimal-marks", place(), message));
    }
    let Some(commas) = View::with_commas(grid) else { return read_view(path, &view, hints, reading) };
    let first = reading.tables.len();
    let mut other = reading.clone();
    read_view(path, &view, hints, reading);
    read_view(path, &commas, hints, &mut other);
    let held = |reading: &Reading| reading.tables.iter().skip(first).map(identities::score).sum::<i64>();
    let (grouping, decimal) = (held(reading), held(&other));
    if decimal > grouping {
        *reading = other;
    }
    if decimal > 0 {
        let (taken, more, fewer) = if decimal > grouping {
            (say!("tables.decimal-marks"), decimal, grouping)
        } else {
            (say!("tables.thousands-marks"), grouping, decimal)
        };
        let message = say!("tables.close-call", taken, more, fewer);
        reading.problems.push(Problem::warning("close-call", place(), message));
    }
}

fn read_view(path: &str, view: &View, hints: &mut Hints, reading: &mut Reading) {
    let grid = view.grid;
    let mut account = Account::default();
    let first = reading.tables.len();
    for block in regions::blocks(view) {
        let told = hints.within(&grid.sheet, &block.rows, &block.cols);
        if let Some(reason) = hints::ignored(&told) {
            set_aside(view, &block, &Use::Ignored(reason), &mut account);
            continue;
        }
        let Some(plan) = columns::plan(view, &block, &hints::layout(&told).or_frame(grid.frame.as_ref())) else {
            set_aside(view, &block, &Use::Aside("no column of figures"), &mut account);
            continue;
        };
        note_lines(view, &block, &plan, &mut account);
        let before = reading.tables.len();
        for side in &plan.sides {
            let told = hints.within(&grid.sheet, &block.rows, &side.cols);
            let mut heading = heading(view, &block, &plan, side);
            if heading.title.is_empty() && before == first {
                printed_before(grid, &mut heading);
            }
            let known = reading.tables.get(..before).unwrap_or(&[]);
            carry(&mut heading, known.get(first..).unwrap_or(&[]), known);
            hints::rule_heading(&mut heading, &told);
            let (table, problems) = body::table(view, path, &block, &plan, side, &heading, &mut account);
            reading.problems.extend(problems);
            reading.tables.extend(table.map(|mut table| {
                hints::rule_table(&mut table, &told);
                table
            }));
        }
    }
    share_units(path, reading, first);
    account.close(view, reading);
}

/// Reads the lines from the top of the block to its header. Where several sides have a line of one kind, each has its own.
fn heading(view: &View, block: &Block, plan: &Plan, side: &Side) -> Heading {
    let mut heading = Heading::default();
    let top = block.rows.start..plan.header.start.min(plan.first_data);
    let units = plan.header.clone().filter(|row| *row >= top.end && header::is_unit_line(view, *row, side));
    for row in top.clone().chain(units) {
        if block.kind(row) == Row::Words && columns::is_pair(view, block, row) {
            heading.add_pair(view, row, block.cols.start);
            continue;
        }
        let lines = lines_of_row(view, block, row);
        for (col, text, line) in &lines {
            if !is_of_another(&lines, *col, line, plan, side) {
                heading.add(text.clone(), line.clone(), row, *col, block.kind(row));
            }
        }
    }
    heading.title.append(&mut heading.forms);
    heading
}

/// The lines of a row with the column each stands in.
fn lines_of_row(view: &View, block: &Block, row: usize) -> Vec<(usize, String, Line)> {
    let filled = view.filled(row, &block.cols);
    let texts = title::with_whole_units(filled.iter().map(|&col| view.label(row, col)).collect());
    let of_text = |(at, text): (usize, String)| {
        let col = filled.get(at).copied().unwrap_or(block.cols.start);
        title::lines(&text).into_iter().map(move |(text, line)| (col, text, line))
    };
    texts.into_iter().flat_map(of_text).collect()
}

/// A title over the stub of another table side by side with this one, or the unit of another, where each has its own.
fn is_of_another(lines: &[(usize, String, Line)], col: usize, line: &Line, plan: &Plan, side: &Side) -> bool {
    let alike = |other: &&(usize, String, Line)| std::mem::discriminant(&other.2) == std::mem::discriminant(line);
    let sides_with_one = plan.sides.iter().filter(|other| {
        let own = |col: usize| match line {
            Line::Title => col == other.cols.start || other.stub.contains(&col),
            _ => other.cols.contains(&col),
        };
        lines.iter().filter(alike).any(|(col, ..)| own(*col))
    });
    let parted = matches!(line, Line::Title | Line::Unit { .. }) && sides_with_one.count() > 1;
    parted && !side.cols.contains(&col)
}

/// Title and unit lines that the page break parted from the table; they have no place on its sheet.
fn printed_before(grid: &Grid, heading: &mut Heading) {
    for text in &grid.above {
        let label = |text: String, dimension| Label { text, dimension, row: 1, col: 1 };
        match title::line(text) {
            Line::Title | Line::Form => heading.title.push(label(text.clone(), None)),
            Line::Unit { units, .. } => heading.units.extend(units.into_iter().map(|unit| label(unit, None))),
            Line::Preamble { key, value } => heading.preamble.push(label(value, Some(key))),
            Line::Continued { .. } | Line::Furniture => {}
        }
    }
}

/// A list of names, codes and years, or prose (nothing in it is a figure), or a block that is to be ignored.
fn set_aside(view: &View, block: &Block, used: &Use, account: &mut Account) {
    for row in block.rows.clone() {
        for col in view.filled(row, &block.cols) {
            account.note(row, col, used.clone());
        }
    }
}

/// Numbers in title and note lines are no observations; the note says where they stood.
fn note_lines(view: &View, block: &Block, plan: &Plan, account: &mut Account) {
    for row in block.rows.clone() {
        let reason = match block.kind(row) {
            Row::Note => "number in a note",
            Row::Numbering => "number of a column",
            _ if row < plan.header.start.min(plan.first_data) => "number above the header",
            _ => continue,
        };
        for col in view.filled(row, &block.cols) {
            account.note(row, col, Use::Aside(reason));
        }
    }
}

/// A 续表, or a block without title on a sheet that has one above, takes over title, number and, where it prints none,
/// units and preamble.
fn carry(heading: &mut Heading, sheet: &[Table], book: &[Table]) {
    let is_head = |line: &Label| title::is_publication(&line.text);
    if !sheet.is_empty() && heading.title.iter().all(is_head) {
        heading.remarks.append(&mut heading.title);
    }
    let numbered = |number: &String| book.iter().rev().find(|table| table.number.as_ref() == Some(number));
    let from = match &heading.continued {
        Some(Some(number)) if heading.titled => numbered(number),
        Some(Some(number)) => numbered(number).or(book.last()),
        Some(None) => book.last(),
        None if heading.title.is_empty() && heading.preamble.is_empty() => sheet.last(),
        None => None,
    };
    let Some(from) = from else { return };
    if heading.title.is_empty() || heading.continued.is_some() && (!heading.titled || same_title(heading, from)) {
        heading.title = from.title.clone();
    }
    if heading.units.is_empty() {
        heading.units = from.units.clone();
    }
    if heading.preamble.is_empty() {
        heading.preamble = from.preamble.clone();
    }
}

/// The 续表 repeats the title of the table that it continues.
fn same_title(heading: &Heading, from: &Table) -> bool {
    let plain = |lines: &[Label]| lines.first().map(|line| title::plain_title(&line.text));
    plain(&heading.title) == plain(&from.title)
}

/// A table without unit takes the only unit printed on its sheet under the same title (the unit line may stand between
/// the two sides of an account); that is a doubt.
fn share_units(path: &str, reading: &mut Reading, first: usize) {
    let tables = reading.tables.get(first..).unwrap_or(&[]);
    let mut found: Vec<(usize, Vec<Label>)> = Vec::new();
    for (at, table) in tables.iter().enumerate().filter(|(_, table)| table.units.is_empty() && !table.title.is_empty())
    {
        let mut others = tables.iter().filter(|other| !other.units.is_empty() && other.title == table.title);
        if let Some(other) = others.next().filter(|other| others.all(|another| another.units == other.units)) {
            found.push((first + at, other.units.clone()));
        }
    }
    for (at, units) in found {
        let Some(table) = reading.tables.get_mut(at) else { continue };
        let (row, col) = units.first().map_or((1, 1), |unit| (unit.row, unit.col));
        let place = Place::Cell { source: path.to_string(), sheet: table.sheet.clone(), row, col };
        let message = say!("tables.unit-below");
        reading.problems.push(Problem::warning("doubtful-unit", place, message));
        table.units = units;
    }
}
