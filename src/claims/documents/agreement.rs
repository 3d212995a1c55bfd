//! Agreement: whether two printed figures are of one thing, and say the same.
//!
//! In: a figure of a text and one of another document. Out: what ties them and how their values stand to one another.
//! Refuses figures that differ in area, whose account, period, unit or stage, and figures of one label whose few digits
//! meet by chance.

use std::sync::LazyLock;

use regex::Regex;

use crate::definitions::Definitions;
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
pub fn tie(own: &Observation, other: &Observation, definitions: &Definitions) -> Option<(Tie, Staged)> {
    let same_account = own.ref_area == other.ref_area
        && own.coverage == other.coverage
        && own.time_period == other.time_period
        && own.unit_measure == other.unit_measure;
    let is_limit = own.series == other.series && own.series.as_ref().is_some_and(|id| is_limit(id, definitions));
    let staged = match is_limit {
        true => Some(Staged::Alike),
        false => staged(own.account_stage, other.account_stage),
    };
    let staged = staged.filter(|_| same_account)?;
    match (&own.series, &other.series) {
        (Some(one), Some(two)) => (one == two).then_some((Tie::Series, staged)),
        _ => is_of_one_label(own, other).then_some((Tie::Label, staged)),
    }
}

/// What a higher level allows is the same in budget and account.
fn is_limit(series: &str, definitions: &Definitions) -> bool {
    definitions.series.get(series).is_some_and(|series| series.names.zh.ends_with("限额"))
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
    match own.clause().is_some() == other.clause().is_some() {
        true => is_within(&ours, &theirs) && is_within(&theirs, &ours),
        false => is_within(&ours, &theirs) || is_within(&theirs, &ours),
    }
}

/// The innermost labels of row and column that are no area, no period and no stage; of running text, what the clause names.
fn items(one: &Observation) -> Vec<String> {
    let column = one.column_labels.last().filter(|_| one.clause().is_none());
    let area = one.area_label.as_deref().map(item);
    let labels = one.row_labels.last().into_iter().chain(column).map(|label| item(label));
    labels.filter(|label| label.chars().count() >= 2 && Some(label) != area.as_ref()).collect()
}

/// Number of a list and year before an item, stage behind it.
static FRAME: LazyLock<Regex> = LazyLock::new(|| {
    let front = r"^(?:[（(]?[一二三四五六七八九十\d]{1,3}[、.．)）])?(?:(?:(?:18|19|20)\d\d年?度?|上年|本年)[末底初]?)?年?[末底]?";
    let stage = "(?:(?:预计|实际|预算|调整|年初|执行|决算|完成|快报)+(?:数|额|情况)?)?$";
    Regex::new(&format!("{front}(?P<item>.*?){stage}")).expect("a valid pattern")
});

/// What a label names: `地方政府专项债务余额` of `五、2021年末地方政府专项债务余额预计执行数`.
fn item(label: &str) -> String {
    let label: String = label.chars().filter(|letter| !letter.is_whitespace()).collect();
    let found = FRAME.captures(&label).and_then(|found| found.name("item")).map_or("", |item| item.as_str());
    found.chars().filter(|letter| letter.is_alphanumeric()).collect()
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_item_is_what_a_label_names() {
        let named = [
            "五、2021年末地方政府专项债务余额预计执行数",
            "一.2021年末地方政府专项债务余额实际数",
            "地方政府专项债务余额",
        ];
        named.iter().for_each(|label| assert_eq!(item(label), "地方政府专项债务余额", "{label}"));
        assert_eq!(
            (item("2024年执行数"), item("预算数"), item("二、 2024 年付息 预算数")),
            (String::new(), String::new(), "付息".to_string())
        );
    }

    #[test]
    fn digits_that_hold_a_place_say_nothing() {
        assert_eq!(["3,000", "0.52", "12.30", "1202017"].map(digits), [1, 2, 4, 7]);
    }
}
