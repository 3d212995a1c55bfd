//! The names that claims as data use for kinds, hedges and how a period is known.
//!
//! In: a name. Out: what it means, and the other way round. Refuses other names.

use crate::claims::{Kind, Known};
use crate::definitions::Fields;
use crate::figures::Hedge;
use crate::messages::say;

const KINDS: [&str; 13] = [
    "level",
    "change",
    "growth",
    "points",
    "multiple",
    "times-of",
    "average-growth",
    "mean",
    "sum",
    "run",
    "rank",
    "citation",
    "unknown",
];

/// `exact` takes away what the text says.
pub(super) const HEDGES: [&str; 5] = ["exact", "about", "nearly", "over", "under"];
pub(super) const KNOWN: [&str; 4] = ["explicit", "relative", "carried", "nowhere"];

/// `kind`, with `falls` (of differences), `below` and `run` (of runs).
pub(super) fn kind(fields: &Fields) -> Option<Kind> {
    let name = one_of(fields, "kind", |name| KINDS.into_iter().find(|known| *known == name), &KINDS)?;
    let (falls, below) = (fields.truth_or("falls", false), fields.truth_or("below", false));
    let years = fields.may_whole("run").and_then(|years| u32::try_from(years).ok());
    let kind = match name.unwrap_or("level") {
        "change" => Kind::Change { falls },
        "growth" => Kind::Growth { falls },
        "points" => Kind::Points { falls },
        "multiple" => Kind::Multiple,
        "times-of" => Kind::TimesOf,
        "average-growth" => Kind::AverageGrowth { falls },
        "mean" => Kind::Mean,
        "sum" => Kind::Sum,
        "run" => Kind::Run { below, years },
        "rank" => Kind::Rank,
        "citation" => Kind::Citation,
        "unknown" => Kind::Unknown,
        _ => Kind::Level,
    };
    Some(kind)
}

pub(super) fn kind_name(kind: &Kind) -> &'static str {
    match kind {
        Kind::Level => "level",
        Kind::Change { .. } => "change",
        Kind::Growth { .. } => "growth",
        Kind::Points { .. } => "points",
        Kind::Multiple => "multiple",
        Kind::TimesOf => "times-of",
        Kind::AverageGrowth { .. } => "average-growth",
        Kind::Mean => "mean",
        Kind::Sum => "sum",
        Kind::Run { .. } => "run",
        Kind::Rank => "rank",
        Kind::Citation => "citation",
        Kind::Unknown => "unknown",
    }
}

pub(super) fn known(name: &str) -> Option<Known> {
    let all = [Known::Explicit, Known::Relative, Known::Carried, Known::Nowhere];
    KNOWN.into_iter().zip(all).find(|(known, _)| *known == name).map(|(_, known)| known)
}

pub(super) fn known_name(known: Known) -> &'static str {
    match known {
        Known::Explicit => "explicit",
        Known::Relative => "relative",
        Known::Carried => "carried",
        Known::Nowhere => "nowhere",
    }
}

pub(super) fn hedge(name: &str) -> Option<Option<Hedge>> {
    let all = [None, Some(Hedge::About), Some(Hedge::Nearly), Some(Hedge::Over), Some(Hedge::Under)];
    HEDGES.into_iter().zip(all).find(|(known, _)| *known == name).map(|(_, hedge)| hedge)
}

pub(super) fn hedge_name(hedge: Option<&Hedge>) -> &'static str {
    match hedge {
        None => "exact",
        Some(Hedge::About) => "about",
        Some(Hedge::Nearly) => "nearly",
        Some(Hedge::Over) => "over",
        Some(Hedge::Under) => "under",
    }
}

/// A name out of a list; none (and a problem) where it is another, `Some(None)` where the field is not there.
pub(super) fn one_of<T>(
    fields: &Fields,
    field: &str,
    read: fn(&str) -> Option<T>,
    names: &[&str],
) -> Option<Option<T>> {
    let Some(written) = fields.may_text(field) else { return Some(None) };
    let found = read(&written.text);
    if found.is_none() {
        let message = say!("definition.no-choice", text = written.text, field, names = names.join(", "));
        fields.error("wrong-value", &written.span, message);
    }
    found.map(Some)
}
