//! The evidence of one figure as a note of the page.
//!
//! In: a judged claim, its number and the records. Out: HTML: verdict and why, what the figure was understood as, official
//! values by edition, and every printed cell behind them with file, sheet, cell, edition and sha256. Refuses nothing.

use std::fmt::Write;

use chrono::NaiveDate;

use super::Report;
use super::evidence::{
    FullCell, all_cells, area, edition, fits, period_words, place, printed_at, sign, subject, title, unit, value,
};
use crate::claims::{Contradiction, Judged, Official};
use crate::messages::{Message, say};
use crate::observations::Observation;
use crate::outputs::escaped;
use crate::problem::cell_name;

/// Writes the note with its number, and of how many other figures it is; `by` is the day the text was written at the latest.
pub fn write_note(
    out: &mut String,
    judged: &Judged,
    (number, others): (usize, usize),
    by: Option<NaiveDate>,
    report: &Report,
) {
    let claim = &judged.claim;
    let verdict = judged.verdict;
    let short = if claim.place.cell.is_some() && verdict.holds() { " class=\"short\"" } else { "" };
    let more = if others > 0 { say!("page.more-of-table", others) } else { Message::default() };
    let _ = write!(
        out,
        "<li id=\"note-{number}\" value=\"{number}\"{short}><p class=\"head\"><a class=\"figure {name}\" href=\"#figure-{number}\">{}</a> \
         <b class=\"verdict\">{} {}</b> <span class=\"soft\">{}{more}</span></p>",
        escaped(claim.printed()),
        sign(verdict),
        title(verdict),
        escaped(&place(&claim.place)),
        name = verdict.name(),
    );
    write_line(out, None, &judged.why.to_string());
    if let Some(diagnosis) = &judged.diagnosis {
        write_line(out, Some(say!("check.diagnosis")), &format!("{} [{}]", diagnosis.words, diagnosis.code));
    }
    judged
        .inner
        .iter()
        .filter(|found| !judged.why.contains(&found.shown.to_string()))
        .for_each(|found| write_inner(out, found));
    if let Some(subject) = subject(claim, report.records.definitions) {
        let (area, period) = (area(claim, report.records.definitions), period_words(&claim.when));
        let understood = Message::joined([subject, area, period].map(Message::from), &say!("list.semicolon"));
        write_line(out, Some(say!("check.understood")), &understood.to_string());
    }
    if !judged.official.is_empty() {
        write_values(out, judged, by, report);
        write_cells(out, &all_cells(judged, &report.records));
    }
    out.push_str("</li>\n");
}

fn write_line(out: &mut String, name: Option<Message>, words: &str) {
    if words.is_empty() {
        return;
    }
    let name = name.map(|name| format!("<span class=\"soft\">{}</span>", say!("list.heads", name))).unwrap_or_default();
    let _ = write!(out, "<p>{name}{}</p>", escaped(words));
}

/// What the text says against itself.
pub fn write_inner(out: &mut String, found: &Contradiction) {
    let words = found.shown.clone().then(found.words.clone());
    write_line(out, Some(say!("check.text-itself")), &format!("{words} [{}]", found.rule));
}

fn write_values(out: &mut String, judged: &Judged, by: Option<NaiveDate>, report: &Report) {
    let _ = write!(out, "<p class=\"soft\">{}</p><ul class=\"values\">", say!("check.official-values"));
    for official in &judged.official {
        let _ = write!(
            out,
            "<li{}><b>{} {}</b> · {} · {}{}",
            if fits(official, &judged.claim) { " class=\"fits\"" } else { "" },
            escaped(&value(official.value, &judged.claim)),
            escaped(unit(&judged.claim)),
            escaped(&official.period),
            escaped(&edition(official, report.records.definitions)),
            escaped(&format!("{}{}", printed_at(official, &report.records), dated(official, by))),
        );
        if let Some(reading) = &official.reading {
            let _ = write!(out, "{}{}", say!("list.semicolon"), escaped(&reading.to_string()));
        }
        if !official.shown.is_empty() {
            let _ = write!(
                out,
                "<br><span class=\"soft\">= {}</span>",
                escaped(&Message::of_english("shown", &official.shown).to_string())
            );
        }
        out.push_str("</li>");
    }
    out.push_str("</ul>");
}

/// When an edition was published, and whether the text could know it.
fn dated(official: &Official, by: Option<NaiveDate>) -> String {
    match (official.published, by) {
        (Some(day), Some(by)) if day > by => say!("check.after-text", day).to_string(),
        (Some(day), _) => say!("check.on-day", day).to_string(),
        (None, _) => String::new(),
    }
}

/// The printed cells, under the file that each stands in.
fn write_cells(out: &mut String, cells: &[(u32, &Observation)]) {
    let mut files: Vec<(&str, &str)> = Vec::new();
    for (_, one) in cells {
        if !files.contains(&(&one.source, &one.source_sha256)) {
            files.push((&one.source, &one.source_sha256));
        }
    }
    if !files.is_empty() {
        let _ = write!(out, "<p class=\"soft\">{}</p>", say!("check.printed-in"));
    }
    for (source, sha256) in files {
        let _ = write!(
            out,
            "<p class=\"file\">{} <code>sha256 {}</code></p><ul class=\"cells\">",
            escaped(source),
            escaped(sha256)
        );
        for (_, one) in cells.iter().filter(|(_, one)| one.source == source && one.source_sha256 == sha256) {
            write_cell(out, one);
        }
        out.push_str("</ul>");
    }
}

fn write_cell(out: &mut String, one: &Observation) {
    let cell = FullCell(one);
    let place = match one.clause() {
        Some(_) => cell.place().to_string(),
        None => format!("[{}] {}", one.sheet, cell_name(one.row, one.col)),
    };
    let _ = write!(
        out,
        "<li><b>{}</b> · {} · {} · {}</li>",
        escaped(&cell.printed()),
        escaped(&place),
        escaped(&cell.labels()),
        escaped(&cell.edition())
    );
}
