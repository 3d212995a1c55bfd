//! Tallies: how many figures of a file say what they are of.
//!
//! In: the observations of one file. Out: counts. Refuses nothing.

use std::collections::{BTreeMap, BTreeSet};

use serde_json::{Value, json};

use crate::checks;
use crate::observations::{Observation, PeriodBasis};

/// So many areas are kept by name.
const MOST_AREAS: usize = 12;

/// Counts of one file.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Tally {
    pub observations: usize,
    pub of_series: usize,
    pub dated: usize,
    pub placed: usize,
    pub with_unit: usize,
    /// Those of a known series with period, area, unit and value.
    pub complete: usize,
    /// How many are of each year, by where it was read.
    pub years: BTreeMap<(i16, PeriodBasis), usize>,
    /// The first areas, in the order of their codes, and how many there are.
    pub areas: BTreeSet<String>,
    pub all_areas: usize,
    /// How many are of a part of the area's accounts, by which.
    pub coverage: BTreeMap<&'static str, usize>,
    /// How many figures of each period can be held against other files.
    pub comparable: BTreeMap<String, usize>,
}

impl Tally {
    pub fn of<'a>(observations: impl IntoIterator<Item = &'a Observation>) -> Tally {
        let mut tally = Tally::default();
        let mut areas: BTreeSet<&str> = BTreeSet::new();
        for one in observations {
            tally.add(one);
            areas.extend(one.ref_area.as_deref());
        }
        tally.all_areas = areas.len();
        tally.areas = areas.into_iter().take(MOST_AREAS).map(str::to_string).collect();
        tally
    }

    fn add(&mut self, one: &Observation) {
        self.observations += 1;
        let says =
            [one.series.is_some(), one.time_period.is_some(), one.ref_area.is_some(), one.unit_measure.is_some()];
        let counts = [&mut self.of_series, &mut self.dated, &mut self.placed, &mut self.with_unit];
        counts.into_iter().zip(says).for_each(|(count, says)| *count += usize::from(says));
        self.complete += usize::from(says == [true; 4] && one.obs_value.is_some());
        if let Some((year, basis)) = one.year().zip(one.period_basis) {
            *self.years.entry((year, basis)).or_default() += 1;
        }
        if let Some(coverage) = one.coverage {
            *self.coverage.entry(coverage.name()).or_default() += 1;
        }
        if let Some(period) = one.time_period.as_ref().filter(|_| checks::is_comparable(one)) {
            *self.comparable.entry(period.to_string()).or_default() += 1;
        }
    }

    /// As `ingest.json` has it.
    pub fn to_json(&self) -> Value {
        let years: Vec<Value> = self
            .years
            .iter()
            .map(|((year, basis), count)| json!({ "year": year, "basis": basis.name(), "figures": count }))
            .collect();
        json!({
            "figures": self.observations,
            "of_series": self.of_series,
            "no_period": self.observations - self.dated,
            "no_area": self.observations - self.placed,
            "no_unit": self.observations - self.with_unit,
            "complete": self.complete,
            "years": years,
            "areas": self.all_areas,
            "coverage": self.coverage,
        })
    }
}
