//! Every law tested in every crossing line. In: laws. Out: their counts, and what does not hold, classed as far as the
//! equation itself tells.

use super::candidates::is_mean;
use super::judge::{Judgement, judge, places};
use super::lines::Lines;
use super::{Class, Figures, Kind, Law, Violation};

pub fn violations(figures: &Figures, lines: &Lines, laws: &mut [Law]) -> Vec<Violation> {
    let mut violations = Vec::new();
    for (at, law) in laws.iter_mut().enumerate() {
        (law.tested, law.held, law.rounding, law.incomplete, law.not_summed) = (0, 0, 0, 0, 0);
        for crossing in 0..figures.crossings(law.axis) {
            let (class, difference, tolerance) = match judge(figures, law, crossing, None) {
                Judgement::Untestable => continue,
                Judgement::Off { .. } if law.kind != Kind::Sum && is_own_rate(lines, law, crossing) => continue,
                Judgement::Held => {
                    (law.tested, law.held) = (law.tested + 1, law.held + 1);
                    continue;
                }
                Judgement::Rounding => {
                    (law.tested, law.held, law.rounding) = (law.tested + 1, law.held + 1, law.rounding + 1);
                    continue;
                }
                Judgement::Incomplete { difference, tolerance } | Judgement::Off { difference, tolerance }
                    if law.kind == Kind::Sum && is_mean(figures, lines, law, crossing) =>
                {
                    law.not_summed += 1;
                    (Class::RatioNotSummed, difference, tolerance)
                }
                Judgement::Incomplete { difference, tolerance } => {
                    law.incomplete += 1;
                    let class = if difference > 0.0 { Class::MissingMember } else { Class::Unexplained };
                    (class, difference, tolerance)
                }
                Judgement::Off { difference, tolerance } => {
                    law.tested += 1;
                    (Class::Unexplained, difference, tolerance)
                }
            };
            let (cells, missing) = members(figures, law, crossing);
            let (repair, suspects) = (None, 0);
            violations.push(Violation {
                class,
                law: at,
                crossing,
                cells,
                difference,
                tolerance,
                missing,
                repair,
                suspects,
            });
        }
    }
    violations
}

/// A crossing line of rates has its own changes (in points) and parts.
fn is_own_rate(lines: &Lines, law: &Law, crossing: usize) -> bool {
    lines.across(law.axis).get(crossing).is_some_and(|line| line.rate)
}

/// The printed cells of an equation, and the lines that have no figure in it.
fn members(figures: &Figures, law: &Law, crossing: usize) -> (Vec<usize>, Vec<usize>) {
    let places = places(figures, law, crossing);
    let missing = law.lines.iter().zip(&places).filter(|(_, place)| figures.value(**place).is_nan());
    (places.iter().filter_map(|&place| figures.cell(place)).collect(), missing.map(|(line, _)| *line).collect())
}

/// Share of the total up to which a miss may come of members rounded before they were added.
const LAST_DIGITS: f64 = 5e-4;

/// Laws that often miss in the last digits only: such misses count as rounding.
pub fn loosen(figures: &Figures, laws: &mut [Law], violations: &mut Vec<Violation>) {
    let small = |law: &Law, violation: &Violation| {
        let total =
            law.lines.first().map_or(0.0, |&line| figures.value(figures.place(law.axis, line, violation.crossing)));
        let own = violation.class == Class::Unexplained && violation.missing.is_empty() && law.kind == Kind::Sum;
        own && violation.difference.abs() <= (total.abs() * LAST_DIGITS).max(violation.tolerance * 2.0)
    };
    let mut often = vec![0usize; laws.len()];
    for violation in violations.iter() {
        if let (Some(law), Some(count)) = (laws.get(violation.law), often.get_mut(violation.law)) {
            *count += usize::from(small(law, violation));
        }
    }
    violations.retain(|violation| {
        let Some(law) = laws.get_mut(violation.law) else { return true };
        let count = often.get(violation.law).copied().unwrap_or(0);
        let loose = count >= 3 && count * 20 >= law.tested && small(law, violation);
        if loose {
            (law.held, law.rounding) = (law.held + 1, law.rounding + 1);
        }
        !loose
    });
}

/// Three or more years in a row in which a law fails, always to the same side, while it holds in others.
pub fn breaks(figures: &Figures, lines: &Lines, laws: &[Law], violations: &mut [Violation]) {
    let mut start = 0;
    while let Some(first) = violations.get(start) {
        let goes_on = |pair: &[Violation]| match pair {
            [one, next] => {
                next.law == one.law
                    && next.class == Class::Unexplained
                    && next.crossing == one.crossing + 1
                    && next.difference.signum() == one.difference.signum()
            }
            _ => false,
        };
        let rest = violations.get(start..).unwrap_or(&[]);
        let length = 1 + rest.windows(2).take_while(|pair| goes_on(pair)).count();
        let dated = |violation: &Violation| {
            let across = laws.get(violation.law).map(|law| lines.across(law.axis));
            across.and_then(|across| across.get(violation.crossing)).is_some_and(|line| line.year.is_some())
        };
        let whole = laws.get(first.law).is_some_and(|law| figures.crossings(law.axis) > length);
        if length >= 3 && whole && first.class == Class::Unexplained && rest.iter().take(length).all(dated) {
            violations.iter_mut().skip(start).take(length).for_each(|violation| violation.class = Class::Break);
        }
        start += length;
    }
}
