//! Marks: numbers that count nothing. Dates, ordinals, list numbers, the numbers of documents, pages and tables, codes.
//!
//! In: a number and the letters around it. Out: what it is, and where the mark ends. Refuses nothing: `None` is a number
//! that may be a figure.

use std::ops::Range;
use std::sync::LazyLock;

use regex::Regex;

use super::letters::{END, Letters};
use super::numeral::Numeral;

/// What a number is that is no figure.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Mark {
    /// A date, a time, a span of time.
    Time,
    /// 第3条, 表2, (1), [12], 3号.
    Ordinal,
    /// A telephone number, an address, a standard's number, `G20`.
    Code,
}

static ADDRESS: LazyLock<Regex> =
    LazyLock::new(|| Regex::new(r"(?i)(?:https?://|www\.)[!-~]+|[a-z0-9._-]+@[a-z0-9.-]+").expect("a valid pattern"));

/// Web and mail addresses, as bytes.
pub fn addresses(text: &str) -> Vec<Range<usize>> {
    ADDRESS.find_iter(text).map(|found| found.range()).collect()
}

/// What a number is if it is no figure, and where it ends with all that belongs to it.
pub fn of(letters: &Letters, at: usize, number: &Numeral) -> Option<(Mark, usize)> {
    code(letters, at, number)
        .or_else(|| ordinal(letters, at, number))
        .or_else(|| time(letters, at, number))
        .or_else(|| list_number(letters, at, number))
}

/// Glued to Latin letters, joined by hyphens like a telephone number, or with more points than a number has.
fn code(letters: &Letters, at: usize, number: &Numeral) -> Option<(Mark, usize)> {
    if number.is_words {
        return None;
    }
    let (before, next) = (letters.before(at), letters.at(number.end));
    let whole = |at| letters.run(at, |c| c.is_ascii_alphanumeric() || matches!(c, '.' | '-' | '/' | '_'));
    let is_glued = before.is_ascii_alphabetic() || before == '_';
    let is_joined = before == '-' && letters.before(at.saturating_sub(1)).is_ascii_alphabetic();
    if (is_glued || is_joined) && !is_currency(letters, at) {
        return Some((Mark::Code, whole(at).max(number.end)));
    }
    let digits = number.end - at;
    let telephone = letters.at(at) == '0' && number.is_plain && digits >= 3;
    if telephone || (number.is_plain && digits >= 11) {
        return Some((Mark::Code, whole(at)));
    }
    let is_digit = |at: usize| letters.at(at).is_ascii_digit();
    if number.decimals > 0 && next == '.' && is_digit(number.end + 1) {
        return Some((Mark::Ordinal, letters.run(number.end, |c| c.is_ascii_digit() || c == '.')));
    }
    let suffix = letters.run(number.end, |c| c.is_ascii_alphabetic());
    let word = letters.text(number.end, suffix).to_lowercase();
    let is_ordinal = ["st", "nd", "rd", "th"].contains(&word.as_str());
    let is_unit = ["bn", "mn", "mln", "km", "m", "pp", "kwh", "ha", "yuan", "rmb", "kw", "million", "billion"];
    let runs_on = !word.is_empty() && !is_unit.contains(&word.as_str());
    runs_on.then_some((if is_ordinal { Mark::Ordinal } else { Mark::Code }, whole(number.end)))
}

/// Currencies, and what Chinese texts write right before its figure: `GDP397983亿元`.
fn is_currency(letters: &Letters, at: usize) -> bool {
    ["RMB", "CNY", "USD", "EUR", "GBP", "yuan", "GDP", "CPI"].iter().any(|word| letters.word_before(at, word).is_some())
}

const NUMBERED: [&str; 27] = [
    "第", "表", "图", "附件", "附录", "注释", "序号", "编号", "页", "no.", "no", "table", "tables", "figure", "fig.",
    "chapter", "section", "article", "articles", "annex", "appendix", "page", "pp.", "p.", "vol.", "volume",
    "item no.",
];
/// 发表3篇 and 代表12人 are no tables.
const VERBS: [&str; 7] = ["发表", "代表", "报表", "意图", "企图", "试图", "填表"];
const NUMBERING: [&str; 20] = [
    "号",
    "页",
    "版",
    "期",
    "卷",
    "届",
    "章",
    "节",
    "楼",
    "室",
    "班",
    "栋",
    "期间",
    "后",
    "中全会",
    "大以来",
    "大报告",
    "大精神",
    "五规划",
    "五时期",
];

fn ordinal(letters: &Letters, at: usize, number: &Numeral) -> Option<(Mark, usize)> {
    let start = letters.back_over_blanks(at);
    let named = NUMBERED.iter().any(|word| {
        letters.word_before(start, word).is_some_and(|at| !word.is_ascii() || !letters.before(at).is_ascii_alphabetic())
    });
    let is_verb = VERBS.iter().any(|word| letters.word_before(start, word).is_some());
    if named && !is_verb {
        return Some((Mark::Ordinal, past_list(letters, number.end)));
    }
    let next = letters.past_blanks(number.end);
    if letters.before(start) == '前' && matches!(letters.at(next), '名' | '位' | '强') {
        return Some((Mark::Ordinal, next + 1));
    }
    if let Some(end) = NUMBERING.iter().find_map(|word| letters.word(next, word)) {
        return Some((Mark::Ordinal, end));
    }
    let (before, after) = (letters.before(start), letters.at(next));
    let bracketed = matches!((before, after), ('(', ')') | ('[', ']') | ('<', '>'));
    let small = number.value < 100.0 && number.decimals == 0;
    let year = is_year(number);
    (bracketed && (small || year || before == '[')).then_some((Mark::Ordinal, next))
}

/// 表3-2, 第3、4条, Tables 2 and 3: the first number speaks for those joined to it by a hyphen or point.
fn past_list(letters: &Letters, end: usize) -> usize {
    let more = letters.run(end, |c| c.is_ascii_digit() || matches!(c, '-' | '.'));
    if letters.before(more).is_ascii_digit() { more } else { end }
}

/// `1.`, `2、`, `3)` at the start of a clause, and `(一)` in words.
fn list_number(letters: &Letters, at: usize, number: &Numeral) -> Option<(Mark, usize)> {
    let start = letters.back_over_blanks(at);
    let opens =
        matches!(letters.before(start), END | '。' | ';' | ':' | '!' | '?' | '(' | '\n' | '.' | ')' | ']' | '”');
    let small = number.is_plain && number.value < 100.0;
    let closes = matches!(letters.at(number.end), '、' | '.' | ')' | ',');
    let listed = closes && letters.at(number.end) != ',' && !letters.at(number.end + 1).is_ascii_digit();
    (opens && small && listed).then_some((Mark::Ordinal, number.end + 1))
}

const TIMES: [&str; 31] = [
    "年",
    "月",
    "日",
    "天",
    "小时",
    "时",
    "分钟",
    "秒",
    "周",
    "星期",
    "季度",
    "季",
    "世纪",
    "个月",
    "个多月",
    "个工作日",
    "个小时",
    "个季度",
    "个星期",
    "个年度",
    "个年头",
    "工作日",
    "学年",
    "多年",
    "余年",
    "多天",
    "多个月",
    "余天",
    "年代",
    "旬",
    "周年",
];
const ENGLISH_TIMES: [&str; 12] =
    ["years", "year", "months", "month", "days", "day", "weeks", "week", "hours", "hour", "minutes", "working days"];
const MONTHS: [&str; 12] = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"];

fn time(letters: &Letters, at: usize, number: &Numeral) -> Option<(Mark, usize)> {
    let next = letters.past_blanks(number.end);
    let timed = |at: usize| {
        let chinese = TIMES.iter().filter_map(|word| letters.word(at, word)).max();
        let english = ENGLISH_TIMES.iter().filter_map(|word| letters.word(at, word)).max();
        let month = MONTHS
            .iter()
            .find_map(|word| letters.word(at, word))
            .map(|end| letters.run(end, |c| c.is_ascii_alphabetic()));
        let english = english.or(month).filter(|&end| !letters.at(end).is_ascii_alphabetic());
        let is_currency = letters.word(at, "日元").is_some();
        chinese.filter(|_| !is_currency).or(english)
    };
    if let Some(end) = timed(next) {
        return Some((Mark::Time, end));
    }
    if number.is_words {
        return None;
    }
    clock(letters, at, number)
        .or_else(|| date(letters, number))
        .or_else(|| {
            let second = span_end(letters, number)?;
            let tail = letters.past_blanks(second);
            let both = is_year(number) && second - number.end >= 5;
            timed(tail).or(both.then_some(second)).map(|end| (Mark::Time, end))
        })
        .or_else(|| month_before(letters, at, number))
}

/// The end of the second number of `2010-2015`, `3~5`, `10至15`.
fn span_end(letters: &Letters, number: &Numeral) -> Option<usize> {
    let joint = letters.past_blanks(number.end);
    if !matches!(letters.at(joint), '-' | '~' | '至' | '到' | '/' | '、') {
        return None;
    }
    let from = letters.past_blanks(letters.run(joint, |c| matches!(c, '-' | '~' | '至' | '到' | '/' | '、')));
    let end = letters.run(from, |c| c.is_ascii_digit());
    (end > from).then_some(end)
}

/// 0:00:27, 14:30; what begins with 1 may be a proportion.
fn clock(letters: &Letters, at: usize, number: &Numeral) -> Option<(Mark, usize)> {
    if letters.at(number.end) != ':' || !number.is_plain {
        return None;
    }
    let end = letters.run(number.end + 1, |c| c.is_ascii_digit());
    let minutes: u32 = letters.text(number.end + 1, end).parse().ok()?;
    let third = letters.at(end) == ':' && letters.at(end + 1).is_ascii_digit();
    let two = end - number.end == 3;
    let is_clock = two && minutes < 60 && number.value < 24.0 && (third || number.value > 1.0 || at + 2 == number.end);
    is_clock.then(|| (Mark::Time, letters.run(end, |c| c.is_ascii_digit() || c == ':')))
}

/// 2010-6-24, 2010/06/24, 2010.6.24.
fn date(letters: &Letters, number: &Numeral) -> Option<(Mark, usize)> {
    let mark = letters.at(number.end);
    let (year, end) = (number.value.trunc(), number.end);
    let after_point = number.decimals > 0 && mark == '.';
    if !(1800.0..2101.0).contains(&year) || !(matches!(mark, '-' | '/') || after_point) {
        return None;
    }
    let digits =
        |from: usize| Some(letters.run(from, |c| c.is_ascii_digit())).filter(|&end| (1..=2).contains(&(end - from)));
    let second = digits(end + 1)?;
    if after_point {
        return Some((Mark::Time, second));
    }
    let third = if letters.at(second) == mark { digits(second + 1) } else { None };
    Some((Mark::Time, third.unwrap_or(second)))
}

/// `June 24`, `June 2010`.
fn month_before(letters: &Letters, at: usize, number: &Numeral) -> Option<(Mark, usize)> {
    let end = letters.back_over_blanks(at);
    let start = (0..end).rev().find(|&before| !letters.at(before).is_ascii_alphabetic()).map_or(0, |before| before + 1);
    let word = letters.text(start, end).to_lowercase();
    let is_month = word.len() >= 3 && MONTHS.iter().any(|month| word.starts_with(month)) && word.len() <= 9;
    let is_day = number.is_plain && (number.value <= 31.0 || is_year(number));
    (is_month && is_day && letters.at(end) == ' ').then_some((Mark::Time, number.end))
}

/// Four digits in a row from 1800 to 2100.
pub fn is_year(number: &Numeral) -> bool {
    number.is_plain && number.decimals == 0 && (1800.0..=2100.0).contains(&number.value)
}
