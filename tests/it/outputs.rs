//! Outputs appear whole or not at all, hold what the contract says, and answer SQL.

use std::time::Duration;

use sha2::{Digest, Sha256};

use crate::support::{bundled, copy_of_project, files, pipeline, program, stderr, stdout};

/// Every output listed in a folder's manifest has the sha256 listed.
fn is_whole(folder: &std::path::Path) -> bool {
    let Ok(text) = std::fs::read_to_string(folder.join("manifest.json")) else { return false };
    let Ok(manifest) = serde_json::from_str::<serde_json::Value>(&text) else { return false };
    let Some(outputs) = manifest["outputs"].as_object() else { return false };
    outputs.iter().all(|(name, wanted)| {
        let bytes = std::fs::read(folder.join(name)).unwrap_or_default();
        let found: String = Sha256::digest(&bytes).iter().map(|byte| format!("{byte:02x}")).collect();
        wanted == &found
    })
}

#[test]
fn a_run_killed_at_any_moment_leaves_the_earlier_outputs_whole() {
    let folder = tempfile::tempdir().expect("a folder");
    copy_of_project(folder.path());
    let start = std::time::Instant::now();
    let first = program().args(["run", "--out", "out"]).current_dir(folder.path()).output().expect("a run");
    assert_eq!(first.status.code(), Some(0), "{}", stderr(&first));
    let whole = start.elapsed();
    for moment in 1..=12u32 {
        let mut run = program()
            .args(["run", "--out", "out"])
            .current_dir(folder.path())
            .stdout(std::process::Stdio::null())
            .stderr(std::process::Stdio::null())
            .spawn()
            .expect("a run");
        std::thread::sleep(Duration::from_secs_f64(whole.as_secs_f64() * f64::from(moment) / 12.0));
        let _ = run.kill();
        let _ = run.wait();
        assert!(is_whole(&folder.path().join("out")), "killed at {moment}/12");
    }
    let last = program().args(["run", "--out", "out"]).current_dir(folder.path()).output().expect("a run");
    assert_eq!(last.status.code(), Some(0));
    let names: Vec<_> = std::fs::read_dir(folder.path()).expect("a folder").flatten().map(|e| e.file_name()).collect();
    assert!(!names.iter().any(|name| name.to_string_lossy().starts_with(".out.new")), "{names:?}");
}

#[test]
fn the_contract_files_are_all_there_with_field_metadata() {
    let names: Vec<String> = files(bundled()).into_iter().map(|(name, _)| name).collect();
    let expected = [
        "checks.json",
        "codebook.md",
        "indicators.csv",
        "indicators.parquet",
        "ingest.json",
        "manifest.json",
        "observations.csv",
        "observations.parquet",
        "trends.csv",
        "trends.parquet",
    ];
    assert_eq!(names, expected);
    assert!(is_whole(bundled()));
    let (schema, _) = admincost::store::read_batches(&bundled().join("observations.parquet")).expect("observations");
    assert!(schema.fields().iter().all(|field| field.metadata().contains_key("label_zh")));
}

/// Every printed figure is known to half a unit of its last digit, so no value stands without bounds or outside them; only a
/// divisor that may be zero would leave them null, and the bundled data has none.
#[test]
fn every_value_lies_between_its_bounds() {
    let frame = admincost::store::frame(&bundled().join("indicators.parquet")).expect("indicators");
    let numbers = |name: &str| frame.column(name).expect("a column").f64().expect("numbers").clone();
    let (values, lower, upper) = (numbers("obs_value"), numbers("lower"), numbers("upper"));
    assert!(frame.height() > 8000);
    for row in 0..frame.height() {
        let (value, least, most) = (values.get(row), lower.get(row), upper.get(row));
        assert!(value.is_some() && least.is_some() && least < most && least <= value && value <= most, "row {row}");
    }
}

#[test]
fn every_numeric_cell_of_the_bundled_data_is_accounted_for() {
    let text = std::fs::read_to_string(bundled().join("ingest.json")).expect("ingest.json");
    let account: serde_json::Value = serde_json::from_str(&text).expect("json");
    for source in account["sources"].as_array().expect("sources") {
        let count = |key: &str| source[key].as_u64().expect("a count");
        let aside: u64 =
            source["set_aside"].as_array().expect("a list").iter().filter_map(|s| s["cells"].as_u64()).sum();
        assert_eq!(count("numeric_cells"), count("observed") + count("header") + aside, "{source:#}");
    }
}

#[test]
fn sql_answers_in_three_forms() {
    let out = bundled().to_str().expect("a plain path");
    let sql = "SELECT time_period, obs_value FROM indicators WHERE indicator = 'admin_share_of_expenditure' \
               AND ref_area = 'CN' AND time_period = '2006'";
    let table = stdout(&pipeline(&["query", sql, "--out", out]));
    assert!(table.contains("2006") && table.contains("18.7"), "{table}");
    let csv = stdout(&pipeline(&["query", sql, "--out", out, "--format", "csv"]));
    assert!(csv.starts_with("time_period,obs_value\n2006,18.7"), "{csv}");
    let json: serde_json::Value =
        serde_json::from_str(&stdout(&pipeline(&["query", sql, "--out", out, "--json"]))).expect("json");
    assert_eq!(json[0]["time_period"], "2006", "a period stays text");
    let bad = pipeline(&["query", "SELECT nothing FROM nowhere", "--out", out]);
    assert_eq!(bad.status.code(), Some(2));
    assert!(!stderr(&bad).contains("panicked"), "{}", stderr(&bad));
}
