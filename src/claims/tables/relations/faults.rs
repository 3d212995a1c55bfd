//! Faults: the one cell for which equations do not hold.
//!
//! In: relations, and what official data says of the figures. Out: for each equation that does not hold the cell at fault:
//! the one whose change makes every equation through it hold, most of those that do not first. Figures that official data
//! bears out or denies are known already. Where nothing tells, the computed figure is named. A cell that its neighbours put
//! right while a total over it stays wrong is at fault, and the total too. Refuses stretches of a relation that fail one
//! after the other: another definition holds there.

use std::collections::{BTreeMap, BTreeSet};

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
    let mut figures = Figures { sheet, meant: BTreeMap::new() };
    while !open.is_empty() {
        let suspects: BTreeSet<usize> = open.iter().flat_map(|one| one.members.iter().copied()).collect();
        let is_free =
            |place: &usize| !is_known(*place) && !sheet.is_denied(*place) && !figures.meant.contains_key(place);
        let able = suspects.into_iter().filter(is_free);
        let able: Vec<Suspect> = able.filter_map(|place| suspect(&figures, &equations, &open, place)).collect();
        let Some(worst) = able.iter().max_by_key(|one| one.rank()) else { break };
        let is_rival = |one: &&Suspect| {
            let alike = (one.broken, one.is_slip) == (worst.broken, worst.is_slip);
            one.place != worst.place && alike && one.shares(worst)
        };
        let is_open = able.iter().any(|one| is_rival(&one));
        if let Some(equation) = open.iter().find(|one| one.members.contains(&worst.place)) {
            let equation = Equation::clone(equation);
            let is_total = is_total(equation.form);
            let Suspect { place, meant, broken, .. } = *worst;
            let is_told = worst.is_computed && (worst.is_slip || !is_total && is_of_size(sheet.value(place), meant));
            found.push(Fault { place, equation, meant, broken, is_open, is_told });
        }
        let place = worst.place;
        figures.meant.insert(place, worst.meant);
        open.retain(|one| !one.members.contains(&place) || is_total(one.form) && figures.is_off(one));
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

/// Sums and means over a whole line.
fn is_total(form: Form) -> bool {
    matches!(form, Form::Sum | Form::Mean | Form::Hundred)
}

/// The figures of a sheet, those at fault put right.
struct Figures<'a> {
    sheet: &'a Sheet<'a>,
    meant: BTreeMap<usize, Span>,
}

impl Figures<'_> {
    fn span(&self, place: usize) -> Option<Span> {
        self.meant.get(&place).copied().or_else(|| self.sheet.span(place))
    }

    /// Whether an equation with figures put right does not hold still.
    fn is_off(&self, equation: &Equation) -> bool {
        let own =
            equation.members.first().and_then(|place| Some((self.span(*place)?, solved(self, equation, *place)?)));
        own.is_some_and(|(own, given)| !own.meets(given))
    }
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

/// A cell whose change makes every equation through it hold; every one but for totals, where that takes two and more.
fn suspect(figures: &Figures, all: &[&Equation], open: &[&Equation], place: usize) -> Option<Suspect> {
    let through = |one: &&&Equation| one.members.contains(&place);
    let beside = |one: &&&Equation| through(one) && !is_total(one.form);
    let (own, meant) = match common(figures, all.iter().filter(through), place) {
        Some(meant) => (open.iter().filter(through).collect::<Vec<_>>(), meant),
        None => (open.iter().filter(beside).collect(), common(figures, all.iter().filter(beside), place)?),
    };
    let is_whole = own.len() == open.iter().filter(through).count();
    if own.is_empty() || !is_whole && own.len() < 2 {
        return None;
    }
    let sheet = figures.sheet;
    let (value, decimals) = (sheet.value(place), sheet.decimals(place));
    let half = sheet.span(place)?.width() / 2.0;
    let tolerance = (meant.width() / 2.0).max(half * 1.01);
    let is_narrow = meant.width() <= 4.0 * half.max(value.abs() * 1e-6);
    let is_slip = is_narrow && one_slip_away(value, decimals, meant.middle(), tolerance).is_some();
    let is_computed = own.iter().all(|one| one.members.first() == Some(&place));
    let equations = own.iter().map(|one| one.members.clone()).collect();
    Some(Suspect { place, meant, broken: own.len(), is_slip, is_computed, equations })
}

/// What all of some equations leave open for a cell.
fn common<'e>(figures: &Figures, equations: impl Iterator<Item = &'e &'e Equation>, place: usize) -> Option<Span> {
    let mut meant: Option<Span> = None;
    for equation in equations {
        let Some(own) = solved(figures, equation, place) else { continue };
        meant = match meant {
            None => Some(own),
            Some(known) => Some(known.common(own)?),
        };
    }
    meant
}

/// A figure of another size than what its line computes is of something else: cells that ran together, another account.
fn is_of_size(value: f64, meant: Span) -> bool {
    const TIMES: f64 = 10.0;
    let ratio = (value / meant.middle()).abs();
    ratio < TIMES && ratio > 1.0 / TIMES
}

/// What an equation gives for a member, as wide as its rounding allows.
fn solved(figures: &Figures, equation: &Equation, place: usize) -> Option<Span> {
    let at = equation.members.iter().position(|member| *member == place)?;
    let widens = |nth: usize| nth == 0 && !matches!(equation.form, Form::Sum | Form::Difference | Form::Hundred);
    let span = |(nth, member): (usize, &usize)| {
        let span = figures.span(*member)?;
        let half = span.width() / 2.0;
        Some(if widens(nth) { Span::around(span.middle(), 2.0 * half) } else { span })
    };
    let members: Vec<Span> = equation.members.iter().enumerate().map(span).collect::<Option<_>>()?;
    let own = equation.form.solved(at, &members)?;
    let half = members.get(at)?.width() / 2.0;
    Some(Span { low: own.low - half, high: own.high + half })
}
