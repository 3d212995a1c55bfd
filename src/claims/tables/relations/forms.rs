//! Forms: how one figure of a table is computed from others.
//!
//! In: what is printed of the members, as ranges. Out: the range that the form gives for one member from the others. Refuses
//! to divide by what may be nothing.

/// From the lowest to the highest that a printed figure leaves open.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Span {
    pub low: f64,
    pub high: f64,
}

impl Span {
    pub fn around(value: f64, half: f64) -> Span {
        Span { low: value - half, high: value + half }
    }

    fn new(one: f64, other: f64) -> Option<Span> {
        (one.is_finite() && other.is_finite()).then(|| Span { low: one.min(other), high: one.max(other) })
    }

    pub fn meets(self, other: Span) -> bool {
        self.low <= other.high && other.low <= self.high
    }

    pub fn common(self, other: Span) -> Option<Span> {
        self.meets(other).then(|| Span { low: self.low.max(other.low), high: self.high.min(other.high) })
    }

    pub fn middle(self) -> f64 {
        f64::midpoint(self.low, self.high)
    }

    pub fn width(self) -> f64 {
        self.high - self.low
    }

    fn plus(self, other: Span) -> Span {
        Span { low: self.low + other.low, high: self.high + other.high }
    }

    fn minus(self, other: Span) -> Span {
        Span { low: self.low - other.high, high: self.high - other.low }
    }

    fn times(self, by: f64) -> Span {
        let (one, other) = (self.low * by, self.high * by);
        Span { low: one.min(other), high: one.max(other) }
    }

    fn product(self, other: Span) -> Option<Span> {
        let all = [self.low * other.low, self.low * other.high, self.high * other.low, self.high * other.high];
        Span::new(all.into_iter().fold(f64::INFINITY, f64::min), all.into_iter().fold(f64::NEG_INFINITY, f64::max))
    }

    fn over(self, other: Span) -> Option<Span> {
        let is_clear = other.low > 0.0 || other.high < 0.0;
        is_clear.then(|| self.product(Span { low: 1.0 / other.high, high: 1.0 / other.low })).flatten()
    }
}

/// How the first member follows from the others.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Form {
    /// The sum of the others.
    Sum,
    /// The mean of the others.
    Mean,
    /// All members are shares that make 100.
    Hundred,
    /// The second over the third, times ten to the power.
    Ratio { power: i8 },
    /// The change in percent from the third to the second.
    Growth,
    /// The same a year over so many years.
    YearlyGrowth { years: u32 },
    /// The second less the third.
    Difference,
}

impl Form {
    /// What the form gives for the member at a place; the others as printed, in their order. None where it gives nothing.
    pub fn solved(self, at: usize, members: &[Span]) -> Option<Span> {
        match (self, members) {
            (Form::Hundred, _) => Some(Span { low: 100.0, high: 100.0 }.minus(sum(at, members))),
            (Form::Sum, _) if at == 0 => Some(sum(0, members)),
            (Form::Sum, [total, ..]) => Some(total.minus(sum_of_parts(at, members))),
            (Form::Mean, _) if at == 0 && members.len() > 1 => {
                Some(sum(0, members).times(1.0 / (members.len() - 1) as f64))
            }
            (Form::Mean, [mean, parts @ ..]) => Some(mean.times(parts.len() as f64).minus(sum_of_parts(at, members))),
            (Form::Difference, [of, from, less]) => Some(match at {
                0 => from.minus(*less),
                1 => of.plus(*less),
                _ => from.minus(*of),
            }),
            (Form::Ratio { power }, [of, over, under]) => {
                let scale = 10f64.powi(i32::from(power));
                match at {
                    0 => over.over(*under).map(|ratio| ratio.times(scale)),
                    1 => of.product(*under).map(|product| product.times(1.0 / scale)),
                    _ => over.over(*of).map(|ratio| ratio.times(scale)),
                }
            }
            (Form::Growth, _) => grown(at, members, 1),
            (Form::YearlyGrowth { years }, _) => grown(at, members, years),
            _ => None,
        }
    }
}

fn sum(without: usize, members: &[Span]) -> Span {
    let others = members.iter().enumerate().filter(|(at, _)| *at != without);
    others.fold(Span { low: 0.0, high: 0.0 }, |sum, (_, member)| sum.plus(*member))
}

fn sum_of_parts(without: usize, members: &[Span]) -> Span {
    let others = members.iter().enumerate().filter(|(at, _)| *at != without && *at > 0);
    others.fold(Span { low: 0.0, high: 0.0 }, |sum, (_, member)| sum.plus(*member))
}

/// Rate, end and base of a growth over so many years.
fn grown(at: usize, members: &[Span], years: u32) -> Option<Span> {
    let [rate, end, base] = members else { return None };
    let years = f64::from(years.max(1));
    let times = Span { low: 1.0 + rate.low / 100.0, high: 1.0 + rate.high / 100.0 };
    let factor = (times.low > 0.0).then(|| Span { low: times.low.powf(years), high: times.high.powf(years) });
    match at {
        0 => {
            let ratio = end.over(*base).filter(|ratio| ratio.low > 0.0)?;
            let yearly = |ratio: f64| 100.0 * (ratio.powf(1.0 / years) - 1.0);
            Span::new(yearly(ratio.low), yearly(ratio.high))
        }
        1 => factor?.product(*base),
        _ => end.over(factor?),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn exact(values: &[f64]) -> Vec<Span> {
        values.iter().map(|value| Span::around(*value, 0.0)).collect()
    }

    /// Each member of an equation that holds follows from the others. By hand: 20 of 80 is 25 %; from 80 to 100 is 25 %
    /// more; from 64 to 100 in two years is 25 % a year; 2 + 3 + 4 is 9 and their mean 3.
    #[test]
    fn every_member_follows_from_the_others() {
        let cases: [(Form, &[f64]); 7] = [
            (Form::Ratio { power: 2 }, &[25.0, 20.0, 80.0]),
            (Form::Growth, &[25.0, 100.0, 80.0]),
            (Form::YearlyGrowth { years: 2 }, &[25.0, 100.0, 64.0]),
            (Form::Difference, &[-3.0, 2.0, 5.0]),
            (Form::Sum, &[9.0, 2.0, 3.0, 4.0]),
            (Form::Mean, &[3.0, 2.0, 3.0, 4.0]),
            (Form::Hundred, &[20.0, 30.0, 50.0]),
        ];
        for (form, values) in cases {
            for (at, value) in values.iter().enumerate() {
                let solved = form.solved(at, &exact(values)).expect("it follows");
                assert!((solved.middle() - value).abs() < 1e-9, "{form:?} {at}: {solved:?}");
            }
        }
    }

    #[test]
    fn nothing_follows_from_a_base_of_nothing() {
        assert_eq!(Form::Ratio { power: 2 }.solved(0, &exact(&[25.0, 20.0, 0.0])), None);
        assert_eq!(
            Form::Growth.solved(0, &[Span::around(5.0, 0.05), Span::around(3.0, 0.5), Span::around(0.4, 0.5)]),
            None
        );
    }
}
