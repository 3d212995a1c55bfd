//! Single files that a command writes.
//!
//! In: a place and a text. Out: the file, which appears whole or not at all, and words that say so. Refuses names with another
//! ending than the file's kind has, so that no source is written over, and where it may not replace, files that are there.

use std::fs;
use std::path::Path;

use crate::error::{Error, Result};
use crate::messages::say;

/// The text itself where no file is named; else the file is written, and the answer says so.
pub fn written(file: Option<&Path>, endings: &[&str], may_replace: bool, text: String) -> Result<String> {
    let Some(file) = file else { return Ok(text) };
    refuse(file, endings, may_replace)?;
    let name = file.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
    let fresh = file.with_file_name(format!(".{name}.new-{}", std::process::id()));
    let moved = fs::write(&fresh, text)
        .map_err(Error::io(file, "write"))
        .and_then(|()| fs::rename(&fresh, file).map_err(Error::io(file, "write")));
    if moved.is_err() {
        let _ = fs::remove_file(&fresh);
    }
    moved.map(|()| format!("{}\n", say!("cli.written", file = file.display())))
}

/// Refuses what `written` would refuse, before long work is done.
pub fn refuse(file: &Path, endings: &[&str], may_replace: bool) -> Result<()> {
    let ending = file.extension().map(|ending| ending.to_string_lossy().to_lowercase()).unwrap_or_default();
    if !endings.contains(&ending.as_str()) {
        let message = say!("cli.other-ending", file = file.display(), endings = endings.join(" or ."));
        return Err(Error::Usage(message));
    }
    if !may_replace && file.exists() {
        return Err(Error::Usage(say!("cli.already-there", file = file.display())));
    }
    Ok(())
}
