//! What a figure says of its thing.
//!
//! In: what stands around a figure, its unit, and the thing it is of. Out: the kind, and the formula's readings for it.
//! Refuses, in words, what the words do not decide: a percentage of nothing named, points of an amount, a multiple without
//! a base.

use crate::claims::Kind;
use crate::claims::reading::context::antecedent::Antecedent;
use crate::claims::reading::mentions::evidence::Evidence;
use crate::claims::reading::mentions::spoken::is_rank;
use crate::claims::reading::mentions::things::{Formulas, Parts, Thing};
use crate::claims::reading::mentions::words::Role;
use crate::figures::{Figure, Form};
use crate::messages::{Message, say};
use crate::units::MeasureKind;

/// How the figure is printed, as far as its kind depends on it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Sort {
    Percent,
    Points,
    Times,
    Amount,
    Bare,
}

/// The kind of a figure and the readings it is of.
#[derive(Clone, Debug)]
pub struct Decided {
    pub kind: Kind,
    pub of: Thing,
}

pub fn sort(figure: &Figure, formulas: &Formulas) -> Sort {
    let Some(unit) = &figure.unit else {
        return if figure.mult == 0 { Sort::Bare } else { Sort::Amount };
    };
    if matches!(figure.form, Form::Fraction(..)) {
        return Sort::Percent;
    }
    match formulas.units.measure(&unit.measure).map(|measure| measure.kind) {
        Some(MeasureKind::Ratio) if unit.measure == "RATIO" => Sort::Times,
        Some(MeasureKind::Ratio) => Sort::Percent,
        Some(MeasureKind::Points) => Sort::Points,
        _ => Sort::Amount,
    }
}

const DECISIVE: [Role; 11] = [
    Role::RiseTo,
    Role::From,
    Role::To,
    Role::Rise,
    Role::Fall,
    Role::Share,
    Role::Equal,
    Role::Above,
    Role::Below,
    Role::Rate,
    Role::Decline,
];

/// The kind and what it is of; why not, where the words leave it open.
pub fn decide(figure: &Figure, evidence: &Evidence, parts: &Parts, formulas: &Formulas) -> Result<Decided, Message> {
    if is_rank(figure) {
        return Ok(Decided { kind: Kind::Rank, of: level(parts, formulas) });
    }
    let is_hedge =
        |role: Role| matches!(role, Role::Above | Role::Below) && parts.against.is_none() && !figure.hedges.is_empty();
    let decisive = evidence.near.iter().copied().find(|role| DECISIVE.contains(role) && !is_hedge(*role));
    let verb = decisive.map(|role| match role {
        Role::From | Role::To => Role::RiseTo,
        Role::Decline => Role::Fall,
        other => other,
    });
    if let Some(against) = &parts.against {
        return compared(figure, evidence, parts, against, verb, formulas);
    }
    match sort(figure, formulas) {
        Sort::Percent => percent(evidence, parts, verb, formulas),
        Sort::Points => points(evidence, parts, verb, formulas),
        Sort::Times => times(figure, evidence, parts, verb, formulas),
        Sort::Amount => amount(evidence, parts, verb, formulas),
        Sort::Bare => Err(say!("untied.no-unit")),
    }
}

fn is_real(evidence: &Evidence) -> (bool, bool) {
    let has = |role| evidence.has(role) || evidence.after.roles.contains(&role);
    (has(Role::Real), has(Role::Nominal))
}

fn falls(verb: Option<Role>) -> bool {
    verb == Some(Role::Fall)
}

/// `比重由4.71%上升到18.73%,上升了14.02%`: the growth of the share.
pub fn growth_of_share(parts: &Parts, falls: bool, formulas: &Formulas) -> Decided {
    Decided { kind: Kind::Growth { falls }, of: level(parts, formulas) }
}

/// Nothing but readings at constant prices; why not, where none is on file.
pub fn at_constant_prices(decided: &Decided, formulas: &Formulas) -> Result<Decided, Message> {
    let of = formulas.real_only(&decided.of);
    match of.readings.is_empty() {
        true => Err(say!("untied.constant-prices")),
        false => Ok(Decided { kind: decided.kind.clone(), of }),
    }
}

/// The share, ratio or amount itself.
fn level(parts: &Parts, formulas: &Formulas) -> Thing {
    parts.whole.as_ref().map_or_else(|| parts.subject.clone(), |whole| formulas.over(&parts.subject, whole))
}

fn grows(evidence: &Evidence, of: &Thing, falling: bool, formulas: &Formulas) -> Decided {
    let (real, nominal) = is_real(evidence);
    let yearly = evidence.has(Role::Yearly) || evidence.has(Role::Mean) || evidence.after.roles.contains(&Role::Yearly);
    let is_growth = of.readings.first().is_some_and(|reading| reading.is_growth);
    if yearly && (formulas.has_volume(of) || is_growth) {
        let of = formulas.volumes(of, nominal);
        return Decided { kind: Kind::AverageGrowth { falls: falling }, of };
    }
    if yearly {
        return Decided { kind: Kind::AverageGrowth { falls: falling }, of: of.clone() };
    }
    if (formulas.has_volume(of) && !nominal) || is_growth {
        let growth = formulas.growth(of, real, false);
        if !falling {
            return Decided { kind: Kind::Level, of: growth };
        }
        if let Some(fall) = formulas.fall(of) {
            return Decided { kind: Kind::Level, of: fall };
        }
        return Decided { kind: Kind::Growth { falls: true }, of: formulas.volumes(of, false) };
    }
    Decided { kind: Kind::Growth { falls: falling }, of: of.clone() }
}

fn percent(evidence: &Evidence, parts: &Parts, verb: Option<Role>, formulas: &Formulas) -> Result<Decided, Message> {
    let growing = evidence.after.roles.iter().any(|role| matches!(role, Role::Rise | Role::Rate));
    let (more, less) = (evidence.after.roles.contains(&Role::Above), evidence.after.roles.contains(&Role::Below));
    let of_base = matches!(verb, Some(Role::Equal)) || verb == Some(Role::Share) && parts.whole.is_none();
    match verb {
        Some(Role::Rise | Role::Fall | Role::Rate)
            if parts.whole.is_none() && is_product(evidence, &parts.subject, formulas) =>
        {
            Err(say!("untied.by-convention"))
        }
        Some(Role::Rise | Role::Fall) if parts.whole.is_some() => Err(say!("untied.percent-or-points")),
        Some(Role::RiseTo) if parts.whole.is_none() && evidence.near.contains(&Role::Rate) => {
            Ok(grows(evidence, &parts.subject, false, formulas))
        }
        Some(Role::Rise | Role::Fall | Role::Rate) => Ok(grows(evidence, &parts.subject, falls(verb), formulas)),
        _ if parts.whole.is_some() => Ok(Decided { kind: Kind::Level, of: level(parts, formulas) }),
        None if more || less => Ok(grows(evidence, &parts.subject, less, formulas)),
        Some(Role::Equal) if evidence.base.is_some() => Ok(Decided { kind: Kind::TimesOf, of: parts.subject.clone() }),
        Some(Role::RiseTo) if evidence.base.is_some() && !is_ratio(&parts.subject, formulas) => {
            Ok(Decided { kind: Kind::TimesOf, of: parts.subject.clone() })
        }
        None if evidence.base.is_some() && evidence.near == [Role::Of, Role::Link] => {
            Ok(Decided { kind: Kind::TimesOf, of: parts.subject.clone() })
        }
        _ if of_base => Err(say!("untied.whole-not-named")),
        _ if is_ratio(&parts.subject, formulas) => Ok(Decided { kind: Kind::Level, of: parts.subject.clone() }),
        _ if growing || evidence.has(Role::Yearly) => Ok(grows(evidence, &parts.subject, false, formulas)),
        _ => Err(say!("untied.percent-of-what")),
    }
}

/// A product or value added without an index of volumes on file.
fn is_product(evidence: &Evidence, thing: &Thing, formulas: &Formulas) -> bool {
    const PRODUCTS: [&str; 9] = [
        "生产总值",
        "增加值",
        "国民总收入",
        "gdp",
        "gross domestic",
        "gross national",
        "gross regional",
        "value added",
        "gni",
    ];
    let named = PRODUCTS.iter().any(|product| thing.words.contains(product));
    let is_growth = thing.readings.first().is_some_and(|reading| reading.is_growth);
    named && !is_growth && !formulas.has_volume(thing) && !is_real(evidence).1
}

fn is_ratio(thing: &Thing, formulas: &Formulas) -> bool {
    let unit = thing.readings.first().and_then(|reading| formulas.checked(&reading.formula));
    unit.is_some_and(|(_, unit)| unit.kind == crate::units::Kind::Ratio)
}

fn points(evidence: &Evidence, parts: &Parts, verb: Option<Role>, formulas: &Formulas) -> Result<Decided, Message> {
    if evidence.has(Role::Decline) {
        return Err(say!("untied.points-of-decline"));
    }
    let (real, nominal) = is_real(evidence);
    let rate = evidence.has(Role::Rate) || evidence.after.roles.contains(&Role::Rate);
    let of = match () {
        () if parts.whole.is_some() => level(parts, formulas),
        () if rate => formulas.growth(&parts.subject, real, nominal),
        () if is_ratio(&parts.subject, formulas) => parts.subject.clone(),
        // An amount does not grow by points: the words are at fault, if anything.
        () if matches!(verb, Some(Role::Rise | Role::Fall)) => {
            let growth = grows(evidence, &parts.subject, falls(verb), formulas);
            return Ok(growth);
        }
        () => return Err(say!("case.points-of-what")),
    };
    match verb {
        Some(Role::Rise | Role::Above) => Ok(Decided { kind: Kind::Points { falls: false }, of }),
        Some(Role::Fall | Role::Below) => Ok(Decided { kind: Kind::Points { falls: true }, of }),
        _ if evidence.after.roles.contains(&Role::Above) => Ok(Decided { kind: Kind::Points { falls: false }, of }),
        _ if evidence.after.roles.contains(&Role::Below) => Ok(Decided { kind: Kind::Points { falls: true }, of }),
        // A rate of growth itself, printed in points.
        Some(Role::Rate) if parts.whole.is_none() => Ok(grows(evidence, &parts.subject, false, formulas)),
        _ => Err(say!("untied.rise-or-fall")),
    }
}

/// `X增速比Y增速高3个百分点`, `X是Y的3倍`.
fn compared(
    figure: &Figure,
    evidence: &Evidence,
    parts: &Parts,
    against: &Thing,
    verb: Option<Role>,
    formulas: &Formulas,
) -> Result<Decided, Message> {
    let below =
        verb == Some(Role::Below) || evidence.far.contains(&Role::Below) || evidence.after.roles.contains(&Role::Below);
    let rate = evidence.has(Role::Rate)
        || evidence.has(Role::Rise)
        || against.readings.first().is_some_and(|one| one.is_growth);
    match sort(figure, formulas) {
        Sort::Points if rate => {
            let gap = match below {
                true => formulas.growth_gap(against, &parts.subject),
                false => formulas.growth_gap(&parts.subject, against),
            };
            Ok(Decided { kind: Kind::Level, of: gap })
        }
        _ => Err(say!("untied.comparison")),
    }
}

fn times(
    figure: &Figure,
    evidence: &Evidence,
    parts: &Parts,
    verb: Option<Role>,
    formulas: &Formulas,
) -> Result<Decided, Message> {
    let (real, nominal) = is_real(evidence);
    let over_time = |thing: &Thing| match real {
        true => formulas.volumes(thing, nominal),
        false => {
            let (mut levels, volumes) = (formulas.level_of(thing), formulas.volumes(thing, nominal));
            let others: Vec<_> = volumes.readings.into_iter().filter(|one| !levels.readings.contains(one)).collect();
            levels.readings.extend(others);
            levels
        }
    };
    if parts.whole.is_some() {
        return Ok(Decided { kind: Kind::Level, of: level(parts, formulas) });
    }
    if matches!(figure.form, Form::Proportion(..)) {
        return match is_ratio(&parts.subject, formulas) {
            true => Ok(Decided { kind: Kind::Level, of: parts.subject.clone() }),
            false => Err(say!("untied.proportion")),
        };
    }
    if is_product(evidence, &parts.subject, formulas) {
        return Err(say!("untied.whether-constant"));
    }
    let doubles = figure.unit_text.as_deref() == Some("番");
    let has_base = evidence.base.is_some() || evidence.after.base.is_some();
    match verb {
        _ if doubles => Ok(Decided { kind: Kind::TimesOf, of: over_time(&parts.subject) }),
        Some(Role::RiseTo) => Ok(Decided { kind: Kind::TimesOf, of: over_time(&parts.subject) }),
        Some(Role::Rise) => Ok(Decided { kind: Kind::Multiple, of: over_time(&parts.subject) }),
        Some(Role::Fall) => Err(say!("untied.fall-by-multiple")),
        Some(Role::Equal) => Ok(Decided { kind: Kind::TimesOf, of: over_time(&parts.subject) }),
        _ if has_base => Ok(Decided { kind: Kind::TimesOf, of: over_time(&parts.subject) }),
        _ if is_ratio(&parts.subject, formulas) => Ok(Decided { kind: Kind::Level, of: parts.subject.clone() }),
        _ => Err(say!("untied.multiple-of-what")),
    }
}

fn amount(evidence: &Evidence, parts: &Parts, verb: Option<Role>, formulas: &Formulas) -> Result<Decided, Message> {
    if let Some(whole) = &parts.whole {
        let named = verb == Some(Role::Share) || evidence.near.iter().all(|role| *role == Role::Neutral);
        let of = whole.clone();
        return named.then_some(Decided { kind: Kind::Level, of }).ok_or(say!("untied.share-in-amount"));
    }
    let of = match evidence.has(Role::PerHead) {
        true => formulas.per_head(&parts.subject),
        false => parts.subject.clone(),
    };
    let (yearly, total) = (evidence.has(Role::Yearly) || evidence.has(Role::Mean), evidence.has(Role::Total));
    let more = evidence.near.first() == Some(&Role::Neutral) && evidence.near.contains(&Role::Than);
    let after = &evidence.after.roles;
    let revised = after.contains(&Role::Edition) && !after.contains(&Role::Of);
    let kind = match verb {
        Some(Role::Above | Role::Below) if evidence.base.is_some() => Kind::Change { falls: verb == Some(Role::Below) },
        None if evidence.base.is_some() && more => Kind::Change { falls: false },
        // `广东12780万人,比山东多2700万人`: what two things or places differ by.
        None if more => return Err(say!("untied.more-than-what")),
        _ if revised && after.contains(&Role::Above) => Kind::Change { falls: false },
        _ if revised && after.contains(&Role::Below) => Kind::Change { falls: true },
        Some(Role::Rise) if !yearly => Kind::Change { falls: false },
        Some(Role::Fall) if !yearly => Kind::Change { falls: true },
        Some(Role::Rise | Role::Fall) => return Err(say!("untied.mean-change")),
        Some(Role::Above | Role::Below) => return Err(say!("untied.more-than-what")),
        _ if yearly && evidence.has(Role::PerHead) => Kind::Level,
        // `grew by 6.9 percent a year, to 20.3 trillion yuan`: the mean is of the rate, or of the level reached.
        Some(Role::RiseTo) if yearly => return Err(say!("untied.relation")),
        _ if yearly => Kind::Mean,
        _ if total => Kind::Sum,
        _ => Kind::Level,
    };
    Ok(Decided { kind, of })
}

/// `比初步核算数增加33690亿元,增幅2.7%`: the same step in percent.
pub fn rate_of_revision(before: &Antecedent, sort: Sort, evidence: &Evidence) -> Option<Decided> {
    let is_revision = matches!(before.kind, Kind::Change { .. }) && before.from.is_some() && before.from == before.last;
    let moves = [Role::Rise, Role::Fall, Role::Rate, Role::Decline, Role::And];
    let joins = evidence.near.iter().any(|role| moves.contains(role)) && evidence.subject.is_none();
    let falls = before.kind == Kind::Change { falls: true };
    let of = before.parts.as_ref().filter(|_| is_revision && joins && sort == Sort::Percent)?.subject.clone();
    Some(Decided { kind: Kind::Growth { falls }, of })
}

/// A rate of growth taken as a figure that is printed as such.
pub fn is_growth_as_printed(decided: &Decided) -> bool {
    decided.kind == Kind::Level && decided.of.readings.first().is_some_and(|reading| reading.is_growth)
}

/// Growth over more than a year is no published rate: it is computed, of volumes first.
pub fn over_years(decided: &mut Decided, formulas: &Formulas) {
    if is_growth_as_printed(decided) {
        *decided = Decided { kind: Kind::Growth { falls: false }, of: formulas.volumes(&decided.of, false) };
    }
}

/// Whether a kind holds two years against each other.
pub fn needs_base(kind: &Kind) -> bool {
    matches!(
        kind,
        Kind::Change { .. }
            | Kind::Growth { .. }
            | Kind::Points { .. }
            | Kind::Multiple
            | Kind::TimesOf
            | Kind::AverageGrowth { .. }
    )
}
