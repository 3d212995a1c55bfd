//! Selection: which printed figures stand for a formula's leaves in one area and period.
//!
//! In: the panel, a plan of leaves, an area and a period. Out: one figure for each leaf, all periods of one series from
//! the newest edition that holds them together; or why there is none.
//! Refuses to reach across a definition break.

use std::collections::BTreeMap;
use std::ops::Range;

use super::figures::{Entry, OfArea, Printing, Status};
use super::panel::{Panel, Vintage};
use crate::definitions::{Break, Series};
use crate::formula::{Core, Coverage, Leaf, Stage, leaves_at};
use crate::observations::PeriodBasis;

/// Why a formula has no value somewhere.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Gap {
    /// No edition prints the series for the period.
    Missing { series: String, period: i32 },
    /// The periods lie on both sides of a definition break.
    Break { series: String, at: i32 },
}

/// Leaves to be looked up together, and the bridges they stand on.
#[derive(Clone, Debug)]
pub struct Plan<'a> {
    pub leaves: Vec<Leaf>,
    pub bridges: Vec<String>,
    pub(super) groups: Vec<Group<'a>>,
}

/// The leaves of one series, stage and coverage: their periods must come from one edition.
#[derive(Clone, Debug)]
pub(super) struct Group<'a> {
    stage: Option<Stage>,
    coverage: Option<Coverage>,
    pub breaks: &'a [Break],
    /// Positions in `Plan::leaves`.
    pub members: Vec<usize>,
}

/// The figures chosen for the leaves of a plan, in their order.
#[derive(Clone, Debug)]
pub struct Selection {
    pub figures: Vec<Entry>,
    /// Series for which no edition holds all periods together.
    pub split: Vec<String>,
    /// Series for which undated sources print different figures, so that none of them is the newest.
    pub disputed: Vec<String>,
    /// Series taken from an undated source, which alone holds all periods, though dated editions print some of them.
    pub undated: Vec<String>,
    /// Series whose figures have their year from a name, and from which kind of name.
    pub named: Vec<(PeriodBasis, String)>,
    pub bridges: Vec<String>,
}

/// Series, stage and coverage.
type Account<'l> = (&'l str, Option<Stage>, Option<Coverage>);

impl<'a> Plan<'a> {
    /// The leaves that count at a period: of each splice, the side it takes.
    pub fn at(core: &Core, period: i32, catalogue: &'a BTreeMap<String, Series>) -> Plan<'a> {
        let mut bridges = Vec::new();
        stand_on(core, period, &mut bridges);
        Plan::of(leaves_at(core, period), bridges, catalogue)
    }

    /// Any leaves.
    pub fn of(leaves: Vec<Leaf>, bridges: Vec<String>, catalogue: &'a BTreeMap<String, Series>) -> Plan<'a> {
        let mut groups: BTreeMap<Account, Vec<usize>> = BTreeMap::new();
        for (at, leaf) in leaves.iter().enumerate() {
            groups.entry((&leaf.series, leaf.stage, leaf.coverage)).or_default().push(at);
        }
        let breaks = |series: &str| catalogue.get(series).map(|found| found.breaks.as_slice()).unwrap_or_default();
        let groups = groups
            .into_iter()
            .map(|((series, stage, coverage), members)| Group { stage, coverage, breaks: breaks(series), members })
            .collect();
        Plan { leaves, bridges, groups }
    }

    /// The figures of one area, looked up once for all periods.
    pub fn bind<'p>(&'p self, panel: &'p Panel, area: u32) -> Bound<'p, 'a> {
        self.bind_seen(panel, area, Vintage::Newest)
    }

    /// The same with the editions of a vintage rule alone.
    pub fn bind_seen<'p>(&'p self, panel: &'p Panel, area: u32, vintage: Vintage) -> Bound<'p, 'a> {
        let entries = self.groups.iter().map(|group| panel.of_area(self.series_of(group), area));
        Bound { plan: self, undated: panel.undated(), seen: panel.seen(vintage), entries: entries.collect() }
    }

    pub(super) fn series_of(&self, group: &Group) -> &str {
        let first = group.members.first().and_then(|at| self.leaves.get(*at));
        first.map(|leaf| leaf.series.as_str()).unwrap_or_default()
    }
}

/// A plan with the figures of one area, by group.
pub struct Bound<'p, 'a> {
    plan: &'p Plan<'a>,
    undated: u32,
    seen: Range<u32>,
    pub(super) entries: Vec<OfArea<'p>>,
}

/// What may stand for a leaf.
#[derive(Clone)]
pub(super) struct Sought {
    stage: Option<Stage>,
    coverage: Option<Coverage>,
    seen: Range<u32>,
    /// In editions below this number, only figures whose year is printed.
    printed_from: u32,
}

impl Sought {
    /// Without a stage, no budget figure; without a coverage, the area as a whole.
    pub fn fits(&self, printing: &Printing) -> bool {
        let staged = match self.stage {
            Some(stage) => printing.stage == Some(stage),
            None => printing.stage != Some(Stage::Budget),
        };
        let is_printed = printing.named_by.is_none() || printing.edition >= self.printed_from;
        staged && is_printed && printing.coverage == self.coverage && self.seen.contains(&printing.edition)
    }

    /// Those whose year a name says count as well.
    pub fn with_named(&self) -> Sought {
        Sought { printed_from: 0, ..self.clone() }
    }
}

impl Bound<'_, '_> {
    /// Chooses the figures at one period.
    pub fn select(&self, period: i32) -> Result<Selection, Gap> {
        let plan = self.plan;
        let mut figures: Vec<Option<Entry>> = vec![None; plan.leaves.len()];
        let (mut split, mut disputed, mut undated, mut named) = (Vec::new(), Vec::new(), Vec::new(), Vec::new());
        for (group, entries) in plan.groups.iter().zip(&self.entries) {
            let periods = group.periods(&plan.leaves, period);
            if let Some(at) = divided(group.breaks, &periods) {
                return Err(Gap::Break { series: plan.series_of(group).to_string(), at });
            }
            let (sought, series) = (self.sought(group), || plan.series_of(group).to_string());
            let (chosen, whole) = printed_first(*entries, &sought, &periods)
                .map_err(|period| Gap::Missing { series: series(), period })?;
            if !whole {
                split.push(series());
            }
            if chosen.iter().any(|entry| self.is_disputed(*entries, &sought, entry)) {
                disputed.push(series());
            }
            if chosen.iter().any(|entry| self.is_over_dated(*entries, &sought, entry)) {
                undated.push(series());
            }
            if let Some(basis) = chosen.iter().find_map(|entry| entry.named_by) {
                named.push((basis, series()));
            }
            for (at, entry) in group.members.iter().zip(chosen) {
                if let Some(place) = figures.get_mut(*at) {
                    *place = Some(entry);
                }
            }
        }
        let figures = figures.into_iter().flatten().collect();
        Ok(Selection { figures, split, disputed, undated, named, bridges: plan.bridges.clone() })
    }

    pub(super) fn sought(&self, group: &Group) -> Sought {
        let Group { stage, coverage, .. } = *group;
        Sought { stage, coverage, seen: self.seen.clone(), printed_from: self.undated }
    }

    /// Whether the figure is undated, and another undated source prints one of the same stage that rounding does not explain.
    fn is_disputed(&self, entries: OfArea, sought: &Sought, chosen: &Entry) -> bool {
        let differs = |other: &Entry| (other.value - chosen.value).abs() > f64::from(other.half + chosen.half) * 1.001;
        chosen.edition < self.undated
            && of_period(entries, sought, chosen.period)
                .any(|other| other.edition < self.undated && other.stage == chosen.stage && differs(&other))
    }

    /// Whether the figure is undated though a dated edition prints the period.
    fn is_over_dated(&self, entries: OfArea, sought: &Sought, chosen: &Entry) -> bool {
        let newest = of_period(entries, sought, chosen.period).next();
        chosen.edition < self.undated && newest.is_some_and(|newest| newest.edition >= self.undated)
    }
}

impl Group<'_> {
    pub fn periods(&self, leaves: &[Leaf], period: i32) -> Vec<i32> {
        self.members.iter().filter_map(|at| leaves.get(*at)).map(|leaf| leaf.shift.year(period)).collect()
    }
}

impl Selection {
    /// The weakest status among the figures; a dispute leaves it unvalidated, a split edition or a bridge makes it a break.
    pub fn status(&self) -> Status {
        let is_sure = self.disputed.is_empty() && self.undated.is_empty();
        let least = if is_sure { Status::Normal } else { Status::Unvalidated };
        let weakest = self.figures.iter().map(|entry| entry.status).max().unwrap_or(Status::Normal).max(least);
        if self.split.is_empty() && self.bridges.is_empty() { weakest } else { Status::Break }
    }

    /// What a reader of the value must know.
    pub fn notes(&self) -> Vec<String> {
        let split = self.split.iter().map(|series| format!("no edition holds all periods of {series}"));
        let bridges = notes_of_bridges(&self.bridges);
        let disputed =
            self.disputed.iter().map(|series| format!("undated sources print different figures of {series}"));
        let undated =
            self.undated.iter().map(|series| format!("{series} from an undated source, which alone holds all periods"));
        let named = self.named.iter().map(|(basis, series)| format!("{}: {series}", named_by(*basis)));
        bridges.into_iter().chain(split).chain(disputed).chain(undated).chain(named).collect()
    }
}

/// What is said of the bridges that a formula stands on.
pub(super) fn notes_of_bridges(bridges: &[String]) -> Vec<String> {
    bridges.iter().map(|bridge| format!("bridge {bridge}")).collect()
}

/// Whether a note says that a year is from a name.
pub(super) fn is_of_name(note: &str) -> bool {
    [PeriodBasis::FileName, PeriodBasis::Edition, PeriodBasis::Folder]
        .iter()
        .any(|basis| note.starts_with(named_by(*basis)))
}

/// How a note says that a year is from a name.
fn named_by(basis: PeriodBasis) -> &'static str {
    match basis {
        PeriodBasis::Edition => "year by the edition that the file name says",
        PeriodBasis::Folder => "year from the folder name",
        _ => "year from the file name",
    }
}

/// Bridges on whose later side a formula stands at a period, in order of first appearance.
fn stand_on(core: &Core, period: i32, bridges: &mut Vec<String>) {
    match core {
        Core::Number(_) | Core::Leaf(_) => {}
        Core::Negate(inner) | Core::Power(inner, _) => stand_on(inner, period, bridges),
        Core::Binary(_, left, right) => {
            stand_on(left, period, bridges);
            stand_on(right, period, bridges);
        }
        Core::Splice { at, shift, before, after, bridge } => {
            let late = shift.year(period) >= *at;
            if late && !bridges.contains(bridge) {
                bridges.push(bridge.clone());
            }
            stand_on(if late { after } else { before }, period, bridges);
        }
    }
}

/// The first break that stops and has periods on both sides.
pub(super) fn divided(breaks: &[Break], periods: &[i32]) -> Option<i32> {
    let (first, last) = (periods.iter().min()?, periods.iter().max()?);
    breaks.iter().find(|b| b.stops && *first < b.at && b.at <= *last).map(|found| found.at)
}

/// Undated figures whose year a name says stand back behind those that print theirs.
fn printed_first(entries: OfArea, sought: &Sought, periods: &[i32]) -> Result<(Vec<Entry>, bool), i32> {
    match one_edition(entries, sought, periods) {
        Ok((figures, true)) => Ok((figures, true)),
        _ => one_edition(entries, &sought.with_named(), periods),
    }
}

/// Figures for all periods from the newest edition that holds them all; else the newest of each, and false; else the
/// first period that is missing.
fn one_edition(entries: OfArea, sought: &Sought, periods: &[i32]) -> Result<(Vec<Entry>, bool), i32> {
    let mut newest = Vec::with_capacity(periods.len());
    for &period in periods {
        newest.push(of_period(entries, sought, period).next().ok_or(period)?);
    }
    let Some(&first) = periods.first() else { return Ok((newest, true)) };
    if newest.windows(2).all(|pair| pair[0].edition == pair[1].edition) {
        return Ok((newest, true));
    }
    for candidate in of_period(entries, sought, first) {
        let held = |&period: &i32| of_period(entries, sought, period).find(|entry| entry.edition == candidate.edition);
        if let Some(all) = periods.iter().map(held).collect::<Option<Vec<_>>>() {
            return Ok((all, true));
        }
    }
    Ok((newest, false))
}

/// The figures of one period that a formula may use, newest edition first.
fn of_period<'e>(entries: OfArea<'e>, sought: &'e Sought, period: i32) -> impl Iterator<Item = Entry> + 'e {
    entries.of_period(period).filter(|entry| sought.fits(&entry.printing()))
}

#[cfg(test)]
mod tests {
    use chrono::NaiveDate;

    use super::super::figures::{Edition, Figures};
    use super::*;
    use crate::formula::Shift;

    const UNDATED: u32 = 0;
    const OLD: u32 = 1;
    const NEW: u32 = 2;

    fn entry(period: i32, edition: u32, value: f64) -> Entry {
        let status = Status::Normal;
        Entry {
            area: 0,
            period,
            edition,
            stage: None,
            coverage: None,
            decimals: 0,
            status,
            value,
            half: 0.5,
            row: 0,
            named_by: None,
        }
    }

    /// A panel of one area and one series `x`, with an undated and two dated editions.
    fn panel(mut entries: Vec<Entry>) -> Panel {
        entries.sort_by_key(|entry| (entry.period, std::cmp::Reverse(entry.edition)));
        let edition = |name: &str, year: Option<i32>| Edition {
            date: year.and_then(|year| NaiveDate::from_ymd_opt(year, 9, 30)),
            last_year: 2006,
            name: name.to_string(),
        };
        Panel {
            areas: vec!["CN".to_string()],
            editions: vec![edition("file", None), edition("old", Some(2006)), edition("new", Some(2010))],
            series: BTreeMap::from([("x".to_string(), Figures::new(entries, 1))]),
            ..Panel::default()
        }
    }

    fn growth(panel: &Panel, period: i32) -> Result<Selection, Gap> {
        let catalogue = BTreeMap::new();
        let leaf = |by| Leaf { shift: Shift::Relative(by), ..Leaf::of("x") };
        Plan::of(vec![leaf(0), leaf(-1)], Vec::new(), &catalogue).bind(panel, 0).select(period)
    }

    fn values(selection: &Selection) -> Vec<f64> {
        selection.figures.iter().map(|entry| entry.value).collect()
    }

    #[test]
    fn both_periods_come_from_the_newest_edition_that_holds_both() {
        let panel = panel(vec![entry(2004, OLD, 10.0), entry(2005, OLD, 11.0), entry(2005, NEW, 13.0)]);
        let selection = growth(&panel, 2005).expect("a selection");
        assert_eq!(values(&selection), [11.0, 10.0]);
        assert_eq!(selection.status(), Status::Normal);
    }

    #[test]
    fn where_no_edition_holds_both_the_status_is_a_break() {
        let panel = panel(vec![entry(2004, OLD, 10.0), entry(2005, NEW, 13.0)]);
        let selection = growth(&panel, 2005).expect("a selection");
        assert_eq!(values(&selection), [13.0, 10.0]);
        assert_eq!((selection.status(), selection.split.len()), (Status::Break, 1));
    }

    #[test]
    fn a_missing_year_is_not_reached_over() {
        let panel = panel(vec![entry(2003, NEW, 10.0), entry(2005, NEW, 13.0)]);
        assert_eq!(growth(&panel, 2005).err(), Some(Gap::Missing { series: "x".to_string(), period: 2004 }));
    }

    #[test]
    fn a_budget_figure_is_never_taken_for_an_account() {
        let budget = Entry { stage: Some(Stage::Budget), ..entry(2005, NEW, 99.0) };
        let panel = panel(vec![entry(2004, OLD, 10.0), entry(2005, OLD, 11.0), budget]);
        assert_eq!(values(&growth(&panel, 2005).expect("a selection")), [11.0, 10.0]);
    }

    #[test]
    fn own_level_never_stands_for_the_whole_nor_the_whole_for_it() {
        let own = Entry { coverage: Some(Coverage::OwnLevel), ..entry(2005, NEW, 4.0) };
        let panel = panel(vec![entry(2004, NEW, 10.0), entry(2005, OLD, 11.0), entry(2004, OLD, 9.0), own]);
        assert_eq!(values(&growth(&panel, 2005).expect("a selection")), [11.0, 9.0]);
        let leaf = Leaf { coverage: Some(Coverage::OwnLevel), ..Leaf::of("x") };
        let catalogue = BTreeMap::new();
        let plan = Plan::of(vec![leaf], Vec::new(), &catalogue);
        let bound = plan.bind(&panel, 0);
        assert_eq!(bound.select(2005).map(|found| values(&found)), Ok(vec![4.0]));
        assert!(bound.select(2004).is_err());
    }

    #[test]
    fn a_year_from_a_name_is_noted_and_stands_back_behind_a_printed_one() {
        let by_name =
            |period, edition, value| Entry { named_by: Some(PeriodBasis::FileName), ..entry(period, edition, value) };
        let panel = panel(vec![by_name(2004, UNDATED, 10.0), entry(2005, UNDATED, 11.0), by_name(2005, UNDATED, 14.0)]);
        let selection = growth(&panel, 2005).expect("a selection");
        assert_eq!(selection.notes(), ["year from the file name: x"]);
        let leaf = vec![Leaf::of("x")];
        let catalogue = BTreeMap::new();
        let plan = Plan::of(leaf, Vec::new(), &catalogue);
        let bound = plan.bind(&panel, 0);
        assert_eq!(bound.select(2005).map(|found| (values(&found), found.named)), Ok((vec![11.0], Vec::new())));
    }

    #[test]
    fn an_undated_source_that_alone_holds_both_periods_says_so() {
        let both = [entry(2004, UNDATED, 10.0), entry(2005, UNDATED, 11.0)];
        let panel = panel([both.to_vec(), vec![entry(2004, OLD, 10.0), entry(2005, NEW, 13.0)]].concat());
        let selection = growth(&panel, 2005).expect("a selection");
        assert_eq!(values(&selection), [11.0, 10.0]);
        assert_eq!(selection.status(), Status::Unvalidated);
        assert_eq!(selection.notes(), ["x from an undated source, which alone holds all periods"]);
    }
}
