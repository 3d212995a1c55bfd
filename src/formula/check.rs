//! Unit inference: every formula has one unit, or problems that say where it stops having one.
//!
//! In: an `Expr`, the names there are with their units and places. Out: the unit, or problems pointing into the formula
//! and at the definitions that disagree. Refuses unknown names, wrong arguments, sums of different things and deflators
//! that are none.

use std::collections::BTreeMap;
use std::ops::Range;

use super::functions::{Applied, apply};
use super::lower::{constant, too_large};
use super::nearest::did_you_mean;
use super::{Core, Expr, Node, Op};
use crate::messages::{Message, say};
use crate::problem::{Place, Problem};
use crate::units::{Base, Kind, Mismatch, Prices, Unit, Units};

/// What a name in a formula may stand for.
#[derive(Clone, Debug)]
pub enum Entry {
    /// `product`: it is a domestic product (GDP, GRP), which consumer prices do not deflate.
    Series {
        unit: Unit,
        place: Place,
        product: bool,
    },
    Indicator {
        unit: Unit,
        core: Core,
        place: Place,
    },
    /// Defined, with an error reported elsewhere.
    Broken {
        place: Place,
    },
}

impl Entry {
    pub fn place(&self) -> &Place {
        match self {
            Entry::Series { place, .. } | Entry::Indicator { place, .. } | Entry::Broken { place } => place,
        }
    }

    pub fn unit(&self) -> Option<&Unit> {
        match self {
            Entry::Series { unit, .. } | Entry::Indicator { unit, .. } => Some(unit),
            Entry::Broken { .. } => None,
        }
    }
}

/// A named recipe for splicing across a definition break.
#[derive(Clone, Debug)]
pub struct BridgeEntry {
    /// The first year of the new definition.
    pub at: i32,
    pub place: Place,
}

/// Everything a formula may name.
#[derive(Clone, Debug)]
pub struct Scope<'a> {
    pub units: &'a Units,
    pub names: BTreeMap<String, Entry>,
    pub bridges: BTreeMap<String, BridgeEntry>,
}

/// The unit of a formula; `place` turns bytes of the formula into a place in its file. No unit where there are problems
/// or a name stands for something broken.
pub fn check(expr: &Expr, scope: &Scope, place: &dyn Fn(Range<usize>) -> Place) -> (Option<Unit>, Vec<Problem>) {
    let mut checker = Checker { scope, place, problems: Vec::new() };
    if too_large(expr, scope) {
        checker.report("wrong-arguments", &expr.span, say!("formula.too-large"));
        return (None, checker.problems);
    }
    let unit = checker.unit(expr);
    (unit.filter(|_| checker.problems.is_empty()), checker.problems)
}

pub(super) struct Checker<'a> {
    pub(super) scope: &'a Scope<'a>,
    place: &'a dyn Fn(Range<usize>) -> Place,
    pub(super) problems: Vec<Problem>,
}

impl Checker<'_> {
    pub(super) fn problem(&self, code: &'static str, span: &Range<usize>, message: impl Into<Message>) -> Problem {
        Problem::error(code, (self.place)(span.clone()), message)
    }

    fn report(&mut self, code: &'static str, span: &Range<usize>, message: impl Into<Message>) {
        let problem = self.problem(code, span, message);
        self.problems.push(problem);
    }

    pub(super) fn unit(&mut self, expr: &Expr) -> Option<Unit> {
        match &expr.node {
            Node::Number(_) => Some(Unit::number()),
            Node::Text(_) => {
                self.report("wrong-arguments", &expr.span, say!("formula.text-no-value"));
                None
            }
            Node::Name { id, stage, coverage } => self.name(id, stage.is_some() || coverage.is_some(), &expr.span),
            Node::Negate(inner) => self.unit(inner),
            Node::Power(base, exponent) => self.power(base, exponent),
            Node::Binary(op, left, right) => self.binary(*op, left, right, &expr.span),
            Node::Call { function, arguments } => match apply(function, arguments, &expr.span) {
                Ok(applied) => self.call(applied, &expr.span),
                Err(refusal) => {
                    let problem = self.problem(refusal.code, &refusal.span, refusal.message);
                    self.problems.push(Problem { help: refusal.help, ..problem });
                    None
                }
            },
        }
    }

    fn name(&mut self, id: &str, is_narrowed: bool, span: &Range<usize>) -> Option<Unit> {
        match self.scope.names.get(id) {
            Some(Entry::Indicator { place, .. }) if is_narrowed => {
                let problem = self
                    .problem("wrong-arguments", span, say!("formula.indicator-no-stage", id))
                    .second(place.clone(), say!("formula.defined-here"));
                self.problems.push(problem);
                None
            }
            Some(entry) => entry.unit().cloned(),
            None => {
                let problem = self.problem("unknown-name", span, say!("formula.no-series-or-indicator", id));
                let help = did_you_mean(id, self.scope.names.keys().map(String::as_str));
                self.problems.push(Problem { help, ..problem });
                None
            }
        }
    }

    fn power(&mut self, base: &Expr, exponent: &Expr) -> Option<Unit> {
        let unit = self.unit(base)?;
        let Some(value) = constant(exponent) else {
            self.report("wrong-arguments", &exponent.span, say!("formula.exponent"));
            return None;
        };
        let result = unit.power(value);
        if result.is_none() {
            self.report("unit-mismatch", &base.span, say!("formula.no-power", unit, value));
        }
        result
    }

    fn binary(&mut self, op: Op, left: &Expr, right: &Expr, span: &Range<usize>) -> Option<Unit> {
        let (one, two) = (self.unit(left), self.unit(right));
        let (one, two) = (one?, two?);
        let (sum, verb) = match op {
            Op::Multiply => return Some(one.times(&two)),
            // The one number that turns an index into the ratio it stands for.
            Op::Divide if one.kind == Kind::Index && constant(right) == Some(100.0) => return Some(Unit::ratio()),
            Op::Divide => return Some(one.over(&two)),
            Op::Add => (one.plus(&two), say!("formula.cannot-be-added")),
            Op::Subtract => (one.minus(&two), say!("formula.cannot-be-subtracted")),
        };
        match sum {
            Ok(unit) => Some(unit),
            Err(why) => {
                self.mismatch(why, verb, (left, &one), (right, &two), span);
                None
            }
        }
    }

    fn mismatch(
        &mut self,
        why: Mismatch,
        cannot: Message,
        one: (&Expr, &Unit),
        two: (&Expr, &Unit),
        span: &Range<usize>,
    ) {
        let message = say!("formula.two-units", one = one.1, two = two.1, cannot, what = why.what);
        let mut problem = self.problem("unit-mismatch", span, message);
        for id in [first_name(one.0), first_name(two.0)].into_iter().flatten() {
            problem = self.defined(problem, id);
        }
        self.problems.push(Problem { help: why.help, ..problem });
    }

    /// Adds the place where `id` is defined, and what it is.
    pub(super) fn defined(&self, problem: Problem, id: &str) -> Problem {
        match self.scope.names.get(id) {
            Some(entry) if problem.others.iter().all(|(place, _)| place != entry.place()) => {
                let what =
                    entry.unit().map_or_else(|| Message::from(format!("`{id}`")), |unit| say!("formula.is", id, unit));
                problem.second(entry.place().clone(), what)
            }
            _ => problem,
        }
    }

    fn same(&mut self, one: &Expr, two: &Expr, cannot: Message, span: &Range<usize>) -> Option<Unit> {
        let (first, second) = (self.unit(one), self.unit(two));
        let (first, second) = (first?, second?);
        match first.same(&second) {
            Ok(unit) => Some(unit),
            Err(why) => {
                self.mismatch(why, cannot, (one, &first), (two, &second), span);
                None
            }
        }
    }

    fn call(&mut self, applied: Applied, span: &Range<usize>) -> Option<Unit> {
        match applied {
            Applied::Growth(x) | Applied::Cagr(x, _) | Applied::MeanGrowth(x, _) => {
                self.level(x).map(|_| Unit::ratio())
            }
            Applied::Diff(x) => self.unit(x).map(|unit| unit.change()),
            Applied::Lag(x, _) => self.unit(x),
            Applied::Share(part, whole) => {
                self.same(part, whole, say!("formula.no-part-and-whole"), span).map(|_| Unit::ratio())
            }
            Applied::Per(a, b) => {
                let (above, below) = (self.unit(a), self.unit(b));
                Some(above?.over(&below?))
            }
            Applied::Index(x, base) => self.level(x).map(|unit| index_of(&unit, base)),
            Applied::Elasticity(y, x) => {
                let (above, below) = (self.level(y), self.level(x));
                above.and(below).map(|_| Unit::ratio())
            }
            Applied::Deflate { x, by, base, because } => self.deflate(x, by, base, because),
            Applied::Splice { before, after, bridge, named } => {
                let unit = self.same(before, after, say!("formula.cannot-be-spliced"), span);
                if self.scope.bridges.contains_key(bridge) {
                    return unit;
                }
                let problem = self.problem("unknown-bridge", &named.span, say!("formula.no-bridge", bridge));
                let bridges = self.scope.bridges.keys();
                let help = did_you_mean(bridge, bridges.clone().map(String::as_str)).or_else(|| {
                    let all: Vec<&str> = bridges.map(String::as_str).collect();
                    (!all.is_empty()).then(|| say!("formula.bridges", all = all.join(", ")))
                });
                self.problems.push(Problem { help, ..problem });
                None
            }
        }
    }

    /// The unit of something whose ratio over time means growth.
    fn level(&mut self, x: &Expr) -> Option<Unit> {
        let unit = self.unit(x)?;
        let message = match (unit.kind, unit.base) {
            (Kind::Points, _) => say!("formula.growth-of-points"),
            (_, Some(Base::PreviousYear)) => {
                say!("formula.growth-of-index")
            }
            _ => return Some(unit),
        };
        let problem = self.problem("unit-mismatch", &x.span, message);
        let problem = first_name(x).map_or(problem.clone(), |id| self.defined(problem, id));
        self.problems.push(problem);
        None
    }
}

/// An index of money at constant prices counts volume; of a price measure, prices.
fn index_of(unit: &Unit, base: i32) -> Unit {
    let of = match (unit.prices, &unit.of) {
        (Some(Prices::Constant(_)), of) => {
            Some(of.as_deref().map_or("volume".to_string(), |of| format!("{of} volume")))
        }
        (_, of) => of.clone(),
    };
    Unit { of, base: Some(Base::Year(base)), ..Unit::of_kind(Kind::Index) }
}

/// The first series or indicator it names.
pub(super) fn first_name(expr: &Expr) -> Option<&str> {
    match &expr.node {
        Node::Name { id, .. } => Some(id),
        Node::Number(_) | Node::Text(_) => None,
        Node::Negate(inner) => first_name(inner),
        Node::Binary(_, left, right) | Node::Power(left, right) => first_name(left).or_else(|| first_name(right)),
        Node::Call { arguments, .. } => arguments.iter().find_map(|argument| first_name(&argument.value)),
    }
}
