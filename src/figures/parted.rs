//! Numbers that a blank parts at their point or comma.
//!
//! In: a place inside a number in digits. Out: where the number goes on: `612. 5万元`, `1 612 .5万元`, `1, 612人`,
//! `20.56.亿元`. Refuses whatever is not counted by the letter behind it, and list numbers (`1. 5个单位`).

use super::letters::{END, Letters};

/// Letters that count what stands before them; a new clause begins with none of them right behind a number.
const COUNTING: &str = "元亿万千百%‰人名户个家项件条起笔宗次吨亩倍公平立辆台美户册所岁";
/// Behind these a number with a point is the number of an item.
const OPENERS: &str = "。;:!?(\n.)]”、";
const NUMBERED: [&str; 6] = ["第", "表", "图", "附件", "附表", "附录"];

/// Where the decimals begin of a number whose point stands beside a blank.
pub fn decimals(letters: &Letters, start: usize, end: usize) -> Option<usize> {
    let from = match (letters.at(end), letters.at(end + 1)) {
        ('.', ' ') | (' ', '.') => end + 2,
        _ => return None,
    };
    let last = letters.run(from, |letter| letter.is_ascii_digit());
    (last > from && is_counted(letters, last) && !opens(letters, start)).then_some(from)
}

/// The end of a group of thousands behind a comma and a blank.
pub fn group(letters: &Letters, at: usize) -> Option<usize> {
    let from = at + 2;
    let parted = letters.printed(at) == ',' && letters.at(at + 1) == ' ';
    let last = letters.run(from, |letter| letter.is_ascii_digit());
    let decimals = letters.run(last + 1, |letter| letter.is_ascii_digit());
    let tail = if letters.at(last) == '.' && decimals > last + 1 { decimals } else { last };
    (parted && last == from + 3 && is_counted(letters, tail)).then_some(last)
}

/// Past a point that stands between the decimals and what they count.
pub fn past_stray_point(letters: &Letters, end: usize) -> usize {
    let stray = letters.at(end) == '.' && is_counted(letters, end + 1);
    if stray { end + 1 } else { end }
}

fn is_counted(letters: &Letters, end: usize) -> bool {
    let next = letters.at(letters.past_blanks(end));
    next != END && COUNTING.contains(next)
}

/// Whether a number stands where the number of an item does.
fn opens(letters: &Letters, start: usize) -> bool {
    let end = letters.back_over_blanks(start);
    let before = letters.before(end);
    before == END || OPENERS.contains(before) || NUMBERED.iter().any(|word| letters.word_before(end, word).is_some())
}
