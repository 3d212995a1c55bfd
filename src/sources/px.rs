//! PC-Axis files (.px): one table as statistical offices of some forty countries publish it.
//!
//! In: decoded text. Out: one grid: title, unit, a header row for each variable of the heading, a stub column for each of
//! the stub, the figures with their signs for missing ones, notes below. Refuses files whose data do not fill the places
//! that their values make.

use std::collections::HashMap;
use std::ops::Range;

use super::finding::{Contents, Finding};
use super::px_statements::{self, Statement, figures, texts};
use super::{Cell, Frame, Grid, Merge};
use crate::messages::say;

/// Columns of figures beyond which variables of the heading go to the stub.
const MOST_COLUMNS: usize = 1_000;
/// Notes on single values that are kept.
const MOST_NOTES: usize = 200;

struct Variable {
    name: String,
    values: Vec<String>,
}

pub(super) fn read(text: &str, name: &str) -> Result<Contents, Finding> {
    let file = File { statements: px_statements::read(text)? };
    let (mut stub, mut heading) = (file.variables("STUB")?, file.variables("HEADING")?);
    while heading.len() > 1 && places(&heading)? > MOST_COLUMNS {
        stub.push(heading.remove(0));
    }
    let rows = file.rows(&stub, places(&heading)?)?;
    let mut grid = Grid { sheet: name.to_string(), ..Grid::default() };
    grid.rows.extend(file.title().into_iter().map(line));
    grid.rows.extend(file.text("UNITS", &[]).map(|unit| line(format!("Unit: {unit}"))));
    let first = grid.rows.len() as u32;
    file.write_header(&stub, &heading, &mut grid);
    let body = grid.rows.len() as u32;
    let columns = stub.len().max(1);
    grid.rows.extend(rows.into_iter().map(|(keys, figures)| file.row(&keys, figures, columns)));
    grid.frame = Some(Frame { header: first..body, body: body..grid.rows.len() as u32, stub: columns as u32 });
    let notes = file.notes(&grid);
    grid.rows.extend(notes.into_iter().map(line));
    Ok(Contents { opened: vec![say!("opened.pc-axis")], grids: vec![grid], ..Contents::default() })
}

fn line(text: String) -> Vec<Cell> {
    vec![Cell { text, stored: None }]
}

/// How many places all values of some variables make.
fn places(variables: &[Variable]) -> Result<usize, Finding> {
    let count = variables.iter().try_fold(1usize, |count, variable| count.checked_mul(variable.values.len()));
    count.ok_or_else(|| Finding::broken(say!("source.the-pc-axis"), say!("source.px-places")))
}

struct File<'t> {
    statements: Vec<Statement<'t>>,
}

/// The labels of a row of the table, and its figures as printed.
type Row<'t> = (Vec<String>, Vec<&'t str>);

impl<'t> File<'t> {
    fn find(&self, name: &str, of: &[&str]) -> Option<&Statement<'t>> {
        self.statements.iter().find(|statement| statement.name == name && statement.of.iter().eq(of))
    }

    fn text(&self, name: &str, of: &[&str]) -> Option<String> {
        let text = texts(self.find(name, of)?.value).concat().replace('#', " ");
        Some(text).filter(|text| !text.trim().is_empty())
    }

    fn title(&self) -> Option<String> {
        ["TITLE", "DESCRIPTION", "CONTENTS"].iter().find_map(|name| self.text(name, &[]))
    }

    fn variables(&self, place: &str) -> Result<Vec<Variable>, Finding> {
        let names = self.find(place, &[]).map_or(Vec::new(), |names| texts(names.value));
        let variable = |name: String| {
            let values = self.find("VALUES", &[&name]).map_or(Vec::new(), |values| texts(values.value));
            match values.is_empty() {
                true => Err(Finding::broken(say!("source.the-pc-axis"), say!("source.px-no-values", name))),
                false => Ok(Variable { values, name }),
            }
        };
        names.into_iter().map(variable).collect()
    }

    /// The values of the stub and the figures of each row. Rows that begin with their keys may leave out others.
    fn rows(&self, stub: &[Variable], width: usize) -> Result<Vec<Row<'t>>, Finding> {
        let data = self.find("DATA", &[]).map_or("", |data| data.value);
        let keyed = stub.iter().filter(|variable| self.find("KEYS", &[&variable.name]).is_some()).count();
        let found: Vec<&str> = figures(data).collect();
        if keyed > 0 && keyed == stub.len() {
            return self.keyed_rows(stub, &found, width);
        }
        let height = places(stub)?;
        if height.checked_mul(width) != Some(found.len()) {
            let message = say!("source.px-figures", found = found.len(), height, width);
            return Err(Finding::damaged(say!("source.the-pc-axis"), message));
        }
        Ok(found.chunks(width.max(1)).enumerate().map(|(at, row)| (values_at(stub, at), row.to_vec())).collect())
    }

    fn keyed_rows(&self, stub: &[Variable], found: &[&'t str], width: usize) -> Result<Vec<Row<'t>>, Finding> {
        let named: Vec<HashMap<String, &String>> = stub.iter().map(|variable| self.by_key(variable)).collect();
        let row = |row: &[&'t str]| {
            let (keys, figures) = row.split_at_checked(stub.len()).filter(|(_, figures)| figures.len() == width)?;
            let values = keys.iter().zip(&named).map(|(key, named)| named.get(*key).map(|value| value.to_string()));
            Some((values.collect::<Option<Vec<String>>>()?, figures.to_vec()))
        };
        let rows: Option<Vec<_>> = found.chunks(stub.len() + width).map(row).collect();
        rows.ok_or_else(|| Finding::broken(say!("source.the-pc-axis"), say!("source.px-row")))
    }

    /// The values of a variable by what its rows are keyed with.
    fn by_key<'v>(&self, variable: &'v Variable) -> HashMap<String, &'v String> {
        let codes = self.find("CODES", &[&variable.name]).map_or(Vec::new(), |codes| texts(codes.value));
        let own = variable.values.iter().map(|value| (value.clone(), value));
        codes.into_iter().zip(&variable.values).chain(own).collect()
    }

    /// A row for each variable of the heading, its values merged over the columns they stand above.
    fn write_header(&self, stub: &[Variable], heading: &[Variable], grid: &mut Grid) {
        let columns = stub.len().max(1);
        let mut repeats = 1;
        for (at, variable) in heading.iter().enumerate() {
            let under = heading.iter().skip(at + 1).map(|other| other.values.len()).product::<usize>();
            let is_last = at + 1 == heading.len();
            let names = stub.iter().filter(|_| is_last).map(|stub| stub.name.clone());
            let mut row: Vec<Cell> = names.map(|text| Cell { text, stored: None }).collect();
            row.resize_with(columns, Cell::default);
            for value in (0..repeats).flat_map(|_| &variable.values) {
                let first = row.len();
                row.push(Cell { text: self.with_unit(&variable.name, value), stored: None });
                row.resize_with(first + under, Cell::default);
                grid.merges.extend((under > 1).then(|| across(grid.rows.len(), first..first + under)));
            }
            repeats *= variable.values.len();
            grid.rows.push(row);
        }
        if heading.is_empty() {
            let mut row: Vec<Cell> = stub.iter().map(|stub| Cell { text: stub.name.clone(), stored: None }).collect();
            row.resize_with(columns, Cell::default);
            row.push(Cell { text: self.text("CONTENTS", &[]).unwrap_or_else(|| "value".to_string()), stored: None });
            grid.rows.push(row);
        }
    }

    /// A value of the variable that says what is counted bears its own unit.
    fn with_unit(&self, variable: &str, value: &str) -> String {
        match self.text("UNITS", &[value]).or_else(|| self.text("UNITS", &[variable, value])) {
            Some(unit) => format!("{value} ({unit})"),
            None => value.to_string(),
        }
    }

    fn row(&self, keys: &[String], figures: Vec<&str>, columns: usize) -> Vec<Cell> {
        let mut row: Vec<Cell> = keys.iter().map(|text| Cell { text: text.clone(), stored: None }).collect();
        if keys.is_empty() {
            row.extend(line(self.text("CONTENTS", &[]).unwrap_or_else(|| "value".to_string())));
        }
        row.resize_with(columns, Cell::default);
        row.extend(figures.into_iter().map(|text| Cell { text: text.to_string(), stored: text.parse().ok() }));
        row
    }

    fn notes(&self, grid: &Grid) -> Vec<String> {
        let mut notes = Vec::new();
        let named = |names: &[&str]| -> Vec<&Statement> {
            self.statements.iter().filter(|statement| names.contains(&statement.name)).collect()
        };
        for statement in
            named(&["NOTE", "NOTEX", "VALUENOTE", "VALUENOTEX", "CELLNOTE", "CELLNOTEX"]).iter().take(MOST_NOTES)
        {
            let about: String = statement.of.iter().map(|name| format!("{name}: ")).collect();
            notes.push(format!("Note: {about}{}", texts(statement.value).concat().replace('#', " ")));
        }
        let has_nil = grid.rows.iter().flatten().any(|cell| cell.text == "-");
        let nil = self.text("DATASYMBOLNIL", &[]).unwrap_or_else(|| "nil".to_string());
        notes.extend(has_nil.then(|| format!("Note: - is {nil}")));
        for dots in 1..=6 {
            let meaning = self.text(&format!("DATASYMBOL{dots}"), &[]);
            notes.extend(meaning.map(|meaning| format!("Note: {} is {meaning}", ".".repeat(dots))));
        }
        notes.extend(self.text("SOURCE", &[]).map(|source| format!("Source: {source}")));
        notes
    }
}

fn across(row: usize, cols: Range<usize>) -> Merge {
    let (first_row, last_row) = (row as u32, row as u32);
    Merge { first_row, last_row, first_col: cols.start as u32, last_col: cols.end as u32 - 1 }
}

/// The values of the stub in a row: the last variable runs fastest.
fn values_at(stub: &[Variable], row: usize) -> Vec<String> {
    let mut rest = row;
    let mut values: Vec<String> = Vec::with_capacity(stub.len());
    for variable in stub.iter().rev() {
        values.extend(variable.values.get(rest % variable.values.len()).cloned());
        rest /= variable.values.len();
    }
    values.reverse();
    values
}

#[cfg(test)]
mod tests {
    use crate::sources::{Kind, from_bytes};

    const FILE: &str = "CHARSET=\"ANSI\";AXIS-VERSION=\"2013\";CODEPAGE=\"utf-8\";\nTITLE=\"Staff by town, sex and year\";\nUNITS=\"persons\";\n\
        STUB=\"town\",\"sex\";\nHEADING=\"year\";\nVALUES(\"town\")=\"Hol\",\"Nes\";\nVALUES(\"sex\")=\"men\",\"women\";\n\
        VALUES(\"year\")=\"2018\",\"2019\";\nNOTE=\"DATA=9 of the census\";\nDATA=\n1 2\n3 \"..\"\n\"-\" 6\n7.5 8;\n";

    fn texts(file: &str) -> Vec<String> {
        let source = from_bytes("staff.px", file.as_bytes());
        assert_eq!(source.kind, Kind::Px);
        let rows = source.grids.iter().flat_map(|grid| &grid.rows);
        rows.map(|row| row.iter().map(|cell| cell.text.as_str()).collect::<Vec<_>>().join("|")).collect()
    }

    #[test]
    fn every_figure_stands_under_its_values() {
        let expected = [
            "Staff by town, sex and year",
            "Unit: persons",
            "town|sex|2018|2019",
            "Hol|men|1|2",
            "Hol|women|3|..",
            "Nes|men|-|6",
            "Nes|women|7.5|8",
            "Note: DATA=9 of the census",
            "Note: - is nil",
        ];
        assert_eq!(texts(FILE), expected);
    }

    #[test]
    fn rows_with_keys_may_be_left_out() {
        let keys = "KEYS(\"town\")=CODES;\nKEYS(\"sex\")=VALUES;\nCODES(\"town\")=\"01\",\"02\";\nDATA=\n\"02\",\"men\",5,6;\n";
        let file = FILE.split("DATA=\n").next().unwrap_or_default().to_string() + keys;
        assert!(texts(&file).contains(&"Nes|men|5|6".to_string()));
    }

    #[test]
    fn data_that_fill_too_few_places_are_refused() {
        let source = from_bytes("x.px", FILE.replace("7.5 8", "7.5").as_bytes());
        assert!(source.grids.is_empty() && source.problems.iter().any(|problem| problem.code == "damaged-file"));
    }
}
