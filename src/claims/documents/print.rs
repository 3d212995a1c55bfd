//! What a document prints, for telling copies: one text stored under several names or in several formats.
//!
//! In: the printed figures of a document. Out: `Print`, and whether two are of one text, whole or in part. Refuses to take
//! documents for one that share figures only: a report and the table that bears it out are two documents.

use std::collections::HashSet;
use std::hash::{DefaultHasher, Hash, Hasher};

use crate::observations::Observation;

/// Fewer clauses or figures say nothing.
const LEAST: usize = 8;
/// The share of the clauses of the shorter of two that stand in the other, word for word.
const CLAUSES: f64 = 0.5;
/// The share of the figures of the longer of two that stand in the other.
const FIGURES: f64 = 0.8;
/// Digits of a figure that is not met by chance.
const DIGITS: usize = 4;

/// What a document prints: its clauses with figures, and its figures of several digits.
#[derive(Debug, Default)]
pub struct Print {
    clauses: HashSet<u64>,
    figures: HashSet<u64>,
}

impl Print {
    pub fn of<'o>(observations: impl Iterator<Item = &'o Observation>) -> Print {
        let mut print = Print::default();
        for one in observations {
            print.clauses.extend(one.clause().map(hashed));
            let digits: String = one.value_text.chars().filter(|letter| letter.is_ascii_digit()).collect();
            if digits.trim_start_matches('0').len() >= DIGITS {
                print.figures.insert(hashed(&digits));
            }
        }
        print
    }

    /// Whether two documents are one text, whole or in part.
    pub fn is_copy_of(&self, other: &Print) -> bool {
        let shared = |one: &HashSet<u64>, two: &HashSet<u64>| one.intersection(two).count() as f64;
        let shorter = self.clauses.len().min(other.clauses.len());
        let longer = self.figures.len().max(other.figures.len());
        (shorter >= LEAST && shared(&self.clauses, &other.clauses) >= CLAUSES * shorter as f64)
            || (self.figures.len().min(other.figures.len()) >= LEAST
                && shared(&self.figures, &other.figures) >= FIGURES * longer as f64)
    }
}

fn hashed(text: &str) -> u64 {
    let mut hasher = DefaultHasher::new();
    text.chars().filter(|letter| letter.is_alphanumeric()).for_each(|letter| letter.hash(&mut hasher));
    hasher.finish()
}
