//! The text's own figures, read as those of documents are.
//!
//! In: a source, its tables, and what labels are looked up in. Out: its observations, and the one of each claim. Refuses a
//! claim whose figure is not read as one number.

use std::collections::HashMap;

use crate::claims::reading::Reader;
use crate::claims::tables::Read;
use crate::claims::{Claim, Place};
use crate::observations::{self, Decided, Observation, SourceInfo, Surroundings};
use crate::sources::{Passage, Source};

/// A text as a document among documents.
#[derive(Debug, Default)]
pub struct Own {
    pub observations: Vec<Observation>,
    at: HashMap<Seat, Option<usize>>,
}

/// Where a figure stands: in a paragraph of a sheet by its letter, in a table by its cell.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
enum Seat {
    Text(String, u32, u32),
    Cell(u32, u32, u32),
}

impl Own {
    pub fn of(source: &Source, tables: &[Read], reader: &Reader) -> Own {
        let mut own = Own::default();
        let catalogue = reader.catalogue();
        let around = Surroundings::new(source, &[], Decided::default(), catalogue);
        let info = SourceInfo { around, ..SourceInfo::new(&source.path, &source.sha256, None) };
        let is_beside = |aside: &&Passage| !source.passages.iter().any(|passage| passage.text == aside.text);
        let asides: Vec<Passage> = source.asides.iter().filter(is_beside).cloned().collect();
        for one in observations::from_passages(&source.passages, &asides, &info, catalogue).0 {
            own.add(Seat::Text(one.sheet.to_string(), one.row, one.col), one);
        }
        for read in tables {
            for one in &read.observations {
                let row = read.tabled.row(one.row.saturating_sub(1));
                own.add(Seat::Cell(read.tabled.number, row, read.tabled.col(one.col)), one.clone());
            }
        }
        own
    }

    fn add(&mut self, seat: Seat, one: Observation) {
        let number = self.observations.len();
        self.at.entry(seat).and_modify(|known| *known = None).or_insert(Some(number));
        self.observations.push(one);
    }

    /// The observation of a claim's figure.
    pub fn of_claim(&self, claim: &Claim, source: &Source) -> Option<&Observation> {
        let figure = claim.figure.as_ref()?;
        let seat = match &claim.place {
            Place { cell: Some(cell), .. } => Seat::Cell(cell.table, cell.row, cell.col),
            place => {
                let passage = source.passages.get((place.paragraph as usize).checked_sub(1)?)?;
                let before = claim.sentence.get(claim.span.start..figure.number)?.chars().count();
                let col = place.offset.checked_add(u32::try_from(before).ok()?)?.checked_add(1)?;
                Seat::Text(passage.sheet.clone(), passage.row, col)
            }
        };
        let number = (*self.at.get(&seat)?)?;
        let half = 0.5 * 10f64.powi(-i32::from(figure.decimals));
        let is_it = |one: &&Observation| one.obs_value.is_some_and(|value| (value - figure.value).abs() <= half);
        self.observations.get(number).filter(is_it)
    }
}
