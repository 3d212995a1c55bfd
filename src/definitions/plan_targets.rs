//! `targets.toml`: what plans and annual reports aimed at.
//!
//! In: the file, units, series and indicators. Out: `PlanTarget`s in the file's order. Refuses formulas that do not
//! check, units that do not fit them, and years that run backwards.

use std::collections::BTreeMap;
use std::sync::Arc;

use super::fields::{Document, Fields};
use super::hints::unit;
use super::scope::Catalogue;
use super::scope::scope;
use super::tree::tree;
use super::{Indicator, PlanTarget};
use crate::formula::{Entry, Scope};
use crate::messages::say;
use crate::problem::{Problem, Text};
use crate::units::Units;

pub(super) fn targets(
    file: &Arc<Text>,
    units: &Units,
    catalogue: &Catalogue,
    indicators: &BTreeMap<String, Indicator>,
    problems: &mut Vec<Problem>,
) -> Vec<PlanTarget> {
    let mut scope = scope(units, catalogue);
    for (id, indicator) in indicators {
        let (unit, core, place) = (indicator.unit.clone(), indicator.core.clone(), indicator.origin.place());
        scope.names.insert(id.clone(), Entry::Indicator { unit, core, place });
    }
    let mut found = Vec::new();
    problems.extend(Document::new(file).read(|root| {
        root.only(&["target"]);
        found = root.tables("target").iter().filter_map(|fields| target(fields, &scope)).collect();
    }));
    found
}

const FIELDS: [&str; 11] =
    ["formula", "area", "from", "to", "value", "upto", "unit", "average", "names", "source", "basis"];

fn target(fields: &Fields, scope: &Scope) -> Option<PlanTarget> {
    fields.only(&FIELDS);
    let formula = fields.text("formula");
    let (value, printed) = (fields.number("value"), unit(fields, scope.units));
    let upto = if fields.has("upto") { fields.number("upto") } else { None };
    let (names, source, basis) = (fields.names("names"), fields.text("source"), fields.text("basis"));
    let (from, to) = (fields.year("from"), fields.year("to"));
    let ((formula, printed), value) = formula.zip(printed).zip(value)?;
    let (of, core) = tree(fields, &formula, scope)?;
    let reading = scope.units.read(&printed)?;
    if !scope.units.fits(&reading.measure, &of) {
        let message = say!("definition.target-unit", of, printed);
        fields.error("unit-of-result", &fields.span_of("unit"), message);
        return None;
    }
    let (from, to) = from.zip(to)?;
    if to < from {
        fields.error("wrong-value", &fields.span_of("to"), say!("definition.years-backwards", from, to));
        return None;
    }
    let scale = scope.units.scale_to_base(&reading.measure, reading.mult);
    let range = upto.map(|upto| format!("-{upto}")).unwrap_or_default();
    Some(PlanTarget {
        formula: formula.text,
        core,
        area: fields.may_text("area").map_or("CN".to_string(), |area| area.text),
        from,
        to,
        value: value * scale,
        upto: upto.map(|upto| upto * scale),
        shown: format!("{value}{range} {printed}"),
        average: fields.truth_or("average", false),
        names,
        source: source?.text,
        basis: basis?.text,
        origin: fields.document.origin(&formula.span),
    })
}
