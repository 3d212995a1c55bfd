//! One figure that a file prints in two tables. In: the observations of one source. Out: a violation for each figure of one
//! place, period, item and unit that another table prints with one digit otherwise or two exchanged. Refuses figures of
//! few digits, which differ by as little by chance, and those that the checks across files compare.

use std::collections::HashMap;
use std::collections::hash_map::DefaultHasher;
use std::hash::{Hash, Hasher};

use super::{Member, TableChecks, Violation};
use crate::messages::{Message, say};
use crate::observations::Observation;
use crate::problem::{Place, cell_name};
use crate::tables::identities::{Change, Class, one_slip_away};
use crate::texts::{Text, Texts};

/// Larger files are databases, and print a figure once.
const MOST: usize = 300_000;
/// Digits of a figure in which two are exchanged, and in which one is another.
const FEWEST_EXCHANGED: usize = 4;
const FEWEST_CHANGED: usize = 6;
const MOST_VIOLATIONS: usize = 200;

/// Contradictions between the tables of one source.
pub fn twice(observations: &[Observation]) -> TableChecks {
    let mut checks = TableChecks::default();
    let first = observations.first().map(table);
    if observations.len() > MOST || observations.iter().all(|one| Some(table(one)) == first) {
        return checks;
    }
    let mut labels: HashMap<&str, u64> = HashMap::new();
    let mut seen: HashMap<u64, &Observation> = HashMap::new();
    for one in observations {
        let Some(key) = key(one, &mut labels) else { continue };
        match seen.get(&key) {
            None => drop(seen.insert(key, one)),
            Some(other) if table(other) != table(one) && !super::is_comparable(one) => {
                checks.violations.extend(contradiction(one, other));
            }
            Some(_) => {}
        }
        if checks.violations.len() >= MOST_VIOLATIONS {
            break;
        }
    }
    if !checks.violations.is_empty() {
        checks.by_class.insert(Class::Contradiction, checks.violations.len());
    }
    checks
}

fn table(one: &Observation) -> (&str, Option<&str>, Option<&str>) {
    (&one.sheet, one.table_no.as_deref(), one.table_title.as_deref())
}

/// What a figure is of: its labels in any order, without those of its period; `None` for fewer than two.
fn key<'a>(one: &'a Observation, labels: &mut HashMap<&'a str, u64>) -> Option<u64> {
    one.obs_value?;
    let period = one.time_period.as_deref()?;
    let year = period.get(..4)?;
    let words = one.row_labels.iter().chain(&one.column_labels).map(Text::as_str);
    let mut hashes: Vec<u64> = words
        .filter(|text| text.trim().trim_end_matches(['年', '度']) != year)
        .map(|text| *labels.entry(text).or_insert_with(|| hashed(&tight(text))))
        .collect();
    hashes.sort_unstable();
    hashes.dedup();
    let stage = one.account_stage.map(|stage| stage.name());
    let unit = one.unit_text.as_deref();
    (hashes.len() >= 2).then(|| hashed(&(hashes, period, unit, stage, one.coverage.map(|coverage| coverage.name()))))
}

fn hashed(what: &impl Hash) -> u64 {
    let mut hasher = DefaultHasher::new();
    what.hash(&mut hasher);
    hasher.finish()
}

fn tight(text: &str) -> String {
    crate::tables::number::half_width(text).chars().filter(|letter| !letter.is_whitespace()).collect()
}

fn contradiction(one: &Observation, other: &Observation) -> Option<Violation> {
    let (value, before) = (one.obs_value?, other.obs_value?);
    let decimals = u8::try_from(one.decimals).ok().filter(|_| one.decimals == other.decimals)?;
    let tolerance = 0.5 * 10f64.powi(-i32::from(decimals));
    let change = one_slip_away(value, decimals, before, tolerance).filter(|_| value != before)?;
    let digits = one.value_text.chars().filter(char::is_ascii_digit).count();
    let fewest = match change {
        Change::Swap => FEWEST_EXCHANGED,
        Change::Digit => FEWEST_CHANGED,
        _ => return None,
    };
    let name = |labels: &Texts| labels.last().cloned().unwrap_or_default();
    (digits >= fewest).then(|| Violation {
        class: Class::Contradiction,
        place: place(one),
        equation: say!(
            "equation.twice",
            row = name(&one.row_labels),
            column = name(&one.column_labels),
            period = one.time_period.as_deref().unwrap_or_default()
        ),
        figures: say!(
            "figures.twice",
            one = one.value_text.trim(),
            other = other.value_text.trim(),
            sheet = other.sheet,
            cell = cell_name(other.row, other.col),
            words = Message::of_english("change", change.words())
        ),
        members: [one, other].into_iter().map(member).collect(),
        difference: value - before,
        tolerance,
        missing: Vec::new(),
        suspects: 0,
        proposal: None,
    })
}

fn place(one: &Observation) -> Place {
    Place::Cell { source: one.source.to_string(), sheet: one.sheet.to_string(), row: one.row, col: one.col }
}

fn member(one: &Observation) -> Member {
    let label = one.table_title.as_ref().unwrap_or(&one.sheet).to_string();
    Member { place: place(one), label, printed: one.value_text.trim().to_string() }
}
