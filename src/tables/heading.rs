//! What stands above the header of a block.
//!
//! In: lines above the figures, each with its row and kind. Out: title, units, preamble and remarks. Refuses nothing.

use super::Label;
use super::rows::Row;
use super::title::{self, Line};
use super::view::View;

/// What stands above the header of a block.
#[derive(Clone, Debug, Default)]
pub struct Heading {
    pub title: Vec<Label>,
    pub units: Vec<Label>,
    pub preamble: Vec<Label>,
    pub remarks: Vec<Label>,
    /// What the form is called by (`公开01表`): the last words of the title.
    pub forms: Vec<Label>,
    /// 续表: continues the table of this number, or the one before.
    pub continued: Option<Option<String>>,
    /// The 续表 line bears a title of its own, kept in `title`.
    pub titled: bool,
}

impl Heading {
    /// A key and its value in the cell beside it.
    pub fn add_pair(&mut self, view: &View, row: usize, col: usize) {
        let key = view.label(row, col).trim_end_matches([':', '：']).trim().to_string();
        let text = view.label(row, col + 1);
        self.preamble.push(Label { text, dimension: Some(key), row: row as u32 + 1, col: col as u32 + 2 });
    }

    /// One line above the table.
    pub fn add(&mut self, text: String, line: Line, row: usize, col: usize, kind: Row) {
        let label = |text: String, dimension| Label { text, dimension, row: row as u32 + 1, col: col as u32 + 1 };
        match line {
            Line::Continued { number, titled } => {
                self.continued = Some(number.or_else(|| self.continued.take().flatten()));
                self.titled |= titled;
                let inside = title::units(&text).map(|(units, _)| units).unwrap_or_default();
                self.units.extend(inside.into_iter().map(|unit| label(unit, None)));
                self.title.extend(titled.then(|| label(text, None)));
            }
            Line::Preamble { key, value } => self.preamble.push(label(value, Some(key))),
            Line::Form => self.forms.push(label(text, None)),
            Line::Furniture => self.remarks.push(label(text, None)),
            Line::Unit { units, note } => {
                self.units.extend(units.into_iter().map(|unit| label(unit, None)));
                self.remarks.extend(note.map(|note| label(note, None)));
            }
            Line::Title if kind == Row::Preamble && title::is_date(&text) => {
                self.preamble.push(label(text, Some("时间".to_string())));
            }
            Line::Title if is_remark(self, kind, row, &text) => self.remarks.push(label(text, None)),
            Line::Title => {
                let inside = title::units(&text).map(|(units, _)| units).unwrap_or_default();
                self.units.extend(inside.into_iter().map(|unit| label(unit, None)));
                self.title.push(label(text, None));
            }
        }
    }
}

/// A note among the title lines, or a line that goes on with the note above it.
fn is_remark(heading: &Heading, kind: Row, row: usize, text: &str) -> bool {
    let goes_on = heading.remarks.last().is_some_and(|remark| remark.row as usize == row);
    kind == Row::Note || title::is_remark(text) || (goes_on && text.starts_with(|c: char| c.is_ascii_lowercase()))
}
