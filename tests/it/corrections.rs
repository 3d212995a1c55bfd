//! Corrections and hints of `tables/*.toml`: what they change, and how loudly they fail. The figures are made up, but for
//! `4432`, which a publisher printed for 443.2 (443.2 + 428.3 = 871.5, the printed total).

use std::sync::Arc;

use admincost::definitions::{Definitions, from_files};
use admincost::observations::{Catalogue, Observation, SourceInfo, Trail, from_table, unit_corrections};
use admincost::problem::{Problem, Severity, Text, render};
use admincost::sources;
use admincost::tables::{Corrected, Reading, from_ruled_source};

use crate::support::{program, stderr};

const POPULATION: &str =
    "常住人口,,,\n单位：万人,,,\n年份,合计,男,女\n1978,871.5,4432,428.3\n1979,897.1,454.6,442.5\n1980,904.3,0,446.5\n";

struct Read {
    reading: Reading,
    observations: Vec<Observation>,
    problems: Vec<Problem>,
    corrections: Vec<Corrected>,
}

fn definitions(tables: &str) -> (Definitions, Vec<Problem>) {
    let folder = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("pipelines");
    let text = |name: &str, text: String| Arc::new(Text { name: name.to_string(), text });
    let own = |name: &str| text(name, std::fs::read_to_string(folder.join(name)).expect("a definition file"));
    from_files(vec![
        own("units.toml"),
        own("areas.csv"),
        own("editions.toml"),
        text("pipelines/tables/given.toml", tables.to_string()),
    ])
}

fn read(csv: &str, tables: &str) -> Read {
    let (definitions, wrong) = definitions(tables);
    assert!(wrong.is_empty(), "{}", wrong.iter().map(|one| render(one, false)).collect::<Vec<_>>().join("\n"));
    let source = sources::from_bytes("book/population.csv", csv.as_bytes());
    let reading = from_ruled_source(&source, &definitions.rulings);
    let catalogue = Catalogue::new(&definitions);
    let info = SourceInfo::new(&source.path, &source.sha256, None);
    let (mut observations, mut problems) = (Vec::new(), reading.problems.clone());
    let mut corrections = reading.corrections.clone();
    for table in &reading.tables {
        let (own, more) = from_table(table, &info, &catalogue, &mut Trail::default());
        corrections.extend(unit_corrections(table, &own));
        observations.extend(own);
        problems.extend(more);
    }
    Read { reading, observations, problems, corrections }
}

impl Read {
    fn at(&self, row: u32, col: u32) -> Option<&Observation> {
        self.observations.iter().find(|one| (one.row, one.col) == (row, col))
    }

    fn errors(&self) -> Vec<&Problem> {
        self.problems.iter().filter(|problem| problem.severity == Severity::Error).collect()
    }

    fn is_accounted(&self) -> bool {
        let body =
            self.reading.tables.iter().flat_map(|table| &table.cells).filter(|cell| cell.value.is_some()).count();
        self.reading.numeric_cells == body + self.reading.header_numbers + self.reading.set_aside.len()
    }
}

fn correction(cell: &str, action: &str, expect: &str) -> String {
    format!(
        "[[correction]]\ntarget = {{ source = \"population.csv\", cell = \"{cell}\" }}\naction = {{ {action} }}\n\
         expect = \"{expect}\"\nreason = \"seen in the book\"\nreported = 2026-11-22\n"
    )
}

#[test]
fn a_corrected_figure_keeps_its_printed_text() {
    let read = read(POPULATION, &correction("C4", "set = \"443.2\"", "4432"));
    let one = read.at(4, 3).expect("the corrected cell");
    assert_eq!((one.value_text.as_str(), one.obs_value, one.decimals), ("4432", Some(443.2), 1));
    assert_eq!(one.obs_status, "I");
    let note = "corrected from 4432 to 443.2: seen in the book (pipelines/tables/given.toml:1)";
    assert!(one.notes.iter().any(|own| own == note), "{:?}", one.notes);
    let listed: Vec<(&str, &str, &str)> =
        read.corrections.iter().map(|one| (one.cell.as_str(), one.printed.as_str(), one.value.as_str())).collect();
    assert_eq!(listed, [("C4", "4432", "443.2")]);
    assert!(read.errors().is_empty() && read.is_accounted());
    assert_eq!(read.at(5, 3).map(|one| one.obs_status.as_str()), Some("A"));
}

#[test]
fn a_correction_whose_source_no_longer_shows_the_error_fails_loudly() {
    let mended = POPULATION.replace("4432", "443.2");
    let read = read(&mended, &correction("C4", "set = \"443.2\"", "4432"));
    let errors = read.errors();
    assert_eq!(errors.iter().map(|problem| problem.code).collect::<Vec<_>>(), ["correction-does-not-hold"]);
    let shown = render(errors[0], false);
    for words in ["pipelines/tables/given.toml:4", "book/population.csv", "C4", "`4432`", "`443.2`"] {
        assert!(shown.contains(words), "{words} in\n{shown}");
    }
    assert!(read.corrections.is_empty());
    assert_eq!(read.at(4, 3).map(|one| one.obs_status.as_str()), Some("A"));
}

#[test]
fn a_false_zero_is_taken_for_missing_and_a_stray_figure_is_set_aside() {
    let both =
        correction("C6", "missing = true", "0") + &correction("B5", "drop = \"a total of another table\"", "897.1");
    let read = read(POPULATION, &both);
    let missing = read.at(6, 3).expect("the missing cell");
    assert_eq!((missing.value_text.as_str(), missing.obs_value, missing.obs_status.as_str()), ("0", None, "O"));
    assert!(read.at(5, 2).is_none());
    let aside: Vec<&str> = read.reading.set_aside.iter().map(|cell| cell.reason.as_str()).collect();
    assert_eq!(aside, ["a total of another table (pipelines/tables/given.toml:7)"]);
    assert!(read.errors().is_empty() && read.is_accounted());
}

#[test]
fn a_unit_is_corrected_where_it_is_as_expected() {
    let read = read(POPULATION, &correction("C:D", "unit = \"人\"", "万人"));
    let units: Vec<Option<i8>> = [2, 3, 4].iter().map(|col| read.at(5, *col).and_then(|one| one.unit_mult)).collect();
    assert_eq!(units, [Some(4), Some(0), Some(0)]);
    assert_eq!(read.corrections.iter().map(|one| one.cell.as_str()).collect::<Vec<_>>(), ["C:D"]);
    assert!(read.errors().is_empty());

    let read = self::read(POPULATION, &correction("C:D", "unit = \"人\"", "亿人"));
    assert_eq!(read.errors().len(), 1);
    assert_eq!(read.at(5, 3).and_then(|one| one.unit_mult), Some(4));
    assert!(read.corrections.is_empty());
}

#[test]
fn a_corrected_label_is_noted_at_every_figure_under_it() {
    let read = read(&POPULATION.replace("年份,合计,男", "年份,合计,勇"), &correction("C3", "label = \"男\"", "勇"));
    let one = read.at(5, 3).expect("a figure under it");
    assert_eq!(one.column_labels.as_slice(), ["男"]);
    assert!(one.notes.iter().any(|note| note.starts_with("label corrected from 勇 to 男")), "{:?}", one.notes);
    assert!(read.at(5, 2).is_some_and(|one| one.notes.is_empty()));
}

#[test]
fn a_label_on_a_figure_is_refused_and_the_figure_kept() {
    for label in ["男", "443.2"] {
        let read = read(POPULATION, &correction("C4", &format!("label = \"{label}\""), "4432"));
        assert_eq!(read.errors().iter().map(|one| one.code).collect::<Vec<_>>(), ["label-on-figure"]);
        let one = read.at(4, 3).expect("the figure");
        assert_eq!((one.value_text.as_str(), one.obs_value), ("4432", Some(4432.0)), "{label}");
        assert!(read.is_accounted() && read.corrections.is_empty());
    }
}

#[test]
fn a_correction_of_a_file_that_is_not_there_is_a_notice() {
    let folder = tempfile::tempdir().expect("a folder");
    let own = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("pipelines");
    let to = folder.path().join("pipelines");
    std::fs::create_dir_all(to.join("tables")).expect("a folder");
    for name in ["admin-cost.toml", "units.toml", "areas.csv", "editions.toml"] {
        std::fs::copy(own.join(name), to.join(name)).expect("a copy");
    }
    let typo = correction("C4", "set = \"443.2\"", "4432").replace("population.csv", "populaton.csv");
    std::fs::write(to.join("tables/typo.toml"), typo).expect("a file");
    std::fs::write(folder.path().join("population.csv"), POPULATION).expect("a file");
    let output = program()
        .args(["ingest", "population.csv", "--out", "out"])
        .current_dir(folder.path())
        .output()
        .expect("the program starts");
    let said = stderr(&output);
    assert!(said.contains("warning[correction-not-used]: no file that was read fits `populaton.csv`"), "{said}");
    assert!(!said.contains("error["), "{said}");
    assert_eq!(output.status.code(), Some(0), "{said}");
}

#[test]
fn a_correction_of_no_figure_and_a_hint_of_no_table_are_errors() {
    let title = read(POPULATION, &correction("A1", "set = \"1\"", "常住人口"));
    assert_eq!(title.errors().iter().map(|one| one.code).collect::<Vec<_>>(), ["correction-without-effect"]);
    let hint = "[[table]]\ntarget = { source = \"population.csv\", cell = \"Z99\" }\nunit = \"人\"\n";
    assert_eq!(read(POPULATION, hint).errors().iter().map(|one| one.code).collect::<Vec<_>>(), ["hint-without-table"]);
    let other = hint.replace("population.csv", "another.csv");
    assert!(read(POPULATION, &other).errors().is_empty());
}

#[test]
fn hints_override_what_recognition_found() {
    let hint = "[[table]]\ntarget = { source = \"book/*\" }\nunit = \"亿人\"\narea = \"110000\"\nstage = \"final\"\n";
    let read = read(POPULATION, hint);
    let one = read.at(5, 2).expect("a figure");
    assert_eq!((one.unit_text.as_deref(), one.ref_area.as_deref()), (Some("亿人"), Some("110000")));
    assert_eq!(one.account_stage.map(|stage| stage.name()), Some("final"));
    let note = "unit 亿人, area 110000, stage final told by pipelines/tables/given.toml:1";
    assert!(one.notes.iter().any(|own| own == note), "{:?}", one.notes);
}

/// Row 4 numbers the columns by tens, which recognition takes for figures; columns A and B name the rows together.
#[test]
fn the_layout_that_is_told_is_the_one_read() {
    let csv = "表,,,\n地区,年,支出,收入\n,,亿元,亿元\n,,10,20\n北京,2010,1.5,2.5\n天津,2010,3.5,4.5\n";
    let hint = "[[table]]\ntarget = { source = \"population.csv\" }\nheader_rows = \"2:3\"\nfirst_data_row = 5\nstub_columns = \"A:B\"\n";
    let read = read(csv, hint);
    assert!(read.errors().is_empty() && read.is_accounted());
    let values: Vec<Option<f64>> = read.observations.iter().map(|one| one.obs_value).collect();
    assert_eq!(values, [Some(1.5), Some(2.5), Some(3.5), Some(4.5)]);
    assert!(read.observations.iter().all(|one| one.time_period.as_deref() == Some("2010")));
}

#[test]
fn an_ignored_table_is_accounted_for() {
    let hint = "[[table]]\ntarget = { source = \"population.csv\" }\nignore = \"a draft\"\n";
    let read = read(POPULATION, hint);
    assert!(read.observations.is_empty() && read.is_accounted());
    assert!(read.reading.set_aside.iter().all(|cell| cell.reason == "a draft (pipelines/tables/given.toml:1)"));
}
