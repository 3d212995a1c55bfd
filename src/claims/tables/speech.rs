//! Speech: the labels of cells read as sentences.
//!
//! In: the title of a table, and sayings: labels with a year, a value and a unit. Out: what the figure may be of by these
//! words, and besides by its value. Refuses labels that name nothing on file, under a title that names nothing either.

use std::cell::RefCell;
use std::collections::HashMap;

use super::phrases;
use crate::claims::reading::Labels;
use crate::claims::{Claim, When};

/// The labels of a table as sentences, each read once.
pub struct Speech<'a> {
    pub labels: &'a Labels<'a>,
    pub title: String,
    /// The title names something on file.
    is_named: bool,
    /// What was read of a wording, and of which year it was.
    known: RefCell<HashMap<String, Option<(i32, Claim)>>>,
}

/// The figure at the end of a sentence of labels.
pub struct Saying<'a> {
    pub year: i32,
    pub area: &'a str,
    pub items: &'a str,
    pub value: f64,
    pub decimals: usize,
    pub unit: &'a str,
    pub measure: Option<&'a str>,
}

impl Saying<'_> {
    fn sentence(&self) -> String {
        let Saying { year, area, items, value, decimals, unit, measure } = self;
        let value = format!("{:.decimals$}", value.abs());
        match items.is_ascii() {
            true => phrases::english(*year, area, items, &value, *measure),
            false => format!("{year}年{area}{items}{value}{unit}"),
        }
    }
}

impl<'a> Speech<'a> {
    pub fn new(title: String, labels: &'a Labels<'a>) -> Speech<'a> {
        Speech { labels, is_named: labels.names(&title), title, known: RefCell::default() }
    }

    /// What a saying may be of. One that differs from another in year and value alone may be of the same.
    pub fn claim(&self, saying: &Saying) -> Option<Claim> {
        const WHOLE: f64 = 100.0;
        if !self.is_named && !self.labels.names(saying.items) {
            return None;
        }
        let Saying { year, area, items, value, unit, .. } = saying;
        let key = format!("{area}|{items}|{unit}|{}", value.abs() > WHOLE);
        let read = || self.labels.claim(&self.title, &saying.sentence()).map(|claim| (*year, claim));
        let known = self.known.borrow().get(&key).cloned();
        let known = known.unwrap_or_else(|| {
            let found = read();
            self.known.borrow_mut().insert(key, found.clone());
            found
        });
        known.map(|(of, claim)| moved(claim, year - of))
    }
}

/// The same of another year.
fn moved(mut claim: Claim, years: i32) -> Claim {
    let to = |when: &mut When| {
        when.year = when.year.map(|year| year + years);
        when.from = when.from.map(|year| year + years);
    };
    to(&mut claim.when);
    claim.hypotheses.iter_mut().for_each(|one| to(&mut one.when));
    claim
}
