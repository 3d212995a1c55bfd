//! Other definitions: figures of neighbouring things.
//!
//! In: a case that nothing fits. Out: related series, and shares of other wholes, that give the figure in the stated
//! period. Refuses things in other units.

use std::collections::BTreeSet;

use crate::claims::verdicts::explanation::slip::{Explanation, best};
use crate::claims::verdicts::fit::case::Case;
use crate::claims::verdicts::fit::readings::{Reading, now};
use crate::claims::verdicts::quantities::levels::Book;
use crate::definitions::Series;
use crate::formula::{Core, Expr, Node, Op, lower, parse};
use crate::messages::say;

/// Wholes that shares are printed of: enough of them make any match an accident.
const WHOLES: usize = 12;
/// A figure that says fewer bits matches anything.
const LEAST: f64 = 4.0;

pub fn definitions(case: &Case, book: &Book) -> Vec<Explanation> {
    let Some(first) = case.readings.first() else { return Vec::new() };
    if case.stated.bits() < LEAST {
        return Vec::new();
    }
    let formulas = book.neighbours(&first.formula, || neighbours(&first.formula, book));
    let cost = (formulas.len().max(1) as f64).log2() + 2.0;
    if case.stated.bits() - cost < 0.0 {
        return Vec::new();
    }
    let is_known = |formula: &str| case.readings.iter().any(|reading| reading.formula == formula);
    let fits = |(formula, core): (String, Core)| {
        let reading = Reading { formula, core, words: None, ..first.clone() };
        let held = best(&reading, usize::MAX, case, book)?;
        let name = book.title(&reading.formula);
        let value = case.voice.value(held.candidate.interval.value);
        let words = say!("diagnosis.definition", value, name, vintage = case.voice.told(&held.candidate));
        Some(Explanation { code: "other-definition", words, cost, window: None, held: Some(held) })
    };
    formulas.iter().filter(|(formula, _)| !is_known(formula)).cloned().filter_map(fits).collect()
}

/// What a formula may be taken for.
fn neighbours(formula: &str, book: &Book) -> Vec<(String, Core)> {
    match parse(formula).map(|expr| expr.node) {
        Ok(Node::Name { id, .. }) => related(&id, book).into_iter().map(|id| (id.clone(), now(&id))).collect(),
        Ok(Node::Binary(Op::Divide, part, whole)) => of_other_wholes(&part, &whole, book),
        _ => Vec::new(),
    }
}

/// Published series of the same unit whose names begin alike, or that one replaced by another.
fn related(id: &str, book: &Book) -> Vec<String> {
    let all = &book.records.definitions.series;
    let Some(own) = all.get(id) else { return Vec::new() };
    let stem = |id: &str| id.split('_').take(2).collect::<Vec<_>>().join("_");
    let replaces =
        |one: &Series, other: &Series| one.breaks.iter().any(|found| found.becomes.as_ref() == Some(&other.id));
    let is_related = |other: &&Series| {
        other.id != own.id
            && other.unpublished.is_none()
            && other.unit.measures == own.unit.measures
            && other.unit.kind == own.unit.kind
            && (stem(&other.id) == stem(id) || replaces(own, other) || replaces(other, own))
    };
    all.values().filter(is_related).map(|series| series.id.clone()).collect()
}

/// The same part over the other wholes that indicators use.
fn of_other_wholes(part: &Expr, whole: &Expr, book: &Book) -> Vec<(String, Core)> {
    let definitions = book.records.definitions;
    let Node::Name { id: own, .. } = &whole.node else { return Vec::new() };
    let Some(unit) = definitions.series.get(own).map(|series| &series.unit) else { return Vec::new() };
    let wholes: BTreeSet<&str> = definitions
        .indicators
        .values()
        .filter_map(|indicator| match &indicator.expr.node {
            Node::Binary(Op::Divide, _, whole) => match &whole.node {
                Node::Name { id, .. } => Some(id.as_str()),
                _ => None,
            },
            _ => None,
        })
        .filter(|id| {
            *id != own && definitions.series.get(*id).is_some_and(|series| series.unit.measures == unit.measures)
        })
        .collect();
    let formula = |id: &str| {
        let over = Expr { node: Node::Name { id: id.to_string(), stage: None, coverage: None }, span: 0..0 };
        let expr = Expr { node: Node::Binary(Op::Divide, Box::new(part.clone()), Box::new(over)), span: 0..0 };
        Some((expr.to_string(), lower(&expr, book.scope())?))
    };
    wholes.into_iter().take(WHOLES).filter_map(formula).collect()
}
