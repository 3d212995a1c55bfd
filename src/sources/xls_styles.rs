//! Styles of an .xls workbook: the number format and indent of its cells, which the workbook reader does not give.
//!
//! In: a workbook stream, not encrypted and not yet masked. Out: for each sheet the cells that are not shown plainly.
//! Refuses nothing: what makes no sense is passed over. Records: [MS-XLS] 2.4.126 (Format), 2.4.353 (XF), 2.4.175 (MulRk).

use super::biff::{BOF, BOUND_SHEET, EOF, MANY_RK, Record, long, record, word};
use super::number_format::{NumberFormat, built_in};
use std::collections::HashMap;

const FORMAT: u16 = 0x041e;
const XF: u16 = 0x00e0;
/// FORMULA, NUMBER, RK, LABEL and LABELSST: row, column and style come first in each.
const STYLED: [u16; 5] = [0x0006, 0x0203, 0x027e, 0x0204, 0x00fd];

/// How a cell is shown.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct Style {
    pub format: Option<NumberFormat>,
    pub indent: u8,
}

/// The styles of a workbook, and the cells of each sheet (in the order of the sheets) that have one worth showing.
#[derive(Debug, Default)]
pub(super) struct Styles {
    pub palette: Vec<Style>,
    /// Row, column, place in the palette.
    pub cells: Vec<Vec<(u32, u32, u16)>>,
}

/// Walks through globals and sheets.
pub(super) fn of_stream(stream: &[u8]) -> Styles {
    let mut globals = Globals::default();
    let mut at = 0;
    while let Ok(Some(found)) = record(stream, at) {
        let data = stream.get(found.start..found.end).unwrap_or_default();
        match found.number {
            EOF => break,
            BOF if at == 0 => globals.unicode = word(data, 0) == 0x0600,
            FORMAT => globals.format(data),
            XF => globals.styles.push((word(data, 2), globals.indent(data))),
            BOUND_SHEET => globals.sheets.push(long(data, 0) as usize),
            _ => {}
        }
        at = found.end;
    }
    let palette = globals.palette();
    let shown: Vec<bool> = palette.iter().map(|style| *style != Style::default()).collect();
    let cells = match shown.contains(&true) {
        true => globals.sheets.iter().map(|&sheet| cells(stream, sheet, &shown)).collect(),
        false => Vec::new(),
    };
    Styles { palette, cells }
}

#[derive(Default)]
struct Globals {
    unicode: bool,
    codes: HashMap<u16, String>,
    /// Number of the format, and indent, of each style.
    styles: Vec<(u16, u8)>,
    sheets: Vec<usize>,
}

impl Globals {
    fn format(&mut self, data: &[u8]) {
        let code: Option<String> = match self.unicode {
            true => {
                let (length, wide) = (usize::from(word(data, 2)), data.get(4).is_some_and(|flags| flags & 1 != 0));
                let text = data.get(5..).unwrap_or_default();
                match wide {
                    true => {
                        let units: Vec<u16> = (0..length.min(text.len() / 2)).map(|at| word(text, 2 * at)).collect();
                        Some(String::from_utf16_lossy(&units))
                    }
                    false => text.get(..length).map(|bytes| bytes.iter().map(|&b| char::from(b)).collect()),
                }
            }
            false => data.get(3..).map(|bytes| encoding_rs::GBK.decode(bytes).0.into_owned()),
        };
        self.codes.extend(code.map(|code| (word(data, 0), code)));
    }

    fn indent(&self, data: &[u8]) -> u8 {
        if self.unicode { data.get(8).map_or(0, |flags| flags & 15) } else { 0 }
    }

    fn palette(&self) -> Vec<Style> {
        let mut known: HashMap<u16, Option<NumberFormat>> = HashMap::new();
        let mut parsed = |id: u16| {
            let code = || self.codes.get(&id).map(String::as_str).or_else(|| built_in(id));
            known.entry(id).or_insert_with(|| code().and_then(NumberFormat::parse)).clone()
        };
        self.styles.iter().map(|&(id, indent)| Style { format: parsed(id), indent }).collect()
    }
}

fn cells(stream: &[u8], sheet: usize, shown: &[bool]) -> Vec<(u32, u32, u16)> {
    let mut cells = Vec::new();
    let (mut at, mut depth) = (sheet, 0);
    while let Ok(Some(Record { number, start, end })) = record(stream, at) {
        let data = stream.get(start..end).unwrap_or_default();
        let mut note = |col: u16, style: u16| {
            if shown.get(usize::from(style)).copied().unwrap_or(false) {
                cells.push((u32::from(word(data, 0)), u32::from(col), style));
            }
        };
        match number {
            BOF => depth += 1,
            EOF if depth <= 1 => break,
            EOF => depth -= 1,
            _ if depth > 1 => {}
            MANY_RK => {
                let many = (data.len().saturating_sub(6) / 6).min(usize::from(u16::MAX));
                (0..many).for_each(|nth| note(word(data, 2).saturating_add(nth as u16), word(data, 4 + 6 * nth)));
            }
            _ if STYLED.contains(&number) => note(word(data, 2), word(data, 4)),
            _ => {}
        }
        at = end;
    }
    cells
}

#[cfg(test)]
mod tests {
    use super::*;

    fn put(stream: &mut Vec<u8>, number: u16, data: &[u8]) {
        stream.extend([number.to_le_bytes(), (data.len() as u16).to_le_bytes()].concat());
        stream.extend(data);
    }

    /// Records laid out by hand after [MS-XLS].
    fn book() -> Vec<u8> {
        let mut book = Vec::new();
        put(&mut book, BOF, &[0, 6, 5, 0]);
        put(&mut book, FORMAT, &[[164, 0, 5, 0, 0].as_slice(), b"0.00%"].concat());
        put(&mut book, FORMAT, &[[165, 0, 3, 0, 1].as_slice(), &[b'0', 0, b'.', 0, b'0', 0]].concat());
        for (format, indent) in [(0, 0), (164, 0), (165, 0), (0, 2), (4, 0)] {
            put(&mut book, XF, &[0, 0, format, 0, 0, 0, 0, 0, indent, 0]);
        }
        let sheet = (book.len() + 12 + 4) as u32;
        put(&mut book, BOUND_SHEET, &[sheet.to_le_bytes().as_slice(), &[0; 4]].concat());
        put(&mut book, EOF, &[]);
        put(&mut book, BOF, &[0, 6, 16, 0]);
        put(&mut book, 0x0203, &[3, 0, 1, 0, 1, 0, 0, 0, 0, 0, 0, 0, 0, 0]);
        put(&mut book, 0x0203, &[3, 0, 2, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0]);
        put(&mut book, MANY_RK, &[4, 0, 1, 0, 2, 0, 0, 0, 0, 0, 4, 0, 0, 0, 0, 0, 2, 0]);
        put(&mut book, 0x00fd, &[5, 0, 0, 0, 3, 0, 0, 0, 0, 0]);
        put(&mut book, EOF, &[]);
        book
    }

    #[test]
    fn formats_and_indents_are_found_with_their_cells() {
        let styles = of_stream(&book());
        let shows = |at: usize| {
            let format = styles.palette.get(at).and_then(|style| style.format.as_ref());
            format.and_then(|format| format.show(0.5)).map(|shown| shown.text)
        };
        let texts: Vec<Option<String>> = (0..5).map(shows).collect();
        assert_eq!(texts, [None, Some("50.00%".into()), Some("0.5".into()), None, Some("0.50".into())]);
        assert_eq!(styles.cells, [vec![(3, 1, 1), (4, 1, 2), (4, 2, 4), (5, 0, 3)]]);
        assert_eq!(styles.palette.get(3).map(|style| style.indent), Some(2));
    }

    #[test]
    fn a_stream_cut_anywhere_is_read_as_far_as_it_goes() {
        let whole = book();
        (0..whole.len()).for_each(|length| drop(of_stream(&whole[..length])));
    }
}
