//! Passages: the paragraphs of a document between its tables, and which of them belong to one.
//!
//! In: paragraphs and tables in order. Out: the tables, with the notes that stand directly below each and the title
//! and unit lines that stand directly above as rows of it; the rest as passages. Refuses nothing.

use super::finding::Finding;
use super::text_lines::{self, SHEET};
use super::{Cell, Grid, Passage};
use crate::messages::say;
use regex::Regex;
use std::collections::BTreeSet;
use std::ops::Range;
use std::sync::LazyLock;

/// Lines that are taken for a table's title, units and notes, above and below.
const NEAR: usize = 12;
/// A paragraph of more characters, or of more than so many that ends like a sentence, is running text.
const LONGEST_TITLE: usize = 300;
const LONGEST_SENTENCE: usize = 100;
const LONGEST_SENTENCE_ZH: usize = 24;
/// Shorter lines are no sentences, whatever they end in.
const SHORTEST_SENTENCE: usize = 12;
/// Numbers of notes, raised.
const NOTES: &str = "⁰¹²³⁴⁵⁶⁷⁸⁹⁽⁾";

#[derive(Clone, Debug, PartialEq)]
pub(super) enum Piece {
    /// One paragraph; empty for blank lines, of which only one is kept.
    Paragraph(String),
    Table(Box<Grid>),
}

/// Adds a paragraph.
pub(super) fn push(pieces: &mut Vec<Piece>, text: &str) {
    let text = text.trim();
    let again = matches!(pieces.last(), Some(Piece::Paragraph(last)) if last.is_empty());
    if !(text.is_empty() && (again || pieces.is_empty())) {
        pieces.push(Piece::Paragraph(text.to_string()));
    }
}

/// What a document holds.
#[derive(Debug, Default)]
pub(super) struct Joined {
    pub tables: Vec<Grid>,
    /// Lines beside the tables became rows of them.
    pub any: bool,
    /// The paragraphs that belong to no table.
    pub passages: Vec<Passage>,
    /// Those above a table that became rows of it.
    pub asides: Vec<Passage>,
}

/// Gives each table its lines.
pub(super) fn join(pieces: Vec<Piece>) -> Joined {
    let mut joined = Joined::default();
    let mut gap: Vec<String> = Vec::new();
    let mut paragraphs = 0;
    for piece in pieces {
        match piece {
            Piece::Paragraph(text) => gap.push(text),
            Piece::Table(mut table) => {
                let from = joined.notes_below(&gap);
                let rest = gap.get(from..).unwrap_or_default();
                let lines = title(rest);
                joined.any |= !lines.is_empty();
                set_above(&mut table, lines);
                let end = from + title_start(rest);
                joined.keep(&gap, from..end, &mut paragraphs);
                table.behind = Some(paragraphs);
                joined.tables.push(*table);
                gap.clear();
            }
        }
    }
    let from = joined.notes_below(&gap);
    joined.keep(&gap, from..gap.len(), &mut paragraphs);
    joined
}

impl Joined {
    /// The notes at the start of a gap become rows of the table above; how many paragraphs they are.
    fn notes_below(&mut self, gap: &[String]) -> usize {
        let Some(table) = self.tables.last_mut() else { return 0 };
        let end = notes(gap);
        let notes = gap.iter().take(end).filter(|text| !text.is_empty()).take(NEAR);
        let before = table.rows.len();
        table.rows.extend(notes.map(|text| vec![cell(text)]));
        self.any |= table.rows.len() > before;
        end
    }

    /// Some paragraphs of a gap are passages; all are counted.
    fn keep(&mut self, gap: &[String], which: Range<usize>, paragraphs: &mut u32) {
        for (at, text) in gap.iter().enumerate().filter(|(_, text)| !text.is_empty()) {
            *paragraphs += 1;
            if at >= which.end {
                self.asides.push(Passage { sheet: SHEET.to_string(), row: *paragraphs, text: text.clone() });
            }
            if which.contains(&at) {
                let text = text_lines::rejoined(text);
                match self
                    .passages
                    .last_mut()
                    .filter(|last| last.row + 1 == *paragraphs && text_lines::breaks_figure(&last.text, &text))
                {
                    Some(last) => text_lines::join(&mut last.text, &text),
                    None => self.passages.push(Passage { sheet: SHEET.to_string(), row: *paragraphs, text }),
                }
            }
        }
    }
}

/// Letters; no sentence has more, and what goes on without end is no running text.
const LONGEST_UNENDED: usize = 20_000;

/// Whether a text goes on without the end of a sentence for longer than any does.
pub(super) fn is_endless(text: &str) -> bool {
    let ends = |letter: char| matches!(letter, '。' | '！' | '？' | '；' | '!' | '?' | ';' | '\n');
    let sentences = || text.split(ends).flat_map(|part| part.split(". "));
    text.len() > LONGEST_UNENDED && sentences().any(|sentence| sentence.chars().count() > LONGEST_UNENDED)
}

/// Whether a long line is made of sentences.
pub(super) fn has_sentences(text: &str) -> bool {
    text.len() > LONGEST_UNENDED && !is_endless(text)
}

/// Leaves out the paragraphs that are no running text, and says which.
pub(super) fn leave_out_endless(passages: &mut Vec<Passage>) -> Option<Finding> {
    let before = passages.len();
    let mut first = None;
    passages.retain(|passage| {
        let endless = is_endless(&passage.text);
        if endless && first.is_none() {
            first = Some((passage.sheet.clone(), passage.row, passage.text.chars().count()));
        }
        !endless
    });
    let (sheet, row, letters) = first?;
    Some(endless(before - passages.len(), &sheet, row, letters))
}

pub(super) fn endless(count: usize, sheet: &str, row: u32, letters: usize) -> Finding {
    let message = say!("source.endless-sentence", count, sheet, row, letters, most = LONGEST_UNENDED);
    Finding::warning("endless-sentence", message)
}

/// Puts lines above a table as rows of it.
pub(super) fn set_above(table: &mut Grid, lines: Vec<Vec<Cell>>) {
    let shift = lines.len() as u32;
    table.lines_before += shift;
    table.rows.splice(0..0, lines);
    table.merges.iter_mut().for_each(|merge| {
        merge.first_row += shift;
        merge.last_row += shift;
    });
    table.hidden.move_down(shift);
}

/// How many paragraphs from the start of a gap are notes of the table above it.
pub(super) fn notes(gap: &[String]) -> usize {
    let (mut end, mut last) = (0, None);
    for (at, text) in gap.iter().enumerate().filter(|(_, text)| !text.is_empty()) {
        let enumerated = ordinal(text);
        let follows = matches!((last, enumerated), (Some(last), Some(this)) if this == last + 1);
        if !(opens_note(text) || follows) {
            break;
        }
        last = enumerated;
        end = at + 1;
    }
    end
}

const NOTE_WORDS: [&str; 14] = [
    "注",
    "备注",
    "说明",
    "资料来源",
    "数据来源",
    "来源",
    "note",
    "notes",
    "source",
    "sources",
    "data source",
    "примечание",
    "примечания",
    "источник",
];

/// `注：`, `Source:`, `1)`, `①`, `*`: what a note begins with. `1.` may as well open the next title.
fn opens_note(text: &str) -> bool {
    let marked = text.starts_with(['*', '†', '#']) || text.starts_with(|c| ('①'..='⑳').contains(&c));
    let digits = text.trim_start_matches(|c: char| c.is_ascii_digit() || "⁰¹²³⁴⁵⁶⁷⁸⁹".contains(c));
    let numbered = digits.len() < text.len() && digits.starts_with([')', '）', '⁾']);
    marked || numbered || after_note_word(text).is_some()
}

/// What follows a word that opens a note: a colon, a number, or a closing bracket.
fn after_note_word(text: &str) -> Option<&str> {
    let bare = text.trim_start_matches(['(', '（', '[', '【']);
    NOTE_WORDS.iter().find_map(|word| {
        let head = bare.char_indices().nth(word.chars().count()).map_or(bare, |(at, _)| &bare[..at]);
        let rest = bare.get(head.len()..).filter(|_| head.to_lowercase() == *word)?.trim_start();
        let opens =
            rest.starts_with([':', '：', ')', '）', ']', '】', '.']) || rest.starts_with(|c: char| c.is_numeric());
        opens.then(|| rest.trim_start_matches(|c: char| !c.is_alphanumeric()))
    })
}

/// The number a note bears: 2 for `2.本表…` and for `注：2、…`.
fn ordinal(text: &str) -> Option<u32> {
    let text = after_note_word(text).unwrap_or(text);
    let end = text.find(|c: char| !c.is_ascii_digit())?;
    let bears = text.get(end..)?.starts_with(['.', '．', '、', ')', '）']);
    text.get(..end)?.parse().ok().filter(|_| bears)
}

/// Where in a gap the lines above a table begin: behind a blank line above a title, behind running text, or at the limit.
pub(super) fn title_start(gap: &[String]) -> usize {
    let (mut lines, mut titled) = (0, false);
    for (at, text) in gap.iter().enumerate().rev() {
        if (text.is_empty() && titled) || is_prose(text) || lines >= NEAR {
            return at + 1;
        }
        titled |= !text.is_empty() && !is_unit_line(text);
        lines += text.split('\n').filter(|line| !line.trim().is_empty()).count();
    }
    0
}

/// The rows above a table.
fn title(gap: &[String]) -> Vec<Vec<Cell>> {
    let gap = gap.get(title_start(gap)..).unwrap_or_default();
    let lines: Vec<&str> = gap.iter().flat_map(|text| text.split('\n')).map(str::trim).collect();
    let taken: Vec<&str> = lines.into_iter().filter(|line| !line.is_empty()).rev().take(NEAR).collect();
    taken
        .iter()
        .rev()
        .map(|line| line.split('\t').map(str::trim).filter(|part| !part.is_empty()).map(cell).collect())
        .collect()
}

fn cell(text: &str) -> Cell {
    Cell { text: text.to_string(), stored: None }
}

/// A line below the title and apart from it: `单位：万元`, `(тысяч человек)`, `Unit: persons`.
pub(super) fn is_unit_line(text: &str) -> bool {
    let bracketed = text.starts_with(['(', '（']) && text.ends_with([')', '）']);
    bracketed || text.contains("单位") || text.to_lowercase().contains("unit:")
}

/// A sentence with a figure in it, longer than a title with a stop behind it.
pub(super) fn is_sentence(text: &str) -> bool {
    let end = text
        .trim_end()
        .trim_end_matches(|c: char| "”\"’)）]".contains(c) || NOTES.contains(c) || ('①'..='⑳').contains(&c));
    let stops = end.contains(['。', '；']) || end.ends_with(['.', '!', '?', '！', '？']);
    stops && text.chars().count() >= SHORTEST_SENTENCE && text.contains(|c: char| c.is_ascii_digit())
}

/// A number with what it counts.
static COUNTED: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(concat!(
        r"(?i)\d[\d,，.]*\s*(?:[多余]\s*)?(?:万亿|亿|万|千|元|%|％|‰|倍|个百分点|人|个|项|户",
        r"|per\s?cent|billion|million|trillion|thousand|yuan|times|percentage points|people|persons)"
    ))
    .expect("a valid pattern")
});

/// What is text wherever it stands: a sentence, or a line that counts something and goes on behind a mark, whether the stop
/// behind it was left out or not (`2010年支出89874亿元，详见下表：`). The caption of a table counts nothing.
pub(super) fn speaks(text: &str) -> bool {
    let text = text.trim();
    let marks = |text: &str| {
        text.contains(['，', '。', '；', '：']) || [", ", "; ", ": "].iter().any(|mark| text.contains(mark))
    };
    let ends = text.ends_with([',', ':', ';', '.', '!', '?', '！', '？']);
    let is_unit = is_unit_line(text) && !text.contains(['，', '。', '；', '.']);
    is_sentence(text) || !is_unit && (marks(text) || ends) && COUNTED.is_match(text)
}

/// Puts lines that became rows of tables among the paragraphs, each at its place, where they are text. Both in the order of
/// the document.
pub(super) fn with_spoken(passages: &mut Vec<Passage>, lines: Vec<Passage>, order: &dyn Fn(&str) -> u32) {
    let known: BTreeSet<(String, u32)> = passages.iter().map(|one| (one.sheet.clone(), one.row)).collect();
    let is_new = |one: &Passage| speaks(&one.text) && !known.contains(&(one.sheet.clone(), one.row));
    passages.extend(lines.into_iter().filter(is_new));
    passages.sort_by_key(|one| (order(&one.sheet), one.row));
    let mut whole: Vec<Passage> = Vec::with_capacity(passages.len());
    for one in passages.drain(..) {
        let is_next = |last: &Passage| last.sheet == one.sheet && last.row + 1 == one.row;
        match whole.last_mut().filter(|last| is_next(last) && text_lines::breaks_figure(&last.text, &one.text)) {
            Some(last) => text_lines::join(&mut last.text, &one.text),
            None => whole.push(one),
        }
    }
    *passages = whole;
}

/// The paragraphs of a document for reading: those of no table, and sentences that became rows of one.
pub(super) fn running(pieces: Vec<Piece>, sheet: &str) -> Vec<Passage> {
    let taken: Vec<String> = pieces
        .iter()
        .filter_map(|piece| match piece {
            Piece::Paragraph(text) if !text.is_empty() => Some(text.clone()),
            _ => None,
        })
        .collect();
    let kept: BTreeSet<u32> = join(pieces).passages.into_iter().map(|passage| passage.row).collect();
    let texts = taken.into_iter().zip(1..).filter(|(text, row)| kept.contains(row) || speaks(text));
    texts.map(|(text, row)| Passage { sheet: sheet.to_string(), row, text }).collect()
}

/// Running text by its length and its end.
pub(super) fn is_prose(text: &str) -> bool {
    let length = text.chars().count();
    let ends = |marks: [char; 2]| text.ends_with(marks);
    length > LONGEST_TITLE
        || (length > LONGEST_SENTENCE && ends(['.', ';']))
        || (length > LONGEST_SENTENCE_ZH && ends(['。', '；']))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn paragraphs(texts: &[&str]) -> Vec<Piece> {
        let mut pieces = Vec::new();
        texts.iter().for_each(|text| push(&mut pieces, text));
        pieces
    }

    fn table() -> Vec<Piece> {
        vec![Piece::Table(Box::new(Grid { rows: vec![vec![cell("x"), cell("1")]], ..Grid::default() }))]
    }

    fn texts(grid: &Grid) -> Vec<String> {
        let text = |row: &Vec<Cell>| row.iter().map(|cell| cell.text.as_str()).collect::<Vec<_>>().join("|");
        grid.rows.iter().map(text).collect()
    }

    #[test]
    fn notes_go_up_and_titles_go_down() {
        let pieces = [
            paragraphs(&[
                "2020年，全省财政收入较快增长，支出结构继续优化，运行总体平稳。",
                "",
                "表1 收入",
                "",
                "单位：万元\t2020年",
            ]),
            table(),
            paragraphs(&["注：1.快报数。", "2.不含基金。", "资料来源：财政厅", "", "2. 支出\n按功能分"]),
            table(),
            paragraphs(&["1) Preliminary.", "Methods are described elsewhere."]),
        ];
        let Joined { tables: grids, any, passages, .. } = join(pieces.concat());
        assert!(any);
        let left: Vec<(u32, &str)> = passages.iter().map(|passage| (passage.row, passage.text.as_str())).collect();
        let opening = "2020年，全省财政收入较快增长，支出结构继续优化，运行总体平稳。";
        assert_eq!(left, [(1, opening), (9, "Methods are described elsewhere.")]);
        let first = ["表1 收入", "单位：万元|2020年", "x|1", "注：1.快报数。", "2.不含基金。", "资料来源：财政厅"];
        assert_eq!(texts(&grids[0]), first);
        assert_eq!(texts(&grids[1]), ["2. 支出", "按功能分", "x|1", "1) Preliminary."]);
    }

    #[test]
    fn a_new_title_is_no_note() {
        assert_eq!(notes(&["2. 支出表".to_string()]), 0);
        assert_eq!(notes(&["注册企业数".to_string()]), 0);
        assert_eq!(notes(&[String::new(), "（注）略".to_string()]), 2);
        assert_eq!((ordinal("注：2、略"), ordinal("2020年收入"), ordinal("3) a")), (Some(2), None, Some(3)));
    }
}
