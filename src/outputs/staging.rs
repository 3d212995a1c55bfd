//! Staging: outputs are written beside their place and renamed into it in one step.
//!
//! In: the folder to fill. Out: a staging folder, and the swap. Killed at any moment, the earlier outputs are whole.
//! Refuses to replace a folder that this program did not write.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::sync::{Mutex, PoisonError};

use rustix::fs::{CWD, RenameFlags, renameat_with};
use sha2::{Digest, Sha256};
use walkdir::WalkDir;

use crate::error::{Error, Result};
use crate::messages::say;

/// What an output folder says of itself, and the sums of all its files where it is to be sent around.
pub const MANIFEST: &str = "manifest.json";
pub const SUMS: &str = "SHA256SUMS";

/// A folder being filled. Dropped before `publish`, it leaves nothing behind.
pub struct Staging {
    folder: PathBuf,
    target: PathBuf,
    /// Sums of files that were known when they were written.
    sums: Mutex<BTreeMap<String, String>>,
}

impl Staging {
    /// Makes an empty staging folder beside `target`, and clears those of runs that were killed.
    pub fn new(target: &Path) -> Result<Staging> {
        let target = &followed(target)?;
        refuse_foreign(target)?;
        let parent = match target.parent() {
            Some(parent) if !parent.as_os_str().is_empty() => parent.to_path_buf(),
            _ => PathBuf::from("."),
        };
        fs::create_dir_all(&parent).map_err(Error::io(&parent, "create"))?;
        let name = target.file_name().map(|name| name.to_string_lossy().into_owned());
        let name = name.ok_or_else(|| Error::Usage(say!("run.no-folder-name", target = target.display())))?;
        let prefix = format!(".{name}.new-");
        clear_abandoned(&parent, &prefix);
        let folder = parent.join(format!("{prefix}{}", std::process::id()));
        fs::create_dir(&folder).map_err(Error::io(&folder, "create"))?;
        Ok(Staging { folder, target: target.to_path_buf(), sums: Mutex::default() })
    }

    /// The place of a file until it is published.
    pub fn path(&self, name: &str) -> PathBuf {
        self.folder.join(name)
    }

    /// Takes note of a file's sum, so that it need not be read again; gives the name back.
    pub fn wrote(&self, name: String, sum: String) -> String {
        self.sums.lock().unwrap_or_else(PoisonError::into_inner).insert(name.clone(), sum);
        name
    }

    /// The sha256 of a file in the folder, in hexadecimal.
    pub fn sum_of(&self, name: &str) -> Result<String> {
        let known = self.sums.lock().unwrap_or_else(PoisonError::into_inner).get(name).cloned();
        known.map_or_else(|| hash_of(&self.path(name)), Ok)
    }

    pub fn write(&self, name: &str, text: &str) -> Result<()> {
        self.write_bytes(name, text.as_bytes())
    }

    /// The same for bytes; `name` may lie in a folder of its own.
    pub fn write_bytes(&self, name: &str, bytes: &[u8]) -> Result<()> {
        let path = self.path(name);
        let parent = path.parent().unwrap_or(&self.folder);
        fs::create_dir_all(parent).map_err(Error::io(parent, "create"))?;
        fs::write(&path, bytes).map_err(Error::io(&path, "write"))
    }

    /// Puts the folder in its place: exchanged in one step where outputs stood before.
    pub fn publish(self) -> Result<()> {
        refuse_foreign(&self.target)?;
        if !self.target.exists() {
            return fs::rename(&self.folder, &self.target).map_err(Error::io(&self.target, "rename outputs to"));
        }
        match renameat_with(CWD, &self.folder, CWD, &self.target, RenameFlags::EXCHANGE) {
            Ok(()) => Ok(()),
            Err(_) => self.replace_in_two_steps(),
        }
    }

    /// For file systems that cannot exchange two names.
    fn replace_in_two_steps(&self) -> Result<()> {
        let aside = self.folder.with_extension("old");
        fs::rename(&self.target, &aside).map_err(Error::io(&self.target, "set aside"))?;
        if let Err(cause) = fs::rename(&self.folder, &self.target) {
            fs::rename(&aside, &self.target).map_err(Error::io(&aside, "put back"))?;
            return Err(Error::io(&self.target, "rename outputs to")(cause));
        }
        fs::remove_dir_all(&aside).map_err(Error::io(&aside, "remove"))
    }
}

impl Drop for Staging {
    /// After an exchange this removes the earlier outputs, after a failure the unfinished ones; a folder that is gone is no error.
    fn drop(&mut self) {
        let _ = fs::remove_dir_all(&self.folder);
    }
}

/// Where a link leads; a link to nothing is an error.
fn followed(target: &Path) -> Result<PathBuf> {
    match target.is_symlink() {
        true => target.canonicalize().map_err(Error::io(target, "follow the link")),
        false => Ok(target.to_path_buf()),
    }
}

/// Refuses a folder that holds anything but outputs listed in a manifest of this program.
pub fn refuse_foreign(target: &Path) -> Result<()> {
    match fs::read_dir(target) {
        Ok(_) => {}
        Err(cause) if cause.kind() == std::io::ErrorKind::NotFound => return Ok(()),
        Err(cause) => return Err(Error::io(target, "write outputs to")(cause)),
    }
    let own = listed(target);
    for entry in WalkDir::new(target).min_depth(1) {
        let entry = entry.map_err(Error::engine(say!("engine.list", target = target.display())))?;
        let name = entry.path().strip_prefix(target).unwrap_or(entry.path()).to_string_lossy().into_owned();
        let holds_own = || entry.file_type().is_dir() && own.iter().any(|own| own.starts_with(&format!("{name}/")));
        if !own.contains(&name) && !holds_own() {
            return Err(Error::Usage(say!("run.foreign-folder", target = target.display(), name)));
        }
    }
    Ok(())
}

/// The files that a folder's manifest says this program wrote there.
fn listed(folder: &Path) -> Vec<String> {
    let text = fs::read_to_string(folder.join(MANIFEST)).unwrap_or_default();
    let Ok(manifest) = serde_json::from_str::<serde_json::Value>(&text) else { return Vec::new() };
    if manifest.get("program").and_then(|program| program.as_str()) != Some("admincost") {
        return Vec::new();
    }
    let outputs = manifest.get("outputs").and_then(|outputs| outputs.as_object());
    outputs.into_iter().flat_map(|outputs| outputs.keys().cloned()).chain([MANIFEST, SUMS].map(String::from)).collect()
}

/// Staging folders of processes that no longer run.
fn clear_abandoned(parent: &Path, prefix: &str) {
    let Ok(entries) = fs::read_dir(parent) else { return };
    for entry in entries.flatten() {
        let name = entry.file_name().to_string_lossy().into_owned();
        let process = name.strip_prefix(prefix).and_then(|rest| rest.split('.').next()).map(str::to_string);
        if process.is_some_and(|process| !Path::new("/proc").join(process).exists()) {
            let _ = fs::remove_dir_all(entry.path());
        }
    }
}

/// The sha256 of a file, in hexadecimal.
pub fn hash_of(path: &Path) -> Result<String> {
    let mut file = fs::File::open(path).map_err(Error::io(path, "open"))?;
    let mut hash = Sha256::new();
    std::io::copy(&mut file, &mut HashWriter(&mut hash)).map_err(Error::io(path, "read"))?;
    Ok(hex(&hash.finalize()))
}

/// The sha256 of bytes, in hexadecimal.
pub fn hash_of_bytes(bytes: &[u8]) -> String {
    hex(&Sha256::digest(bytes))
}

fn hex(digest: &[u8]) -> String {
    digest.iter().map(|byte| format!("{byte:02x}")).collect()
}

struct HashWriter<'a>(&'a mut Sha256);

impl std::io::Write for HashWriter<'_> {
    fn write(&mut self, bytes: &[u8]) -> std::io::Result<usize> {
        self.0.update(bytes);
        Ok(bytes.len())
    }

    fn flush(&mut self) -> std::io::Result<()> {
        Ok(())
    }
}
