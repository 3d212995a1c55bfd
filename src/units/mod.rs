//! Units: what a figure is measured in, as algebra over measures with qualifiers.
//!
//! In: measures and spellings (born only in `pipelines/units.toml`). Out: `Unit`s that multiply, divide, add or refuse,
//! and readings of printed unit texts. Refuses sums of different things.

mod algebra;
mod catalogue;
mod composed;

use std::collections::BTreeMap;
use std::fmt;

use crate::messages::{Message, Said, say};

pub use algebra::Mismatch;

pub use catalogue::{Magnitude, Measure, MeasureKind, Reading, Spelling, Units, plain};

/// The measure id that stands for an index number.
pub const INDEX: &str = "IX";

/// What arithmetic may do with a value.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Kind {
    /// A bare number written in a formula.
    Number,
    /// Something in measures: 元, persons, 元 per person.
    Quantity,
    /// A fraction, printed as %, ‰ or a plain number.
    Ratio,
    /// A difference of two ratios, printed in percentage points.
    Points,
    /// 100 at its base.
    Index,
}

/// The prices money is valued at.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Prices {
    Current,
    Constant(i32),
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Timing {
    /// Over the period.
    Flow,
    /// At the period's end (or its mean).
    Stock,
}

/// What an index number is 100 at.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Base {
    Year(i32),
    PreviousYear,
}

/// A unit: measures with exponents (`CNY` 1, `PS` -1), and what else must agree before figures are added.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Unit {
    pub kind: Kind,
    /// Base measure ids (currency included) and their exponents; empty for numbers, ratios and points; `IX` for an index.
    pub measures: BTreeMap<String, i32>,
    pub prices: Option<Prices>,
    pub timing: Option<Timing>,
    /// Who or what is counted: `residents`, `gdp prices`.
    pub of: Option<String>,
    /// Of an index.
    pub base: Option<Base>,
}

impl Unit {
    pub fn of_kind(kind: Kind) -> Unit {
        let measures = if kind == Kind::Index { BTreeMap::from([(INDEX.to_string(), 1)]) } else { BTreeMap::new() };
        Unit { kind, measures, prices: None, timing: None, of: None, base: None }
    }

    pub fn number() -> Unit {
        Unit::of_kind(Kind::Number)
    }

    pub fn ratio() -> Unit {
        Unit::of_kind(Kind::Ratio)
    }

    pub fn points() -> Unit {
        Unit::of_kind(Kind::Points)
    }

    /// The measures alone, as SDMX writes them: `CNY`, `CNY/PS`, `1/KM2`; empty for ratios and points.
    pub fn measure_text(&self) -> String {
        let side = |sign: i32| {
            let parts: Vec<String> = self
                .measures
                .iter()
                .filter(|(_, exponent)| exponent.signum() == sign)
                .map(|(id, exponent)| if exponent.abs() == 1 { id.clone() } else { format!("{id}^{}", exponent.abs()) })
                .collect();
            parts.join("*")
        };
        match (side(1), side(-1)) {
            (above, below) if below.is_empty() => above,
            (above, below) if above.is_empty() => format!("1/{below}"),
            (above, below) => format!("{above}/{below}"),
        }
    }
}

impl fmt::Display for Unit {
    fn fmt(&self, f: &mut fmt::Formatter) -> fmt::Result {
        self.said().fmt(f)
    }
}

impl Said for Unit {
    fn said(&self) -> Message {
        let kind = match self.kind {
            Kind::Number => say!("unit.number"),
            Kind::Ratio => say!("unit.ratio"),
            Kind::Points => say!("unit.points"),
            Kind::Index => say!("unit.index"),
            Kind::Quantity => self.measure_text().into(),
        };
        let of = self.of.as_ref().map(|of| say!("unit.of", of));
        let base = self.base.map(|base| match base {
            Base::Year(year) => format!(" ({year} = 100)").into(),
            Base::PreviousYear => say!("unit.previous-year"),
        });
        let prices = self.prices.map(|prices| match prices {
            Prices::Current => say!("unit.current-prices"),
            Prices::Constant(year) => say!("unit.constant-prices", year),
        });
        let timing = self.timing.map(|timing| match timing {
            Timing::Flow => say!("unit.flow"),
            Timing::Stock => say!("unit.stock"),
        });
        Message::Sequence([Some(kind), of, base, prices, timing].into_iter().flatten().collect())
    }
}
