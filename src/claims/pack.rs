//! The reviewer's pack: one folder that holds all that a check was made from and what it found.
//!
//! In: a report with the texts' own bytes. Out: a folder (texts, claims, verdicts, traces, the cited cells, every official
//! figure and definition that was at hand, the page, manifest and sums) that appears whole or not at all. It names no folder
//! of the machine and no day, so that the same check gives the same pack.

use std::path::Path;

use chrono::NaiveDate;
use serde_json::{Value, json};

use super::report::{Report, cited, page, to_json, traces};
use super::written_claims;
use crate::error::{Error, Result};
use crate::messages::{Language, say, speaking};
use crate::outputs::{MANIFEST, SUMS, Staging, csv_bytes, hash_of, hash_of_bytes};
use crate::store;

/// The word in a manifest that tells a pack from other outputs.
pub const KIND: &str = "pack";
pub(super) const OFFICIAL: &str = "official.parquet";
pub(super) const CITED: &str = "cited.parquet";
pub(super) const VERDICTS: &str = "verdicts.json";
pub(super) const DEFINITIONS: &str = "definitions/";
pub(super) const TEXTS: &str = "texts/";

/// What goes into a pack.
pub struct Pack<'a> {
    pub report: Report<'a>,
    /// Path and bytes of each text, as the report has them.
    pub given: &'a [(String, Vec<u8>)],
    /// The day told for the texts.
    pub date: Option<NaiveDate>,
    /// The language asked for; data is in English without one, and the page in that of its texts.
    pub language: Option<Language>,
}

/// Fills the folder and puts it in its place.
pub fn write(staging: Staging, pack: &Pack) -> Result<()> {
    let report = &pack.report;
    let mut files = derived(report, pack.language)?;
    files.extend(pack.given.iter().map(|(path, bytes)| (format!("{TEXTS}{path}"), bytes.clone())));
    let definitions = report.records.definitions.files.iter();
    files.extend(definitions.map(|file| (format!("{DEFINITIONS}{}", file.name), file.text.clone().into())));
    for (name, bytes) in &files {
        staging.write_bytes(name, bytes)?;
    }
    let mut names: Vec<String> = files.into_iter().map(|(name, _)| name).collect();
    for (name, rows) in
        [(CITED, cited(report.texts, &report.records)), (OFFICIAL, report.records.observations.to_vec())]
    {
        let batch = store::observation_batch(&rows)?;
        store::write_batch(&staging.path(name), &batch)?;
        names.push(name.to_string());
    }
    names.sort();
    write_sums(&staging, &names, pack)?;
    staging.publish()
}

/// Data of a pack is in English, whatever the locale, unless another language was asked for.
pub(super) fn in_words_of<T>(language: Option<Language>, work: impl FnOnce() -> T) -> T {
    speaking(language.unwrap_or_default(), work)
}

/// The files that follow from texts, definitions and official figures alone, so that `verify` can make them again.
pub(super) fn derived(report: &Report, language: Option<Language>) -> Result<Vec<(String, Vec<u8>)>> {
    let claims: Vec<_> = report.texts.iter().flat_map(|text| &text.judged).map(|one| one.claim.clone()).collect();
    let rows = cited(report.texts, &report.records);
    let files = [
        ("README.txt", in_words_of(language, || say!("pack.readme").to_string()).into()),
        ("claims.toml", in_words_of(language, || written_claims::to_toml(&claims)).into()),
        (VERDICTS, in_words_of(language, || pretty(&to_json(report))).into()),
        ("traces.json", in_words_of(language, || pretty(&traces(report))).into()),
        ("report.html", page(report, language).into()),
        ("cited.csv", csv_bytes(&store::observation_batch(&rows)?)?),
    ];
    Ok(files.map(|(name, bytes): (&str, Vec<u8>)| (name.to_string(), bytes)).into())
}

/// Manifest and sums, last of all.
fn write_sums(staging: &Staging, names: &[String], pack: &Pack) -> Result<()> {
    let hashed = |name: &String| Ok((name.clone(), hash_of(&staging.path(name))?));
    let hashes = names.iter().map(hashed).collect::<Result<Vec<_>>>()?;
    let texts: Vec<Value> = pack
        .given
        .iter()
        .map(|(path, bytes)| json!({ "path": path, "file": format!("{TEXTS}{path}"), "sha256": hash_of_bytes(bytes) }))
        .collect();
    let outputs: serde_json::Map<String, Value> =
        hashes.iter().map(|(name, hash)| (name.clone(), Value::String(hash.clone()))).collect();
    let manifest = pretty(&json!({
        "program": "admincost",
        "version": env!("CARGO_PKG_VERSION"),
        "kind": KIND,
        "date": pack.date.map(|day| day.to_string()),
        "language": pack.language.map(Language::code),
        "from": in_words_of(None, || pack.report.from.to_string()),
        "texts": texts,
        "outputs": outputs,
    }));
    staging.write(MANIFEST, &manifest)?;
    staging.write(SUMS, &sums(&hashes, &manifest))
}

/// In the format of `sha256sum`, the manifest last.
pub(super) fn sums(hashes: &[(String, String)], manifest: &str) -> String {
    let own = (MANIFEST.to_string(), hash_of_bytes(manifest.as_bytes()));
    hashes.iter().chain([&own]).map(|(name, hash)| format!("{hash}  {name}\n")).collect()
}

fn pretty(value: &Value) -> String {
    format!("{value:#}\n")
}

/// The manifest of a folder, as text and as JSON.
pub(super) fn manifest(folder: &Path) -> Result<(String, Value)> {
    let path = folder.join(MANIFEST);
    let text = std::fs::read_to_string(&path).map_err(Error::io(&path, "read"))?;
    let value = serde_json::from_str(&text).map_err(Error::engine(say!("engine.read", path = path.display())))?;
    Ok((text, value))
}
