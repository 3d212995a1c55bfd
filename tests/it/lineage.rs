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
    let values = frame.column("obs_value").expect("values").f64().expect("numbers");
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
    }
}

#[test]
fn a_trace_shows_formula_cells_units_and_editions() {
    let out = bundled().to_str().expect("a plain path");
    let output = pipeline(&["trace", "admin_share_of_expenditure", "--period", "2006", "--out", out]);
    let text = stdout(&output);
    assert_eq!(output.status.code(), Some(0), "{}", stderr(&output));
    for part in ["18.73", "7571.05", "40422.73", "CSY2007", "亿元", "100000000", "data/sources/"] {
        assert!(text.contains(part), "{part} is not in\n{text}");
    }
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
