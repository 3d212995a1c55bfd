//! The second evaluator: every leaf an interval, the result an interval that surely holds the value.
//!
//! In: a tree, intervals for its leaves, a period. Out: the enclosing interval and the plain value. Refuses (gives none
//! for) division by an interval that holds zero, and what is no finite number.

use super::{Core, Leaf, Op};

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

    fn of(ends: &[f64], value: f64) -> Option<Interval> {
        let (mut lower, mut upper) = (f64::INFINITY, f64::NEG_INFINITY);
        for &end in ends {
            lower = lower.min(end);
            upper = upper.max(end);
        }
        let found = Interval { lower: lower.next_down(), value, upper: upper.next_up() };
        let finite = ends.iter().all(|end| end.is_finite()) && value.is_finite();
        (finite && !ends.is_empty()).then_some(found)
    }
}

pub fn enclose(core: &Core, leaf: &mut impl FnMut(&Leaf) -> Option<Interval>, period: i32) -> Option<Interval> {
    match core {
        Core::Number(value) => value.is_finite().then(|| Interval::exact(*value)),
        Core::Leaf(found) => leaf(found),
        Core::Negate(inner) => {
            let inner = enclose(inner, leaf, period)?;
            Some(Interval { lower: -inner.upper, value: -inner.value, upper: -inner.lower })
        }
        Core::Power(base, exponent) => {
            let base = enclose(base, leaf, period)?;
            let raised = [base.lower.powf(*exponent), base.upper.powf(*exponent)];
            if base.lower < 0.0 {
                return None;
            }
            Interval::of(&raised, base.value.powf(*exponent))
        }
        Core::Binary(op, left, right) => {
            let (left, right) = (enclose(left, leaf, period)?, enclose(right, leaf, period)?);
            binary(*op, left, right)
        }
        Core::Splice { at, shift, before, after, .. } => {
            enclose(if shift.year(period) < *at { before } else { after }, leaf, period)
        }
    }
}

fn binary(op: Op, left: Interval, right: Interval) -> Option<Interval> {
    let (a, b, c, d) = (left.lower, left.upper, right.lower, right.upper);
    match op {
        Op::Add => Interval::of(&[a + c, b + d], left.value + right.value),
        Op::Subtract => Interval::of(&[a - d, b - c], left.value - right.value),
        Op::Multiply => Interval::of(&[a * c, a * d, b * c, b * d], left.value * right.value),
        Op::Divide if c <= 0.0 && d >= 0.0 => None,
        Op::Divide => Interval::of(&[a / c, a / d, b / c, b / d], left.value / right.value),
    }
}
