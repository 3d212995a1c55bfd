//! BIFF record streams (.xls): a look through the records before a reader is let loose on them.
//!
//! In: a workbook stream, not encrypted. Out: what the reader must be told, and the stream with those records masked
//! that it could stumble over and that hold no cell. Refuses streams cut off inside a record and sheets that claim
//! more room than their cells justify. Record numbers: [MS-XLS] 2.3.

use super::compound::truncated;
use super::finding::Finding;
use super::hidden::Hidden;
use super::room;
use crate::messages::say;

pub(super) const BOF: u16 = 0x0809;
pub(super) const EOF: u16 = 0x000a;
pub(super) const FILE_PASS: u16 = 0x002f;
pub(super) const BOUND_SHEET: u16 = 0x0085;
const CODE_PAGE: u16 = 0x0042;
const CONTINUE: u16 = 0x003c;
const SHARED_STRINGS: u16 = 0x00fc;
const EXTERN_SHEET: u16 = 0x0017;
const DEFINED_NAME: u16 = 0x0018;
const DIMENSIONS: u16 = 0x0200;
const COL_INFO: u16 = 0x007d;
const ROW: u16 = 0x0208;
const FORMULA: u16 = 0x0006;
const LABEL_SHARED: u16 = 0x00fd;
const LABEL: u16 = 0x0204;
const RICH_LABEL: u16 = 0x00d6;
const FORMULA_TEXT: u16 = 0x0207;
pub(super) const MANY_RK: u16 = 0x00bd;
const OTHER_CELLS: [u16; 3] = [0x0203, 0x0205, 0x027e];
/// A record number that no version defines; readers pass over it.
pub(super) const MASKED: u16 = 0x7fff;

/// What a workbook stream says about itself.
#[derive(Debug, Default, PartialEq, Eq)]
pub(super) struct Survey {
    /// BIFF8: text is Unicode whatever code page the file declares.
    pub unicode: bool,
    pub code_page: Option<u16>,
    /// BIFF5 only: the bytes of its texts, for telling their encoding.
    pub legacy_text: Vec<u8>,
    pub cells: u64,
    /// What each sheet hides, in the order of the book.
    pub hidden: Vec<Hidden>,
}

/// One record: its number and where its data lie.
#[derive(Clone, Copy)]
pub(super) struct Record {
    pub number: u16,
    pub start: usize,
    pub end: usize,
}

/// The record whose header stands at `at`; `None` at the end of the stream.
pub(super) fn record(stream: &[u8], at: usize) -> Result<Option<Record>, Finding> {
    match stream.get(at..at + 4) {
        None if stream.len() <= at => Ok(None),
        None => Err(truncated(say!("source.record-cut"))),
        Some(header) => {
            let (number, length) = (word(header, 0), word(header, 2) as usize);
            let end = at + 4 + length;
            match end > stream.len() {
                true => Err(truncated(say!("source.record-cut"))),
                false => Ok(Some(Record { number, start: at + 4, end })),
            }
        }
    }
}

/// The 16-bit number at an offset, 0 beyond the end.
pub(super) fn word(bytes: &[u8], at: usize) -> u16 {
    bytes.get(at..at + 2).map_or(0, |b| u16::from_le_bytes([b[0], b[1]]))
}

/// The 32-bit number at an offset, 0 beyond the end.
pub(super) fn long(bytes: &[u8], at: usize) -> u32 {
    u32::from(word(bytes, at)) | u32::from(word(bytes, at + 2)) << 16
}

/// Looks through globals and sheets, and masks what holds no cell and could mislead a reader: declared dimensions
/// (memory is set aside for them), defined names, references to other sheets, formula tokens (their results are kept).
pub(super) fn survey(stream: &mut [u8]) -> Result<Survey, Finding> {
    let mut survey = Survey::default();
    let mut sheets = Vec::new();
    let mut strings = Vec::new();
    let mut at = 0;
    let mut closed = false;
    while let Some(Record { number, start, end }) = record(stream, at)? {
        let data = &stream[start..end];
        match number {
            BOF if at == 0 => survey.unicode = word(data, 0) == 0x0600,
            CODE_PAGE => survey.code_page = Some(word(data, 0)),
            BOUND_SHEET => {
                sheets.push(long(data, 0) as usize);
                survey.legacy_text.extend(data.get(7..).unwrap_or_default());
            }
            SHARED_STRINGS => strings = string_lengths(stream, start, end),
            DEFINED_NAME | EXTERN_SHEET => mask(stream, at),
            _ => {}
        }
        at = end;
        if number == EOF {
            closed = true;
            break;
        }
    }
    if !closed || sheets.iter().any(|&sheet| sheet >= stream.len()) {
        return Err(truncated(say!("source.stream-before-sheets")));
    }
    let (mut area, mut text) = (0, 0);
    for sheet in sheets {
        survey.hidden.push(Hidden::default());
        let extent = look_through_sheet(stream, sheet, &strings, &mut survey)?;
        area += extent.area();
        text += extent.text;
        room::check(area, survey.cells)?;
        room::check_text(text)?;
    }
    Ok(survey)
}

/// The smallest rectangle around a sheet's cells, and the bytes of text in them.
#[derive(Default)]
struct Extent {
    rows: Option<(u16, u16)>,
    cols: Option<(u16, u16)>,
    text: u64,
}

impl Extent {
    fn add(&mut self, row: u16, col: u16) {
        let widen = |range: Option<(u16, u16)>, at: u16| Some(range.map_or((at, at), |(a, b)| (a.min(at), b.max(at))));
        self.rows = widen(self.rows, row);
        self.cols = widen(self.cols, col);
    }

    fn area(&self) -> u64 {
        let length = |range: Option<(u16, u16)>| range.map_or(0, |(a, b)| u64::from(b - a) + 1);
        length(self.rows) * length(self.cols)
    }
}

fn look_through_sheet(
    stream: &mut [u8],
    sheet: usize,
    strings: &[u16],
    survey: &mut Survey,
) -> Result<Extent, Finding> {
    let mut extent = Extent::default();
    let (mut at, mut depth) = (sheet, 0);
    while let Some(Record { number, start, end }) = record(stream, at)? {
        match number {
            BOF => depth += 1,
            EOF if depth <= 1 => break,
            EOF => depth -= 1,
            _ if depth > 1 => {}
            DIMENSIONS => mask(stream, at),
            COL_INFO | ROW => look_at_hidden(&stream[start..end], number, survey.hidden.last_mut()),
            _ => look_at_cell(&mut stream[start..end], number, strings, survey, &mut extent),
        }
        at = end;
    }
    Ok(extent)
}

/// fHidden or no width of [MS-XLS] 2.4.53 (ColInfo), fDyZero of 2.4.221 (Row).
fn look_at_hidden(data: &[u8], number: u16, hidden: Option<&mut Hidden>) {
    const LAST_COL: u16 = 255;
    let Some(hidden) = hidden else { return };
    if number == ROW && word(data, 12) & 0x20 != 0 {
        hidden.add_row(u32::from(word(data, 0)));
    } else if number == COL_INFO && data.len() >= 10 && (word(data, 8) & 1 != 0 || word(data, 4) == 0) {
        hidden.cols.push((u32::from(word(data, 0)), u32::from(word(data, 2).min(LAST_COL))));
    }
}

fn look_at_cell(data: &mut [u8], number: u16, strings: &[u16], survey: &mut Survey, extent: &mut Extent) {
    let (row, col) = (word(data, 0), word(data, 2));
    match number {
        LABEL_SHARED => extent.text += strings.get(long(data, 6) as usize).map_or(0, |&n| u64::from(n)),
        LABEL | RICH_LABEL if !survey.unicode => survey.legacy_text.extend(data.get(8..).unwrap_or_default()),
        LABEL | RICH_LABEL => {}
        FORMULA_TEXT => {
            if !survey.unicode {
                survey.legacy_text.extend(data.get(2..).unwrap_or_default());
            }
            return;
        }
        FORMULA => empty_formula(data),
        MANY_RK => extent.add(row, word(data, data.len().saturating_sub(2)).max(col)),
        _ if OTHER_CELLS.contains(&number) => {}
        _ => return,
    }
    extent.add(row, col);
    survey.cells += if number == MANY_RK { (data.len() as u64).saturating_sub(6) / 6 } else { 1 };
}

/// Replaces the tokens of a formula by the one that means "argument left out"; the cached result stands before them.
fn empty_formula(data: &mut [u8]) {
    if let Some(tokens) = data.get_mut(20..23) {
        tokens.copy_from_slice(&[1, 0, 0x16]);
    }
}

fn mask(stream: &mut [u8], at: usize) {
    if let Some(number) = stream.get_mut(at..at + 2) {
        number.copy_from_slice(&MASKED.to_le_bytes());
    }
}

/// Length in characters of each shared string ([MS-XLS] 2.5.293), over CONTINUE records; stops at the first one that
/// makes no sense, which the reader will report.
fn string_lengths(stream: &[u8], start: usize, end: usize) -> Vec<u16> {
    let mut parts = Parts { stream, at: (start + 8).min(end), end };
    let mut lengths = Vec::new();
    while let Some(length) = parts.string() {
        lengths.push(length);
    }
    lengths
}

/// A reading position in a record and the CONTINUE records behind it.
struct Parts<'a> {
    stream: &'a [u8],
    at: usize,
    end: usize,
}

impl Parts<'_> {
    fn string(&mut self) -> Option<u16> {
        if self.at >= self.end {
            self.next_part()?;
        }
        let head = self.stream.get(self.at..self.end)?;
        let (characters, flags) = (word(head, 0), *head.get(2)?);
        let runs = if flags & 8 != 0 { usize::from(word(head, 3)) * 4 } else { 0 };
        let phonetic_at = if flags & 8 != 0 { 5 } else { 3 };
        let phonetic = if flags & 4 != 0 { long(head, phonetic_at) as usize } else { 0 };
        self.at += phonetic_at + if flags & 4 != 0 { 4 } else { 0 };
        self.skip_characters(usize::from(characters), flags & 1 != 0)?;
        self.skip(runs.checked_add(phonetic)?)?;
        Some(characters)
    }

    /// Characters that go on in a CONTINUE record are preceded there by a flag that says how wide they are.
    fn skip_characters(&mut self, mut left: usize, mut wide: bool) -> Option<()> {
        while left > 0 {
            let width = if wide { 2 } else { 1 };
            let here = left.min(self.end.saturating_sub(self.at) / width);
            self.at += here * width;
            left -= here;
            if left > 0 {
                self.next_part()?;
                wide = self.stream.get(self.at)? & 1 != 0;
                self.at += 1;
            }
        }
        Some(())
    }

    fn skip(&mut self, mut left: usize) -> Option<()> {
        while left > self.end.saturating_sub(self.at) {
            left -= self.end.saturating_sub(self.at);
            self.next_part()?;
        }
        self.at += left;
        Some(())
    }

    fn next_part(&mut self) -> Option<()> {
        let next = record(self.stream, self.end).ok().flatten().filter(|r| r.number == CONTINUE)?;
        (self.at, self.end) = (next.start, next.end);
        Some(())
    }
}

#[cfg(test)]
pub(super) mod fixture {
    use super::*;

    /// A cell of a test workbook; `Far` is a number at a place of its own.
    pub enum Given {
        Text(&'static str),
        Number(f64),
        Formula(f64),
        Far(u16, u16),
    }

    fn put(stream: &mut Vec<u8>, number: u16, data: &[u8]) {
        stream.extend([number.to_le_bytes(), (data.len() as u16).to_le_bytes()].concat());
        stream.extend(data);
    }

    fn bof(kind: u8, version: u8) -> [u8; 16] {
        [0, version, kind, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, version, 0, 0]
    }

    fn text(text: &str, unicode: bool, short: bool) -> Vec<u8> {
        let bytes: Vec<u8> = match unicode {
            true => text.encode_utf16().flat_map(u16::to_le_bytes).collect(),
            false => encoding_rs::GBK.encode(text).0.to_vec(),
        };
        let length = if unicode { bytes.len() / 2 } else { bytes.len() };
        let mut whole = (length as u16).to_le_bytes()[..if short { 1 } else { 2 }].to_vec();
        whole.extend(unicode.then_some(1));
        whole.extend(bytes);
        whole
    }

    /// A workbook stream of one sheet, BIFF8 or BIFF5, that declares a code page; rows of cells from A1 on.
    pub fn stream(unicode: bool, code_page: u16, rows: &[Vec<Given>]) -> Vec<u8> {
        let version = if unicode { 6 } else { 5 };
        let mut book = Vec::new();
        put(&mut book, BOF, &bof(5, version));
        put(&mut book, CODE_PAGE, &code_page.to_le_bytes());
        let name = [&[0; 6][..], &text("表一", unicode, true)].concat();
        let sheet_at = (book.len() + 4 + name.len() + 4) as u32;
        put(&mut book, BOUND_SHEET, &[&sheet_at.to_le_bytes()[..], &name[4..]].concat());
        put(&mut book, EOF, &[]);
        put(&mut book, BOF, &bof(16, version));
        for (row, cells) in rows.iter().enumerate() {
            for (col, cell) in cells.iter().enumerate() {
                let at = |row: u16, col: u16| [row.to_le_bytes(), col.to_le_bytes(), [0, 0]].concat();
                let here = at(row as u16, col as u16);
                match cell {
                    Given::Text(value) => put(&mut book, LABEL, &[here, text(value, unicode, false)].concat()),
                    Given::Number(value) => put(&mut book, 0x0203, &[&here[..], &value.to_le_bytes()].concat()),
                    Given::Far(row, col) => {
                        put(&mut book, 0x0203, &[&at(*row, *col)[..], &1f64.to_le_bytes()].concat())
                    }
                    Given::Formula(value) => {
                        let tokens = [&[0; 6][..], &[3, 0, 0xff, 0xff, 0xff]].concat();
                        put(&mut book, FORMULA, &[&here[..], &value.to_le_bytes(), &tokens].concat());
                    }
                }
            }
        }
        put(&mut book, 0x00e5, &[1, 0, 0, 0, 1, 0, 0, 0, 0, 0]);
        put(&mut book, EOF, &[]);
        book
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn shared_strings_are_measured_over_record_borders() {
        let sst =
            |number: u16, data: &[u8]| [&number.to_le_bytes()[..], &(data.len() as u16).to_le_bytes(), data].concat();
        let first = [&[0; 8][..], &[3, 0, 0, b'a', b'b', b'c'], &[4, 0, 1, b'x', 0]].concat();
        let second = [&[0][..], b"yzw", &[2, 0, 8, 1, 0, b'p', b'q', 0, 0]].concat();
        let stream =
            [sst(SHARED_STRINGS, &first), sst(CONTINUE, &second), sst(CONTINUE, &[0, 0, 1, 0, 0, b'k'])].concat();
        assert_eq!(string_lengths(&stream, 4, 4 + first.len()), [3, 4, 2, 1]);
    }
}
