//! Observations: one row per body cell, with area, period, series, unit, stage and edition resolved.
//!
//! In: a source's tables and the definitions. Out: `Observation`s exactly as the data contract has them, and problems.
//! Refuses nothing: what does not resolve stays, with the column null.

mod account;
mod area;
mod basis;
mod binding;
mod calendar;
mod cell;
mod class_account;
mod class_label;
mod class_lines;
mod class_parts;
mod class_pass;
mod class_table;
mod class_totals;
mod class_words;
mod classes;
mod coverage;
mod dated;
mod dated_line;
mod dating;
mod doubt;
mod edition;
mod heading;
mod item;
mod label;
mod memo;
mod names;
mod period;
mod places;
mod printed;
mod prose;
mod prose_budget;
mod prose_clause;
mod prose_dates;
mod prose_item;
mod prose_lists;
mod prose_memo;
mod prose_outline;
mod prose_part;
mod prose_scope;
mod prose_stage;
mod prose_thread;
mod prose_title;
mod prose_what;
mod prose_when;
mod prose_whose;
mod role;
mod ruled;
mod said;
mod seat;
mod series;
mod shelf;
mod siblings;
mod spoken;
mod stage;
mod status;
mod stretch;
mod surroundings;
mod territory;
mod times;
mod unit;
mod whole;
mod whose;

use std::collections::BTreeMap;
use std::sync::Arc;

use chrono::NaiveDate;

use crate::definitions::{Definitions, Edition};
use crate::formula::{Coverage, Stage};
use crate::messages::say;
use crate::problem::{Place, Problem};
use crate::tables::{Heading, Label, Table};
use crate::texts::{Text, Texts};

pub use ruled::unit_corrections;

use crate::units::Units;

use binding::binding_notes;
use cell::{Classified, Context};
use doubt::Doubt;
use heading::{Facets, facets, inherit_units};
use memo::Memo;
use printed::PrintedTexts;
use said::Said;
use shelf::{Column, Shelf};
use whole::Whole;

pub use basis::PeriodBasis;
pub use class_parts::Trail;
pub use names::{Decided, Named, Names, Taken, Unclear, of_path as names_of};
pub use period::Period;
pub use prose::from_passages;
pub use surroundings::Surroundings;

/// One printed number or missing-value mark. Field for field a row of `observations.parquet`.
#[derive(Clone, Debug, PartialEq)]
pub struct Observation {
    pub series: Option<Text>,
    pub ref_area: Option<Text>,
    pub area_label: Option<Text>,
    /// Whose account inside the area; none for the area as a whole.
    pub coverage: Option<Coverage>,
    /// `2010`, `2010-Q1`, `2010-03`.
    pub time_period: Option<Text>,
    /// Where the period was read.
    pub period_basis: Option<PeriodBasis>,
    /// In the printed unit, full stored precision.
    pub obs_value: Option<f64>,
    pub value_text: Text,
    pub decimals: i8,
    /// SDMX style: `CNY`, `PS`, `PT`, `IX`; compound as `CNY/PS`. None where no unit was found or known.
    pub unit_measure: Option<Text>,
    pub unit_mult: Option<i8>,
    pub unit_text: Option<Text>,
    /// SDMX CL_OBS_STATUS 2.2: A, O, P, E, B, V, ...
    pub obs_status: Text,
    pub account_stage: Option<Stage>,
    pub vintage: Option<Text>,
    pub vintage_date: Option<NaiveDate>,
    pub row_labels: Texts,
    pub column_labels: Texts,
    pub notes: Texts,
    pub table_no: Option<Text>,
    pub table_title: Option<Text>,
    pub source: Text,
    pub source_sha256: Text,
    pub sheet: Text,
    pub row: u32,
    pub col: u32,
}

impl Observation {
    /// The clause of a figure of running text: it holds the figure, and the labels of a table do not.
    pub fn clause(&self) -> Option<&str> {
        match self.column_labels.as_slice() {
            [clause] if clause.len() > self.value_text.len() => Some(clause.as_str()),
            _ => None,
        }
        .filter(|clause| clause.contains(self.value_text.as_str()))
    }

    /// The year of `time_period`.
    pub fn year(&self) -> Option<i16> {
        self.time_period.as_deref()?.get(..4)?.parse().ok()
    }
}

/// Where a table comes from. `edition` is the pipeline file's word for that path.
#[derive(Clone, Debug)]
pub struct SourceInfo<'a> {
    pub path: String,
    pub sha256: String,
    pub edition: Option<&'a Edition>,
    /// What stands around its tables and texts and says of what time they are.
    pub around: Surroundings,
}

impl<'a> SourceInfo<'a> {
    /// A source of whose surroundings nothing is known.
    pub fn new(path: &str, sha256: &str, edition: Option<&'a Edition>) -> SourceInfo<'a> {
        SourceInfo { path: path.to_string(), sha256: sha256.to_string(), edition, around: Surroundings::default() }
    }
}

/// The definitions, indexed for looking labels up. Built once for a run.
#[derive(Debug)]
pub struct Catalogue {
    areas: area::Areas,
    series: series::SeriesIndex,
    classes: classes::ClassIndex,
    editions: edition::Editions,
    units: Units,
    labels: Memo,
}

impl Catalogue {
    pub fn new(definitions: &Definitions) -> Catalogue {
        Catalogue {
            areas: area::Areas::new(&definitions.areas),
            series: series::SeriesIndex::new(definitions),
            classes: classes::ClassIndex::new(definitions),
            editions: edition::Editions::new(definitions),
            units: definitions.units.clone(),
            labels: Memo::new(),
        }
    }

    /// What a printed text says.
    fn said(&self, text: &str) -> Arc<Said> {
        self.labels.get(text)
    }
}

/// One observation for every body cell, in the table's order. Problems are warnings: labels with two meanings, units
/// and editions that the definitions do not know, each once a table. `trail` is where the table before it in the same source
/// stopped in the budget classification; that of the first is empty.
pub fn from_table(
    table: &Table,
    origin: &SourceInfo,
    catalogue: &Catalogue,
    trail: &mut Trail,
) -> (Vec<Observation>, Vec<Problem>) {
    let mut whole = Whole::new(table, origin, catalogue);
    let mut rows = all_facets(&siblings::seated(&table.rows), |label| label.col, &whole, catalogue);
    let mut columns = all_facets(&table.columns, |label| label.row, &whole, catalogue);
    times::carry_years(&mut rows);
    seat_own_levels(&mut rows, catalogue);
    times::carry_years(&mut columns);
    for headings in [&mut rows, &mut columns] {
        times::tell_months(headings);
        times::tell_same_times(headings, whole.period.map(|(period, _)| period));
    }
    let is_marked = rows.iter().chain(&columns).any(|facets| facets.status.is_some());
    whole.status = whole.status.filter(|_| !is_marked);
    if whole.unit.is_empty() {
        inherit_units(&mut columns, &table.columns);
    }
    let names_places = rows.iter().chain(&columns).any(Facets::names_a_place);
    if !names_places && whole.account.is_none_or(coverage::Account::is_whole) && is_of_all_below(table) {
        whole.account = Some(coverage::Account::Below);
    }
    whole.has_area_labels |= names_places;
    let is_headed = table.columns.iter().any(|column| !column.labels.is_empty());
    let (none, nowhere) = (Facets::default(), Heading { index: 0, labels: Vec::new() });
    let classes = class_table::of_table(table, catalogue, trail);
    let mut units_ruled = ruled::UnitsRuled::new(table, origin, catalogue);
    let start = table.title.first().map_or((1, 1), |line| (line.row, line.col));
    let mut doubts: BTreeMap<Doubt, (u32, u32)> = whole.doubts.iter().map(|doubt| (doubt.clone(), start)).collect();
    let mut observations = Vec::with_capacity(table.cells.len());
    let (printed, mut shelf) = (PrintedTexts::new(table, origin), Shelf::default());
    for cell in &table.cells {
        let (row, column) =
            (table.rows.get(cell.row).unwrap_or(&nowhere), table.columns.get(cell.column).unwrap_or(&nowhere));
        let mut observation = printed.observation(cell, row, column);
        let (row_says, column_says) = (rows.get(cell.row).unwrap_or(&none), columns.get(cell.column).unwrap_or(&none));
        let mut context = Context::new(&whole, row_says, column_says, catalogue);
        context.classified = Classified::of(&classes, cell.row, cell.column);
        context.unit_ruled = units_ruled.of_cell(&context, row.index, column.index);
        context.is_unheaded = is_headed && column.labels.is_empty();
        context.resolve(cell, &mut observation, &mut shelf);
        let bound = binding_notes(&whole.notes, cell, row, column);
        observation.notes = shelf.notes(bound.into_iter().chain(context.notes.iter().map(String::as_str)));
        if table.ruled.cells.contains(&(row.index, column.index)) && cell.value.is_some() {
            observation.obs_status = shelf.text(Column::Status, status::IMPUTED);
        }
        for doubt in context.doubts {
            doubts.entry(doubt).or_insert((row.index, column.index));
        }
        observations.push(observation);
    }
    let mut problems: Vec<Problem> = doubts.iter().map(|(doubt, at)| problem(doubt, *at, table, origin)).collect();
    problems.extend(whole.unit.unknown().map(|text| unknown_unit(text, table, origin)));
    problems.extend(units_ruled.problems);
    (observations, problems)
}

/// What is said by so many headings is held at once; longer tables are looked through twice, so that memory need not hold
/// the readings of all their labels.
const SAID_AT_ONCE: usize = 1 << 13;

fn all_facets(headings: &[Heading], place: fn(&Label) -> u32, whole: &Whole, catalogue: &Catalogue) -> Vec<Facets> {
    let (mut counts, mut said) = (places::Counts::default(), Vec::new());
    for part in headings.chunks(SAID_AT_ONCE) {
        said = all_said(part, whole, catalogue);
        counts.add(part, &said, place, catalogue);
    }
    let (places, mut found) = (counts.places(), Vec::with_capacity(headings.len()));
    for part in headings.chunks(SAID_AT_ONCE) {
        if headings.len() > SAID_AT_ONCE {
            said = all_said(part, whole, catalogue);
        }
        let both = part.iter().zip(&said);
        found.extend(
            both.map(|(heading, said)| facets(heading, said, &places, place, whole.is_below_nation(), catalogue)),
        );
    }
    found
}

fn all_said(headings: &[Heading], whole: &Whole, catalogue: &Catalogue) -> Vec<Vec<Arc<Said>>> {
    let mut said: Vec<Vec<Arc<Said>>> = Vec::with_capacity(headings.len());
    for heading in headings {
        let labels = said_after(said.last().map_or(&[], Vec::as_slice), &heading.labels, whole.is_republic, catalogue);
        said.push(labels);
    }
    said
}

/// Gives rows of an own level (`市本级`) the city whose row stands above them.
fn seat_own_levels(rows: &mut [Facets], catalogue: &Catalogue) {
    let named: Vec<_> =
        rows.iter().map(|row| (row.area().and_then(|area| area.mention.as_ref()), row.account)).collect();
    let seats = seat::seats(&named, &catalogue.areas);
    rows.iter_mut().zip(seats).for_each(|(row, seat)| row.seat = seat);
}

/// What labels say; those repeated from the heading before need no looking up.
fn said_after(before: &[Arc<Said>], labels: &[Label], is_republic: bool, catalogue: &Catalogue) -> Vec<Arc<Said>> {
    let said = |(at, label): (usize, &Label)| match before.get(at) {
        Some(known) if *known.text == *label.text => Arc::clone(known),
        _ => match times::spelled(label, is_republic, catalogue) {
            Some(text) => catalogue.said(&text),
            None => catalogue.said(&label.text),
        },
    };
    labels.iter().enumerate().map(said).collect()
}

/// `2023年各市县一般公共预算支出决算表`: of the governments below together, where no row or column is one of them.
fn is_of_all_below(table: &Table) -> bool {
    table.title.iter().any(|line| coverage::speaks_of_all_below(&label::key(&line.text)))
}

fn problem(doubt: &Doubt, at: (u32, u32), table: &Table, origin: &SourceInfo) -> Problem {
    let place = Place::Cell { source: origin.path.clone(), sheet: table.sheet.clone(), row: at.0, col: at.1 };
    match doubt {
        Doubt::Area { label, among } => {
            Problem::warning("ambiguous-area", place, say!("observation.areas-open", label, areas = among.join(" or ")))
        }
        Doubt::Series { label, among } => Problem::warning(
            "ambiguous-series",
            place,
            say!("observation.series-open", label, series = among.join(" or ")),
        )
        .help(say!("observation.alias-context")),
        Doubt::Class { code, name, known } => Problem::warning(
            "contradicted-code",
            place,
            match known.is_empty() {
                true => say!("observation.other-code", name, code),
                false => say!("observation.code-beside", code, known, name),
            },
        )
        .help(say!("observation.add-name")),
        Doubt::Edition { name } => Problem::warning("unknown-edition", place, say!("observation.no-edition", name))
            .help(say!("definition.add-edition")),
    }
}

fn unknown_unit(text: &str, table: &Table, origin: &SourceInfo) -> Problem {
    let (row, col) = table.units.first().map_or((1, 1), |unit| (unit.row, unit.col));
    let place = Place::Cell { source: origin.path.clone(), sheet: table.sheet.clone(), row, col };
    Problem::warning("unknown-unit", place, say!("observation.no-unit", text)).help(say!("definition.add-spelling"))
}
