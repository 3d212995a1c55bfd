//! Formulas: parsed with positions, checked for units, lowered to pointwise trees, evaluated.
//!
//! In: formula text and the known names with their units. Out: `Expr` (as written), its `Unit`, `Core` (over leaves
//! of series, stage and shift), values. Refuses unknown names and functions, wrong arguments and sums of different
//! units, each with its place. Breaks, vintages and data belong to the evaluator that supplies the leaves.

mod check;
pub mod columns;
mod core;
mod coverage;
mod deflate;
pub mod enclosing;
mod functions;
pub mod interval;
mod lower;
mod nearest;
mod parse;

use std::fmt;
use std::ops::Range;

pub use self::core::{Core, Leaf, Shift, evaluate, leaves, leaves_at, show};
pub use check::{BridgeEntry, Entry, Scope, check};
pub use coverage::Coverage;
pub use functions::{FUNCTIONS, Function};
pub use lower::lower;
pub use nearest::{did_you_mean, nearest};
pub use parse::{SyntaxError, parse};

/// Which account of a year a figure is from.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Stage {
    Budget,
    Execution,
    Final,
}

impl Stage {
    pub const ALL: [Stage; 3] = [Stage::Budget, Stage::Execution, Stage::Final];

    pub fn name(self) -> &'static str {
        match self {
            Stage::Budget => "budget",
            Stage::Execution => "execution",
            Stage::Final => "final",
        }
    }

    pub fn from_name(name: &str) -> Option<Stage> {
        Stage::ALL.into_iter().find(|stage| stage.name() == name)
    }
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Op {
    Add,
    Subtract,
    Multiply,
    Divide,
}

impl Op {
    pub fn sign(self) -> char {
        match self {
            Op::Add => '+',
            Op::Subtract => '-',
            Op::Multiply => '*',
            Op::Divide => '/',
        }
    }

    /// How strongly it binds: `+ -` 1, `* /` 2 (unary minus 3, `^` 4).
    pub(crate) fn strength(self) -> u8 {
        match self {
            Op::Add | Op::Subtract => 1,
            Op::Multiply | Op::Divide => 2,
        }
    }
}

/// A formula as written. Equality ignores places.
#[derive(Clone, Debug)]
pub struct Expr {
    pub node: Node,
    /// Bytes of the formula text.
    pub span: Range<usize>,
}

#[derive(Clone, Debug, PartialEq)]
pub enum Node {
    Number(f64),
    /// Only as an argument: `bridge = "broad_recipe"`.
    Text(String),
    Name {
        id: String,
        stage: Option<Stage>,
        /// `@own-level`; none is the area as a whole.
        coverage: Option<Coverage>,
    },
    Negate(Box<Expr>),
    Binary(Op, Box<Expr>, Box<Expr>),
    Power(Box<Expr>, Box<Expr>),
    Call {
        function: String,
        arguments: Vec<Argument>,
    },
}

/// `base = 2010` or a plain expression.
#[derive(Clone, Debug, PartialEq)]
pub struct Argument {
    pub name: Option<String>,
    pub value: Expr,
}

impl PartialEq for Expr {
    fn eq(&self, other: &Expr) -> bool {
        self.node == other.node
    }
}

impl Expr {
    fn strength(&self) -> u8 {
        match &self.node {
            Node::Binary(op, ..) => op.strength(),
            Node::Negate(_) => 3,
            Node::Power(..) => 4,
            _ => 5,
        }
    }

    fn write(&self, f: &mut fmt::Formatter, least: u8) -> fmt::Result {
        if self.strength() < least {
            f.write_str("(")?;
            self.write(f, 0)?;
            return f.write_str(")");
        }
        match &self.node {
            Node::Number(value) => write!(f, "{value}"),
            Node::Text(text) => write!(f, "\"{text}\""),
            Node::Name { id, stage, coverage } => {
                f.write_str(id)?;
                stage.iter().try_for_each(|stage| write!(f, ".{}", stage.name()))?;
                coverage.iter().try_for_each(|coverage| write!(f, "@{}", coverage.name()))
            }
            Node::Negate(inner) => {
                f.write_str("-")?;
                inner.write(f, 3)
            }
            Node::Binary(op, left, right) => {
                left.write(f, op.strength())?;
                write!(f, " {} ", op.sign())?;
                right.write(f, op.strength() + 1)
            }
            Node::Power(base, exponent) => {
                base.write(f, 5)?;
                f.write_str("^")?;
                exponent.write(f, 3)
            }
            Node::Call { function, arguments } => {
                write!(f, "{function}(")?;
                for (place, argument) in arguments.iter().enumerate() {
                    f.write_str(if place > 0 { ", " } else { "" })?;
                    if let Some(name) = &argument.name {
                        write!(f, "{name} = ")?;
                    }
                    argument.value.write(f, 0)?;
                }
                f.write_str(")")
            }
        }
    }
}

/// The formula, with no more brackets than it needs.
impl fmt::Display for Expr {
    fn fmt(&self, f: &mut fmt::Formatter) -> fmt::Result {
        self.write(f, 0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn at(node: Node) -> Expr {
        Expr { node, span: 0..0 }
    }

    fn name() -> impl Strategy<Value = String> {
        "[a-z_][a-z0-9_]{0,6}"
    }

    fn number() -> impl Strategy<Value = f64> {
        prop_oneof![0.0..1e4f64, (0u32..2100).prop_map(f64::from), Just(1e21), Just(5e-324)]
    }

    fn expr() -> impl Strategy<Value = Expr> {
        let stage = prop::option::of(prop::sample::select(Stage::ALL.to_vec()));
        let coverage = prop::option::of(prop::sample::select(Coverage::ALL.to_vec()));
        let leaf = prop_oneof![
            number().prop_map(|value| at(Node::Number(value))),
            (name(), stage, coverage).prop_map(|(id, stage, coverage)| at(Node::Name { id, stage, coverage })),
        ];
        leaf.prop_recursive(5, 48, 4, |inner| {
            let op = prop::sample::select(vec![Op::Add, Op::Subtract, Op::Multiply, Op::Divide]);
            let text = "[a-z 亿]{0,6}".prop_map(|text| at(Node::Text(text)));
            let value = prop_oneof![4 => inner.clone(), 1 => text];
            let argument = (prop::option::of(name()), value).prop_map(|(name, value)| Argument { name, value });
            prop_oneof![
                inner.clone().prop_map(|expr| at(Node::Negate(Box::new(expr)))),
                (op, inner.clone(), inner.clone()).prop_map(|(op, left, right)| at(Node::Binary(
                    op,
                    Box::new(left),
                    Box::new(right)
                ))),
                (inner.clone(), inner).prop_map(|(base, by)| at(Node::Power(Box::new(base), Box::new(by)))),
                (name(), prop::collection::vec(argument, 0..4))
                    .prop_map(|(function, arguments)| at(Node::Call { function, arguments })),
            ]
        })
    }

    proptest! {
        #[test]
        fn what_is_printed_parses_to_the_same(expr in expr()) {
            prop_assert_eq!(parse(&expr.to_string()), Ok(expr));
        }

        #[test]
        fn any_text_parses_or_is_refused_inside_itself(text in any::<String>()) {
            if let Err(error) = parse(&text) {
                prop_assert!(error.span.start <= error.span.end && error.span.end <= text.len());
                prop_assert!(text.get(error.span).is_some());
            }
        }
    }

    #[test]
    fn deep_and_long_formulas_are_refused() {
        assert!(parse(&"(".repeat(10_000)).is_err());
        assert!(parse(&"-".repeat(10_000)).is_err());
        assert!(parse(&format!("{}x", "x^".repeat(100))).is_err());
        assert!(parse(&format!("{}x", "x + ".repeat(10_000))).is_err());
    }

    #[test]
    fn spans_are_bytes_of_the_formula() {
        let formula = "gdp / (population + 亿)";
        assert_eq!(parse(formula).map_err(|error| error.span), Err(20..23));
        let expr = parse("a * growth(bcd.final, k = 2)").map(|expr| expr.node);
        let Ok(Node::Binary(Op::Multiply, _, call)) = expr else { panic!("{expr:?}") };
        assert_eq!(call.span, 4..28);
    }
}
