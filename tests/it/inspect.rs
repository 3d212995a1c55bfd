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

/// One file that needs a hint, one of running text, one that is no table.
fn shelf() -> tempfile::TempDir {
    let folder = folder(None);
    let (docs, texts) = (folder.path().join("docs/2021年鉴"), folder.path().join("docs/texts"));
    fs::create_dir_all(&docs).and_then(|()| fs::create_dir_all(&texts)).expect("folders");
    fs::write(
        docs.join("cities.csv"),
        "城市财政,,\n单位：万元,,\n城市,收入,支出\n<b>石家庄市</b>,12345,23456\n唐山市,34567,45678\n",
    )
    .expect("a file");
    fs::write(texts.join("report.txt"), "某市2019年财政情况\n全年收入12.5亿元，支出30.1亿元。\n").expect("a file");
    fs::write(docs.join("picture.png"), b"\x89PNG\r\n\x1a\n0000").expect("a file");
    folder
}

fn inspect_shelf(folder: &Path, arguments: &[&str]) -> Output {
    program()
        .arg("inspect")
        .arg(folder.join("docs"))
        .args(arguments)
        .arg("--definitions")
        .arg(folder.join("pipelines"))
        .output()
        .expect("the program starts")
}

#[test]
fn a_folder_is_one_row_a_file() {
    let folder = shelf();
    let text = stdout(&inspect_shelf(folder.path(), &[]));
    assert_eq!(text.lines().filter(|line| line.starts_with("2021年鉴/")).count(), 2, "{text}");
    assert!(text.contains("3 files, 1 refused, 6 figures") && text.contains("refused: unknown-kind"), "{text}");
    let json: serde_json::Value =
        serde_json::from_str(&stdout(&inspect_shelf(folder.path(), &["--json"]))).expect("JSON");
    let file = |name: &str| {
        let files = json["files"].as_array().expect("files");
        files.iter().find(|file| file["path"] == format!("docs/{name}")).cloned().expect("the file")
    };
    let cities = file("2021年鉴/cities.csv");
    assert_eq!(
        (&cities["says"]["years"][0]["year"], &cities["says"]["years"][0]["basis"]),
        (&2020.into(), &"edition".into())
    );
    assert_eq!((cities["tables"].as_i64(), cities["says"]["figures"].as_i64()), (Some(1), Some(4)));
    assert!(cities["needs"].as_array().expect("needs").contains(&"year".into()));
    let report = file("texts/report.txt");
    assert_eq!(
        (&report["says"]["years"][0]["year"], &report["says"]["years"][0]["basis"]),
        (&2019.into(), &"title".into())
    );
    assert_eq!(file("2021年鉴/picture.png")["status"], "refused");
}

#[test]
fn the_page_of_a_folder_needs_no_network_and_escapes_everything() {
    let folder = shelf();
    let page = folder.path().join("page.html");
    let output = inspect_shelf(folder.path(), &["--html", page.to_str().expect("a plain path")]);
    assert!(output.status.code().is_some_and(|code| code < 2), "{}", stderr(&output));
    let text = fs::read_to_string(&page).expect("the page");
    assert!(text.starts_with("<!doctype html>") && text.contains("2020 edition") && text.contains("period-from-name"));
    for foreign in ["<b>石家庄市", "http://", "https://", "src=", "@import", "url("] {
        assert!(!text.contains(foreign), "{foreign}");
    }
}

#[test]
fn hints_drafted_for_a_folder_load_as_they_are_and_when_they_are_taken() {
    let folder = shelf();
    let file = folder.path().join("pipelines/tables/drafted.toml");
    let name = file.to_str().expect("a plain path");
    let output = inspect_shelf(folder.path(), &["--suggest", name]);
    assert!(output.status.code().is_some_and(|code| code < 2), "{}", stderr(&output));
    let text = fs::read_to_string(&file).expect("the hints");
    assert!(text.contains("# period = \"2020\"   # as taken now for 4 figures"), "{text}");
    assert!(text.contains("# period = \"2021\"   # in the path"), "{text}");
    let json = |folder: &Path| -> serde_json::Value {
        serde_json::from_str(&stdout(&inspect_shelf(folder, &["--json"]))).expect("JSON")
    };
    assert_eq!(json(folder.path())["files"][0]["says"]["years"][0]["basis"], "edition", "all of it is commented out");
    let taken = "[[table]]\ntarget = { source = \"docs/2021年鉴/cities.csv\" }\nperiod = \"2021\"\n\
                 [[table]]\ntarget = { source = \"*report.txt\" }\nperiod = \"2018\"\n";
    fs::write(&file, taken).expect("a file");
    let files = json(folder.path());
    let years = |at: usize| files["files"][at]["says"]["years"][0].clone();
    assert_eq!((&years(0)["year"], &years(0)["basis"]), (&2021.into(), &"hint".into()));
    assert_eq!((&years(2)["year"], &years(2)["basis"]), (&2018.into(), &"hint".into()), "{files:#}");
}

#[test]
fn amounts_of_running_text_are_shown() {
    let folder = shelf();
    let file = folder.path().join("docs/texts/report.txt");
    let output = program().arg("inspect").arg(&file).output().expect("the program starts");
    let text = stdout(&output);
    assert!(
        text.contains("2 numeric cells = 0 in the body of 0 tables + 0 in headings + 0 set aside + 2 amounts"),
        "{text}"
    );
    assert!(text.contains("running text: 2 amounts") && text.contains("30.1亿元"), "{text}");
    let output = program().arg("inspect").arg(&file).arg("--html").output().expect("the program starts");
    assert!(stdout(&output).contains("<h2>Running text: 2 amounts</h2>"), "{}", stdout(&output));
}
