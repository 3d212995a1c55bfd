//! Notes below (and sometimes above) a table. In: printed lines in order. Out: one `Note` for each note, its
//! continuation lines joined, with the mark it explains where the table bears that mark.

use std::sync::LazyLock;

use regex::Regex;

use super::wording::pattern;
use super::{Label, Note, wording};
use crate::script;

static START: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"(?i)^\s*(?:[（(]?注\s*[）)]?\s*(?:[:：]|\d|①|$)|备注|说明\s*[:：]|notes?\s*[:：]|a\)|数据来源|资料来源|来源\s*[:：]|data\s+sources?|sources?\s*[:：]|[①②③④⑤⑥⑦⑧⑨]|\*\s*\S|[⁰¹²³⁴-⁹]{1,2}⁾?\s*\pL|\[[a-z]{1,4}\]\s*[=:：-]?\s*\pL|#\s*(?:包括|includ))",
    )
});
static ENUMERATED: LazyLock<Regex> =
    LazyLock::new(|| pattern(r"^\s*(?:\d{1,2}\s*[.．、)）]|[a-z]\)|[（(]\d{1,2}[）)]|[①-⑳]|[⁰¹²³⁴-⁹])"));

/// Whether a line opens a note.
pub fn starts_note(text: &str) -> bool {
    let is_label = matches!(wording::squash(text).as_str(), "注册" | "注");
    !is_label && !text.starts_with("注册") && START.is_match(&script::fold(text))
}

/// Whether a line below the figures bears the number of a note (`1) 含追加`).
pub fn is_numbered(text: &str) -> bool {
    numbered(text.trim()).is_some()
}

/// Notes from the lines that hold them; a line that neither starts nor numbers a note continues the one before.
pub fn from_lines(lines: &[Label]) -> Vec<Note> {
    let mut notes: Vec<Note> = Vec::new();
    for line in lines {
        let opens = starts_note(&line.text) || ENUMERATED.is_match(&line.text);
        match notes.last_mut() {
            Some(last) if !opens && line.row > last.row && !switches(&last.text, &line.text) => {
                last.text = wording::join(&last.text, &line.text);
            }
            _ => notes.push(Note { text: line.text.clone(), mark: None, row: line.row }),
        }
    }
    notes
}

/// A Chinese note is not continued by an English line, nor the other way round.
fn switches(note: &str, next: &str) -> bool {
    wording::has_cjk(note) != wording::has_cjk(next)
}

/// Gives a note its mark where one of the table's labels or figures bears it.
pub fn bind(notes: &mut [Note], printed: impl Fn(&str) -> bool) {
    for note in notes {
        let body = note.text.trim_start_matches("Note").trim_start_matches(['注', ':', '：', ' ']);
        let first: Option<char> = body.chars().next();
        let mark = match first {
            Some(c @ ('①'..='⑳' | '*' | '†')) => Some(c.to_string()),
            Some('¹' | '²' | '³' | '⁴'..='⁹') => body.split_once('⁾').map(|(number, _)| format!("{number}⁾")),
            Some(c) if c.is_ascii_lowercase() && body.get(1..2) == Some(")") => Some(format!("{c})")),
            Some(c) if c.is_ascii_digit() => numbered(body).filter(|mark| printed(&format!("footnote mark {mark}"))),
            _ => None,
        };
        note.mark = mark.filter(|mark| printed(mark)).map(|mark| mark.trim_end_matches(')').to_string());
    }
}

/// The mark of a note that begins with its number in half a bracket (`2）快报数`).
fn numbered(body: &str) -> Option<String> {
    let digits: String = body.chars().take_while(char::is_ascii_digit).take(2).collect();
    body.get(digits.len()..)?.starts_with([')', '）']).then(|| format!("{digits})"))
}
