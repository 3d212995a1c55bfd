//! Bad input: a clear message, an exit code of 1 or 2, and nothing else lost.

use std::path::Path;
use std::process::Output;

use crate::support::{copy_of_project, corpus, program, stderr, stdout};

struct Folder(tempfile::TempDir);

impl Folder {
    fn new() -> Folder {
        Folder(tempfile::tempdir().expect("a folder"))
    }

    fn write(&self, name: &str, bytes: &[u8]) {
        let path = self.0.path().join(name);
        std::fs::create_dir_all(path.parent().expect("a parent")).expect("folders");
        std::fs::write(path, bytes).expect("a file");
    }

    fn run(&self, arguments: &[&str]) -> Output {
        program().args(arguments).current_dir(self.0.path()).output().expect("the program starts")
    }

    fn path(&self) -> &Path {
        self.0.path()
    }
}

const GOOD: &str = "7-6 分地区一般公共预算支出(2019年)\n单位：亿元\n地区,一般公共服务支出\n北京,499.43\n";

/// Ingests one bad file beside a good one and gives what was said.
fn beside_a_good_one(name: &str, bytes: &[u8]) -> (Folder, String) {
    let folder = Folder::new();
    copy_of_project(folder.path());
    folder.write("in/good.csv", GOOD.as_bytes());
    folder.write(&format!("in/{name}"), bytes);
    let output = folder.run(&["ingest", "in", "--out", "out"]);
    assert_eq!(output.status.code(), Some(1), "{}", stderr(&output));
    let csv = std::fs::read_to_string(folder.path().join("out/observations.csv")).expect("observations");
    assert!(csv.contains("499.43"), "the good file is lost");
    let said = stderr(&output);
    assert!(said.contains(name), "{said}");
    assert!(!said.contains("panicked"), "{said}");
    (folder, said)
}

#[test]
fn an_empty_file_is_named() {
    let (_, said) = beside_a_good_one("empty.xls", b"");
    assert!(said.contains("empty-file"), "{said}");
}

#[test]
fn a_text_file_named_xlsx_is_told_by_its_bytes() {
    let (folder, said) = beside_a_good_one("prose.xlsx", "这是一段文字，不是工作簿。\n第二行也是。\n".as_bytes());
    assert!(said.contains("text"), "{said}");
    let ingest = std::fs::read_to_string(folder.path().join("out/ingest.json")).expect("ingest.json");
    assert!(ingest.contains("\"kind\": \"text\""), "{ingest}");
}

#[test]
fn a_truncated_workbook_is_refused_with_its_reason() {
    let Some(corpus) = corpus("a_truncated_workbook_is_refused") else { return };
    let whole = std::fs::read(corpus.join("provincial-vintages/gdp-2020/分省年度数据.xls")).expect("a workbook");
    let (_, said) = beside_a_good_one("cut.xls", &whole[..whole.len() / 3]);
    assert!(said.contains("truncated") || said.contains("cut short") || said.contains("damaged"), "{said}");
}

#[test]
fn an_unreadable_folder_is_named_and_the_rest_is_read() {
    let folder = Folder::new();
    copy_of_project(folder.path());
    folder.write("in/good.csv", GOOD.as_bytes());
    let output = folder.run(&["ingest", "in", "not-there", "--out", "out"]);
    assert_eq!(output.status.code(), Some(1), "{}", stderr(&output));
    assert!(stderr(&output).contains("not-there"), "{}", stderr(&output));
    assert!(folder.path().join("out/observations.parquet").exists());
}

/// Appends a definition to a copy of the project and runs it.
fn with_indicator(text: &str) -> (Folder, Output) {
    let folder = Folder::new();
    copy_of_project(folder.path());
    folder.write("pipelines/indicators/zz-mine.toml", text.as_bytes());
    let output = folder.run(&["run", "--out", "out"]);
    (folder, output)
}

fn indicator(id: &str, formula: &str) -> String {
    format!(
        "[[indicator]]\nid = \"{id}\"\ntitles = {{ zh = \"我的\", en = \"mine\" }}\nformula = \"{formula}\"\nunit = \"%\"\n\
         citation = \"mine\"\ntopic = \"fiscal\"\nexample = {{ area = \"CN\", period = \"1978\", inputs = [\"52.90 亿元\", \"1122.09 亿元\"], \
         gives = \"4.71 %\", note = \"hand\" }}\n"
    )
}

fn is_refused(text: &str, code: &str, points_at: &str) {
    let (folder, output) = with_indicator(text);
    let said = stderr(&output);
    assert_eq!(output.status.code(), Some(1), "{said}");
    assert!(said.contains(code), "{said}");
    assert!(said.contains("zz-mine.toml"), "{said}");
    assert!(said.contains(points_at), "{said}");
    let sane = std::fs::read_to_string(folder.path().join("out/indicators.csv")).expect("the other indicators");
    assert!(sane.contains("admin_share_of_expenditure,CN,,2006"), "nothing else is lost");
}

#[test]
fn a_formula_with_an_unknown_series_names_the_nearest() {
    is_refused(
        &indicator("mine", "admin_expense_functionl / fiscal_expenditure"),
        "unknown-name",
        "admin_expense_functional",
    );
}

#[test]
fn yuan_and_persons_do_not_add() {
    is_refused(&indicator("mine", "fiscal_expenditure + population_yearend"), "unit-mismatch", "population_yearend");
}

#[test]
fn a_cycle_is_shown() {
    let text = indicator("mine", "yours / 2") + &indicator("yours", "mine * 2");
    is_refused(&text, "cycle", "yours");
}

#[test]
fn a_duplicate_indicator_points_twice() {
    let text = indicator("admin_share_of_expenditure", "admin_expense_functional / fiscal_expenditure");
    let (_, output) = with_indicator(&text);
    let said = stderr(&output);
    assert_eq!(output.status.code(), Some(1), "{said}");
    assert!(said.contains("duplicate-id") && said.matches("pipelines/indicators/").count() >= 2, "{said}");
}

#[test]
fn a_full_disk_leaves_the_earlier_outputs() {
    let folder = Folder::new();
    copy_of_project(folder.path());
    let first = folder.run(&["run", "--out", "out"]);
    assert_eq!(first.status.code(), Some(0), "{}", stderr(&first));
    let before = crate::support::files(&folder.path().join("out"));
    // A limit on file size fails a write the way a full disk does.
    let program = env!("CARGO_BIN_EXE_pipeline");
    let script = format!("trap '' XFSZ; ulimit -f 16; exec '{program}' run --out out");
    let output =
        std::process::Command::new("bash").args(["-c", &script]).current_dir(folder.path()).output().expect("bash");
    assert_eq!(output.status.code(), Some(2), "{}", stderr(&output));
    assert!(stderr(&output).contains("cannot"), "{}", stderr(&output));
    assert!(crate::support::files(&folder.path().join("out")) == before);
    let left = std::fs::read_dir(folder.path()).expect("a folder").flatten();
    assert!(left.into_iter().all(|entry| !entry.file_name().to_string_lossy().starts_with(".out.new")));
}

#[test]
fn a_folder_of_somebody_else_is_not_replaced() {
    let folder = Folder::new();
    copy_of_project(folder.path());
    folder.write("mine/thesis.docx", b"years of work");
    let output = folder.run(&["run", "--out", "mine"]);
    assert_eq!(output.status.code(), Some(2));
    assert!(stderr(&output).contains("thesis.docx"), "{}", stderr(&output));
    assert!(folder.path().join("mine/thesis.docx").exists());
}

#[test]
fn a_reader_who_stops_reading_is_no_error() {
    let folder = Folder::new();
    copy_of_project(folder.path());
    let program = env!("CARGO_BIN_EXE_pipeline");
    let script = format!("set -o pipefail; '{program}' list areas | head -1");
    let output =
        std::process::Command::new("bash").args(["-c", &script]).current_dir(folder.path()).output().expect("bash");
    assert_eq!(output.status.code(), Some(0), "{}", stderr(&output));
    assert_eq!(stdout(&output).lines().count(), 1);
}

#[test]
fn a_source_that_bears_an_outputs_name_is_not_overwritten() {
    let folder = Folder::new();
    copy_of_project(folder.path());
    folder.write("mine/observations.csv", GOOD.as_bytes());
    let output = folder.run(&["run", "--sources", "mine", "--out", "mine"]);
    assert_eq!(output.status.code(), Some(2), "{}", stderr(&output));
    assert_eq!(std::fs::read(folder.path().join("mine/observations.csv")).expect("the file"), GOOD.as_bytes());
}

#[test]
fn outputs_inside_the_sources_are_not_read_back() {
    let folder = Folder::new();
    copy_of_project(folder.path());
    folder.write("in/good.csv", GOOD.as_bytes());
    for _ in 0..2 {
        let output = folder.run(&["ingest", "in", "--out", "in/out"]);
        assert_eq!(output.status.code(), Some(0), "{}", stderr(&output));
    }
    let csv = std::fs::read_to_string(folder.path().join("in/out/observations.csv")).expect("observations");
    assert_eq!(csv.matches("499.43").count(), 2, "value and printed text, once: {csv}");
}

#[test]
fn undated_sources_that_disagree_are_said_to() {
    let folder = Folder::new();
    copy_of_project(folder.path());
    let table = |gdp: &str| format!("数据库：年度数据\n地区：全国\n指标,2010年,2011年\n国内生产总值(亿元),{gdp},300\n");
    folder.write("in/one.csv", table("200").as_bytes());
    folder.write("in/two.csv", table("250").as_bytes());
    let output = folder.run(&["run", "--sources", "in", "--out", "out"]);
    assert_eq!(output.status.code(), Some(0), "{}", stderr(&output));
    let sql =
        "SELECT obs_status, notes FROM indicators WHERE indicator = 'gdp_growth_nominal' AND time_period = '2011'";
    let said = stdout(&folder.run(&["query", sql, "--out", "out", "--format", "csv"]));
    assert!(said.contains("V,") && said.contains("undated sources print different figures of gdp_nominal"), "{said}");
}

#[test]
fn a_trace_under_other_definitions_says_that_the_outputs_differ() {
    let folder = Folder::new();
    copy_of_project(folder.path());
    let first = folder.run(&["run", "--out", "out"]);
    assert_eq!(first.status.code(), Some(0), "{}", stderr(&first));
    let file = folder.path().join("pipelines/indicators/functional.toml");
    let text = std::fs::read_to_string(&file).expect("definitions");
    let changed =
        text.replacen("admin_expense_functional / fiscal_expenditure", "admin_expense_functional / gdp_nominal", 1);
    assert_ne!(text, changed);
    std::fs::write(&file, changed).expect("a changed file");
    let trace = folder.run(&["trace", "admin_share_of_expenditure", "--period", "2006", "--out", "out"]);
    assert_eq!(trace.status.code(), Some(1), "{}", stdout(&trace));
    assert!(stderr(&trace).contains("trace-differs"), "{}", stderr(&trace));
}

#[test]
fn sql_that_writes_or_never_ends_is_refused() {
    let folder = Folder::new();
    copy_of_project(folder.path());
    let first = folder.run(&["run", "--out", "out"]);
    assert_eq!(first.status.code(), Some(0), "{}", stderr(&first));
    let long = format!("SELECT {}", vec!["1"; 300].join("+"));
    for sql in ["DROP TABLE indicators", "DELETE FROM indicators", &"x".repeat(30_000)] {
        let output = folder.run(&["query", sql, "--out", "out"]);
        assert_eq!(output.status.code(), Some(2), "{}", stderr(&output));
    }
    let output = folder.run(&["query", &long, "--out", "out"]);
    assert!(matches!(output.status.code(), Some(0 | 2)), "{:?}", output.status);
}
