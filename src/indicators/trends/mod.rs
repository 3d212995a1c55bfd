//! Trends: what one indicator did over one window of years, by four methods.
//!
//! In: pairs of year and value, years rising, at most one value a year; a missing year is simply absent. The caller has
//! already cut the window at definition breaks. Out: the statistics of every method that applies, in a fixed order.
//! Refuses years that repeat or run backwards and values that are not finite: nothing is computed from such a window.
//!
//! | method | statistics | second package that agrees to 1e-8 |
//! |---|---|---|
//! | `compound_growth` | `rate` | Python `statistics.geometric_mean` of the yearly ratios |
//! | `mean_growth` | `rate` | pandas `pct_change().mean()` |
//! | `mean_change` | `change` | pandas `diff().mean()` |
//! | `log_linear` | `slope`, `t`, `growth`, `r_squared`, `lags` | statsmodels OLS with `cov_type="HAC"` |
//! | `mann_kendall` | `s`, `tau_b`, `z` | pymannkendall `original_test`, scipy `kendalltau` |
//! | `theil_sen` | `slope`, `lower`, `upper` | scipy `theilslopes` |
//!
//! Rates are fractions (0.05 is 5 % a year); changes and Theil-Sen slopes are in the indicator's own unit a year.

pub mod growth;
pub mod log_linear;
pub mod mann_kendall;
pub mod theil_sen;

/// One number a method gives for a window; the last columns of a row of `trends.parquet`.
#[derive(Clone, Debug, PartialEq)]
pub struct Statistic {
    pub method: &'static str,
    pub statistic: &'static str,
    pub value: f64,
    pub std_error: Option<f64>,
    /// Two-sided, against no trend.
    pub p_value: Option<f64>,
}

/// All methods that apply to the window, always in the same order.
///
/// `rate` says that the values are shares, rates or points and not levels: they get a mean yearly change, and growth
/// rates only if every value is positive (a rate that changes sign has no growth rate).
pub fn of(points: &[(i32, f64)], rate: bool) -> Vec<Statistic> {
    if !well_formed(points) {
        return Vec::new();
    }
    [growth::of(points, rate), log_linear::of(points), mann_kendall::of(points), theil_sen::of(points)].concat()
}

impl Statistic {
    /// A statistic without standard error and p-value.
    fn plain(method: &'static str, statistic: &'static str, value: f64) -> Self {
        Self { method, statistic, value, std_error: None, p_value: None }
    }
}

fn well_formed(points: &[(i32, f64)]) -> bool {
    points.iter().all(|(_, value)| value.is_finite())
        && points.iter().zip(points.iter().skip(1)).all(|(earlier, later)| earlier.0 < later.0)
}

/// Sizes of the groups of equal values, groups of one included.
fn tie_sizes(points: &[(i32, f64)]) -> Vec<usize> {
    let mut values: Vec<f64> = points.iter().map(|point| point.1).collect();
    values.sort_by(f64::total_cmp);
    values.chunk_by(|a, b| a == b).map(<[f64]>::len).collect()
}

/// Variance of Kendall's S for values in groups of these sizes: (n(n-1)(2n+5) - sum of t(t-1)(2t+5)) / 18.
/// Kendall 1970, Rank Correlation Methods, section 4.4; Gilbert 1987, equation 16.4.
fn variance_of_s(tie_sizes: &[usize]) -> f64 {
    let term = |size: usize| (size as f64) * (size as f64 - 1.0) * (2.0 * size as f64 + 5.0);
    let ties: f64 = tie_sizes.iter().map(|size| term(*size)).sum();
    (term(tie_sizes.iter().sum()) - ties) / 18.0
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn disordered_repeated_or_infinite_points_give_nothing() {
        assert!(of(&[(2001, 1.0), (2000, 2.0), (2002, 3.0)], false).is_empty());
        assert!(of(&[(2000, 1.0), (2000, 2.0), (2002, 3.0)], false).is_empty());
        assert!(of(&[(2000, 1.0), (2001, f64::NAN), (2002, 3.0)], false).is_empty());
        assert!(of(&[], false).is_empty());
        assert!(of(&[(2000, 1.0)], true).is_empty());
    }

    #[test]
    fn zeros_of_either_sign_are_tied() {
        assert_eq!(tie_sizes(&[(1, -0.0), (2, 0.0), (3, 1.0)]), [2, 1]);
    }
}
