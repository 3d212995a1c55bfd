//! Vintages of a traced value: what the same formula gave as editions appeared.
//!
//! In: a formula, a place, the panel and a reading of its figures. Out: each value with the day from which it stood, the
//! newest first. Refuses undated editions: nobody knows when they stood.

use std::collections::BTreeMap;

use chrono::NaiveDate;

use crate::definitions::Series;
use crate::formula::Core;
use crate::formula::interval::Interval;
use crate::indicators::{Entry, Panel, Vintage, scalar};

/// A value, and the edition with which it first stood.
#[derive(Clone, Debug, PartialEq)]
pub struct Stood {
    pub from: NaiveDate,
    pub edition: String,
    pub value: f64,
    pub interval: Option<Interval>,
}

/// In the unit that `scale` makes of base units; a value that a later edition repeats appears once.
pub(super) fn vintages(
    (core, scale): (&Core, f64),
    catalogue: &BTreeMap<String, Series>,
    panel: &Panel,
    place: (u32, i32),
    read: impl Fn(&Entry) -> Option<Interval>,
) -> Vec<Stood> {
    let mut stood: Vec<Stood> = Vec::new();
    for number in scalar::editions(core, panel, place).into_iter().rev() {
        let Some(edition) = panel.editions.get(number as usize) else { continue };
        let Some(from) = edition.date else { continue };
        let Ok(found) = scalar::with_readings(core, catalogue, panel, place, Vintage::AsOf(from), &read) else {
            continue;
        };
        let Some(value) = found.value.map(|value| value * scale) else { continue };
        if stood.last().is_none_or(|last| last.value != value) {
            let interval = found.interval.and_then(|interval| interval.scaled(scale));
            stood.push(Stood { from, edition: edition.name.clone(), value, interval });
        }
    }
    stood.reverse();
    stood
}
