//! Totals: sums that the table's own laws give, means, and shares that make 100.
//!
//! In: a sheet. Out: relations. Refuses sums of rates, but for shares that make a whole, and totals of which a part is not
//! printed.

use super::equations::{Equation, Relation};
use super::forms::Form;
use super::sheet::Sheet;
use crate::tables::identities::{Axis, Class, Kind, Law, one_slip_away};

/// Runs of shares are not sought among more lines.
const MOST_LINES: usize = 40;
/// Sums that hold of a total that other lines follow.
const FEWEST: usize = 2;
/// Bits that one sum must say to show that the total is one of all lines.
const TOTAL: f64 = 10.0;
/// Bits that equations of shares must say beyond the choice of a run.
const FOUND: f64 = 10.0;

pub fn relations(sheet: &Sheet) -> Vec<Relation> {
    let laws = sheet.table.identities.laws.iter().enumerate().filter(|(_, law)| law.kind == Kind::Sum);
    let mut found: Vec<Relation> = laws.filter_map(|(at, law)| of_law(sheet, at, law)).collect();
    for axis in [Axis::Columns, Axis::Rows] {
        found.extend(named(sheet, axis, &found));
        found.extend(means(sheet, axis));
        found.extend(hundreds(sheet, axis));
    }
    found
}

/// A sum found when the table was read.
fn of_law(sheet: &Sheet, at: usize, law: &Law) -> Option<Relation> {
    let is_no_sum = |crossing: usize| {
        let own =
            sheet.table.identities.violations.iter().filter(|found| found.law == at && found.crossing == crossing);
        own.into_iter().any(|found| matches!(found.class, Class::RatioNotSummed | Class::MissingMember | Class::Break))
    };
    let mut equations = Vec::new();
    for crossing in (0..sheet.across(law.axis).len()).filter(|crossing| !is_no_sum(*crossing)) {
        let places: Vec<usize> = law.lines.iter().map(|line| sheet.place(law.axis, *line, crossing)).collect();
        let (Some(total), parts) = (places.first(), places.iter().skip(1)) else { continue };
        let printed: Vec<usize> = parts.copied().filter(|place| sheet.cell(*place).is_some()).collect();
        let members: Vec<usize> = [*total].into_iter().chain(printed).collect();
        if let Some((holds, _)) = sheet.holds(Form::Sum, &members).filter(|_| members.len() > 2) {
            equations.push(Equation { form: Form::Sum, members, holds });
        }
    }
    let held = equations.iter().filter(|one| one.holds).count();
    (held > 0 && held * 2 >= equations.len()).then_some(Relation { equations })
}

/// A line named as the total, alone at the end or the beginning of all others, which the table's own laws do not know: those
/// count figures that official data denies as printed. One crossing line is enough where a single slip explains it.
fn named(sheet: &Sheet, axis: Axis, known: &[Relation]) -> Option<Relation> {
    let lines = sheet.lines(axis);
    let totals: Vec<usize> = (0..lines.len()).filter(|at| lines.get(*at).is_some_and(|line| line.says.total)).collect();
    let [total] = totals.as_slice() else { return None };
    let has_parts = lines.iter().any(|line| line.says.part);
    // Behind a total at the end may stand means and rates.
    let is_last =
        (*total + 1..lines.len()).all(|at| is_mean(sheet, axis, at) || lines.get(at).is_some_and(|one| one.says.rate));
    let parts = if *total == 0 { 1..lines.len() } else { 0..*total };
    if has_parts || parts.len() < 3 {
        return None;
    }
    let is_rate =
        |crossing: usize| sheet.across(axis).get(crossing).is_none_or(|line| line.says.rate || line.says.change);
    let mut equations = Vec::new();
    let mut most = 0.0_f64;
    for crossing in (0..sheet.across(axis).len()).filter(|crossing| !is_rate(*crossing)) {
        let own = sheet.place(axis, *total, crossing);
        let others = parts.clone().map(|line| sheet.place(axis, line, crossing));
        let members: Vec<usize> = [own].into_iter().chain(others).collect();
        let is_known = known.iter().flat_map(|one| &one.equations).any(|one| one.members.first() == Some(&own));
        let Some((holds, bits)) = sheet.holds(Form::Sum, &members).filter(|_| !is_known) else { continue };
        most = if holds { most.max(bits) } else { most };
        equations.push(Equation { form: Form::Sum, members, holds });
    }
    let held = equations.iter().filter(|one| one.holds).count();
    let is_of_all = || most >= TOTAL && equations.iter().all(|one| one.holds || is_near(sheet, one));
    let least = if *total == 0 || is_last { 1 } else { FEWEST };
    let is_one = held >= least && (held * 2 >= equations.len() || is_last && is_of_all());
    let is_slip =
        || (*total == 0 || is_last) && equations.len() == 1 && equations.iter().all(|one| is_one_slip(sheet, one));
    (is_one || is_slip()).then_some(Relation { equations })
}

/// Whether a total is of the size of the sum.
fn is_near(sheet: &Sheet, equation: &Equation) -> bool {
    const TIMES: f64 = 1.5;
    let spans: Option<Vec<_>> = equation.members.iter().map(|place| sheet.span(*place)).collect();
    let sum = spans.and_then(|spans| equation.form.solved(0, &spans));
    sum.zip(equation.members.first()).is_some_and(|(sum, total)| {
        let ratio = (sheet.value(*total) / sum.middle()).abs();
        ratio < TIMES && ratio > 1.0 / TIMES
    })
}

/// Whether one slip of the pen in the total makes a sum hold.
fn is_one_slip(sheet: &Sheet, equation: &Equation) -> bool {
    let spans: Option<Vec<_>> = equation.members.iter().map(|place| sheet.span(*place)).collect();
    let sum = spans.and_then(|spans| equation.form.solved(0, &spans));
    sum.zip(equation.members.first()).is_some_and(|(sum, total)| {
        let tolerance = (sum.width() / 2.0).max(sheet.half(*total));
        one_slip_away(sheet.value(*total), sheet.decimals(*total), sum.middle(), tolerance).is_some()
    })
}

fn is_mean(sheet: &Sheet, axis: Axis, at: usize) -> bool {
    const MEANS: [&str; 8] = ["平均", "均值", "平均值", "平均数", "年均", "年平均", "mean", "average"];
    let text = sheet.lines(axis).get(at).map_or("", |line| line.text.as_str());
    MEANS.contains(&text.rsplit(" › ").next().unwrap_or_default().trim().to_lowercase().as_str())
}

/// Bits that one mean must say to show that the line of means is one of plain ones.
const MEAN: f64 = 10.0;

/// A line of means of the lines above it. Means of rates may be weighted: these count only where they hold.
fn means(sheet: &Sheet, axis: Axis) -> Vec<Relation> {
    let lines = sheet.lines(axis);
    let special = |at: usize| is_mean(sheet, axis, at) || lines.get(at).is_some_and(|line| line.says.total);
    let of_line = |at: usize| {
        let parts: Vec<usize> = (0..at).filter(|other| !special(*other)).collect();
        let mut equations = Vec::new();
        let mut most = 0.0_f64;
        for crossing in 0..sheet.across(axis).len() {
            let own = std::iter::once(at).chain(parts.iter().copied());
            let members: Vec<usize> = own.map(|line| sheet.place(axis, line, crossing)).collect();
            let is_rate = sheet.across(axis).get(crossing).is_some_and(|line| line.says.rate || line.says.change);
            if let Some((holds, bits)) = sheet.holds(Form::Mean, &members).filter(|(holds, _)| *holds || !is_rate) {
                most = if holds { most.max(bits) } else { most };
                equations.push(Equation { form: Form::Mean, members, holds });
            }
        }
        let held = equations.iter().filter(|one| one.holds).count();
        let is_plain = most >= MEAN && held * 2 >= equations.len();
        (parts.len() >= 2 && (is_plain || held >= 2 && held * 3 >= equations.len() * 2))
            .then_some(Relation { equations })
    };
    (0..lines.len()).filter(|at| is_mean(sheet, axis, *at)).filter_map(of_line).collect()
}

/// Lines of shares, one beside the other, that make 100 in most crossing lines.
fn hundreds(sheet: &Sheet, axis: Axis) -> Vec<Relation> {
    let lines = sheet.lines(axis).len();
    let mut best: Option<(usize, f64, Relation)> = None;
    if lines > MOST_LINES {
        return Vec::new();
    }
    for from in 0..lines {
        for to in from + 2..=lines {
            let Some((held, bits, relation)) = hundred(sheet, axis, from..to) else { continue };
            if best.as_ref().is_none_or(|(most, ..)| held > *most) {
                best = Some((held, bits, relation));
            }
        }
    }
    let choice = ((lines * lines) as f64).max(2.0).log2();
    best.filter(|(_, bits, _)| bits - choice >= FOUND).map(|(.., relation)| relation).into_iter().collect()
}

fn hundred(sheet: &Sheet, axis: Axis, run: std::ops::Range<usize>) -> Option<(usize, f64, Relation)> {
    let is_total = |at: usize| sheet.lines(axis).get(at).is_some_and(|line| line.says.total);
    if run.clone().any(is_total) {
        return None;
    }
    let (mut held, mut off, mut bits) = (0, 0, 0.0);
    let mut equations = Vec::new();
    for crossing in 0..sheet.across(axis).len() {
        let members: Vec<usize> = run.clone().map(|line| sheet.place(axis, line, crossing)).collect();
        let is_share = members.iter().all(|place| (0.0..=100.0).contains(&sheet.value(*place)));
        let Some((holds, worth)) = sheet.holds(Form::Hundred, &members).filter(|_| is_share) else { continue };
        (held, off) = if holds { (held + 1, off) } else { (held, off + 1) };
        bits += if holds { worth } else { 0.0 };
        equations.push(Equation { form: Form::Hundred, members, holds });
    }
    (held >= 3 && held >= 3 * off).then_some((held, bits, Relation { equations }))
}
