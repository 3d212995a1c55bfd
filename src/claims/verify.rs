//! A pack checked again, without the project it was made in.
//!
//! In: the folder. Out: `Verified`: every file that is not as it was, and every verdict that does not come out again from the
//! pack's own texts, definitions and official figures. Refuses folders without a manifest of this program, and names that
//! lead out of the folder.

use std::path::{Component, Path};
use std::sync::Arc;

use serde_json::Value;
use walkdir::WalkDir;

use super::check::Checker;
use super::pack::{CITED, DEFINITIONS, KIND, OFFICIAL, TEXTS, VERDICTS, derived, in_words_of, manifest, sums};
use super::reading::Reader;
use super::report::{Report, cited, to_json};
use super::verdicts::{Records, panel_of};
use crate::definitions;
use crate::error::{Error, Result};
use crate::messages::{Language, Message, say};
use crate::outputs::{MANIFEST, SUMS, hash_of, hash_of_bytes};
use crate::problem::{self, Place, Problem, Text};
use crate::store;

/// What came out.
#[derive(Clone, Debug)]
pub struct Verified {
    pub files: usize,
    /// The version of the program that wrote it.
    pub version: String,
    /// sha256 of the manifest: two packs with the same are the same.
    pub sha256: String,
    /// Verdicts made again; none where the folder holds other outputs than a check, or a file is not as it was.
    pub verdicts: Option<usize>,
    pub is_pack: bool,
    pub problems: Vec<Problem>,
}

/// Checks every sum, then makes the check again.
pub fn verify(folder: &Path) -> Result<Verified> {
    let (text, manifest) = manifest(folder)?;
    let said = |name: &str| manifest.get(name).and_then(Value::as_str).unwrap_or_default().to_string();
    if said("program") != "admincost" {
        return Err(Error::Usage(say!("verify.foreign", manifest = folder.join(MANIFEST).display())));
    }
    let hashes = listed(&manifest)?;
    let is_pack = said("kind") == KIND;
    let mut problems = changed(folder, &hashes)?;
    if is_pack && std::fs::read_to_string(folder.join(SUMS)).ok() != Some(sums(&hashes, &text)) {
        problems.push(differs(folder, SUMS, say!("changed.sums")));
    }
    let verdicts = match is_pack && problems.is_empty() {
        true => {
            let (count, found) = again(folder, &manifest, &hashes)?;
            problems.extend(found);
            Some(count)
        }
        false => None,
    };
    let sha256 = hash_of_bytes(text.as_bytes());
    Ok(Verified { files: hashes.len(), version: said("version"), sha256, verdicts, is_pack, problems })
}

/// Names and sums of a manifest.
fn listed(manifest: &Value) -> Result<Vec<(String, String)>> {
    let outputs = manifest.get("outputs").and_then(Value::as_object).into_iter().flatten();
    let entry = |(name, hash): (&String, &Value)| {
        let plain = Path::new(name).components().all(|part| matches!(part, Component::Normal(_)));
        match plain && !name.is_empty() {
            true => Ok((name.clone(), hash.as_str().unwrap_or_default().to_string())),
            false => Err(Error::Usage(say!("verify.leads-out", name))),
        }
    };
    outputs.map(entry).collect()
}

fn differs(folder: &Path, name: &str, message: Message) -> Problem {
    Problem::error("changed-file", Place::Source(folder.join(name).display().to_string()), message)
}

/// Files that are missing, not as listed, or not listed.
fn changed(folder: &Path, hashes: &[(String, String)]) -> Result<Vec<Problem>> {
    let mut problems = Vec::new();
    for (name, hash) in hashes {
        let path = folder.join(name);
        if !path.is_file() {
            problems.push(differs(folder, name, say!("changed.missing")));
        } else if hash_of(&path)? != *hash {
            problems.push(differs(folder, name, say!("changed.bytes")));
        }
    }
    let walk = WalkDir::new(folder).min_depth(1).sort_by_file_name();
    for entry in walk.into_iter().filter_map(|entry| entry.ok()).filter(|entry| !entry.file_type().is_dir()) {
        let name = entry.path().strip_prefix(folder).unwrap_or(entry.path()).to_string_lossy().into_owned();
        let known = name == MANIFEST || name == SUMS || hashes.iter().any(|(listed, _)| *listed == name);
        if !known {
            problems.push(differs(folder, &name, say!("changed.unlisted")));
        }
    }
    Ok(problems)
}

/// The check from the pack alone; how many verdicts there are, and those that differ.
fn again(folder: &Path, manifest: &Value, hashes: &[(String, String)]) -> Result<(usize, Vec<Problem>)> {
    let definitions = definitions_of(folder, hashes)?;
    let observations = store::read_observations(&folder.join(OFFICIAL))?;
    let panel = panel_of(&observations, &definitions, |_| true);
    let date = manifest.get("date").and_then(Value::as_str).and_then(|day| day.parse().ok());
    let records = Records { definitions: &definitions, panel: &panel, observations: &observations };
    let checker = Checker::new(Reader::new(&definitions), records, date);
    let mut texts = Vec::new();
    for entry in manifest.get("texts").and_then(Value::as_array).into_iter().flatten() {
        let path = entry.get("path").and_then(Value::as_str).unwrap_or_default();
        let file = format!("{TEXTS}{path}");
        if !hashes.iter().any(|(name, _)| *name == file) {
            return Err(Error::Usage(say!("verify.text-without-file", path)));
        }
        let bytes = std::fs::read(folder.join(&file)).map_err(Error::io(&folder.join(&file), "read"))?;
        texts.push(checker.check_file(path, &bytes).map_err(|problems| refused(&problems))?);
    }
    let said = |name: &str| manifest.get(name).and_then(Value::as_str);
    let from = Message::of_english("from", said("from").unwrap_or_default());
    let report = Report { texts: &texts, records, from: &from };
    let language = said("language").and_then(Language::of_code);
    let mut problems = compared(folder, &report, language)?;
    if problems.is_empty() && said("version") == Some(env!("CARGO_PKG_VERSION")) {
        problems = derived_again(folder, &report, language)?;
    }
    Ok((texts.iter().map(|text| text.judged.len()).sum(), problems))
}

/// Files made from the verdicts that are not what the same program makes of them.
fn derived_again(folder: &Path, report: &Report, language: Option<Language>) -> Result<Vec<Problem>> {
    let mut problems = Vec::new();
    for (name, bytes) in derived(report, language)? {
        let path = folder.join(&name);
        if std::fs::read(&path).map_err(Error::io(&path, "read"))? != bytes {
            problems.push(differs(folder, &name, say!("changed.derived")));
        }
    }
    if store::read_observations(&folder.join(CITED))? != cited(report.texts, &report.records) {
        problems.push(differs(folder, CITED, say!("changed.cited")));
    }
    Ok(problems)
}

fn definitions_of(folder: &Path, hashes: &[(String, String)]) -> Result<definitions::Definitions> {
    let names = hashes.iter().filter_map(|(name, _)| Some((name, name.strip_prefix(DEFINITIONS)?)));
    let read = |(name, own): (&String, &str)| {
        let path = folder.join(name);
        let text = std::fs::read_to_string(&path).map_err(Error::io(&path, "read"))?;
        Ok(Arc::new(Text { name: own.to_string(), text }))
    };
    Ok(definitions::from_files(names.map(read).collect::<Result<Vec<_>>>()?).0)
}

/// What cannot be checked again could be when the pack was written.
fn refused(problems: &[Problem]) -> Error {
    let found: Vec<String> = problems.iter().map(|found| problem::render(found, false)).collect();
    Error::Usage(found.join("\n").into())
}

/// Claims whose verdict or evidence is not the one in the pack. Both are read from text, so that floating-point numbers are
/// read by the same rule.
fn compared(folder: &Path, report: &Report, language: Option<Language>) -> Result<Vec<Problem>> {
    let path = folder.join(VERDICTS);
    let written = std::fs::read_to_string(&path).map_err(Error::io(&path, "read"))?;
    let claims = |text: &str| -> Result<Vec<Value>> {
        let value: Value =
            serde_json::from_str(text).map_err(Error::engine(say!("engine.read", path = path.display())))?;
        Ok(value.get("claims").and_then(Value::as_array).cloned().unwrap_or_default())
    };
    let (then, now) = (claims(&written)?, claims(&in_words_of(language, || to_json(report).to_string()))?);
    let found =
        |message: Message| Problem::error("verdict-differs", Place::Source(path.display().to_string()), message);
    if then.len() != now.len() {
        return Ok(vec![found(say!("verify.other-count", then = then.len(), now = now.len()))]);
    }
    let said = |claim: &Value, name: &str| claim.get(name).and_then(Value::as_str).unwrap_or_default().to_string();
    let pairs = then.iter().zip(&now).enumerate().filter(|(_, (then, now))| then != now);
    let differing = pairs.map(|(at, (then, now))| {
        let figure = say!("verify.figure", number = at + 1, printed = said(then, "printed"));
        match (said(then, "verdict"), said(now, "verdict")) {
            (old, new) if old != new => say!("verify.other-verdict", figure, old, new),
            _ => say!("verify.other-evidence", figure),
        }
    });
    Ok(differing.map(found).collect())
}
