//! Lines that are computed from other lines: shares, ratios, amounts per head, growth, differences.
//!
//! In: a sheet. Out: for each line the relation that most of its figures follow. Refuses relations that hold in few rows,
//! or that chance could give: the digits that held equations fix must say more than it takes to name the relation among all
//! that were tried.

use std::collections::BTreeSet;

use super::equations::{Equation, Relation};
use super::forms::Form;
use super::sheet::Sheet;
use crate::tables::identities::Axis;

/// Pairs of lines grow with the square: among more lines than this none is searched, and among more than the fewer those
/// alone whose words say that they are computed.
const MOST_LINES: usize = 40;
const MOST_UNNAMED: usize = 14;
/// Bits beyond the choice among all that were tried: where the line's words say that it is computed, and where not.
const NAMED: f64 = 6.0;
const FOUND: f64 = 14.0;
/// Powers of ten between units that are tried.
const POWERS: f64 = 8.0;
/// No single equation counts for more.
const MOST_BITS: f64 = 14.0;

pub fn relations(sheet: &Sheet) -> Vec<Relation> {
    let mut found: Vec<Drawn> = Vec::new();
    for axis in [Axis::Columns, Axis::Rows] {
        let lines = sheet.lines(axis).len();
        let is_sought = |line: &usize| lines <= MOST_UNNAMED || says_computed(sheet, axis, *line);
        if lines <= MOST_LINES {
            found.extend((0..lines).filter(is_sought).filter_map(|line| Search { sheet, axis, line }.best()));
        }
    }
    distinct(found)
}

/// Lines of what something else changed by.
const CHANGES: [&str; 9] =
    ["百分点", "变动", "变化", "增减", "增加额", "percentage point", "change", "increase", "difference"];

/// Rates, and what something is more or less than something else.
fn says_computed(sheet: &Sheet, axis: Axis, line: usize) -> bool {
    const DIFFERENCES: [&str; 8] = ["差额", "差", "增减", "增加额", "净", "盈余", "结余", "赤字"];
    sheet.lines(axis).get(line).is_some_and(|line| {
        line.says.rate || line.says.change || DIFFERENCES.iter().any(|word| line.text.contains(word))
    })
}

/// A relation of one line while the best is sought.
struct Drawn {
    relation: Relation,
    held: usize,
    off: usize,
    bits: f64,
    named: bool,
}

impl Drawn {
    fn rank(&self) -> (i64, i64) {
        (self.held as i64 - 2 * self.off as i64, self.bits as i64)
    }
}

struct Search<'a> {
    sheet: &'a Sheet<'a>,
    axis: Axis,
    line: usize,
}

impl Search<'_> {
    fn best(&self) -> Option<Drawn> {
        let others: Vec<usize> = (0..self.sheet.lines(self.axis).len()).filter(|at| *at != self.line).collect();
        let tried = (others.len() * others.len().max(2)) as f64;
        let mut best: Option<Drawn> = None;
        let mut keep = |drawn: Option<Drawn>| {
            if let Some(new) = drawn
                && best.as_ref().is_none_or(|known| new.rank() > known.rank())
            {
                best = Some(new);
            }
        };
        for &one in &others {
            for &other in others.iter().filter(|other| **other != one) {
                keep(self.of_pair(Form::Growth, one, other, tried));
                keep(self.of_pair(Form::Difference, one, other, tried));
                let power = self.power(&|at| Some([self.at(self.line, at), self.at(one, at), self.at(other, at)]));
                keep(power.and_then(|power| self.of_pair(Form::Ratio { power }, one, other, tried * POWERS)));
            }
            keep(self.over_time(one, others.len()));
            keep(self.of_whole(one, others.len()));
        }
        best
    }

    fn at(&self, line: usize, crossing: usize) -> usize {
        self.sheet.place(self.axis, line, crossing)
    }

    fn crossings(&self) -> usize {
        self.sheet.across(self.axis).len()
    }

    fn of_pair(&self, form: Form, one: usize, other: usize, tried: f64) -> Option<Drawn> {
        let members = |at: usize| Some((form, vec![self.at(self.line, at), self.at(one, at), self.at(other, at)]));
        self.drawn(&members, tried)
    }

    /// The power of ten that most of the first equations ask for.
    fn power(&self, members: &dyn Fn(usize) -> Option<[usize; 3]>) -> Option<i8> {
        const LOOKED_AT: usize = 8;
        let exact = |at: usize| {
            let [of, over, under] = members(at)?.map(|place| self.sheet.value(place));
            let power = (of * under / over).abs().log10();
            let whole = power.round();
            ((power - whole).abs() < 0.02 && whole.abs() <= POWERS && of * over * under != 0.0).then_some(whole as i8)
        };
        let powers: Vec<i8> = (0..self.crossings()).filter_map(exact).take(LOOKED_AT).collect();
        let often = |power: &i8| powers.iter().filter(|other| *other == power).count();
        powers.iter().copied().max_by_key(|power| (often(power), -power.abs())).filter(|power| often(power) >= 2)
    }

    /// The change of another line over the year before.
    fn over_time(&self, one: usize, tried: usize) -> Option<Drawn> {
        let forms: [fn(u32) -> Form; 4] = [
            |_| Form::Growth,
            |_| Form::Difference,
            |_| Form::Ratio { power: 2 },
            |years| if years == 1 { Form::Growth } else { Form::YearlyGrowth { years } },
        ];
        let drawn = forms.into_iter().filter_map(|form| {
            let members = |at: usize| {
                let (before, years) = self.before(at)?;
                Some((form(years), vec![self.at(self.line, at), self.at(one, at), self.at(one, before)]))
            };
            self.drawn(&members, (tried * 4) as f64)
        });
        drawn.max_by_key(Drawn::rank)
    }

    /// The crossing line of the last year before, next to a crossing line of a year, and how many years lie between.
    fn before(&self, at: usize) -> Option<(usize, u32)> {
        let across = self.sheet.across(self.axis);
        let year = across.get(at)?.year?;
        let is_before = |other: &usize| across.get(*other).and_then(|line| line.year).is_some_and(|other| other < year);
        let beside = [at.checked_sub(1), Some(at + 1)].into_iter().flatten().find(is_before)?;
        let years = u32::try_from(year - across.get(beside)?.year?).ok()?;
        Some((beside, years))
    }

    /// The share of each figure of another line in its total, or in the sum of all.
    fn of_whole(&self, one: usize, tried: usize) -> Option<Drawn> {
        let across = self.sheet.across(self.axis);
        let totals: Vec<usize> =
            (0..across.len()).filter(|at| across.get(*at).is_some_and(|line| line.says.total)).collect();
        let largest = || {
            let value = |at: &usize| self.sheet.value(self.at(one, *at));
            (0..across.len()).filter(|at| !value(at).is_nan()).max_by(|a, b| value(a).total_cmp(&value(b)))
        };
        let wholes = if totals.is_empty() { largest().into_iter().collect() } else { totals };
        let of_one = |whole: usize| {
            let members = |at: usize| {
                let share = self.at(self.line, at);
                let is_whole = at == whole;
                let parts = vec![share, self.at(one, at), self.at(one, whole)];
                Some(if is_whole { (Form::Hundred, vec![share]) } else { (Form::Ratio { power: 2 }, parts) })
            };
            self.drawn(&members, (tried * 4) as f64)
        };
        wholes.into_iter().filter_map(of_one).max_by_key(Drawn::rank)
    }

    /// A relation with how it fares; none where it holds too seldom, or by chance.
    fn drawn(&self, members: &dyn Fn(usize) -> Option<(Form, Vec<usize>)>, tried: f64) -> Option<Drawn> {
        let (mut held, mut off, mut bits) = (0usize, 0usize, 0.0);
        let mut equations = Vec::new();
        for at in 0..self.crossings() {
            let Some((form, places)) = members(at) else { continue };
            let Some((holds, worth)) = self.sheet.holds(form, &places) else { continue };
            (held, off) = if holds { (held + 1, off) } else { (held, off + 1) };
            let is_told = holds && form != Form::Hundred;
            bits += if is_told { worth.min(MOST_BITS) } else { 0.0 };
            equations.push(Equation { form, members: places, holds });
            if off > held + 3 {
                return None;
            }
        }
        let line = self.sheet.lines(self.axis).get(self.line)?;
        let form = equations.first()?.form;
        let says_change = || CHANGES.iter().any(|word| line.text.to_lowercase().contains(word));
        let named = (line.says.rate || line.says.change) && (form != Form::Difference || says_change());
        let (least, enough) = if named { (NAMED, held > off) } else { (FOUND, held >= 2 * off) };
        let is_one = held >= 2 && enough && bits - tried.max(2.0).log2() >= least;
        is_one.then_some(Drawn { relation: Relation { equations }, held, off, bits, named })
    }
}

/// Each relation once: a ratio solved for another of its lines is the same, and is that of the line whose words say so.
fn distinct(mut found: Vec<Drawn>) -> Vec<Relation> {
    let coarse = |drawn: &Drawn| drawn.relation.equations.iter().map(|one| one.members.len()).sum::<usize>();
    found.sort_by_key(|drawn| (!drawn.named, std::cmp::Reverse(drawn.rank()), coarse(drawn)));
    let mut known: BTreeSet<Vec<usize>> = BTreeSet::new();
    let mut kept = Vec::new();
    for drawn in found {
        let sets: Vec<Vec<usize>> = drawn.relation.equations.iter().map(|one| sorted(&one.members)).collect();
        if sets.iter().filter(|set| known.contains(*set)).count() * 2 > sets.len() {
            continue;
        }
        known.extend(sets);
        kept.push(drawn.relation);
    }
    kept
}

fn sorted(members: &[usize]) -> Vec<usize> {
    let mut sorted = members.to_vec();
    sorted.sort_unstable();
    sorted
}
