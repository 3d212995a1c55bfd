//! Times that a label says only together with what stands around it: numbers under a heading of months or of years of the
//! Republic, months behind one that names the year, sums since January beside figures of one month.
//!
//! In: a label and its dimension, the headings of a table in order, what was read of a cell. Out: the text that says the
//! time in full, or the period that is left. Refuses a period where a figure is of no single one.

use super::dated::{Dated, Period};
use super::heading::Facets;
use super::label::key;
use super::role::Role;
use super::stretch::Reach;
use super::{Catalogue, calendar};
use crate::tables::Label;

/// What a label under a heading of months, quarters or days, or in a table of the Republic, says in full.
pub fn spelled(label: &Label, is_republic: bool, catalogue: &Catalogue) -> Option<String> {
    let text = label.text.trim();
    if text.len() > 24 || !text.starts_with(|letter: char| letter.is_ascii_digit()) {
        return None;
    }
    let dimension = label.dimension.as_deref();
    let of_time = dimension.is_some_and(|text| catalogue.said(text).as_dimension() == Some(Role::Period));
    let number = text.parse::<u32>().ok();
    if let (Some(dimension), Some(number)) = (dimension, number) {
        let is = |words: &[&str]| words.contains(&key(dimension).as_str());
        match number {
            1..=12 if is(&["月", "月份", "month", "months"]) => return Some(format!("{number}月")),
            1..=4 if is(&["季", "季度", "quarter", "quarters", "qtr"]) => return Some(format!("{number}季度")),
            190_001..=210_012 if of_time => return Some(format!("{}年{}月", number / 100, number % 100)),
            19_000_101..=21_001_231 if of_time => {
                return Some(format!("{}年{}月{}日", number / 10_000, number / 100 % 100, number % 100));
            }
            _ => {}
        }
    }
    let is_worded = text.ends_with(['年', '度']);
    (is_republic && (of_time || is_worded)).then(|| calendar::of_republic(text)).flatten()
}

/// Months behind one that names its year are of that year as long as they go on (`2019年1月`, `2月`, `3月`).
pub fn carry_years(headings: &mut [Facets]) {
    let mut last: Option<(i32, u8)> = None;
    for heading in headings {
        last = match (&heading.period, last) {
            (Some(Dated::Whole(Period::Month(year, month))), _) => Some((*year, *month)),
            (Some(Dated::Month(month)), Some((year, before))) if *month > before => Some((year, *month)),
            _ => None,
        };
        if let (Some(Dated::Month(_)), Some((year, month))) = (&heading.period, last) {
            heading.period = Some(Dated::Whole(Period::Month(year, month)));
        }
    }
}

/// The period of a cell as far as its figure is of it: none for a part of a year, for a sum since January beside a month
/// (in December it is the year's), and for a sum of several years. What is printed instead is noted.
pub fn settled(period: Option<Period>, sides: [&Facets; 2], notes: &mut Vec<String>) -> Option<Period> {
    let part = sides.iter().find_map(|side| match &side.period {
        Some(Dated::Part(printed, _)) => Some(printed),
        _ => None,
    });
    if let Some(printed) = part {
        notes.push(format!("period as printed: {printed}"));
        return None;
    }
    let reach = |wanted| sides.iter().any(|side| side.reach == Some(wanted));
    if reach(Reach::SeveralYears) {
        notes.push("a sum of several years".to_string());
        return None;
    }
    match period {
        Some(period) if reach(Reach::WholeYear) => Some(Period::Year(period.year())),
        Some(Period::Month(year, 12) | Period::Quarter(year, 4)) if reach(Reach::SinceJanuary) => {
            Some(Period::Year(year))
        }
        Some(Period::Month(..) | Period::Quarter(..)) if reach(Reach::SinceJanuary) => {
            notes.push("a sum since January".to_string());
            None
        }
        period => period,
    }
}

/// The time before the table's that `上年同期` or `上年决算数` speaks of.
pub fn before(period: Period, words: &str) -> Period {
    let is_whole = ["全年", "决算", "年末", "年底"].iter().any(|word| key(words).contains(word));
    match period {
        Period::Month(year, month) if !is_whole => Period::Month(year - 1, month),
        Period::Quarter(year, quarter) if !is_whole => Period::Quarter(year - 1, quarter),
        period => Period::Year(period.year() - 1),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_time_before() {
        assert_eq!(before(Period::Month(2015, 6), ""), Period::Month(2014, 6));
        assert_eq!(before(Period::Month(2015, 6), "全年决算数"), Period::Year(2014));
        assert_eq!(before(Period::Year(2015), "决算数"), Period::Year(2014));
    }
}
