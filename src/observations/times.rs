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

/// `2009-10` among months is a month; among its like it is two years.
pub fn tell_months(headings: &mut [Facets]) {
    let is_month = |heading: &Facets| matches!(heading.period, Some(Dated::Whole(Period::Month(..))));
    if !headings.iter().any(is_month) {
        return;
    }
    for heading in headings {
        let Some(Dated::Span(printed)) = &heading.period else { continue };
        let month = Period::of_code(printed).filter(|_| printed.len() == 7);
        heading.period = month.map(Dated::Whole).or(heading.period.take());
    }
}

/// `2022年同期` and `上年同期` are of the same part of that year as what stands beside them, or as the table.
pub fn tell_same_times(headings: &mut [Facets], table: Option<Period>) {
    let is_same = |heading: &Facets| heading.words.contains("同期");
    let others = |heading: &&Facets| !is_same(heading) && heading.period.is_some();
    let mut beside = headings.iter().find(others).and_then(|heading| heading.period.clone());
    for heading in headings {
        match &heading.period {
            Some(of) if is_same(heading) => heading.period = Some(same_time(of, beside.as_ref(), table)),
            Some(of) => beside = Some(of.clone()),
            None => {}
        }
    }
}

/// The same part of another year; no period where nothing says which part that is.
fn same_time(of: &Dated, beside: Option<&Dated>, table: Option<Period>) -> Dated {
    let other = match beside {
        Some(Dated::Whole(period) | Dated::Within(period, _)) => Some(*period),
        Some(Dated::Part(..) | Dated::Month(_) | Dated::Quarter(_)) => None,
        _ => table,
    };
    match (of, other) {
        (Dated::Whole(Period::Year(year)) | Dated::Within(Period::Year(year), _), Some(other)) => {
            Dated::Whole(other.in_year(*year))
        }
        (Dated::YearBefore(_), Some(other)) if beside.is_some() => Dated::Whole(other.in_year(other.year() - 1)),
        (Dated::Whole(Period::Year(year)) | Dated::Within(Period::Year(year), _), None) => {
            Dated::Part(format!("{year}年同期"), String::new())
        }
        (Dated::YearBefore(_), None) => Dated::Part("上年同期".to_string(), String::new()),
        _ => of.clone(),
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

    fn headed(periods: &[(Dated, &str)]) -> Vec<Facets> {
        let facets = |(period, words): &(Dated, &str)| Facets {
            period: Some(period.clone()),
            words: words.to_string(),
            ..Facets::default()
        };
        periods.iter().map(facets).collect()
    }

    fn told(headings: &[Facets]) -> Vec<Option<Dated>> {
        headings.iter().map(|heading| heading.period.clone()).collect()
    }

    #[test]
    fn the_same_time_of_another_year_is_the_part_that_stands_beside_it() {
        let year = |year: i32| Dated::Within(Period::Year(year), "同期".to_string());
        let month = Dated::Whole(Period::Month(2023, 6));
        let mut monthly = headed(&[(month, "2023年6月"), (year(2022), "2022年同期")]);
        tell_same_times(&mut monthly, None);
        assert_eq!(told(&monthly)[1], Some(Dated::Whole(Period::Month(2022, 6))));
        let half = Dated::Part("2023年上半年".to_string(), String::new());
        let mut halves = headed(&[(half, "2023年上半年"), (Dated::YearBefore(String::new()), "上年同期")]);
        tell_same_times(&mut halves, Some(Period::Year(2023)));
        assert_eq!(told(&halves)[1], Some(Dated::Part("上年同期".to_string(), String::new())));
        let mut alone = headed(&[(year(2022), "2022年同期")]);
        tell_same_times(&mut alone, None);
        assert!(matches!(told(&alone)[0], Some(Dated::Part(..))));
    }

    #[test]
    fn two_years_in_short_are_a_month_among_months_only() {
        let two = || Dated::Span("2009-10".to_string());
        let mut years = headed(&[(two(), ""), (Dated::Span("2012-13".to_string()), "")]);
        tell_months(&mut years);
        assert_eq!(told(&years)[0], Some(two()));
        let mut months = headed(&[(Dated::Whole(Period::Month(2009, 9)), ""), (two(), "")]);
        tell_months(&mut months);
        assert_eq!(told(&months)[1], Some(Dated::Whole(Period::Month(2009, 10))));
    }

    #[test]
    fn the_time_before() {
        assert_eq!(before(Period::Month(2015, 6), ""), Period::Month(2014, 6));
        assert_eq!(before(Period::Month(2015, 6), "全年决算数"), Period::Year(2014));
        assert_eq!(before(Period::Year(2015), "决算数"), Period::Year(2014));
    }
}
