//! Figures of a table as claims.
//!
//! In: a table with what its cells are, and the words that read labels. Out: for each figure a claim of the series, area,
//! period, stage and unit that its observation has; where no series is known, what its labels say as a sentence. Refuses to
//! tie figures of a part of a year, of an account inside an area, of another country, and amounts without a unit.

use super::phrases;
use super::read::Read;
use super::speech::{Saying, Speech};
use crate::claims::reading::{Labels, NATION};
use crate::claims::{Claim, Kind, Known, Meaning, Place, TableCell, When};
use crate::figures::{Figure, Form, Role};
use crate::formula::{Core, Leaf};
use crate::messages::{Message, say};
use crate::observations::{Observation, PeriodBasis};
use crate::sources::Source;
use crate::tables::Heading;
use crate::units::{Kind as UnitKind, Reading};

/// Between the labels of a cell.
const STEP: &str = " › ";

/// A figure of a table as a claim.
#[derive(Clone, Debug)]
pub struct Told {
    pub claim: Claim,
    /// Its labels print what it is of and where, as they stand: else only figures beside it may show that it is wrong.
    pub is_printed: bool,
    /// The line of figures of one thing that it stands in: a column by its position, or a row.
    pub line: Line,
    /// No official figure can be held against it, whatever it is of.
    pub is_out_of_reach: bool,
    /// Its labels or title speak of a model, a forecast or a survey.
    pub is_modelled: bool,
    /// Places in the table.
    pub row: usize,
    pub column: usize,
}

/// A row or a column.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Line {
    Row(usize),
    Column(usize),
}

/// A claim for each figure of a table, in the order of its cells.
pub fn claims(read: &Read, source: &Source, labels: &Labels) -> Vec<Told> {
    let title = phrases::undated(&phrases::plain(&read.tabled.title));
    let speech = Speech::new(title, labels);
    let figures = read.table.cells.iter().zip(&read.observations).filter(|(cell, _)| cell.value.is_some());
    let cells = figures.map(|(cell, observation)| {
        let (row, column) = (read.table.rows.get(cell.row), read.table.columns.get(cell.column));
        let one = Cell { read, observation, row, column, speech: &speech };
        let line = match observation.period_basis {
            Some(PeriodBasis::Header) => Line::Row(cell.row),
            _ => Line::Column(cell.column),
        };
        let out_of_reach = one.out_of_reach();
        let is_out_of_reach = out_of_reach.is_some();
        let (claim, is_printed) = one.claim(source, out_of_reach);
        let is_modelled = phrases::speaks_of_a_model(&claim.sentence);
        Told { claim, is_printed, line, is_out_of_reach, is_modelled, row: cell.row, column: cell.column }
    });
    cells.collect()
}

struct Cell<'a> {
    read: &'a Read,
    observation: &'a Observation,
    row: Option<&'a Heading>,
    column: Option<&'a Heading>,
    speech: &'a Speech<'a>,
}

/// What a figure may be of.
struct Subject {
    kind: Kind,
    of: Vec<Meaning>,
    untied: Option<Message>,
    frame: Option<String>,
    hypotheses: Vec<crate::claims::Hypothesis>,
    is_printed: bool,
}

impl Cell<'_> {
    /// The claim, and whether its labels print what it is of and where.
    fn claim(&self, source: &Source, out_of_reach: Option<Message>) -> (Claim, bool) {
        let (sentence, span) = self.sentence();
        let subject = match self.meaning() {
            Some(of) => Subject {
                kind: Kind::Level,
                of: vec![of],
                untied: None,
                frame: None,
                hypotheses: Vec::new(),
                is_printed: true,
            },
            None if out_of_reach.is_some() => nothing(),
            None => self.spoken(),
        };
        let when = self.when();
        let untied = out_of_reach.or_else(|| self.without_unit(&subject.of)).or(subject.untied);
        let area = self.area();
        let is_there = |one: &crate::claims::Hypothesis| area.as_ref().is_none_or(|area| *area == one.ref_area);
        let is_own = |one: &crate::claims::Hypothesis| one.when.year == when.year && is_there(one);
        let hypotheses = subject.hypotheses.into_iter().filter(is_own).collect();
        let is_printed = subject.is_printed && self.observation.ref_area.is_some();
        let claim = Claim {
            place: self.place(source),
            figure: Some(self.figure(span.clone())),
            sentence,
            span,
            kind: subject.kind,
            of: subject.of,
            ref_area: area,
            when,
            untied,
            frame: subject.frame,
            hypotheses,
        };
        (claim, is_printed)
    }

    fn place(&self, source: &Source) -> Place {
        let Observation { row, col, sheet, .. } = self.observation;
        let tabled = &self.read.tabled;
        let cell = TableCell { table: tabled.number, row: tabled.row(row.saturating_sub(1)), col: tabled.col(*col) };
        let is_hidden = tabled.hides(*row, *col);
        Place { source: source.path.clone(), sheet: sheet.to_string(), cell: Some(cell), is_hidden, ..Place::default() }
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
        let unit_text = one.unit_text.as_deref().map(str::to_string);
        let unit = one.unit_measure.as_deref().map(str::to_string).zip(one.unit_mult).map(|(measure, mult)| {
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
    fn meaning(&self) -> Option<Meaning> {
        let series = self.observation.series.as_ref()?;
        let items = [self.items_of(self.row), self.items_of(self.column)].concat();
        let words = items.last().cloned().unwrap_or_default();
        let stage = self.observation.account_stage;
        self.speech.labels.unit(series).is_some().then(|| Meaning {
            formula: series.to_string(),
            core: Core::Leaf(Leaf::of(series)),
            stage,
            words,
        })
    }

    /// The labels as a sentence: as they stand, the column's before the row's, and as the account that the table is of. The
    /// first that ties the figure by its words; else all that they may speak of.
    fn spoken(&self) -> Subject {
        let one = self.observation;
        let (Some(year), Some(value)) = (one.year(), one.obs_value) else { return nothing() };
        let area = phrases::plain(one.area_label.as_deref().unwrap_or_default());
        let (row, column) = (self.items_of(self.row), self.items_of(self.column));
        let mut found: Option<Subject> = None;
        for (nth, items) in phrases::wordings(&row, &column, &self.speech.title).into_iter().enumerate() {
            let saying = Saying {
                year: i32::from(year),
                area: &area,
                items: &items,
                value,
                decimals: usize::try_from(one.decimals).unwrap_or(0),
                unit: phrases::unit(one.unit_text.as_deref().unwrap_or_default()),
                measure: one.unit_measure.as_deref(),
            };
            let Some(spoken) = self.speech.claim(&saying) else { continue };
            let Claim { kind, of, untied, frame, hypotheses, .. } = spoken;
            let is_tied = untied.is_none() && !of.is_empty();
            match &mut found {
                _ if is_tied => return Subject { kind, of, untied, frame, hypotheses, is_printed: nth == 0 },
                Some(known) => known.hypotheses.extend(hypotheses),
                None => found = Some(Subject { kind, of, untied, frame, hypotheses, is_printed: false }),
            }
        }
        found.map_or_else(nothing, |found| Subject { untied: found.untied.or_else(unnamed), ..found })
    }

    /// The labels of a heading that are no period and no area.
    fn items_of(&self, heading: Option<&Heading>) -> Vec<String> {
        let area = self.observation.area_label.as_deref().map(str::trim);
        let texts = heading.into_iter().flat_map(|heading| heading.labels.iter().map(|label| label.text.as_str()));
        let items = texts.filter(|text| !phrases::is_period(text) && Some(text.trim()) != area);
        items.map(phrases::plain).filter(|text| !text.is_empty()).collect()
    }

    fn when(&self) -> When {
        let one = self.observation;
        let words = one.time_period.as_deref().unwrap_or_default().to_string();
        let year = one.year().map(i32::from).filter(|_| words.len() == "2010".len());
        let known = match (year, one.period_basis) {
            (None, _) => Known::Nowhere,
            (_, Some(PeriodBasis::Cell | PeriodBasis::Header | PeriodBasis::Title)) => Known::Explicit,
            _ => Known::Carried,
        };
        When { year, from: None, years: None, words, known }
    }

    /// The area printed; without one, what the text is about.
    fn area(&self) -> Option<String> {
        let scope = &self.speech.labels.scope;
        let printed = self.observation.ref_area.as_deref().map(str::to_string);
        let is_unnamed = self.observation.area_label.is_none() && scope.local.is_none();
        printed.or_else(|| is_unnamed.then(|| scope.code.clone().unwrap_or_else(|| NATION.to_string())))
    }

    /// Why no official figure can be held against it.
    fn out_of_reach(&self) -> Option<Message> {
        let labels = self.speech.labels;
        let one = self.observation;
        if self.read.tabled.layout.seconds.get(&one.col).is_some_and(|(_, is_named)| !is_named) {
            return Some(say!("untied.second-figure"));
        }
        if let Some(period) = one.time_period.as_ref().filter(|period| period.len() > "2010".len()) {
            return Some(say!("untied.part-of-year-in", period));
        }
        if one.time_period.is_none() {
            return Some(say!("untied.labels-no-year"));
        }
        if let Some(coverage) = one.coverage {
            return Some(say!("untied.inside-area", coverage = Message::named("coverage", coverage.name())));
        }
        let texts = one.row_labels.iter().chain(&one.column_labels);
        let mut texts = texts.map(|text| text.as_str()).chain([self.read.tabled.title.as_str()]);
        if let Some(word) = texts.find_map(|text| labels.abroad(text)) {
            return Some(say!("untied.labels-speak-of", word));
        }
        match (&one.ref_area, &one.area_label) {
            (None, Some(label)) => Some(say!("untied.no-area-on-file", label)),
            (None, None) => labels
                .scope
                .local
                .as_ref()
                .filter(|_| labels.scope.code.is_none())
                .map(|local| say!("untied.local", local)),
            _ => None,
        }
    }

    fn without_unit(&self, of: &[Meaning]) -> Option<Message> {
        let series = of.first().and_then(|meaning| self.speech.labels.unit(&meaning.formula))?;
        let is_amount = matches!(series, UnitKind::Quantity);
        (is_amount && self.observation.unit_measure.is_none()).then(|| say!("untied.no-unit"))
    }
}

fn nothing() -> Subject {
    Subject {
        kind: Kind::Unknown,
        of: Vec::new(),
        untied: unnamed(),
        frame: None,
        hypotheses: Vec::new(),
        is_printed: false,
    }
}

fn unnamed() -> Option<Message> {
    Some(say!("untied.labels-nothing"))
}
