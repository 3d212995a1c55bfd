//! Interval arithmetic: a value and what it surely lies between.
//!
//! In: intervals. Out: the interval of every result their members can have, ends rounded outward. Refuses (gives none for)
//! division by an interval that holds zero, roots and negative powers of one, and what is no finite number. After Moore,
//! Kearfott and Cloud, Introduction to Interval Analysis (SIAM 2009), section 2.

use super::Op;
use super::core::raise;

/// A value and what it lies between.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Interval {
    pub lower: f64,
    /// The plain evaluation.
    pub value: f64,
    pub upper: f64,
}

impl Interval {
    pub fn exact(value: f64) -> Interval {
        Interval { lower: value, value, upper: value }
    }

    /// A number of a formula: 100 is exact, 0.1 is not in binary.
    pub fn constant(value: f64) -> Interval {
        if value.fract() == 0.0 {
            return Interval::exact(value);
        }
        Interval { lower: value.next_down(), value, upper: value.next_up() }
    }

    /// A printed value with half a unit of its last digit to both sides. A half of zero leaves what reading a decimal text
    /// and changing its unit may cost in binary: two roundings.
    #[inline]
    pub fn around(value: f64, half: f64) -> Interval {
        let reach = half.abs() + value.abs() * f64::EPSILON;
        Interval { lower: below(value - reach), value, upper: above(value + reach) }
    }

    pub fn holds(&self, value: f64) -> bool {
        self.lower <= value && value <= self.upper
    }

    /// Whether some value lies in both.
    pub fn meets(&self, other: &Interval) -> bool {
        self.lower <= other.upper && other.lower <= self.upper
    }

    /// The sum; ends that are no finite numbers stay so.
    pub fn plus(self, other: Interval) -> Interval {
        Interval {
            lower: below(self.lower + other.lower),
            value: self.value + other.value,
            upper: above(self.upper + other.upper),
        }
    }

    /// In another unit.
    pub fn scaled(&self, factor: f64) -> Option<Interval> {
        multiply(*self, Interval::constant(factor))
    }

    /// The upper or the lower end, exactly.
    pub(super) fn end(&self, upper: bool) -> Interval {
        Interval::exact(if upper { self.upper } else { self.lower })
    }

    #[inline]
    pub(super) fn is_finite(&self) -> bool {
        self.lower.is_finite() && self.value.is_finite() && self.upper.is_finite()
    }

    fn over_zero(&self) -> bool {
        self.holds(0.0)
    }

    /// From results at the ends, each rounded to nearest.
    #[inline]
    fn of(ends: &[f64], value: f64) -> Option<Interval> {
        let lower = ends.iter().copied().fold(f64::INFINITY, f64::min);
        let upper = ends.iter().copied().fold(f64::NEG_INFINITY, f64::max);
        let known = !ends.iter().any(|end| end.is_nan());
        let found = Interval { lower: below(lower), value, upper: above(upper) };
        Some(found).filter(|found| known && found.is_finite())
    }
}

/// The next number below; a zero is exact, as sums never underflow and products that do are refused.
#[inline]
fn below(end: f64) -> f64 {
    if end == 0.0 { 0.0 } else { end.next_down() }
}

#[inline]
fn above(end: f64) -> f64 {
    if end == 0.0 { 0.0 } else { end.next_up() }
}

#[inline]
pub(super) fn negated(of: Interval) -> Interval {
    Interval { lower: -of.upper, value: -of.value, upper: -of.lower }
}

#[inline]
pub(super) fn binary(op: Op, left: Interval, right: Interval) -> Option<Interval> {
    match op {
        Op::Add => add(left, right),
        Op::Subtract => subtract(left, right),
        Op::Multiply => multiply(left, right),
        Op::Divide => divide(left, right),
    }
}

#[inline]
pub(super) fn add(left: Interval, right: Interval) -> Option<Interval> {
    Interval::of(&[left.lower + right.lower, left.upper + right.upper], left.value + right.value)
}

#[inline]
pub(super) fn subtract(left: Interval, right: Interval) -> Option<Interval> {
    Interval::of(&[left.lower - right.upper, left.upper - right.lower], left.value - right.value)
}

#[inline]
pub(super) fn multiply(left: Interval, right: Interval) -> Option<Interval> {
    let (a, b, c, d) = (left.lower, left.upper, right.lower, right.upper);
    let product = |x: f64, y: f64| sure(x * y, x == 0.0 || y == 0.0);
    Interval::of(&[product(a, c), product(a, d), product(b, c), product(b, d)], left.value * right.value)
}

#[inline]
pub(super) fn divide(left: Interval, right: Interval) -> Option<Interval> {
    if right.over_zero() {
        return None;
    }
    let (a, b, c, d) = (left.lower, left.upper, right.lower, right.upper);
    let quotient = |x: f64, y: f64| sure(x / y, x == 0.0);
    Interval::of(&[quotient(a, c), quotient(a, d), quotient(b, c), quotient(b, d)], left.value / right.value)
}

/// A result that is zero only where it must be; one lost to underflow is none.
#[inline]
fn sure(result: f64, may_be_zero: bool) -> f64 {
    if result == 0.0 && !may_be_zero { f64::NAN } else { result }
}

/// Whole powers of anything (negative ones not of what holds zero), broken ones of what is not negative.
#[inline]
pub(super) fn power(base: Interval, exponent: f64) -> Option<Interval> {
    let whole = exponent.fract() == 0.0;
    let refused = if whole { base.over_zero() } else { base.lower <= 0.0 };
    if !exponent.is_finite() || (exponent < 0.0 && refused) || (!whole && base.lower < 0.0) {
        return None;
    }
    if exponent == 0.0 || exponent == 1.0 {
        return Some(if exponent == 0.0 { Interval::exact(1.0) } else { base });
    }
    let raised = |end: f64| sure(raise(end, exponent), end == 0.0);
    let (lower, upper) = (raised(base.lower), raised(base.upper));
    let turns = whole && exponent % 2.0 == 0.0 && base.over_zero();
    let ends = if turns { [0.0, lower.max(upper)] } else { [lower, upper] };
    Interval::of(&ends, raise(base.value, exponent)).map(widened).filter(Interval::is_finite)
}

/// Powers are not rounded to nearest: eight roundings at most, where `+ - * /` cost half a one.
#[inline]
fn widened(of: Interval) -> Interval {
    let reach = |end: f64| end.abs() * 8.0 * f64::EPSILON;
    Interval { lower: below(of.lower - reach(of.lower)), value: of.value, upper: above(of.upper + reach(of.upper)) }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn between(lower: f64, upper: f64) -> Interval {
        Interval { lower, value: (lower + upper) / 2.0, upper }
    }

    #[test]
    fn powers_over_zero_turn_where_they_are_even() {
        let over = between(-2.0, 3.0);
        let square = power(over, 2.0).expect("a square");
        assert!(square.lower == 0.0 && square.upper >= 9.0 && square.upper < 9.0 + 1e-12);
        let cube = power(over, 3.0).expect("a cube");
        assert!(cube.lower <= -8.0 && cube.upper >= 27.0);
        assert_eq!(power(over, -1.0), None);
        assert_eq!(power(over, 0.5), None);
        assert_eq!(power(over, 0.0), Some(Interval::exact(1.0)));
        let inverse = power(between(-4.0, -2.0), -1.0).expect("an inverse");
        assert!(inverse.lower <= -0.5 && inverse.upper >= -0.25);
    }

    #[test]
    fn nothing_is_divided_by_what_may_be_zero() {
        assert_eq!(divide(Interval::exact(1.0), between(-1.0, 1.0)), None);
        assert_eq!(divide(Interval::exact(1.0), between(0.0, 1.0)), None);
        let found = divide(Interval::exact(1.0), between(2.0, 4.0)).expect("a quotient");
        assert!(found.lower <= 0.25 && found.upper >= 0.5);
    }

    #[test]
    fn what_is_lost_to_underflow_or_overflow_has_no_bounds() {
        assert_eq!(multiply(Interval::exact(1e-200), Interval::exact(1e-200)), None);
        assert_eq!(multiply(Interval::exact(1e200), Interval::exact(1e200)), None);
        assert_eq!(power(Interval::exact(1e-200), 2.0), None);
    }

    #[test]
    fn a_printed_figure_lies_within_half_a_unit_of_its_last_digit() {
        let printed = Interval::around(397_983.0, 0.5);
        assert!(printed.lower <= 397_982.5 && printed.lower > 397_982.499_999);
        assert!(printed.upper >= 397_983.5 && printed.upper < 397_983.500_001);
        assert!(Interval::around(0.1, 0.0).lower < 0.1);
    }

    proptest! {
        #[test]
        fn results_of_members_are_members(
            ends in prop::array::uniform4(-1000i64..1000), at in prop::array::uniform2(0i64..=64), exponent in 2i32..10,
        ) {
            let sorted = |a: i64, b: i64| between(a.min(b) as f64, a.max(b) as f64);
            let (one, other) = (sorted(ends[0], ends[1]), sorted(ends[2], ends[3]));
            let member = |of: Interval, at: i64| of.lower + (of.upper - of.lower) * at as f64 / 64.0;
            let (x, y) = (member(one, at[0]), member(other, at[1]));
            prop_assert!(add(one, other).is_some_and(|found| found.holds(x + y)));
            prop_assert!(subtract(one, other).is_some_and(|found| found.holds(x - y)));
            prop_assert!(multiply(one, other).is_some_and(|found| found.holds(x * y)));
            prop_assert!(divide(one, other).is_none_or(|found| found.holds(x / y)));
            prop_assert!(power(one, f64::from(exponent)).is_some_and(|found| found.holds(x.powi(exponent))));
            prop_assert!(power(one, -f64::from(exponent)).is_none_or(|found| found.holds(x.powi(-exponent))));
            prop_assert!(power(one, 0.5).is_none_or(|found| found.holds(x.sqrt())));
            prop_assert_eq!(divide(one, other).is_none(), other.holds(0.0));
        }
    }
}
