//! Published files of the corpus, read to observations and compared with what a second copy or a second person says of
//! them. Where the corpus is not beside the project, nothing is compared, and the tests say so.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use admincost::definitions;
use admincost::formula::Stage;
use admincost::observations::{self, Catalogue, Observation, SourceInfo};
use admincost::texts::{Text, Texts};
use admincost::{sources, tables};

use crate::support;

/// Observations of all files of some folders of the corpus.
fn read(corpus: &Path, folders: &[&str]) -> Vec<Observation> {
    let (definitions, _) = definitions::load(&support::project().join("pipelines")).expect("the definitions");
    let catalogue = Catalogue::new(&definitions);
    let folders: Vec<_> = folders.iter().map(|folder| corpus.join(folder)).collect();
    let (files, _) = sources::list(&folders);
    let mut all = Vec::new();
    for file in &files {
        let source = sources::from_file(file);
        let info = SourceInfo::new(&source.path, &source.sha256, None);
        for table in &tables::from_source(&source).tables {
            all.extend(observations::from_table(table, &info, &catalogue, &mut observations::Trail::default()).0);
        }
    }
    all
}

/// In base units, to a tenth of the last digit that any edition prints.
fn scaled(observation: &Observation) -> Option<i64> {
    let power = 10f64.powi(i32::from(observation.unit_mult?));
    Some((observation.obs_value? * power).round() as i64)
}

/// The `.xls` and the `.csv` of one export print the same figures: the csv without commas in numbers and labels.
#[test]
fn twins_of_one_export_give_the_same_observations() {
    let Some(corpus) = support::corpus("twins_of_one_export_give_the_same_observations") else { return };
    let meaning = |observation: &Observation| {
        let plain = |labels: &Texts| labels.iter().map(|label| label.replace(',', "")).collect::<Texts>();
        let mut twin = observation.clone();
        twin.row_labels = plain(&twin.row_labels);
        twin.column_labels = plain(&twin.column_labels);
        twin.value_text = twin.value_text.replace(',', "").into();
        (twin.source, twin.source_sha256, twin.sheet, twin.row, twin.col) = Default::default();
        format!("{twin:?}")
    };
    let mut twins: BTreeMap<String, BTreeMap<&str, Vec<String>>> = BTreeMap::new();
    let observations = read(&corpus, &["nbs-export-en"]);
    for observation in &observations {
        let (stem, kind) = observation.source.rsplit_once('.').expect("a file with an ending");
        twins.entry(stem.to_string()).or_default().entry(kind).or_default().push(meaning(observation));
    }
    assert_eq!(twins.len(), 15);
    for (stem, copies) in twins {
        assert_eq!(copies.keys().copied().collect::<Vec<_>>(), ["csv", "xls"], "{stem}");
        assert!(copies["csv"].len() > 40, "{stem}");
        assert_eq!(copies["csv"], copies["xls"], "{stem}");
    }
}

/// The three values of the corpus's own README; each stands in a source of its own, none replaces another.
#[test]
fn three_editions_of_one_figure_stand_side_by_side() {
    let Some(corpus) = support::corpus("three_editions_of_one_figure_stand_side_by_side") else { return };
    let observations = read(&corpus, &["provincial-vintages"]);
    let mut found: BTreeMap<String, BTreeSet<&str>> = BTreeMap::new();
    for observation in observations.iter().filter(|observation| {
        observation.series.as_deref() == Some("gdp_nominal")
            && observation.ref_area.as_deref() == Some("120000")
            && observation.time_period.as_deref() == Some("2017")
    }) {
        assert_eq!((observation.unit_measure.as_deref(), observation.unit_mult), (Some("CNY"), Some(8)));
        found.entry(observation.value_text.replace(',', "")).or_default().insert(&observation.source);
    }
    let values: Vec<&str> = found.keys().map(String::as_str).collect();
    assert_eq!(values, ["12450.6", "12468.2", "18549.19"]);
    assert_eq!(found.values().map(BTreeSet::len).sum::<usize>(), 4);
}

/// README of the corpus: Heilongjiang 2016 is 266.70 亿元 in one book and 2667033 万元 in another; Beijing's accounts are
/// printed in 万元 until 2009 and in 亿元 from 2010 on.
#[test]
fn editions_in_other_units_are_one_series() {
    let Some(corpus) = support::corpus("editions_in_other_units_are_one_series") else { return };
    let observations = read(&corpus, &["cnki-final-accounts/Heilongjiang", "cnki-final-accounts/Beijing"]);
    let of = |area: &str, period: &str| -> BTreeSet<(i8, i64)> {
        let same = |observation: &&Observation| {
            observation.series.as_deref() == Some("general_public_services")
                && observation.ref_area.as_deref() == Some(area)
                && observation.time_period.as_deref() == Some(period)
                && observation.account_stage != Some(Stage::Budget)
        };
        observations.iter().filter(same).filter_map(|found| Some((found.unit_mult?, scaled(found)?))).collect()
    };
    let heilongjiang = of("230000", "2016");
    assert_eq!(heilongjiang, BTreeSet::from([(4, 26_670_330_000), (8, 26_670_000_000)]));
    assert!(of("110000", "2009").iter().all(|found| found.0 == 4) && !of("110000", "2009").is_empty());
    assert!(of("110000", "2010").iter().all(|found| found.0 == 8) && !of("110000", "2010").is_empty());
}

/// Cells that the person who typed the answers put beside the wrong item: the account prints 其他支出 58.24, 增设预算周转金
/// 0.12, 国债转贷资金结余 1.07, and 其他收入 where the answers say 捐赠收入.
const TYPED_BESIDE_ANOTHER_ITEM: [(&str, &str, &str); 5] = [
    ("130000", "2014", "债务发行费用支出"),
    ("130000", "2014", "拨付国债转贷资金数"),
    ("210000", "2014", "待偿债置换一般债券结余"),
    ("530000", "2014", "捐赠收入"),
    ("540000", "2015", "捐赠收入"),
];
/// Items that the answers call by one name in all years, and what the accounts call them in some.
const RENAMED: [(&str, &[&str]); 5] = [
    ("上年结余", &["上年结余收入"]),
    ("债务付息支出", &["国债还本付息支出"]),
    ("地方政府一般债务收入", &["地方政府债券收入", "地方政府债务收入"]),
    ("地方政府一般债务还本", &["地方政府债券还本", "地方政府债务还本"]),
    ("待偿债置换一般债券结余", &["待偿债置换债券结余"]),
];

/// Every figure that another person typed from the provincial final accounts of 2014-2016 (决算数; the answers hold no
/// 预算数) is read with the same province, year, item and stage.
#[test]
fn final_accounts_agree_with_what_a_person_typed() {
    let Some(corpus) = support::corpus("final_accounts_agree_with_what_a_person_typed") else { return };
    let (answers, accounts): (Vec<_>, Vec<_>) = read(&corpus, &["cnki-final-accounts"])
        .into_iter()
        .filter(|observation| observation.obs_value.is_some())
        .partition(|observation| observation.source.contains("_answers"));
    let accounts: BTreeSet<(Text, Text, String, i64)> = accounts
        .iter()
        .filter(|account| account.account_stage == Some(Stage::Final))
        .filter_map(|account| {
            Some((account.ref_area.clone()?, account.time_period.clone()?, item(account), scaled(account)?))
        })
        .collect();
    let (mut agree, mut missing) = (0, Vec::new());
    for answer in &answers {
        let (area, period) =
            (answer.ref_area.clone().unwrap_or_default(), answer.time_period.clone().unwrap_or_default());
        let value = (answer.obs_value.unwrap_or_default() * 1e8).round() as i64;
        let name = item(answer);
        let others =
            RENAMED.iter().filter(|known| known.0 == name).flat_map(|known| known.1).map(|other| other.to_string());
        let mut names = std::iter::once(name.clone()).chain(others);
        let found = names.any(|name| accounts.contains(&(area.clone(), period.clone(), name, value)));
        let mistyped = TYPED_BESIDE_ANOTHER_ITEM.contains(&(area.as_str(), period.as_str(), name.as_str()));
        match found {
            true => agree += 1,
            false if mistyped => {}
            false => missing.push((area, period, name, answer.value_text.clone())),
        }
    }
    assert_eq!(missing, []);
    assert_eq!((agree, answers.len()), (2732, 2737));
}

/// The item's own label without blanks and numbering (`一、`, `（一）`, `1.`).
fn item(observation: &Observation) -> String {
    let label = observation.row_labels.last().map(Text::as_str).unwrap_or_default();
    let tight: String = label.chars().filter(|letter| !letter.is_whitespace()).collect();
    let numbering = |letter: char| "一二三四五六七八九十廿0123456789（()".contains(letter);
    let rest = tight.trim_start_matches(numbering);
    let unnumbered = rest.strip_prefix(['、', '.', '）', ')']).unwrap_or(&tight);
    unnumbered.trim_start_matches("其中：").trim_start_matches("其中:").to_string()
}

/// Ten values of five documents of local governments, worked out by hand from the printed figures. 823018 is the sum of 行政运行
/// over all groups of the table, made from its text by another program.
#[test]
fn indicators_of_local_governments_agree_with_sums_made_by_hand() {
    let Some(corpus) = support::corpus("indicators_of_local_governments_agree_with_sums_made_by_hand") else { return };
    let folder = tempfile::tempdir().expect("a temporary folder");
    let documents = [
        "province_fiscal/2025/official/nanchang_2025_general_expenditure_execution.pdf",
        "province_debt/2023/official/ningxia_2023.txt",
        "province_debt/2023/official/xinjiang_2023.txt",
        "province_fiscal/2025/official/fuzhou_2025_finance_final.html",
        "macro_fiscal/city_yearbook/china_city_statistical_yearbook_2022_prefecture.xlsx",
    ];
    for document in documents {
        let to = folder.path().join("documents").join(document);
        std::fs::create_dir_all(to.parent().expect("a folder")).expect("a folder");
        std::fs::copy(corpus.join("government-documents").join(document), to).expect("a copy");
    }
    let (sources, out) = (folder.path().join("documents"), folder.path().join("out"));
    let (sources, out) = (sources.to_str().expect("a path"), out.to_str().expect("a path"));
    let run = support::pipeline(&["run", "--sources", sources, "--out", out]);
    assert!(run.status.code().is_some_and(|code| code < 2), "{}", support::stderr(&run));
    let by_hand = [
        ("admin_running", "360100", "2024", 823_018.0 / 10_000.0),
        ("admin_running_share_of_expenditure", "360100", "2024", 100.0 * 823_018.0 / 9_400_703.0),
        ("expenditure_final_to_budget", "640000", "2023", 100.0 * 17_513_751.0 / 19_995_841.0),
        ("fiscal_self_sufficiency", "640000", "2023", 100.0 * 5_023_051.0 / 17_513_751.0),
        ("organ_wages_own_level_share", "640000", "2023", 100.0 * 414_974.0 / 4_194_789.0),
        ("three_public_own_level_under_budget", "640000", "2023", 100.0 * (7_471.0 / 10_433.0 - 1.0)),
        ("general_debt_limit_use", "650100", "2023", 100.0 * 441.17 / 512.96),
        ("fiscal_self_sufficiency", "350100", "2025", 100.0 * 750.55 / 1_037.15),
        ("fiscal_self_sufficiency", "350900", "2021", 100.0 * 1_580_483.0 / 3_436_831.0),
        ("expenditure_share_of_gdp", "110000", "2021", 100.0 * 72_051_201.0 / 402_700_000.0),
    ];
    let table = std::fs::read_to_string(Path::new(out).join("indicators.csv")).expect("the indicators");
    for (indicator, area, year, expected) in by_hand {
        let line = table.lines().find(|line| {
            line.starts_with(&format!("{indicator},{area},,{year},"))
                || line.starts_with(&format!("{indicator},{area},own-level,{year},"))
        });
        let value: Option<f64> = line.and_then(|line| line.split(',').nth(5)).and_then(|text| text.parse().ok());
        let found = value.unwrap_or_else(|| panic!("{indicator} of {area} in {year} has no value"));
        assert!(
            (found - expected).abs() <= 1e-9 * expected.abs(),
            "{indicator} {area} {year}: {found}, by hand {expected}"
        );
    }
}
