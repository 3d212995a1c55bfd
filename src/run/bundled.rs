//! The official figures that the program was built with, for use where no folder `data/sources/` is at hand.
//!
//! In: nothing. Out: the files of that folder, by path. Refuses nothing.

use include_dir::{Dir, include_dir};

static SOURCES: Dir = include_dir!("$CARGO_MANIFEST_DIR/data/sources");

/// The folder they stand in, as pipelines name it.
const FOLDER: &str = "data/sources";

/// Path and bytes of every file, in path order.
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
    found.sort_unstable();
    found
}
