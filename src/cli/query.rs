//! `pipeline query`: SQL over the outputs.
//!
//! In: SQL and a folder of outputs. Out: a table, csv or JSON. Refuses SQL that polars refuses, with its message.

use polars::prelude::{AnyValue, DataFrame, IntoLazy};
use polars::sql::SQLContext;
use serde_json::{Map, Value, json};

use super::arguments::{Format, QueryArguments};
use crate::error::{Error, Result};
use crate::messages::say;
use crate::outputs::text_table::text_table;
use crate::store;

const TABLES: [&str; 3] = ["observations", "indicators", "trends"];

/// SQL longer than this is no question a person asks.
const LONGEST: usize = 10_000;
/// Deeply nested SQL is planned by recursion.
const STACK: usize = 256 << 20;

/// Runs the query, on a stack that deep expressions fit into.
pub fn query(arguments: &QueryArguments) -> Result<String> {
    let first = arguments.sql.trim_start().split(|c: char| !c.is_alphabetic()).next().unwrap_or("").to_lowercase();
    if !["select", "with", "show", "explain", ""].contains(&first.as_str()) {
        return Err(Error::Usage(say!("query.only-read", first)));
    }
    if arguments.sql.len() > LONGEST {
        return Err(Error::Usage(say!("query.too-long", bytes = arguments.sql.len(), most = LONGEST)));
    }
    let failed = || Error::Usage(say!("query.not-run"));
    std::thread::scope(|scope| {
        let thread = std::thread::Builder::new().stack_size(STACK);
        let running = thread.spawn_scoped(scope, || answer(arguments)).map_err(Error::engine(say!("engine.query")))?;
        running.join().unwrap_or_else(|_| Err(failed()))
    })
}

fn answer(arguments: &QueryArguments) -> Result<String> {
    let mut context = SQLContext::new();
    let mut there = 0;
    for table in TABLES {
        let path = arguments.out.join(format!("{table}.parquet"));
        if path.exists() && (arguments.sql.contains(table) || arguments.sql.to_lowercase().contains("show")) {
            context.register(table, store::frame(&path)?.lazy());
        }
        there += usize::from(path.exists());
    }
    if there == 0 {
        return Err(Error::Usage(say!("query.no-outputs", out = arguments.out.display())));
    }
    let plan = context.execute(&arguments.sql).map_err(Error::engine(say!("engine.query")))?;
    let frame = plan.collect().map_err(Error::engine(say!("engine.query")))?;
    match (arguments.json, arguments.format) {
        (true, _) | (_, Format::Json) => Ok(as_json(&frame)),
        (_, Format::Csv) => as_csv(&frame),
        (_, Format::Table) => Ok(as_table(&frame)),
    }
}

fn text(value: &AnyValue) -> String {
    match value {
        AnyValue::Null => String::new(),
        AnyValue::String(text) => text.to_string(),
        AnyValue::StringOwned(text) => text.to_string(),
        AnyValue::Float64(number) => number.to_string(),
        AnyValue::List(series) => series.iter().map(|value| text(&value)).collect::<Vec<_>>().join(" | "),
        other => other.to_string(),
    }
}

fn rows(frame: &DataFrame) -> Vec<Vec<String>> {
    let cell = |column: &polars::prelude::Column, row| column.get(row).map(|value| text(&value)).unwrap_or_default();
    (0..frame.height()).map(|row| frame.columns().iter().map(|column| cell(column, row)).collect()).collect()
}

fn as_table(frame: &DataFrame) -> String {
    let names: Vec<&str> = frame.columns().iter().map(|column| column.name().as_str()).collect();
    let numeric = |at: &usize| frame.columns().get(*at).is_some_and(|column| column.dtype().is_numeric());
    let right: Vec<usize> = (0..names.len()).filter(numeric).collect();
    text_table(&names, &rows(frame), &right)
}

fn as_csv(frame: &DataFrame) -> Result<String> {
    let mut writer = csv::Writer::from_writer(Vec::new());
    let names = frame.columns().iter().map(|column| column.name().as_str());
    writer.write_record(names).map_err(Error::engine(say!("engine.csv")))?;
    for row in rows(frame) {
        writer.write_record(row).map_err(Error::engine(say!("engine.csv")))?;
    }
    let bytes = writer.into_inner().map_err(Error::engine(say!("engine.csv")))?;
    Ok(String::from_utf8_lossy(&bytes).into_owned())
}

fn as_json(frame: &DataFrame) -> String {
    let value = |value: &AnyValue| match value {
        AnyValue::Null => Value::Null,
        AnyValue::String(_) | AnyValue::StringOwned(_) => Value::String(text(value)),
        AnyValue::Float64(number) => json!(number),
        AnyValue::Date(_) => Value::String(text(value)),
        AnyValue::List(series) => series.iter().map(|value| Value::String(text(&value))).collect(),
        other => other.extract::<i64>().map_or_else(|| Value::String(text(other)), |number| json!(number)),
    };
    let row = |at: usize| {
        let cells = frame.columns().iter().map(|column| {
            let cell = column.get(at).map(|cell| value(&cell)).unwrap_or(Value::Null);
            (column.name().to_string(), cell)
        });
        Value::Object(cells.collect::<Map<String, Value>>())
    };
    let rows: Vec<Value> = (0..frame.height()).map(row).collect();
    format!("{:#}\n", Value::Array(rows))
}
