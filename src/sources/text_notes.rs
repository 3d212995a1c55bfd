//! Notes below a table in plain text.
//!
//! In: lines, and the first one below the figures. Out: where the notes end: a line goes on with a note where it numbers
//! on (`2.` after `注：1.`), is indented, or the note breaks off at its line's end. Refuses the paragraph behind them.

use std::sync::LazyLock;

use regex::Regex;

use super::text_row::{NOTE, is_blank, is_rule};

/// Lines looked at for a first note, and lines of notes.
const NEAR: usize = 8;
const MOST: usize = 60;

static NUMBERED: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"(?i)^\s*(?:(?:附?注|备注|說明|说明|註|notes?)\s*[:：.]?\s*)?[（(]?\s*(\d{1,2})\s*(?:[.．、)）]|[:：])")
        .expect("a valid pattern")
});

/// The line after the notes and the rule below a body.
pub(super) fn end(lines: &[&str], body: usize) -> usize {
    let (mut end, mut blanks) = (body, 0);
    let mut note: Option<(&str, Option<u32>)> = None;
    for (at, line) in lines.iter().enumerate().skip(body).take(MOST) {
        match () {
            () if is_blank(line) && blanks == 1 => break,
            () if is_blank(line) => {
                blanks += 1;
                note = None;
            }
            () if at >= body + NEAR && note.is_none() => break,
            () if is_rule(line) && blanks == 0 => end = at + 1,
            () if NOTE.is_match(line) || note.is_some_and(|(above, last)| goes_on(above, last, line)) => {
                end = at + 1;
                note = Some((line, ordinal(line).or(note.and_then(|(_, last)| last))));
            }
            () => break,
        }
    }
    end
}

fn goes_on(above: &str, last: Option<u32>, line: &str) -> bool {
    let is_indented = line.starts_with("  ") || line.starts_with(['\t', '\u{3000}']);
    let breaks_off = !above.trim_end().ends_with(['。', '；', ';', '.', '！', '？', '!', '?']);
    match (ordinal(line), last) {
        (Some(own), Some(last)) => own == last + 1,
        _ => is_indented || breaks_off,
    }
}

/// The number that a note begins with, behind its word or alone.
fn ordinal(line: &str) -> Option<u32> {
    NUMBERED.captures(line)?.get(1)?.as_str().parse().ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbered_indented_and_broken_lines_are_of_the_notes() {
        let text = [
            "甲  1",
            "注：1. 含教育附加12万元；",
            "2. 限额为17万元。",
            "（续前）",
            "说明：本表不含",
            "罚款45万元。",
            "全县支出12万元。",
        ];
        assert_eq!(end(&text, 1), 3);
        assert_eq!(end(&text, 4), 6);
        let indented = ["Note: one.", "   It goes on.", "It does not."];
        assert_eq!(end(&indented, 0), 2);
    }
}
