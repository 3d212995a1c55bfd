//! What a text is about, as far as its short names depend on it.
//!
//! In: a text, its title, the topics of the definitions. Out: the topics that it is on. Refuses topics that only one word of
//! the body speaks of.

use crate::claims::reading::mentions::folded::fold;
use crate::definitions::Topic;

/// Words of a topic that a body must hold.
const ENOUGH: usize = 2;

/// The positions of the topics that a title names or that its body speaks of more than once.
pub fn topics<'t>(title: &[&str], texts: impl Iterator<Item = &'t str>, known: &[Topic]) -> Vec<usize> {
    let mut open: Vec<usize> = vec![0; known.len()];
    for text in title {
        count(text, known, &mut open, ENOUGH);
    }
    for text in texts {
        if open.iter().all(|count| *count >= ENOUGH) {
            break;
        }
        count(text, known, &mut open, 1);
    }
    open.iter().enumerate().filter(|(_, count)| **count >= ENOUGH).map(|(at, _)| at).collect()
}

fn count(text: &str, known: &[Topic], open: &mut [usize], weight: usize) {
    let folded = fold(text);
    for (topic, count) in known.iter().zip(open) {
        let words = topic.words.iter().map(|word| occurrences(&folded, word));
        *count += weight * words.sum::<usize>();
    }
}

/// How often a word stands in a text; a Latin one by itself.
fn occurrences(text: &str, word: &str) -> usize {
    let is_letter = |letter: Option<char>| letter.is_some_and(|letter| letter.is_ascii_alphanumeric());
    let is_apart = |at: usize| {
        let (head, tail) = (text.get(..at).unwrap_or_default(), text.get(at + word.len()..).unwrap_or_default());
        !word.is_ascii() || !(is_letter(head.chars().next_back()) || is_letter(tail.chars().next()))
    };
    text.match_indices(word).filter(|(at, _)| is_apart(*at)).count()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_title_or_two_words_of_the_body_say_what_a_text_is_about() {
        let known = [Topic { id: "budget".into(), words: vec!["财政".into(), "tax".into()] }];
        let read = |title: &[&str], texts: &[&str]| topics(title, texts.iter().copied(), &known);
        assert_eq!(read(&["财政与人口"], &[]), [0]);
        assert_eq!(read(&[], &["财政收入增长，财政支出也增长"]), [0]);
        assert_eq!(read(&[], &["A tax rose.", "The tax fell."]), [0]);
        assert!(read(&["人口"], &["财政收入增长", "taxi and syntax"]).is_empty());
    }
}
