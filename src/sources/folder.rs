//! Folders: which files there are, and under which path each is recorded.
//!
//! In: folders or single files. Out: files sorted by recorded path, whatever the order and place of the folders.
//! Refuses what cannot be read, hidden files and the lock files of office programs; each with its reason.

use super::finding::Finding;
use crate::messages::{Message, say};
use crate::problem::Problem;
use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::io;
use std::path::{Component, Path, PathBuf};
use walkdir::{DirEntry, WalkDir};

/// A file to read.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Found {
    /// Begins with the name of the folder given; `/` between parts.
    pub path: String,
    pub file: PathBuf,
}

/// Lists all files below the folders given. A folder given twice or inside another counts once. Folders of the same
/// name are told apart by as many of their parents as that takes.
pub fn list(folders: &[PathBuf]) -> (Vec<Found>, Vec<Problem>) {
    let mut problems = BTreeMap::new();
    let mut given = BTreeSet::new();
    for folder in folders {
        let name = folder.to_string_lossy().into_owned();
        match folder.canonicalize() {
            Ok(root) => {
                given.insert(root);
            }
            Err(cause) => {
                problems.insert(name, unreadable(&cause));
            }
        }
    }
    let roots = outermost(&given);
    let mut found = Vec::new();
    for (root, name) in roots.iter().zip(names(&roots)) {
        walk(root, &name, &mut found, &mut problems);
    }
    found.sort();
    (found, problems.into_iter().map(|(path, finding)| finding.at(&path)).collect())
}

/// The paths that lie in no other; what lies in one is sorted right behind it.
fn outermost(given: &BTreeSet<PathBuf>) -> Vec<&Path> {
    let mut roots: Vec<&Path> = Vec::new();
    for path in given {
        if !roots.last().is_some_and(|root| path.starts_with(root)) {
            roots.push(path);
        }
    }
    roots
}

/// Why a file or folder could not be read.
pub(super) fn unreadable(cause: &io::Error) -> Finding {
    let reason = match cause.kind() {
        io::ErrorKind::NotFound => say!("source.not-there"),
        io::ErrorKind::PermissionDenied => say!("source.not-permitted"),
        _ => cause.to_string().into(),
    };
    Finding::error("unreadable", say!("source.unreadable", reason))
}

fn walk(root: &Path, name: &str, found: &mut Vec<Found>, problems: &mut BTreeMap<String, Finding>) {
    let mut entries = WalkDir::new(root).follow_links(true).into_iter();
    while let Some(entry) = entries.next() {
        match entry {
            Ok(entry) => {
                let path = recorded(root, name, entry.path());
                if let Some(reason) = passed_over(&entry) {
                    problems.insert(path, Finding::warning("passed-over", reason));
                    if entry.file_type().is_dir() {
                        entries.skip_current_dir();
                    }
                } else if entry.file_type().is_file() {
                    found.push(Found { path, file: entry.into_path() });
                }
            }
            Err(cause) => {
                let path = recorded(root, name, cause.path().unwrap_or(root));
                let in_a_circle = || Finding::warning("passed-over", say!("source.link-circle"));
                problems.insert(path, cause.io_error().map_or_else(in_a_circle, unreadable));
            }
        }
    }
}

/// A folder with a manifest that this program wrote.
fn is_our_output(entry: &DirEntry) -> bool {
    let manifest = || std::fs::read_to_string(entry.path().join("manifest.json")).unwrap_or_default();
    entry.file_type().is_dir() && manifest().contains("\"program\": \"admincost\"")
}

/// Why an entry is no data; what the user named is never passed over.
fn passed_over(entry: &DirEntry) -> Option<Message> {
    let name = entry.file_name().to_string_lossy();
    match () {
        () if entry.depth() == 0 => None,
        () if name.starts_with("~$") || name.starts_with(".~lock.") => Some(say!("source.lock-file")),
        () if name.starts_with('.') => Some("hidden".into()),
        () if is_our_output(entry) => Some(say!("source.own-outputs")),
        () if !entry.file_type().is_file() && !entry.file_type().is_dir() => Some(say!("source.no-regular-file")),
        () => None,
    }
}

/// The path under which a file is recorded: the root's name, then the way down.
fn recorded(root: &Path, name: &str, file: &Path) -> String {
    let below = file.strip_prefix(root).unwrap_or(Path::new(""));
    let parts = below.components().map(|part| part.as_os_str().to_string_lossy().into_owned());
    let whole: Vec<String> = std::iter::once(name.to_string()).chain(parts).filter(|part| !part.is_empty()).collect();
    whole.join("/")
}

/// Each root's last name, with parents before it where two would be the same.
fn names(roots: &[&Path]) -> Vec<String> {
    let mut depths = vec![1; roots.len()];
    loop {
        let names: Vec<String> = roots.iter().zip(&depths).map(|(root, depth)| last_parts(root, *depth)).collect();
        let mut times: HashMap<&str, usize> = HashMap::new();
        names.iter().for_each(|name| *times.entry(name).or_default() += 1);
        let doubled = |name: &str| times.get(name).is_some_and(|&times| times > 1);
        let mut deeper = false;
        for ((root, depth), name) in roots.iter().zip(&mut depths).zip(&names) {
            if doubled(name) && last_parts(root, *depth + 1) != *name {
                *depth += 1;
                deeper = true;
            }
        }
        if !deeper {
            return names;
        }
    }
}

fn last_parts(root: &Path, depth: usize) -> String {
    let parts: Vec<String> = root
        .components()
        .filter(|part| matches!(part, Component::Normal(_)))
        .map(|part| part.as_os_str().to_string_lossy().into_owned())
        .collect();
    parts.get(parts.len().saturating_sub(depth)..).unwrap_or_default().join("/")
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::fs;

    fn paths(found: &[Found]) -> Vec<&str> {
        found.iter().map(|f| f.path.as_str()).collect()
    }

    #[test]
    fn paths_do_not_depend_on_order_and_doubles_are_told_apart() {
        let place = tempfile::tempdir().unwrap();
        let at = |path: &str| place.path().join(path);
        for folder in ["a/data/sub", "b/data", "c"] {
            fs::create_dir_all(at(folder)).unwrap();
        }
        for file in ["a/data/x.csv", "a/data/sub/y.xls", "a/data/~$y.xls", "a/data/.DS_Store", "b/data/x.csv", "c/z"] {
            fs::write(at(file), "1").unwrap();
        }
        let expected = ["a/data/sub/y.xls", "a/data/x.csv", "b/data/x.csv", "z"];
        let (found, problems) = list(&[at("b/data"), at("c/z"), at("a/data"), at("a/data/sub"), at("b/data/")]);
        assert_eq!(paths(&found), expected);
        assert_eq!(problems.iter().map(|p| p.code).collect::<Vec<_>>(), ["passed-over", "passed-over"]);
        assert_eq!(paths(&list(&[at("a/data"), at("c/z"), at("b/data")]).0), expected);
        assert_eq!(paths(&list(&[at("a/data")]).0), ["data/sub/y.xls", "data/x.csv"]);
    }

    #[test]
    fn what_cannot_be_read_is_a_problem() {
        let (found, problems) = list(&[PathBuf::from("/nowhere/at/all")]);
        assert!(found.is_empty());
        assert_eq!(problems[0].code, "unreadable");
    }
}
