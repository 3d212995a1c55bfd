//! The official figures as they were read from the sources built in, kept so that a check need not read those again.
//!
//! In: definitions, a pipeline and the folder its paths begin in. Out: the observations of its sources, where definitions and
//! sources are byte for byte those that were read. Refuses nothing: of all others it gives none, and they are read.

use std::collections::BTreeMap;
use std::path::Path;

use sha2::{Digest, Sha256};

use super::{bundled, ingest};
use crate::definitions::{Definitions, Pipeline};
use crate::error::Result;
use crate::observations::Observation;
use crate::{sources, store};

/// All of them, in the order of reading.
static OBSERVATIONS: &[u8] = include_bytes!("../../data/kept/observations.parquet");
/// The sum of what they were read from.
const READ_FROM: &str = include_str!("../../data/kept/read-from.txt");

/// The kept observations, where these definitions would read them from these sources.
pub fn observations(
    pipeline: &Pipeline,
    root: &Path,
    definitions: &Definitions,
    is_built_in: bool,
) -> Result<Option<Vec<Observation>>> {
    let files = if is_built_in { Some(built_in(pipeline)) } else { of_folder(pipeline, root) };
    match files.is_some_and(|files| sum(&files, pipeline, definitions) == READ_FROM.trim()) {
        true => store::observations_of_file(OBSERVATIONS).map(Some),
        false => Ok(None),
    }
}

/// The same read anew from the sources built in, and the sum of what they were read from: what is kept must be equal to these.
pub fn anew(pipeline: &Pipeline, definitions: &Definitions) -> Result<(Vec<Observation>, String)> {
    let read = ingest::ingest_bundled(&bundled::files(), pipeline, definitions)?;
    Ok((read, sum(&built_in(pipeline), pipeline, definitions)))
}

type Files = BTreeMap<String, Vec<u8>>;

fn built_in(pipeline: &Pipeline) -> Files {
    let names =
        |path: &str, entry: &str| path.strip_prefix(entry).is_some_and(|rest| rest.is_empty() || rest.starts_with('/'));
    let is_named = |path: &str| pipeline.sources.iter().any(|entry| names(path, &entry.path));
    let named = bundled::files().into_iter().filter(|(path, _)| is_named(path));
    named.map(|(path, bytes)| (path, bytes.to_vec())).collect()
}

/// None where anything cannot be listed or read.
fn of_folder(pipeline: &Pipeline, root: &Path) -> Option<Files> {
    let mut files = Files::new();
    for entry in &pipeline.sources {
        let parent = entry.path.rsplit_once('/').map(|(parent, _)| format!("{parent}/")).unwrap_or_default();
        let (found, problems) = sources::list(&[root.join(&entry.path)]);
        if !problems.is_empty() {
            return None;
        }
        for one in found {
            files.insert(format!("{parent}{}", one.path), std::fs::read(&one.file).ok()?);
        }
    }
    Some(files)
}

fn sum(files: &Files, pipeline: &Pipeline, definitions: &Definitions) -> String {
    let defined = definitions.files.iter().chain([&pipeline.origin.text]);
    let mut sum = Sha256::new();
    let parts = defined.map(|file| (&file.name, file.text.as_bytes()));
    for (name, bytes) in parts.chain(files.iter().map(|(name, bytes)| (name, bytes.as_slice()))) {
        sum.update(format!("{name} {}\n", bytes.len()));
        sum.update(bytes);
    }
    sum.finalize().iter().map(|byte| format!("{byte:02x}")).collect()
}
