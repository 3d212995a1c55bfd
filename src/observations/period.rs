//! Periods: the years, quarters and months that labels, titles and sheet names print.
//!
//! In: text. Out: `Dated`, what it says about time. Refuses years that are no period: the base of an index
//! (`1978=100`), of prices (`2010年价格`), of an edition (`年鉴2014`).

use std::ops::Range;
use std::sync::LazyLock;

use regex::{Captures, Regex};

use crate::script;

use super::dated::placed;
use super::{calendar, label, stretch};

pub use super::dated::{Dated, Period};

type Pattern = LazyLock<Regex>;

macro_rules! pattern {
    ($name:ident, $text:expr) => {
        static $name: Pattern = LazyLock::new(|| Regex::new($text).expect("a valid pattern"));
    };
}

pattern!(CHINESE_YEAR, "[一二三四五六七八九〇零○]{4}年");
pattern!(SPACED, r"^(?:(?:1\s?9|2\s?0)\s?\d\s?\d\s?年|(?:1\s9|2\s0)\s\d\s\d|(?:19|20)\s\d\d|[12]\s[09]\d\d)$");
pattern!(
    MARKED,
    r"^((?:18|19|20)\d\d)\s?年?\s?(?:\d{1,2}\)|[a-z]\)?|\([a-z\d]{1,2}\)|\[[a-z\d]{1,2}\]|[*†‡#①-⑳]+|[AEFP])$"
);
pattern!(
    NO_PERIOD,
    r"(?xi)\d{1,2}[/.]\d{1,2}[/.](?:19|20)?\d\d\s\d{1,2}:\d\d(?::\d\d)? | (?:19|20)\d\d[-/.年]\d{1,2}[-/.月]\d{1,2}日?\s?T?\d{1,2}:\d\d(?::\d\d)? | 《[^》]*》 | \(?\s*(?:18|19|20)\d\d\s?年?\s?=\s?100\s*\)? | 年鉴[^\d]{0,3}(?:19|20)\d\d
    | (?:19|20)\d\d\s?年?[^\d,]{0,12}年鉴 | yearbook[^\d]{0,3}(?:19|20)\d\d
    | (?:按|以)?\s?(?:19|20)\d\d\s?年(?:不变|可比|固定)?价格?(?:计算)? | at\ (?:19|20)\d\d\ (?:constant\ )?prices
    | (?:19|20)\d\d\ (?:constant\ )?prices | (?:base|base\ year)\ ?:?\ ?(?:19|20)\d\d"
);
pattern!(
    RATIO,
    r"(?i)((?:18|19|20)\d\d)\s?年?(?:为|比|占|较|/|\s?as\s(?:a\s)?(?:%|percentage)\s?of\s|\s(?:over|against)\s)\s?((?:18|19|20)\d\d)\s?年?"
);
pattern!(SPAN, r"(?i)(?:18|19|20)\d\d\s?年?\s?(?:-+|至|到|\bto\b)\s?(?:(?:18|19|20)\d\d|\d\d)(?:\s?年|\b)");
pattern!(
    LISTED_YEARS,
    r"(?i)((?:18|19|20)\d\d)\s?(?:年[度末底]?)?\s?(?:、|,|和|及|与|&|\band\b)\s?((?:18|19|20)\d\d)(?:\D|$)"
);
pattern!(QUARTER, r"(?i)((?:18|19|20)\d\d)\s?年?\s?[-./]?\s?(?:q([1-4])|第?([一二三四1-4])季度?)");
pattern!(QUARTER_FIRST, r"(?i)\bq([1-4])[\s,./-]*((?:18|19|20)\d\d)\b");
pattern!(MONTHS, r"((?:18|19|20)\d\d)\s?年\s?(\d{1,2})\s?月?\s?(?:-|至)\s?(\d{1,2})\s?月份?");
pattern!(
    MONTH,
    r"((?:18|19|20)\d\d)(?:\s?年\s?(\d{1,2})\s?月(?:份|末|底)?(\d{1,2}日)?|-?M(0[1-9]|1[0-2])\b|-(0[1-9]|1[0-2])\b|[/.](0?[1-9]|1[0-2])[/.](?:0?[1-9]|[12]\d|3[01])\b)"
);
pattern!(YEAR_ALONE, r"(?i)^(?:fy\s?)?((?:18|19|20)\d\d)(?:\.0+)?\s?(?:年|年度|年末|年底|年终|year-end|\(年\))?$");
pattern!(YEAR_CHINESE, r"((?:18|19|20)\d\d)\s?(?:年度|年末|年底|年终|年)");
pattern!(NUMBERS, r"\d+");
pattern!(
    COUNTED,
    r"^\s?(?:[十百千万亿]*(?:元|吨|亩|公里|公顷|平方|立方)|[万亿][人户件个]|人(?:$|[^\p{Han}])|户(?:$|[^\p{Han}])|[件辆册](?:$|[^\p{Han}])|‰)"
);
pattern!(FISCAL, r"((?:18|19|20)\d\d)\s?/\s?(\d\d?)(?:$|[^\d/])");
pattern!(KEYED, r"[A-Za-z_]\s?=\s?'?(?:18|19|20)\d\d");
pattern!(
    MONTH_NAMED,
    r"(?i)^(?:((?:19|20)\d\d)[\s-])?(jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]{0,6}\.?(?:[\s,-]{1,2}((?:19|20)\d\d))?$"
);
pattern!(PART_QUARTER, r"^(?:第?([一二三四1-4])季度?|[qQ]([1-4]))$");
pattern!(PART_MONTH, r"^(\d{1,2})月份?$");
pattern!(BEFORE, r"(?i)^(?:上年|上年度|去年|上一年|last\s+year|previous\s+year)(?:同期)?");
pattern!(
    CARRIED,
    r"(?i)^\s?(?:'s\s)?(?:年?末|滚存|累计|净)*(?:结余|结转|余额|滚存|剩余|(?:carry-?over|balance|surplus)s?\b)"
);

/// What a row, column or stub label says. A four-digit number alone is a year here. What is carried over from the year
/// before (`上年结余`) is an item of this year's account.
pub fn of_label(text: &str) -> Dated {
    let text = readable(text);
    let text = text.trim();
    let spaced =
        SPACED.is_match(text).then(|| text.chars().filter(|letter| !letter.is_whitespace()).collect::<String>());
    let text = spaced.as_deref().unwrap_or(text);
    if let Some(year) = first(&YEAR_ALONE, text).or_else(|| first(&MARKED, text)) {
        return Dated::Whole(Period::Year(year));
    }
    if is_code(text) {
        return Dated::No;
    }
    if let Some(month) = month_named(text) {
        return Dated::Whole(month);
    }
    if let Some(found) = part_of_year(text).or_else(|| stretch::of_label(text)) {
        return found;
    }
    if let Some(found) = find(&BEFORE, text) {
        let rest = text.get(found.len()..).unwrap_or_default();
        return if rest.contains(['=', '%']) || rest.starts_with('为') || CARRIED.is_match(rest) {
            Dated::No
        } else {
            Dated::YearBefore(rest.to_string())
        };
    }
    if !names_four_digits(text) {
        return Dated::No;
    }
    let text = without(&KEYED, &without(&NO_PERIOD, text));
    let ratio = RATIO.captures(&text).and_then(|found| ratio_year(&found));
    if let Some(year) = ratio {
        return Dated::Within(Period::Year(year), without(&RATIO, &text));
    }
    if let Some(found) = listed(&text) {
        return found;
    }
    if let Some(found) = months(&text).or_else(|| quarter(&text)).or_else(|| fiscal(&text)) {
        return found;
    }
    if let Some(found) = find(&SPAN, &text).filter(|_| month(&text).is_none()) {
        return Dated::Span(found.to_string());
    }
    month(&text).or_else(|| year_within(&text)).unwrap_or(Dated::No)
}

/// The words beside a span of years (`2020-21 Actual`); `None` where there are none.
pub fn beside_span(text: &str) -> Option<String> {
    let rest = SPAN.replace(&readable(text), " ").trim().to_string();
    rest.chars().any(|letter| letter.is_alphabetic() && !"年度期".contains(letter)).then_some(rest)
}

/// What the name of a sheet says: only a year alone (`2010`, `2010年`).
pub fn of_sheet(name: &str) -> Option<Period> {
    match of_label(name) {
        Dated::Whole(period) => Some(period),
        _ => None,
    }
}

/// Half-width digits, Chinese years as numbers, no blanks beside Chinese letters.
pub(super) fn readable(text: &str) -> String {
    let text = script::fold(&label::narrowed(text)).into_owned();
    let letters: Vec<char> = text.chars().collect();
    let chinese =
        |at: Option<usize>| at.and_then(|at| letters.get(at)).is_some_and(|&letter| label::is_chinese(letter));
    let keep = |at: usize, letter: char| letter != ' ' || !(chinese(at.checked_sub(1)) || chinese(Some(at + 1)));
    let text: String = letters.iter().enumerate().filter(|(at, letter)| keep(*at, **letter)).map(|(_, c)| c).collect();
    CHINESE_YEAR
        .replace_all(&calendar::gregorian(&text), |found: &Captures| {
            found.get(0).map_or("", |year| year.as_str()).chars().map(digit).collect::<String>()
        })
        .into_owned()
}

fn digit(letter: char) -> char {
    match "〇一二三四五六七八九".chars().position(|known| known == letter) {
        Some(value) => char::from_digit(value as u32, 10).unwrap_or(letter),
        None if letter == '零' || letter == '○' => '0',
        None => letter,
    }
}

/// A code (`2016A000011124`) that no year is to be read from.
fn is_code(text: &str) -> bool {
    let count = |test: fn(&u8) -> bool| text.bytes().filter(test).count();
    text.len() >= 8
        && count(u8::is_ascii_alphanumeric) == text.len()
        && count(u8::is_ascii_digit) >= 6
        && count(u8::is_ascii_alphabetic) > 0
}

/// `Jan 2011`, `2011 JAN`, `January 2011`.
fn month_named(text: &str) -> Option<Period> {
    let found = MONTH_NAMED.captures(text)?;
    let year = found.get(1).xor(found.get(3))?.as_str().parse().ok()?;
    let name = found.get(2)?.as_str().to_lowercase();
    let names = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"];
    let at = names.iter().position(|known| *known == name)?;
    Some(Period::Month(year, at as u8 + 1))
}

fn part_of_year(text: &str) -> Option<Dated> {
    if let Some(found) = PART_QUARTER.captures(text) {
        return small(&found, &[1, 2]).map(Dated::Quarter);
    }
    if let Some(found) = PART_MONTH.captures(text) {
        return small(&found, &[1]).filter(|month| (1..=12).contains(month)).map(Dated::Month);
    }
    None
}

/// `2016年为2015年%` is a figure of 2016; `2015/2016` is a span.
fn ratio_year(found: &Captures) -> Option<i32> {
    let year = |group: usize| found.get(group).and_then(|year| year.as_str().parse::<i32>().ok());
    let (first, second) = (year(1)?, year(2)?);
    let slash = found.get(0).is_some_and(|whole| whole.as_str().contains('/'));
    (!slash || first > second).then_some(first)
}

/// `2021、2022`: two years, and so no single one.
fn listed(text: &str) -> Option<Dated> {
    let found = LISTED_YEARS.captures(text)?;
    let year = |at: usize| found.get(at).map(|year| year.as_str());
    (year(1) != year(2)).then(|| Dated::Span(format!("{}、{}", year(1).unwrap_or(""), year(2).unwrap_or(""))))
}

fn months(text: &str) -> Option<Dated> {
    let found = MONTHS.captures(text)?;
    let year: i32 = found.get(1)?.as_str().parse().ok()?;
    let period = match (small(&found, &[2])?, small(&found, &[3])?) {
        (1, 12) => Period::Year(year),
        (from, to) if to == from + 2 && from % 3 == 1 => Period::Quarter(year, to / 3),
        _ => return Some(Dated::Span(found.get(0)?.as_str().to_string())),
    };
    Some(placed(text, found.get(0)?.range(), period))
}

fn quarter(text: &str) -> Option<Dated> {
    if let Some(found) = QUARTER.captures(text) {
        let year: i32 = found.get(1)?.as_str().parse().ok()?;
        return Some(placed(text, found.get(0)?.range(), Period::Quarter(year, small(&found, &[2, 3])?)));
    }
    let found = QUARTER_FIRST.captures(text)?;
    let year: i32 = found.get(2)?.as_str().parse().ok()?;
    Some(placed(text, found.get(0)?.range(), Period::Quarter(year, small(&found, &[1])?)))
}

/// A month of a year. `2009-10` may as well be two years: the headings beside it tell.
fn month(text: &str) -> Option<Dated> {
    let found = MONTH.captures(text)?;
    let year: i32 = found.get(1)?.as_str().parse().ok()?;
    let month = small(&found, &[2, 4, 5, 6]).filter(|month| (1..=12).contains(month))?;
    let goes_on = || text.get(found.get(0)?.end()..)?.strip_prefix('-')?.chars().next();
    if found.get(5).is_some() && i32::from(month) == (year + 1) % 100 && !goes_on().is_some_and(|c| c.is_ascii_digit())
    {
        return Some(Dated::Span(found.get(0)?.as_str().to_string()));
    }
    let year_end = month == 12 && found.get(3).is_some_and(|day| day.as_str() == "31日");
    let period = if year_end { Period::Year(year) } else { Period::Month(year, month) };
    Some(placed(text, found.get(0)?.range(), period))
}

/// `2019/20` is a span of two years, `2019/05` a month.
fn fiscal(text: &str) -> Option<Dated> {
    let found = FISCAL.captures(text)?;
    let (year, part): (i32, i32) = (found.get(1)?.as_str().parse().ok()?, found.get(2)?.as_str().parse().ok()?);
    let range = found.get(1)?.start()..found.get(2)?.end();
    if part == (year + 1) % 100 {
        return Some(Dated::Span(text.get(range)?.to_string()));
    }
    let month = u8::try_from(part).ok().filter(|month| (1..=12).contains(month))?;
    Some(placed(text, range, Period::Month(year, month)))
}

/// Whether any four digits stand together.
fn names_four_digits(text: &str) -> bool {
    let mut run = 0;
    text.bytes().any(|letter| {
        run = if letter.is_ascii_digit() { run + 1 } else { 0 };
        run == 4
    })
}

/// The one year a text names; two different years are a span.
fn year_within(text: &str) -> Option<Dated> {
    let chinese = YEAR_CHINESE.captures_iter(text).filter_map(|found| {
        let (whole, year) = (found.get(0)?, found.get(1)?);
        Some((whole.range(), year.as_str().parse().ok()?))
    });
    let mut found: Vec<(Range<usize>, i32)> = chinese.collect();
    if found.is_empty() {
        found = bare_years(text);
    }
    let (range, year) = found.first()?.clone();
    if found.iter().any(|(_, other)| *other != year) {
        return Some(Dated::Span(text.to_string()));
    }
    Some(placed(text, range, Period::Year(year)))
}

/// Numbers of four digits that may be years: no part of a decimal, without a unit behind them, and among words or alone;
/// in a row of figures (`3501 1928 218 873`) none is.
fn bare_years(text: &str) -> Vec<(Range<usize>, i32)> {
    let numbers: Vec<Range<usize>> = NUMBERS.find_iter(text).map(|found| found.range()).collect();
    let is_year = |range: &Range<usize>| {
        let digits = text.get(range.clone()).unwrap_or_default();
        let (before, after) = (text.get(..range.start).unwrap_or_default(), text.get(range.end..).unwrap_or_default());
        let is_alone = !before.ends_with('.') && !after.starts_with(['.', '%']) && !COUNTED.is_match(after);
        let year = digits.parse::<i32>().ok().filter(|year| digits.len() == 4 && (1800..2100).contains(year));
        year.filter(|_| is_alone)
    };
    let years: Vec<(Range<usize>, i32)> =
        numbers.iter().filter_map(|range| Some((range.clone(), is_year(range)?))).collect();
    let others = numbers.iter().filter(|range| range.len() > 1).count().saturating_sub(years.len());
    let is_worded = text.chars().any(char::is_alphabetic);
    if others > if is_worded { MOST_OTHERS } else { 0 } { Vec::new() } else { years }
}

/// Other numbers of a label that names a year (`10 000 persons`).
const MOST_OTHERS: usize = 3;

fn small(found: &Captures, groups: &[usize]) -> Option<u8> {
    let text = groups.iter().find_map(|&group| found.get(group))?.as_str();
    let chinese = "一二三四".chars().position(|known| text.starts_with(known)).map(|at| at as u8 + 1);
    text.parse().ok().or(chinese)
}

fn first(pattern: &Pattern, text: &str) -> Option<i32> {
    pattern.captures(text)?.get(1)?.as_str().parse().ok()
}

fn find<'t>(pattern: &Pattern, text: &'t str) -> Option<&'t str> {
    pattern.find(text).map(|found| found.as_str())
}

fn without(pattern: &Pattern, text: &str) -> String {
    pattern.replace_all(text, "").into_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn whole(text: &str) -> String {
        match of_label(text) {
            Dated::Whole(period) => period.text(),
            other => format!("{other:?}"),
        }
    }

    #[test]
    fn periods_as_they_are_printed() {
        let cases = [
            ("2010", "2010"),
            ("2010年", "2010"),
            ("2 010 年", "Within"),
            ("2010年底", "2010"),
            ("一九七八年", "1978"),
            ("二〇一〇年", "2010"),
            ("2010年第一季度", "2010-Q1"),
            ("2010-Q1", "2010-Q1"),
            ("2010年1-3月", "2010-Q1"),
            ("2010年3月", "2010-03"),
            ("2010-03", "2010-03"),
            ("2014 年", "2014"),
            ("２０１０年", "2010"),
            ("2014.0", "2014"),
            ("2010年12月31日", "2010"),
        ];
        for (printed, expected) in cases.into_iter().filter(|case| case.1 != "Within") {
            assert_eq!(whole(printed), expected, "{printed}");
        }
    }

    #[test]
    fn spans_bases_and_editions_are_no_period() {
        assert!(matches!(of_label("1981-1985"), Dated::Span(_)));
        assert!(matches!(of_label("3-2 常住人口 (1978-2017年)"), Dated::Span(_)));
        assert!(matches!(of_label("表4.1 上海市生产总值(1978～2016)"), Dated::Span(_)));
        assert_eq!(of_label("国内生产总值指数(1978=100)"), Dated::No);
        assert_eq!(of_label("指数(上年=100)"), Dated::No);
        assert_eq!(of_label("中国农业机械工业年鉴2014"), Dated::No);
        assert_eq!(of_label("按2010年价格计算"), Dated::No);
    }

    #[test]
    fn a_period_among_other_words() {
        assert!(matches!(of_label("2017年为2016年% 2017 as % of 2016"), Dated::Within(Period::Year(2017), _)));
        assert!(matches!(of_label("2017 as % of 2016"), Dated::Within(Period::Year(2017), _)));
        assert!(matches!(of_label("2016年决算数"), Dated::Within(Period::Year(2016), _)));
        assert_eq!(of_label("上年决算数"), Dated::YearBefore("决算数".into()));
        assert_eq!(of_label("上年结余"), Dated::No);
        assert_eq!(of_label("上年结转收入"), Dated::No);
        let titles = [
            ("2016年北京市一般公共预算收支决算总表", 2016),
            ("FINAL ACCOUNT OF BUDGETARY REVENUE AND EXPENDITURE IN BEIJING(2008)", 2008),
            ("2013年各地区农业机械化服务组织及人员情况", 2013),
            ("2010人口普查", 2010),
            ("GDP 2010 (100 million yuan)", 2010),
        ];
        for (title, year) in titles {
            assert!(matches!(of_label(title), Dated::Within(Period::Year(found), _) if found == year), "{title}");
        }
    }

    #[test]
    fn two_years_and_days() {
        for printed in ["2021、2022", "2019、2020年", "2019年和2020年合计", "2019/20", "2011/12", "民國108-109年度"]
        {
            assert!(matches!(of_label(printed), Dated::Span(_)), "{printed}: {:?}", of_label(printed));
        }
        assert_eq!(whole("2019/05"), "2019-05");
        assert_eq!(whole("2019/6/11"), "2019-06");
    }

    #[test]
    fn numbers_that_only_look_like_years() {
        let rows = ["1285 3825 531 49194 1963 69354", "1839 2409", "183 3", "3501 1928 218"];
        for printed in rows.into_iter().chain(["预算数为 2003 亿元", "增长2010%", "AND T.SET_YEAR_GK=2024"]) {
            assert_eq!(of_label(printed), Dated::No, "{printed}");
        }
    }
}
