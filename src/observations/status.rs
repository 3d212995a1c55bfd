//! Observation status: SDMX CL_OBS_STATUS 2.2.
//!
//! In: the text of a status or confidence label, or of any label or note. Out: a code. Refuses what it does not know.

use super::label;

const CODES: [&str; 17] = ["A", "B", "D", "E", "F", "G", "H", "I", "J", "K", "L", "M", "N", "O", "P", "U", "V"];

pub const NORMAL: &str = "A";
pub const MISSING: &str = "O";
/// Imputed by the receiving agency: corrected, or the printed text is no number and an identity leaves one reading of it.
pub const IMPUTED: &str = "I";
/// Not validated: as printed, and against an identity of its table.
pub const UNVALIDATED: &str = "V";

/// The text of a dimension that holds statuses: a code, or how sure the compiler was (`high`, `known, not cross-checked`).
pub fn of_dimension(text: &str) -> Option<&'static str> {
    let text = text.trim();
    if let Some(code) = CODES.into_iter().find(|code| code.eq_ignore_ascii_case(text)) {
        return Some(code);
    }
    let key = label::key(text);
    let starts = |words: &[&str]| words.iter().any(|word| key.starts_with(word));
    if starts(&["high", "normal", "正常", "verified"]) {
        Some(NORMAL)
    } else if let Some(code) = of_words(text) {
        Some(code)
    } else if starts(&["known", "medium", "low", "unverified", "notvalidated", "notcrosschecked", "未核"]) {
        Some("V")
    } else {
        None
    }
}

/// The letter behind a year (`2020E`): actual, estimated, forecast or provisional.
pub fn of_year(text: &str) -> Option<&'static str> {
    let (year, letter) = text.trim().split_at_checked(4)?;
    let is_year = year.bytes().all(|digit| digit.is_ascii_digit());
    let letter = letter.trim().trim_start_matches('年').trim_matches(['(', ')', '[', ']']);
    // A small `a` is the mark of a note.
    let letter = if letter == "a" { letter.to_string() } else { letter.to_ascii_uppercase() };
    let letter = CODES.into_iter().find(|code| is_year && *code == letter)?;
    matches!(letter, "A" | "E" | "F" | "P").then_some(letter)
}

/// Words that mark figures as provisional or estimated.
pub fn of_words(text: &str) -> Option<&'static str> {
    let key = label::key(text);
    let has = |words: &[&str]| words.iter().any(|word| key.contains(word));
    if has(&["初步", "预计", "快报", "初核", "preliminary", "provisional"]) {
        Some("P")
    } else if has(&["估计数", "估算数", "estimated", "estimate"]) {
        Some("E")
    } else {
        None
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn codes_confidence_and_words() {
        assert_eq!(of_dimension("V"), Some("V"));
        assert_eq!(of_dimension("known, not cross-checked"), Some("V"));
        assert_eq!(of_dimension("high"), Some("A"));
        assert_eq!(of_words("2010年初步核算数"), Some("P"));
        assert_eq!(of_words("总人口"), None);
        let years = ["2020E", "2020p", "2021 [e]", "2020", "2020a", "2020年P"].map(of_year);
        assert_eq!(years, [Some("E"), Some("P"), Some("E"), None, None, Some("P")]);
    }
}
