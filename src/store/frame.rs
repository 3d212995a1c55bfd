//! A Parquet file of ours as a polars frame, for SQL.
//!
//! In: a path. Out: a frame with the same columns. Refuses a column type that no output of ours has.

use std::path::Path;

use arrow::array::{
    Array, Date32Array, Float64Array, Int8Array, Int16Array, Int32Array, ListArray, StringArray, UInt32Array,
};
use polars::prelude::{
    Column, DataFrame, DataType, Int32Chunked, IntoColumn, IntoSeries, ListBuilderTrait, ListStringChunkedBuilder,
    NewChunkedArray, PlSmallStr, Series,
};

use super::parquet_file::read_batches;
use crate::error::{Error, Result};
use crate::messages::say;

/// The whole file as a frame.
pub fn frame(path: &Path) -> Result<DataFrame> {
    let (schema, batches) = read_batches(path)?;
    let mut columns: Vec<Column> = Vec::new();
    for (index, field) in schema.fields().iter().enumerate() {
        let arrays: Vec<&dyn Array> = batches.iter().map(|batch| batch.column(index).as_ref()).collect();
        columns.push(column(field.name(), &arrays)?);
    }
    let height = batches.iter().map(|batch| batch.num_rows()).sum();
    DataFrame::new(height, columns).map_err(Error::engine(say!("engine.load", path = path.display())))
}

fn column(name: &str, arrays: &[&dyn Array]) -> Result<Column> {
    let title = PlSmallStr::from_str(name);
    if let Some(all) = typed::<StringArray>(arrays) {
        let values: Vec<Option<&str>> = all.iter().flat_map(|array| array.iter()).collect();
        return Ok(Column::new(title, values));
    }
    if let Some(all) = typed::<Float64Array>(arrays) {
        return Ok(Column::new(title, all.iter().flat_map(|array| array.iter()).collect::<Vec<_>>()));
    }
    if let Some(all) = typed::<UInt32Array>(arrays) {
        return Ok(Column::new(title, all.iter().flat_map(|array| array.iter()).collect::<Vec<_>>()));
    }
    if let Some(all) = typed::<Int32Array>(arrays) {
        return Ok(Column::new(title, all.iter().flat_map(|array| array.iter()).collect::<Vec<_>>()));
    }
    if let Some(all) = typed::<Int16Array>(arrays) {
        let values = all.iter().flat_map(|array| array.iter()).map(|v| v.map(i32::from));
        return Ok(Column::new(title, values.collect::<Vec<_>>()));
    }
    if let Some(all) = typed::<Int8Array>(arrays) {
        let values = all.iter().flat_map(|array| array.iter()).map(|v| v.map(i32::from));
        return Ok(Column::new(title, values.collect::<Vec<_>>()));
    }
    if let Some(all) = typed::<Date32Array>(arrays) {
        let days = Int32Chunked::from_iter_options(title, all.iter().flat_map(|array| array.iter()));
        let dates =
            days.into_series().cast(&DataType::Date).map_err(Error::engine(say!("engine.load-column", name)))?;
        return Ok(dates.into_column());
    }
    if let Some(all) = typed::<ListArray>(arrays) {
        return Ok(lists(name, &all).into_column());
    }
    Err(Error::Engine { doing: say!("engine.load-column", name), cause: say!("engine.other-type").to_string() })
}

fn typed<'a, A: 'static>(arrays: &[&'a dyn Array]) -> Option<Vec<&'a A>> {
    arrays.iter().map(|array| array.as_any().downcast_ref::<A>()).collect()
}

fn lists(name: &str, arrays: &[&ListArray]) -> Series {
    let rows = arrays.iter().map(|array| array.len()).sum();
    let mut builder = ListStringChunkedBuilder::new(PlSmallStr::from_str(name), rows, rows);
    for array in arrays {
        for list in array.iter() {
            let texts = list.as_ref().and_then(|values| values.as_any().downcast_ref::<StringArray>());
            builder.append_values_iter(texts.into_iter().flat_map(|texts| texts.iter().flatten()));
        }
    }
    builder.finish().into_series()
}
