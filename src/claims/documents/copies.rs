//! The text itself and its copies among the documents.
//!
//! In: a text, its own figures and the documents. Out: `Copies`. Refuses nothing.

use std::collections::BTreeMap;

use super::index::Documents;
use super::own::Own;
use super::print::Print;
use crate::sources::Source;

/// Documents that are the text itself: sums of their bytes, and their names.
#[derive(Clone, Debug, Default)]
pub struct Copies(BTreeMap<String, String>);

impl Copies {
    pub fn of(source: &Source, own: &Own, documents: &Documents) -> Copies {
        let print = Print::of(own.observations.iter());
        let is_copy = |sha256: &&str| {
            let has_name = |name: &str| is_one_document(name, &source.path);
            documents.name(sha256).is_some_and(has_name) || print.is_copy_of(&documents.print(sha256))
        };
        let mut copies: BTreeMap<String, String> = BTreeMap::new();
        for sha256 in documents.near(&own.observations).into_iter().filter(is_copy) {
            copies.extend(documents.name(sha256).map(|name| (sha256.to_string(), name.to_string())));
        }
        copies.extend(documents.name(&source.sha256).map(|name| (source.sha256.clone(), name.to_string())));
        Copies(copies)
    }

    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// The name of a document that is the text.
    pub fn name(&self, sha256: &str) -> Option<&String> {
        self.0.get(sha256)
    }
}

/// `report.pdf` and `report.txt` are one document in two formats.
fn is_one_document(name: &str, other: &str) -> bool {
    let stem = |path: &'_ str| {
        let name = path.rsplit('/').next().unwrap_or_default();
        name.rsplit_once('.').map_or(name, |(stem, _)| stem).to_lowercase()
    };
    !stem(name).is_empty() && stem(name) == stem(other)
}
