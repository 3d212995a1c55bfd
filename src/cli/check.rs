//! `pipeline check`: a verdict for every figure of a paper.
//!
//! In: texts or claims written as data. Out: the report, on the terminal or as JSON; a page, a file of claims and a pack where
//! they are asked for. Refuses files that cannot be opened or hold no text, all of them before anything is written, and to
//! write over a text that it checks.

use std::path::{Path, PathBuf};

use rayon::prelude::*;

use super::Answer;
use super::arguments::CheckArguments;
use super::written::{refuse, written};
use crate::claims::check::{Checked, Checker};
use crate::claims::pack::{self, Pack};
use crate::claims::reading::Reader;
use crate::claims::report::{self, Report, View};
use crate::claims::written_claims;
use crate::error::{Error, Result};
use crate::messages::{Language, say, speaking};
use crate::outputs::Staging;
use crate::problem::{Place, Problem, Severity};
use crate::run::{self, Official, Progress, Wanted};
use crate::sources::{self, Found};

/// Larger files are no paper.
const MOST_BYTES: u64 = 1 << 30;

/// Checks the files.
pub fn check(arguments: &CheckArguments, language: Option<Language>, progress: &Progress) -> Result<Answer> {
    refuse_places(arguments)?;
    let staging = arguments.pack.as_deref().map(Staging::new).transpose()?;
    let (given, refused) = given(&arguments.files)?;
    if !refused.is_empty() {
        return Ok(could_not_run(refused));
    }
    let wanted = Wanted {
        definitions: arguments.definitions.clone(),
        sources: arguments.sources.clone(),
        observations: arguments.observations.clone(),
        names: super::day::latest_named_year(false),
    };
    let official = run::official(&wanted, progress)?;
    let (texts, refused) = checked(&given, &official, arguments);
    if !refused.is_empty() {
        return Ok(could_not_run(refused));
    }
    let report = Report { texts: &texts, records: official.records(), from: &official.from };
    let mut text = match arguments.json {
        true => run::pretty(&report::to_json(&report)),
        false => report::to_text(&report, &view()),
    };
    let mut said = write_files(arguments, language, &report)?;
    if let (Some(staging), Some(folder)) = (staging, &arguments.pack) {
        pack::write(staging, &Pack { report, given: &given, date: arguments.date, language })?;
        said.push_str(&format!("{}\n", say!("cli.pack", folder = folder.display(), folder = folder.display())));
    }
    match arguments.json {
        true => eprint!("{said}"),
        false => text.push_str(&said),
    }
    let exit = Some(u8::from(texts.iter().any(Checked::has_findings)));
    let answer = Answer { text, problems: problems(&official, &texts), exit };
    // The process ends: giving back a million small things one by one would take longer than a short check.
    std::mem::forget((official, texts));
    Ok(answer)
}

/// Nothing is written where a file could not be checked.
fn could_not_run(refused: Vec<Problem>) -> Answer {
    Answer { text: String::new(), problems: refused, exit: Some(2) }
}

/// What could not be read of the definitions and sources, and what was lost in opening the texts. That a paper is no table
/// is no loss.
fn problems(official: &Official, texts: &[Checked]) -> Vec<Problem> {
    let of_texts = texts.iter().flat_map(|text| &text.source.problems).filter(|problem| problem.code != "not-a-table");
    official.problems.iter().chain(of_texts).cloned().collect()
}

/// Before anything is read: places that would not be written to.
fn refuse_places(arguments: &CheckArguments) -> Result<()> {
    if let Some(page) = &arguments.html {
        refuse(page, &["html", "htm"], true)?;
    }
    if let Some(claims) = &arguments.write_claims {
        refuse(claims, &["toml"], false)?;
    }
    let same =
        |file: &PathBuf, page: &Path| file.canonicalize().ok().is_some_and(|own| page.canonicalize().ok() == Some(own));
    match arguments.html.as_deref().and_then(|page| arguments.files.iter().find(|file| same(file, page))) {
        Some(file) => Err(Error::Usage(say!("cli.page-is-text", file = file.display()))),
        None => Ok(()),
    }
}

/// A file's path as recorded, and its bytes.
type Given = (String, Vec<u8>);

/// The files' bytes under the paths that are recorded: from their own names on, in the order of these; and what cannot be
/// read.
fn given(files: &[PathBuf]) -> Result<(Vec<Given>, Vec<Problem>)> {
    let (found, mut problems) = sources::list(files);
    let mut given = Vec::new();
    for Found { path, file } in found {
        let length = std::fs::metadata(&file).map_err(Error::io(&file, "read"))?.len();
        if length > MOST_BYTES {
            let message = say!("problem.file-too-large", most = MOST_BYTES >> 20);
            problems.push(Problem::error("file-too-large", Place::Source(path), message));
            continue;
        }
        let bytes = std::fs::read(&file).map_err(Error::io(&file, "read"))?;
        given.push((path, bytes));
    }
    problems.retain(|problem| problem.severity == Severity::Error);
    Ok((given, problems))
}

fn checked(given: &[Given], official: &Official, arguments: &CheckArguments) -> (Vec<Checked>, Vec<Problem>) {
    let reader = Reader::new(&official.definitions);
    let checker = Checker::new(reader, official.records(), arguments.date);
    let results: Vec<_> = given.par_iter().map(|(path, bytes)| checker.check_file(path, bytes)).collect();
    let (mut texts, mut refused) = (Vec::new(), Vec::new());
    for result in results {
        match result {
            Ok(text) => texts.push(text),
            Err(problems) => refused.extend(problems),
        }
    }
    std::mem::forget(checker);
    (texts, refused)
}

/// The page and the file of claims; what was written, in words.
fn write_files(arguments: &CheckArguments, language: Option<Language>, report: &Report) -> Result<String> {
    let mut said = String::new();
    if let Some(page) = &arguments.html {
        said.push_str(&written(Some(page), &["html", "htm"], true, report::page(report, language))?);
    }
    if let Some(file) = &arguments.write_claims {
        let claims: Vec<_> =
            report.texts.iter().flat_map(|text| &text.judged).map(|judged| judged.claim.clone()).collect();
        said.push_str(&written(
            Some(file),
            &["toml"],
            false,
            speaking(language.unwrap_or_default(), || written_claims::to_toml(&claims)),
        )?);
    }
    Ok(said)
}

fn view() -> View {
    let stdout = std::io::stdout();
    let color = anstream::AutoStream::choice(&stdout) != anstream::ColorChoice::Never;
    let width = terminal_size::terminal_size_of(&stdout).map_or(120, |(width, _)| usize::from(width.0));
    View { width: width.clamp(40, 400), color }
}
