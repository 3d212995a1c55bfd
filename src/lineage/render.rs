//! A trace as text or JSON.
//!
//! In: a `Trace`. Out: what a reader checks by hand: the formula, the formula with printed numbers, each input's file,
//! sheet, cell, printed text, unit steps and edition. Refuses nothing.

use std::fmt::Write;

use serde_json::{Value, json};

use super::{Input, Trace};
use crate::formula::interval::Interval;
use crate::formula::{Leaf, show};
use crate::problem::cell_name;

/// For the terminal.
pub fn to_text(trace: &Trace) -> String {
    let mut out = String::new();
    let value = trace.value.map_or("no value".to_string(), |value| {
        format!("{} {}", significant(value), if trace.unit == "1" { "" } else { &trace.unit }).trim_end().to_string()
    });
    let _ = writeln!(out, "{}  {} {}  =  {value}   [{}]", trace.id, trace.area, trace.period, trace.status);
    let _ = writeln!(out, "{}\n", trace.title);
    let _ = writeln!(out, "  {}", trace.formula);
    let mut printed = |leaf: &Leaf| {
        let input = trace.inputs.iter().find(|input| input.leaf == *leaf);
        input.map_or_else(|| sum_of(trace, leaf), |input| format!("[{} {}]", input.period, printed(input)))
    };
    let _ = writeln!(out, "= {}", show(&trace.core, trace.period, &mut printed));
    let _ = writeln!(out, "= {value}");
    let allowed = trace.interval.as_ref().map(allowed);
    let _ =
        writeln!(out, "  {}\n", allowed.as_deref().unwrap_or("no bounds: by the printed digits a divisor may be zero"));
    for (at, input) in trace.inputs.iter().enumerate() {
        write_input(&mut out, at + 1, input);
    }
    write_vintages(&mut out, trace);
    for note in &trace.notes {
        let _ = writeln!(out, "note: {note}");
    }
    if let Some(published) = trace.published.filter(|_| trace.differs()) {
        let _ =
            writeln!(out, "the outputs hold {published}: they were computed with other definitions than those at hand");
    }
    out
}

/// What the editions gave as they appeared, where they did not agree.
fn write_vintages(out: &mut String, trace: &Trace) {
    if trace.vintages.len() < 2 {
        return;
    }
    let _ = writeln!(out, "as editions appeared:");
    for stood in &trace.vintages {
        let allowed = stood.interval.as_ref().map(allowed).unwrap_or_default();
        let _ = writeln!(out, "    from {} ({})  {}  {allowed}", stood.from, stood.edition, significant(stood.value));
    }
}

/// What the printed digits allow, rounded outward to where the two ends differ, but for the noise of binary arithmetic.
fn allowed(Interval { lower, upper, .. }: &Interval) -> String {
    let least = upper.abs().max(lower.abs()) * 1e-12;
    let digits = (2.0 - (upper - lower).max(least).log10().floor()).clamp(0.0, 15.0);
    let power = 10f64.powf(digits);
    let noise = 4e-15 * lower.abs().max(upper.abs()) * power;
    let (low, high) = ((lower * power + noise).floor() / power, (upper * power - noise).ceil() / power);
    format!("printed digits allow {low} to {high}")
}

fn printed(input: &Input) -> String {
    format!("{} {}", input.observation.value_text.trim(), input.unit).trim_end().to_string()
}

/// A leaf that no table prints: how many printed items make it.
fn sum_of(trace: &Trace, leaf: &Leaf) -> String {
    let parts: Vec<&Input> = trace.inputs.iter().filter(|input| input.part_of.as_ref() == Some(leaf)).collect();
    let Some(first) = parts.first() else { return "?".to_string() };
    let sum: f64 = parts.iter().filter_map(|part| part.base_value).sum();
    format!("[{} sum of {} items, {} {}]", first.period, parts.len(), significant(sum / first.scale), first.unit)
}

fn write_input(out: &mut String, number: usize, input: &Input) {
    let o = &input.observation;
    let stage = input.leaf.stage.map(|stage| format!(".{}", stage.name())).unwrap_or_default();
    let coverage = input.leaf.coverage.map(|coverage| format!("@{}", coverage.name())).unwrap_or_default();
    let _ = writeln!(out, "[{number}] {}{stage}{coverage} {}", input.leaf.series, input.period);
    if let Some(sum) = &input.part_of {
        let _ = writeln!(out, "    item of  {}", sum.series);
    }
    let _ = writeln!(out, "    printed  {:?} in {} [{}] {}", o.value_text, o.source, o.sheet, cell_name(o.row, o.col));
    let _ = writeln!(out, "    sha256   {}", o.source_sha256);
    let path = |labels: &[String]| {
        labels.iter().filter(|label| !o.notes.contains(label)).cloned().collect::<Vec<_>>().join(" > ")
    };
    let _ = writeln!(out, "    row      {}", path(&o.row_labels));
    let _ = writeln!(out, "    column   {}", path(&o.column_labels));
    if let Some(title) = &o.table_title {
        let _ = writeln!(out, "    table    {title}");
    }
    let basis = o.period_basis.map_or("unknown", |basis| basis.name());
    let coverage = o.coverage.map_or("the area as a whole", |coverage| coverage.name());
    let _ = writeln!(out, "    of       {coverage}; period from the {basis}");
    let unit = o.unit_text.as_deref().unwrap_or("none printed");
    let measure = o.unit_measure.as_deref().unwrap_or("?");
    let base = input.base_value.map_or("unreadable".to_string(), significant);
    let _ = writeln!(out, "    unit     {unit} = {} {measure}; value {base} {measure}", input.scale);
    let edition = o.vintage.as_deref().unwrap_or("undated source");
    let date = o.vintage_date.map(|date| format!(", published by {date}")).unwrap_or_default();
    let stage = o.account_stage.map(|stage| format!(", {} account", stage.name())).unwrap_or_default();
    let _ = writeln!(out, "    edition  {edition}{date}{stage}; status {}", o.obs_status);
    for note in &o.notes {
        let _ = writeln!(out, "    note     {note}");
    }
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
