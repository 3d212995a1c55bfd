//! A thing at the prices of another year: `扣掉物价`, `折成1978年价格`, `in 1978 prices`.
//!
//! In: formulas of the official series. Out: the same deflated by consumer prices. Refuses things that have no prices.

use crate::claims::reading::context::text::Context;

/// The index of consumer prices that amounts are deflated by.
const PRICES: &str = "cpi_1978";
/// Its base year.
const BASE: i32 = 1978;

/// An amount at the prices of a year; none where it is no amount of money.
pub fn at_prices(context: &Context, formula: &str, year: Option<i32>) -> Option<String> {
    let base = year.unwrap_or(BASE);
    let (_, unit) = context.formulas.checked(formula)?;
    let deflated = format!("deflate({formula}, {PRICES}, base = {base})");
    let is_money = context.formulas.units.has_money(&unit);
    (is_money && context.formulas.checked(&deflated).is_some()).then_some(deflated)
}
