//! OpenDocument sheets: repeats and merged ranges, read from the tags of content.xml.
//!
//! In: content.xml. Out: the merged ranges of each sheet. Refuses repeats that would blow a few cells up into millions.

use super::Merge;
use super::finding::Finding;
use super::hidden::Hidden;
use super::markup::{Tag, tags};
use super::room;

/// Sizes of a sheet in LibreOffice and Excel.
const MOST_ROWS: u64 = 1_048_576;
const MOST_COLS: u64 = 16_384;

/// Merged ranges and what is hidden per sheet, in sheet order.
pub(super) fn survey(content: &str) -> Result<Vec<(Vec<Merge>, Hidden)>, Finding> {
    let mut sheets = Vec::new();
    let mut sheet = Sheet::default();
    let (mut area, mut cells) = (0, 0);
    for tag in tags(content) {
        match (tag.name, tag.closes) {
            ("table:table", false) => sheet = Sheet::default(),
            ("table:table", true) => {
                area += sheet.used_rows * sheet.width;
                cells += sheet.cells;
                room::check(area, cells)?;
                sheets.push((std::mem::take(&mut sheet.merges), std::mem::take(&mut sheet.hidden)));
            }
            ("table:table-column", false) => sheet.column(&tag),
            ("table:table-row", false) => sheet.begin_row(&tag),
            ("table:table-cell" | "table:covered-table-cell", false) => sheet.cell(&tag),
            _ => {}
        }
    }
    Ok(sheets)
}

#[derive(Default)]
struct Sheet {
    /// First row after the current one, and how many rows the current one stands for.
    row_end: u64,
    row_repeats: u64,
    col: u64,
    width: u64,
    used_rows: u64,
    cells: u64,
    merges: Vec<Merge>,
    columns: u64,
    hidden: Hidden,
}

impl Sheet {
    fn column(&mut self, tag: &Tag) {
        let first = self.columns;
        self.columns = (first + count(tag, "table:number-columns-repeated")).min(MOST_COLS);
        if is_hidden(tag) && self.columns > first {
            self.hidden.cols.push((first as u32, self.columns as u32 - 1));
        }
    }

    fn begin_row(&mut self, tag: &Tag) {
        let first = self.row_end;
        self.row_repeats = count(tag, "table:number-rows-repeated").min(MOST_ROWS);
        self.row_end = (self.row_end + self.row_repeats).min(MOST_ROWS);
        self.col = 0;
        if is_hidden(tag) && self.row_end > first {
            self.hidden.rows.push((first as u32, self.row_end as u32 - 1));
        }
    }

    fn cell(&mut self, tag: &Tag) {
        let repeats = count(tag, "table:number-columns-repeated").min(MOST_COLS);
        let (rows, cols) = (count(tag, "table:number-rows-spanned"), count(tag, "table:number-columns-spanned"));
        if rows > 1 || cols > 1 {
            let (row, col) = (self.row_end.saturating_sub(self.row_repeats), self.col);
            self.merges.push(Merge {
                first_row: row as u32,
                first_col: col as u32,
                last_row: (row + rows.min(MOST_ROWS) - 1) as u32,
                last_col: (col + cols.min(MOST_COLS) - 1) as u32,
            });
        }
        self.col = (self.col + repeats).min(MOST_COLS);
        let holds = ["office:", "formula"].iter().any(|part| tag.inside.contains(part)) || !tag.closes_itself();
        if holds {
            self.cells += 1;
            self.width = self.width.max(self.col);
            self.used_rows = self.row_end;
        }
    }
}

/// Folded away by hand or by a filter.
fn is_hidden(tag: &Tag) -> bool {
    tag.attribute("table:visibility").is_some_and(|shown| shown != "visible")
}

fn count(tag: &Tag, attribute: &str) -> u64 {
    tag.attribute(attribute).and_then(|n| n.parse().ok()).unwrap_or(1).max(1)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn spans_become_merged_ranges() {
        let content = "<table:table><table:table-row table:number-rows-repeated=\"2\"><table:table-cell/></table:table-row>\
            <table:table-row><table:table-cell/><table:table-cell office:value-type=\"string\" \
            table:number-columns-spanned=\"3\" table:number-rows-spanned=\"1\"/></table:table-row></table:table>";
        let merge = Merge { first_row: 2, first_col: 1, last_row: 2, last_col: 3 };
        assert_eq!(survey(content), Ok(vec![(vec![merge], Hidden::default())]));
    }

    #[test]
    fn repeats_without_content_are_free_and_with_content_are_counted() {
        let row = |cell: &str| {
            format!(
                "<table:table><table:table-row table:number-rows-repeated=\"1048576\">\
                 <table:table-cell table:number-columns-repeated=\"16384\"{cell}/></table:table-row></table:table>"
            )
        };
        assert!(survey(&row("")).is_ok());
        assert!(survey(&row(" office:value-type=\"float\" office:value=\"1\"")).is_err());
    }
}
