//! A shelf of texts: what the figures of one table say again and again is stored once.
//!
//! In: texts as they are worked out, figure by figure. Out: the same, shared with the figures before. Refuses nothing.

use std::collections::{HashMap, HashSet};

use super::period::Period;
use crate::texts::{Text, Texts};

/// The columns whose texts are kept here; figures one after another mostly say the same in each.
#[derive(Clone, Copy)]
pub enum Column {
    Series,
    Area,
    AreaLabel,
    Measure,
    Unit,
    Status,
    Vintage,
}

const COLUMNS: usize = Column::Vintage as usize + 1;

/// The texts of one table.
#[derive(Default)]
pub struct Shelf {
    last: [Text; COLUMNS],
    last_notes: Texts,
    known: HashSet<Text>,
    periods: HashMap<Period, Text>,
}

impl Shelf {
    pub fn text(&mut self, column: Column, text: &str) -> Text {
        let at = column as usize;
        if let Some(last) = self.last.get(at).filter(|last| **last == *text) {
            return last.clone();
        }
        let found = self.known(text);
        self.last.get_mut(at).into_iter().for_each(|last| last.clone_from(&found));
        found
    }

    pub fn period(&mut self, period: Period) -> Text {
        self.periods.entry(period).or_insert_with(|| period.text().into()).clone()
    }

    pub fn notes<'n>(&mut self, notes: impl Iterator<Item = &'n str> + Clone) -> Texts {
        if !self.last_notes.iter().map(Text::as_str).eq(notes.clone()) {
            self.last_notes = notes.map(|note| self.known(note)).collect();
        }
        self.last_notes.clone()
    }

    pub fn label(&mut self, text: &str) -> Text {
        self.known(text)
    }

    fn known(&mut self, text: &str) -> Text {
        if let Some(known) = self.known.get(text) {
            return known.clone();
        }
        let new = Text::from(text);
        self.known.insert(new.clone());
        new
    }
}
