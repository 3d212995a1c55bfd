//! `[[table]]`: what automatic recognition must be told about one table.
//!
//! In: one entry of `tables/*.toml`. Out: a `Hint`. Refuses entries that tell nothing, and areas, editions, periods and
//! units that the definitions do not know.

use super::fields::Fields;
use super::target::{Cells, Target, target};
use super::{Area, Edition, Origin};
use crate::formula::{Stage, did_you_mean};
use crate::messages::say;
use crate::problem::Problem;
use crate::units::Units;
use std::collections::BTreeMap;

/// One `[[table]]`: what recognition must be told. Rows and columns count from 1.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Told {
    pub title: Option<String>,
    pub unit: Option<String>,
    pub area: Option<String>,
    pub period: Option<String>,
    pub edition: Option<String>,
    pub stage: Option<Stage>,
    pub header_rows: Option<(u32, u32)>,
    pub first_data_row: Option<u32>,
    pub stub_columns: Option<(u32, u32)>,
    pub ignore: Option<String>,
}

#[derive(Clone, Debug)]
pub struct Hint {
    pub target: Target,
    pub told: Told,
    pub origin: Origin,
}

/// What a ruling may name.
pub(super) struct Known<'a> {
    pub units: &'a Units,
    pub areas: &'a [Area],
    pub editions: &'a BTreeMap<String, Edition>,
}

const TOLD: [&str; 10] =
    ["title", "unit", "area", "period", "edition", "stage", "header_rows", "first_data_row", "stub_columns", "ignore"];

pub(super) fn hint(fields: &Fields, known: &Known) -> Option<Hint> {
    let mut all = vec!["target", "reason", "reported"];
    all.extend(TOLD);
    fields.only(&all);
    let target = target(fields);
    if fields.has("reported") {
        fields.day("reported");
    }
    fields.may_text("reason");
    let given: Vec<&str> = TOLD.into_iter().filter(|name| fields.has(name)).collect();
    if given.is_empty() {
        let message = say!("definition.hint-tells-nothing", told = TOLD.join(", "));
        fields.error("missing-field", &fields.span, message);
        return None;
    }
    if fields.has("ignore") && given.len() > 1 {
        fields.error("wrong-value", &fields.span_of("ignore"), say!("definition.ignored-needs-nothing"));
        return None;
    }
    let told = told(fields, known);
    // A field that is there and did not come through has been reported; the rest of the entry is not applied alone.
    let read = [
        told.title.is_some(),
        told.unit.is_some(),
        told.area.is_some(),
        told.period.is_some(),
        told.edition.is_some(),
        told.stage.is_some(),
        told.header_rows.is_some(),
        told.first_data_row.is_some(),
        told.stub_columns.is_some(),
        told.ignore.is_some(),
    ];
    let complete = read.into_iter().filter(|read| *read).count() == given.len();
    let target = target?;
    complete.then(|| Hint { target, told, origin: fields.document.origin(&fields.span) })
}

fn told(fields: &Fields, known: &Known) -> Told {
    let text = |name: &str| if fields.has(name) { fields.text(name).map(|written| written.text) } else { None };
    Told {
        title: text("title"),
        unit: if fields.has("unit") { unit(fields, known.units) } else { None },
        area: area(fields, known),
        period: period(fields),
        edition: edition(fields, known),
        stage: stage(fields),
        header_rows: span(fields, "header_rows", "3:5", |cells| (*cells.rows.start(), *cells.rows.end())),
        first_data_row: first_data_row(fields),
        stub_columns: span(fields, "stub_columns", "A:B", |cells| (*cells.cols.start(), *cells.cols.end())),
        ignore: text("ignore"),
    }
}

/// The field `unit`, which must be spelled in `units.toml`.
pub(super) fn unit(fields: &Fields, units: &Units) -> Option<String> {
    let unit = fields.text("unit")?;
    if units.read(&unit.text).is_some() {
        return Some(unit.text);
    }
    let message = say!("definition.no-unit", text = unit.text);
    let problem = Problem::error("unknown-unit", fields.document.place(&unit.span), message);
    fields.document.report(problem.help(say!("definition.add-spelling")));
    None
}

fn area(fields: &Fields, known: &Known) -> Option<String> {
    let area = fields.may_text("area")?;
    if known.areas.iter().any(|other| other.code == area.text) {
        return Some(area.text);
    }
    let message = say!("definition.no-area-code", text = area.text);
    let problem = Problem::error("unknown-name", fields.document.place(&area.span), message);
    let named =
        known.areas.iter().find(|other| [&other.name_zh, &other.short_zh, &other.name_en].contains(&&area.text));
    let help = named.map_or(say!("definition.list-areas"), |named| say!("definition.its-code", code = named.code));
    fields.document.report(problem.help(help));
    None
}

fn edition(fields: &Fields, known: &Known) -> Option<String> {
    let edition = fields.may_text("edition")?;
    if known.editions.contains_key(&edition.text) {
        return Some(edition.text);
    }
    let message = say!("definition.no-edition", text = edition.text);
    let problem = Problem::error("unknown-name", fields.document.place(&edition.span), message);
    let help = did_you_mean(&edition.text, known.editions.keys().map(String::as_str));
    fields.document.report(Problem { help: help.or(Some(say!("definition.add-edition"))), ..problem });
    None
}

/// `2010`, `2010-Q1` or `2010-03`.
fn period(fields: &Fields) -> Option<String> {
    let period = fields.may_text("period")?;
    let (year, part) = period.text.split_once('-').unwrap_or((&period.text, ""));
    let is_year = year.len() == 4 && year.parse::<u32>().is_ok_and(|year| (1800..=2200).contains(&year));
    let is_month = || part.len() == 2 && part.parse::<u32>().is_ok_and(|month| (1..=12).contains(&month));
    let is_part = !period.text.contains('-') || matches!(part, "Q1" | "Q2" | "Q3" | "Q4") || is_month();
    if is_year && is_part {
        return Some(period.text);
    }
    let message = say!("definition.no-period", text = period.text);
    fields.error("wrong-value", &period.span, message);
    None
}

fn stage(fields: &Fields) -> Option<Stage> {
    let stage = fields.may_text("stage")?;
    let found = [Stage::Budget, Stage::Execution, Stage::Final].into_iter().find(|known| known.name() == stage.text);
    if found.is_none() {
        let message = say!("definition.no-stage", text = stage.text);
        fields.error("wrong-value", &stage.span, message);
    }
    found
}

fn first_data_row(fields: &Fields) -> Option<u32> {
    let row = fields.may_whole("first_data_row")?;
    let found = u32::try_from(row).ok().filter(|row| *row > 0);
    if found.is_none() {
        fields.error("wrong-value", &fields.span_of("first_data_row"), say!("definition.no-row", row));
    }
    found
}

/// Rows `3:5` or columns `A:B`; one row or column is written twice.
fn span(fields: &Fields, name: &str, example: &str, of: fn(&Cells) -> (u32, u32)) -> Option<(u32, u32)> {
    let written = fields.may_text(name)?;
    let cells = Cells::parse(&written.text).filter(|cells| !cells.is_bounded());
    let found = cells.map(|cells| of(&cells)).filter(|(_, last)| *last < u32::MAX);
    if found.is_none() {
        fields.error("wrong-value", &written.span, say!("definition.written-like", name, example, text = written.text));
    }
    found
}
