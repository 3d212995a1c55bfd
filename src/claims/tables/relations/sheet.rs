//! A table as relations see it: figures by row and column, and what its lines say.
//!
//! In: a table with its observations. Out: `Sheet`. Refuses tables too large to be searched.

use std::collections::{BTreeMap, BTreeSet};

use crate::observations::{Observation, PeriodBasis};
use crate::tables::identities::{Axis, Figures, Says, says};
use crate::tables::{Heading, Table};

use super::forms::{Form, Span};

/// Larger tables are no paper's own.
const MOST_PLACES: usize = 20_000;

/// What a row or column says of its figures.
#[derive(Clone, Debug)]
pub struct Line {
    pub says: Says,
    /// Its own year, where its labels are a period.
    pub year: Option<i32>,
    /// Its labels, outermost first.
    pub text: String,
}

/// Figures are known by their place: row times columns plus column.
pub struct Sheet<'a> {
    pub table: &'a Table,
    figures: Figures,
    rows: Vec<Line>,
    columns: Vec<Line>,
    /// What official data has in the place of figures that it denies.
    official: BTreeMap<usize, Vec<f64>>,
}

impl<'a> Sheet<'a> {
    pub fn new(table: &'a Table, observations: &[Observation]) -> Option<Sheet<'a>> {
        let figures = Figures::new(table).filter(|figures| figures.rows * figures.columns <= MOST_PLACES)?;
        let mut row_years: Vec<Vec<Option<i16>>> = vec![Vec::new(); table.rows.len()];
        let mut column_years: Vec<Vec<Option<i16>>> = vec![Vec::new(); table.columns.len()];
        for (cell, one) in table.cells.iter().zip(observations) {
            let years = match one.period_basis {
                Some(PeriodBasis::Cell) => row_years.get_mut(cell.row),
                Some(PeriodBasis::Header) => column_years.get_mut(cell.column),
                _ => None,
            };
            years.into_iter().for_each(|years| years.push(one.year()));
        }
        let rows = table.rows.iter().zip(&row_years).map(|(heading, years)| line(heading, only(years)));
        let columns = table.columns.iter().zip(&column_years).map(|(heading, years)| line(heading, only(years)));
        let (rows, columns) = (rows.collect(), columns.collect());
        Some(Sheet { table, figures, rows, columns, official: BTreeMap::new() })
    }

    /// Takes the official values of figures that are denied.
    pub fn set_official(&mut self, official: BTreeMap<usize, Vec<f64>>) {
        self.official = official;
    }

    /// Whether official data denies a figure.
    pub fn is_denied(&self, place: usize) -> bool {
        self.official.contains_key(&place)
    }

    pub fn places(&self) -> usize {
        self.rows.len() * self.columns.len()
    }

    pub fn lines(&self, axis: Axis) -> &[Line] {
        if axis == Axis::Rows { &self.rows } else { &self.columns }
    }

    pub fn across(&self, axis: Axis) -> &[Line] {
        if axis == Axis::Rows { &self.columns } else { &self.rows }
    }

    pub fn place(&self, axis: Axis, line: usize, crossing: usize) -> usize {
        self.figures.place(axis, line, crossing)
    }

    /// The column of a place.
    pub fn column(&self, place: usize) -> usize {
        place % self.figures.columns.max(1)
    }

    /// Columns of which so many places and more are of a kind.
    pub fn columns_of(&self, is_it: &dyn Fn(usize) -> bool, fewest: usize) -> BTreeSet<usize> {
        let mut counts: BTreeMap<usize, usize> = BTreeMap::new();
        for place in (0..self.places()).filter(|place| is_it(*place)) {
            *counts.entry(self.column(place)).or_default() += 1;
        }
        counts.into_iter().filter(|(_, count)| *count >= fewest).map(|(column, _)| column).collect()
    }

    /// NaN where no figure is printed.
    pub fn value(&self, place: usize) -> f64 {
        self.figures.value(place)
    }

    /// Half a unit of the last printed digit.
    pub fn half(&self, place: usize) -> f64 {
        self.figures.half(place)
    }

    /// The figure as printed, or the official one where that denies it.
    pub fn span(&self, place: usize) -> Option<Span> {
        let printed = self.figures.value(place);
        let official = self.official.get(&place).and_then(|values| values.first());
        let value = official.copied().unwrap_or(printed);
        (!printed.is_nan()).then(|| Span::around(value, self.figures.half(place)))
    }

    fn printed_span(&self, place: usize) -> Option<Span> {
        let printed = self.figures.value(place);
        (!printed.is_nan()).then(|| Span::around(printed, self.figures.half(place)))
    }

    /// Position of the cell at a place.
    pub fn cell(&self, place: usize) -> Option<usize> {
        self.figures.cell(place)
    }

    pub fn decimals(&self, place: usize) -> u8 {
        self.cell(place).and_then(|at| self.table.cells.get(at)).map_or(0, |cell| cell.decimals)
    }

    pub fn printed(&self, place: usize) -> &str {
        self.cell(place).and_then(|at| self.table.cells.get(at)).map_or("", |cell| cell.text.trim())
    }

    /// The labels of the row and the column of a place.
    pub fn labels(&self, place: usize) -> (&str, &str) {
        let (row, column) = (place / self.figures.columns.max(1), place % self.figures.columns.max(1));
        let row = self.rows.get(row).map_or("", |line| line.text.as_str());
        (row, self.columns.get(column).map_or("", |line| line.text.as_str()))
    }

    /// Whether an equation holds, and how many bits its first member is fixed to; None where a member is not printed or the
    /// form gives nothing. What is computed may be cut off or rounded: one unit of its last digit to either side. A figure
    /// that official data denies may be any that some edition has.
    pub fn holds(&self, form: Form, members: &[usize]) -> Option<(bool, f64)> {
        let printed = members.iter().map(|place| self.printed_span(*place)).collect::<Option<Vec<Span>>>()?;
        if let Some(found) = self.tested(form, members, &printed).filter(|(holds, _)| *holds) {
            return Some(found);
        }
        let spans: Vec<Span> = members.iter().map(|place| self.span(*place)).collect::<Option<_>>()?;
        let first = self.tested(form, members, &spans)?;
        let denied = members.iter().enumerate().find_map(|(at, place)| Some((at, self.official.get(place)?)));
        let Some((at, values)) = denied.filter(|_| !first.0) else { return Some(first) };
        let other = values.iter().skip(1).find_map(|value| {
            let mut spans = spans.clone();
            let half = spans.get(at)?.width() / 2.0;
            *spans.get_mut(at)? = Span::around(*value, half);
            self.tested(form, members, &spans).filter(|(holds, _)| *holds)
        });
        let is_exact = matches!(form, Form::Sum | Form::Difference | Form::Hundred | Form::Mean);
        // Which edition a share was computed from is not known where its base is another than printed.
        other.or(is_exact.then_some(first))
    }

    fn tested(&self, form: Form, members: &[usize], spans: &[Span]) -> Option<(bool, f64)> {
        let computed = form.solved(0, spans)?;
        let (value, half) = (spans.first()?.middle(), self.figures.half(*members.first()?));
        let own = match form {
            Form::Sum | Form::Difference | Form::Hundred => Span::around(value, half),
            _ => Span::around(value, 2.0 * half),
        };
        let slack = 1e-9 * value.abs().max(1.0);
        let wide = Span { low: computed.low - slack, high: computed.high + slack };
        let size = if form == Form::Hundred { 100.0 } else { value.abs() };
        let bits = (size / (own.width() + computed.width()).max(f64::MIN_POSITIVE)).max(1.0).log2();
        Some((own.meets(wide), bits))
    }
}

/// The year that all cells of a line are of.
fn only(years: &[Option<i16>]) -> Option<i32> {
    let first = years.first().copied().flatten()?;
    years.iter().all(|year| *year == Some(first)).then_some(i32::from(first))
}

fn line(heading: &Heading, year: Option<i32>) -> Line {
    let own = heading.labels.iter().map(|label| says(&label.text));
    let mut all = Says { rate: false, change: false, total: false, part: false };
    let last = heading.labels.last().map(|label| says(&label.text));
    for one in own {
        all.rate |= one.rate;
        all.change |= one.change;
    }
    all.total = last.is_some_and(|one| one.total);
    all.part = last.is_some_and(|one| one.part);
    let text = heading.labels.iter().map(|label| label.text.as_str()).collect::<Vec<_>>().join(" › ");
    Line { says: all, year, text }
}
