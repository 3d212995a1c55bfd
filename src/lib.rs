//! Published statistical tables in, traceable indicators out.
//!
//! ```text
//!     sources  ->  tables  ->  observations  ->  indicators  ->  outputs
//!     bytes        grids of     area, period,     formulas        files people
//!     as           cells, with  series, value,    with units,     open: Parquet,
//!     published    roles        unit, and cell    and trends      csv, codebook
//!
//!                        definitions (pipelines/)           run: the whole flow on one screen
//!                        formula, units, script             checks: is the data sound?
//!                                                           lineage: where a number comes from
//!                                                           claims: does a paper's figure hold?
//!                        store: Parquet there and back      cli: the command line
//!                        texts: labels and titles, each stored once
//!                        messages: every sentence for people, in English and Chinese
//! ```
//!
//! Modules stand in dependency order: each may use only those above it (a test enforces it).

pub mod messages;
pub mod error;
pub mod problem;
pub mod script;
pub mod texts;
pub mod units;
pub mod figures;
pub mod formula;
pub mod definitions;
pub mod sources;
pub mod tables;
pub mod observations;
pub mod checks;
pub mod store;
pub mod indicators;
pub mod lineage;
pub mod outputs;
pub mod claims;
pub mod run;
pub mod cli;
