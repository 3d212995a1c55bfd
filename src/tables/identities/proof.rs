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
            violations.push(Violation { class, law: at, crossing, cells, difference, tolerance, missing, repair, suspects });
        }
    }
    violations
}

/// The printed cells of an equation, and the lines that have no figure in it.
fn members(figures: &Figures, law: &Law, crossing: usize) -> (Vec<usize>, Vec<usize>) {
    let places = places(figures, law, crossing);
    let missing = law.lines.iter().zip(&places).filter(|(_, place)| figures.value(**place).is_nan());
    (places.iter().filter_map(|&place| figures.cell(place)).collect(), missing.map(|(line, _)| *line).collect())
}
