//! Hints for the files of a folder that need one, drafted as definitions.
//!
//! In: the rows of a folder. Out: TOML that the loader takes as it is: every entry is commented out, with the readings there
//! are, for what no table prints is for the scholar to tell. Refuses to decide.

use std::collections::BTreeSet;
use std::fmt::Write;

use super::folder_row::{Row, percent};
use super::suggest::{one_line, pattern, quoted, years};
use crate::messages::{Message, say};

pub fn hints(name: &str, rows: &[Row]) -> String {
    let mut out = format!("{}\n", say!("suggest.of-folder", name = one_line(name)));
    let is_needing = |row: &&Row| row.needs().iter().any(|need| row.tables > 0 || *need == "year");
    let needing: Vec<&Row> = rows.iter().filter(is_needing).collect();
    if needing.is_empty() {
        out.push_str(&format!("{}\n", say!("suggest.nothing-of-folder")));
    }
    needing.iter().for_each(|row| write_entry(&mut out, row));
    out
}

fn write_entry(out: &mut String, row: &Row) {
    let [year, area, unit, _] = row.shares().map(|(_, share)| percent(share));
    let _ = writeln!(
        out,
        "\n{}",
        say!("suggest.file", path = one_line(&row.path), figures = row.tally.observations, year, area, unit)
    );
    for code in ["period-from-name", "period-not-in-name", "ambiguous-area", "unknown-unit"] {
        if let Some((_, first)) = row.doubts.get(code) {
            let _ = writeln!(out, "# {}", one_line(&first.message.to_string()));
        }
    }
    let _ = writeln!(out, "# [[table]]\n# target = {{ source = {} }}", quoted(&pattern(&row.path)));
    let is_text = row.tables == 0;
    if is_text {
        out.push_str(&format!("{}\n", say!("suggest.text-alone")));
    }
    for need in row.needs().into_iter().filter(|need| !is_text || *need == "year") {
        for (value, why) in choices(row, need) {
            let key = if need == "year" { "period" } else { need };
            let _ = writeln!(out, "# {key} = {}   # {}", quoted(&value), one_line(&why));
        }
    }
}

/// The readings there are of what a file needs.
fn choices(row: &Row, need: &str) -> Vec<(String, String)> {
    match need {
        "year" => {
            let mut all: Vec<_> = row.tally.years.iter().collect();
            all.sort_by(|one, other| other.1.cmp(one.1).then_with(|| one.0.cmp(other.0)));
            let (taken, printed): (Vec<_>, Vec<_>) = all.into_iter().partition(|((_, basis), _)| basis.is_name());
            let mut found: Vec<(String, String)> = taken
                .into_iter()
                .map(|((year, basis), figures)| {
                    (
                        year.to_string(),
                        say!("suggest.taken-now", figures, basis = Message::named("basis", basis.name())).to_string(),
                    )
                })
                .collect();
            found.extend(printed.into_iter().take(3).map(|((year, basis), figures)| {
                (
                    year.to_string(),
                    say!("suggest.printed-for", figures, basis = Message::named("basis", basis.name())).to_string(),
                )
            }));
            found.extend(years(&row.path).into_iter().map(|year| (year, say!("suggest.in-path").to_string())));
            let mut known = BTreeSet::new();
            found.retain(|(year, _)| known.insert(year.clone()));
            found.push(("2010".to_string(), say!("suggest.other-year").to_string()));
            found
        }
        "area" => {
            let areas =
                row.tally.areas.iter().map(|code| (code.clone(), say!("suggest.other-figures-area").to_string()));
            let other = ("110000".to_string(), say!("suggest.other-area").to_string());
            areas.take(3).chain([other]).collect()
        }
        _ => ["亿元", "万元", "元"].map(|unit| (unit.to_string(), say!("suggest.other-unit").to_string())).into(),
    }
}
