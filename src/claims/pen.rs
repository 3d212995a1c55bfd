//! Slips of the pen between two numbers: digits exchanged, wrong, left out or doubled, a power of ten.
//!
//! In: two numbers, as digits or as values down to a unit. Out: the slip that makes the one of the other. Refuses numbers
//! that differ in more.

use crate::messages::{Message, say};

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
pub fn of(value: f64, unit: f64) -> Vec<u8> {
    format!("{:.0}", (value / unit).abs()).into_bytes()
}

/// The same without rounding.
pub fn cut(value: f64, unit: f64) -> Vec<u8> {
    format!("{:.0}", (value / unit).abs().floor()).into_bytes()
}

/// The slip between two numbers of `places` digits, what it is in words, and what it costs to name it in bits.
pub fn slip(printed: &[u8], official: &[u8], places: f64) -> Option<(&'static str, Message, f64)> {
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
