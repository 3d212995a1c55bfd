//! Claims as data: `[[claim]]` tables of TOML.
//!
//! In: a file of claims, or claims found in a text. Out: claims, or a file of them that reads back to the same. Refuses,
//! pointing at the place, fields that are none, series and formulas that do not check and figures that are none.

mod kinds;
mod write;

use std::ops::Range;
use std::sync::Arc;

use super::{Claim, Kind, Meaning, Place, TableCell, When};
use crate::definitions::Written as Field;
use crate::definitions::{Definitions, Document, Fields, tree};
use crate::figures::{self, Figure};
use crate::formula::{Scope, Stage};
use crate::messages::{Message, say};
use crate::problem::{Problem, Text};
use crate::sources::Cell;
use crate::tables::number::{self, DecimalMark, Parsed, Printed};

pub use write::to_toml;

const FIELDS: [&str; 20] = [
    "text", "printed", "nth", "of", "others", "kind", "falls", "below", "run", "area", "period", "from", "years",
    "when", "known", "stage", "hedge", "unit", "untied", "place",
];

/// The claims of a file, and what is wrong with the rest.
pub fn from_toml(text: &Arc<Text>, definitions: &Definitions) -> (Vec<Claim>, Vec<Problem>) {
    let scope = definitions.scope();
    let mut claims = Vec::new();
    let problems = Document::new(text).read(|root| {
        root.only(&["claim"]);
        let tables = root.tables("claim");
        claims = tables.iter().enumerate().filter_map(|(at, fields)| claim(fields, at, &scope)).collect();
    });
    (claims, problems)
}

fn claim(fields: &Fields, at: usize, scope: &Scope) -> Option<Claim> {
    fields.only(&FIELDS);
    let printed = fields.text("printed");
    let text = if fields.has("text") { fields.text("text") } else { printed.clone() };
    let stage = kinds::one_of(fields, "stage", Stage::from_name, &Stage::ALL.map(Stage::name));
    let of = meanings(fields, stage.flatten(), scope);
    let (kind, when, place) = (kinds::kind(fields), when(fields), place(fields, at));
    let ref_area = fields.may_text("area").map(|area| area.text);
    let untied = fields.may_text("untied").map(|why| Message::of_english("untied", &why.text));
    let (printed, sentence) = (printed?, text?.text);
    let span = span(fields, &printed, &sentence)?;
    let kind = kind?;
    let of_cell = || place.cell.and_then(|_| cell_figure(fields, &printed.text, &span, scope));
    let figure = figure(fields, &sentence, &span, (&kind, scope)).or_else(of_cell);
    if figure.is_none() && !matches!(kind, Kind::Run { .. } | Kind::Citation) {
        fields.error("wrong-value", &printed.span, say!("claims-file.no-figure", text = printed.text));
        return None;
    }
    let (frame, hypotheses) = (None, Vec::new());
    Some(Claim { place, sentence, span, figure, kind, of: of?, ref_area, when: when?, untied, frame, hypotheses })
}

/// `of` and `others`: series ids or formulas. None where one is wrong.
fn meanings(fields: &Fields, stage: Option<Stage>, scope: &Scope) -> Option<Vec<Meaning>> {
    let all = fields.texts("of").into_iter().chain(fields.texts("others"));
    let meaning = |written: Field| {
        let (_, core) = tree(fields, &written, scope)?;
        Some(Meaning { formula: written.text, core, stage, words: String::new() })
    };
    let all: Vec<Option<Meaning>> = all.map(meaning).collect();
    all.into_iter().collect()
}

fn when(fields: &Fields) -> Option<When> {
    let (year, from) = (fields.may_year("period"), fields.may_year("from"));
    if let Some((from, to)) = from.zip(year)
        && from > to
    {
        fields.error("wrong-value", &fields.span_of("from"), say!("definition.years-backwards", from, to));
        return None;
    }
    let years = fields.may_whole("years").and_then(|years| u32::try_from(years).ok());
    let said = if year.is_some() || years.is_some() { "explicit" } else { "nowhere" };
    let known = kinds::one_of(fields, "known", kinds::known, &kinds::KNOWN)?.or_else(|| kinds::known(said))?;
    Some(When { year, from, years, words: fields.text_or_empty("when"), known })
}

fn place(fields: &Fields, at: usize) -> Place {
    let counted = || u32::try_from(at + 1).unwrap_or(u32::MAX);
    let plain = Place {
        source: fields.document.text.name.clone(),
        sheet: "claims".to_string(),
        paragraph: counted(),
        sentence: 1,
        offset: 0,
        cell: None,
        is_hidden: false,
    };
    let Some(place) = fields.may_table("place") else { return plain };
    place.only(&["source", "sheet", "paragraph", "sentence", "offset", "table", "row", "column"]);
    let number = |field: &str, otherwise: u32| {
        place.may_whole(field).and_then(|number| u32::try_from(number).ok()).unwrap_or(otherwise)
    };
    let may = |field: &str| place.may_whole(field).and_then(|number| u32::try_from(number).ok());
    let cell = || Some(TableCell { table: may("table")?, row: may("row")?, col: may("column")? });
    let text = |field: &str, otherwise: String| place.may_text(field).map_or(otherwise, |written| written.text);
    Place {
        source: text("source", plain.source),
        sheet: text("sheet", plain.sheet),
        paragraph: number("paragraph", plain.paragraph),
        sentence: number("sentence", 1),
        offset: number("offset", 0),
        cell: cell(),
        is_hidden: false,
    }
}

/// Where the printed figure stands in its sentence; the `nth` time where it stands there more than once.
fn span(fields: &Fields, printed: &Field, sentence: &str) -> Option<Range<usize>> {
    let nth = usize::try_from(fields.may_whole("nth").unwrap_or(1)).ok().filter(|nth| *nth > 0).unwrap_or(1);
    let found = sentence.match_indices(printed.text.as_str()).nth(nth - 1);
    if found.is_none() {
        let message = match nth {
            1 => say!("claims-file.not-in-text", text = printed.text),
            _ => say!("claims-file.not-so-often", text = printed.text),
        };
        fields.error("wrong-value", &printed.span, message);
    }
    found.map(|(at, text)| at..at + text.len())
}

/// The number read at the printed figure, with the unit and the hedge that the fields set.
fn figure(fields: &Fields, sentence: &str, span: &Range<usize>, (kind, scope): (&Kind, &Scope)) -> Option<Figure> {
    let all = figures::read(sentence, scope.units);
    let mut figure = all.into_iter().find(|figure| span.contains(&figure.number) && may_be(figure, kind))?;
    if let Some(unit) = fields.may_text("unit") {
        figure.unit = scope.units.read(&unit.text);
        if figure.unit.is_none() {
            fields.error("unknown-unit", &unit.span, say!("definition.no-unit", text = unit.text));
        }
        figure.unit_text = Some(unit.text);
        figure.mult = 0;
    }
    if let Some(Some(hedge)) = kinds::one_of(fields, "hedge", kinds::hedge, &kinds::HEDGES) {
        figure.hedges = hedge.into_iter().collect();
    }
    Some(figure)
}

/// The number printed in a cell of a table, as such numbers are read.
fn cell_figure(fields: &Fields, printed: &str, span: &Range<usize>, scope: &Scope) -> Option<Figure> {
    let cell = Cell { text: printed.to_string(), stored: None };
    let Printed::Number(Parsed { value, decimals, .. }) = number::read(&cell, DecimalMark::Point) else { return None };
    let unit_text = fields.may_text("unit").map(|unit| unit.text);
    let unit = unit_text.as_deref().and_then(|unit| scope.units.read(unit));
    let (span, number) = (span.clone(), span.start);
    let (form, role, hedges) = (figures::Form::One, figures::Role::Amount, Vec::new());
    Some(Figure { span, number, value, form, decimals, mult: 0, unit, unit_text, hedges, role, is_doubtful: false })
}

/// Years, list numbers and the like are no figures; a place (`第3位`) is such a mark.
fn may_be(figure: &Figure, kind: &Kind) -> bool {
    *kind == Kind::Rank || !matches!(figure.role, figures::Role::Mark(_))
}
