//! Excel 2003 XML: a workbook as one XML text, often named .xls.
//!
//! In: the text. Out: one grid per worksheet that holds a cell, numbers shown as their style says, merged ranges, indents.
//! Refuses text that is no XML, declares entities, or claims more room than its cells justify. Elements: Microsoft, XML
//! Spreadsheet Reference (2003).

use super::docx::{declares_entities, predefined};
use super::finding::{Contents, Finding};
use super::number_format::{self, NumberFormat};
use super::room::{Room, clip_merges};
use super::workbook::dress;
use super::xls_styles::Style;
use super::{Cell, Grid, Merge};
use crate::messages::say;
use quick_xml::Reader;
use quick_xml::events::{BytesStart, Event};
use std::collections::HashMap;

/// Places in a sheet: 1,048,576 rows, 16,384 columns.
const MOST_ROWS: usize = 1 << 20;
const MOST_COLS: usize = 1 << 14;
/// Names of number formats that this format has of its own.
const NAMED: [(&str, &str); 5] = [
    ("fixed", "0.00"),
    ("standard", "#,##0.00"),
    ("percent", "0.00%"),
    ("currency", "#,##0.00"),
    ("euro currency", "#,##0.00"),
];

pub(super) fn read(text: &str) -> Result<Contents, Finding> {
    let mut reader = Reader::from_str(text);
    reader.config_mut().expand_empty_elements = true;
    let mut book = Book::default();
    loop {
        match reader.read_event().map_err(|cause| Finding::damaged(say!("source.the-xml-workbook"), cause))? {
            Event::Start(element) => book.open(&element),
            Event::End(element) => book.close(element.local_name().as_ref())?,
            Event::Text(text) => book.text(&text.xml10_content()),
            Event::CData(text) => book.text(&text.xml10_content()),
            Event::GeneralRef(reference) => {
                let character = reference.resolve_char_ref().ok().flatten().or_else(|| predefined(&reference));
                book.text(character.ok_or_else(declares_entities)?.encode_utf8(&mut [0; 4]));
            }
            Event::DocType(_) => return Err(declares_entities()),
            Event::Eof => break,
            Event::Empty(_) | Event::Comment(_) | Event::Decl(_) | Event::PI(_) => {}
        }
    }
    if book.open > 0 {
        book.contents.findings.push(Finding::error("truncated-workbook", say!("source.xml-breaks-off")));
    }
    Ok(book.contents)
}

/// The workbook as far as it was read.
#[derive(Default)]
struct Book {
    contents: Contents,
    styles: HashMap<String, Style>,
    style: String,
    grid: Option<Grid>,
    row: usize,
    col: usize,
    /// The next column that is described.
    column: usize,
    row_style: String,
    cell: Option<OpenCell>,
    in_data: bool,
    open: usize,
    room: Room,
}

/// The cell being read.
#[derive(Default)]
struct OpenCell {
    style: String,
    across: usize,
    down: usize,
    kind: String,
    text: String,
}

impl Book {
    fn open(&mut self, element: &BytesStart) {
        self.open += 1;
        let attribute = |name: &str| attribute(element, name);
        let count = |name: &str| attribute(name).and_then(|text| text.trim().parse::<usize>().ok());
        match element.local_name().as_ref() {
            "Style" => self.style = attribute("ID").unwrap_or_default(),
            "NumberFormat" => {
                let code = attribute("Format").unwrap_or_default();
                let named =
                    NAMED.iter().find(|(name, _)| *name == code.to_lowercase()).map_or(code.as_str(), |(_, code)| code);
                self.styles.entry(self.style.clone()).or_default().format = NumberFormat::parse(named);
            }
            "Alignment" => {
                let indent = count("Indent").map_or(0, |indent| indent.min(15) as u8);
                self.styles.entry(self.style.clone()).or_default().indent = indent;
            }
            "Worksheet" => {
                self.grid = Some(Grid { sheet: attribute("Name").unwrap_or_default(), ..Grid::default() });
                (self.row, self.column) = (0, 0);
            }
            "Column" => {
                let first = count("Index").map_or(self.column, |index| index.max(1) - 1).min(MOST_COLS);
                self.column = (first + count("Span").unwrap_or(0) + 1).min(MOST_COLS);
                let is_hidden =
                    attribute("Hidden").as_deref() == Some("1") || attribute("Width").as_deref() == Some("0");
                if let Some(grid) = self.grid.as_mut().filter(|_| is_hidden && self.column > first) {
                    grid.hidden.cols.push((first as u32, self.column as u32 - 1));
                }
            }
            "Row" => {
                self.row = count("Index").unwrap_or(self.row + 1).min(MOST_ROWS);
                if let Some(grid) = self.grid.as_mut().filter(|_| attribute("Hidden").as_deref() == Some("1")) {
                    let first = self.row.max(1) as u32 - 1;
                    (first..=first + count("Span").unwrap_or(0).min(MOST_ROWS) as u32)
                        .for_each(|row| grid.hidden.add_row(row));
                }
                self.col = 0;
                self.row_style = attribute("StyleID").unwrap_or_default();
            }
            "Cell" => {
                self.col = count("Index").unwrap_or(self.col + 1).min(MOST_COLS);
                let style = attribute("StyleID").unwrap_or_else(|| self.row_style.clone());
                let (across, down) = (count("MergeAcross").unwrap_or(0), count("MergeDown").unwrap_or(0));
                self.cell = Some(OpenCell { style, across, down, ..OpenCell::default() });
            }
            "Data" => {
                self.in_data = true;
                if let Some(cell) = &mut self.cell {
                    cell.kind = attribute("Type").unwrap_or_default();
                }
            }
            _ => {}
        }
    }

    fn text(&mut self, text: &str) {
        if let (true, Some(cell)) = (self.in_data, &mut self.cell) {
            cell.text.push_str(text);
        }
    }

    fn close(&mut self, name: &str) -> Result<(), Finding> {
        self.open = self.open.saturating_sub(1);
        match name {
            "Data" => self.in_data = false,
            "Cell" => self.put()?,
            "Row" => self.row = self.row.max(1),
            "Worksheet" => {
                if let Some(mut grid) = self.grid.take().filter(|grid| !grid.rows.is_empty()) {
                    clip_merges(&mut grid);
                    self.contents.grids.push(grid);
                }
            }
            _ => {}
        }
        Ok(())
    }

    fn put(&mut self) -> Result<(), Finding> {
        let (Some(open), Some(grid)) = (self.cell.take(), &mut self.grid) else { return Ok(()) };
        let (row, col) = (self.row.max(1) - 1, self.col.max(1) - 1);
        if open.across + open.down > 0 {
            let (last_row, last_col) =
                ((row + open.down.min(MOST_ROWS)) as u32, (col + open.across.min(MOST_COLS)) as u32);
            grid.merges.push(Merge { first_row: row as u32, first_col: col as u32, last_row, last_col });
        }
        self.col += open.across.min(MOST_COLS);
        let stored = open.text.trim().parse::<f64>().ok().filter(|value| open.kind == "Number" && value.is_finite());
        let text = match stored {
            Some(value) => number_format::general(value),
            None if open.kind == "DateTime" => {
                open.text.trim_end_matches(".000").trim_end_matches("T00:00:00").to_string()
            }
            None => open.text,
        };
        if text.is_empty() {
            return Ok(());
        }
        let mut cell = Cell { text, stored };
        if let Some(style) = self.styles.get(&open.style) {
            dress(&mut cell, style);
        }
        self.room.put(grid, row, col, cell)
    }
}

fn attribute(element: &BytesStart, name: &str) -> Option<String> {
    let mut found = element.attributes().flatten().filter(|attribute| attribute.key.local_name().as_ref() == name);
    let value = found.next()?.value.to_string();
    Some(quick_xml::escape::unescape(&value).map_or_else(|_| value.clone(), |plain| plain.into_owned()))
}

#[cfg(test)]
mod tests {
    use crate::sources::{Kind, Merge, from_bytes};

    const BOOK: &str = r#"<?xml version="1.0"?><?mso-application progid="Excel.Sheet"?>
<Workbook xmlns="urn:schemas-microsoft-com:office:spreadsheet" xmlns:ss="urn:schemas-microsoft-com:office:spreadsheet">
<Styles><Style ss:ID="s1"><Alignment ss:Indent="1"/></Style><Style ss:ID="s2"><NumberFormat ss:Format="0.0&quot;万&quot;"/></Style>
<Style ss:ID="s3"><NumberFormat ss:Format="Percent"/></Style></Styles>
<Worksheet ss:Name="财政"><Table>
<Row><Cell ss:MergeAcross="1"><Data ss:Type="String">一般公共预算 &amp; 收入</Data></Cell><Cell><Data ss:Type="String">2017</Data></Cell></Row>
<Row ss:Index="3"><Cell ss:StyleID="s1"><Data ss:Type="String">增值税</Data></Cell><Cell ss:Index="3" ss:StyleID="s2"><Data ss:Type="Number">12.34</Data></Cell>
<Cell ss:StyleID="s3"><Data ss:Type="Number">0.0471</Data></Cell></Row></Table></Worksheet>
<Worksheet ss:Name="空"><Table/></Worksheet></Workbook>"#;

    #[test]
    fn cells_stand_where_their_index_says_and_show_what_the_sheet_shows() {
        let source = from_bytes("x.xls", BOOK.as_bytes());
        assert_eq!((source.kind, source.problems.len(), source.grids.len()), (Kind::Xml, 0, 1));
        let grid = &source.grids[0];
        let texts: Vec<Vec<&str>> =
            grid.rows.iter().map(|row| row.iter().map(|cell| cell.text.as_str()).collect()).collect();
        assert_eq!(texts, [vec!["一般公共预算 & 收入", "", "2017"], vec![], vec!["  增值税", "", "12.3万", "4.71%"]]);
        assert_eq!((grid.rows[2][2].stored, grid.rows[2][3].stored), (Some(12.34), Some(4.71)));
        assert_eq!(grid.merges, [Merge { first_row: 0, first_col: 0, last_row: 0, last_col: 1 }]);
    }

    #[test]
    fn broken_and_hostile_books_say_so() {
        let codes =
            |text: &str| from_bytes("x.xls", text.as_bytes()).problems.iter().map(|p| p.code).collect::<Vec<_>>();
        assert_eq!(codes(BOOK.split("<Worksheet ss:Name=\"空\"").next().unwrap_or_default()), ["truncated-workbook"]);
        assert_eq!(codes(&BOOK.replace("&amp;", "&secret;")), ["document-declares-entities"]);
    }
}
