//! Slips in figures that their words name in no usual order.
//!
//! Expected values: the official figures are those of data/sources (central three public expenses of 2011: 93.64, of which
//! vehicles 59.15; public security 2009: 4744.09; administrative expenditure by function 2005: 6512.34); the slips are
//! planted by hand.

use admincost::claims::check::Checker;
use admincost::claims::reading::Reader;
use admincost::claims::{Judged, Verdict};
use admincost::run::{Official, Progress, Wanted, official};
use chrono::NaiveDate;

use crate::support::project;

fn judged(official: &Official, text: &str) -> Vec<Judged> {
    let date = NaiveDate::from_ymd_opt(2013, 12, 31);
    let checker = Checker::new(Reader::new(&official.definitions), official.records(), date);
    checker.check_file("given.txt", text.as_bytes()).expect("a text").judged
}

fn bundled() -> Official {
    let wanted = Wanted { definitions: Some(project().join("pipelines")), ..Wanted::default() };
    official(&wanted, &Progress::Silent).expect("the bundled sources")
}

fn raises_no_alarm(official: &Official, text: &str) {
    for one in judged(official, text) {
        let is_alarm = matches!(one.verdict, Verdict::Contradicted | Verdict::Inconsistent | Verdict::PeriodMisstated);
        assert!(!is_alarm, "{text}: {}: {}", one.claim.printed(), one.why);
    }
}

#[test]
fn a_figure_one_slip_from_what_its_clause_names_is_wrong() {
    let official = bundled();
    let slips = [
        ("2011年，中央本级花在公务用车购置及运行上的钱达51.95亿元。", "51.95亿元", "swapped-digits"),
        ("2009年国防支出比公共安全支出多一些，后者为4474.09亿元。", "4474.09亿元", "swapped-digits"),
        ("按功能划分，2005年花在行政管理方面的钱是6152.34亿元。", "6152.34亿元", "swapped-digits"),
        ("按功能划分，2005年花在行政管理方面的钱是6512.34万元。", "6512.34万元", "other-unit"),
    ];
    for (text, printed, code) in slips {
        let all = judged(&official, text);
        let one = all.iter().find(|one| one.claim.printed() == printed).expect(printed);
        let found = one.diagnosis.as_ref().map(|found| found.code);
        assert_eq!((one.verdict, found), (Verdict::Contradicted, Some(code)), "{text}: {}", one.why);
    }
    let left_alone = [
        // As printed.
        "2011年，中央本级花在公务用车购置及运行上的钱达59.15亿元。",
        // A hedge, and digits that chance would give.
        "2011年，中央本级花在公务用车购置及运行上的钱近52亿元。",
        // No year.
        "中央本级花在公务用车购置及运行上的钱一度达51.95亿元。",
        // Another area's.
        "2009年某省国防支出比公共安全支出少，后者为4474.09亿元。",
        // Neither is one slip away.
        "按功能划分，2005年花在行政管理方面的钱是5832.71亿元。",
    ];
    left_alone.iter().for_each(|text| raises_no_alarm(&official, text));
}

#[test]
fn what_is_of_another_time_or_place_raises_no_alarm() {
    let official = bundled();
    // Revenue: 5218.10 in 1994, 129209.64 in 2013, 172592.77 in 2017 (final), land appreciation tax 529.4 billion in 2023.
    let texts = [
        "财政收入从1994年到2013年翻了四番多。",
        "2003年，预算内行政管理费4691.26亿元，预算外行政事业经费2836.55亿元，合计7527.81亿元。",
        "2018年一般公共服务支出18374.69亿元，公共安全支出13781.48亿元，前者是后者的1.33倍。",
        "2023年，广东人均一般公共预算支出14581元；浙江为18641元。",
        "China collected 17.26 trillion yuan in 2017. With a GDP of 82.7 trillion yuan, outlays were down 0.66 percentage points on 2016.",
        "China's fiscal revenue rose in 2024. Land appreciation tax fell from 529.4 billion yuan to 486.9 billion yuan.",
    ];
    texts.iter().for_each(|text| raises_no_alarm(&official, text));
}

#[test]
fn what_was_never_an_outcome_of_the_nation_is_left_alone() {
    let official = bundled();
    // Budget of 2019: revenue 192500, expenditure 235244; the accounts are 190390 and 238858.
    let texts = [
        "年初预算安排2019年全国一般公共预算收入192500亿元，支出235244亿元。",
        "按照2019年预算，全国财政收入为192500亿元，财政支出为235244亿元。",
        "2019年预算报告提出，全国一般公共预算收入192500亿元，支出235244亿元。",
        "2019年全国财政收入190390.08亿元、财政支出238858.37亿元，分别比上年增长3.8%和8.1%。",
        "2019年12月全国财政支出32411亿元。",
        "2018/19财年，财政支出230000亿元。",
        "反事实结果显示2019年全国财政支出只有201000亿元。",
        "2019年OECD国家财政支出占GDP的40.8%。",
    ];
    texts.iter().for_each(|text| raises_no_alarm(&official, text));
    for text in ["2019年上海财政支出238858.37亿元。", "2019年县级财政支出238858.37亿元。"] {
        let all = judged(&official, text);
        assert!(all.iter().all(|one| one.verdict != Verdict::Reproduced), "{text}: the nation's figure");
    }
}

#[test]
fn a_mean_rate_over_another_number_of_years_is_wrong() {
    let official = bundled();
    // Revenue: 5218.10 in 1994, 68518.30 in 2009; 15 years at 18.73 %, 16 at 17.46 %, by hand.
    let all = judged(&official, "1994—2009年全国财政收入年均增长17.5%。");
    let one = all.iter().find(|one| one.claim.printed() == "17.5%").expect("the rate");
    let found = one.diagnosis.as_ref().map(|found| found.code);
    assert_eq!((one.verdict, found), (Verdict::Contradicted, Some("wrong-steps")), "{}", one.why);
    for text in ["1994—2009年全国财政收入年均增长18.7%。", "1994—2009年全国财政收入年均增长17.0%。"]
    {
        raises_no_alarm(&official, text);
    }
}

#[test]
fn a_figure_beside_proven_ones_is_held_against_their_series() {
    let official = bundled();
    // Public security 2009: 4744.09, 2010: 5517.70, 2011: 6304.27.
    let right = "2009年公共安全支出4744.09亿元，次年爬到5517.70亿元，再往后一年又冲上6304.27亿元。";
    raises_no_alarm(&official, right);
    let text = right.replace("5517.70", "5571.70");
    let all = judged(&official, &text);
    let one = all.iter().find(|one| one.claim.printed() == "5571.70亿元").expect("the figure");
    assert_eq!(one.verdict, Verdict::Contradicted, "{}", one.why);
}
