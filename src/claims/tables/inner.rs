//! What a table says against itself.
//!
//! In: a table and its figures as official data judges them. Out: figures that do not follow from others of the table as the
//! rest of their line does. Refuses to name figures that official data bears out.

use std::collections::BTreeMap;

use super::read::Read;
use super::relations::{self, Equation, Fault, Form, Sheet};
use super::{frequencies, statistics};
use crate::claims::{Contradiction, Judged};
use crate::messages::{Message, say};
use crate::sources::Source;

/// Members of an equation that are shown.
const SHOWN: usize = 6;
/// So many figures of a column in another unit, and its heading is at fault.
const UNIT_RUN: usize = 3;

/// What a table says of its own figures.
#[derive(Clone, Debug, Default)]
pub struct Own {
    pub contradictions: Vec<Contradiction>,
    /// Computed figures that the others of the table give, with the equation.
    pub computed: Vec<(usize, Message)>,
}

/// Findings of one table; `first` is the position of its first claim.
pub fn own(read: &Read, source: &Source, official: &[Judged], first: usize) -> Own {
    let positions = positions(read);
    let of_cell = |cell: usize| Some((*positions.get(cell)?)? + first);
    let impossible = statistics::impossible(read).into_iter().chain(frequencies::impossible(read, source));
    let mut own = of_relations(read, official, first, &positions);
    own.contradictions.extend(impossible.filter_map(|one| one.contradiction(&of_cell)));
    own
}

/// Figures that do not follow from others as the rest of their line does, and those that do.
fn of_relations(read: &Read, official: &[Judged], first: usize, positions: &[Option<usize>]) -> Own {
    let Some(mut sheet) = Sheet::new(&read.table, &read.observations) else { return Own::default() };
    let claim_of = |sheet: &Sheet, place: usize| sheet.cell(place).and_then(|cell| *positions.get(cell)?);
    let judged = |sheet: &Sheet, place: usize| official.get(claim_of(sheet, place)?);
    let denied = (0..sheet.places()).filter_map(|place| Some((place, denied(judged(&sheet, place)?)?)));
    let denied: BTreeMap<usize, Vec<f64>> = denied.collect();
    let of_unit = |place: usize| denied.contains_key(&place) && judged(&sheet, place).is_some_and(is_in_another_unit);
    let headed_wrongly = sheet.columns_of(&of_unit, UNIT_RUN);
    let denied = denied.into_iter().filter(|(place, _)| !headed_wrongly.contains(&sheet.column(*place))).collect();
    sheet.set_official(denied);
    let relations = relations::relations(&sheet);
    let is_known = |place: usize| judged(&sheet, place).is_some_and(|one| one.verdict.holds());
    let found = relations::faults(&sheet, &relations, &is_known);
    let position = |place: usize| Some(claim_of(&sheet, place)? + first);
    let is_printed = |one: &&relations::Equation| one.members.iter().all(|place| !sheet.is_denied(*place));
    let held = relations.iter().flat_map(|one| &one.equations).filter(|one| one.holds).filter(is_printed);
    let computed = held.filter_map(|one| Some((position(*one.members.first()?)?, computed(&sheet, one))));
    let (computed, contradictions) =
        (computed.collect(), found.iter().filter_map(|fault| contradiction(&sheet, fault, &position)).collect());
    Own { contradictions, computed }
}

/// Right but for the unit that its heading names: what is computed of it is computed of the figure as printed.
fn is_in_another_unit(one: &Judged) -> bool {
    one.diagnosis.as_ref().is_some_and(|found| found.code == "other-unit")
}

/// The official values of a figure that they deny.
fn denied(one: &Judged) -> Option<Vec<f64>> {
    one.verdict.denies().then(|| one.official.iter().map(|official| official.value).collect())
}

/// For each cell of the table its claim, counted among those of the table.
fn positions(read: &Read) -> Vec<Option<usize>> {
    let mut next = 0;
    let position = |has_value: bool| {
        next += usize::from(has_value);
        has_value.then(|| next - 1)
    };
    read.table.cells.iter().map(|cell| cell.value.is_some()).map(position).collect()
}

fn contradiction(sheet: &Sheet, fault: &Fault, claim_of: &dyn Fn(usize) -> Option<usize>) -> Option<Contradiction> {
    let claims = vec![claim_of(fault.place)?];
    let total = fault.equation.members.first().filter(|place| **place != fault.place);
    let equation = computed(sheet, &fault.equation);
    let shown = match total.filter(|_| fault.equation.form != Form::Hundred) {
        Some(place) => say!("paper.beside", equation, printed = sheet.printed(*place)),
        None => say!("paper.printed", equation, printed = sheet.printed(fault.place)),
    };
    let (row, column) = sheet.labels(fault.place);
    let meant = format!("{:.*}", usize::from(sheet.decimals(fault.place)), fault.meant.middle());
    let also = if fault.is_open { say!("paper.unless") } else { Message::default() };
    let words = match fault.broken {
        1 => say!("paper.would-be", row, column, meant, also),
        several => say!("paper.would-be-by", row, column, meant, several, also),
    };
    Some(Contradiction {
        rule: rule(fault.equation.form),
        claims,
        shown,
        words,
        decides: !fault.is_open || fault.is_told,
    })
}

fn rule(form: Form) -> &'static str {
    match form {
        Form::Sum => "table-sum",
        Form::Mean => "table-mean",
        Form::Hundred => "table-shares",
        Form::Ratio { .. } => "table-ratio",
        Form::Growth | Form::YearlyGrowth { .. } => "table-growth",
        Form::Difference => "table-difference",
    }
}

/// The equation with its figures, solved for what it gives.
fn computed(sheet: &Sheet, equation: &Equation) -> Message {
    let members = &equation.members;
    let printed = |place: &usize| sheet.printed(*place);
    let text = |at: usize| members.get(at).map(printed).unwrap_or_default();
    let spans: Option<Vec<_>> = members.iter().map(|place| sheet.span(*place)).collect();
    let gives = spans.and_then(|spans| equation.form.solved(0, &spans)).map_or(String::new(), |span| {
        let decimals = members.first().map_or(0, |place| usize::from(sheet.decimals(*place)));
        format!("{:.decimals$}", span.middle())
    });
    match equation.form {
        Form::Sum | Form::Mean => {
            let parts: Vec<&str> = members.iter().skip(1).take(SHOWN).map(printed).collect();
            let more = members.len().saturating_sub(1 + SHOWN);
            let parts = match more {
                0 => Message::from(parts.join(" + ")),
                rest => say!("equation.and-more", shown = parts.join(" + "), rest),
            };
            match equation.form {
                Form::Mean => say!("paper.mean", parts, gives),
                _ => say!("paper.sum", parts, gives),
            }
        }
        Form::Hundred if members.len() == 1 => say!("paper.shares-make"),
        Form::Hundred => {
            let parts: Vec<&str> = members.iter().take(SHOWN).map(printed).collect();
            let sum: f64 = members.iter().map(|place| sheet.value(*place)).sum();
            let decimals = members.iter().map(|place| usize::from(sheet.decimals(*place))).max().unwrap_or(0);
            say!("paper.not-hundred", parts = parts.join(" + "), sum = format_args!("{sum:.decimals$}"))
        }
        Form::Ratio { power: 2 } => say!("paper.percent", part = text(1), whole = text(2), gives),
        Form::Ratio { .. } => say!("paper.ratio", part = text(1), whole = text(2), gives),
        Form::Growth => say!("paper.growth", from = text(2), to = text(1), gives),
        Form::YearlyGrowth { years } => {
            say!("paper.yearly-growth", from = text(2), to = text(1), years, gives)
        }
        Form::Difference => say!("paper.difference", whole = text(1), part = text(2), gives),
    }
}
