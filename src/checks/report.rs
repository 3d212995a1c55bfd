//! Violations reported. In: checks of tables and across them. Out: problems for `ingest.json` and the JSON of
//! `checks.json`, in an order that depends on nothing but their places.

use std::collections::BTreeMap;

use serde_json::{Value, json};

use super::words::{meaning, plain};
use super::{TableChecks, Violation};
use crate::messages::{Message, say};
use crate::problem::{Place, Problem};
use crate::tables::identities::Class;

/// Further places that a problem lists; `checks.json` has them all.
const MOST_PLACES: usize = 8;

/// One problem for each violation; years in which a law does not hold, one after the other, are one problem.
pub fn problems(checks: &TableChecks) -> Vec<Problem> {
    let mut problems: Vec<Problem> = Vec::new();
    let mut last: Option<&Violation> = None;
    for violation in &checks.violations {
        let same = |before: &Violation| before.class == Class::Break && law(before) == law(violation);
        if violation.class == Class::Break && last.is_some_and(same) {
            if let Some(problem) = problems.last_mut() {
                problem.others.push((violation.place.clone(), violation.figures.clone()));
            }
        } else {
            problems.push(problem(violation));
        }
        last = Some(violation);
    }
    problems
}

/// The equation without the line it was tested in.
fn law(violation: &Violation) -> Message {
    match &violation.equation {
        Message::Keyed(keyed) if keyed.key == "equation.in-line" => {
            keyed.values.first().map(|(_, law)| law.clone()).unwrap_or_default()
        }
        other => other.clone(),
    }
}

pub fn problem(violation: &Violation) -> Problem {
    let code = match violation.class {
        Class::Rounding => "identity-rounding",
        Class::MissingMember => "identity-missing-member",
        Class::RatioNotSummed => "identity-ratio-not-summed",
        Class::UnitChange => "identity-unit-change",
        Class::Exchanged => "identity-exchanged",
        Class::Slip => "identity-slip",
        Class::Break => "identity-definition-break",
        Class::Revision => "identity-revision",
        Class::Contradiction => "identity-contradiction",
        Class::Unexplained => "identity-unexplained",
    };
    let mut message = vec![say!("list.heads", name = violation.equation), violation.figures.clone()];
    if !violation.missing.is_empty() {
        message.push(say!("checks.no-figure-for", missing = Message::list(violation.missing.clone())));
    }
    if violation.suspects > 1 {
        message.push(say!("checks.suspects", suspects = violation.suspects));
    }
    let mut problem = Problem::warning(code, violation.place.clone(), Message::Sequence(message));
    let others = violation.members.iter().filter(|member| member.place != violation.place);
    problem.others =
        others.take(MOST_PLACES).map(|member| (member.place.clone(), Message::from(&member.printed))).collect();
    match &violation.proposal {
        Some(proposal) => problem.help(say!(
            "checks.proposal",
            proposed = proposal.proposed,
            printed = proposal.printed,
            reason = proposal.reason
        )),
        None => problem.help(meaning(violation.class)),
    }
}

/// `checks.json`: the counts of all tables, and every violation by place.
pub fn to_json(tables: &[&TableChecks], across: &[Violation]) -> Value {
    let mut by_class: BTreeMap<&str, usize> = BTreeMap::new();
    for (class, count) in tables.iter().flat_map(|table| &table.by_class) {
        *by_class.entry(class.name()).or_default() += count;
    }
    across.iter().for_each(|violation| *by_class.entry(violation.class.name()).or_default() += 1);
    let mut violations: Vec<&Violation> = tables.iter().flat_map(|table| &table.violations).chain(across).collect();
    violations.sort_by_cached_key(|violation| (key(&violation.place), violation.equation.english()));
    let sum = |count: fn(&TableChecks) -> usize| tables.iter().map(|table| count(table)).sum::<usize>();
    json!({
        "tables": tables.len(),
        "laws": sum(|table| table.laws),
        "tested": sum(|table| table.tested),
        "held": sum(|table| table.held),
        "capped": tables.iter().filter(|table| table.capped).count(),
        "classes": by_class,
        "violations": violations.into_iter().map(one).collect::<Vec<Value>>(),
    })
}

fn key(place: &Place) -> (String, String, u32, u32) {
    match place {
        Place::Cell { source, sheet, row, col } => (source.clone(), sheet.clone(), *row, *col),
        other => (other.to_string(), String::new(), 0, 0),
    }
}

fn one(violation: &Violation) -> Value {
    let members: Vec<Value> = violation
        .members
        .iter()
        .map(|member| json!({"place": member.place.to_string(), "label": member.label, "printed": member.printed}))
        .collect();
    let proposal = violation.proposal.as_ref().map(|proposal| {
        json!({
            "source": proposal.source, "sheet": proposal.sheet, "cell": proposal.cell, "printed": proposal.printed,
            "proposed": proposal.proposed, "reason": proposal.reason,
        })
    });
    json!({
        "class": violation.class.name(),
        "place": violation.place.to_string(),
        "equation": violation.equation,
        "figures": violation.figures,
        "difference": plain(violation.difference),
        "tolerance": plain(violation.tolerance),
        "missing": violation.missing,
        "suspects": violation.suspects,
        "proposal": proposal,
        "cells": members,
    })
}
