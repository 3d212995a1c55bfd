//! Unit algebra: products, quotients, powers and sums.
//!
//! In: two units. Out: the unit of the result. Refuses sums of things that differ, saying in what.

use super::{INDEX, Kind, Prices, Timing, Unit};
use crate::messages::{Message, say};

/// Why two units cannot be added, subtracted or compared; `help` says a way out where one is known.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Mismatch {
    pub what: Message,
    pub help: Option<Message>,
}

impl Mismatch {
    fn new(what: impl Into<Message>, help: impl Into<Message>) -> Mismatch {
        let help = help.into();
        Mismatch { what: what.into(), help: (!help.is_empty()).then_some(help) }
    }
}

impl Unit {
    pub fn times(&self, other: &Unit) -> Unit {
        self.combine(other, 1)
    }

    /// Money at current prices over a volume index, or over the same money at constant prices, is a price measure of
    /// what the volume counts.
    pub fn over(&self, other: &Unit) -> Unit {
        self.combine(other, -1)
    }

    fn combine(&self, other: &Unit, sign: i32) -> Unit {
        let mut measures = self.measures.clone();
        for (id, exponent) in &other.measures {
            *measures.entry(id.clone()).or_insert(0) += sign * exponent;
        }
        measures.retain(|_, exponent| *exponent != 0);
        let kind = kind_of_product(self.kind, other.kind, measures.is_empty(), sign);
        let kind = if measures.len() == 1 && measures.get(INDEX) == Some(&1) { Kind::Index } else { kind };
        let of = if sign < 0 { of_quotient(self, other) } else { None };
        let mut unit = Unit { measures, of, ..Unit::of_kind(kind) };
        let carrier = match (self.measures.is_empty(), other.measures.is_empty()) {
            (false, true) => Some(self),
            (true, false) if sign > 0 => Some(other),
            _ => None,
        };
        if let Some(carrier) = carrier {
            unit.of = carrier.of.clone();
            unit.base = carrier.base;
        }
        if kind == Kind::Quantity {
            unit.prices = self.prices.or(other.prices);
            unit.timing = self.timing.or(other.timing);
        }
        unit
    }

    /// `None` where a measure would get a broken exponent.
    pub fn power(&self, exponent: f64) -> Option<Unit> {
        if self.measures.is_empty() {
            return Some(self.clone());
        }
        if exponent.fract() != 0.0 || exponent.abs() > 9.0 {
            return None;
        }
        let times = exponent as i32;
        let mut measures = self.measures.clone();
        measures.values_mut().for_each(|own| *own *= times);
        measures.retain(|_, own| *own != 0);
        let kind = match times {
            1 => self.kind,
            _ if measures.is_empty() => Kind::Ratio,
            _ => Kind::Quantity,
        };
        Some(Unit { measures, kind, ..self.clone() })
    }

    /// The unit of a sum.
    pub fn plus(&self, other: &Unit) -> Result<Unit, Mismatch> {
        match (self.kind, other.kind) {
            (Kind::Number, kind) | (kind, Kind::Number) => number_beside(kind, self, other),
            (Kind::Ratio, Kind::Points) | (Kind::Points, Kind::Ratio) => {
                Err(Mismatch::new(say!("units.points"), say!("units.points-help")))
            }
            _ => self.same(other),
        }
    }

    /// The unit of a difference: ratio less ratio is points.
    pub fn minus(&self, other: &Unit) -> Result<Unit, Mismatch> {
        let unit = self.plus(other)?;
        if self.kind == Kind::Ratio && other.kind == Kind::Ratio { Ok(Unit::points()) } else { Ok(unit) }
    }

    /// Both measure the same thing the same way; `of` is kept where it agrees.
    pub fn same(&self, other: &Unit) -> Result<Unit, Mismatch> {
        if self.kind != other.kind || self.measures != other.measures {
            return Err(Mismatch::new(say!("units.differ"), ""));
        }
        same_prices(self, other)?;
        if let (Some(one), Some(two)) = (self.timing, other.timing)
            && one != two
            && self.kind == Kind::Quantity
        {
            let what = say!("units.flow-and-stock");
            return Err(Mismatch::new(what, say!("units.stock-to-flow")));
        }
        if self.kind == Kind::Index && (self.base != other.base || self.of != other.of) {
            return Err(Mismatch::new(say!("units.indices"), ""));
        }
        let of = if self.of == other.of { self.of.clone() } else { None };
        let prices = self.prices.or(other.prices);
        let timing = self.timing.or(other.timing);
        Ok(Unit { of, prices, timing, ..self.clone() })
    }

    /// Whether `deflate` may divide by it: a price index, or what `over` made of money and volume.
    pub fn is_price(&self) -> bool {
        self.of.as_deref().is_some_and(|of| of.ends_with("prices"))
    }

    /// The year's change of it.
    pub fn change(&self) -> Unit {
        match self.kind {
            Kind::Ratio => Unit::points(),
            Kind::Quantity => Unit { timing: self.timing.map(|_| Timing::Flow), ..self.clone() },
            _ => self.clone(),
        }
    }
}

fn kind_of_product(one: Kind, two: Kind, dimensionless: bool, sign: i32) -> Kind {
    match (one, two) {
        (Kind::Number, Kind::Number) => Kind::Number,
        _ if !dimensionless => Kind::Quantity,
        (Kind::Points, Kind::Points) => Kind::Ratio,
        (Kind::Points, Kind::Ratio | Kind::Number) => Kind::Points,
        (Kind::Ratio | Kind::Number, Kind::Points) if sign > 0 => Kind::Points,
        _ => Kind::Ratio,
    }
}

/// `gdp / gdp volume` counts gdp prices; so does money at current over the same money at constant prices.
fn of_quotient(above: &Unit, below: &Unit) -> Option<String> {
    if above.prices != Some(Prices::Current) {
        return None;
    }
    match (below.kind, below.prices) {
        (Kind::Index, _) => below.of.as_deref()?.strip_suffix("volume").map(|what| format!("{what}prices")),
        (Kind::Quantity, Some(Prices::Constant(_))) if above.measures == below.measures => {
            Some(below.of.as_deref().map_or("prices".to_string(), |what| format!("{what} prices")))
        }
        _ => None,
    }
}

fn same_prices(one: &Unit, two: &Unit) -> Result<(), Mismatch> {
    match (one.prices, two.prices) {
        (Some(Prices::Constant(first)), Some(Prices::Constant(second))) if first != second => {
            Err(Mismatch::new(say!("units.two-price-years", first, second), say!("units.one-base-year")))
        }
        (Some(Prices::Current), Some(Prices::Constant(year)))
        | (Some(Prices::Constant(year)), Some(Prices::Current)) => {
            let what = say!("units.current-and-constant", year);
            Err(Mismatch { what, help: Some(say!("units.deflate-to", year)) })
        }
        _ => Ok(()),
    }
}

/// A bare number may stand beside a ratio or an index (`growth(x) + 1`), not beside 元 or persons.
fn number_beside(kind: Kind, one: &Unit, two: &Unit) -> Result<Unit, Mismatch> {
    match kind {
        Kind::Number | Kind::Ratio | Kind::Index => {
            Ok(if one.kind == Kind::Number { two.clone() } else { one.clone() })
        }
        Kind::Quantity => Err(Mismatch::new(say!("units.bare-number"), "")),
        Kind::Points => Err(Mismatch::new(say!("units.bare-no-points"), "")),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::units::Base;
    use std::collections::BTreeMap;

    fn money(prices: Prices) -> Unit {
        let measures = BTreeMap::from([("CNY".to_string(), 1)]);
        Unit { measures, prices: Some(prices), timing: Some(Timing::Flow), ..Unit::of_kind(Kind::Quantity) }
    }

    fn persons() -> Unit {
        let measures = BTreeMap::from([("PS".to_string(), 1)]);
        Unit { measures, timing: Some(Timing::Stock), ..Unit::of_kind(Kind::Quantity) }
    }

    #[test]
    fn money_over_persons_times_persons_is_money() {
        let per_head = money(Prices::Current).over(&persons());
        assert_eq!(per_head.measure_text(), "CNY/PS");
        assert_eq!(per_head.times(&persons()).measure_text(), "CNY");
        assert_eq!(money(Prices::Current).over(&money(Prices::Current)), Unit::ratio());
    }

    #[test]
    fn ratio_less_ratio_is_points() {
        assert_eq!(Unit::ratio().minus(&Unit::ratio()), Ok(Unit::points()));
        assert_eq!(Unit::ratio().minus(&Unit::number()), Ok(Unit::ratio()));
        assert!(Unit::ratio().plus(&Unit::points()).is_err());
        assert_eq!(Unit::points().over(&Unit::points()).kind, Kind::Ratio);
    }

    #[test]
    fn money_over_its_volume_index_counts_prices() {
        let of = Some("gdp volume".to_string());
        let volume = Unit { of, base: Some(Base::Year(1978)), ..Unit::of_kind(Kind::Index) };
        let prices = money(Prices::Current).over(&volume);
        assert_eq!(prices.of.as_deref(), Some("gdp prices"));
        assert!(prices.is_price() && !volume.is_price());
        assert!(money(Prices::Current).over(&money(Prices::Constant(2000))).is_price());
    }

    #[test]
    fn sums_of_different_things_are_refused() {
        assert!(money(Prices::Current).plus(&persons()).is_err());
        assert!(money(Prices::Current).minus(&money(Prices::Constant(2000))).is_err());
        assert!(money(Prices::Constant(1990)).minus(&money(Prices::Constant(2000))).is_err());
        let debt = Unit { timing: Some(Timing::Stock), ..money(Prices::Current) };
        assert!(debt.plus(&money(Prices::Current)).is_err());
        assert!(debt.change().plus(&money(Prices::Current)).is_ok());
    }
}
