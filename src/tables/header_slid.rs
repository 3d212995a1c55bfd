//! Header rows whose cells slid to the left: one for each group of the row above, where each group has two columns or more
//! (`增长（%）` under `收入` and under `支出`, printed in the first two cells). In: two header rows. Out: for each text the
//! body column it heads: the last of its group, as the first holds what the group's own heading names. Refuses rows whose
//! texts differ: they may be two headings of one group.

use super::plan::Side;
use super::view::View;
use super::wording;

/// For each text of the lower row its column on the sheet, and the place among the body columns that it heads.
pub fn moves(view: &View, upper: usize, lower: usize, side: &Side) -> Option<Vec<(usize, usize)>> {
    let groups = groups(view, upper, side);
    let grouped: Vec<usize> = groups.iter().flatten().copied().collect();
    let texts: Vec<usize> = (0..side.body.len()).filter(|&at| holds(view, lower, side, at)).collect();
    let packed = texts.iter().eq(grouped.iter().take(texts.len()));
    let squashed = |at: usize| side.body.get(at).map(|&col| wording::squash(view.raw(lower, col)));
    let same = texts.windows(2).all(|pair| squashed(pair[0]) == squashed(pair[1]));
    if groups.len() < 2 || texts.len() != groups.len() || !packed || !same {
        return None;
    }
    let last = groups.iter().filter_map(|group| group.last().copied());
    let col = |at: &usize| side.body.get(*at).copied();
    texts.iter().zip(last).map(|(at, last)| Some((col(at)?, last))).collect()
}

fn holds(view: &View, row: usize, side: &Side, at: usize) -> bool {
    side.body.get(at).is_some_and(|&col| !view.is_empty(row, col))
}

/// The body columns under each text of a row that spans two or more: by its merged range, or by the empty cells behind it
/// where the sheet has no merges.
fn groups(view: &View, row: usize, side: &Side) -> Vec<Vec<usize>> {
    let mut groups: Vec<Vec<usize>> = Vec::new();
    for (at, &col) in side.body.iter().enumerate() {
        let inside = match view.merge(row, col) {
            Some(merge) => (merge.first_col as usize) < col && merge.first_row as usize == row,
            None => view.grid.merges.is_empty() && view.is_empty(row, col),
        };
        match groups.last_mut().filter(|_| inside) {
            Some(group) => group.push(at),
            None => groups.push(vec![at]),
        }
    }
    groups.retain(|group| group.len() > 1);
    groups
}
