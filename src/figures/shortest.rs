//! Floats in their shortest decimal form, as Rust's own `Display` has it.
//!
//! In: a float. Out: its digits, without exponent: the fewest that read back as the same float. Refuses nothing.

use std::io::Write;

/// Whole numbers below are told apart by fifteen digits.
const MOST: f64 = 1e15;
/// Places behind the point of a published figure.
const PLACES: usize = 6;

/// Appends `value`. Writing to memory cannot fail.
pub fn push(out: &mut Vec<u8>, value: f64) {
    let mut buffer = zmij::Buffer::new();
    let printed = buffer.format(value);
    let printed = printed.strip_suffix(".0").unwrap_or(printed);
    match printed.contains('e') || !value.is_finite() || is_halfway(value, places(printed)) {
        true => drop(write!(out, "{value}")),
        false => out.extend_from_slice(printed.as_bytes()),
    }
}

fn places(printed: &str) -> usize {
    printed.split_once('.').map_or(0, |(_, places)| places.len())
}

/// Whether a float lies halfway between two decimals of so many places, of which zmij takes the even one and `Display` the
/// other: it does if it has one binary place more.
fn is_halfway(value: f64, places: usize) -> bool {
    const STORED: i64 = 52;
    const BIAS: i64 = 1023;
    let bits = value.to_bits();
    let exponent = (bits >> STORED & 0x7ff) as i64 - BIAS;
    let mantissa = bits & ((1 << STORED) - 1) | 1 << STORED;
    STORED - exponent - i64::from(mantissa.trailing_zeros()) == places as i64 + 1
}

/// The shortest decimal of a number, where that has at most fifteen digits and few behind its point.
pub fn short(value: f64) -> Option<String> {
    let mut out = Vec::new();
    push(&mut out, value);
    let printed: String = out.into_iter().map(char::from).collect();
    let places = places(&printed);
    let power = 10f64.powi(i32::try_from(places).unwrap_or(i32::MAX));
    (places <= PLACES && (value.abs() * power).round() < MOST).then_some(printed)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn pushed(value: f64) -> String {
        let mut out = Vec::new();
        push(&mut out, value);
        String::from_utf8(out).unwrap()
    }

    #[test]
    fn halfway_as_display_has_it() {
        let value = -277_027_850_703_043.0 - 0.125;
        assert_eq!(pushed(value), value.to_string());
    }

    #[test]
    fn known_forms() {
        for value in [0.0, -0.0, 0.5, 100.0, 7205.1201, 0.000001, 1e-7, 1e15, 999_999_999_999_999.0, 1e300, 0.1 + 0.2] {
            assert_eq!(pushed(value), value.to_string());
        }
        assert_eq!([f64::NAN, f64::INFINITY, f64::NEG_INFINITY].map(pushed), ["NaN", "inf", "-inf"]);
    }

    proptest! {
        #[test]
        fn any_float_is_printed_as_display_prints_it(value in any::<f64>()) {
            prop_assert_eq!(pushed(value), value.to_string());
        }

        #[test]
        fn printed_figures_too(whole in any::<i64>(), shift in 0..60u32, places in 0..9i32) {
            let value = (whole >> shift) as f64 / 10f64.powi(places);
            prop_assert_eq!(pushed(value), value.to_string());
        }
    }
}
