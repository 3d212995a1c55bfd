//! The report as one self-contained HTML page.
//!
//! In: a report. Out: HTML that needs no network: the text with every figure in the colour, underline and sign of its
//! verdict; a click or Enter on a figure shows its evidence, which also stands as numbered notes behind the text, so that the
//! page reads on paper and without a script. Refuses nothing: every text is escaped.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write;
use std::ops::Range;

use super::Report;
use super::evidence::{meaning, sign};
use super::figure::{JOINED, write_figure};
use super::located::{Located, located};
use super::notes::{write_inner, write_note};
use super::page_style::{SCRIPT, STYLE};
use super::tables::{shared, write_tables};
use crate::claims::check::{Checked, classes, counts};
use crate::claims::{Judged, Verdict};
use crate::outputs::escaped;

/// The whole page.
pub fn page(report: &Report) -> String {
    let names: Vec<String> = report.texts.iter().map(|text| escaped(&text.source.path)).collect();
    let title = format!("Do the figures of {} hold?", names.join(", "));
    let mut out = format!(
        "<!doctype html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n\
         <meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n\
         <title>{title}</title>\n<style>{STYLE}</style>\n</head>\n<body>\n<header><h1>{title}</h1>\n"
    );
    write_counts(&mut out, report);
    out.push_str("</header>\n<div class=\"split\"><main>\n");
    let mut first = 1;
    for text in report.texts {
        write_text(&mut out, text, first);
        first += text.judged.len();
    }
    out.push_str(
        "</main>\n<aside id=\"panel\" aria-live=\"polite\" aria-label=\"evidence\"><div class=\"bar\">\
         <button type=\"button\" data-go=\"-1\">previous</button> <button type=\"button\" data-go=\"1\">next</button> \
         <button type=\"button\" data-go=\"0\">close</button></div><div id=\"evidence\"></div></aside>\n</div>\n",
    );
    write_notes(&mut out, report);
    let _ = write!(out, "<script>{SCRIPT}</script>\n</body>\n</html>\n");
    out
}

/// The legend, with how many figures have each verdict.
fn write_counts(out: &mut String, report: &Report) {
    let all = report.texts.iter().flat_map(|text| &text.judged);
    let verdicts = counts(all.clone());
    let _ = writeln!(
        out,
        "<p>{} figures, held against {}. <span class=\"soft\">admincost {}</span></p>\n<table class=\"counts\">",
        all.clone().count(),
        escaped(report.from),
        env!("CARGO_PKG_VERSION")
    );
    for (verdict, count) in verdicts.iter().filter(|(_, count)| *count > 0) {
        let first = all.clone().position(|one| one.verdict == *verdict).map_or(1, |at| at + 1);
        let _ = writeln!(
            out,
            "<tr><td class=\"n\">{count}</td><td><a class=\"figure {name}\" href=\"#figure-{first}\">{name}{JOINED}<sup>{}</sup></a></td>\
             <td class=\"soft\">{}</td></tr>",
            sign(*verdict),
            meaning(*verdict),
            name = verdict.name(),
        );
    }
    let classes: Vec<String> =
        classes(&verdicts).iter().map(|(class, count)| format!("{} <b>{count}</b>", class.name())).collect();
    let _ = writeln!(out, "</table>\n<p>As data editors class it: {}.</p>", classes.join(", "));
}

/// The paragraphs of a text, then what stands in none of them.
fn write_text(out: &mut String, text: &Checked, first: usize) {
    let written = text
        .written
        .as_ref()
        .map_or("undated".to_string(), |written| format!("written by {} ({})", written.by, written.basis));
    let _ = writeln!(
        out,
        "<section><h2>{}</h2>\n<p class=\"soft\">{}, {}<br><code>sha256 {}</code></p>",
        escaped(&text.source.path),
        text.source.kind.name(),
        escaped(&written),
        escaped(&text.source.sha256)
    );
    let Located { by_passage, by_cell, elsewhere } = located(text);
    let mut sheet = "text";
    for (at, passage) in text.source.passages.iter().enumerate() {
        if passage.sheet != sheet {
            sheet = &passage.sheet;
            let _ = writeln!(out, "<h3>{}</h3>", escaped(sheet));
        }
        let figures = by_passage.get(&at).map(Vec::as_slice).unwrap_or_default();
        let _ = write!(out, "<p class=\"text\"><span class=\"no\">{}</span>", at + 1);
        write_marked(out, &passage.text, figures, &text.judged, first);
        out.push_str("</p>\n");
    }
    write_tables(out, text, &by_cell, first);
    write_elsewhere(out, &elsewhere, text, first);
    write_remarks(out, text);
    out.push_str("</section>\n");
}

/// A paragraph with its figures marked. One that begins inside another stands behind it as a sign of its own.
fn write_marked(out: &mut String, text: &str, figures: &[(Range<usize>, usize)], judged: &[Judged], first: usize) {
    let mut done = 0;
    for (bytes, at) in figures {
        let Some(one) = judged.get(*at) else { continue };
        if bytes.start >= done {
            out.push_str(&escaped(text.get(done..bytes.start).unwrap_or("")));
            write_figure(out, text.get(bytes.clone()).unwrap_or(""), one, first + at, first + at);
            done = bytes.end;
        } else {
            write_figure(out, "", one, first + at, first + at);
        }
    }
    out.push_str(&escaped(text.get(done..).unwrap_or("")));
}

/// Claims written as data, and figures whose words no paragraph holds as printed.
fn write_elsewhere(out: &mut String, elsewhere: &[usize], text: &Checked, first: usize) {
    if elsewhere.is_empty() {
        return;
    }
    if !text.source.passages.is_empty() {
        out.push_str("<h3>Not placed in the text above</h3>\n");
    }
    for &at in elsewhere {
        let Some(one) = text.judged.get(at) else { continue };
        let (sentence, span) = (one.claim.sentence.as_str(), one.claim.span.clone());
        out.push_str("<p class=\"text\">");
        write_marked(out, sentence, &[(span, at)], &text.judged, first);
        out.push_str("</p>\n");
    }
}

/// What the text says against itself without deciding a verdict, each once.
fn write_remarks(out: &mut String, text: &Checked) {
    let mut seen = BTreeSet::new();
    let remarks = text.contradictions.iter().filter(|found| !found.decides && seen.insert(&found.shown));
    let mut lines = String::new();
    remarks.for_each(|found| write_inner(&mut lines, found));
    if !lines.is_empty() {
        let _ = writeln!(out, "<h3>Remarks on the text itself</h3>\n{lines}");
    }
}

/// Every note, those that could be checked first.
fn write_notes(out: &mut String, report: &Report) {
    for (heading, of_checkable) in [("Evidence", true), ("Not checkable", false)] {
        let mut notes = String::new();
        let mut first = 1;
        for text in report.texts {
            let by = text.written.as_ref().map(|written| written.by);
            let shared = shared(text);
            let mut sharing: BTreeMap<usize, usize> = BTreeMap::new();
            shared.values().for_each(|of| *sharing.entry(*of).or_default() += 1);
            for (at, judged) in text.judged.iter().enumerate() {
                let others = sharing.get(&at).copied().unwrap_or(1) - 1;
                let is_own = shared.get(&at).is_none_or(|of| *of == at);
                if (judged.verdict != Verdict::NotCheckable) == of_checkable && is_own {
                    write_note(&mut notes, judged, (first + at, others), by, report);
                }
            }
            first += text.judged.len();
        }
        if !notes.is_empty() {
            let _ = writeln!(out, "<section class=\"notes\"><h2>{heading}</h2>\n<ol>\n{notes}</ol></section>");
        }
    }
}
