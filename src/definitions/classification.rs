//! `classification/*.csv`: the budget classification by code, and the series of its classes.
//!
//! In: the files, the units and the series defined so far. Out: one `Classified` a line, and a series for each class that
//! `series/*.toml` does not define. Refuses rows with missing columns, unknown accounts, codes that are no codes, lines
//! given twice, and two classes of one series.

use std::collections::BTreeMap;
use std::sync::Arc;

use super::scope::Catalogue;
use super::series::not_an_id;
use super::{Account, Classified, Level, Names, Origin, Reservations, Series};
use crate::messages::{Message, say};
use crate::problem::{Place, Problem, Text};
use crate::units::{Prices, Timing, Unit, Units};

const COLUMNS: [&str; 11] =
    ["account", "code", "parent", "name", "aliases", "from", "to", "seen", "basis", "source", "series"];

/// Reads the files in order; the series of classes go into the catalogue.
pub(super) fn classification(
    files: &[&Arc<Text>],
    units: &Units,
    catalogue: &mut Catalogue,
    problems: &mut Vec<Problem>,
) -> Vec<Classified> {
    let mut lines: Vec<(Classified, Origin)> = Vec::new();
    for file in files {
        read(file, &mut lines, problems);
    }
    one_class_a_series(&lines, problems);
    add_series(&lines, units, catalogue);
    lines.into_iter().map(|(line, _)| line).collect()
}

fn read(file: &Arc<Text>, lines: &mut Vec<(Classified, Origin)>, problems: &mut Vec<Problem>) {
    let mut reader = csv::ReaderBuilder::new().trim(csv::Trim::All).flexible(true).from_reader(file.text.as_bytes());
    let origin = |start: usize| {
        let end = file.text.get(start..).and_then(|rest| rest.find('\n')).map_or(file.text.len(), |end| start + end);
        Origin { text: Arc::clone(file), span: start..end }
    };
    let found: Vec<String> = match reader.headers() {
        Ok(headers) => headers.iter().map(|name| name.trim_start_matches('\u{feff}').to_string()).collect(),
        Err(_) => Vec::new(),
    };
    if found != COLUMNS {
        let message = say!("definition.columns", found = found.join(","), columns = COLUMNS.join(","));
        problems.push(Problem::error("wrong-columns", origin(0).place(), message));
        return;
    }
    let mut known: BTreeMap<(Account, String, String), Place> = BTreeMap::new();
    for record in reader.into_records() {
        let start = record.as_ref().ok().and_then(csv::StringRecord::position).map_or(0, |position| position.byte());
        let origin = origin(usize::try_from(start).unwrap_or(0));
        let line = match record.map_err(|cause| Message::from(cause.to_string())).and_then(|record| line(&record)) {
            Ok(line) => line,
            Err(message) => {
                problems.push(Problem::error("wrong-value", origin.place(), message));
                continue;
            }
        };
        if let Some(problem) = not_an_id("series", &line.series, &origin.place()) {
            problems.push(problem);
            continue;
        }
        match known.get(&(line.account, line.code.clone(), line.name.clone())) {
            Some(first) => {
                let message = say!("definition.class-twice", code = line.code, name = line.name);
                let problem = Problem::error("duplicate-id", origin.place(), message);
                problems.push(problem.second(first.clone(), say!("definition.first-here")));
            }
            None => {
                known.insert((line.account, line.code.clone(), line.name.clone()), origin.place());
                lines.push((line, origin));
            }
        }
    }
}

fn line(record: &csv::StringRecord) -> Result<Classified, Message> {
    if record.len() != COLUMNS.len() {
        return Err(say!("definition.line-columns", found = record.len(), columns = COLUMNS.len()));
    }
    let text = |at: usize| record.get(at).unwrap_or("").to_string();
    let year = |at: usize| match text(at) {
        empty if empty.is_empty() => Ok(None),
        other => other.parse().map(Some).map_err(|_| say!("definition.no-year", text = other)),
    };
    let [account, code, parent, name] = [0, 1, 2, 3].map(text);
    let Some(account) = Account::from_name(&account) else {
        let names = Account::ALL.map(Account::name).join(", ");
        return Err(say!("definition.no-account", account, names));
    };
    let is_code = code.len() >= 3 && code.len() % 2 == 1 && code.chars().all(|digit| digit.is_ascii_digit());
    if !is_code || name.is_empty() {
        return Err(say!("definition.no-class", code, name));
    }
    if !parent.is_empty() && code.strip_prefix(parent.as_str()).is_none_or(|rest| rest.len() != 2) {
        return Err(say!("definition.class-under", code, parent));
    }
    let aliases = text(4).split('|').map(str::trim).filter(|alias| !alias.is_empty()).map(str::to_string).collect();
    let is_printed = match text(8).as_str() {
        "code" => true,
        "name" => false,
        other => return Err(say!("definition.no-basis", text = other)),
    };
    Ok(Classified {
        account,
        code,
        name,
        aliases,
        from: year(5)?,
        to: year(6)?,
        is_printed,
        source: text(9),
        series: text(10),
    })
}

/// Lines of one code share a series, and no others do.
fn one_class_a_series(lines: &[(Classified, Origin)], problems: &mut Vec<Problem>) {
    let mut owners: BTreeMap<&str, &(Classified, Origin)> = BTreeMap::new();
    for line in lines {
        let first = owners.entry(line.0.series.as_str()).or_insert(line);
        if (first.0.account, &first.0.code) != (line.0.account, &line.0.code) {
            let message =
                say!("definition.series-of-two", series = line.0.series, code = first.0.code, code2 = line.0.code);
            let problem = Problem::error("duplicate-id", line.1.place(), message);
            problems.push(problem.second(first.1.place(), say!("definition.first-here")));
        }
    }
}

fn add_series(lines: &[(Classified, Origin)], units: &Units, catalogue: &mut Catalogue) {
    let Some(money) = units.unit_of("CNY") else { return };
    let unit = Unit { prices: Some(Prices::Current), timing: Some(Timing::Flow), ..money };
    let mut names: BTreeMap<(Account, &str), usize> = BTreeMap::new();
    let mut parents: BTreeMap<(Account, &str), &str> = BTreeMap::new();
    for (line, _) in lines {
        *names.entry((line.account, line.name.as_str())).or_default() += 1;
        parents.entry((line.account, line.code.as_str())).or_insert(line.name.as_str());
    }
    for (line, origin) in lines {
        if catalogue.series.contains_key(&line.series) {
            continue;
        }
        let above = line.code.get(..line.code.len() - 2).unwrap_or_default();
        let parent = parents.get(&(line.account, above)).filter(|_| names.get(&(line.account, &line.name)) > Some(&1));
        let zh = match parent {
            Some(parent) => format!("{}({parent})", line.name),
            None => line.name.clone(),
        };
        let en = format!("{} {}", line.account.english(), line.code);
        let series = of_class(line, Names { zh, en }, unit.clone(), origin);
        catalogue.series.insert(line.series.clone(), series);
    }
}

fn of_class(line: &Classified, names: Names, unit: Unit, origin: &Origin) -> Series {
    Series {
        id: line.series.clone(),
        names,
        aliases: Vec::new(),
        unit,
        level: Level::Nation,
        context: Vec::new(),
        from: None,
        to: None,
        breaks: Vec::new(),
        unpublished: None,
        within: None,
        growth_of: None,
        sum_of: None,
        estimates: Vec::new(),
        hints: Vec::new(),
        reservations: Reservations::default(),
        total: None,
        is_of_classification: true,
        source: line.source.clone(),
        origin: origin.clone(),
    }
}
