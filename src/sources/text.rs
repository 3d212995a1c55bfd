//! Plain text: tables aligned by blanks or ruled with signs, and running prose.
//!
//! In: decoded text that is laid out in no fields. Out: one grid that holds every table of the text, addressed by line
//! and column, and the paragraphs of the rest as passages. Refuses what stands under a workbook's name and holds no
//! table (a saved error page), and passes over readmes and licences, which are about data and hold none.

use std::collections::BTreeSet;

use super::Passage;
use super::finding::{Contents, Finding};
use super::passages;
use super::text_columns;
use super::text_lines::{self, Line};
use super::text_table;
use crate::messages::say;
use crate::problem::Severity;

/// Larger texts are no report; joining their lines costs more than they are worth.
const MOST_LINES: usize = 2_000_000;

/// Bytes of a line that may be a row of a table.
const WIDEST_ROW: usize = 20_000;

/// Reads tables and passages; `stem` names the grid.
pub(super) fn read(text: &str, stem: &str, extension: &str) -> Result<Contents, Finding> {
    let mut lines: Vec<&str> = text.lines().take(MOST_LINES).collect();
    if is_about_data(stem, extension) {
        return Err(Finding::warning("not-a-table", say!("source.readme")));
    }
    lines.iter_mut().for_each(|line| *line = without_emphasis(line));
    let mut contents = Contents::default();
    let endless = without_endless(&mut lines);
    let rows: Vec<&str> = lines.iter().map(|line| if line.len() > WIDEST_ROW { "" } else { line }).collect();
    let (grid, taken) = text_table::read(&rows, stem);
    if let Some(grid) = grid {
        contents.opened.push(say!("opened.columns-from-blanks"));
        contents.grids.push(grid);
    } else if is_workbook(extension) {
        return Err(in_place_of_a_workbook(extension));
    }
    // A marked heading is a table's title and stands above the paragraphs behind the table as well.
    let rest: Vec<Line> = lines
        .iter()
        .zip(1..)
        .map(|(text, number)| Line {
            number,
            text: if taken.contains(&number) && !text.starts_with('#') { "" } else { text },
        })
        .collect();
    contents.passages = text_lines::passages(&rest);
    contents.asides = beside_tables(&lines, &taken);
    if let Some(endless) = endless {
        if contents.grids.is_empty() && contents.passages.is_empty() {
            return Err(Finding { severity: Severity::Error, ..endless });
        }
        contents.findings.push(endless);
    }
    if contents.grids.is_empty() {
        contents.findings.push(Finding::warning("not-a-table", say!("source.plain-text")));
    }
    Ok(contents)
}

/// A line set in bold as a whole (`**表1 收入**`) without the signs for it.
fn without_emphasis(line: &str) -> &str {
    let bare = line.trim();
    let inner = bare.strip_prefix("**").and_then(|rest| rest.strip_suffix("**"));
    inner.filter(|inner| !inner.is_empty() && !inner.contains('*')).unwrap_or(line)
}

/// The lines of tables that have no fields: titles and headings among them.
fn beside_tables(lines: &[&str], taken: &BTreeSet<u32>) -> Vec<Passage> {
    let line = |number: &u32| Some((*number, lines.get(usize::try_from(*number).ok()?.checked_sub(1)?)?));
    let lone = taken.iter().filter_map(line).filter(|(_, text)| text_columns::fields(text, 2).len() == 1);
    let aside = |(row, text): (u32, &&str)| Passage {
        sheet: text_lines::SHEET.to_string(),
        row,
        text: text.trim().to_string(),
    };
    lone.map(aside).collect()
}

/// Blanks out lines that are neither rows nor running text, and says which.
fn without_endless(lines: &mut [&str]) -> Option<Finding> {
    let (mut count, mut first) = (0, None);
    for (line, number) in lines.iter_mut().zip(1..) {
        if line.len() > WIDEST_ROW && passages::is_endless(line) {
            count += 1;
            first = first.or_else(|| Some((number, line.chars().count())));
            *line = "";
        }
    }
    first.map(|(number, letters)| passages::endless(count, text_lines::SHEET, number, letters))
}

/// A readme or a licence beside the data is as it should be.
fn is_about_data(stem: &str, extension: &str) -> bool {
    let stem = stem.to_lowercase();
    let names =
        ["readme", "license", "licence", "copying", "notice", "changelog", "authors", "contributing", "requirements"];
    let code = ["py", "r", "sh", "js", "do", "toml", "yml", "yaml", "ini", "cfg", "rs", "sql", "ipynb", "gitignore"];
    let named = names.iter().any(|name| {
        stem.strip_prefix(name).is_some_and(|rest| !rest.starts_with(|letter: char| letter.is_alphabetic()))
    });
    named || code.contains(&extension.to_lowercase().as_str())
}

fn is_workbook(extension: &str) -> bool {
    let tables = ["xls", "xlsx", "xlsb", "xlsm", "ods", "csv", "tsv"];
    tables.contains(&extension.to_ascii_lowercase().as_str())
}

fn in_place_of_a_workbook(extension: &str) -> Finding {
    Finding::error("not-a-table", say!("source.text-in-spite-of-name", extension)).help(say!("source.check-download"))
}
