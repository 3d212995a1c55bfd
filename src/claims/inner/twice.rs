//! The same fact told twice with different numbers.
//!
//! In: the claims of a text and its sentences. Out: two figures of the same words, kind, year and area that cannot both be
//! right. Refuses to decide on figures of official series, of which two editions may differ (domain: revisions after a
//! census move GDP by a third), unless they differ by more than any revision; and where a word tells their stages apart.

use std::collections::BTreeMap;
use std::sync::LazyLock;

use regex::Regex;

use super::digits::shown;
use super::sentences::{Item, Sentence, any};
use crate::claims::{Claim, Contradiction, Kind, Known};
use crate::messages::say;
use crate::sources::{Passage, Source};

/// No revision on file moves a level further: Tianjin's GDP of 2017 fell from 18 549 to 12 451 (2018).
const MOST_REVISED: f64 = 1.6;
/// Words that make two figures of one fact two facts.
const STAGES: [&str; 47] = [
    "名义",
    "不变价",
    "可比价",
    "nominal",
    "real ",
    "预算",
    "决算",
    "执行",
    "初步",
    "修订",
    "快报",
    "调整",
    "计划",
    "目标",
    "预计",
    "预期",
    "原",
    "普查",
    "口径",
    "核算",
    "核实",
    "最终",
    "另",
    "其中",
    "新增",
    "累计",
    "平均",
    "分别",
    "至",
    "到",
    "由",
    "从",
    "超过",
    "比",
    "较",
    "如果",
    "假设",
    "preliminary",
    "revised",
    "final",
    "planned",
    "target",
    "forecast",
    "estimate",
    "if ",
    "from",
    "compared",
];
/// Words before a figure that are enough to know the fact again.
const LEAST_WORDS: usize = 6;

static YEAR: LazyLock<Option<Regex>> = LazyLock::new(|| Regex::new(r"(?:19|20)\d\d").ok());

static ARTICLE: LazyLock<Option<Regex>> =
    LazyLock::new(|| Regex::new(r"^\s*(?:第[一二三四五六七八九十\d]+篇|篇[一二三四五六七八九十\d]+)").ok());

/// A year, a place that only its text knows, and what is told of it.
static UNNAMED: LazyLock<Option<Regex>> = LazyLock::new(|| {
    Regex::new(
        r"((?:19|20)\d\d)年(?:底|末)?,?((?:全|该|本|我)(?:县|市|区|镇|乡|村|州|旗|校|院))([^,;:。]{2,14}?)(?:为|达|达到|是|共|实现)?$",
    )
    .ok()
});
/// Words with which a text comes back to what it has told.
const AGAIN: [&str; 7] = ["如前所述", "前文所述", "上文所述", "如上所述", "前已述及", "前面提到", "上面提到"];

pub fn of(claims: &[Claim], sentences: &[Sentence], source: &Source) -> Vec<Contradiction> {
    let is_article = |passage: &Passage| ARTICLE.as_ref().is_some_and(|article| article.is_match(&passage.text));
    let is_collection = source.passages.iter().any(is_article);
    let mut found = tied(claims, sentences);
    found.extend(in_words(sentences, !is_collection));
    found.extend(told_again(sentences));
    found
}

/// Figures of the same series, year, area, stage and kind.
fn tied(claims: &[Claim], sentences: &[Sentence]) -> Vec<Contradiction> {
    let mut first: BTreeMap<String, Vec<&Item>> = BTreeMap::new();
    let mut found = Vec::new();
    for (sentence, item) in sentences.iter().flat_map(|one| one.items.iter().map(move |item| (one, item))) {
        let Some(key) = claims.get(item.claim).and_then(fact) else { continue };
        let words = format!("{} {}", item.clause(), sentence.words());
        if any(&words, &STAGES) || !item.figure.hedges.is_empty() {
            continue;
        }
        let known = first.entry(key).or_default();
        let other =
            known.iter().copied().find(|other| other.measure() == item.measure() && !other.span().meets(item.span()));
        if let Some(other) = other {
            found.push(twice(item, other, is_beyond_revision(item, other)));
        }
        known.push(item);
    }
    found
}

/// The fact a tied claim states; none where something of it is not known, or its words may mean several series.
fn fact(claim: &Claim) -> Option<String> {
    let [meaning] = claim.of.as_slice() else { return None };
    let is_dated = matches!(claim.when.known, Known::Explicit) && claim.when.years.is_none();
    let is_plain = matches!(claim.kind, Kind::Level | Kind::Growth { .. } | Kind::Change { .. });
    let (year, area) = (claim.when.year?, claim.ref_area.as_ref()?);
    let (formula, stage, from) = (&meaning.formula, meaning.stage, claim.when.from);
    (is_dated && is_plain && claim.untied.is_none())
        .then(|| format!("{formula} {stage:?} {year} {from:?} {area} {:?}", claim.kind))
}

fn is_beyond_revision(one: &Item, other: &Item) -> bool {
    matches!(one.source.kind, Kind::Level) && one.is_quantity() && other.is_quantity() && is_far_apart(one, other)
}

fn is_far_apart(one: &Item, other: &Item) -> bool {
    let ratio = one.span().over(other.span());
    ratio.is_some_and(|ratio| ratio.low > MOST_REVISED || ratio.high < 1.0 / MOST_REVISED)
}

/// Counts of nothing on file that the same words lead up to from the start of a sentence. Accounts are revised; articles of
/// a collection may be of two places.
fn in_words(sentences: &[Sentence], decides: bool) -> Vec<Contradiction> {
    let mut first: BTreeMap<String, &Item> = BTreeMap::new();
    let mut found = Vec::new();
    for item in sentences.iter().filter_map(|sentence| sentence.items.first()) {
        let words = item.before.trim_start_matches(['(', '一', '二', '三', '四', '五', '、', ')']);
        let dated = YEAR.as_ref().is_some_and(|year| year.is_match(words));
        let letters = words.chars().filter(|letter| letter.is_alphabetic()).count();
        let exact = item.figure.hedges.is_empty() && item.is_quantity() && item.source.of.is_empty();
        let long = if words.is_ascii() { letters >= 3 * LEAST_WORDS } else { letters >= LEAST_WORDS };
        if !exact || !long || any(words, &STAGES) || item.thing.is_none() || !dated {
            continue;
        }
        let key = format!("{words} {:?} {}", item.thing, item.tail().chars().take(4).collect::<String>());
        match first.get(&key) {
            Some(other) if !other.span().meets(item.span()) => {
                let is_money = item.measure().is_some_and(|measure| ["CNY", "USD", "EUR"].contains(&measure));
                // What opens no paragraph is of what its paragraph speaks of, and two paragraphs may be of two things.
                let (one, two) = (&item.source.place, &other.source.place);
                let opens = one.sentence == 1 && two.sentence == 1 || one.paragraph == two.paragraph;
                let surely = opens && (!is_money || is_far_apart(item, other));
                found.push(twice(item, other, decides && surely));
            }
            Some(_) => {}
            None => {
                first.insert(key, item);
            }
        }
    }
    found
}

/// What a text says it has told already, of a place without a name (`全县`), where it told it once.
fn told_again(sentences: &[Sentence]) -> Vec<Contradiction> {
    let mut known: BTreeMap<String, Vec<&Item>> = BTreeMap::new();
    let mut found = Vec::new();
    for (sentence, item) in sentences.iter().flat_map(|one| one.items.iter().map(move |item| (one, item))) {
        let Some(told) = UNNAMED.as_ref().and_then(|unnamed| unnamed.captures(&item.before)) else { continue };
        let part = |nth: usize| told.get(nth).map_or("", |part| part.as_str());
        let exact = item.figure.hedges.is_empty() && item.is_quantity();
        if !exact || any(part(3), &STAGES) || any(part(3), &["增", "减", "升", "降"]) {
            continue;
        }
        let before = known.entry(format!("{} {} {} {:?}", part(1), part(2), part(3), item.thing)).or_default();
        let again = any(&sentence.words(), &AGAIN) && sentence.items.first().is_some_and(|one| one.claim == item.claim);
        if let [other] = before.as_slice()
            && again
            && !other.span().meets(item.span())
        {
            found.push(twice(item, other, true));
        }
        before.push(item);
    }
    found
}

fn twice(item: &Item, other: &Item, decides: bool) -> Contradiction {
    let ratio = item.figure.value / other.figure.value;
    let words = if decides { say!("inner.twice") } else { say!("inner.twice-times", ratio = shown(ratio)) };
    Contradiction {
        rule: "told-twice",
        claims: vec![item.claim, other.claim],
        shown: say!("inner.here-before", here = item.printed, before = other.printed),
        words,
        decides,
    }
}
