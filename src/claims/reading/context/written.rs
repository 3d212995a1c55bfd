//! The day a text was written at the latest.
//!
//! In: a text and its claims. Out: a date with the words that show it: a date line, the years of its references, the latest
//! year that it gives figures of. Refuses years of plans and of other dates.

use std::sync::LazyLock;

use chrono::NaiveDate;
use regex::Regex;

use crate::claims::{Claim, Kind, Known, Written};
use crate::messages::{Message, say};
use crate::sources::{Passage, Source};

static DATE: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(concat!(
        r"^[（(\s]*(?:[\p{Han}:：\s]{0,12})?((?:19|20)\d\d)\s*年\s*(\d{1,2})\s*月(?:\s*(\d{1,2})\s*日)?[)）\s]*$",
        r"|^[（(\s]*(?:[\p{Han}:：\s]{0,12})?((?:19|20)\d\d)[-./](\d{1,2})[-./](\d{1,2})[)）\s]*$",
    ))
    .expect("a valid pattern")
});
static ENGLISH_DATE: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(concat!(
        r"(?i)^\W*(?:(\d{1,2})\s+)?(january|february|march|april|may|june|july|august|september|october|november|december)",
        r"(?:\s+(\d{1,2}))?,?\s+((?:19|20)\d\d)\W*$"
    ))
    .expect("a valid pattern")
});
pub static REFERENCES: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"(?i)^\W*(?:主要)?(?:参考文献|参考书目|注释|references?|bibliography)\W*").expect("a valid pattern")
});
pub static REFERENCE: LazyLock<Regex> =
    LazyLock::new(|| Regex::new(r"^\s*[\[［【(]\s*\d{1,3}\s*[\]］】)]").expect("a valid pattern"));
static YEAR: LazyLock<Regex> =
    LazyLock::new(|| Regex::new(r"(?:^|\D)((?:19|20)\d\d)(?:\D|$)").expect("a valid pattern"));
static WORK_REPORT: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"((?:19|20)\d\d)年?.{0,12}(?:政府工作报告|工作报告)|政府工作报告.{0,3}((?:19|20)\d\d)")
        .expect("a valid pattern")
});

/// A date line is short and stands near the beginning or the end.
const LONGEST_DATE_LINE: usize = 40;
const FROM_ENDS: usize = 8;

/// The day a text was written at the latest; none where nothing in it tells.
pub fn written(source: &Source, claims: &[Claim]) -> Option<Written> {
    if let Some((date, line)) = date_line(source) {
        return Some(Written { by: date, basis: say!("written.date-line", line) });
    }
    if let Some(year) = work_report(source) {
        return last_day(year, say!("written.work-report", year));
    }
    if let Some(year) = references(source).into_iter().max() {
        return last_day(year, say!("written.references", year));
    }
    let years = claims.iter().filter(|claim| claim.kind != Kind::Citation && claim.when.known != Known::Nowhere);
    let latest = years.filter(|claim| claim.untied.is_none()).filter_map(|claim| claim.when.year).max();
    let cited = claims.iter().filter(|claim| claim.kind == Kind::Citation).filter_map(|claim| claim.when.year).max();
    let latest = latest.into_iter().chain(cited).max()?;
    last_day(latest + 1, say!("written.latest-year", latest))
}

fn last_day(year: i32, basis: Message) -> Option<Written> {
    NaiveDate::from_ymd_opt(year, 12, 31).map(|by| Written { by, basis })
}

/// The year of writing, where the text says it.
pub fn year_of_writing(source: &Source) -> Option<i32> {
    work_report(source).or_else(|| date_line(source).map(|(date, _)| chrono::Datelike::year(&date)))
}

fn work_report(source: &Source) -> Option<i32> {
    source.passages.iter().take(3).find_map(|passage| {
        let found = WORK_REPORT.captures(&passage.text)?;
        (1..=2).find_map(|group| found.get(group))?.as_str().parse().ok()
    })
}

fn date_line(source: &Source) -> Option<(NaiveDate, String)> {
    let count = source.passages.len();
    let near = |at: usize| at < FROM_ENDS || at + FROM_ENDS >= count;
    let lines = source.passages.iter().enumerate().filter(|(at, _)| near(*at)).map(|(_, passage)| passage.text.trim());
    let dates =
        lines.filter(|line| line.chars().count() <= LONGEST_DATE_LINE).filter_map(|line| Some((date(line)?, line)));
    dates.max_by_key(|(date, _)| *date).map(|(date, line)| (date, line.to_string()))
}

fn date(line: &str) -> Option<NaiveDate> {
    let number =
        |found: &regex::Captures, group: usize| found.get(group).and_then(|text| text.as_str().parse::<u32>().ok());
    if let Some(found) = DATE.captures(line) {
        let year = number(&found, 1).or_else(|| number(&found, 4))?;
        let month = number(&found, 2).or_else(|| number(&found, 5))?;
        let day = number(&found, 3).or_else(|| number(&found, 6));
        return day_or_last(i32::try_from(year).ok()?, month, day);
    }
    let found = ENGLISH_DATE.captures(line)?;
    let months = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"];
    let word = found.get(2)?.as_str().to_lowercase();
    let month = months.iter().position(|month| word.starts_with(month))?;
    let day = number(&found, 1).or_else(|| number(&found, 3));
    day_or_last(i32::try_from(number(&found, 4)?).ok()?, u32::try_from(month + 1).ok()?, day)
}

fn day_or_last(year: i32, month: u32, day: Option<u32>) -> Option<NaiveDate> {
    match day {
        Some(day) => NaiveDate::from_ymd_opt(year, month, day),
        None => (28..=31).rev().find_map(|day| NaiveDate::from_ymd_opt(year, month, day)),
    }
}

/// The years of a list of references.
fn references(source: &Source) -> Vec<i32> {
    let start = source.passages.iter().rposition(|passage| REFERENCES.is_match(&passage.text));
    let Some(start) = start else { return Vec::new() };
    let passages: Vec<&Passage> = source.passages.iter().skip(start).collect();
    let listed =
        passages.iter().filter(|passage| REFERENCE.is_match(&passage.text) || REFERENCES.is_match(&passage.text));
    let years = listed
        .flat_map(|passage| YEAR.captures_iter(&passage.text).filter_map(|found| found.get(1)?.as_str().parse().ok()));
    years.filter(|year: &i32| (1900..2100).contains(year)).collect()
}
