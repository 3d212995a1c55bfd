//! Which lines add up to which. In: figures and lines of one axis. Out: the laws that hold: sums read from the hierarchy
//! and the names of totals, sums found by trying runs of lines beside each line, and parts that are no greater than
//! their wholes.
//!
//! A sum counts where most of its equations hold and the held ones are more than chance could give: each is worth the
//! bits to which its total is fixed, less the bits of the choice among all runs tried.

use super::judge::{Judgement, judge};
use super::lines::Lines;
use super::{Axis, Figures, Kind, Law};

/// Longer sequences are searched beside named totals only.
const LONG: usize = 100;
/// Sequences beyond this are left to the hierarchy.
const TOO_LONG: usize = 1_500;
/// In sequences up to this length the parts may stand anywhere.
const SHORT: usize = 20;
/// Members of all named totals of a sequence together.
const MOST_MEMBERS: usize = 20_000;
const MOST_PROBES: usize = 5;
/// Surprise that a law read from names or hierarchy needs, in bits; and one found by trying.
const NAMED_BITS: f64 = 8.0;
const FOUND_BITS: f64 = 14.0;
const MOST_BITS: f64 = 17.0;

/// A law with its evidence.
struct Evidence {
    law: Law,
    bits: f64,
    named: bool,
}

/// Adds the laws of one axis; true where a sequence was too long to be searched.
pub fn laws(figures: &Figures, lines: &Lines, axis: Axis, laws: &mut Vec<Law>) -> bool {
    let mut found: Vec<Evidence> = Vec::new();
    let mut capped = false;
    for parts in children(lines, axis) {
        keep(&mut found, weigh(figures, lines, axis, parts, 4.0, true));
    }
    let mut sequences = lines.sequences(axis);
    for _ in 0..3 {
        let before = found.len();
        for sequence in &sequences {
            capped |= sequence.len() > TOO_LONG;
            totals(figures, lines, axis, sequence, &mut found);
            runs(figures, lines, axis, sequence, &mut found);
        }
        if found.len() == before {
            break;
        }
        let is_part = |line: &usize| found.iter().any(|one| one.law.lines.iter().skip(1).any(|part| part == line));
        let all: Vec<usize> = (0..figures.lines(axis)).filter(|line| !is_part(line)).collect();
        sequences = vec![all].into_iter().filter(|sequence| sequence.len() >= 3).collect();
    }
    laws.extend(found.into_iter().map(|evidence| evidence.law));
    parts(figures, lines, axis, laws);
    capped
}

/// A parent with figures and its children, those marked as parts of it left out.
fn children(lines: &Lines, axis: Axis) -> Vec<Vec<usize>> {
    let own = lines.on(axis);
    let mut families: Vec<Vec<usize>> = vec![Vec::new(); own.len()];
    for (at, line) in own.iter().enumerate().filter(|(_, line)| !line.part) {
        if let Some(family) = line.parent.and_then(|parent| families.get_mut(parent)) {
            family.push(at);
        }
    }
    let family = |(parent, children): (usize, Vec<usize>)| {
        (children.len() >= 2).then(|| [parent].into_iter().chain(children).collect())
    };
    families.into_iter().enumerate().filter_map(family).collect()
}

/// A line named as a total, and the lines before or behind it up to another.
fn totals(figures: &Figures, lines: &Lines, axis: Axis, sequence: &[usize], found: &mut Vec<Evidence>) {
    let named: Vec<usize> =
        sequence.iter().map(|&at| usize::from(lines.on(axis).get(at).is_some_and(|l| l.total))).collect();
    let is_total = |at: usize| named.get(at) == Some(&1);
    let totals: usize = named.iter().sum();
    for at in (0..sequence.len()).filter(|&at| is_total(at)) {
        let last = (0..at).rev().find(|&other| is_total(other));
        let next = (at + 1..sequence.len()).find(|&other| is_total(other)).unwrap_or(sequence.len());
        let mut tried = vec![(at + 1, next), (at + 1, sequence.len()), (0, at)];
        tried.extend(last.into_iter().flat_map(|last| [(last, at), (last + 1, at)]));
        for (from, to) in tried {
            let parts = sequence.get(from..to).unwrap_or(&[]);
            if parts.len() >= 2 && parts.len() * totals <= MOST_MEMBERS {
                let lines_of = sequence.get(at).into_iter().chain(parts).copied().collect();
                keep(found, weigh(figures, lines, axis, lines_of, 5.0, true));
            }
        }
    }
}

/// Runs of lines that add up to a line near them in most of a few crossing lines.
fn runs(figures: &Figures, lines: &Lines, axis: Axis, sequence: &[usize], found: &mut Vec<Evidence>) {
    if sequence.len() < 3 || sequence.len() > TOO_LONG {
        return;
    }
    let probes: Vec<Probe> =
        probes(figures, lines, axis, sequence).into_iter().map(|at| Probe::new(figures, axis, sequence, at)).collect();
    let mut tried = 0usize;
    let mut hits: Vec<(usize, usize, usize)> = Vec::new();
    for total in 0..sequence.len() {
        let named = sequence.get(total).and_then(|&at| lines.on(axis).get(at)).is_some_and(|line| line.total);
        if sequence.len() > LONG && !named && total > 0 && total + 1 < sequence.len() {
            continue;
        }
        let starts =
            if sequence.len() <= SHORT { 0..sequence.len() } else { total.max(2) - 2..(total + 4).min(sequence.len()) };
        for from in starts.filter(|&from| from > total) {
            for to in from + 2..=sequence.len() {
                tried += 1;
                if holds(&probes, total, from, to) {
                    hits.push((total, from, to));
                }
            }
        }
        let ends = if sequence.len() <= SHORT { 2..total + 1 } else { total.max(4) - 2..total + 1 };
        for to in ends {
            for from in 0..to.saturating_sub(1) {
                tried += 1;
                if holds(&probes, total, from, to) {
                    hits.push((total, from, to));
                }
            }
        }
    }
    let choice = (tried.max(2) as f64).log2();
    for (total, from, to) in hits {
        let parts = sequence.get(from..to).unwrap_or(&[]);
        let lines_of = sequence.get(total).into_iter().chain(parts).copied().collect();
        keep(found, weigh(figures, lines, axis, lines_of, choice, false));
    }
}

/// Crossing lines in which runs are tried: those with most figures, rates last, spread over the table.
fn probes(figures: &Figures, lines: &Lines, axis: Axis, sequence: &[usize]) -> Vec<usize> {
    let across = lines.across(axis);
    let count = figures.crossings(axis);
    let step = count.div_ceil(16).max(1);
    let filled = |at: usize| {
        sequence.iter().take(60).filter(|&&line| !figures.value(figures.place(axis, line, at)).is_nan()).count()
    };
    let mut ranked: Vec<(bool, usize, usize)> = (0..count)
        .step_by(step)
        .map(|at| (across.get(at).is_some_and(|line| line.rate), usize::MAX - filled(at), at))
        .collect();
    ranked.sort_unstable();
    ranked.into_iter().take(MOST_PROBES).map(|(_, _, at)| at).collect()
}

/// Running sums of one crossing line.
struct Probe {
    values: Vec<f64>,
    halves: Vec<f64>,
    sums: Vec<f64>,
    spreads: Vec<f64>,
}

impl Probe {
    fn new(figures: &Figures, axis: Axis, sequence: &[usize], crossing: usize) -> Probe {
        let place = |&line: &usize| figures.place(axis, line, crossing);
        let values: Vec<f64> = sequence.iter().map(|line| figures.value(place(line))).collect();
        let halves: Vec<f64> = sequence.iter().map(|line| figures.half(place(line))).collect();
        let mut probe = Probe { values, halves, sums: vec![0.0], spreads: vec![0.0] };
        let (mut sum, mut spread) = (0.0, 0.0);
        for (value, half) in probe.values.iter().zip(&probe.halves).filter(|_| true) {
            if !value.is_nan() {
                (sum, spread) = (sum + value, spread + half);
            }
            probe.sums.push(sum);
            probe.spreads.push(spread);
        }
        probe
    }

    /// `None` where the total is not printed.
    fn holds(&self, total: usize, from: usize, to: usize) -> Option<bool> {
        let (value, half) = (*self.values.get(total)?, *self.halves.get(total)?);
        let sum = self.sums.get(to)? - self.sums.get(from)?;
        let spread = self.spreads.get(to)? - self.spreads.get(from)? + half + value.abs() * 1e-11;
        (!value.is_nan() && value != 0.0).then(|| (value - sum).abs() <= spread)
    }
}

/// At least half of the probes that print the total.
fn holds(probes: &[Probe], total: usize, from: usize, to: usize) -> bool {
    let (mut held, mut off) = (0, 0);
    for probe in probes {
        match probe.holds(total, from, to) {
            Some(true) => held += 1,
            Some(false) => off += 1,
            None => {}
        }
        if off * 2 > probes.len() {
            return false;
        }
    }
    held > 0 && held >= off
}

/// Tests a sum in every crossing line; `None` where it is no law.
fn weigh(figures: &Figures, lines: &Lines, axis: Axis, of: Vec<usize>, choice: f64, named: bool) -> Option<Evidence> {
    let rates = of.iter().filter(|&&line| lines.on(axis).get(line).is_some_and(|line| line.rate)).count();
    if rates > 0 && rates < of.len() {
        return None;
    }
    let mut law = Law { axis, kind: Kind::Sum, lines: of, ..Law::default() };
    let mut bits = 0.0;
    for crossing in 0..figures.crossings(axis) {
        match judge(figures, &law, crossing, None) {
            Judgement::Held | Judgement::Rounding => {
                law.tested += 1;
                law.held += 1;
                bits += worth(figures, &law, crossing);
            }
            Judgement::Off { .. } if is_mean(figures, lines, &law, crossing) => {}
            Judgement::Off { .. } => law.tested += 1,
            Judgement::Incomplete { .. } => law.incomplete += 1,
            Judgement::Untestable => {}
        }
        let off = law.tested - law.held;
        if off > 4 + law.held * 2 {
            return None;
        }
    }
    let enough = if named { law.held * 2 >= law.tested } else { law.held * 10 >= law.tested * 7 };
    let surprise = if named { NAMED_BITS } else { FOUND_BITS };
    (law.held > 0 && enough && bits - choice >= surprise).then_some(Evidence { law, bits, named })
}

/// Bits to which a held equation fixes its total; nothing where fewer than two parts differ from zero.
fn worth(figures: &Figures, law: &Law, crossing: usize) -> f64 {
    let (mut parts, mut spread, mut total) = (0, 0.0, 0.0);
    for (at, &line) in law.lines.iter().enumerate() {
        let place = figures.place(law.axis, line, crossing);
        let value = figures.value(place).abs();
        match at {
            _ if value.is_nan() => continue,
            0 => total = value,
            _ => parts += usize::from(value > 0.0),
        }
        spread += figures.half(place);
    }
    if parts < 2 || total <= spread { 0.0 } else { (total / (2.0 * spread)).log2().clamp(0.0, MOST_BITS) }
}

/// A crossing line of rates, or a table of them.
pub fn crosses_rate(lines: &Lines, axis: Axis, crossing: usize) -> bool {
    lines.whole_is_rate || lines.across(axis).get(crossing).is_some_and(|line| line.rate)
}

/// A crossing line of rates by its words, or whose total lies among its parts as a mean does. A total greater than all
/// parts but the greatest together is a sum in which that one is printed too large, as where its decimal point was lost;
/// and a year among years is summed as they are.
pub fn is_mean(figures: &Figures, lines: &Lines, law: &Law, crossing: usize) -> bool {
    if crosses_rate(lines, law.axis, crossing) {
        return true;
    }
    if lines.across(law.axis).get(crossing).is_some_and(|line| line.year.is_some()) {
        return false;
    }
    let value = |line: &usize| figures.value(figures.place(law.axis, *line, crossing));
    let Some((total, parts)) = law.lines.split_first() else { return false };
    let (mut count, mut least, mut most, mut sum) = (0, f64::INFINITY, f64::NEG_INFINITY, 0.0);
    for part in parts.iter().map(value).filter(|part| !part.is_nan()) {
        (count, least, most, sum) = (count + 1, part.min(least), part.max(most), sum + part);
    }
    let total = value(total);
    count >= 3 && least > 0.0 && total >= least && total <= most.min(sum - most)
}

/// Keeps a law unless a better one has the same total and shares parts with it; drops those it beats.
fn keep(found: &mut Vec<Evidence>, new: Option<Evidence>) {
    let Some(new) = new else { return };
    let rank = |one: &Evidence| {
        let off = (one.law.tested - one.law.held) as i64;
        (one.law.held as i64 - 2 * off, one.named, -(one.law.incomplete as i64), one.bits as i64)
    };
    let rivals = |one: &Evidence| {
        one.law.lines.first() == new.law.lines.first()
            && one.law.lines.iter().skip(1).any(|part| new.law.lines.iter().skip(1).any(|other| other == part))
    };
    if found.iter().any(|one| rivals(one) && rank(one) >= rank(&new)) {
        return;
    }
    found.retain(|one| !rivals(one));
    found.push(new);
}

/// 其中, `#` and columns inside another: no greater than their wholes.
fn parts(figures: &Figures, lines: &Lines, axis: Axis, laws: &mut Vec<Law>) {
    for (at, line) in lines.on(axis).iter().enumerate() {
        let before = || (0..at).rev().find(|&other| lines.on(axis).get(other).is_some_and(|other| !other.part));
        let whole = if line.part { line.parent.or_else(before) } else { line.parent };
        let whole = whole.filter(|_| line.part || axis == Axis::Columns);
        let whole = whole.filter(|&whole| !line.rate && !lines.on(axis).get(whole).is_some_and(|whole| whole.rate));
        let Some(whole) = whole else { continue };
        let mut law = Law { axis, kind: Kind::Part, lines: vec![whole, at], ..Law::default() };
        for crossing in 0..figures.crossings(axis) {
            match judge(figures, &law, crossing, None) {
                _ if crosses_rate(lines, axis, crossing) => {}
                Judgement::Held | Judgement::Rounding => (law.tested, law.held) = (law.tested + 1, law.held + 1),
                Judgement::Off { .. } => law.tested += 1,
                _ => {}
            }
        }
        if law.held > 0 && law.held * 10 >= law.tested * 8 {
            laws.push(law);
        }
    }
}
