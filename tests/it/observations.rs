//! Observations: `tests/cases/observations/<behaviour>/` holds a table as the table reader would give it (`given.csv`)
//! and what each cell must mean (`expected.txt`). Expected values are by understanding the table, not by running.
//!
//! `given.csv`: the first column says what a line is: `path`, `sheet`, `number`, `edition` (the pipeline's word),
//! `title`, `preamble` (key, value), `unit`, `note` (mark, text), `stub` (names of the stub columns), `header` (labels of
//! the value columns), `body` (stub labels, then values; `4432 !repaired` is a value with a note).
//! A stub label `支出 > 教育` stands under its parent. `expected.txt`: a line of column names, then a line per cell.

use std::fs;
use std::path::Path;

use admincost::definitions;
use admincost::observations::{Catalogue, Observation, SourceInfo, Trail, from_table};
use admincost::tables::{BodyCell, Heading, Label, Note, Table};
use admincost::texts::Text;

#[derive(Default)]
struct Given {
    table: Table,
    path: String,
    edition: Option<String>,
    stub: Vec<String>,
}

impl Given {
    fn read(path: &Path) -> Given {
        let mut given = Given { path: "given.csv".to_string(), ..Given::default() };
        let mut reader = csv::ReaderBuilder::new().has_headers(false).flexible(true).from_path(path).unwrap();
        for (at, record) in reader.records().enumerate() {
            let cells: Vec<String> = record.unwrap().iter().map(str::to_string).collect();
            given.line(at as u32 + 1, &cells);
        }
        given
    }

    fn line(&mut self, row: u32, cells: &[String]) {
        let text = |at: usize| cells.get(at).cloned().unwrap_or_default();
        let label = |at: usize, dimension: Option<String>| Label { text: text(at), dimension, row, col: at as u32 };
        match text(0).as_str() {
            "path" => self.path = text(1),
            "sheet" => self.table.sheet = text(1),
            "number" => self.table.number = Some(text(1)),
            "edition" => self.edition = Some(text(1)),
            "title" => self.table.title.push(label(1, None)),
            "preamble" => self.table.preamble.push(label(2, Some(text(1)))),
            "unit" => self.table.units.push(label(1, None)),
            "note" => {
                self.table.notes.push(Note { text: text(2), mark: Some(text(1)).filter(|mark| !mark.is_empty()), row })
            }
            "stub" => self.stub = cells[1..].to_vec(),
            "header" => self.header(row, cells),
            "body" => self.body(row, cells),
            other => panic!("no such line: {other}"),
        }
    }

    fn header(&mut self, row: u32, cells: &[String]) {
        self.add_columns(cells.len() - 1);
        for (at, text) in cells.iter().skip(1).enumerate().filter(|(_, text)| !text.is_empty()) {
            let column = &mut self.table.columns[at];
            column.labels.push(Label { text: text.clone(), dimension: None, row, col: column.index });
        }
    }

    fn add_columns(&mut self, count: usize) {
        for at in self.table.columns.len()..count {
            self.table.columns.push(Heading { index: (self.stub.len() + at) as u32 + 1, labels: Vec::new() });
        }
    }

    fn body(&mut self, row: u32, cells: &[String]) {
        let mut heading = Heading { index: row, labels: Vec::new() };
        for (at, name) in self.stub.iter().enumerate() {
            let dimension = Some(name.clone()).filter(|name| !name.is_empty());
            for text in cells[at + 1].split(" > ").filter(|text| !text.is_empty()) {
                heading.labels.push(Label {
                    text: text.to_string(),
                    dimension: dimension.clone(),
                    row,
                    col: at as u32 + 1,
                });
            }
        }
        let first = 1 + self.stub.len();
        self.add_columns(cells.len() - first);
        for (column, text) in cells[first..].iter().enumerate().filter(|(_, text)| !text.is_empty()) {
            let (number, repair) =
                text.split_once(" !").map_or((text.as_str(), None), |(number, repair)| (number, Some(repair)));
            let digits: String = number.chars().filter(|letter| *letter != ' ').collect();
            let decimals = digits.split_once('.').map_or(0, |(_, after)| after.len() as u8);
            let notes = repair.map(str::to_string).into_iter().collect();
            let text = number.into();
            self.table.cells.push(BodyCell {
                row: self.table.rows.len(),
                column,
                text,
                value: digits.parse().ok(),
                decimals,
                notes,
                standing: None,
            });
        }
        self.table.rows.push(heading);
    }
}

fn shown(observation: &Observation, column: &str) -> String {
    let or_none = |text: &Option<Text>| text.as_deref().unwrap_or("-").to_string();
    match column {
        "value" => observation.value_text.to_string(),
        "series" => or_none(&observation.series),
        "area" => or_none(&observation.ref_area),
        "area_label" => or_none(&observation.area_label),
        "coverage" => observation.coverage.map_or("-", |coverage| coverage.name()).to_string(),
        "period" => or_none(&observation.time_period),
        "unit" => match (&observation.unit_measure, observation.unit_mult) {
            (Some(measure), Some(mult)) => format!("{measure}e{mult}"),
            _ => "-".to_string(),
        },
        "unit_text" => or_none(&observation.unit_text),
        "stage" => observation.account_stage.map_or("-", |stage| stage.name()).to_string(),
        "vintage" => or_none(&observation.vintage),
        "vintage_date" => observation.vintage_date.map_or("-".to_string(), |date| date.to_string()),
        "status" => observation.obs_status.to_string(),
        "notes" => observation.notes.join("; "),
        other => panic!("no such column: {other}"),
    }
}

#[test]
fn every_case_means_what_it_says() {
    let project = Path::new(env!("CARGO_MANIFEST_DIR"));
    let (definitions, _) = definitions::load(&project.join("pipelines")).unwrap();
    let catalogue = Catalogue::new(&definitions);
    let mut folders: Vec<_> =
        fs::read_dir(project.join("tests/cases/observations")).unwrap().map(|entry| entry.unwrap().path()).collect();
    folders.sort();
    let mut wrong = Vec::new();
    for folder in folders {
        let given = Given::read(&folder.join("given.csv"));
        let edition = given.edition.as_ref().map(|id| &definitions.editions[id]);
        let origin = SourceInfo::new(&given.path, &"0".repeat(64), edition);
        let (observations, problems) = from_table(&given.table, &origin, &catalogue, &mut Trail::default());
        assert_eq!(observations.len(), given.table.cells.len(), "a cell of {} was dropped", folder.display());
        let expected = fs::read_to_string(folder.join("expected.txt")).unwrap();
        let head: Vec<&str> = expected.lines().next().unwrap().split(" | ").map(str::trim).collect();
        let mut found: Vec<String> = vec![expected.lines().next().unwrap().to_string()];
        found.extend(
            observations.iter().map(|one| head.iter().map(|column| shown(one, column)).collect::<Vec<_>>().join(" | ")),
        );
        found.extend(problems.iter().map(|problem| format!("! {}", problem.code)));
        if found != expected.lines().collect::<Vec<_>>() {
            wrong.push(format!("{}\n--- expected\n{expected}--- found\n{}\n", folder.display(), found.join("\n")));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}
