//! Sentences as the inner checks read them: figures, and the words between.
//!
//! In: claims. Out: sentences, each with its figures in order and the words before and after each, in half-width forms and
//! without the blanks of Chinese text. Refuses ages (`35岁以下`), which are words of a class and no figures of it, and what may be
//! the end of a number.

use crate::claims::wording::tidy;
use crate::claims::{Claim, Kind};
use crate::figures::{Figure, Role};

use super::digits::{self, Span};

/// One figure among the words of its sentence.
#[derive(Clone, Debug)]
pub struct Item<'a> {
    /// Its position among the claims.
    pub claim: usize,
    pub source: &'a Claim,
    pub figure: &'a Figure,
    /// As printed.
    pub printed: &'a str,
    /// The words since the figure before, or since the sentence began.
    pub before: String,
    /// The words up to the next figure, or to the end of the sentence.
    pub after: String,
    /// What it counts: its measure, the counting word where that is any (`NUMBER 件`), or the noun behind a bare number.
    pub thing: Option<String>,
}

#[derive(Clone, Debug)]
pub struct Sentence<'a> {
    /// Sheet and paragraph.
    pub paragraph: (&'a str, u32),
    pub items: Vec<Item<'a>>,
}

impl Item<'_> {
    /// The words of its own clause before it; in English `and` begins one.
    pub fn clause(&self) -> &str {
        let clause = last_part(&self.before, &[',', ';', ':', '。', '(']);
        let own = clause.rsplit(" and ").next().unwrap_or(clause);
        own.strip_prefix("and ").unwrap_or(own)
    }

    /// The words right before it, back to any mark.
    pub fn name(&self) -> &str {
        last_part(&self.before, &[',', ';', ':', '。', '(', ')', '、'])
    }

    /// The words of its own clause behind it.
    pub fn tail(&self) -> &str {
        self.after.split([',', ';', ':', '。', ')']).next().unwrap_or_default()
    }

    pub fn measure(&self) -> Option<&str> {
        self.figure.unit.as_ref().map(|unit| unit.measure.as_str())
    }

    /// What the printed digits may stand for, in base units of the measure.
    pub fn span(&self) -> Span {
        digits::printed(self.figure)
    }

    /// A percentage, or a number after 占 or 率达 whose percent sign was lost.
    pub fn percent(&self) -> Option<Span> {
        let lost = self.figure.unit.is_none() && self.figure.unit_text.is_none() && self.figure.mult == 0;
        let named = ["占", "占比", "率", "率达", "率为", "达到", "达", "比重为", "rate of", "rate was"];
        if lost && !named.iter().any(|word| self.before.ends_with(word)) {
            return None;
        }
        digits::percent(self.figure)
    }

    /// A count or an amount, and no rate, share or multiple.
    pub fn is_quantity(&self) -> bool {
        let rates = ["PT", "PM", "PP", "RATIO", "IX", "YR"];
        let is_rate = self.measure().is_some_and(|measure| rates.contains(&measure) || measure.contains('/'));
        self.thing.is_some() && !is_rate && self.figure.role != Role::Word
    }

    /// Both count the same thing: money, persons, what the same counting word or noun says.
    pub fn counts_like(&self, other: &Item) -> bool {
        self.is_quantity() && other.is_quantity() && self.thing == other.thing
    }

    /// The year of the claim, where the text says it.
    pub fn year(&self) -> Option<i32> {
        self.source.when.year
    }
}

impl Sentence<'_> {
    /// The words between two figures of it, those between left out.
    pub fn between(&self, from: usize, to: usize) -> String {
        let words = self.items.iter().take(to + 1).skip(from + 1).map(|item| item.before.as_str());
        words.collect::<Vec<_>>().join(" ")
    }

    /// All its words up to a figure.
    pub fn up_to(&self, at: usize) -> String {
        self.items.iter().take(at + 1).map(|item| item.before.as_str()).collect::<Vec<_>>().join(" ")
    }

    /// All its words.
    pub fn words(&self) -> String {
        let last = self.items.last().map(|item| item.after.as_str()).unwrap_or_default();
        format!("{} {last}", self.up_to(self.items.len()))
    }
}

/// The sentences of a text that hold figures, in its order.
pub fn of(claims: &[Claim]) -> Vec<Sentence<'_>> {
    let mut sentences: Vec<Sentence> = Vec::new();
    let mut start = 0;
    while let Some(first) = claims.get(start) {
        let same = |one: &&Claim| one.sentence == first.sentence && one.place.paragraph == first.place.paragraph;
        let length = claims.iter().skip(start).take_while(same).count();
        let group = claims.get(start..start + length).unwrap_or_default();
        sentences.extend(split(group, start));
        start += length.max(1);
    }
    sentences
}

/// One printed text, cut where a sentence ends.
fn split(claims: &[Claim], first: usize) -> Vec<Sentence<'_>> {
    let is_figure = |claim: &Claim| claim.kind != Kind::Citation && claim.span.start < claim.span.end;
    let figures = claims.iter().zip(first..).filter(|(claim, _)| is_figure(claim));
    let mut known: Vec<(usize, &Claim, &Figure)> =
        figures.filter_map(|(claim, at)| Some((at, claim, claim.figure.as_ref()?))).collect();
    known.retain(|(_, claim, figure)| !is_age(figure) && !is_end_of_number(claim, figure));
    known.sort_by_key(|(_, claim, _)| claim.span.start);
    let mut sentences: Vec<Sentence> = Vec::new();
    let mut end = 0;
    for (nth, (at, claim, figure)) in known.iter().enumerate() {
        let (at, claim, figure) = (*at, *claim, *figure);
        let words = claim.sentence.get(end..claim.span.start).unwrap_or_default();
        let next = known.get(nth + 1).map_or(claim.sentence.len(), |(_, next, _)| next.span.start);
        let after = claim.sentence.get(claim.span.end..next).unwrap_or_default();
        end = claim.span.end;
        let (starts_new, words) = last_sentence(words);
        let after = tidy(first_sentence(after));
        let thing = thing(figure, &after, sentences.last().filter(|_| !starts_new));
        let (before, printed) = (tidy(words), claim.printed());
        let item = Item { claim: at, source: claim, figure, printed, before, after, thing };
        match sentences.last_mut().filter(|_| !starts_new) {
            Some(sentence) => sentence.items.push(item),
            None => sentences
                .push(Sentence { paragraph: (claim.place.sheet.as_str(), claim.place.paragraph), items: vec![item] }),
        }
    }
    sentences
}

/// What a figure counts; a bare number before a verb or `of them` counts what the figure before it does.
fn thing(figure: &Figure, after: &str, sentence: Option<&Sentence>) -> Option<String> {
    let powers = ['万', '亿', '千', '百'];
    let word = || figure.unit_text.clone().unwrap_or_default().replace(powers, "");
    match figure.unit.as_ref().map(|unit| unit.measure.as_str()) {
        Some("NUMBER") => return Some(format!("NUMBER {}", word().to_lowercase().trim_end_matches('s'))),
        Some(measure) => return Some(measure.to_string()),
        None => {}
    }
    let noun = after.split(|c: char| !c.is_ascii_alphabetic()).next().unwrap_or_default();
    let verbs = ["were", "was", "had", "have", "has", "are"];
    let pronouns = ["of them", "of these", "of those", "on time", "in time", "within"];
    if verbs.contains(&noun) || pronouns.iter().any(|words| after.starts_with(words)) {
        return sentence?.items.iter().rev().find(|item| item.is_quantity())?.thing.clone();
    }
    let no_nouns = ["percent", "that", "which", "from", "with", "this", "than", "when", "times", "over", "after"];
    let is_noun = noun.len() > 3 && !no_nouns.contains(&noun);
    is_noun.then(|| format!("NUMBER {}", noun.trim_end_matches('s')))
}

/// `250万元` of `1，250万元`: a wide comma may part a number or a sentence.
fn is_end_of_number(claim: &Claim, figure: &Figure) -> bool {
    let digits = |text: &str| text.chars().take_while(char::is_ascii_digit).count();
    let head = claim.sentence.get(..figure.number).unwrap_or_default().trim_end();
    let front: String = head.strip_suffix('，').unwrap_or_default().trim_end().chars().rev().collect();
    let own = claim.sentence.get(figure.number..).unwrap_or_default();
    (1..=3).contains(&digits(&front))
        && digits(own) == 3
        && !front.get(digits(&front)..).unwrap_or_default().starts_with('.')
}

fn is_age(figure: &Figure) -> bool {
    figure.unit_text.as_deref().is_some_and(|unit| unit.contains('岁') || unit == "years of age")
}

/// The words after the last end of a sentence, and whether there was one.
fn last_sentence(words: &str) -> (bool, &str) {
    match words.rfind(['。', '！', '？', '!', '?', '\n']).max(full_stops(words).last()) {
        Some(at) => {
            let rest = words.get(at..).unwrap_or_default();
            (true, rest.trim_start_matches(|c: char| "。！？!?\n. ”’）)".contains(c)))
        }
        None => (false, words),
    }
}

fn first_sentence(words: &str) -> &str {
    let end = [words.find(['。', '！', '？', '\n']), full_stops(words).next()].into_iter().flatten().min();
    words.get(..end.unwrap_or(words.len())).unwrap_or(words)
}

/// Where a Latin full stop ends a sentence, and no abbreviation.
fn full_stops(words: &str) -> impl Iterator<Item = usize> {
    const ABBREVIATIONS: [&str; 7] = ["i.e", "e.g", "cf", "viz", "resp", "approx", "vs"];
    let is_end = |(at, _): &(usize, &str)| {
        let before = words.get(..*at).unwrap_or_default();
        !ABBREVIATIONS.iter().any(|short| before.ends_with(short))
    };
    words.match_indices(". ").filter(is_end).map(|(at, _)| at)
}

fn last_part<'a>(words: &'a str, marks: &[char]) -> &'a str {
    words.rsplit(marks).next().unwrap_or(words).trim()
}

/// Whether any of some words stands in a text.
pub fn any(text: &str, words: &[&str]) -> bool {
    words.iter().any(|word| text.contains(word))
}
