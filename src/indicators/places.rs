//! Places: where a formula may have a value, and the figures chosen there, found by walking along columns.
//!
//! In: the panel and an indicator. Out: its areas and years, and for each the position of a figure for every leaf. Refuses to
//! decide what takes more than a look (undated sources, years from a name, editions that differ): that is `select`'s.

use super::figures::{OfArea, Status};
use super::panel::Panel;
use super::select::{Bound, Plan, divided};
use crate::definitions::{Definitions, Indicator, Scope};
use crate::formula::enclosing::Steps;
use crate::formula::{Core, Coverage, Leaf, Shift, leaves};

/// An indicator's formula between two turns of its splices: the leaves that count, and the operations on them in order.
pub(super) struct Side<'a> {
    /// The first period.
    from: i32,
    pub plan: Plan<'a>,
    pub steps: Steps<'a>,
}

/// An indicator ready to be computed anywhere.
pub(super) struct Prepared<'a> {
    pub indicator: &'a Indicator,
    /// Whose accounts it is of.
    pub coverage: Option<Coverage>,
    pub leaves: Vec<Leaf>,
    /// In order of periods, the first from the beginning of time.
    pub sides: Vec<Side<'a>>,
}

impl<'a> Prepared<'a> {
    pub fn new(indicator: &'a Indicator, definitions: &'a Definitions) -> Prepared<'a> {
        let leaves = leaves(&indicator.core);
        let mut turns = Vec::new();
        find_turns(&indicator.core, &mut turns);
        turns.sort_unstable();
        turns.dedup();
        let before = turns.first().map_or(0, |turn| turn.saturating_sub(1));
        let side = |(from, period): (i32, i32)| Side {
            from,
            plan: Plan::at(&indicator.core, period, &definitions.series),
            steps: Steps::at(&indicator.core, period),
        };
        let sides = [(i32::MIN, before)].into_iter().chain(turns.into_iter().map(|turn| (turn, turn))).map(side);
        Prepared { indicator, coverage: coverage(&leaves), sides: sides.collect(), leaves }
    }

    /// The side that a period is on.
    pub fn side(&self, period: i32) -> usize {
        self.sides.partition_point(|side| side.from <= period).saturating_sub(1)
    }

    /// The areas it is defined for, in code order: the nation alone, provinces and the areas below them, or all.
    pub fn areas(&self, panel: &Panel) -> Vec<u32> {
        let fits = |code: &str| match self.indicator.areas {
            Scope::All => true,
            Scope::Nation => code == "CN",
            Scope::Province => code != "CN",
        };
        panel.areas.iter().zip(0..).filter(|(code, _)| fits(code)).map(|(_, area)| area).collect()
    }

    /// First and last period at which every leaf could have a figure.
    pub fn span(&self, panel: &Panel, area: u32) -> Option<(i32, i32)> {
        let mut span: Option<(i32, i32)> = None;
        for leaf in &self.leaves {
            let Shift::Relative(by) = leaf.shift else { continue };
            let Some((first, last)) = panel.of_area(&leaf.series, area).span() else { continue };
            let (first, last) = (first - by, last - by);
            span = Some(span.map_or((first, last), |(low, high)| (low.min(first), high.max(last))));
        }
        span
    }
}

/// Whose accounts a formula is of; none where its series are of the area as a whole, or of several accounts.
fn coverage(leaves: &[Leaf]) -> Option<Coverage> {
    let first = leaves.first()?.coverage;
    first.filter(|_| leaves.iter().all(|leaf| leaf.coverage == first))
}

/// The first periods on the later sides of splices.
fn find_turns(core: &Core, found: &mut Vec<i32>) {
    match core {
        Core::Number(_) | Core::Leaf(_) => {}
        Core::Negate(inner) | Core::Power(inner, _) => find_turns(inner, found),
        Core::Binary(_, left, right) => {
            find_turns(left, found);
            find_turns(right, found);
        }
        Core::Splice { at, shift, before, after, .. } => {
            if let Shift::Relative(by) = shift {
                found.push(at.saturating_sub(*by));
            }
            find_turns(before, found);
            find_turns(after, found);
        }
    }
}

/// What is known of the printings of one group's series.
pub(super) struct Group {
    /// By printing: whether its figures may stand for the leaves.
    fits: Vec<bool>,
    /// By printing: whether nothing more is to be said of them.
    plain: Vec<bool>,
    /// Whether figures whose year a name says may stand where there are no others.
    has_named: bool,
    may_divide: bool,
}

/// The groups of a plan.
pub(super) fn groups(plan: &Plan, panel: &Panel) -> Vec<Group> {
    let (bound, undated) = (plan.bind(panel, 0), panel.undated());
    let group = |group: &super::select::Group| {
        let known = panel.series.get(plan.series_of(group)).map(|figures| &*figures.known).unwrap_or_default();
        let sought = bound.sought(group);
        let with_named = sought.with_named();
        let fits: Vec<bool> = known.iter().map(|printing| sought.fits(printing)).collect();
        let plain = known
            .iter()
            .zip(&fits)
            .map(|(printing, fits)| *fits && printing.edition >= undated && printing.named_by.is_none());
        Group {
            plain: plain.collect(),
            has_named: known.iter().zip(&fits).any(|(printing, fits)| !fits && with_named.fits(printing)),
            may_divide: group.members.len() > 1 && group.breaks.iter().any(|found| found.stops),
            fits,
        }
    };
    plan.groups.iter().map(group).collect()
}

/// What a look along the columns finds at a period.
pub(super) enum Found {
    All,
    Missing,
    Break,
    /// More than a look is needed.
    Unsure,
}

/// A plan in one area, asked period by period in rising order.
pub(super) struct Walk<'p, 'a> {
    plan: &'p Plan<'a>,
    groups: &'p [Group],
    pub bound: Bound<'p, 'a>,
    /// By leaf: the first figure that may count, and the one found.
    from: Vec<usize>,
    pub found: Vec<usize>,
}

impl<'p, 'a> Walk<'p, 'a> {
    pub fn new(plan: &'p Plan<'a>, groups: &'p [Group], panel: &'p Panel, area: u32) -> Walk<'p, 'a> {
        let places = vec![0; plan.leaves.len()];
        Walk { plan, groups, bound: plan.bind(panel, area), from: places.clone(), found: places }
    }

    pub fn look(&mut self, period: i32) -> Found {
        for (at, group) in self.plan.groups.iter().enumerate() {
            let (known, of_area) = (&self.groups[at], self.bound.entries[at]);
            let mut edition = None;
            if known.may_divide && divided(group.breaks, &group.periods(&self.plan.leaves, period)).is_some() {
                return Found::Break;
            }
            for &leaf in &group.members {
                let year = self.plan.leaves[leaf].shift.year(period);
                let from = &mut self.from[leaf];
                while of_area.periods.get(*from).is_some_and(|&other| other < year) {
                    *from += 1;
                }
                let of_year = of_area.periods[*from..].iter().take_while(|&&other| other == year);
                let fits = of_year.zip(&of_area.printings[*from..]).position(|(_, &one)| known.fits[one as usize]);
                let Some(after) = fits else {
                    return if known.has_named { Found::Unsure } else { Found::Missing };
                };
                let printing = of_area.printings[*from + after] as usize;
                let newest = of_area.known[printing].edition;
                if !known.plain[printing] || edition.is_some_and(|edition| edition != newest) {
                    return Found::Unsure;
                }
                edition = Some(newest);
                self.found[leaf] = *from + after;
            }
        }
        Found::All
    }

    /// The leaves of each series, with the figures of the area that they are found among.
    pub fn members(&self) -> impl Iterator<Item = (&'p [usize], OfArea<'p>)> {
        let plan = self.plan;
        plan.groups.iter().map(|group| group.members.as_slice()).zip(self.bound.entries.iter().copied())
    }

    /// The weakest status of the figures found.
    pub fn status(&self) -> Status {
        let mut weakest = Status::Normal;
        for (members, of_area) in self.members() {
            for &leaf in members {
                weakest = weakest.max(of_area.known[of_area.printings[self.found[leaf]] as usize].status);
            }
        }
        if self.plan.bridges.is_empty() { weakest } else { Status::Break }
    }
}
