//! The second evaluator: every leaf an interval, the result an interval that surely holds the value.
//!
//! In: a tree, a period, intervals for its leaves. Out: the enclosing interval and the plain value. A leaf that stands in
//! several places is read at its ends where the formula surely only rises or only falls in it, so that a / (a + b) is no wider
//! than it must be (Moore, Kearfott and Cloud, Introduction to Interval Analysis, SIAM 2009, section 6.4). Refuses what interval
//! arithmetic refuses, and a missing leaf.

use super::interval::{Interval, add, binary, divide, multiply, negated, power};
use super::{Core, Leaf, Op};

/// What the formula gives for leaves anywhere in their intervals.
pub fn enclose(core: &Core, leaf: &mut impl FnMut(&Leaf) -> Option<Interval>, period: i32) -> Option<Interval> {
    let steps = Steps::at(core, period);
    let given = steps.leaves.iter().map(|found| leaf(found)).collect::<Option<Vec<Interval>>>()?;
    steps.enclose(&given)
}

/// One operation; its operands are earlier steps.
#[derive(Clone, Copy, Debug)]
pub(super) enum Step {
    Number(f64),
    /// By its position among the leaves.
    Leaf(usize),
    Negate(usize),
    Power(usize, f64),
    Binary(Op, usize, usize),
}

/// A formula at one period, written out in the order of its operations.
#[derive(Clone, Debug)]
pub struct Steps<'a> {
    pub(super) steps: Vec<Step>,
    leaves: Vec<&'a Leaf>,
    /// In how many places each leaf stands.
    pub(super) places: Vec<usize>,
}

impl<'a> Steps<'a> {
    /// Of a splice, the side it takes.
    pub fn at(core: &'a Core, period: i32) -> Steps<'a> {
        let mut steps = Steps { steps: Vec::new(), leaves: Vec::new(), places: Vec::new() };
        steps.write(core, period);
        steps
    }

    /// In order of first appearance.
    pub fn leaves(&self) -> &[&'a Leaf] {
        &self.leaves
    }

    fn write(&mut self, core: &'a Core, period: i32) -> usize {
        let step = match core {
            Core::Number(value) => Step::Number(*value),
            Core::Leaf(leaf) => Step::Leaf(self.place(leaf)),
            Core::Negate(inner) => Step::Negate(self.write(inner, period)),
            Core::Power(base, exponent) => Step::Power(self.write(base, period), *exponent),
            Core::Binary(op, left, right) => Step::Binary(*op, self.write(left, period), self.write(right, period)),
            Core::Splice { at, shift, before, after, .. } => {
                return self.write(if shift.year(period) < *at { before } else { after }, period);
            }
        };
        self.steps.push(step);
        self.steps.len() - 1
    }

    fn place(&mut self, leaf: &'a Leaf) -> usize {
        let at = self.leaves.iter().position(|known| *known == leaf).unwrap_or(self.leaves.len());
        if at == self.leaves.len() {
            self.leaves.push(leaf);
            self.places.push(0);
        }
        self.places[at] += 1;
        at
    }

    /// For intervals in the order of the leaves.
    pub fn enclose(&self, given: &[Interval]) -> Option<Interval> {
        let results = self.results(given)?;
        let whole = *results.last()?;
        if self.places.iter().all(|&places| places == 1) {
            return Some(whole);
        }
        let slopes = self.slopes(&results);
        let corner = |highest: bool| self.results(&self.corner(given, &slopes, highest))?.pop();
        let lower = corner(false).map_or(whole.lower, |found| found.lower.max(whole.lower));
        let upper = corner(true).map_or(whole.upper, |found| found.upper.min(whole.upper));
        Some(Interval { lower: lower.min(whole.value), value: whole.value, upper: upper.max(whole.value) })
    }

    /// The result of every step: as wide as it must be where each leaf stands once, else too wide, never too narrow.
    fn results(&self, given: &[Interval]) -> Option<Vec<Interval>> {
        let mut results: Vec<Interval> = Vec::with_capacity(self.steps.len());
        for step in &self.steps {
            let found = match *step {
                Step::Number(value) => Interval::constant(value),
                Step::Leaf(at) => *given.get(at)?,
                Step::Negate(inner) => negated(results[inner]),
                Step::Power(base, exponent) => power(results[base], exponent)?,
                Step::Binary(op, left, right) => binary(op, results[left], results[right])?,
            };
            if !found.is_finite() {
                return None;
            }
            results.push(found);
        }
        Some(results)
    }

    /// The partial derivative by each leaf over all the intervals, by the chain rule from the last step to the first; none
    /// where it has no bounds.
    fn slopes(&self, results: &[Interval]) -> Vec<Option<Interval>> {
        let zero = Some(Interval::exact(0.0));
        let mut by_step = vec![zero; self.steps.len()];
        let mut by_leaf = vec![zero; self.leaves.len()];
        if let Some(last) = by_step.last_mut() {
            *last = Some(Interval::exact(1.0));
        }
        for (at, step) in self.steps.iter().enumerate().rev() {
            let own = by_step[at];
            match *step {
                Step::Number(_) => {}
                Step::Leaf(leaf) => by_leaf[leaf] = sum(by_leaf[leaf], own),
                Step::Negate(inner) => by_step[inner] = own.map(negated),
                Step::Power(base, exponent) => {
                    by_step[base] = own.and_then(|own| by_base(own, results[base], exponent))
                }
                Step::Binary(op, left, right) => {
                    let (a, b, result) = (results[left], results[right], results[at]);
                    by_step[left] = own.and_then(|own| by_left(op, own, b));
                    by_step[right] = own.and_then(|own| by_right(op, own, (a, b, result)));
                }
            }
        }
        by_leaf
    }

    /// Repeated leaves of a known direction at the end that makes the formula highest (or lowest), the others as they are.
    fn corner(&self, given: &[Interval], slopes: &[Option<Interval>], highest: bool) -> Vec<Interval> {
        let placed = given.iter().zip(slopes).zip(&self.places).map(|((interval, slope), places)| match slope {
            _ if *places == 1 => *interval,
            Some(slope) if slope.lower >= 0.0 => interval.end(highest),
            Some(slope) if slope.upper <= 0.0 => interval.end(!highest),
            _ => *interval,
        });
        placed.collect()
    }
}

/// What is added to nothing stays exact.
#[inline]
pub(super) fn sum(one: Option<Interval>, other: Option<Interval>) -> Option<Interval> {
    if one == Some(Interval::exact(0.0)) { other } else { add(one?, other?) }
}

#[inline]
pub(super) fn by_base(own: Interval, base: Interval, exponent: f64) -> Option<Interval> {
    multiply(own, multiply(Interval::exact(exponent), power(base, exponent - 1.0)?)?)
}

#[inline]
pub(super) fn by_left(op: Op, own: Interval, right: Interval) -> Option<Interval> {
    match op {
        Op::Add | Op::Subtract => Some(own),
        Op::Multiply => multiply(own, right),
        Op::Divide => divide(own, right),
    }
}

#[inline]
pub(super) fn by_right(
    op: Op,
    own: Interval,
    (left, right, result): (Interval, Interval, Interval),
) -> Option<Interval> {
    match op {
        Op::Add => Some(own),
        Op::Subtract => Some(negated(own)),
        Op::Multiply => multiply(own, left),
        Op::Divide => divide(multiply(own, result)?, right).map(negated),
    }
}
