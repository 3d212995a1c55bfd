//! Signs: what is printed before a figure, or around it, to say that it is below nothing.
//!
//! In: a place in a text where a number stands and what follows it. Out: where its sign begins, and whether it is one
//! beyond doubt. Refuses marks that only look like one: `▲` before the first word of a line lists things, `▲` beside `▼` is an
//! arrow, 负 ends other words (`正负`, `肩负`), `(3)` numbers a paragraph.

use crate::units::{Reading, Units};

use super::letters::{END, Letters};
use super::marks;
use super::numeral::{self, Numeral};
use super::unit::Counted;

/// Letters that make another word with 负 behind them.
const NO_MINUS: &str = "正胜欠背担抱肩自辜重由扭转";

/// A sign before a number.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Sign {
    /// Where it begins.
    pub from: usize,
    /// What is printed leaves open whether it is one.
    pub is_doubtful: bool,
}

/// The minus before a number: a dash, 负, or a triangle as budgets print it.
pub(super) fn before(letters: &Letters, at: usize, number: &Numeral, counted: &Counted, units: &Units) -> Option<Sign> {
    let measured = number.decimals > 0 || is_measured(counted, units);
    dash(letters, at, counted).or_else(|| word(letters, at, measured)).or_else(|| triangle(letters, at, measured))
}

/// A dash: before a percentage or a decimal number, after no digit and no Latin letter.
fn dash(letters: &Letters, at: usize, counted: &Counted) -> Option<Sign> {
    let from = at.checked_sub(1)?;
    let before = letters.before(from);
    let signed = letters.at(from) == '-' && before != '-' && !before.is_ascii_alphanumeric() && before != '%';
    let measured = !counted.is_none() || letters.text(at, at + 12).contains('.');
    (signed && measured && !numeral::is_word(before)).then_some(Sign { from, is_doubtful: false })
}

/// `负2.6亿元`, `负百分之三`.
fn word(letters: &Letters, at: usize, measured: bool) -> Option<Sign> {
    let from = at.checked_sub(1).filter(|&from| letters.at(from) == '负')?;
    (measured && !NO_MINUS.contains(letters.before(from))).then_some(Sign { from, is_doubtful: false })
}

/// `△2.4亿元`, `▲ 2%`: none where it begins a line or a sentence, an arrow in a text that has them downwards too.
fn triangle(letters: &Letters, at: usize, measured: bool) -> Option<Sign> {
    let is_down = |letter: char| matches!(letter, '▼' | '▽');
    let from = letters.back_over_blanks(at).checked_sub(1)?;
    if is_down(letters.at(from)) {
        return Some(Sign { from, is_doubtful: true });
    }
    if !matches!(letters.at(from), '△' | '▲') || begins_line(letters, from) {
        return None;
    }
    let is_doubtful = !measured || (0..letters.len()).any(|at| is_down(letters.at(at)));
    Some(Sign { from, is_doubtful })
}

/// Nothing of the line or sentence stands before a place.
fn begins_line(letters: &Letters, at: usize) -> bool {
    let last = letters.back_over_blanks(at);
    let over_line = (last..at).any(|blank| matches!(letters.printed(blank), '\n' | '\r'));
    over_line || matches!(letters.before(last), END | '。' | '!' | '?' | ';')
}

/// Brackets around a number before its unit.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Bracketed {
    pub from: usize,
    pub number: Numeral,
    /// Behind the bracket that closes.
    pub end: usize,
    pub is_doubtful: bool,
}

/// `(71.5)`: a number below nothing where it has decimals or grouped digits; more than two whole digits may be one.
pub(super) fn bracketed(letters: &Letters, at: usize) -> Option<Bracketed> {
    if letters.at(at) != '(' {
        return None;
    }
    let from = letters.past_blanks(at + 1);
    let number = numeral::digits(letters, from)?;
    let close = letters.past_blanks(number.end);
    let is_plain = number.is_plain && number.decimals == 0;
    let counts = is_plain && (number.end - from <= 2 || begins_line(letters, at) || marks::is_year(&number));
    let bracketed = Bracketed { from, number, end: close + 1, is_doubtful: is_plain || begins_line(letters, at) };
    (letters.at(close) == ')' && !counts).then_some(bracketed)
}

/// A number of money or of a share, or in 万 and 亿: lists and paragraphs do not count so.
pub(super) fn is_measured(counted: &Counted, units: &Units) -> bool {
    let weighs = |reading: &Reading| {
        let is_money = || units.unit_of(&reading.measure).is_some_and(|unit| units.has_money(&unit));
        reading.mult > 0 || matches!(reading.measure.as_str(), "PT" | "PP" | "PM") || is_money()
    };
    counted.mult > 0 || counted.reading.as_ref().is_some_and(weighs)
}
