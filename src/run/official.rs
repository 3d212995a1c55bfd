//! The official figures that claims are held against.
//!
//! In: where they are to be read from. Out: `Official`: definitions, observations of known series, and the panel over them.
//! Refuses places that hold no figure of a known series. Writes nothing and keeps nothing for the next time.

use std::path::{Path, PathBuf};

use super::ingest::by_plain_name;
use super::sink::{Again, Sink};
use super::{Progress, Where, bundled, ingest, kept, project_folder};
use crate::claims::documents::is_placed;
use crate::claims::verdicts::{Records, panel_of};
use crate::definitions::{self, Definitions, Pipeline};
use crate::error::{Error, Result};
use crate::indicators::Panel;
use crate::messages::{Message, say};
use crate::observations::Observation;
use crate::problem::{Problem, Severity};
use crate::store;

/// Where official figures are wanted from; without any, the pipeline's own sources here, else those built in.
#[derive(Clone, Debug, Default)]
pub struct Wanted {
    /// The folder of definitions.
    pub definitions: Option<PathBuf>,
    /// Folders of published files.
    pub sources: Vec<PathBuf>,
    /// Observations read earlier.
    pub observations: Option<PathBuf>,
    /// The latest year that the name of a file or folder may say; none where names are not to be read.
    pub names: Option<i32>,
}

/// Figures to hold claims against.
#[derive(Clone, Debug)]
pub struct Official {
    pub definitions: Definitions,
    pub observations: Vec<Observation>,
    pub panel: Panel,
    /// Where they are from, in words.
    pub from: Message,
    /// Findings in the definitions, and files that could not be read.
    pub problems: Vec<Problem>,
}

impl Official {
    /// Kept are observations of a known series and of an area as a whole, and those of areas below the nation that other
    /// documents may print too: no other can be held against a claim.
    pub fn new(definitions: Definitions, mut observations: Vec<Observation>, from: Message) -> Official {
        observations.retain(is_wanted);
        let panel = panel_of(&observations, &definitions, |_| true);
        Official { definitions, observations, panel, from, problems: Vec::new() }
    }

    pub fn records(&self) -> Records<'_> {
        Records { definitions: &self.definitions, panel: &self.panel, observations: &self.observations }
    }
}

/// Reads them.
pub fn official(wanted: &Wanted, progress: &Progress) -> Result<Official> {
    let (definitions, pipeline, mut problems, root) = defined(wanted.definitions.as_deref())?;
    let (observations, from) = match (&wanted.observations, wanted.sources.is_empty()) {
        (Some(place), _) => (store::read_observations(&observations_of(place))?, name(place).into()),
        (None, false) => {
            let named: Vec<Message> = wanted.sources.iter().map(|folder| name(folder).into()).collect();
            let places = Where::given(&wanted.sources).with_names(wanted.names);
            (read(&places, &definitions, progress, &mut problems)?, Message::list(named))
        }
        (None, true) => own(&pipeline, &root, &definitions, progress, &mut problems)?,
    };
    let official = Official::new(definitions, observations, from);
    if official.panel.series.is_empty() {
        return Err(Error::Usage(say!("run.no-known-series", from = official.from)));
    }
    Ok(Official { problems, ..official })
}

/// The file itself, or the one of the outputs of `ingest` or a run.
fn observations_of(place: &Path) -> PathBuf {
    if place.is_dir() { place.join("observations.parquet") } else { place.to_path_buf() }
}

/// The last part of a path: reports name no folder of the machine.
fn name(path: &Path) -> String {
    path.file_name().map_or(path.display().to_string(), |name| name.to_string_lossy().into_owned())
}

/// Definitions, the pipeline that says which sources are its own, and the folder its paths begin in.
fn defined(folder: Option<&Path>) -> Result<(Definitions, Pipeline, Vec<Problem>, PathBuf)> {
    let file = folder.map(|folder| folder.join("admin-cost.toml")).filter(|file| file.exists());
    let (mut definitions, pipeline, mut problems) = definitions::find_pipeline(file.as_deref())?;
    if let (Some(folder), None) = (folder, &file) {
        (definitions, problems) = definitions::load(folder)?;
    }
    let lacking = || Error::Usage(say!("run.no-sources"));
    let root = file.as_deref().map_or(PathBuf::from("."), project_folder);
    Ok((definitions, pipeline.ok_or_else(lacking)?, problems, root))
}

fn own(
    pipeline: &Pipeline,
    root: &Path,
    definitions: &Definitions,
    progress: &Progress,
    problems: &mut Vec<Problem>,
) -> Result<(Vec<Observation>, Message)> {
    let is_built_in = !pipeline.sources.iter().any(|source| root.join(&source.path).exists());
    let from = if is_built_in { say!("from.built-in") } else { say!("from.project") };
    if let Some(observations) = kept::observations(pipeline, root, definitions, is_built_in)? {
        return Ok((observations, from));
    }
    let observations = match is_built_in {
        true => ingest::ingest_bundled(&bundled::files(), pipeline, definitions)?,
        false => read(&Where::of(&[], pipeline, root), definitions, progress, problems)?,
    };
    Ok((observations, from))
}

/// What is doubtful in a source is `ingest`'s to tell; what could not be read is told here.
fn read(
    places: &Where,
    definitions: &Definitions,
    progress: &Progress,
    problems: &mut Vec<Problem>,
) -> Result<Vec<Observation>> {
    let mut all: Vec<Observation> = Vec::new();
    let ingested = ingest::ingest(places, definitions, progress, &mut Wantable(&mut all))?;
    problems.extend(ingested.problems().into_iter().filter(|problem| problem.severity == Severity::Error));
    Ok(all)
}

fn is_wanted(one: &Observation) -> bool {
    (one.series.is_some() && one.coverage.is_none()) || is_placed(one)
}

/// Keeps the observations that claims can be held against.
struct Wantable<'a>(&'a mut Vec<Observation>);

impl Sink for Wantable<'_> {
    fn add(&mut self, observations: Vec<Observation>) -> Result<()> {
        self.0.extend(observations.into_iter().filter(is_wanted));
        Ok(())
    }

    /// The observations of a file that is read again may be of other series: all of them are put in the place of all.
    fn revise(&mut self, again: Again) -> Result<()> {
        for path in again.paths {
            let place = by_plain_name(path);
            let start = self.0.partition_point(|one| by_plain_name(&one.source) < place);
            let end = self.0.partition_point(|one| by_plain_name(&one.source) <= place);
            let read = (again.read)(path).unwrap_or_default();
            self.0.splice(start..end, read.into_iter().filter(is_wanted));
        }
        Ok(())
    }
}
