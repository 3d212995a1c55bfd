//! `codebook.md`: what every column, indicator, series and edition of the outputs means, generated from the definitions.
//!
//! In: the definitions and which of them a run used. Out: Markdown. Refuses nothing.

use std::collections::BTreeSet;
use std::fmt::Write;

use arrow::datatypes::Schema;

use crate::definitions::{Definitions, Indicator};
use crate::formula::leaves;
use crate::indicators::{Count, Evaluated};
use crate::messages::{Message, say};

/// The codebook of one run.
pub fn codebook(
    definitions: &Definitions,
    indicators: &[&Indicator],
    evaluated: &Evaluated,
    files: &[(&str, &Schema)],
) -> String {
    let mut out = format!("{}\n", say!("codebook.title"));
    let _ = writeln!(out, "\n{}\n", say!("codebook.files"));
    for (file, schema) in files {
        write_columns(&mut out, file, schema);
    }
    let _ = writeln!(out, "\n{}\n", say!("codebook.indicators"));
    for indicator in indicators {
        write_indicator(&mut out, indicator, &evaluated.counts.get(&indicator.id).cloned().unwrap_or_default());
    }
    write_series(&mut out, definitions, indicators);
    write_editions(&mut out, definitions);
    out
}

fn write_columns(out: &mut String, file: &str, schema: &Schema) {
    let _ = writeln!(out, "### {file}\n\n{}\n|---|---|---|---|---|", say!("codebook.columns"));
    for field in schema.fields() {
        let about = |key: &str| field.metadata().get(key).map(String::as_str).unwrap_or("");
        let codes = [about("unit"), about("codes")].concat();
        let kind = if field.is_nullable() { ", null" } else { "" };
        let _ = writeln!(
            out,
            "| {} | {}{kind} | {} | {} | {codes} |",
            field.name(),
            field.data_type(),
            about("label_en"),
            about("label_zh"),
        );
    }
    out.push('\n');
}

fn write_indicator(out: &mut String, indicator: &Indicator, count: &Count) {
    let _ = writeln!(out, "### {}\n\n{} / {}\n", indicator.id, indicator.titles.zh, indicator.titles.en);
    let _ = writeln!(out, "{}", say!("codebook.formula", formula = indicator.formula, unit = indicator.unit_text));
    let _ = writeln!(out, "{}", say!("codebook.source", citation = indicator.citation));
    let example = &indicator.example;
    let inputs = example.inputs.join(", ");
    let _ = writeln!(
        out,
        "{}",
        say!("codebook.example", area = example.area, period = example.period, inputs, gives = example.gives)
    );
    indicator.notes.iter().for_each(|note| {
        let _ = writeln!(out, "{}", say!("codebook.note", note));
    });
    let absent: Vec<Message> = count
        .gaps
        .iter()
        .map(|(reason, count)| format!("{} {count}", Message::of_english("lack", reason)).into())
        .collect();
    let absent = if absent.is_empty() {
        String::new()
    } else {
        say!("codebook.absent", absent = Message::list(absent)).to_string()
    };
    let by_name = match count.by_name {
        0 => String::new(),
        some => say!("codebook.by-name", some).to_string(),
    };
    let _ = writeln!(out, "{}\n", say!("codebook.values", values = count.values, absent, by_name));
}

fn write_series(out: &mut String, definitions: &Definitions, indicators: &[&Indicator]) {
    let used: BTreeSet<String> =
        indicators.iter().flat_map(|indicator| leaves(&indicator.core)).map(|leaf| leaf.series).collect();
    let _ = writeln!(
        out,
        "## {}\n\n{}\n|---|---|---|---|---|---|---|",
        say!("codebook.series"),
        say!("codebook.series-columns")
    );
    for series in used.iter().filter_map(|id| definitions.series.get(id)) {
        let year = |year: Option<i32>| year.map(|year| year.to_string()).unwrap_or_default();
        let breaks: Vec<String> = series.breaks.iter().map(|b| format!("{}: {}", b.at, b.why)).collect();
        let _ = writeln!(
            out,
            "| {} | {} | {} | {} | {}-{} | {} | {} |",
            series.id,
            series.names.zh,
            series.names.en,
            series.unit,
            year(series.from),
            year(series.to),
            breaks.join("; "),
            series.source,
        );
    }
}

fn write_editions(out: &mut String, definitions: &Definitions) {
    let _ =
        writeln!(out, "\n## {}\n\n{}\n|---|---|---|---|", say!("codebook.editions"), say!("codebook.edition-columns"));
    for edition in definitions.editions.values() {
        let _ = writeln!(out, "| {} | {} | {} | {} |", edition.id, edition.names.zh, edition.published, edition.basis);
    }
}
