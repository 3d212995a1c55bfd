//! `indicators.parquet` and its csv twin, written while the indicators are being computed.
//!
//! In: blocks of values in their final order. Out: both files, the same bytes for the same rows however they were handed over,
//! and their sums. A row group is held at a time, in codes; its columns are encoded side by side with the lines of the csv,
//! while those of the row group before go to the disk. Refuses nothing; a write that fails is an error.

use std::fs::File;
use std::io::Write;
use std::path::PathBuf;
use std::sync::Arc;

use arrow::array::{
    Array, ArrayRef, DictionaryArray, Float64Array, Int16Array, Int32Array, ListArray, ListBuilder, StringArray,
    StringBuilder,
};
use arrow::buffer::NullBuffer;
use arrow::datatypes::{DataType, Field, SchemaRef};
use rayon::prelude::*;

use super::csv_rows::CsvColumns;
use super::staging::Staging;
use super::tables::indicator_schema;
use crate::definitions::Indicator;
use crate::error::{Error, Result};
use crate::formula::Coverage;
use crate::formula::columns::Column;
use crate::indicators::{Block, Status};
use crate::messages::say;
use crate::store::{Encoded, GroupWriter, Hashed, ROW_GROUP, hashed_file};

/// So many lines of csv are written by one thread at once.
const LINES: usize = 1 << 13;

const NAMES: [&str; 2] = ["indicators.parquet", "indicators.csv"];

/// Both files, open.
pub struct IndicatorTable {
    words: Words,
    schema: SchemaRef,
    parquet: GroupWriter<Hashed<File>>,
    csv: Option<Hashed<File>>,
    csv_path: PathBuf,
    rows: Rows,
    /// The row group before, ready for the disk.
    ready: Option<Ready>,
}

/// What codes stand for.
struct Words {
    indicators: ArrayRef,
    units: ArrayRef,
    areas: ArrayRef,
    as_of: ArrayRef,
    coverages: ArrayRef,
    statuses: ArrayRef,
}

const STATUSES: [Status; 5] =
    [Status::Normal, Status::Unvalidated, Status::Provisional, Status::Estimated, Status::Break];

/// Rows that wait to become a row group.
#[derive(Default)]
struct Rows {
    indicators: Vec<i32>,
    areas: Vec<i32>,
    coverages: Vec<Option<i32>>,
    periods: Vec<i32>,
    values: Column,
    statuses: Vec<i32>,
    notes: Vec<u32>,
    /// What notes stand for; the first is nothing.
    said: Vec<Vec<String>>,
}

struct Ready {
    parquet: Encoded,
    csv: Vec<Vec<u8>>,
}

impl IndicatorTable {
    /// Values of these indicators in these areas; without csv, where no twin is wanted.
    pub fn create(
        staging: &Staging,
        (indicators, areas): (&[&Indicator], &[String]),
        as_of: &str,
        with_csv: bool,
    ) -> Result<IndicatorTable> {
        let [path, csv_path] = NAMES.map(|name| staging.path(name));
        let schema = indicator_schema(indicators);
        let texts = |all: Vec<&str>| -> ArrayRef { Arc::new(StringArray::from_iter_values(all)) };
        let words = Words {
            indicators: texts(indicators.iter().map(|one| one.id.as_str()).collect()),
            units: texts(indicators.iter().map(|one| one.unit_text.as_str()).collect()),
            areas: texts(areas.iter().map(String::as_str).collect()),
            as_of: texts(vec![as_of]),
            coverages: texts(Coverage::ALL.map(Coverage::name).to_vec()),
            statuses: texts(STATUSES.map(Status::code).to_vec()),
        };
        let csv = match with_csv {
            true => Some(csv_file(&csv_path, &schema)?),
            false => None,
        };
        let parquet = GroupWriter::create(&path, schema.clone(), hashed_file(&path)?)?;
        Ok(IndicatorTable { words, schema, parquet, csv, csv_path, rows: Rows::new(), ready: None })
    }

    pub fn schema(&self) -> &SchemaRef {
        &self.schema
    }

    /// Takes values in the order in which they are to stand.
    pub fn take(&mut self, block: &Block) -> Result<()> {
        let mut from = 0;
        while from < block.len() {
            let to = block.len().min(from + ROW_GROUP - self.rows.len());
            self.rows.add(block, from..to);
            from = to;
            if self.rows.len() == ROW_GROUP {
                self.flush()?;
            }
        }
        Ok(())
    }

    fn flush(&mut self) -> Result<()> {
        let rows = std::mem::replace(&mut self.rows, Rows::new());
        let columns = rows.columns(&self.words)?;
        let (writers, before, with_csv) = (self.parquet.columns()?, self.ready.take(), self.csv.is_some());
        let lines = || if with_csv { lines(&columns) } else { Ok(Vec::new()) };
        let (encoded, appended) =
            rayon::join(|| rayon::join(|| writers.encode(&columns), lines), || before.map(|ready| self.append(ready)));
        appended.transpose()?;
        self.ready = Some(Ready { parquet: encoded.0?, csv: encoded.1? });
        Ok(())
    }

    fn append(&mut self, ready: Ready) -> Result<()> {
        if let Some(csv) = &mut self.csv {
            ready.csv.iter().try_for_each(|lines| csv.write_all(lines)).map_err(Error::io(&self.csv_path, "write"))?;
        }
        self.parquet.append(ready.parquet)
    }

    /// Writes what is left; gives the names written.
    pub fn finish(mut self, staging: &Staging) -> Result<Vec<String>> {
        if self.rows.len() > 0 {
            self.flush()?;
        }
        if let Some(ready) = self.ready.take() {
            self.append(ready)?;
        }
        let [parquet, csv] = NAMES.map(str::to_string);
        let path = staging.path(&parquet);
        let finished = self.parquet.finish()?.finish().and_then(|(file, sum)| file.sync_all().map(|()| sum));
        let mut names = vec![staging.wrote(parquet, finished.map_err(Error::io(&path, "write"))?)];
        if let Some(file) = self.csv {
            let (_, sum) = file.finish().map_err(Error::io(&self.csv_path, "write"))?;
            names.push(staging.wrote(csv, sum));
        }
        Ok(names)
    }
}

fn csv_file(path: &std::path::Path, schema: &SchemaRef) -> Result<Hashed<File>> {
    let mut file = hashed_file(path)?;
    let names: Vec<&str> = schema.fields().iter().map(|field| field.name().as_str()).collect();
    file.write_all(format!("\u{feff}{}\n", names.join(",")).as_bytes()).map_err(Error::io(path, "write"))?;
    Ok(file)
}

/// The lines of a row group, in pieces.
fn lines(columns: &[ArrayRef]) -> Result<Vec<Vec<u8>>> {
    let rows = columns.first().map_or(0, |column| column.len());
    let cells = CsvColumns::of(columns)?;
    let piece = |start: usize| {
        let mut out = Vec::with_capacity(LINES * 120);
        cells.write(start..rows.min(start + LINES), &mut out);
        out
    };
    Ok((0..rows).into_par_iter().step_by(LINES).map(piece).collect())
}

impl Rows {
    fn new() -> Rows {
        Rows { said: vec![Vec::new()], ..Rows::default() }
    }

    fn len(&self) -> usize {
        self.periods.len()
    }

    fn add(&mut self, block: &Block, range: std::ops::Range<usize>) {
        let count = range.len();
        let coverage = block.coverage.and_then(|one| Coverage::ALL.iter().position(|other| *other == one));
        self.indicators.extend(std::iter::repeat_n(block.indicator as i32, count));
        self.areas.extend(block.areas[range.clone()].iter().map(|&area| area as i32));
        self.coverages.extend(std::iter::repeat_n(coverage.map(|at| at as i32), count));
        self.periods.extend_from_slice(&block.periods[range.clone()]);
        self.values.extend(&block.values, range.clone());
        self.statuses.extend(block.status[range.clone()].iter().map(|&status| status as i32));
        let moved = self.said.len() as u32 - 1;
        self.notes.extend(block.notes[range].iter().map(|&note| if note == 0 { 0 } else { note + moved }));
        self.said.extend_from_slice(&block.said[1..]);
    }

    /// In the order of the schema; texts as dictionaries.
    fn columns(self, words: &Words) -> Result<Vec<ArrayRef>> {
        let (periods, period_words) = numbered(&self.periods);
        let (notes, as_of) = (self.notes(), Int32Array::from(vec![0; self.len()]));
        let years = self.periods.iter().map(|&period| i16::try_from(period).ok());
        Ok(vec![
            keyed(Int32Array::from(self.indicators.clone()), &words.indicators)?,
            keyed(Int32Array::from(self.areas), &words.areas)?,
            keyed(Int32Array::from(self.coverages), &words.coverages)?,
            keyed(Int32Array::from(periods), &period_words)?,
            Arc::new(years.collect::<Int16Array>()),
            Arc::new(Float64Array::from(self.values.value)),
            ends(self.values.lower),
            ends(self.values.upper),
            keyed(Int32Array::from(self.indicators), &words.units)?,
            keyed(Int32Array::from(self.statuses), &words.statuses)?,
            keyed(as_of, &words.as_of)?,
            Arc::new(notes),
        ])
    }

    fn notes(&self) -> ListArray {
        let item = Field::new("item", DataType::Utf8, false);
        let mut list = ListBuilder::with_capacity(StringBuilder::new(), self.len()).with_field(item);
        for &note in &self.notes {
            self.said[note as usize].iter().for_each(|text| list.values().append_value(text));
            list.append(true);
        }
        list.finish()
    }
}

fn keyed(keys: Int32Array, words: &ArrayRef) -> Result<ArrayRef> {
    let keyed = DictionaryArray::try_new(keys, words.clone()).map_err(Error::engine(say!("engine.indicators")))?;
    Ok(Arc::new(keyed))
}

/// Null where it is NaN.
fn ends(ends: Vec<f64>) -> ArrayRef {
    let nulls: NullBuffer = ends.iter().map(|end| !end.is_nan()).collect();
    let nulls = Some(nulls).filter(|nulls| nulls.null_count() > 0);
    Arc::new(Float64Array::new(ends.into(), nulls))
}

/// Periods as positions among the distinct ones, and those as texts.
fn numbered(periods: &[i32]) -> (Vec<i32>, ArrayRef) {
    let mut distinct: Vec<i32> = Vec::new();
    let mut last = None;
    for &period in periods {
        if last.replace(period) != Some(period)
            && let Err(at) = distinct.binary_search(&period)
        {
            distinct.insert(at, period);
        }
    }
    let place = |period: &i32| distinct.binary_search(period).unwrap_or_default() as i32;
    let places = periods.iter().map(place).collect();
    (places, Arc::new(StringArray::from_iter_values(distinct.iter().map(i32::to_string))))
}
