//! Lineage: any indicator value recomputes from printed texts alone.

use admincost::definitions;
use admincost::lineage::{Outputs, to_text};
use admincost::store;

use crate::support::{bundled, pipeline, project, stderr, stdout};

#[test]
fn a_thousand_random_values_recompute_from_printed_texts() {
    let out = bundled();
    let (definitions, _) = definitions::load(&project().join("pipelines")).expect("definitions");
    let outputs = Outputs::open(out, &definitions, None).expect("outputs");
    let frame = store::frame(&out.join("indicators.parquet")).expect("indicators");
    let text = |name: &str, row: usize| {
        frame.column(name).expect("a column").str().expect("texts").get(row).expect("a value").to_string()
    };
    let numbers = |name: &str| frame.column(name).expect("a column").f64().expect("numbers");
    let (values, lower, upper) = (numbers("obs_value"), numbers("lower"), numbers("upper"));
    let mut state: u64 = 20_261_122;
    for _ in 0..1000 {
        state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        let row = (state >> 33) as usize % frame.height();
        let (id, area) = (text("indicator", row), text("ref_area", row));
        let period: i32 = text("time_period", row).parse().expect("a year");
        let trace = outputs.trace(&id, &area, period).expect("a trace");
        let (stored, again) = (values.get(row).expect("a value"), trace.value.expect("a value"));
        let scale = stored.abs().max(1e-9);
        assert!((stored - again).abs() <= 1e-12 * scale, "{stored} {again}\n{}", to_text(&trace));
        assert_eq!(text("obs_status", row), trace.status);
        let (least, most) = (lower.get(row), upper.get(row));
        assert_eq!(least.is_some() && most.is_some(), trace.interval.is_some(), "{}", to_text(&trace));
        if let (Some(least), Some(most), Some(found)) = (least, most, trace.interval) {
            let slack = 1e-6 * (most - least) + 1e-12 * scale;
            assert!((found.lower - least).abs() <= slack && (found.upper - most).abs() <= slack, "{}", to_text(&trace));
            assert!(least <= stored && stored <= most);
        }
    }
}

#[test]
fn a_trace_shows_formula_cells_units_and_editions() {
    let out = bundled().to_str().expect("a plain path");
    let output = pipeline(&["trace", "admin_share_of_expenditure", "--period", "2006", "--out", out]);
    let text = stdout(&output);
    assert_eq!(output.status.code(), Some(0), "{}", stderr(&output));
    for part in
        ["18.73", "7571.05", "40422.73", "CSY2007", "亿元", "100000000", "data/sources/", "18.7296703 to 18.7296997"]
    {
        assert!(text.contains(part), "{part} is not in\n{text}");
    }
}

/// GDP of 2004 as first published, after the first economic census, and as the national database and later yearbooks revised it.
#[test]
fn a_trace_shows_what_each_edition_gave_as_it_appeared() {
    let (definitions, _) = definitions::load(&project().join("pipelines")).expect("definitions");
    let outputs = Outputs::open(bundled(), &definitions, None).expect("outputs");
    let trace = outputs.trace("gdp_nominal", "CN", 2004).expect("a trace");
    let values: Vec<f64> = trace.vintages.iter().map(|stood| stood.value).collect();
    assert_eq!(values, [161840.2, 160714.4, 159878.3, 136515.0]);
    assert!(trace.vintages.windows(2).all(|pair| pair[0].from > pair[1].from), "{:?}", trace.vintages);
    let text = to_text(&trace);
    for line in
        ["from 2005-02-28 (NBSC2005)  136515  printed digits allow 136514.5 to 136515.5", "161840.15 to 161840.25"]
    {
        assert!(text.contains(line), "{line} is not in\n{text}");
    }
}

/// A workbook may hold more digits than its sheet shows; they are the publisher's, and the interval is that of the shown ones.
#[test]
fn a_number_stored_with_more_digits_than_shown_is_taken_as_stored() {
    let (definitions, _) = definitions::load(&project().join("pipelines")).expect("definitions");
    let mut observations = store::read_observations(&bundled().join("observations.parquet")).expect("observations");
    observations.retain(|o| o.series.as_deref() == Some("gdp_nominal") && o.time_period.as_deref() == Some("2010"));
    observations.truncate(1);
    let traced = |shown: &str, stored: f64| {
        let given = admincost::observations::Observation {
            value_text: shown.into(),
            obs_value: Some(stored),
            decimals: 2,
            unit_measure: Some("CNY".into()),
            unit_mult: Some(8),
            ..observations[0].clone()
        };
        let folder = tempfile::tempdir().expect("a folder");
        let batch = store::observation_batch(&[given]).expect("a batch");
        store::write_batch(&folder.path().join("observations.parquet"), &batch).expect("written");
        let outputs = Outputs::open(folder.path(), &definitions, None).expect("outputs");
        let trace = outputs.trace("gdp_nominal", "CN", 2010).expect("a trace");
        let interval = trace.interval.expect("bounds");
        (trace.value.expect("a value"), interval.lower, interval.upper)
    };
    let near = |found: (f64, f64, f64), expected: [f64; 3]| {
        [found.0, found.1, found.2].iter().zip(expected).all(|(one, other)| (one - other).abs() < 1e-9)
    };
    let stored = traced("7205.12", 7205.1201);
    assert!(near(stored, [7205.1201, 7205.1151, 7205.1251]), "{stored:?}");
    let another = traced("7205.12", 7305.12);
    assert!(near(another, [7205.12, 7205.115, 7205.125]), "what is printed counts: {another:?}");
}

#[test]
fn a_trace_of_what_is_not_there_says_why() {
    let out = bundled().to_str().expect("a plain path");
    let across = pipeline(&["trace", "admin_growth", "--period", "2007", "--out", out]);
    assert_eq!(across.status.code(), Some(2));
    assert!(stderr(&across).contains("2007"), "{}", stderr(&across));
    let unknown = pipeline(&["trace", "admin_share_of_expenditur", "--period", "2006", "--out", out]);
    assert!(stderr(&unknown).contains("admin_share_of_expenditure"), "{}", stderr(&unknown));
}
