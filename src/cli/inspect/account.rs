//! What was read, in words: the file, each table, its figures and its doubts.
//!
//! In: a file as inspected. Out: text for the terminal. Refuses nothing.

use std::collections::BTreeSet;
use std::fmt::Write;

use unicode_width::UnicodeWidthStr;

use super::read::{Doubt, Inspected, Read};
use super::terminal::cut;
use crate::formula::Coverage;
use crate::messages::{Message, say};
use crate::observations::{Observation, PeriodBasis};
use crate::outputs::text_table::{heads, text_table};
use crate::problem::cell_name;
use crate::tables::{Corrected, Heading, Label};
use crate::texts::Text;

/// The file: what it is, what was done to open it, and the account of its numeric cells.
pub fn opened(inspected: &Inspected) -> String {
    let source = &inspected.source;
    let opened = std::iter::once(Message::of_english("kind", source.kind.name())).chain(source.opened.clone());
    let mut out = format!("{}{}", say!("list.heads", name = source.path), Message::clauses(opened));
    let _ = writeln!(out, "\n{}", counted(inspected));
    for (reason, count) in inspected.set_aside() {
        let _ = writeln!(out, "  {}", say!("inspect.set-aside", count, reason = Message::of_english("aside", &reason)));
    }
    for correction in inspected.corrections() {
        let _ = writeln!(out, "  {}", corrected(correction));
    }
    out
}

/// What a definition changed, and why.
pub fn corrected(correction: &Corrected) -> Message {
    let Corrected { sheet, cell, printed, value, reason, reported, definition } = correction;
    say!("inspect.corrected", sheet, cell, printed, value, reason, reported, definition)
}

/// Where the numbers of the file went.
pub fn counted(inspected: &Inspected) -> String {
    let reading = &inspected.reading;
    let (tables, amounts) = (reading.tables.len(), inspected.amounts.len());
    let text = if amounts == 0 { Message::default() } else { say!("inspect.and-amounts", amounts) };
    let counted = say!(
        "inspect.counted",
        cells = reading.numeric_cells + amounts,
        figures = inspected.figures(),
        tables,
        headings = reading.header_numbers,
        aside = reading.set_aside.len(),
        text
    );
    counted.to_string()
}

/// Columns that are told one by one.
const MOST_COLUMNS: usize = 200;

/// What the parts of a table say, each with its word: `title`, `unit`, `column`, ...
pub fn parts(read: &Read) -> Vec<(&'static str, String)> {
    let table = &read.table;
    let printed = |labels: &[Label]| labels.iter().map(|label| label.text.as_str()).collect::<Vec<_>>().join(" | ");
    let mut parts = vec![
        ("number", table.number.clone().unwrap_or_default()),
        ("title", printed(&table.title)),
        ("unit", printed(&table.units)),
    ];
    for label in &table.preamble {
        parts.push(("preamble", format!("{}: {}", label.dimension.as_deref().unwrap_or(""), label.text)));
    }
    let mut dimensions: Vec<&str> = Vec::new();
    for dimension in table.rows.iter().flat_map(|row| &row.labels).filter_map(|label| label.dimension.as_deref()) {
        if !dimensions.contains(&dimension) {
            dimensions.push(dimension);
        }
    }
    parts.push(("stub", dimensions.join(" | ")));
    parts.push(("periods", distinct(read, |one| one.time_period.as_deref())));
    parts.push(("dated by", distinct_of_some(read, |one| one.period_basis.map(PeriodBasis::name), "basis")));
    parts.push(("areas", distinct(read, |one| one.ref_area.as_deref())));
    parts.push(("accounts", distinct_of_some(read, |one| one.coverage.map(Coverage::name), "coverage")));
    parts.push(("units", distinct(read, |one| one.unit_text.as_deref())));
    parts.push(("editions", distinct(read, |one| one.vintage.as_deref())));
    parts.push(("sums", identities(read)));
    let columns = table.columns.iter().take(MOST_COLUMNS);
    columns.for_each(|column| parts.push(("column", column_of(column, &read.observations))));
    if table.columns.len() > MOST_COLUMNS {
        parts.push(("column", say!("inspect.more", count = table.columns.len() - MOST_COLUMNS).to_string()));
    }
    let note = |text: &str| Message::of_english("note", text).to_string();
    table.notes.iter().for_each(|one| parts.push(("note", note(&one.text))));
    parts.retain(|(_, text)| !text.is_empty());
    parts
}

/// The arithmetic identities derived from the table's hierarchy, and how many hold.
fn identities(read: &Read) -> String {
    let checks = &read.checks;
    if checks.tested == 0 {
        return String::new();
    }
    let capped = if checks.capped { say!("inspect.capped") } else { Message::default() };
    let (held, failed) = (checks.held, checks.tested - checks.held.min(checks.tested));
    say!("inspect.laws", laws = checks.laws, equations = checks.tested, held, failed, capped).to_string()
}

/// What the observations resolved to: the values with how many have none; long lists by their ends.
fn distinct(read: &Read, of: fn(&Observation) -> Option<&str>) -> String {
    let mut values: Vec<&str> = read.observations.iter().filter_map(of).collect();
    let open = read.observations.len() - values.len();
    values.sort_unstable();
    values.dedup();
    let shown = match values.as_slice() {
        [first, .., last] if values.len() > 8 => say!("inspect.ends", first, last, count = values.len()),
        _ => values.join(", ").into(),
    };
    match (open, shown.is_empty()) {
        (0, _) => shown.to_string(),
        (_, true) => say!("inspect.none-found", open).to_string(),
        _ => say!("inspect.some-found", shown, open, all = read.observations.len()).to_string(),
    }
}

/// What some of the observations say; those that say nothing are not counted.
fn distinct_of_some(read: &Read, of: fn(&Observation) -> Option<&'static str>, section: &str) -> String {
    let values: BTreeSet<&str> = read.observations.iter().filter_map(of).collect();
    Message::list(values.into_iter().map(|value| Message::named(section, value))).to_string()
}

/// `D: 支出 > 2016  [series, unit, period]` with what the whole column resolved to.
fn column_of(column: &Heading, observations: &[Observation]) -> String {
    let labels: Vec<&str> = column.labels.iter().map(|label| label.text.as_str()).collect();
    let own = || observations.iter().filter(|one| one.col == column.index);
    let same = |of: fn(&Observation) -> Option<Text>| {
        let first = own().next().and_then(of)?;
        own().all(|one| of(one).as_ref() == Some(&first)).then_some(first)
    };
    let readings = [
        same(|one| one.time_period.clone()),
        same(|one| one.ref_area.clone()),
        same(|one| one.series.clone()),
        same(|one| one.unit_text.clone()),
        same(|one| one.account_stage.map(|stage| stage.name().into())),
    ];
    let readings: Vec<Text> = readings.into_iter().flatten().collect();
    let readings = if readings.is_empty() { String::new() } else { format!("  [{}]", readings.join(", ")) };
    format!("{}: {}{readings}", column_letters(column.index), labels.join(" > "))
}

pub fn column_letters(col: u32) -> String {
    cell_name(0, col).trim_end_matches('0').to_string()
}

/// One table: its parts, and the first of its figures with what they resolved to.
pub fn write_table(out: &mut String, number: usize, read: &Read, rows: usize) {
    let _ = writeln!(out, "\n{}", say!("inspect.table-on-sheet", number, sheet = read.table.sheet));
    for (role, text) in parts(read) {
        let role = Message::of_english("column", role).to_string();
        let blanks = " ".repeat(9_usize.saturating_sub(role.width()));
        let _ = writeln!(out, "  {role}{blanks}{text}");
    }
    let shown: Vec<Vec<String>> = read.observations.iter().take(rows).map(resolved).collect();
    let body = text_table(&heads(&RESOLVED), &shown, &[3]);
    body.lines().for_each(|text| {
        let _ = writeln!(out, "    {text}");
    });
    let all = read.observations.len();
    if all > rows {
        let _ = writeln!(out, "    {}", say!("inspect.more-rows", count = all - rows, all));
    }
}

/// Columns of the terminal for the labels of a row or column.
const WIDEST_LABELS: usize = 60;
const RESOLVED: [&str; 10] =
    ["cell", "row", "column", "printed", "unit", "area", "period", "series", "account", "status"];

fn resolved(one: &Observation) -> Vec<String> {
    let or = |text: &Option<Text>| text.as_deref().unwrap_or("?").to_string();
    vec![
        cell_name(one.row, one.col),
        cut(&one.row_labels.join(" > "), WIDEST_LABELS),
        cut(&one.column_labels.join(" > "), WIDEST_LABELS),
        cut(one.value_text.trim(), WIDEST_LABELS),
        or(&one.unit_text),
        or(&one.ref_area),
        or(&one.time_period),
        or(&one.series),
        one.account_stage.map(|stage| stage.name().to_string()).unwrap_or_default(),
        one.obs_status.to_string(),
    ]
}

/// Doubts and findings, each kind once with its cells.
pub fn write_doubts(out: &mut String, doubts: &[Doubt]) {
    for (nth, doubt) in doubts.iter().enumerate() {
        if nth == 0 {
            let _ = writeln!(out, "\n{}", say!("inspect.doubts"));
        }
        let cells = some_cells(&doubt.cells);
        let cells = if cells.is_empty() { Message::default() } else { say!("inspect.in-cells", cells) };
        let _ = writeln!(out, "  {}: {}{cells}", doubt.code, doubt.message);
        if let Some(help) = &doubt.help {
            let _ = writeln!(out, "      {}", say!("inspect.help", help));
        }
    }
}

/// The first cells by name, and how many more.
pub fn some_cells(cells: &[(u32, u32)]) -> String {
    const SHOWN: usize = 8;
    let names: Vec<String> = cells.iter().take(SHOWN).map(|&(row, col)| cell_name(row, col)).collect();
    let more = cells.len().saturating_sub(SHOWN);
    if more == 0 { names.join(", ") } else { say!("inspect.cells-more", names = names.join(", "), more).to_string() }
}
