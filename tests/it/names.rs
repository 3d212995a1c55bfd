//! Years that no sheet prints: the book, the names of files and folders, and what their siblings show.
//!
//! Every folder is made up; the years expected are those a reader of its names and tables would give, as the comments say.

use std::fs;
use std::path::Path;

use admincost::store;
use serde_json::Value;
use tempfile::TempDir;

use crate::support::{copy_of_project, program, stderr, stdout};

/// A table of cities whose figures have five digits, so that they can be recognised; `head` stands above it.
fn table(head: &str, shift: u32) -> String {
    let cities = [
        "石家庄市",
        "唐山市",
        "秦皇岛市",
        "邯郸市",
        "邢台市",
        "保定市",
        "张家口市",
        "承德市",
        "沧州市",
        "廊坊市",
        "衡水市",
        "太原市",
        "大同市",
        "阳泉市",
        "长治市",
        "晋城市",
    ];
    let rows = cities.iter().zip(0u32..).map(|(city, at)| {
        let figure = |column: u32| 10_007 + shift + at * 2_311 + column * 37_117;
        format!("{city},{},{}\n", figure(0), figure(1))
    });
    format!("{head}\n单位：万元\n城市,地方一般公共预算收入,地方一般公共预算支出\n{}", rows.collect::<String>())
}

const SILENT: &str = "主要城市财政收支";

struct Read {
    folder: TempDir,
    report: Value,
}

impl Read {
    fn of(files: &[(&str, String)]) -> Read {
        Read::with(files, &[])
    }

    fn with(files: &[(&str, String)], more: &[&str]) -> Read {
        let folder = tempfile::tempdir().expect("a folder");
        for (name, text) in files {
            let path = folder.path().join("in").join(name);
            fs::create_dir_all(path.parent().expect("a parent")).expect("folders");
            fs::write(path, text).expect("a file");
        }
        let output = program()
            .args(["ingest", "in", "--out", "out"])
            .args(more)
            .current_dir(folder.path())
            .output()
            .expect("the program starts");
        assert!(output.status.code().is_some_and(|code| code < 2), "{}", stderr(&output));
        let text = fs::read_to_string(folder.path().join("out/ingest.json")).expect("ingest.json");
        Read { report: serde_json::from_str(&text).expect("json"), folder }
    }

    /// Period and basis that all figures of a file have; panics where they differ.
    fn period(&self, file: &str) -> String {
        let path = self.folder.path().join("out/observations.parquet");
        let all = store::read_observations(&path).expect("observations");
        let of_file = all.iter().filter(|one| one.source == format!("in/{file}"));
        let mut said: Vec<String> = of_file
            .map(|one| match (&one.time_period, one.period_basis) {
                (Some(period), Some(basis)) => format!("{period} {}", basis.name()),
                (None, None) => "none".to_string(),
                other => panic!("{other:?}"),
            })
            .collect();
        said.dedup();
        assert_eq!(said.len(), 1, "{file}: {said:?}");
        said.remove(0)
    }

    fn doubts(&self, file: &str) -> Vec<String> {
        let sources = self.report["sources"].as_array().expect("sources");
        let source = sources.iter().find(|source| source["path"] == format!("in/{file}")).expect("the file");
        let problems = source["problems"].as_array().expect("problems").iter();
        problems
            .filter_map(|one| one["code"].as_str())
            .filter(|code| code.starts_with("period-"))
            .map(String::from)
            .collect()
    }

    fn bytes(&self, name: &str) -> Vec<u8> {
        fs::read(self.folder.path().join("out").join(name)).expect("an output")
    }
}

#[test]
fn an_edition_is_of_the_year_before_where_nothing_tells() {
    let read = Read::of(&[("city_statistical_yearbook_2021.csv", table(SILENT, 0))]);
    assert_eq!(read.period("city_statistical_yearbook_2021.csv"), "2020 edition");
    assert_eq!(read.doubts("city_statistical_yearbook_2021.csv"), ["period-from-name"]);
    let all = store::read_observations(&read.folder.path().join("out/observations.parquet")).expect("observations");
    let first = all.first().expect("a figure");
    assert_eq!(first.vintage.as_deref(), Some("city statistical yearbook 2021"));
    assert_eq!(first.vintage_date, None);
    assert!(first.notes.iter().any(|note| note.starts_with("year by the edition")), "{:?}", first.notes);
}

#[test]
fn other_editions_show_how_an_edition_lies_to_its_data() {
    // The edition of 2019 prints 2019: so the one of 2021 is of 2021, against the convention.
    let same = Read::of(&[
        ("某省统计年鉴2019.csv", table("2019年主要城市财政收支", 0)),
        ("某省统计年鉴2021.csv", table(SILENT, 500)),
    ]);
    assert_eq!(same.period("某省统计年鉴2019.csv"), "2019 title");
    assert_eq!(same.period("某省统计年鉴2021.csv"), "2021 edition");
    // One edition prints the year before, another its own year: nothing is taken.
    let mixed = Read::of(&[
        ("某省统计年鉴2018.csv", table("2017年主要城市财政收支", 0)),
        ("某省统计年鉴2019.csv", table("2019年主要城市财政收支", 200)),
        ("某省统计年鉴2021.csv", table(SILENT, 500)),
    ]);
    assert_eq!(mixed.period("某省统计年鉴2021.csv"), "none");
    assert_eq!(mixed.doubts("某省统计年鉴2021.csv"), ["period-not-in-name"]);
}

#[test]
fn the_same_figures_elsewhere_give_an_edition_its_year() {
    // The figures stand in another file under the title of 2019: the edition of 2021 is of 2019.
    let read =
        Read::of(&[("yearbook_2021_cities.csv", table(SILENT, 0)), ("report.csv", table("2019年主要城市财政收支", 0))]);
    assert_eq!(read.period("yearbook_2021_cities.csv"), "2019 edition");
    // In two files, under two years: nothing is taken.
    let read = Read::of(&[
        ("yearbook_2021_cities.csv", table(SILENT, 0)),
        ("one.csv", table("2019年主要城市财政收支", 0)),
        ("other.csv", table("2018年主要城市财政收支", 0)),
    ]);
    assert_eq!(read.period("yearbook_2021_cities.csv"), "none");
}

#[test]
fn two_files_of_one_edition_that_disagree_give_none() {
    let read = Read::of(&[
        ("中国城市统计年鉴2021/财政.csv", table("2020年主要城市财政收支", 0)),
        ("中国城市统计年鉴2021/金融.csv", table("2019年主要城市财政收支", 300)),
        ("中国城市统计年鉴2021/人口.csv", table(SILENT, 600)),
    ]);
    assert_eq!(read.period("中国城市统计年鉴2021/人口.csv"), "none");
    assert_eq!(read.doubts("中国城市统计年鉴2021/人口.csv"), ["period-not-in-name"]);
    let read = Read::of(&[
        ("中国城市统计年鉴2021/财政.csv", table("2020年主要城市财政收支", 0)),
        ("中国城市统计年鉴2021/人口.csv", table(SILENT, 600)),
    ]);
    assert_eq!(read.period("中国城市统计年鉴2021/人口.csv"), "2020 edition");
}

#[test]
fn a_bare_year_is_the_data_year_unless_siblings_lie_otherwise() {
    let read = Read::of(&[("2018/official/cities.csv", table(SILENT, 0))]);
    assert_eq!(read.period("2018/official/cities.csv"), "2018 folder");
    let read = Read::of(&[("cities_2018.csv", table(SILENT, 0)), ("cities_2019.csv", table("2019年财政收支", 100))]);
    assert_eq!(read.period("cities_2018.csv"), "2018 file-name");
    // Its namesakes print the year before their own names'.
    let read = Read::of(&[("cities_2018.csv", table(SILENT, 0)), ("cities_2019.csv", table("2018年财政收支", 100))]);
    assert_eq!(read.period("cities_2018.csv"), "2017 file-name");
    assert_eq!(read.doubts("cities_2018.csv"), ["period-from-name"]);
    assert_eq!(read.period("cities_2019.csv"), "2018 title");
    // They do not agree.
    let read = Read::of(&[
        ("cities_2017.csv", table("2017年财政收支", 200)),
        ("cities_2018.csv", table(SILENT, 0)),
        ("cities_2019.csv", table("2018年财政收支", 100)),
    ]);
    assert_eq!(read.period("cities_2018.csv"), "none");
}

#[test]
fn names_that_decide_nothing_give_a_doubt() {
    let read = Read::of(&[
        ("a/cities_2199.csv", table(SILENT, 0)),
        ("2019-2021/cities.csv", table(SILENT, 100)),
        ("b/1978-2017 cities.csv", table(SILENT, 200)),
        ("c/2023年上半年.csv", table(SILENT, 300)),
    ]);
    for file in ["a/cities_2199.csv", "2019-2021/cities.csv", "b/1978-2017 cities.csv", "c/2023年上半年.csv"] {
        assert_eq!(read.period(file), "none", "{file}");
        assert_eq!(read.doubts(file), ["period-not-in-name"], "{file}");
    }
    // The same table under two years is of neither.
    let twins = Read::of(&[("x/a_2018.csv", table(SILENT, 0)), ("y/b_2019.csv", table(SILENT, 0))]);
    assert_eq!([twins.period("x/a_2018.csv"), twins.period("y/b_2019.csv")], ["none", "none"]);
}

#[test]
fn a_printed_year_is_never_overruled_and_the_book_goes_before_the_name() {
    let printed = table("2016年主要城市财政收支", 0);
    let book = format!("{printed}\n\n主要城市财政收支（续）\n{}", table("县区财政收支", 400));
    let read = Read::of(&[("a/cities_2019.csv", printed), ("b/book_2019.csv", book)]);
    assert_eq!(read.period("a/cities_2019.csv"), "2016 title");
    let path = read.folder.path().join("out/observations.parquet");
    let all = store::read_observations(&path).expect("observations");
    let of_book = all.iter().filter(|one| one.source == "in/b/book_2019.csv");
    assert!(of_book.clone().all(|one| one.time_period.as_deref() == Some("2016")), "{:?}", of_book.count());
}

#[test]
fn without_names_nothing_is_taken_from_them() {
    let files = [("2018/cities.csv", table(SILENT, 0))];
    let read = Read::with(&files, &["--no-names"]);
    assert_eq!(read.period("2018/cities.csv"), "none");
    assert!(read.doubts("2018/cities.csv").is_empty());
}

/// A file that is read again stands where it stood, whatever the number of threads.
#[test]
fn revised_periods_do_not_depend_on_threads() {
    let mut files: Vec<(String, String)> =
        (0..70).map(|at| (format!("m/{at:02}.csv"), table("2010年收支", at))).collect();
    files.push(("a/cities_2018.csv".to_string(), table(SILENT, 0)));
    files.push(("a/cities_2019.csv".to_string(), table("2018年财政收支", 100)));
    files.push(("z/yearbook_2021_x.csv".to_string(), table(SILENT, 900)));
    files.push(("z/yearbook_2019_x.csv".to_string(), table("2019年财政收支", 950)));
    let files: Vec<(&str, String)> = files.iter().map(|(name, text)| (name.as_str(), text.clone())).collect();
    let one = Read::with(&files, &["--threads", "1"]);
    let many = Read::with(&files, &["--threads", "8"]);
    assert_eq!(one.period("a/cities_2018.csv"), "2017 file-name");
    assert_eq!(one.period("z/yearbook_2021_x.csv"), "2021 edition");
    for name in ["observations.parquet", "observations.csv", "ingest.json", "manifest.json"] {
        assert_eq!(one.bytes(name), many.bytes(name), "{name}");
    }
    let all = store::read_observations(Path::new(&one.folder.path().join("out/observations.parquet"))).expect("rows");
    let mut sources: Vec<&str> = all.iter().map(|one| one.source.as_str()).collect();
    sources.dedup();
    assert_eq!(sources.len(), 74);
    assert!(sources.is_sorted());
}

/// A folder with the project's definitions, hints of its own, and one city yearbook; what a run of it wrote and said.
fn run_with_hint(name: &str, hint: Option<&str>) -> TempDir {
    let folder = tempfile::tempdir().expect("a folder");
    copy_of_project(folder.path());
    fs::create_dir_all(folder.path().join("pipelines/tables")).expect("a folder");
    fs::create_dir_all(folder.path().join("docs")).expect("a folder");
    fs::write(folder.path().join("docs").join(name), table(SILENT, 0)).expect("a file");
    if let Some(hint) = hint {
        fs::write(folder.path().join("pipelines/tables/cities.toml"), hint).expect("a hint");
    }
    let output = program()
        .args(["run", "pipelines/admin-cost.toml", "--sources", "docs", "--out", "out"])
        .current_dir(folder.path())
        .output()
        .expect("the program starts");
    assert!(output.status.code().is_some_and(|code| code < 2), "{}", stderr(&output));
    folder
}

fn said(folder: &TempDir, arguments: &[&str]) -> String {
    let output = program().args(arguments).current_dir(folder.path()).output().expect("the program starts");
    assert!(output.status.code().is_some_and(|code| code < 2), "{}", stderr(&output));
    stdout(&output)
}

/// 10007 / 47124 = 21.2355 %, by hand: the first city's revenue over its expenditure.
const TRACED: &str = "21.2354";

#[test]
fn a_value_whose_year_is_from_a_name_says_so() {
    let folder = run_with_hint("city_statistical_yearbook_2021.csv", None);
    let read = |name: &str| fs::read_to_string(folder.path().join("out").join(name)).expect("an output");
    let note = "year by the edition that the file name says: fiscal_revenue";
    let rows: Vec<String> = read("indicators.csv")
        .lines()
        .filter(|line| line.contains("fiscal_self_sufficiency"))
        .map(String::from)
        .collect();
    assert_eq!(rows.len(), 16);
    assert!(rows.iter().all(|row| row.contains(note) && row.contains(",2020,")), "{rows:?}");
    let codebook = read("codebook.md");
    assert!(codebook.contains("the year of 16 is from the name of a file or folder"), "{codebook}");
    let trace =
        said(&folder, &["trace", "fiscal_self_sufficiency", "--area", "130100", "--period", "2020", "--out", "out"]);
    assert!(trace.contains(TRACED) && trace.contains("period from the edition") && trace.contains(note), "{trace}");
    let sources = said(&folder, &["list", "sources", "--out", "out", "--json"]);
    let sources: Value = serde_json::from_str(&sources).expect("json");
    let columns = ["figures", "known_series", "no_period", "no_area", "no_unit", "used_by_indicators"];
    let counts: Vec<&str> = columns.iter().filter_map(|name| sources[0][name].as_str()).collect();
    assert_eq!(counts, ["32", "32", "0", "0", "0", "32"]);
}

#[test]
fn a_hint_of_the_period_gives_indicators() {
    let hint = "[[table]]\ntarget = { source = \"*cities.csv\" }\nperiod = \"2019\"\n";
    let folder = run_with_hint("cities.csv", Some(hint));
    let trace =
        said(&folder, &["trace", "fiscal_self_sufficiency", "--area", "130100", "--period", "2019", "--out", "out"]);
    assert!(trace.contains(TRACED) && trace.contains("period from the hint"), "{trace}");
    let folder = run_with_hint("cities.csv", None);
    let indicators = fs::read_to_string(folder.path().join("out/indicators.csv")).expect("an output");
    assert_eq!(indicators.lines().count(), 1, "no year, no value");
}
