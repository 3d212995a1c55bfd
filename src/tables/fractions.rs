//! Rates stored as plain fractions under a heading with `%` (1.0194 under `执行数为预算数的%`). In: a table. Out: the same with
//! such rates a hundred times as large, each noted, and a warning for each line, where the table's own figures prove it: every
//! rate is one line over another or its growth, or the shares make 1.
//!
//! Refuses to change a rate on its size alone: a growth of 0.5 % is common.

use std::collections::HashMap;

use super::identities::Axis;
use super::{BodyCell, Heading, Table};
use crate::messages::say;
use crate::problem::{Place, Problem};

/// Lines further off are not looked at for the level and its base.
const NEAR: usize = 6;
/// A fraction above this is none.
const MOST: f64 = 20.0;

/// Reads such rates as percentages.
pub fn settle(table: &mut Table, path: &str) -> Vec<Problem> {
    let mut problems = Vec::new();
    for axis in [Axis::Columns, Axis::Rows] {
        let lines = if axis == Axis::Rows { table.rows.len() } else { table.columns.len() };
        for line in 0..lines {
            if !is_percent(table, axis, line) {
                continue;
            }
            let rates = Rates::new(table, axis, line);
            if let Some(proof) = rates.proof(table) {
                problems.extend(rates.first().map(|cell| problem(table, cell, path, &proof)));
                for (_, at) in &rates.cells {
                    table.cells.get_mut(*at).into_iter().for_each(enlarge);
                }
            }
        }
    }
    problems
}

fn heading(table: &Table, axis: Axis, line: usize) -> Option<&Heading> {
    if axis == Axis::Rows { table.rows.get(line) } else { table.columns.get(line) }
}

fn is_percent(table: &Table, axis: Axis, line: usize) -> bool {
    let labels = heading(table, axis, line).into_iter().flat_map(|heading| &heading.labels);
    labels.into_iter().any(|label| label.text.contains(['%', '％']) && !label.text.contains("=100"))
}

fn words(table: &Table, axis: Axis, line: usize) -> String {
    let labels = heading(table, axis, line).into_iter().flat_map(|heading| &heading.labels);
    labels.map(|label| label.text.as_str()).collect()
}

/// Line and crossing of a cell.
fn place(cell: &BodyCell, axis: Axis) -> (usize, usize) {
    if axis == Axis::Rows { (cell.row, cell.column) } else { (cell.column, cell.row) }
}

/// The figures of one line, by their crossing.
struct Rates {
    axis: Axis,
    line: usize,
    /// Crossing, and place among the cells.
    cells: Vec<(usize, usize)>,
}

/// What shows that rates are fractions.
enum Proof {
    Over(String, String, usize),
    Shares(usize),
}

impl Rates {
    fn new(table: &Table, axis: Axis, line: usize) -> Rates {
        let own = |(at, cell): (usize, &BodyCell)| {
            let (own, crossing) = place(cell, axis);
            (own == line && cell.value.is_some()).then_some((crossing, at))
        };
        Rates { axis, line, cells: table.cells.iter().enumerate().filter_map(own).collect() }
    }

    fn first(&self) -> Option<usize> {
        self.cells.first().map(|(_, cell)| *cell)
    }

    fn proof(&self, table: &Table) -> Option<Proof> {
        let cells: Vec<&BodyCell> = self.cells.iter().filter_map(|(_, at)| table.cells.get(*at)).collect();
        let plain = |cell: &&BodyCell| {
            cell.value.is_some_and(|value| value.abs() <= MOST)
                && !cell.text.contains(['%', '％'])
                && cell.notes.is_empty()
        };
        if cells.len() < 2 || !cells.iter().all(plain) {
            return None;
        }
        self.over_another(table).or_else(|| self.shares(table, &cells))
    }

    /// Two lines near by of which every rate is the ratio, or the growth.
    fn over_another(&self, table: &Table) -> Option<Proof> {
        let range = self.line.saturating_sub(NEAR)..self.line + NEAR + 1;
        let mut lines: HashMap<usize, HashMap<usize, f64>> = HashMap::new();
        for cell in &table.cells {
            let (line, crossing) = place(cell, self.axis);
            if let Some(value) = cell.value.filter(|_| range.contains(&line) && line != self.line) {
                lines.entry(line).or_default().insert(crossing, value);
            }
        }
        lines.retain(|line, _| !is_percent(table, self.axis, *line));
        let mut named: Vec<(&usize, &HashMap<usize, f64>)> = lines.iter().collect();
        named.sort_by_key(|(line, _)| **line);
        let pairs = named.iter().flat_map(|above| named.iter().map(move |below| (above, below)));
        let found = pairs.filter(|(above, below)| above.0 != below.0).find_map(|(above, below)| {
            let held = [0.0, 1.0].into_iter().find_map(|less| self.held(table, above.1, below.1, less))?;
            Some((above.0, below.0, held))
        });
        let (above, below, held) = found?;
        Some(Proof::Over(words(table, self.axis, *above), words(table, self.axis, *below), held))
    }

    /// How many rates are `above / below - less`, where all are that can be tested and none is a hundred times as much.
    fn held(
        &self,
        table: &Table,
        above: &HashMap<usize, f64>,
        below: &HashMap<usize, f64>,
        less: f64,
    ) -> Option<usize> {
        let (mut held, mut finest) = (0, true);
        let mut seen: Vec<f64> = Vec::new();
        for (crossing, at) in &self.cells {
            let (Some(level), Some(base)) = (above.get(crossing), below.get(crossing)) else { continue };
            let Some((value, decimals)) = table.cells.get(*at).and_then(|cell| Some((cell.value?, cell.decimals)))
            else {
                continue;
            };
            if *base == 0.0 {
                continue;
            }
            let tolerance = tolerance(value, decimals)?;
            if (value - (level / base - less)).abs() > tolerance {
                return None;
            }
            finest &= tolerance < 1e-3;
            held += 1;
            seen.push(value);
        }
        seen.sort_by(f64::total_cmp);
        seen.dedup();
        (seen.len() >= 2 && (held >= 3 || held == 2 && finest)).then_some(held)
    }

    /// Shares between 0 and 1 that make 1, with a total of 1 among them or without.
    fn shares(&self, table: &Table, cells: &[&BodyCell]) -> Option<Proof> {
        let named = words(table, self.axis, self.line).to_lowercase();
        let is_share = ["占", "比重", "构成", "share", "proportion"].iter().any(|word| named.contains(word));
        let values: Vec<f64> = cells.iter().filter_map(|cell| cell.value).collect();
        let fits =
            values.iter().all(|value| (0.0..=1.0).contains(value)) && cells.iter().all(|cell| cell.decimals >= 2);
        let total = if values.contains(&1.0) { 2.0 } else { 1.0 };
        let off = (values.iter().sum::<f64>() - total).abs();
        (is_share && fits && values.len() >= 4 && off <= 0.005 * values.len() as f64 * 0.5)
            .then_some(Proof::Shares(values.len()))
    }
}

/// Half a unit of the last digit; a stored value finer than its print was rounded to four digits at most. `None` for figures
/// of fewer than two decimals, which many ratios fit.
fn tolerance(value: f64, decimals: u8) -> Option<f64> {
    let scaled = value * 10f64.powi(i32::from(decimals));
    let is_finer = (scaled - scaled.round()).abs() > 1e-6;
    match (is_finer, decimals) {
        (true, _) => Some(6e-5),
        (false, 2..) => Some(0.5 * 10f64.powi(-i32::from(decimals)) * 1.001),
        _ => None,
    }
}

fn enlarge(cell: &mut BodyCell) {
    if let Some(value) = &mut cell.value {
        cell.notes.push(format!("a fraction under a heading with %: {value}"));
        *value = (*value * 1e12).round() / 1e10;
        cell.decimals = cell.decimals.saturating_sub(2);
    }
}

fn problem(table: &Table, cell: usize, path: &str, proof: &Proof) -> Problem {
    let at = table.cells.get(cell).and_then(|cell| table.rows.get(cell.row).zip(table.columns.get(cell.column)));
    let (row, col) = at.map_or((1, 1), |(row, column)| (row.index, column.index));
    let place = Place::Cell { source: path.to_string(), sheet: table.sheet.clone(), row, col };
    let shown = match proof {
        Proof::Over(above, below, held) => say!("tables.fractions-over", held, above, below),
        Proof::Shares(count) => say!("tables.shares-make-one", count),
    };
    let message = say!("tables.fractions", shown);
    Problem::warning("fractions-as-percent", place, message)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::tables::Label;

    fn table(columns: &[&str], rows: &[&[&str]]) -> Table {
        let label = |text: &str| Label { text: text.to_string(), dimension: None, row: 1, col: 1 };
        let heading = |(at, text): (usize, &&str)| Heading { index: at as u32 + 2, labels: vec![label(text)] };
        let cell = |row: usize, column: usize, text: &str| BodyCell {
            row,
            column,
            text: text.into(),
            value: text.parse().ok(),
            decimals: text.split_once('.').map_or(0, |(_, fraction)| fraction.len() as u8),
            notes: Vec::new(),
            standing: None,
        };
        let cells = rows.iter().enumerate();
        let cells =
            cells.flat_map(|(row, texts)| texts.iter().enumerate().map(move |(column, text)| cell(row, column, text)));
        Table {
            columns: columns.iter().enumerate().map(heading).collect(),
            rows: rows.iter().enumerate().map(|(at, _)| heading((at, &"甲"))).collect(),
            cells: cells.collect(),
            ..Table::default()
        }
    }

    fn read(columns: &[&str], rows: &[&[&str]], column: usize) -> (Vec<Option<f64>>, usize) {
        let mut table = table(columns, rows);
        let problems = settle(&mut table, "x").len();
        (table.cells.iter().filter(|cell| cell.column == column).map(|cell| cell.value).collect(), problems)
    }

    #[test]
    fn ratios_and_growth_of_two_columns_are_enlarged() {
        let rows: [&[&str]; 2] = [&["412", "420", "1.0194"], &["310", "295", "0.9516"]];
        assert_eq!(read(&["预算数", "执行数", "执行数为预算数的%"], &rows, 2), (vec![Some(101.94), Some(95.16)], 1));
        let rows: [&[&str]; 3] = [&["200", "210", "0.05"], &["100", "93", "-0.07"], &["50", "56", "0.12"]];
        assert_eq!(read(&["2019年", "2020年", "增长%"], &rows, 2), (vec![Some(5.0), Some(-7.0), Some(12.0)], 1));
    }

    #[test]
    fn small_percentages_stay() {
        let rows: [&[&str]; 3] = [&["200", "201", "0.5"], &["100", "101", "1.0"], &["50", "50.6", "1.2"]];
        assert_eq!(read(&["2019年", "2020年", "增长%"], &rows, 2).1, 0);
        let rows: [&[&str]; 2] = [&["200", "210", "1.05"], &["100", "93", "0.93"]];
        assert_eq!(read(&["2019年", "2020年", "失业率%"], &rows, 2).1, 0);
    }

    #[test]
    fn shares_that_make_one_are_enlarged() {
        let rows: [&[&str]; 4] = [&["40", "0.40"], &["30", "0.30"], &["20", "0.20"], &["10", "0.10"]];
        assert_eq!(read(&["金额", "占比（%）"], &rows, 1).0, [Some(40.0), Some(30.0), Some(20.0), Some(10.0)]);
    }
}
