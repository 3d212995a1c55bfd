//! A document against its own list of contents, its own years and its own tables. In: an opened source and its tables.
//! Out: statements that do not hold: a table the contents promise and no page prints, two headings that differ in the
//! year alone, a year's end that is not the account's, a total of the text that its table prints otherwise.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::LazyLock;

use regex::Regex;

use super::statements::{Amount, Statement, amounts, tight};
use crate::messages::{Message, say};
use crate::sources::{Passage, Source};
use crate::tables::Table;

/// Headings are no longer than this.
const LONGEST_HEADING: usize = 50;
/// Letters by which a title of the contents is known again: `支出决算表`, `政府采购支出预算表`.
const SAME_SUBJECT: usize = 4;

static LISTED: LazyLock<Option<Regex>> =
    LazyLock::new(|| Regex::new(r"^[一二三四五六七八九十]+、([^、。]{4,40}表)$").ok());
static YEAR: LazyLock<Option<Regex>> = LazyLock::new(|| Regex::new(r"(?:19|20)\d\d").ok());
static YEAR_END: LazyLock<Option<Regex>> = LazyLock::new(|| Regex::new(r"截(?:至|止)((?:19|20)\d\d)年12月31日").ok());
static TOTAL: LazyLock<Option<Regex>> = LazyLock::new(|| Regex::new(r"(\p{Han}{0,12}(?:总计|合计))为?$").ok());

/// What fails, and whether anything was tested, with the passage it is about.
pub fn of_source<'a>(source: &'a Source, tables: &[Table]) -> Vec<(&'a Passage, Statement)> {
    let texts: Vec<String> = source.passages.iter().map(|passage| tight(&passage.text)).collect();
    let mut found = Vec::new();
    listed(source, tables, &texts, &mut found);
    headings(source, &texts, &mut found);
    year_ends(source, &texts, &mut found);
    totals(source, tables, &texts, &mut found);
    found
}

fn statement(says: Message, figures: Message, holds: bool) -> Statement {
    Statement { says, figures, difference: if holds { 0.0 } else { 1.0 }, tolerance: 0.0 }
}

/// Tables named by the contents and their titles in the document. Where fewer than four in five are found, the titles are
/// printed otherwise, and nothing is said.
fn listed<'a>(source: &'a Source, tables: &[Table], texts: &[String], found: &mut Vec<(&'a Passage, Statement)>) {
    let Some(start) = texts.iter().position(|text| text == "目录") else { return };
    let first = texts.get(start + 1).cloned().unwrap_or_default();
    let end = texts.iter().skip(start + 2).position(|text| *text == first).map_or(0, |at| at + start + 2);
    let cells = source.grids.iter().flat_map(|grid| grid.rows.iter().take(8)).flatten().map(|cell| cell.text.as_str());
    let titles = tables.iter().flat_map(|table| &table.title).map(|line| line.text.as_str());
    let after = texts.iter().skip(end).map(String::as_str);
    let printed: BTreeSet<String> =
        cells.chain(titles).chain(after).filter(|text| text.contains('表')).map(plain_title).collect();
    let name = |text: &String| LISTED.as_ref()?.captures(text)?.get(1).map(|name| name.as_str().to_string());
    let lines = source.passages.iter().zip(texts).take(end).skip(start);
    let named: Vec<(&Passage, String)> = lines.filter_map(|(passage, text)| Some((passage, name(text)?))).collect();
    let begins = |name: &str| name.chars().take(SAME_SUBJECT).collect::<String>();
    let empty = |text: &String| text.contains('无') && text.chars().count() <= LONGEST_HEADING;
    let said_empty: Vec<&String> = texts.iter().skip(end).filter(|text| empty(text)).collect();
    let is_printed = |name: &String| {
        let begins = begins(name);
        printed.iter().any(|title| title.starts_with(&begins)) || said_empty.iter().any(|text| text.contains(&begins))
    };
    let absent = named.iter().filter(|(_, name)| !is_printed(name)).count();
    if named.is_empty() || absent * 5 > named.len() {
        return;
    }
    for (passage, name) in named {
        let is_printed = is_printed(&name);
        let figures = if is_printed { say!("figures.title-printed") } else { say!("figures.no-such-title") };
        found.push((passage, statement(say!("equation.contents-name", name), figures, is_printed)));
    }
}

/// A title without blanks, numbering and year.
fn plain_title(text: &str) -> String {
    let text = tight(text);
    let (number, rest) = text.split_once('、').unwrap_or(("", text.as_str()));
    let title = if number.chars().count() <= 3 { rest } else { text.as_str() };
    let years = YEAR.as_ref().and_then(|year| year.find(title)).filter(|year| year.start() == 0);
    let undated = years.and_then(|year| title.get(year.end()..)).map(|rest| rest.trim_start_matches(['年', '度']));
    undated.unwrap_or(title).to_string()
}

/// Headings that are the same but for the year.
fn headings<'a>(source: &'a Source, texts: &[String], found: &mut Vec<(&'a Passage, Statement)>) {
    let mut first: BTreeMap<String, (String, usize)> = BTreeMap::new();
    let Some(year) = YEAR.as_ref() else { return };
    for (passage, text) in source.passages.iter().zip(texts) {
        let years: Vec<&str> = year.find_iter(text).map(|found| found.as_str()).collect();
        let [own] = years.as_slice() else { continue };
        if text.chars().count() > LONGEST_HEADING || text.contains(['。', ',']) || !text.starts_with('第') {
            continue;
        }
        let (before, _) = first.entry(year.replace(text, "").into_owned()).or_insert((own.to_string(), 0));
        let figures = say!("figures.elsewhere", before = *before);
        found.push((passage, statement(say!("equation.heading-of", text, own), figures, before == own)));
    }
}

/// The year that most `年度` of a document name; a year's end is that of its account.
fn year_ends<'a>(source: &'a Source, texts: &[String], found: &mut Vec<(&'a Passage, Statement)>) {
    let (Some(year), Some(end)) = (YEAR.as_ref(), YEAR_END.as_ref()) else { return };
    let mut counts: BTreeMap<&str, usize> = BTreeMap::new();
    for text in texts {
        for one in year.find_iter(text).filter(|one| text.get(one.end()..).is_some_and(|rest| rest.starts_with("年度")))
        {
            *counts.entry(one.as_str()).or_default() += 1;
        }
    }
    let all: usize = counts.values().sum();
    let Some((account, _)) =
        counts.iter().max_by_key(|(_, count)| **count).filter(|(_, count)| **count >= 3 && **count * 2 > all)
    else {
        return;
    };
    for (passage, text) in source.passages.iter().zip(texts) {
        for one in end.captures_iter(text).filter_map(|one| one.get(1)) {
            let says = say!("equation.stocks-of", one = one.as_str());
            found.push((passage, statement(says, say!("figures.account-of", account), one.as_str() == *account)));
        }
    }
}

/// `收入支出总计2995.39万元`, `本年收入合计2946.25万元` beside the rows so named.
fn totals<'a>(source: &'a Source, tables: &[Table], texts: &[String], found: &mut Vec<(&'a Passage, Statement)>) {
    for (passage, text) in source.passages.iter().zip(texts) {
        for amount in amounts(text) {
            let before = text.get(..amount.start).unwrap_or("");
            let Some(name) = TOTAL.as_ref().and_then(|total| total.captures(before)?.get(1)) else { continue };
            let name = name.as_str().trim_start_matches("年度").trim_start_matches('年');
            let printed = printed(tables, name);
            if printed.is_empty() {
                continue;
            }
            let agrees = |one: &(f64, f64, String)| (one.0 - amount.value).abs() <= one.1 + amount.half;
            found.push((passage, against(name, amount, &printed, printed.iter().any(agrees))));
        }
    }
}

fn against(name: &str, amount: Amount, printed: &[(f64, f64, String)], holds: bool) -> Statement {
    let shown: BTreeSet<&str> = printed.iter().map(|one| one.2.as_str()).collect();
    let shown = shown.into_iter().collect::<Vec<_>>().join(", ");
    statement(say!("equation.is", name, printed = amount.printed), say!("figures.table-prints", shown), holds)
}

/// Figures of the rows of that name, in yuan; a bare total is that of the table named before it.
fn printed(tables: &[Table], name: &str) -> Vec<(f64, f64, String)> {
    let subject = name.strip_suffix("总计").filter(|subject| !subject.is_empty());
    let mut found = Vec::new();
    for table in tables {
        let unit = table.units.iter().find_map(|unit| match tight(&unit.text).as_str() {
            "元" => Some(1.0),
            "万元" => Some(1e4),
            "亿元" => Some(1e8),
            _ => None,
        });
        let Some(unit) = unit else { continue };
        let titled = |subject: &str| {
            table.title.iter().any(|line| tight(&line.text).starts_with(subject) && line.text.contains("总表"))
        };
        for cell in &table.cells {
            let (Some(value), Some(row)) = (cell.value, table.rows.get(cell.row)) else { continue };
            let is = |word: &str| row.labels.iter().any(|label| tight(&label.text) == word);
            if is(name) || subject.is_some_and(|subject| is("总计") && titled(subject)) {
                let half = 0.5 * 10f64.powi(-i32::from(cell.decimals)) * unit;
                found.push((value * unit, half, cell.text.trim().to_string()));
            }
        }
    }
    found
}
