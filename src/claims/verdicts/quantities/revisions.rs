//! Revisions: by how much editions of one series differ.
//!
//! In: the panel. Out: the largest relative difference of two editions of one figure. Refuses to call another definition a
//! revision.

use crate::formula::Stage;
use crate::indicators::{Entry, Panel};

/// What moves more between editions is another definition.
const MOST: f64 = 0.25;

/// The largest part by which two editions of one figure differ; what is more than a quarter is another definition.
pub fn largest_revision(panel: &Panel, series: &str) -> f64 {
    let mut largest: f64 = 0.0;
    for area in 0..panel.areas.len() as u32 {
        let entries: Vec<Entry> = panel.of_area(series, area).iter().collect();
        for of_period in entries.chunk_by(|one, other| one.period == other.period) {
            let printed = of_period.iter().filter(|entry| entry.stage != Some(Stage::Budget) && entry.value > 0.0);
            let (least, most) = printed
                .fold((f64::INFINITY, 0.0f64), |(least, most), entry| (least.min(entry.value), most.max(entry.value)));
            let apart = if least > 0.0 && least.is_finite() { most / least - 1.0 } else { 0.0 };
            largest = largest.max(if apart <= MOST { apart } else { 0.0 });
        }
    }
    largest
}
