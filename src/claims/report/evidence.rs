//! Evidence in words: what a claim was understood as, what it was held against, and the printed cells behind that.
//!
//! In: judged claims and the records. Out: words and cells that every report shows alike. Refuses nothing: a row that is
//! not on file is left out.

use std::collections::BTreeSet;

use crate::claims::check::Checked;
use crate::claims::tables::Tabled;
use crate::claims::verdicts::Records;
use crate::claims::{Claim, Judged, Known, Official, Place, Verdict, When};
use crate::definitions::Definitions;
use crate::observations::Observation;

/// The sign of a verdict, so that colour is never the only one.
pub fn sign(verdict: Verdict) -> &'static str {
    match verdict {
        Verdict::Reproduced => "✓",
        Verdict::ReproducedInVintage => "↺",
        Verdict::ReproducedUnderReading => "≅",
        Verdict::WithinInputRounding => "≈",
        Verdict::PeriodMisstated => "⇄",
        Verdict::Inconsistent => "≠",
        Verdict::Contradicted => "✗",
        Verdict::NotCheckable => "?",
    }
}

/// Whether there is nothing to show but the reason why it could not be checked.
pub fn is_bare(judged: &Judged) -> bool {
    judged.verdict == Verdict::NotCheckable && judged.official.is_empty() && judged.diagnosis.is_none()
}

/// What a verdict says, for legends.
pub fn meaning(verdict: Verdict) -> &'static str {
    match verdict {
        Verdict::Reproduced => "official data, rounded as printed, gives the figure",
        Verdict::ReproducedInVintage => "true of an edition that existed when the text was written; revised since",
        Verdict::ReproducedUnderReading => "true under one stated reading",
        Verdict::WithinInputRounding => "recomputed from figures that were rounded themselves",
        Verdict::PeriodMisstated => "fits another year or window than the one stated",
        Verdict::Inconsistent => "other figures of the same text deny it",
        Verdict::Contradicted => "further off than all editions, definitions and readings on file",
        Verdict::NotCheckable => "no official figure on file, or what it is of is left open",
    }
}

/// Tables of a text whose figures are left alone, with the reason.
pub fn left_alone(text: &Checked) -> Vec<String> {
    let told = |one: &Tabled| {
        let why = one.left_alone.as_ref()?;
        Some(format!("table {}: {} figures left alone, {why}", one.number, one.figures))
    };
    text.tables.iter().filter_map(told).collect()
}

/// `page 3, paragraph 12, sentence 2`; `table 2, row 5, column 3`.
pub fn place(place: &Place) -> String {
    let page = if place.sheet.starts_with("page") { format!("{}, ", place.sheet) } else { String::new() };
    match place.cell {
        Some(cell) => format!("{page}table {}, row {}, column {}", cell.table, cell.row, cell.col),
        None => format!("{page}paragraph {}, sentence {}", place.paragraph, place.sentence),
    }
}

/// `2010`, or `1978-2010` for a window.
pub fn period(when: &When) -> Option<String> {
    match (when.from, when.year) {
        (Some(from), Some(year)) if from != year => Some(format!("{from}-{year}")),
        (from, year) => year.or(from).map(|year| year.to_string()),
    }
}

/// The period in words, with how it is known.
pub fn period_words(when: &When) -> String {
    let mut words = period(when).unwrap_or_default();
    if let (None, Some(years)) = (when.from, when.years) {
        words = format!("{years} years to {words}").trim_end_matches(" to ").to_string();
    }
    let how = match when.known {
        Known::Nowhere | Known::Explicit => "",
        Known::Relative => "counted from another date of the text",
        Known::Carried => "from the sentence before",
    };
    match (words.is_empty(), how.is_empty()) {
        (true, _) => "no period".to_string(),
        (false, true) => words,
        (false, false) => format!("{words} ({how})"),
    }
}

/// The likeliest thing that a claim is of: its formula, and the words that name it.
pub fn subject(claim: &Claim, definitions: &Definitions) -> Option<String> {
    let first = claim.of.first()?;
    let title = definitions
        .series
        .get(&first.formula)
        .map(|series| &series.names)
        .or_else(|| definitions.indicators.get(&first.formula).map(|indicator| &indicator.titles));
    let title = title.map(|names| format!(" ({} / {})", names.zh, names.en)).unwrap_or_default();
    Some(format!("{}{title}", first.formula))
}

/// A code with its names.
pub fn area(claim: &Claim, definitions: &Definitions) -> String {
    let Some(code) = &claim.ref_area else { return "no area".to_string() };
    let known = definitions.areas.iter().find(|area| area.code == *code);
    known.map_or(code.clone(), |area| format!("{code} {}", area.short_zh))
}

/// The unit that values of a claim are in.
pub fn unit(claim: &Claim) -> &str {
    match claim.figure.as_ref().and_then(|figure| figure.unit_text.as_deref()).unwrap_or("") {
        "百分之" => "%",
        "千分之" => "‰",
        unit => unit,
    }
}

/// An official value with two digits more than the claim prints; very small ones with their first digits.
pub fn value(official: f64, claim: &Claim) -> String {
    let decimals = claim.figure.as_ref().map_or(0, |figure| usize::from(figure.decimals));
    let fixed = format!("{official:.*}", (decimals + 2).min(9));
    let fixed = if fixed.contains('.') { fixed.trim_end_matches('0').trim_end_matches('.').to_string() } else { fixed };
    match fixed.trim_start_matches('-') {
        "0" if official != 0.0 => format!("{official:.3e}"),
        _ => fixed,
    }
}

/// Whether an official value, rounded as the claim is printed, is the printed one.
pub fn fits(official: &Official, claim: &Claim) -> bool {
    let half = |decimals: u8| 0.5 * 10f64.powi(-i32::from(decimals)) * (1.0 + 1e-9);
    claim
        .figure
        .as_ref()
        .is_some_and(|figure| (official.value.abs() - figure.value.abs()).abs() <= half(figure.decimals))
}

/// The editions of a value: `CSY2010, China Statistical Yearbook 2010`; several as they are joined.
pub fn edition(official: &Official, definitions: &Definitions) -> String {
    let name = definitions.editions.get(&official.vintage).map(|edition| format!(", {}", edition.names.en));
    format!("{}{}", official.vintage, name.unwrap_or_default())
}

/// The printed figures behind one value.
pub fn cells<'a>(official: &Official, records: &Records<'a>) -> Vec<&'a Observation> {
    official.rows.iter().filter_map(|row| records.observations.get(*row as usize)).collect()
}

/// Where a document that is no edition prints a value: `, page 1, row 11, column 3`. Empty for editions.
pub fn printed_at(official: &Official, records: &Records) -> String {
    const SHOWN: usize = 3;
    let cells =
        cells(official, records).into_iter().filter(|one| one.vintage.is_none() && one.source == official.vintage);
    let places: Vec<String> = cells.map(|one| FullCell(one).place()).collect();
    let shown = places.iter().take(SHOWN).cloned().collect::<Vec<_>>().join(" and ");
    if shown.is_empty() { shown } else { format!(", {shown}") }
}

/// The printed figures behind all values of a claim, each once, in the order of the values.
pub fn all_cells<'a>(judged: &Judged, records: &Records<'a>) -> Vec<(u32, &'a Observation)> {
    let mut seen = BTreeSet::new();
    let rows = judged.official.iter().flat_map(|official| &official.rows).filter(|row| seen.insert(**row));
    rows.filter_map(|&row| Some((row, records.observations.get(row as usize)?))).collect()
}

/// Every row of the records that a text's verdicts cite, in the order of the records.
pub fn cited(texts: &[Checked], records: &Records) -> Vec<Observation> {
    let judged = texts.iter().flat_map(|text| &text.judged);
    let rows: BTreeSet<u32> = judged.flat_map(|one| &one.official).flat_map(|official| official.rows.clone()).collect();
    rows.into_iter().filter_map(|row| records.observations.get(row as usize)).cloned().collect()
}

/// A printed cell as a reader looks it up.
pub struct FullCell<'a>(pub &'a Observation);

impl FullCell<'_> {
    /// The stub and header path.
    pub fn labels(&self) -> String {
        let parts = self.0.row_labels.iter().chain(&self.0.column_labels);
        let mut all: Vec<&str> = Vec::new();
        for part in parts.filter(|part| !self.0.notes.contains(part)) {
            if all.last() != Some(&part.as_str()) {
                all.push(part);
            }
        }
        all.join(" > ")
    }

    /// `page 1, row 11, column 3`; in running text `line 58, letter 22`.
    pub fn place(&self) -> String {
        let one = self.0;
        let sheet = if one.sheet == "text" { String::new() } else { format!("{}, ", one.sheet) };
        match one.clause() {
            Some(_) => format!("{sheet}line {}, letter {}", one.row, one.col),
            None => format!("{sheet}row {}, column {}", one.row, one.col),
        }
    }

    /// `CSY2010, published by 2010-09-30`.
    pub fn edition(&self) -> String {
        let name = self.0.vintage.as_deref().unwrap_or("undated source");
        let date = self.0.vintage_date.map(|date| format!(", published by {date}")).unwrap_or_default();
        let stage = self.0.account_stage.map(|stage| format!(", {} account", stage.name())).unwrap_or_default();
        format!("{name}{date}{stage}")
    }

    /// The figure with its unit, as printed.
    pub fn printed(&self) -> String {
        let unit = self.0.unit_text.as_deref().unwrap_or("");
        format!("{} {unit}", self.0.value_text.trim()).trim_end().to_string()
    }
}

/// A number of fifteen significant digits: without the noise of binary arithmetic.
pub fn plain(number: f64) -> f64 {
    format!("{number:.14e}").parse().unwrap_or(number)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::claims::Kind;

    fn claim() -> Claim {
        Claim {
            place: Place { sheet: "page 3".to_string(), paragraph: 12, sentence: 2, ..Place::default() },
            sentence: String::new(),
            span: 0..0,
            figure: None,
            kind: Kind::Level,
            of: Vec::new(),
            ref_area: None,
            when: When::default(),
            untied: None,
            frame: None,
            hypotheses: Vec::new(),
        }
    }

    #[test]
    fn places_and_periods_are_said_in_words() {
        let mut claim = claim();
        assert_eq!(place(&claim.place), "page 3, paragraph 12, sentence 2");
        assert_eq!((period(&claim.when), period_words(&claim.when)), (None, "no period".to_string()));
        claim.when = When { year: Some(2010), years: Some(10), known: Known::Relative, ..When::default() };
        assert_eq!(period_words(&claim.when), "10 years to 2010 (counted from another date of the text)");
        claim.when = When { year: Some(2010), from: Some(1978), known: Known::Explicit, ..When::default() };
        assert_eq!(period(&claim.when).as_deref(), Some("1978-2010"));
    }

    #[test]
    fn values_have_two_digits_more_than_is_printed() {
        let claim = claim();
        assert_eq!(value(397983.0, &claim), "397983");
        assert_eq!(value(17.39893, &claim), "17.4");
        assert_eq!(value(-0.00012, &claim), "-1.200e-4");
    }
}
