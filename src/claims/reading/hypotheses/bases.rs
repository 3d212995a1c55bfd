//! Bases: the year that a change, a rate or a multiple is held against.
//!
//! In: a figure's kind and period, what stands beside it, the figures before it. Out: the period with its base. Refuses
//! growth at current prices of what is published at constant ones.

use std::collections::BTreeMap;

use crate::claims::reading::context::antecedent::Antecedent;
use crate::claims::reading::context::period;
use crate::claims::reading::hypotheses::kinds::{self, Decided};
use crate::claims::reading::hypotheses::mention::Mention;
use crate::claims::reading::mentions::evidence::Evidence;
use crate::claims::reading::mentions::times::Time;
use crate::claims::reading::mentions::tokens::Row;
use crate::claims::reading::mentions::words::Role;
use crate::claims::{Kind, Known, When};

/// A change behind `从2009年的…增加到2010年的…` is from the first year to the second.
/// A level at an end of a window is of that year.
pub fn bases(
    kind: &Kind,
    when: &mut When,
    (mention, formula): (&Mention, Option<String>),
    antecedents: &BTreeMap<usize, Antecedent>,
) {
    let evidence = mention.evidence;
    let is_start = evidence.near.contains(&Role::From);
    let is_end = evidence.near.iter().any(|role| matches!(role, Role::RiseTo | Role::To));
    if *kind == Kind::Level && (is_start || is_end) && when.from.is_some() {
        when.year = if is_start { when.from } else { when.year };
        when.from = None;
    }
    if *kind == Kind::Level && (is_start || is_end) && when.years.is_some() {
        // Where a counted span begins is not certain.
        when.year = when.year.filter(|_| !is_start);
        when.years = None;
    }
    if !kinds::needs_base(kind) {
        return;
    }
    let levels: Vec<&Antecedent> =
        antecedents.values().filter(|known| known.kind == Kind::Level && known.formula == formula).collect();
    if revises(mention, kind) || printed_twice(kind, when, evidence, &levels) {
        when.from = when.year;
        return;
    }
    if let Some(base) = multiplied(mention, kind, &levels) {
        (when.from, when.year, when.known) = base;
        return;
    }
    let Some(end) = evidence.inherits.filter(|_| when.from.is_none()) else { return };
    let Some(known) = antecedents.get(&end) else { return };
    if known.is_base {
        when.from = known.last.filter(|from| when.year.is_some_and(|year| *from < year));
        return;
    }
    let is_revision = known.from.is_some() && known.from == known.last && when.known != Known::Explicit;
    if kinds::needs_base(&known.kind) && (known.year == when.year || is_revision) {
        when.from = known.from;
        return;
    }
    let start = antecedents.range(..end).next_back().map(|(_, known)| known);
    let pair = start.filter(|start| start.is_start && known.is_end).and_then(|start| start.year.zip(known.year));
    if let Some((first, last)) = pair.filter(|(first, last)| first < last) {
        (when.from, when.year, when.known) = (Some(first), Some(last), Known::Explicit);
        return;
    }
    between_levels(kind, when, evidence, &levels);
}

/// `比初步核算数减少`, `revised up by`: a change between two editions of one year's figure.
fn revises(mention: &Mention, kind: &Kind) -> bool {
    const REVISING: [&str; 4] = ["revis", "上修", "下修", "修订"];
    let evidence = mention.evidence;
    let compared = [Role::Than, Role::Compared, Role::Above, Role::Below, Role::From];
    let after = &evidence.after.roles;
    let earlier = evidence.has(Role::Edition) && compared.iter().any(|role| evidence.has(*role))
        || after.contains(&Role::Edition) && after.iter().any(|role| compared.contains(role));
    let verb = mention.piece.checked_sub(1).map_or("", |before| mention.row.words(before));
    let says = REVISING.iter().any(|word| verb.contains(word)) && evidence.base.is_none();
    matches!(kind, Kind::Change { .. } | Kind::Growth { .. }) && (earlier || says)
}

/// Two levels of one year, and what they differ by.
fn printed_twice(kind: &Kind, when: &When, evidence: &Evidence, levels: &[&Antecedent]) -> bool {
    let [.., first, second] = levels else { return false };
    let is_open = evidence.base.is_none() && when.from.is_none() && evidence.inherits.is_some();
    matches!(kind, Kind::Change { .. })
        && is_open
        && first.last.is_some()
        && (first.last, second.last) == (when.year, when.year)
        && !first.is_base
}

/// `2006年40422亿元,为1978年1122亿元的36倍`: a multiple of the level right before it.
fn multiplied(mention: &Mention, kind: &Kind, levels: &[&Antecedent]) -> Option<(Option<i32>, Option<i32>, Known)> {
    let [.., end, base] = levels else { return None };
    let is_of = mention.evidence.near.first() == Some(&Role::Of)
        && mention.evidence.near.iter().all(|role| matches!(role, Role::Of | Role::Neutral));
    let pair = base.last.zip(end.last).filter(|(from, to)| from < to)?;
    (is_of && *kind == Kind::TimesOf && mention.evidence.inherits.is_some()).then_some((
        Some(pair.0),
        Some(pair.1),
        Known::Explicit,
    ))
}

/// `1978年52.90亿元,2006年7571亿元,增加了142倍`: between the two levels told; a rate may as well be over the year before.
fn between_levels(kind: &Kind, when: &mut When, evidence: &Evidence, levels: &[&Antecedent]) {
    let [.., first, second] = levels else { return };
    let Some((from, to)) = first.last.zip(second.last).filter(|(from, to)| to - from > 1) else { return };
    let steps = u32::try_from(to - from).unwrap_or(0);
    let is_length = when.years.is_none_or(|years| years.abs_diff(steps) <= 3);
    let is_open = when.from.is_none() && is_length && evidence.base.is_none();
    let says_year = evidence.has(Role::OnYear) || evidence.after.roles.contains(&Role::OnYear);
    if !is_open || says_year || when.year.is_some_and(|year| year != to) {
        return;
    }
    (when.from, when.year, when.years) = (Some(from), Some(to), None);
    if !matches!(kind, Kind::Multiple | Kind::TimesOf | Kind::AverageGrowth { .. }) {
        when.known = Known::Carried;
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
