//! Two shares in free words, and what is said of the way between: `已占到20.4%,而2023年这一比例才16.4%,一年抬高了3.9%`.
//!
//! In: a sentence. Out: points that two shares do not give, and points printed as percent. Refuses rates of growth, and
//! shares between which another thing is named.

use super::super::digits::{Span, shown};
use super::super::sentences::{Item, Sentence, any};
use super::pen;
use crate::claims::Contradiction;
use crate::claims::wording as words;
use crate::messages::{Message, say};

/// Letters between the two shares that no word of time or manner explains.
const UNKNOWN: usize = 4;
const SHARES: [&str; 16] = [
    "占",
    "比重",
    "比例",
    "份额",
    "比率",
    "share",
    "proportion",
    "weight",
    "ratio",
    "cent of",
    "percent of",
    "accounted",
    "made up",
    "占比",
    "百分比",
    "权重",
];
/// Percentages that are no shares.
const NO_SHARES: [&str; 12] =
    ["增长", "增速", "增幅", "降幅", "下降", "同比", "减少", "增加", "growth", "grew", "利率", "涨幅"];
const OTHER_BASES: [&str; 8] = ["同比", "预算", "计划", "目标", "此后", "之后", "分别", "比上年"];

pub fn of(sentence: &Sentence) -> Vec<Contradiction> {
    (2..sentence.items.len()).filter_map(|at| points(sentence, at)).collect()
}

fn points(sentence: &Sentence, at: usize) -> Option<Contradiction> {
    let (one, other, said) = (sentence.items.get(at - 2)?, sentence.items.get(at - 1)?, sentence.items.get(at)?);
    let is_percent = said.measure() == Some("PT");
    let both = one.measure() == Some("PT") && other.measure() == Some("PT") && is_share(one);
    let falls = words::moves(said.clause()).filter(|_| both && (is_percent || said.measure() == Some("PP")))?;
    let second = words::year(&other.before);
    let is_joined = second.is_some() || words::reaches(&other.before);
    let is_named = words::unknown(&other.before.replace("比例", "").replace("比重", "").replace("份额", "")) <= UNKNOWN;
    let between = said.before.as_str();
    let is_open = between.contains([';', '。']) || any(between, &OTHER_BASES) || words::unknown(between) > UNKNOWN;
    if !is_joined || !is_named || is_open || any(&other.before, &NO_SHARES) {
        return None;
    }
    // The later share may be told first: the way is that which the words say.
    let forwards = step(one, other, falls)?;
    let (from, to) = if forwards.high < 0.0 { (other, one) } else { (one, other) };
    let step = step(from, to, falls)?;
    let wide = pen::printed(said);
    match (is_percent, step.meets(wide)) {
        (true, true) => {
            let growth = growth(from, to, falls)?;
            (!growth.meets(wide)).then(|| contradiction(from, to, said, step, say!("inner.points-as-percent")))
        }
        (false, false) => {
            let what = pen::mistake(said, step, Vec::new(), false)?;
            Some(contradiction(from, to, said, step, what))
        }
        _ => None,
    }
}

fn is_share(item: &Item) -> bool {
    any(&item.before, &SHARES) && !any(item.clause(), &NO_SHARES)
}

fn step(from: &Item, to: &Item, falls: bool) -> Option<Span> {
    let (from, to) = (from.percent()?, to.percent()?);
    Some(if falls { from.minus(to) } else { to.minus(from) })
}

fn growth(from: &Item, to: &Item, falls: bool) -> Option<Span> {
    Some(step(from, to, falls)?.over(from.percent()?)?.times(100.0))
}

fn contradiction(from: &Item, to: &Item, said: &Item, step: Span, words: Message) -> Contradiction {
    Contradiction {
        rule: "level-change-rate",
        claims: vec![said.claim, to.claim, from.claim],
        shown: say!(
            "inner.points",
            end = to.printed,
            start = from.printed,
            points = shown((step.low + step.high) / 2.0),
            said = said.printed
        ),
        words,
        decides: true,
    }
}
