//! Stretches of time in words: parts of a year that are no quarter and no month, months by their names, periods told by their
//! last day, financial years.
//!
//! In: text with years of the common era. Out: what it says about time, with the words that are left. Refuses a text that
//! names two years.

use std::sync::LazyLock;

use regex::{Captures, Regex};

use super::dated::{Dated, Period, placed};

type Pattern = LazyLock<Regex>;

macro_rules! pattern {
    ($name:ident, $text:expr) => {
        static $name: Pattern = LazyLock::new(|| Regex::new($text).expect("a valid pattern"));
    };
}

/// Names of months by their first letters, as far as these tell them apart: English, German, French, Spanish, Russian.
const MONTHS: [(u8, &[&str]); 12] = [
    (1, &["jan", "ene", "янв"]),
    (2, &["feb", "fév", "fev", "фев"]),
    (3, &["mar", "mär", "мар"]),
    (4, &["apr", "avr", "abr", "апр"]),
    (5, &["may", "mai", "май", "мая"]),
    (6, &["jun", "juin", "июн"]),
    (7, &["jul", "juil", "июл"]),
    (8, &["aug", "août", "aout", "ago", "авг"]),
    (9, &["sep", "сен"]),
    (10, &["oct", "okt", "окт"]),
    (11, &["nov", "ноя"]),
    (12, &["dec", "dez", "déc", "dic", "дек"]),
];
pattern!(
    MONTH_NAME,
    r"(?i)^(?:jan(?:uary|uar|vier)?|feb(?:ruary|ruar|rero)?|f[ée]v(?:rier)?|mar(?:ch|s|zo)?|märz|apr(?:il)?|avr(?:il)?|abr(?:il)?|may|mai|mayo|june?|juni|juin|junio|july?|juli|juillet|julio|aug(?:ust)?|ao[uû]t|ago(?:sto)?|sept?(?:ember|embre|iembre)?|o[ck]t(?:ober|obre|ubre)?|nov(?:ember|embre|iembre)?|de[cz](?:ember|embre)?|déc(?:embre)?|dic(?:iembre)?|ene(?:ro)?|январь|февраль|март|апрель|май|июнь|июль|август|сентябрь|октябрь|ноябрь|декабрь)\.?$"
);
pattern!(CHINESE_MONTH, r"^([一二三四五六七八九]|十[一二]?)月份?$");
const NAME: &str = r"(jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)\.?";
static DATE: Pattern = LazyLock::new(|| {
    let text = format!(
        r"(?i)\b(?:(\d{{1,2}})(?:st|nd|rd|th)?\s+)?{NAME}(?:\s+(\d{{1,2}})(?:st|nd|rd|th)?)?,?\s+((?:18|19|20)\d\d)\b"
    );
    Regex::new(&text).expect("a valid pattern")
});
static MONTH_RANGE: Pattern = LazyLock::new(|| {
    let text = format!(r"(?i)\b{NAME}\s*(?:-|to|through|until)\s*{NAME}(?:,?\s+((?:18|19|20)\d\d)\b)?");
    Regex::new(&text).expect("a valid pattern")
});
pattern!(
    ENDED,
    r"(?i)\b(?:for\s+(?:the\s+)?)?(month|quarter|half[- ]?year|year|(?:three|six|nine|twelve|3|6|9|12)\s+months)\s+(?:ended|ending|to)\s*:?\s*"
);
pattern!(FISCAL, r"(?i)\b(?:financial|fiscal|budget)\s+year\s+((?:18|19|20)\d\d)\b");
pattern!(ENDING, r"(?i)\(?\s*(?:year\s+)?(?:ended|ending)\b[^)]*\)?");
pattern!(
    PART,
    r"(?i)((?:18|19|20)\d\d)?\s?年?度?\s?第?((?:[上下前后]半年|前\s?[一二两三四五六七八九十\d]{1,2}\s?个?(?:季度?|月)|[一二三1-3]\s?(?:季度?)?\s?(?:-|至|到)\s?[二三四2-4]\s?季度?)(?:累计)?|[hH][12]\b)"
);
pattern!(
    ENGLISH_PART,
    r"(?i)\b(?:(?:first|second|1st|2nd)\s+half(?:-year)?|first\s+(?:two|three|2|3)\s+quarters|first\s+(?:two|three|four|five|six|seven|eight|nine|ten|eleven|\d{1,2})\s+months|h[12])\b(?:\s+of)?[\s,]*((?:18|19|20)\d\d)?\b|\b((?:18|19|20)\d\d)[\s-]?[hs][12]\b"
);
pattern!(MONTHS_ALONE, r"^(\d{1,2})\s?月?\s?(?:-|至|到)\s?(\d{1,2})\s?月份?(累计)?");
pattern!(QUARTER_LETTER, r"(?i)^((?:18|19|20)\d\d)[-\s]?[tk]([1-4])$");

/// What the text says by a stretch, or by the name of a month; `None` where it names none.
pub fn of_label(text: &str) -> Option<Dated> {
    month_alone(text)
        .or_else(|| quarter_letter(text))
        .or_else(|| months_alone(text))
        .or_else(|| part(text))
        .or_else(|| if text.is_ascii() || has_english(text) { english(text) } else { None })
}

fn has_english(text: &str) -> bool {
    text.bytes().filter(u8::is_ascii_alphabetic).count() >= 3
}

fn english(text: &str) -> Option<Dated> {
    let lower = text.to_ascii_lowercase();
    // Years have two digits in ASCII at least; the patterns cost more than a look for them.
    let has_year = lower.bytes().filter(u8::is_ascii_digit).count() >= 2;
    let may_end = ["ended", "ending", "to"].iter().any(|word| lower.contains(word));
    let is_part = has_year || lower.contains("half") || lower.contains("first") || lower.contains(['1', '2']);
    may_end
        .then(|| ended(text))
        .flatten()
        .or_else(|| has_year.then(|| fiscal(text)).flatten())
        .or_else(|| range_of_months(text))
        .or_else(|| is_part.then(|| english_part(text)).flatten())
        .or_else(|| has_year.then(|| date(text)).flatten())
}

/// The number of a month by its name.
fn month_of(name: &str) -> Option<u8> {
    let name = name.to_lowercase();
    MONTHS.iter().find(|(_, starts)| starts.iter().any(|start| name.starts_with(start))).map(|(month, _)| *month)
}

fn month_alone(text: &str) -> Option<Dated> {
    if let Some(found) = CHINESE_MONTH.captures(text) {
        let name = found.get(1)?.as_str();
        let tens = u8::from(name.starts_with('十')) * 10;
        let ones = "一二三四五六七八九".chars().position(|digit| name.ends_with(digit)).map_or(0, |at| at as u8 + 1);
        return Some(Dated::Month(tens + ones));
    }
    MONTH_NAME.is_match(text).then(|| month_of(text)).flatten().map(Dated::Month)
}

/// `2019T1`, `2019K1`: a quarter in Romance and Nordic codes.
fn quarter_letter(text: &str) -> Option<Dated> {
    let found = QUARTER_LETTER.captures(text)?;
    Some(Dated::Whole(Period::Quarter(year(&found, 1)?, found.get(2)?.as_str().parse().ok()?)))
}

/// `1-6月`, `1-11月累计增长%`: months whose year stands elsewhere.
fn months_alone(text: &str) -> Option<Dated> {
    let found = MONTHS_ALONE.captures(text)?;
    let month = |at: usize| found.get(at).and_then(|month| month.as_str().parse::<u8>().ok());
    let rest = text.get(found.get(0)?.end()..)?;
    match (month(1)?, month(2)?) {
        (1, 12) => None,
        (from, to) if to == from + 2 && to % 3 == 0 && rest.is_empty() => Some(Dated::Quarter(to / 3)),
        (from, to) if from < to && to <= 12 => Some(stretched(found.get(0)?.as_str(), rest)),
        _ => None,
    }
}

/// A stretch with the words beside it.
fn stretched(printed: &str, rest: &str) -> Dated {
    let has_words = rest.chars().any(|letter| letter.is_alphabetic() || letter == '%');
    Dated::Part(printed.trim().to_string(), if has_words { rest.trim().to_string() } else { String::new() })
}

fn year(found: &Captures, at: usize) -> Option<i32> {
    found.get(at)?.as_str().parse().ok()
}

/// Half a year, three quarters, some months: with its year, or at the start of a label whose year stands elsewhere.
fn part(text: &str) -> Option<Dated> {
    if !text.contains(['年', '月', '季', 'h', 'H']) {
        return None;
    }
    let found = PART.captures(text)?;
    let (whole, named) = (found.get(0)?, found.get(2)?);
    let before = text.get(..whole.start())?;
    let starts = before.is_empty() || before.ends_with(['本', '今', '当', '年', '(']) || before.chars().count() <= 2;
    let is_quarter_range = ["一至四", "1-4", "一-四", "1至4"].iter().any(|all| named.as_str().starts_with(all));
    let is_letter = named.as_str().starts_with(['h', 'H']) && found.get(1).is_none();
    if is_quarter_range || is_letter || found.get(1).is_none() && (!starts || before.ends_with(['比', '较'])) {
        return None;
    }
    Some(stretched(whole.as_str(), &format!("{before}{}", text.get(whole.end()..)?)))
}

fn english_part(text: &str) -> Option<Dated> {
    let found = ENGLISH_PART.captures(text)?.get(0)?;
    Some(stretched(found.as_str(), &format!("{}{}", text.get(..found.start())?, text.get(found.end()..)?)))
}

/// `Month ended 30 June 2016`, `Nine months ended 31 December 2014`.
fn ended(text: &str) -> Option<Dated> {
    let found = ENDED.captures(text)?;
    let (whole, length) = (found.get(0)?, found.get(1)?.as_str().to_lowercase());
    let rest = text.get(whole.end()..)?;
    let date = DATE.captures(rest).filter(|date| date.get(0).is_some_and(|date| date.start() == 0))?;
    let (year, month) = (year(&date, 4)?, month_of(date.get(2)?.as_str())?);
    let end = whole.end() + date.get(0)?.end();
    let period = match length.as_str() {
        "month" => Period::Month(year, month),
        "quarter" | "three months" | "3 months" if month.is_multiple_of(3) => Period::Quarter(year, month / 3),
        "year" | "twelve months" | "12 months" => Period::Year(year),
        _ => {
            let words = format!("{}{}", text.get(..whole.start())?, text.get(end..)?);
            return Some(stretched(text.get(whole.start()..end)?, &words));
        }
    };
    Some(placed(text, whole.start()..end, period))
}

/// `Financial year 2020 (ended January 3, 2021)`: the year that the heading names.
fn fiscal(text: &str) -> Option<Dated> {
    let found = FISCAL.captures(text)?;
    let rest = text.get(found.get(0)?.end()..)?;
    let is_single = !rest.trim_start().starts_with(['-', '/']);
    let words = format!("{}{}", text.get(..found.get(0)?.start())?, ENDING.replace(rest, ""));
    let year = year(&found, 1).filter(|_| is_single)?;
    Some(match words.chars().any(|letter| letter.is_alphabetic() || letter == '%') {
        true => Dated::Within(Period::Year(year), words),
        false => Dated::Whole(Period::Year(year)),
    })
}

/// `January-June 2015`: a quarter or the whole year where it is one.
fn range_of_months(text: &str) -> Option<Dated> {
    let found = MONTH_RANGE.captures(text)?;
    let (from, to) = (month_of(found.get(1)?.as_str())?, month_of(found.get(2)?.as_str())?);
    let range = found.get(0)?.range();
    match (year(&found, 3), from, to) {
        (Some(year), 1, 12) => Some(placed(text, range, Period::Year(year))),
        (Some(year), from, to) if to == from + 2 && to.is_multiple_of(3) => {
            Some(placed(text, range, Period::Quarter(year, to / 3)))
        }
        (None, 1, 12) => None,
        _ => Some(stretched(
            text.get(range.clone())?,
            &format!("{}{}", text.get(..range.start)?, text.get(range.end..)?),
        )),
    }
}

/// `September 2014`, `30 June 2016` among other words; the end of December is the year's. Texts of two years say no month.
fn date(text: &str) -> Option<Dated> {
    let found = DATE.captures(text)?;
    let (year, month) = (year(&found, 4)?, month_of(found.get(2)?.as_str())?);
    let other = DATE.captures_iter(text).count() > 1 || years(text).any(|other| other != year);
    let is_year_end = month == 12 && [1, 3].iter().any(|at| found.get(*at).is_some_and(|day| day.as_str() == "31"));
    let period = if is_year_end { Period::Year(year) } else { Period::Month(year, month) };
    let range = found.get(0).filter(|_| !other)?.range();
    Some(placed(text, range, period))
}

/// Numbers of four digits that may be years.
fn years(text: &str) -> impl Iterator<Item = i32> {
    let numbers = text.split(|c: char| !c.is_ascii_digit()).filter(|digits| digits.len() == 4);
    numbers.filter_map(|digits| digits.parse().ok()).filter(|year| (1800..2100).contains(year))
}

/// The time over which a figure is summed up.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Reach {
    SinceJanuary,
    WholeYear,
    SeveralYears,
}

/// What a key says of the time its figures are summed up over. What has accumulated (`累计结余`) is a stock.
pub fn reach(key: &str) -> Option<Reach> {
    let words = ["累计", "年初至", "自年初", "yeartodate", "ytd", "cumulative"];
    let stocks = ["结余", "余额", "折旧", "盈余", "亏损", "存量"];
    if sums_years(key) {
        return Some(Reach::SeveralYears);
    }
    if ["全年", "1-12月", "1至12月", "fullyear"].iter().any(|word| key.starts_with(word)) {
        return Some(Reach::WholeYear);
    }
    let is_sum = words.iter().any(|word| key.contains(word)) && !stocks.iter().any(|stock| key.contains(stock));
    is_sum.then_some(Reach::SinceJanuary)
}

/// Whether a key speaks of a sum of several years (`五年累计`, `历年合计`).
fn sums_years(key: &str) -> bool {
    const COUNTS: &str = "二两三四五六七八九十几多历";
    let counted = |word: &str| {
        let before = key.find(word).and_then(|at| key.get(..at)).unwrap_or_default();
        let digits = before.chars().rev().take_while(char::is_ascii_digit).count();
        (1..=2).contains(&digits) || before.chars().next_back().is_some_and(|letter| COUNTS.contains(letter))
    };
    ["年累计", "年合计", "年总计"].iter().any(|word| counted(word))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sums_of_months_and_of_years() {
        for (key, wanted) in [
            ("本年累计", Some(Reach::SinceJanuary)),
            ("累计比上年同期增长%", Some(Reach::SinceJanuary)),
            ("累计结余", None),
            ("全年预算数", Some(Reach::WholeYear)),
            ("1-12月", Some(Reach::WholeYear)),
            ("完成全年预算%", None),
        ] {
            assert_eq!(reach(key), wanted, "{key}");
        }
        assert!(sums_years("五年累计") && sums_years("历年合计") && sums_years("5年合计"));
        assert!(!sums_years("本年累计") && !sums_years("2019年合计") && !sums_years("当年累计"));
    }

    fn said(text: &str) -> String {
        match of_label(text) {
            Some(Dated::Whole(period)) => period.text(),
            Some(Dated::Within(period, rest)) => format!("{} in{}", period.text(), rest.trim_end()),
            Some(Dated::Part(printed, rest)) => format!("part {printed}|{rest}"),
            Some(other) => format!("{other:?}"),
            None => "-".to_string(),
        }
    }

    #[test]
    fn months_by_name() {
        for (text, want) in [
            ("一月", "Month(1)"),
            ("十二月", "Month(12)"),
            ("十月份", "Month(10)"),
            ("January", "Month(1)"),
            ("Sept.", "Month(9)"),
            ("März", "Month(3)"),
            ("декабрь", "Month(12)"),
            ("Marches", "-"),
            ("2019T2", "2019-Q2"),
        ] {
            assert_eq!(said(text), want, "{text}");
        }
    }

    #[test]
    fn parts_of_a_year() {
        for (text, want) in [
            ("2015年上半年", "part 2015年上半年|"),
            ("上半年", "part 上半年|"),
            ("上半年收入", "part 上半年|收入"),
            ("2015年前三季度支出", "part 2015年前三季度|支出"),
            ("一至三季度", "part 一至三季度|"),
            ("一至四季度", "-"),
            ("1-6月完成数", "part 1-6月|完成数"),
            ("4-6月", "Quarter(2)"),
            ("1-12月", "-"),
            ("收入比上半年增长", "-"),
            ("First half of 2015", "part First half of 2015|"),
            ("Nine months ended 31 December 2014", "part Nine months ended 31 December 2014|"),
            ("January-August 2014", "part January-August 2014|"),
        ] {
            assert_eq!(said(text), want, "{text}");
        }
    }

    #[test]
    fn english_months_and_years() {
        for (text, want) in [
            ("Receipts of the Treasury, September 2014", "2014-09 inReceipts of the Treasury,"),
            ("Month ended 30 June 2016", "2016-06"),
            ("Quarter ended 30 June 2016", "2016-Q2"),
            ("Year ended 31 March 2016", "2016"),
            ("Balance at December 31, 2014", "2014 inBalance at"),
            ("January-March 2014", "2014-Q1"),
            ("Financial year 2020 (ended January 3, 2021)", "2020"),
            ("Financial year 2020-21", "-"),
            ("Final accounts 2013 (approved May 2014)", "-"),
            ("Parks may close in 2014", "-"),
        ] {
            assert_eq!(said(text), want, "{text}");
        }
    }
}
