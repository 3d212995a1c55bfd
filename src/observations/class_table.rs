//! Tables of the budget classification: which account a table is of, the class of each row or column, and which rows are the
//! account's totals.
//!
//! In: a table, what it says as a whole, and where the table before stopped. Out: `Classes`. Refuses tables that neither
//! print codes nor speak of budgets: 制造业 and 农业 are rows of many tables.

use std::collections::HashMap;

use crate::definitions::Account;
use crate::tables::{Heading, Table};

use super::Catalogue;
use super::class_account;
use super::class_lines::{self, Line};
use super::class_parts::{self, Parts, Trail};
use super::class_pass::{self, Frame, Placed, is_total};
use super::class_totals::{self, ClassStanding, Totals};
use super::class_words::Words;
use super::classes::ClassIndex;

/// The classification of a table.
#[derive(Clone, Debug, Default)]
pub struct Classes {
    pub rows: Vec<ClassStanding>,
    pub columns: Vec<ClassStanding>,
    /// Columns without a heading, where there are several: a row's class does not tell them apart.
    pub bare_columns: Vec<usize>,
    /// The figures are those of one department.
    pub is_departmental: bool,
}

impl Classes {
    pub fn row(&self, at: usize) -> &ClassStanding {
        self.rows.get(at).unwrap_or(&ClassStanding::Unknown)
    }

    pub fn column(&self, at: usize) -> &ClassStanding {
        self.columns.get(at).unwrap_or(&ClassStanding::Unknown)
    }
}

/// Reads a table's rows, else its columns. `trail` is where the table before it stopped, and is left where this one does.
pub fn of_table(table: &Table, catalogue: &Catalogue, trail: &mut Trail) -> Classes {
    let words = Words::of(table);
    let before = std::mem::take(trail);
    let mut found = Classes { is_departmental: words.is_departmental, ..Classes::default() };
    if words.is_of_three_public || words.is_of_purchases {
        return found;
    }
    if let Some((standings, after)) = axis(&table.rows, &words, &before, catalogue) {
        found.rows = standings;
        found.bare_columns = bare(&table.columns);
        *trail = after;
    } else if let Some((standings, _)) = axis(&table.columns, &words, &Trail::default(), catalogue) {
        found.columns = standings;
    }
    found
}

/// Columns without a heading, where there is more than one.
fn bare(columns: &[Heading]) -> Vec<usize> {
    let is_bare = |heading: &Heading| heading.labels.iter().all(|label| label.text.trim().is_empty());
    let found: Vec<usize> = (0..columns.len()).filter(|&at| columns.get(at).is_some_and(is_bare)).collect();
    if found.len() > 1 { found } else { Vec::new() }
}

/// The standing of each heading of one axis, and where it stops.
fn axis(
    headings: &[Heading],
    words: &Words,
    before: &Trail,
    catalogue: &Catalogue,
) -> Option<(Vec<ClassStanding>, Trail)> {
    let index = &catalogue.classes;
    let lines = class_lines::of_axis(headings, catalogue);
    let goes_on = !words.printed.is_empty() && before.title == words.printed;
    let trail = goes_on.then_some(before);
    let parts = class_parts::of(&lines, words, trail, index)?;
    let (placed, after) = placed(&lines, &parts, words, trail, index);
    let classes = || lines.iter().zip(&placed).filter(|(_, placed)| placed.class(index).is_some());
    let is_coded = classes().any(|(line, _)| line.code.is_some());
    let is_told = words.speaks_of_budgets && (classes().count() > 1 || trail.is_some() || is_total_alone(&lines));
    if !is_coded && !is_told {
        return None;
    }
    let nothing = match parts {
        Parts::One(account) if account != Account::General => ClassStanding::None,
        _ => ClassStanding::Unknown,
    };
    let mut standings = vec![nothing; headings.len()];
    let reader = Reader { lines: &lines, placed: &placed, parts: &parts, words, index };
    for (at, line) in lines.iter().enumerate() {
        if let Some(standing) = line.heading.and_then(|heading| standings.get_mut(heading)) {
            *standing = reader.standing(at, line);
        }
    }
    part_doubles(&mut standings, headings, catalogue);
    Some((standings, Trail { title: words.printed.clone(), ..after }))
}

/// Every line placed in its account. Parts of several accounts do not go on in the next table.
fn placed(
    lines: &[Line],
    parts: &Parts,
    words: &Words,
    trail: Option<&Trail>,
    index: &ClassIndex,
) -> (Vec<Placed>, Trail) {
    let frame = |account: Account| Frame { account, parts, side: words.side, trail };
    if let Parts::One(account) = parts {
        return class_pass::place(lines, &frame(*account), index);
    }
    let mut all = vec![Placed::Unknown; lines.len()];
    for account in parts.accounts() {
        let (placed, _) = class_pass::place(lines, &frame(account), index);
        let own = all.iter_mut().zip(placed).enumerate().filter(|(at, _)| parts.of(*at) == Some(account));
        own.for_each(|(_, (place, placed))| *place = placed);
    }
    (all, Trail::default())
}

/// A table of nothing but a total is told by its title.
fn is_total_alone(lines: &[Line]) -> bool {
    !lines.is_empty() && lines.iter().all(|line| is_total(&line.label.name))
}

struct Reader<'a> {
    lines: &'a [Line],
    placed: &'a [Placed],
    parts: &'a Parts,
    words: &'a Words,
    index: &'a ClassIndex,
}

impl Reader<'_> {
    fn standing(&self, at: usize, line: &Line) -> ClassStanding {
        match self.placed.get(at) {
            Some(Placed::Class(class)) => ClassStanding::Class(*class),
            Some(Placed::Nowhere) => ClassStanding::None,
            Some(Placed::Contradicted { code, known }) => {
                ClassStanding::Contradicted { code: code.clone(), name: line.text.clone(), known: known.clone() }
            }
            Some(Placed::Unknown) | None => self.without_class(at, line),
        }
    }

    /// A total of the account, or a line that its words alone must tell: only the general budget shares words with the series
    /// of other tables.
    fn without_class(&self, at: usize, line: &Line) -> ClassStanding {
        match self.parts {
            Parts::One(account) => {
                let totals = Totals {
                    lines: self.lines,
                    placed: self.placed,
                    words: self.words,
                    account: *account,
                    index: self.index,
                };
                match totals.of(at, line) {
                    ClassStanding::Unknown if *account != Account::General => ClassStanding::None,
                    standing => standing,
                }
            }
            Parts::Several(_) => {
                let label = &line.label;
                let is_told = class_account::named(&label.name).is_some();
                let is_total = class_totals::total_words(&label.name).is_some();
                match self.parts.of(at) {
                    _ if is_total => ClassStanding::None,
                    Some(Account::General) => ClassStanding::Unknown,
                    None if label.classes.is_empty() => ClassStanding::Unknown,
                    _ if is_told => ClassStanding::Unknown,
                    _ => ClassStanding::None,
                }
            }
        }
    }
}

/// A class that stands twice under one name, where nothing beside it tells the two apart, is two different things: tables of
/// two governments run into one another.
fn part_doubles(standings: &mut [ClassStanding], headings: &[Heading], catalogue: &Catalogue) {
    let mut seen: HashMap<(usize, Vec<String>), Vec<usize>> = HashMap::new();
    for (at, (standing, heading)) in standings.iter().zip(headings).enumerate() {
        if let ClassStanding::Class(class) = standing {
            seen.entry((*class, own_words(heading, catalogue))).or_default().push(at);
        }
    }
    // A line set in two, each with the figures of one year, goes on with itself.
    let goes_on = |rows: &[usize]| rows.iter().zip(rows.iter().skip(1)).all(|(above, below)| above + 1 == *below);
    for at in seen.into_values().filter(|doubles| doubles.len() > 1 && !goes_on(doubles)).flatten() {
        if let Some(standing) = standings.get_mut(at) {
            *standing = ClassStanding::None;
        }
    }
}

/// The labels of a heading that are no names or codes of classes above its own, and its own name.
fn own_words(heading: &Heading, catalogue: &Catalogue) -> Vec<String> {
    let mut words = Vec::new();
    let mut own = None;
    for label in &heading.labels {
        let said = catalogue.said(&label.text);
        let class = said.class(catalogue);
        match () {
            () if !class.classes.is_empty() => own = Some(class.name.clone()),
            () if class.digits.is_none() => words.push(label.text.clone()),
            () => {}
        }
    }
    words.extend(own);
    words
}
