//! Reading a folder: every file through sources, tables and observations, in parallel, joined in path order.
//!
//! In: where to look and the definitions. Out: observations in a fixed order, and an account of every file.
//! Refuses nothing: a file that cannot be read is an account with a problem.

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};

use indicatif::{ProgressBar, ProgressStyle};
use rayon::prelude::*;

use super::duplicates::{Fingerprint, Known};
use super::seen::Seen;
use super::siblings::{self, Finding};
use super::sink::{Again, Sink};
use crate::checks;
use crate::definitions::{Definitions, Edition, Pipeline};
use crate::error::Result;
use crate::messages::say;
use crate::observations::{self, Catalogue, Decided, Names, Observation, SourceInfo, Surroundings};
use crate::outputs::{Account, Tally};
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
    /// The latest year that a name may say; none where the names of files and folders are not to be read.
    names: Option<i32>,
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
        Where { places: places.collect(), is_own: true, names: None }
    }

    /// Folders and files whose paths are shown from their own names on.
    pub fn given(paths: &[PathBuf]) -> Where {
        let places = paths.iter().map(|path| (path.clone(), String::new(), None)).collect();
        Where { places, is_own: false, names: None }
    }

    pub fn is_empty(&self) -> bool {
        self.places.is_empty()
    }

    /// The same, with years up to `latest` read from the names of files and folders that print none.
    pub fn with_names(self, latest: Option<i32>) -> Where {
        Where { names: latest, ..self }
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
pub(super) fn by_plain_name(path: &str) -> (&str, &str, &str) {
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

    /// The counts of the accounts together.
    fn count(mut self) -> Ingested {
        for account in &self.accounts {
            self.observations += account.tally.observations;
            self.of_series += account.tally.of_series;
            for (period, count) in &account.tally.comparable {
                *self.comparable.entry(period.clone()).or_default() += count;
            }
        }
        self
    }
}

/// So many files are read before their observations are handed on.
const AT_ONCE: usize = 64;

/// Reads every file found, and hands their observations on by source, sheet order, row and column while the next files
/// are read: memory holds a few files at a time, however many there are. Where the names of files turn out to mean other
/// years than they seemed to, those files are read again.
pub fn ingest(
    places: &Where,
    definitions: &Definitions,
    progress: &Progress,
    sink: &mut impl Sink,
) -> Result<Ingested> {
    let (files, unlisted) = places.files();
    let bar = bar(files.len() as u64, progress);
    let reader = Reader::new(definitions, places.names, files.iter().map(|(file, _)| file.path.as_str()));
    let length = |file: &Found| std::fs::metadata(&file.file).map_or(0, |known| known.len());
    let ingested = read_all(&files, (sources::from_file, length), &reader, &bar, sink)?;
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
    let reader = Reader::new(definitions, None, std::iter::empty());
    let length = |(_, bytes): &(String, Vec<u8>)| bytes.len() as u64;
    read_all(&files, (open, length), &reader, &ProgressBar::hidden(), &mut all)?;
    Ok(all)
}

/// What every file is read with.
struct Reader<'a> {
    definitions: &'a Definitions,
    catalogue: Catalogue,
    names: Option<i32>,
    /// Folders with a file whose name says an edition: their figures are compared.
    shelves: BTreeSet<String>,
}

impl<'a> Reader<'a> {
    fn new<'p>(definitions: &'a Definitions, names: Option<i32>, paths: impl Iterator<Item = &'p str>) -> Reader<'a> {
        let catalogue = Catalogue::new(definitions);
        let mut reader = Reader { definitions, catalogue, names, shelves: BTreeSet::new() };
        let editions =
            paths.filter(|path| matches!(reader.names_of(path), Names::Says(named) if named.edition.is_some()));
        reader.shelves = editions.map(folder).collect();
        reader
    }

    fn names_of(&self, path: &str) -> Names {
        self.names.map_or(Names::Silent, |latest| observations::names_of(path, latest))
    }

    fn first(&self, source: Source, edition: Option<&str>) -> First {
        let (path, names) = (source.path.clone(), self.names_of(&source.path));
        let (account, observations) = self.read(source, edition, names.by_convention());
        let seen = Seen::of(&path, names, observations.iter(), self.shelves.contains(&folder(&path)));
        First { fingerprint: Fingerprint::of(&account, &observations), account, observations, seen }
    }

    fn read(&self, source: Source, edition: Option<&str>, named: Decided) -> (Account, Vec<Observation>) {
        let edition = edition.and_then(|id| self.definitions.editions.get(id));
        of_source(source, edition, named, self.definitions, &self.catalogue)
    }
}

fn folder(path: &str) -> String {
    path.rsplit_once('/').map_or("", |(folder, _)| folder).to_string()
}

/// One file as it is read first.
struct First {
    fingerprint: Fingerprint,
    account: Account,
    observations: Vec<Observation>,
    seen: Seen,
}

/// Every file, opened in one way, in the order given; `length` tells which take longest.
fn read_all<F: Sync>(
    files: &[(F, Option<String>)],
    (open, length): (impl Fn(&F) -> Source + Sync, impl Fn(&F) -> u64 + Sync),
    reader: &Reader,
    bar: &ProgressBar,
    sink: &mut impl Sink,
) -> Result<Ingested> {
    let read_one = |(file, edition): &(F, Option<String>)| {
        let first = reader.first(open(file), edition.as_deref());
        bar.inc(1);
        first
    };
    let (mut ingested, mut known, mut ready) = (Ingested::default(), Known::default(), Vec::new());
    let mut seen = Vec::with_capacity(files.len());
    for part in files.chunks(AT_ONCE) {
        let before = std::mem::take(&mut ready);
        let (read, handed) = rayon::join(|| in_order(part, |(file, _)| length(file), read_one), || sink.add(before));
        handed?;
        for First { fingerprint, mut account, mut observations, seen: one } in read {
            let is_duplicate = known.set_aside(fingerprint, &mut account, &mut observations);
            seen.push(if is_duplicate { one.without_figures() } else { one });
            ingested.accounts.push(account);
            append(&mut ready, observations);
        }
    }
    sink.add(ready)?;
    let findings = siblings::findings(&seen);
    let other = |finding: &Finding| {
        let one = seen.get(finding.at).filter(|_| finding.is_other)?;
        Some((one.path().to_string(), (finding.at, one.names().decided(finding.taken.clone()))))
    };
    let others: BTreeMap<String, (usize, Decided)> = findings.iter().filter_map(other).collect();
    read_again(files, open, reader, others, sink, &mut ingested.accounts)?;
    for finding in findings {
        if let Some(account) = ingested.accounts.get_mut(finding.at) {
            account.problems.push(finding.problem);
        }
    }
    Ok(ingested.count())
}

/// What `work` gives of each, in their order; the longest are begun first, so that no thread waits long for another.
fn in_order<T: Sync, R: Send>(all: &[T], length: impl Fn(&T) -> u64, work: impl Fn(&T) -> R + Sync) -> Vec<R> {
    let mut order: Vec<(usize, &T)> = all.iter().enumerate().collect();
    order.sort_by_cached_key(|(_, one)| std::cmp::Reverse(length(one)));
    let mut done: Vec<(usize, R)> = order.into_iter().par_bridge().map(|(at, one)| (at, work(one))).collect();
    done.sort_unstable_by_key(|(at, _)| *at);
    done.into_iter().map(|(_, one)| one).collect()
}

/// Files whose names mean another year than they seemed to, one by one in their order.
fn read_again<F: Sync>(
    files: &[(F, Option<String>)],
    open: impl Fn(&F) -> Source + Sync,
    reader: &Reader,
    others: BTreeMap<String, (usize, Decided)>,
    sink: &mut impl Sink,
    accounts: &mut [Account],
) -> Result<()> {
    if others.is_empty() {
        return Ok(());
    }
    let paths: BTreeSet<String> = others.keys().cloned().collect();
    let mut read = |path: &str| {
        let (at, named) = others.get(path)?;
        let (file, edition) = files.get(*at)?;
        let (account, observations) = reader.read(open(file), edition.as_deref(), named.clone());
        *accounts.get_mut(*at)? = account;
        Some(observations)
    };
    sink.revise(Again { paths: &paths, read: &mut read })
}

fn bar(length: u64, progress: &Progress) -> ProgressBar {
    match progress {
        Progress::Silent => ProgressBar::hidden(),
        Progress::Bar => {
            let style =
                ProgressStyle::with_template(&format!("{} {{bar:32}} {{pos}}/{{len}} {{eta}}", say!("run.reading")));
            ProgressBar::new(length).with_style(style.unwrap_or_else(|_| ProgressStyle::default_bar()))
        }
    }
}

/// One file, from its grids and passages to observations.
fn of_source(
    mut source: Source,
    edition: Option<&Edition>,
    named: Decided,
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
    let around = Surroundings::new(&source, &reading.tables, named, catalogue);
    let around = around.told_by(&definitions.rulings.hints, &source.path);
    let info = SourceInfo { around, ..SourceInfo::new(&source.path, &source.sha256, edition) };
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
    let (amounts, problems) = observations::from_passages(&source.passages, &source.asides, &info, catalogue);
    account.add_amounts(amounts.len());
    account.problems.extend(problems);
    append(&mut all, amounts);
    account.tally = Tally::of(&all);
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
