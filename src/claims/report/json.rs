//! The report as JSON, for programs and for packs.
//!
//! In: a report. Out: `{"claims": [{"text", "printed", "value", "unit", "series", "ref_area", "time_period", "verdict",
//! "official": [{"value", "vintage"}], "diagnosis", "place"}]}` with what else is known of each. No clock, no machine and
//! no row number is in it, so that two checks can be compared. Refuses nothing.

use rayon::prelude::*;
use serde_json::{Map, Value, json};

use super::Report;
use super::evidence::{FullCell, all_cells, cells, period, plain};
use crate::claims::check::{Checked, classes, counts};
use crate::claims::tables::Tabled;
use crate::claims::verdicts::Records;
use crate::claims::{Claim, Contradiction, Judged, Kind, Known, Official, Place, TiedBy};
use crate::messages::{language, speaking};
use crate::observations::Observation;
use crate::problem::cell_name;

/// Every figure of every text.
pub fn to_json(report: &Report) -> Value {
    let spoken = language();
    let one = |one: &Judged| speaking(spoken, || claim(one, &report.records));
    let claims: Vec<Value> =
        report.texts.iter().flat_map(|text| text.judged.par_iter().map(one).collect::<Vec<_>>()).collect();
    let texts: Vec<Value> = report.texts.iter().map(text).collect();
    let all = report.texts.iter().flat_map(|text| &text.judged);
    json!({
        "program": "admincost",
        "version": env!("CARGO_PKG_VERSION"),
        "texts": texts,
        "counts": counted(all),
        "claims": claims,
    })
}

fn text(checked: &Checked) -> Value {
    let written = checked.written.as_ref();
    json!({
        "source": checked.source.path,
        "sha256": checked.source.sha256,
        "kind": checked.source.kind.name(),
        "written": written.map(|written| json!({ "by": written.by.to_string(), "basis": written.basis })),
        "tables": checked.tables.iter().map(table).collect::<Vec<Value>>(),
        "counts": counted(checked.judged.iter()),
        "inner": checked.contradictions.iter().map(contradiction).collect::<Vec<Value>>(),
    })
}

fn table(one: &Tabled) -> Value {
    json!({ "table": one.number, "title": one.title, "figures": one.figures, "left_alone": one.left_alone })
}

/// By verdict and in the classes of journal data editors.
fn counted<'a>(judged: impl Iterator<Item = &'a Judged> + Clone) -> Value {
    let verdicts = counts(judged);
    let classes: Map<String, Value> =
        classes(&verdicts).into_iter().map(|(class, n)| (class.name().to_string(), n.into())).collect();
    let verdicts: Map<String, Value> =
        verdicts.into_iter().map(|(verdict, n)| (verdict.name().to_string(), n.into())).collect();
    json!({ "verdicts": verdicts, "classes": classes })
}

fn claim(judged: &Judged, records: &Records) -> Value {
    let claim = &judged.claim;
    let figure = claim.figure.as_ref();
    let first = claim.of.first();
    json!({
        "text": claim.sentence,
        "printed": claim.printed(),
        "value": figure.map(|figure| plain(figure.value)),
        "unit": figure.and_then(|figure| figure.unit_text.as_deref()),
        "series": first.map(|meaning| &meaning.formula),
        "ref_area": claim.ref_area,
        "time_period": period(&claim.when),
        "verdict": judged.verdict.name(),
        "official": judged.official.iter().map(|one| official(one, records)).collect::<Vec<Value>>(),
        "diagnosis": judged.diagnosis.as_ref().map(|found| json!({ "code": found.code, "words": found.words })),
        "place": place(&claim.place),
        "table": claim.place.cell.map(|cell| cell.table),
        "row": claim.place.cell.map(|cell| cell.row),
        "col": claim.place.cell.map(|cell| cell.col),
        "hidden": claim.place.is_hidden,
        "why": judged.why,
        "tied_by": judged.tied_by.map(TiedBy::name),
        "kind": kind(&claim.kind).0,
        "falls": kind(&claim.kind).1,
        "of": claim.of.iter().map(|meaning| json!({
            "formula": meaning.formula,
            "account_stage": meaning.stage.map(|stage| stage.name()),
            "words": meaning.words,
        })).collect::<Vec<Value>>(),
        "when": when(claim),
        "inner": judged.inner.iter().map(contradiction).collect::<Vec<Value>>(),
    })
}

fn when(claim: &Claim) -> Value {
    let known = match claim.when.known {
        Known::Nowhere => "nowhere",
        Known::Explicit => "explicit",
        Known::Relative => "relative",
        Known::Carried => "carried",
    };
    json!({ "words": claim.when.words, "known": known, "years": claim.when.years })
}

fn place(place: &Place) -> Value {
    json!({
        "source": place.source,
        "sheet": place.sheet,
        "paragraph": place.paragraph,
        "sentence": place.sentence,
        "offset": place.offset,
    })
}

fn official(official: &Official, records: &Records) -> Value {
    json!({
        "value": plain(official.value),
        "vintage": official.vintage,
        "lower": plain(official.lower),
        "upper": plain(official.upper),
        "published": official.published.map(|day| day.to_string()),
        "reading": official.reading,
        "time_period": official.period,
        "shown": official.shown,
        "cells": cells(official, records).into_iter().map(address).collect::<Vec<Value>>(),
    })
}

/// Where a printed figure stands: enough to find it.
fn address(one: &Observation) -> Value {
    json!({
        "source": one.source,
        "sheet": one.sheet,
        "row": one.row,
        "col": one.col,
        "cell": one.clause().is_none().then(|| cell_name(one.row, one.col)),
        "printed": one.value_text,
        "unit": one.unit_text,
        "vintage": one.vintage,
    })
}

fn contradiction(found: &Contradiction) -> Value {
    json!({ "rule": found.rule, "shown": found.shown, "words": found.words, "decides": found.decides })
}

/// The names that claims as data use, and whether it says that something fell.
fn kind(kind: &Kind) -> (&'static str, bool) {
    match kind {
        Kind::Level => ("level", false),
        Kind::Change { falls } => ("change", *falls),
        Kind::Growth { falls } => ("growth", *falls),
        Kind::Points { falls } => ("points", *falls),
        Kind::Multiple => ("multiple", false),
        Kind::TimesOf => ("times-of", false),
        Kind::AverageGrowth { falls } => ("average-growth", *falls),
        Kind::Mean => ("mean", false),
        Kind::Sum => ("sum", false),
        Kind::Run { below, .. } => ("run", *below),
        Kind::Rank => ("rank", false),
        Kind::Citation => ("citation", false),
        Kind::Unknown => ("unknown", false),
    }
}

/// From every figure with an official value down to the printed cells: formula, formula with printed figures, and all that
/// is on file of each cell.
pub fn traces(report: &Report) -> Value {
    let all = report.texts.iter().flat_map(|text| &text.judged).enumerate();
    let traced = all.filter(|(_, one)| !one.official.is_empty());
    let trace = |(at, one): (usize, &Judged)| {
        let shown = one.official.iter().map(|official| {
            json!({ "time_period": official.period, "vintage": official.vintage, "reading": official.reading,
                    "value": plain(official.value), "shown": official.shown })
        });
        json!({
            "claim": at + 1,
            "printed": one.claim.printed(),
            "series": one.claim.of.first().map(|meaning| &meaning.formula),
            "official": shown.collect::<Vec<Value>>(),
            "inputs": all_cells(one, &report.records).into_iter().map(|(_, cell)| input(cell)).collect::<Vec<Value>>(),
        })
    };
    json!({ "traces": traced.map(trace).collect::<Vec<Value>>() })
}

fn input(one: &Observation) -> Value {
    let cell = FullCell(one);
    json!({
        "series": one.series,
        "ref_area": one.ref_area,
        "time_period": one.time_period,
        "value_text": one.value_text,
        "unit_text": one.unit_text,
        "obs_value": one.obs_value,
        "source": one.source,
        "source_sha256": one.source_sha256,
        "sheet": one.sheet,
        "cell": cell_name(one.row, one.col),
        "labels": cell.labels(),
        "table_title": one.table_title,
        "vintage": one.vintage,
        "vintage_date": one.vintage_date.map(|day| day.to_string()),
        "account_stage": one.account_stage.map(|stage| stage.name()),
        "obs_status": one.obs_status,
        "notes": one.notes,
    })
}
