//! One output table: its Parquet file and its csv twin, written together.
//!
//! In: Arrow batches, or observations as they are read. Out: both files, the same bytes for the same rows however they
//! were handed over. Refuses nothing; a write that fails is an error, and the staging folder goes.

use arrow::array::RecordBatch;
use arrow::datatypes::SchemaRef;

use super::csv_twin::CsvTwin;
use super::staging::Staging;
use crate::error::Result;
use crate::observations::Observation;
use crate::store;

/// Both files of a table, open.
struct TableFiles {
    names: [String; 2],
    parquet: store::Writer,
    twin: CsvTwin,
}

impl TableFiles {
    fn create(staging: &Staging, name: &str, schema: SchemaRef) -> Result<TableFiles> {
        let names = [format!("{name}.parquet"), format!("{name}.csv")];
        let twin = CsvTwin::create(&staging.path(&names[1]), &schema)?;
        Ok(TableFiles { parquet: store::Writer::create(&staging.path(&names[0]), schema)?, twin, names })
    }

    fn write(&mut self, batch: &RecordBatch) -> Result<()> {
        let (one, other) = rayon::join(|| self.parquet.write(batch), || self.twin.write(batch));
        one.and(other)
    }

    fn finish(self) -> Result<Vec<String>> {
        let (one, other) = rayon::join(|| self.parquet.finish(), || self.twin.finish());
        one.and(other)?;
        Ok(self.names.to_vec())
    }
}

/// A batch as Parquet and csv; gives the names written.
pub fn write_table(staging: &Staging, name: &str, batch: &RecordBatch) -> Result<Vec<String>> {
    let mut files = TableFiles::create(staging, name, batch.schema())?;
    files.write(batch)?;
    files.finish()
}

/// So many observations are written at once, however many arrive.
const AT_ONCE: usize = 1 << 14;

/// `observations.parquet` and its twin, written while sources are still being read.
pub struct ObservationFiles {
    files: TableFiles,
    waiting: Vec<Observation>,
}

impl ObservationFiles {
    pub fn create(staging: &Staging) -> Result<ObservationFiles> {
        let files = TableFiles::create(staging, "observations", store::observation_schema())?;
        Ok(ObservationFiles { files, waiting: Vec::new() })
    }

    /// Takes observations in the order in which they are to stand.
    pub fn add(&mut self, observations: Vec<Observation>) -> Result<()> {
        self.waiting.extend(observations);
        let whole = self.waiting.len() / AT_ONCE * AT_ONCE;
        for rows in self.waiting.get(..whole).unwrap_or_default().chunks(AT_ONCE) {
            self.files.write(&store::observation_batch(rows)?)?;
        }
        self.waiting.drain(..whole);
        Ok(())
    }

    /// Writes what is left; gives the names written.
    pub fn finish(mut self) -> Result<Vec<String>> {
        if !self.waiting.is_empty() {
            self.files.write(&store::observation_batch(&self.waiting)?)?;
        }
        self.files.finish()
    }
}
