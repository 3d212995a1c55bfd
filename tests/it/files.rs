//! Files as users have them: `tests/cases/files/<behaviour>/` holds one or more small files of any container and what their
//! tables must mean (`expected.txt`). Figures are made up, places are real; expected values are by reading the files.
//!
//! `expected.txt`: a line of column names; then for each file, by name, a line `== file`, a line per observation of its tables,
//! a line `! code` per problem (of the file, its tables, its observations, what it prints twice), and `aside REASON: n`.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

use admincost::checks;
use admincost::observations::{Catalogue, Observation, SourceInfo, Trail, from_table};
use admincost::texts::Text;
use admincost::{definitions, sources, tables};

use crate::support::project;

fn shown(one: &Observation, column: &str) -> String {
    let or_none = |text: &Option<Text>| text.as_deref().unwrap_or("-").to_string();
    match column {
        "path" => format!("{} / {}", one.row_labels.join(" > "), one.column_labels.join(" > ")),
        "printed" => one.value_text.to_string(),
        "value" => one.obs_value.map_or("-".to_string(), |value| value.to_string()),
        "period" => or_none(&one.time_period),
        "area" => or_none(&one.ref_area),
        "unit" => match (&one.unit_measure, one.unit_mult) {
            (Some(measure), Some(mult)) => format!("{measure}e{mult}"),
            _ => "-".to_string(),
        },
        "unit_text" => or_none(&one.unit_text),
        "series" => or_none(&one.series),
        "stage" => one.account_stage.map_or("-", |stage| stage.name()).to_string(),
        "status" => one.obs_status.to_string(),
        "number" => or_none(&one.table_no),
        "title" => or_none(&one.table_title),
        "notes" => one.notes.join("; "),
        other => panic!("no such column: {other}"),
    }
}

fn read(path: &Path, columns: &[&str], catalogue: &Catalogue) -> Vec<String> {
    let name = path.file_name().expect("a name").to_string_lossy().into_owned();
    let source = sources::from_bytes(&name, &fs::read(path).expect("a file"));
    let origin = SourceInfo::new(&source.path, &source.sha256, None);
    let reading = tables::from_source(&source);
    let mut codes: Vec<&str> = source.problems.iter().chain(&reading.problems).map(|problem| problem.code).collect();
    let (mut all, mut trail) = (Vec::new(), Trail::default());
    for table in &reading.tables {
        let (observations, problems) = from_table(table, &origin, catalogue, &mut trail);
        let found = checks::of_table(table, &observations);
        codes.extend(problems.iter().chain(&checks::problems(&found)).map(|problem| problem.code));
        all.extend(observations);
    }
    codes.extend(checks::problems(&checks::twice(&all)).iter().map(|problem| problem.code));
    let mut aside: BTreeMap<&str, usize> = BTreeMap::new();
    reading.set_aside.iter().for_each(|cell| *aside.entry(&cell.reason).or_default() += 1);
    let rows = all.iter().map(|one| columns.iter().map(|column| shown(one, column)).collect::<Vec<_>>().join(" | "));
    let codes = codes.into_iter().map(|code| format!("! {code}"));
    let aside = aside.into_iter().map(|(reason, count)| format!("aside {reason}: {count}"));
    std::iter::once(format!("== {name}")).chain(rows).chain(codes).chain(aside).collect()
}

#[test]
fn every_file_means_what_it_prints() {
    let (definitions, _) = definitions::load(&project().join("pipelines")).expect("the definitions");
    let catalogue = Catalogue::new(&definitions);
    let entries = |folder: &Path| -> Vec<PathBuf> {
        let mut paths: Vec<PathBuf> =
            fs::read_dir(folder).expect("a folder").map(|entry| entry.expect("an entry").path()).collect();
        paths.sort();
        paths
    };
    let mut wrong = Vec::new();
    for folder in entries(&project().join("tests/cases/files")) {
        let expected = fs::read_to_string(folder.join("expected.txt")).unwrap_or_default();
        let head = expected.lines().next().unwrap_or("path | value | period | unit").to_string();
        let columns: Vec<&str> = head.split(" | ").map(str::trim).collect();
        let given = entries(&folder).into_iter().filter(|path| !path.ends_with("expected.txt"));
        let found: Vec<String> =
            std::iter::once(head.clone()).chain(given.flat_map(|path| read(&path, &columns, &catalogue))).collect();
        if found != expected.lines().collect::<Vec<_>>() {
            wrong.push(format!("{}\n--- found\n{}\n", folder.display(), found.join("\n")));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}
