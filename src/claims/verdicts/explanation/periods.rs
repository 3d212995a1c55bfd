//! Other periods: years and windows in which the figure would be right.
//!
//! In: a case that nothing fits. Out: every other year or window that gives the figure, with what it costs to name it: a
//! year beside the stated one little, one among all years and windows much. Refuses nothing.

use crate::claims::verdicts::explanation::slip::Explanation;
use crate::claims::verdicts::fit::case::Case;
use crate::claims::verdicts::fit::order::Held;
use crate::claims::verdicts::fit::readings::Reading;
use crate::claims::verdicts::quantities::candidates::{
    Candidate, Form, Standing, Window, candidates, combine, newest_pair,
};
use crate::claims::verdicts::quantities::levels::{Book, Level, Levels};
use crate::formula::interval::Interval;
use crate::messages::say;

pub fn elsewhere(case: &Case, book: &Book) -> Vec<Explanation> {
    let mut found = Vec::new();
    for (at, reading) in case.readings.iter().enumerate().filter(|(_, reading)| reading.words.is_none()) {
        let levels = book.levels(&reading.formula, &reading.core, reading.stage, case.area);
        let years: Vec<i32> = levels.years().collect();
        for window in windows(reading, &years) {
            let cost = cost(window, reading.window, years.len());
            if case.stated.bits() - cost < 0.0 || !may_fit(case, &levels, reading, window) {
                continue;
            }
            let all = candidates(&levels, reading.form, window, book);
            let fits = |candidate: &&Candidate| {
                candidate.standing <= Standing::Together && case.stated.holds_or_cut(candidate.interval.value)
            };
            if let Some(candidate) = all.iter().find(fits) {
                let tried = all.iter().filter(|candidate| candidate.standing <= Standing::Together).count();
                let cost = cost + (tried as f64).log2() / 2.0;
                found.push(explained(case, at, candidate.clone(), cost));
            }
        }
    }
    found
}

fn explained(case: &Case, at: usize, candidate: Candidate, cost: f64) -> Explanation {
    let (value, vintage) = (case.voice.value(candidate.interval.value), case.voice.told(&candidate));
    let window = candidate.window;
    let words = say!("diagnosis.period", period = window.shown(), value, vintage);
    let held = Held { reading: at, words: None, is_seldom: false, candidate };
    Explanation { code: "other-period", words, cost, window: Some(window), held: Some(held) }
}

/// Every other year, or every other window of at least two years.
fn windows(reading: &Reading, years: &[i32]) -> Vec<Window> {
    let own = reading.window;
    let single = |from: i32| {
        let to = from + own.steps();
        years.contains(&to).then(|| Window { from: own.from.map(|_| from), to })
    };
    let of_same_length = || years.iter().filter_map(|&from| single(from));
    let all: Vec<Window> = match (own.from, reading.form) {
        (Some(from), _) if from == own.to => Vec::new(),
        (None, _) => years.iter().map(|&year| Window::year(year)).collect(),
        (Some(from), _) if own.to - from == 1 => of_same_length().collect(),
        (Some(from), Form::MeanOfRates | Form::Mean | Form::Sum) => {
            let other_end = years.iter().filter(|&&to| to > from).map(|&to| Window::between(from, to));
            let other_base = years.iter().filter(|&&base| base < own.to).map(|&base| Window::between(base, own.to));
            of_same_length().chain(other_end).chain(other_base).collect()
        }
        (Some(_), _) => {
            let to = |from: i32| years.iter().filter(move |&&to| to > from).map(move |&to| Window::between(from, to));
            years.iter().flat_map(|&from| to(from)).collect()
        }
    };
    all.into_iter().filter(|window| *window != own).collect()
}

/// Bits that it takes to name the window among those like it.
fn cost(window: Window, own: Window, years: usize) -> f64 {
    let among = (years.max(2) as f64).log2();
    let apart = |distance: i32| match distance.abs() {
        0 | 1 => 1.6,
        2 | 3 => 2.6,
        _ => among + 1.5,
    };
    let shift = window.to - own.to;
    match (window.from, own.from) {
        (Some(from), Some(base)) if from == base => apart(shift) + 0.5,
        (Some(from), Some(base)) if window.to == own.to => apart(from - base) + 0.5,
        _ if window.steps() == own.steps() => apart(shift),
        _ => 2.0 * among + 1.0,
    }
}

/// A quick look, before candidates are put together: any pair of editions for windows beside the stated one, the newest
/// alone for the many others.
fn may_fit(case: &Case, levels: &Levels, reading: &Reading, window: Window) -> bool {
    let holds = |interval: Option<Interval>| interval.is_some_and(|interval| case.stated.holds_or_cut(interval.value));
    let ends = levels.at(window.to);
    let from = match (reading.form, window.from) {
        (Form::MeanOfRates | Form::Mean | Form::Sum, _) => return true,
        (_, None) => return ends.iter().any(|end| holds(Some(end.interval))),
        (_, Some(from)) => from,
    };
    let bases = levels.at(from);
    let own = reading.window;
    let is_beside = window.steps() == own.steps() || window.to == own.to || window.from == own.from;
    let together = |end: &Level, base: &Level| combine(reading.form, end.interval, base.interval, window.steps());
    if is_beside {
        return ends.iter().any(|end| bases.iter().any(|base| holds(together(end, base))));
    }
    let newest = newest_pair(ends, bases).and_then(|(end, base)| ends.get(end).zip(bases.get(base)));
    newest.is_some_and(|(end, base)| holds(together(end, base)))
}

/// All windows in which the newest figures give the claim, in any of the forms.
pub fn all_windows(case: &Case, forms: &[Form], levels: &Levels) -> Vec<(Window, Form)> {
    let years: Vec<i32> = levels.years().collect();
    let mut found = Vec::new();
    for &from in &years {
        for &to in years.iter().filter(|&&to| to > from) {
            let (ends, bases) = (levels.at(to), levels.at(from));
            let pair = newest_pair(ends, bases).and_then(|(end, base)| ends.get(end).zip(bases.get(base)));
            let Some((end, base)) = pair else { continue };
            let fits = |form: &&Form| {
                combine(**form, end.interval, base.interval, to - from)
                    .is_some_and(|interval| case.stated.holds(interval.value))
            };
            found.extend(forms.iter().find(fits).map(|form| (Window::between(from, to), *form)));
        }
    }
    found
}
