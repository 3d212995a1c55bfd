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
    twin: Option<CsvTwin>,
}

impl TableFiles {
    fn names(name: &str) -> [String; 2] {
        [format!("{name}.parquet"), format!("{name}.csv")]
    }

    /// Without csv, where no twin is wanted.
    fn create(staging: &Staging, name: &str, schema: SchemaRef, with_csv: bool) -> Result<TableFiles> {
        let names = TableFiles::names(name);
        let twin = match with_csv {
            true => Some(CsvTwin::create(&staging.path(&names[1]), &schema)?),
            false => None,
        };
        Ok(TableFiles { parquet: store::Writer::create(&staging.path(&names[0]), schema)?, twin, names })
    }

    fn write(&mut self, batch: &RecordBatch) -> Result<()> {
        let twin = || self.twin.as_mut().map_or(Ok(()), |twin| twin.write(batch));
        let (one, other) = rayon::join(|| self.parquet.write(batch), twin);
        one.and(other)
    }

    /// Gives the names, each with the sum of its file.
    fn finish(self) -> Result<Vec<(String, String)>> {
        let twin = || self.twin.map(CsvTwin::finish).transpose();
        let (one, other) = rayon::join(|| self.parquet.finish(), twin);
        let [parquet, csv] = self.names;
        let twin = other?.map(|sum| (csv, sum));
        Ok([(parquet, one?)].into_iter().chain(twin).collect())
    }
}

/// A batch as Parquet and csv, or as Parquet alone; gives the names written.
pub fn write_table(staging: &Staging, name: &str, batch: &RecordBatch, with_csv: bool) -> Result<Vec<String>> {
    let mut files = TableFiles::create(staging, name, batch.schema(), with_csv)?;
    files.write(batch)?;
    let written = files.finish()?.into_iter();
    Ok(written.map(|(name, sum)| staging.wrote(name, sum)).collect())
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
    pub fn create(staging: &'a Staging, with_csv: bool) -> Result<ObservationFiles<'a>> {
        let files = TableFiles::create(staging, NAME, store::observation_schema(), with_csv)?;
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
        let (schema, with_csv) = (store::observation_schema(), self.files.twin.is_some());
        let again = TableFiles::create(self.staging, "observations-again", schema, with_csv)?;
        let written = std::mem::replace(&mut self.files, again).finish()?;
        let from = self.staging.path(written.first().map_or("", |(name, _)| name));
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
    pub fn finish(mut self) -> Result<Vec<String>> {
        self.flush()?;
        let mut names = Vec::new();
        for ((written, sum), name) in self.files.finish()?.into_iter().zip(TableFiles::names(NAME)) {
            if written != name {
                let from = self.staging.path(&written);
                std::fs::rename(&from, self.staging.path(&name)).map_err(Error::io(&from, "rename"))?;
            }
            names.push(self.staging.wrote(name, sum));
        }
        Ok(names)
    }
}
