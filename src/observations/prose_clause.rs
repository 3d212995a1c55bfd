//! Clauses: what stands around a figure in its sentence.
//!
//! In: a passage and its figures. Out: for each amount its clause, the words before and after it, its sentence and
//! subject. Refuses to cut inside a figure, and inside brackets that hold none.

use crate::figures::Figure;

/// A longer subject is no subject.
const LONGEST_SUBJECT: usize = 40;

/// One amount with its surroundings.
#[derive(Clone, Debug)]
pub struct Clause<'a> {
    pub figure: &'a Figure,
    /// The whole clause, the figure included.
    pub text: &'a str,
    /// The clause's words before the figure, from the amount before it on.
    pub before: &'a str,
    /// The clause's words after the figure, up to the next amount.
    pub after: &'a str,
    /// The sentence up to the clause's words.
    pub sentence_before: &'a str,
    /// The passage up to the sentence.
    pub passage_before: &'a str,
    /// What the sentence begins with, where that is another clause.
    pub subject: Option<String>,
    /// Amounts that stand before it in the sentence.
    pub earlier: Vec<&'a Figure>,
    /// The passage, which the spans of figures are bytes of.
    pub passage: &'a str,
}

/// The clauses of all amounts of a passage, in order.
pub fn clauses<'a>(text: &'a str, figures: &'a [Figure]) -> Vec<Clause<'a>> {
    let cuts = cuts(text, figures);
    let amounts: Vec<&Figure> = figures.iter().filter(|figure| figure.is_amount()).collect();
    amounts.iter().enumerate().map(|(nth, figure)| clause(text, figure, nth, &amounts, &cuts)).collect()
}

/// A place where a clause or a sentence ends: the bytes of the mark.
struct Cut {
    start: usize,
    end: usize,
    ends_sentence: bool,
}

fn cuts(text: &str, figures: &[Figure]) -> Vec<Cut> {
    let inside = |at: usize| figures.iter().any(|figure| figure.span.contains(&at));
    let follows_amount = |at: usize| {
        let head = text.get(..at).unwrap_or_default().trim_end().len();
        figures.iter().any(|figure| figure.is_amount() && (figure.span.end == head || figure.span.end == at))
    };
    let brackets = brackets(text, figures);
    let mut cuts = Vec::new();
    for (at, letter) in text.char_indices().filter(|(at, _)| !inside(*at)) {
        let end = at + letter.len_utf8();
        let next = text.get(end..).and_then(|rest| rest.chars().next());
        let sentence = match letter {
            '。' | '！' | '？' | '!' | '?' => true,
            '.' => next.is_none_or(char::is_whitespace),
            _ => false,
        };
        let clause = match letter {
            '，' | ',' | '；' | ';' | '：' | ':' => true,
            '、' => follows_amount(at),
            '(' | '（' | ')' | '）' => brackets.iter().any(|(open, close)| *open == at || *close == at),
            _ => false,
        };
        if sentence || clause {
            cuts.push(Cut { start: at, end, ends_sentence: sentence });
        }
    }
    cuts
}

/// Brackets that hold an amount.
fn brackets(text: &str, figures: &[Figure]) -> Vec<(usize, usize)> {
    let (mut open, mut found) = (Vec::new(), Vec::new());
    for (at, letter) in text.char_indices() {
        match letter {
            '(' | '（' => open.push(at),
            ')' | '）' => {
                let Some(start) = open.pop() else { continue };
                if figures.iter().any(|figure| figure.is_amount() && (start..at).contains(&figure.number)) {
                    found.push((start, at));
                }
            }
            _ => {}
        }
    }
    found
}

fn clause<'a>(text: &'a str, figure: &'a Figure, nth: usize, amounts: &[&'a Figure], cuts: &[Cut]) -> Clause<'a> {
    let (from, to) = (figure.span.start, figure.span.end);
    let before = |sentence: bool| {
        cuts.iter().rev().find(|cut| cut.end <= from && (cut.ends_sentence || !sentence)).map_or(0, |cut| cut.end)
    };
    let (start, sentence) = (before(false), before(true));
    let end = cuts.iter().find(|cut| cut.start >= to).map_or(text.len(), |cut| cut.start);
    let last = nth.checked_sub(1).and_then(|before| amounts.get(before)).map_or(0, |figure| figure.span.end);
    let next = amounts.get(nth + 1).map_or(text.len(), |figure| figure.span.start);
    let piece = |from: usize, to: usize| text.get(from..to).unwrap_or_default().trim();
    let first = cuts.iter().find(|cut| cut.start >= sentence).map_or(text.len(), |cut| cut.start);
    let opening = piece(sentence, first);
    let has_subject = first < from && !opening.is_empty() && opening.chars().count() <= LONGEST_SUBJECT;
    Clause {
        figure,
        text: piece(start, end),
        before: piece(start.max(last).min(from), from),
        after: piece(to, end.min(next).max(to)),
        sentence_before: piece(sentence, start.max(sentence)),
        passage_before: piece(0, sentence),
        subject: has_subject.then(|| opening.to_string()),
        earlier: amounts.iter().copied().filter(|other| (sentence..from).contains(&other.span.start)).collect(),
        passage: text,
    }
}
