//! The script of a text.
//!
//! In: a text. Out: whether it is written in traditional characters, of which the words and units on file know none. Refuses
//! to call a text so for a name or a title in it.

use crate::sources::Source;

/// Characters of statistical texts in their traditional form, each with the simplified one at the same place.
const TRADITIONAL: &str =
    "億萬國財員長經濟產業總數據與為這個們從對時間門務費稅預決銀單歲區縣鄉鎮積額減幾達較約佔現發開關後來兩";
const SIMPLIFIED: &str =
    "亿万国财员长经济产业总数据与为这个们从对时间门务费税预决银单岁区县乡镇积额减几达较约占现发开关后来两";

/// Fewer characters may be a name.
const FEWEST: usize = 3;

/// Whether most of the characters that tell the two apart are traditional ones.
pub fn is_traditional(source: &Source) -> bool {
    let (mut traditional, mut simplified) = (0, 0);
    for letter in source.passages.iter().flat_map(|passage| passage.text.chars()) {
        traditional += usize::from(TRADITIONAL.contains(letter));
        simplified += usize::from(SIMPLIFIED.contains(letter));
    }
    traditional >= FEWEST && traditional > simplified
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::sources::from_bytes;

    #[test]
    fn the_script_is_told() {
        let is = |text: &str| is_traditional(&from_bytes("a.txt", text.as_bytes()));
        assert_eq!(TRADITIONAL.chars().count(), SIMPLIFIED.chars().count());
        assert!(is("2006年，全國財政支出40422.73億元，行政管理費7571.05億元。"));
        assert!(!is("2006年，全国财政支出40422.73亿元，行政管理费7571.05亿元。"));
        assert!(!is("《國富論》出版于1776年。我国的财政支出逐年增长。"));
        assert!(!is("Expenditure rose to 4042.273 billion yuan in 2006."));
    }
}
