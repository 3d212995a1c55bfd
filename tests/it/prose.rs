//! Running text and its tables: `tests/cases/prose/<behaviour>/` holds one text as a user has it and what each of its
//! figures must mean (`expected.txt`): tables first, then amounts of sentences. Texts are made up, in the manner of audit
//! announcements; expected values are by reading them.
//!
//! `expected.txt`: a line of column names, then a line per observation, then a line `! code` per problem.

use std::fs;
use std::path::Path;

use admincost::definitions;
use admincost::observations::{Catalogue, Observation, SourceInfo, Trail, from_passages, from_table};
use admincost::texts::Text;
use admincost::{sources, tables};

fn shown(one: &Observation, column: &str) -> String {
    let or_none = |text: &Option<Text>| text.as_deref().unwrap_or("-").to_string();
    match column {
        "at" => format!("{}:{}", one.row, one.col),
        "printed" => one.value_text.to_string(),
        "value" => one.obs_value.map_or("-".to_string(), |value| value.to_string()),
        "unit" => format!("{}e{}", or_none(&one.unit_measure), one.unit_mult.unwrap_or(0)),
        "series" => or_none(&one.series),
        "area" => or_none(&one.ref_area),
        "label" => or_none(&one.area_label),
        "period" => or_none(&one.time_period),
        "status" => one.obs_status.to_string(),
        "clause" => one.column_labels.join(" > "),
        "path" => one.row_labels.join(" > "),
        "notes" => one.notes.join("; "),
        other => panic!("no such column: {other}"),
    }
}

#[test]
fn every_text_means_what_it_says() {
    let project = Path::new(env!("CARGO_MANIFEST_DIR"));
    let (definitions, _) = definitions::load(&project.join("pipelines")).unwrap();
    let catalogue = Catalogue::new(&definitions);
    let mut folders: Vec<_> =
        fs::read_dir(project.join("tests/cases/prose")).unwrap().map(|entry| entry.unwrap().path()).collect();
    folders.sort();
    let mut wrong = Vec::new();
    for folder in folders {
        let files = fs::read_dir(&folder).unwrap().map(|entry| entry.unwrap().path());
        let given = files.into_iter().find(|path| !path.ends_with("expected.txt")).expect("a text");
        let name = given.file_name().unwrap().to_string_lossy().into_owned();
        let source = sources::from_bytes(&format!("prose/{name}"), &fs::read(&given).unwrap());
        let origin = SourceInfo::new(&source.path, &source.sha256, None);
        let mut observations = Vec::new();
        let mut problems = source.problems.clone();
        let reading = tables::from_source(&source);
        for table in &reading.tables {
            let (found, more) = from_table(table, &origin, &catalogue, &mut Trail::default());
            observations.extend(found);
            problems.extend(more);
        }
        let (amounts, more) = from_passages(&source.passages, &source.asides, &origin, &catalogue);
        observations.extend(amounts);
        problems.extend(more);
        let expected = fs::read_to_string(folder.join("expected.txt")).unwrap_or_default();
        let head =
            expected.lines().next().unwrap_or("at | printed | value | unit | series | area | period").to_string();
        let columns: Vec<&str> = head.split(" | ").map(str::trim).collect();
        let mut found = vec![head.clone()];
        found.extend(
            observations.iter().map(|one| columns.iter().map(|name| shown(one, name)).collect::<Vec<_>>().join(" | ")),
        );
        found.extend(problems.iter().map(|problem| format!("! {}", problem.code)));
        if found != expected.lines().collect::<Vec<_>>() {
            wrong.push(format!("{}\n--- found\n{}\n", folder.display(), found.join("\n")));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}
