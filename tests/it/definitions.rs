//! Bad definitions: each folder of `tests/cases/definitions` is one defect and what is said about it.
//!
//! A case holds `given.toml` (indicators), `series.toml`, `editions.toml`, `targets.toml`, `areas.csv`, `tables.toml` or `pipeline.toml`, added to the
//! catalogue in `base/`, and `expected.txt`: every problem as shown without colour, then the indicators that remain.

use std::fmt::Write;
use std::fs;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use admincost::definitions::{from_files, load, load_pipeline, pipeline_from_file};
use admincost::problem::{Text, render};

fn cases() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/cases/definitions")
}

fn file(path: &Path, name: &str) -> Option<Arc<Text>> {
    let text = fs::read_to_string(path).ok()?;
    Some(Arc::new(Text { name: name.to_string(), text }))
}

fn outcome(case: &Path) -> String {
    let base = cases().join("base");
    let places = [
        (base.join("units.toml"), "units.toml"),
        (base.join("series.toml"), "series/base.toml"),
        (base.join("areas.csv"), "base/areas.csv"),
        (case.join("given.toml"), "indicators/given.toml"),
        (case.join("series.toml"), "series/given.toml"),
        (case.join("editions.toml"), "editions.toml"),
        (case.join("targets.toml"), "targets.toml"),
        (case.join("areas.csv"), "areas.csv"),
        (case.join("tables.toml"), "tables/given.toml"),
    ];
    let files = places.iter().filter_map(|(path, name)| file(path, name)).collect();
    let (definitions, mut problems) = from_files(files);
    if let Some(pipeline) = file(&case.join("pipeline.toml"), "pipeline.toml") {
        problems.extend(pipeline_from_file(&pipeline, &definitions).1);
    }
    let mut text = String::new();
    for problem in &problems {
        let _ = writeln!(text, "{}\n", render(problem, false));
    }
    let left: Vec<&str> = definitions.indicators.keys().map(String::as_str).collect();
    let _ = writeln!(text, "indicators left: {}", if left.is_empty() { "none".to_string() } else { left.join(", ") });
    text
}

#[test]
fn every_defect_is_pointed_at() {
    let mut wrong = String::new();
    let mut folders: Vec<PathBuf> =
        fs::read_dir(cases()).expect("cases").map(|entry| entry.expect("case").path()).collect();
    folders.sort();
    folders.retain(|folder| !folder.ends_with("base"));
    assert!(folders.len() >= 40, "only {} cases", folders.len());
    for folder in folders {
        let expected = fs::read_to_string(folder.join("expected.txt")).unwrap_or_default();
        let found = outcome(&folder);
        if found != expected {
            let _ = writeln!(wrong, "==== {}\n{found}", folder.display());
        }
    }
    assert!(wrong.is_empty(), "these differ from their expected.txt:\n{wrong}");
}

/// The worked examples run while loading, so a wrong one is a problem too.
#[test]
fn the_projects_own_definitions_have_no_problem() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("pipelines");
    let (definitions, mut problems) = load(&folder).expect("pipelines/ is readable");
    let (pipeline, found) = load_pipeline(&folder.join("admin-cost.toml"), &definitions).expect("it is readable");
    problems.extend(found);
    let shown: Vec<String> = problems.iter().map(|problem| render(problem, false)).collect();
    assert!(shown.is_empty(), "{}", shown.join("\n\n"));
    assert!(pipeline.is_some() && definitions.indicators.len() >= 40);
}

#[test]
fn the_order_of_files_does_not_matter() {
    let base = cases().join("base");
    let case = cases().join("broken_indicator_hides_no_other/given.toml");
    let files = [
        file(&base.join("units.toml"), "units.toml"),
        file(&base.join("series.toml"), "series/base.toml"),
        file(&case, "indicators/given.toml"),
    ];
    let files: Vec<Arc<Text>> = files.into_iter().flatten().collect();
    let backwards = files.iter().rev().cloned().collect();
    assert_eq!(from_files(files).1, from_files(backwards).1);
}
