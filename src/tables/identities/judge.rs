//! One equation judged. In: a law, a crossing line, and perhaps another value for one cell. Out: whether it holds, holds
//! within the rounding of its printed members, lacks a member, or does not hold.

use super::{Axis, Figures, Kind, Law};

#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Judgement {
    /// Too little is printed.
    Untestable,
    Held,
    Rounding,
    /// A member is not printed; the difference is what it would have to be.
    Incomplete {
        difference: f64,
        tolerance: f64,
    },
    Off {
        difference: f64,
        tolerance: f64,
    },
}

/// Another reading of the figure at a place.
#[derive(Clone, Copy, Debug)]
pub struct Instead {
    pub place: usize,
    pub value: f64,
    pub half: f64,
}

/// The places of an equation, in the order of the law's lines.
pub fn places(figures: &Figures, law: &Law, crossing: usize) -> Vec<usize> {
    let place = |line: usize, crossing: usize| figures.place(law.axis, line, crossing);
    if law.kind != Kind::GrowthOverTheRowBefore {
        return law.lines.iter().map(|&line| place(line, crossing)).collect();
    }
    let (Some(&rate), Some(&level), Some(before)) = (law.lines.first(), law.lines.get(1), crossing.checked_sub(1))
    else {
        return Vec::new();
    };
    vec![place(rate, crossing), place(level, crossing), place(level, before)]
}

/// Whether a law speaks of the figure at a place, and in which crossings.
pub fn crossings_through(figures: &Figures, law: &Law, place: usize) -> Vec<usize> {
    let (row, column) = (place / figures.columns.max(1), place % figures.columns.max(1));
    let (line, crossing) = if law.axis == Axis::Rows { (row, column) } else { (column, row) };
    if !law.lines.contains(&line) {
        return Vec::new();
    }
    match law.kind {
        Kind::GrowthOverTheRowBefore if law.lines.get(1) == Some(&line) => vec![crossing, crossing + 1],
        _ => vec![crossing],
    }
}

/// Judges one equation with the figures as printed, or one of them read otherwise.
pub fn judge(figures: &Figures, law: &Law, crossing: usize, instead: Option<Instead>) -> Judgement {
    let read = |place: usize| match instead {
        Some(other) if other.place == place => (other.value, other.half),
        _ => (figures.value(place), figures.half(place)),
    };
    let line = |line: usize| read(figures.place(law.axis, line, crossing));
    if let (Kind::Sum, Some((&total, parts))) = (law.kind, law.lines.split_first()) {
        return sum(line(total), parts.iter().map(|&part| line(part)));
    }
    let members: Vec<(f64, f64)> = places(figures, law, crossing).into_iter().map(read).collect();
    match law.kind {
        Kind::Sum | Kind::Hundred => sum((100.0, 0.0), members.into_iter()),
        Kind::Part => part(&members),
        Kind::Growth | Kind::GrowthOverTheRowBefore => rate(&members, 100.0),
        Kind::Index => rate(&members, 0.0),
    }
}

fn sum((total, half): (f64, f64), parts: impl Iterator<Item = (f64, f64)>) -> Judgement {
    let (mut printed, mut missing, mut sum, mut halves, mut finest) = (0, 0, 0.0, half, f64::INFINITY);
    for (value, half) in parts {
        if value.is_nan() {
            missing += 1;
        } else {
            (printed, sum, halves, finest) = (printed + 1, sum + value, halves + half, half.min(finest));
        }
    }
    if total.is_nan() || printed == 0 || (total == 0.0 && sum == 0.0) {
        return Judgement::Untestable;
    }
    let difference = total - sum;
    let noise = total.abs() * 1e-11;
    let (finest, tolerance) = (if half > 0.0 { finest.min(half) } else { finest } + noise, halves + noise);
    match missing > 0 {
        _ if difference.abs() <= finest => Judgement::Held,
        _ if difference.abs() <= tolerance => Judgement::Rounding,
        true => Judgement::Incomplete { difference, tolerance },
        false => Judgement::Off { difference, tolerance },
    }
}

fn part(members: &[(f64, f64)]) -> Judgement {
    let [(whole, half), (part, part_half)] = members else { return Judgement::Untestable };
    if whole.is_nan() || part.is_nan() || *whole < 0.0 || *part < 0.0 {
        return Judgement::Untestable;
    }
    let (difference, tolerance) = (whole - part, half + part_half);
    if difference >= 0.0 {
        Judgement::Held
    } else if difference >= -tolerance {
        Judgement::Rounding
    } else {
        Judgement::Off { difference, tolerance }
    }
}

/// Printed rate against 100 * now / before - less.
fn rate(members: &[(f64, f64)], less: f64) -> Judgement {
    let [(printed, half), (now, now_half), (before, before_half)] = members else { return Judgement::Untestable };
    if printed.is_nan() || now.is_nan() || before.is_nan() || *before <= *before_half || *now < 0.0 {
        return Judgement::Untestable;
    }
    let computed = 100.0 * now / before - less;
    let spread = 100.0 * (now_half / before + now * before_half / (before * before));
    let (difference, tolerance) = (printed - computed, half + spread + 1e-9);
    if difference.abs() <= half * 1.02 {
        Judgement::Held
    } else if difference.abs() <= tolerance {
        Judgement::Rounding
    } else {
        Judgement::Off { difference, tolerance }
    }
}
