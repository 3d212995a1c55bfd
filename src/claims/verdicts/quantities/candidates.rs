//! Candidates: what official figures give for one reading of a claim.
//!
//! In: levels, how two or more of them are put together, the years. Out: every value that the editions on file allow, best
//! first. Refuses pairs of years with a definition break between them.

use std::collections::BTreeSet;
use std::rc::Rc;

use chrono::NaiveDate;

use crate::claims::verdicts::quantities::levels::{Book, Level, Levels};
use crate::formula::interval::Interval;

/// How levels are put together.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Form {
    Level,
    /// End less base.
    Change,
    /// End over base, less one; also `增长N倍` read strictly.
    Growth,
    /// End over base.
    Ratio,
    /// The rate a year that leads from base to end.
    Compound,
    /// The mean of the rates of the years after the base.
    MeanOfRates,
    /// Growth over the number of years.
    Spread,
    /// Of the levels from the first year to the last.
    Mean,
    Sum,
}

/// The years of a claim.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Window {
    pub from: Option<i32>,
    pub to: i32,
}

impl Window {
    pub fn year(to: i32) -> Window {
        Window { from: None, to }
    }

    pub fn between(from: i32, to: i32) -> Window {
        Window { from: Some(from), to }
    }

    /// `2010`, `1978-2004`.
    pub fn shown(self) -> String {
        self.from.map_or(self.to.to_string(), |from| format!("{from}-{}", self.to))
    }

    pub fn steps(self) -> i32 {
        self.from.map_or(0, |from| self.to - from)
    }
}

/// How well the editions of a candidate go together, best first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Standing {
    /// What stands today.
    Newest,
    /// One edition, or the newest that stood together on some day.
    Together,
    /// A preliminary figure over the settled one of its base.
    OverSettled,
    /// Figures that nobody printed together.
    Mixed,
}

/// One value.
#[derive(Clone, Debug)]
pub struct Candidate {
    /// In base units.
    pub interval: Interval,
    pub form: Form,
    pub window: Window,
    pub standing: Standing,
    pub levels: Rc<Levels>,
    /// Year and position of each level used, the end first.
    pub parts: Vec<(i32, usize)>,
}

impl Candidate {
    pub fn used(&self) -> impl DoubleEndedIterator<Item = (i32, &Level)> {
        self.parts.iter().filter_map(|&(year, at)| self.levels.at(year).get(at).map(|level| (year, level)))
    }

    pub fn published(&self) -> Option<NaiveDate> {
        self.used().map(|(_, level)| level.published).collect::<Option<Vec<_>>>()?.into_iter().max()
    }
}

/// Every value of a form over a window, best first.
pub fn candidates(levels: &Rc<Levels>, form: Form, window: Window, book: &Book) -> Vec<Candidate> {
    let mut found = match (form, window.from) {
        (Form::Level, _) => of_one_year(levels, window),
        (Form::MeanOfRates | Form::Mean | Form::Sum, Some(from)) => of_all_years(levels, form, from, window, book),
        (_, Some(from)) if from == window.to => of_two_editions(levels, form, window),
        (_, Some(from)) => of_two_years(levels, form, from, window, book),
        (_, None) => Vec::new(),
    };
    found.sort_by_key(|candidate| candidate.standing);
    found
}

fn of_one_year(levels: &Rc<Levels>, window: Window) -> Vec<Candidate> {
    let candidate = |(at, level): (usize, &Level)| Candidate {
        interval: level.interval,
        form: Form::Level,
        window,
        standing: if at == 0 { Standing::Newest } else { Standing::Together },
        levels: Rc::clone(levels),
        parts: vec![(window.to, at)],
    };
    levels.at(window.to).iter().enumerate().map(candidate).collect()
}

fn of_two_years(levels: &Rc<Levels>, form: Form, from: i32, window: Window, book: &Book) -> Vec<Candidate> {
    let (ends, bases) = (levels.at(window.to), levels.at(from));
    let together = together(levels, from, window.to);
    let newest = newest_pair(ends, bases);
    let mut found = Vec::new();
    for (end_at, end) in ends.iter().enumerate() {
        for (base_at, base) in bases.iter().enumerate() {
            if is_across_a_break(end, base, (from, window.to), book) {
                continue;
            }
            let Some(interval) = combine(form, end.interval, base.interval, window.steps()) else { continue };
            let standing = match (end_at, base_at) {
                pair if Some(pair) == newest => Standing::Newest,
                pair if together.contains(&pair) || end.editions == base.editions => Standing::Together,
                _ if end.is_preliminary && !base.is_preliminary => Standing::OverSettled,
                _ => Standing::Mixed,
            };
            let parts = vec![(window.to, end_at), (from, base_at)];
            found.push(Candidate { interval, form, window, standing, levels: Rc::clone(levels), parts });
        }
    }
    found
}

/// A later edition of a year's figure over an earlier one.
fn of_two_editions(levels: &Rc<Levels>, form: Form, window: Window) -> Vec<Candidate> {
    let all = levels.at(window.to);
    let mut found = Vec::new();
    for (end_at, end) in all.iter().enumerate() {
        for (base_at, base) in all.iter().enumerate().filter(|(_, base)| base.published < end.published) {
            let Some(interval) = combine(form, end.interval, base.interval, 0) else { continue };
            let parts = vec![(window.to, end_at), (window.to, base_at)];
            let standing = if end_at == 0 { Standing::Newest } else { Standing::Together };
            found.push(Candidate { interval, form, window, standing, levels: Rc::clone(levels), parts });
        }
    }
    found
}

/// The newest edition that holds both; else the newest of each.
pub fn newest_pair(ends: &[Level], bases: &[Level]) -> Option<(usize, usize)> {
    let holds = |end: &Level| bases.iter().position(|base| base.editions == end.editions);
    let both = ends.iter().enumerate().find_map(|(at, end)| Some((at, holds(end)?)));
    both.or((!ends.is_empty() && !bases.is_empty()).then_some((0, 0)))
}

/// The pairs that were the newest of each on some day.
fn together(levels: &Levels, from: i32, to: i32) -> BTreeSet<(usize, usize)> {
    let days = levels.at(to).iter().chain(levels.at(from)).filter_map(|level| level.published);
    days.filter_map(|day| Some((levels.as_of(to, day)?, levels.as_of(from, day)?))).collect()
}

fn is_across_a_break(end: &Level, base: &Level, (from, to): (i32, i32), book: &Book) -> bool {
    end.figures.iter().any(|(leaf, _)| {
        base.figures.iter().any(|(other, _)| other.series == leaf.series) && book.is_divided(&leaf.series, &[from, to])
    })
}

/// Two levels put together; none where that has no value.
pub fn combine(form: Form, end: Interval, base: Interval, steps: i32) -> Option<Interval> {
    let ratio = || {
        let is_positive = base.lower > 0.0 && end.lower >= 0.0;
        is_positive.then(|| Interval {
            lower: end.lower / base.upper,
            value: end.value / base.value,
            upper: end.upper / base.lower,
        })
    };
    let map = |interval: Interval, of: &dyn Fn(f64) -> f64| Interval {
        lower: of(interval.lower),
        value: of(interval.value),
        upper: of(interval.upper),
    };
    match form {
        Form::Change => Some(Interval {
            lower: end.lower - base.upper,
            value: end.value - base.value,
            upper: end.upper - base.lower,
        }),
        Form::Growth => ratio().map(|ratio| map(ratio, &|x| x - 1.0)),
        Form::Ratio => ratio(),
        Form::Compound if steps > 0 => ratio().map(|ratio| map(ratio, &|x| x.powf(1.0 / f64::from(steps)) - 1.0)),
        Form::Spread if steps > 0 => ratio().map(|ratio| map(ratio, &|x| (x - 1.0) / f64::from(steps))),
        _ => None,
    }
}

/// The newest figures of all years, and those that stood on the days the last year's figures appeared.
fn of_all_years(levels: &Rc<Levels>, form: Form, from: i32, window: Window, book: &Book) -> Vec<Candidate> {
    let mut days: Vec<Option<NaiveDate>> = levels.at(window.to).iter().map(|level| level.published).collect();
    days.retain(Option::is_some);
    days.insert(0, None);
    let mut found: Vec<Candidate> = Vec::new();
    for day in days {
        let at = |year: i32| match day {
            Some(day) => levels.as_of(year, day),
            None => levels.newest(year).map(|_| 0),
        };
        let years = (from..=window.to).rev();
        let Some(parts) = years.map(|year| Some((year, at(year)?))).collect::<Option<Vec<_>>>() else { continue };
        let used: Vec<(i32, &Level)> =
            parts.iter().filter_map(|&(year, at)| Some((year, levels.at(year).get(at)?))).collect();
        if let (Some((_, end)), Some((_, base))) = (used.first(), used.last())
            && is_across_a_break(end, base, (from, window.to), book)
        {
            continue;
        }
        let Some(interval) = over_years(form, &used) else { continue };
        let standing = if day.is_none() { Standing::Newest } else { Standing::Together };
        if !found.iter().any(|known| known.parts == parts) {
            found.push(Candidate { interval, form, window, standing, levels: Rc::clone(levels), parts });
        }
    }
    found
}

/// Levels of consecutive years, the last first.
fn over_years(form: Form, used: &[(i32, &Level)]) -> Option<Interval> {
    let intervals: Vec<Interval> = match form {
        Form::MeanOfRates => {
            let pairs = used.windows(2);
            let rate = |pair: &[(i32, &Level)]| match pair {
                [(_, end), (_, base)] => combine(Form::Growth, end.interval, base.interval, 1),
                _ => None,
            };
            pairs.map(rate).collect::<Option<Vec<_>>>()?
        }
        _ => used.iter().map(|(_, level)| level.interval).collect(),
    };
    let over = if form == Form::Sum { 1.0 } else { intervals.len() as f64 };
    let sum = |part: fn(&Interval) -> f64| intervals.iter().map(part).sum::<f64>() / over;
    (!intervals.is_empty()).then(|| Interval {
        lower: sum(|interval| interval.lower),
        value: sum(|interval| interval.value),
        upper: sum(|interval| interval.upper),
    })
}
