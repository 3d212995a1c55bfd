//! The inspection as one self-contained HTML page.
//!
//! In: a file as inspected. Out: HTML that needs no network: grids with a colour and a word for every role, and behind
//! each body cell what it resolved to. Refuses nothing: every text is escaped, and rows left out are counted.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write;

use serde_json::{Value, json};

use super::account::{column_letters, counted, parts, some_cells};
use super::amounts;
use super::page_style::{SCRIPT, STYLE};
use super::palette;
use super::read::Inspected;
use crate::messages::{Message, say};
use crate::observations::Observation;
use crate::outputs::escaped;
use crate::outputs::text_table::heads;
use crate::problem::cell_name;
use crate::sources::{Grid, Merge};
use crate::tables::roles::{CellRole, Role, Roles};
use crate::texts::Text;

/// Rows of one grid that a page shows.
const MOST_ROWS: u32 = 3000;

pub fn page(inspected: &Inspected) -> String {
    let title = say!("inspect.file-title", name = escaped(&inspected.source.path));
    let mut out = format!(
        "<!doctype html>\n<html lang=\"{}\">\n<head>\n<meta charset=\"utf-8\">\n\
         <meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n\
         <title>{title}</title>\n<style>{STYLE}</style>\n</head>\n<body>\n<h1>{title}</h1>\n",
        say!("page.lang")
    );
    write_opened(&mut out, inspected);
    write_legend(&mut out, inspected);
    let mut resolved = Resolved::new(inspected);
    for (at, grid) in inspected.source.grids.iter().enumerate() {
        let Some(roles) = inspected.roles.get(at) else { continue };
        let _ = writeln!(out, "<h2>{}</h2>", say!("inspect.sheet-page", sheet = escaped(&grid.sheet)));
        write_grid(&mut out, grid, roles, &mut resolved);
        write_tables(&mut out, inspected, &grid.sheet);
        write_doubts(&mut out, inspected, &grid.sheet);
    }
    amounts::write_page(&mut out, inspected);
    let _ = write!(
        out,
        "<div id=\"cell\" role=\"status\" hidden><button type=\"button\">{}</button><dl class=\"parts\"></dl></div>\n\
         <script type=\"application/json\" id=\"resolved\">{}</script>\n<script>{SCRIPT}</script>\n</body>\n</html>\n",
        say!("page.close"),
        resolved.json()
    );
    out
}

fn write_opened(out: &mut String, inspected: &Inspected) {
    let source = &inspected.source;
    let opened = std::iter::once(Message::of_english("kind", source.kind.name())).chain(source.opened.clone());
    let opened = Message::clauses(opened).to_string();
    let _ = writeln!(
        out,
        "<p>{}<br>{}</p>",
        say!("list.stop", words = escaped(&opened)),
        say!("list.stop", words = counted(inspected))
    );
    let aside = inspected.set_aside().into_iter().map(|(reason, count)| {
        say!("inspect.set-aside", count, reason = Message::of_english("aside", &reason)).to_string()
    });
    let corrected = inspected.corrections().map(|correction| super::account::corrected(correction).to_string());
    // Problems of the whole file: why it was refused, or what was lost in opening it.
    let whole = inspected
        .source
        .problems
        .iter()
        .map(|problem| format!("{}{}", say!("list.heads", name = problem.code), problem.message));
    let lines: Vec<String> =
        aside.chain(corrected).chain(whole).map(|line| format!("<li>{}</li>", escaped(&line))).collect();
    if !lines.is_empty() {
        let _ = writeln!(out, "<ul>{}</ul>", lines.join("\n"));
    }
}

/// Roles and signs that the file has, with their words.
fn write_legend(out: &mut String, inspected: &Inspected) {
    let cells = || inspected.roles.iter().flat_map(|roles| roles.cells.values());
    let roles: BTreeSet<Role> = cells().map(|cell| cell.role).collect();
    let signs: BTreeSet<(&str, Message)> = cells().flat_map(palette::signs).collect();
    let roles = roles.iter().map(|role| {
        format!(
            "<li><span class=\"{}\">{}</span> <span class=\"soft\" style=\"border:0\">{}</span></li>",
            palette::class(*role),
            palette::word(*role),
            palette::meaning(*role)
        )
    });
    let signs = signs.iter().map(|(sign, word)| format!("<li><sup class=\"sign\">{sign}</sup> {word}</li>"));
    let all: Vec<String> = roles.chain(signs).collect();
    let _ =
        writeln!(out, "<ul class=\"legend\">{}</ul>\n<p class=\"soft\">{}</p>", all.join("\n"), say!("inspect.touch"));
}

/// What body cells resolved to, by number, each list of texts once.
struct Resolved<'a> {
    known: BTreeMap<(&'a str, u32, u32), &'a Observation>,
    cells: Vec<Value>,
    /// Each note once; a cell's last value lists its notes by number.
    notes: BTreeMap<&'a str, usize>,
}

const NAMES: [&str; 13] = [
    "cell", "printed", "value", "unit", "area", "period", "series", "account", "status", "edition", "row", "column",
    "notes",
];

impl<'a> Resolved<'a> {
    fn new(inspected: &'a Inspected) -> Resolved<'a> {
        let observations = inspected.tables.iter().flat_map(|read| &read.observations);
        let known = observations.map(|one| ((one.sheet.as_str(), one.row, one.col), one)).collect();
        Resolved { known, cells: Vec::new(), notes: BTreeMap::new() }
    }

    /// The number of a cell's list, and the list in one line.
    fn number(&mut self, sheet: &str, row: u32, col: u32) -> Option<(usize, String)> {
        let one = self.known.get(&(sheet, row, col))?;
        let or =
            |text: &Option<Text>| text.as_deref().map_or_else(|| say!("inspect.not-found").to_string(), str::to_string);
        let unit = match (&one.unit_measure, one.unit_mult) {
            (Some(measure), Some(mult)) => format!("{} = {measure} × 10^{mult}", or(&one.unit_text)),
            _ => or(&one.unit_text),
        };
        let values = [
            cell_name(one.row, one.col),
            one.value_text.trim().to_string(),
            one.obs_value.map_or_else(|| say!("inspect.missing").to_string(), |value| value.to_string()),
            unit,
            one.coverage.map_or(or(&one.ref_area), |coverage| {
                format!("{} {}", or(&one.ref_area), Message::named("coverage", coverage.name()))
            }),
            one.period_basis.map_or(or(&one.time_period), |basis| {
                say!(
                    "inspect.period-from",
                    period = or(&one.time_period),
                    basis = Message::named("basis", basis.name())
                )
                .to_string()
            }),
            or(&one.series),
            one.account_stage.map(|stage| Message::named("stage", stage.name()).to_string()).unwrap_or_default(),
            one.obs_status.to_string(),
            one.vintage.as_deref().unwrap_or_default().to_string(),
            one.row_labels.join(" > "),
            one.column_labels.join(" > "),
        ];
        let line = format!("{} | {} | {} | {} | {}", values[3], values[4], values[5], values[6], values[8]);
        let mut values: Vec<Value> = values.into_iter().map(Value::from).collect();
        let mut notes = Vec::new();
        for note in &one.notes {
            let fresh = self.notes.len();
            notes.push(*self.notes.entry(note).or_insert(fresh));
        }
        values.push(json!(notes));
        self.cells.push(Value::Array(values));
        Some((self.cells.len() - 1, line))
    }

    /// Inside a script element `<` could end it, so it is written as an escape.
    fn json(&self) -> String {
        let mut notes: Vec<(&usize, &&str)> = self.notes.iter().map(|(note, number)| (number, note)).collect();
        notes.sort();
        let notes: Vec<Message> = notes.into_iter().map(|(_, note)| Message::of_english("note", note)).collect();
        json!({ "names": heads(&NAMES), "cells": self.cells, "notes": notes }).to_string().replace('<', "\\u003c")
    }
}

fn write_grid(out: &mut String, grid: &Grid, roles: &Roles, resolved: &mut Resolved) {
    let columns: Vec<u32> = roles.cells.keys().map(|(_, col)| *col).collect::<BTreeSet<u32>>().into_iter().collect();
    let rows: BTreeSet<u32> = roles.cells.keys().map(|(row, _)| *row).collect();
    out.push_str("<div class=\"wide\" tabindex=\"0\"><table class=\"grid\">\n<thead><tr><th></th>");
    for col in &columns {
        let words: Vec<String> = roles.of_column(*col).iter().map(|role| palette::word(*role).to_string()).collect();
        let _ = write!(out, "<th>{}<br><span class=\"soft\">{}</span></th>", column_letters(*col), words.join(", "));
    }
    out.push_str("</tr></thead>\n<tbody>\n");
    for row in rows.iter().filter(|row| **row <= MOST_ROWS) {
        let words: Vec<String> = roles.of_row(*row).iter().map(|role| palette::word(*role).to_string()).collect();
        let _ = write!(out, "<tr><th class=\"row\"><b>{row}</b><span class=\"word\">{}</span></th>", words.join(", "));
        write_row(out, grid, roles, *row, &columns, resolved);
        out.push_str("</tr>\n");
    }
    out.push_str("</tbody></table></div>\n");
    let left = rows.iter().filter(|row| **row > MOST_ROWS).count();
    if left > 0 {
        let _ = writeln!(out, "<p class=\"soft\">{}</p>", say!("inspect.rows-not-shown", left, most = MOST_ROWS));
    }
}

fn write_row(out: &mut String, grid: &Grid, roles: &Roles, row: u32, columns: &[u32], resolved: &mut Resolved) {
    let mut at = 0;
    while let Some(&col) = columns.get(at) {
        let Some(cell) = roles.cells.get(&(row, col)) else {
            out.push_str("<td></td>");
            at += 1;
            continue;
        };
        let breadth = breadth(grid, roles, cell, row, columns.get(at..).unwrap_or(&[]));
        write_cell(out, grid, cell, (row, col), breadth, resolved);
        at += breadth;
    }
}

/// Columns a cell runs over: its merged range's, or for a line of text the empty ones on its right.
fn breadth(grid: &Grid, roles: &Roles, cell: &CellRole, row: u32, columns: &[u32]) -> usize {
    let Some(&col) = columns.first() else { return 1 };
    let holds = |merge: &&Merge| merge.first_row < row && row <= merge.last_row + 1 && merge.first_col + 1 == col;
    let last = grid.merges.iter().find(holds).map_or(col, |merge| merge.last_col.saturating_add(1));
    let is_line = matches!(cell.role, Role::Title | Role::Unit | Role::Preamble | Role::Note | Role::Unread);
    let is_free = |other: &&u32| !roles.cells.contains_key(&(row, **other)) && (is_line || **other <= last);
    1 + columns.iter().skip(1).take_while(is_free).count()
}

fn write_cell(out: &mut String, grid: &Grid, cell: &CellRole, at: (u32, u32), breadth: usize, resolved: &mut Resolved) {
    let (row, col) = at;
    let printed = grid.rows.get(row as usize - 1).and_then(|cells| cells.get(col as usize - 1));
    let printed = printed.map_or("", |cell| cell.text.as_str()).trim_end();
    let remarks = &cell.remarks;
    let mut classes = palette::class(cell.role);
    let more = [
        (remarks.is_missing, " missing"),
        (remarks.is_repaired, " repaired"),
        (remarks.corrected.is_some(), " corrected"),
        (remarks.is_doubtful, " doubtful"),
    ];
    more.iter().filter(|(is_so, _)| *is_so).for_each(|(_, class)| classes.push_str(class));
    let span = if breadth > 1 { format!(" colspan=\"{breadth}\"") } else { String::new() };
    let found = if cell.role == Role::Body { resolved.number(&grid.sheet, row, col) } else { None };
    let link = found.map_or(String::new(), |(number, line)| {
        format!(" data-n=\"{number}\" tabindex=\"0\" title=\"{}\"", escaped(&line))
    });
    let why = remarks
        .aside
        .as_ref()
        .map_or(String::new(), |why| format!(" title=\"{}\"", escaped(&Message::of_english("aside", why).to_string())));
    let corrected = remarks.corrected.as_ref().map_or(String::new(), |value| format!(" → {}", escaped(value)));
    let signs = palette::signs(cell);
    let signs: String =
        signs.iter().map(|(sign, word)| format!("<sup class=\"sign\" title=\"{word}\">{sign}</sup>")).collect();
    let _ = write!(out, "<td class=\"{classes}\"{span}{link}{why}>{}{corrected}{signs}</td>", escaped(printed));
}

fn write_tables(out: &mut String, inspected: &Inspected, sheet: &str) {
    for (at, read) in inspected.tables_of(sheet) {
        let _ = writeln!(
            out,
            "<h3>{}</h3>\n<dl class=\"parts\">",
            say!("inspect.table-page", number = at + 1, figures = read.observations.len())
        );
        for (role, text) in parts(read) {
            let _ = writeln!(out, "<dt>{}</dt><dd>{}</dd>", Message::of_english("column", role), escaped(&text));
        }
        out.push_str("</dl>\n");
    }
}

fn write_doubts(out: &mut String, inspected: &Inspected, sheet: &str) {
    let doubts = inspected.doubts_of(sheet);
    if doubts.is_empty() {
        return;
    }
    let _ = writeln!(out, "<h3>{}</h3>\n<ul>", say!("inspect.doubts-page"));
    for doubt in &doubts {
        let help = doubt
            .help
            .as_ref()
            .map_or(String::new(), |help| format!("<br><span class=\"soft\">{}</span>", escaped(help)));
        let cells = escaped(&some_cells(&doubt.cells));
        let _ = writeln!(out, "<li><b>{}</b> {} ({cells}){help}</li>", doubt.code, escaped(&doubt.message));
    }
    out.push_str("</ul>\n");
}
