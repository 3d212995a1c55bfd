//! CSV twins of the Parquet files, for programs that open nothing else.
//!
//! In: Arrow batches. Out: UTF-8 csv with a BOM (Excel needs it for Chinese), lists joined by ` | `, null as nothing.
//! Refuses a column type that no output of ours has.

use std::fs::File;
use std::io::Write;
use std::path::{Path, PathBuf};

use arrow::array::RecordBatch;
use arrow::datatypes::Schema;

use super::csv_rows::{CsvColumns, put};
use crate::error::{Error, Result};
use crate::store::{Hashed, hashed_file};

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
            out.extend_from_slice(if at > 0 { b"," } else { b"" });
            put(out, |out| out.extend_from_slice(field.name().as_bytes()));
        }
        out.push(b'\n');
        CsvTwin { path: path.to_path_buf(), writer }
    }

    pub fn write(&mut self, batch: &RecordBatch) -> Result<()> {
        let columns = CsvColumns::of(batch.columns())?;
        for row in 0..batch.num_rows() {
            columns.write(row..row + 1, self.writer.waiting());
            self.writer.settle().map_err(Error::io(&self.path, "write"))?;
        }
        Ok(())
    }

    /// Gives the sha256 of what was written.
    pub fn finish(self) -> Result<String> {
        self.writer.finish().map(|(_, sum)| sum).map_err(Error::io(&self.path, "write"))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::sync::Arc;

    use arrow::array::StringArray;

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
