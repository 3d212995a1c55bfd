//! The pointwise form of a formula: a tree over leaves, each a series at a shifted period.
//!
//! In: `Core` and a way to look leaves up. Out: values in base units, the leaves, the formula with values written in.
//! Refuses nothing: missing stays missing, and what is no finite number is missing.

use super::{Coverage, Op, Stage};

/// When a leaf is read, seen from the period asked for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Shift {
    /// Years after the period; -1 is the year before.
    Relative(i32),
    /// Always this year.
    Absolute(i32),
}

impl Shift {
    pub const NOW: Shift = Shift::Relative(0);

    /// The year it means for `period`.
    pub fn year(self, period: i32) -> i32 {
        match self {
            Shift::Relative(years) => period.saturating_add(years),
            Shift::Absolute(year) => year,
        }
    }

    /// `years` earlier.
    pub fn back(self, years: i32) -> Shift {
        match self {
            Shift::Relative(own) => Shift::Relative(own.saturating_sub(years)),
            Shift::Absolute(own) => Shift::Absolute(own.saturating_sub(years)),
        }
    }
}

/// One series at one shift. Without a stage, budget figures are never used; without a coverage, those of the area as a whole alone.
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Leaf {
    pub series: String,
    pub stage: Option<Stage>,
    pub coverage: Option<Coverage>,
    pub shift: Shift,
}

impl Leaf {
    /// A series as it is: any outcome, the area as a whole, the period itself.
    pub fn of(series: &str) -> Leaf {
        Leaf { series: series.to_string(), stage: None, coverage: None, shift: Shift::NOW }
    }
}

/// Values are in base units: 元, persons, a ratio as a fraction, an index as its number (100 = base).
#[derive(Clone, Debug, PartialEq)]
pub enum Core {
    Number(f64),
    Leaf(Leaf),
    Negate(Box<Core>),
    Binary(Op, Box<Core>, Box<Core>),
    Power(Box<Core>, f64),
    /// `before` where the shifted period is earlier than `at`, else `after`.
    Splice {
        at: i32,
        shift: Shift,
        before: Box<Core>,
        after: Box<Core>,
        bridge: String,
    },
}

/// The value at `period`, or none where a leaf is missing or the arithmetic has no finite result.
pub fn evaluate(core: &Core, leaf: &mut impl FnMut(&Leaf) -> Option<f64>, period: i32) -> Option<f64> {
    let value = match core {
        Core::Number(value) => *value,
        Core::Leaf(found) => leaf(found)?,
        Core::Negate(inner) => -evaluate(inner, leaf, period)?,
        Core::Power(base, exponent) => raise(evaluate(base, leaf, period)?, *exponent),
        Core::Binary(op, left, right) => {
            let (left, right) = (evaluate(left, leaf, period)?, evaluate(right, leaf, period)?);
            match op {
                Op::Add => left + right,
                Op::Subtract => left - right,
                Op::Multiply => left * right,
                Op::Divide => left / right,
            }
        }
        Core::Splice { at, shift, before, after, .. } => {
            evaluate(if shift.year(period) < *at { before } else { after }, leaf, period)?
        }
    };
    value.is_finite().then_some(value)
}

/// A power, for every evaluator: small whole ones by multiplication, halves by the root.
#[inline]
pub(super) fn raise(base: f64, exponent: f64) -> f64 {
    match exponent {
        0.5 => base.sqrt(),
        _ if exponent.fract() == 0.0 && exponent > 1.0 && exponent < 10.0 => {
            (1..exponent as u8).fold(base, |product, _| product * base)
        }
        _ => base.powf(exponent),
    }
}

/// Every leaf, in order of first appearance, without duplicates; both sides of a splice.
pub fn leaves(core: &Core) -> Vec<Leaf> {
    let mut found = Vec::new();
    collect(core, None, &mut found);
    found
}

/// The leaves that matter at `period`: of a splice, only the side it takes.
pub fn leaves_at(core: &Core, period: i32) -> Vec<Leaf> {
    let mut found = Vec::new();
    collect(core, Some(period), &mut found);
    found
}

fn collect(core: &Core, period: Option<i32>, found: &mut Vec<Leaf>) {
    match core {
        Core::Number(_) => {}
        Core::Leaf(leaf) if found.contains(leaf) => {}
        Core::Leaf(leaf) => found.push(leaf.clone()),
        Core::Negate(inner) | Core::Power(inner, _) => collect(inner, period, found),
        Core::Binary(_, left, right) => {
            collect(left, period, found);
            collect(right, period, found);
        }
        Core::Splice { at, shift, before, after, .. } => {
            let year = period.map(|period| shift.year(period));
            if year.is_none_or(|year| year < *at) {
                collect(before, period, found);
            }
            if year.is_none_or(|year| year >= *at) {
                collect(after, period, found);
            }
        }
    }
}

/// The formula at `period` with `leaf`'s text written for every leaf: `52.90 亿元 / 1122.09 亿元`. A splice is written as
/// the side it takes.
pub fn show(core: &Core, period: i32, leaf: &mut impl FnMut(&Leaf) -> String) -> String {
    written(core, period, leaf, 0)
}

fn written(core: &Core, period: i32, leaf: &mut impl FnMut(&Leaf) -> String, least: u8) -> String {
    let (text, strength) = match core {
        Core::Number(value) => (value.to_string(), if *value < 0.0 { 3 } else { 5 }),
        Core::Leaf(found) => (leaf(found), 5),
        Core::Negate(inner) => (format!("-{}", written(inner, period, leaf, 3)), 3),
        Core::Power(base, exponent) => (format!("{}^{exponent}", written(base, period, leaf, 5)), 4),
        Core::Binary(op, left, right) => {
            let own = op.strength();
            let left = written(left, period, leaf, own);
            let right = written(right, period, leaf, own + 1);
            (format!("{left} {} {right}", op.sign()), own)
        }
        Core::Splice { at, shift, before, after, .. } => {
            return written(if shift.year(period) < *at { before } else { after }, period, leaf, least);
        }
    };
    if strength < least { format!("({text})") } else { text }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn core() -> impl Strategy<Value = Core> {
        let shift = prop_oneof![any::<i32>().prop_map(Shift::Relative), any::<i32>().prop_map(Shift::Absolute)];
        let leaf = shift.clone().prop_map(|shift| Core::Leaf(Leaf { shift, ..Leaf::of("x") }));
        prop_oneof![any::<f64>().prop_map(Core::Number), leaf].prop_recursive(6, 64, 2, move |inner| {
            let op = prop::sample::select(vec![Op::Add, Op::Subtract, Op::Multiply, Op::Divide]);
            let pair = (inner.clone(), inner.clone());
            prop_oneof![
                inner.clone().prop_map(|core| Core::Negate(Box::new(core))),
                (inner.clone(), any::<f64>()).prop_map(|(core, by)| Core::Power(Box::new(core), by)),
                (op, pair.clone()).prop_map(|(op, (one, two))| Core::Binary(op, Box::new(one), Box::new(two))),
                (any::<i32>(), shift.clone(), pair).prop_map(|(at, shift, (before, after))| {
                    let (before, after) = (Box::new(before), Box::new(after));
                    Core::Splice { at, shift, before, after, bridge: "b".to_string() }
                }),
            ]
        })
    }

    proptest! {
        #[test]
        fn evaluation_never_panics_and_gives_finite_numbers(
            core in core(), period in any::<i32>(), value in prop::option::of(any::<f64>()),
        ) {
            if let Some(result) = evaluate(&core, &mut |_| value, period) {
                prop_assert!(result.is_finite());
            }
            prop_assert!(leaves_at(&core, period).len() <= leaves(&core).len());
            show(&core, period, &mut |leaf| leaf.series.clone());
        }
    }
}
