//! Numerals: numbers in digits and in Chinese words.
//!
//! In: a place in a text where a number may begin. Out: its value, the digits printed after the point, and where it
//! ends. Refuses numbers without a value (`几十`, `数百`) and more digits than a figure has.

use super::letters::Letters;
use super::parted;

/// More digits are a code.
const MOST_DIGITS: usize = 17;

/// One number, without the units of counting (万, 亿) at its end.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Numeral {
    pub end: usize,
    pub value: f64,
    /// The other end of `三四十` and `四五千`.
    pub upto: Option<f64>,
    pub decimals: u8,
    /// Printed as digits in a row and nothing else: it may be a year, a code, an ordinal.
    pub is_plain: bool,
    pub is_words: bool,
}

/// A number in digits: `1129236`, `1,129,236`, `1 129 236`, `１２．５`.
pub fn digits(letters: &Letters, at: usize) -> Option<Numeral> {
    let is_digit = |at: usize| letters.at(at).is_ascii_digit();
    let first = letters.run(at, |letter| letter.is_ascii_digit());
    if first == at {
        return None;
    }
    let mut text = letters.text(at, first);
    let mut end = first;
    if first - at <= 3 && !text.starts_with('0') {
        end = grouped(letters, first);
        text = letters.text(at, end).chars().filter(char::is_ascii_digit).collect();
    }
    let mut decimals = 0;
    let point = matches!(letters.at(end), '.' | '·') && is_digit(end + 1);
    if let Some(from) = if point { Some(end + 1) } else { parted::decimals(letters, at, end) } {
        let last = letters.run(from, |letter| letter.is_ascii_digit());
        text.push('.');
        text.push_str(&letters.text(from, last));
        decimals = last - from;
        end = parted::past_stray_point(letters, last);
    }
    let value = text.parse().ok().filter(|_| text.len() <= MOST_DIGITS)?;
    let decimals = u8::try_from(decimals).ok()?;
    Some(Numeral { end, value, upto: None, decimals, is_plain: first == end, is_words: false })
}

/// Where an amount with a thousands mark in the wrong place ends: nobody can say what `1,23万元` was.
pub fn ill_grouped(letters: &Letters, at: usize) -> Option<usize> {
    let digits = |from: usize| letters.run(from, |letter| letter.is_ascii_digit());
    let first = digits(at);
    if !(1..=3).contains(&(first - at)) || letters.before(at).is_ascii_alphanumeric() {
        return None;
    }
    let (mut end, mut ill) = (first, false);
    while letters.printed(end) == ',' && letters.at(end + 1).is_ascii_digit() {
        let next = digits(end + 1);
        ill |= next - end != 4;
        end = next;
    }
    let counts = matches!(letters.at(end), '万' | '亿' | '元');
    let goes_on = at.checked_sub(1).is_some_and(|before| matches!(letters.printed(before), ',' | '.' | '、'));
    (ill && counts && !goes_on).then_some(end + 1)
}

/// Past the groups of three digits that follow the first one. A full-width comma may as well end a clause: it groups
/// only full-width digits, or two groups and more.
fn grouped(letters: &Letters, first: usize) -> usize {
    let group = |at: usize, mark: char| {
        let digits = (1..=3).all(|next| letters.at(at + next).is_ascii_digit());
        letters.at(at) == mark && digits && !letters.at(at + 4).is_ascii_digit()
    };
    let mark = letters.at(first);
    if !matches!(mark, ',' | ' ' | '\'') {
        return first;
    }
    let (mut end, mut groups) = (first, 0);
    loop {
        let next = if group(end, mark) { Some(end + 4) } else { parted::group(letters, end) };
        let Some(next) = next else { break };
        end = next;
        groups += 1;
    }
    let wide_comma = letters.printed(first) == '，' && !('０'..='９').contains(&letters.printed(first + 1));
    if wide_comma && groups < 2 { first } else { end }
}

const DIGITS: &str = "〇一二三四五六七八九";

fn digit(letter: char) -> Option<u32> {
    match letter {
        '零' | '○' => Some(0),
        '两' => Some(2),
        _ => DIGITS.chars().position(|known| known == letter).map(|value| value as u32),
    }
}

/// 十, 百, 千, 万, 亿 as powers of ten.
pub fn power(letter: char) -> Option<i8> {
    Some(match letter {
        '十' => 1,
        '百' => 2,
        '千' => 3,
        '万' => 4,
        '亿' => 8,
        _ => return None,
    })
}

/// Whether a letter is part of a number in words.
pub fn is_word(letter: char) -> bool {
    digit(letter).is_some() || power(letter).is_some()
}

/// A number in Chinese words: `三千二百`, `七点五`, `二〇一〇`, `四五十`. It begins with a digit or 十, so that 千方百计
/// and 万一 are none; 万 and 亿 at the end are left to the unit.
pub fn words(letters: &Letters, at: usize) -> Option<Numeral> {
    let first = letters.at(at);
    if digit(first).is_none() && first != '十' {
        return None;
    }
    let end = letters.run(at, |letter| digit(letter).is_some() || power(letter).is_some());
    let whole = letters.text(at, end);
    if matches!(letters.at(end), '几' | '来') || matches!(letters.before(at), '几' | '数' | '好') {
        return None;
    }
    let stem = whole.trim_end_matches(['万', '亿']);
    let kept = at + stem.chars().count();
    if whole != stem {
        let tail = i32::from(whole.chars().skip(stem.chars().count()).filter_map(power).sum::<i8>());
        let (value, upto) = spoken(&whole)?;
        let scaled = |value: f64| value / 10f64.powi(tail);
        return Some(numeral(kept, scaled(value), upto.map(scaled), 0, false));
    }
    let point = letters.at(end) == '点';
    let tail = letters.run(end + 1, |letter| digit(letter).is_some());
    if point && tail > end + 1 {
        let fraction: String = letters.text(end + 1, tail).chars().filter_map(digit).map(|d| d.to_string()).collect();
        let (value, _) = spoken(&whole)?;
        let value = format!("{value}.{fraction}").parse().ok()?;
        return Some(numeral(tail, value, None, u8::try_from(fraction.len()).ok()?, false));
    }
    let (value, upto) = spoken(&whole)?;
    Some(numeral(end, value, upto, 0, !whole.contains(|letter| power(letter).is_some())))
}

fn numeral(end: usize, value: f64, upto: Option<f64>, decimals: u8, is_plain: bool) -> Numeral {
    Numeral { end, value, upto, decimals, is_plain, is_words: true }
}

/// The value of words; two where neighbouring digits stand for about so many (`四五十`).
fn spoken(text: &str) -> Option<(f64, Option<f64>)> {
    let letters: Vec<char> = text.chars().collect();
    if letters.len() > 24 {
        return None;
    }
    let values: Vec<Option<u32>> = letters.iter().map(|&letter| digit(letter)).collect();
    let twins = |at: usize| {
        matches!((values.get(at)?, values.get(at + 1)?), (Some(a), Some(b)) if *a > 0 && *b > 0).then_some(at)
    };
    let all_digits = values.iter().all(Option::is_some);
    if all_digits && letters.len() > 2 {
        let digits: String = values.iter().flatten().map(|d| d.to_string()).collect();
        return digits.parse().ok().map(|value| (value, None));
    }
    let Some(at) = (0..letters.len()).find_map(twins) else { return counted(&letters).map(|value| (value, None)) };
    let without =
        |skip: usize| letters.iter().enumerate().filter(|(nth, _)| *nth != skip).map(|(_, c)| *c).collect::<Vec<_>>();
    let (low, high) = (counted(&without(at + 1))?, counted(&without(at))?);
    (low < high).then_some((low, Some(high)))
}

/// `一亿二千三百万零五十`; `三万五` is 35 000 as it is spoken.
fn counted(letters: &[char]) -> Option<f64> {
    let (mut total, mut section, mut current, mut last) = (0f64, 0f64, None::<u32>, 0i8);
    for &letter in letters {
        if let Some(value) = digit(letter) {
            if current.is_some_and(|known| known > 0) {
                return None;
            }
            last = if value == 0 { 0 } else { last };
            current = Some(value);
            continue;
        }
        let power = power(letter)?;
        let ten = 10f64.powi(i32::from(power));
        if power < 4 {
            section += f64::from(current.take().unwrap_or(1)) * ten;
        } else {
            section += f64::from(current.take().unwrap_or(0));
            total = if power == 8 { (total + section) * ten } else { total + section * ten };
            section = 0.0;
        }
        last = power;
    }
    let rest = f64::from(current.unwrap_or(0));
    let spoken = if current.is_some() && last >= 2 { rest * 10f64.powi(i32::from(last) - 1) } else { rest };
    Some(total + section + spoken)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str) -> Option<(f64, u8, usize)> {
        let letters = Letters::new(text);
        let found = digits(&letters, 0).or_else(|| words(&letters, 0))?;
        Some((found.value, found.decimals, found.end))
    }

    #[test]
    fn digits_with_every_mark() {
        assert_eq!(read("1 129 236万元"), Some((1129236.0, 0, 9)));
        assert_eq!(read("18 234.28万元"), Some((18234.28, 2, 9)));
        assert_eq!(read("1,234,567.8"), Some((1234567.8, 1, 11)));
        assert_eq!(read("１２，３４５．６亿"), Some((12345.6, 1, 8)));
        assert_eq!(read("12，345家"), Some((12.0, 0, 2)));
        assert_eq!(read("2009 100"), Some((2009.0, 0, 4)));
        assert_eq!(read("330项,128条"), Some((330.0, 0, 3)));
    }

    #[test]
    fn words_as_they_are_spoken() {
        let cases = [
            ("三千二百", 3200.0),
            ("一百零五", 105.0),
            ("十", 10.0),
            ("二十三", 23.0),
            ("一千零三十", 1030.0),
            ("二〇一〇", 2010.0),
            ("三万五千", 35000.0),
            ("一百二", 120.0),
            ("一亿二千三百四十五", 100002345.0),
        ];
        for (text, value) in cases {
            assert_eq!(read(text).map(|found| found.0), Some(value), "{text}");
        }
        assert_eq!(read("七点五"), Some((7.5, 1, 3)));
        assert_eq!(read("三千万"), Some((3000.0, 0, 2)));
        assert_eq!(read("两亿三千万"), Some((23000.0, 0, 4)));
        for text in ["千方百计", "万一", "几十", "十几", "亿万"] {
            assert_eq!(read(text), None, "{text}");
        }
    }

    #[test]
    fn neighbouring_digits_are_about_so_many() {
        let letters = Letters::new("四五十");
        let found = words(&letters, 0).map(|found| (found.value, found.upto));
        assert_eq!(found, Some((40.0, Some(50.0))));
    }
}
