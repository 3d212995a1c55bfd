//! Calendars: years of the Republic of China and of Japanese eras, and years printed in short or with their digits apart.
//!
//! In: text with one kind of blank, bracket and dash. Out: the same with each such year as a year of the common era
//! (`民國107年` is `2018年`, `令和元年度` is `2019年度`, `FY'18` is `2018`). Refuses years beyond the end of their era, and bare
//! numbers (`107`), unless the table says which era its years are of.

use std::borrow::Cow;
use std::sync::LazyLock;

use regex::{Captures, Regex};

use crate::script;

/// An era: the year before its first, and its last.
const ERAS: [(&str, i32, i32); 6] = [
    ("民国", 1911, 199),
    ("明治", 1867, 45),
    ("大正", 1911, 15),
    ("昭和", 1925, 64),
    ("平成", 1988, 31),
    ("令和", 2018, 99),
];

type Pattern = LazyLock<Regex>;

macro_rules! pattern {
    ($name:ident, $text:expr) => {
        static $name: Pattern = LazyLock::new(|| Regex::new($text).expect("a valid pattern"));
    };
}

pattern!(
    SPAN,
    r"(?:中华)?(民国|明治|大正|昭和|平成|令和)\s?(\d{1,3})\s?(?:年度?)?\s?(?:-+|至|到|、|,|及|和)\s?(\d{1,3})\s?年度?"
);
pattern!(OF_ERA, r"(?:中华)?(民国|明治|大正|昭和|平成|令和)\s?(元|\d{1,3}|[一二三四五六七八九十]{1,4})\s?(年?)");
pattern!(INITIAL, r"^([MTSHR])\s?(\d{1,2}|元)\s?年度?$");
pattern!(FISCAL, r"(?i)\bf\.?y\.?\s?['’‘`]?(\d\d)\b(?:\s?[/-]\s?['’‘`]?(\d\d)\b)?");
pattern!(FISCAL_FULL, r"(?i)\bf\.?y\.?\s?((?:19|20)\d\d)");
pattern!(APOSTROPHE, r"^['’‘`](\d\d)$");
pattern!(APART, r"(?:^|[^\d\s])\s?((?:1 9|2 0) \d \d)(?:\s?[年度)\]-]|$|\s\D)");
pattern!(MONTH_APART, r"(\d{4}年\s?)(\d) (\d)(\s?[月日])");
pattern!(BARE, r"^(\d{2,3})\s?(年度?|学年度?)?$");
pattern!(BARE_SPAN, r"^(\d{2,3})\s?(?:年度?)?\s?(?:-+|至|到|、|,|及|和)\s?(\d{2,3})\s?(?:年度?)?$");

/// A text with its years as years of the common era.
pub fn gregorian(text: &str) -> Cow<'_, str> {
    let mut found = Cow::Borrowed(text);
    if text.bytes().filter(u8::is_ascii_digit).count() == 0 && !text.contains(['元', '年']) {
        return found;
    }
    if !text.is_ascii() {
        let plain = script::fold(text);
        if ERAS.iter().any(|(era, ..)| plain.contains(era)) {
            let spanned = SPAN.replace_all(&plain, |found: &Captures| spanned(found));
            found = Cow::Owned(OF_ERA.replace_all(&spanned, |found: &Captures| of_era(found)).into_owned());
        }
    }
    for (pattern, write) in [
        (&INITIAL, initial as fn(&Captures) -> String),
        (&FISCAL, fiscal),
        (&FISCAL_FULL, |found| part(found, 1).to_string()),
        (&APOSTROPHE, |found| short(part(found, 1)).to_string()),
        (&APART, |found| part(found, 0).replacen(part(found, 1), &part(found, 1).replace(' ', ""), 1)),
        (&MONTH_APART, |found| [1, 2, 3, 4].map(|at| part(found, at)).concat()),
    ] {
        if pattern.is_match(&found) {
            found = Cow::Owned(pattern.replace_all(&found, |found: &Captures| write(found)).into_owned());
        }
    }
    found
}

/// What a bare number (`107`, `107年度`, `109-110`) means in a table whose years are those of the Republic.
pub fn of_republic(text: &str) -> Option<String> {
    let text = script::fold(text.trim());
    if let Some(found) = BARE_SPAN.captures(&text) {
        return Some(format!("民国{}年至{}年", part(&found, 1), part(&found, 2)));
    }
    let found = BARE.captures(&text)?;
    Some(format!("民国{}年", part(&found, 1)))
}

/// Whether a text says that years are those of the Republic, or that money is that of Taiwan.
pub fn names_republic(text: &str) -> bool {
    !text.is_ascii() && ["民国", "新台币", "台币"].iter().any(|word| script::fold(text).contains(word))
}

fn part<'t>(found: &Captures<'t>, at: usize) -> &'t str {
    found.get(at).map_or("", |part| part.as_str())
}

fn year_of(era: &str, number: &str) -> Option<i32> {
    let (_, before, last) = ERAS.iter().find(|(name, ..)| *name == era)?;
    let number = if number == "元" { 1 } else { number.parse().ok().or_else(|| chinese(number))? };
    (1..=*last).contains(&number).then_some(before + number)
}

/// `三十` as a number.
fn chinese(text: &str) -> Option<i32> {
    let digit = |c: char| "一二三四五六七八九".chars().position(|known| known == c).map(|at| at as i32 + 1);
    let mut sum = 0;
    for letter in text.chars() {
        sum = match letter {
            '十' => sum.max(1) * 10,
            letter => sum + digit(letter)?,
        };
    }
    Some(sum)
}

fn spanned(found: &Captures) -> String {
    let year = |at: usize| year_of(part(found, 1), part(found, at));
    match year(2).zip(year(3)) {
        Some((from, to)) => format!("{from}年至{to}年"),
        None => part(found, 0).to_string(),
    }
}

fn of_era(found: &Captures) -> String {
    match year_of(part(found, 1), part(found, 2)) {
        Some(year) => format!("{year}年"),
        None => part(found, 0).to_string(),
    }
}

fn initial(found: &Captures) -> String {
    let era = match part(found, 1) {
        "M" => "明治",
        "T" => "大正",
        "S" => "昭和",
        "H" => "平成",
        _ => "令和",
    };
    year_of(era, part(found, 2)).map_or_else(|| part(found, 0).to_string(), |year| format!("{year}年"))
}

/// `FY18` is 2018, `FY18/19` two years.
fn fiscal(found: &Captures) -> String {
    let first = short(part(found, 1));
    match part(found, 2) {
        "" => first.to_string(),
        second => format!("{first}-{}", short(second)),
    }
}

/// Two digits of a year: none of a budget on file is later than 2069.
fn short(digits: &str) -> i32 {
    let year = digits.parse().unwrap_or(0);
    if year < 70 { 2000 + year } else { 1900 + year }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn years_of_other_calendars() {
        for (text, want) in [
            ("民國107年", "2018年"),
            ("中華民國 107 年度", "2018年度"),
            ("民國元年", "1912年"),
            ("民國107年至111年", "2018年至2022年"),
            ("民國108-109年度", "2019年至2020年"),
            ("平成30年度", "2018年度"),
            ("令和元年度", "2019年度"),
            ("令和4年度決算", "2022年度决算"),
            ("平成30", "2018年"),
            ("昭和65年", "昭和65年"),
            ("H30年度", "2018年"),
            ("FY'18", "2018"),
            ("FY 19 Budget", "2019 Budget"),
            ("FY15/16", "2015-2016"),
            ("FY2015", "2015"),
            ("FY2015-16", "2015-16"),
            ("FY2015 Actual", "2015 Actual"),
            ("'18", "2018"),
            ("2 0 1 9 年河北省", "2019 年河北省"),
            ("(2 0 1 8 年)", "(2018 年)"),
            ("17 湖南省 2 0 2 1 年", "17 湖南省 2021 年"),
            ("2 0 1 9 3", "2 0 1 9 3"),
            ("元", "元"),
        ] {
            assert_eq!(gregorian(text), want, "{text}");
        }
    }

    #[test]
    fn bare_numbers_are_years_where_the_table_says_so() {
        assert_eq!(of_republic("107").as_deref(), Some("民国107年"));
        assert_eq!(of_republic("107年度").as_deref(), Some("民国107年"));
        assert_eq!(of_republic("109-110").as_deref(), Some("民国109年至110年"));
        assert_eq!((of_republic("2018"), of_republic("合計")), (None, None));
        assert!(
            names_republic("民國107年至109年") && names_republic("單位：新臺幣千元") && !names_republic("单位：千元")
        );
    }
}
