//! Parquet in and out, the only file that names the `parquet` crate.
//!
//! In: Arrow batches, or a path and the columns wanted. Out: a written file, or batches in file order.
//! Refuses a file that is not Parquet or lacks a column.

use std::fs::File;
use std::io::Write;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use arrow::array::{ArrayRef, RecordBatch};
use arrow::datatypes::{DataType, Field, Schema, SchemaRef};
use bytes::Bytes;
use parquet::arrow::ProjectionMask;
use parquet::arrow::arrow_reader::{ArrowReaderMetadata, ArrowReaderOptions, ParquetRecordBatchReaderBuilder};
use parquet::arrow::arrow_writer::{
    ArrowColumnChunk, ArrowColumnWriter, ArrowRowGroupWriterFactory, ArrowWriter, compute_leaves,
};
use parquet::basic::Compression;
use parquet::file::properties::{WriterProperties, WriterPropertiesBuilder};
use parquet::file::statistics::Statistics;
use parquet::file::writer::SerializedFileWriter;
use parquet::schema::types::ColumnPath;
use rayon::prelude::*;

use super::hashed_file::{Hashed, hashed_file};
use crate::error::{Error, Result};
use crate::messages::say;

/// Rows of a row group that is written.
pub const ROW_GROUP: usize = 1 << 17;
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

fn properties() -> WriterPropertiesBuilder {
    WriterProperties::builder()
        .set_compression(Compression::SNAPPY)
        .set_max_row_group_row_count(Some(ROW_GROUP))
        .set_created_by(format!("admincost {}", env!("CARGO_PKG_VERSION")))
}

impl Writer {
    pub fn create(path: &Path, schema: SchemaRef) -> Result<Writer> {
        let file = hashed_file(path)?;
        let properties = properties().build();
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

/// A Parquet file written row group by row group, the columns of each encoded side by side. Numbers with a fraction are stored as
/// they are: `Writer` looks each up in a dictionary, which for computed values, no two alike, is work for a longer file.
pub struct GroupWriter<W: Write + Send> {
    path: PathBuf,
    schema: SchemaRef,
    writer: SerializedFileWriter<W>,
    columns: ArrowRowGroupWriterFactory,
}

/// Writers of the columns of one row group.
pub struct ColumnWriters {
    path: PathBuf,
    schema: SchemaRef,
    writers: Vec<ArrowColumnWriter>,
}

/// The columns of one row group as they will stand in the file.
pub struct Encoded(Vec<ArrowColumnChunk>);

impl ColumnWriters {
    /// The columns of the schema, `ROW_GROUP` rows of each or the last ones; texts may be dictionaries.
    pub fn encode(self, columns: &[ArrayRef]) -> Result<Encoded> {
        let encode = |((mut writer, column), field): ((ArrowColumnWriter, &ArrayRef), &Arc<Field>)| {
            for leaf in compute_leaves(field, column)? {
                writer.write(&leaf)?;
            }
            writer.close()
        };
        let columns = self.writers.into_par_iter().zip(columns).zip(self.schema.fields().as_ref()).map(encode);
        let encoded: std::result::Result<_, _> = columns.collect();
        encoded.map(Encoded).map_err(Error::engine(writing(&self.path)))
    }
}

impl<W: Write + Send> GroupWriter<W> {
    /// Onto `file`, which is to be found at `path`.
    pub fn create(path: &Path, schema: SchemaRef, file: W) -> Result<GroupWriter<W>> {
        let fractions = schema.fields().iter().filter(|field| *field.data_type() == DataType::Float64);
        let plain = fractions.map(|field| ColumnPath::from(field.name().as_str()));
        let properties = plain.fold(properties(), |so_far, column| so_far.set_column_dictionary_enabled(column, false));
        let writer = ArrowWriter::try_new(file, schema.clone(), Some(properties.build()))
            .and_then(ArrowWriter::into_serialized_writer)
            .map_err(Error::engine(writing(path)))?;
        Ok(GroupWriter { path: path.to_path_buf(), schema, writer: writer.0, columns: writer.1 })
    }

    /// Writers of the columns of the next row group.
    pub fn columns(&self) -> Result<ColumnWriters> {
        let writers = self.columns.create_column_writers(0).map_err(Error::engine(writing(&self.path)))?;
        Ok(ColumnWriters { path: self.path.clone(), schema: self.schema.clone(), writers })
    }

    pub fn append(&mut self, columns: Encoded) -> Result<()> {
        let failed = |cause| Error::engine(writing(&self.path))(cause);
        let mut group = self.writer.next_row_group().map_err(failed)?;
        for column in columns.0 {
            column.append_to_row_group(&mut group).map_err(failed)?;
        }
        group.close().map(drop).map_err(failed)
    }

    /// Gives back what was written onto.
    pub fn finish(self) -> Result<W> {
        self.writer.into_inner().map_err(Error::engine(writing(&self.path)))
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

/// All batches of a file in memory that is built in.
pub fn batches_of(bytes: &'static [u8]) -> Result<Vec<RecordBatch>> {
    let doing = || say!("engine.read-parquet", path = "data/kept");
    let file = Bytes::from_static(bytes);
    let builder = ParquetRecordBatchReaderBuilder::try_new(file).map_err(Error::engine(doing()))?;
    let reader = builder.with_batch_size(ROW_GROUP).build().map_err(Error::engine(doing()))?;
    reader.collect::<std::result::Result<_, _>>().map_err(Error::engine(doing()))
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

/// What all rows of a row group have in a column, where its statistics say so: nothing is read for it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Same {
    Null,
    Text(String),
    Number(i32),
}

/// Named columns of a file, to be read row group by row group, texts as dictionaries.
pub struct Groups {
    path: PathBuf,
    metadata: ArrowReaderMetadata,
    names: Vec<String>,
}

impl Groups {
    pub fn open(path: &Path, names: &[&str]) -> Result<Groups> {
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
        let metadata =
            ArrowReaderMetadata::try_new(plain.metadata().clone(), options).map_err(Error::engine(doing()))?;
        let names = names.iter().map(|name| name.to_string()).collect();
        Ok(Groups { path: path.to_path_buf(), metadata, names })
    }

    pub fn len(&self) -> usize {
        self.metadata.metadata().num_row_groups()
    }

    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// The number of rows before a row group in the file.
    pub fn rows_before(&self, group: usize) -> usize {
        let groups = self.metadata.metadata().row_groups().iter();
        groups.take(group).map(|group| group.num_rows() as usize).sum()
    }

    /// What all rows of a row group have in a column. Equal bounds leave one value, whether or not they were cut short.
    pub fn same(&self, group: usize, name: &str) -> Option<Same> {
        let (statistics, rows) = self.statistics(group, name)?;
        match statistics.null_count_opt()? {
            nulls if nulls == rows => Some(Same::Null),
            0 => match statistics {
                Statistics::Int32(bounds) if bounds.min_opt()? == bounds.max_opt()? => {
                    Some(Same::Number(*bounds.min_opt()?))
                }
                Statistics::ByteArray(bounds) if bounds.min_opt()? == bounds.max_opt()? => {
                    Some(Same::Text(bounds.min_opt()?.as_utf8().ok()?.to_string()))
                }
                _ => None,
            },
            _ => None,
        }
    }

    /// How many rows of a row group say nothing in a text column, where none of the others can say a wanted word.
    pub fn holds_none(&self, group: usize, name: &str, wanted: &[&str]) -> Option<usize> {
        let (statistics, _) = self.statistics(group, name)?;
        let Statistics::ByteArray(bounds) = statistics else { return None };
        let (least, most) = (bounds.min_opt()?.data(), bounds.max_opt()?.data());
        let is_inside = |word: &&str| (least..=most).contains(&word.as_bytes());
        (!wanted.iter().any(is_inside)).then(|| statistics.null_count_opt().map(|nulls| nulls as usize))?
    }

    fn statistics(&self, group: usize, name: &str) -> Option<(&Statistics, u64)> {
        let group = self.metadata.metadata().row_groups().get(group)?;
        let column = group.columns().iter().find(|column| column.column_path().string() == name)?;
        Some((column.statistics()?, group.num_rows() as u64))
    }

    /// The columns of a row group whose rows are not all the same, so many rows at a time.
    pub fn read(&self, group: usize, rows: usize) -> Result<impl Iterator<Item = Result<RecordBatch>>> {
        let doing = say!("engine.read-parquet", path = self.path.display());
        let file = File::open(&self.path).map_err(Error::io(&self.path, "open"))?;
        let builder = ParquetRecordBatchReaderBuilder::new_with_metadata(file, self.metadata.clone());
        let names = self.names.iter().map(String::as_str).filter(|name| self.same(group, name).is_none());
        let mask = ProjectionMask::columns(builder.parquet_schema(), names);
        let reader = builder.with_row_groups(vec![group]).with_projection(mask).with_batch_size(rows);
        let reader = reader.build().map_err(Error::engine(doing.clone()))?;
        Ok(reader.map(move |batch| batch.map_err(Error::engine(doing.clone()))))
    }
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
