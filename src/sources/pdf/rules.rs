//! Ruled lines. In: the strokes of a page. Out: whole lines, dashes joined, in groups that touch: the tables and frames.

use super::canvas::Stroke;

/// A line: `at` is its y where it runs across the page, its x where it runs down.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Rule {
    pub at: f64,
    pub from: f64,
    pub to: f64,
}

/// Lines that touch one another.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Group {
    pub across: Vec<Rule>,
    pub down: Vec<Rule>,
}

/// Strokes nearer than this lie on one line; a gap no longer than `DASH` does not part a line.
pub const NEAR: f64 = 2.0;
const DASH: f64 = 4.5;
/// Lines end this far short of those they meet.
const TOUCH: f64 = 3.0;
const SHORTEST: f64 = 5.0;
/// More lines than any table has.
const MOST: usize = 4_000;

pub fn groups(strokes: &[Stroke]) -> Vec<Group> {
    let (mut across, mut down) = (Vec::new(), Vec::new());
    for stroke in strokes {
        let (width, height) = (stroke.to.0 - stroke.from.0, stroke.to.1 - stroke.from.1);
        match width >= height {
            true => across.push(Rule { at: (stroke.from.1 + stroke.to.1) / 2.0, from: stroke.from.0, to: stroke.to.0 }),
            false => down.push(Rule { at: (stroke.from.0 + stroke.to.0) / 2.0, from: stroke.from.1, to: stroke.to.1 }),
        }
    }
    let (across, down) = (whole(across), whole(down));
    if across.len() > MOST || down.len() > MOST {
        return Vec::new();
    }
    touching(&across, &down)
}

/// Joins what lies on one line.
fn whole(mut rules: Vec<Rule>) -> Vec<Rule> {
    rules.sort_by(|a, b| a.at.total_cmp(&b.at).then(a.from.total_cmp(&b.from)));
    let mut whole: Vec<Rule> = Vec::new();
    let mut start = 0;
    while start < rules.len() {
        let first = rules.get(start).map_or(0.0, |rule| rule.at);
        let end = rules.iter().skip(start).position(|rule| rule.at - first > NEAR).map_or(rules.len(), |at| start + at);
        let mut level: Vec<Rule> = rules.get(start..end).unwrap_or_default().to_vec();
        level.sort_by(|a, b| a.from.total_cmp(&b.from));
        let from = whole.len();
        for rule in level {
            match whole.get_mut(from..).and_then(|joined| joined.last_mut()) {
                Some(last) if rule.from - last.to <= DASH => last.to = last.to.max(rule.to),
                _ => whole.push(rule),
            }
        }
        start = end;
    }
    whole.retain(|rule| rule.to - rule.from >= SHORTEST);
    whole
}

fn touching(across: &[Rule], down: &[Rule]) -> Vec<Group> {
    let mut parent: Vec<usize> = (0..across.len() + down.len()).collect();
    for (i, row) in across.iter().enumerate() {
        for (j, column) in down.iter().enumerate() {
            let meets = column.at >= row.from - TOUCH
                && column.at <= row.to + TOUCH
                && row.at >= column.from - TOUCH
                && row.at <= column.to + TOUCH;
            if meets {
                let (a, b) = (root(&mut parent, i), root(&mut parent, across.len() + j));
                if let Some(slot) = parent.get_mut(a) {
                    *slot = b;
                }
            }
        }
    }
    let mut groups: Vec<(usize, Group)> = Vec::new();
    for at in 0..parent.len() {
        let own = root(&mut parent, at);
        let found = groups.iter().position(|(root, _)| *root == own);
        let place = found.unwrap_or_else(|| {
            groups.push((own, Group::default()));
            groups.len() - 1
        });
        let Some((_, group)) = groups.get_mut(place) else { continue };
        match across.get(at) {
            Some(rule) => group.across.push(*rule),
            None => group.down.extend(down.get(at - across.len())),
        }
    }
    groups.into_iter().map(|(_, group)| group).collect()
}

fn root(parent: &mut [usize], mut at: usize) -> usize {
    while let Some(&up) = parent.get(at) {
        if up == at {
            break;
        }
        let above = parent.get(up).copied().unwrap_or(up);
        if let Some(slot) = parent.get_mut(at) {
            *slot = above;
        }
        at = above;
    }
    at
}
