//! What a text says about time.
//!
//! In: a text and where in it a period stands. Out: `Dated`, with the words that are left. Refuses nothing.

use std::ops::Range;

/// A year, or a quarter or month of one.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Period {
    Year(i32),
    Quarter(i32, u8),
    Month(i32, u8),
}

impl Period {
    pub fn year(self) -> i32 {
        match self {
            Period::Year(year) | Period::Quarter(year, _) | Period::Month(year, _) => year,
        }
    }

    /// The same quarter or month of another year.
    pub fn in_year(self, year: i32) -> Period {
        match self {
            Period::Year(_) => Period::Year(year),
            Period::Quarter(_, quarter) => Period::Quarter(year, quarter),
            Period::Month(_, month) => Period::Month(year, month),
        }
    }

    /// The period that `text` writes so.
    pub fn of_code(code: &str) -> Option<Period> {
        let (year, part) = code.split_once('-').unwrap_or((code, ""));
        let year = year.parse().ok()?;
        match part.strip_prefix('Q') {
            _ if part.is_empty() => Some(Period::Year(year)),
            Some(quarter) => Some(Period::Quarter(year, quarter.parse().ok()?)),
            None => Some(Period::Month(year, part.parse().ok()?)),
        }
    }

    /// `2010`, `2010-Q1`, `2010-03`.
    pub fn text(self) -> String {
        match self {
            Period::Year(year) => format!("{year}"),
            Period::Quarter(year, quarter) => format!("{year}-Q{quarter}"),
            Period::Month(year, month) => format!("{year}-{month:02}"),
        }
    }
}

/// What a text says about time.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Dated {
    /// Nothing.
    No,
    /// One period and nothing else.
    Whole(Period),
    /// One period among other words; the words without it.
    Within(Period, String),
    /// A quarter or month whose year stands elsewhere.
    Quarter(u8),
    Month(u8),
    /// The year before the table's (`上年决算数`).
    YearBefore(String),
    /// The year after the table's (`下年预算数`).
    YearAfter(String),
    /// Several years, or a part of a year that is no quarter or month: no single period, as printed.
    Span(String),
    /// A part of a year that is no quarter or month, as printed, and the words without it: no period, whatever else says
    /// the year.
    Part(String, String),
}

impl Dated {
    /// The year of the one period named.
    pub fn year(&self) -> Option<i32> {
        match self {
            Dated::Whole(period) | Dated::Within(period, _) => Some(period.year()),
            _ => None,
        }
    }

    /// The quarter or month named, in this year.
    pub fn part_of(&self, year: i32) -> Option<Period> {
        match self {
            Dated::Quarter(quarter) => Some(Period::Quarter(year, *quarter)),
            Dated::Month(month) => Some(Period::Month(year, *month)),
            _ => None,
        }
    }
}

/// The period alone, or with the words around it.
pub fn placed(text: &str, range: Range<usize>, period: Period) -> Dated {
    let before = text.get(..range.start).unwrap_or_default();
    let rest = format!("{before}{}", text.get(range.end..).unwrap_or_default());
    let words = rest.chars().any(|letter| letter.is_alphabetic() || letter == '%');
    if words { Dated::Within(period, rest) } else { Dated::Whole(period) }
}
