//! Conventions that can be checked are checked here.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use crate::circles::{Doors, circles, module_of};
use crate::support::project;

pub fn rust_files() -> Vec<PathBuf> {
    let mut found = Vec::new();
    let mut folders = vec![project().join("src")];
    while let Some(folder) = folders.pop() {
        for entry in std::fs::read_dir(folder).expect("src").flatten() {
            let path = entry.path();
            if path.is_dir() {
                folders.push(path);
            } else if path.extension().is_some_and(|extension| extension == "rs") {
                found.push(path);
            }
        }
    }
    found.sort();
    found
}

/// The code of a file without its tests.
pub fn body(path: &Path) -> String {
    let text = std::fs::read_to_string(path).expect("a source file");
    let parts: Vec<&str> = text.split_inclusive("#[cfg(test)]\n").collect();
    let opens = |part: &&&str| part.lines().next().is_some_and(|line| line.contains("mod ") && line.ends_with('{'));
    let tests = parts.iter().skip(1).position(|part| opens(&part)).map_or(parts.len(), |at| at + 1);
    parts.get(..tests).unwrap_or_default().concat()
}

/// `src/tables/header.rs` belongs to `tables`.
fn module(path: &Path) -> String {
    let inside = path.strip_prefix(project().join("src")).expect("a file in src");
    inside.iter().next().expect("a name").to_string_lossy().trim_end_matches(".rs").to_string()
}

#[test]
fn each_module_uses_only_those_above_it() {
    let lib = std::fs::read_to_string(project().join("src/lib.rs")).expect("lib.rs");
    let order: BTreeMap<&str, usize> = lib
        .lines()
        .filter_map(|line| line.strip_prefix("pub mod ")?.strip_suffix(';'))
        .enumerate()
        .map(|(at, name)| (name, at))
        .collect();
    for path in rust_files() {
        let own = module(&path);
        let Some(&place) = order.get(own.as_str()) else { continue };
        let text = body(&path);
        for used in order.keys().filter(|name| text.contains(&format!("crate::{name}"))) {
            assert!(order[used] <= place, "{} uses {used}, which stands below {own} in lib.rs", path.display());
        }
        for line in text.lines().filter(|line| line.starts_with("use crate::{")) {
            for used in
                order.keys().filter(|name| line.contains(&format!("{{{name},")) || line.contains(&format!(" {name}")))
            {
                assert!(order[used] <= place, "{} uses {used}, which stands below {own}", path.display());
            }
        }
    }
}

/// Folders in which the `mod.rs` too leads one way only.
const ONE_WAY: [&str; 2] = ["claims/reading", "claims/verdicts"];

#[test]
fn no_files_use_one_another_in_a_circle() {
    let src = project().join("src");
    let files: Vec<_> = rust_files().iter().map(|path| (module_of(path, &src), body(path))).collect();
    let mut found = circles(&files, &[], Doors::Open);
    found.extend(circles(&files, &ONE_WAY, Doors::Counted));
    let told: Vec<String> = found.iter().map(|circle| circle.join(", ")).collect();
    assert!(found.is_empty(), "circles between files:\n{}", told.join("\n"));
}

#[test]
fn files_open_with_what_they_do_and_stay_readable() {
    for path in rust_files() {
        let text = body(&path);
        assert!(text.starts_with("//!"), "{} has no //! opening", path.display());
        assert!(text.lines().count() <= 400, "{} has {} lines", path.display(), text.lines().count());
        for (at, line) in text.lines().enumerate() {
            let bad = [".unwrap()", "todo!(", "unimplemented!(", "dbg!(", "TODO", "FIXME"];
            let found = bad.iter().find(|word| line.contains(**word));
            assert_eq!(found, None, "{}:{}", path.display(), at + 1);
        }
    }
}

#[test]
fn each_file_format_library_is_named_in_one_file() {
    for library in ["calamine::", "scraper::", "parquet::", "rc4::", "hayro_syntax::", "hayro_cmap::"] {
        let named: Vec<PathBuf> = rust_files().into_iter().filter(|path| has_word(&body(path), library)).collect();
        assert!(named.len() <= 1, "{library} is named in {named:?}");
    }
}

fn has_word(text: &str, word: &str) -> bool {
    text.match_indices(word).any(|(at, _)| {
        let before = text[..at].chars().next_back();
        !before.is_some_and(|c| c.is_alphanumeric() || c == '_' || c == ':')
    })
}
