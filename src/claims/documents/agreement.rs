//! Agreement: whether two printed figures are of one thing, and say the same.
//!
//! In: a figure of a text and one of another document. Out: what ties them and how their values stand to one another.
//! Refuses figures that differ in area, whose account, period, unit or stage, and figures of one label whose few digits
//! meet by chance.

use crate::formula::Stage;
use crate::observations::Observation;
use crate::units::Units;

/// What ties two figures.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Tie {
    /// One series of the catalogue.
    Series,
    /// One label, letter for letter.
    Label,
}

/// How the account stages of two figures stand to one another.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Staged {
    Alike,
    /// Only one of them says its stage.
    Unsaid,
    /// The execution of a budget and its final account, which may differ.
    Settled,
}

/// How another figure stands to the one of the text.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Fit {
    /// Rounded as the text prints it, it is the text's.
    Same,
    /// Printed to fewer digits, and the text's rounds to it.
    Coarser,
    Other,
}

/// Digits that say enough where less than all else ties two figures.
const TELLING: usize = 4;

/// Whether two figures are of one thing, of one area, account, period and measure.
pub fn tie(own: &Observation, other: &Observation) -> Option<(Tie, Staged)> {
    let same_account = own.ref_area == other.ref_area
        && own.coverage == other.coverage
        && own.time_period == other.time_period
        && own.unit_measure == other.unit_measure;
    let staged = staged(own.account_stage, other.account_stage).filter(|_| same_account)?;
    match (&own.series, &other.series) {
        (Some(one), Some(two)) => (one == two).then_some((Tie::Series, staged)),
        (None, None) => is_of_one_label(own, other).then_some((Tie::Label, staged)),
        _ => None,
    }
}

fn staged(one: Option<Stage>, other: Option<Stage>) -> Option<Staged> {
    match (one, other) {
        _ if one == other => Some(Staged::Alike),
        (None, _) | (_, None) => Some(Staged::Unsaid),
        (Some(Stage::Budget), _) | (_, Some(Stage::Budget)) => None,
        _ => Some(Staged::Settled),
    }
}

/// The item of a clause is the innermost label of the other's row or column.
fn is_of_one_label(own: &Observation, other: &Observation) -> bool {
    let tight = |label: &String| label.split_whitespace().collect::<String>();
    let item = own.row_labels.last().map(tight).filter(|item| item.chars().count() >= 2);
    let others = [other.row_labels.last(), other.column_labels.last()];
    item.is_some_and(|item| others.into_iter().flatten().any(|label| tight(label) == item))
}

/// How the values stand, in base units and by the rounding of both prints.
pub fn fit(own: &Observation, other: &Observation, units: &Units) -> Fit {
    let (Some((value, half)), Some((others, wide))) = (rounded(own, units), rounded(other, units)) else {
        return Fit::Other;
    };
    let off = (value.abs() - others.abs()).abs();
    let within = |half: f64| off <= half * (1.0 + 1e-6) + value.abs() * 1e-12;
    match wide <= half * (1.0 + 1e-6) {
        true if within(half) => Fit::Same,
        false if within(wide) => Fit::Coarser,
        _ => Fit::Other,
    }
}

/// A value in base units, and half a unit of its last printed digit.
pub fn rounded(one: &Observation, units: &Units) -> Option<(f64, f64)> {
    let scale = units.scale_to_base(one.unit_measure.as_deref()?, one.unit_mult.unwrap_or(0));
    Some((one.obs_value? * scale, 0.5 * scale * 10f64.powi(-i32::from(one.decimals))))
}

/// Whether the digits of a figure say enough for what ties it: few are enough where a series and its stage do.
pub fn is_telling(own: &Observation, tie: Tie, staged: Staged) -> bool {
    let least = if (tie, staged) == (Tie::Series, Staged::Alike) { 2 } else { TELLING };
    digits(&own.value_text) >= least
}

/// The digits of a printed number, without zeros that hold its place only.
fn digits(printed: &str) -> usize {
    let digits: String = printed.chars().filter(char::is_ascii_digit).collect();
    let told = digits.trim_start_matches('0');
    if printed.contains('.') { told.len() } else { told.trim_end_matches('0').len() }
}
