//! Editions: which publication printed a figure, and when that was published.
//!
//! In: the catalogue's editions, and texts that name one. Out: the edition, or the name as printed. Refuses nothing.

use std::collections::HashMap;
use std::sync::LazyLock;

use chrono::NaiveDate;
use regex::Regex;

use crate::definitions::{Definitions, Edition};

use super::label::{self, key};

/// The edition of a figure: its id and date, or the printed name where the catalogue has none.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Vintage {
    pub name: String,
    pub published: Option<NaiveDate>,
    pub known: bool,
}

impl Vintage {
    pub fn of(edition: &Edition) -> Vintage {
        Vintage { name: edition.id.clone(), published: Some(edition.published), known: true }
    }
}

#[derive(Clone, Debug, Default)]
pub struct Editions {
    by_key: HashMap<String, Vintage>,
    /// Aliases ending in `*`, longest first.
    by_start: Vec<(String, Vintage)>,
}

impl Editions {
    pub fn new(definitions: &Definitions) -> Editions {
        let mut editions = Editions::default();
        for edition in definitions.editions.values() {
            let vintage = Vintage::of(edition);
            let own = [&edition.id, &edition.names.zh, &edition.names.en];
            for alias in own.into_iter().chain(&edition.aliases) {
                match alias.strip_suffix('*') {
                    Some(start) => editions.by_start.push((key(start), vintage.clone())),
                    None => drop(editions.by_key.entry(key(alias)).or_insert_with(|| vintage.clone())),
                }
            }
        }
        editions.by_start.sort_by(|one, other| other.0.len().cmp(&one.0.len()).then_with(|| one.0.cmp(&other.0)));
        editions
    }

    /// The edition a label of the dimension `vintage` names; where none matches, the text as printed.
    pub fn named(&self, text: &str) -> Vintage {
        self.find(text).unwrap_or_else(|| Vintage { name: text.trim().to_string(), published: None, known: false })
    }

    /// The edition that the name of a file or folder says; one that the catalogue lacks is undated, and no doubt of its own.
    pub fn of_name(&self, name: &str) -> Vintage {
        self.find(name).unwrap_or_else(|| Vintage { name: name.to_string(), published: None, known: true })
    }

    fn find(&self, text: &str) -> Option<Vintage> {
        let key = key(text);
        let exact = self.by_key.get(&key).cloned();
        exact.or_else(|| self.by_start.iter().find(|(start, _)| key.starts_with(start)).map(|(_, found)| found.clone()))
    }

    /// The yearbook that a title or note names (`《中国统计年鉴2014》`, `China Statistical Yearbook 2014`).
    pub fn in_text(&self, text: &str) -> Option<Vintage> {
        let text = label::narrowed(text);
        let found = YEARBOOK.captures(&text)?;
        let part = |name: &str| found.name(name).map_or("", |part| part.as_str()).trim();
        let (book, year) =
            if part("book").is_empty() { (part("book_en"), part("year_en")) } else { (part("book"), part("year")) };
        let name = if label::has_chinese(book) { format!("{book}{year}") } else { format!("{book} {year}") };
        Some(self.named(&name))
    }
}

static YEARBOOK: LazyLock<Regex> = LazyLock::new(|| {
    let text = r"(?x)(?P<book>\p{Han}{2,12}年鉴)\s*》?[\s\-(《]{0,3}(?P<year>(?:19|20)\d\d)
        | (?P<book_en>(?:[A-Z][a-z]+\ ){1,4}Yearbook)[\s,\-(]{1,3}(?P<year_en>(?:19|20)\d\d)";
    Regex::new(text).expect("a valid pattern")
});
