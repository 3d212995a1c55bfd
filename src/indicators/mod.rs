//! Indicators: formulas evaluated over the panel, and their trends.
//!
//! In: definitions and the panel. Out: blocks of values and `Trend`s in a fixed order, and single values of any vintage.
//! Refuses nothing: where a formula has no value there is no row, and `gaps` says why.

use std::sync::Arc;

use crate::formula::Coverage;

mod bulk;
mod coded;
mod compose;
mod compute;
pub mod figures;
mod gather;
mod join;
mod load;
pub mod panel;
mod places;
pub mod scalar;
pub mod select;
pub mod trends;
mod windows;

pub use bulk::Block;
pub use compute::{Asked, Count, Evaluated, compute};
pub use figures::{Entry, OfArea, Status, Unproven};
pub use panel::{Panel, Vintage};
pub use windows::Trend;

/// One row of `indicators.parquet`, taken out of its columns.
#[derive(Clone, Debug, PartialEq)]
pub struct IndicatorValue {
    pub indicator: Arc<str>,
    pub ref_area: Arc<str>,
    /// Whose accounts; none for the area as a whole.
    pub coverage: Option<Coverage>,
    pub period: i32,
    /// In the indicator's declared unit.
    pub value: f64,
    /// What it surely lies between, every printed number being known to half a unit of its last digit. Null where a divisor
    /// may be zero.
    pub lower: Option<f64>,
    pub upper: Option<f64>,
    pub unit: Arc<str>,
    pub status: Status,
    pub notes: Vec<String>,
}
