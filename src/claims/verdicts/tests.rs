//! Verdicts over a small panel made by hand: one series, three editions.

use std::collections::BTreeMap;
use std::path::Path;
use std::sync::{Arc, OnceLock};

use chrono::NaiveDate;

use super::fit::stated::Stated;
use super::{Records, judge};
use crate::claims::written_claims::from_toml;
use crate::claims::{Claim, Judged, Verdict, Written};
use crate::definitions::{Definitions, load};
use crate::formula::Stage;
use crate::indicators::figures::{Edition, Figures};
use crate::indicators::{Entry, Panel, Status};
use crate::problem::Text;

fn definitions() -> &'static Definitions {
    static DEFINITIONS: OnceLock<Definitions> = OnceLock::new();
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("pipelines");
    DEFINITIONS.get_or_init(|| load(&folder).expect("the definitions").0)
}

fn claim(toml: &str) -> Claim {
    let text = Arc::new(Text { name: "claims.toml".to_string(), text: format!("[[claim]]\narea = \"CN\"\n{toml}") });
    let (mut claims, problems) = from_toml(&text, definitions());
    assert!(problems.is_empty(), "{problems:?}");
    claims.remove(0)
}

const EXECUTION: u32 = 0;
const OLD: u32 = 1;
const NEW: u32 = 2;

/// In 亿元, with two decimals.
fn entry(period: i32, edition: u32, value: f64) -> Entry {
    let stage = (edition == EXECUTION).then_some(Stage::Execution);
    let (status, decimals, half) = (Status::Normal, 2, 5e5);
    Entry {
        area: 0,
        period,
        edition,
        stage,
        coverage: None,
        decimals,
        status,
        value: value * 1e8,
        half,
        row: 0,
        named_by: None,
    }
}

/// Expenditure: 100.00 (2008), 120.00 then 121.00 (2009); of 2010 an execution figure 150.00, then 151.00, then 156.00.
fn panel() -> Panel {
    let mut entries = vec![
        entry(2008, OLD, 100.0),
        entry(2008, NEW, 100.0),
        entry(2009, OLD, 120.0),
        entry(2009, NEW, 121.0),
        entry(2010, EXECUTION, 150.0),
        entry(2010, OLD, 151.0),
        entry(2010, NEW, 156.0),
    ];
    entries.sort_by_key(|entry| (entry.period, std::cmp::Reverse(entry.edition)));
    let edition = |name: &str, year: i32, month: u32| Edition {
        date: NaiveDate::from_ymd_opt(year, month, 28),
        last_year: 2010,
        name: name.to_string(),
    };
    Panel {
        areas: vec!["CN".to_string()],
        editions: vec![edition("report", 2011, 3), edition("old", 2011, 9), edition("new", 2015, 9)],
        series: BTreeMap::from([("fiscal_expenditure".to_string(), Figures::new(entries, 1))]),
        ..Panel::default()
    }
}

fn judged(toml: &str) -> Judged {
    let records = Records { definitions: definitions(), panel: &panel(), observations: &[] };
    let by = NaiveDate::from_ymd_opt(2012, 1, 1).expect("a day");
    let written = Written { by, basis: "--date".to_string().into() };
    judge(&[claim(toml)], &[], &records, Some(&written)).remove(0)
}

fn verdict(figure: &str, more: &str) -> (Verdict, Option<&'static str>) {
    let toml =
        format!("text = \"{figure}\"\nprinted = \"{figure}\"\nof = \"fiscal_expenditure\"\nperiod = 2010\n{more}");
    let judged = judged(&toml);
    (judged.verdict, judged.diagnosis.map(|diagnosis| diagnosis.code))
}

#[test]
fn editions_decide_between_reproduced_and_in_vintage() {
    assert_eq!(verdict("156.00亿元", ""), (Verdict::Reproduced, None));
    assert_eq!(verdict("151亿元", ""), (Verdict::ReproducedInVintage, None));
    assert_eq!(verdict("150.0亿元", ""), (Verdict::ReproducedInVintage, None));
    assert_eq!(verdict("29.00亿元", "kind = \"change\""), (Verdict::ReproducedInVintage, None));
    assert_eq!(verdict("35.00亿元", "kind = \"change\""), (Verdict::Reproduced, None));
}

/// 150.00 over 121.00: the execution figure over the settled base, which only the newer edition prints.
#[test]
fn a_preliminary_figure_goes_over_the_settled_base() {
    assert_eq!(verdict("29.00亿元", "kind = \"change\"\nfrom = 2009"), (Verdict::ReproducedInVintage, None));
    assert_eq!(verdict("24.0%", "kind = \"growth\"\nfrom = 2009"), (Verdict::ReproducedInVintage, None));
}

#[test]
fn what_lies_among_the_editions_is_never_contradicted() {
    assert_eq!(verdict("153.10亿元", "").0, Verdict::NotCheckable);
    assert_eq!(verdict("149亿元", "").0, Verdict::NotCheckable, "within what editions differ by");
    assert_eq!(verdict("120亿元", "known = \"carried\"").0, Verdict::NotCheckable, "the year is from another sentence");
    assert_eq!(verdict("3亿元", "").0, Verdict::NotCheckable, "a figure of something else");
}

#[test]
fn what_lies_outside_is_contradicted_and_explained() {
    assert_eq!(verdict("200.50亿元", ""), (Verdict::Contradicted, Some("none")));
    assert_eq!(verdict("1560.0亿元", ""), (Verdict::Contradicted, Some("other-unit")));
    assert_eq!(verdict("165.00亿元", ""), (Verdict::Contradicted, Some("swapped-digits")));
    assert_eq!(verdict("121.00亿元", ""), (Verdict::PeriodMisstated, Some("other-period")));
    assert_eq!(verdict("156.00亿元", "kind = \"change\""), (Verdict::Contradicted, Some("ratio-for-increment")));
}

/// (156 / 100)^(1/2) - 1 = 24.90 %; the mean of 21 % and 28.93 % is 24.96 %; 56 % over two years is 28 %.
#[test]
fn average_rates_are_read_in_three_ways() {
    let mean = "kind = \"average-growth\"\nfrom = 2008";
    assert_eq!(verdict("24.90%", mean), (Verdict::Reproduced, None));
    assert_eq!(verdict("24.96%", mean), (Verdict::ReproducedUnderReading, None));
    assert_eq!(verdict("28.00%", mean), (Verdict::ReproducedUnderReading, None));
    assert_eq!(verdict("0.56倍", "kind = \"multiple\"\nfrom = 2008"), (Verdict::Reproduced, None));
    assert_eq!(verdict("1.56倍", "kind = \"multiple\"\nfrom = 2008"), (Verdict::ReproducedUnderReading, None));
}

#[test]
fn more_digits_than_the_inputs_are_within_their_rounding() {
    assert_eq!(verdict("28.92777%", "kind = \"growth\""), (Verdict::WithinInputRounding, None));
}

/// By the table at the head of `stated.rs`.
#[test]
fn words_say_what_a_figure_allows() {
    let cases = [
        ("397983亿元", 397982.5, 397983.5),
        ("3.98万亿元", 39750.0, 39850.0),
        ("约2000亿元", 1800.0, 2200.0),
        ("约17.4亿元", 17.3, 17.5),
        ("近4000亿元", 3600.0, 4000.0),
        ("4000多亿元", 4000.0, 5000.0),
        ("超过100亿元", 100.0, 200.0),
        ("不足5亿元", 4.0, 5.0),
        ("6亿元至8亿元", 5.5, 8.5),
        ("三千亿元", 2700.0, 3300.0),
    ];
    for (text, lower, upper) in cases {
        let digits = text.trim_start_matches(['约', '近', '超', '过', '不', '足']);
        let claim =
            claim(&format!("text = \"{text}\"\nprinted = \"{digits}\"\nof = \"fiscal_expenditure\"\nperiod = 2010"));
        let stated = Stated::of(&claim, None, &definitions().units).expect("a figure");
        let apart = (stated.lower / 1e8 - lower).abs().max((stated.upper / 1e8 - upper).abs());
        assert!(apart < 1e-3, "{text}: {} to {}", stated.lower / 1e8, stated.upper / 1e8);
    }
}
