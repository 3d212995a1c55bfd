//! Floats in their shortest decimal form, as Rust's own `Display` has it.
//!
//! In: a float. Out: its digits, without exponent. Published figures have few digits behind the point and take a short
//! way: a whole number below 10^15 over a power of ten that gives the very float back is the only decimal of at most
//! fifteen digits that does, and so the shortest.

use std::io::Write;

/// Whole numbers below are told apart by fifteen digits.
const MOST: f64 = 1e15;
const POWERS: [f64; 7] = [1.0, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6];

/// Appends `value`. Writing to memory cannot fail.
pub fn push(out: &mut Vec<u8>, value: f64) {
    if !push_short(out, value) {
        let _ = write!(out, "{value}");
    }
}

/// The shortest decimal of a number, where that has at most fifteen digits and few behind its point.
pub fn short(value: f64) -> Option<String> {
    let mut out = Vec::new();
    push_short(&mut out, value).then(|| out.into_iter().map(char::from).collect())
}

fn push_short(out: &mut Vec<u8>, value: f64) -> bool {
    let found = POWERS.iter().enumerate().map(|(places, power)| (places, power, (value.abs() * power).round()));
    let mut found = found.take_while(|(_, _, whole)| *whole < MOST);
    let Some((places, _, whole)) = found.find(|(_, power, whole)| whole / *power == value.abs()) else { return false };
    out.extend_from_slice(if value.is_sign_negative() { b"-" } else { b"" });
    decimal(out, whole as u64, places);
    true
}

/// A whole number with its point so many places from the end.
fn decimal(out: &mut Vec<u8>, whole: u64, places: usize) {
    let mut digits = [b'0'; 24];
    let (mut at, mut rest, mut count) = (digits.len(), whole, 0);
    while rest > 0 || count <= places {
        if count == places && places > 0 {
            at -= 1;
            digits[at] = b'.';
        }
        at -= 1;
        digits[at] = b'0' + (rest % 10) as u8;
        (rest, count) = (rest / 10, count + 1);
    }
    out.extend_from_slice(digits.get(at..).unwrap_or_default());
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
