//! `pipeline inspect`: roles in words, the page, and suggestions that the loader takes as they are.

use std::fs;
use std::path::Path;
use std::process::Output;

use crate::support::{program, project, stderr, stdout};

/// The title is made up to hold markup; 4432 is what a publisher printed for 443.2.
const BOOK: &str = "3-2 <b>常住人口</b>,,\n单位：万人,,\n年份,男,女\n1978,4432,428.3\n1979,454.6,…\n1980,7.8S,446.5\n注：户籍统计数,,\n";

fn inspect(folder: &Path, arguments: &[&str]) -> Output {
    let definitions = folder.join("pipelines");
    program()
        .arg("inspect")
        .arg(folder.join("population.csv"))
        .args(arguments)
        .arg("--definitions")
        .arg(definitions)
        .output()
        .expect("the program starts")
}

fn folder(tables: Option<&str>) -> tempfile::TempDir {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let pipelines = folder.path().join("pipelines");
    fs::create_dir_all(pipelines.join("tables")).expect("folders");
    for name in ["units.toml", "areas.csv", "editions.toml"] {
        fs::copy(project().join("pipelines").join(name), pipelines.join(name)).expect("a definition file");
    }
    if let Some(tables) = tables {
        fs::write(pipelines.join("tables/population.toml"), tables).expect("a file");
    }
    fs::write(folder.path().join("population.csv"), BOOK).expect("a file");
    folder
}

const CORRECTION: &str = "[[correction]]\ntarget = { source = \"population.csv\", cell = \"B4\" }\n\
                          action = { set = \"443.2\" }\nexpect = \"4432\"\nreason = \"lost point\"\nreported = 2026-11-22\n";

#[test]
fn roles_are_said_in_words() {
    let folder = folder(None);
    let output = inspect(folder.path(), &[]);
    let text = stdout(&output);
    for words in [
        "│ A     B",
        "stub  body",
        "1 title",
        "2 unit",
        "3 header 1",
        "4 body",
        "7 note",
        "…∅",
        "7.8S",
        "missing value",
    ] {
        assert!(text.contains(words), "{words} in\n{text}");
    }
    assert!(!text.contains('\u{1b}'), "no colour where it is not asked for");
}

#[test]
fn a_correction_stands_beside_the_printed_text() {
    let folder = folder(Some(CORRECTION));
    let output = inspect(folder.path(), &[]);
    assert_eq!(output.status.code(), Some(0), "{}", stderr(&output));
    assert!(stdout(&output).contains("4432→443.2!"), "{}", stdout(&output));
    fs::write(folder.path().join("population.csv"), BOOK.replace("4432", "443.2")).expect("a file");
    let output = inspect(folder.path(), &[]);
    assert_eq!(output.status.code(), Some(1));
    let talk = stderr(&output);
    assert!(
        talk.contains("correction-does-not-hold") && talk.contains("population.toml:4") && talk.contains("B4"),
        "{talk}"
    );
}

#[test]
fn the_page_needs_no_network_and_escapes_everything() {
    let folder = folder(Some(CORRECTION));
    let page = folder.path().join("page.html");
    let output = inspect(folder.path(), &["--html", page.to_str().expect("a plain path")]);
    assert_eq!(output.status.code(), Some(0), "{}", stderr(&output));
    let text = fs::read_to_string(&page).expect("the page");
    assert!(text.starts_with("<!doctype html>") && text.contains("&lt;b&gt;常住人口&lt;/b&gt;"));
    for foreign in ["<b>常住人口", "http://", "https://", "src=", "@import", "url("] {
        assert!(!text.contains(foreign), "{foreign}");
    }
    for words in ["heads columns", "names a row", "4432 → 443.2", "corrected from 4432 to 443.2: lost point"] {
        assert!(text.contains(words), "{words}");
    }
    let refused =
        inspect(folder.path(), &["--html", folder.path().join("population.csv").to_str().expect("a plain path")]);
    assert_eq!(refused.status.code(), Some(2), "a source is not written over");
    assert_eq!(fs::read_to_string(folder.path().join("population.csv")).expect("the source"), BOOK);
}

#[test]
fn suggestions_load_as_they_are() {
    let folder = folder(None);
    let file = folder.path().join("pipelines/tables/suggested.toml");
    let name = file.to_str().expect("a plain path");
    let output = inspect(folder.path(), &["--suggest", name]);
    assert_eq!(output.status.code(), Some(0), "{}", stderr(&output));
    let text = fs::read_to_string(&file).expect("the suggestions");
    assert!(text.contains("# expect = \"7.8S\""), "{text}");
    let output = inspect(folder.path(), &[]);
    assert_eq!(output.status.code(), Some(0), "{}", stderr(&output));
    let output = inspect(folder.path(), &["--suggest", name]);
    assert_eq!(output.status.code(), Some(2), "what was edited is not written over");

    let live = text.lines().map(|line| {
        let keys = ["[[", "target", "action", "expect", "reason", "reported"];
        let bare = line.strip_prefix("# ").unwrap_or(line);
        if keys.iter().any(|key| bare.starts_with(key)) { bare } else { line }
    });
    fs::write(&file, live.collect::<Vec<_>>().join("\n")).expect("a file");
    let output = inspect(folder.path(), &[]);
    assert!(!stderr(&output).contains("syntax") && !stderr(&output).contains("unknown-field"), "{}", stderr(&output));
}

#[test]
fn json_lists_corrections() {
    let folder = folder(Some(CORRECTION));
    let output = inspect(folder.path(), &["--json"]);
    let json: serde_json::Value = serde_json::from_str(&stdout(&output)).expect("JSON");
    let correction = &json["sources"][0]["corrections"][0];
    assert_eq!((correction["cell"].as_str(), correction["printed"].as_str()), (Some("B4"), Some("4432")));
    assert_eq!((correction["value"].as_str(), correction["reported"].as_str()), (Some("443.2"), Some("2026-11-22")));
}

/// A cell may hold what steers a terminal: colours, the bell, marks that turn the direction of writing.
#[test]
fn nothing_in_a_cell_steers_the_terminal() {
    let folder = folder(None);
    let book = BOOK
        .replace("1980", "1980\u{1b}[31m\u{202e}\u{7}")
        .replace("常住人口", &format!("人口\u{1b}]0;x\u{7}{}", "长".repeat(3000)));
    fs::write(folder.path().join("population.csv"), book).expect("a file");
    let output = inspect(folder.path(), &[]);
    let text = stdout(&output);
    assert!(text.contains("人口\u{fffd}]0;x\u{fffd}长"), "{text}");
    assert!(!text.contains(['\u{1b}', '\u{202e}', '\u{7}']));
    assert!(text.lines().all(|line| line.chars().count() <= 400));
}
