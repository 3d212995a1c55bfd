//! Chinese script: traditional and Japanese characters in their simplified form.
//!
//! In: text. Out: the same text with every character of `traditional.txt` exchanged, as long in bytes as before, so that
//! places found in one hold in the other. For comparing and finding, never for keeping: what is printed stays printed.
//! Refuses words that differ by more than their characters (`新臺幣` becomes `新台币`, `軟體` stays `软体`).

use std::borrow::Cow;
use std::sync::LazyLock;

const LIST: &str = include_str!("traditional.txt");
const FIRST: u32 = 0x4e00;
const LAST: u32 = 0x9fff;

static FORMS: LazyLock<Vec<char>> = LazyLock::new(|| {
    let mut forms: Vec<char> = (FIRST..=LAST).filter_map(char::from_u32).collect();
    let pairs = LIST.lines().filter(|line| !line.starts_with('#')).flat_map(str::split_whitespace);
    for pair in pairs {
        let mut letters = pair.chars();
        if let (Some(from), Some(to)) = (letters.next(), letters.next())
            && let Some(slot) = place(from).and_then(|at| forms.get_mut(at))
        {
            *slot = to;
        }
    }
    forms
});

fn place(letter: char) -> Option<usize> {
    u32::from(letter).checked_sub(FIRST).filter(|at| *at <= LAST - FIRST).map(|at| at as usize)
}

/// The simplified form of a character.
pub fn simplified(letter: char) -> char {
    place(letter).and_then(|at| FORMS.get(at)).copied().unwrap_or(letter)
}

/// A text in simplified characters.
pub fn fold(text: &str) -> Cow<'_, str> {
    if text.is_ascii() || text.chars().all(|letter| simplified(letter) == letter) {
        return Cow::Borrowed(text);
    }
    Cow::Owned(text.chars().map(simplified).collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn characters_keep_their_places() {
        assert_eq!(fold("單位：新臺幣億元"), "单位：新台币亿元");
        assert_eq!(fold("單位：億元").len(), "單位：億元".len());
        assert!(matches!(fold("单位：亿元"), Cow::Borrowed(_)));
        assert_eq!(fold("Unit: £ thousand"), "Unit: £ thousand");
    }

    #[test]
    fn a_sentence_of_public_finance_is_folded() {
        let text: String = "全國財政支出與行政管理費，佔".chars().map(simplified).collect();
        assert_eq!(text, "全国财政支出与行政管理费，占");
    }

    #[test]
    fn no_simplified_character_is_exchanged_again() {
        assert!(FORMS.iter().all(|&form| simplified(form) == form));
    }
}
