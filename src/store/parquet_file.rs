//! Parquet in and out, the only file that names the `parquet` crate.
//!
//! In: Arrow batches, or a path and the columns wanted. Out: a written file, or batches in file order.
//! Refuses a file that is not Parquet or lacks a column.

use std::fs::File;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use arrow::array::RecordBatch;
use arrow::datatypes::{DataType, Field, Schema, SchemaRef};
use parquet::arrow::ProjectionMask;
use parquet::arrow::arrow_reader::{ArrowReaderMetadata, ArrowReaderOptions, ParquetRecordBatchReaderBuilder};
use parquet::arrow::arrow_writer::ArrowWriter;
use parquet::basic::Compression;
use parquet::file::properties::WriterProperties;
use rayon::prelude::*;

use super::hashed_file::{Hashed, hashed_file};
use crate::error::{Error, Result};
use crate::messages::say;

const ROW_GROUP: usize = 1 << 17;
const PIECE: usize = 1 << 13;

/// One batch as a file.
pub fn write_batch(path: &Path, batch: &RecordBatch) -> Result<()> {
    let mut file = Writer::create(path, batch.schema())?;
    file.write(batch)?;
    file.finish().map(drop)
}

/// A Parquet file being written: same batches, same bytes.
pub struct Writer {
    path: PathBuf,
    writer: ArrowWriter<Hashed<File>>,
}

impl Writer {
    pub fn create(path: &Path, schema: SchemaRef) -> Result<Writer> {
        let file = hashed_file(path)?;
        let properties = WriterProperties::builder()
            .set_compression(Compression::SNAPPY)
            .set_max_row_group_row_count(Some(ROW_GROUP))
            .set_created_by(format!("admincost {}", env!("CARGO_PKG_VERSION")))
            .build();
        let writer = ArrowWriter::try_new(file, schema, Some(properties)).map_err(Error::engine(writing(path)))?;
        Ok(Writer { path: path.to_path_buf(), writer })
    }

    pub fn write(&mut self, batch: &RecordBatch) -> Result<()> {
        self.writer.write(batch).map_err(Error::engine(writing(&self.path)))
    }

    /// Gives the sha256 of what was written.
    pub fn finish(self) -> Result<String> {
        let file = self.writer.into_inner().map_err(Error::engine(writing(&self.path)))?;
        let finished = file.finish().and_then(|(file, sum)| file.sync_all().map(|()| sum));
        finished.map_err(Error::io(&self.path, "write"))
    }
}

fn writing(path: &Path) -> String {
    say!("engine.write", path = path.display()).to_string()
}

/// All batches of a file, every column.
pub fn read_batches(path: &Path) -> Result<(SchemaRef, Vec<RecordBatch>)> {
    let doing = || say!("engine.read-parquet", path = path.display());
    let file = File::open(path).map_err(Error::io(path, "open"))?;
    let builder = ParquetRecordBatchReaderBuilder::try_new(file).map_err(Error::engine(doing()))?;
    let schema = builder.schema().clone();
    let reader = builder.with_batch_size(ROW_GROUP).build().map_err(Error::engine(doing()))?;
    let batches = reader.collect::<std::result::Result<Vec<_>, _>>().map_err(Error::engine(doing()))?;
    Ok((schema, batches))
}

/// The named columns of a file, so many rows at a time.
pub fn pieces(path: &Path, names: &[&str]) -> Result<impl Iterator<Item = Result<RecordBatch>>> {
    let doing = say!("engine.read-parquet", path = path.display());
    let file = File::open(path).map_err(Error::io(path, "open"))?;
    let builder = ParquetRecordBatchReaderBuilder::try_new(file).map_err(Error::engine(doing.clone()))?;
    let mask = ProjectionMask::columns(builder.parquet_schema(), names.iter().copied());
    let reader = builder.with_projection(mask).with_batch_size(PIECE).build().map_err(Error::engine(doing.clone()))?;
    Ok(reader.map(move |batch| batch.map_err(Error::engine(doing.clone()))))
}

/// Every column of a file, so many rows at a time.
pub fn whole_pieces(path: &Path, rows: usize) -> Result<impl Iterator<Item = Result<RecordBatch>>> {
    let doing = say!("engine.read-parquet", path = path.display());
    let file = File::open(path).map_err(Error::io(path, "open"))?;
    let builder = ParquetRecordBatchReaderBuilder::try_new(file).map_err(Error::engine(doing.clone()))?;
    let reader = builder.with_batch_size(rows).build().map_err(Error::engine(doing.clone()))?;
    Ok(reader.map(move |batch| batch.map_err(Error::engine(doing.clone()))))
}

/// One row group's wanted columns and the number of rows before it in the file.
pub struct Columns {
    pub first_row: usize,
    pub batches: Vec<RecordBatch>,
}

/// Reads named columns of every row group in parallel, strings as dictionaries, in file order.
pub fn columns(path: &Path, names: &[&str]) -> Result<Vec<Columns>> {
    let doing = || say!("engine.read-parquet", path = path.display());
    let file = File::open(path).map_err(Error::io(path, "open"))?;
    let plain = ArrowReaderMetadata::load(&file, ArrowReaderOptions::new()).map_err(Error::engine(doing()))?;
    let lacking: Vec<&str> = names.iter().filter(|n| plain.schema().field_with_name(n).is_err()).copied().collect();
    if !lacking.is_empty() {
        let cause = say!("engine.lacks-columns", lacking = lacking.join(", "));
        return Err(Error::Engine {
            doing: say!("engine.use-as-observations", path = path.display()),
            cause: cause.to_string(),
        });
    }
    let options = ArrowReaderOptions::new().with_schema(with_dictionaries(plain.schema(), names));
    let metadata = ArrowReaderMetadata::try_new(plain.metadata().clone(), options).map_err(Error::engine(doing()))?;
    let groups = metadata.metadata().row_groups();
    let starts = groups.iter().scan(0usize, |at, group| {
        let start = *at;
        *at += group.num_rows() as usize;
        Some(start)
    });
    let starts: Vec<usize> = starts.collect();
    starts
        .par_iter()
        .enumerate()
        .map(|(group, &first_row)| read_group(path, &metadata, group, first_row, names))
        .collect()
}

fn with_dictionaries(schema: &SchemaRef, names: &[&str]) -> SchemaRef {
    let dictionary = DataType::Dictionary(Box::new(DataType::Int32), Box::new(DataType::Utf8));
    let fields = schema.fields().iter().map(|field| match field.data_type() {
        DataType::Utf8 | DataType::LargeUtf8 if names.contains(&field.name().as_str()) => {
            Arc::new(Field::new(field.name(), dictionary.clone(), field.is_nullable()))
        }
        _ => field.clone(),
    });
    Arc::new(Schema::new(fields.collect::<Vec<_>>()))
}

fn read_group(
    path: &Path,
    metadata: &ArrowReaderMetadata,
    group: usize,
    first_row: usize,
    names: &[&str],
) -> Result<Columns> {
    let doing = || say!("engine.read-parquet", path = path.display());
    let file = File::open(path).map_err(Error::io(path, "open"))?;
    let builder = ParquetRecordBatchReaderBuilder::new_with_metadata(file, metadata.clone());
    let mask = ProjectionMask::columns(builder.parquet_schema(), names.iter().copied());
    let reader = builder
        .with_row_groups(vec![group])
        .with_projection(mask)
        .with_batch_size(ROW_GROUP)
        .build()
        .map_err(Error::engine(doing()))?;
    let batches = reader.collect::<std::result::Result<Vec<_>, _>>().map_err(Error::engine(doing()))?;
    Ok(Columns { first_row, batches })
}
