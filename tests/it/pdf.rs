//! PDF documents of the corpus read to observations. Expected figures: the answers beside the Jiangsu budgets, typed by
//! another person, and the 三公经费 table of a Shanghai account, read off its page 17 by eye.

use std::path::{Path, PathBuf};

use admincost::definitions;
use admincost::formula::Stage;
use admincost::observations::{self, Catalogue, Observation, SourceInfo};
use admincost::{sources, tables};

use crate::support;

/// The documents of the folder, each with its observations; every numeric cell of them is accounted for.
fn read(folder: &Path) -> Vec<(PathBuf, Vec<Observation>)> {
    let (definitions, _) = definitions::load(&support::project().join("pipelines")).expect("the definitions");
    let catalogue = Catalogue::new(&definitions);
    let (files, _) = sources::list(&[folder.to_path_buf()]);
    let documents = files.iter().filter(|file| file.path.ends_with(".pdf"));
    documents
        .map(|file| {
            let source = sources::from_file(file);
            assert!(!(source.grids.is_empty() && source.passages.is_empty()), "{}: {:?}", file.path, source.problems);
            let info = SourceInfo::new(&source.path, &source.sha256, None);
            let reading = tables::from_source(&source);
            let figures =
                reading.tables.iter().flat_map(|table| &table.cells).filter(|cell| cell.value.is_some()).count();
            assert_eq!(
                reading.numeric_cells,
                figures + reading.header_numbers + reading.set_aside.len(),
                "{}",
                file.path
            );
            let read =
                |table| observations::from_table(table, &info, &catalogue, &mut observations::Trail::default()).0;
            (PathBuf::from(&file.path), reading.tables.iter().flat_map(read).collect())
        })
        .collect()
}

/// The label without its numbering: `八、` or `1.`.
fn bare(label: &str) -> String {
    let rest = label.split_once(['、', '.']).map_or(label, |(_, rest)| rest);
    rest.chars().filter(|c| !c.is_whitespace()).collect()
}

#[test]
fn every_item_of_the_jiangsu_answers_is_read() {
    let Some(corpus) = support::corpus("every_item_of_the_jiangsu_answers_is_read") else { return };
    let folder = corpus.join("budget-pdf/jiangsu");
    let documents = read(&folder);
    let mut answers = csv::Reader::from_path(folder.join("_answers/收支预算总表.csv")).expect("the answers");
    let items = answers.headers().expect("a header").clone();
    let mut compared = 0;
    for answer in answers.records() {
        let answer = answer.expect("a row of answers");
        // The answers name no file: the one document whose overall table bears the year's total is theirs.
        let total: f64 = answer.get(3).and_then(|text| text.parse().ok()).expect("a total");
        let overall = |observation: &&Observation| {
            let title = observation.table_title.as_deref().unwrap_or_default();
            title == "收支预算总表" || title.starts_with("公开01表")
        };
        let own = documents.iter().map(|(_, all)| all.iter().filter(overall).collect::<Vec<_>>());
        let own = own.into_iter().find(|all| all.iter().any(|o| o.obs_value == Some(total))).expect("the document");
        for (item, printed) in items.iter().zip(&answer).skip(1) {
            let named = |o: &&&Observation| o.row_labels.last().is_some_and(|label| bare(label) == item);
            let values: Vec<Option<f64>> = own.iter().filter(named).map(|o| o.obs_value).collect();
            assert_eq!(values, [printed.parse().ok()], "{item}");
            compared += 1;
        }
    }
    assert_eq!(compared, 36);
}

#[test]
fn the_three_public_expenses_of_a_shanghai_account_are_read() {
    let Some(corpus) = support::corpus("the_three_public_expenses_of_a_shanghai_account_are_read") else { return };
    let documents = read(&corpus.join("budget-pdf/shanghai"));
    let titled = |o: &&Observation| o.table_title.as_deref() == Some("财政拨款“三公”经费支出决算表");
    let read: Vec<&Observation> = documents.iter().flat_map(|(_, all)| all).filter(titled).collect();
    let values: Vec<f64> = read.iter().filter_map(|o| o.obs_value).collect();
    assert_eq!(values, [2.85, 0.39, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0, 2.85, 0.39]);
    for (at, observation) in read.iter().enumerate() {
        let stage = if at % 2 == 0 { Stage::Budget } else { Stage::Final };
        assert_eq!(observation.account_stage, Some(stage));
        assert_eq!((observation.time_period.as_deref(), observation.ref_area.as_deref()), (Some("2024"), None));
        assert_eq!((observation.unit_text.as_deref(), observation.sheet.as_str()), (Some("万元"), "page 17"));
    }
    let labels: Vec<&str> =
        read.iter().filter_map(|o| o.column_labels.iter().rev().nth(1)).map(|label| label.as_str()).collect();
    let expected = ["合计", "因公出国（境）费", "小计", "公务用车购置费", "公务用车运行维护费", "公务接待费"];
    assert_eq!(labels, expected.map(|label| [label, label]).concat());
}
