//! What a ruling is about: a file, perhaps one of its sheets, perhaps some of its cells.
//!
//! In: `target = { source = "*population*", sheet = "7-*", cell = "D6" }`. Out: a `Target` that can be asked. Refuses
//! patterns that name every file, and texts that are no cell, range, row or column.

use std::fmt;
use std::ops::RangeInclusive;

use super::fields::Fields;
use super::pipeline::matches;
use crate::messages::say;
use crate::problem::cell_name;

/// Rows and columns of a sheet, from 1; a whole row or column is open at its end.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Cells {
    pub rows: RangeInclusive<u32>,
    pub cols: RangeInclusive<u32>,
}

/// No sheet is larger.
const OPEN: u32 = u32::MAX;

impl Cells {
    pub fn contains(&self, row: u32, col: u32) -> bool {
        self.rows.contains(&row) && self.cols.contains(&col)
    }

    /// Neither a whole row nor a whole column.
    pub fn is_bounded(&self) -> bool {
        *self.rows.end() != OPEN && *self.cols.end() != OPEN
    }

    /// How many cells there are; of an open range, more than any sheet has.
    pub fn count(&self) -> u64 {
        let length = |range: &RangeInclusive<u32>| u64::from(range.end() - range.start()) + 1;
        length(&self.rows).saturating_mul(length(&self.cols))
    }

    /// `D6`, `D6:E9`, `6:9` (rows) or `D:E` (columns).
    pub fn parse(text: &str) -> Option<Cells> {
        let text = text.trim().to_ascii_uppercase();
        let (first, last) = text.split_once(':').unwrap_or((&text, &text));
        let ((first_col, first_row), (last_col, last_row)) = (corner(first)?, corner(last)?);
        let is_pair = text.contains(':');
        let span = |first: Option<u32>, last: Option<u32>| match (first, last) {
            (None, None) if is_pair => Some(1..=OPEN),
            (Some(first), Some(last)) if first <= last => Some(first..=last),
            _ => None,
        };
        let cells = Cells { rows: span(first_row, last_row)?, cols: span(first_col, last_col)? };
        (first_row.is_some() || first_col.is_some()).then_some(cells)
    }
}

/// `D6` as column and row, either of which may be left out.
fn corner(text: &str) -> Option<(Option<u32>, Option<u32>)> {
    let letters: String = text.chars().take_while(char::is_ascii_uppercase).collect();
    let digits = text.get(letters.len()..)?;
    let number = |letter: char| u32::from(letter) - u32::from('A') + 1;
    let col = letters.chars().try_fold(0u32, |col, letter| col.checked_mul(26)?.checked_add(number(letter)))?;
    let is_sound = letters.len() <= 3 && digits.len() <= 7 && digits.chars().all(|digit| digit.is_ascii_digit());
    let row = if digits.is_empty() { None } else { Some(digits.parse().ok().filter(|row| *row > 0)?) };
    let col = (!letters.is_empty()).then_some(col);
    (is_sound && (row.is_some() || col.is_some())).then_some((col, row))
}

impl fmt::Display for Cells {
    fn fmt(&self, f: &mut fmt::Formatter) -> fmt::Result {
        let letters = |col: u32| cell_name(0, col).trim_end_matches('0').to_string();
        let name = |row: u32, col: u32| match (self.rows.end(), self.cols.end()) {
            (&OPEN, _) => letters(col),
            (_, &OPEN) => row.to_string(),
            _ => cell_name(row, col),
        };
        let first = name(*self.rows.start(), *self.cols.start());
        let last = name(*self.rows.end(), *self.cols.end());
        if first == last && self.is_bounded() { f.write_str(&first) } else { write!(f, "{first}:{last}") }
    }
}

/// What a ruling is about. In patterns `*` stands for any letters.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Target {
    pub source: String,
    pub sheet: Option<String>,
    pub cells: Option<Cells>,
}

impl Target {
    /// Whether the pattern fits the path, or, where it has no `/`, the file's own name.
    pub fn names_source(&self, path: &str) -> bool {
        let own = path.rsplit('/').next().unwrap_or(path);
        matches(&self.source, path) || !self.source.contains('/') && matches(&self.source, own)
    }

    pub fn names_sheet(&self, sheet: &str) -> bool {
        self.sheet.as_deref().is_none_or(|pattern| matches(pattern, sheet))
    }
}

/// The field `target` of a ruling.
pub(super) fn target(fields: &Fields) -> Option<Target> {
    let own = fields.table("target")?;
    own.only(&["source", "sheet", "cell"]);
    let source = own.text("source");
    let sheet = own.may_text("sheet");
    let cell = own.may_text("cell");
    let cells = cell.as_ref().and_then(|cell| Cells::parse(&cell.text));
    if let Some(cell) = &cell
        && cells.is_none()
    {
        let message = say!("definition.no-cell", text = cell.text);
        own.error("wrong-value", &cell.span, message);
        return None;
    }
    if let Some(sheet) = sheet.as_ref().filter(|sheet| sheet.text.is_empty()) {
        own.error("wrong-value", &sheet.span, say!("definition.sheet-empty"));
        return None;
    }
    let source = source?;
    if source.text.chars().all(|letter| matches!(letter, '*' | '/' | '.')) {
        own.error("wrong-value", &source.span, say!("definition.every-file", text = source.text));
        return None;
    }
    if let Some(sign) = source.text.chars().find(|letter| matches!(letter, '\\' | '?')) {
        let why = if sign == '?' { say!("definition.only-star") } else { say!("definition.slash") };
        own.error("wrong-value", &source.span, say!("definition.file-pattern", sign, why));
        return None;
    }
    Some(Target { source: source.text, sheet: sheet.map(|sheet| sheet.text), cells })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn cells_are_read_and_written() {
        for text in ["D6", "D6:D9", "AB12:AC13", "D:D", "D:F", "6:6", "6:9"] {
            assert_eq!(Cells::parse(text).expect(text).to_string(), text);
        }
        for text in ["", "D", "6", "6D", "D0", "D9:D6", "D6:7", "D6:", "DDDD1", "D6:E", "d六"] {
            assert_eq!(Cells::parse(text), None, "{text}");
        }
    }

    #[test]
    fn a_pattern_without_folder_fits_the_files_own_name() {
        let target = |source: &str| Target { source: source.into(), sheet: None, cells: None };
        assert!(target("beijing.xls").names_source("yearbooks/2018/beijing.xls"));
        assert!(target("*2018/beijing*").names_source("yearbooks/2018/beijing.xls"));
        assert!(target("*1978-2017 population*").names_source("x/1978-2017 population Beijing.xls"));
        assert!(!target("2018/beijing.xls").names_source("yearbooks/2018/beijing.xls"));
    }
}
