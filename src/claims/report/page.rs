//! The report as one self-contained HTML page.
//!
//! In: a report. Out: HTML that needs no network: the text with every figure in the colour, underline and sign of its
//! verdict; a click or Enter on a figure shows its evidence, which also stands as numbered notes behind the text, so that the
//! page reads on paper and without a script. Refuses nothing: every text is escaped.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write;
use std::ops::Range;

use super::Report;
use super::evidence::{class_title, kind_title, meaning, sheet_title, sign, title, written_words};
use super::figure::{JOINED, write_figure};
use super::located::{Located, located};
use super::notes::{write_inner, write_note};
use super::page_style::{SCRIPT, STYLE};
use super::tables::{placed, shared, write_table};
use crate::claims::check::{Checked, Class, classes, counts};
use crate::claims::{Judged, Verdict};
use crate::messages::{Language, Message, say, speaking};
use crate::outputs::escaped;

/// The whole page, in one language or else in that of its texts.
pub fn page(report: &Report, language: Option<Language>) -> String {
    speaking(language.unwrap_or_else(|| language_of(report)), || spoken(report))
}

/// Chinese where the texts have more Chinese letters than English words.
fn language_of(report: &Report) -> Language {
    let passages = || report.texts.iter().flat_map(|text| &text.source.passages).map(|passage| passage.text.as_str());
    let claims = || report.texts.iter().flat_map(|text| &text.judged).map(|one| one.claim.sentence.as_str());
    let texts = || passages().chain(claims());
    let chinese = texts().flat_map(str::chars).filter(|letter| matches!(letter, '\u{4e00}'..='\u{9fff}')).count();
    let has_latin = |word: &&str| word.chars().any(|letter| letter.is_ascii_alphabetic());
    let english = texts().flat_map(str::split_whitespace).filter(has_latin).count();
    if chinese > english { Language::Chinese } else { Language::English }
}

fn spoken(report: &Report) -> String {
    let names = report.texts.iter().map(|text| Message::from(escaped(&text.source.path)));
    let title = say!("page.title", names = Message::list(names)).to_string();
    let mut out = format!(
        "<!doctype html>\n<html lang=\"{}\">\n<head>\n<meta charset=\"utf-8\">\n\
         <meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n\
         <title>{title}</title>\n<style>{STYLE}</style>\n</head>\n<body>\n<header><h1>{title}</h1>\n",
        say!("page.lang")
    );
    write_counts(&mut out, report);
    out.push_str("</header>\n<div class=\"split\"><main>\n");
    let mut first = 1;
    for text in report.texts {
        write_text(&mut out, text, first);
        first += text.judged.len();
    }
    let _ = write!(
        out,
        "</main>\n<aside id=\"panel\" aria-live=\"polite\" aria-label=\"{}\"><div class=\"bar\">\
         <button type=\"button\" data-go=\"-1\">{}</button> <button type=\"button\" data-go=\"1\">{}</button> \
         <button type=\"button\" data-go=\"0\">{}</button></div><div id=\"evidence\"></div></aside>\n</div>\n",
        say!("page.evidence"),
        say!("page.previous"),
        say!("page.next"),
        say!("page.close"),
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
        "<p>{} <span class=\"soft\">admincost {}</span></p>\n<table class=\"counts\">",
        say!("page.figures", figures = all.clone().count(), from = escaped(&report.from.to_string())),
        env!("CARGO_PKG_VERSION")
    );
    for (verdict, count) in verdicts.iter().filter(|(_, count)| *count > 0) {
        let first = all.clone().position(|one| one.verdict == *verdict).map_or(1, |at| at + 1);
        let _ = writeln!(
            out,
            "<tr><td class=\"n\">{count}</td><td><a class=\"figure {name}\" href=\"#figure-{first}\">{}{JOINED}<sup>{}</sup></a></td>\
             <td class=\"soft\">{}</td></tr>",
            title(*verdict),
            sign(*verdict),
            meaning(*verdict),
            name = verdict.name(),
        );
    }
    let of_class = |(class, count): &(Class, usize)| format!("{} <b>{count}</b>", class_title(*class)).into();
    let classes = Message::clauses(classes(&verdicts).iter().map(of_class));
    let _ = writeln!(out, "</table>\n<p>{}</p>", say!("page.classes", classes));
}

/// The paragraphs of a text, then what stands in none of them.
fn write_text(out: &mut String, text: &Checked, first: usize) {
    let about = Message::clauses([kind_title(text.source.kind), written_words(text)]);
    let _ = writeln!(
        out,
        "<section><h2>{}</h2>\n<p class=\"soft\">{}<br><code>sha256 {}</code></p>",
        escaped(&text.source.path),
        escaped(&about.to_string()),
        escaped(&text.source.sha256)
    );
    let Located { by_passage, by_cell, elsewhere } = located(text);
    let mut sheet = "text";
    let (tables, shared) = (placed(text), shared(text));
    let mut tables = tables.iter().peekable();
    for (at, passage) in text.source.passages.iter().enumerate() {
        while let Some(table) = tables.next_if(|table| table.behind <= at) {
            write_table(out, text, table, &by_cell, &shared, first);
        }
        if passage.sheet != sheet {
            sheet = &passage.sheet;
            let _ = writeln!(out, "<h3>{}</h3>", escaped(&sheet_title(sheet)));
        }
        let figures = by_passage.get(&at).map(Vec::as_slice).unwrap_or_default();
        let _ = write!(out, "<p class=\"text\"><span class=\"no\">{}</span>", at + 1);
        write_marked(out, &passage.text, figures, &text.judged, first);
        out.push_str("</p>\n");
    }
    if sheet != "text" && tables.peek().is_some() || text.source.passages.is_empty() && !text.tables.is_empty() {
        let _ = writeln!(out, "<h3>{}</h3>", say!("page.tables"));
    }
    tables.for_each(|table| write_table(out, text, table, &by_cell, &shared, first));
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
        let _ = writeln!(out, "<h3>{}</h3>", say!("page.not-placed"));
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
        let _ = writeln!(out, "<h3>{}</h3>\n{lines}", say!("page.remarks"));
    }
}

/// Every note, those that could be checked first.
fn write_notes(out: &mut String, report: &Report) {
    for (heading, of_checkable) in [(say!("page.notes"), true), (say!("page.not-checkable"), false)] {
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
