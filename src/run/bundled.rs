//! The official figures that the program was built with, for use where no folder `data/sources/` is at hand.
//!
//! In: nothing. Out: the files of that folder, by path. Refuses nothing.

use include_dir::{Dir, include_dir};

use super::ingest::by_plain_name;

static SOURCES: Dir = include_dir!("$CARGO_MANIFEST_DIR/data/sources");

/// The folder they stand in, as pipelines name it.
const FOLDER: &str = "data/sources";

/// Path and bytes of every file, in the order in which a folder is read.
pub fn files() -> Vec<(String, &'static [u8])> {
    let mut found = Vec::new();
    let mut folders = vec![&SOURCES];
    while let Some(folder) = folders.pop() {
        folders.extend(folder.dirs());
        found.extend(folder.files().map(|file| {
            let path = file.path().to_string_lossy().replace('\\', "/");
            (format!("{FOLDER}/{path}"), file.contents())
        }));
    }
    found.sort_by(|(one, _), (other, _)| by_plain_name(one).cmp(&by_plain_name(other)));
    found
}
