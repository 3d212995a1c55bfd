//! Lines: what the other figures of a line say of each.
//!
//! In: the figures of a table as claims. Out: verdicts by official data. A figure whose own labels tie it to nothing is of
//! what the rest of its line is of, where two and more of these are borne out. One that official data denies stays denied
//! where the rest of its line is borne out, or where a whole line is off by one power of ten. Refuses to deny figures of a
//! line of which more are off: they are of another publication, of another place or of a model.

use std::collections::BTreeMap;

use super::cells::{Line, Told};
use super::misplaced;
use super::read::Read;
use crate::claims::verdicts::{self, Records};
use crate::claims::{Claim, Judged, Kind, TiedBy, Verdict, Written};
use crate::messages::say;

/// Figures of a line that must be borne out before another is taken for one of the same thing.
const FEWEST: usize = 2;

/// Figures of one quantity in one line.
#[derive(Clone, Copy, Debug, Default)]
struct Count {
    held: usize,
    denied: usize,
    /// Of those denied, the ones that are off by the same power of ten.
    shifted: usize,
}

impl Count {
    /// Official data bears it out, but for exceptions.
    fn is_proven(self) -> bool {
        self.held >= FEWEST && self.held >= 2 * self.denied
    }

    /// So many that no other definition or scope can be meant.
    fn is_settled(self) -> bool {
        self.held > 2 * FEWEST && self.held >= 4 * self.denied
    }

    /// The unit over it is wrong.
    fn is_in_another_unit(self) -> bool {
        self.shifted > FEWEST && self.shifted == self.denied && self.held == 0
    }

    fn plus(self, other: Count) -> Count {
        let (held, denied) = (self.held + other.held, self.denied + other.denied);
        Count { held, denied, shifted: self.shifted + other.shifted }
    }
}

/// The verdicts of a table's figures, in their order.
pub fn judged(read: &Read, mut told: Vec<Told>, records: &Records, written: Option<&Written>) -> Vec<Judged> {
    let claims: Vec<Claim> = told.iter().map(|one| one.claim.clone()).collect();
    let mut judged = verdicts::each(&claims, records, written);
    adopt(&mut told, &mut judged, records, written);
    misplaced::told(read, &told, settled(judged, &told), records, written)
}

/// What figures of a line are of, in a way that can be counted.
type Quantity = (String, Option<&'static str>, Kind);

fn quantity(claim: &Claim) -> Option<Quantity> {
    let of = claim.of.first()?;
    let kind = match claim.kind {
        Kind::Growth { .. } => Kind::Growth { falls: false },
        Kind::Change { .. } => Kind::Change { falls: false },
        ref other => other.clone(),
    };
    Some((of.formula.clone(), of.stage.map(|stage| stage.name()), kind))
}

/// Ties figures that their own words tie to nothing to what their line is of.
fn adopt(told: &mut [Told], judged: &mut [Judged], records: &Records, written: Option<&Written>) {
    let models = Models::of(told, judged);
    let mut adopted: Vec<(usize, Claim)> = Vec::new();
    for (at, (one, found)) in told.iter().zip(judged.iter()).enumerate() {
        let is_open = found.verdict == Verdict::NotCheckable && found.official.is_empty();
        if !is_open || one.is_out_of_reach || one.claim.when.year.is_none() || one.claim.ref_area.is_none() {
            continue;
        }
        if let Some(model) = models.model(one).and_then(|model| judged.get(model)) {
            let of = model.claim.of.clone();
            adopted.push((
                at,
                Claim { of, kind: model.claim.kind.clone(), untied: None, hypotheses: Vec::new(), ..one.claim.clone() },
            ));
        }
    }
    let claims: Vec<Claim> = adopted.iter().map(|(_, claim)| claim.clone()).collect();
    let found = verdicts::each(&claims, records, written);
    for ((at, claim), new) in adopted.into_iter().zip(found) {
        if let (Some(one), Some(old)) = (told.get_mut(at), judged.get_mut(at))
            && (new.verdict.holds() || new.verdict.denies())
        {
            (one.claim, one.is_printed) = (claim, false);
            *old = Judged { tied_by: Some(TiedBy::Value), ..new };
        }
    }
}

/// Of each line and unit what its figures that official data bears out are of: how many, and the first of them; none where
/// they are of several things.
struct Models(BTreeMap<(Line, String), Option<(usize, usize)>>);

impl Models {
    fn of(told: &[Told], judged: &[Judged]) -> Models {
        let mut found: BTreeMap<(Line, String), Option<(usize, usize)>> = BTreeMap::new();
        let mut firsts: BTreeMap<(Line, String), Quantity> = BTreeMap::new();
        for (at, (one, judged)) in told.iter().zip(judged).enumerate().filter(|(_, (_, one))| one.verdict.holds()) {
            let Some(own) = quantity(&judged.claim) else { continue };
            for key in keys(one) {
                let first = firsts.entry(key.clone()).or_insert_with(|| own.clone());
                let known = found.entry(key).or_insert(Some((0, at)));
                *known = known.filter(|_| *first == own).map(|(count, first)| (count + 1, first));
            }
        }
        Models(found)
    }

    /// A figure that is of the same thing as one, by most of its row or its column.
    fn model(&self, one: &Told) -> Option<usize> {
        let known = keys(one).into_iter().filter_map(|key| self.0.get(&key).copied().flatten());
        known.filter(|(count, _)| *count >= FEWEST).max_by_key(|(count, _)| *count).map(|(_, first)| first)
    }
}

/// The column and the row of a figure, each with the unit that it is printed in.
fn keys(one: &Told) -> [(Line, String); 2] {
    let unit = one.claim.figure.as_ref().and_then(|figure| figure.unit.as_ref());
    let unit = unit.map_or(String::new(), |unit| format!("{} {}", unit.measure, unit.mult));
    [(Line::Column(one.column), unit.clone()), (Line::Row(one.row), unit)]
}

/// Leaves denied what its line bears out to be wrong.
fn settled(judged: Vec<Judged>, told: &[Told]) -> Vec<Judged> {
    let mut lines: BTreeMap<(Line, String), Count> = BTreeMap::new();
    let key = |one: &Judged, told: &Told| (told.line, format!("{:?}", quantity(&one.claim)));
    let powers: Vec<Option<i32>> = judged.iter().map(power).collect();
    for ((one, told), power) in judged.iter().zip(told).zip(&powers) {
        let count = lines.entry(key(one, told)).or_default();
        count.held += usize::from(one.verdict.holds());
        count.denied += usize::from(one.verdict.denies());
        count.shifted += usize::from(one.verdict.denies() && power.is_some());
    }
    let all = lines.values().fold(Count::default(), |all, one| all.plus(*one));
    let settle = |(one, told): (Judged, &Told)| {
        let line = lines.get(&key(&one, told)).copied().unwrap_or_default();
        let one = if !told.is_modelled && line.is_settled() { of_settled_line(one) } else { one };
        if !one.verdict.denies() {
            return one;
        }
        let is_single = line.held + line.denied <= 2 && line.denied == 1;
        let is_slip = one.diagnosis.as_ref().is_some_and(|found| found.code != "none");
        let is_alone = told.is_printed && is_slip && all.held + all.denied == 1;
        let is_by_its_words = told.is_printed && is_single && all.is_proven() || is_alone;
        let is_told = line.is_proven() || line.is_in_another_unit() || is_by_its_words;
        match !told.is_modelled && is_told {
            true => one,
            false => open(one, line, told),
        }
    };
    judged.into_iter().zip(told).map(settle).collect()
}

/// A figure that might be of another scope or publication by itself, and is explained by a slip: its line leaves no other,
/// unless it is as near to an official one as editions are to each other. Two digits of six and more swapped are no edition.
fn of_settled_line(one: Judged) -> Judged {
    const EDITIONS: f64 = 0.02;
    const LONG: f64 = 1e5;
    let is_slip = one.diagnosis.as_ref().is_some_and(|found| !matches!(found.code, "none" | "several"));
    let value = one.claim.figure.as_ref().map_or(0.0, |figure| figure.value);
    let is_far = |official: f64| (value - official).abs() > EDITIONS * official.abs();
    let units = one.claim.figure.as_ref().map_or(0.0, |figure| value.abs() * 10f64.powi(i32::from(figure.decimals)));
    let is_swapped = units >= LONG && one.diagnosis.as_ref().is_some_and(|found| found.code == "swapped-digits");
    let is_off = is_swapped || !one.official.is_empty() && one.official.iter().all(|official| is_far(official.value));
    let is_open = one.verdict == Verdict::NotCheckable && is_off && is_slip;
    if is_open { Judged { verdict: Verdict::Contradicted, ..one } } else { one }
}

/// The power of ten that a figure is off by, where that is all.
fn power(one: &Judged) -> Option<i32> {
    let is_unit = one.diagnosis.as_ref().is_some_and(|found| found.code == "other-unit");
    let value = one.claim.figure.as_ref()?.value;
    let power = (one.official.first()?.value / value).abs().log10();
    (is_unit && power.is_finite()).then_some(power.round() as i32)
}

fn open(one: Judged, line: Count, told: &Told) -> Judged {
    let doubt = match (told.is_modelled, told.is_printed) {
        (true, _) => say!("paper.modelled"),
        (false, true) => say!("paper.line-differs", denied = line.denied, all = line.held + line.denied),
        (false, false) => say!("paper.line-silent"),
    };
    Judged { verdict: Verdict::NotCheckable, why: one.why.then(doubt), diagnosis: None, ..one }
}
