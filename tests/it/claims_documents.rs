//! A report held against the other documents of its city, as `pipeline check --observations` does. Texts are made up in the
//! manner of budget reports and bulletins; every figure of them is ours.

use std::fs;
use std::path::Path;

use serde_json::Value;

use crate::support::{program, stderr, stdout};

const REPORT: &str = "株洲市2025年预算执行情况和2026年预算草案的报告\n\n一、2025年预算执行情况\n\n\
    2025年，全市一般公共预算收入完成201.35亿元，比上年增长3.1%。\n\n\
    2025年，全市一般公共预算支出完成512.46亿元，民生支出得到保障。\n\n\
    2025年，市本级一般公共预算收入完成80.27亿元，运行平稳。\n";
const BULLETIN: &str = "株洲市2025年国民经济和社会发展统计公报\n\n一、综合\n\n\
    全年全市一般公共预算收入201.35亿元，比上年增长3.1%。\n\n年末全市常住人口386.1万人。\n";

/// The claims of the first file, checked against the observations of all.
fn checked(files: &[(&str, &str)]) -> Vec<Value> {
    let folder = tempfile::tempdir().expect("a temporary folder");
    fs::create_dir(folder.path().join("papers")).expect("a folder");
    for (name, text) in files {
        fs::write(folder.path().join("papers").join(name), text).expect("a file");
    }
    run(folder.path(), &["ingest", "papers", "--out", "read"]);
    let report = format!("papers/{}", files[0].0);
    let arguments = ["check", &report, "--observations", "read/observations.parquet", "--json"];
    let value: Value = serde_json::from_str(&run(folder.path(), &arguments)).expect("JSON");
    value["claims"].as_array().expect("claims").clone()
}

fn run(folder: &Path, arguments: &[&str]) -> String {
    let output = program().args(arguments).current_dir(folder).output().expect("the program starts");
    assert!(output.status.code() != Some(2), "{}", stderr(&output));
    stdout(&output)
}

fn claim<'c>(claims: &'c [Value], printed: &str) -> &'c Value {
    claims.iter().find(|claim| claim["printed"] == printed).unwrap_or_else(|| panic!("no {printed} in {claims:?}"))
}

/// Verdict, and the documents that are shown.
fn told<'c>(claims: &'c [Value], printed: &str) -> (&'c str, Vec<&'c str>) {
    let claim = claim(claims, printed);
    let cells =
        claim["official"].as_array().expect("values").iter().flat_map(|one| one["cells"].as_array().expect("cells"));
    (claim["verdict"].as_str().expect("a verdict"), cells.filter_map(|cell| cell["source"].as_str()).collect())
}

#[test]
fn another_document_of_the_city_bears_a_figure_out() {
    let claims = checked(&[("report.txt", REPORT), ("bulletin.txt", BULLETIN)]);
    assert_eq!(told(&claims, "201.35亿元"), ("reproduced", vec!["papers/bulletin.txt"]));
    let cell = &claim(&claims, "201.35亿元")["official"][0]["cells"][0];
    assert_eq!((cell["sheet"].as_str(), cell["row"].as_u64(), cell["col"].as_u64()), (Some("text"), Some(5), Some(13)));
    assert_eq!(claim(&claims, "201.35亿元")["series"], "fiscal_revenue");
    assert_eq!(claim(&claims, "201.35亿元")["ref_area"], "430200");
    assert_eq!(told(&claims, "512.46亿元").0, "not-checkable", "only the report itself prints it");
    let why = claim(&claims, "512.46亿元")["why"].as_str().unwrap_or_default();
    assert!(why.contains("no other document of the area prints it"), "{why}");
}

#[test]
fn a_document_bears_itself_out_under_no_name() {
    let again = format!("{REPORT}\n（此件公开发布）\n");
    let long = |text: &str| {
        let more = (1..10).map(|n| format!("\n2025年，全市第{n}项专项支出{n}.2{n}亿元，较好完成任务。\n"));
        format!("{text}{}", more.collect::<String>())
    };
    let claims = checked(&[("report.txt", &long(REPORT)), ("copy.txt", &long(&again)), ("report.md", REPORT)]);
    for printed in ["201.35亿元", "512.46亿元", "80.27亿元"] {
        assert_eq!(told(&claims, printed), ("not-checkable", Vec::new()), "{printed}");
        let why = claim(&claims, printed)["why"].as_str().unwrap_or_default();
        assert!(why.contains("copy.txt") && why.contains("a copy of this text"), "{why}");
    }
}

#[test]
fn the_whole_city_and_its_own_level_are_two_accounts() {
    let final_account = "株洲市2025年市本级财政决算情况说明\n\n2025年，市本级一般公共预算收入80.27亿元，支出平稳。\n";
    let other = "株洲市2025年财政运行情况说明\n\n2025年，全市一般公共预算收入完成80.27亿元，运行平稳。\n";
    let claims = checked(&[("report.txt", REPORT), ("final.txt", final_account)]);
    assert_eq!(told(&claims, "80.27亿元").1, ["papers/final.txt"]);
    assert!(told(&claims, "80.27亿元").0.starts_with("reproduced"));
    assert_eq!(claim(&claims, "80.27亿元")["series"], "fiscal_revenue@own-level");
    let claims = checked(&[("report.txt", REPORT), ("other.txt", other)]);
    assert_eq!(told(&claims, "80.27亿元"), ("not-checkable", Vec::new()));
}

#[test]
fn documents_that_print_otherwise_are_a_remark_until_two_agree_on_a_slip() {
    let bulletin = BULLETIN.replace("201.35", "201.53");
    let claims = checked(&[("report.txt", REPORT), ("bulletin.txt", &bulletin)]);
    assert_eq!(told(&claims, "201.35亿元"), ("not-checkable", vec!["papers/bulletin.txt"]));
    assert!(claim(&claims, "201.35亿元")["why"].as_str().is_some_and(|why| why.contains("another value")));
    let finance =
        "株洲市财政局2025年全市财政收支情况\n\n2025年，全市一般公共预算收入完成201.53亿元，各级财政运行平稳。\n";
    let yearly =
        "株洲市2025年财政预算执行情况的说明\n\n2025年，全市一般公共预算收入实际完成201.53亿元，任务圆满完成。\n";
    let claims = checked(&[("report.txt", REPORT), ("finance.txt", finance), ("yearly.txt", yearly)]);
    assert_eq!(told(&claims, "201.35亿元").0, "contradicted");
    assert_eq!(claim(&claims, "201.35亿元")["diagnosis"]["code"], "swapped-digits");
    let apart = [finance, yearly].map(|text| text.replace("201.53", "188.9"));
    let claims = checked(&[("report.txt", REPORT), ("finance.txt", &apart[0]), ("yearly.txt", &apart[1])]);
    assert_eq!(told(&claims, "201.35亿元").0, "not-checkable", "no slip: another scope may be meant");
}

#[test]
fn execution_and_final_account_may_differ_and_a_coarser_print_agrees_in_part() {
    let account = "株洲市2025年财政决算报告\n\n2025年，全市一般公共预算收入决算数为203.11亿元，超过预期。\n";
    let claims = checked(&[("report.txt", REPORT), ("account.txt", account)]);
    assert_eq!(told(&claims, "201.35亿元").0, "not-checkable");
    let account = account.replace("203.11", "201.35");
    let claims = checked(&[("report.txt", REPORT), ("account.txt", &account)]);
    assert!(told(&claims, "201.35亿元").0.starts_with("reproduced"), "the account may be the same");
    let bulletin = BULLETIN.replace("201.35", "201.4");
    let claims = checked(&[("report.txt", REPORT), ("bulletin.txt", &bulletin)]);
    assert_eq!(told(&claims, "201.35亿元").0, "within-input-rounding");
}

#[test]
fn a_table_of_another_document_bears_a_figure_out() {
    let table = "株洲市2025年全市一般公共预算收支执行情况表,,\n单位：万元,,\n项目,2025年执行数,2024年决算数\n\
                 一般公共预算收入,2013512,1952971\n一般公共预算支出,5124613,5011210\n";
    let claims = checked(&[("report.txt", REPORT), ("table.csv", table)]);
    assert_eq!(told(&claims, "201.35亿元"), ("reproduced", vec!["papers/table.csv"]));
    assert_eq!(told(&claims, "512.46亿元"), ("reproduced", vec!["papers/table.csv"]));
}

#[test]
fn a_yearbook_that_is_to_come_is_no_source() {
    let sentences = [
        "正式数据以《昌都市统计年鉴2025》为准。",
        "2025年数据为初步统计数，最终数据以《昌都市统计年鉴2025》公布的数据为准。",
        "部分2025年数据将在《昌都市统计年鉴2025》中公布。",
        "2025年核定数据详见即将出版的《昌都统计年鉴2025》。",
        "各项统计数据最终以《昌都市统计年鉴2025》刊载的为准。",
        "详细数据请查阅《昌都市统计年鉴（2025）》。",
    ];
    for sentence in sentences {
        let text = format!(
            "昌都市2025年国民经济和社会发展统计公报\n\n2025年全市地区生产总值398.2亿元，比上年增长6.1%。\n\n{sentence}\n"
        );
        let claims = checked(&[("bulletin.txt", &text), ("other.txt", BULLETIN)]);
        let cited = claims.iter().filter(|claim| claim["kind"] == "citation");
        cited.for_each(|claim| assert_eq!(claim["verdict"], "not-checkable", "{sentence}"));
    }
    let text = "昌都市2025年国民经济和社会发展统计公报\n\n2025年全市地区生产总值398.2亿元，比上年增长6.1%。\n\n\
                数据来源：《昌都市统计年鉴2025》。\n";
    let claims = checked(&[("bulletin.txt", text), ("other.txt", BULLETIN)]);
    let cited = claims.iter().find(|claim| claim["kind"] == "citation").expect("a citation");
    assert_eq!(cited["verdict"], "inconsistent");
}

#[test]
fn a_pack_of_a_report_holds_the_documents_that_bear_it_out() {
    let folder = tempfile::tempdir().expect("a temporary folder");
    fs::create_dir(folder.path().join("papers")).expect("a folder");
    let final_account = "株洲市2025年市本级财政决算情况说明\n\n2025年，市本级一般公共预算收入80.27亿元，支出平稳。\n";
    for (name, text) in [("report.txt", REPORT), ("bulletin.txt", BULLETIN), ("final.txt", final_account)] {
        fs::write(folder.path().join("papers").join(name), text).expect("a file");
    }
    run(folder.path(), &["ingest", "papers", "--out", "read"]);
    let arguments = ["check", "papers/report.txt", "--observations", "read", "--pack", "pack", "--html", "page.html"];
    let shown = run(folder.path(), &arguments);
    assert!(shown.contains("papers/bulletin.txt, line 5, letter 13"), "{shown}");
    let page = fs::read_to_string(folder.path().join("page.html")).expect("the page");
    // The page is in the language of its text.
    assert!(page.contains("papers/bulletin.txt，第 5 行第 13 字") && page.contains("papers/final.txt"), "{page}");
    assert!(run(folder.path(), &["verify", "pack"]).contains("verdicts"));
}
