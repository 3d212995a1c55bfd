//! What a sentence says of time.
//!
//! In: a folded sentence. Out: years, windows, plans (`十一五期间`), spans counted in years (`近十年`, `五年合计`), years
//! counted from another (`上年`), parts of a year, each with its place. Refuses numbers that only look like a year, decades, and the
//! year in a publication's title.

use std::ops::Range;
use std::sync::LazyLock;

use regex::{Captures, Regex};

use crate::claims::reading::mentions::reckoned::{self, number};

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Time {
    Year(i32),
    /// First and last year.
    Window(i32, i32),
    /// From a year on: `1978年以来`.
    Since(i32),
    /// Years after the year spoken of: `上年` is -1.
    Relative(i32),
    /// Years after the year of writing: `去年` is -1.
    FromNow(i32),
    /// The window spoken of: `同期`.
    Same,
    /// So many years up to the year spoken of: `近十年`.
    Years(u32),
    /// A month, quarter or half: no whole year.
    Part(i32),
}

/// A mention of time and where it stands.
#[derive(Clone, Debug, PartialEq)]
pub struct Timed {
    pub range: Range<usize>,
    pub time: Time,
}

const YEAR: &str = "(?:1[89]|20)[0-9]{2}|[一二][〇零○o0一二三四五六七八九]{3}";

/// `是九五的2.24倍`: a plan by its number alone, where words of comparison stand before it.
static BARE_PLAN: LazyLock<Regex> =
    LazyLock::new(|| pattern(r"(?:是|为|比|较|与|相当于|超过)(([六七八九十])五)(?:的|、|与|和|相比|,|。|增|高|多|翻)"));

const ORDINALS: [&str; 15] = [
    "first",
    "second",
    "third",
    "fourth",
    "fifth",
    "sixth",
    "seventh",
    "eighth",
    "ninth",
    "tenth",
    "eleventh",
    "twelfth",
    "thirteenth",
    "fourteenth",
    "fifteenth",
];

fn pattern(text: &str) -> Regex {
    let text = text.replace("YEAR", YEAR).replace("ORDINAL", &ORDINALS.join("|"));
    Regex::new(&text).expect("a valid pattern")
}

static WINDOW: LazyLock<Regex> = LazyLock::new(|| {
    pattern(r"(YEAR)年?(?:度|底|末|初)?(?:-|~|至|到)+(YEAR|[0-9]{2})年(?:度|底|末)?(?:间|期间|这一期间)?|(YEAR)-(YEAR)")
});
static YEAR_ZH: LazyLock<Regex> = LazyLock::new(|| {
    pattern(concat!(
        r"(YEAR)年(?:度|底|末|终|全年)?",
        r"((?:前|第|上半年|下半年|[0-9一二三四五六七八九十]{1,3}(?:-|~|至)?[0-9]{0,2}个?(?:月|季度)|[一二三四]季度)(?:份|底|末|[0-9]{1,2}日)?)?(以来|以后|之后|起)?"
    ))
});
static LIST: LazyLock<Regex> =
    LazyLock::new(|| pattern(r"(?:(?:YEAR)年?(?:、|,|和|与|及))+(?:YEAR)(?:年|[两三四五六]年)"));
static ONE: LazyLock<Regex> = LazyLock::new(|| pattern(r"(YEAR)"));
/// A plan by its number; `十五` without a word of the plan is fifteen, `十一五` is none other.
static PLAN: LazyLock<Regex> = LazyLock::new(|| {
    pattern(concat!(
        r"([一二三四五六七八九十]{1,3})五(?:规划|计划)?(?:期间|时期|以来|规划|计划|的五年|五年|(末|期末|末期))(?:期间|时期|里|间|内)?",
        r"|(十[一二三四])五",
        r"|(?:the )?(?:([0-9]{1,2})(?:st|nd|rd|th)|(ORDINAL)) five[- ]year plan(?: period)?"
    ))
});
static YEARS: LazyLock<Regex> = LazyLock::new(|| {
    pattern(concat!(
        r"(?:近|最近|过去|这|在过去|上述|该)的?([0-9]{1,2}|[一二两三四五六七八九十]{1,3})(?:多|余)?个?年(?:以来|来|间|期间|里|中|内)?",
        r"|([0-9]{1,2}|[一二两三四五六七八九十]{1,3})(?:多|余)?年(?:以来|来|间|时间|期间|里|中|内|之内|之间|下来)",
        r"|(?:over |in |during |within )?the (?:last|past|previous) ([0-9]{1,2}|two|three|four|five|six|seven|eight|nine|ten|twenty|thirty) years",
        r"|(?:over |in |during )?the (?:last|past) (decade)",
        r"|(?:over|in|during|within|across|for) (?:the|these|those|all) (two|three|four|five|six|seven|eight|nine|ten|[0-9]{1,2}) years"
    ))
});
/// `五年合计`: so many years of the window spoken of.
static COUNTED_YEARS: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"(([0-9]{1,2}|[一二两三四五六七八九十]{1,3})年)(?:合计|累计|共计|总计|总共|一共|共|相加|加总|之和|总和|总额|总量|年均|平均|均|总的)",
    )
});
static COUNTED: LazyLock<Regex> = LazyLock::new(|| {
    pattern(concat!(
        r"(上年同期|上年|上一年|上一年度|上一财政年度|前一年度?|头一年|前一个年度|the same period of the previous year|the previous year|the preceding year|the year before|a year earlier|previous year)",
        r"|(本年度|本年|当年|该年度?|同年|那一年|这一年|其时|全年|the same year|that year|that same year)",
        r"|(去年同期|去年|last year)|(今年|this year)|(前年)",
        r"|((?:同期|同时期|同一时期|同一期间|同一阶段|同样时期|这一时期|这一期间|这一阶段|这段时间|这段时期|(?:同|同样|后|这)一?个?五年(?:里|内|中|间)?|此期间|该时期|该期间|该阶段|上述时期|上述期间|上述年份|其间|此间)(?:内|里|中)?",
        r"|the same (?:period|years|time span)|(?:over|during|in|for|across) (?:the|this|that) (?:whole |entire )?(?:period|window)|(?:over|during|in) (?:these|those|the same) years)",
        r"|(?:^|[,。;:])(?:在)?((?:期间|此期间))"
    ))
});
static SINCE: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"(改革开放(?:三十年|30年|四十年|40年)?以来|since (?:the )?reform and opening(?:-| )up)|(新中国成立以来|建国以来)|(?:自|从)?(YEAR)年以来|since (YEAR)",
    )
});
static ENGLISH: LazyLock<Regex> = LazyLock::new(|| {
    pattern(concat!(
        r"(?:between|from) (YEAR) (?:and|to|through|until) (YEAR)|(YEAR) (?:to|through) (YEAR)|(YEAR)-([0-9]{2})\b",
        r"|(?:first half|second half|first quarter|second quarter|third quarter|fourth quarter|january|february|march|april|may|june|july|august|september|october|november) (?:of |in )?(YEAR)",
        r"|\b(YEAR)\b"
    ))
});

/// Every mention of time, in order, none inside another. `is_amount` tells whether a number at a byte is an amount.
pub fn times(text: &str, is_amount: &dyn Fn(usize) -> bool) -> Vec<Timed> {
    let mut found: Vec<Timed> = Vec::new();
    let readers: [(&Regex, Reading); 12] = [
        (&SINCE, since),
        (&WINDOW, window),
        (&PLAN, plan),
        (&BARE_PLAN, bare_plan),
        (&reckoned::LATER, later),
        (&reckoned::EARLIER, earlier),
        (&YEARS, years),
        (&COUNTED_YEARS, counted_years),
        (&LIST, |_| None),
        (&YEAR_ZH, year),
        (&COUNTED, counted),
        (&ENGLISH, english),
    ];
    for (regex, read) in readers {
        for captures in regex.captures_iter(text) {
            let Some(whole) = captures.get(0) else { continue };
            let list = std::ptr::eq(regex, &*LIST);
            let timed = match read(&captures) {
                Some(time) => {
                    let range = own_words(regex, &captures).unwrap_or(whole.range());
                    vec![Timed { range: without_middle(text, range), time }]
                }
                None if list => listed(whole.as_str(), whole.start()),
                None => Vec::new(),
            };
            for one in timed {
                let free =
                    found.iter().all(|known| known.range.end <= one.range.start || one.range.end <= known.range.start);
                if free && stands_alone(text, &one) && !is_amount(one.range.start) {
                    found.push(one);
                }
            }
        }
    }
    found.sort_by_key(|timed| timed.range.start);
    joined(text, found)
}

/// `这一时期中国…`, `十年中央…`: the 中 is of the next word.
fn without_middle(text: &str, range: Range<usize>) -> Range<usize> {
    let next = text.get(range.end..).and_then(|tail| tail.chars().next());
    let ends = text.get(range.clone()).is_some_and(|word| word.ends_with('中'));
    let end = range.end
        - if ends && next.is_some_and(|next| "国央西部东小".contains(next)) { '中'.len_utf8() } else { 0 };
    range.start..end
}

/// `the period from 2006 to 2010`, `同期(2006-2010年)`: a window that is named right behind is not another one, and
/// `2003年到2008年这五年` is one.
fn joined(text: &str, found: Vec<Timed>) -> Vec<Timed> {
    const JOINTS: [&str; 7] = ["", "from", "of", "(", ",", "between", "即"];
    let mut kept: Vec<Timed> = Vec::new();
    for one in found {
        let Some(last) = kept.last_mut() else {
            kept.push(one);
            continue;
        };
        let is_named = last.time == Time::Same
            && matches!(one.time, Time::Window(..) | Time::Year(_))
            && text.get(last.range.end..one.range.start).is_some_and(|between| JOINTS.contains(&between.trim()));
        match () {
            _ if is_named => *last = Timed { range: last.range.start..one.range.end, time: one.time },
            _ if is_length(text, last, &one) => last.range.end = one.range.end,
            _ => kept.push(one),
        }
    }
    kept
}

/// Years counted right behind the window that has so many, or so many steps.
fn is_length(text: &str, window: &Timed, one: &Timed) -> bool {
    let (Time::Window(first, last), Time::Years(years)) = (window.time, one.time) else { return false };
    let steps = u32::try_from(last - first).unwrap_or(0);
    let joined = text
        .get(window.range.end..one.range.start)
        .is_some_and(|between| ["", "的", "(", ",", "这"].contains(&between));
    joined && (years == steps || years == steps + 1)
}

type Reading = fn(&Captures) -> Option<Time>;

/// The words of time in a match that others stand beside.
fn own_words(regex: &Regex, captures: &Captures) -> Option<Range<usize>> {
    let group = match () {
        _ if std::ptr::eq(regex, &*COUNTED_YEARS) || std::ptr::eq(regex, &*BARE_PLAN) => 1,
        _ if std::ptr::eq(regex, &*COUNTED) => 7,
        _ => return None,
    };
    captures.get(group).map(|found| found.range())
}

/// A year is no part of a longer number, of a document's number or of an amount.
fn stands_alone(text: &str, timed: &Timed) -> bool {
    let before = text.get(..timed.range.start).and_then(|head| head.chars().next_back());
    let after = text.get(timed.range.end..).unwrap_or_default();
    let digit = |letter: Option<char>| letter.is_some_and(|letter| letter.is_ascii_digit() || letter == '.');
    let more = after.chars().next();
    let decimals =
        after.starts_with('.') && after.get(1..).is_some_and(|tail| tail.starts_with(|c: char| c.is_ascii_digit()));
    let units = ["元", "人", "万", "亿", "%", "项", "件", "个", "家", " yuan", " million", " billion", " per", "代"];
    let starts_number =
        text.get(timed.range.clone()).is_some_and(|word| word.starts_with(|c: char| c.is_ascii_digit()));
    let bare = text.get(timed.range.clone()).is_some_and(|word| word.ends_with(|c: char| c.is_ascii_digit()));
    let is_unit = bare && units.iter().any(|unit| after.starts_with(unit)) && matches!(timed.time, Time::Year(_));
    let is_counted = matches!(timed.time, Time::Relative(_));
    let is_cut = before
        .is_some_and(|letter| "〇零○百千".contains(letter) || is_counted && "一二三四五六七八九续第".contains(letter))
        && text
            .get(timed.range.clone())
            .is_some_and(|word| word.starts_with(|c: char| "一二三四五六七八九十".contains(c)));
    !(starts_number && (digit(before) || before.is_some_and(|c| c.is_ascii_alphabetic())))
        && !is_cut
        && !decimals
        && !(bare && more.is_some_and(|letter| letter.is_ascii_digit()))
        && !is_unit
}

fn group(captures: &Captures, at: usize) -> Option<i32> {
    captures.get(at).and_then(|found| number(found.as_str()))
}

fn window(captures: &Captures) -> Option<Time> {
    let first = group(captures, 1).or_else(|| group(captures, 3))?;
    let last = group(captures, 2).or_else(|| group(captures, 4))?;
    ordered(first, last)
}

fn ordered(first: i32, last: i32) -> Option<Time> {
    let last = if last < 100 { first / 100 * 100 + last } else { last };
    (first < last).then_some(Time::Window(first, last))
}

fn year(captures: &Captures) -> Option<Time> {
    let year = group(captures, 1)?;
    match (captures.get(2), captures.get(3)) {
        // The end of the year is the year; its last month is not.
        (Some(part), _) if !part.as_str().starts_with("12月") || part.as_str().trim_end_matches('份') == "12月" => {
            Some(Time::Part(year))
        }
        (_, Some(_)) => Some(Time::Since(year)),
        _ => Some(Time::Year(year)),
    }
}

fn listed(text: &str, start: usize) -> Vec<Timed> {
    let one = |found: regex::Match| {
        let tail = text.get(found.end()..).unwrap_or_default();
        let end = found.end() + if tail.starts_with('年') { '年'.len_utf8() } else { 0 };
        Some(Timed { range: start + found.start()..start + end, time: Time::Year(number(found.as_str())?) })
    };
    ONE.find_iter(text).filter_map(one).collect()
}

/// The first plan ran from 1953, the second from 1958, the third, after three years without, from 1966.
fn plan(captures: &Captures) -> Option<Time> {
    let word = || captures.get(5).and_then(|word| ORDINALS.iter().position(|known| *known == word.as_str()));
    let ordinal = || word().and_then(|at| i32::try_from(at + 1).ok());
    let nth = [1, 3, 4].into_iter().find_map(|at| group(captures, at)).or_else(ordinal);
    let (first, last) = years_of_plan(nth?)?;
    Some(if captures.get(2).is_some() { Time::Year(last) } else { Time::Window(first, last) })
}

fn bare_plan(captures: &Captures) -> Option<Time> {
    let (first, last) = years_of_plan(group(captures, 2)?)?;
    Some(Time::Window(first, last))
}

fn years_of_plan(nth: i32) -> Option<(i32, i32)> {
    let first = if nth <= 2 { 1953 + 5 * (nth - 1) } else { 1966 + 5 * (nth - 3) };
    (1..=20).contains(&nth).then_some((first, first + 4))
}

fn counted_years(captures: &Captures) -> Option<Time> {
    let count = group(captures, 2)?;
    u32::try_from(count).ok().filter(|count| *count > 1).map(Time::Years)
}

fn years(captures: &Captures) -> Option<Time> {
    if captures.get(4).is_some() {
        return Some(Time::Years(10));
    }
    let count = [1, 2, 3, 5].into_iter().find_map(|at| group(captures, at))?;
    u32::try_from(count).ok().filter(|count| *count > 1).map(Time::Years)
}

fn counted(captures: &Captures) -> Option<Time> {
    const COUNTED: [Time; 7] = [
        Time::Relative(-1),
        Time::Relative(0),
        Time::FromNow(-1),
        Time::FromNow(0),
        Time::FromNow(-2),
        Time::Same,
        Time::Same,
    ];
    let which = (1..=COUNTED.len()).find(|&at| captures.get(at).is_some())?;
    COUNTED.get(which - 1).copied()
}

fn later(captures: &Captures) -> Option<Time> {
    reckoned::years(captures).map(Time::Relative)
}

fn earlier(captures: &Captures) -> Option<Time> {
    reckoned::years(captures).map(|years| Time::Relative(-years))
}

fn since(captures: &Captures) -> Option<Time> {
    match (captures.get(1), captures.get(2)) {
        (Some(_), _) => Some(Time::Since(1978)),
        (_, Some(_)) => Some(Time::Since(1949)),
        _ => group(captures, 3).or_else(|| group(captures, 4)).map(Time::Since),
    }
}

fn english(captures: &Captures) -> Option<Time> {
    for (first, last) in [(1, 2), (3, 4), (5, 6)] {
        if let Some((first, last)) = group(captures, first).zip(group(captures, last)) {
            return ordered(first, last);
        }
    }
    group(captures, 7).map(Time::Part).or_else(|| group(captures, 8).map(Time::Year))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str) -> Vec<Time> {
        times(text, &|_| false).into_iter().map(|timed| timed.time).collect()
    }

    #[test]
    fn years_windows_and_what_is_counted_from_them() {
        use Time::*;
        let cases: [(&str, &[Time]); 26] = [
            ("2010年财政收入", &[Year(2010)]),
            ("二〇一〇年", &[Year(2010)]),
            ("二o一二年", &[Year(2012)]),
            ("1978-2004年", &[Window(1978, 2004)]),
            ("1977年至1985年9年间", &[Window(1977, 1985)]),
            ("十一五五年累计", &[Window(2006, 2010)]),
            ("十五末,五年合计", &[Year(2005), Years(5)]),
            ("是九五的2.24倍", &[Window(1996, 2000)]),
            ("the eleventh five-year plan", &[Window(2006, 2010)]),
            ("这一时期中国支出", &[Same]),
            ("over the period from 2006 to 2010", &[Window(2006, 2010)]),
            ("从1978年到2004年", &[Window(1978, 2004)]),
            ("由2009年的3元增加到2010年的5元", &[Year(2009), Year(2010)]),
            ("2008、2009和2010年分别为", &[Year(2008), Year(2009), Year(2010)]),
            ("十一五期间", &[Window(2006, 2010)]),
            ("十五时期", &[Window(2001, 2005)]),
            ("近十年财政支出", &[Years(10)]),
            ("比上年增长", &[Relative(-1)]),
            ("2010年上半年", &[Part(2010)]),
            ("2010年1-9月", &[Part(2010)]),
            ("改革开放以来", &[Since(1978)]),
            ("in 2010, from 1978 to 2004", &[Year(2010), Window(1978, 2004)]),
            ("between 1978 and 2004", &[Window(1978, 2004)]),
            ("over the past decade", &[Years(10)]),
            ("共2010元,1990个", &[]),
            ("90年代", &[]),
        ];
        for (text, expected) in cases {
            assert_eq!(read(text), expected, "{text}");
        }
    }
}
