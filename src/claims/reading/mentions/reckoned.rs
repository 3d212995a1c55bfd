//! Years counted from another year of the text: `次年`, `十一年后`, `five years on`, `十年前`.
//!
//! In: folded text. Out: how many years after, or before, the year spoken of. Refuses nothing.

use std::sync::LazyLock;

use regex::{Captures, Regex};

fn pattern(text: &str) -> Regex {
    Regex::new(text).expect("a valid pattern")
}

/// `次年`, `十一年后`, `five years on`: so many years after the year spoken of.
pub static LATER: LazyLock<Regex> = LazyLock::new(|| {
    pattern(concat!(
        r"(?:次年|翌年|来年|转年|下一年度?|后一年|(?:到|至|而)第二年|一年后|一年之后|一年以后|the year after|the following year|the next year|a year later|one year later|a year on)",
        r"|(?:此后|其后|时隔|相隔|又过了|再过|过了)?([0-9]{1,2}|[一二两三四五六七八九十]{1,3})(?:个)?年(?:之后|以后|过后|后|过去后?|开外)",
        r"|(?:时隔|相隔|又过了|过了)([0-9]{1,2}|[一二两三四五六七八九十]{1,3})(?:个)?年",
        r"|(two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|fifteen|twenty|[0-9]{1,2}) years (?:later|on|after(?:wards)?|thereafter)",
        r"|(?:a|one) (decade) (?:later|on|after(?:wards)?)"
    ))
});
/// `十年前`, `five years before`.
pub static EARLIER: LazyLock<Regex> = LazyLock::new(|| {
    pattern(concat!(
        r"([0-9]{1,2}|[一二两三四五六七八九十]{1,3})(?:个)?年(?:之前|以前|前)",
        r"|(two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|fifteen|twenty|[0-9]{1,2}) years (?:before|earlier|previously|ago)",
        r"|(?:a|one) (decade) (?:before|earlier|previously|ago)"
    ))
});
/// How many years a match of the two patterns counts: one where no number is told, ten for a decade.
pub fn years(captures: &Captures) -> Option<i32> {
    let told = (1..captures.len()).find_map(|at| captures.get(at));
    match told.map(|found| found.as_str()) {
        None => Some(1),
        Some("decade") => Some(10),
        Some(words) => number(words),
    }
}

/// A number of years in digits or words.
pub fn number(text: &str) -> Option<i32> {
    if let Ok(number) = text.parse() {
        return Some(number);
    }
    let english = ["two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve"];
    if let Some(at) = english.iter().position(|word| *word == text) {
        return i32::try_from(at + 2).ok();
    }
    match text {
        "fifteen" => return Some(15),
        "twenty" => return Some(20),
        "thirty" => return Some(30),
        _ => {}
    }
    let digit = |letter: char| match letter {
        '〇' | '零' | '○' | 'o' | '0' => Some(0),
        '两' => Some(2),
        _ => "一二三四五六七八九".chars().position(|known| known == letter).and_then(|at| i32::try_from(at + 1).ok()),
    };
    if text.contains('十') {
        let (tens, ones) = text.split_once('十')?;
        let part = |text: &str, none: i32| text.chars().next().map_or(Some(none), digit);
        return Some(part(tens, 1)? * 10 + part(ones, 0)?);
    }
    text.chars().try_fold(0, |sum, letter| Some(sum * 10 + digit(letter)?))
}
