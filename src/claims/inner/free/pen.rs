//! Slips of the pen between what is printed and what the text's own numbers give.
//!
//! In: a printed figure, what its numbers give, what they would give by the usual mistakes. Out: the mistake that gives the
//! printed digits. Refuses numbers that are given as printed, and results so coarse that nearly any digits fit them.

use super::super::digits::{Span, cut, last_digit};
use super::super::sentences::Item;
use super::pairs::Pair;
use crate::claims::pen::between as slip_between;
use crate::figures::{Form, Hedge};
use crate::messages::{Message, say};

/// A result that leaves more of the printed digits open than this says nothing of them.
const COARSE: f64 = 2.5;
/// So much larger than the rounding of the numbers must the mistake be.
const CLEAR: f64 = 1.0;

/// A figure of fewer digits fits one mistake or another.
const TELLING: usize = 2;

/// What the figure prints, in its printed unit, rounded or cut.
pub fn printed(said: &Item) -> Span {
    let span = match said.measure() {
        Some("PT") => said.percent().unwrap_or_else(|| said.span()),
        Some("RATIO" | "PP" | "PM") => said.span(),
        _ => said.span().times(10f64.powi(-super::super::rates::power(said))),
    };
    span.wider(cut_of(said))
}

fn cut_of(said: &Item) -> f64 {
    match said.measure() {
        Some("PT" | "RATIO" | "PP" | "PM") => cut(said.figure),
        _ => 0.0,
    }
}

/// Another mistake than one of digits, and what it would print.
pub struct Mistake {
    pub prints: Span,
    pub words: Message,
}

/// The mistake behind a printed figure: one of those that change the sum, or one of digits; of two digits one may be wrong
/// where the words leave nothing open.
pub fn mistake(said: &Item, own: Span, others: Vec<Mistake>, is_strict: bool) -> Option<Message> {
    let wide = printed(said);
    let is_plain = said.figure.hedges.iter().all(|hedge| *hedge == Hedge::About) && said.figure.form == Form::One;
    if own.meets(wide) || !is_plain {
        return None;
    }
    let is_it = |one: &Mistake| one.prints.meets(wide) && is_clear(own, one.prints, said);
    let found = others.into_iter().find(|one| significant(said) >= TELLING && is_it(one));
    found.map(|one| one.words).or_else(|| of_digits(said, own, is_strict))
}

/// Digits that somebody rounded to.
fn significant(said: &Item) -> usize {
    let digits = format!("{:.*}", usize::from(said.figure.decimals), said.figure.value).replace('.', "");
    let digits = digits.trim_start_matches('0');
    if said.figure.decimals > 0 { digits.len() } else { digits.trim_end_matches('0').len() }
}

/// Whether two results are further apart than the rounding of the numbers.
fn is_clear(own: Span, other: Span, said: &Item) -> bool {
    let apart = (other.low - own.high).max(own.low - other.high);
    apart > CLEAR * last_digit(said.figure)
}

/// Two digits exchanged, one wrong, a decimal point out of place.
fn of_digits(said: &Item, own: Span, is_strict: bool) -> Option<Message> {
    let unit = last_digit(said.figure);
    if !own.low.is_finite() || !own.high.is_finite() || own.high - own.low > COARSE * unit {
        return None;
    }
    let value = said.figure.value;
    let middle = (own.low + own.high) / 2.0;
    let what = [middle, own.low, own.high].into_iter().find_map(|official| {
        slip_between(value, official, unit).map(|(_, what)| what).or_else(|| of_two(value, official, unit, is_strict))
    });
    what.or_else(|| of_point(value, own, unit)).map(|what| say!("inner.slip-digits", what))
}

/// A number of two digits: the one for the other, or one of them wrong.
fn of_two(value: f64, official: f64, unit: f64, is_strict: bool) -> Option<Message> {
    let digits = |value: f64| format!("{:.0}", (value / unit).abs()).into_bytes();
    let (one, other) = (digits(value), digits(official));
    if one.len() != 2 || other.len() != 2 || one == other {
        return None;
    }
    let turned: Vec<u8> = other.iter().rev().copied().collect();
    let wrong = one.iter().zip(&other).filter(|(one, other)| one != other).count();
    match () {
        () if one == turned => Some(say!("digit.swapped")),
        () if wrong == 1 && is_strict => Some(say!("digit.wrong")),
        () => None,
    }
}

/// `18.0` for 180.3, `3.0` for 0.3: the point stands elsewhere.
fn of_point(value: f64, own: Span, unit: f64) -> Option<Message> {
    let fits = |power: i32| {
        let factor = 10f64.powi(power);
        let (moved, half) = (value * factor, unit * factor.max(1.0) / 2.0);
        own.meets(Span::new(moved - half, moved + half))
    };
    [-1, 1].into_iter().any(fits).then(|| say!("digit.unit"))
}

/// The level of a pair that two exchanged digits make what it would have to be, where the other is none so.
pub fn exchanged_level<'a>(pair: &Pair<'a>, (end, start): &(Span, Span)) -> Option<&'a Item<'a>> {
    match (is_exchanged(pair.end, *end), is_exchanged(pair.start, *start)) {
        (true, false) => Some(pair.end),
        (false, true) => Some(pair.start),
        _ => None,
    }
}

/// Whether a number of four digits and more is, with two neighbouring ones exchanged, what is wanted.
fn is_exchanged(level: &Item, wanted: Span) -> bool {
    const DIGITS: usize = 4;
    const NARROW: f64 = 0.01;
    let unit = last_digit(level.figure);
    let digits = format!("{:.0}", level.figure.value / unit).into_bytes();
    let scale = unit * 10f64.powi(super::super::rates::power(level));
    if digits.len() < DIGITS || wanted.high - wanted.low > NARROW * wanted.high {
        return false;
    }
    (1..digits.len()).filter(|at| digits.get(*at) != digits.get(at - 1)).any(|at| {
        let mut turned = digits.clone();
        turned.swap(at - 1, at);
        let value = String::from_utf8(turned).ok().and_then(|turned| turned.parse::<f64>().ok());
        value.is_some_and(|value| wanted.low <= value * scale && value * scale <= wanted.high)
    })
}
