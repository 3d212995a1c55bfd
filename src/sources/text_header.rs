//! The header of a table aligned by blanks: headings that do not stand above their figures, and headings of columns
//! without any.
//!
//! In: the fields of the line right above the figures, and the columns told from the figures. Out: columns as the
//! headings have them. Refuses to move a heading that stands over its column.

use std::ops::Range;

use super::text_columns::{self, Field};

/// A heading over several columns may stand so far off their middle, in parts of their width: columns differ in width.
const SLACK: f64 = 0.15;
/// Blanks between two headings, not counted: one heading may be set with two.
const APART: usize = 3;

/// The columns with one for each heading of the lowest line that stands clear of all of them, where there are more headings
/// than columns of figures, and the nearest column has a heading of its own among `all`.
pub(super) fn with_headed(columns: &[Range<usize>], header: &[Field], all: &[Field]) -> Vec<Range<usize>> {
    let over = |field: &Field, column: &Range<usize>| column.start < field.place.end && field.place.start < column.end;
    let clear = |field: &Field| {
        let nearest = text_columns::places(field, columns).start;
        let Some(column) = columns.get(nearest).filter(|_| !columns.iter().any(|column| over(field, column))) else {
            return false;
        };
        let mut owners = all.iter().filter(|other| over(other, column));
        owners.next().is_some_and(|owner| apart(&owner.place, &field.place) && apart(column, &field.place))
    };
    let mut found = columns.to_vec();
    let figures = columns.len().saturating_sub(1);
    let headings = header.iter().filter(|field| !columns.first().is_some_and(|stub| over(field, stub))).count();
    if headings <= figures {
        return found;
    }
    found.extend(header.iter().filter(|field| clear(field)).map(|field| field.place.clone()));
    found.sort_by_key(|column| column.start);
    found
}

fn apart(one: &Range<usize>, other: &Range<usize>) -> bool {
    one.end + APART <= other.start || other.end + APART <= one.start
}

/// As many headings as every line has fields: the n-th figure belongs to the n-th heading, wherever it stands. `None`
/// where their places say the same.
pub(super) fn in_order(header: &[Field], data: &[Vec<Field>], columns: &[Range<usize>]) -> Option<usize> {
    let count = header.len();
    let same = count >= 3 && data.len() >= 2 && data.iter().all(|fields| fields.len() == count);
    let placed = columns.len() == count
        && header.iter().enumerate().all(|(at, field)| text_columns::places(field, columns) == (at..at + 1));
    (same && !placed).then_some(count)
}

/// The column of each heading of a line, in order: the nearest, and no two in one column but where both stand over it and no
/// column goes without one for it.
pub(super) fn assigned(header: &[Field], columns: &[Range<usize>]) -> Vec<usize> {
    const TOGETHER: usize = 200;
    const WITHOUT: usize = 20;
    let away = |field: &Field, column: &Range<usize>| {
        column.start.saturating_sub(field.place.end - 1).max(field.place.start.saturating_sub(column.end.max(1) - 1))
    };
    let over = |at: usize, column: &Range<usize>| header.get(at).is_some_and(|field| away(field, column) == 0);
    // The least cost for the headings so far with the last one in each column, and where the one before it stands.
    let mut costs: Vec<usize> = vec![0; columns.len()];
    let mut steps: Vec<Vec<usize>> = Vec::new();
    for (at, field) in header.iter().enumerate() {
        let (mut next, mut from) = (Vec::new(), Vec::new());
        for (nth, column) in columns.iter().enumerate() {
            let together = |before: usize| {
                let shared = before == nth && at > 0 && !(over(at, column) && over(at - 1, column));
                let passed = if at == 0 { nth } else { (nth - before).saturating_sub(1) };
                let rest = if at + 1 == header.len() { columns.len() - 1 - nth } else { 0 };
                let known = costs.get(before).copied().unwrap_or(0);
                known + if shared { TOGETHER } else { 0 } + (passed + rest) * WITHOUT
            };
            let best = (0..=nth).min_by_key(|&before| (together(before), nth - before)).unwrap_or(0);
            next.push(together(best) + away(field, column));
            from.push(best);
        }
        costs = next;
        steps.push(from);
    }
    let mut place = (0..columns.len()).min_by_key(|&at| costs.get(at).copied().unwrap_or(0)).unwrap_or(0);
    let mut places = vec![0; header.len()];
    for (slot, from) in places.iter_mut().zip(&steps).rev() {
        *slot = place;
        place = from.get(place).copied().unwrap_or(0);
    }
    places
}

/// For each heading of an upper line the first and last of the lower ones that it stands over: those whose middle is nearest
/// to its own, as far as it stands in the middle of them. `near` is how far off a middle may be.
pub(super) fn groups(upper: &[(f64, f64)], lower: &[(f64, f64)], near: f64) -> Vec<Option<(usize, usize)>> {
    let near_to = nearest(upper, lower);
    let covered = |(own, group): (&(f64, f64), Option<(usize, usize)>)| Some(centred(own, group?, lower, near));
    upper.iter().zip(near_to).map(covered).collect()
}

fn middle((left, right): &(f64, f64)) -> f64 {
    (left + right) / 2.0
}

/// The most of a group in whose middle a heading stands; all of it where it stands in no middle (it is set to the left).
fn centred(own: &(f64, f64), group: (usize, usize), lower: &[(f64, f64)], near: f64) -> (usize, usize) {
    let off = |&(first, last): &(usize, usize)| {
        let ends = lower.get(first).zip(lower.get(last));
        ends.map_or(f64::MAX, |(first, last)| (middle(&(first.0, last.1)) - middle(own)).abs())
    };
    let width = lower.get(group.0).zip(lower.get(group.1)).map_or(0.0, |(first, last)| last.1 - first.0);
    if off(&group) <= near.max(width * SLACK) {
        return group;
    }
    let ranges = (group.0..=group.1).flat_map(|first| (first..=group.1).map(move |last| (first, last)));
    let fitting = ranges.filter(|range| off(range) <= near);
    fitting.max_by_key(|(first, last)| last - first).unwrap_or(group)
}

/// For each heading of an upper line the first and last of the lower ones whose middle is nearest to its own.
fn nearest(upper: &[(f64, f64)], lower: &[(f64, f64)]) -> Vec<Option<(usize, usize)>> {
    let mut groups = vec![None; upper.len()];
    for (at, own) in lower.iter().enumerate() {
        let away = |one: &(f64, f64)| (middle(one) - middle(own)).abs();
        let nearest = upper.iter().enumerate().min_by(|a, b| away(a.1).total_cmp(&away(b.1))).map(|(nth, _)| nth);
        if let Some(group) = nearest.and_then(|nth| groups.get_mut(nth)) {
            let (first, _) = group.unwrap_or((at, at));
            *group = Some((first, at));
        }
    }
    groups
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_heading_clear_of_all_columns_heads_one_of_its_own() {
        let header = text_columns::fields("地区    一般     专项     一般     专项", 2);
        assert_eq!(with_headed(&[0..4, 26..31, 35..39], &header, &header), [0..4, 8..12, 17..21, 26..31, 35..39]);
        let spaced = text_columns::fields("地  区    收  入    支  出", 2);
        assert_eq!(with_headed(&[0..6, 9..16, 19..26], &spaced, &spaced).len(), 3);
        let left = text_columns::fields("项目      金额", 2);
        assert_eq!(with_headed(&[0..6, 24..29], &left, &left).len(), 2);
    }

    #[test]
    fn headings_between_columns_go_to_one_each() {
        let header = text_columns::fields("            项目       预算数         执行数", 2);
        assert_eq!(assigned(&header, &[0..20, 29..38, 43..52]), [0, 1, 2]);
        let spaced = text_columns::fields("地  区    收  入    支  出", 2);
        assert_eq!(assigned(&spaced, &[0..6, 9..16, 19..26]), [0, 0, 1, 1, 2, 2]);
        let left = text_columns::fields("       项   目        预算数         执行数", 2);
        assert_eq!(assigned(&left, &[0..26, 33..42, 48..57]), [0, 0, 1, 2]);
    }

    #[test]
    fn upper_headings_take_the_lower_ones_around_them() {
        let lower = [(8.0, 12.0), (17.0, 21.0), (26.0, 30.0), (35.0, 39.0)];
        let groups = |upper: &[(f64, f64)]| super::groups(upper, &lower, 2.0);
        assert_eq!(groups(&[(11.0, 18.0)]), [Some((0, 1))], "the others stand beside it");
        assert_eq!(groups(&[(8.0, 14.0)]), [Some((0, 0))]);
        assert_eq!(groups(&[(2.0, 6.0)]), [Some((0, 3))], "set to the left of all");
        let groups = groups(&[(14.0, 18.0), (32.0, 36.0)]);
        assert_eq!(groups, [Some((0, 1)), Some((2, 3))]);
    }

    #[test]
    fn as_many_headings_as_figures_are_in_order() {
        let line = |text: &str| text_columns::fields(text, 2);
        let header = line("地区   会议费   培训费   接待费");
        let data = [line("东区   518   46   1330"), line("西区   46   3   75")];
        assert_eq!(in_order(&header, &data, &[0..4, 7..10, 13..15]), Some(4));
        let placed = [line("东区    518      46      1330"), line("西区     46       3        75")];
        assert_eq!(in_order(&header, &placed, &[0..4, 8..11, 17..19, 25..29]), None);
    }
}
