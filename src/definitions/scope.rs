//! The names a formula may use.
//!
//! In: series, bridges and indicators. Out: a `Scope` for checking and lowering. Refuses nothing.

use std::collections::BTreeMap;

use super::{Bridge, Definitions, Series, SumOf};
use crate::formula::{BridgeEntry, Entry, Scope};
use crate::problem::Place;
use crate::units::{Kind, Units};

/// The series catalogue as it is read.
#[derive(Default)]
pub(super) struct Catalogue {
    pub series: BTreeMap<String, Series>,
    pub bridges: BTreeMap<String, Bridge>,
    /// Places of series that are there and could not be used.
    pub broken: BTreeMap<String, Place>,
}

impl Definitions {
    /// Every series, indicator and bridge, for formulas from outside the definitions.
    pub fn scope(&self) -> Scope<'_> {
        let mut scope = of_series(&self.units, &self.series, &self.bridges);
        for (id, indicator) in &self.indicators {
            let (unit, core, place) = (indicator.unit.clone(), indicator.core.clone(), indicator.origin.place());
            scope.names.insert(id.clone(), Entry::Indicator { unit, core, place });
        }
        scope
    }
}

impl Definitions {
    /// The series that the sums among some series are made of: all of the classification, and what it adds up to.
    pub fn items_of(&self, wanted: &[&str]) -> Vec<&str> {
        let sums: Vec<&SumOf> = wanted.iter().filter_map(|id| self.series.get(*id)?.sum_of.as_ref()).collect();
        if sums.is_empty() {
            return Vec::new();
        }
        let items = self.classified.iter().filter(|one| one.is_functional()).map(|one| one.series.as_str());
        items.chain(sums.iter().map(|sum| sum.within.as_str())).collect()
    }
}

/// The names of all series, for formulas over series alone.
pub(super) fn scope<'a>(units: &'a Units, catalogue: &Catalogue) -> Scope<'a> {
    let mut scope = of_series(units, &catalogue.series, &catalogue.bridges);
    for (id, place) in &catalogue.broken {
        scope.names.entry(id.clone()).or_insert_with(|| Entry::Broken { place: place.clone() });
    }
    scope
}

fn of_series<'a>(
    units: &'a Units,
    catalogue: &BTreeMap<String, Series>,
    bridges: &BTreeMap<String, Bridge>,
) -> Scope<'a> {
    let entry = |series: &Series| {
        let english = series.names.en.to_lowercase();
        let of = series.unit.of.as_deref().unwrap_or("");
        let product = series.unit.kind == Kind::Quantity
            && (["gross domestic product", "gross regional product"].iter().any(|name| english.contains(name))
                || english.split(|letter: char| !letter.is_alphanumeric()).any(|word| word == "gdp" || word == "grp")
                || of.contains("gdp"));
        Entry::Series { unit: series.unit.clone(), place: series.origin.place(), product }
    };
    let bridge = |bridge: &Bridge| BridgeEntry { at: bridge.at, place: bridge.origin.place() };
    let names = catalogue.iter().map(|(id, series)| (id.clone(), entry(series))).collect();
    let bridges = bridges.iter().map(|(id, found)| (id.clone(), bridge(found))).collect();
    Scope { units, names, bridges }
}
