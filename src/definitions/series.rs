//! `series/*.toml`: the series catalogue and the bridges over its breaks.
//!
//! In: the files and the units. Out: `Series` and `Bridge`s by id. Refuses ids given twice, unknown units, kinds whose
//! qualifiers do not fit the unit, and breaks that become an unknown series.

use std::sync::Arc;

use super::catalogue::unknown_measure;
use super::concept::{self, Named};
use super::fields::{Document, Fields, Item};
use super::reservations::reservations;
use super::scope::Catalogue;
use super::{Account, Alias, Break, Bridge, Extent, Level, Scope, Series, Side, Total};
use crate::formula::Stage;
use crate::messages::{Message, say};
use crate::problem::{Place, Problem, Text};
use crate::units::{Base, Kind, Prices, Timing, Unit, Units};

pub(super) fn series(files: &[&Arc<Text>], units: &Units, problems: &mut Vec<Problem>) -> Catalogue {
    let (mut catalogue, mut named) = (Catalogue::default(), Named::default());
    for file in files {
        problems.extend(Document::new(file).read(|root| {
            root.only(&["series", "bridge"]);
            root.tables("series").iter().for_each(|fields| one(fields, units, &mut catalogue, &mut named));
            root.tables("bridge").iter().for_each(|fields| bridge(fields, &mut catalogue));
        }));
    }
    concept::look_up(named, units, &mut catalogue, problems);
    catalogue
}

const FIELDS: [&str; 20] = [
    "id",
    "names",
    "aliases",
    "kind",
    "level",
    "context",
    "defined",
    "break",
    "breaks",
    "unpublished",
    "within",
    "growth_of",
    "sum_of",
    "total",
    "estimates",
    "hints",
    "revised",
    "earlier_definition",
    "also_means",
    "source",
];

fn one(fields: &Fields, units: &Units, catalogue: &mut Catalogue, named: &mut Named) {
    fields.only(&FIELDS);
    let Some(id) = fields.text("id") else { return };
    let place = fields.document.place(&id.span);
    if let Some(problem) = not_an_id("series", &id.text, &place) {
        return fields.document.report(problem);
    }
    if let Some(first) = catalogue.series.get(&id.text) {
        return fields.document.report(duplicate("series", &id.text, place, first.origin.place()));
    }
    let names = fields.names("names");
    let unit = unit(fields, units);
    let level = match fields.has("level") {
        true => level(fields),
        false => Some(Level::Nation),
    };
    let aliases = fields.texts_or_tables("aliases").into_iter().filter_map(alias).collect();
    let (from, to) = defined(fields);
    let breaks = breaks(fields, named);
    let unpublished = fields.has("unpublished").then(|| fields.text("unpublished")).flatten();
    let hints = concept::hints(fields);
    let growth_of = named.growth_of(fields);
    let sum_of = named.sum_of(fields);
    let estimates = named.note(&id.text, fields);
    let Some((unit, level)) = unit.zip(level) else {
        catalogue.broken.insert(id.text, place);
        return;
    };
    let series = Series {
        id: id.text.clone(),
        names,
        aliases,
        unit,
        level,
        context: fields.plain_texts("context"),
        from,
        to,
        breaks,
        unpublished: unpublished.map(|why| why.text),
        within: None,
        growth_of,
        sum_of,
        estimates,
        hints,
        reservations: reservations(fields),
        total: total(fields),
        is_of_classification: false,
        source: fields.text_or_empty("source"),
        origin: fields.document.origin(&id.span),
    };
    catalogue.series.insert(id.text, series);
}

/// The first and last year.
fn defined(fields: &Fields) -> (Option<i32>, Option<i32>) {
    let Some(years) = fields.may_table("defined") else { return (None, None) };
    years.only(&["from", "to"]);
    (years.may_year("from"), years.may_year("to"))
}

/// `total = { account = "fund", side = "revenue", of = "year" }`.
fn total(fields: &Fields) -> Option<Total> {
    let table = fields.may_table("total")?;
    table.only(&["account", "side", "of"]);
    let account = one_of(&table, "account", &Account::ALL.map(|account| (account.name(), account)))?;
    let side = one_of(&table, "side", &[("revenue", Side::Revenue), ("expenditure", Side::Expenditure)])?;
    let extents = [("year", Extent::Year), ("adjusted", Extent::Adjusted), ("all", Extent::All)];
    let of = one_of(&table, "of", &extents)?;
    Some(Total { account, side, of })
}

/// Formulas can only name ASCII words.
pub(super) fn not_an_id(what: &str, id: &str, place: &Place) -> Option<Problem> {
    let word = id.chars().all(|letter| letter.is_ascii_alphanumeric() || letter == '_');
    let fits = word && id.starts_with(|first: char| !first.is_ascii_digit());
    let message = say!("definition.no-id", id, what = Message::of_english("thing", what));
    (!fits).then(|| Problem::error("wrong-value", place.clone(), message))
}

pub(super) fn duplicate(what: &str, id: &str, place: Place, first: Place) -> Problem {
    Problem::error(
        "duplicate-id",
        place,
        say!("definition.defined-twice", what = Message::of_english("thing", what), id),
    )
    .second(first, say!("definition.first-here"))
}

fn level(fields: &Fields) -> Option<Level> {
    one_of(fields, "level", &[("nation", Level::Nation), ("central", Level::Central), ("local", Level::Local)])
}

/// The choice that the field names; none where it is not there or names none.
pub(super) fn one_of<T: Copy>(fields: &Fields, field: &str, choices: &[(&str, T)]) -> Option<T> {
    let written = fields.may_text(field)?;
    if let Some((_, choice)) = choices.iter().find(|(name, _)| *name == written.text) {
        return Some(*choice);
    }
    let names: Vec<&str> = choices.iter().map(|(name, _)| *name).collect();
    let message = say!("definition.no-choice", text = written.text, field, names = names.join(", "));
    fields.error("wrong-value", &written.span, message);
    None
}

fn alias(item: Item) -> Option<Alias> {
    let fields = match item {
        Item::Text(written) => return Some(Alias { text: written.text, ..Alias::default() }),
        Item::Table(fields) => fields,
    };
    fields.only(&["text", "stage", "level", "areas", "context"]);
    let areas = [("nation", Scope::Nation), ("province", Scope::Province), ("all", Scope::All)];
    Some(Alias {
        text: fields.text("text")?.text,
        stage: one_of(&fields, "stage", &Stage::ALL.map(|stage| (stage.name(), stage))),
        level: level(&fields),
        areas: one_of(&fields, "areas", &areas),
        context: fields.plain_texts("context"),
    })
}

fn breaks(fields: &Fields, named: &mut Named) -> Vec<Break> {
    let mut found = Vec::new();
    for table in fields.tables("break").into_iter().chain(fields.tables("breaks")) {
        table.only(&["at", "becomes", "why", "stops"]);
        let becomes = table.may_text("becomes");
        if let Some(becomes) = &becomes {
            named.must_exist(&becomes.text, table.document.place(&becomes.span));
        }
        let why = table.text("why");
        if let Some((at, why)) = table.year("at").zip(why) {
            let becomes = becomes.map(|becomes| becomes.text);
            found.push(Break { at, becomes, why: why.text, stops: table.truth_or("stops", true) });
        }
    }
    found.sort_by_key(|found| found.at);
    found
}

fn unit(fields: &Fields, units: &Units) -> Option<Unit> {
    let kind = fields.table("kind")?;
    kind.only(&["unit", "flow", "stock", "prices", "of", "base"]);
    let measure = kind.text("unit")?;
    let Some(unit) = units.unit_of(&measure.text) else {
        kind.document.report(unknown_measure(&kind, &measure, units));
        return None;
    };
    let money = units.has_money(&unit);
    let prices = prices(&kind, money)?;
    let timing = timing(&kind)?;
    let of = kind.may_text("of").map(|of| of.text.to_lowercase());
    let base = base(&kind, &unit)?;
    Some(Unit { prices, timing, of, base, ..unit })
}

/// Money without a word is at current prices.
fn prices(kind: &Fields, money: bool) -> Option<Option<Prices>> {
    if !kind.has("prices") {
        return Some(money.then_some(Prices::Current));
    }
    if !money {
        kind.error("wrong-value", &kind.span_of("prices"), say!("definition.only-money"));
        return None;
    }
    if kind.is_table("prices") {
        let table = kind.may_table("prices")?;
        table.only(&["constant"]);
        return Some(Some(Prices::Constant(table.year("constant")?)));
    }
    match kind.may_text("prices")? {
        written if written.text == "current" => Some(Some(Prices::Current)),
        written => {
            kind.error("wrong-value", &written.span, say!("definition.prices-are", year = "{ constant = year }"));
            None
        }
    }
}

fn timing(kind: &Fields) -> Option<Option<Timing>> {
    let (flow, stock) = (kind.may_text("flow"), kind.may_text("stock"));
    if let (Some(flow), Some(_)) = (&flow, &stock) {
        kind.error("wrong-value", &flow.span, say!("definition.flow-or-stock"));
        return None;
    }
    Some(flow.map(|_| Timing::Flow).or(stock.map(|_| Timing::Stock)))
}

/// An index says what it is 100 at, nothing else does.
fn base(kind: &Fields, unit: &Unit) -> Option<Option<Base>> {
    let index = unit.kind == Kind::Index;
    match (index, kind.has("base")) {
        (false, false) => return Some(None),
        (false, true) => kind.error("wrong-value", &kind.span_of("base"), say!("definition.only-index")),
        (true, false) => kind.error("missing-field", &kind.span, say!("definition.base-missing")),
        (true, true) if kind.is_text("base") => match kind.may_text("base")? {
            written if written.text == "previous year" => return Some(Some(Base::PreviousYear)),
            written => kind.error("wrong-value", &written.span, say!("definition.base-is")),
        },
        (true, true) => return kind.may_year("base").map(|year| Some(Base::Year(year))),
    }
    None
}

fn bridge(fields: &Fields, catalogue: &mut Catalogue) {
    fields.only(&["id", "names", "at", "recipe", "why", "source"]);
    let Some(id) = fields.text("id") else { return };
    let place = fields.document.place(&id.span);
    if let Some(first) = catalogue.bridges.get(&id.text) {
        return fields.document.report(duplicate("bridge", &id.text, place, first.origin.place()));
    }
    let names = fields.names("names");
    let why = fields.text("why").map(|why| why.text).unwrap_or_default();
    let recipe = fields.text("recipe").map(|recipe| recipe.text).unwrap_or_default();
    let Some(at) = fields.year("at") else { return };
    let (source, origin) = (fields.text_or_empty("source"), fields.document.origin(&id.span));
    catalogue.bridges.insert(id.text.clone(), Bridge { id: id.text, names, at, recipe, why, source, origin });
}
