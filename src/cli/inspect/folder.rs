//! A folder at a glance: one row a file, with what its figures say of themselves.
//!
//! In: a folder. Out: rows for the terminal, a page or JSON, or hints for the files that need one. Refuses nothing: a file
//! that cannot be read is a row that says so.

use std::collections::BTreeMap;

use serde_json::{Value, json};

use super::super::Answer;
use super::super::arguments::InspectArguments;
use super::super::day::latest_named_year;
use super::super::written::{refuse, written};
use super::account::heads;
use super::terminal::{WIDEST, cut, plain, within};
use super::{folder_hints, folder_page};
use crate::definitions::Definitions;
use crate::error::Result;
use crate::messages::{Message, say};
use crate::outputs::text_table::text_table;
use crate::outputs::{Account, Tally};
use crate::problem::{Problem, Severity};
use crate::run::{self, Dropped, Where};

/// One file.
pub struct Row {
    pub path: String,
    pub kind: &'static str,
    pub is_read: bool,
    pub tables: usize,
    pub tally: Tally,
    /// Doubts and findings by code: how many, and the first.
    pub doubts: BTreeMap<&'static str, (usize, Problem)>,
}

/// Below this share of figures a file needs a hint.
const ENOUGH: f64 = 0.9;

impl Row {
    fn of(account: &Account) -> Row {
        let mut doubts: BTreeMap<&'static str, (usize, Problem)> = BTreeMap::new();
        for problem in &account.problems {
            doubts.entry(problem.code).or_insert_with(|| (0, problem.clone())).0 += 1;
        }
        Row {
            path: account.path.clone(),
            kind: account.kind.name(),
            is_read: account.read,
            tables: account.tables,
            tally: account.tally.clone(),
            doubts,
        }
    }

    /// The shares of figures with year, area, unit and series.
    pub fn shares(&self) -> [(&'static str, Option<f64>); 4] {
        let share = |count: usize| (self.tally.observations > 0).then(|| count as f64 / self.tally.observations as f64);
        let tally = &self.tally;
        [
            ("year", share(tally.dated)),
            ("area", share(tally.placed)),
            ("unit", share(tally.with_unit)),
            ("series", share(tally.of_series)),
        ]
    }

    /// What most of a table should have and these figures lack: `year`, `area`, `unit`. A year from a name is to be looked at.
    pub fn needs(&self) -> Vec<&'static str> {
        let lacks = |(name, share): &(&str, Option<f64>)| {
            let by_name = *name == "year" && self.doubts.contains_key("period-from-name");
            *name != "series" && (by_name || share.is_some_and(|share| share < ENOUGH))
        };
        self.shares().iter().filter(|share| lacks(share)).map(|(name, _)| *name).collect()
    }

    /// `2018, 2019 header; 2021 file-name`.
    pub fn years(&self) -> String {
        let mut by_basis: BTreeMap<_, Vec<i16>> = BTreeMap::new();
        self.tally.years.keys().for_each(|(year, basis)| by_basis.entry(*basis).or_default().push(*year));
        let shown = by_basis.iter().map(|(basis, years)| {
            let years = match years.as_slice() {
                [first, .., last] if years.len() > 3 => format!("{first}…{last} ({})", years.len()),
                _ => years.iter().map(i16::to_string).collect::<Vec<_>>().join(", "),
            };
            format!("{years} {}", Message::named("basis", basis.name()))
        });
        shown.collect::<Vec<_>>().join("; ")
    }

    pub fn areas(&self) -> String {
        let areas: Vec<&str> = self.tally.areas.iter().take(2).map(String::as_str).collect();
        match self.tally.all_areas {
            0..=2 => areas.join(", "),
            all => format!("{} … ({all})", areas.first().unwrap_or(&"")),
        }
    }

    pub fn coverage(&self) -> String {
        let known = |name: &&str| Message::named("coverage", name);
        Message::list(self.tally.coverage.keys().map(known)).to_string()
    }

    fn json(&self) -> Value {
        let shares: serde_json::Map<String, Value> =
            self.shares().into_iter().map(|(name, share)| (name.to_string(), json!(share))).collect();
        let doubts = self.doubts.iter().map(|(code, (count, first))| {
            json!({ "code": code, "count": count, "message": first.message, "place": first.place.to_string() })
        });
        json!({
            "path": self.path,
            "kind": self.kind,
            "status": if self.is_read { "read" } else { "refused" },
            "tables": self.tables,
            "says": self.tally.to_json(),
            "areas": self.tally.areas,
            "shares": shares,
            "needs": self.needs(),
            "doubts": doubts.collect::<Vec<Value>>(),
        })
    }
}

/// A share in whole percent, nothing where there are no figures.
pub fn percent(share: Option<f64>) -> String {
    share.map_or(String::new(), |share| format!("{:.0}", (share * 100.0).floor()))
}

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
            needs(row)
        } else {
            say!("inspect.refused", code = row.doubts.keys().next().unwrap_or(&"")).to_string()
        },
    ]
}

/// What a file needs, as people read it.
pub fn needs(row: &Row) -> String {
    Message::list(row.needs().into_iter().map(|name| Message::of_english("column", name))).to_string()
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

/// How many files need what.
pub fn summary(rows: &[Row]) -> String {
    let figures: usize = rows.iter().map(|row| row.tally.observations).sum();
    let refused = rows.iter().filter(|row| !row.is_read).count();
    let needing = |name: &str| rows.iter().filter(|row| row.needs().contains(&name)).count();
    let any = rows.iter().filter(|row| !row.needs().is_empty()).count();
    format!(
        "{}\n",
        say!(
            "inspect.summary",
            files = rows.len(),
            refused,
            figures,
            any,
            of_year = needing("year"),
            of_area = needing("area"),
            of_unit = needing("unit")
        )
    )
}
