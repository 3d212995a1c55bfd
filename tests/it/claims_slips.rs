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
    let checker = Checker { reader: Reader::new(&official.definitions), records: official.records(), date };
    checker.check_file("given.txt", text.as_bytes()).expect("a text").judged
}

#[test]
fn a_figure_one_slip_from_what_its_clause_names_is_wrong() {
    let wanted = Wanted { definitions: Some(project().join("pipelines")), ..Wanted::default() };
    let official = official(&wanted, &Progress::Silent).expect("the bundled sources");
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
    for text in left_alone {
        for one in judged(&official, text) {
            let is_alarm =
                matches!(one.verdict, Verdict::Contradicted | Verdict::Inconsistent | Verdict::PeriodMisstated);
            assert!(!is_alarm, "{text}: {}: {}", one.claim.printed(), one.why);
        }
    }
}
