//! What may be deflated by what.
//!
//! In: the two arguments of `deflate`. Out: money at prices of the base year. Refuses to deflate what is no money at
//! current prices, by what is no price index with a fixed base, and GDP by consumer prices without a reason.

use super::check::{Checker, Entry, first_name};
use super::{Expr, Node, leaves};
use crate::messages::{Message, say};
use crate::units::{Base, Prices, Unit};

impl Checker<'_> {
    pub(super) fn deflate(&mut self, x: &Expr, by: &Expr, base: i32, because: Option<&str>) -> Option<Unit> {
        let (unit, prices) = (self.unit(x), self.unit(by));
        let (unit, prices) = (unit?, prices?);
        if let Some(message) = self.undeflatable(&unit) {
            let problem = self.problem("unit-mismatch", &x.span, message);
            let problem = first_name(x).map_or(problem.clone(), |id| self.defined(problem, id));
            self.problems.push(problem);
            return None;
        }
        if let Some((message, help)) = self.no_deflator(&prices, x, because) {
            let mut problem = self.problem("deflator-mismatch", &by.span, message).help(help);
            for id in [first_name(by), first_name(x)].into_iter().flatten() {
                problem = self.defined(problem, id);
            }
            self.problems.push(problem);
            return None;
        }
        Some(Unit { prices: Some(Prices::Constant(base)), ..unit })
    }

    fn undeflatable(&self, unit: &Unit) -> Option<Message> {
        match unit.prices {
            _ if !self.scope.units.has_money(unit) => Some(say!("formula.no-money", unit)),
            Some(Prices::Constant(year)) => Some(say!("formula.already-at-prices", year)),
            _ => None,
        }
    }

    fn no_deflator(&self, prices: &Unit, x: &Expr, because: Option<&str>) -> Option<(Message, Message)> {
        if !prices.is_price() {
            let help = say!("formula.deflate-by");
            return Some((say!("formula.no-price-index", prices), help));
        }
        if prices.base == Some(Base::PreviousYear) {
            let help = say!("formula.use-fixed-base");
            return Some((say!("formula.chain-index"), help));
        }
        let consumer = prices.of.as_deref() == Some("consumer prices");
        if consumer && because.is_none() && self.counts_product(x) {
            let help = say!("formula.use-gdp-deflator");
            return Some((say!("formula.cpi-no-deflator"), help));
        }
        None
    }

    /// Whether any series in it is a domestic product.
    fn counts_product(&self, expr: &Expr) -> bool {
        match &expr.node {
            Node::Number(_) | Node::Text(_) => false,
            Node::Name { id, .. } => match self.scope.names.get(id) {
                Some(Entry::Series { product, .. }) => *product,
                Some(Entry::Indicator { core, .. }) => leaves(core).iter().any(|leaf| {
                    matches!(self.scope.names.get(&leaf.series), Some(Entry::Series { product: true, .. }))
                }),
                _ => false,
            },
            Node::Negate(inner) => self.counts_product(inner),
            Node::Binary(_, left, right) | Node::Power(left, right) => {
                self.counts_product(left) || self.counts_product(right)
            }
            Node::Call { arguments, .. } => arguments.iter().any(|argument| self.counts_product(&argument.value)),
        }
    }
}
