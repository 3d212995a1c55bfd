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
        _ => is_of_one_label(own, other).then_some((Tie::Label, staged)),
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

/// The items of two figures are the same; that of a clause is the innermost label of the other's row or column.
fn is_of_one_label(own: &Observation, other: &Observation) -> bool {
    let (ours, theirs) = (items(own), items(other));
    let is_within = |few: &[String], all: &[String]| !few.is_empty() && few.iter().all(|item| all.contains(item));
    match is_in_table(own) == is_in_table(other) {
        true => is_within(&ours, &theirs) && is_within(&theirs, &ours),
        false => is_within(&ours, &theirs) || is_within(&theirs, &ours),
    }
}

/// The innermost labels of row and column that are no area, no period and no stage; of running text, what the clause names.
fn items(one: &Observation) -> Vec<String> {
    let column = one.column_labels.last().filter(|_| is_in_table(one));
    let area = one.area_label.as_deref().map(tight);
    let labels = one.row_labels.last().into_iter().chain(column).map(|label| tight(label));
    labels.filter(|label| label.chars().count() >= 2 && Some(label) != area.as_ref() && !is_of_time(label)).collect()
}

fn tight(label: &str) -> String {
    label.chars().filter(|letter| letter.is_alphanumeric()).collect()
}

/// `2024年`, `预算数`, `2024年执行数`.
fn is_of_time(label: &str) -> bool {
    let rest = label.trim_start_matches(|letter: char| letter.is_ascii_digit());
    let rest = rest.trim_start_matches(['年', '度', '末', '初', '月']);
    ["", "预算", "预算数", "执行数", "决算数", "完成数", "实际数", "金额", "数额", "数值", "指标值", "绝对数"].contains(&rest)
}

/// A clause holds its figure; the labels of a table do not.
fn is_in_table(one: &Observation) -> bool {
    !matches!(one.column_labels.as_slice(), [clause] if clause.contains(&one.value_text))
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
