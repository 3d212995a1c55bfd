//! `pipeline inspect`: how the program reads one file.
//!
//! In: a file. Out: what was done to open it, and each table with the roles of its rows and columns, the series, area,
//! period and unit each cell resolved to, and the doubts. Refuses nothing: a refused file says why.

use std::collections::BTreeMap;
use std::fmt::Write;

use super::Answer;
use super::arguments::InspectArguments;
use crate::error::{Error, Result};
use crate::observations::{self, Catalogue, Observation, SourceInfo};
use crate::outputs::text_table::text_table;
use crate::problem::cell_name;
use crate::sources::{self, Found, Source};
use crate::tables::{self, Heading, Label, Reading, Table};
use crate::{definitions, outputs, run};

/// Reads the file and says how.
pub fn inspect(arguments: &InspectArguments) -> Result<Answer> {
    let (definitions, mut problems) = definitions::find(arguments.definitions.as_deref())?;
    let catalogue = Catalogue::new(&definitions);
    let name = arguments.file.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
    if !arguments.file.metadata().map_err(Error::io(&arguments.file, "read"))?.is_file() {
        return Err(Error::Usage(format!(
            "{} is not a file; `pipeline ingest` reads folders",
            arguments.file.display()
        )));
    }
    let source = sources::from_file(&Found { path: name, file: arguments.file.clone() });
    let reading = tables::from_source(&source);
    let info = SourceInfo { path: source.path.clone(), sha256: source.sha256.clone(), edition: None };
    problems.extend(source.problems.iter().chain(&reading.problems).cloned());
    let mut resolved = Vec::new();
    for table in &reading.tables {
        let (observations, more) = observations::from_table(table, &info, &catalogue);
        problems.extend(more);
        resolved.push(observations);
    }
    let text = match arguments.json {
        true => {
            let mut account = outputs::Account::of(&source);
            account.tables = reading.tables.len();
            account.numeric_cells = reading.numeric_cells;
            account.header = reading.header_numbers;
            account.observed = reading.tables.iter().flat_map(|t| &t.cells).filter(|cell| cell.value.is_some()).count();
            for cell in &reading.set_aside {
                *account.set_aside.entry(cell.reason.clone()).or_default() += 1;
            }
            account.problems = problems.clone();
            run::pretty(&outputs::ingest_json(&[account]))
        }
        false => describe(&source, &reading, &resolved, arguments.rows),
    };
    Ok(Answer { text, problems })
}

fn describe(source: &Source, reading: &Reading, resolved: &[Vec<Observation>], rows: usize) -> String {
    let mut out = format!("{}: {}", source.path, source.kind.name());
    source.opened.iter().for_each(|what| out.push_str(&format!(", {what}")));
    let body: usize = reading.tables.iter().flat_map(|t| &t.cells).filter(|cell| cell.value.is_some()).count();
    let _ = writeln!(
        out,
        "\n{} numeric cells = {body} in the body of {} tables + {} in headings + {} set aside",
        reading.numeric_cells,
        reading.tables.len(),
        reading.header_numbers,
        reading.set_aside.len()
    );
    let mut aside: BTreeMap<&str, usize> = BTreeMap::new();
    reading.set_aside.iter().for_each(|cell| *aside.entry(&cell.reason).or_default() += 1);
    aside.iter().for_each(|(reason, count)| {
        let _ = writeln!(out, "  set aside: {count} ({reason})");
    });
    for (at, (table, observations)) in reading.tables.iter().zip(resolved).enumerate() {
        let _ = writeln!(out, "\ntable {} on sheet {}", at + 1, table.sheet);
        write_table(&mut out, table, observations, rows);
    }
    out
}

fn write_table(out: &mut String, table: &Table, observations: &[Observation], rows: usize) {
    let mut line = |role: &str, text: String| {
        if !text.is_empty() {
            let _ = writeln!(out, "  {role:<9}{text}");
        }
    };
    let printed = |labels: &[Label]| labels.iter().map(|label| label.text.as_str()).collect::<Vec<_>>().join(" | ");
    line("number", table.number.clone().unwrap_or_default());
    line("title", printed(&table.title));
    line("unit", printed(&table.units));
    for label in &table.preamble {
        line("preamble", format!("{}: {}", label.dimension.as_deref().unwrap_or(""), label.text));
    }
    let mut dimensions: Vec<&str> = Vec::new();
    for dimension in table.rows.iter().flat_map(|row| &row.labels).filter_map(|label| label.dimension.as_deref()) {
        if !dimensions.contains(&dimension) {
            dimensions.push(dimension);
        }
    }
    line("stub", dimensions.join(" | "));
    table.columns.iter().for_each(|column| line("column", heading(column)));
    table.notes.iter().for_each(|note| line("note", note.text.clone()));
    let shown: Vec<Vec<String>> = observations
        .iter()
        .take(rows)
        .map(|o| {
            let or = |text: &Option<String>| text.clone().unwrap_or_else(|| "?".to_string());
            vec![
                cell_name(o.row, o.col),
                o.row_labels.join(" > "),
                o.column_labels.join(" > "),
                o.value_text.trim().to_string(),
                or(&o.unit_text),
                or(&o.ref_area),
                or(&o.time_period),
                o.series.clone().unwrap_or_else(|| "?".to_string()),
                o.account_stage.map(|stage| stage.name().to_string()).unwrap_or_default(),
                o.obs_status.clone(),
            ]
        })
        .collect();
    let header = ["cell", "row", "column", "printed", "unit", "area", "period", "series", "account", "status"];
    let body = text_table(&header, &shown, &[3]);
    body.lines().for_each(|text| {
        let _ = writeln!(out, "    {text}");
    });
    if observations.len() > rows {
        let _ = writeln!(out, "    ... {} more (--rows {})", observations.len() - rows, observations.len());
    }
}

fn heading(heading: &Heading) -> String {
    let labels: Vec<&str> = heading.labels.iter().map(|label| label.text.as_str()).collect();
    let place = cell_name(0, heading.index).trim_end_matches('0').to_string();
    format!("{place}: {}", labels.join(" > "))
}
