//! Rows and columns that a workbook or a page does not show.
//!
//! In: the parts of a workbook that say so. Out: for each sheet, in the order of the book, which of its rows and columns are
//! hidden. Refuses nothing: what is not understood counts as shown.

use std::sync::LazyLock;

use regex::bytes::Regex;

/// Hidden rows and columns of one sheet: ranges from 0, both ends included.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Hidden {
    pub rows: Vec<(u32, u32)>,
    pub cols: Vec<(u32, u32)>,
    /// The whole sheet.
    pub sheet: bool,
}

impl Hidden {
    pub fn is_empty(&self) -> bool {
        self.rows.is_empty() && self.cols.is_empty()
    }

    pub fn has_row(&self, row: usize) -> bool {
        holds(&self.rows, row)
    }

    pub fn has_col(&self, col: usize) -> bool {
        holds(&self.cols, col)
    }

    /// The same behind so many rows more.
    pub(super) fn move_down(&mut self, rows: u32) {
        self.rows.iter_mut().for_each(|(first, last)| (*first, *last) = (*first + rows, *last + rows));
    }

    /// Adds a hidden row; rows come in order.
    pub(super) fn add_row(&mut self, row: u32) {
        match self.rows.last_mut().filter(|(_, last)| *last + 1 == row) {
            Some((_, last)) => *last = row,
            None => self.rows.push((row, row)),
        }
    }
}

fn holds(ranges: &[(u32, u32)], at: usize) -> bool {
    ranges.iter().any(|(first, last)| (*first as usize..=*last as usize).contains(&at))
}

static MARK: LazyLock<Regex> = LazyLock::new(|| Regex::new(r#"(?-u) hidden="(?:1|true)""#).expect("a valid pattern"));
static COL: LazyLock<Regex> = LazyLock::new(|| Regex::new(r#"(?-u)<(?:\w+:)?col\s[^>]*"#).expect("a valid pattern"));
static NUMBER: LazyLock<Regex> =
    LazyLock::new(|| Regex::new(r#"(?-u)\s(min|max|width|r)="(\d+)(?:\.0+)?""#).expect("a valid pattern"));

/// The hidden rows and columns of a worksheet's part.
pub(super) fn of_worksheet(part: &[u8]) -> Hidden {
    let mut hidden = Hidden::default();
    let data = part.windows(9).position(|window| window == b"sheetData").unwrap_or(part.len());
    for tag in COL.find_iter(part.get(..data).unwrap_or_default()).map(|found| found.as_bytes()) {
        let bounds = number(tag, b"min").zip(number(tag, b"max"));
        if let (true, Some((first, last))) = (MARK.is_match(tag) || number(tag, b"width") == Some(0), bounds) {
            hidden.cols.push((first.saturating_sub(1), last.saturating_sub(1)));
        }
    }
    for found in MARK.find_iter(part).filter(|found| found.start() > data) {
        let opens = part.get(..found.start()).and_then(|before| before.iter().rposition(|byte| *byte == b'<'));
        let tag = opens.and_then(|opens| part.get(opens..)?.split(|byte| *byte == b'>').next()).unwrap_or_default();
        let name = tag.get(1..).unwrap_or_default().split(|byte| byte.is_ascii_whitespace()).next().unwrap_or_default();
        if name == b"row" || name.ends_with(b":row") {
            number(tag, b"r").into_iter().for_each(|row| hidden.add_row(row.saturating_sub(1)));
        }
    }
    hidden
}

fn number(tag: &[u8], name: &[u8]) -> Option<u32> {
    let found = NUMBER.captures_iter(tag).find(|found| found.get(1).is_some_and(|own| own.as_bytes() == name))?;
    std::str::from_utf8(found.get(2)?.as_bytes()).ok()?.parse().ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn hidden_rows_and_columns_of_a_worksheet() {
        let part = br#"<worksheet><cols><col min="1" max="1" width="9.1"/><col min="3" max="4" hidden="1" width="13"/>
            <col min="6" max="6" width="0" customWidth="1"/></cols><sheetData><row r="1"><c r="A1"/></row>
            <row r="2" ht="12" hidden="1" spans="1:3"><c r="A2"/></row><row hidden="true" r="3"/></sheetData></worksheet>"#;
        let hidden = of_worksheet(part);
        assert_eq!((hidden.cols.as_slice(), hidden.rows.as_slice()), (&[(2, 3), (5, 5)][..], &[(1, 2)][..]));
        assert!(hidden.has_col(3) && !hidden.has_col(4) && hidden.has_row(2) && !hidden.has_row(0));
    }
}
