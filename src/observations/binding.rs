//! Binding: which notes of a table are noted with a cell.
//!
//! In: the table's notes, a cell with its labels. Out: the notes about the whole table, those whose mark the cell or a
//! label bears, and the cell's own. Refuses to bind a figure or a letter that is part of a word.

use crate::tables::{BodyCell, Heading, Note};

/// Notes that bind to a cell: those about the whole table, and those whose mark stands in the cell or a label.
pub fn binding_notes<'n>(notes: &'n [Note], cell: &'n BodyCell, row: &Heading, column: &Heading) -> Vec<&'n str> {
    let labels = || row.labels.iter().chain(&column.labels).map(|label| label.text.as_str());
    let own = |mark: &str| carries(&cell.text, mark) || cell.notes.iter().any(|note| bears(note, mark));
    let binds = |mark: &str| labels().any(|text| carries(text, mark)) || own(mark);
    let bound = notes.iter().filter(|note| note.mark.as_deref().is_none_or(binds));
    bound.map(|note| note.text.as_str()).chain(cell.notes.iter().map(String::as_str)).collect()
}

/// Whether what is noted of a figure is this mark at it.
fn bears(note: &str, mark: &str) -> bool {
    let own = note.strip_prefix("footnote mark ");
    own.is_some_and(|own| own.trim_matches(['(', ')', '[', ']']) == mark)
}

/// A sign (`①`, `*`) may stand anywhere; a letter or figure only in brackets, or a letter at the end of a label.
fn carries(text: &str, mark: &str) -> bool {
    let plain = mark.chars().all(|letter| letter.is_ascii_alphanumeric());
    if !plain {
        return text.contains(mark);
    }
    let bracketed = ["(", "（", "[", "注"].iter().any(|open| text.contains(&format!("{open}{mark}")));
    let glued = text.strip_suffix(mark).or_else(|| text.strip_suffix(&format!("{mark})")));
    let ends = |rest: &str| rest.ends_with(|letter| super::label::is_chinese(letter) || letter.is_ascii_digit());
    let half = text.strip_suffix(&format!("{mark})")).or_else(|| text.strip_suffix(&format!("{mark}）")));
    let half = half.filter(|rest| !rest.ends_with(['(', '（']));
    bracketed
        || (mark.parse::<u32>().is_err() && glued.is_some_and(ends))
        || half.is_some_and(|rest| rest.ends_with(['年', '度']))
}
