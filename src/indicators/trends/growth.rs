//! Growth between the ends of a window and from year to year.
//!
//! In: the points of a window. Out: `compound_growth` (geometric mean rate over the calendar years between the first and
//! the last point), `mean_growth` (arithmetic mean of the yearly rates) and, for rates and shares, `mean_change`.
//! Refuses growth from values that are not positive, and the mean of yearly rates where a year is missing: a rate over
//! two years is no yearly rate.

use super::Statistic;

/// The growth statistics of the window; `rate` as in [`super::of`].
pub fn of(points: &[(i32, f64)], rate: bool) -> Vec<Statistic> {
    let sign_safe = !rate || points.iter().all(|point| point.1 > 0.0);
    let compound = compound(points).filter(|_| sign_safe);
    let mean = mean(points).filter(|_| sign_safe);
    let change = mean_change(points).filter(|_| rate);
    [
        compound.map(|value| Statistic::plain("compound_growth", "rate", value)),
        mean.map(|value| Statistic::plain("mean_growth", "rate", value)),
        change.map(|value| Statistic::plain("mean_change", "change", value)),
    ]
    .into_iter()
    .flatten()
    .filter(|statistic| statistic.value.is_finite())
    .collect()
}

/// (last / first)^(1 / years) - 1, the years counted on the calendar.
fn compound(points: &[(i32, f64)]) -> Option<f64> {
    let (years, first, last) = ends(points)?;
    (first > 0.0 && last >= 0.0).then(|| (last / first).powf(1.0 / years) - 1.0)
}

/// Mean of x_t / x_(t-1) - 1; none if a year is missing inside the window or a base is not positive.
fn mean(points: &[(i32, f64)]) -> Option<f64> {
    let (years, ..) = ends(points)?;
    let rates: Option<Vec<f64>> = points
        .iter()
        .zip(points.iter().skip(1))
        .map(|(base, next)| (next.0 - base.0 == 1 && base.1 > 0.0).then(|| next.1 / base.1 - 1.0))
        .collect();
    Some(rates?.iter().sum::<f64>() / years)
}

fn mean_change(points: &[(i32, f64)]) -> Option<f64> {
    let (years, first, last) = ends(points)?;
    Some((last - first) / years)
}

/// Calendar years between the ends, first value, last value; none for fewer than two points.
fn ends(points: &[(i32, f64)]) -> Option<(f64, f64, f64)> {
    let (first, last) = (points.first()?, points.last()?);
    (last.0 > first.0).then(|| (f64::from(last.0) - f64::from(first.0), first.1, last.1))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_compound_rate_is_geometric_and_the_mean_rate_arithmetic() {
        let rates: Vec<f64> =
            of(&[(2003, 100.0), (2004, 110.0), (2005, 132.0)], false).iter().map(|s| s.value).collect();
        assert!((rates[0] - (1.32f64.sqrt() - 1.0)).abs() < 1e-15);
        assert!((rates[1] - 0.15).abs() < 1e-15);
    }

    #[test]
    fn a_missing_year_leaves_the_compound_rate_only() {
        let growth = of(&[(2000, 100.0), (2002, 121.0)], false);
        assert_eq!(growth.iter().map(|s| s.method).collect::<Vec<_>>(), ["compound_growth"]);
        assert!((growth[0].value - 0.1).abs() < 1e-15);
    }

    #[test]
    fn a_rate_that_changes_sign_has_a_mean_change_and_no_growth() {
        let growth = of(&[(2000, 4.0), (2001, -1.0), (2002, 2.0)], true);
        assert_eq!(growth, [Statistic::plain("mean_change", "change", -1.0)]);
    }
}
