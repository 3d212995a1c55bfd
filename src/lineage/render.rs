//! A trace as text or JSON.
//!
//! In: a `Trace`. Out: what a reader checks by hand: the formula, the formula with printed numbers, each input's file,
//! sheet, cell, printed text, unit steps and edition. Refuses nothing.

use std::fmt::Write;

use serde_json::{Value, json};
use unicode_width::UnicodeWidthStr;

use super::{Input, Trace};
use crate::formula::interval::Interval;
use crate::formula::{Leaf, show};
use crate::messages::{Message, say};
use crate::problem::cell_name;
use crate::texts::Texts;

/// For the terminal.
pub fn to_text(trace: &Trace) -> String {
    let mut out = String::new();
    let value = trace.value.map_or_else(
        || say!("trace.no-value").to_string(),
        |value| {
            format!("{} {}", significant(value), if trace.unit == "1" { "" } else { &trace.unit })
                .trim_end()
                .to_string()
        },
    );
    let _ = writeln!(out, "{}  {} {}  =  {value}   [{}]", trace.id, trace.area, trace.period, trace.status);
    let _ = writeln!(out, "{}\n", trace.title);
    let _ = writeln!(out, "  {}", trace.formula);
    let mut printed = |leaf: &Leaf| {
        let input = trace.inputs.iter().find(|input| input.leaf == *leaf);
        input.map_or_else(|| sum_of(trace, leaf), |input| format!("[{} {}]", input.period, printed(input)))
    };
    let _ = writeln!(out, "= {}", show(&trace.core, trace.period, &mut printed));
    let _ = writeln!(out, "= {value}");
    let allowed = trace.interval.as_ref().map_or_else(|| say!("trace.no-bounds"), allowed);
    let _ = writeln!(out, "  {allowed}\n");
    for (at, input) in trace.inputs.iter().enumerate() {
        write_input(&mut out, at + 1, input);
    }
    write_vintages(&mut out, trace);
    for note in &trace.notes {
        let _ = writeln!(out, "{}", say!("trace.note", note = Message::of_english("note", note)));
    }
    if let Some(published) = trace.published.filter(|_| trace.differs()) {
        let _ = writeln!(out, "{}", say!("trace.outputs-hold", published));
    }
    out
}

/// What the editions gave as they appeared, where they did not agree.
fn write_vintages(out: &mut String, trace: &Trace) {
    if trace.vintages.len() < 2 {
        return;
    }
    let _ = writeln!(out, "{}", say!("trace.as-editions"));
    for stood in &trace.vintages {
        let allowed = stood.interval.as_ref().map(allowed).unwrap_or_default();
        let from = say!("trace.from", from = stood.from, edition = stood.edition);
        let _ = writeln!(out, "    {from}  {}  {allowed}", significant(stood.value));
    }
}

/// What the printed digits allow, rounded outward to where the two ends differ, but for the noise of binary arithmetic.
fn allowed(Interval { lower, upper, .. }: &Interval) -> Message {
    let least = upper.abs().max(lower.abs()) * 1e-12;
    let digits = (2.0 - (upper - lower).max(least).log10().floor()).clamp(0.0, 15.0);
    let power = 10f64.powf(digits);
    let noise = 4e-15 * lower.abs().max(upper.abs()) * power;
    let (low, high) = ((lower * power + noise).floor() / power, (upper * power - noise).ceil() / power);
    say!("trace.allow", low, high)
}

fn printed(input: &Input) -> String {
    format!("{} {}", input.observation.value_text.trim(), input.unit).trim_end().to_string()
}

/// A leaf that no table prints: how many printed items make it.
fn sum_of(trace: &Trace, leaf: &Leaf) -> String {
    let parts: Vec<&Input> = trace.inputs.iter().filter(|input| input.part_of.as_ref() == Some(leaf)).collect();
    let Some(first) = parts.first() else { return "?".to_string() };
    let sum: f64 = parts.iter().filter_map(|part| part.base_value).sum();
    say!(
        "trace.sum",
        period = first.period,
        parts = parts.len(),
        scale = significant(sum / first.scale),
        unit = first.unit
    )
    .to_string()
}

fn write_input(out: &mut String, number: usize, input: &Input) {
    let o = &input.observation;
    let stage = input.leaf.stage.map(|stage| format!(".{}", stage.name())).unwrap_or_default();
    let coverage = input.leaf.coverage.map(|coverage| format!("@{}", coverage.name())).unwrap_or_default();
    let _ = writeln!(out, "[{number}] {}{stage}{coverage} {}", input.leaf.series, input.period);
    let mut line = |name: Message, words: String| {
        let name = name.to_string();
        let blanks = " ".repeat(LABEL.saturating_sub(name.width()));
        let _ = writeln!(out, "    {name}{blanks} {words}");
    };
    if let Some(sum) = &input.part_of {
        line(say!("trace.item-of"), sum.series.clone());
    }
    let (cell, printed) = (cell_name(o.row, o.col), format!("{:?}", o.value_text));
    line(say!("trace.printed"), say!("trace.in-cell", printed, source = o.source, sheet = o.sheet, cell).to_string());
    line("sha256".into(), o.source_sha256.to_string());
    let path = |labels: &Texts| {
        labels.iter().filter(|label| !o.notes.contains(label)).cloned().collect::<Vec<_>>().join(" > ")
    };
    line(say!("trace.row"), path(&o.row_labels));
    line(say!("trace.column"), path(&o.column_labels));
    if let Some(title) = &o.table_title {
        line(say!("trace.table"), title.to_string());
    }
    let basis = o.period_basis.map_or_else(|| say!("trace.unknown"), |basis| Message::named("basis", basis.name()));
    let coverage = o.coverage.map_or_else(|| say!("trace.whole"), |one| Message::named("coverage", one.name()));
    line(say!("trace.of"), say!("trace.of-what", coverage, basis).to_string());
    line(say!("trace.unit"), unit_words(input).to_string());
    let edition = o.vintage.as_deref().map_or_else(|| say!("trace.undated"), Message::from);
    let date = o.vintage_date.map(|date| say!("trace.published", date));
    let stage = o.account_stage.map(|stage| Message::named("stage", stage.name()));
    let edition = Message::clauses([Some(edition), date, stage].into_iter().flatten());
    line(say!("trace.edition"), say!("trace.with-status", edition, status = o.obs_status).to_string());
    for note in &o.notes {
        line(say!("trace.noted"), Message::of_english("note", note).to_string());
    }
}

/// Columns of the names before what is said of an input.
const LABEL: usize = 8;

fn unit_words(input: &Input) -> Message {
    let o = &input.observation;
    let unit = o.unit_text.as_deref().map_or_else(|| say!("trace.none-printed"), Message::from);
    let measure = o.unit_measure.as_deref().unwrap_or("?");
    let base = input.base_value.map_or_else(|| say!("trace.unreadable"), |value| significant(value).into());
    say!("trace.unit-words", unit, scale = input.scale, measure, base)
}

/// Fifteen significant digits: all that is printed, none of the noise of binary arithmetic.
fn significant(value: f64) -> String {
    let rounded: f64 = format!("{value:.14e}").parse().unwrap_or(value);
    rounded.to_string()
}

/// For programs.
pub fn to_json(trace: &Trace) -> Value {
    let inputs: Vec<Value> = trace
        .inputs
        .iter()
        .map(|input| {
            let o = &input.observation;
            json!({
                "series": input.leaf.series,
                "part_of": input.part_of.as_ref().map(|sum| sum.series.as_str()),
                "account_stage": o.account_stage.map(|stage| stage.name()),
                "time_period": input.period.to_string(),
                "coverage": o.coverage.map(|coverage| coverage.name()),
                "period_basis": o.period_basis.map(|basis| basis.name()),
                "value_text": o.value_text,
                "unit_text": o.unit_text,
                "unit_measure": o.unit_measure,
                "scale_to_base": input.scale,
                "base_value": input.base_value,
                "base_lower": input.interval.map(|interval| interval.lower),
                "base_upper": input.interval.map(|interval| interval.upper),
                "source": o.source,
                "source_sha256": o.source_sha256,
                "sheet": o.sheet,
                "row": o.row,
                "col": o.col,
                "cell": cell_name(o.row, o.col),
                "row_labels": o.row_labels,
                "column_labels": o.column_labels,
                "table_title": o.table_title,
                "vintage": o.vintage,
                "vintage_date": o.vintage_date.map(|date| date.to_string()),
                "obs_status": o.obs_status,
                "notes": o.notes,
            })
        })
        .collect();
    let vintages: Vec<Value> = trace
        .vintages
        .iter()
        .map(|stood| {
            json!({
                "from": stood.from.to_string(),
                "vintage": stood.edition,
                "obs_value": stood.value,
                "lower": stood.interval.map(|interval| interval.lower),
                "upper": stood.interval.map(|interval| interval.upper),
            })
        })
        .collect();
    json!({
        "id": trace.id,
        "title": trace.title,
        "ref_area": trace.area,
        "time_period": trace.period.to_string(),
        "formula": trace.formula,
        "obs_value": trace.value,
        "lower": trace.interval.map(|interval| interval.lower),
        "upper": trace.interval.map(|interval| interval.upper),
        "unit": trace.unit,
        "obs_status": trace.status,
        "notes": trace.notes,
        "published": trace.published,
        "inputs": inputs,
        "vintages": vintages,
    })
}
