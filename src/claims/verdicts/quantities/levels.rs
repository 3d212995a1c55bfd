//! Levels: the official values of a formula in one area, year by year, from every edition on file.
//!
//! In: a formula, the panel, the editions. Out: for each year its values, newest editions first, each an interval that the
//! rounding of the printed figures leaves open. Refuses to mix editions of one series inside a year where one edition
//! holds all its figures, and to reach across a definition break.

use std::cell::RefCell;
use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::rc::Rc;

use chrono::NaiveDate;

use crate::claims::verdicts::quantities::revisions::largest_revision;
use crate::claims::verdicts::records::Records;
use crate::definitions::Names;
use crate::formula::enclosing::enclose;
use crate::formula::interval::Interval;
use crate::formula::{Core, Leaf, Scope, Shift, Stage, check, leaves, leaves_at, parse};
use crate::indicators::{Entry, OfArea, Status};
use crate::messages::{Message, say};
use crate::problem::Place;
use crate::units::Unit;

/// More combinations of editions than this are cut down to those that stood together on some day.
const COMBINATIONS: usize = 96;

/// One official value.
#[derive(Clone, Debug)]
pub struct Level {
    /// In base units.
    pub interval: Interval,
    pub figures: Vec<(Leaf, Entry)>,
    /// Each once, the oldest first.
    pub editions: Vec<u32>,
    /// When the newest of them was published; none where one is undated.
    pub published: Option<NaiveDate>,
    /// From an account or an estimate that was to be replaced: execution figures and provisional ones.
    pub is_preliminary: bool,
}

impl Level {
    /// The rows of the official observations behind it.
    pub fn rows(&self) -> Vec<u32> {
        let rows: BTreeSet<u32> = self.figures.iter().map(|(_, entry)| entry.row).collect();
        rows.into_iter().collect()
    }
}

/// The values of a formula in one area.
#[derive(Debug, Default)]
pub struct Levels {
    years: BTreeMap<i32, Vec<Level>>,
}

impl Levels {
    /// Newest first.
    pub fn at(&self, year: i32) -> &[Level] {
        self.years.get(&year).map(Vec::as_slice).unwrap_or_default()
    }

    pub fn newest(&self, year: i32) -> Option<&Level> {
        self.at(year).first()
    }

    /// The newest that had been published by a day, by its position.
    pub fn as_of(&self, year: i32, day: NaiveDate) -> Option<usize> {
        self.at(year).iter().position(|level| level.published.is_some_and(|published| published <= day))
    }

    pub fn years(&self) -> impl DoubleEndedIterator<Item = i32> {
        self.years.keys().copied()
    }
}

/// A formula in one area, and the account stage that words fix.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
struct Key {
    formula: String,
    stage: Option<Stage>,
    area: String,
}

/// Formulas with their trees.
pub type Formulas = Vec<(String, Core)>;

/// Levels looked up, each formula and area once.
pub struct Book<'a> {
    pub records: &'a Records<'a>,
    scope: Scope<'a>,
    known: RefCell<HashMap<Key, Rc<Levels>>>,
    units: RefCell<HashMap<String, Option<Unit>>>,
    neighbours: RefCell<HashMap<String, Rc<Formulas>>>,
    revisions: RefCell<HashMap<String, f64>>,
    /// Titles of indicators, by id and by formula.
    titles: HashMap<String, &'a Names>,
}

impl<'a> Book<'a> {
    pub fn new(records: &'a Records<'a>) -> Book<'a> {
        let indicators = records.definitions.indicators.values();
        let titles = indicators.flat_map(|indicator| {
            let title = &indicator.titles;
            [(indicator.expr.to_string(), title), (indicator.id.clone(), title)]
        });
        Book {
            records,
            scope: records.definitions.scope(),
            known: RefCell::default(),
            units: RefCell::default(),
            neighbours: RefCell::default(),
            revisions: RefCell::default(),
            titles: titles.collect(),
        }
    }

    pub fn scope(&self) -> &Scope<'a> {
        &self.scope
    }

    /// The name of a series or indicator, or the formula.
    pub fn title(&self, formula: &str) -> Message {
        let series = self.records.definitions.series.get(formula).map(|series| &series.names);
        let names = series.or_else(|| self.titles.get(formula).copied());
        names.map_or_else(|| formula.into(), |names| say!("names.of", zh = names.zh, en = names.en))
    }

    /// What a formula may be taken for, found once.
    pub fn neighbours(&self, formula: &str, find: impl FnOnce() -> Formulas) -> Rc<Formulas> {
        if let Some(known) = self.neighbours.borrow().get(formula) {
            return Rc::clone(known);
        }
        let found = Rc::new(find());
        self.neighbours.borrow_mut().insert(formula.to_string(), Rc::clone(&found));
        found
    }

    /// The largest revision on file of a series, found once.
    pub fn largest_revision(&self, series: &str) -> f64 {
        let find = || largest_revision(self.records.panel, series);
        *self.revisions.borrow_mut().entry(series.to_string()).or_insert_with(find)
    }

    /// The unit of a formula; none where it does not check.
    pub fn unit(&self, formula: &str) -> Option<Unit> {
        if let Some(known) = self.units.borrow().get(formula) {
            return known.clone();
        }
        let nowhere = |_| Place::Source(String::new());
        let found = parse(formula).ok().and_then(|expr| check(&expr, &self.scope, &nowhere).0);
        self.units.borrow_mut().insert(formula.to_string(), found.clone());
        found
    }

    pub fn levels(&self, formula: &str, core: &Core, stage: Option<Stage>, area: &str) -> Rc<Levels> {
        let key = Key { formula: formula.to_string(), stage, area: area.to_string() };
        if let Some(known) = self.known.borrow().get(&key) {
            return Rc::clone(known);
        }
        let found = Rc::new(self.read(core, stage, area));
        self.known.borrow_mut().insert(key, Rc::clone(&found));
        found
    }

    fn read(&self, core: &Core, stage: Option<Stage>, area: &str) -> Levels {
        let Some(area) = self.records.panel.area(area) else { return Levels::default() };
        let mut candidates: BTreeSet<i32> = BTreeSet::new();
        for leaf in leaves(core) {
            let Shift::Relative(by) = leaf.shift else { continue };
            let entries = self.records.panel.of_area(&leaf.series, area);
            candidates.extend(entries.iter().map(|entry| entry.period.saturating_sub(by)));
        }
        let years = candidates.into_iter().map(|year| (year, self.of_year(core, stage, area, year)));
        Levels { years: years.filter(|(_, levels)| !levels.is_empty()).collect() }
    }

    fn of_year(&self, core: &Core, stage: Option<Stage>, area: u32, year: i32) -> Vec<Level> {
        let mut groups: BTreeMap<(String, Option<Stage>), Vec<Leaf>> = BTreeMap::new();
        for leaf in leaves_at(core, year) {
            groups.entry((leaf.series.clone(), leaf.stage)).or_default().push(leaf);
        }
        let mut options = Vec::new();
        for leaves in groups.into_values() {
            match self.options(leaves, stage, area, year) {
                found if found.is_empty() => return Vec::new(),
                found => options.push(found),
            }
        }
        let combined = if options.iter().map(Vec::len).product::<usize>() <= COMBINATIONS {
            product(&options)
        } else {
            self.side_by_side(&options)
        };
        let mut levels: Vec<Level> =
            combined.into_iter().filter_map(|figures| self.level(core, figures, year)).collect();
        levels.sort_by_key(|level| std::cmp::Reverse(level.published));
        levels
    }

    /// The choices for the leaves of one series, newest edition first.
    fn options(&self, leaves: Vec<Leaf>, stage: Option<Stage>, area: u32, year: i32) -> Vec<Vec<(Leaf, Entry)>> {
        let years: Vec<i32> = leaves.iter().map(|leaf| leaf.shift.year(year)).collect();
        let Some(first) = leaves.first() else { return Vec::new() };
        if self.is_divided(&first.series, &years) {
            return Vec::new();
        }
        let entries = self.records.panel.of_area(&first.series, area);
        let mut held: Vec<Vec<Entry>> =
            years.iter().map(|&year| of_period(entries, first.stage, stage, year)).collect();
        held.iter_mut()
            .for_each(|all| all.dedup_by(|one, other| one.edition == other.edition && one.value == other.value));
        let named = |figures: Vec<Entry>| leaves.iter().cloned().zip(figures).collect::<Vec<_>>();
        let Some((first, others)) = held.split_first() else { return Vec::new() };
        let together = first.iter().filter_map(|entry| {
            let same = others.iter().map(|all| all.iter().find(|other| other.edition == entry.edition).copied());
            same.collect::<Option<Vec<_>>>().map(|rest| named([vec![*entry], rest].concat()))
        });
        let together: Vec<_> = together.collect();
        if !together.is_empty() {
            return together;
        }
        let newest: Option<Vec<Entry>> = held.iter().map(|all| all.first().copied()).collect();
        newest.map(named).into_iter().collect()
    }

    /// Whether a definition break that stops comparison lies between the years.
    pub fn is_divided(&self, series: &str, years: &[i32]) -> bool {
        let breaks =
            self.records.definitions.series.get(series).map(|found| found.breaks.as_slice()).unwrap_or_default();
        let (Some(first), Some(last)) = (years.iter().min(), years.iter().max()) else { return false };
        breaks.iter().any(|found| found.stops && *first < found.at && found.at <= *last)
    }

    /// For each day on which an edition appeared, the newest figures that stood then.
    fn side_by_side(&self, options: &[Vec<Vec<(Leaf, Entry)>>]) -> Vec<Vec<(Leaf, Entry)>> {
        let mut days: Vec<NaiveDate> = options.iter().flatten().filter_map(|figures| self.published(figures)).collect();
        days.sort_unstable_by(|one, other| other.cmp(one));
        days.dedup();
        let on = |day: NaiveDate| {
            let newest = |choices: &Vec<Vec<(Leaf, Entry)>>| {
                choices
                    .iter()
                    .find(|figures| self.published(figures).is_some_and(|published| published <= day))
                    .cloned()
            };
            options.iter().map(newest).collect::<Option<Vec<_>>>().map(|chosen| chosen.concat())
        };
        let mut found: Vec<Vec<(Leaf, Entry)>> = days.into_iter().filter_map(on).collect();
        if found.is_empty() {
            found.push(options.iter().filter_map(|choices| choices.first().cloned()).collect::<Vec<_>>().concat());
        }
        found
    }

    fn published(&self, figures: &[(Leaf, Entry)]) -> Option<NaiveDate> {
        let dates = figures.iter().map(|(_, entry)| self.date(entry.edition)).collect::<Option<Vec<_>>>()?;
        dates.into_iter().max()
    }

    pub fn date(&self, edition: u32) -> Option<NaiveDate> {
        self.records.panel.editions.get(edition as usize).and_then(|edition| edition.date)
    }

    fn level(&self, core: &Core, figures: Vec<(Leaf, Entry)>, year: i32) -> Option<Level> {
        let mut leaf =
            |wanted: &Leaf| figures.iter().find(|(leaf, _)| leaf == wanted).map(|(_, entry)| entry.interval());
        let interval = enclose(core, &mut leaf, year)?;
        let editions: BTreeSet<u32> = figures.iter().map(|(_, entry)| entry.edition).collect();
        let is_preliminary = figures
            .iter()
            .any(|(_, entry)| entry.stage == Some(Stage::Execution) || entry.status == Status::Provisional);
        let published = self.published(&figures);
        Some(Level { interval, figures, editions: editions.into_iter().collect(), published, is_preliminary })
    }
}

/// The figures of one year that may stand for a leaf, newest edition first. A stage in the formula is meant exactly; one
/// that the words fix prefers its own figures, and budget figures stand for nothing else.
fn of_period(entries: OfArea, own: Option<Stage>, words: Option<Stage>, year: i32) -> Vec<Entry> {
    let of_year = || entries.of_period(year);
    let with = |stage: Option<Stage>| of_year().filter(move |entry| entry.stage == stage).collect::<Vec<_>>();
    if own.is_some() {
        return with(own);
    }
    match words {
        Some(Stage::Final) => of_year().filter(|entry| matches!(entry.stage, None | Some(Stage::Final))).collect(),
        Some(stage) if !with(Some(stage)).is_empty() || stage == Stage::Budget => with(Some(stage)),
        _ => of_year().filter(|entry| entry.stage != Some(Stage::Budget)).collect(),
    }
}

fn product(options: &[Vec<Vec<(Leaf, Entry)>>]) -> Vec<Vec<(Leaf, Entry)>> {
    options.iter().fold(vec![Vec::new()], |all, choices| {
        all.iter().flat_map(|one| choices.iter().map(move |other| [one.as_slice(), other].concat())).collect()
    })
}
