//! Figures of a table as claims.
//!
//! In: a table with what its cells are, and the words that read labels. Out: for each figure a claim of the series, area,
//! period, stage and unit that its observation has; where no series is known, what its labels say as a sentence. Refuses to
//! tie figures of a part of a year, of an account inside an area, of another country, and amounts without a unit.

use super::read::Read;
use crate::claims::reading::{Labels, NATION};
use crate::claims::{Claim, Kind, Known, Meaning, Place, TableCell, When};
use crate::figures::{Figure, Form, Role};
use crate::formula::{Core, Leaf};
use crate::observations::{Observation, PeriodBasis};
use crate::sources::Source;
use crate::tables::{Heading, Label};
use crate::units::{Kind as UnitKind, Reading};

/// Between the labels of a cell.
const STEP: &str = " › ";

/// A claim for each figure of a table, in the order of its cells.
pub fn claims(read: &Read, source: &Source, labels: &Labels) -> Vec<Claim> {
    let figures = read.table.cells.iter().zip(&read.observations).filter(|(cell, _)| cell.value.is_some());
    let cells = figures.map(|(cell, observation)| {
        let (row, column) = (read.table.rows.get(cell.row), read.table.columns.get(cell.column));
        Cell { read, observation, row, column }.claim(source, labels)
    });
    cells.collect()
}

struct Cell<'a> {
    read: &'a Read,
    observation: &'a Observation,
    row: Option<&'a Heading>,
    column: Option<&'a Heading>,
}

impl Cell<'_> {
    fn claim(&self, source: &Source, labels: &Labels) -> Claim {
        let (sentence, span) = self.sentence();
        let spoken = if self.observation.series.is_none() { self.spoken(labels) } else { None };
        let of = self.meaning(labels);
        let (kind, of, spoken_untied, hypotheses) = match (of, spoken) {
            (Some(meaning), _) => (Kind::Level, vec![meaning], None, Vec::new()),
            (None, Some(spoken)) => (spoken.kind, spoken.of, spoken.untied, spoken.hypotheses),
            (None, None) => (Kind::Unknown, Vec::new(), None, Vec::new()),
        };
        let when = self.when();
        let nothing = || of.is_empty().then(|| "its labels name nothing on file".to_string());
        let untied =
            self.out_of_reach(labels).or_else(|| self.without_unit(&of, labels)).or(spoken_untied).or_else(nothing);
        let is_open = self.out_of_reach(labels).is_none();
        let hypotheses = hypotheses.into_iter().filter(|one| is_open && one.when.year == when.year).collect();
        Claim {
            place: self.place(source),
            figure: Some(self.figure(span.clone())),
            sentence,
            span,
            kind,
            of,
            ref_area: self.area(labels),
            when,
            untied,
            hypotheses,
        }
    }

    fn place(&self, source: &Source) -> Place {
        let Observation { row, col, sheet, .. } = self.observation;
        let tabled = &self.read.tabled;
        let cell = TableCell { table: tabled.number, row: row.saturating_sub(tabled.rows.start), col: *col };
        Place { source: source.path.clone(), sheet: sheet.clone(), cell: Some(cell), ..Place::default() }
    }

    /// Title and labels, then the figure as printed, then its unit.
    fn sentence(&self) -> (String, std::ops::Range<usize>) {
        let one = self.observation;
        let mut path: Vec<&str> = Vec::new();
        let title = self.read.tabled.title.trim();
        for text in [title].into_iter().chain(one.row_labels.iter().chain(&one.column_labels).map(|text| text.trim())) {
            if !text.is_empty() && path.last() != Some(&text) {
                path.push(text);
            }
        }
        let mut sentence = path.join(STEP);
        sentence.push_str(": ");
        let start = sentence.len();
        sentence.push_str(one.value_text.trim());
        let end = sentence.len();
        if let Some(unit) = &one.unit_text
            && !one.value_text.trim().ends_with(unit.as_str())
        {
            sentence.push(' ');
            sentence.push_str(unit);
        }
        (sentence, start..end)
    }

    /// As printed: a workbook stores more digits than it shows.
    fn figure(&self, span: std::ops::Range<usize>) -> Figure {
        let one = self.observation;
        let decimals = u8::try_from(one.decimals).unwrap_or(0);
        let scale = 10f64.powi(i32::from(decimals));
        let value = one.obs_value.map_or(0.0, |value| (value * scale).round() / scale);
        let unit_text = one.unit_text.clone();
        let unit = one.unit_measure.clone().zip(one.unit_mult).map(|(measure, mult)| {
            let canonical = unit_text.clone().unwrap_or_default();
            Reading { measure, mult, canonical, base: None }
        });
        let (number, hedges) = (span.start, Vec::new());
        Figure {
            span,
            number,
            value,
            form: Form::One,
            decimals,
            mult: 0,
            unit,
            unit_text,
            hedges,
            role: Role::Amount,
            is_doubtful: false,
        }
    }

    /// The series that the table says.
    fn meaning(&self, labels: &Labels) -> Option<Meaning> {
        let series = self.observation.series.as_ref()?;
        let words = self.items().last().map(|label| label.to_string()).unwrap_or_default();
        let stage = self.observation.account_stage;
        labels.unit(series).is_some().then(|| Meaning {
            formula: series.clone(),
            core: Core::Leaf(Leaf::of(series)),
            stage,
            words,
        })
    }

    /// The labels as a sentence.
    fn spoken(&self, labels: &Labels) -> Option<Claim> {
        let year = self.observation.year()?;
        let unit = self.observation.unit_text.as_deref().unwrap_or_default();
        let items: String = self.items().iter().map(|label| plain(label)).collect();
        let area = self.observation.area_label.as_deref().unwrap_or_default();
        let value = self.observation.obs_value?.abs();
        let decimals = usize::try_from(self.observation.decimals).unwrap_or(0);
        let (area, unit) = (plain(area), plain_unit(unit));
        let title = undated(&plain(&self.read.tabled.title));
        labels.claim(&title, &format!("{year}年{area}{items}{value:.decimals$}{unit}"))
    }

    /// Labels of row and column that are no period and no area.
    fn items(&self) -> Vec<&str> {
        let area = self.observation.area_label.as_deref();
        let headings = [self.row, self.column].into_iter().flatten();
        let texts = headings.flat_map(|heading| heading.labels.iter().map(|label: &Label| label.text.as_str()));
        texts.filter(|text| !is_period(text) && Some(text.trim()) != area.map(str::trim)).collect()
    }

    fn when(&self) -> When {
        let one = self.observation;
        let words = one.time_period.clone().unwrap_or_default();
        let year = one.year().map(i32::from).filter(|_| words.len() == "2010".len());
        let known = match (year, one.period_basis) {
            (None, _) => Known::Nowhere,
            (_, Some(PeriodBasis::Cell | PeriodBasis::Header | PeriodBasis::Title)) => Known::Explicit,
            _ => Known::Carried,
        };
        When { year, from: None, years: None, words, known }
    }

    /// The area printed; without one, what the text is about.
    fn area(&self, labels: &Labels) -> Option<String> {
        let printed = self.observation.ref_area.clone();
        let is_unnamed = self.observation.area_label.is_none() && labels.scope.local.is_none();
        printed.or_else(|| is_unnamed.then(|| labels.scope.code.clone().unwrap_or_else(|| NATION.to_string())))
    }

    /// Why no official figure can be held against it.
    fn out_of_reach(&self, labels: &Labels) -> Option<String> {
        let one = self.observation;
        if let Some(period) = one.time_period.as_ref().filter(|period| period.len() > "2010".len()) {
            return Some(format!("it is of a part of a year, {period}"));
        }
        if one.time_period.is_none() {
            return Some("its labels do not say of which year it is".to_string());
        }
        if let Some(coverage) = one.coverage {
            return Some(format!("it is of an account inside the area ({})", coverage.name()));
        }
        let texts = one.row_labels.iter().chain(&one.column_labels);
        let mut texts = texts.map(String::as_str).chain([self.read.tabled.title.as_str()]);
        if let Some(word) = texts.find_map(|text| labels.abroad(text)) {
            return Some(format!("its labels speak of `{word}`"));
        }
        match (&one.ref_area, &one.area_label) {
            (None, Some(label)) => Some(format!("`{label}` is no area on file")),
            (None, None) => labels
                .scope
                .local
                .as_ref()
                .filter(|_| labels.scope.code.is_none())
                .map(|local| format!("the text is about `{local}`, which has no figures on file")),
            _ => None,
        }
    }

    fn without_unit(&self, of: &[Meaning], labels: &Labels) -> Option<String> {
        let series = of.first().and_then(|meaning| labels.unit(&meaning.formula))?;
        let is_amount = matches!(series, UnitKind::Quantity);
        (is_amount && self.observation.unit_measure.is_none()).then(|| "no unit is printed".to_string())
    }
}

/// A year, or a year of a plan or month, and nothing else.
fn is_period(text: &str) -> bool {
    let rest: String = text.chars().filter(|letter| !letter.is_ascii_digit() && !letter.is_whitespace()).collect();
    text.chars().any(|letter| letter.is_ascii_digit())
        && rest.trim_matches(['年', '度', '月', '季', '-', '—', '末', '底']).is_empty()
}

/// A label without units in brackets, marks of notes and blanks.
fn plain(text: &str) -> String {
    let mut kept = String::new();
    let mut depth = 0usize;
    for letter in text.chars() {
        match letter {
            '(' | '（' | '[' | '［' => depth += 1,
            ')' | '）' | ']' | '］' => depth = depth.saturating_sub(1),
            letter if depth == 0 && !letter.is_whitespace() && !"*#①②③④⑤⑥⑦⑧⑨".contains(letter) => {
                kept.push(letter)
            }
            _ => {}
        }
    }
    kept
}

fn plain_unit(text: &str) -> &str {
    text.trim_matches(['(', ')', '（', '）', ' '])
}

/// A title without its number and years.
fn undated(title: &str) -> String {
    let without = title.trim_start_matches(['表', '附', '续']);
    let text = without
        .trim_start_matches(|letter: char| letter.is_ascii_digit() || "-—.．一二三四五六七八九十：: ".contains(letter));
    text.chars().filter(|letter| !letter.is_ascii_digit() && !"-—–~～年：".contains(*letter)).collect()
}
