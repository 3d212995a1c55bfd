//! A folder at a glance: one row a file, with what its figures say of themselves.
//!
//! In: a folder. Out: rows for the terminal, a page or JSON, or hints for the files that need one. Refuses nothing: a file
//! that cannot be read is a row that says so.

use serde_json::{Value, json};

use super::super::Answer;
use super::super::arguments::InspectArguments;
use super::super::day::latest_named_year;
use super::super::written::{refuse, written};
use super::folder_row::{Row, percent, summary};
use super::terminal::{WIDEST, cut, plain, within};
use super::{folder_hints, folder_page};
use crate::definitions::Definitions;
use crate::error::Result;
use crate::messages::say;
use crate::outputs::text_table::{heads, text_table};
use crate::problem::{Problem, Severity};
use crate::run::{self, Dropped, Where};

/// Reads the folder and says what its files are.
pub fn inspect(arguments: &InspectArguments, definitions: &Definitions, mut problems: Vec<Problem>) -> Result<Answer> {
    if let Some(Some(file)) = &arguments.suggest {
        refuse(file, &["toml"], false)?;
    }
    let places = Where::given(std::slice::from_ref(&arguments.file)).with_names(latest_named_year(arguments.no_names));
    let ingested = run::ingest(&places, definitions, &super::super::progress(), &mut Dropped)?;
    let rows: Vec<Row> = ingested.accounts.iter().map(Row::of).collect();
    problems.extend(ingested.problems().into_iter().filter(|one| one.severity == Severity::Error));
    let name = arguments
        .file
        .file_name()
        .map_or_else(|| arguments.file.display().to_string(), |name| name.to_string_lossy().into_owned());
    let text = if arguments.json {
        run::pretty(&json!({ "files": rows.iter().map(Row::json).collect::<Vec<Value>>() }))
    } else if let Some(file) = &arguments.html {
        written(file.as_deref(), &["html", "htm"], true, folder_page::page(&name, &rows))?
    } else if let Some(file) = &arguments.suggest {
        written(file.as_deref(), &["toml"], false, folder_hints::hints(&name, &rows))?
    } else {
        in_terminal(&rows)
    };
    Ok(Answer::with(text, problems))
}

const HEADER: [&str; 13] = [
    "file", "kind", "tables", "figures", "years", "areas", "account", "year%", "area%", "unit%", "series%", "doubts",
    "needs",
];
/// Columns of the terminal for a path.
const WIDEST_PATH: usize = 56;

fn in_terminal(rows: &[Row]) -> String {
    let stdout = std::io::stdout();
    let known = terminal_size::terminal_size_of(&stdout).map(|(width, _)| usize::from(width.0).clamp(40, WIDEST));
    let shared = shared_folder(rows);
    let shown: Vec<Vec<String>> = rows.iter().map(|row| cells(row, shared)).collect();
    let table = text_table(&heads(&HEADER), &shown, &[2, 3, 7, 8, 9, 10, 11]);
    within(&format!("{}\n{}", plain(&table), summary(rows)), known.unwrap_or(WIDEST))
}

/// The folder that all paths begin with.
fn shared_folder(rows: &[Row]) -> usize {
    let folder = |path: &str| path.split_once('/').map(|(first, _)| first.to_string());
    let first = rows.first().and_then(|row| folder(&row.path));
    match &first {
        Some(first) if rows.iter().all(|row| folder(&row.path).as_ref() == Some(first)) => first.len() + 1,
        _ => 0,
    }
}

fn cells(row: &Row, shared: usize) -> Vec<String> {
    let path = row.path.get(shared..).unwrap_or(&row.path);
    let [year, area, unit, series] = row.shares().map(|(_, share)| percent(share));
    let doubts: usize = row.doubts.values().map(|(count, _)| count).sum();
    vec![
        ending(path, WIDEST_PATH),
        row.kind.to_string(),
        row.tables.to_string(),
        row.tally.observations.to_string(),
        cut(&row.years(), 44),
        row.areas(),
        row.coverage(),
        year,
        area,
        unit,
        series,
        if doubts == 0 { String::new() } else { doubts.to_string() },
        if row.is_read {
            row.needs_words()
        } else {
            say!("inspect.refused", code = row.doubts.keys().next().unwrap_or(&"")).to_string()
        },
    ]
}

/// The end of a path, which tells more than its beginning.
fn ending(path: &str, width: usize) -> String {
    let letters: Vec<char> = path.chars().collect();
    let mut used = 1;
    let kept = letters.iter().rev().take_while(|letter| {
        used += unicode_width::UnicodeWidthChar::width(**letter).unwrap_or(0);
        used <= width
    });
    let kept: Vec<char> = kept.copied().collect();
    let text: String = kept.iter().rev().collect();
    if kept.len() == letters.len() { text } else { format!("…{text}") }
}
