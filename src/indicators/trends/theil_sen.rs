//! Theil-Sen slope: the median of the slopes between all pairs of points, with a 95 % interval.
//!
//! In: the points of a window, calendar years as the time axis, so that a gap counts as long as it is. Out: `slope`,
//! `lower` and `upper`, in the values' unit a year. Refuses fewer than three points; leaves the interval out where so
//! few points cannot give one (fewer than five without ties).
//!
//! Theil 1950; Sen 1968; the interval is Gilbert's (1987, section 16.5): with N pairs and C = 1.96 sd(S), the variance
//! of S corrected for ties, the slopes of ranks (N - C) / 2 and (N + C) / 2 + 1, rounded half to even and not
//! interpolated. That is what scipy's `theilslopes` does, and R's `trend::sens.slope`.

use statrs::distribution::{ContinuousCDF, Normal};

use super::{Statistic, tie_sizes, variance_of_s};

const METHOD: &str = "theil_sen";
const LEAST_POINTS: usize = 3;
const CONFIDENCE: f64 = 0.95;

/// The Theil-Sen slope of the window and its interval, or nothing.
pub fn of(points: &[(i32, f64)]) -> Vec<Statistic> {
    if points.len() < LEAST_POINTS {
        return Vec::new();
    }
    let slopes = slopes(points);
    let interval = interval(&slopes, variance_of_s(&tie_sizes(points)), CONFIDENCE);
    [
        median(&slopes).map(|value| Statistic::plain(METHOD, "slope", value)),
        interval.map(|(lower, _)| Statistic::plain(METHOD, "lower", lower)),
        interval.map(|(_, upper)| Statistic::plain(METHOD, "upper", upper)),
    ]
    .into_iter()
    .flatten()
    .collect()
}

/// Slopes between all pairs, sorted.
fn slopes(points: &[(i32, f64)]) -> Vec<f64> {
    let slope = |earlier: &(i32, f64), later: &(i32, f64)| (later.1 - earlier.1) / f64::from(later.0 - earlier.0);
    let from = |place: usize| points.iter().skip(place + 1);
    let mut slopes: Vec<f64> =
        points.iter().enumerate().flat_map(|(place, point)| from(place).map(move |next| slope(point, next))).collect();
    slopes.sort_by(f64::total_cmp);
    slopes
}

fn median(sorted: &[f64]) -> Option<f64> {
    let upper = *sorted.get(sorted.len() / 2)?;
    let lower = *sorted.get(sorted.len().checked_sub(1)? / 2)?;
    Some(if sorted.len() % 2 == 1 { upper } else { (lower + upper) / 2.0 })
}

fn interval(sorted: &[f64], variance_of_s: f64, confidence: f64) -> Option<(f64, f64)> {
    let half_width = Normal::standard().inverse_cdf(0.5 + confidence / 2.0) * variance_of_s.sqrt();
    let pairs = sorted.len() as f64;
    let lower_rank = ((pairs - half_width) / 2.0).round_ties_even();
    let upper_rank = ((pairs + half_width) / 2.0).round_ties_even() + 1.0;
    (lower_rank >= 1.0).then_some(())?;
    Some((*sorted.get(lower_rank as usize - 1)?, *sorted.get(upper_rank as usize - 1)?))
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Sen 1968, page 1385: the estimate is 4 and the 93 % interval runs from 26/7 to 35/8.
    #[test]
    fn sens_own_example() {
        let points = [(1, 9.0), (2, 15.0), (3, 19.0), (4, 20.0), (10, 45.0), (12, 55.0), (18, 78.0)];
        let slopes = slopes(&points);
        assert_eq!(median(&slopes), Some(4.0));
        let (lower, upper) = interval(&slopes, variance_of_s(&tie_sizes(&points)), 0.93).unwrap();
        assert!((lower - 26.0 / 7.0).abs() < 1e-15 && (upper - 35.0 / 8.0).abs() < 1e-15, "{lower} {upper}");
    }

    #[test]
    fn four_points_have_a_slope_and_no_interval() {
        let trend = of(&[(2000, 1.0), (2001, 2.0), (2002, 4.0), (2003, 3.0)]);
        assert_eq!(trend.iter().map(|s| s.statistic).collect::<Vec<_>>(), ["slope"]);
    }
}
