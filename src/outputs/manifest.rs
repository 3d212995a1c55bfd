//! `manifest.json`: sha256 of every source, definition and output, and the program's version.
//!
//! In: names and hashes in path order. Out: JSON. No clock and no absolute path, so that two runs can be compared.

use serde_json::{Map, Value, json};

use crate::messages::Language;

/// A named file and its sha256.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Listed {
    pub path: String,
    pub sha256: String,
}

/// The manifest's JSON; the language is that of its files for people.
pub fn manifest(
    pipeline: &str,
    as_of: &str,
    language: Option<Language>,
    sources: &[Listed],
    definitions: &[Listed],
    outputs: &[Listed],
) -> Value {
    json!({
        "program": "admincost",
        "version": env!("CARGO_PKG_VERSION"),
        "pipeline": pipeline,
        "as_of": as_of,
        "language": language.unwrap_or_default().code(),
        "sources": listed(sources),
        "definitions": listed(definitions),
        "outputs": listed(outputs),
    })
}

fn listed(files: &[Listed]) -> Value {
    let entries = files.iter().map(|file| (file.path.clone(), Value::String(file.sha256.clone())));
    Value::Object(entries.collect::<Map<String, Value>>())
}
