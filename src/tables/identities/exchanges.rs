//! Figures of one line in each other's places. In: violations of sums. Out: those that hold when the total and one of the
//! parts are exchanged are named so. Refuses lines that hold negative figures elsewhere: there the sign may be wrong.

use super::judge::places;
use super::{Class, Figures, Kind, Law, Violation};

/// Members of sums that are looked at: among many, one is the sum of the others by chance.
const MOST_MEMBERS: usize = 6;
/// Equations that hold before one is doubted.
const FEWEST_HELD: usize = 2;

pub fn explain(figures: &Figures, laws: &[Law], violations: &mut [Violation]) {
    for violation in violations.iter_mut().filter(|violation| violation.class == Class::Unexplained) {
        let Some(law) = laws.get(violation.law).filter(|law| law.kind == Kind::Sum && law.held >= FEWEST_HELD) else {
            continue;
        };
        if law.lines.len() <= MOST_MEMBERS && violation.missing.is_empty() && !has_negatives(figures, law) {
            violation.class = if is_exchanged(figures, law, violation) { Class::Exchanged } else { violation.class };
        }
    }
}

/// Exactly one part is the sum of the printed total and the other parts.
fn is_exchanged(figures: &Figures, law: &Law, violation: &Violation) -> bool {
    let values: Vec<f64> =
        places(figures, law, violation.crossing).into_iter().map(|place| figures.value(place)).collect();
    let sum: f64 = values.iter().sum();
    let is_whole = |value: &&f64| (*value - (sum - *value)).abs() <= violation.tolerance;
    values.iter().skip(1).filter(is_whole).count() == 1
}

fn has_negatives(figures: &Figures, law: &Law) -> bool {
    let crossings = 0..figures.crossings(law.axis);
    crossings
        .into_iter()
        .any(|crossing| places(figures, law, crossing).into_iter().any(|place| figures.value(place) < 0.0))
}
