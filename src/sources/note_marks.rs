//! Marks of notes: the raised and bracketed numbers behind a figure or a word.
//!
//! In: a paragraph, raised digits as `¹`. Out: the same without marks. Refuses to take away powers (`10⁸`, `km²`, `R²`),
//! numbers that open a note or an item of a list (`包括①…`), and whole numbers of documents (`财办[2003]12号`).

use std::sync::LazyLock;

use regex::Regex;

/// A bracketed number of a note or reference has at most three digits; lists and ranges of them are one mark.
static BRACKETED: LazyLock<Regex> =
    LazyLock::new(|| Regex::new(r"^[\[［〔]\d{1,3}(?:\s?[-–—~,，、]\s?\d{1,3})*[\]］〕]").expect("a valid pattern"));
const RAISED: [char; 12] = ['⁰', '¹', '²', '³', '⁴', '⁵', '⁶', '⁷', '⁸', '⁹', '⁽', '⁾'];
/// What is measured by squares and cubes.
const LENGTHS: [char; 3] = ['米', '里', '尺'];

/// A paragraph without the marks in it.
pub(super) fn without(text: &str) -> String {
    let mut kept = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(letter) = rest.chars().next() {
        let mark = mark(&kept, rest).unwrap_or(0);
        if mark == 0 {
            kept.push(letter);
        }
        rest = rest.get(mark.max(letter.len_utf8())..).unwrap_or_default();
    }
    kept
}

/// How many bytes of the rest are a mark.
fn mark(before: &str, rest: &str) -> Option<usize> {
    let last = before.chars().next_back().filter(|letter| !letter.is_whitespace())?;
    let first = rest.chars().next()?;
    if RAISED.contains(&first) {
        let length = rest.len() - rest.trim_start_matches(RAISED).len();
        return (!is_power(before, last)).then_some(length);
    }
    if is_circled(first) {
        let length = rest.len() - rest.trim_start_matches(is_circled).len();
        let next = rest.get(length..)?.chars().next();
        let ends = next.is_none_or(|next| next.is_whitespace() || "，。；、：！？,.;:)）”》".contains(next));
        let behind_unit = last.is_ascii_digit() || "元%％倍人".contains(last);
        return (ends || behind_unit).then_some(length);
    }
    let bracketed = ['[', '［', '〔'].contains(&first).then(|| BRACKETED.find(rest)).flatten()?;
    let next = rest.get(bracketed.end()..)?.chars().next();
    (!next.is_some_and(|next| next.is_ascii_digit())).then_some(bracketed.end())
}

fn is_circled(letter: char) -> bool {
    ('①'..='⑳').contains(&letter)
}

/// A symbol of one or two letters, a length, or ten.
fn is_power(before: &str, last: char) -> bool {
    let word = before.len() - before.trim_end_matches(|letter: char| letter.is_ascii_alphabetic()).len();
    let number = before.trim_end_matches(|letter: char| letter.is_ascii_digit() || letter == '.');
    LENGTHS.contains(&last) || (1..=2).contains(&word) || before.get(number.len()..) == Some("10")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn marks_of_notes_are_left_out() {
        assert_eq!(without("财政收入26396.47亿元³，增长21.6%¹²。⁴"), "财政收入26396.47亿元，增长21.6%。");
        assert_eq!(without("18903.64亿元①，《年鉴》②。"), "18903.64亿元，《年鉴》。");
        assert_eq!(
            without("7571.05亿元[1]，占18.73%[2-4]。rose [5] by 3 percent[6]."),
            "7571.05亿元，占18.73%。rose [5] by 3 percent."
        );
    }

    #[test]
    fn powers_items_and_documents_stay() {
        for text in [
            "面积960万km²，R²=0.98，3.5×10⁸元，5平方米²",
            "包括①行政管理费；②国防费",
            "[1] 李伟",
            "财办[2003]12号",
            "² 略",
        ] {
            assert_eq!(without(text), text);
        }
    }
}
