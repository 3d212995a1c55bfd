//! Sentences of a paragraph.
//!
//! In: a paragraph and its figures. Out: its sentences, as bytes; a list as long as a page is parted between its items. Refuses to cut inside a figure, inside a title in `《》`,
//! or behind a point that ends no sentence (`e.g.`, `Mr.`, `U.S.`).

use std::ops::Range;

use crate::figures::Figure;

const SHORTENED: [&str; 22] = [
    "e.g", "i.e", "vs", "cf", "mr", "mrs", "dr", "prof", "no", "nos", "fig", "figs", "al", "etc", "approx", "u.s",
    "u.k", "p", "pp", "vol", "st", "inc",
];

/// What is longer is no sentence but a list, or a table that lost its lines: no word of it says anything of a figure as
/// far away.
const LONGEST: usize = 2000;

/// The sentences of a paragraph, in order, without the blanks around them.
pub fn sentences(text: &str, figures: &[Figure]) -> Vec<Range<usize>> {
    // Figures stand in the order of the text, one beside the other.
    let inside = |at: usize| {
        let next = figures.partition_point(|figure| figure.span.end <= at + 1);
        figures.get(next).is_some_and(|figure| figure.span.contains(&at))
    };
    let (mut found, mut start, mut titles) = (Vec::new(), 0, 0usize);
    for (at, letter) in text.char_indices() {
        if at < start {
            continue;
        }
        match letter {
            '《' => titles += 1,
            '》' => titles = titles.saturating_sub(1),
            _ => {}
        }
        let end = at + letter.len_utf8();
        let is_long = at - start > LONGEST && parts(letter);
        if (is_long || titles == 0 && ends(text, at, end, letter)) && !inside(at) {
            let end = past_closing(text, end);
            push(&mut found, text, start..end);
            start = end;
        }
    }
    push(&mut found, text, start..text.len());
    found
}

/// Behind the marks that close what a sentence opened.
fn past_closing(text: &str, end: usize) -> usize {
    let rest = text.get(end..).unwrap_or_default();
    let tail = rest.trim_start_matches(['”', '’', '"', ')', '）', '》']);
    end + rest.len() - tail.len()
}

fn push(found: &mut Vec<Range<usize>>, text: &str, range: Range<usize>) {
    let piece = text.get(range.clone()).unwrap_or_default();
    if !piece.trim().is_empty() {
        let head = piece.len() - piece.trim_start().len();
        found.push(range.start + head..range.start + piece.trim_end().len());
    }
}

/// Marks between the items of a list.
fn parts(letter: char) -> bool {
    matches!(letter, '；' | ';' | '，' | ',' | '、')
}

fn ends(text: &str, at: usize, end: usize, letter: char) -> bool {
    let next = text.get(end..).and_then(|rest| rest.chars().next());
    match letter {
        '。' | '！' | '？' | '\n' => true,
        '!' | '?' => next.is_none_or(char::is_whitespace),
        '.' if next.is_none_or(|c| c.is_whitespace() || c == '[') => !is_shortened(text.get(..at).unwrap_or_default()),
        '.' => stops_chinese(text, at, end),
        _ => false,
    }
}

/// A half-width stop between Chinese sentences without a blank: `增长25.0%.2012年…`, `…亿元.其中…`.
fn stops_chinese(text: &str, at: usize, end: usize) -> bool {
    let is_han = |letter: char| ('\u{4e00}'..='\u{9fff}').contains(&letter);
    let before = text.get(..at).and_then(|head| head.chars().next_back());
    let rest = text.get(end..).unwrap_or_default();
    let digits = rest.chars().take_while(char::is_ascii_digit).count();
    let year = digits == 4 && rest.get(digits..).is_some_and(|tail| tail.trim_start().starts_with('年'));
    before.is_some_and(|letter| is_han(letter) || matches!(letter, '%' | '％' | ')' | '）'))
        && (year || rest.starts_with(is_han))
}

/// Whether the last word is one that a point shortens, or an initial.
fn is_shortened(head: &str) -> bool {
    const LONGEST_WORD: usize = 8;
    let letters = head.chars().rev().take(LONGEST_WORD).take_while(|c| !c.is_whitespace() && *c != '(');
    let word: String = letters.collect::<Vec<char>>().into_iter().rev().collect::<String>().to_lowercase();
    let initial = word.chars().count() == 1 && word.chars().all(char::is_alphabetic);
    SHORTENED.contains(&word.as_str()) || initial
}

#[cfg(test)]
mod tests {
    use super::*;

    fn cut(text: &str) -> Vec<&str> {
        sentences(text, &[]).into_iter().map(|range| &text[range]).collect()
    }

    #[test]
    fn sentences_in_both_languages() {
        assert_eq!(cut("甲。《乙。丙》丁！"), ["甲。", "《乙。丙》丁！"]);
        assert_eq!(cut("It rose, e.g. by 3.5%. U.S. data say so."), ["It rose, e.g. by 3.5%.", "U.S. data say so."]);
        assert_eq!(cut("收入增长25.0%.2012年增长12.9%."), ["收入增长25.0%.", "2012年增长12.9%."]);
        assert_eq!(cut("见表1.财政支出3.5亿元.其中2.1亿元"), ["见表1.财政支出3.5亿元.", "其中2.1亿元"]);
        let list = "1950年支出0.5亿元，".repeat(1000);
        let longest = cut(&list).iter().map(|part| part.len()).max();
        assert!(longest.is_some_and(|longest| (LONGEST..LONGEST + 40).contains(&longest)));
        assert_eq!(cut(&list).concat(), list);
        assert_eq!(cut("他说：“好。”然后走了。"), ["他说：“好。”", "然后走了。"]);
    }
}
