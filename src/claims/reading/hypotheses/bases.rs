//! Bases: the year that a change, a rate or a multiple is held against.
//!
//! In: a figure's kind and period, what stands beside it, the figures before it. Out: the period with its base. Refuses
//! growth at current prices of what is published at constant ones.

use std::collections::BTreeMap;

use crate::claims::reading::context::antecedent::Antecedent;
use crate::claims::reading::context::period;
use crate::claims::reading::hypotheses::kinds::{self, Decided};
use crate::claims::reading::mentions::evidence::Evidence;
use crate::claims::reading::mentions::times::Time;
use crate::claims::reading::mentions::tokens::{Row, Token};
use crate::claims::reading::mentions::words::Role;
use crate::claims::{Kind, Known, When};

/// A change behind `从2009年的…增加到2010年的…` is from the first year to the second.
/// A level at an end of a window is of that year.
pub fn bases(kind: &Kind, when: &mut When, evidence: &Evidence, antecedents: &BTreeMap<usize, Antecedent>) {
    let is_start = evidence.near.contains(&Role::From);
    let is_end = evidence.near.iter().any(|role| matches!(role, Role::RiseTo | Role::To));
    if *kind == Kind::Level && (is_start || is_end) && when.from.is_some() {
        when.year = if is_start { when.from } else { when.year };
        when.from = None;
    }
    let Some(end) = evidence.inherits.filter(|_| kinds::needs_base(kind) && when.from.is_none()) else { return };
    if let Some(window) =
        antecedents.get(&end).filter(|known| kinds::needs_base(&known.kind) && known.year == when.year)
    {
        when.from = window.from;
        return;
    }
    let start = antecedents.range(..end).next_back().map(|(_, known)| known);
    let pair = start.zip(antecedents.get(&end));
    let Some((start, end)) = pair.filter(|(start, end)| start.is_start && end.is_end) else { return };
    if let Some((first, last)) = start.year.zip(end.year).filter(|(first, last)| first < last) {
        (when.from, when.year, when.known) = (Some(first), Some(last), Known::Explicit);
    }
}

/// `比2009年的76300亿元增加…`: a figure right behind the year that something is held against is of that year itself.
pub fn is_base_itself(row: &Row, figure: usize, evidence: &mut Evidence, when: &mut When) {
    let of = figure.checked_sub(1).filter(|&of| row.role(of) == Some(Role::Of));
    let Some((at, Token::Time(time))) = of.and_then(|of| row.before(of)) else { return };
    let held_against = |role: Role| matches!(role, Role::Than | Role::Compared | Role::Above | Role::Below);
    let is_base = row.before(at).is_some_and(|(before, _)| row.role(before).is_some_and(held_against));
    let year = match time {
        Time::Year(year) => Some(year),
        Time::Relative(years) => when.year.map(|year| year + years),
        _ => None,
    };
    if let Some(year) = year.filter(|_| is_base) {
        (when.year, when.from, when.years) = (Some(year), None, None);
        when.known = if matches!(time, Time::Year(_)) { Known::Explicit } else { Known::Relative };
        when.words = row.words(at).to_string();
        evidence.near = vec![Role::Link];
        evidence.base = None;
    }
}

/// `1978年为116.6元。到1990年增至269.7元,增长1.3倍`: from the year of the sentence before.
pub fn since_sentence_before(kind: &Kind, when: &mut When, before: Option<i32>) {
    let is_open = kinds::needs_base(kind) && when.from.is_none() && when.years.is_none();
    if let Some(from) = before.filter(|from| is_open && when.year.is_some_and(|year| *from < year)) {
        when.from = Some(from);
    }
}

/// Below the nation growth of a product at current prices is no reading of its growth: nobody prints it.
pub fn published_only(decided: &mut Decided) {
    let readings = &mut decided.of.readings;
    if readings.iter().any(|one| one.is_growth && !one.formula.starts_with("growth(")) {
        readings.retain(|one| !one.formula.starts_with("growth("));
    }
}

/// `从1978年的4.71%上升到2003年的19.03%,比重提高了…`: from the first year to the second.
pub fn from_to(row: &Row, figure: usize, when: &mut When) {
    let times = period::periods(row, figure);
    let led = |at: usize, roles: &[Role]| {
        row.before(at).is_some_and(|(before, _)| row.role(before).is_some_and(|role| roles.contains(&role)))
    };
    let last = times.first().filter(|(at, _)| led(*at, &[Role::RiseTo, Role::To]));
    let first = times.iter().find(|(at, _)| led(*at, &[Role::From]));
    if let Some(((_, Time::Year(first)), (_, Time::Year(last)))) = first.zip(last)
        && first < last
    {
        (when.from, when.year, when.known) = (Some(*first), Some(*last), Known::Explicit);
    }
}
