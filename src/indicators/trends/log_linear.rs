//! Log-linear trend: ln x = a + g t by ordinary least squares, t the calendar year.
//!
//! In: the points of a window. Out: `slope` g with its standard error and p-value, `t`, the yearly `growth` exp(g) - 1,
//! `r_squared` (centred) and the number of `lags`. Refuses fewer than three points and any value that is not positive.
//!
//! Standard errors are Newey and West's (1987), robust against heteroskedasticity and autocorrelation: Bartlett kernel,
//! lags floor(4 (n/100)^(2/9)) with n the number of values, variance multiplied by n / (n - 2). t is compared with
//! Student's distribution with n - 2 degrees of freedom, as statsmodels does with `cov_type="HAC"`,
//! `use_correction=True` and `use_t=True`. Lags are calendar years: values on both sides of a gap are as far apart as
//! their years (the amplitude-modulated estimator of Parzen 1963; Datta and Du 2012), not neighbours.

use statrs::distribution::{ContinuousCDF, StudentsT};

use super::Statistic;

const METHOD: &str = "log_linear";
const LEAST_POINTS: usize = 3;

/// The log-linear trend of the window, or nothing.
pub fn of(points: &[(i32, f64)]) -> Vec<Statistic> {
    if points.len() < LEAST_POINTS || points.iter().any(|point| point.1 <= 0.0) {
        return Vec::new();
    }
    let fit = Fit::of(points);
    let error = fit.slope_error(points);
    let t = error.map(|error| fit.slope / error);
    let p_value = t.and_then(|t| two_sided(t, points.len()));
    [
        Some(Statistic { method: METHOD, statistic: "slope", value: fit.slope, std_error: error, p_value }),
        t.map(|t| Statistic { method: METHOD, statistic: "t", value: t, std_error: None, p_value }),
        Some(Statistic::plain(METHOD, "growth", fit.slope.exp_m1())),
        fit.r_squared().map(|value| Statistic::plain(METHOD, "r_squared", value)),
        error.map(|_| Statistic::plain(METHOD, "lags", f64::from(lags(points.len())))),
    ]
    .into_iter()
    .flatten()
    .collect()
}

/// Least squares around the means, which keeps years near 2000 from costing digits.
struct Fit {
    slope: f64,
    /// Years less their mean.
    years: Vec<f64>,
    residuals: Vec<f64>,
    sum_of_year_squares: f64,
    total_sum: f64,
    residual_sum: f64,
    /// Sums of squares up to here are rounding, not variation.
    rounding: f64,
}

impl Fit {
    fn of(points: &[(i32, f64)]) -> Self {
        let years = centred(points.iter().map(|point| f64::from(point.0)).collect());
        let raw_logs: Vec<f64> = points.iter().map(|point| point.1.ln()).collect();
        let largest = raw_logs.iter().fold(0.0f64, |largest, log| largest.max(log.abs()));
        let logs = centred(raw_logs);
        let sum_of_year_squares = sum_of_squares(&years);
        let slope = years.iter().zip(&logs).map(|(year, log)| year * log).sum::<f64>() / sum_of_year_squares;
        let residuals: Vec<f64> = years.iter().zip(&logs).map(|(year, log)| log - slope * year).collect();
        Self {
            slope,
            total_sum: sum_of_squares(&logs),
            residual_sum: sum_of_squares(&residuals),
            rounding: points.len() as f64 * (8.0 * f64::EPSILON * largest).powi(2),
            years,
            residuals,
            sum_of_year_squares,
        }
    }

    /// Newey-West standard error of the slope; none where the line passes through every point.
    fn slope_error(&self, points: &[(i32, f64)]) -> Option<f64> {
        if self.residual_sum <= self.rounding {
            return None;
        }
        let scores: Vec<(i32, f64)> = points
            .iter()
            .zip(self.years.iter().zip(&self.residuals))
            .map(|(point, (year, residual))| (point.0, year * residual))
            .collect();
        let count = points.len() as f64;
        let variance = long_run_sum(&scores, lags(points.len())) / self.sum_of_year_squares.powi(2);
        let error = (variance * count / (count - 2.0)).sqrt();
        (error > 0.0).then_some(error)
    }

    fn r_squared(&self) -> Option<f64> {
        (self.total_sum > self.rounding).then(|| 1.0 - self.residual_sum / self.total_sum)
    }
}

/// Lag rule of Newey and West 1994 for the Bartlett kernel: floor(4 (n/100)^(2/9)).
fn lags(count: usize) -> i32 {
    (4.0 * (count as f64 / 100.0).powf(2.0 / 9.0)).floor() as i32
}

/// Sum of the products of scores up to `lags` calendar years apart, with Bartlett weights 1 - lag / (lags + 1).
fn long_run_sum(scores: &[(i32, f64)], lags: i32) -> f64 {
    let weight = |lag: i32| 1.0 - f64::from(lag) / f64::from(lags + 1);
    let own: f64 = scores.iter().map(|score| score.1 * score.1).sum();
    let cross = scores.iter().enumerate().map(|(place, earlier)| {
        let near = scores.iter().skip(place + 1).take_while(|later| later.0 - earlier.0 <= lags);
        near.map(|later| weight(later.0 - earlier.0) * earlier.1 * later.1).sum::<f64>()
    });
    own + 2.0 * cross.sum::<f64>()
}

fn two_sided(t: f64, count: usize) -> Option<f64> {
    let student = StudentsT::new(0.0, 1.0, count as f64 - 2.0).ok()?;
    Some(2.0 * student.sf(t.abs()))
}

fn centred(values: Vec<f64>) -> Vec<f64> {
    let mean = values.iter().sum::<f64>() / values.len() as f64;
    values.into_iter().map(|value| value - mean).collect()
}

fn sum_of_squares(values: &[f64]) -> f64 {
    values.iter().map(|value| value * value).sum()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn steady_growth_is_found_without_an_invented_error() {
        let points: Vec<(i32, f64)> = (0..10).map(|k| (2000 + k, 50.0 * 1.08f64.powi(k))).collect();
        let trend = of(&points);
        assert_eq!(trend.iter().map(|s| s.statistic).collect::<Vec<_>>(), ["slope", "growth", "r_squared"]);
        assert!((trend[1].value - 0.08).abs() < 1e-13 && trend[0].p_value.is_none());
    }

    #[test]
    fn a_constant_has_no_r_squared_and_a_value_of_zero_has_no_logarithm() {
        let constant = of(&[(2000, 3.7), (2001, 3.7), (2003, 3.7)]);
        assert_eq!(constant.iter().map(|s| s.statistic).collect::<Vec<_>>(), ["slope", "growth"]);
        assert!(of(&[(2000, 3.7), (2001, 0.0), (2003, 3.7)]).is_empty());
    }

    #[test]
    fn the_lag_rule_at_its_known_points() {
        assert_eq!([lags(3), lags(29), lags(100), lags(273)], [1, 3, 4, 5]);
    }
}
