//! Header of one table. In: header rows with its stub and body columns. Out: for each body column its labels, outermost
//! first, and for each stub column the text that heads it.
//!
//! A spanning text is inherited by the columns under its merged range; where the merge was lost, by the empty cells to
//! its right that have text below. A label broken over rows is read on as one label. `收入` or `支出` over one side of an
//! account becomes the outermost label of that side's columns (never of its rows).

use std::collections::{BTreeSet, HashMap};
use std::ops::Range;

use super::plan::Side;
use super::view::View;
use super::{Heading, Label, header_slid, title, wording};

/// The labels of body columns, and the headings of stub columns.
#[derive(Clone, Debug, Default)]
pub struct Header {
    pub columns: Vec<Heading>,
    pub stub: Vec<Option<String>>,
    /// What heads each column of remarks.
    pub remarks: Vec<Option<String>>,
    /// The first column of each run that inherits a label by position alone, with no merged range to show it.
    pub doubtful: Vec<(usize, usize)>,
}

/// Where the text over a cell comes from.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Piece {
    None,
    /// Printed here, or in the merged range that starts at the given cell.
    From {
        row: usize,
        col: usize,
        merged: bool,
    },
    /// Below the first row of a merged range: nothing here, and nothing to inherit.
    Taken,
}

pub fn read(view: &View, rows: &Range<usize>, side: &Side) -> Header {
    let side_row = rows.clone().find(|&row| names_side(view, rows, row, side));
    let levels: Vec<usize> = rows.clone().filter(|row| Some(*row) != side_row).collect();
    let mut pieces: Vec<Vec<Piece>> = levels.iter().map(|&row| pieces(view, rows, row, side)).collect();
    let remarks = headings_of(view, &levels, &side.remarks);
    let mut header = Header { stub: stub_headings(view, &levels, side), remarks, ..Header::default() };
    for (level, pair) in levels.windows(2).enumerate() {
        let Some(moves) = header_slid::moves(view, pair[0], pair[1], side) else { continue };
        header.doubtful.extend(moves.first().map(|&(col, _)| (pair[1], col)));
        let Some(own) = pieces.get_mut(level + 1) else { continue };
        own.iter_mut().for_each(|piece| *piece = Piece::None);
        for (col, at) in moves {
            own.get_mut(at).into_iter().for_each(|piece| *piece = Piece::From { row: pair[1], col, merged: false });
        }
    }
    let filled = inherit(view, &levels, &pieces, side, &mut header.doubtful);
    let outer = side_row.filter(|row| !is_unit_line(view, *row, side)).and_then(|row| side_label(view, row, side));
    let spread = spread(&filled);
    let mut done: HashMap<Source, Label> = HashMap::new();
    for (at, &col) in side.body.iter().enumerate() {
        let path = path(view, &filled, at, &spread, &done);
        let labels = outer.iter().cloned().chain(path.iter().map(|(label, _)| label.clone())).collect();
        header.columns.push(Heading { index: col as u32 + 1, labels });
        for (label, sources) in path {
            for source in sources {
                done.entry(source).or_insert_with(|| label.clone());
            }
        }
    }
    header
}

/// A row with one text, in the stub, above the row that heads the stub.
fn names_side(view: &View, rows: &Range<usize>, row: usize, side: &Side) -> bool {
    let first = side.stub.first().copied().unwrap_or(side.cols.start);
    let filled = view.filled(row, &side.cols);
    let below = (row + 1..rows.end).any(|below| !view.is_empty(below, first));
    filled.len() == 1 && filled.first().is_some_and(|&col| col <= first) && below && view.is_words(row, filled[0])
}

/// A row of the header that holds the unit of the whole table and nothing else.
pub fn is_unit_line(view: &View, row: usize, side: &Side) -> bool {
    let filled = view.filled(row, &side.cols);
    let only = filled.first().filter(|_| filled.len() == 1);
    only.is_some_and(|&col| matches!(title::line(&view.label(row, col)), title::Line::Unit { .. }))
}

fn side_label(view: &View, row: usize, side: &Side) -> Option<Label> {
    let col = view.filled(row, &side.cols).first().copied()?;
    Some(label(view, row, col))
}

fn label(view: &View, row: usize, col: usize) -> Label {
    Label { text: view.label(row, col), dimension: None, row: row as u32 + 1, col: col as u32 + 1 }
}

fn pieces(view: &View, rows: &Range<usize>, row: usize, side: &Side) -> Vec<Piece> {
    let piece = |&col: &usize| -> Piece {
        if !view.is_empty(row, col) {
            return Piece::From { row, col, merged: view.breadth(row, col) > 1 };
        }
        let Some(merge) = view.merge(row, col) else { return Piece::None };
        let (top, left) = (merge.first_row as usize, merge.first_col as usize);
        if view.is_empty(top, left) || !rows.contains(&top) {
            return Piece::None;
        }
        if top < row { Piece::Taken } else { Piece::From { row, col: left, merged: true } }
    };
    side.body.iter().map(piece).collect()
}

/// Fills cells under a spanning text whose merge was lost.
fn inherit(
    view: &View,
    levels: &[usize],
    pieces: &[Vec<Piece>],
    side: &Side,
    doubtful: &mut Vec<(usize, usize)>,
) -> Vec<Vec<Piece>> {
    let mut filled = pieces.to_vec();
    let centred = centred(view, levels, side);
    for level in 0..levels.len() {
        let bottom = bottom_aligned(view, levels, pieces, side, level);
        for at in 1..if bottom || centred { 1 } else { side.body.len() } {
            let below = pieces[level + 1..].iter().any(|row| matches!(row[at], Piece::From { .. }));
            let own_above = pieces[..=level].iter().any(|row| is_own(row[at], side.body[at]));
            if filled[level][at] != Piece::None || !below || own_above {
                continue;
            }
            let Piece::From { row, col, .. } = filled[level][at - 1] else { continue };
            let ends = view.merge(row, col).is_some_and(|merge| (merge.last_col as usize) < side.body[at])
                && view.breadth(row, col) > 1;
            if ends || view.stands_alone(row, col) {
                continue;
            }
            if wording::year(view.raw(row, col)).is_none()
                && !view.grid.merges.is_empty()
                && !merged_blank(view, levels[level], side.body[at])
                && is_own(filled[level][at - 1], side.body[at - 1])
            {
                doubtful.push((levels[level], side.body[at]));
            }
            filled[level][at] = Piece::From { row, col, merged: false };
        }
    }
    filled
}

/// The empty cell lies in a merged range of its own: the sheet's maker drew a line over these columns.
fn merged_blank(view: &View, row: usize, col: usize) -> bool {
    view.merge(row, col).is_some()
}

fn is_own(piece: Piece, col: usize) -> bool {
    matches!(piece, Piece::From { col: from, .. } if from == col)
}

/// Texts broken over rows and set to the bottom: the last row heads every column, the stub is headed there only, and no
/// two columns would be left with the same words.
fn bottom_aligned(view: &View, levels: &[usize], pieces: &[Vec<Piece>], side: &Side, level: usize) -> bool {
    let (Some(&last), Some(&stub)) = (levels.last(), side.stub.first()) else { return false };
    let stub_at_last =
        !view.is_empty(last, stub) && levels.iter().filter(|&&row| !view.is_empty(row, stub)).count() == 1;
    let full = pieces.last().is_some_and(|row| {
        let headed = row.iter().filter(|piece| matches!(piece, Piece::From { .. })).count();
        headed * 10 >= row.len() * 8
    });
    if !stub_at_last || !full || levels.len() < 2 {
        return false;
    }
    let below = |at: usize| -> String {
        levels[level..].iter().map(|&row| wording::squash(view.raw(row, side.body[at]))).collect()
    };
    let orphans: Vec<String> = (0..side.body.len()).filter(|&at| pieces[level][at] == Piece::None).map(below).collect();
    orphans.iter().collect::<BTreeSet<_>>().len() == orphans.len() && orphans.len() > 1
}

/// Texts broken over rows and set to the middle: the stub is headed in the middle row only, every column's pieces stand
/// as far from the top as from the bottom, some column has its one piece in the middle, and no two columns read the same.
fn centred(view: &View, levels: &[usize], side: &Side) -> bool {
    let (middle, Some(&stub)) = (levels.len() / 2, side.stub.first()) else { return false };
    let held = |col: usize| levels.iter().map(|&row| !view.is_empty(row, col)).collect::<Vec<_>>();
    let alone = |held: &[bool]| held.iter().enumerate().all(|(level, &held)| held == (level == middle));
    let columns: Vec<Vec<bool>> = side.body.iter().map(|&col| held(col)).collect();
    let even = columns.iter().all(|held| held.iter().eq(held.iter().rev()));
    if levels.len() < 3 || levels.len().is_multiple_of(2) || !alone(&held(stub)) || !even {
        return false;
    }
    let read = |&col: &usize| levels.iter().map(|&row| wording::squash(view.raw(row, col))).collect::<String>();
    let texts: BTreeSet<String> = side.body.iter().map(read).collect();
    texts.len() == side.body.len() && columns.iter().any(|held| alone(held))
}

/// A header cell, and the cells that one label was put together from.
type Source = (usize, usize);
type Sourced = (Label, Vec<Source>);

/// The body columns over which each header cell stands.
fn spread(filled: &[Vec<Piece>]) -> HashMap<Source, BTreeSet<usize>> {
    let mut spread: HashMap<Source, BTreeSet<usize>> = HashMap::new();
    for (at, piece) in filled.iter().flat_map(|row| row.iter().enumerate()) {
        if let Piece::From { row, col, .. } = *piece {
            spread.entry((row, col)).or_default().insert(at);
        }
    }
    spread
}

/// The labels of one column: inherited ones as their own column reads them, pieces that read on joined.
fn path(
    view: &View,
    filled: &[Vec<Piece>],
    at: usize,
    spread: &HashMap<Source, BTreeSet<usize>>,
    done: &HashMap<Source, Label>,
) -> Vec<Sourced> {
    let mut path: Vec<Sourced> = Vec::new();
    let mut open = false;
    for row in filled {
        let Piece::From { row: from_row, col: from_col, .. } = row[at] else { continue };
        let source = (from_row, from_col);
        if let Some(inherited) = done.get(&source) {
            if !path.iter().any(|(label, _)| label == inherited) {
                path.push((inherited.clone(), vec![source]));
            }
            open = false;
            continue;
        }
        let piece = label(view, from_row, from_col);
        match path.last_mut() {
            Some((last, sources)) if open && reads_on(view, last, &piece, sources, spread) => {
                last.text = wording::join(&last.text, &piece.text);
                sources.push(source);
            }
            _ => path.push((piece, vec![source])),
        }
        open = true;
    }
    path
}

/// Whether the piece below goes on with the label above: never across years, and below a label that other columns share
/// only for its unit in brackets, its English, or a piece shared by the same columns.
fn reads_on(
    view: &View,
    last: &Label,
    piece: &Label,
    sources: &[Source],
    spread: &HashMap<Source, BTreeSet<usize>>,
) -> bool {
    if wording::year(&last.text).is_some() || wording::year(&piece.text).is_some() {
        return false;
    }
    if is_unit_row(view, piece.row as usize - 1) {
        return false;
    }
    let sharing = |source: &Source| spread.get(source).cloned().unwrap_or_default();
    let above: BTreeSet<usize> = sources.iter().flat_map(sharing).collect();
    if above.len() <= 1 {
        return true;
    }
    let here = (piece.row as usize - 1, piece.col as usize - 1);
    let below = sharing(&here);
    let unit = piece.text.starts_with(['(', '（']);
    let in_english =
        sources.len() > 1 && sources.last().is_some_and(|&(row, col)| wording::is_latin(view.raw(row, col)));
    let english =
        wording::is_latin(&piece.text) && wording::has_cjk(&last.text) && (in_english || chinese_only(&last.text));
    let merged = sources.iter().any(|&(row, col)| view.breadth(row, col) > 1);
    let under_owner = sources.iter().all(|source| source.1 == here.1) && below.len() <= 1 && !merged;
    (unit || english) && (below == above || under_owner)
}

/// A row that holds the units of the columns and nothing else (`亿元 | % | 万人`).
fn is_unit_row(view: &View, row: usize) -> bool {
    let texts: Vec<String> = view.row(row).filter(|text| !text.is_empty()).collect();
    let (heads, units): (Vec<_>, Vec<_>) = texts.iter().partition(|text| *text == "单位");
    !units.is_empty() && heads.len() <= 1 && units.iter().all(|text| title::is_bare_unit(text))
}

fn chinese_only(text: &str) -> bool {
    !text.chars().any(|c| c.is_ascii_alphabetic())
}

/// The text that heads each stub column; a heading over several stub columns, or one in two languages with an empty cell
/// to its right, heads them all.
fn stub_headings(view: &View, levels: &[usize], side: &Side) -> Vec<Option<String>> {
    headings_of(view, levels, &side.stub)
}

fn headings_of(view: &View, levels: &[usize], cols: &[usize]) -> Vec<Option<String>> {
    let mut headings: Vec<Option<String>> = Vec::new();
    for &col in cols {
        let mut text = String::new();
        for &row in levels {
            let own = view.label(row, col);
            if !own.is_empty() {
                text = if text.is_empty() { own } else { wording::join(&text, &own) };
                continue;
            }
            let merge = view.merge(row, col).filter(|merge| merge.first_row as usize == row);
            if let Some(merge) = merge.filter(|_| text.is_empty()) {
                text = view.label(row, merge.first_col as usize);
            }
        }
        let left = headings.last().and_then(Clone::clone);
        let shared = left.filter(|left| wording::has_cjk(left) && left.chars().any(|c| c.is_ascii_alphabetic()));
        headings.push(if text.is_empty() { shared } else { Some(text) });
    }
    headings
}
