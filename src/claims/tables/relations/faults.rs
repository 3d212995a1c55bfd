//! Faults: the one cell for which equations do not hold.
//!
//! In: relations, and what official data says of the figures. Out: for each equation that does not hold the cell at fault:
//! the one whose change makes every equation through it hold, most of those that do not first. Figures that official data
//! bears out or denies are known already. Where nothing tells, the computed figure is named. Refuses stretches of a relation that fail one after the other: another definition holds there.

use std::collections::BTreeSet;

use super::equations::{Equation, Relation};
use super::forms::{Form, Span};
use super::sheet::Sheet;
use crate::tables::identities::one_slip_away;

/// A cell at fault.
#[derive(Clone, Debug)]
pub struct Fault {
    /// Its place.
    pub place: usize,
    /// An equation that it breaks.
    pub equation: Equation,
    /// What makes all equations through it hold.
    pub meant: Span,
    /// How many equations it breaks.
    pub broken: usize,
    /// Other cells could be at fault as well.
    pub is_open: bool,
    /// It is what the equation computes, or one slip of the pen explains it.
    pub is_told: bool,
}

/// One after the other so many times, and it is no slip.
const STRETCH: usize = 3;

/// The cells at fault, in the order of their places; `is_known` are those that official data bears out.
pub fn faults(sheet: &Sheet, relations: &[Relation], is_known: &dyn Fn(usize) -> bool) -> Vec<Fault> {
    let equations: Vec<&Equation> = relations.iter().flat_map(told).collect();
    let mut open: Vec<&Equation> = equations.iter().copied().filter(|one| !one.holds).collect();
    let mut found: Vec<Fault> = Vec::new();
    while !open.is_empty() {
        let suspects: BTreeSet<usize> = open.iter().flat_map(|one| one.members.iter().copied()).collect();
        let able = suspects.into_iter().filter(|place| !is_known(*place) && !sheet.is_denied(*place));
        let able: Vec<Suspect> = able.filter_map(|place| suspect(sheet, &equations, &open, place)).collect();
        let Some(worst) = able.iter().max_by_key(|one| one.rank()) else { break };
        let is_rival = |one: &&Suspect| {
            let alike = (one.broken, one.is_slip) == (worst.broken, worst.is_slip);
            one.place != worst.place && alike && one.shares(worst)
        };
        let is_open = able.iter().any(|one| is_rival(&one));
        if let Some(equation) = open.iter().find(|one| one.members.contains(&worst.place)) {
            let equation = Equation::clone(equation);
            let is_total = matches!(equation.form, Form::Sum | Form::Mean | Form::Hundred);
            let Suspect { place, meant, broken, .. } = *worst;
            let is_told = worst.is_computed && (worst.is_slip || !is_total && is_of_size(sheet.value(place), meant));
            found.push(Fault { place, equation, meant, broken, is_open, is_told });
        }
        let place = worst.place;
        open.retain(|one| !one.members.contains(&place));
    }
    found.sort_by_key(|fault| fault.place);
    found
}

/// The equations of a relation without stretches that fail one after the other.
fn told(relation: &Relation) -> Vec<&Equation> {
    let mut kept = Vec::new();
    for stretch in relation.equations.chunk_by(|one, next| one.holds == next.holds) {
        let is_slip = stretch.first().is_some_and(|one| one.holds) || stretch.len() < STRETCH;
        kept.extend(stretch.iter().filter(|_| is_slip));
    }
    kept
}

struct Suspect {
    place: usize,
    meant: Span,
    broken: usize,
    /// One slip of the pen turns what is meant into what is printed.
    is_slip: bool,
    /// What it breaks was computed, and this is it.
    is_computed: bool,
    equations: Vec<Vec<usize>>,
}

impl Suspect {
    fn rank(&self) -> (usize, bool, bool, std::cmp::Reverse<usize>) {
        (self.broken, self.is_slip, self.is_computed, std::cmp::Reverse(self.place))
    }

    fn shares(&self, other: &Suspect) -> bool {
        self.equations.iter().any(|one| other.equations.contains(one))
    }
}

/// A cell whose change makes every equation through it hold.
fn suspect(sheet: &Sheet, all: &[&Equation], open: &[&Equation], place: usize) -> Option<Suspect> {
    let mut meant: Option<Span> = None;
    for equation in all.iter().filter(|one| one.members.contains(&place)) {
        let Some(own) = solved(sheet, equation, place) else { continue };
        meant = match meant {
            None => Some(own),
            Some(known) => Some(known.common(own)?),
        };
    }
    let own: Vec<&&Equation> = open.iter().filter(|one| one.members.contains(&place)).collect();
    let meant = meant?;
    let (value, decimals) = (sheet.value(place), sheet.decimals(place));
    let half = sheet.span(place)?.width() / 2.0;
    let tolerance = (meant.width() / 2.0).max(half * 1.01);
    let is_narrow = meant.width() <= 4.0 * half.max(value.abs() * 1e-6);
    let is_slip = is_narrow && one_slip_away(value, decimals, meant.middle(), tolerance).is_some();
    let is_computed = own.iter().all(|one| one.members.first() == Some(&place));
    let equations = own.iter().map(|one| one.members.clone()).collect();
    Some(Suspect { place, meant, broken: own.len(), is_slip, is_computed, equations })
}

/// A figure of another size than what its line computes is of something else: cells that ran together, another account.
fn is_of_size(value: f64, meant: Span) -> bool {
    const TIMES: f64 = 10.0;
    let ratio = (value / meant.middle()).abs();
    ratio < TIMES && ratio > 1.0 / TIMES
}

/// What an equation gives for a member, as wide as its rounding allows.
fn solved(sheet: &Sheet, equation: &Equation, place: usize) -> Option<Span> {
    let at = equation.members.iter().position(|member| *member == place)?;
    let widens = |nth: usize| nth == 0 && !matches!(equation.form, Form::Sum | Form::Difference | Form::Hundred);
    let span = |(nth, member): (usize, &usize)| {
        let span = sheet.span(*member)?;
        let half = span.width() / 2.0;
        Some(if widens(nth) { Span::around(span.middle(), 2.0 * half) } else { span })
    };
    let members: Vec<Span> = equation.members.iter().enumerate().map(span).collect::<Option<_>>()?;
    let own = equation.form.solved(at, &members)?;
    let half = members.get(at)?.width() / 2.0;
    Some(Span { low: own.low - half, high: own.high + half })
}
