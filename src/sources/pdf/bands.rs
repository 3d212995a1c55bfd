//! Rows drawn by lines across the page alone. In: lines of text and the rules they stand between. Out: the same, where the
//! lines of one printed row (a label broken over lines beside its figures) are one line. Refuses rows with figures on
//! more than one line.

use super::rules::Rule;
use super::text::{Line, Segment, is_figure, joined as text_of};

/// Rules of one table begin and end at the same places within this.
const SAME_END: f64 = 6.0;
/// Fewer rules may be underlines.
const FEWEST: usize = 4;
/// A row has no more lines than this.
const MOST_LINES: usize = 8;

pub fn joined(lines: Vec<Line>, rules: &[Rule]) -> Vec<Line> {
    let mut rules = rules.to_vec();
    rules.sort_by(|a, b| a.at.total_cmp(&b.at));
    let alike = |a: &Rule, b: &Rule| (a.from - b.from).abs() < SAME_END && (a.to - b.to).abs() < SAME_END;
    let own = |rule: &Rule| rules.iter().filter(|other| alike(rule, other)).count() >= FEWEST;
    let levels: Vec<Rule> = rules.iter().copied().filter(own).collect();
    let band = |line: &Line| {
        let middle = (line.top + line.bottom) / 2.0;
        let at = levels.partition_point(|rule| rule.at < middle);
        let inside =
            levels.get(at.wrapping_sub(1)).zip(levels.get(at)).is_some_and(|(above, below)| alike(above, below));
        inside.then_some(at)
    };
    lines.chunk_by(|a, b| band(a).is_some() && band(a) == band(b)).flat_map(row).collect()
}

/// The lines of one band as one, if they are one printed row.
pub fn row(lines: &[Line]) -> Vec<Line> {
    let figures = |line: &&Line| line.segments.iter().any(|segment| is_figure(&segment.text));
    if lines.len() < 2 || lines.len() > MOST_LINES || lines.iter().filter(figures).count() != 1 {
        return lines.to_vec();
    }
    let mut cells: Vec<(f64, f64, Vec<Line>)> = Vec::new();
    for line in lines {
        for segment in &line.segments {
            let own = Line { segments: vec![segment.clone()], ..line.clone() };
            match cells.iter_mut().find(|(left, right, _)| segment.left < *right && segment.right > *left) {
                Some((left, right, held)) => {
                    (*left, *right) = (left.min(segment.left), right.max(segment.right));
                    held.push(own);
                }
                None => cells.push((segment.left, segment.right, vec![own])),
            }
        }
    }
    cells.sort_by(|a, b| a.0.total_cmp(&b.0));
    let whole =
        |(left, right, held): (f64, f64, Vec<Line>)| Segment { text: text_of(&held), left, right, gaps: Vec::new() };
    let segments = cells.into_iter().map(whole).collect();
    let bound =
        |pick: fn(&Line) -> f64, from: f64, choose: fn(f64, f64) -> f64| lines.iter().map(pick).fold(from, choose);
    let top = bound(|line| line.top, f64::INFINITY, f64::min);
    let bottom = bound(|line| line.bottom, f64::NEG_INFINITY, f64::max);
    vec![Line { segments, top, bottom, size: bound(|line| line.size, 0.0, f64::max) }]
}
