//! One output table: its Parquet file and its csv twin, written together.
//!
//! In: Arrow batches, or observations as they are read. Out: both files, the same bytes for the same rows however they
//! were handed over. Refuses nothing; a write that fails is an error, and the staging folder goes.

use arrow::array::RecordBatch;
use arrow::datatypes::SchemaRef;

use super::csv_twin::CsvTwin;
use super::staging::Staging;
use crate::error::{Error, Result};
use crate::observations::Observation;
use crate::store;

/// Both files of a table, open.
struct TableFiles {
    names: [String; 2],
    parquet: store::Writer,
    twin: CsvTwin,
}

impl TableFiles {
    fn names(name: &str) -> [String; 2] {
        [format!("{name}.parquet"), format!("{name}.csv")]
    }

    fn create(staging: &Staging, name: &str, schema: SchemaRef) -> Result<TableFiles> {
        let names = TableFiles::names(name);
        let twin = CsvTwin::create(&staging.path(&names[1]), &schema)?;
        Ok(TableFiles { parquet: store::Writer::create(&staging.path(&names[0]), schema)?, twin, names })
    }

    fn write(&mut self, batch: &RecordBatch) -> Result<()> {
        let (one, other) = rayon::join(|| self.parquet.write(batch), || self.twin.write(batch));
        one.and(other)
    }

    /// Gives the names, each with the sum of its file.
    fn finish(self) -> Result<[(String, String); 2]> {
        let (one, other) = rayon::join(|| self.parquet.finish(), || self.twin.finish());
        let [parquet, csv] = self.names;
        Ok([(parquet, one?), (csv, other?)])
    }
}

/// A batch as Parquet and csv; gives the names written.
pub fn write_table(staging: &Staging, name: &str, batch: &RecordBatch) -> Result<Vec<String>> {
    let mut files = TableFiles::create(staging, name, batch.schema())?;
    files.write(batch)?;
    let written = files.finish()?.map(|(name, sum)| staging.wrote(name, sum));
    Ok(written.into())
}

/// So many observations are written at once, however many arrive.
const AT_ONCE: usize = 1 << 14;

/// `observations.parquet` and its twin, written while sources are still being read.
pub struct ObservationFiles<'a> {
    staging: &'a Staging,
    files: TableFiles,
    waiting: Vec<Observation>,
}

const NAME: &str = "observations";

impl<'a> ObservationFiles<'a> {
    pub fn create(staging: &'a Staging) -> Result<ObservationFiles<'a>> {
        let files = TableFiles::create(staging, NAME, store::observation_schema())?;
        Ok(ObservationFiles { staging, files, waiting: Vec::new() })
    }

    /// Takes observations in the order in which they are to stand.
    pub fn add(&mut self, observations: Vec<Observation>) -> Result<()> {
        match self.waiting.is_empty() {
            true => self.waiting = observations,
            false => self.waiting.extend(observations),
        }
        let whole = self.waiting.len() / AT_ONCE * AT_ONCE;
        for rows in self.waiting.get(..whole).unwrap_or_default().chunks(AT_ONCE) {
            self.files.write(&store::observation_batch(rows)?)?;
        }
        self.waiting.drain(..whole);
        self.waiting.shrink_to(AT_ONCE);
        Ok(())
    }

    /// Writes both files anew, with other observations in the place of those that `next` replaces; batches without a row
    /// of the sources concerned go over as they are.
    pub fn revise(
        &mut self,
        concerns: impl Fn(&str) -> bool,
        mut next: impl FnMut(&Observation) -> Option<Observation>,
    ) -> Result<()> {
        self.flush()?;
        let first = self.staging.path("observations-first.parquet");
        let again = TableFiles::create(self.staging, "observations-again", store::observation_schema())?;
        let [(written, _), _] = std::mem::replace(&mut self.files, again).finish()?;
        let from = self.staging.path(&written);
        std::fs::rename(&from, &first).map_err(Error::io(&from, "set aside"))?;
        for batch in store::whole_pieces(&first, AT_ONCE)? {
            let batch = batch?;
            if !store::has_source(&batch, &concerns)? {
                self.files.write(&batch)?;
                continue;
            }
            let mut rows = store::observations_of(&batch)?;
            for row in rows.iter_mut().filter(|row| concerns(&row.source)) {
                if let Some(other) = next(row) {
                    *row = other;
                }
            }
            self.files.write(&store::observation_batch(&rows)?)?;
        }
        std::fs::remove_file(&first).map_err(Error::io(&first, "remove"))
    }

    fn flush(&mut self) -> Result<()> {
        if !self.waiting.is_empty() {
            self.files.write(&store::observation_batch(&self.waiting)?)?;
            self.waiting.clear();
        }
        Ok(())
    }

    /// Writes what is left; gives the names written.
    pub fn finish(mut self) -> Result<[String; 2]> {
        self.flush()?;
        let names = TableFiles::names(NAME);
        for ((written, sum), name) in self.files.finish()?.into_iter().zip(&names) {
            if written != *name {
                let from = self.staging.path(&written);
                std::fs::rename(&from, self.staging.path(name)).map_err(Error::io(&from, "rename"))?;
            }
            self.staging.wrote(name.clone(), sum);
        }
        Ok(names)
    }
}
