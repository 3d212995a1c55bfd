//! Claims written as TOML.
//!
//! In: claims. Out: `[[claim]]` tables with no more fields than they need, in a fixed order. Refuses nothing.

use std::fmt::Write;

use super::kinds::{hedge_name, kind_name, known_name};
use crate::claims::{Claim, Kind, Known, Place, When};
use crate::figures::Figure;

/// The claims as a file to edit.
pub fn to_toml(claims: &[Claim]) -> String {
    claims.iter().map(table).collect::<Vec<_>>().join("\n")
}

fn table(claim: &Claim) -> String {
    let mut lines = vec!["[[claim]]".to_string()];
    let printed = claim.printed();
    if claim.sentence != printed {
        lines.push(text("text", &claim.sentence));
    }
    lines.push(text("printed", printed));
    let before = claim.sentence.get(..claim.span.start).unwrap_or_default();
    let nth = claim.sentence.match_indices(printed).take_while(|(at, _)| *at < before.len()).count() + 1;
    if nth > 1 {
        lines.push(format!("nth = {nth}"));
    }
    if let Some((first, others)) = claim.of.split_first() {
        lines.push(text("of", &first.formula));
        let others: Vec<String> = others.iter().map(|meaning| quoted(&meaning.formula)).collect();
        lines.extend((!others.is_empty()).then(|| format!("others = [{}]", others.join(", "))));
        lines.extend(first.stage.map(|stage| text("stage", stage.name())));
    }
    kind(&claim.kind, &mut lines);
    lines.extend(claim.ref_area.as_deref().map(|area| text("area", area)));
    when(&claim.when, &mut lines);
    lines.extend(claim.figure.as_ref().into_iter().flat_map(|figure| set_by_hand(figure, claim)));
    lines.extend(claim.untied.as_ref().map(|why| text("untied", &why.to_string())));
    lines.push(place(&claim.place));
    let mut table = lines.join("\n");
    table.push('\n');
    table
}

/// A basic string; what JSON escapes, TOML does in the same way.
fn quoted(text: &str) -> String {
    serde_json::Value::from(text).to_string().replace('\u{7f}', "\\u007f")
}

fn text(field: &str, value: &str) -> String {
    format!("{field} = {}", quoted(value))
}

fn kind(kind: &Kind, lines: &mut Vec<String>) {
    if *kind != Kind::Level {
        lines.push(text("kind", kind_name(kind)));
    }
    match kind {
        Kind::Change { falls: true }
        | Kind::Growth { falls: true }
        | Kind::Points { falls: true }
        | Kind::AverageGrowth { falls: true } => lines.push("falls = true".to_string()),
        Kind::Run { below, years } => {
            lines.extend(below.then(|| "below = true".to_string()));
            lines.extend(years.map(|years| format!("run = {years}")));
        }
        _ => {}
    }
}

fn when(when: &When, lines: &mut Vec<String>) {
    lines.extend(when.year.map(|year| format!("period = {year}")));
    lines.extend(when.from.map(|from| format!("from = {from}")));
    lines.extend(when.years.map(|years| format!("years = {years}")));
    lines.extend((!when.words.is_empty()).then(|| text("when", &when.words)));
    let plain = if when.year.is_some() || when.years.is_some() { Known::Explicit } else { Known::Nowhere };
    lines.extend((when.known != plain).then(|| text("known", known_name(when.known))));
}

/// A unit or hedge that is not what the sentence says by itself.
fn set_by_hand(figure: &Figure, claim: &Claim) -> Vec<String> {
    let text_says = |part: &str| claim.sentence.replace(' ', "").contains(&part.replace(' ', ""));
    let mut lines = Vec::new();
    if let (Some(unit), Some(_)) = (&figure.unit_text, &figure.unit)
        && !text_says(unit)
    {
        lines.push(text("unit", unit));
    }
    if figure.hedges.len() == 1 && !claim.sentence.is_empty() {
        lines.push(text("hedge", hedge_name(figure.hedges.first())));
    }
    lines
}

fn place(place: &Place) -> String {
    let mut line = String::from("place = { ");
    let _ = write!(line, "{}, {}, ", text("source", &place.source), text("sheet", &place.sheet));
    let _ = match place.cell {
        Some(cell) => write!(line, "table = {}, row = {}, column = {} }}", cell.table, cell.row, cell.col),
        None => {
            write!(line, "paragraph = {}, sentence = {}, offset = {} }}", place.paragraph, place.sentence, place.offset)
        }
    };
    line
}
