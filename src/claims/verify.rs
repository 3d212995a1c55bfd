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
use super::pack::{DEFINITIONS, KIND, OFFICIAL, TEXTS, VERDICTS, manifest, sums};
use super::reading::Reader;
use super::report::{Report, to_json};
use super::verdicts::Records;
use crate::definitions;
use crate::error::{Error, Result};
use crate::indicators::Panel;
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
        return Err(Error::Usage(format!("{} was not written by this program", folder.join(MANIFEST).display())));
    }
    let hashes = listed(&manifest)?;
    let is_pack = said("kind") == KIND;
    let mut problems = changed(folder, &hashes)?;
    if is_pack && std::fs::read_to_string(folder.join(SUMS)).ok() != Some(sums(&hashes, &text)) {
        problems.push(differs(folder, SUMS, "it does not list the files and sums of the manifest"));
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
            false => Err(Error::Usage(format!("the manifest names {name}, which leads out of its folder"))),
        }
    };
    outputs.map(entry).collect()
}

fn differs(folder: &Path, name: &str, message: &str) -> Problem {
    Problem::error("changed-file", Place::Source(folder.join(name).display().to_string()), message)
}

/// Files that are missing, not as listed, or not listed.
fn changed(folder: &Path, hashes: &[(String, String)]) -> Result<Vec<Problem>> {
    let mut problems = Vec::new();
    for (name, hash) in hashes {
        let path = folder.join(name);
        if !path.is_file() {
            problems.push(differs(folder, name, "the file is missing"));
        } else if hash_of(&path)? != *hash {
            problems.push(differs(folder, name, "its bytes are not those of the manifest"));
        }
    }
    let walk = WalkDir::new(folder).min_depth(1).sort_by_file_name();
    for entry in walk.into_iter().filter_map(|entry| entry.ok()).filter(|entry| !entry.file_type().is_dir()) {
        let name = entry.path().strip_prefix(folder).unwrap_or(entry.path()).to_string_lossy().into_owned();
        let known = name == MANIFEST || name == SUMS || hashes.iter().any(|(listed, _)| *listed == name);
        if !known {
            problems.push(differs(folder, &name, "the manifest does not list this file"));
        }
    }
    Ok(problems)
}

/// The check from the pack alone; how many verdicts there are, and those that differ.
fn again(folder: &Path, manifest: &Value, hashes: &[(String, String)]) -> Result<(usize, Vec<Problem>)> {
    let definitions = definitions_of(folder, hashes)?;
    let observations = store::read_observations(&folder.join(OFFICIAL))?;
    let panel = Panel::from_observations(&observations, &definitions.units);
    let date = manifest.get("date").and_then(Value::as_str).and_then(|day| day.parse().ok());
    let records = Records { definitions: &definitions, panel: &panel, observations: &observations };
    let checker = Checker { reader: Reader::new(&definitions), records, date };
    let mut texts = Vec::new();
    for entry in manifest.get("texts").and_then(Value::as_array).into_iter().flatten() {
        let path = entry.get("path").and_then(Value::as_str).unwrap_or_default();
        let file = format!("{TEXTS}{path}");
        if !hashes.iter().any(|(name, _)| *name == file) {
            return Err(Error::Usage(format!("the manifest names the text {path} and lists no file of it")));
        }
        let bytes = std::fs::read(folder.join(&file)).map_err(Error::io(&folder.join(&file), "read"))?;
        texts.push(checker.check_file(path, &bytes).map_err(|problems| refused(&problems))?);
    }
    let report = Report { texts: &texts, records, from: OFFICIAL };
    let written = std::fs::read_to_string(folder.join(VERDICTS)).map_err(Error::io(folder, "read the verdicts of"))?;
    let written: Value = serde_json::from_str(&written).map_err(Error::engine("read the verdicts"))?;
    // Through text, as the other: floating-point numbers are then read by the same rule.
    let now = serde_json::from_str(&to_json(&report).to_string()).map_err(Error::engine("compare the verdicts"))?;
    Ok((texts.iter().map(|text| text.judged.len()).sum(), compared(folder, &written, &now)))
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

/// What cannot be checked stops the program: it could be when the pack was written.
pub fn refused(problems: &[Problem]) -> Error {
    Error::Usage(problems.iter().map(|found| problem::render(found, false)).collect::<Vec<_>>().join("\n"))
}

/// Claims whose verdict or evidence is not the one in the pack.
fn compared(folder: &Path, written: &Value, now: &Value) -> Vec<Problem> {
    let claims = |value: &Value| value.get("claims").and_then(Value::as_array).cloned().unwrap_or_default();
    let (then, now) = (claims(written), claims(now));
    let place = Place::Source(folder.join(VERDICTS).display().to_string());
    let found = |message: String| Problem::error("verdict-differs", place.clone(), message);
    if then.len() != now.len() {
        return vec![found(format!("it has {} figures, and {} are found again", then.len(), now.len()))];
    }
    let said = |claim: &Value, name: &str| claim.get(name).and_then(Value::as_str).unwrap_or_default().to_string();
    let pairs = then.iter().zip(&now).enumerate().filter(|(_, (then, now))| then != now);
    let differing = pairs.map(|(at, (then, now))| match (said(then, "verdict"), said(now, "verdict")) {
        (old, new) if old != new => {
            format!("figure {} ({}): {old} in the pack, {new} again", at + 1, said(then, "printed"))
        }
        _ => format!("figure {} ({}): the same verdict on other evidence", at + 1, said(then, "printed")),
    });
    differing.map(found).collect()
}
