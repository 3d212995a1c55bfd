//! `--suggest`: definitions for what the program was unsure of, to be looked through and kept in `pipelines/tables/`.
//!
//! In: a file as inspected. Out: TOML that the loader takes as it is: an entry with one reading that the file itself names
//! is live, one with several or none is commented out with its choices. Refuses to decide where nothing decides.

use std::collections::BTreeSet;
use std::fmt::Write;

use super::account::some_cells;
use super::read::{Inspected, Proposal, Read};
use crate::cli::day::today;
use crate::definitions::Definitions;
use crate::messages::say;
use crate::observations::Observation;
use crate::problem::{Place, cell_name};

pub fn suggest(inspected: &Inspected, definitions: &Definitions) -> String {
    let path = &inspected.source.path;
    let mut out = format!("{}\n", say!("suggest.of-file", path = one_line(path)));
    let mut entries = Vec::new();
    for (at, read) in inspected.tables.iter().enumerate() {
        entries.extend(table_entry(inspected, at, read, definitions));
    }
    entries.extend(proposals(inspected).iter().map(|proposal| correction_entry(inspected, proposal)));
    if entries.is_empty() {
        out.push_str(&format!("{}\n", say!("suggest.nothing")));
    }
    entries.iter().for_each(|entry| {
        let _ = write!(out, "\n{entry}");
    });
    out
}

/// One question about a table: what to tell, the readings there are, and why it is asked.
struct Question {
    key: &'static str,
    why: String,
    choices: Vec<(String, String)>,
}

fn table_entry(inspected: &Inspected, at: usize, read: &Read, definitions: &Definitions) -> Option<String> {
    let questions =
        [period(inspected, read), area(read, definitions), unit(inspected, at, read), header(read), stub(read)];
    let questions: Vec<Question> = questions.into_iter().flatten().collect();
    if questions.is_empty() {
        return None;
    }
    let is_live = questions.iter().any(|question| question.choices.len() == 1);
    let mark = if is_live { "" } else { "# " };
    let title = read.table.title.first().map_or_else(|| say!("suggest.untitled").to_string(), |line| line.text.clone());
    let mut out = format!(
        "{}\n",
        say!("suggest.table", at = at + 1, sheet = one_line(&read.table.sheet), title = one_line(&title))
    );
    let _ = writeln!(
        out,
        "{mark}[[table]]\n{mark}target = {}",
        target(inspected, read.table.sheet.as_str(), inside(inspected, read))
    );
    for question in &questions {
        let _ = writeln!(out, "# {}", one_line(&question.why));
        let mark = if question.choices.len() == 1 { "" } else { "# " };
        for (value, why) in &question.choices {
            let why = if why.is_empty() { String::new() } else { format!("   # {}", one_line(why)) };
            let _ = writeln!(out, "{mark}{} = {}{why}", question.key, quoted(value));
        }
    }
    Some(out)
}

/// A cell of the table, where its sheet has several.
fn inside(inspected: &Inspected, read: &Read) -> Option<String> {
    let first = read.observations.first()?;
    (inspected.tables_of(&read.table.sheet).count() > 1).then(|| cell_name(first.row, first.col))
}

fn target(inspected: &Inspected, sheet: &str, cell: Option<String>) -> String {
    let source = pattern(&inspected.source.path);
    let is_only = inspected.source.grids.len() == 1;
    let sheet = if is_only { String::new() } else { format!(", sheet = {}", quoted(sheet)) };
    let cell = cell.map(|cell| format!(", cell = {}", quoted(&cell))).unwrap_or_default();
    format!("{{ source = {}{sheet}{cell} }}", quoted(&source))
}

/// A path as a pattern: `?` and `\` are refused there, so that nobody takes them for what other tools do with them.
pub fn pattern(path: &str) -> String {
    path.chars().map(|c| if matches!(c, '?' | '\\') { '*' } else { c }).collect()
}

fn count_of(read: &Read, of: fn(&Observation) -> bool) -> String {
    let open = read.observations.iter().filter(|one| of(one)).count();
    let all = read.observations.len();
    if open == all { say!("suggest.all", all).to_string() } else { say!("suggest.some-of", open, all).to_string() }
}

fn period(inspected: &Inspected, read: &Read) -> Option<Question> {
    let is_open = |one: &Observation| one.time_period.is_none();
    read.observations.iter().any(is_open).then(|| {
        let named = years(&inspected.source.path).into_iter().map(|year| (year, say!("suggest.file-name").to_string()));
        let mut choices: Vec<(String, String)> = named.collect();
        for year in years(&read.table.sheet) {
            if choices.iter().all(|(known, _)| *known != year) {
                choices.push((year, say!("suggest.sheet-name").to_string()));
            }
        }
        // A file's name is no evidence by itself: it may be the edition's year. So it is a choice, never the answer.
        choices.extend([
            ("2010".to_string(), say!("suggest.a-year").to_string()),
            ("2010-Q1".to_string(), say!("suggest.quarter").to_string()),
        ]);
        let why = say!("suggest.no-period", open = count_of(read, is_open)).to_string();
        Question { key: "period", why, choices }
    })
}

pub fn years(text: &str) -> Vec<String> {
    let digits: Vec<&str> = text.split(|letter: char| !letter.is_ascii_digit()).collect();
    let is_year = |part: &&str| part.len() == 4 && (part.starts_with("19") || part.starts_with("20"));
    let found: BTreeSet<String> = digits.into_iter().filter(is_year).map(str::to_string).collect();
    found.into_iter().collect()
}

fn area(read: &Read, definitions: &Definitions) -> Option<Question> {
    let ambiguous: Vec<String> = read
        .problems
        .iter()
        .filter(|problem| problem.code == "ambiguous-area")
        .map(|one| one.message.to_string())
        .collect();
    let is_open = |one: &Observation| one.ref_area.is_none() && one.area_label.is_none();
    if ambiguous.is_empty() && !read.observations.iter().any(is_open) {
        return None;
    }
    let named = |message: &str| -> Vec<String> {
        let codes = message.split(|letter: char| !letter.is_ascii_alphanumeric()).filter(|part| part.len() == 6);
        let found = codes.filter_map(|code| definitions.areas.iter().find(|area| area.code == code));
        found.filter_map(|area| area.parent.clone()).collect()
    };
    let parents: BTreeSet<String> = ambiguous.iter().flat_map(|message| named(message)).collect();
    let name = |code: &str| definitions.areas.iter().find(|area| area.code == code).map(|area| area.short_zh.clone());
    let mut choices: Vec<(String, String)> =
        parents.into_iter().map(|code| (code.clone(), name(&code).unwrap_or_default())).collect();
    choices.push(("CN".to_string(), say!("suggest.nation").to_string()));
    choices.push(("110000".to_string(), say!("suggest.area-code").to_string()));
    let why = match ambiguous.first() {
        Some(message) => say!("suggest.which-area", message).to_string(),
        None => say!("suggest.no-area", open = count_of(read, is_open)).to_string(),
    };
    Some(Question { key: "area", why, choices })
}

fn unit(inspected: &Inspected, at: usize, read: &Read) -> Option<Question> {
    let unknown = read.problems.iter().find(|problem| problem.code == "unknown-unit");
    let is_open = |one: &Observation| one.unit_measure.is_none();
    if unknown.is_none() && !read.observations.iter().any(is_open) {
        return None;
    }
    let others = inspected.tables.iter().enumerate().filter(|(other, _)| *other != at);
    let printed = others.flat_map(|(_, read)| &read.observations).filter(|one| one.unit_measure.is_some());
    let units: BTreeSet<&str> = printed.filter_map(|one| one.unit_text.as_deref()).collect();
    let mut choices: Vec<(String, String)> =
        units.into_iter().take(5).map(|unit| (unit.to_string(), say!("suggest.other-table").to_string())).collect();
    for example in ["亿元", "万元", "万人"] {
        if choices.iter().all(|(known, _)| known != example) {
            choices.push((example.to_string(), String::new()));
        }
    }
    let why = match unknown {
        Some(problem) => say!("suggest.add-unit", message = problem.message).to_string(),
        None => say!("suggest.no-unit", open = count_of(read, is_open)).to_string(),
    };
    Some(Question { key: "unit", why, choices })
}

fn header(read: &Read) -> Option<Question> {
    let rows = read.table.columns.iter().flat_map(|column| &column.labels).map(|label| label.row);
    let first_data = read.observations.first().map(|one| one.row)?;
    let unheaded = read.table.columns.iter().filter(|column| column.labels.is_empty()).count();
    if unheaded == 0 {
        return None;
    }
    let first = rows.clone().min().unwrap_or(first_data.saturating_sub(1)).max(1);
    let last = rows.max().unwrap_or(first).max(first);
    let choices = vec![
        (format!("{first}:{last}"), say!("suggest.as-read").to_string()),
        (format!("{}:{last}", first.saturating_sub(1).max(1)), String::new()),
        (format!("{first}:{}", last + 1), String::new()),
    ];
    Some(Question { key: "header_rows", why: say!("suggest.no-heading", unheaded).to_string(), choices })
}

fn stub(read: &Read) -> Option<Question> {
    let unlabelled: Vec<(u32, u32)> =
        read.observations.iter().filter(|one| one.row_labels.is_empty()).map(|one| (one.row, one.col)).collect();
    if unlabelled.is_empty() {
        return None;
    }
    let why = say!("suggest.no-label", unlabelled = some_cells(&unlabelled)).to_string();
    let choices = vec![("A:A".to_string(), String::new()), ("A:B".to_string(), String::new())];
    Some(Question { key: "stub_columns", why, choices })
}

/// Cells in doubt: those whose figure an identity proves, and those that are left without a value.
fn proposals(inspected: &Inspected) -> Vec<Proposal> {
    let mut found: Vec<Proposal> = inspected.tables.iter().flat_map(|read| read.proposals.iter().cloned()).collect();
    for problem in &inspected.reading.problems {
        let Place::Cell { sheet, row, col, .. } = &problem.place else { continue };
        if !matches!(problem.code, "suspect-number" | "open-number" | "words-in-body") {
            continue;
        }
        let grid = inspected.source.grids.iter().find(|grid| grid.sheet == *sheet);
        let cells = grid.and_then(|grid| grid.rows.get(*row as usize - 1));
        let printed = cells.and_then(|cells| cells.get(*col as usize - 1)).map_or("", |cell| cell.text.as_str());
        found.push(Proposal {
            sheet: sheet.clone(),
            cell: cell_name(*row, *col),
            printed: printed.to_string(),
            proposed: None,
            reason: problem.message.clone().to_string(),
        });
    }
    found
}

fn correction_entry(inspected: &Inspected, proposal: &Proposal) -> String {
    let mark = if proposal.proposed.is_some() { "" } else { "# " };
    let action = match &proposal.proposed {
        Some(proposed) => format!("action = {{ set = {} }}", quoted(proposed)),
        None => {
            let (missing, drop) = ("{ missing = true }", "{ drop = \"why\" }");
            format!("action = {{ set = \"0\" }}   # {}", say!("suggest.write-it", missing, drop))
        }
    };
    let lines = [
        "[[correction]]".to_string(),
        format!("target = {}", target(inspected, &proposal.sheet, Some(proposal.cell.clone()))),
        action,
        format!("expect = {}", quoted(&proposal.printed)),
        format!("reason = {}", quoted(&proposal.reason)),
        format!("reported = {}", today()),
    ];
    lines.iter().map(|line| format!("{mark}{line}\n")).collect()
}

/// For a comment: without line breaks and other control characters.
pub fn one_line(text: &str) -> String {
    let plain = text.chars().map(|letter| if letter.is_control() { ' ' } else { letter });
    plain.collect::<String>().split_whitespace().collect::<Vec<_>>().join(" ")
}

/// A TOML basic string on one line.
pub fn quoted(text: &str) -> String {
    let mut out = String::from("\"");
    for letter in text.chars() {
        match letter {
            '"' => out.push_str("\\\""),
            '\\' => out.push_str("\\\\"),
            control if control.is_control() => {
                let _ = write!(out, "\\u{:04X}", u32::from(control));
            }
            other => out.push(other),
        }
    }
    out.push('"');
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn texts_are_quoted_for_toml() {
        assert_eq!(quoted("a\"b\\c\nd"), r#""a\"b\\c\u000Ad""#);
        assert_eq!(one_line("a\n b\u{7}c"), "a b c");
        assert_eq!(years("1990-2017 land 20180101.xls"), ["1990", "2017"]);
    }
}
