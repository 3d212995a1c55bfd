//! `tables/*.toml`: what people have decided about single tables, over what recognition would make of them.
//!
//! In: `[[correction]]` and `[[table]]`. Out: `Rulings`. Refuses unknown fields and units, corrections without reason,
//! date or `expect`, two corrections of one cell, and values that are no number.

use std::ops::Range;
use std::sync::Arc;

use chrono::NaiveDate;

use super::fields::{Document, Fields};
use super::hints::{self, Hint, Known};
use super::target::target;
use super::{Origin, Target};
use crate::messages::{Message, say};
use crate::problem::{Problem, Text};
use crate::units::Units;

/// What is done with a cell, or with the unit of some cells.
#[derive(Clone, Debug, PartialEq)]
pub enum Action {
    /// The number it should print, as text and as value.
    Set { text: String, value: f64 },
    /// A missing-value mark in disguise.
    Missing,
    /// The unit its figures are in.
    Unit(String),
    /// No figure of the table, and why.
    Drop(String),
    /// The label it should print.
    Label(String),
}

/// One `[[correction]]`. `expect` holds what the target prints today: one text for all its cells, or one a cell, row by row.
#[derive(Clone, Debug)]
pub struct Correction {
    pub target: Target,
    pub action: Action,
    pub expect: Vec<String>,
    pub reason: String,
    pub reported: NaiveDate,
    pub origin: Origin,
    /// Where `expect` stands.
    pub expect_span: Range<usize>,
}

/// All of `tables/*.toml`, in file order.
#[derive(Clone, Debug, Default)]
pub struct Rulings {
    pub corrections: Vec<Correction>,
    pub hints: Vec<Hint>,
}

pub(super) fn rulings(file: &Arc<Text>, known: &Known, rulings: &mut Rulings, problems: &mut Vec<Problem>) {
    problems.extend(Document::new(file).read(|root| {
        root.only(&["correction", "table"]);
        for fields in root.tables("correction") {
            let Some(correction) = correction(&fields, known.units) else { continue };
            match rulings.corrections.iter().find(|other| other.target == correction.target) {
                Some(first) => {
                    let message = say!("definition.corrected-twice");
                    let problem = Problem::error("duplicate-correction", correction.origin.place(), message);
                    root.document.report(problem.second(first.origin.place(), say!("definition.first-here")));
                }
                None => rulings.corrections.push(correction),
            }
        }
        rulings.hints.extend(root.tables("table").iter().filter_map(|fields| hints::hint(fields, known)));
    }));
}

fn correction(fields: &Fields, units: &Units) -> Option<Correction> {
    fields.only(&["target", "action", "expect", "reason", "reported"]);
    let target = target(fields);
    let action = action(fields, units);
    let reason = fields.text("reason");
    let reported = fields.day("reported");
    let expect_span = fields.span_of("expect");
    if !fields.has("expect") {
        let message = say!("definition.expect-missing");
        fields.error("missing-field", &fields.span, message);
        return None;
    }
    let expect = fields.plain_texts("expect");
    let (target, action) = (target?, action?);
    let origin = fields.document.origin(&fields.span);
    let correction =
        Correction { target, action, expect, reason: reason?.text, reported: reported?, origin, expect_span };
    match unfit(&correction) {
        Some(message) => {
            fields.error("wrong-value", &correction.expect_span, message);
            None
        }
        None => Some(correction),
    }
}

/// Most cells that one correction may name one by one.
const MOST_CELLS: u64 = 10_000;

/// Why target, action and `expect` do not go together.
fn unfit(correction: &Correction) -> Option<Message> {
    let expect = &correction.expect;
    let cells = correction.target.cells.as_ref();
    let is_empty = expect.iter().any(|text| text.trim().is_empty());
    if let Action::Unit(_) = correction.action {
        return (expect.len() != 1).then(|| say!("definition.expect-unit"));
    }
    let Some(cells) = cells.filter(|cells| cells.is_bounded()) else {
        return Some(say!("definition.needs-cell"));
    };
    let count = cells.count();
    match &correction.action {
        Action::Set { .. } if count > 1 => Some(say!("definition.cells-one-number", count)),
        _ if count > MOST_CELLS => Some(say!("definition.too-many-cells", count, most = MOST_CELLS)),
        _ if expect.len() != 1 && expect.len() as u64 != count => {
            Some(say!("definition.expect-count", expect = expect.len(), count, cells = cells.to_string()))
        }
        Action::Set { text, .. } if expect.iter().all(|printed| ungrouped(printed) == ungrouped(text)) => {
            Some(say!("definition.prints-already", text))
        }
        Action::Label(text) if expect.iter().all(|printed| printed.trim() == text.trim()) => {
            Some(say!("definition.prints-already-text", text))
        }
        Action::Label(_) => None,
        _ if is_empty => Some(say!("definition.expect-empty")),
        _ => None,
    }
}

/// A number without blanks and thousands marks.
fn ungrouped(number: &str) -> String {
    number.chars().filter(|c| !c.is_whitespace() && *c != ',').collect()
}

fn action(fields: &Fields, units: &Units) -> Option<Action> {
    const ACTIONS: [&str; 5] = ["set", "missing", "unit", "drop", "label"];
    let own = fields.table("action")?;
    own.only(&ACTIONS);
    let given: Vec<&str> = ACTIONS.into_iter().filter(|name| own.has(name)).collect();
    let [only] = given.as_slice() else {
        let message = say!("definition.actions", actions = ACTIONS.join(", "));
        own.error("wrong-value", &own.span, message);
        return None;
    };
    match *only {
        "set" => {
            let set = own.text("set")?;
            let text = set.text.trim().to_string();
            let value = text.parse().ok().filter(|value: &f64| value.is_finite() && is_plain(&text));
            if value.is_none() {
                let message = say!("definition.no-number", text);
                own.error("wrong-value", &set.span, message);
            }
            value.map(|value| Action::Set { text, value })
        }
        "missing" => {
            if !own.truth_or("missing", false) {
                own.error("wrong-value", &own.span_of("missing"), say!("definition.missing-true"));
                return None;
            }
            Some(Action::Missing)
        }
        "unit" => hints::unit(&own, units).map(Action::Unit),
        "drop" => own.text("drop").map(|reason| Action::Drop(reason.text)),
        _ => own.text("label").map(|label| Action::Label(label.text)),
    }
}

/// Digits, a point and a sign, nothing else.
fn is_plain(text: &str) -> bool {
    text.chars().all(|letter| letter.is_ascii_digit() || matches!(letter, '.' | '-'))
}
