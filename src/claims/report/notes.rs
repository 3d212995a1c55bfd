//! The evidence of one figure as a note of the page.
//!
//! In: a judged claim, its number and the records. Out: HTML: verdict and why, what the figure was understood as, official
//! values by edition, and every printed cell behind them with file, sheet, cell, edition and sha256. Refuses nothing.

use std::fmt::Write;

use chrono::NaiveDate;

use super::Report;
use super::evidence::{FullCell, all_cells, area, edition, fits, period_words, place, sign, subject, unit, value};
use crate::claims::{Contradiction, Judged, Official};
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
    let more = if others > 0 { format!(", and {others} more of this table") } else { String::new() };
    let _ = write!(
        out,
        "<li id=\"note-{number}\" value=\"{number}\"{short}><p class=\"head\"><a class=\"figure {name}\" href=\"#figure-{number}\">{}</a> \
         <b class=\"verdict\">{} {name}</b> <span class=\"soft\">{}{more}</span></p>",
        escaped(claim.printed()),
        sign(verdict),
        escaped(&place(&claim.place)),
        name = verdict.name(),
    );
    write_line(out, "", &judged.why);
    if let Some(diagnosis) = &judged.diagnosis {
        write_line(out, "diagnosis", &format!("{} [{}]", diagnosis.words, diagnosis.code));
    }
    judged.inner.iter().filter(|found| !judged.why.contains(&found.shown)).for_each(|found| write_inner(out, found));
    if let Some(subject) = subject(claim, report.records.definitions) {
        let understood =
            format!("{subject}; {}; {}", area(claim, report.records.definitions), period_words(&claim.when));
        write_line(out, "understood as", &understood);
    }
    if !judged.official.is_empty() {
        write_values(out, judged, by, report);
        write_cells(out, &all_cells(judged, &report.records));
    }
    out.push_str("</li>\n");
}

fn write_line(out: &mut String, name: &str, words: &str) {
    if words.is_empty() {
        return;
    }
    let name = if name.is_empty() { String::new() } else { format!("<span class=\"soft\">{name}:</span> ") };
    let _ = write!(out, "<p>{name}{}</p>", escaped(words));
}

/// What the text says against itself.
pub fn write_inner(out: &mut String, found: &Contradiction) {
    let words = if found.words.is_empty() { String::new() } else { format!("; {}", found.words) };
    write_line(out, "the text itself", &format!("{}{words} [{}]", found.shown, found.rule));
}

fn write_values(out: &mut String, judged: &Judged, by: Option<NaiveDate>, report: &Report) {
    out.push_str("<p class=\"soft\">official values</p><ul class=\"values\">");
    for official in &judged.official {
        let _ = write!(
            out,
            "<li{}><b>{} {}</b> · {} · {}{}",
            if fits(official, &judged.claim) { " class=\"fits\"" } else { "" },
            escaped(&value(official.value, &judged.claim)),
            escaped(unit(&judged.claim)),
            escaped(&official.period),
            escaped(&edition(official, report.records.definitions)),
            escaped(&dated(official, by)),
        );
        if let Some(reading) = &official.reading {
            let _ = write!(out, "; {}", escaped(reading));
        }
        if !official.shown.is_empty() {
            let _ = write!(out, "<br><span class=\"soft\">= {}</span>", escaped(&official.shown));
        }
        out.push_str("</li>");
    }
    out.push_str("</ul>");
}

/// When an edition was published, and whether the text could know it.
fn dated(official: &Official, by: Option<NaiveDate>) -> String {
    match (official.published, by) {
        (Some(day), Some(by)) if day > by => format!(", {day}, after the text"),
        (Some(day), _) => format!(", {day}"),
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
        out.push_str("<p class=\"soft\">printed in</p>");
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
    let _ = write!(
        out,
        "<li><b>{}</b> · [{}] {} · {} · {}</li>",
        escaped(&cell.printed()),
        escaped(&one.sheet),
        cell_name(one.row, one.col),
        escaped(&cell.labels()),
        escaped(&cell.edition())
    );
}
