//! Numbers of several parts in digits and words: `3亿2000万元`, `3千2百万元`, `11万7254亿元`, `3亿零500万元`.
//!
//! In: a number in digits or words and the place behind it. Out: the whole number in units of its last part, and what it
//! counts. Refuses parts that do not fall in size, and those that are dates or numbers of something.

use super::letters::Letters;
use super::marks;
use super::numeral::{self, Numeral};
use super::unit::{self, Counted};
use crate::units::Units;

/// More parts are no number.
const MOST_PARTS: usize = 8;

/// One part: `2` and the two powers of ten of `百` in `2百`.
struct Part {
    value: f64,
    power: i8,
}

/// What follows a number, and the number with all its parts.
pub fn after(letters: &Letters, number: Numeral, units: &Units) -> (Counted, Numeral) {
    let counted = unit::after(letters, number.end, units);
    let mut parts = vec![Part { value: number.value, power: power(&counted) }];
    let (mut last, mut at, mut is_whole) = (counted.clone(), number, true);
    while is_whole && goes_on(&last) && parts.len() < MOST_PARTS {
        let Some((next, found)) = part(letters, &last, units) else { break };
        is_whole = falls(&parts, next.value, power(&found));
        parts.push(Part { value: next.value, power: power(&found) });
        (last, at) = (found, next);
    }
    if parts.len() < 2 || !is_whole || last.is_none() {
        return (counted, number);
    }
    let value = sum(&parts) / 10f64.powi(i32::from(power(&last)));
    (last, Numeral { value, is_plain: false, ..at })
}

/// Whether a part ends in a word for a power of ten and nothing else.
fn goes_on(counted: &Counted) -> bool {
    counted.reading.is_none() && counted.mult > 0 && !counted.is_more
}

fn power(counted: &Counted) -> i8 {
    counted.mult.max(counted.reading.as_ref().map_or(0, |reading| reading.mult))
}

/// The part right behind another one, with what follows it.
fn part(letters: &Letters, before: &Counted, units: &Units) -> Option<(Numeral, Counted)> {
    let from = before.end + usize::from(matches!(letters.at(before.end), '零' | '〇'));
    let number = numeral::digits(letters, from).or_else(|| numeral::words(letters, from))?;
    let is_mark = marks::of(letters, from, &number).is_some();
    (!is_mark && number.upto.is_none()).then(|| (number, unit::after(letters, number.end, units)))
}

/// Whether a part is less than one unit of the part before it: less than 1万 behind 万 and 亿, whatever it is counted in.
fn falls(parts: &[Part], value: f64, power: i8) -> bool {
    let Some(last) = parts.last() else { return false };
    let (low, group) = (power % 4, power / 4);
    let room = if last.power < 4 || group == 0 { last.power } else { 4 };
    let in_order = last.power < 4 || group != last.power / 4;
    in_order && last.value.fract() == 0.0 && value * 10f64.powi(i32::from(low)) < 10f64.powi(i32::from(room))
}

/// As it is spoken: 千, 百 and 十 within each group of 万 and 亿.
fn sum(parts: &[Part]) -> f64 {
    let (mut total, mut section) = (0f64, 0f64);
    for part in parts {
        section += part.value * 10f64.powi(i32::from(part.power % 4));
        let group = 10f64.powi(i32::from(part.power / 4 * 4));
        match part.power / 4 {
            0 => {}
            1 => (total, section) = (total + section * group, 0.0),
            _ => (total, section) = ((total + section) * group, 0.0),
        }
    }
    total + section
}
