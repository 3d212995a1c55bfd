//! How labels are numbered: 一、 over (一) over 1. over (1) over ①.
//!
//! In: a label. Out: the level and the number it begins with. Refuses nothing.

use std::sync::LazyLock;

use regex::Regex;

use super::wording::pattern;

static RANKS: LazyLock<Vec<Regex>> = LazyLock::new(|| {
    vec![
        pattern(r"^\s*(?:[一二三四五六七八九十廿卅]{1,4}\s*[、.．]|[ⅠⅡⅢⅣⅤⅥⅦⅧⅨⅩ]\s*[、.．])"),
        pattern(r"^\s*[（(]\s*[一二三四五六七八九十廿卅]{1,4}\s*[）)]"),
        pattern(r"^\s*\d{1,2}\s*[.．、](?:[^\d]|$)"),
        pattern(r"^\s*[（(]\s*\d{1,2}\s*[）)]"),
        pattern(r"^\s*[①-⑳]"),
    ]
});

/// Level of the numbering a label begins with, from 1 (一、) to 5 (①).
pub fn rank(text: &str) -> Option<usize> {
    RANKS.iter().position(|rank| rank.is_match(text)).map(|at| at + 1)
}

/// The number that a numbered label begins with: 3 for `三、`, `(三)`, `3.` and `③`.
pub fn ordinal(text: &str) -> Option<usize> {
    let found = RANKS.iter().find_map(|rank| rank.find(text))?;
    let value = |c: char| "一二三四五六七八九".chars().position(|digit| digit == c).map(|at| at + 1);
    let mut sum = 0;
    for c in found.as_str().chars() {
        sum = match c {
            '十' if sum == 0 => 10,
            '十' => sum * 10,
            '廿' => 20,
            '卅' => 30,
            '0'..='9' => sum * 10 + c.to_digit(10)? as usize,
            '①'..='⑳' => c as usize - '①' as usize + 1,
            'Ⅰ'..='Ⅹ' => c as usize - 'Ⅰ' as usize + 1,
            _ => sum + value(c).unwrap_or(0),
        };
    }
    Some(sum)
}
