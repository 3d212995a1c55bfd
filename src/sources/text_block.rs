//! One table of a plain text: its lines, from title to notes.
//!
//! In: the lines of a text and which of them hold the figures. Out: rows and merged headings in a grid. Refuses nothing.

use std::collections::BTreeSet;
use std::ops::Range;
use std::sync::LazyLock;

use regex::Regex;

use super::text_columns::{self, Field, Ruler};
use super::text_row::{UNIT, cut, is_blank, is_data, is_rule, pieces};
use super::text_stacked::{self, Stacked};
use super::{Cell, Grid, Merge, text_header, text_notes};

/// Lines looked at above a table for its title, units and header, and below for its notes.
const NEAR: usize = 8;
/// The number of a table by itself.
static NUMBER: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"(?i)^(?:[附续]?表|table)\s*[0-9一二三四五六七八九十]+(?:[-－.．][0-9]+)*[.．:：]?$")
        .expect("a valid pattern")
});
/// A Chinese letter, in places of a line.
const WIDE: f64 = 2.0;

/// One table: the lines of its body, and all lines that belong to it.
pub(super) struct Block {
    body: Range<usize>,
    pub whole: Range<usize>,
    columns: Vec<Range<usize>>,
    ruler: Ruler,
    is_piped: bool,
    /// Figures and headings are told by their order, not by their places.
    is_ordered: bool,
    /// Where the headings right above the figures stand, if some of them head columns without figures.
    headings: Vec<Range<usize>>,
    /// A header over several lines, written as one.
    stacked: Option<Stacked>,
}

impl Block {
    /// `above` lines belong to what was read before.
    pub fn new(lines: &[&str], above: usize, body: Range<usize>) -> Block {
        let is_piped = lines.get(body.start).is_some_and(|line| pieces(line).is_some());
        let data: Vec<&str> =
            lines.get(body.clone()).unwrap_or_default().iter().copied().filter(|line| is_data(line)).collect();
        let whole = start(lines, above, body.start)..text_notes::end(lines, body.end);
        let ((ruler, columns), headings) = (text_columns::ruled(&data), Vec::new());
        let columns = if is_piped { Vec::new() } else { columns };
        let mut block = Block { body, whole, columns, ruler, is_piped, is_ordered: false, headings, stacked: None };
        if !is_piped {
            block.tell_columns(lines, &data);
        }
        if !is_piped && !block.is_ordered {
            block.stacked = text_stacked::stacked(lines, above, block.body.start, &block.columns, ruler);
            if let Some(stacked) = &block.stacked {
                block.whole.start = block.whole.start.min(start(lines, above, stacked.lines.start));
            }
        }
        block
    }

    fn tell_columns(&mut self, lines: &[&str], data: &[&str]) {
        if let Some(header) = in_order(lines, self.body.start, data, &self.columns, self.ruler) {
            self.is_ordered = true;
            self.columns = header.into_iter().map(|field| field.place).collect();
            return;
        }
        let header = heading_line(lines, self.body.start, self.ruler).unwrap_or_default();
        let above = lines.get(self.whole.start..self.body.start).unwrap_or_default();
        let fields = above.iter().map(|line| text_columns::fields_on(line, 2, self.ruler));
        let all: Vec<Field> = fields.filter(|fields| fields.len() >= 2).flatten().collect();
        let columns = text_header::with_headed(&self.columns, &header, &all);
        if columns.len() > self.columns.len() {
            self.columns = columns;
            self.headings = header.into_iter().map(|field| field.place).collect();
        }
    }

    pub fn write(&self, lines: &[&str], grid: &mut Grid, taken: &mut BTreeSet<u32>) {
        grid.rows.resize_with(grid.rows.len().max(self.whole.end), Vec::new);
        let mut is_headed = false;
        for at in self.whole.clone() {
            let Some(line) = lines.get(at).filter(|line| !is_blank(line)) else { continue };
            taken.insert(u32::try_from(at + 1).unwrap_or(u32::MAX));
            if is_rule(line) {
                continue;
            }
            if let Some(stacked) = self.stacked.as_ref().filter(|stacked| stacked.lines.contains(&at)) {
                if let Some(own) = grid.rows.get_mut(at).filter(|_| at == stacked.line) {
                    *own = cells(stacked.headings.clone());
                }
                is_headed = true;
                continue;
            }
            let inside = self.body.contains(&at);
            let fields = text_columns::fields_on(line, 2, self.ruler);
            let fields = if inside { fields } else { with_number(fields) };
            is_headed |= fields.len() >= 2 || inside;
            let (row, merges) = match () {
                () if self.is_piped && inside => (pieces(line).unwrap_or_default(), Vec::new()),
                () if at >= self.body.end || !is_headed || self.is_piped => (lone(&fields), Vec::new()),
                () if self.is_ordered && fields.len() == self.columns.len() => (lone(&fields), Vec::new()),
                () if inside && is_data(line) => (cut(line, &self.columns, self.ruler), Vec::new()),
                () => self.spread(&fields, line, at),
            };
            grid.merges.extend(merges);
            if let Some(own) = grid.rows.get_mut(at) {
                *own = cells(row);
            }
        }
    }

    /// A line of the header: a field over several columns is merged over them.
    fn spread(&self, fields: &[Field], line: &str, at: usize) -> (Vec<String>, Vec<Merge>) {
        // As many words as columns: a blank parts them as well as a gap does.
        let close = text_columns::fields_on(line, 1, self.ruler);
        let is_close = !self.body.contains(&at) && close.len() == self.columns.len() && fields.len() < close.len();
        if is_close && fields.len() > 1 {
            return (lone(&close), Vec::new());
        }
        let mut row = vec![String::new(); self.columns.len()];
        let mut merges = Vec::new();
        for (field, places) in fields.iter().zip(self.places(fields)) {
            let Some(cell) = row.get_mut(places.start) else { continue };
            if !cell.is_empty() {
                cell.push(' ');
            }
            cell.push_str(&field.text);
            if let (true, Ok(line), Ok(first), Ok(last)) =
                (places.len() > 1, u32::try_from(at), u32::try_from(places.start), u32::try_from(places.end - 1))
            {
                merges.push(Merge { first_row: line, first_col: first, last_row: line, last_col: last });
            }
        }
        (row, merges)
    }
}

/// A title parted from its number by a gap is one with it.
fn with_number(mut fields: Vec<Field>) -> Vec<Field> {
    if fields.first().is_some_and(|first| NUMBER.is_match(&first.text)) && fields.len() > 1 {
        let number = fields.remove(0);
        if let Some(title) = fields.first_mut() {
            title.text = format!("{} {}", number.text, title.text);
            title.place.start = number.place.start;
        }
    }
    fields
}

impl Block {
    /// The columns that each heading of a line stands over. Above headings of columns without figures, those whose
    /// middle is nearest to its own.
    fn places(&self, fields: &[Field]) -> Vec<Range<usize>> {
        let own = |field: &Field| text_columns::places(field, &self.columns);
        let over = |place: &Range<usize>| {
            self.columns.iter().position(|column| column.start < place.end && place.start < column.end)
        };
        let lowest = fields.iter().map(|field| &field.place).eq(&self.headings);
        if self.headings.is_empty() || lowest || fields.len() < 2 {
            let places: Vec<Range<usize>> = fields.iter().map(own).collect();
            return match places.iter().all(|place| place.len() == 1) {
                true => text_header::assigned(fields, &self.columns).into_iter().map(|at| at..at + 1).collect(),
                false => places,
            };
        }
        let headed: Vec<&Range<usize>> = self.headings.iter().filter(|place| over(place).is_some()).collect();
        let heads = |field: &&Field| own(field).all(|column| headed.iter().any(|place| over(place) == Some(column)));
        let upper: Vec<&Field> = fields.iter().filter(heads).collect();
        let span = |place: &Range<usize>| (place.start as f64, place.end as f64);
        let lower: Vec<(f64, f64)> = headed.iter().map(|place| span(place)).collect();
        let upper_spans: Vec<(f64, f64)> = upper.iter().map(|field| span(&field.place)).collect();
        let groups = text_header::groups(&upper_spans, &lower, WIDE);
        let grouped = |field: &Field| {
            let at = upper.iter().position(|other| *other == field)?;
            let (first, last) = groups.get(at).copied().flatten()?;
            let (first, last) =
                (headed.get(first).and_then(|place| over(place))?, headed.get(last).and_then(|place| over(place))?);
            Some(first..last + 1)
        };
        fields.iter().map(|field| grouped(field).unwrap_or_else(|| own(field))).collect()
    }
}

/// Title, unit and note lines: their fields one after another.
fn lone(fields: &[Field]) -> Vec<String> {
    fields.iter().map(|field| field.text.clone()).collect()
}

fn cells(texts: Vec<String>) -> Vec<Cell> {
    let mut row: Vec<Cell> = texts.into_iter().map(|text| Cell { text, stored: None }).collect();
    while row.last().is_some_and(|cell| cell.text.is_empty()) {
        row.pop();
    }
    row
}

/// The first line of title, units and header above a body: back to running text, over one blank line, and over one more
/// where a unit stands right above it.
fn start(lines: &[&str], above: usize, body: usize) -> usize {
    let (mut start, mut blanks) = (body, 0);
    for at in (above.max(body.saturating_sub(NEAR))..body).rev() {
        let Some(line) = lines.get(at) else { break };
        let is_prose = line.trim_end().ends_with(['。', '；', ';']) || line.trim().chars().count() > 60;
        match () {
            () if is_blank(line) && blanks == 1 && !unit_above(lines, at) && !says_unit(lines, at + 1) => break,
            () if is_blank(line) && blanks > 1 => break,
            () if is_blank(line) => blanks += 1,
            () if is_rule(line) || text_columns::fields(line, 2).len() >= 2 || !is_prose => start = at,
            () => break,
        }
    }
    start
}

/// Whether a line says a unit and nothing else.
fn says_unit(lines: &[&str], at: usize) -> bool {
    lines.get(at).is_some_and(|line| {
        let fields = text_columns::fields(line, 2);
        fields.len() == 1 && fields.iter().all(|field| UNIT.is_match(&field.text))
    })
}

/// Whether the nearest line above says the unit of the table below.
fn unit_above(lines: &[&str], at: usize) -> bool {
    let above = lines.get(..at).unwrap_or_default().iter().rev().take(2).find(|line| !is_blank(line));
    above.is_some_and(|line| text_columns::fields(line, 2).iter().any(|field| UNIT.is_match(&field.text)))
}

/// The fields of the header where they are in the order of the figures and not above them.
pub(super) fn in_order(
    lines: &[&str],
    at: usize,
    data: &[&str],
    columns: &[Range<usize>],
    ruler: Ruler,
) -> Option<Vec<Field>> {
    let mut data: Vec<Vec<Field>> = data.iter().map(|line| text_columns::fields_on(line, 2, ruler)).collect();
    let header = match data.first().is_some_and(|first| heads_with_years(first)) {
        true => data.remove(0),
        false => heading_line(lines, at, ruler)?,
    };
    text_header::in_order(&header, &data, columns).map(|_| header)
}

/// `项目  2014  2015`: numbers that head columns.
fn heads_with_years(fields: &[Field]) -> bool {
    let is_year = |text: &str| text.len() == 4 && ["19", "20"].iter().any(|century| text.starts_with(century));
    fields.len() >= 3 && fields.iter().skip(1).all(|field| is_year(&field.text))
}

/// The fields of the nearest line above that is neither blank nor a rule; `None` where it is a single one or a unit line.
fn heading_line(lines: &[&str], at: usize, ruler: Ruler) -> Option<Vec<Field>> {
    let above = lines.get(..at)?.iter().rev().take(3).find(|line| !is_rule(line) && !is_blank(line))?;
    let fields = text_columns::fields_on(above, 2, ruler);
    (fields.len() >= 2 && !UNIT.is_match(above)).then_some(fields)
}
