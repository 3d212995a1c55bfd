//! The second evaluator: every leaf an interval, the result an interval that surely holds the value.
//!
//! In: a tree, intervals for its leaves, a period. Out: the enclosing interval and the plain value. Ends are rounded
//! outward; a leaf that stands in several places is read at its ends where the formula surely only rises or only falls in
//! it, so that a / (a + b) is no wider than it must be. Refuses (gives none for) division by an interval that holds zero,
//! roots and negative powers of one, and what is no finite number. After Moore, Kearfott and Cloud, Introduction to
//! Interval Analysis (SIAM 2009), sections 2 and 6.

use super::core::raise;
use super::{Core, Leaf, Op};

/// More repeated leaves than this are left wide: each costs a pass over the formula.
const MOST_REPEATED: usize = 24;

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

    /// A printed value with half a unit of its last digit to both sides. A half of zero leaves what reading a decimal text
    /// and changing its unit may cost in binary: two roundings.
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

    /// In another unit.
    pub fn scaled(&self, factor: f64) -> Option<Interval> {
        multiply(*self, Interval::exact(factor))
    }

    fn is_finite(&self) -> bool {
        self.lower.is_finite() && self.value.is_finite() && self.upper.is_finite()
    }

    fn over_zero(&self) -> bool {
        self.holds(0.0)
    }

    /// From results at the ends, each rounded to nearest.
    fn of(ends: &[f64], value: f64) -> Option<Interval> {
        let lower = ends.iter().copied().fold(f64::INFINITY, f64::min);
        let upper = ends.iter().copied().fold(f64::NEG_INFINITY, f64::max);
        let known = !ends.iter().any(|end| end.is_nan());
        let found = Interval { lower: below(lower), value, upper: above(upper) };
        Some(found).filter(|found| known && found.is_finite())
    }
}

/// The next number below; a zero is exact, as sums never underflow and products that do are refused.
fn below(end: f64) -> f64 {
    if end == 0.0 { 0.0 } else { end.next_down() }
}

fn above(end: f64) -> f64 {
    if end == 0.0 { 0.0 } else { end.next_up() }
}

/// What the formula gives for leaves anywhere in their intervals.
pub fn enclose(core: &Core, leaf: &mut impl FnMut(&Leaf) -> Option<Interval>, period: i32) -> Option<Interval> {
    let mut given = Vec::new();
    read(core, leaf, period, &mut given)?;
    let whole = natural(core, &given, period)?;
    if !(1..=MOST_REPEATED).contains(&given.iter().filter(|found| found.places > 1).count()) {
        return Some(whole);
    }
    let rising: Vec<Option<bool>> = given.iter().map(|found| direction(core, found, &given, period)).collect();
    let corner = |highest: bool| natural(core, &at_corner(&given, &rising, highest), period);
    let lower = corner(false).map_or(whole.lower, |found| found.lower.max(whole.lower));
    let upper = corner(true).map_or(whole.upper, |found| found.upper.min(whole.upper));
    Some(Interval { lower: lower.min(whole.value), value: whole.value, upper: upper.max(whole.value) })
}

/// A leaf, its interval, and in how many places of the formula it stands.
#[derive(Clone, Copy)]
struct Given<'a> {
    leaf: &'a Leaf,
    interval: Interval,
    places: usize,
}

/// Looks every leaf up once; none where one is missing.
fn read<'a>(
    core: &'a Core,
    leaf: &mut impl FnMut(&Leaf) -> Option<Interval>,
    period: i32,
    given: &mut Vec<Given<'a>>,
) -> Option<()> {
    match core {
        Core::Number(_) => Some(()),
        Core::Leaf(found) => {
            match given.iter_mut().find(|known| known.leaf == found) {
                Some(known) => known.places += 1,
                None => given.push(Given { leaf: found, interval: leaf(found)?, places: 1 }),
            }
            Some(())
        }
        Core::Negate(inner) | Core::Power(inner, _) => read(inner, leaf, period, given),
        Core::Binary(_, left, right) => {
            read(left, leaf, period, given)?;
            read(right, leaf, period, given)
        }
        Core::Splice { at, shift, before, after, .. } => {
            read(if shift.year(period) < *at { before } else { after }, leaf, period, given)
        }
    }
}

/// Every operation on intervals in turn: exact where each leaf stands once, else too wide, never too narrow.
fn natural(core: &Core, given: &[Given], period: i32) -> Option<Interval> {
    let found = match core {
        Core::Number(value) => Interval::exact(*value),
        Core::Leaf(leaf) => given.iter().find(|known| known.leaf == leaf)?.interval,
        Core::Negate(inner) => negated(natural(inner, given, period)?),
        Core::Power(base, exponent) => power(natural(base, given, period)?, *exponent)?,
        Core::Binary(op, left, right) => binary(*op, natural(left, given, period)?, natural(right, given, period)?)?,
        Core::Splice { at, shift, before, after, .. } => {
            natural(if shift.year(period) < *at { before } else { after }, given, period)?
        }
    };
    Some(found).filter(Interval::is_finite)
}

/// Whether the formula rises (or falls) in a leaf that stands in several places, wherever the leaves lie in their intervals.
fn direction(core: &Core, of: &Given, given: &[Given], period: i32) -> Option<bool> {
    if of.places == 1 {
        return None;
    }
    let (_, slope) = with_slope(core, of.leaf, given, period)?;
    match slope {
        Interval { lower, .. } if lower >= 0.0 => Some(true),
        Interval { upper, .. } if upper <= 0.0 => Some(false),
        _ => None,
    }
}

/// Leaves of a known direction at the end that makes the formula highest (or lowest), the others as they are.
fn at_corner<'a>(given: &[Given<'a>], rising: &[Option<bool>], highest: bool) -> Vec<Given<'a>> {
    let placed = given.iter().zip(rising).map(|(found, rising)| match rising {
        Some(rising) if *rising == highest => Given { interval: Interval::exact(found.interval.upper), ..*found },
        Some(_) => Given { interval: Interval::exact(found.interval.lower), ..*found },
        None => *found,
    });
    placed.collect()
}

/// The formula and its partial derivative by one leaf, both over all the intervals.
fn with_slope(core: &Core, by: &Leaf, given: &[Given], period: i32) -> Option<(Interval, Interval)> {
    let own = |core: &Core| with_slope(core, by, given, period);
    Some(match core {
        Core::Number(_) => (natural(core, given, period)?, Interval::exact(0.0)),
        Core::Leaf(leaf) => (natural(core, given, period)?, Interval::exact(if leaf == by { 1.0 } else { 0.0 })),
        Core::Negate(inner) => {
            let (inner, slope) = own(inner)?;
            (negated(inner), negated(slope))
        }
        Core::Power(base, exponent) => {
            let (base, slope) = own(base)?;
            let outer = multiply(Interval::exact(*exponent), power(base, exponent - 1.0)?)?;
            (power(base, *exponent)?, multiply(outer, slope)?)
        }
        Core::Binary(op, left, right) => {
            let ((a, slope_a), (b, slope_b)) = (own(left)?, own(right)?);
            let found = binary(*op, a, b)?;
            let slope = match op {
                Op::Add => add(slope_a, slope_b)?,
                Op::Subtract => subtract(slope_a, slope_b)?,
                Op::Multiply => add(multiply(slope_a, b)?, multiply(a, slope_b)?)?,
                Op::Divide => divide(subtract(slope_a, multiply(found, slope_b)?)?, b)?,
            };
            (found, slope)
        }
        Core::Splice { at, shift, before, after, .. } => own(if shift.year(period) < *at { before } else { after })?,
    })
}

fn negated(of: Interval) -> Interval {
    Interval { lower: -of.upper, value: -of.value, upper: -of.lower }
}

fn binary(op: Op, left: Interval, right: Interval) -> Option<Interval> {
    match op {
        Op::Add => add(left, right),
        Op::Subtract => subtract(left, right),
        Op::Multiply => multiply(left, right),
        Op::Divide => divide(left, right),
    }
}

fn add(left: Interval, right: Interval) -> Option<Interval> {
    Interval::of(&[left.lower + right.lower, left.upper + right.upper], left.value + right.value)
}

fn subtract(left: Interval, right: Interval) -> Option<Interval> {
    Interval::of(&[left.lower - right.upper, left.upper - right.lower], left.value - right.value)
}

fn multiply(left: Interval, right: Interval) -> Option<Interval> {
    let (a, b, c, d) = (left.lower, left.upper, right.lower, right.upper);
    let product = |x: f64, y: f64| sure(x * y, x == 0.0 || y == 0.0);
    Interval::of(&[product(a, c), product(a, d), product(b, c), product(b, d)], left.value * right.value)
}

fn divide(left: Interval, right: Interval) -> Option<Interval> {
    if right.over_zero() {
        return None;
    }
    let (a, b, c, d) = (left.lower, left.upper, right.lower, right.upper);
    let quotient = |x: f64, y: f64| sure(x / y, x == 0.0);
    Interval::of(&[quotient(a, c), quotient(a, d), quotient(b, c), quotient(b, d)], left.value / right.value)
}

/// A result that is zero only where it must be; one lost to underflow is none.
fn sure(result: f64, may_be_zero: bool) -> f64 {
    if result == 0.0 && !may_be_zero { f64::NAN } else { result }
}

/// Whole powers of anything (negative ones not of what holds zero), broken ones of what is not negative.
fn power(base: Interval, exponent: f64) -> Option<Interval> {
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
fn widened(of: Interval) -> Interval {
    let reach = |end: f64| end.abs() * 8.0 * f64::EPSILON;
    Interval { lower: below(of.lower - reach(of.lower)), value: of.value, upper: above(of.upper + reach(of.upper)) }
}
