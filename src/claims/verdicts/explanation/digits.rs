//! Digits: a printed number that differs from an official one by a slip of the pen.
//!
//! In: a case that nothing fits. Out: official figures that, rounded as printed, differ from it in one digit, in the order
//! of two adjacent digits, or in a digit left out or doubled. Refuses numbers of one digit, and of two
//! where they are not swapped.

use crate::claims::verdicts::explanation::slip::Explanation;
use crate::claims::verdicts::fit::case::Case;
use crate::claims::verdicts::quantities::candidates::Standing;
use crate::messages::{Message, say};

/// A slip in a figure that is read in another than the plain sense.
const READ_OTHERWISE: f64 = 1.5;

pub fn slips(case: &Case) -> Vec<Explanation> {
    let stated = &case.stated;
    let printed = of(stated.value, stated.unit);
    if stated.is_hedged || printed.len() < 2 {
        return Vec::new();
    }
    let places = printed.len() as f64;
    // A number of so many digits says as much whatever its first digit is.
    let untold = 9f64.log2() + (places - 1.0) * 10f64.log2() - stated.bits();
    let mut found = Vec::new();
    let coherent = case.held.iter().filter(|held| held.candidate.standing <= Standing::Together && !held.is_seldom);
    for held in coherent {
        let is_negative = held.candidate.interval.value.is_sign_negative() != stated.value.is_sign_negative();
        let forms = [of(held.candidate.interval.value, stated.unit), cut(held.candidate.interval.value, stated.unit)];
        let found_slip = forms.iter().find_map(|official| slip(&printed, official, places));
        let Some((code, what, cost)) = found_slip.filter(|_| !is_negative) else { continue };
        if printed.len() < 3 && code != "swapped-digits" {
            continue;
        }
        // Not a digit too many or too few: that is as often another thing.
        let is_of_same_length = forms.iter().any(|official| official.len() == printed.len());
        let cost = if is_of_same_length { cost - untold } else { cost };
        let cost = if held.words.is_some() { cost + READ_OTHERWISE } else { cost };
        let value = case.voice.value(held.candidate.interval.value);
        let words = say!("diagnosis.digit", value, vintage = case.voice.told(&held.candidate), what);
        let words = match case.later(&held.candidate) {
            Some(day) => say!("diagnosis.later", words, day),
            None => words,
        };
        found.push(Explanation { code, words, cost, window: None, held: Some(held.clone()) });
    }
    found
}

/// The slip that makes a printed number of another, by its digits or by its unit, and what it is in words; `unit` is that of
/// the last printed digit. None for numbers of few digits.
pub fn between(printed: f64, official: f64, unit: f64) -> Option<(&'static str, Message)> {
    let (digits, others) = (of(printed, unit), of(official, unit));
    if digits.len() < 3 || others.len() < 3 {
        return None;
    }
    let power = (printed / official).abs().log10();
    let is_power = power.round().abs() >= 1.0 && (power - power.round()).abs() < 1e-3;
    let of_digits = || slip(&digits, &others, digits.len() as f64).map(|(code, what, _)| (code, what));
    if is_power { Some(("other-unit", say!("digit.unit"))) } else { of_digits() }
}

/// The digits down to a unit.
fn of(value: f64, unit: f64) -> Vec<u8> {
    format!("{:.0}", (value / unit).abs()).into_bytes()
}

/// The same without rounding.
fn cut(value: f64, unit: f64) -> Vec<u8> {
    format!("{:.0}", (value / unit).abs().floor()).into_bytes()
}

fn slip(printed: &[u8], official: &[u8], places: f64) -> Option<(&'static str, Message, f64)> {
    let differing: Vec<usize> = match printed.len() == official.len() {
        true => (0..printed.len()).filter(|&at| printed.get(at) != official.get(at)).collect(),
        false => Vec::new(),
    };
    match differing.as_slice() {
        [one, other] if other - one == 1 && is_swapped(printed, official, *one) => {
            Some(("swapped-digits", say!("digit.swapped"), (places - 1.0).log2() + 2.0))
        }
        [_] => Some(("wrong-digit", say!("digit.wrong"), (9.0 * places).log2() + 2.0)),
        [] if printed.len() + 1 == official.len() && is_without_one(official, printed) => {
            Some(("wrong-digit", say!("digit.left-out"), (10.0 * places).log2() + 2.0))
        }
        [] if printed.len() == official.len() + 1 && is_without_one(printed, official) => {
            Some(("wrong-digit", say!("digit.too-many"), places.log2() + 3.0))
        }
        _ => None,
    }
}

fn is_swapped(printed: &[u8], official: &[u8], at: usize) -> bool {
    printed.get(at) == official.get(at + 1) && printed.get(at + 1) == official.get(at)
}

fn is_without_one(long: &[u8], short: &[u8]) -> bool {
    (0..long.len()).any(|out| {
        let rest = long.iter().enumerate().filter(|(at, _)| *at != out).map(|(_, digit)| digit);
        rest.eq(short.iter())
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn code(printed: &str, official: &str) -> Option<&'static str> {
        slip(printed.as_bytes(), official.as_bytes(), printed.len() as f64).map(|(code, ..)| code)
    }

    #[test]
    fn slips_of_the_pen_are_told_from_other_numbers() {
        assert_eq!(code("397938", "397983"), Some("swapped-digits"));
        assert_eq!(code("387983", "397983"), Some("wrong-digit"));
        assert_eq!(code("39783", "397983"), Some("wrong-digit"));
        assert_eq!(code("3979833", "397983"), Some("wrong-digit"));
        assert_eq!(code("397892", "397983"), None);
        assert_eq!(code("397983", "397983"), None);
    }

    #[test]
    fn two_printed_numbers_differ_by_a_slip_or_not() {
        assert_eq!(between(435.21, 453.21, 0.01), Some(("swapped-digits", say!("digit.swapped"))));
        assert_eq!(between(45.321, 453.21, 0.001), Some(("other-unit", say!("digit.unit"))));
        assert_eq!(between(453.21, 448.9, 0.01), None);
        assert_eq!(between(4.5, 4.6, 0.1), None);
    }
}
