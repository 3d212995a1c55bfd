//! Mann-Kendall test for a monotonic trend, with ties.
//!
//! In: the points of a window; only their order in time counts, so gaps need no care. Out: `s` with its standard error
//! and, for up to 40 values without ties, the exact two-sided p-value; `tau_b`; `z` with continuity correction and the
//! normal two-sided p-value. Refuses fewer than three points.
//!
//! Mann 1945; Kendall 1970; Gilbert 1987, section 16.4, who asks for exact probabilities up to n = 40. The test takes
//! the values as independent: autocorrelation, usual in fiscal series, makes p too small.

use statrs::distribution::{ContinuousCDF, Normal};

use super::{Statistic, tie_sizes, variance_of_s};

const METHOD: &str = "mann_kendall";
const LEAST_POINTS: usize = 3;
const MOST_POINTS_EXACT: usize = 40;

/// The Mann-Kendall statistics of the window, or nothing.
pub fn of(points: &[(i32, f64)]) -> Vec<Statistic> {
    if points.len() < LEAST_POINTS {
        return Vec::new();
    }
    let ties = tie_sizes(points);
    let s = concordance(points);
    let error = variance_of_s(&ties).sqrt();
    let countable = ties.len() == points.len() && points.len() <= MOST_POINTS_EXACT;
    let exact = countable.then(|| exact_two_sided(s, points.len()));
    let z = if s == 0 { 0.0 } else { (s as f64 - s.signum() as f64) / error };
    let p_value = Some(normal_two_sided(z));
    [
        Some(Statistic { method: METHOD, statistic: "s", value: s as f64, std_error: Some(error), p_value: exact }),
        tau_b(s, &ties).map(|value| Statistic::plain(METHOD, "tau_b", value)),
        Some(Statistic { method: METHOD, statistic: "z", value: z, std_error: None, p_value }),
    ]
    .into_iter()
    .flatten()
    .collect()
}

/// Kendall's S: pairs that rise less pairs that fall.
fn concordance(points: &[(i32, f64)]) -> i64 {
    let later = |place: usize| points.iter().skip(place + 1);
    let sign = |earlier: f64, later: f64| i64::from(later > earlier) - i64::from(later < earlier);
    points.iter().enumerate().map(|(place, point)| later(place).map(|next| sign(point.1, next.1)).sum::<i64>()).sum()
}

/// S over the root of all pairs times the pairs untied in value; years are never tied. None if all values are equal.
fn tau_b(s: i64, ties: &[usize]) -> Option<f64> {
    let pairs = |size: usize| (size as f64) * (size as f64 - 1.0) / 2.0;
    let all = pairs(ties.iter().sum());
    let untied = all - ties.iter().map(|size| pairs(*size)).sum::<f64>();
    (untied > 0.0).then(|| s as f64 / (all * untied).sqrt())
}

fn normal_two_sided(z: f64) -> f64 {
    2.0 * Normal::standard().sf(z.abs())
}

/// P(|S| >= |s|) where every order of the n values is equally likely (Kendall 1970, appendix table 1).
///
/// The number of falling pairs is a sum of independent uniforms on 0..k, k = 1..n-1; rare ends are added up from the
/// small side, so that small probabilities keep their digits.
fn exact_two_sided(s: i64, count: usize) -> f64 {
    let mut chances = vec![1.0f64];
    for size in 2..=count {
        let mut wider = vec![0.0; chances.len() + size - 1];
        for (falls, chance) in chances.iter().enumerate() {
            wider.iter_mut().skip(falls).take(size).for_each(|sum| *sum += chance / size as f64);
        }
        chances = wider;
    }
    let pairs = (count * (count - 1) / 2) as i64;
    let fewest_falls = ((pairs - s.abs()) / 2) as usize;
    let tail: f64 = chances.iter().take(fewest_falls + 1).sum();
    (2.0 * tail).min(1.0)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Kendall 1970, appendix table 1: P(S >= s).
    #[test]
    fn exact_probabilities_are_kendalls() {
        for (count, s, printed) in [(4, 4, 0.167), (4, 6, 0.042), (5, 8, 0.042), (8, 16, 0.031), (10, 21, 0.036)] {
            let one_sided = exact_two_sided(s, count) / 2.0;
            assert!((one_sided - printed).abs() < 0.0005, "n {count}, S {s}: {one_sided}");
        }
        assert_eq!(exact_two_sided(0, 5), 1.0);
        assert!((exact_two_sided(-10, 5) - 2.0 / 120.0).abs() < 1e-16);
    }

    #[test]
    fn a_constant_shows_no_trend() {
        let test = of(&[(2000, 2.0), (2001, 2.0), (2002, 2.0)]);
        assert_eq!(test.iter().map(|s| s.statistic).collect::<Vec<_>>(), ["s", "z"]);
        assert!(test.iter().all(|s| s.value == 0.0) && test[1].p_value == Some(1.0));
    }
}
