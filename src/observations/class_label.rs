//! Labels of the budget classification: the code, the name and the numbering that one printed label holds.
//!
//! In: the key of a label. Out: its code where one is glued to it or stands alone, and the classes of its name. Refuses
//! digits that are no code of any level (years, amounts).

use super::Catalogue;
use super::classes::{self, class_key};

/// What a label says of the classification.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ClassLabel {
    /// Digits in the place of a code: all of it (`2010101`), or the part that a column of its own prints (`01`).
    pub digits: Option<String>,
    /// Key of the name; empty beside digits alone.
    pub name: String,
    /// Classes of the name, in any account.
    pub classes: Vec<usize>,
    /// Digits of the level that a word behind the name tells (`其他支出(款)`: 5).
    pub length: Option<usize>,
    /// Kind of numbering: 0 for none, 1 for 一、, 2 for (一), 3 for 1., 4 for (1), 5 for ①.
    pub rank: u8,
    /// `其中：`, `#`.
    pub is_marked: bool,
}

/// Reads the label whose keys, without numbering and units, are `forms`.
pub fn read(text: &str, forms: &[String], catalogue: &Catalogue) -> ClassLabel {
    let text = text.trim_start();
    let rank = rank(text);
    let is_marked = text.starts_with(['#', '＃', '*']) || text.starts_with("其中");
    let digits = text.trim_end();
    if is_code_part(digits) {
        return ClassLabel { digits: Some(digits.to_string()), ..ClassLabel::default() };
    }
    let mut label = ClassLabel { rank, is_marked, ..ClassLabel::default() };
    for form in forms {
        let (digits, name) = glued(form);
        label.length = label.length.or_else(|| classes::length_of_level(name));
        let name = class_key(name);
        let classes = catalogue.classes.named(name);
        if label.name.is_empty() || (label.classes.is_empty() && !classes.is_empty()) {
            label.name = name.to_string();
            label.digits = digits.map(str::to_string);
            label.classes = classes;
        }
    }
    label
}

/// Whether a key ends with the word for a level of the classification.
pub fn ends_with_level(key: &str) -> bool {
    classes::length_of_level(key).is_some()
}

/// Two digits of a level, or 3, 5, 7 or 9 of a whole code.
fn is_code_part(text: &str) -> bool {
    let lengths = [2, 3, 5, 7, 9];
    lengths.contains(&text.len()) && text.chars().all(|digit| digit.is_ascii_digit()) && !text.starts_with("00")
}

/// `2010101行政运行`: the code and the name behind it.
fn glued(form: &str) -> (Option<&str>, &str) {
    let form = form.strip_prefix('(').unwrap_or(form);
    let end = form.find(|letter: char| !letter.is_ascii_digit()).unwrap_or(form.len());
    let (digits, name) = form.split_at(end);
    let name = if digits.is_empty() { name } else { name.strip_prefix(')').unwrap_or(name) };
    if [3, 5, 7, 9].contains(&digits.len()) && name.starts_with(super::label::is_chinese) {
        (Some(digits), name)
    } else {
        (None, form)
    }
}

const NUMERALS: [char; 10] = ['一', '二', '三', '四', '五', '六', '七', '八', '九', '十'];

fn rank(text: &str) -> u8 {
    let mut letters = text.chars().filter(|letter| !letter.is_whitespace());
    let Some(first) = letters.next() else { return 0 };
    let is_end = |letter: char| matches!(letter, '、' | '.' | '．');
    let mut rest = letters.skip_while(|letter| NUMERALS.contains(letter));
    match first {
        '①'..='⑳' => 5,
        _ if NUMERALS.contains(&first) => u8::from(rest.next().is_some_and(is_end)),
        '(' | '（' => {
            let inside: String = text.chars().skip(1).take_while(|letter| !matches!(letter, ')' | '）')).collect();
            let inside = inside.trim();
            match () {
                () if inside.is_empty() || inside.chars().count() > 3 => 0,
                () if inside.chars().all(|letter| NUMERALS.contains(&letter)) => 2,
                () if inside.chars().all(|letter| letter.is_ascii_digit()) => 4,
                () => 0,
            }
        }
        '0'..='9' => {
            let digits = text.chars().take_while(char::is_ascii_digit).count();
            let next = text.chars().nth(digits);
            if digits <= 2 && next.is_some_and(is_end) { 3 } else { 0 }
        }
        _ => 0,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn codes_are_glued_alone_or_split_and_years_are_none() {
        assert_eq!(glued("2010101行政运行"), (Some("2010101"), "行政运行"));
        assert_eq!(glued("201一般公共服务支出"), (Some("201"), "一般公共服务支出"));
        assert_eq!(glued("2024年预算数"), (None, "2024年预算数"));
        assert!(is_code_part("2010101") && is_code_part("01") && !is_code_part("2024") && !is_code_part("001"));
    }

    #[test]
    fn numbering_has_five_kinds() {
        let ranks = ["一、税收收入", "（十二）农林水支出", "1.增值税", "(3)其他", "①利息", "增值税", "十五五规划"];
        assert_eq!(ranks.map(rank), [1, 2, 3, 4, 5, 0, 0]);
    }
}
