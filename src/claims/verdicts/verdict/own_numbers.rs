//! Own numbers: a rate or an increase that follows from levels which the text itself prints.
//!
//! In: judged claims. Out: rates and changes that nothing on file bears out become `not-checkable` where the text's own
//! level and increase, or its two levels, give them and that level could not be checked: the text quotes another
//! publication, and agrees with itself; so does the way between two levels of its own sentence that hold. So does the rate of a level in the same sentence that could not be checked, a budget
//! or a figure of a publication that is not on file. Refuses levels that are themselves contradicted.

use std::collections::HashMap;

use crate::claims::{Claim, Judged, Kind, Verdict};
use crate::messages::{Message, say};

pub fn excuse(judged: Vec<Judged>) -> Vec<Judged> {
    let neighbours = Neighbours::of(&judged);
    let excused: Vec<Option<Message>> = judged.iter().map(|one| shown(one, neighbours.of_claim(&one.claim))).collect();
    let with = |(one, excuse): (Judged, Option<Message>)| match excuse {
        Some(shown) => {
            let why = say!("verdicts.but", why = one.why, shown);
            Judged { verdict: Verdict::NotCheckable, why, ..one }
        }
        None => one,
    };
    judged.into_iter().zip(excused).map(with).collect()
}

/// Judged claims by what they have in common with those beside them, in their order.
struct Neighbours<'a>(HashMap<Common<'a>, Vec<&'a Judged>>);

/// Text, paragraph, area and formula.
type Common<'a> = (&'a str, u32, Option<&'a str>, &'a str);

impl<'a> Neighbours<'a> {
    fn of(judged: &'a [Judged]) -> Neighbours<'a> {
        let mut found: HashMap<Common, Vec<&Judged>> = HashMap::new();
        for one in judged {
            if let Some(common) = common(&one.claim) {
                found.entry(common).or_default().push(one);
            }
        }
        Neighbours(found)
    }

    fn of_claim(&self, claim: &'a Claim) -> &[&'a Judged] {
        common(claim).and_then(|common| self.0.get(&common)).map(Vec::as_slice).unwrap_or_default()
    }
}

/// None of a claim that is of nothing on file.
fn common(claim: &Claim) -> Option<Common<'_>> {
    let formula = &claim.of.first()?.formula;
    Some((&claim.place.source, claim.place.paragraph, claim.ref_area.as_deref(), formula))
}

/// The text's own figures that give a rate or a change; `neighbours` has the claim itself too.
fn shown(one: &Judged, neighbours: &[&Judged]) -> Option<Message> {
    let claim = &one.claim;
    let is_wrong = matches!(one.verdict, Verdict::Contradicted | Verdict::PeriodMisstated);
    if is_wrong && let Some(shown) = step_in_sentence(one, neighbours) {
        return Some(shown);
    }
    if !is_wrong || !matches!(claim.kind, Kind::Growth { .. } | Kind::Change { .. }) {
        return None;
    }
    let year = claim.when.year?;
    let base = claim.when.from.unwrap_or(year - 1);
    let beside = || neighbours.iter().filter(move |other| !std::ptr::eq(claim, &other.claim));
    let is_open = |other: &&&Judged| other.claim.kind == Kind::Level && other.verdict == Verdict::NotCheckable;
    let ends = beside().filter(is_open).filter(|other| other.claim.when.year == Some(year));
    for end in ends {
        let level = value(&end.claim)?;
        let bases = beside().filter(|other| other.claim.kind == Kind::Level && other.claim.when.year == Some(base));
        let of_bases = bases.filter_map(|other| Some((value(&other.claim)?, other.claim.printed())));
        let changes = beside().filter(|other| is_change_to(&other.claim, claim));
        let of_changes = changes.filter_map(|other| Some((level - value(&other.claim)?, other.claim.printed())));
        for (from, printed) in of_bases.chain(of_changes) {
            if from > 0.0 && gives(claim, level, from) {
                let level = end.claim.printed();
                return Some(say!("verdicts.own-level", level, change = printed));
            }
        }
    }
    rate_of_an_open_level(one, neighbours)
}

/// `rose from 13,036 to 18,113, an increase of 39 percent`, `from 1,008.9 to 1,477.5`: the way between two levels of the sentence
/// that hold, and the level that such a way begins with.
fn step_in_sentence(one: &Judged, neighbours: &[&Judged]) -> Option<Message> {
    let claim = &one.claim;
    let here = |other: &&&Judged| {
        let place = &other.claim.place;
        other.claim.kind == Kind::Level && other.verdict.holds() && place.sentence == claim.place.sentence
    };
    if claim.kind == Kind::Level && one.verdict == Verdict::PeriodMisstated {
        let is_end = |other: &&&Judged| other.claim.place.offset > claim.place.offset;
        let end = neighbours.iter().filter(here).find(is_end).filter(|end| end.claim.when.year == claim.when.year)?;
        return Some(say!("verdicts.begins-step", end = end.claim.printed()));
    }
    let before = neighbours.iter().filter(here).filter(|other| other.claim.place.offset < claim.place.offset);
    let before: Vec<&&Judged> = before.collect();
    let [.., base, end] = before.as_slice() else { return None };
    let is_way = base.claim.when.year < end.claim.when.year && gives(claim, value(&end.claim)?, value(&base.claim)?);
    is_way.then(|| say!("verdicts.way-between", base = base.claim.printed(), end = end.claim.printed()))
}

/// `支出17050亿元，增长6.6%`, where the 17050 is no figure on file.
fn rate_of_an_open_level(one: &Judged, neighbours: &[&Judged]) -> Option<Message> {
    let claim = &one.claim;
    let is_its_level = |other: &&&Judged| {
        let place = &other.claim.place;
        other.claim.kind == Kind::Level
            && other.verdict == Verdict::NotCheckable
            && other.claim.when.year == claim.when.year
            && place.sentence == claim.place.sentence
            && place.offset < claim.place.offset
    };
    let is_rate = matches!(claim.kind, Kind::Growth { .. });
    let level = neighbours.iter().rfind(is_its_level).filter(|_| is_rate)?;
    Some(say!("verdicts.rate-of-unchecked", figure = level.claim.printed()))
}

fn is_change_to(other: &Claim, claim: &Claim) -> bool {
    matches!(other.kind, Kind::Change { .. })
        && other.when.year == claim.when.year
        && other.when.from == claim.when.from
}

/// In units of the measure, a fall below zero.
fn value(claim: &Claim) -> Option<f64> {
    let figure = claim.figure.as_ref()?;
    let mult = figure.unit.as_ref().map_or(figure.mult, |unit| unit.mult);
    let sign =
        if matches!(claim.kind, Kind::Change { falls: true } | Kind::Growth { falls: true }) { -1.0 } else { 1.0 };
    Some(sign * figure.value * 10f64.powi(i32::from(mult)))
}

/// Whether a rate or a change is that of two levels, as rounded.
fn gives(claim: &Claim, level: f64, from: f64) -> bool {
    let Some(figure) = claim.figure.as_ref() else { return false };
    let unit = 10f64.powi(-i32::from(figure.decimals));
    match claim.kind {
        Kind::Growth { falls } => {
            let rate = 100.0 * (level / from - 1.0) * if falls { -1.0 } else { 1.0 };
            (rate - figure.value).abs() <= unit
        }
        Kind::Change { .. } => value(claim).is_some_and(|change| {
            let scale = (change / figure.value.max(f64::MIN_POSITIVE)).abs();
            (level - from - change).abs() <= unit * scale
        }),
        _ => false,
    }
}
