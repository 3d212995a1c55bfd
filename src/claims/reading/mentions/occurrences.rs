//! Words of a sentence that name things and parts, and the clauses they stand in.
//!
//! In: a folded sentence, its figures, the vocabulary. Out: each word with its place; the clause around a place. Refuses words
//! inside of figures, and short names of topics that the text is not on.

use std::ops::Range;

use crate::claims::reading::mentions::concepts::Concepts;
use crate::claims::reading::mentions::lexicon::Entry;
use crate::definitions::{Level, Part, PartWord};
use crate::formula::Stage;

/// What namings are looked up in.
#[derive(Clone, Copy)]
pub struct Vocabulary<'a> {
    pub concepts: &'a Concepts,
    pub words: &'a [PartWord],
    /// Topics of the text, whose short names hold.
    pub topics: &'a [usize],
}

/// A word of a sentence that names a thing or a part.
#[derive(Clone, Copy, Debug)]
pub enum Word {
    /// A thing, and the short name that the same letters are.
    Thing(usize, Option<usize>),
    Part(Part),
    /// 前者 and 后者.
    Former,
    Latter,
}

/// Marks that end a clause, in folded text.
pub const MARKS: [char; 8] = [',', ';', '。', ':', '(', ')', '!', '?'];

/// Words for the first and the second of two things named before.
const FORMER: [&str; 2] = ["前者", "the former"];
const LATTER: [&str; 2] = ["后者", "the latter"];

/// The longest things and parts at every place outside of figures.
pub fn occurrences(text: &str, figures: &[Range<usize>], vocabulary: &Vocabulary) -> Vec<(Range<usize>, Word)> {
    let mut found: Vec<(Range<usize>, Word)> = Vec::new();
    let (mut at, mut next) = (0, figures.iter().peekable());
    while at < text.len() {
        while next.next_if(|figure| figure.end <= at).is_some() {}
        if let Some(figure) = next.peek().filter(|figure| figure.contains(&at)) {
            at = figure.end;
            continue;
        }
        let step = || text.get(at..).and_then(|rest| rest.chars().next()).map_or(1, char::len_utf8);
        let Some((end, word)) = word_at(text, at, vocabulary) else {
            at += step();
            continue;
        };
        let is_letter = text.get(at..end).is_some_and(|word| !word.is_ascii() && word.chars().count() == 1);
        let adjoins = found.last().is_some_and(|(last, word)| last.end == at && matches!(word, Word::Thing(..)));
        let stands = (!is_letter || adjoins || !matches!(word, Word::Part(Part::Flow(_))))
            && !is_of_account(text, at..end, vocabulary);
        if stands {
            found.push((at..end, word));
        }
        at = if stands || !is_letter { end } else { at + step() };
    }
    found
}

/// The longest word at a byte; a thing of the catalogue before a short name of the same letters.
fn word_at(text: &str, at: usize, vocabulary: &Vocabulary) -> Option<(usize, Word)> {
    let rest = text.get(at..)?;
    let pronoun = |words: [&str; 2]| words.into_iter().find(|word| rest.starts_with(word)).map(|word| at + word.len());
    if let Some(found) = pronoun(FORMER).map(|end| (end, Word::Former)) {
        return Some(found);
    }
    if let Some(found) = pronoun(LATTER).map(|end| (end, Word::Latter)) {
        return Some(found);
    }
    let short = vocabulary.concepts.short(text, at, vocabulary.topics);
    let known = vocabulary.concepts.lexicon.longest(text, at).and_then(|(end, entry)| {
        let word = match entry {
            Entry::Concept(concept) => {
                Word::Thing(concept, short.filter(|(other, _)| *other == end).map(|(_, short)| short))
            }
            Entry::Part(part) => Word::Part(vocabulary.words.get(part)?.part),
            _ => return None,
        };
        Some((end, word))
    });
    match (known, short) {
        (Some((end, word @ Word::Thing(..))), Some((other, _))) if end == other => Some((end, word)),
        (Some((end, _)), Some((other, short))) if other >= end => Some((other, Word::Thing(short, None))),
        (None, Some((end, short))) => Some((end, Word::Thing(short, None))),
        (known, _) => known,
    }
}

/// 预算 in the name of an account (`一般公共预算收入`, `政府性基金预算`) is no stage of it.
fn is_of_account(text: &str, word: Range<usize>, vocabulary: &Vocabulary) -> bool {
    const ACCOUNTS: [&str; 5] = ["公共", "公共财政", "基金", "经营", "public "];
    const BUDGET: [&str; 2] = ["预算", "budget"];
    let (head, tail) = (text.get(..word.start).unwrap_or_default(), text.get(word.end..).unwrap_or_default());
    let is_budget = text.get(word.clone()).is_some_and(|word| BUDGET.contains(&word));
    let leads_on = || {
        let next = word.end + usize::from(tail.starts_with(' '));
        matches!(word_at(text, next, vocabulary), Some((_, Word::Part(Part::Flow(_)))))
    };
    is_budget && (ACCOUNTS.iter().any(|account| head.ends_with(account)) || leads_on())
}

/// The clause around a byte: between marks and figures.
pub fn clause(text: &str, figures: &[Range<usize>], at: usize) -> Range<usize> {
    let head = text.get(..at).unwrap_or_default();
    let mark = head
        .rfind(MARKS)
        .map_or(0, |mark| mark + head.get(mark..).and_then(|rest| rest.chars().next()).map_or(1, char::len_utf8));
    let figure = figures.iter().map(|figure| figure.end).filter(|end| *end <= at).max().unwrap_or(0);
    let tail = text.get(at..).unwrap_or_default();
    let end = tail.find(MARKS).map_or(text.len(), |mark| at + mark);
    let next = figures.iter().map(|figure| figure.start).filter(|start| *start >= at).min().unwrap_or(text.len());
    mark.max(figure)..end.min(next)
}

/// The nearest word of a level before a thing.
pub fn level(found: &[(Range<usize>, Word)], range: Range<usize>) -> Option<Level> {
    let inside = found.iter().rev().filter(|(at, _)| range.start <= at.start && at.end <= range.end);
    inside.into_iter().find_map(|(_, word)| match word {
        Word::Part(Part::Central) => Some(Level::Central),
        Word::Part(Part::Local) => Some(Level::Local),
        Word::Part(Part::Nation) => Some(Level::Nation),
        _ => None,
    })
}

/// `(中央本级)` behind a thing.
pub fn bracketed(text: &str, found: &[(Range<usize>, Word)], end: usize) -> Option<Level> {
    const NEAR: usize = 24;
    let open = text.get(end..)?.find('(').filter(|open| *open <= NEAR)?;
    let start = end + open + 1;
    let close = text.get(start..)?.find(')')?;
    level(found, start..start + close)
}

pub fn stage(found: &[(Range<usize>, Word)], clause: &Range<usize>) -> Option<Stage> {
    found.iter().rev().filter(|(at, _)| clause.contains(&at.start)).find_map(|(_, word)| match word {
        Word::Part(Part::Stage(stage)) => Some(*stage),
        _ => None,
    })
}

pub fn says(found: &[(Range<usize>, Word)], range: Range<usize>, wanted: Part) -> bool {
    found.iter().any(|(at, word)| {
        range.start <= at.start && at.end <= range.end && matches!(word, Word::Part(part) if *part == wanted)
    })
}
