//! Scopes: what else the words may be of, so that a miss says nothing.
//!
//! In: a case that nothing fits, and what explains it. Out: why it is not contradicted: accounts of another level of
//! government, a budget, constant prices, names used of something wider. Refuses nothing.

use std::sync::LazyLock;

use regex::Regex;

use crate::claims::verdicts::explanation::conclude::Conclusion;
use crate::claims::verdicts::explanation::slip::SURE;
use crate::claims::verdicts::fit::case::Case;
use crate::claims::verdicts::fit::order::Held;
use crate::claims::verdicts::quantities::levels::Book;
use crate::claims::{Claim, Kind};
use crate::definitions::{Level, Series};
use crate::formula::{Core, leaves};
use crate::messages::{Message, say};
use crate::units::Prices;

static CONSTANT_PRICES: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(concat!(
        r"不变价|可比价|扣除(?:价格|物价|通货膨胀)|剔除(?:价格|物价|通货膨胀)|实际增长|(?:19|20)\d\d年(?:不变)?价格",
        r"|(?i)constant prices|comparable prices|in real terms|(?:19|20)\d\d prices|inflation-adjusted|adjusted for inflation"
    ))
    .expect("a valid pattern")
});
/// Words that settle that an account is meant.
const ACCOUNT: [&str; 9] = ["决算", "执行", "完成", "实际", "实现", "final account", "actual", "executed", "amounted"];
/// What the wider thing can be at most: the centre with its transfers spends three to four times what it spends itself.
const WIDER: f64 = 5.0;
const NATION: [&str; 5] = ["全国", "国家财政", "national", "nationwide", "general government"];
/// Words of the whole nation, where the centre's own figure would fit.
const WHOLE: [&str; 8] =
    ["全国", "国家财政", "我国", "中国", "national", "nationwide", "general government", "china's"];
const CENTRE: [&str; 2] = ["中央", "central"];
const LOCAL: [&str; 2] = ["地方", "local"];

/// Why a figure that nothing fits may be of something else.
pub fn doubt(case: &Case, nearest: &Held, conclusion: Option<&Conclusion>, book: &Book) -> Option<Message> {
    let unclear = || wider(case, nearest, conclusion, book).or_else(|| unsaid_level(case, conclusion, book));
    at_constant_prices(case, book).or_else(unclear).or_else(|| match conclusion {
        Some(found) if found.diagnosis.code == "other-definition" => other_level(case, found, book),
        Some(found) if found.is_budget && !says(&case.claim.sentence, &ACCOUNT) => Some(say!("scope.stage")),
        _ => None,
    })
}

/// Amounts at current prices, where the clause or the one before it speaks of constant ones.
fn at_constant_prices(case: &Case, book: &Book) -> Option<Message> {
    let all = &book.records.definitions.series;
    let of = leaves(&case.claim.of.first()?.core);
    let is_current = |series: &Series| series.unit.prices == Some(Prices::Current);
    let is_money = of.iter().any(|leaf| all.get(&leaf.series).is_some_and(is_current));
    (is_money && CONSTANT_PRICES.is_match(clauses(case.claim))).then(|| say!("scope.constant-prices"))
}

/// The clause of the figure and the one before it.
fn clauses(claim: &Claim) -> &str {
    let mark = |letter: char| matches!(letter, '，' | '；' | ',' | ';' | '。' | '：');
    let before = claim.sentence.get(..claim.span.start).unwrap_or_default();
    let after = claim.sentence.get(claim.span.end..).unwrap_or_default();
    let own = before.rfind(mark).unwrap_or(0);
    let start = before.get(..own).and_then(|text| text.rfind(mark)).unwrap_or(0);
    let end = claim.span.end + after.find(mark).unwrap_or(after.len());
    claim.sentence.get(start..end).unwrap_or(&claim.sentence)
}

/// A name that is used of something wider: a level above ours, or another rate, that no slip explains.
fn wider(case: &Case, nearest: &Held, conclusion: Option<&Conclusion>, book: &Book) -> Option<Message> {
    let all = &book.records.definitions.series;
    let of = leaves(&case.claim.of.first()?.core);
    let also = of.iter().find_map(|leaf| all.get(&leaf.series)?.reservations.also_means.as_ref())?;
    let before = case.claim.sentence.get(..case.claim.span.end).unwrap_or_default();
    let is_open = !also.unless.iter().any(|word| before.contains(word.as_str()));
    let (stated, official) = (case.stated.value, nearest.candidate.interval.value);
    let may_be = match case.claim.kind {
        Kind::Level | Kind::Mean | Kind::Sum => stated > official && stated < WIDER * official,
        _ => conclusion.is_none(),
    };
    (is_open && may_be && !is_explained(conclusion)).then(|| Message::of_english("defined", &also.why))
}

/// Taken for the nation's, where the words before it speak of the centre or the provinces alone.
fn unsaid_level(case: &Case, conclusion: Option<&Conclusion>, book: &Book) -> Option<Message> {
    let all = &book.records.definitions.series;
    let id = &case.claim.of.first()?.formula;
    let is_nation = all.get(id)?.level == Level::Nation && case.area == "CN";
    let before = case.claim.sentence.get(..case.claim.span.end).unwrap_or_default();
    let is_said = says(before, &NATION) || !(says(before, &CENTRE) || says(before, &LOCAL));
    let has_levels = ["_central", "_local"].iter().any(|level| all.contains_key(&format!("{id}{level}")));
    (is_nation && has_levels && !is_said && !is_explained(conclusion)).then(|| say!("scope.own-level"))
}

/// A slip explains it so well that no other scope is needed.
fn is_explained(conclusion: Option<&Conclusion>) -> bool {
    conclusion.is_some_and(|found| found.surplus >= SURE && found.diagnosis.code != "other-definition")
}

/// The figure is of another level of government than the words were taken for, and the words do not say which.
fn other_level(case: &Case, found: &Conclusion, book: &Book) -> Option<Message> {
    let level = |core: &Core| {
        let all = &book.records.definitions.series;
        let levels = leaves(core).into_iter().filter_map(|leaf| all.get(&leaf.series)).map(|series| series.level);
        levels.max_by_key(|level| *level != Level::Nation)
    };
    let own = level(&case.claim.of.first()?.core)?;
    let all = &book.records.definitions.series;
    let figures = found.held.as_ref()?.candidate.used().flat_map(|(_, level)| &level.figures);
    let others = figures.filter_map(|(leaf, _)| all.get(&leaf.series)).map(|series| series.level);
    let other = others.max_by_key(|level| *level != Level::Nation)?;
    let sentence = &case.claim.sentence;
    let own_words = if own == Level::Nation { WHOLE.as_slice() } else { words(own) };
    let is_said = says(sentence, own_words) && !says(sentence, words(other));
    (own != other && !is_said).then(|| say!("scope.fits-other", words = found.diagnosis.words))
}

fn words(level: Level) -> &'static [&'static str] {
    match level {
        Level::Nation => &NATION,
        Level::Central => &CENTRE,
        Level::Local => &LOCAL,
    }
}

fn says(sentence: &str, words: &[&str]) -> bool {
    let folded = sentence.to_lowercase();
    words.iter().any(|word| folded.contains(word))
}
