//! Outputs: the files people open, whole or not at all.
//!
//! In: observations, indicator values, trends, accounts of reading. Out: Parquet, CSV twins, codebook, ingest.json and
//! manifest.json in one folder that is swapped in at once. Refuses to replace a folder that holds anything else.

mod codebook;
mod csv_twin;
mod ingest;
mod manifest;
mod markup;
mod staging;
mod table_files;
mod tables;
mod tally;
pub mod text_table;

pub use codebook::codebook;
pub use csv_twin::csv_bytes;
pub use ingest::{Account, to_json as ingest_json};
pub use manifest::{Listed, manifest};
pub use markup::escaped;
pub use staging::{MANIFEST, SUMS, Staging, hash_of, hash_of_bytes, refuse_foreign};
pub use table_files::{ObservationFiles, write_table};
pub use tables::{indicator_batch, trend_batch};
pub use tally::Tally;
