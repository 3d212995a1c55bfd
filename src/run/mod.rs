//! The whole run on one screen: sources, tables, observations, indicators, outputs.
//!
//! In: a request from the command line. Out: a `Report`, and a folder of outputs that appears whole or not at all.
//! Refuses definitions it cannot load at all; what is wrong with single files or formulas is reported and left out.

mod across;
mod bundled;
mod duplicates;
mod ingest;
pub mod kept;
mod official;
mod seen;
mod siblings;
mod sink;
mod sketch;
mod summary;

use std::path::{Path, PathBuf};

use chrono::NaiveDate;

pub use ingest::{Ingested, Progress, Where, ingest};
pub use official::{Official, Wanted, official};
pub use siblings::doubt_of_name;
pub use sink::Dropped;
pub use summary::{ingest_summary, is_finding, run_summary, shown};

use crate::definitions::{self, Definitions, Indicator, Pipeline};
use crate::error::{Error, Result};
use crate::indicators::{Asked, Block, Evaluated, IndicatorValue, Panel, compute};
use crate::messages::{Language, say, speaking};
use crate::outputs::{self, IndicatorTable, Listed, ObservationFiles, Staging, write_table};
use crate::problem::{self, Problem, Text};
use crate::store;

/// What the command line asks of a run.
#[derive(Clone, Debug)]
pub struct Request {
    /// The pipeline file; without one, `pipelines/admin-cost.toml` here or else the one built in.
    pub pipeline: Option<PathBuf>,
    /// Folders to read in place of the pipeline's own sources.
    pub sources: Vec<PathBuf>,
    pub out: Option<PathBuf>,
    pub as_of: Option<NaiveDate>,
    /// Observations read earlier, in place of any source.
    pub observations: Option<PathBuf>,
    /// The latest year that the name of a file or folder may say; none where names are not to be read.
    pub names: Option<i32>,
    /// The language asked for; the codebook and the words of the accounts are in English without one.
    pub language: Option<Language>,
    /// Whether each table is written as csv too.
    pub with_csv: bool,
}

/// What a run did.
pub struct Report {
    pub out: PathBuf,
    pub definitions: Definitions,
    pub pipeline: Pipeline,
    pub ingested: Ingested,
    pub evaluated: Evaluated,
    /// The values of the headline indicators in their areas.
    pub headlines: Vec<IndicatorValue>,
    pub unusable: Vec<(&'static str, usize)>,
    pub problems: Vec<Problem>,
}

/// Definitions and pipeline of a request, with every problem in them.
fn load(request: &Request) -> Result<(Definitions, Pipeline, Vec<Problem>)> {
    let (definitions, pipeline, problems) = definitions::find_pipeline(request.pipeline.as_deref())?;
    match pipeline {
        Some(pipeline) => Ok((definitions, pipeline, problems)),
        None => {
            let found: Vec<String> = problems.iter().map(|p| problem::render(p, false)).collect();
            Err(Error::Usage(found.join("\n").into()))
        }
    }
}

/// Sources to outputs.
pub fn run(request: &Request, progress: &Progress) -> Result<Report> {
    let (definitions, pipeline, mut problems) = load(request)?;
    let root = request.pipeline.as_deref().map_or(PathBuf::from("."), project_folder);
    let out = request.out.clone().unwrap_or_else(|| root.join(&pipeline.outputs));
    let staging = Staging::new(&out)?;
    let (ingested, written) = match &request.observations {
        Some(_) => (Ingested::default(), Vec::new()),
        None => {
            let places = Where::of(&request.sources, &pipeline, &root).with_names(request.names);
            read_into(&staging, &places, &definitions, request.with_csv, progress)?
        }
    };
    problems.extend(ingested.problems());
    if request.observations.is_none() && !ingested.accounts.iter().any(|account| account.read) {
        return Err(nothing_read(&problems));
    }
    let chosen = chosen(&pipeline, &definitions);
    let panel = panel(request, &staging, &definitions, &chosen)?;
    let as_of = request.as_of.map_or("newest".to_string(), |day| day.to_string());
    let unusable = panel.unusable.iter().map(|(lack, count)| (*lack, *count)).collect();
    let asked = Asked {
        definitions: &definitions,
        indicators: &chosen,
        windows: &pipeline.windows,
        with_sources: request.observations.is_none(),
    };
    let mut table = IndicatorTable::create(&staging, (&chosen, &panel.areas), &as_of, request.with_csv)?;
    let mut headlines = Vec::new();
    let areas = panel.areas.clone();
    let evaluated = compute(panel, &asked, &mut |block| {
        headlines.extend(of_headlines(&pipeline, &chosen, &areas, &block));
        table.take(&block)
    })?;
    let parts = Parts {
        definitions: &definitions,
        chosen: &chosen,
        ingested: &ingested,
        as_of: &as_of,
        language: request.language,
        with_csv: request.with_csv,
    };
    let language = request.language.unwrap_or_default();
    speaking(language, || parts.write(&staging, &pipeline, written, table, &evaluated))?;
    staging.publish()?;
    Ok(Report { out, pipeline, ingested, evaluated, headlines, unusable, problems, definitions })
}

/// Corrections and hints that name no file read: the file was moved or renamed, the pattern is wrong, or it is of another
/// folder. Other folders than the pipeline's own need not hold every file that was ever corrected: there it is a notice.
fn idle_rulings(definitions: &Definitions, ingested: &Ingested, is_own: bool) -> Vec<Problem> {
    let rulings = &definitions.rulings;
    let idle = |target: &definitions::Target| !ingested.accounts.iter().any(|a| target.names_source(&a.path));
    let problem = |code: &'static str, target: &definitions::Target, origin: &definitions::Origin| {
        let message = say!("problem.idle-ruling", source = target.source);
        idle(target).then(|| Problem::warning(code, origin.place(), message))
    };
    let (correction, hint) =
        if is_own { ("idle-correction", "idle-hint") } else { ("correction-not-used", "hint-not-used") };
    let corrections = rulings.corrections.iter().filter_map(|one| problem(correction, &one.target, &one.origin));
    let hints = rulings.hints.iter().filter_map(|one| problem(hint, &one.target, &one.origin));
    corrections.chain(hints).collect()
}

/// Earlier outputs are not replaced by nothing.
fn nothing_read(problems: &[Problem]) -> Error {
    let why: Vec<String> = problems.iter().map(|problem| problem::render(problem, false)).collect();
    let why = why.iter().map(|one| format!("{one}\n")).collect::<String>();
    Error::Usage(say!("run.nothing-read", why))
}

/// The folder that holds `pipelines/`.
pub fn project_folder(pipeline: &Path) -> PathBuf {
    let definitions = pipeline.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."));
    match definitions.parent() {
        Some(root) if !root.as_os_str().is_empty() => root.to_path_buf(),
        _ if definitions == Path::new(".") => PathBuf::from(".."),
        _ => PathBuf::from("."),
    }
}

/// The values of a block that headlines are made of.
fn of_headlines(pipeline: &Pipeline, chosen: &[&Indicator], areas: &[String], block: &Block) -> Vec<IndicatorValue> {
    let Some(indicator) = chosen.get(block.indicator) else { return Vec::new() };
    let of_it = pipeline.headlines.iter().filter(|headline| headline.indicator == indicator.id);
    let wanted: Vec<&str> = of_it.map(|headline| headline.area.as_str()).collect();
    if wanted.is_empty() {
        return Vec::new();
    }
    let row = |(at, area): (usize, &u32)| {
        let area = areas.get(*area as usize).filter(|code| wanted.contains(&code.as_str()))?;
        Some(block.row(at, (&indicator.id, area, &indicator.unit_text)))
    };
    block.areas.iter().enumerate().filter_map(row).collect()
}

fn chosen<'a>(pipeline: &Pipeline, definitions: &'a Definitions) -> Vec<&'a Indicator> {
    let wanted = |id: &str| pipeline.include.iter().any(|pattern| definitions::matches(pattern, id));
    definitions.indicators.values().filter(|indicator| wanted(&indicator.id)).collect()
}

/// Reads sources, and writes their observations as they come; gives the account and the names written.
fn read_into(
    staging: &Staging,
    places: &Where,
    definitions: &Definitions,
    with_csv: bool,
    progress: &Progress,
) -> Result<(Ingested, Vec<String>)> {
    let mut files = ObservationFiles::create(staging, with_csv)?;
    let mut ingested = ingest(places, definitions, progress, &mut files)?;
    ingested.unlisted.extend(idle_rulings(definitions, &ingested, places.is_own));
    Ok((ingested, files.finish()?))
}

fn panel(request: &Request, staging: &Staging, definitions: &Definitions, chosen: &[&Indicator]) -> Result<Panel> {
    let panel = match &request.observations {
        None => {
            let path = staging.path("observations.parquet");
            Panel::from_parquet(&path, &definitions.units, None)?.composed(definitions)
        }
        Some(path) => {
            let leaves: Vec<_> = chosen.iter().flat_map(|indicator| crate::formula::leaves(&indicator.core)).collect();
            let mut wanted: Vec<&str> = leaves.iter().map(|leaf| leaf.series.as_str()).collect();
            wanted.extend(definitions.items_of(&wanted));
            wanted.sort_unstable();
            wanted.dedup();
            Panel::from_parquet(path, &definitions.units, Some(&wanted))?.composed(definitions)
        }
    };
    Ok(match request.as_of {
        Some(day) => panel.as_of(day),
        None => panel,
    })
}

/// What the output files are made from.
struct Parts<'a> {
    definitions: &'a Definitions,
    chosen: &'a [&'a Indicator],
    ingested: &'a Ingested,
    as_of: &'a str,
    language: Option<Language>,
    with_csv: bool,
}

impl Parts<'_> {
    fn write(
        &self,
        staging: &Staging,
        pipeline: &Pipeline,
        observations: Vec<String>,
        table: IndicatorTable,
        evaluated: &Evaluated,
    ) -> Result<()> {
        let indicators = table.schema().clone();
        let trends = outputs::trend_batch(&evaluated.trends)?;
        let mut written = vec![write_table(staging, "trends", &trends, self.with_csv)?];
        if !observations.is_empty() {
            written.push(observations);
            staging
                .write("ingest.json", &pretty(&outputs::ingest_json(&self.ingested.accounts, Some(&evaluated.used))))?;
            written.push(vec!["ingest.json".to_string()]);
            staging.write("checks.json", &pretty(&across::checked(self.ingested, staging)?))?;
            written.push(vec!["checks.json".to_string()]);
        }
        let schema = store::observation_schema();
        let files: [(&str, &arrow::datatypes::Schema); 3] = [
            ("observations.parquet", &schema),
            ("indicators.parquet", &indicators),
            ("trends.parquet", trends.schema_ref()),
        ];
        staging.write("codebook.md", &outputs::codebook(self.definitions, self.chosen, evaluated, &files))?;
        written.push(vec!["codebook.md".to_string()]);
        written.push(table.finish(staging)?);
        let written: Vec<String> = written.into_iter().flatten().collect();
        let mut defined: Vec<&Text> = self.definitions.files.iter().map(|file| file.as_ref()).collect();
        defined.push(&pipeline.origin.text);
        let about = About { pipeline: &pipeline.id, as_of: self.as_of, language: self.language };
        write_manifest(staging, about, self.ingested, &defined, &written)
    }
}

/// What a manifest says of the run itself.
pub struct About<'a> {
    pub pipeline: &'a str,
    pub as_of: &'a str,
    pub language: Option<Language>,
}

/// The manifest of the files written, last of all.
pub fn write_manifest(
    staging: &Staging,
    about: About,
    ingested: &Ingested,
    definitions: &[&Text],
    written: &[String],
) -> Result<()> {
    let sources: Vec<Listed> =
        ingested.accounts.iter().map(|a| Listed { path: a.path.clone(), sha256: a.sha256.clone() }).collect();
    let mut defined: Vec<Listed> = definitions
        .iter()
        .map(|file| Listed { path: file.name.clone(), sha256: outputs::hash_of_bytes(file.text.as_bytes()) })
        .collect();
    defined.sort();
    let hashed = |name: &String| Ok(Listed { path: name.clone(), sha256: staging.sum_of(name)? });
    let mut files = written.iter().map(hashed).collect::<Result<Vec<Listed>>>()?;
    files.sort();
    let About { pipeline, as_of, language } = about;
    let manifest = outputs::manifest(pipeline, as_of, language, &sources, &defined, &files);
    staging.write("manifest.json", &pretty(&manifest))
}

pub fn pretty(value: &serde_json::Value) -> String {
    format!("{value:#}\n")
}

/// Observations of any folder, with their account, as outputs of their own.
pub fn ingest_only(
    places: &Where,
    out: &Path,
    definitions: &Definitions,
    (language, with_csv): (Option<Language>, bool),
    progress: &Progress,
) -> Result<Ingested> {
    if places.is_empty() {
        return Err(Error::Usage(say!("run.nothing-to-ingest")));
    }
    let staging = Staging::new(out)?;
    let (ingested, mut written) = read_into(&staging, places, definitions, with_csv, progress)?;
    if ingested.accounts.is_empty() {
        return Err(nothing_read(&ingested.problems()));
    }
    let spoken = || {
        staging.write("ingest.json", &pretty(&outputs::ingest_json(&ingested.accounts, None)))?;
        staging.write("checks.json", &pretty(&across::checked(&ingested, &staging)?))
    };
    speaking(language.unwrap_or_default(), spoken)?;
    written.extend(["ingest.json", "checks.json"].map(str::to_string));
    let defined: Vec<&Text> = definitions.files.iter().map(|file| file.as_ref()).collect();
    let about = About { pipeline: "ingest", as_of: "newest", language };
    write_manifest(&staging, about, &ingested, &defined, &written)?;
    staging.publish()?;
    Ok(ingested)
}

/// The vintage rule that outputs were computed under; none where it was the newest edition.
pub fn as_of_recorded(out: &Path) -> Result<Option<NaiveDate>> {
    let path = out.join("manifest.json");
    let text = std::fs::read_to_string(&path).map_err(Error::io(&path, "read"))?;
    let manifest: serde_json::Value =
        serde_json::from_str(&text).map_err(Error::engine(say!("engine.read", path = path.display())))?;
    Ok(manifest.get("as_of").and_then(|rule| rule.as_str()).and_then(|rule| rule.parse().ok()))
}
