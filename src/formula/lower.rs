//! Lowering: time functions become shifts, indicators are written out, and a pointwise `Core` remains.
//!
//! In: a checked `Expr` and the scope. Out: its `Core`. Refuses (gives none for) a formula that does not check.

use super::functions::{Applied, apply};
use super::{Core, Entry, Expr, Leaf, Node, Op, Scope, Shift};

/// Formulas that would lower to more nodes are refused.
const LARGEST: u64 = 4000;

/// The formula over leaves; none where a name, function or bridge is unknown or the result would be too large.
pub fn lower(expr: &Expr, scope: &Scope) -> Option<Core> {
    if too_large(expr, scope) { None } else { lowered(expr, Shift::NOW, scope) }
}

pub(super) fn too_large(expr: &Expr, scope: &Scope) -> bool {
    weight(expr, scope) > LARGEST
}

/// How many nodes it lowers to, about.
fn weight(expr: &Expr, scope: &Scope) -> u64 {
    let own = |expr: &Expr| weight(expr, scope);
    let parts = match &expr.node {
        Node::Number(_) | Node::Text(_) => 0,
        Node::Name { id, .. } => match scope.names.get(id) {
            Some(Entry::Indicator { core, .. }) => nodes(core),
            _ => 0,
        },
        Node::Negate(inner) => own(inner),
        Node::Power(base, exponent) => own(base).saturating_add(own(exponent)),
        Node::Binary(_, left, right) => own(left).saturating_add(own(right)),
        Node::Call { function, arguments } => {
            let inside = arguments.iter().fold(0u64, |sum, argument| sum.saturating_add(own(&argument.value)));
            match apply(function, arguments, &expr.span) {
                Ok(Applied::MeanGrowth(_, n)) => inside.saturating_mul(3 * u64::from(n.unsigned_abs())),
                Ok(_) => inside.saturating_mul(2).saturating_add(4),
                Err(_) => inside,
            }
        }
    };
    parts.saturating_add(1)
}

fn nodes(core: &Core) -> u64 {
    1 + match core {
        Core::Number(_) | Core::Leaf(_) => 0,
        Core::Negate(inner) | Core::Power(inner, _) => nodes(inner),
        Core::Binary(_, left, right) => nodes(left) + nodes(right),
        Core::Splice { before, after, .. } => nodes(before) + nodes(after),
    }
}

fn lowered(expr: &Expr, shift: Shift, scope: &Scope) -> Option<Core> {
    Some(match &expr.node {
        Node::Number(value) => Core::Number(*value),
        Node::Text(_) => return None,
        Node::Name { id, stage, coverage } => {
            named(Leaf { series: id.clone(), stage: *stage, coverage: *coverage, shift }, scope)?
        }
        Node::Negate(inner) => Core::Negate(Box::new(lowered(inner, shift, scope)?)),
        Node::Binary(op, left, right) => binary(*op, lowered(left, shift, scope)?, lowered(right, shift, scope)?),
        Node::Power(base, exponent) => Core::Power(Box::new(lowered(base, shift, scope)?), constant(exponent)?),
        Node::Call { function, arguments } => call(apply(function, arguments, &expr.span).ok()?, shift, scope)?,
    })
}

fn named(leaf: Leaf, scope: &Scope) -> Option<Core> {
    match scope.names.get(&leaf.series)? {
        Entry::Series { .. } => Some(Core::Leaf(leaf)),
        Entry::Indicator { core, .. } => Some(shifted(core, leaf.shift)),
        Entry::Broken { .. } => None,
    }
}

/// An indicator's tree seen from another period.
fn shifted(core: &Core, by: Shift) -> Core {
    let compose = |own: Shift| match own {
        Shift::Relative(years) => by.back(years.saturating_neg()),
        Shift::Absolute(_) => own,
    };
    match core {
        Core::Number(value) => Core::Number(*value),
        Core::Leaf(leaf) => Core::Leaf(Leaf { shift: compose(leaf.shift), ..leaf.clone() }),
        Core::Negate(inner) => Core::Negate(Box::new(shifted(inner, by))),
        Core::Power(base, exponent) => Core::Power(Box::new(shifted(base, by)), *exponent),
        Core::Binary(op, left, right) => binary(*op, shifted(left, by), shifted(right, by)),
        Core::Splice { at, shift, before, after, bridge } => Core::Splice {
            at: *at,
            shift: compose(*shift),
            before: Box::new(shifted(before, by)),
            after: Box::new(shifted(after, by)),
            bridge: bridge.clone(),
        },
    }
}

fn call(applied: Applied, shift: Shift, scope: &Scope) -> Option<Core> {
    let at = |expr: &Expr, shift: Shift| lowered(expr, shift, scope);
    Some(match applied {
        Applied::Growth(x) => growth(at(x, shift)?, at(x, shift.back(1))?),
        Applied::Diff(x) => binary(Op::Subtract, at(x, shift)?, at(x, shift.back(1))?),
        Applied::Lag(x, k) => at(x, shift.back(k))?,
        Applied::Share(part, whole) => ratio(at(part, shift)?, at(whole, shift)?),
        Applied::Per(a, b) => ratio(at(a, shift)?, at(b, shift)?),
        Applied::Index(x, base) => {
            let ratio = ratio(at(x, shift)?, at(x, Shift::Absolute(base))?);
            binary(Op::Multiply, Core::Number(100.0), ratio)
        }
        Applied::Cagr(x, n) => {
            let ratio = ratio(at(x, shift)?, at(x, shift.back(n))?);
            let root = Core::Power(Box::new(ratio), 1.0 / f64::from(n));
            binary(Op::Subtract, root, Core::Number(1.0))
        }
        Applied::MeanGrowth(x, n) => {
            let mut sum: Option<Core> = None;
            for k in 0..n {
                let rate = growth(at(x, shift.back(k))?, at(x, shift.back(k + 1))?);
                sum = Some(match sum {
                    Some(sum) => binary(Op::Add, sum, rate),
                    None => rate,
                });
            }
            ratio(sum?, Core::Number(f64::from(n)))
        }
        Applied::Deflate { x, by, base, .. } => {
            let prices = ratio(at(by, shift)?, at(by, Shift::Absolute(base))?);
            ratio(at(x, shift)?, prices)
        }
        Applied::Elasticity(y, x) => {
            let above = growth(at(y, shift)?, at(y, shift.back(1))?);
            let below = growth(at(x, shift)?, at(x, shift.back(1))?);
            ratio(above, below)
        }
        Applied::Splice { before, after, bridge, .. } => Core::Splice {
            at: scope.bridges.get(bridge)?.at,
            shift,
            before: Box::new(at(before, shift)?),
            after: Box::new(at(after, shift)?),
            bridge: bridge.to_string(),
        },
    })
}

fn binary(op: Op, left: Core, right: Core) -> Core {
    Core::Binary(op, Box::new(left), Box::new(right))
}

fn ratio(above: Core, below: Core) -> Core {
    binary(Op::Divide, above, below)
}

fn growth(now: Core, before: Core) -> Core {
    binary(Op::Subtract, ratio(now, before), Core::Number(1.0))
}

/// The value of an expression of numbers alone.
pub(super) fn constant(expr: &Expr) -> Option<f64> {
    let value = match &expr.node {
        Node::Number(value) => *value,
        Node::Negate(inner) => -constant(inner)?,
        Node::Power(base, exponent) => constant(base)?.powf(constant(exponent)?),
        Node::Binary(op, left, right) => {
            let (left, right) = (constant(left)?, constant(right)?);
            match op {
                Op::Add => left + right,
                Op::Subtract => left - right,
                Op::Multiply => left * right,
                Op::Divide => left / right,
            }
        }
        Node::Text(_) | Node::Name { .. } | Node::Call { .. } => return None,
    };
    value.is_finite().then_some(value)
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use super::*;
    use crate::formula::{BridgeEntry, evaluate, leaves, parse, show};
    use crate::problem::Place;
    use crate::units::{Unit, Units};

    fn text(formula: &str, period: i32) -> String {
        let units = Units::default();
        let place = Place::Source(String::new());
        let series = |id: &str| {
            let entry = Entry::Series { unit: Unit::ratio(), place: place.clone(), product: false };
            (id.to_string(), entry)
        };
        let bridge = ("reform".to_string(), BridgeEntry { at: 2007, place: place.clone() });
        let names = BTreeMap::from([series("x"), series("y"), series("d")]);
        let mut scope = Scope { units: &units, names, bridges: BTreeMap::from([bridge]) };
        let rate = parse("growth(x)").ok().and_then(|expr| lower(&expr, &scope));
        if let Some(core) = rate {
            scope.names.insert("rate".to_string(), Entry::Indicator { unit: Unit::ratio(), core, place });
        }
        let core = parse(formula).ok().and_then(|expr| lower(&expr, &scope));
        let written = |leaf: &Leaf| format!("{}{}", leaf.series, leaf.shift.year(period));
        core.map_or("none".to_string(), |core| show(&core, period, &mut |leaf| written(leaf)))
    }

    #[test]
    fn time_functions_compose_into_shifts() {
        let cases = [
            ("growth(x)", "x2000 / x1999 - 1"),
            ("lag(growth(x))", "x1999 / x1998 - 1"),
            ("lag(x, 3) - diff(x)", "x1997 - (x2000 - x1999)"),
            ("growth(growth(x))", "(x2000 / x1999 - 1) / (x1999 / x1998 - 1) - 1"),
            ("index(x, base = 1990)", "100 * (x2000 / x1990)"),
            ("lag(index(x, base = 1990), 2)", "100 * (x1998 / x1990)"),
            ("index(lag(x), base = 1990)", "100 * (x1999 / x1989)"),
            ("cagr(x, 5)", "(x2000 / x1995)^0.2 - 1"),
            ("mean_growth(x, 2)", "(x2000 / x1999 - 1 + (x1999 / x1998 - 1)) / 2"),
            ("deflate(x, d, base = 1990)", "x2000 / (d2000 / d1990)"),
            ("elasticity(y, x)", "(y2000 / y1999 - 1) / (x2000 / x1999 - 1)"),
            ("lag(rate, 2) * 2", "(x1998 / x1997 - 1) * 2"),
            ("share(x, y) - per(x, y)^2", "x2000 / y2000 - (x2000 / y2000)^2"),
        ];
        for (formula, expected) in cases {
            assert_eq!(text(formula, 2000), expected, "{formula}");
        }
    }

    #[test]
    fn a_splice_takes_its_side_at_each_shift() {
        let formula = "growth(splice(x, y, bridge = 'reform'))";
        assert_eq!(text(formula, 2006), "x2006 / x2005 - 1");
        assert_eq!(text(formula, 2007), "y2007 / x2006 - 1");
        assert_eq!(text(formula, 2008), "y2008 / y2007 - 1");
    }

    #[test]
    fn doubling_without_end_is_refused() {
        let nested = format!("{}x{}", "growth(".repeat(40), ")".repeat(40));
        assert_eq!(text(&nested, 2000), "none");
    }

    #[test]
    fn missing_and_division_by_zero_have_no_value() {
        let leaf = |shift| Core::Leaf(Leaf { shift, ..Leaf::of("x") });
        let rate = growth(leaf(Shift::NOW), leaf(Shift::Relative(-1)));
        assert_eq!(leaves(&rate).len(), 2);
        let at = |now: Option<f64>, before: Option<f64>| {
            evaluate(&rate, &mut |leaf| if leaf.shift == Shift::NOW { now } else { before }, 2000)
        };
        assert_eq!(at(Some(3.0), Some(2.0)), Some(0.5));
        assert_eq!(at(Some(3.0), None), None);
        assert_eq!(at(Some(3.0), Some(0.0)), None);
    }
}
