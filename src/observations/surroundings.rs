//! Surroundings: what stands around a table or a text and says of what time it is, where it is silent itself.
//!
//! In: a source, its tables and what its names were taken to say. Out: the period of the document, of the book, of the
//! names, the nearest first. Refuses a book whose tables print several years, a name that none of them bears out, and
//! a name for tables that are the same but for their figures: they cannot all be of its year.

use std::collections::{BTreeMap, BTreeSet};
use std::hash::{DefaultHasher, Hash, Hasher};

use crate::definitions::Hint;
use crate::sources::Source;
use crate::tables::Table;

use super::basis::PeriodBasis;
use super::dated_line::{self, LineDate};
use super::dating::{self, Found, Own};
use super::edition::Vintage;
use super::names::{Decided, Taken};
use super::period::Period;
use super::{Catalogue, SourceInfo};

/// What is known around the tables and texts of one source.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Surroundings {
    document: LineDate,
    book: Book,
    taken: Option<Taken>,
    vintage: Option<Vintage>,
    /// Tables without a year differ in nothing but their figures.
    is_repeated: bool,
    /// What a hint of the whole file tells of its running text.
    told: Option<Period>,
}

/// What the tables of a book print, those that print a period.
#[derive(Clone, Debug, Default, PartialEq)]
enum Book {
    #[default]
    Silent,
    One(Period),
    /// Several; the latest year.
    Several(i32),
}

impl Surroundings {
    /// Of a source whose tables were read. `named` is what its names were taken to say.
    pub fn new(source: &Source, tables: &[Table], named: Decided, catalogue: &Catalogue) -> Surroundings {
        let document = dated_line::of_document(&source.passages);
        let vintage = named.edition.as_deref().map(|name| catalogue.editions.of_name(name));
        let taken = named.taken;
        let silent: Vec<&Table> = tables
            .iter()
            .filter(|table| dating::own(table, catalogue) == Own::Silent && dating::names_no_year(table, catalogue))
            .collect();
        let book = if silent.is_empty() { Book::Silent } else { Book::of(tables, catalogue) };
        let is_repeated = taken.is_some() && are_repeated(&silent);
        Surroundings { document, book, taken, vintage, is_repeated, told: None }
    }

    /// With the period that a hint of the whole file tells; a later hint goes before an earlier one.
    pub fn told_by(self, hints: &[Hint], path: &str) -> Surroundings {
        let is_of_file =
            |hint: &&Hint| hint.target.names_source(path) && hint.target.sheet.is_none() && hint.target.cells.is_none();
        let told = hints.iter().rev().filter(is_of_file).find_map(|hint| hint.told.period.as_deref());
        Surroundings { told: told.and_then(Period::of_code), ..self }
    }

    /// The period that a hint tells.
    pub fn told(&self) -> Option<Period> {
        self.told
    }

    /// The period of what says nothing itself.
    pub fn period(&self) -> Option<Found> {
        match (&self.document, &self.book) {
            (LineDate::Named(period), _) => Some((*period, PeriodBasis::Document)),
            (LineDate::Several(_), _) => None,
            (LineDate::Month(_) | LineDate::No, Book::One(period)) => Some((*period, PeriodBasis::Book)),
            (LineDate::Month(_) | LineDate::No, _) => self.named(),
        }
    }

    /// What the names say, as far as the book does not speak against it.
    pub fn named(&self) -> Option<Found> {
        let taken = self.taken.as_ref().filter(|_| !self.is_repeated)?;
        match self.book {
            Book::Several(latest) if taken.edition.is_some() => {
                let fits = latest == taken.said || latest == taken.said - 1;
                fits.then_some((Period::Year(latest), PeriodBasis::Edition))
            }
            Book::Several(latest) => (taken.period.year() == latest).then_some((taken.period, taken.basis)),
            Book::One(_) | Book::Silent => Some((taken.period, taken.basis)),
        }
    }

    /// The same for a text whose title names several years: only one of these.
    pub fn named_among(&self, printed: &str) -> Option<Found> {
        self.named().filter(|(period, _)| printed.contains(&period.year().to_string()))
    }

    /// What a figure dated by a name is noted with.
    pub fn note(&self, basis: PeriodBasis) -> Option<String> {
        let taken = self.taken.as_ref()?;
        match basis {
            PeriodBasis::FileName => Some("year from the file name".to_string()),
            PeriodBasis::Folder => Some(format!("year from the folder {}", taken.part)),
            PeriodBasis::Edition => Some(format!("year by the edition that the name {} says", taken.part)),
            _ => None,
        }
    }

    /// The edition that the names say.
    pub fn vintage(&self) -> Option<&Vintage> {
        self.vintage.as_ref()
    }

    /// What the document calls itself says of its period.
    pub fn document(&self) -> &LineDate {
        &self.document
    }
}

impl Book {
    fn of(tables: &[Table], catalogue: &Catalogue) -> Book {
        let printed: BTreeSet<Period> = tables.iter().flat_map(|table| dating::printed(table, catalogue)).collect();
        let latest = printed.iter().map(|period| period.year()).max();
        match (printed.first(), latest) {
            (Some(only), _) if printed.len() == 1 => Book::One(*only),
            (_, Some(latest)) => Book::Several(latest),
            _ => Book::Silent,
        }
    }
}

/// The period of all cells that print none themselves.
pub fn period_of(table: &Table, origin: &SourceInfo, catalogue: &Catalogue) -> Option<Found> {
    match dating::own(table, catalogue) {
        Own::One(period, basis) => Some((period, basis)),
        Own::Several => None,
        Own::Silent if origin.around == Surroundings::default() || !dating::names_no_year(table, catalogue) => None,
        Own::Silent => origin.around.period(),
    }
}

/// Whether two tables have the same labels, and titles that only a number tells apart, but other figures.
fn are_repeated(tables: &[&Table]) -> bool {
    let mut known: BTreeMap<u64, u64> = BTreeMap::new();
    tables.iter().any(|table| {
        let figures = hashed(table.cells.iter().map(|cell| cell.text.as_str()));
        *known.entry(labels(table)).or_insert(figures) != figures
    })
}

fn labels(table: &Table) -> u64 {
    let headings = table.rows.iter().chain(&table.columns).flat_map(|heading| &heading.labels);
    let titles: Vec<String> =
        table.title.iter().map(|line| line.text.chars().filter(|letter| !counts(*letter)).collect()).collect();
    hashed(titles.iter().map(String::as_str).chain(headings.map(|label| label.text.as_str())))
}

/// Letters that number things: digits, 一二三, 甲乙丙, ①②③, Roman and capital letters.
fn counts(letter: char) -> bool {
    letter.is_numeric() || letter.is_ascii_uppercase() || "一二三四五六七八九十甲乙丙丁戊己庚辛壬癸".contains(letter)
}

fn hashed<'a>(texts: impl Iterator<Item = &'a str>) -> u64 {
    let mut hasher = DefaultHasher::new();
    texts.for_each(|text| text.hash(&mut hasher));
    hasher.finish()
}
