//! One file of a folder, with what its figures say of themselves.
//!
//! In: the account of a file. Out: a row: shares of figures with year, area, unit and series, and what it lacks. Refuses
//! nothing.

use serde_json::{Value, json};
use std::collections::BTreeMap;

use crate::messages::{Message, say};
use crate::outputs::{Account, Tally};
use crate::problem::Problem;
/// One file.
pub struct Row {
    pub path: String,
    pub kind: &'static str,
    pub is_read: bool,
    pub tables: usize,
    pub tally: Tally,
    /// Doubts and findings by code: how many, and the first.
    pub doubts: BTreeMap<&'static str, (usize, Problem)>,
}

/// Below this share of figures a file needs a hint.
const ENOUGH: f64 = 0.9;

impl Row {
    pub fn of(account: &Account) -> Row {
        let mut doubts: BTreeMap<&'static str, (usize, Problem)> = BTreeMap::new();
        for problem in &account.problems {
            doubts.entry(problem.code).or_insert_with(|| (0, problem.clone())).0 += 1;
        }
        Row {
            path: account.path.clone(),
            kind: account.kind.name(),
            is_read: account.read,
            tables: account.tables,
            tally: account.tally.clone(),
            doubts,
        }
    }

    /// The shares of figures with year, area, unit and series.
    pub fn shares(&self) -> [(&'static str, Option<f64>); 4] {
        let share = |count: usize| (self.tally.observations > 0).then(|| count as f64 / self.tally.observations as f64);
        let tally = &self.tally;
        [
            ("year", share(tally.dated)),
            ("area", share(tally.placed)),
            ("unit", share(tally.with_unit)),
            ("series", share(tally.of_series)),
        ]
    }

    /// What most of a table should have and these figures lack: `year`, `area`, `unit`. A year from a name is to be looked at.
    pub fn needs(&self) -> Vec<&'static str> {
        let lacks = |(name, share): &(&str, Option<f64>)| {
            let by_name = *name == "year" && self.doubts.contains_key("period-from-name");
            *name != "series" && (by_name || share.is_some_and(|share| share < ENOUGH))
        };
        self.shares().iter().filter(|share| lacks(share)).map(|(name, _)| *name).collect()
    }

    /// The same as people read it.
    pub fn needs_words(&self) -> String {
        Message::list(self.needs().into_iter().map(|name| Message::of_english("column", name))).to_string()
    }

    /// `2018, 2019 header; 2021 file-name`.
    pub fn years(&self) -> String {
        let mut by_basis: BTreeMap<_, Vec<i16>> = BTreeMap::new();
        self.tally.years.keys().for_each(|(year, basis)| by_basis.entry(*basis).or_default().push(*year));
        let shown = by_basis.iter().map(|(basis, years)| {
            let years = match years.as_slice() {
                [first, .., last] if years.len() > 3 => format!("{first}…{last} ({})", years.len()),
                _ => years.iter().map(i16::to_string).collect::<Vec<_>>().join(", "),
            };
            format!("{years} {}", Message::named("basis", basis.name()))
        });
        shown.collect::<Vec<_>>().join("; ")
    }

    pub fn areas(&self) -> String {
        let areas: Vec<&str> = self.tally.areas.iter().take(2).map(String::as_str).collect();
        match self.tally.all_areas {
            0..=2 => areas.join(", "),
            all => format!("{} … ({all})", areas.first().unwrap_or(&"")),
        }
    }

    pub fn coverage(&self) -> String {
        let known = |name: &&str| Message::named("coverage", name);
        Message::list(self.tally.coverage.keys().map(known)).to_string()
    }

    pub fn json(&self) -> Value {
        let shares: serde_json::Map<String, Value> =
            self.shares().into_iter().map(|(name, share)| (name.to_string(), json!(share))).collect();
        let doubts = self.doubts.iter().map(|(code, (count, first))| {
            json!({ "code": code, "count": count, "message": first.message, "place": first.place.to_string() })
        });
        json!({
            "path": self.path,
            "kind": self.kind,
            "status": if self.is_read { "read" } else { "refused" },
            "tables": self.tables,
            "says": self.tally.to_json(),
            "areas": self.tally.areas,
            "shares": shares,
            "needs": self.needs(),
            "doubts": doubts.collect::<Vec<Value>>(),
        })
    }
}

/// A share in whole percent, nothing where there are no figures.
pub fn percent(share: Option<f64>) -> String {
    share.map_or(String::new(), |share| format!("{:.0}", (share * 100.0).floor()))
}

/// How many files need what.
pub fn summary(rows: &[Row]) -> String {
    let figures: usize = rows.iter().map(|row| row.tally.observations).sum();
    let refused = rows.iter().filter(|row| !row.is_read).count();
    let needing = |name: &str| rows.iter().filter(|row| row.needs().contains(&name)).count();
    let any = rows.iter().filter(|row| !row.needs().is_empty()).count();
    let summary = say!(
        "inspect.summary",
        files = rows.len(),
        refused,
        figures,
        any,
        of_year = needing("year"),
        of_area = needing("area"),
        of_unit = needing("unit")
    );
    format!("{summary}\n")
}
