//! The index of printed figures by area and period.
//!
//! In: observations. Out: `Documents`, built once for many texts. Refuses figures of the nation, which official series
//! hold, and those without area, period, value or unit.

use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::sync::{Arc, Mutex, PoisonError};

use super::print::Print;
use crate::definitions::Definitions;
use crate::observations::Observation;

pub const NATION: &str = "CN";

/// The printed figures of areas below the nation.
pub struct Documents<'a> {
    pub definitions: &'a Definitions,
    pub observations: &'a [Observation],
    /// By area and period.
    at: HashMap<&'a str, HashMap<&'a str, Vec<u32>>>,
    by_source: BTreeMap<&'a str, Vec<u32>>,
    has_undated: bool,
    prints: Mutex<BTreeMap<String, Arc<Print>>>,
}

/// Whether a figure can be found again by where and when it is.
pub fn is_placed(one: &Observation) -> bool {
    let is_local = one.ref_area.as_deref().is_some_and(|area| area != NATION);
    is_local && one.time_period.is_some() && one.obs_value.is_some() && one.unit_measure.is_some()
}

impl<'a> Documents<'a> {
    pub fn new(definitions: &'a Definitions, observations: &'a [Observation]) -> Documents<'a> {
        let mut at: HashMap<&str, HashMap<&str, Vec<u32>>> = HashMap::new();
        let mut has_undated = false;
        let mut by_source: BTreeMap<&str, Vec<u32>> = BTreeMap::new();
        for (one, row) in observations.iter().zip(0u32..) {
            by_source.entry(&one.source_sha256).or_default().push(row);
            let key = one.ref_area.as_deref().zip(one.time_period.as_deref()).filter(|_| is_placed(one));
            if let Some((area, period)) = key {
                has_undated |= one.vintage.is_none();
                at.entry(area).or_default().entry(period).or_default().push(row);
            }
        }
        Documents { definitions, observations, at, by_source, has_undated, prints: Mutex::default() }
    }

    /// Whether there are none but editions of publications, whose figures claims are held against by series.
    pub fn is_empty(&self) -> bool {
        !self.has_undated
    }

    /// Whether any document prints figures of an area.
    pub fn speak_of(&self, area: &str) -> bool {
        self.at.contains_key(area)
    }

    pub fn get(&self, row: u32) -> Option<&'a Observation> {
        self.observations.get(row as usize)
    }

    /// The rows of one area and period.
    pub fn of(&self, area: &str, period: &str) -> &[u32] {
        let of_period = self.at.get(area).and_then(|periods| periods.get(period));
        of_period.map(Vec::as_slice).unwrap_or_default()
    }

    /// The name of the document with these bytes, where it is among them.
    pub fn name(&self, sha256: &str) -> Option<&'a str> {
        let first = self.by_source.get(sha256)?.first()?;
        self.get(*first).map(|one| one.source.as_str())
    }

    /// The documents that print figures of the places and times of a text, by the sums of their bytes.
    pub fn near(&self, own: &[Observation]) -> BTreeSet<&'a str> {
        let keys: BTreeSet<(&str, &str)> =
            own.iter().filter_map(|one| one.ref_area.as_deref().zip(one.time_period.as_deref())).collect();
        let rows = keys.into_iter().flat_map(|(area, period)| self.of(area, period));
        rows.filter_map(|row| self.get(*row)).map(|one| one.source_sha256.as_str()).collect()
    }

    /// What one document prints, for telling copies.
    pub fn print(&self, sha256: &str) -> Arc<Print> {
        if let Some(known) = self.prints.lock().unwrap_or_else(PoisonError::into_inner).get(sha256) {
            return Arc::clone(known);
        }
        let rows = self.by_source.get(sha256).into_iter().flatten();
        let print = Arc::new(Print::of(rows.filter_map(|row| self.get(*row))));
        let mut prints = self.prints.lock().unwrap_or_else(PoisonError::into_inner);
        Arc::clone(prints.entry(sha256.to_string()).or_insert(print))
    }
}
