//! Trends agree with second packages to 1e-8: tests/cases/indicators/trends, one folder a series.
//!
//! `reference.py` beside the cases wrote them; every note names its packages and their versions.

use std::fs;
use std::path::{Path, PathBuf};

use admincost::indicators::trends::{self, Statistic};
use serde_json::Value;

const TOLERANCE: f64 = 1e-8;

#[test]
fn trends_agree_with_the_reference_packages() {
    let folders = case_folders();
    assert!(folders.len() >= 9, "cases are missing: {folders:?}");
    for folder in folders {
        let expected: Value = serde_json::from_str(&fs::read_to_string(folder.join("expected.json")).unwrap()).unwrap();
        let computed = trends::of(&points(&folder.join("given.csv")), expected["rate"].as_bool().unwrap());
        let rows = expected["statistics"].as_array().unwrap();
        let names: Vec<_> = computed.iter().map(|s| format!("{} {}", s.method, s.statistic)).collect();
        let expected_names = rows.iter().map(|row| format!("{} {}", text(row, "method"), text(row, "statistic")));
        assert_eq!(names, expected_names.collect::<Vec<_>>(), "{}", folder.display());
        computed.iter().zip(rows).for_each(|(statistic, row)| agrees(statistic, row, &folder));
    }
}

/// Sen's own published estimate, not only the second package's.
#[test]
fn sens_published_slope_is_four() {
    let folder = cases().join("sens_example_of_1968");
    let computed = trends::of(&points(&folder.join("given.csv")), false);
    let slope = computed.iter().find(|s| (s.method, s.statistic) == ("theil_sen", "slope")).unwrap();
    assert_eq!(slope.value, 4.0);
}

fn agrees(statistic: &Statistic, row: &Value, folder: &Path) {
    let pairs = [("value", Some(statistic.value)), ("std_error", statistic.std_error), ("p_value", statistic.p_value)];
    for (column, computed) in pairs {
        let expected = row[column].as_f64();
        let place = format!("{}: {} {} {column}", folder.display(), statistic.method, statistic.statistic);
        assert_eq!(computed.is_some(), expected.is_some(), "{place}: {computed:?}, expected {expected:?}");
        let (computed, expected) = (computed.unwrap_or(0.0), expected.unwrap_or(0.0));
        // Relative, so that a p-value of 1e-15 is checked as well as one of 0.05.
        let gap = (computed - expected).abs() / expected.abs().max(f64::MIN_POSITIVE);
        assert!(computed == expected || gap <= TOLERANCE, "{place}: {computed}, expected {expected}");
    }
}

fn points(path: &Path) -> Vec<(i32, f64)> {
    csv::Reader::from_path(path).unwrap().deserialize().map(|row| row.unwrap()).collect()
}

fn text<'a>(row: &'a Value, column: &str) -> &'a str {
    row[column].as_str().unwrap()
}

fn cases() -> PathBuf {
    Path::new("tests/cases/indicators/trends").to_path_buf()
}

fn case_folders() -> Vec<PathBuf> {
    let entries = fs::read_dir(cases()).unwrap().map(|entry| entry.unwrap().path());
    let mut folders: Vec<_> = entries.filter(|path| path.is_dir()).collect();
    folders.sort();
    folders
}
