//! Indicators as written: fields read and formulas parsed, nothing looked up yet.
//!
//! In: an `[[indicator]]` table. Out: a `Draft`. Refuses ids given twice, ids of series and formulas that do not parse.

use std::collections::BTreeMap;
use std::ops::Range;
use std::sync::Arc;

use super::example::read_example;
use super::fields::Fields;
use super::scope::Catalogue;
use super::series::{duplicate, not_an_id, one_of};
use super::written::Written;
use super::{Example, Names, Origin, Scope};
use crate::formula::{Expr, Node, parse};
use crate::messages::say;
use crate::problem::{Place, Problem};

/// An indicator as written; what is missing was reported.
pub(super) struct Draft {
    pub id: String,
    pub origin: Origin,
    pub titles: Names,
    pub formula: Option<(Written, Expr)>,
    pub unit: Option<Written>,
    pub example: Option<(Example, Origin)>,
    pub citation: String,
    pub notes: Vec<String>,
    pub areas: Scope,
    pub topic: String,
}

impl Draft {
    /// Bytes of the formula as a place in the file.
    pub fn formula_place(&self, part: &Range<usize>) -> Place {
        match &self.formula {
            Some((written, _)) => {
                let span = written.inside(&self.origin.text, part);
                Place::Definition { text: Arc::clone(&self.origin.text), span }
            }
            None => self.origin.place(),
        }
    }
}

const FIELDS: [&str; 9] = ["id", "titles", "formula", "unit", "citation", "notes", "areas", "topic", "example"];

/// Reads one table; what is wrong with it is reported to its document.
pub(super) fn draft(fields: &Fields, catalogue: &Catalogue, drafts: &mut BTreeMap<String, Draft>) {
    fields.only(&FIELDS);
    let Some(id) = fields.text("id") else { return };
    let place = fields.document.place(&id.span);
    if let Some(problem) = not_an_id("indicator", &id.text, &place) {
        return fields.document.report(problem);
    }
    if let Some(first) = drafts.get(&id.text) {
        return fields.document.report(duplicate("indicator", &id.text, place, first.origin.place()));
    }
    if let Some(series) = catalogue.series.get(&id.text) {
        let message = say!("definition.id-of-series", id = id.text);
        let problem = Problem::error("duplicate-id", place, message);
        return fields.document.report(problem.second(series.origin.place(), say!("definition.the-series")));
    }
    let draft = Draft {
        id: id.text.clone(),
        origin: fields.document.origin(&id.span),
        titles: fields.names("titles"),
        formula: formula(fields),
        unit: fields.text("unit"),
        example: read_example(fields),
        citation: fields.text("citation").map(|citation| citation.text).unwrap_or_default(),
        notes: fields.plain_texts("notes"),
        areas: areas(fields),
        topic: fields.text_or_empty("topic"),
    };
    drafts.insert(id.text, draft);
}

fn formula(fields: &Fields) -> Option<(Written, Expr)> {
    let written = fields.text("formula")?;
    match parse(&written.text) {
        Ok(expr) => Some((written, expr)),
        Err(error) => {
            let span = written.inside(&fields.document.text, &error.span);
            let problem = Problem::error("syntax", fields.document.place(&span), error.message);
            fields.document.report(Problem { help: error.help, ..problem });
            None
        }
    }
}

fn areas(fields: &Fields) -> Scope {
    let choices = [("nation", Scope::Nation), ("province", Scope::Province), ("all", Scope::All)];
    one_of(fields, "areas", &choices).unwrap_or(Scope::All)
}

/// Every name in the formula, from left to right, and where it stands.
pub(super) fn each_name(expr: &Expr, seen: &mut impl FnMut(&str, &Range<usize>)) {
    match &expr.node {
        Node::Number(_) | Node::Text(_) => {}
        Node::Name { id, .. } => seen(id, &expr.span),
        Node::Negate(inner) => each_name(inner, seen),
        Node::Binary(_, left, right) | Node::Power(left, right) => {
            each_name(left, seen);
            each_name(right, seen);
        }
        Node::Call { arguments, .. } => arguments.iter().for_each(|argument| each_name(&argument.value, seen)),
    }
}

/// Where the formula first names `wanted`.
pub(super) fn span_of_name(draft: &Draft, wanted: &str) -> Option<Range<usize>> {
    let mut found = None;
    let (_, expr) = draft.formula.as_ref()?;
    each_name(expr, &mut |id, span| {
        if id == wanted && found.is_none() {
            found = Some(span.clone());
        }
    });
    found
}
