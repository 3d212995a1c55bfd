//! Reading a folder: every file through sources, tables and observations, in parallel, joined in path order.
//!
//! In: where to look and the definitions. Out: observations in a fixed order, and an account of every file.
//! Refuses nothing: a file that cannot be read is an account with a problem.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use indicatif::{ProgressBar, ProgressStyle};
use rayon::prelude::*;

use super::duplicates::{Fingerprint, Known};
use crate::checks;
use crate::definitions::{Definitions, Edition, Pipeline};
use crate::error::Result;
use crate::observations::{self, Catalogue, Observation, SourceInfo};
use crate::outputs::Account;
use crate::problem::Problem;
use crate::sources::{self, Found, Source};
use crate::tables;

/// Whether long work shows a bar.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Progress {
    Bar,
    Silent,
}

/// A place to read, and the edition its tables are from where the pipeline says so.
#[derive(Clone, Debug)]
pub struct Where {
    places: Vec<(PathBuf, String, Option<String>)>,
    /// The pipeline's own sources, for which its rulings were made.
    pub is_own: bool,
}

impl Where {
    /// Folders given on the command line, or else the pipeline's own.
    pub fn of(given: &[PathBuf], pipeline: &Pipeline, root: &Path) -> Where {
        if !given.is_empty() {
            return Where::given(given);
        }
        let places = pipeline.sources.iter().map(|source| {
            let parent = source.path.rsplit_once('/').map(|(parent, _)| format!("{parent}/")).unwrap_or_default();
            (root.join(&source.path), parent, source.edition.clone())
        });
        Where { places: places.collect(), is_own: true }
    }

    /// Folders and files whose paths are shown from their own names on.
    pub fn given(paths: &[PathBuf]) -> Where {
        let places = paths.iter().map(|path| (path.clone(), String::new(), None)).collect();
        Where { places, is_own: false }
    }

    /// Every file once, a plainer name (`a.xlsx`) before the ones made from it (`a (1).xlsx`); a file named by several places
    /// belongs to the most particular of them.
    fn files(&self) -> (Vec<(Found, Option<String>)>, Vec<Problem>) {
        let mut files: BTreeMap<String, (Found, Option<String>, usize)> = BTreeMap::new();
        let mut problems = Vec::new();
        let mut groups: BTreeMap<(&str, Option<&str>), Vec<PathBuf>> = BTreeMap::new();
        for (path, parent, edition) in &self.places {
            groups.entry((parent, edition.as_deref())).or_default().push(path.clone());
        }
        for ((parent, edition), folders) in groups {
            let (found, more) = sources::list(&folders);
            problems.extend(more);
            for file in found {
                let depth = folders.iter().filter(|f| file.file.starts_with(f)).map(|f| f.components().count()).max();
                let depth = depth.unwrap_or(0);
                let path = format!("{parent}{}", file.path);
                let entry = (Found { path: path.clone(), file: file.file }, edition.map(str::to_string), depth);
                if files.get(&path).is_none_or(|known| known.2 < depth) {
                    files.insert(path, entry);
                }
            }
        }
        let mut files: Vec<_> = files.into_values().map(|(found, edition, _)| (found, edition)).collect();
        files.sort_by(|(one, _), (other, _)| by_plain_name(&one.path).cmp(&by_plain_name(&other.path)));
        (files, problems)
    }
}

/// Folder, name without its ending, ending.
fn by_plain_name(path: &str) -> (&str, &str, &str) {
    let (folder, name) = path.rsplit_once('/').unwrap_or(("", path));
    let (stem, ending) = name.rsplit_once('.').unwrap_or((name, ""));
    (folder, stem, ending)
}

/// What reading gave: accounts by path, and what the checks across files need.
#[derive(Clone, Debug, Default)]
pub struct Ingested {
    pub accounts: Vec<Account>,
    /// Folders and files that could not be listed at all, and rulings on files that are not among those read.
    pub unlisted: Vec<Problem>,
    pub observations: usize,
    /// Observations of a known series.
    pub of_series: usize,
    /// How many figures of each period can be held against other files.
    pub comparable: BTreeMap<String, usize>,
}

impl Ingested {
    /// Every problem, of listing and of reading.
    pub fn problems(&self) -> Vec<Problem> {
        self.unlisted.iter().chain(self.accounts.iter().flat_map(|account| &account.problems)).cloned().collect()
    }

    fn count(&mut self, observations: &[Observation]) {
        self.observations += observations.len();
        self.of_series += observations.iter().filter(|one| one.series.is_some()).count();
        let comparable = observations.iter().filter(|one| checks::is_comparable(one));
        for period in comparable.filter_map(|one| one.time_period.clone()) {
            *self.comparable.entry(period).or_default() += 1;
        }
    }
}

/// So many files are read before their observations are handed on.
const AT_ONCE: usize = 64;

/// Reads every file found, and hands their observations on by source, sheet order, row and column while the next files
/// are read: memory holds a few files at a time, however many there are.
pub fn ingest(
    places: &Where,
    definitions: &Definitions,
    progress: &Progress,
    hand_on: impl FnMut(Vec<Observation>) -> Result<()> + Send,
) -> Result<Ingested> {
    let (files, unlisted) = places.files();
    let bar = bar(files.len() as u64, progress);
    let ingested = read_all(&files, sources::from_file, definitions, &bar, hand_on)?;
    bar.finish_and_clear();
    Ok(Ingested { unlisted, ..ingested })
}

/// The observations of the files built into the program that a pipeline names, in path order; its most particular entry says
/// the edition.
pub fn ingest_bundled(
    bundled: &[(String, &[u8])],
    pipeline: &Pipeline,
    definitions: &Definitions,
) -> Result<Vec<Observation>> {
    let names =
        |path: &str, entry: &str| path.strip_prefix(entry).is_some_and(|rest| rest.is_empty() || rest.starts_with('/'));
    let file = |(path, bytes): &(String, &'_ [u8])| {
        let entries = pipeline.sources.iter().filter(|entry| names(path, &entry.path));
        let entry = entries.max_by_key(|entry| entry.path.len())?;
        Some(((path.clone(), bytes.to_vec()), entry.edition.clone()))
    };
    let files: Vec<_> = bundled.iter().filter_map(file).collect();
    let mut all = Vec::new();
    let open = |(path, bytes): &(String, Vec<u8>)| sources::from_bytes(path, bytes);
    read_all(&files, open, definitions, &ProgressBar::hidden(), |observations| {
        all.extend(observations);
        Ok(())
    })?;
    Ok(all)
}

/// Every file, opened in one way, in the order given.
fn read_all<F: Sync>(
    files: &[(F, Option<String>)],
    open: impl Fn(&F) -> Source + Sync,
    definitions: &Definitions,
    bar: &ProgressBar,
    mut hand_on: impl FnMut(Vec<Observation>) -> Result<()> + Send,
) -> Result<Ingested> {
    let catalogue = Catalogue::new(definitions);
    let read_one = |(file, edition): &(F, Option<String>)| {
        let edition = edition.as_deref().and_then(|id| definitions.editions.get(id));
        let (account, observations) = of_source(open(file), edition, definitions, &catalogue);
        bar.inc(1);
        (Fingerprint::of(&account, &observations), account, observations)
    };
    let (mut ingested, mut known, mut ready) = (Ingested::default(), Known::default(), Vec::new());
    for part in files.chunks(AT_ONCE) {
        let before = std::mem::take(&mut ready);
        let (read, handed) = rayon::join(|| part.par_iter().map(read_one).collect::<Vec<_>>(), || hand_on(before));
        handed?;
        for (fingerprint, mut account, mut observations) in read {
            known.set_aside(fingerprint, &mut account, &mut observations);
            ingested.count(&observations);
            ingested.accounts.push(account);
            append(&mut ready, observations);
        }
    }
    hand_on(ready)?;
    Ok(ingested)
}

fn bar(length: u64, progress: &Progress) -> ProgressBar {
    match progress {
        Progress::Silent => ProgressBar::hidden(),
        Progress::Bar => {
            let style = ProgressStyle::with_template("reading {bar:32} {pos}/{len} files {eta}");
            ProgressBar::new(length).with_style(style.unwrap_or_else(|_| ProgressStyle::default_bar()))
        }
    }
}

/// One file, from its grids and passages to observations.
fn of_source(
    mut source: Source,
    edition: Option<&Edition>,
    definitions: &Definitions,
    catalogue: &Catalogue,
) -> (Account, Vec<Observation>) {
    let mut account = Account::of(&source);
    let reading = tables::from_ruled_source(&source, &definitions.rulings);
    account.tables = reading.tables.len();
    account.numeric_cells = reading.numeric_cells;
    account.header = reading.header_numbers;
    for cell in &reading.set_aside {
        *account.set_aside.entry(cell.reason.clone()).or_default() += 1;
    }
    account.problems.extend(reading.problems);
    account.corrections = reading.corrections;
    let info = SourceInfo { path: source.path.clone(), sha256: source.sha256.clone(), edition };
    // What is read to the end is let go: a large file need not stand in memory three times over.
    let text = checks::of_text(&source, &reading.tables);
    source.grids = Vec::new();
    let mut all = Vec::new();
    let mut trail = observations::Trail::default();
    for table in reading.tables {
        let (observations, problems) = observations::from_table(&table, &info, catalogue, &mut trail);
        account.observed += table.cells.iter().filter(|cell| cell.value.is_some()).count();
        account.problems.extend(problems);
        let found = checks::of_table(&table, &observations);
        account.problems.extend(checks::problems(&found));
        account.checks.push(found);
        account.corrections.extend(observations::unit_corrections(&table, &observations));
        append(&mut all, observations);
    }
    for found in [text, checks::twice(&all)] {
        account.problems.extend(checks::problems(&found));
        account.checks.push(found);
    }
    let (amounts, problems) = observations::from_passages(&source.passages, &info, catalogue);
    account.add_amounts(amounts.len());
    account.problems.extend(problems);
    append(&mut all, amounts);
    (account, all)
}

/// Puts some behind others; the first are taken as they are, for those of a large file are not to be held twice.
fn append(all: &mut Vec<Observation>, mut more: Vec<Observation>) {
    if all.is_empty() {
        *all = more;
    } else {
        all.append(&mut more);
    }
}
