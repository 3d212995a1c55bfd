//! CSV twins of the Parquet files, for programs that open nothing else.
//!
//! In: Arrow batches. Out: UTF-8 csv with a BOM (Excel needs it for Chinese), lists joined by ` | `, null as nothing.
//! Refuses a column type that no output of ours has.

use std::fs::File;
use std::io::{BufWriter, Write};
use std::path::{Path, PathBuf};

use arrow::array::{
    Array, Date32Array, Float64Array, Int8Array, Int16Array, Int32Array, ListArray, RecordBatch, StringArray,
    UInt32Array,
};
use arrow::datatypes::Schema;

use crate::error::{Error, Result};
use crate::messages::say;
use crate::store::date_of;

/// A csv twin being written, batch by batch.
pub struct CsvTwin<W: Write = BufWriter<File>> {
    path: PathBuf,
    writer: csv::Writer<W>,
}

/// The batch as csv, in memory.
pub fn csv_bytes(batch: &RecordBatch) -> Result<Vec<u8>> {
    let path = Path::new("csv");
    let mut twin = CsvTwin::begin(path, Vec::new(), &batch.schema())?;
    twin.write(batch)?;
    twin.writer.into_inner().map_err(|cause| Error::io(path, "write")(cause.into_error()))
}

impl CsvTwin {
    pub fn create(path: &Path, schema: &Schema) -> Result<CsvTwin> {
        let file = File::create(path).map_err(Error::io(path, "create"))?;
        CsvTwin::begin(path, BufWriter::new(file), schema)
    }
}

impl<W: Write> CsvTwin<W> {
    fn begin(path: &Path, mut file: W, schema: &Schema) -> Result<CsvTwin<W>> {
        file.write_all(b"\xEF\xBB\xBF").map_err(Error::io(path, "write"))?;
        let mut twin = CsvTwin { path: path.to_path_buf(), writer: csv::Writer::from_writer(file) };
        let names = schema.fields().iter().map(|field| field.name());
        twin.writer.write_record(names).map_err(|cause| twin.failed(&cause))?;
        Ok(twin)
    }

    pub fn write(&mut self, batch: &RecordBatch) -> Result<()> {
        let columns: Vec<Column> =
            batch.columns().iter().map(|array| Column::of(array.as_ref())).collect::<Result<_>>()?;
        let mut cell = String::new();
        for row in 0..batch.num_rows() {
            for column in &columns {
                cell.clear();
                column.write(row, &mut cell);
                self.writer.write_field(&cell).map_err(|cause| self.failed(&cause))?;
            }
            self.writer.write_record(None::<&[u8]>).map_err(|cause| self.failed(&cause))?;
        }
        Ok(())
    }

    pub fn finish(mut self) -> Result<()> {
        self.writer.flush().map_err(Error::io(&self.path, "write"))
    }

    fn failed(&self, cause: &csv::Error) -> Error {
        Error::Engine { doing: say!("engine.write", path = self.path.display()), cause: cause.to_string() }
    }
}

enum Column<'a> {
    Text(&'a StringArray),
    Float(&'a Float64Array),
    Tiny(&'a Int8Array),
    ShortYear(&'a Int16Array),
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
            .or_else(|| any.downcast_ref().map(Column::ShortYear))
            .or_else(|| any.downcast_ref().map(Column::Year))
            .or_else(|| any.downcast_ref().map(Column::Count))
            .or_else(|| any.downcast_ref().map(Column::Date))
            .or_else(|| any.downcast_ref().map(Column::List));
        found.ok_or_else(|| Error::Engine {
            doing: say!("engine.csv"),
            cause: say!("engine.no-text-form", kind = array.data_type().to_string()).to_string(),
        })
    }

    /// Appends the row's text; nothing where it is null. Writing to a `String` cannot fail.
    fn write(&self, row: usize, out: &mut String) {
        match self {
            Column::Text(a) if a.is_valid(row) => out.push_str(a.value(row)),
            Column::Float(a) if a.is_valid(row) => push(out, a.value(row)),
            Column::Tiny(a) if a.is_valid(row) => push(out, a.value(row)),
            Column::ShortYear(a) if a.is_valid(row) => push(out, a.value(row)),
            Column::Year(a) if a.is_valid(row) => push(out, a.value(row)),
            Column::Count(a) if a.is_valid(row) => push(out, a.value(row)),
            Column::Date(a) if a.is_valid(row) => {
                if let Some(date) = date_of(a.value(row)) {
                    push(out, date);
                }
            }
            Column::List(a) => {
                let values = a.value(row);
                let texts = values.as_any().downcast_ref::<StringArray>();
                for (at, text) in texts.into_iter().flat_map(|texts| texts.iter().flatten()).enumerate() {
                    out.push_str(if at > 0 { " | " } else { "" });
                    out.push_str(text);
                }
            }
            _ => {}
        }
    }
}

fn push(out: &mut String, value: impl std::fmt::Display) {
    let _ = std::fmt::Write::write_fmt(out, format_args!("{value}"));
}
