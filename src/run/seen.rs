//! Seen: what is kept of a file until all are read.
//!
//! In: a file's names and observations. Out: the years that it prints, the year that a name gave it, and a sketch of its
//! figures. Refuses nothing.

use std::collections::BTreeMap;

use super::sketch::{self, Sketch};
use crate::observations::{Named, Names, Observation, PeriodBasis};

/// What is kept of a file until all are read.
#[derive(Clone, Debug)]
pub struct Seen {
    pub(super) path: String,
    pub(super) names: Names,
    /// Figures of each year that the file prints itself.
    pub(super) printed: BTreeMap<i32, usize>,
    /// Figures that a name dated, and the year they took.
    pub(super) by_name: usize,
    pub(super) read_as: Option<i32>,
    /// Figures without a period.
    pub(super) undated: usize,
    pub(super) sketches: BTreeMap<Option<i32>, Sketch>,
}

/// Whether a period was read in the file itself.
fn is_printed(basis: PeriodBasis) -> bool {
    !matches!(basis, PeriodBasis::FileName | PeriodBasis::Folder | PeriodBasis::Edition | PeriodBasis::Hint)
}

impl Seen {
    /// `sketched`: whether its folder holds editions, so that figures are to be compared.
    pub fn of<'o>(
        path: &str,
        names: Names,
        observations: impl Iterator<Item = &'o Observation> + Clone,
        sketched: bool,
    ) -> Seen {
        let mut seen = Seen {
            path: path.to_string(),
            names,
            printed: BTreeMap::new(),
            by_name: 0,
            read_as: None,
            undated: 0,
            sketches: BTreeMap::new(),
        };
        for one in observations.clone() {
            match (one.period_basis, printed_year(one)) {
                (_, Some(year)) => *seen.printed.entry(year).or_default() += 1,
                (None, None) => seen.undated += 1,
                (Some(PeriodBasis::Hint), None) => {}
                (Some(_), None) => {
                    seen.by_name += 1;
                    seen.read_as = seen.read_as.or(one.year().map(i32::from));
                }
            }
        }
        if sketched || seen.by_name > 0 {
            seen.sketches = sketch::of_file(observations.map(|one| (one, printed_year(one))));
        }
        seen
    }

    /// The same for a file whose figures are counted elsewhere.
    pub fn without_figures(self) -> Seen {
        let (by_name, undated, printed, sketches) = (0, 0, BTreeMap::new(), BTreeMap::new());
        Seen { by_name, undated, printed, sketches, ..self }
    }

    pub fn path(&self) -> &str {
        &self.path
    }

    pub fn names(&self) -> &Names {
        &self.names
    }

    pub(super) fn named(&self) -> Option<&Named> {
        match &self.names {
            Names::Says(named) => Some(named),
            _ => None,
        }
    }

    pub(super) fn folder(&self) -> &str {
        self.path.rsplit_once('/').map_or("", |(folder, _)| folder)
    }

    /// The latest year that more than a few figures are of: plans and single remarks lie further ahead.
    pub(super) fn latest(&self) -> Option<i32> {
        let all: usize = self.printed.values().sum();
        self.printed.iter().rev().find(|(_, count)| **count * 20 >= all).map(|(year, _)| *year)
    }

    /// How the years it prints lie to the one that its name says: 0 where that is among them.
    pub(super) fn lag(&self, said: i32) -> Option<i32> {
        let latest = self.latest()?;
        let all: usize = self.printed.values().sum();
        let is_among = self.printed.get(&said).is_some_and(|count| count * 20 >= all);
        Some(if is_among { 0 } else { latest - said })
    }
}

fn printed_year(one: &Observation) -> Option<i32> {
    one.period_basis.filter(|basis| is_printed(*basis)).and(one.year()).map(i32::from)
}
