//! Hypotheses: what a figure may be of, and why not.

pub mod accounts;
pub mod area;
pub mod at_prices;
pub mod bases;
pub mod by_value;
pub mod doubts;
pub mod kinds;
pub mod lead;
pub mod manner;
pub mod mention;
pub mod occasions;
pub mod referents;
pub mod site;
pub mod stages;
pub mod subject;
pub mod sums;
