//! CSV twins of the Parquet files, for programs that open nothing else.
//!
//! In: Arrow batches. Out: UTF-8 csv with a BOM (Excel needs it for Chinese), lists joined by ` | `, null as nothing.
//! Refuses a column type that no output of ours has.

use std::fs::File;
use std::io::Write;
use std::path::{Path, PathBuf};

use arrow::array::{
    Array, Date32Array, Float64Array, Int8Array, Int16Array, Int32Array, ListArray, RecordBatch, StringArray,
    UInt32Array,
};
use arrow::datatypes::Schema;

use crate::error::{Error, Result};
use crate::figures::shortest;
use crate::messages::say;
use crate::store::{Hashed, date_of, hashed_file};

/// A csv twin being written, batch by batch.
pub struct CsvTwin<W: Write = File> {
    path: PathBuf,
    writer: Hashed<W>,
}

/// The batch as csv, in memory.
pub fn csv_bytes(batch: &RecordBatch) -> Result<Vec<u8>> {
    let path = Path::new("csv");
    let mut twin = CsvTwin::begin(path, Hashed::new(Vec::new()), &batch.schema());
    twin.write(batch)?;
    twin.writer.finish().map(|(bytes, _)| bytes).map_err(Error::io(path, "write"))
}

impl CsvTwin {
    pub fn create(path: &Path, schema: &Schema) -> Result<CsvTwin> {
        Ok(CsvTwin::begin(path, hashed_file(path)?, schema))
    }
}

impl<W: Write> CsvTwin<W> {
    fn begin(path: &Path, mut writer: Hashed<W>, schema: &Schema) -> CsvTwin<W> {
        let out = writer.waiting();
        out.extend_from_slice(b"\xEF\xBB\xBF");
        for (at, field) in schema.fields().iter().enumerate() {
            put(out, at, |out| out.extend_from_slice(field.name().as_bytes()));
        }
        out.push(b'\n');
        CsvTwin { path: path.to_path_buf(), writer }
    }

    pub fn write(&mut self, batch: &RecordBatch) -> Result<()> {
        let columns: Vec<Column> =
            batch.columns().iter().map(|array| Column::of(array.as_ref())).collect::<Result<_>>()?;
        for row in 0..batch.num_rows() {
            let out = self.writer.waiting();
            for (at, column) in columns.iter().enumerate() {
                put(out, at, |out| column.write(row, out));
            }
            out.push(b'\n');
            self.writer.settle().map_err(Error::io(&self.path, "write"))?;
        }
        Ok(())
    }

    /// Gives the sha256 of what was written.
    pub fn finish(self) -> Result<String> {
        self.writer.finish().map(|(_, sum)| sum).map_err(Error::io(&self.path, "write"))
    }
}

/// Puts a field, quoted where its text would end it (RFC 4180).
fn put(out: &mut Vec<u8>, at: usize, write: impl FnOnce(&mut Vec<u8>)) {
    if at > 0 {
        out.push(b',');
    }
    let start = out.len();
    write(out);
    let text = out.get(start..).unwrap_or_default();
    let ends = |byte: &u8| (*byte == b',') | (*byte == b'"') | (*byte == b'\n') | (*byte == b'\r');
    // Looks at every byte: without an early way out, the loop takes many at once.
    if text.iter().fold(false, |found, byte| found | ends(byte)) {
        let text = out.split_off(start);
        out.push(b'"');
        for byte in text {
            out.extend(std::iter::repeat_n(byte, if byte == b'"' { 2 } else { 1 }));
        }
        out.push(b'"');
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
    List(&'a ListArray, &'a StringArray),
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
            .or_else(|| any.downcast_ref().and_then(Column::of_lists));
        found.ok_or_else(|| Error::Engine {
            doing: say!("engine.csv"),
            cause: say!("engine.no-text-form", kind = array.data_type().to_string()).to_string(),
        })
    }

    fn of_lists(lists: &'a ListArray) -> Option<Column<'a>> {
        lists.values().as_any().downcast_ref().map(|texts| Column::List(lists, texts))
    }

    /// Appends the row's text; nothing where it is null.
    fn write(&self, row: usize, out: &mut Vec<u8>) {
        match self {
            Column::Text(a) if a.is_valid(row) => out.extend_from_slice(a.value(row).as_bytes()),
            Column::Float(a) if a.is_valid(row) => shortest::push(out, a.value(row)),
            Column::Tiny(a) if a.is_valid(row) => push(out, a.value(row)),
            Column::ShortYear(a) if a.is_valid(row) => push(out, a.value(row)),
            Column::Year(a) if a.is_valid(row) => push(out, a.value(row)),
            Column::Count(a) if a.is_valid(row) => push(out, a.value(row)),
            Column::Date(a) if a.is_valid(row) => {
                if let Some(date) = date_of(a.value(row)) {
                    push(out, date);
                }
            }
            Column::List(lists, texts) => {
                let place = |at: usize| lists.value_offsets().get(at).map_or(0, |place| *place as usize);
                for (at, text) in (place(row)..place(row + 1)).enumerate() {
                    out.extend_from_slice(if at > 0 { b" | " } else { b"" });
                    out.extend_from_slice(texts.value(text).as_bytes());
                }
            }
            _ => {}
        }
    }
}

/// Writing to memory cannot fail.
fn push(out: &mut Vec<u8>, value: impl std::fmt::Display) {
    let _ = write!(out, "{value}");
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::sync::Arc;

    /// The csv crate as the second program.
    #[test]
    fn fields_are_quoted_as_the_csv_crate_does() {
        let texts = ["", "一般", "a,b", "say \"so\"", "two\nlines", "cr\r", " | ", "'#;\t", "\"", ",\"\n"];
        let column: StringArray = texts.iter().map(|text| Some(*text)).collect();
        let batch = RecordBatch::try_from_iter(["a", "b,c"].map(|name| (name, Arc::new(column.clone()) as _))).unwrap();
        let mut expected = csv::Writer::from_writer(b"\xEF\xBB\xBF".to_vec());
        expected.write_record(["a", "b,c"]).unwrap();
        texts.iter().for_each(|text| expected.write_record([text, text]).unwrap());
        assert_eq!(String::from_utf8(csv_bytes(&batch).unwrap()), String::from_utf8(expected.into_inner().unwrap()));
    }
}
