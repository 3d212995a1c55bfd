//! Duplicate files of a folder: listed, recognised for what they are, and their figures counted once.

use std::fs;

use admincost::store;
use serde_json::Value;

use crate::support::{program, stderr};

const TABLE: &str =
    "2016年北京市一般公共预算收支决算总表\n单位：亿元\n预算科目,预算数,决算数\n一般公共服务支出,360.10,367.20\n";

#[test]
fn a_second_copy_is_listed_and_not_counted() {
    let folder = tempfile::tempdir().expect("a folder");
    let write = |name: &str, text: String| fs::write(folder.path().join(name), text).expect("a file");
    fs::create_dir(folder.path().join("in")).expect("a folder");
    write("in/a.csv", TABLE.to_string());
    write("in/a (1).csv", TABLE.to_string());
    write("in/b_1.csv", format!("\u{feff}{TABLE}"));
    write("in/revised.csv", TABLE.replace("367.20", "367.25"));
    let out = folder.path().join("out");
    let output = program()
        .args(["ingest", "in", "--out", "out"])
        .current_dir(folder.path())
        .output()
        .expect("the program starts");
    assert!(output.status.code().is_some_and(|code| code < 2), "{}", stderr(&output));
    let text = fs::read_to_string(out.join("ingest.json")).expect("ingest.json");
    let report: Value = serde_json::from_str(&text).expect("json");
    let of = |path: &str| {
        let sources = report["sources"].as_array().expect("sources");
        sources.iter().find(|source| source["path"] == path).cloned().unwrap_or_else(|| panic!("no {path}"))
    };
    for (path, how) in [("in/a (1).csv", "byte for byte"), ("in/b_1.csv", "cell for cell")] {
        let source = of(path);
        assert_eq!(source["problems"][0]["code"], "duplicate-of", "{path}");
        let message = source["problems"][0]["message"].as_str().unwrap_or_default();
        assert_eq!(message, format!("the same as in/a.csv, {how}; its 2 figures are counted there only"));
        assert_eq!((&source["observed"], &source["numeric_cells"]), (&Value::from(0), &Value::from(2)));
        assert_eq!(source["set_aside"][0]["reason"], "duplicate of in/a.csv");
    }
    assert_eq!(of("in/a.csv")["observed"], 2);
    assert_eq!(of("in/revised.csv")["observed"], 2);
    let frame = store::frame(&out.join("observations.parquet")).expect("observations");
    assert_eq!(frame.height(), 4);
}
