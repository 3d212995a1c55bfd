//! Body of one table. In: a planned side of a block with its heading. Out: the `Table`, and warnings for every cell and
//! heading that was read with doubt.

use std::ops::Range;

use super::account::{Account, Use};
use super::header::{self, Header};
use super::heading::Heading as Above;
use super::item::{Item, StubCell};
use super::number::Printed;
use super::plan::{Plan, Side};
use super::regions::Block;
use super::rows::Row;
use super::stub;
use super::view::View;
use super::{BodyCell, Heading, Label, Note, Table, notes, remarks, title};
use crate::messages::{Message, say};
use crate::problem::{Place, Problem};

/// Builds the table of one side; `None` where it holds no figure.
pub fn table(
    view: &View,
    path: &str,
    block: &Block,
    plan: &Plan,
    side: &Side,
    above: &Above,
    account: &mut Account,
) -> (Option<Table>, Vec<Problem>) {
    let header = header::read(view, &plan.header, side);
    let items = stub::items(view, block, plan.first_item, side, &header.stub);
    let mut table = Table {
        sheet: view.grid.sheet.clone(),
        number: above
            .title
            .iter()
            .find_map(|line| title::printed_number(&line.text))
            .or_else(|| above.continued.clone().flatten()),
        title: above.title.clone(),
        preamble: above.preamble.clone(),
        under: view.grid.under.clone(),
        units: above.units.clone(),
        columns: header.columns.clone(),
        ..Table::default()
    };
    let mut doubts = Doubts { path, view, problems: Vec::new() };
    doubts.of_header(plan, &header);
    note_header(side, plan.header.start..plan.first_data, account);
    for item in &items {
        note_stub(item, account);
        let Some(row) = item.figures else { continue };
        let mut cells = cells(view, row, side, table.rows.len(), &mut doubts, account);
        if cells.is_empty() {
            continue;
        }
        let remarks = remarks::of_row(view, &header.remarks, side, row);
        cells.iter_mut().for_each(|cell| cell.notes.extend(remarks.iter().cloned()));
        doubts.of_item(item, row);
        table.rows.push(Heading { index: row as u32 + 1, labels: labels(item, &items, &header) });
        table.cells.extend(cells);
    }
    note_strays(view, block, side, account);
    for row in items.iter().flat_map(|item| &item.rows) {
        side.remarks.iter().for_each(|&col| {
            account.note(*row, col, Use::Aside("number in a remark"));
        });
    }
    let last = items.iter().filter_map(|item| item.figures).max().unwrap_or(plan.first_data);
    table.notes = notes_below(view, block, last, &above.remarks);
    bind_notes(&mut table);
    ((!table.cells.is_empty()).then_some(table), doubts.problems)
}

/// Lines below the data as notes.
fn notes_below(view: &View, block: &Block, last: usize, remarks: &[Label]) -> Vec<Note> {
    let mut lines = remarks.to_vec();
    let mut noting = false;
    for row in block.rows.clone().skip_while(|row| *row < block.rows.end && block.kind(*row) != Row::Data) {
        let filled = view.filled(row, &block.cols);
        let Some(&col) = filled.first() else { continue };
        let text = view.label(row, col);
        noting = match block.kind(row) {
            Row::Note => true,
            Row::Line => {
                let is_line = noting || text.chars().count() > 40 || view.breadth(row, col) > 1;
                row > last && (is_line || notes::is_numbered(&text))
            }
            Row::Words | Row::Unit => noting && row > last,
            _ => false,
        };
        if noting {
            let text = filled.iter().map(|&col| view.label(row, col)).collect::<Vec<_>>().join(" ");
            lines.push(Label { text, dimension: None, row: row as u32 + 1, col: col as u32 + 1 });
        }
    }
    notes::from_lines(&lines)
}

fn note_header(side: &Side, rows: Range<usize>, account: &mut Account) {
    for row in rows {
        for col in side.cols.clone() {
            account.note(row, col, Use::Header);
        }
    }
}

/// Page numbers and other numbers alone in their row that belong to no item.
fn note_strays(view: &View, block: &Block, side: &Side, account: &mut Account) {
    for row in block.rows.clone().filter(|&row| block.kind(row) == Row::Alone) {
        for col in view.filled(row, &side.cols) {
            account.note(row, col, Use::Aside("number standing alone"));
        }
    }
}

fn note_stub(item: &Item, account: &mut Account) {
    for cell in &item.cells {
        account.note(cell.row, cell.col, Use::Header);
    }
}

fn cells(view: &View, row: usize, side: &Side, at: usize, doubts: &mut Doubts, account: &mut Account) -> Vec<BodyCell> {
    let mut cells = Vec::new();
    for (column, &col) in side.body.iter().enumerate() {
        let text = view.raw(row, col).into();
        let mut cell = BodyCell { row: at, column, text, value: None, decimals: 0, notes: Vec::new(), standing: None };
        match view.printed(row, col) {
            Printed::Empty => continue,
            Printed::Missing => {}
            Printed::Number(parsed) => {
                if parsed.repaired {
                    doubts.cell("repaired-number", row, col, say!("doubt.blanks-removed"));
                }
                cell.value = Some(parsed.value);
                cell.decimals = parsed.decimals;
                cell.notes = parsed.notes.clone();
            }
            Printed::Suspect => {
                doubts.cell("suspect-number", row, col, say!("doubt.letter-in-number"));
                cell.notes.push("not a number: letter or mark among the digits".to_string());
            }
            Printed::Open(why) => {
                doubts.cell("open-number", row, col, say!("doubt.open", why = Message::of_english("note", why)));
                cell.notes.push(why.to_string());
            }
            Printed::Text => {
                doubts.cell("words-in-body", row, col, say!("doubt.words-in-body"));
                cell.notes.push("words in place of a number".to_string());
            }
        }
        if account.note(row, col, Use::Body) {
            cells.push(cell);
        }
    }
    cells
}

/// The codes before the item's name, its parents' labels, then its own label in every other stub column.
fn labels(item: &Item, items: &[Item], header: &Header) -> Vec<Label> {
    let dimension = |at: usize| header.stub.get(at).cloned().flatten();
    let label = |cell: &StubCell| Label {
        text: cell.text.clone(),
        dimension: dimension(cell.at),
        row: cell.row as u32 + 1,
        col: cell.col as u32 + 1,
    };
    let parents = item.parents.iter().filter_map(|&parent| items.get(parent)).filter_map(Item::main);
    let (codes, names): (Vec<_>, Vec<_>) = item.cells.iter().partition(|cell| cell.at < item.lead);
    codes.into_iter().chain(parents).chain(names).map(label).collect()
}

fn bind_notes(table: &mut Table) {
    if table.notes.is_empty() {
        return;
    }
    let mut found = std::mem::take(&mut table.notes);
    let labels = table.rows.iter().chain(&table.columns).flat_map(|heading| heading.labels.iter());
    let labels = labels.chain(&table.title).map(|label| label.text.as_str());
    let marks = table.cells.iter().flat_map(|cell| cell.notes.iter().map(String::as_str));
    let printed: Vec<&str> = labels.chain(marks).collect();
    notes::bind(&mut found, |mark| printed.iter().any(|text| text.contains(mark)));
    table.notes = found;
}

/// Warnings with their cells.
struct Doubts<'a> {
    path: &'a str,
    view: &'a View<'a>,
    problems: Vec<Problem>,
}

impl Doubts<'_> {
    fn cell(&mut self, code: &'static str, row: usize, col: usize, message: Message) {
        let place = Place::Cell {
            source: self.path.to_string(),
            sheet: self.view.grid.sheet.clone(),
            row: row as u32 + 1,
            col: col as u32 + 1,
        };
        let shown = self.view.label(row, col);
        let message = if shown.is_empty() { message } else { say!("doubt.of-cell", shown, message) };
        self.problems.push(Problem::warning(code, place, message));
    }

    fn of_header(&mut self, plan: &Plan, header: &Header) {
        if plan.header.is_empty() {
            let col = header.columns.first().map_or(0, |column| column.index.saturating_sub(1) as usize);
            self.cell("doubtful-header", plan.first_data, col, say!("doubt.no-header"));
            return;
        }
        for &(row, col) in &header.doubtful {
            self.cell("doubtful-header", row, col, say!("doubt.under-left"));
        }
        let unnamed = header.columns.iter().filter(|column| column.labels.is_empty());
        for column in unnamed {
            self.cell("doubtful-header", plan.header.start, column.index as usize - 1, say!("doubt.no-heading"));
        }
    }

    fn of_item(&mut self, item: &Item, row: usize) {
        let col = item.cells.first().map_or(0, |cell| cell.col);
        if item.cells.is_empty() {
            self.cell("doubtful-row", row, col, say!("doubt.no-label"));
        } else if item.borrowed {
            self.cell("doubtful-row", row, col, say!("doubt.borrowed-label"));
        }
    }
}
