//! What printed digits may stand for.
//!
//! In: a figure. Out: the interval of values that print so: half a unit of the last digit to each side, as far as a hedge
//! allows, both ends of a range. Refuses nothing; what a hedge leaves open is infinite.

use crate::figures::{Figure, Form, Hedge};

/// A hedged figure (`约`, `about`) may be off by this share of itself.
const ABOUT: f64 = 0.05;

/// From the lowest value to the highest.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Span {
    pub low: f64,
    pub high: f64,
}

impl Span {
    pub fn new(low: f64, high: f64) -> Span {
        Span { low, high }
    }

    pub fn plus(self, other: Span) -> Span {
        Span::new(self.low + other.low, self.high + other.high)
    }

    pub fn minus(self, other: Span) -> Span {
        Span::new(self.low - other.high, self.high - other.low)
    }

    pub fn times(self, factor: f64) -> Span {
        Span::new(self.low * factor, self.high * factor)
    }

    /// Of positive quantities; an open end stays open.
    pub fn over(self, other: Span) -> Option<Span> {
        let low = if other.high.is_infinite() { 0.0 } else { self.low.max(0.0) / other.high };
        let high = self.high / other.low;
        (other.low > 0.0 && !high.is_nan()).then_some(Span::new(low, high))
    }

    /// Wider by so much to each side.
    pub fn wider(self, by: f64) -> Span {
        Span::new(self.low - by, self.high + by)
    }

    /// Whether one value lies in both, but for the noise of floats.
    pub fn meets(self, other: Span) -> bool {
        let noise = 1e-9 * self.low.abs().max(other.low.abs());
        self.low <= other.high + noise && other.low <= self.high + noise
    }

    pub fn is_above(self, other: Span) -> bool {
        !self.meets(other) && self.low > other.high
    }
}

/// One unit of the last printed digit, in the printed unit.
pub fn last_digit(figure: &Figure) -> f64 {
    10f64.powi(-i32::from(figure.decimals))
}

/// One unit of the last digit that is no trailing zero: what 多 and 近 leave open.
fn last_full_digit(figure: &Figure) -> f64 {
    let mut step = last_digit(figure);
    while figure.decimals == 0 && figure.value != 0.0 && (figure.value / (step * 10.0)).fract() == 0.0 {
        step *= 10.0;
    }
    step
}

/// In base units of its measure, in so far as powers of ten go.
pub fn printed(figure: &Figure) -> Span {
    let power = figure.unit.as_ref().map_or(figure.mult, |unit| unit.mult);
    in_printed_unit(figure).times(10f64.powi(i32::from(power)))
}

fn in_printed_unit(figure: &Figure) -> Span {
    let (value, half) = (figure.value, last_digit(figure) / 2.0);
    let mut span = match figure.form {
        Form::One if figure.unit_text.as_deref() == Some("番") => Span::new(value * 0.9, value * 1.25),
        Form::One => Span::new(value - half, value + half),
        Form::Range(upto) => Span::new(value - half, upto + half),
        Form::Fraction(_, _) => Span::new(value * (1.0 - ABOUT), value * (1.0 + ABOUT)),
        Form::Proportion(left, right) => proportion(left, right),
    };
    for hedge in &figure.hedges {
        match hedge {
            Hedge::About => span = span.wider(value.abs() * ABOUT),
            Hedge::Nearly => span.low -= last_full_digit(figure).max(value.abs() * ABOUT),
            Hedge::Over => span.high = f64::INFINITY,
            Hedge::Under => span.low = f64::NEG_INFINITY,
        }
    }
    span
}

/// `1:67`: a one is exact, any other side is rounded.
fn proportion(left: f64, right: f64) -> Span {
    let side = |value: f64| {
        let decimals = if value.fract() == 0.0 { 0 } else { i32::from((value * 10.0).fract() != 0.0) + 1 };
        let half = if value == 1.0 { 0.0 } else { 0.5 * 10f64.powi(-decimals) };
        Span::new(value - half, value + half)
    };
    side(left).over(side(right)).unwrap_or(Span::new(left / right, left / right))
}

/// In percent: `%`, `‰`, 成 and fractions; a number without a unit as it stands.
pub fn percent(figure: &Figure) -> Option<Span> {
    let span = in_printed_unit(figure);
    match figure.unit.as_ref().map(|unit| (unit.measure.as_str(), unit.mult)) {
        Some(("PT", mult)) => Some(span.times(10f64.powi(i32::from(mult)))),
        Some(("PM", _)) => Some(span.times(0.1)),
        Some(("RATIO", _)) if matches!(figure.form, Form::Fraction(_, _)) => Some(span.times(100.0)),
        Some(_) => None,
        None => Some(span),
    }
}

/// Half a unit of the last digit of a percentage, in percent: with it a cut or rounded-up figure agrees as well.
pub fn cut(figure: &Figure) -> f64 {
    let scale = match figure.unit.as_ref().map(|unit| (unit.measure.as_str(), unit.mult)) {
        Some(("PM", _)) => 0.1,
        Some((_, mult)) => 10f64.powi(i32::from(mult)),
        None => 1.0,
    };
    last_digit(figure) / 2.0 * scale
}

/// As it is written in a finding: two decimals at most.
pub fn shown(value: f64) -> String {
    format!("{value:.2}").trim_end_matches('0').trim_end_matches('.').to_string()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn figure(value: f64, decimals: u8, hedges: Vec<Hedge>) -> Figure {
        Figure {
            span: 0..0,
            number: 0,
            value,
            form: Form::One,
            decimals,
            mult: 0,
            unit: None,
            unit_text: None,
            hedges,
            role: crate::figures::Role::Amount,
            is_doubtful: false,
        }
    }

    #[test]
    fn digits_and_hedges() {
        assert_eq!(printed(&figure(17.4, 1, Vec::new())), Span::new(17.4 - 0.05, 17.4 + 0.05));
        assert_eq!(printed(&figure(2000.0, 0, vec![Hedge::Nearly])).low, 999.5);
        assert_eq!(printed(&figure(90.0, 0, vec![Hedge::Over])).high, f64::INFINITY);
        assert_eq!(last_full_digit(&figure(4000.0, 0, Vec::new())), 1000.0);
    }

    #[test]
    fn quotients_hold_the_printed_one() {
        let (done, taken) = (figure(14788.0, 0, Vec::new()), figure(15958.0, 0, Vec::new()));
        let rate = printed(&done).over(printed(&taken)).unwrap();
        assert!(rate.low < 14788.0 / 15958.0 && 14788.0 / 15958.0 < rate.high);
        assert!(!rate.meets(Span::new(0.995, 1.005)));
        assert_eq!(
            printed(&figure(4.0, 0, vec![Hedge::Over])).over(printed(&figure(2.0, 0, Vec::new()))).unwrap().high,
            f64::INFINITY
        );
    }
}
