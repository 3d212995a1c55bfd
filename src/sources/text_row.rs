//! One line of a table in plain text: what it holds.
//!
//! In: a line. Out: whether it is a rule, figures beside words, a note or a unit, and its cells. Refuses sentences as rows
//! of figures.

use std::ops::Range;
use std::sync::LazyLock;

use regex::Regex;

use super::text_columns::{self, Field, Ruler};

static NUMBER: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"^[-+−－(（]?[0-9０-９][0-9０-９ ,，.．]*[%％]?[)）]?(?:[*#†‡①-⑳]|\s?\[[a-z\d]{1,4}\]|\s[（(]?\d{1,2}[)）]|\s[bcdefnprsuz]{1,2})?$|^\.\d+$").expect("a valid pattern")
});
static RULE: LazyLock<Regex> =
    LazyLock::new(|| Regex::new(r"^[\s\-=_—─━═╌┄+┼┬┴├┤┌┐└┘╔╗╚╝╠╣╦╩╬|│┃║:～~*]+$").expect("a valid pattern"));
pub(super) static NOTE: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"(?i)^\s*(?:注|註|备注|備註|说明|說明|资料来源|資料來源|数据来源|来源|notes?\s*[:.]|source|\*|①)")
        .expect("a valid pattern")
});
pub(super) static UNIT: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"(?i)^\s*(?:计量|計量|金额|金額|货币|貨幣)?(?:[单單単]\s*位|units?)\s*[:：]").expect("a valid pattern")
});
const PIPES: [char; 5] = ['|', '│', '┃', '║', '｜'];

pub(super) fn is_rule(line: &str) -> bool {
    line.chars().filter(|letter| !letter.is_whitespace()).count() >= 3 && RULE.is_match(line)
}

pub(super) fn is_blank(line: &str) -> bool {
    line.trim().is_empty()
}

pub(super) fn is_number(text: &str) -> bool {
    NUMBER.is_match(text.trim())
}

/// The cells between the signs of a line.
pub(super) fn pieces(line: &str) -> Option<Vec<String>> {
    let inner = line.trim();
    if inner.matches(PIPES).count() < 2 && !(inner.contains(" | ") || inner.contains('│')) {
        return None;
    }
    let inner = inner.strip_prefix(PIPES).unwrap_or(inner);
    let inner = inner.strip_suffix(PIPES).unwrap_or(inner);
    let cells: Vec<String> = inner.split(PIPES).map(|cell| cell.trim().to_string()).collect();
    (cells.len() >= 2).then_some(cells)
}

/// A line of fields, one of them a figure and none a sentence.
pub(super) fn is_data(line: &str) -> bool {
    let is_parted = || line.trim().contains(char::is_whitespace) || text_columns::has_leaders(line);
    if !line.contains(char::is_numeric) || !is_parted() {
        return false;
    }
    let fields = text_columns::fields(line, 2);
    let sentence = |field: &Field| field.text.ends_with(['。', '；']) || field.text.chars().count() > 60;
    fields.len() >= 2 && fields.iter().skip(1).any(|field| is_number(&field.text)) && !fields.iter().any(sentence)
}

/// The cells of a line under columns.
pub(super) fn cut(line: &str, columns: &[Range<usize>], ruler: Ruler) -> Vec<String> {
    let mut cells = vec![String::new(); columns.len()];
    for field in text_columns::fields_on(line, 1, ruler) {
        let Some(cell) = cells.get_mut(text_columns::places(&field, columns).start) else { continue };
        if !cell.is_empty() {
            cell.push(' ');
        }
        cell.push_str(&field.text);
    }
    cells
}
