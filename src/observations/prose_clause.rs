//! Clauses: what stands around a figure in its sentence.
//!
//! In: a passage and its figures. Out: for each amount its clause, the words before and after it, its sentence and
//! subject. Refuses to cut inside a figure or an English date, and inside brackets that hold none.

use std::collections::HashSet;
use std::ops::Range;

use super::label::is_chinese;
use crate::figures::Figure;

/// A longer subject is no subject.
const LONGEST_SUBJECT: usize = 40;
/// Bytes of a clause on each side of its figure, and of the sentence before it: what stands further off says nothing of
/// the figure.
const LONGEST_CLAUSE: usize = 600;
const LONGEST_SENTENCE: usize = 2_400;

/// One amount with its surroundings.
#[derive(Clone, Debug)]
pub struct Clause<'a> {
    pub figure: &'a Figure,
    /// The whole clause, the figure included.
    pub text: &'a str,
    /// The clause's words before the figure, from the amount before it on.
    pub before: &'a str,
    /// The clause up to the figure, earlier amounts of it included.
    pub head: &'a str,
    /// The clause's words after the figure, up to the next amount.
    pub after: &'a str,
    /// The sentence up to the clause's words.
    pub sentence_before: &'a str,
    /// The passage up to the sentence.
    pub passage_before: &'a str,
    /// The byte where the sentence begins.
    pub sentence: usize,
    /// What the sentence begins with, where that is another clause.
    pub subject: Option<String>,
    /// Figures that stand before it in the sentence.
    pub earlier: &'a [Figure],
    /// All figures of the passage.
    pub all: &'a [Figure],
    /// The passage, which the spans of figures are bytes of.
    pub passage: &'a str,
}

/// The clauses of all amounts of a passage, in order.
pub fn clauses<'a>(text: &'a str, figures: &'a [Figure]) -> Vec<Clause<'a>> {
    let cuts = cuts(text, figures);
    let sentences: Vec<usize> = cuts.iter().filter(|cut| cut.ends_sentence).map(|cut| cut.end).collect();
    let within = Within { text, figures, cuts, sentences };
    let amounts: Vec<usize> =
        figures.iter().enumerate().filter(|(_, figure)| figure.is_amount()).map(|(at, _)| at).collect();
    (0..amounts.len()).filter_map(|nth| within.clause(nth, &amounts)).collect()
}

/// A place where a clause or a sentence ends: the bytes of the mark.
struct Cut {
    start: usize,
    end: usize,
    ends_sentence: bool,
}

fn cuts(text: &str, figures: &[Figure]) -> Vec<Cut> {
    let ends: HashSet<usize> =
        figures.iter().filter(|figure| figure.is_amount()).map(|figure| figure.span.end).collect();
    let follows_amount = |at: usize| {
        let head = text.get(..at).unwrap_or_default().trim_end().len();
        ends.contains(&head) || ends.contains(&at)
    };
    let Brackets { marks, closed } = brackets(text, figures);
    let mut cuts = Vec::new();
    let (mut rest, mut inside) = (figures.iter().peekable(), closed.iter().peekable());
    for (at, letter) in text.char_indices() {
        while rest.next_if(|figure| figure.span.end <= at).is_some() {}
        while inside.next_if(|bracket| bracket.end <= at).is_some() {}
        let is_inside = inside.peek().is_some_and(|bracket| bracket.contains(&at));
        if rest.peek().is_some_and(|figure| figure.span.contains(&at)) || is_inside {
            continue;
        }
        let sentence = ends_sentence(text, at, letter);
        let clause = match letter {
            ',' => !is_in_date(text, at),
            '，' | '；' | ';' | '：' | ':' => true,
            '、' => follows_amount(at),
            '(' | '（' | ')' | '）' => marks.contains(&at),
            _ => false,
        };
        if sentence || clause {
            cuts.push(Cut { start: at, end: at + letter.len_utf8(), ends_sentence: sentence });
        }
    }
    cuts
}

/// A full stop of either width. A half-width one ends a sentence before a blank, and in Chinese behind a unit or a word:
/// `增长3.2%.2015年…`.
fn ends_sentence(text: &str, at: usize, letter: char) -> bool {
    match letter {
        '。' | '！' | '？' | '!' | '?' => true,
        '.' => {
            let before = text.get(..at).and_then(|head| head.chars().next_back());
            let next = text.get(at + 1..).and_then(|rest| rest.chars().next());
            let glued = before.is_some_and(|before| before == '%' || before == '％' || is_chinese(before))
                && next.is_some_and(|next| next.is_ascii_digit() || is_chinese(next));
            next.is_none_or(char::is_whitespace) || glued
        }
        _ => false,
    }
}

/// The sentences of a text, with their stops; figures may hold a point of their own.
pub fn sentences(text: &str) -> impl Iterator<Item = &str> {
    let mut start = 0;
    let ends = text.char_indices().filter(|(at, letter)| ends_sentence(text, *at, *letter));
    let ends: Vec<usize> = ends.map(|(at, letter)| at + letter.len_utf8()).chain([text.len()]).collect();
    ends.into_iter().filter_map(move |end| {
        let sentence = text.get(start..end).filter(|sentence| !sentence.trim().is_empty());
        start = end;
        sentence
    })
}

/// The comma of `January 3, 2021`.
fn is_in_date(text: &str, at: usize) -> bool {
    let head = text.get(..at).unwrap_or_default();
    let day = head.trim_end_matches(|letter: char| letter.is_ascii_digit());
    let month = day.trim_end().rsplit(|letter: char| !letter.is_ascii_alphabetic()).next().unwrap_or_default();
    let year = text.get(at + 1..).unwrap_or_default().trim_start();
    let is_year = year.chars().take_while(char::is_ascii_digit).count() == 4;
    is_year && (1..=2).contains(&(head.len() - day.len())) && day.ends_with(' ') && month.len() >= 3
}

/// Brackets that hold an amount: their marks; and those that hold none.
#[derive(Default)]
struct Brackets {
    marks: HashSet<usize>,
    closed: Vec<Range<usize>>,
}

/// Bytes; what is longer between brackets is text of its own.
const LONGEST_BRACKET: usize = 300;

fn brackets(text: &str, figures: &[Figure]) -> Brackets {
    let numbers: Vec<usize> = figures.iter().filter(|figure| figure.is_amount()).map(|figure| figure.number).collect();
    let (mut open, mut found) = (Vec::new(), Brackets::default());
    for (at, letter) in text.char_indices() {
        match letter {
            '(' | '（' => open.push(at),
            ')' | '）' => {
                let Some(start) = open.pop() else { continue };
                let first = numbers.partition_point(|number| *number < start);
                if numbers.get(first).is_some_and(|number| *number < at) {
                    found.marks.extend([start, at]);
                } else if at - start <= LONGEST_BRACKET {
                    found.closed.push(start..at + letter.len_utf8());
                }
            }
            _ => {}
        }
    }
    found.closed.sort_by_key(|bracket| (bracket.start, std::cmp::Reverse(bracket.end)));
    found.closed.dedup_by(|next, before| next.start < before.end);
    found
}

/// A passage with its figures and where it is cut.
struct Within<'a> {
    text: &'a str,
    figures: &'a [Figure],
    cuts: Vec<Cut>,
    /// Where sentences begin, but for the first.
    sentences: Vec<usize>,
}

impl<'a> Within<'a> {
    fn piece(&self, from: usize, to: usize) -> &'a str {
        self.text.get(from..to).unwrap_or_default().trim()
    }

    /// So far and no further: a place at most so many bytes before another.
    fn back(&self, at: usize, bytes: usize) -> usize {
        (at.saturating_sub(bytes)..=at).find(|&from| self.text.is_char_boundary(from)).unwrap_or(at)
    }

    fn ahead(&self, at: usize, bytes: usize) -> usize {
        let far = at.saturating_add(bytes).min(self.text.len());
        (at..=far).rev().find(|&to| self.text.is_char_boundary(to)).unwrap_or(at)
    }

    /// The clause of one amount; `amounts` are places among the figures.
    fn clause(&self, nth: usize, amounts: &[usize]) -> Option<Clause<'a>> {
        let Within { text, figures, cuts, sentences } = self;
        let figure = figures.get(*amounts.get(nth)?)?;
        let other = |nth: Option<usize>| figures.get(*amounts.get(nth?)?);
        let (from, to) = (figure.span.start, figure.span.end);
        let passed = cuts.partition_point(|cut| cut.end <= from);
        let start = passed.checked_sub(1).and_then(|at| cuts.get(at)).map_or(0, |cut| cut.end);
        let begun = sentences.partition_point(|end| *end <= from);
        let sentence = begun.checked_sub(1).and_then(|at| sentences.get(at)).copied().unwrap_or(0);
        let end = cuts.get(cuts.partition_point(|cut| cut.start < to)).map_or(text.len(), |cut| cut.start);
        let (start, end) = (start.max(self.back(from, LONGEST_CLAUSE)), end.min(self.ahead(to, LONGEST_CLAUSE)));
        let last = other(nth.checked_sub(1)).map_or(0, |figure| figure.span.end);
        let next = other(nth.checked_add(1)).map_or(text.len(), |figure| figure.span.start);
        let first = cuts.get(cuts.partition_point(|cut| cut.start < sentence)).map_or(text.len(), |cut| cut.start);
        let near = sentence.max(self.back(from, LONGEST_SENTENCE));
        let earlier = figures.partition_point(|other| other.span.start < near);
        let opening = self.piece(sentence, first.min(self.ahead(sentence, LONGEST_CLAUSE)));
        let has_subject = first < from && !opening.is_empty() && opening.chars().count() <= LONGEST_SUBJECT;
        Some(Clause {
            figure,
            text: self.piece(start, end),
            before: self.piece(start.max(last).min(from), from),
            head: self.piece(start, from),
            after: self.piece(to, end.min(next).max(to)),
            sentence_before: self.piece(near, start.max(near)),
            passage_before: text.get(..sentence).unwrap_or_default(),
            sentence,
            subject: has_subject.then(|| opening.to_string()),
            earlier: figures.get(earlier..*amounts.get(nth)?).unwrap_or_default(),
            all: figures,
            passage: text,
        })
    }
}
