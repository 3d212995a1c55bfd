//! The panel: the same from a file of several row groups as from memory, whatever the order of rows; and outputs without csv.

use std::collections::BTreeMap;

use admincost::definitions;
use admincost::indicators::{Entry, Panel};
use admincost::observations::Observation;
use admincost::store;

use crate::support::{bundled, files, pipeline, stderr};

/// Everything a formula can see in a panel; rows by what is printed there, since other orders number them otherwise.
fn seen(panel: &Panel, with_rows: bool) -> BTreeMap<String, Vec<Entry>> {
    let of_series = |name: &String| {
        let areas = 0..panel.areas.len() as u32;
        let entries = areas.flat_map(|area| panel.of_area(name, area).iter());
        entries.map(|entry| if with_rows { entry } else { Entry { row: 0, ..entry } }).collect()
    };
    panel.series.keys().map(|name| (name.clone(), of_series(name))).collect()
}

/// The bundled observations many times over, each time under other sources, so that they fill more than one row group. The
/// first half is dated, and some areas, years, units and values are missing or of no use.
fn many() -> Vec<Observation> {
    let one = store::read_observations(&bundled().join("observations.parquet")).expect("observations");
    let times = (1usize << 17) / one.len() + 2;
    let mut all = Vec::with_capacity(one.len() * times);
    for turn in 0..times {
        all.extend(one.iter().enumerate().map(|(at, observation)| {
            let mut other = observation.clone();
            other.source = format!("{turn} {}", other.source).into();
            match (at + turn) % 97 {
                0 => other.ref_area = None,
                1 => other.time_period = Some("2010-03".into()),
                2 => other.unit_measure = Some("no such unit".into()),
                3 => other.obs_value = Some(f64::MAX),
                4 => other.unit_mult = None,
                5 => (other.vintage, other.vintage_date) = (None, None),
                _ => {}
            }
            other
        }));
    }
    all
}

#[test]
fn a_panel_is_the_same_from_a_file_of_several_row_groups_as_from_memory() {
    let (definitions, _) = definitions::find(None).expect("definitions");
    let mut all = many();
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("observations.parquet");
    store::write_batch(&path, &store::observation_batch(&all).expect("a batch")).expect("written");
    let memory = Panel::from_observations(&all, &definitions.units);
    let file = Panel::from_parquet(&path, &definitions.units, None).expect("a panel");
    assert_eq!((&file.areas, &file.editions), (&memory.areas, &memory.editions));
    assert_eq!(file.unusable, memory.unusable);
    assert!(memory.unusable.len() >= 5, "{:?}", memory.unusable);
    assert!(seen(&file, true) == seen(&memory, true), "other figures");

    let wanted: Vec<&str> = memory.series.keys().map(String::as_str).step_by(7).collect();
    let some = Panel::from_parquet(&path, &definitions.units, Some(&wanted)).expect("a panel");
    assert!(some.series.keys().eq(wanted.iter()), "{:?}", some.series.keys());
    let all_series = seen(&memory, true);
    for (name, entries) in seen(&some, true) {
        let values =
            |entries: &[Entry]| entries.iter().map(|entry| (entry.period, entry.value, entry.row)).collect::<Vec<_>>();
        assert_eq!(values(&entries), values(&all_series[&name]), "{name}");
    }

    all.reverse();
    let reversed = Panel::from_observations(&all, &definitions.units);
    let sorted = |panel: &Panel| {
        let key = |entry: &Entry| (entry.area, entry.period, entry.edition, entry.decimals, entry.value.to_bits());
        let mut seen = seen(panel, false);
        seen.values_mut().for_each(|entries| entries.sort_by_key(key));
        seen
    };
    assert!(sorted(&reversed) == sorted(&memory), "other figures in another order");
    for entries in seen(&reversed, true).values() {
        let order = |entry: &Entry| (entry.area, entry.period, std::cmp::Reverse(entry.edition));
        assert!(entries.is_sorted_by_key(order), "out of order");
    }
}

#[test]
fn without_csv_the_other_files_are_the_same() {
    let folder = tempfile::tempdir().expect("a folder");
    let out = folder.path().join("out");
    let output = pipeline(&["run", "--no-csv", "--out", out.to_str().expect("a plain path")]);
    assert_eq!(output.status.code(), Some(0), "{}", stderr(&output));
    let is_other = |(name, _): &(String, Vec<u8>)| !name.ends_with(".csv") && name != "manifest.json";
    let all: Vec<_> = files(bundled()).into_iter().filter(is_other).collect();
    let (manifest, written): (Vec<_>, Vec<_>) = files(&out).into_iter().partition(|(name, _)| name == "manifest.json");
    assert!(written == all, "{:?}", written.iter().map(|(name, _)| name).collect::<Vec<_>>());
    let manifest: serde_json::Value = serde_json::from_slice(&manifest[0].1).expect("json");
    let listed = manifest["outputs"].as_object().expect("outputs");
    assert!(listed.len() == written.len() && !listed.keys().any(|name| name.ends_with(".csv")), "{:?}", listed.keys());
    let read = folder.path().join("read");
    let arguments = ["ingest", "data/sources", "--no-csv", "--out", read.to_str().expect("a plain path")];
    assert!(pipeline(&arguments).status.code().is_some_and(|code| code < 2));
    let names: Vec<String> = files(&read).into_iter().map(|(name, _)| name).collect();
    assert_eq!(names, ["checks.json", "ingest.json", "manifest.json", "observations.parquet"]);
}
