//! CSV twins of the Parquet files, for programs that open nothing else.
//!
//! In: Arrow batches. Out: UTF-8 csv with a BOM (Excel needs it for Chinese), lists joined by ` | `, null as nothing.
//! Refuses a column type that no output of ours has.

use std::fs::File;
use std::io::Write;
use std::path::Path;

use arrow::array::{
    Array, Date32Array, Float64Array, Int8Array, Int32Array, ListArray, RecordBatch, StringArray, UInt32Array,
};
use chrono::NaiveDate;

use crate::error::{Error, Result};

/// Days from 0001-01-01 to 1970-01-01, as `chrono` counts days.
const EPOCH_DAY: i32 = 719_163;

/// Writes the batch as csv.
pub fn write_csv(path: &Path, batch: &RecordBatch) -> Result<()> {
    let doing = || format!("write {}", path.display());
    let mut file = File::create(path).map_err(Error::io(path, "create"))?;
    file.write_all(b"\xEF\xBB\xBF").map_err(Error::io(path, "write"))?;
    let mut writer = csv::Writer::from_writer(std::io::BufWriter::new(file));
    let schema = batch.schema();
    writer.write_record(schema.fields().iter().map(|field| field.name())).map_err(Error::engine(doing()))?;
    let columns: Vec<Column> = batch.columns().iter().map(|array| Column::of(array.as_ref())).collect::<Result<_>>()?;
    for row in 0..batch.num_rows() {
        let record = columns.iter().map(|column| column.text(row));
        writer.write_record(record).map_err(Error::engine(doing()))?;
    }
    let buffered = writer.into_inner().map_err(Error::engine(doing()))?;
    let mut file = buffered.into_inner().map_err(Error::engine(doing()))?;
    file.flush().map_err(Error::io(path, "write"))
}

enum Column<'a> {
    Text(&'a StringArray),
    Float(&'a Float64Array),
    Tiny(&'a Int8Array),
    Year(&'a Int32Array),
    Count(&'a UInt32Array),
    Date(&'a Date32Array),
    List(&'a ListArray),
}

impl<'a> Column<'a> {
    fn of(array: &'a dyn Array) -> Result<Column<'a>> {
        let any = array.as_any();
        let found = None
            .or_else(|| any.downcast_ref().map(Column::Text))
            .or_else(|| any.downcast_ref().map(Column::Float))
            .or_else(|| any.downcast_ref().map(Column::Tiny))
            .or_else(|| any.downcast_ref().map(Column::Year))
            .or_else(|| any.downcast_ref().map(Column::Count))
            .or_else(|| any.downcast_ref().map(Column::Date))
            .or_else(|| any.downcast_ref().map(Column::List));
        found.ok_or_else(|| Error::Engine {
            doing: "write csv".to_string(),
            cause: format!("no text form for a column of type {}", array.data_type()),
        })
    }

    fn text(&self, row: usize) -> String {
        match self {
            Column::Text(a) if a.is_valid(row) => a.value(row).to_string(),
            Column::Float(a) if a.is_valid(row) => a.value(row).to_string(),
            Column::Tiny(a) if a.is_valid(row) => a.value(row).to_string(),
            Column::Year(a) if a.is_valid(row) => a.value(row).to_string(),
            Column::Count(a) if a.is_valid(row) => a.value(row).to_string(),
            Column::Date(a) if a.is_valid(row) => {
                let date = NaiveDate::from_num_days_from_ce_opt(a.value(row) + EPOCH_DAY);
                date.map(|date| date.to_string()).unwrap_or_default()
            }
            Column::List(a) => {
                let values = a.value(row);
                let texts = values.as_any().downcast_ref::<StringArray>();
                texts.map(|texts| texts.iter().flatten().collect::<Vec<_>>().join(" | ")).unwrap_or_default()
            }
            _ => String::new(),
        }
    }
}
