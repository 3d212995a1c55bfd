//! The language of a sheet, as far as numbers depend on it. In: a grid. Out: whether its words are of a language that
//! writes `1.234,5`. Refuses to say so of sheets with Chinese, whatever else they hold.

use super::wording;
use crate::sources::Grid;

/// Words that stand in German, French, Italian, Spanish, Portuguese and Dutch titles, and in no English one.
const WORDS: [&str; 24] = [
    "der", "des", "und", "für", "nach", "von", "mill", "mrd", "tsd", "les", "et", "en", "du", "aux", "milliers",
    "della", "delle", "los", "las", "por", "em", "dos", "het", "naar",
];

/// Whether such a word stands on the sheet and none of its letters is Chinese.
pub fn has_decimal_comma(grid: &Grid) -> bool {
    let texts = || grid.rows.iter().flatten().map(|cell| cell.text.as_str()).take(2_000);
    if texts().any(wording::has_cjk) {
        return false;
    }
    let words = texts().flat_map(|text| text.split(|c: char| !c.is_alphabetic()));
    let told = words.filter(|word| WORDS.contains(&word.to_lowercase().as_str())).count();
    let english =
        texts().flat_map(|text| text.split_whitespace()).any(|word| matches!(word, "the" | "of" | "and" | "by"));
    told >= 1 && !english
}
