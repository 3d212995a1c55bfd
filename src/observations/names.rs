//! Names: what the name of a file and the names of its folders say of the time of its figures.
//!
//! In: a path. Out: the period that the innermost name with one says, and whether it is that of an edition (年鉴,
//! yearbook). Refuses names with two years, with a part of a year that is no quarter or month, with a year that cannot
//! be, and whatever is a day, the number of a document or of a telephone.

use std::ops::Range;
use std::sync::LazyLock;

use regex::{Captures, Regex};

use super::basis::PeriodBasis;
use super::period::{self, Period};

/// What the names of a path say.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Names {
    Silent,
    Says(Named),
    /// The innermost name that speaks of time decides nothing.
    Unclear {
        part: String,
        why: Unclear,
    },
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Unclear {
    SeveralYears,
    /// A half year, some months.
    PartOfYear,
    Impossible(i32),
}

/// A period that a name says.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Named {
    pub said: Period,
    /// `FileName` or `Folder`.
    pub basis: PeriodBasis,
    /// The edition's name, where the year is that of an edition.
    pub edition: Option<String>,
    /// The name that says it.
    pub part: String,
}

/// What a name was taken to say of the figures.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Taken {
    pub period: Period,
    pub basis: PeriodBasis,
    /// The year that the name says.
    pub said: i32,
    pub edition: Option<String>,
    pub part: String,
}

/// What is made of the names of a file: the period of its figures that print none, and the edition it is of.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Decided {
    pub taken: Option<Taken>,
    pub edition: Option<String>,
}

impl Names {
    /// As far as the names alone tell.
    pub fn by_convention(&self) -> Decided {
        match self {
            Names::Says(named) => self.decided(Some(named.by_convention())),
            _ => Decided::default(),
        }
    }

    /// The edition they say, with a period that was decided elsewhere.
    pub fn decided(&self, taken: Option<Taken>) -> Decided {
        let edition = match self {
            Names::Says(named) => named.edition.clone(),
            _ => None,
        };
        Decided { taken, edition }
    }
}

impl Named {
    /// The year before an edition's, by the yearbooks' convention; else what the name says.
    pub fn by_convention(&self) -> Taken {
        let lag = if self.edition.is_some() { -1 } else { 0 };
        self.with_lag(lag)
    }

    /// So many years after the one that is said.
    pub fn with_lag(&self, lag: i32) -> Taken {
        let period = if lag == 0 { self.said } else { Period::Year(self.said.year() + lag) };
        let basis = if self.edition.is_some() { PeriodBasis::Edition } else { self.basis };
        let (edition, part) = (self.edition.clone(), self.part.clone());
        Taken { period, basis, said: self.said.year(), edition, part }
    }
}

/// The innermost name that speaks of time: the file's, then its folders'. Years after `latest` cannot be.
pub fn of_path(path: &str, latest: i32) -> Names {
    let parts: Vec<&str> = path.split('/').collect();
    let Some((file, folders)) = parts.split_last() else { return Names::Silent };
    let stem = file.rsplit_once('.').filter(|(_, ending)| ending.len() <= 5).map_or(*file, |(stem, _)| stem);
    let innermost = std::iter::once((stem, PeriodBasis::FileName))
        .chain(folders.iter().rev().map(|part| (*part, PeriodBasis::Folder)));
    for (part, basis) in innermost {
        let why = match of_name(part, latest) {
            Ok(None) => continue,
            Ok(Some(said)) => {
                let edition = edition(part, said);
                let part = if basis == PeriodBasis::FileName { *file } else { part };
                return Names::Says(Named { said, basis, edition, part: part.to_string() });
            }
            Err(why) => why,
        };
        return Names::Unclear { part: part.to_string(), why };
    }
    Names::Silent
}

const EARLIEST: i32 = 1900;

static NO_PERIOD: LazyLock<Regex> = LazyLock::new(|| {
    let text = r"(?xi)
        (?:19|20)\d\d(?:\s?年\s?(?:0?[1-9]|1[0-2])\s?月\s?|[-_./](?:0?[1-9]|1[0-2])[-_./])(?:[12]\d|3[01]|0?[1-9])\s?日?(?P<a>\D|$)
        | (?P<b>^|\D)(?:[12]\d|3[01]|0?[1-9])[-_./](?:[12]\d|3[01]|0?[1-9])[-_./](?:19|20)\d\d(?P<c>\D|$)
        | (?P<d>^|\D)(?:19|20)\d\d(?:0[1-9]|1[0-2])(?:[0-2]\d|3[01])(?P<e>\D|$)
        | (?P<f>^|\D)(?:19|20)\d\d(?:0[1-9]|1[0-2])(?P<g>\D|$)
        | (?:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?
            |dec(?:ember)?)[\s_.-]*\d{1,2}(?:st|nd|rd|th)?[\s_,.-]+(?:19|20)\d\d
        | (?P<h>^|\D)\d{1,2}(?:st|nd|rd|th)?[\s_.-]*(?:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?
            |sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)[\s_.-]*(?:19|20)\d\d
        | \(\s?(?:19|20)\d\d\s?\)\s?第?\s?\d+\s?号 | (?:19|20)\d\d\s?年?\s?第\s?\d+\s?[号期] | 第\s?\d+\s?号
        | (?:19|20)\d\d\s?年?\s?=\s?100 | (?:按|以)?(?:19|20)\d\d\s?年?(?:不变|可比|固定)价格?
        | (?:constant|base)[\s_-]?(?:19|20)\d\d | (?:19|20)\d\d[\s_-]?(?:constant|prices)
        | (?:accessed|retrieved|download(?:ed)?|updated?|backup|archived?|crawled|exported|published|下载|采集|更新|备份|导出|发布|公布|抓取)
            [\s_-]*(?:on|at|于)?[\s_-]*(?:19|20)\d\d(?:\D{0,3}\d{1,2}){0,2}
        | (?:19|20)\d\d\s?年?(?:\d{1,2}月)?(?:\d{1,2}日)?[\s_-]?(?:下载|采集|更新|备份|导出|发布|公布|抓取)";
    Regex::new(text).expect("a valid pattern")
});
static SPAN: LazyLock<Regex> = LazyLock::new(|| {
    let text = r"(?xi)(?:18|19|20)\d\d\s?(?:年度?|fy)?\s?(?:[-~至到、,和及&+]|to|and|[_\s]to[_\s]|[_\s]and[_\s])+\s?(?:fy)?(?:18|19|20)\d\d
        | (?:^|\D)(?:9\d|1[0-3]\d)\s?[-至到、]\s?(?:9\d|1[0-3]\d)\s?(?:年|會計)";
    Regex::new(text).expect("a valid pattern")
});
/// Two digits behind a year: the next year's, or a month.
static SHORT: LazyLock<Regex> =
    LazyLock::new(|| Regex::new(r"((?:19|20)\d\d)\s?[-_]\s?(\d\d)(?:\D|$)").expect("a valid pattern"));
static PART: LazyLock<Regex> = LazyLock::new(|| {
    let text = r"(?xi)(?:19|20)\d\d\s?[-_]?\s?年?度?\s?(?:[上下前后]半年|前[二两三23]个?季度|[一1]\s?[-至到]\s?[二三23]季度|h[12](?:[^a-z\d]|$)|\d{1,2}\s?月?\s?[-至到]\s?\d{1,2}\s?月)
        | h[12][\s_-]?(?:19|20)\d\d";
    Regex::new(text).expect("a valid pattern")
});
static QUARTER: LazyLock<Regex> = LazyLock::new(|| {
    let text = r"(?xi)((?:19|20)\d\d)\s?年?[\s_-]?(?:q([1-4])(?:[^a-z\d]|$)|第?([一二三四1-4])季度?)
        | (?:^|[^a-z])q([1-4])[\s_-]?((?:19|20)\d\d)(?:\D|$)";
    Regex::new(text).expect("a valid pattern")
});
static MONTH: LazyLock<Regex> = LazyLock::new(|| {
    let text = r"(?xi)((?:19|20)\d\d)\s?年\s?(\d{1,2})\s?月
        | (?:^|[^a-z])(jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?
            |nov(?:ember)?|dec(?:ember)?)[\s_-]*((?:19|20)\d\d)(?:\D|$)";
    Regex::new(text).expect("a valid pattern")
});
static DIGITS: LazyLock<Regex> = LazyLock::new(|| Regex::new(r"\d+").expect("a valid pattern"));
static REPUBLIC: LazyLock<Regex> = LazyLock::new(|| Regex::new(r"(?:^|\D)(1[0-3]\d)\s?年度").expect("a valid pattern"));
static EDITION: LazyLock<Regex> = LazyLock::new(|| {
    let text = r"(?xi)年鉴|年鑑|统计摘要|year[\s_-]?books?|nian[\s_-]?jian|statistical[\s_-]abstracts?|(?:^|[^a-z])yb(?:[^a-z]|$)|\d\s?年?版";
    Regex::new(text).expect("a valid pattern")
});

/// The one period that a name says; `Err` where it decides nothing and yet speaks of time.
fn of_name(name: &str, latest: i32) -> Result<Option<Period>, Unclear> {
    let readable = period::readable(name);
    let kept = |found: &Captures| {
        let kept = ["a", "b", "c", "d", "e", "f", "g", "h"].iter().filter_map(|group| found.name(group));
        format!("\u{1}{}\u{1}", kept.map(|kept| kept.as_str()).collect::<String>())
    };
    let text = NO_PERIOD.replace_all(&readable, kept).into_owned();
    let mut years = standing_alone(&text);
    years.extend(
        REPUBLIC.captures_iter(&text).filter_map(|found| Some(found.get(1)?.as_str().parse::<i32>().ok()? + 1911)),
    );
    if let Some(&impossible) = years.iter().find(|year| !(EARLIEST..=latest).contains(*year)) {
        return Err(Unclear::Impossible(impossible));
    }
    years.sort_unstable();
    years.dedup();
    if SPAN.is_match(&text) || years.len() > 1 {
        return Err(Unclear::SeveralYears);
    }
    if PART.is_match(&text) {
        return whole_year(&text).map(Some).ok_or(Unclear::PartOfYear);
    }
    if let Some(part) = quarter(&text).or_else(|| month(&text)) {
        return Ok(Some(part));
    }
    if let Some(found) = SHORT.captures(&text) {
        return short(&found);
    }
    Ok(years.first().map(|year| Period::Year(*year)))
}

/// `2019-20` is of two years, `2019-03` a month; `2019-12`, after the year before 20, is either.
fn short(found: &Captures) -> Result<Option<Period>, Unclear> {
    let number = |group: usize| found.get(group).and_then(|digits| digits.as_str().parse::<i32>().ok());
    let (Some(year), Some(part)) = (number(1), number(2)) else { return Ok(None) };
    let is_dash = found.get(0).is_some_and(|whole| whole.as_str().contains('-'));
    match u8::try_from(part) {
        _ if part == (year + 1) % 100 => Err(Unclear::SeveralYears),
        Ok(month @ 1..=12) if is_dash => Ok(Some(Period::Month(year, month))),
        Ok(0..=12) => Ok(Some(Period::Year(year))),
        _ if is_dash => Err(Unclear::SeveralYears),
        _ => Ok(Some(Period::Year(year))),
    }
}

/// Numbers of four digits that stand alone: not joined to other digits, nor to the letters of a code.
fn standing_alone(text: &str) -> Vec<i32> {
    let numbers: Vec<Range<usize>> = DIGITS.find_iter(text).map(|found| found.range()).collect();
    let joined = |range: &Range<usize>, other: Option<&Range<usize>>, behind: bool| {
        let Some(other) = other else { return false };
        let between = if behind { text.get(range.end..other.start) } else { text.get(other.end..range.start) };
        between == Some(".") || (between == Some("-") && other.len() >= 3 && !is_year(text, other))
    };
    let is_alone = |at: usize, range: &Range<usize>| {
        let (before, after) = (text.get(..range.start).unwrap_or_default(), text.get(range.end..).unwrap_or_default());
        let letters_before = before.chars().rev().take_while(char::is_ascii_alphabetic).collect::<String>();
        let letters_after: String = after.chars().take_while(char::is_ascii_alphabetic).collect();
        let is_version =
            letters_after.eq_ignore_ascii_case("v") && after.chars().nth(1).is_some_and(|c| c.is_ascii_digit());
        let is_word = |letters: &str| letters.is_empty() || letters.len() >= 3;
        let is_marked = ["yf", "by", "y"].iter().any(|mark| letters_before.eq_ignore_ascii_case(mark));
        let is_part = |letters: &str| matches!(letters.to_ascii_lowercase().as_str(), "q" | "h");
        (is_word(&letters_before) || is_marked || is_part(&letters_before))
            && (is_word(&letters_after) || is_version || is_part(&letters_after))
            && !before.ends_with('第')
            && !joined(range, at.checked_sub(1).and_then(|at| numbers.get(at)), false)
            && !joined(range, numbers.get(at + 1), true)
    };
    let alone = numbers.iter().enumerate().filter(|(at, range)| is_year(text, range) && is_alone(*at, range));
    alone.filter_map(|(_, range)| text.get(range.clone())?.parse().ok()).collect()
}

/// Four digits that look like a year, possible or not.
fn is_year(text: &str, range: &Range<usize>) -> bool {
    let digits = text.get(range.clone()).unwrap_or_default();
    digits.len() == 4 && ["18", "19", "20", "21"].iter().any(|century| digits.starts_with(century))
}

/// `2023年1-12月` is the year, `1-3月` a quarter.
fn whole_year(text: &str) -> Option<Period> {
    match period::of_label(text) {
        period::Dated::Whole(found) | period::Dated::Within(found, _) if !matches!(found, Period::Month(..)) => {
            Some(found)
        }
        _ => None,
    }
}

fn quarter(text: &str) -> Option<Period> {
    let found = QUARTER.captures(text)?;
    let year = found.get(1).or_else(|| found.get(5))?.as_str().parse().ok()?;
    let printed = found.get(2).or_else(|| found.get(3)).or_else(|| found.get(4))?.as_str();
    let chinese = "一二三四".chars().position(|known| printed.starts_with(known)).map(|at| at as u8 + 1);
    Some(Period::Quarter(year, printed.parse().ok().or(chinese)?))
}

fn month(text: &str) -> Option<Period> {
    let found = MONTH.captures(text)?;
    if let (Some(year), Some(month)) = (found.get(1), found.get(2)) {
        let month = month.as_str().parse().ok().filter(|month| (1..=12).contains(month))?;
        return Some(Period::Month(year.as_str().parse().ok()?, month));
    }
    let names = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"];
    let printed = found.get(3)?.as_str().to_ascii_lowercase();
    let month = names.iter().position(|known| printed.starts_with(known))?;
    Some(Period::Month(found.get(4)?.as_str().parse().ok()?, month as u8 + 1))
}

/// The name of the edition whose year a name says: its words up to the mark of an edition, and the year.
fn edition(part: &str, said: Period) -> Option<String> {
    let Period::Year(year) = said else { return None };
    let text = period::readable(part);
    let mark = EDITION.find(&text)?;
    let words =
        text.get(..mark.end())?.trim_end_matches(|letter: char| !letter.is_alphabetic()).replace(['_', '-'], " ");
    let book = format!("{year}年鉴");
    let plain = [format!("{year}年版"), format!("{year}版"), format!("{year}年"), year.to_string()]
        .iter()
        .fold(words.replace(&book, "年鉴"), |words, mark| words.replace(mark, ""));
    let plain = plain.split_whitespace().collect::<Vec<_>>().join(" ");
    let plain = plain.trim_matches(|letter: char| !letter.is_alphanumeric());
    let separator = if super::label::has_chinese(plain) || plain.is_empty() { "" } else { " " };
    Some(format!("{plain}{separator}{year}"))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn said(path: &str) -> String {
        match of_path(path, 2027) {
            Names::Silent => "silent".to_string(),
            Names::Unclear { why, .. } => format!("{why:?}"),
            Names::Says(named) => {
                let edition = named.edition.as_ref().map(|name| format!(" of {name}")).unwrap_or_default();
                format!("{} {}{edition}", named.said.text(), named.basis.name())
            }
        }
    }

    #[test]
    fn years_that_stand_alone() {
        for (path, expected) in [
            ("docs/福建_2021_58123.pdf", "2021 file-name"),
            ("a/2016 income breakdown fujian.xls", "2016 file-name"),
            ("a/分市地区生产总值(2022).xlsx", "2022 file-name"),
            ("a/raw-2013-2.xls", "2013 file-name"),
            ("a/108年度決算.xlsx", "2019 file-name"),
            ("a/market_2014.csv", "2014 file-name"),
            ("2018/official/ningbo.txt", "2018 folder"),
            ("a/二〇二一年决算.pdf", "2021 file-name"),
            ("a/民國108年度決算.xlsx", "2019 file-name"),
            ("a/FY2021 report.pdf", "2021 file-name"),
            ("a/budget2021v2.xlsx", "2021 file-name"),
            ("a/2022_预算_20230512.pdf", "2022 file-name"),
            ("a/yunnan_2023_from_2023_report.txt", "2023 file-name"),
        ] {
            assert_eq!(said(path), expected, "{path}");
        }
    }

    #[test]
    fn quarters_months_and_parts_of_a_year() {
        for (path, expected) in [
            ("a/某市2023年3月收支.xls", "2023-03 file-name"),
            ("a/revenue-2023-Q1.csv", "2023-Q1 file-name"),
            ("a/2023年第三季度.csv", "2023-Q3 file-name"),
            ("a/revenue 2023-04.csv", "2023-04 file-name"),
            ("a/sep_2014_receipts.csv", "2014-09 file-name"),
            ("a/2023年上半年.xls", "PartOfYear"),
            ("a/2023年1-6月.xls", "PartOfYear"),
            ("a/2023年1-12月.xls", "2023 file-name"),
            ("a/2023H1.xls", "PartOfYear"),
        ] {
            assert_eq!(said(path), expected, "{path}");
        }
    }

    #[test]
    fn editions_are_named() {
        for (path, expected) in [
            (
                "y/china_city_statistical_yearbook_2022_prefecture.xlsx",
                "2022 file-name of china city statistical yearbook 2022",
            ),
            ("福建统计年鉴2022/3-1.xls", "2022 folder of 福建统计年鉴2022"),
            ("a/2021安徽统计年鉴.xlsx", "2021 file-name of 安徽统计年鉴2021"),
            ("a/2021年安徽统计年鉴.xlsx", "2021 file-name of 安徽统计年鉴2021"),
            ("2021年鉴/a.xlsx", "2021 folder of 年鉴2021"),
            ("a/YB2019.xlsx", "2019 file-name of YB 2019"),
            ("a/China YB 2019.xlsx", "2019 file-name of China YB 2019"),
            ("a/nianjian_2020.xlsx", "2020 file-name of nianjian 2020"),
            ("a/财政手册2021年版.pdf", "2021 file-name of 财政手册2021"),
        ] {
            assert_eq!(said(path), expected, "{path}");
        }
    }

    #[test]
    fn what_only_looks_like_a_year() {
        for (path, expected) in [
            ("a/2024-05-06.xlsx", "silent"),
            ("a/7-6-2019.xls", "silent"),
            ("a/20240506.xlsx", "silent"),
            ("a/download 12.03.2021.csv", "silent"),
            ("202009/t20200914_33.html", "silent"),
            ("a/13905912021.csv", "silent"),
            ("a/0591-2021-3456.csv", "silent"),
            ("a/central_api_3302.txt", "silent"),
            ("a/A2016000011124.csv", "silent"),
            ("a/财预(2021)58号.pdf", "silent"),
            ("a/指数(2010=100).xls", "silent"),
            ("a/下载2024/b.xls", "silent"),
            ("a/2199.xls", "Impossible(2199)"),
            ("a/b_2031.xls", "Impossible(2031)"),
            ("a/1978-2017 population.xls", "SeveralYears"),
            ("2019-2021/b.xls", "SeveralYears"),
            ("2010/1-2012-2013.txt", "SeveralYears"),
            ("a/yuxi_2018_from_2019_report.txt", "SeveralYears"),
            ("a/108-109年度.csv", "SeveralYears"),
            ("a/2019-20.csv", "SeveralYears"),
        ] {
            assert_eq!(said(path), expected, "{path}");
        }
    }
}
