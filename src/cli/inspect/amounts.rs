//! The amounts of running text: what each clause's figure resolved to.
//!
//! In: a file as inspected. Out: lines for the terminal, or a table of a page. Refuses nothing: what is left out is counted.

use std::fmt::Write;

use super::account::write_doubts;
use super::read::{Doubt, Inspected};
use super::terminal::cut;
use crate::messages::{Message, say};
use crate::observations::Observation;
use crate::outputs::escaped;
use crate::outputs::text_table::{heads, text_table};
use crate::texts::Text;

/// Columns of the terminal for a clause.
const WIDEST_CLAUSE: usize = 60;
/// Amounts that a page shows.
const MOST: usize = 3000;
const HEADER: [&str; 9] = ["at", "clause", "printed", "unit", "area", "period", "read in", "series", "status"];

/// The first amounts and what is doubtful of them.
pub fn write(out: &mut String, inspected: &Inspected, most: usize) {
    let all = &inspected.amounts;
    if !all.is_empty() {
        let _ = writeln!(out, "\n{}", say!("inspect.running-text", all = all.len()));
        let rows: Vec<Vec<String>> = all.iter().take(most).map(|one| cells(one, WIDEST_CLAUSE)).collect();
        text_table(&heads(&HEADER), &rows, &[2]).lines().for_each(|line| {
            let _ = writeln!(out, "    {line}");
        });
        if all.len() > most {
            let _ = writeln!(out, "    {}", say!("inspect.more-rows", count = all.len() - most, all = all.len()));
        }
    }
    write_doubts(out, &doubts(inspected));
}

/// The same for a page.
pub fn write_page(out: &mut String, inspected: &Inspected) {
    let all = &inspected.amounts;
    if !all.is_empty() {
        let _ = writeln!(out, "<h2>{}</h2>", say!("inspect.running-text-page", all = all.len()));
        let head: String = heads(&HEADER).iter().map(|name| format!("<th>{name}</th>")).collect();
        let _ = writeln!(
            out,
            "<div class=\"wide\" tabindex=\"0\"><table class=\"grid\">\n<thead><tr>{head}</tr></thead>\n<tbody>"
        );
        for one in all.iter().take(MOST) {
            let row: String = cells(one, usize::MAX).iter().map(|cell| format!("<td>{}</td>", escaped(cell))).collect();
            let _ = writeln!(out, "<tr>{row}</tr>");
        }
        out.push_str("</tbody></table></div>\n");
        if all.len() > MOST {
            let _ = writeln!(out, "<p class=\"soft\">{}</p>", say!("inspect.amounts-left", count = all.len() - MOST));
        }
    }
    let doubts = doubts(inspected);
    if !doubts.is_empty() {
        let _ = writeln!(out, "<h3>{}</h3>\n<ul>", say!("inspect.doubts-of-text"));
        for doubt in &doubts {
            let _ = writeln!(out, "<li><b>{}</b> {}</li>", doubt.code, escaped(&doubt.message));
        }
        out.push_str("</ul>\n");
    }
}

fn doubts(inspected: &Inspected) -> Vec<Doubt> {
    let doubts = inspected.doubts_of_text.iter();
    doubts
        .map(|one| Doubt {
            code: one.code,
            message: one.message.to_string(),
            cells: Vec::new(),
            help: one.help.as_ref().map(Message::to_string),
        })
        .collect()
}

fn cells(one: &Observation, width: usize) -> Vec<String> {
    let or = |text: &Option<Text>| text.as_deref().unwrap_or("?").to_string();
    vec![
        format!("{}:{}", one.row, one.col),
        cut(&one.column_labels.join(" > "), width),
        cut(one.value_text.trim(), width),
        or(&one.unit_text),
        or(&one.ref_area),
        or(&one.time_period),
        one.period_basis.map(|basis| Message::named("basis", basis.name()).to_string()).unwrap_or_default(),
        or(&one.series),
        one.obs_status.to_string(),
    ]
}
