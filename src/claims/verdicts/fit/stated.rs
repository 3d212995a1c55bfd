//! Stated: what a printed figure says of the true value.
//!
//! In: a figure with its unit, precision and hedges. Out: the interval its words allow. Refuses nothing.
//!
//! | printed | holds |
//! |---|---|
//! | `89575亿元`, `3.98万亿元` | half a unit of the last printed digit to either side |
//! | `约2000亿`, `2000亿左右` | half a unit of the last significant digit (trailing zeros are rounding), a tenth of the value at most, one printed unit at least |
//! | `三千万`, `三成` in words | half a unit of the last significant digit, a tenth at most (`三成`: 25 % to 35 %) |
//! | `近4000万` | below: down to one unit of the last significant digit, a tenth at most, one printed unit at least |
//! | `不足5元` | below, as near as `近`; farther below it is true as a bound alone |
//! | `4000多万` | above, and below the next unit of the last significant digit (5000万) |
//! | `超过100倍` | above, as near as `多`; farther above it is true as a bound alone |
//! | `6%至8%` | the range, rounding at both ends |
//! | `三分之一` | a twentieth of the value; hedged, a tenth to that side |
//! | `1:67` | half a unit of the last digit of each side; a 1 is exact |
//! | `翻两番` | an eighth of the value |

use crate::claims::Claim;
use crate::claims::Kind;
use crate::figures::{Figure, Form, Hedge};
use crate::units::{Kind as UnitKind, Unit, Units};

/// Digits that make a figure recognizable that is cut off.
const TELLING: u32 = 3;
/// Slack for binary fractions.
const SLACK: f64 = 1e-9;

/// What a claim's words allow, in base units; a fall is below zero.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Stated {
    pub value: f64,
    pub lower: f64,
    pub upper: f64,
    /// Beyond `upper` (`超过`) or below `lower` (`不足`) the words are still true, as a bound alone.
    pub above: bool,
    pub below: bool,
    /// One unit of the last printed digit.
    pub unit: f64,
    /// One unit of the last printed digit that is no trailing zero.
    pub significant: f64,
    /// What one printed unit is in base units.
    pub scale: f64,
    /// Significant digits.
    pub digits: u32,
    pub is_hedged: bool,
}

impl Stated {
    /// None where there is no figure.
    pub fn of(claim: &Claim, unit: Option<&Unit>, units: &Units) -> Option<Stated> {
        let figure = claim.figure.as_ref()?;
        let scale = scale(figure, unit, units);
        let printed = Printed::of(figure, claim.printed());
        let (lower, upper) = printed.allowed();
        let falls = matches!(
            claim.kind,
            Kind::Change { falls: true }
                | Kind::Growth { falls: true }
                | Kind::Points { falls: true }
                | Kind::AverageGrowth { falls: true }
        );
        let (above, below) = (printed.has(Hedge::Over) && !printed.is_more, printed.has(Hedge::Under));
        let sign = if falls { -scale } else { scale };
        let (one, other) = (lower * sign, upper * sign);
        let slack = SLACK * (figure.value.abs() * scale).max(f64::MIN_POSITIVE);
        Some(Stated {
            value: figure.value * sign,
            lower: one.min(other) - slack,
            upper: one.max(other) + slack,
            above: if falls { below } else { above },
            below: if falls { above } else { below },
            unit: printed.unit * scale,
            significant: printed.significant * scale.abs(),
            scale: scale.abs(),
            digits: printed.digits,
            is_hedged: !figure.hedges.is_empty() || !matches!(figure.form, Form::One | Form::Proportion(..)),
        })
    }

    pub fn holds(&self, value: f64) -> bool {
        self.lower <= value && value <= self.upper
    }

    /// The same, or the value with its further digits cut off.
    pub fn holds_or_cut(&self, value: f64) -> bool {
        let is_cut = value.abs() > self.value.abs() && (value - self.value).abs() < self.unit;
        self.holds(value) || (is_cut && !self.is_hedged && self.digits >= TELLING)
    }

    /// Whether it is true of a value as a bound alone.
    pub fn bounds(&self, value: f64) -> bool {
        (self.above && value > self.upper) || (self.below && value < self.lower)
    }

    /// How far a value lies outside.
    pub fn gap(&self, value: f64) -> f64 {
        (self.lower - value).max(value - self.upper).max(0.0)
    }

    /// How much the figure says, in bits: how many intervals as narrow as this go into its value.
    pub fn bits(&self) -> f64 {
        let width = (self.upper - self.lower).max(f64::MIN_POSITIVE);
        (self.value.abs() / width).max(1.0).log2()
    }

    /// The same figure with its trailing zeros taken for rounding, and the bits that it says less: `2130%` for 21.3 %.
    pub fn without_zeros(&self) -> (Stated, f64) {
        let half = self.significant / 2.0;
        let bits = (self.significant / self.unit).max(1.0).log2();
        (Stated { lower: self.value - half, upper: self.value + half, unit: self.significant, ..*self }, bits)
    }

    /// The same words at another scale or sign.
    pub fn times(&self, by: f64) -> Stated {
        let (one, other) = (self.lower * by, self.upper * by);
        Stated {
            value: self.value * by,
            lower: one.min(other),
            upper: one.max(other),
            unit: self.unit * by.abs(),
            significant: self.significant * by.abs(),
            ..*self
        }
    }
}

/// What one printed unit is in base units. A bare number of a ratio is a percentage, as papers lose the sign.
fn scale(figure: &Figure, unit: Option<&Unit>, units: &Units) -> f64 {
    match &figure.unit {
        Some(reading) => units.scale_to_base(&reading.measure, reading.mult),
        None if figure.mult == 0
            && unit.is_some_and(|unit| matches!(unit.kind, UnitKind::Ratio | UnitKind::Points)) =>
        {
            0.01
        }
        None => 10f64.powi(i32::from(figure.mult)),
    }
}

struct Printed<'a> {
    figure: &'a Figure,
    /// One unit of the last printed digit, in the printed unit.
    unit: f64,
    /// One unit of the last digit that is not a trailing zero.
    significant: f64,
    digits: u32,
    /// 多 or 余 at the number: below the next significant unit.
    is_more: bool,
    in_words: bool,
    is_doubling: bool,
}

impl Printed<'_> {
    fn of<'a>(figure: &'a Figure, text: &str) -> Printed<'a> {
        let unit = 10f64.powi(-i32::from(figure.decimals));
        let mut whole = (figure.value.abs() / unit).round();
        let digits = whole.max(1.0).log10().floor() as u32 + 1;
        let mut significant = unit;
        while whole >= 10.0 && (whole / 10.0).fract() == 0.0 {
            whole /= 10.0;
            significant *= 10.0;
        }
        let in_words = !text.chars().any(|letter| letter.is_ascii_digit());
        let is_more = figure.hedges.contains(&Hedge::Over) && text.contains(['多', '余']);
        Printed { figure, unit, significant, digits, is_more, in_words, is_doubling: text.contains('番') }
    }

    fn has(&self, hedge: Hedge) -> bool {
        self.figure.hedges.contains(&hedge)
    }

    /// One unit of the last significant digit, a tenth of the value at most, one printed unit at least.
    fn rough(&self) -> f64 {
        self.significant.min(self.figure.value.abs() / 10.0).max(self.unit)
    }

    fn allowed(&self) -> (f64, f64) {
        let (value, half) = (self.figure.value, self.unit / 2.0);
        match self.figure.form {
            Form::Range(upto) => return (value.min(upto) - half, value.max(upto) + half),
            Form::Fraction(..) if self.has(Hedge::Nearly) || self.has(Hedge::Under) => return (value * 0.9, value),
            Form::Fraction(..) if self.has(Hedge::Over) => return (value, value * 1.1),
            Form::Fraction(..) => return around(value, value.abs() / 20.0),
            Form::Proportion(left, right) => return proportion(left, right),
            Form::One => {}
        }
        // `翻了四番多`: doubled four times, and not yet five.
        if self.has(Hedge::Over) && self.is_doubling {
            return (value, value * 2.0);
        }
        if self.has(Hedge::Over) {
            let next = if self.is_more { self.significant } else { self.significant.max(value.abs() / 10.0) };
            return (value, value + next);
        }
        if self.has(Hedge::Under) || self.has(Hedge::Nearly) {
            return (value - self.rough().max(half), value);
        }
        let rough = (self.significant / 2.0).min(value.abs() / 10.0);
        match () {
            _ if self.is_doubling => around(value, value.abs() / 8.0),
            _ if self.has(Hedge::About) => around(value, rough.max(self.unit)),
            _ if self.in_words => around(value, rough.max(half)),
            _ => around(value, half),
        }
    }
}

fn around(value: f64, by: f64) -> (f64, f64) {
    (value - by, value + by)
}

/// `1:67` is between 1/67.5 and 1/66.5.
fn proportion(left: f64, right: f64) -> (f64, f64) {
    let half = |side: f64| {
        let decimals = side.to_string().split_once('.').map_or(0, |(_, decimals)| decimals.len());
        if side == 1.0 { 0.0 } else { 0.5 * 10f64.powi(-(decimals as i32)) }
    };
    ((left - half(left)) / (right + half(right)), (left + half(left)) / (right - half(right)).max(f64::MIN_POSITIVE))
}
