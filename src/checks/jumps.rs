//! Series that leave their unit: a line of figures that rises or falls a thousandfold from one year to the next and stays
//! there. In: a table. Out: a violation for each such line, at the first figure after the jump. Refuses lines of fewer than
//! four figures, and those that change as much elsewhere.

use super::{Member, Violation};
use crate::messages::say;
use crate::problem::Place;
use crate::tables::identities::Class;
use crate::tables::{BodyCell, Heading, Table};

const FEWEST: usize = 4;
/// Powers of ten that publishers change their units by; a hundredfold may be real.
const LEAST_POWER: f64 = 3.0;
const MOST_POWER: f64 = 8.0;
/// How far a jump may be off its power of ten: what the series itself changed by in the year.
const OFF: f64 = 0.3;
/// Changes from year to year elsewhere in the line.
const STEADY: f64 = 0.5;

pub fn of_table(table: &Table, source: &str) -> Vec<Violation> {
    let rows: Vec<Option<i32>> = table.rows.iter().map(year).collect();
    let columns: Vec<Option<i32>> = table.columns.iter().map(year).collect();
    let mut found = Vec::new();
    if rows.iter().flatten().count() >= FEWEST {
        found.extend(lines(table, source, table.columns.len(), |cell| {
            (cell.column, rows.get(cell.row).copied().flatten())
        }));
    }
    if columns.iter().flatten().count() >= FEWEST {
        found.extend(lines(table, source, table.rows.len(), |cell| {
            (cell.row, columns.get(cell.column).copied().flatten())
        }));
    }
    found
}

/// The year that a label names and nothing else.
fn year(heading: &Heading) -> Option<i32> {
    heading.labels.iter().find_map(|label| {
        let digits = label.text.trim().trim_end_matches(['年', '度']).trim();
        digits.parse().ok().filter(|year| digits.len() == 4 && (1800..=2100).contains(year))
    })
}

fn lines(
    table: &Table,
    source: &str,
    count: usize,
    place: impl Fn(&BodyCell) -> (usize, Option<i32>),
) -> Vec<Violation> {
    let mut lines: Vec<Vec<(i32, &BodyCell)>> = vec![Vec::new(); count];
    for cell in table.cells.iter().filter(|cell| cell.value.is_some_and(|value| value > 0.0)) {
        if let (line, Some(year)) = place(cell)
            && let Some(line) = lines.get_mut(line)
        {
            line.push((year, cell));
        }
    }
    lines.into_iter().filter_map(|line| jump(table, source, line)).collect()
}

fn jump(table: &Table, source: &str, mut line: Vec<(i32, &BodyCell)>) -> Option<Violation> {
    line.sort_by_key(|(year, _)| *year);
    let follow = line.windows(2).all(|pair| pair[1].0 == pair[0].0 + 1);
    if line.len() < FEWEST || !follow {
        return None;
    }
    let power = |pair: &[(i32, &BodyCell)]| Some((pair.get(1)?.1.value? / pair.first()?.1.value?).log10());
    let powers: Vec<f64> = line.windows(2).filter_map(power).collect();
    let (at, power) = powers.iter().copied().enumerate().max_by(|a, b| a.1.abs().total_cmp(&b.1.abs()))?;
    let others = || powers.iter().enumerate().filter(|(other, _)| *other != at).map(|(_, power)| power.abs());
    let whole = power.abs().round();
    let is_unit = (LEAST_POWER..=MOST_POWER).contains(&whole) && (power.abs() - whole).abs() <= OFF;
    if !is_unit || others().any(|other| other > STEADY) {
        return None;
    }
    let ((before_year, before), (year, after)) = (line.get(at).copied()?, line.get(at + 1).copied()?);
    let member = |cell: &BodyCell, year: i32| Member {
        place: at_cell(table, source, cell),
        label: year.to_string(),
        printed: cell.text.trim().to_string(),
    };
    Some(Violation {
        class: Class::UnitChange,
        place: at_cell(table, source, after),
        equation: say!("equation.one-unit", before_year, year),
        figures: say!(
            "figures.jump",
            after = after.text.trim(),
            year,
            before = before.text.trim(),
            before_year,
            times = super::words::plain((after.value? / before.value?).round())
        ),
        members: vec![member(after, year), member(before, before_year)],
        difference: after.value? - before.value?,
        tolerance: 0.0,
        missing: Vec::new(),
        suspects: 0,
        proposal: None,
    })
}

fn at_cell(table: &Table, source: &str, cell: &BodyCell) -> Place {
    Place::Cell {
        source: source.to_string(),
        sheet: table.sheet.clone(),
        row: table.rows.get(cell.row).map_or(0, |row| row.index),
        col: table.columns.get(cell.column).map_or(0, |column| column.index),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::tables::Label;

    fn table(figures: &[&str]) -> Table {
        let heading = |index: usize, text: String| {
            let label = Label { text, dimension: None, row: 1, col: 1 };
            Heading { index: index as u32, labels: vec![label] }
        };
        let cell = |(row, text): (usize, &&str)| BodyCell {
            row,
            column: 0,
            text: (*text).into(),
            value: text.parse().ok(),
            decimals: 0,
            notes: Vec::new(),
            standing: None,
        };
        Table {
            rows: (0..figures.len()).map(|at| heading(at + 2, format!("{}年", 1990 + at))).collect(),
            columns: vec![heading(2, "支出".to_string())],
            cells: figures.iter().enumerate().map(cell).collect(),
            ..Table::default()
        }
    }

    #[test]
    fn a_change_of_the_unit_is_named_where_it_begins() {
        let found = of_table(&table(&["1310", "1422", "1475", "1586000", "1788000"]), "x");
        assert_eq!(found.iter().map(|one| one.place.to_string()).collect::<Vec<_>>().len(), 1);
        assert!(found.iter().all(|one| one.figures.contains("1586000 in 1993")));
        for steady in
            [&["13", "142", "1475", "15860", "178800"][..], &["1310", "1422", "1475000"], &["1", "2", "3", "4"]]
        {
            assert!(of_table(&table(steady), "x").is_empty(), "{steady:?}");
        }
    }
}
