//! Dates in running text: what words say of time.
//!
//! In: words of a sentence, heading or title. Out: the mentions of time in them, in order. Refuses dates that say when
//! something was published, signed, compared with or closed. Several years together, and parts of a year that are no
//! quarter or month, are spans.

use std::ops::Range;
use std::sync::LazyLock;

use regex::Regex;

use super::label;
use super::period::{self, Dated, Period};

/// What a text says of time at one place.
#[derive(Clone, Debug, PartialEq)]
pub enum Time {
    Period(Period),
    /// Read off at a date within a year (`截至2025年3月底`).
    CutOff(Period),
    /// No single period, as printed; the years, where they are listed.
    Span(String, Vec<i32>),
    /// A month or quarter whose year stands elsewhere.
    Month(u8),
    Quarter(u8),
}

impl Time {
    pub fn period(&self) -> Option<Period> {
        match self {
            Time::Period(period) => Some(*period),
            _ => None,
        }
    }
}

/// One mention, with its bytes in the narrowed text.
#[derive(Clone, Debug, PartialEq)]
pub struct Mention {
    pub span: Range<usize>,
    pub time: Time,
}

macro_rules! pattern {
    ($name:ident, $text:expr) => {
        static $name: LazyLock<Regex> = LazyLock::new(|| Regex::new($text).expect("a valid pattern"));
    };
}

pattern!(
    DATE,
    r"(?x)(?: (?:18|19|20)\d\d | [一二][〇零○一二三四五六七八九]{3} ) \s*年(?:度|底|末|终)?
    (?: \s*(?:\d{1,2}\s*[-至~]+\s*)?\d{1,2}\s*月(?:份|底|末|止)?(?:\s*\d{1,2}\s*日)? | \s*第?[一二三四1-4]\s*季度 )?"
);
pattern!(ENGLISH, r"(?:^|[^\d.,/%$-])((?:18|19|20)\d\d)(?:([-/])(\d{2,4}))?(?:[^\d.,%-]|[.,](?:\s|$)|$)");
pattern!(
    SPAN,
    r"(?x) (?:18|19|20)\d\d\s*年?\s*(?:至|到|-+|~+|/)\s*(?:(?:18|19|20)\d\d|\d\d)\s*(?:学年|财年|财政年度|年(?:度|底|末)?)"
);
// Years and parts of years that no calendar year is printed with.
pattern!(
    UNDATED,
    r#"(?x) ["“'”]?十[一二三四五六七八九]五["”'“]?\s*(?:规划|计划)?(?:时期|期间|以来|这?五年|期末|末|我市|我省|的?五年) | (?:过去|近|这|最近|前)[一二三四五六七八九十\d]{1,2}年(?:来|间)? |
    [一二三四五六七八九十两\d]{1,2}年(?:来|间) | (?:本届|上届|任期|任职)(?:政府)?(?:以来|期间|内) | \d{1,2}\s*[-至~]+\s*\d{1,2}\s*月(?:份)? |
    (?:前|头)[一二两三\d]{1,2}个(?:季度|月) | 前三季度 | [上下]半年 | 第?[一二三四1-4]季度 | \d{1,2}月份"#
);

/// The words of a part of a year, or of several years, behind a year.
const PARTS: [&str; 7] = ["上半年", "下半年", "前三季度", "前三个季度", "前半年", "1-6月", "1-9月"];

/// What a text says of time, in order.
pub fn mentions(text: &str) -> Vec<Mention> {
    let text = label::narrowed(text);
    if !label::has_chinese(&text) {
        return english(&text);
    }
    let mut found: Vec<Mention> = SPAN.find_iter(&text).filter_map(|span| span_of(&text, span.range())).collect();
    let taken = |found: &[Mention], at: usize| found.iter().any(|one| one.span.contains(&at));
    for date in DATE.find_iter(&text) {
        if !taken(&found, date.start()) {
            let time = dated(&text, date.start(), date.end());
            found.extend(time.map(|time| Mention { span: date.range(), time }));
        }
    }
    for part in UNDATED.find_iter(&text) {
        let follows_year = text.get(..part.start()).unwrap_or_default().trim_end().ends_with('年');
        if !taken(&found, part.start()) && !follows_year {
            found.extend(undated(&text, part.range()).map(|time| Mention { span: part.range(), time }));
        }
    }
    found.sort_by_key(|one| one.span.start);
    joined(&text, found)
}

fn span_of(text: &str, span: Range<usize>) -> Option<Mention> {
    let printed = text.get(span.clone())?;
    let is_compared = compared(text.get(..span.start)?);
    let years = if printed.contains("学年") || printed.contains("财") { Vec::new() } else { years_between(printed) };
    (!is_compared).then(|| Mention { span, time: Time::Span(printed.to_string(), years) })
}

/// 2018, 2019, 2020 of `2018-2020年`.
fn years_between(printed: &str) -> Vec<i32> {
    let numbers = printed.split(|letter: char| !letter.is_ascii_digit()).filter(|part| !part.is_empty());
    let years: Vec<i32> = numbers.filter(|part| part.len() == 4).filter_map(|part| part.parse().ok()).collect();
    match years.as_slice() {
        [first, last] if first < last && last - first < 20 => (*first..=*last).collect(),
        _ => Vec::new(),
    }
}

/// `in 2022`, `in 2022-23`, `the financial year 2020 (ended January 3, 2021)`.
fn english(text: &str) -> Vec<Mention> {
    let found = ENGLISH.captures_iter(text).filter_map(|found| {
        let year = found.get(1)?;
        let end = found.get(3).map_or(year.end(), |last| last.end());
        let time = match found.get(3) {
            Some(_) => Time::Span(text.get(year.start()..end)?.to_string(), Vec::new()),
            None => Time::Period(Period::Year(year.as_str().parse().ok()?)),
        };
        (!is_last_day(text.get(..year.start())?)).then_some(Mention { span: year.start()..end, time })
    });
    found.collect()
}

/// Whether a year is that of the day on which a year named before it ends.
fn is_last_day(before: &str) -> bool {
    let head = before.trim_end_matches(|letter: char| letter.is_ascii_digit() || matches!(letter, ' ' | ',' | '.'));
    let month = head.rsplit(|letter: char| !letter.is_ascii_alphabetic()).next().unwrap_or_default();
    let head = head.strip_suffix(month).unwrap_or(head).trim_end_matches(|letter: char| !letter.is_ascii_alphabetic());
    let head = head.strip_suffix(" on").unwrap_or(head).to_lowercase();
    ["ended", "ending", "ends", "through"].iter().any(|word| head.ends_with(word) || month.eq_ignore_ascii_case(word))
}

/// Two dates with 至 between them are a span; what is said of several years together is of none of them alone.
fn joined(text: &str, found: Vec<Mention>) -> Vec<Mention> {
    let mut mentions: Vec<Mention> = Vec::new();
    for Mention { span, time } in found {
        let between = mentions.last().map(|last| text.get(last.span.end..span.start).unwrap_or_default().trim());
        match (between, mentions.last_mut()) {
            (Some(joint @ ("至" | "到" | "-" | "~" | "、" | "和" | "及")), Some(last)) => {
                let printed = text.get(last.span.start..span.end).unwrap_or_default().to_string();
                let is_list = matches!(joint, "、" | "和" | "及");
                let years = if is_list { listed(&last.time, &time) } else { years_between(&printed) };
                *last = Mention { span: last.span.start..span.end, time: Time::Span(printed, years) };
            }
            _ => mentions.push(Mention { span, time }),
        }
    }
    mentions
}

fn listed(first: &Time, next: &Time) -> Vec<i32> {
    let mut years = match first {
        Time::Span(_, years) => years.clone(),
        Time::Period(Period::Year(year)) => vec![*year],
        _ => Vec::new(),
    };
    match next {
        Time::Period(Period::Year(year)) if !years.is_empty() => years.push(*year),
        _ => years.clear(),
    }
    years
}

/// `比2009年`, `较2020年末`: what is compared with. `对比` only looks like it.
fn compared(before: &str) -> bool {
    let before = before.trim_end();
    before.ends_with(['比', '较', '与', '同']) && !before.ends_with("对比") && !before.ends_with("占比")
}

fn dated(text: &str, start: usize, end: usize) -> Option<Time> {
    let (before, printed, after) =
        (text.get(..start)?.trim_end(), text.get(start..end)?, text.get(end..)?.trim_start());
    let follows = |words: &[&str]| words.iter().any(|word| after.starts_with(word));
    let numbered = after.starts_with('第') && after.chars().take(8).any(|letter| letter == '号');
    let titled = before.rfind('《') > before.rfind('》');
    let published = follows(&["公告", "发布", "印发", "公布", "出版", "版", "鉴", "修订", "施行", "颁布"]);
    let is_day = printed.contains('日') && (before.is_empty() || follows(&["在", "于"]) || follows(&["(星期"]));
    if numbered || titled || published || is_day || compared(before) {
        return None;
    }
    let span = |text: String| Some(Time::Span(text, Vec::new()));
    if follows(&PARTS) {
        let part: String = after.chars().take_while(|letter| !matches!(letter, '年' | '度' | '月')).collect();
        let end = after.chars().nth(part.chars().count()).map(String::from).unwrap_or_default();
        return span(format!("{printed}{part}{end}"));
    }
    let since = ["以来", "起", "以后", "之后", "后", "以前", "之前", "前"];
    if follows(&since) || before.ends_with(['自', '从']) {
        let tail: String = after.chars().take(2).collect();
        let tail = if follows(&["以来", "以后", "以前", "之后", "之前"]) { tail } else { String::new() };
        return span(format!("{printed}{tail}"));
    }
    let period = match whole_year(printed) {
        Some(year) => Period::Year(year),
        None => match period::of_label(printed) {
            Dated::Whole(period) | Dated::Within(period, _) => period,
            Dated::Span(text) => return span(text),
            _ => return None,
        },
    };
    let year_end = printed.contains('底') && !printed.contains('月') || printed.contains("年末");
    let december = matches!(period, Period::Month(_, 12)) && printed.contains(['底', '末', '止', '日']);
    let cut = ["截至", "截止", "截止到", "截至到", "至", "到"].iter().any(|word| before.ends_with(word));
    match (cut, period) {
        (_, Period::Month(year, _)) if december => Some(Time::Period(Period::Year(year))),
        (true, Period::Month(..)) if !year_end => Some(Time::CutOff(period)),
        _ => Some(Time::Period(period)),
    }
}

pattern!(ALL_MONTHS, r"^((?:18|19|20)\d\d)\s*年\s*0?1\s*[-至~]+\s*12\s*月份?$");

/// `2025年1-12月` is the year.
fn whole_year(printed: &str) -> Option<i32> {
    ALL_MONTHS.captures(printed)?.get(1)?.as_str().parse().ok()
}

fn undated(text: &str, span: Range<usize>) -> Option<Time> {
    let printed: String = text.get(span.clone())?.chars().filter(|letter| !letter.is_whitespace()).collect();
    let number = || printed.chars().take_while(char::is_ascii_digit).collect::<String>().parse::<u8>().ok();
    let before = text.get(..span.start)?.trim_end();
    let quarter = || ['一', '二', '三', '四'].iter().zip(1u8..).find(|(word, _)| printed.contains(**word));
    match () {
        () if compared(before) || before.ends_with("占") => None,
        () if printed.starts_with("1-12月") => None,
        () if printed.ends_with("月份") && !printed.contains('-') => {
            number().filter(|month| (1..=12).contains(month)).map(Time::Month)
        }
        () if printed.ends_with("季度") && !printed.contains(['前', '头', '个']) => {
            number().or_else(|| quarter().map(|(_, quarter)| quarter)).map(Time::Quarter)
        }
        () => Some(Time::Span(printed, Vec::new())),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn last(text: &str) -> Option<Time> {
        mentions(text).pop().map(|mention| mention.time)
    }

    #[test]
    fn dates_that_are_periods_and_dates_that_are_not() {
        let year = |year| Some(Time::Period(Period::Year(year)));
        assert_eq!(last("针对 2023 年度审计查出问题"), year(2023));
        assert_eq!(last("截至2010年底"), year(2010));
        assert_eq!(last("截至2023年12月31日，全市"), year(2023));
        assert_eq!(last("2025年1—12月，全市"), year(2025));
        assert_eq!(last("至 2025 年 3 月底"), Some(Time::CutOff(Period::Month(2025, 3))));
        assert!(matches!(last("2009年11月至2010年3月"), Some(Time::Span(..))));
        assert!(matches!(last("2023 年 8 月以来"), Some(Time::Span(..))));
        assert!(matches!(last("2010-2015年"), Some(Time::Span(..))));
        assert_eq!(last("审计署 2010 年公告"), None);
        assert_eq!(last("比2009年增加"), None);
        assert_eq!(last("2010年第22号公告"), None);
        assert!(matches!(last("2015年上半年，查出"), Some(Time::Span(text, _)) if text == "2015年上半年"));
        assert!(matches!(last("2015年前三季度查出"), Some(Time::Span(text, _)) if text == "2015年前三季度"));
        assert!(matches!(last("2018年、2019年，7个县"), Some(Time::Span(_, years)) if years == [2018, 2019]));
        assert_eq!(last("二〇一〇年度"), year(2010));
        assert_eq!(last("problems found in 2012 came to"), year(2012));
    }

    #[test]
    fn years_over_two_calendar_years_and_last_days() {
        assert!(matches!(last("In 2022-23 it spent"), Some(Time::Span(..))));
        assert!(matches!(last("2021/22学年教育支出"), Some(Time::Span(..))));
        assert!(matches!(last("2019-2020财政年度支出"), Some(Time::Span(..))));
        let year = Some(Time::Period(Period::Year(2020)));
        assert_eq!(last("the financial year 2020 (ended January 3, 2021) the council spent"), year);
        assert!(matches!(last("2019—2021年末，"), Some(Time::Span(_, years)) if years == [2019, 2020, 2021]));
    }

    #[test]
    fn times_without_a_year() {
        assert!(matches!(last("“十三五”时期，全市"), Some(Time::Span(..))));
        assert!(matches!(last("过去五年，收入"), Some(Time::Span(..))));
        assert!(matches!(last("上半年，收入"), Some(Time::Span(..))));
        assert!(matches!(last("1-11月支出"), Some(Time::Span(..))));
        assert_eq!(last("1-12月支出"), None);
        assert_eq!(last("12月份，价格"), Some(Time::Month(12)));
        assert_eq!(last("三季度，价格"), Some(Time::Quarter(3)));
        assert_eq!(last("比“十三五”时期增加"), None);
    }
}
