//! A change told before the level it leads to: `比上年增加62个,达到402个,增长18.2%`.
//!
//! In: one sentence. Out: a rate that change and level do not give, and a rise larger than the level it leads to. Refuses
//! rates at constant prices or on another basis, and changes over another base than last year.

use std::sync::LazyLock;

use regex::Regex;

use super::digits::cut;
use super::increments::{AT_CONSTANT_PRICES, OTHER_BASIS, off};
use super::sentences::{Sentence, any};
use crate::claims::Contradiction;
use crate::messages::say;

static CHANGE: LazyLock<Option<Regex>> = LazyLock::new(|| {
    Regex::new(r"(?:比上年|较上年|比去年|同比|比上年同期|^[^,;]{0,14}?)(?:净|共)?(?:(?P<rise>增加|增长|新增|增)|(?P<fall>减少|下降|压减|减))(?:了|约)?$").ok()
});
static LEVEL: LazyLock<Option<Regex>> = LazyLock::new(|| {
    Regex::new(r"^[,;]?(?:总数|总量|总额|总计)?(?:达到了?|达|为|增至|增加到|减至|降至|减少到|下降到)$").ok()
});
static RATE: LazyLock<Option<Regex>> = LazyLock::new(|| {
    Regex::new(r"^[,;(](?:同比|比上年)?(?:增长|增幅为?|增幅达|下降|降幅为?|降幅达|减少|增加)(?:了|约|达)?$").ok()
});

pub fn of(sentence: &Sentence) -> Vec<Contradiction> {
    (1..sentence.items.len()).filter_map(|at| pair(sentence, at)).collect()
}

fn pair(sentence: &Sentence, at: usize) -> Option<Contradiction> {
    let (change, level) = (sentence.items.get(at - 1)?, sentence.items.get(at)?);
    let found = CHANGE.as_ref()?.captures(change.clause())?;
    let joined = LEVEL.as_ref()?.is_match(&level.before) && change.counts_like(level);
    let subject = sentence.up_to(at);
    if !joined || any(&subject, &OTHER_BASIS) || any(&subject, &["至", "由", "从"]) && !level.before.contains('至')
    {
        return None;
    }
    let rises = found.name("rise").is_some();
    if rises && change.span().is_above(level.span()) {
        return Some(Contradiction {
            rule: "level-change-rate",
            claims: vec![change.claim, level.claim],
            shown: say!("inner.more-than-level", change = change.printed, level = level.printed),
            words: say!("inner.more-than-level-ask"),
            decides: true,
        });
    }
    let rate =
        sentence.items.get(at + 1).filter(|rate| RATE.as_ref().is_some_and(|known| known.is_match(&rate.before)))?;
    let printed = rate.percent().filter(|_| rate.measure() == Some("PT") && !any(&subject, &AT_CONSTANT_PRICES))?;
    let base = if rises { level.span().minus(change.span()) } else { level.span().plus(change.span()) };
    let quotient = change.span().over(base)?;
    let fits = quotient.times(100.0).meets(printed.wider(cut(rate.figure)));
    (!fits && printed.high.is_finite()).then(|| off(level, change, rises, rate))
}
