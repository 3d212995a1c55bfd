//! Texts made from the official figures themselves must raise no alarm; the same texts with a slip planted in each
//! sentence must be found out.
//!
//! In: the bundled sources as observations. Out: sentences as scholars write them, whose true values come from plain
//! arithmetic on printed figures (`book`), not from the project's formulas, panel or verdicts. Chance begins with a fixed
//! number, so each run makes the same text.

mod book;
mod chance;
mod draw;
mod holding;
mod printing;
mod scopes;
mod sentence;
mod slips;
mod templates;
mod texts;
mod things;

use std::collections::BTreeMap;
use std::sync::OnceLock;

use admincost::claims::Verdict;
use admincost::claims::reading::Reader;
use admincost::run::{Official, Progress, Wanted, official};
use rayon::prelude::*;

use self::book::Book;
use self::chance::Chance;
use self::holding::{Court, at, is_alarm, is_reproduced, shown};
use self::printing::Language;
use self::sentence::{Sentence, write};
use self::slips::{Planted, Slip, plant};
use self::templates::{CHINESE, ENGLISH};
use self::texts::texts;

use crate::support::project;

const SENTENCES: usize = 500;
/// Of a hundred figures of true sentences so many at least are reproduced; what is left out is said to be uncertain.
const REPRODUCED: usize = 97;
/// Ranks, runs, doublings and round figures take none of the slips; so many sentences at least take one.
const PLANTED: usize = 400;
/// Of each kind so many at least, and of a hundred of each so many are found.
const EACH: usize = 2;
const FOUND_OF_EACH: usize = 80;
/// Whole texts.
const TEXTS: usize = 12;
const SEED: u64 = 20261125;

fn records() -> &'static (Official, Book) {
    static RECORDS: OnceLock<(Official, Book)> = OnceLock::new();
    RECORDS.get_or_init(|| {
        let wanted =
            Wanted { sources: vec![], definitions: Some(project().join("pipelines")), observations: None, names: None };
        let official = official(&wanted, &Progress::Silent).expect("the bundled sources");
        let book = Book::new(&official.observations, &official.definitions);
        (official, book)
    })
}

/// Every template in turn, Chinese and English.
fn sentences(book: &Book) -> Vec<Sentence> {
    let mut chance = Chance::new(SEED);
    let all =
        CHINESE.iter().map(|one| (one, Language::Chinese)).chain(ENGLISH.iter().map(|one| (one, Language::English)));
    let templates: Vec<_> = all.collect();
    let mut found = Vec::with_capacity(SENTENCES);
    for (template, language) in templates.iter().cycle().take(SENTENCES) {
        let sentence = write(template, *language, book, &mut chance);
        found.push(sentence.unwrap_or_else(|| panic!("no sentence for {:?}", template.name)));
    }
    found
}

/// Counts by kind.
#[derive(Default)]
struct Tally(BTreeMap<&'static str, BTreeMap<&'static str, usize>>);

impl Tally {
    fn add(&mut self, kind: &'static str, what: &'static str) {
        *self.0.entry(kind).or_default().entry(what).or_default() += 1;
    }

    fn sum(&self, counts: impl Fn(&str) -> bool) -> usize {
        self.0.values().flatten().filter(|(what, _)| counts(what)).map(|(_, n)| n).sum()
    }

    fn print(&self) {
        for (kind, counts) in &self.0 {
            println!("  {kind}: {counts:?}");
        }
    }
}

#[test]
fn true_sentences_raise_no_alarm() {
    let (official, book) = records();
    let court = Court { official, reader: Reader::new(&official.definitions) };
    let (mut tally, mut alarms, mut misses) = (Tally::default(), Vec::new(), Vec::new());
    let all = sentences(book);
    let judged: Vec<_> = all.par_iter().map(|one| court.judge(&one.text(&[]).0, one.draw.sight.day)).collect();
    for (sentence, judged) in all.iter().zip(judged) {
        let (text, places) = sentence.text(&[]);
        alarms
            .extend(judged.iter().filter(|one| is_alarm(one.verdict)).map(|one| format!("{text}\n    {}", shown(one))));
        for (fact, place) in sentence.facts.iter().zip(places) {
            let found = at(&judged, 1, place);
            tally.add(fact.kind, found.map_or("missed", |one| one.verdict.name()));
            if found.is_none_or(|one| !is_reproduced(one.verdict)) {
                misses.push(format!(
                    "{text} {}\n    {}",
                    fact.manner.print(fact.value),
                    found.map_or("missed".to_string(), shown)
                ));
            }
        }
        for one in judged.iter().filter(|one| !sentence_has(sentence, one)) {
            tally.add("no figure of the sentence", one.verdict.name());
            misses.push(format!("{text}\n    more: {}", shown(one)));
        }
    }
    tally.print();
    misses.iter().for_each(|miss| println!("{miss}"));
    println!("ALARMS {}", alarms.len());
    assert!(alarms.is_empty(), "{}", alarms.join("\n"));
    let all = tally.sum(|_| true);
    let reproduced = tally.sum(|what| what.starts_with("reproduced") || what == Verdict::WithinInputRounding.name());
    println!("{reproduced} of {all} reproduced");
    assert!(reproduced * 100 >= all * REPRODUCED, "{reproduced} of {all}");
}

fn sentence_has(sentence: &Sentence, one: &admincost::claims::Judged) -> bool {
    let (_, places) = sentence.text(&[]);
    places.iter().any(|&place| at(std::slice::from_ref(one), 1, place).is_some())
}

#[test]
fn true_texts_raise_no_alarm() {
    let (official, book) = records();
    let court = Court { official, reader: Reader::new(&official.definitions) };
    let (mut tally, mut alarms) = (Tally::default(), Vec::new());
    for text in texts(TEXTS, book, &mut Chance::new(SEED + 2)) {
        let judged = court.judge(&text.text, text.day);
        let raised = judged.iter().filter(|one| is_alarm(one.verdict));
        alarms.extend(raised.map(|one| format!("{}\n    {}", one.claim.sentence, shown(one))));
        for (fact, paragraph, place) in &text.figures {
            let found = at(&judged, *paragraph, *place);
            let kind = if fact.is_carried { "with its year from the sentence before" } else { fact.kind };
            tally.add(kind, found.map_or("missed", |one| one.verdict.name()));
            if found.is_none_or(|one| !is_reproduced(one.verdict)) {
                println!(
                    "TEXT {} {}",
                    fact.manner.print(fact.value),
                    found.map_or("missed".to_string(), |one| format!("{} {}", one.claim.sentence, shown(one)))
                );
            }
        }
    }
    tally.print();
    assert!(alarms.is_empty(), "{}", alarms.join("\n"));
}

/// What became of a slip.
struct Outcome {
    is_found: bool,
    is_right: bool,
    shown: String,
}

fn outcome(court: &Court, sentence: &Sentence, planted: &Planted) -> Outcome {
    let (text, places) = sentence.text(&planted.instead);
    let judged = court.judge(&text, sentence.draw.sight.day);
    let mut outcome = Outcome { is_found: false, is_right: false, shown: format!("{}: {text}", planted.slip.name()) };
    for (figure, _) in &planted.instead {
        let Some(one) = at(&judged, 1, places[*figure]) else { continue };
        outcome.shown.push_str(&format!("\n    {}", shown(one)));
        let reading = one.official.iter().find_map(|value| value.reading.as_ref().map(ToString::to_string));
        let is_named = planted.slip == Slip::RatioForIncrement
            && one.verdict == Verdict::ReproducedUnderReading
            && reading.is_some_and(|words| words.contains("end over base"));
        let codes = planted.slip.codes();
        let code = one.diagnosis.as_ref().is_some_and(|found| {
            let names_year = planted.year.is_none_or(|year| found.words.contains(&year.to_string()));
            codes.contains(&found.code) && names_year
        });
        let rule = one.inner.iter().any(|found| codes.contains(&found.rule));
        outcome.is_found |= is_alarm(one.verdict) || one.verdict == Verdict::PeriodMisstated || is_named;
        outcome.is_right |= code || rule || is_named;
    }
    outcome
}

#[test]
fn planted_slips_are_found() {
    let (official, book) = records();
    let court = Court { official, reader: Reader::new(&official.definitions) };
    let mut chance = Chance::new(SEED + 1);
    let mut counts: BTreeMap<Slip, [usize; 3]> = BTreeMap::new();
    let mut all = Vec::new();
    for sentence in sentences(book) {
        // The rarer slips first, so that each kind has its share.
        let mut order = Slip::ALL.to_vec();
        order.sort_by_key(|slip| counts.get(slip).map_or(0, |[all, ..]| *all));
        let planted = order.iter().find_map(|slip| plant(&sentence, *slip, book, &mut chance));
        let Some(planted) = planted else { continue };
        counts.entry(planted.slip).or_default()[0] += 1;
        all.push((sentence, planted));
    }
    let outcomes: Vec<_> = all.par_iter().map(|(sentence, planted)| outcome(&court, sentence, planted)).collect();
    for ((_, planted), outcome) in all.iter().zip(outcomes) {
        let count = counts.entry(planted.slip).or_default();
        count[1] += usize::from(outcome.is_found);
        count[2] += usize::from(outcome.is_found && outcome.is_right);
        if !outcome.is_found || !outcome.is_right {
            println!("{} {}", if outcome.is_found { "WRONG" } else { "LOST" }, outcome.shown);
        }
    }
    for (slip, [all, found, right]) in &counts {
        println!("{}: {all} planted, {found} found, {right} rightly explained", slip.name());
    }
    let sum = |at: usize| counts.values().map(|count| count[at]).sum::<usize>();
    let (all, found, right) = (sum(0), sum(1), sum(2));
    println!("all: {all} planted, {found} found, {right} rightly explained");
    assert!(all >= PLANTED, "{all} planted");
    assert!(found * 100 >= all * 95, "{found} of {all} found");
    assert!(right * 100 >= all * 90, "{right} of {all} rightly explained");
    for (slip, [all, found, _]) in &counts {
        assert!(*all >= EACH, "{all} of {} planted", slip.name());
        assert!(found * 100 >= all * FOUND_OF_EACH, "{}: {found} of {all} found", slip.name());
    }
}
