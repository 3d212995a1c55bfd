//! Misplaced figures: lines exchanged, and lines that hold another year's figures.
//!
//! In: the figures of a table with their verdicts by official data. Out: the same; figures that are not what their labels
//! say and, to the last printed digit, what the labels of another line say, or another year's, are contradicted. Refuses
//! single figures of few digits, runs of fewer than three, lines that are of an earlier year by their own words, and years
//! that no other line of the table bears out.

use std::collections::BTreeMap;

use super::cells::{Line, Told};
use super::read::Read;
use crate::claims::verdicts::{self, Records};
use crate::claims::{Claim, Diagnosis, Judged, Verdict, Written};
use crate::messages::{Message, say};
use crate::tables::Heading;

/// Figures of a line that another year explains.
const RUN: usize = 3;
/// Digits that one exchanged pair must have; two pairs and more need fewer.
const DIGITS: u32 = 4;
const FEWEST_DIGITS: u32 = 3;
/// Every pair of figures that are off is looked at, among so many.
const MOST_OFF: usize = 500;
const YEARS: [i32; 4] = [-1, 1, -2, 2];
/// Words of a line that is of another year than its label.
const LAGGED: [&str; 20] = [
    "上年",
    "上一年",
    "去年",
    "前一年",
    "前年",
    "上期",
    "前期",
    "基期",
    "年初",
    "期初",
    "滞后",
    "次年",
    "下一年",
    "previous",
    "prior",
    "preceding",
    "last year",
    "lag",
    "t-1",
    "beginning",
];

/// The verdicts with what is misplaced.
pub fn told(
    read: &Read,
    told: &[Told],
    judged: Vec<Judged>,
    records: &Records,
    written: Option<&Written>,
) -> Vec<Judged> {
    let off: Vec<usize> = (0..judged.len()).filter(|at| judged.get(*at).is_some_and(is_off)).collect();
    if off.len() < 2 || off.len() > MOST_OFF {
        return judged;
    }
    let table = Misplaced { read, told, judged: &judged, off: &off };
    let mut found = table.of_other_years(records, written);
    found.extend(table.exchanged());
    let mut judged = judged;
    for (at, diagnosis) in found {
        if let Some(one) = judged.get_mut(at) {
            one.verdict = Verdict::Contradicted;
            one.why = one.official.first().map_or(Message::default(), |official| {
                say!("paper.misplaced", value = official.value, vintage = official.vintage)
            });
            one.diagnosis = Some(diagnosis);
        }
    }
    judged
}

/// Official data has it, and another figure.
fn is_off(one: &Judged) -> bool {
    !one.verdict.holds() && !one.official.is_empty() && one.claim.untied.is_none() && one.claim.when.year.is_some()
}

struct Misplaced<'a> {
    read: &'a Read,
    told: &'a [Told],
    judged: &'a [Judged],
    off: &'a [usize],
}

impl Misplaced<'_> {
    /// Figures that print what the labels of one another say, by the two lines that they stand in.
    fn exchanged(&self) -> BTreeMap<usize, Diagnosis> {
        let mut pairs: BTreeMap<(Line, Line), Vec<(usize, usize)>> = BTreeMap::new();
        for (nth, &one) in self.off.iter().enumerate() {
            for &other in self.off.iter().skip(nth + 1) {
                let (Some(a), Some(b)) = (self.told.get(one), self.told.get(other)) else { continue };
                let lines = match (a.row == b.row, a.column == b.column) {
                    (true, false) => (Line::Column(a.column), Line::Column(b.column)),
                    (false, true) => (Line::Row(a.row), Line::Row(b.row)),
                    _ => continue,
                };
                if self.prints(one, other) && self.prints(other, one) {
                    pairs.entry(lines).or_default().push((one, other));
                }
            }
        }
        let is_certain = |pairs: &Vec<(usize, usize)>| {
            let fewest = if pairs.len() > 1 { FEWEST_DIGITS } else { DIGITS };
            let digits = |at: usize| self.judged.get(at).map_or(0, digits);
            pairs.iter().all(|(one, other)| digits(*one) >= fewest && digits(*other) >= fewest)
        };
        let mut found = BTreeMap::new();
        for ((first, second), pairs) in pairs.into_iter().filter(|(_, pairs)| is_certain(pairs)) {
            for (one, other) in pairs {
                found.insert(one, self.exchange(second));
                found.insert(other, self.exchange(first));
            }
        }
        found
    }

    /// Whether a figure prints the official value of another.
    fn prints(&self, one: usize, other: usize) -> bool {
        let figure = |at: usize| self.judged.get(at)?.claim.figure.as_ref();
        let (Some(printed), Some(place)) = (figure(one), figure(other)) else { return false };
        let half = 0.5 * 10f64.powi(-i32::from(printed.decimals)) * (1.0 + 1e-6);
        let is_it = |value: f64| (printed.value - value).abs() <= half;
        let official = self.judged.get(other).map(|one| one.official.as_slice()).unwrap_or_default();
        printed.unit == place.unit && official.iter().any(|official| is_it(official.value))
    }

    fn exchange(&self, of: Line) -> Diagnosis {
        let label = self.label(of);
        let words = match of {
            Line::Row(_) => say!("diagnosis.exchanged-rows", label),
            Line::Column(_) => say!("diagnosis.exchanged-columns", label),
        };
        Diagnosis { code: "exchanged", words }
    }

    fn label(&self, line: Line) -> String {
        let heading = match line {
            Line::Row(row) => self.read.table.rows.get(row),
            Line::Column(column) => self.read.table.columns.get(column),
        };
        let text = |heading: &Heading| heading.labels.last().map(|label| label.text.trim().to_string());
        heading.and_then(text).unwrap_or_default()
    }

    /// Lines of which three figures and more are those of one other year.
    fn of_other_years(&self, records: &Records, written: Option<&Written>) -> BTreeMap<usize, Diagnosis> {
        let mut lines: BTreeMap<Line, Vec<usize>> = BTreeMap::new();
        for &at in self.off {
            let Some(told) = self.told.get(at) else { continue };
            for line in [Line::Row(told.row), Line::Column(told.column)] {
                lines.entry(line).or_default().push(at);
            }
        }
        let mut found = BTreeMap::new();
        for (line, off) in lines.into_iter().filter(|(_, off)| off.len() >= RUN) {
            if !self.is_datable(line, off.len()) {
                continue;
            }
            let of_year = |years: &i32| self.of_year(&off, *years, records, written);
            let Some(run) = YEARS.iter().map(of_year).max_by_key(Vec::len).filter(|run| run.len() >= RUN) else {
                continue;
            };
            if run.len() * 4 >= off.len() * 3 {
                found.extend(run);
            }
        }
        found
    }

    /// The other lines of the table bear out its years, and this one does not say that it is of another.
    fn is_datable(&self, line: Line, off: usize) -> bool {
        let is_own = |told: &Told| line == Line::Row(told.row) || line == Line::Column(told.column);
        let held = |own: bool| {
            let all = self.told.iter().zip(self.judged);
            all.filter(|(told, one)| is_own(told) == own && one.verdict.holds()).count()
        };
        let label = self.label(line).to_lowercase();
        held(false) >= RUN && held(true) * 2 <= off && !LAGGED.iter().any(|word| label.contains(word))
    }

    /// The figures of a line that are those of so many years later.
    fn of_year(
        &self,
        off: &[usize],
        years: i32,
        records: &Records,
        written: Option<&Written>,
    ) -> Vec<(usize, Diagnosis)> {
        let enough = |at: &&usize| self.judged.get(**at).is_some_and(|one| digits(one) >= FEWEST_DIGITS);
        let sought: Vec<(usize, Claim)> = off
            .iter()
            .filter(enough)
            .filter_map(|at| Some((*at, later(&self.judged.get(*at)?.claim, years)?)))
            .collect();
        if sought.len() < RUN {
            return Vec::new();
        }
        let claims: Vec<Claim> = sought.iter().map(|(_, claim)| claim.clone()).collect();
        let given = verdicts::each(&claims, records, written);
        let is_it = |one: &Judged| matches!(one.verdict, Verdict::Reproduced | Verdict::ReproducedInVintage);
        let told = sought.iter().zip(given).filter(|(_, one)| is_it(one));
        let all: Vec<(usize, i32)> = told.filter_map(|((at, claim), _)| Some((*at, claim.when.year?))).collect();
        let count = all.len();
        let diagnosis = |year: i32| Diagnosis { code: "other-period", words: words(year, count) };
        all.into_iter().map(|(at, year)| (at, diagnosis(year))).collect()
    }
}

fn words(year: i32, count: usize) -> Message {
    say!("diagnosis.line-of-year", year, count)
}

/// The claim of so many years later.
fn later(claim: &Claim, years: i32) -> Option<Claim> {
    let mut claim = Claim { hypotheses: Vec::new(), ..claim.clone() };
    claim.when.year = Some(claim.when.year? + years);
    claim.when.from = claim.when.from.map(|year| year + years);
    Some(claim)
}

/// Digits of a figure as printed, without noughts before them.
fn digits(one: &Judged) -> u32 {
    let Some(figure) = &one.claim.figure else { return 0 };
    let whole = (figure.value.abs() * 10f64.powi(i32::from(figure.decimals))).round();
    if whole >= 1.0 { whole.log10().floor() as u32 + 1 } else { 0 }
}
