//! Checks across tables. In: observations of any number of sources. Out: figures of one series, area and year that
//! disagree between files or editions; central and local accounts that do not make the nation's; provinces that do not
//! make the local or national total.
//!
//! Refuses to sum rates, and provinces unless at least 28 of the 31 are printed.

use std::collections::{BTreeMap, BTreeSet};

use super::words::plain;
use super::{Member, Proposal, Violation};
use crate::messages::{Message, say};
use crate::observations::Observation;
use crate::problem::{Place, cell_name};
use crate::tables::identities::{Class, one_slip_away};

const NATION: &str = "CN";
const PROVINCES: usize = 31;
const MOST_ABSENT: usize = 3;
/// The nation's population holds the armed forces, and no province's does.
const MOST_SERVICEMEN: f64 = 0.02;
/// Taiwan, Hong Kong and Macau keep accounts of their own.
const APART: [&str; 3] = ["710000", "810000", "820000"];

/// A figure in base units with half a unit of its last digit.
#[derive(Clone, Copy)]
struct Figure<'a> {
    value: f64,
    half: f64,
    from: &'a Observation,
}

/// Series, period, account stage, measure, coverage (empty for areas as a whole).
type Item<'a> = (&'a str, &'a str, &'static str, &'a str, &'static str);

pub fn across(observations: &[Observation]) -> Vec<Violation> {
    let mut items: BTreeMap<Item, BTreeMap<&str, Vec<Figure>>> = BTreeMap::new();
    for one in observations {
        if let Some((item, area, figure)) = placed(one) {
            items.entry(item).or_default().entry(area).or_default().push(figure);
        }
    }
    let mut violations = Vec::new();
    let mut best: BTreeMap<Item, BTreeMap<&str, Figure>> = BTreeMap::new();
    for (item, areas) in &items {
        for (area, figures) in areas {
            let reference = disagreements(item, area, figures, &mut violations);
            best.entry(*item).or_default().extend(reference.map(|figure| (*area, figure)));
        }
    }
    governments(&best, &mut violations);
    provinces(&best, &mut violations);
    violations
}

/// Whether a figure can be held against those of other files.
pub fn is_comparable(one: &Observation) -> bool {
    placed(one).is_some()
}

fn placed(one: &Observation) -> Option<(Item<'_>, &str, Figure<'_>)> {
    let (series, area, period) = (one.series.as_deref()?, one.ref_area.as_deref()?, one.time_period.as_deref()?);
    let (measure, mult) = (one.unit_measure.as_deref()?, one.unit_mult?);
    let scale = 10f64.powi(i32::from(mult));
    let value = one.obs_value? * scale;
    let half = (0.5 * 10f64.powi(-i32::from(one.decimals)) * scale).max(value.abs() * 1e-10);
    let stage = one.account_stage.map_or("", |stage| stage.name());
    let coverage = one.coverage.map_or("", |coverage| coverage.name());
    Some(((series, period, stage, measure, coverage), area, Figure { value, half, from: one }))
}

/// Groups figures that agree within rounding, reports each group that differs from the largest, and returns the most
/// precise figure of the largest.
fn disagreements<'a>(
    item: &Item,
    area: &str,
    figures: &[Figure<'a>],
    violations: &mut Vec<Violation>,
) -> Option<Figure<'a>> {
    let mut groups: Vec<Vec<Figure>> = Vec::new();
    for figure in figures {
        let agrees = |group: &&mut Vec<Figure>| {
            group.iter().all(|other| (other.value - figure.value).abs() <= other.half + figure.half)
        };
        match groups.iter_mut().find(agrees) {
            Some(group) => group.push(*figure),
            None => groups.push(vec![*figure]),
        }
    }
    let sources = |group: &[Figure]| {
        let mut sources: Vec<&str> = group.iter().map(|figure| figure.from.source_sha256.as_str()).collect();
        sources.sort_unstable();
        sources.dedup();
        sources.len()
    };
    let newest = |group: &[Figure]| group.iter().filter_map(|figure| figure.from.vintage_date).max();
    let finest = |group: &[Figure<'a>]| group.iter().copied().min_by(|a, b| a.half.total_cmp(&b.half));
    groups.sort_by_key(|group| std::cmp::Reverse((sources(group), newest(group))));
    let (first, others) = groups.split_first()?;
    let reference = finest(first)?;
    for other in others {
        let Some(figure) = other.first() else { continue };
        violations.push(disagreement(item, area, (reference, sources(first)), *figure));
    }
    Some(reference)
}

fn disagreement(item: &Item, area: &str, (reference, sources): (Figure, usize), figure: Figure) -> Violation {
    let tolerance = reference.half + figure.half;
    let one = figure.from;
    let scale = 10f64.powi(i32::from(one.unit_mult.unwrap_or(0)));
    let decimals = u8::try_from(one.decimals).unwrap_or(0);
    let slip =
        || one_slip_away(one.obs_value.unwrap_or(0.0), decimals, reference.value / scale, reference.half / scale);
    let same_file = one.source_sha256 == reference.from.source_sha256;
    let same_edition = one.vintage.is_some() && one.vintage == reference.from.vintage;
    let (class, change) = match power_of_ten(reference, figure) {
        Some(_) => (Class::UnitChange, None),
        None if !same_file && !same_edition => (Class::Revision, None),
        None => match slip().filter(|_| sources >= 2) {
            Some(change) => (Class::Slip, Some(change)),
            None => (Class::Unexplained, None),
        },
    };
    let (series, period, stage, _, coverage) = item;
    let figures =
        say!("figures.here-there", value_text = one.value_text.trim(), value_text2 = reference.from.value_text.trim());
    let proposal = change.map(|change| Proposal {
        source: one.source.to_string(),
        sheet: one.sheet.to_string(),
        cell: cell_name(one.row, one.col),
        printed: one.value_text.trim().to_string(),
        proposed: plain(reference.value / scale),
        reason: say!(
            "figures.other-files",
            words = Message::of_english("change", change.words()),
            sources,
            printed = reference.from.value_text.trim()
        ),
    });
    Violation {
        class,
        place: place(one),
        equation: say!(
            "equation.one-figure",
            series,
            area,
            period,
            which = [*stage, *coverage]
                .iter()
                .filter(|word| !word.is_empty())
                .map(|word| format!(", {word}"))
                .collect::<String>()
        ),
        figures,
        members: [one, reference.from]
            .into_iter()
            .map(|one| member(one, one.vintage.as_deref().unwrap_or(&one.source)))
            .collect(),
        difference: (figure.value - reference.value) / scale,
        tolerance: tolerance / scale,
        missing: Vec::new(),
        suspects: 0,
        proposal,
    }
}

/// The power of ten by which two figures differ and in nothing else.
fn power_of_ten(reference: Figure, figure: Figure) -> Option<i32> {
    let ratio = figure.value / reference.value;
    let power = ratio.abs().log10().round();
    let same = ratio > 0.0 && power != 0.0 && power.abs() <= 8.0;
    let scaled = reference.value * 10f64.powf(power);
    let tolerance = figure.half + reference.half * 10f64.powf(power);
    (same && (scaled - figure.value).abs() <= tolerance).then_some(power as i32)
}

/// The nation's account is the central government's and the local governments' together.
fn governments(best: &BTreeMap<Item, BTreeMap<&str, Figure>>, violations: &mut Vec<Violation>) {
    for ((series, period, stage, measure, coverage), areas) in best {
        let part = |suffix: &str| {
            let name = format!("{series}_{suffix}");
            let found =
                best.get(&(name.as_str(), *period, *stage, *measure, *coverage)).and_then(|areas| areas.get(NATION));
            found.copied()
        };
        let (Some(whole), Some(central), Some(local)) = (areas.get(NATION), part("central"), part("local")) else {
            continue;
        };
        let sum = central.value + local.value;
        let tolerance = whole.half + central.half + local.half;
        let one_edition = [central, local].iter().all(|part| part.from.vintage == whole.from.vintage);
        if one_edition && (whole.value - sum).abs() > tolerance {
            let class = if central.from.source == whole.from.source { Class::Unexplained } else { Class::Revision };
            let equation = say!("equation.central-local", series, period);
            violations.push(unequal(class, equation, *whole, &[central, local], tolerance, Vec::new()));
        }
    }
}

/// The provinces together make the local total where one is printed, else the nation's.
fn provinces(best: &BTreeMap<Item, BTreeMap<&str, Figure>>, violations: &mut Vec<Violation>) {
    let kept: BTreeSet<&str> = best.keys().map(|(series, ..)| *series).collect();
    for ((series, period, stage, measure, coverage), areas) in best {
        if !coverage.is_empty() || measure.contains('/') || !matches!(*measure, "CNY" | "PS" | "TN" | "NUMBER" | "HH") {
            continue;
        }
        let is_province = |area: &str| area.len() == 6 && area.ends_with("0000") && !APART.contains(&area);
        let parts: Vec<Figure> =
            areas.iter().filter(|(area, _)| is_province(area)).map(|(_, figure)| *figure).collect();
        let local = format!("{series}_local");
        let local =
            best.get(&(local.as_str(), *period, *stage, *measure, *coverage)).and_then(|areas| areas.get(NATION));
        let Some(whole) = local.or(areas.get(NATION)) else { continue };
        if parts.len() + MOST_ABSENT < PROVINCES {
            continue;
        }
        let sum: f64 = parts.iter().map(|part| part.value).sum();
        let tolerance = whole.half + parts.iter().map(|part| part.half).sum::<f64>();
        let difference = whole.value - sum;
        if difference.abs() <= tolerance {
            continue;
        }
        let absent = PROVINCES.saturating_sub(parts.len());
        let has_central =
            ["central", "local"].iter().any(|suffix| kept.contains(format!("{series}_{suffix}").as_str()));
        let outside = match *measure {
            _ if absent > 0 => Some(say!("missing.provinces", absent)),
            _ if has_central && local.is_none() => Some(say!("missing.central")),
            "PS" if difference <= whole.value * MOST_SERVICEMEN => Some(say!("missing.servicemen")),
            _ => None,
        };
        let other_files = parts.iter().any(|part| part.from.source_sha256 != whole.from.source_sha256);
        let class = match outside {
            Some(_) if difference > 0.0 => Class::MissingMember,
            _ if other_files => Class::Revision,
            _ => Class::Unexplained,
        };
        let missing = outside.filter(|_| difference > 0.0).into_iter().collect();
        let equation = say!("equation.provinces", series, period);
        violations.push(unequal(class, equation, *whole, &parts, tolerance, missing));
    }
}

fn unequal(
    class: Class,
    equation: Message,
    whole: Figure,
    parts: &[Figure],
    tolerance: f64,
    missing: Vec<Message>,
) -> Violation {
    let scale = 10f64.powi(i32::from(whole.from.unit_mult.unwrap_or(0)));
    let sum: f64 = parts.iter().map(|part| part.value).sum();
    let of = |figure: &Figure| member(figure.from, figure.from.area_label.as_deref().unwrap_or(""));
    Violation {
        class,
        place: place(whole.from),
        equation,
        figures: say!(
            "figures.parts-make",
            parts = parts.len(),
            sum = plain(sum / scale),
            printed = whole.from.value_text.trim()
        ),
        members: [&whole].into_iter().chain(parts).map(of).collect(),
        difference: (whole.value - sum) / scale,
        tolerance: tolerance / scale,
        missing,
        suspects: 0,
        proposal: None,
    }
}

fn place(one: &Observation) -> Place {
    Place::Cell { source: one.source.to_string(), sheet: one.sheet.to_string(), row: one.row, col: one.col }
}

fn member(one: &Observation, label: &str) -> Member {
    Member { place: place(one), label: label.to_string(), printed: one.value_text.trim().to_string() }
}
