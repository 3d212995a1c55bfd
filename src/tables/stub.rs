//! Stub of one table. In: the rows below the header with the stub and body columns. Out: the items in order, each with
//! its label in every stub column, the row that holds its figures, and the items it belongs to.
//!
//! An item broken over rows is one item where only one of its rows holds figures and the first is incomplete: an open
//! bracket, an English half that goes on, or an unnumbered piece between numbered items. Parents are told by indent,
//! numbering (一、 over (一) over 1.), `其中：` and `#`, and rows without figures that name a grouping (按城乡分).

use super::column;
use super::item::{Item, StubCell};
use super::plan::Side;
use super::regions::Block;
use super::rows::{self, Row};
use super::view::View;
use super::{ladder, numbering, wording};

/// Items of the rows from `first` to the end of the block; `headings` head the stub columns.
pub fn items(view: &View, block: &Block, first: usize, side: &Side, headings: &[Option<String>]) -> Vec<Item> {
    let lead = lead(headings);
    let read: Vec<Item> = (first..block.rows.end).filter_map(|row| piece(view, block, row, side, lead)).collect();
    let twins = are_twins(&read);
    let mut items: Vec<Item> = Vec::new();
    let mut read = read.into_iter().peekable();
    while let Some(mut next) = read.next() {
        match items.last_mut() {
            Some(last) if goes_on(last, &next, read.peek(), twins) => append(last, next),
            _ if next.rows.iter().all(|&row| block.kind(row) == Row::Alone) && next.cells.is_empty() => {}
            _ => {
                fill_main(view, &mut next, &items, side, twins);
                items.push(next);
            }
        }
    }
    if side.stub.len() <= 3 {
        ladder::climb(&mut items);
    }
    items
}

/// The first stub column that is not headed as codes or serials, where there is one.
fn lead(headings: &[Option<String>]) -> usize {
    let named = |heading: &Option<String>| !heading.as_deref().is_some_and(rows::heads_codes);
    headings.iter().position(named).unwrap_or(0)
}

/// One row as an item by itself; rows of notes and lines around the table are none.
fn piece(view: &View, block: &Block, row: usize, side: &Side, lead: usize) -> Option<Item> {
    if matches!(block.kind(row), Row::Note | Row::Unit | Row::Preamble | Row::Continued | Row::Blank | Row::Numbering) {
        return None;
    }
    let cell = |(at, &col): (usize, &usize)| {
        let col = spanned_from(view, row, col, side).unwrap_or(col);
        let text = view.label(row, col);
        (!text.is_empty() && !column::is_code_level(&text)).then(|| StubCell {
            at,
            text,
            raw: view.raw(row, col).to_string(),
            row,
            col,
        })
    };
    let cells: Vec<StubCell> = side.stub.iter().enumerate().filter_map(cell).collect();
    let figures = side.body.iter().any(|&col| view.is_figure(row, col));
    let set_off = row == block.rows.start || view.filled(row - 1, &side.cols).is_empty();
    (figures || !cells.is_empty()).then(|| Item {
        rows: vec![row],
        figures: figures.then_some(row),
        cells,
        set_off,
        borrowed: false,
        parents: Vec::new(),
        lead,
    })
}

/// `支出合计` merged over the stubs of both halves of an account labels the figure right of the second.
fn spanned_from(view: &View, row: usize, col: usize, side: &Side) -> Option<usize> {
    let merge = view.merge(row, col).filter(|merge| merge.first_row as usize == row)?;
    let from = merge.first_col as usize;
    (view.is_empty(row, col) && from < side.cols.start && side.stub.first() == Some(&col)).then_some(from)
}

/// The second stub column is the English of the first.
fn are_twins(items: &[Item]) -> bool {
    let mut both = 0;
    let mut twins = 0;
    for item in items {
        if let (Some(main), Some(twin)) = (item.main(), item.twin()) {
            both += 1;
            twins += usize::from(wording::has_cjk(&main.text) && wording::is_latin(&twin.text));
        }
    }
    both > 0 && twins * 10 >= both * 8
}

fn goes_on(last: &Item, next: &Item, after: Option<&Item>, twins: bool) -> bool {
    let adjacent = last.rows.last().is_some_and(|row| next.rows.first().is_some_and(|next| next - row <= 2));
    if !adjacent || (last.figures.is_some() && next.figures.is_some()) {
        return false;
    }
    let Some(main) = next.main() else {
        return if next.cells.is_empty() { last.figures.is_none() } else { twins };
    };
    if numbering::rank(&main.text).is_some() || ladder::mark(&main.text) > 0 {
        return false;
    }
    if open_bracket(last.main_text()) {
        return true;
    }
    let numbered = |item: &Item| numbering::rank(item.main_text()).filter(|rank| *rank >= 3);
    let between = numbered(last).is_some() && after.and_then(numbered) == numbered(last);
    (between && next.figures.is_none()) || (twins && english_goes_on(last, next))
}

fn open_bracket(text: &str) -> bool {
    text.matches(['(', '（']).count() > text.matches([')', '）']).count()
}

/// The English half is indented further than the item's, and the item's English breaks off (`Usage of`, `State-`); or the
/// Chinese half is not indented further, and one of the two new halves is a fragment.
fn english_goes_on(last: &Item, next: &Item) -> bool {
    let (Some(main), Some(twin), Some(next_main), Some(next_twin)) =
        (last.main(), last.twin(), next.main(), next.twin())
    else {
        return false;
    };
    const OPEN: &[&str] = &["and", "of", "from", "to", "by", "for", "the", "with", "in", "on", "or", "using"];
    let word = twin.text.rsplit(' ').next().unwrap_or("").to_lowercase();
    let unfinished = OPEN.contains(&word.as_str()) || twin.text.ends_with(['-', ',']);
    let lower = next_twin.text.starts_with(|c: char| c.is_ascii_lowercase());
    let fragment = next_main.text.chars().count() <= 4;
    let level = wording::indent(&next_main.raw) <= wording::indent(&main.raw);
    wording::indent(&next_twin.raw) > wording::indent(&twin.raw) && (unfinished || (level && (lower || fragment)))
}

fn append(last: &mut Item, next: Item) {
    for cell in next.cells {
        match last.cells.iter_mut().find(|known| known.at == cell.at) {
            Some(known) => known.text = wording::join_bilingual(&known.text, &cell.text),
            None => last.cells.push(cell),
        }
    }
    last.rows.extend(next.rows);
    last.figures = last.figures.or(next.figures);
}

/// An empty first stub cell beside filled ones repeats the label above it (a vertical merge, drawn or lost); beside a code
/// only a drawn one.
fn fill_main(view: &View, next: &mut Item, items: &[Item], side: &Side, twins: bool) {
    let (Some(&row), Some(&col)) = (next.rows.first(), side.stub.get(next.lead)) else { return };
    if next.main().is_some() || twins || next.figures.is_none() {
        return;
    }
    let merged = view.merge(row, col).is_some_and(|merge| (merge.first_row as usize) < row);
    if !merged && (next.cells.is_empty() || next.lead > 0) {
        return;
    }
    let above = items.iter().rev().find_map(Item::main).cloned();
    if let Some(above) = above.filter(|above| !merged || view.merge(above.row, col) == view.merge(row, col)) {
        let place = next.cells.partition_point(|cell| cell.at < above.at);
        next.cells.insert(place, above);
        next.borrowed = !merged;
    }
}
