//! The two evaluators: bulk and scalar agree on random formulas over random panels, and the scalar's intervals hold.
//!
//! `tests/cases/indicators/intervals`: one folder a formula, with its printed figures in `given.toml` and the bounds that
//! `reference.py` beside them found in `expected.toml`; `bounds = false` where there are none, `value = false` where no value.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use admincost::definitions::{Definitions, Indicator, from_files};
use admincost::formula::enclosing::enclose;
use admincost::formula::interval::Interval;
use admincost::formula::{Core, Leaf, Shift, evaluate, leaves, lower, parse};
use admincost::indicators::figures::{Edition, Figures};
use admincost::indicators::scalar::{self, Scalar};
use admincost::indicators::{self, Asked, Entry, IndicatorValue, Panel, Status, Vintage};
use admincost::problem::Text;
use chrono::NaiveDate;
use proptest::prelude::*;

/// The catalogue that the bad definitions are tested with, and one indicator of it.
fn definitions() -> Definitions {
    let cases = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/cases/definitions");
    let file = |path: &str, name: &str| {
        let text = fs::read_to_string(cases.join(path)).expect("a definition file");
        Arc::new(Text { name: name.to_string(), text })
    };
    let files = vec![
        file("base/units.toml", "units.toml"),
        file("base/series.toml", "series/base.toml"),
        file("base/areas.csv", "areas.csv"),
        file("nothing_wrong/given.toml", "indicators/given.toml"),
    ];
    from_files(files).0
}

fn lowered(formula: &str, definitions: &Definitions) -> Core {
    lower(&parse(formula).expect("a formula"), &definitions.scope()).expect("a tree")
}

#[test]
fn bounds_are_those_of_the_second_program() {
    let definitions = definitions();
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/cases/indicators/intervals");
    let mut cases: Vec<PathBuf> =
        fs::read_dir(folder).expect("cases").map(|entry| entry.expect("a case").path()).collect();
    cases.retain(|case| case.is_dir());
    assert!(cases.len() >= 14, "only {} cases", cases.len());
    for case in cases {
        let table = |name: &str| {
            let text = fs::read_to_string(case.join(name)).expect("a file of the case");
            text.parse::<toml::Table>().expect("toml")
        };
        let given = table("given.toml");
        let core = lowered(given["formula"].as_str().expect("a formula"), &definitions);
        let period = given["period"].as_integer().expect("a year") as i32;
        let printed = |leaf: &Leaf| {
            let text = given["figures"].get(format!("{} {}", leaf.series, leaf.shift.year(period)))?.as_str()?;
            let decimals = text.split_once('.').map_or(0, |(_, decimals)| decimals.len() as i32);
            Some(Interval::around(text.parse().ok()?, 0.5 * 10f64.powi(-decimals)))
        };
        let found = enclose(&core, &mut |leaf| printed(leaf), period);
        let value = evaluate(&core, &mut |leaf| Some(printed(leaf)?.value), period);
        let is = |key: &str| given.get(key).and_then(toml::Value::as_bool).unwrap_or(true);
        assert_eq!(value.is_some(), is("value"), "{}", case.display());
        if !is("bounds") {
            assert_eq!(found, None, "{}", case.display());
            continue;
        }
        let (found, expected) = (found.expect("bounds"), table("expected.toml"));
        let end = |key: &str| expected[key].as_float().expect("a number");
        let (least, most) = (end("lower"), end("upper"));
        let slack = 1e-12 * least.abs().max(most.abs()).max((most - least) * 1e-3);
        assert!((found.lower - least).abs() <= slack, "{}: from {}, not {least}", case.display(), found.lower);
        assert!((found.upper - most).abs() <= slack, "{}: to {}, not {most}", case.display(), found.upper);
        assert!(found.lower <= least && most <= found.upper, "{}: not rounded outward", case.display());
        assert_eq!(Some(found.value), value, "{}", case.display());
    }
}

/// Printed figures of one series: year, edition, figure without its point, decimals.
type Printed = Vec<(i32, u32, i32, i8)>;

const SERIES: [&str; 6] =
    ["admin_expense", "general_public_services", "fiscal_expenditure", "gdp", "population", "cpi_previous_year"];
const YEARS: std::ops::RangeInclusive<i32> = 2001..=2009;

fn printed() -> impl Strategy<Value = Vec<Printed>> {
    let figure = (YEARS, 0u32..3, prop_oneof![20 => 1..30_000i32, 1 => Just(0), 2 => -300..300i32], 0i8..4);
    prop::collection::vec(prop::collection::vec(figure, 8..40), 2 * SERIES.len())
}

/// Two areas, an undated source and two editions; the last figure given for a place is the one printed there.
fn panel(printed: &[Printed]) -> Panel {
    let edition = |name: &str, year: Option<i32>| Edition {
        date: year.and_then(|year| NaiveDate::from_ymd_opt(year, 9, 30)),
        last_year: 2009,
        name: name.to_string(),
    };
    let entry = |area: usize, (period, edition, whole, decimals): (i32, u32, i32, i8)| {
        let (value, half) = (f64::from(whole) / 10f64.powi(decimals.into()), 0.5 * 10f64.powi(-i32::from(decimals)));
        let status = Status::Normal;
        Entry {
            area: area as u32,
            period,
            edition,
            stage: None,
            coverage: None,
            decimals,
            status,
            value,
            half: half as f32,
            row: 0,
            named_by: None,
        }
    };
    let mut series = BTreeMap::new();
    for (at, id) in SERIES.iter().enumerate() {
        let mut places = BTreeMap::new();
        for area in 0..2 {
            for &figure in &printed[2 * at + area] {
                places.insert((area, figure.0, std::cmp::Reverse(figure.1)), entry(area, figure));
            }
        }
        series.insert(id.to_string(), Figures::new(places.into_values().collect(), 2));
    }
    Panel {
        areas: vec!["110000".to_string(), "CN".to_string()],
        editions: vec![edition("file", None), edition("old", Some(2006)), edition("new", Some(2010))],
        series,
        ..Panel::default()
    }
}

/// Any formula, whatever its units: both evaluators read the lowered tree.
fn formula() -> impl Strategy<Value = String> {
    let number = prop::sample::select(vec!["2", "0.5", "100", "1", "0"]);
    let name = prop::sample::select(SERIES.to_vec());
    let leaf = prop_oneof![1 => number.prop_map(str::to_string), 6 => name.prop_map(str::to_string)];
    leaf.prop_recursive(4, 14, 2, |inner| {
        let op = prop::sample::select(vec!["+", "-", "*", "/"]);
        let one = prop::sample::select(vec![
            "-(#)",
            "growth(#)",
            "diff(#)",
            "lag(#)",
            "lag(#, 2)",
            "index(#, 2004)",
            "cagr(#, 3)",
            "mean_growth(#, 3)",
            "(#)^2",
            "(#)^3",
            "(#)^0.5",
            "(#)^-1",
            "(#)^0",
            "(#)^1.5",
            "(#)^-2",
            "(#)^12",
        ]);
        let two = prop::sample::select(vec![
            "share(#, @)",
            "per(#, @)",
            "elasticity(#, @)",
            "deflate(#, @, base = 2003)",
            "splice(#, @, bridge = 'broad_recipe')",
            "# / (# + @)",
        ]);
        prop_oneof![
            2 => (op, inner.clone(), inner.clone()).prop_map(|(op, one, two)| format!("({one} {op} {two})")),
            2 => (one, inner.clone()).prop_map(|(form, x)| form.replace('#', &x)),
            2 => (two, inner.clone(), inner).prop_map(|(form, x, y)| form.replace('#', &x).replace('@', &y)),
        ]
    })
}

fn within(one: f64, other: f64, relative: f64) -> bool {
    (one - other).abs() <= relative * one.abs().max(other.abs())
}

/// The bulk row, if any, says what the scalar evaluation says.
fn agrees(row: Option<&IndicatorValue>, found: Option<&Scalar>, scale: f64) -> Result<(), TestCaseError> {
    let value = found.and_then(|found| found.value).map(|value| value * scale).filter(|value| value.is_finite());
    prop_assert_eq!(row.map(|row| row.value).is_some(), value.is_some());
    let (Some(row), Some(value)) = (row, value) else { return Ok(()) };
    prop_assert!(within(row.value, value, 1e-12), "{} {}", row.value, value);
    let interval = found.and_then(|found| found.interval?.scaled(scale));
    prop_assert_eq!((row.lower.is_some(), row.upper.is_some()), (interval.is_some(), interval.is_some()));
    if let (Some(interval), Some(lower), Some(upper)) = (interval, row.lower, row.upper) {
        prop_assert!(interval.holds(value) && interval.value == value && lower <= row.value && row.value <= upper);
        prop_assert!(within(lower, interval.lower, 1e-12) && within(upper, interval.upper, 1e-12));
    }
    Ok(())
}

/// Wherever the leaves lie in their intervals, what the formula gives there lies in the interval found.
fn holds_inside(core: &Core, period: i32, found: &Scalar, places: &[f64]) -> Result<(), TestCaseError> {
    let Some(whole) = found.interval else { return Ok(()) };
    for turn in 0..places.len() {
        let mut point = |leaf: &Leaf| {
            let at = found.leaves.iter().position(|other| other == leaf)?;
            let Interval { lower, upper, .. } = found.figure(leaf)?.interval();
            let value = lower + (upper - lower) * places[(turn * 5 + at * 3) % places.len()];
            Some(Interval::exact(value.clamp(lower, upper)))
        };
        if let Some(there) = enclose(core, &mut point, period) {
            prop_assert!(whole.meets(&there), "{whole:?} {there:?}");
        }
    }
    Ok(())
}

fn indicator(definitions: &Definitions, formula: &str) -> Indicator {
    let any = definitions.indicators.values().next().expect("an indicator");
    let core = lowered(formula, definitions);
    Indicator {
        formula: formula.to_string(),
        core,
        scale: 100.0,
        areas: admincost::definitions::Scope::All,
        ..any.clone()
    }
}

/// All values of the bulk evaluation.
fn bulk(panel: &Panel, definitions: &Definitions, indicator: &Indicator) -> Vec<IndicatorValue> {
    let asked = Asked { definitions, indicators: &[indicator], windows: &[], with_sources: false };
    let mut values = Vec::new();
    let taken = indicators::compute(panel.clone(), &asked, &mut |block| {
        let row = |at: usize| block.row(at, (&indicator.id, &panel.areas[block.areas[at] as usize], ""));
        values.extend((0..block.len()).map(row));
        Ok(())
    });
    taken.expect("an evaluation");
    values
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 400, failure_persistence: None, ..ProptestConfig::default() })]
    #[test]
    fn bulk_and_scalar_agree_and_intervals_hold(
        formula in formula(), printed in printed(), places in prop::collection::vec(prop_oneof![0.0..=1.0f64, Just(0.0), Just(1.0)], 12)
    ) {
        let (definitions, panel) = (definitions(), panel(&printed));
        let indicator = indicator(&definitions, &formula);
        prop_assume!(!leaves(&indicator.core).is_empty());
        let bulk = bulk(&panel, &definitions, &indicator);
        let day = NaiveDate::from_ymd_opt(2008, 1, 1).expect("a day");
        let then = panel.clone().as_of(day);
        for (area, code) in panel.areas.iter().enumerate() {
            for period in 1995..=2015 {
                let at = |panel: &Panel, vintage| {
                    scalar::at(&indicator.core, &definitions.series, panel, (area as u32, period), vintage).ok()
                };
                let found = at(&panel, Vintage::Newest);
                // A constant side of a splice has no years of its own; the bulk evaluation gives it those of the other side.
                let moves = |leaf: &Leaf| matches!(leaf.shift, Shift::Relative(_));
                if found.as_ref().is_some_and(|found| !found.leaves.iter().any(moves)) {
                    continue;
                }
                let row = bulk.iter().find(|row| *row.ref_area == **code && row.period == period);
                agrees(row, found.as_ref(), indicator.scale)?;
                if let Some(found) = &found {
                    holds_inside(&indicator.core, period, found, &places)?;
                }
                let (seen, filtered) = (at(&panel, Vintage::AsOf(day)), at(&then, Vintage::Newest));
                prop_assert_eq!(seen.as_ref().map(|s| s.interval), filtered.as_ref().map(|s| s.interval));
                prop_assert_eq!(seen.map(|s| s.value), filtered.map(|s| s.value));
            }
        }
    }
}
