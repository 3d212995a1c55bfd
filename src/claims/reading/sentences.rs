//! Sentences of a paragraph.
//!
//! In: a paragraph and its figures. Out: its sentences, as bytes. Refuses to cut inside a figure, inside a title in `《》`,
//! or behind a point that ends no sentence (`e.g.`, `Mr.`, `U.S.`).

use std::ops::Range;

use crate::figures::Figure;

const SHORTENED: [&str; 22] = [
    "e.g", "i.e", "vs", "cf", "mr", "mrs", "dr", "prof", "no", "nos", "fig", "figs", "al", "etc", "approx", "u.s",
    "u.k", "p", "pp", "vol", "st", "inc",
];

/// The sentences of a paragraph, in order, without the blanks around them.
pub fn sentences(text: &str, figures: &[Figure]) -> Vec<Range<usize>> {
    let inside = |at: usize| figures.iter().any(|figure| figure.span.contains(&at) && figure.span.end > at + 1);
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
        if titles == 0 && ends(text, at, end, letter) && !inside(at) {
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

fn ends(text: &str, at: usize, end: usize, letter: char) -> bool {
    let next = text.get(end..).and_then(|rest| rest.chars().next());
    match letter {
        '。' | '！' | '？' | '\n' => true,
        '!' | '?' => next.is_none_or(char::is_whitespace),
        '.' => {
            let head = text.get(..at).unwrap_or_default();
            let word = head.rsplit(|c: char| c.is_whitespace() || c == '(').next().unwrap_or_default().to_lowercase();
            let initial = word.chars().count() == 1 && word.chars().all(char::is_alphabetic);
            let shortened = SHORTENED.contains(&word.as_str()) || initial;
            next.is_none_or(|c| c.is_whitespace() || c == '[') && !shortened
        }
        _ => false,
    }
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
        assert_eq!(cut("他说：“好。”然后走了。"), ["他说：“好。”", "然后走了。"]);
    }
}
