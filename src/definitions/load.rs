//! Loading `pipelines/`: all files, in path order, into `Definitions` and every problem.
//!
//! In: the folder, or the files' texts. Out: what could be used, and what is wrong with the rest. Refuses folders and
//! files that cannot be read.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use super::hints::Known;
use super::rulings::{self, Rulings};
use super::{
    Area, Definitions, catalogue, classification, editions, indicators, parts as name_parts, plan_targets, series,
};
use crate::error::{Error, Result};
use crate::messages::say;
use crate::problem::{Place, Problem, Text};

/// Reads `units.toml`, `areas.csv`, `counties.csv`, `editions.toml`, `targets.toml`, `parts.toml`, `series/*.toml`, `classification/*.csv`,
/// `indicators/*.toml` and `tables/*.toml` of `folder`.
/// Files are named from the folder's own name on (`pipelines/units.toml`), so that nothing depends on where it stands.
pub fn load(folder: &Path) -> Result<(Definitions, Vec<Problem>)> {
    let name = folder.canonicalize().map_err(Error::io(folder, "open"))?;
    let name = name.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
    let mut files = Vec::new();
    let mut problems = Vec::new();
    for part in ["", "series", "classification", "indicators", "tables"] {
        for path in listed(&folder.join(part))? {
            let file = path.file_name().map(|file| file.to_string_lossy().into_owned()).unwrap_or_default();
            let own = if part.is_empty() { format!("{name}/{file}") } else { format!("{name}/{part}/{file}") };
            if part_of(&own) == Part::Other {
                continue;
            }
            match String::from_utf8(fs::read(&path).map_err(Error::io(&path, "read"))?) {
                Ok(text) => files.push(Arc::new(Text { name: own, text })),
                Err(cause) => {
                    let message = say!("problem.not-utf8", byte = cause.utf8_error().valid_up_to());
                    problems.push(Problem::error("not-utf8", Place::Source(own), message));
                }
            }
        }
    }
    let (definitions, found) = from_files(files);
    problems.extend(found);
    Ok((definitions, problems))
}

/// Files of a folder in name order; none where there is no such folder.
fn listed(folder: &Path) -> Result<Vec<PathBuf>> {
    let entries = match fs::read_dir(folder) {
        Ok(entries) => entries,
        Err(cause) if cause.kind() == std::io::ErrorKind::NotFound => return Ok(Vec::new()),
        Err(cause) => return Err(Error::io(folder, "read")(cause)),
    };
    let mut paths = Vec::new();
    for entry in entries {
        let path = entry.map_err(Error::io(folder, "read"))?.path();
        if path.is_file() {
            paths.push(path);
        }
    }
    paths.sort();
    Ok(paths)
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Part {
    Units,
    Areas,
    Editions,
    Targets,
    Parts,
    Series,
    Classification,
    Indicators,
    Tables,
    /// Pipelines and whatever else lies there.
    Other,
}

fn part_of(name: &str) -> Part {
    let mut parts = name.rsplit('/');
    let (file, folder) = (parts.next().unwrap_or(""), parts.next().unwrap_or(""));
    match (folder, file) {
        (_, file) if file.starts_with('.') => Part::Other,
        ("series", file) if file.ends_with(".toml") => Part::Series,
        ("classification", file) if file.ends_with(".csv") => Part::Classification,
        ("indicators", file) if file.ends_with(".toml") => Part::Indicators,
        ("tables", file) if file.ends_with(".toml") => Part::Tables,
        (_, "units.toml") => Part::Units,
        (_, "areas.csv" | "counties.csv") => Part::Areas,
        (_, "editions.toml") => Part::Editions,
        (_, "targets.toml") => Part::Targets,
        (_, "parts.toml") => Part::Parts,
        _ => Part::Other,
    }
}

/// The same from texts, without a disk. Names decide what a file is: `.../series/x.toml`, `.../units.toml`.
pub fn from_files(mut files: Vec<Arc<Text>>) -> (Definitions, Vec<Problem>) {
    files.sort_by(|one, two| one.name.cmp(&two.name));
    let mut parts: BTreeMap<Part, Vec<&Arc<Text>>> = BTreeMap::new();
    for file in &files {
        parts.entry(part_of(&file.name)).or_default().push(file);
    }
    let of = |part| parts.get(&part).map_or(&[][..], Vec::as_slice);
    let mut problems = Vec::new();
    let units = catalogue::units(of(Part::Units), &mut problems);
    let areas: Vec<Area> = of(Part::Areas).iter().flat_map(|file| catalogue::areas(file, &mut problems)).collect();
    let mut editions = BTreeMap::new();
    for file in of(Part::Editions) {
        editions::editions(file, &mut editions, &mut problems);
    }
    let mut series = series::series(of(Part::Series), &units, &mut problems);
    let classified = classification::classification(of(Part::Classification), &units, &mut series, &mut problems);
    let indicators = indicators::indicators(of(Part::Indicators), &units, &series, &mut problems);
    let targets = of(Part::Targets)
        .iter()
        .flat_map(|file| plan_targets::targets(file, &units, &series, &indicators, &mut problems))
        .collect();
    let words = of(Part::Parts).first().map(|file| name_parts::parts(file, &mut problems)).unwrap_or_default();
    let known = Known { units: &units, areas: &areas, editions: &editions };
    let mut rulings = Rulings::default();
    for file in of(Part::Tables) {
        rulings::rulings(file, &known, &mut rulings, &mut problems);
    }
    let definitions = Definitions {
        units,
        areas,
        editions,
        series: series.series,
        bridges: series.bridges,
        indicators,
        targets,
        parts: words.parts,
        topics: words.topics,
        shorts: words.shorts,
        classified,
        rulings,
        files: files.clone(),
    };
    (definitions, in_order(problems))
}

/// By file and place, each once.
fn in_order(problems: Vec<Problem>) -> Vec<Problem> {
    let place = |problem: &Problem| match &problem.place {
        Place::Definition { text, span } => (text.name.clone(), span.start, span.end),
        other => (other.to_string(), 0, 0),
    };
    let mut sorted: Vec<Problem> = Vec::new();
    for problem in problems {
        if !sorted.contains(&problem) {
            sorted.push(problem);
        }
    }
    sorted.sort_by_key(place);
    sorted
}
