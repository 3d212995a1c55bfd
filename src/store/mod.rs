//! The store: Parquet files with field metadata, and the way back from them.
//!
//! In: rows of a contract type. Out: Arrow schemas and batches, Parquet bytes, and polars frames for SQL.
//! Refuses files whose columns are not the contract's.

mod frame;
mod hashed_file;
mod observations;
mod parquet_file;

pub use frame::frame;
pub use hashed_file::{Hashed, hashed_file};
pub use observations::{
    has_source, observation_batch, observation_schema, observations_at, observations_in, observations_of,
    observations_of_file, read_observations,
};
pub use parquet_file::{
    ColumnWriters, Encoded, GroupWriter, Groups, ROW_GROUP, Same, Writer, read_batches, whole_pieces, write_batch,
};

use std::collections::HashMap;

use arrow::datatypes::{DataType, Field};
use chrono::{Datelike, NaiveDate};

/// A column with its Chinese and English label, unit and source as Arrow field metadata.
pub fn field(name: &str, kind: DataType, nullable: bool, label: (&str, &str), more: &[(&str, &str)]) -> Field {
    let mut metadata =
        HashMap::from([("label_en".to_string(), label.0.to_string()), ("label_zh".to_string(), label.1.to_string())]);
    metadata.extend(more.iter().map(|(key, value)| (key.to_string(), value.to_string())));
    Field::new(name, kind, nullable).with_metadata(metadata)
}

/// Days from 0001-01-01 to 1970-01-01, as `chrono` counts days.
const EPOCH_DAY: i32 = 719_163;

/// A date as Arrow's Date32 has it: days since 1970-01-01.
pub fn day_of(date: NaiveDate) -> i32 {
    date.num_days_from_ce() - EPOCH_DAY
}

/// The date of a Date32; none beyond what a calendar holds.
pub fn date_of(day: i32) -> Option<NaiveDate> {
    NaiveDate::from_num_days_from_ce_opt(day.checked_add(EPOCH_DAY)?)
}
