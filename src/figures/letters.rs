//! Letters: a text in one width, with the byte where each letter stands.
//!
//! In: text as printed. Out: letters with full-width forms, dashes, blanks and the traditional characters of numbers in one
//! form each; invisible marks are left out. Refuses nothing: beyond the ends there is `END`.

use crate::script;

/// What stands before the first and after the last letter.
pub const END: char = '\0';

/// One letter: where it begins, as printed, and in its plain form.
#[derive(Clone, Copy, Debug)]
struct Letter {
    byte: usize,
    printed: char,
    plain: char,
}

#[derive(Clone, Debug)]
pub struct Letters {
    letters: Vec<Letter>,
    bytes: usize,
}

impl Letters {
    pub fn new(text: &str) -> Letters {
        let letters =
            text.char_indices().filter_map(|(byte, printed)| Some(Letter { byte, printed, plain: plain(printed)? }));
        Letters { letters: letters.collect(), bytes: text.len() }
    }

    pub fn len(&self) -> usize {
        self.letters.len()
    }

    /// The plain form of the letter at a place.
    pub fn at(&self, at: usize) -> char {
        self.letters.get(at).map_or(END, |letter| letter.plain)
    }

    pub fn before(&self, at: usize) -> char {
        at.checked_sub(1).map_or(END, |before| self.at(before))
    }

    pub fn printed(&self, at: usize) -> char {
        self.letters.get(at).map_or(END, |letter| letter.printed)
    }

    /// Where a place is in the text.
    pub fn byte(&self, at: usize) -> usize {
        self.letters.get(at).map_or(self.bytes, |letter| letter.byte)
    }

    /// The first place from `at` on that is no blank.
    pub fn past_blanks(&self, at: usize) -> usize {
        (at..).find(|&next| self.at(next) != ' ').unwrap_or(at)
    }

    /// The place after the last letter before `at` that is no blank.
    pub fn back_over_blanks(&self, at: usize) -> usize {
        (0..at).rev().find(|&before| self.at(before) != ' ').map_or(0, |before| before + 1)
    }

    /// Whether a word stands at a place; where it ends.
    pub fn word(&self, at: usize, word: &str) -> Option<usize> {
        let mut end = at;
        for letter in word.chars() {
            if !self.at(end).eq_ignore_ascii_case(&letter) {
                return None;
            }
            end += 1;
        }
        Some(end)
    }

    /// Whether a word ends right before a place; where it begins.
    pub fn word_before(&self, at: usize, word: &str) -> Option<usize> {
        let mut start = at;
        for letter in word.chars().rev() {
            start = start.checked_sub(1)?;
            if !self.at(start).eq_ignore_ascii_case(&letter) {
                return None;
            }
        }
        Some(start)
    }

    /// The plain letters of a range.
    pub fn text(&self, from: usize, to: usize) -> String {
        (from..to.min(self.len())).map(|at| self.at(at)).collect()
    }

    /// The end of the run of letters that `belongs` from a place on.
    pub fn run(&self, at: usize, belongs: impl Fn(char) -> bool) -> usize {
        (at..).find(|&next| self.at(next) == END || !belongs(self.at(next))).unwrap_or(at)
    }
}

/// One form for each width, dash and blank; `None` for marks that nobody sees.
fn plain(letter: char) -> Option<char> {
    match letter {
        '\u{ad}' | '\u{200b}'..='\u{200f}' | '\u{2060}'..='\u{2064}' | '\u{feff}' | END => None,
        '～' | '〜' | '∼' => Some('~'),
        '\u{ff01}'..='\u{ff5e}' => char::from_u32(u32::from(letter) - 0xfee0),
        '−' | '–' | '—' | '﹣' | '‐' | '‑' | '―' | '─' => Some('-'),
        '∶' | '︰' => Some(':'),
        '〔' | '【' => Some('['),
        '〕' | '】' => Some(']'),
        '﹪' => Some('%'),
        '￥' => Some('¥'),
        _ if letter.is_whitespace() => Some(' '),
        _ if letter < '\u{4e00}' => Some(letter),
        _ => Some(script::simplified(letter)),
    }
}
