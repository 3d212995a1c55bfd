//! Shares told in money: `每百元支出中有4.69元`, `19 yuan out of every 100`.
//!
//! In: a sentence and its figures. Out: the same figures, with those that are told of a hundred read as percentages. Refuses
//! amounts that are no part of a hundred.

use std::sync::LazyLock;

use regex::Regex;

use crate::figures::Figure;
use crate::units::Units;

static OF_A_HUNDRED: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(concat!(
        r"每(?:花费?|支出|收入)?(?:一?百|100)(?:元|块)|",
        r"(?i:(?:every|each|per) (?:100|hundred) yuan|(?:100|hundred) yuan of)"
    ))
    .expect("a valid pattern")
});
const STOPS: [char; 6] = ['。', ';', '；', '!', '！', '？'];

/// Amounts of money behind `每百元` in one clause are percentages.
pub fn as_percent(sentence: &str, figures: &mut [Figure], units: &Units) {
    const WHOLE: f64 = 100.0;
    let told: Vec<usize> = OF_A_HUNDRED.find_iter(sentence).map(|found| found.end()).collect();
    for figure in figures.iter_mut() {
        let is_money = figure.unit.as_ref().is_some_and(|unit| unit.measure == "CNY" && unit.mult == 0);
        let goes_on = |from: &usize| sentence.get(*from..figure.span.start).is_some_and(|words| !words.contains(STOPS));
        if is_money && figure.value < WHOLE && told.iter().any(goes_on) {
            figure.unit = units.read("%");
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_hundred_is_told_of_money() {
        for told in
            ["每百元支出中", "每一百元支出里", "每花100元预算内的钱", "out of every 100 yuan", "for every hundred yuan"]
        {
            assert!(OF_A_HUNDRED.is_match(told), "{told}");
        }
        assert!(!OF_A_HUNDRED.is_match("每人100元"));
    }
}
