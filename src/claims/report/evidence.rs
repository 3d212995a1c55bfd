//! Evidence in words: what a claim was understood as, what it was held against, and the printed cells behind that.
//!
//! In: judged claims and the records. Out: words and cells that every report shows alike. Refuses nothing: a row that is
//! not on file is left out.

use std::collections::BTreeSet;

use crate::claims::check::{Checked, Class};
use crate::claims::tables::Tabled;
use crate::claims::verdicts::Records;
use crate::claims::{Claim, Judged, Known, Official, Place, TableCell, Verdict, When};
use crate::definitions::Definitions;
use crate::messages::{Message, say};
use crate::observations::Observation;
use crate::sources::Kind;

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

/// A verdict as people read it; data has its name.
pub fn title(verdict: Verdict) -> Message {
    Message::named("verdict", verdict.name())
}

/// The class of a verdict as people read it.
pub fn class_title(class: Class) -> Message {
    Message::of_english("class", class.name())
}

/// What a verdict says, for legends.
pub fn meaning(verdict: Verdict) -> Message {
    match verdict {
        Verdict::Reproduced => say!("meaning.reproduced"),
        Verdict::ReproducedInVintage => say!("meaning.reproduced-in-vintage"),
        Verdict::ReproducedUnderReading => say!("meaning.reproduced-under-reading"),
        Verdict::WithinInputRounding => say!("meaning.within-input-rounding"),
        Verdict::PeriodMisstated => say!("meaning.period-misstated"),
        Verdict::Inconsistent => say!("meaning.inconsistent"),
        Verdict::Contradicted => say!("meaning.contradicted"),
        Verdict::NotCheckable => say!("meaning.not-checkable"),
    }
}

/// Tables of a text whose figures are left alone, with the reason.
pub fn left_alone(text: &Checked) -> Vec<Message> {
    let told = |one: &Tabled| {
        let why = one.left_alone.as_ref()?;
        Some(say!("check.left-alone", number = one.number, figures = one.figures, why))
    };
    text.tables.iter().filter_map(told).collect()
}

/// When a text was written at the latest, and how that is known.
pub fn written_words(text: &Checked) -> Message {
    text.written
        .as_ref()
        .map_or_else(|| say!("check.undated"), |written| say!("check.written", by = written.by, basis = written.basis))
}

/// What kind of file it is, as people read it.
pub fn kind_title(kind: Kind) -> Message {
    Message::of_english("kind", kind.name())
}

/// A part of a text: `page 3`.
pub fn sheet_title(sheet: &str) -> String {
    sheet.strip_prefix("page ").map_or_else(|| sheet.to_string(), |page| say!("place.page", page).to_string())
}

/// `page 3, paragraph 12, sentence 2`; `table 2, row 5, column 3`.
pub fn place(place: &Place) -> String {
    let (paragraph, sentence) = (place.paragraph, place.sentence);
    let page = place.sheet.strip_prefix("page ");
    let said = match (page, place.cell) {
        (Some(page), None) => say!("place.on-page", page, paragraph, sentence),
        (None, None) => say!("place.in-text", paragraph, sentence),
        (Some(page), Some(TableCell { table, row, col })) => say!("place.cell-on-page", page, table, row, col),
        (None, Some(TableCell { table, row, col })) => say!("place.cell", table, row, col),
    };
    if place.is_hidden { say!("place.hidden", place = said).to_string() } else { said.to_string() }
}

/// Where it stands, in short: `page 3 ¶12.2`; `table 2 5:3`.
pub fn short_place(place: &Place) -> String {
    let page = match place.sheet.starts_with("page") {
        true => format!("{} ", sheet_title(&place.sheet)),
        false => String::new(),
    };
    match place.cell {
        Some(TableCell { table, row, col }) => {
            let said = say!("place.short-cell", table, row, col);
            let said = if place.is_hidden { say!("place.hidden", place = said) } else { said };
            format!("{page}{said}")
        }
        None => format!("{page}¶{}.{}", place.paragraph, place.sentence),
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
        words = match words.as_str() {
            "" => say!("period.years", years).to_string(),
            year => say!("period.years-to", years, year).to_string(),
        };
    }
    let how = match when.known {
        Known::Nowhere | Known::Explicit => Message::default(),
        Known::Relative => say!("period.relative"),
        Known::Carried => say!("period.carried"),
    };
    match (words.is_empty(), how.is_empty()) {
        (true, _) => say!("period.none").to_string(),
        (false, true) => words,
        (false, false) => say!("period.known", words, how).to_string(),
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
    Some(match title {
        Some(names) => say!("check.subject", formula = first.formula, zh = names.zh, en = names.en).to_string(),
        None => first.formula.clone(),
    })
}

/// A code with its names.
pub fn area(claim: &Claim, definitions: &Definitions) -> String {
    let Some(code) = &claim.ref_area else { return say!("check.no-area").to_string() };
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
    match definitions.editions.get(&official.vintage) {
        Some(edition) => {
            let (zh, en) = (&edition.names.zh, &edition.names.en);
            say!("check.edition", edition = official.vintage, zh, en).to_string()
        }
        None => Message::of_english("vintage", &official.vintage).to_string(),
    }
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
    let places: Vec<Message> = cells.take(SHOWN).map(|one| FullCell(one).place()).collect();
    match places.is_empty() {
        true => String::new(),
        false => format!("{}{}", say!("list.clause"), Message::joined(places, &say!("list.and-word"))),
    }
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
    pub fn place(&self) -> Message {
        let one = self.0;
        let cell = match one.clause() {
            Some(_) => say!("place.in-line", row = one.row, col = one.col),
            None => say!("place.in-sheet", row = one.row, col = one.col),
        };
        match one.sheet.as_str() {
            "text" => cell,
            sheet => Message::clauses([Message::from(sheet_title(sheet)), cell]),
        }
    }

    /// `CSY2010, published by 2010-09-30`.
    pub fn edition(&self) -> String {
        let name = self.0.vintage.as_deref().map_or_else(|| say!("trace.undated"), Message::from);
        let date = self.0.vintage_date.map(|date| say!("trace.published", date));
        let stage = self.0.account_stage.map(|stage| Message::named("stage", stage.name()));
        Message::clauses([Some(name), date, stage].into_iter().flatten()).to_string()
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
