//! A level, its change and its rate in free words: `多收了711.08万元,涨幅17.8%,总额达4705.27亿元`.
//!
//! In: a sentence. Out: the rate that level and change do not give, or the change in whose unit a slip makes the three agree.
//! Refuses rates at constant prices or on another basis, and what no slip explains.

use super::super::digits::{Span, shown};
use super::super::increments::{AT_CONSTANT_PRICES, OTHER_BASIS};
use super::super::sentences::{Item, Sentence, any};
use super::pairs::{alike, is_amount};
use super::pen;
use crate::claims::Contradiction;
use crate::claims::wording as words;
use crate::messages::{Message, say};

/// Letters between the three that no word of time or manner explains.
const UNKNOWN: usize = 4;
const OTHER_BASES: [&str; 12] =
    ["预算", "计划", "目标", "环比", "上月", "年初", "占", "分别", "其中", "budget", "target", "respectively"];

pub fn of(sentence: &Sentence) -> Vec<Contradiction> {
    (1..sentence.items.len()).filter_map(|at| step(sentence, at)).collect()
}

fn step(sentence: &Sentence, at: usize) -> Option<Contradiction> {
    let (change, said) = (sentence.items.get(at - 1)?, sentence.items.get(at)?);
    let falls = words::moves(change.clause()).filter(|_| is_amount(change) && !words::reaches(change.clause()))?;
    if said.measure() != Some("PT") || words::moves(said.clause()) != Some(falls) || !is_near(&said.before) {
        return None;
    }
    let before = at.checked_sub(2).and_then(|at| sentence.items.get(at));
    let is_before = |level: &&Item| is_level(level, change) && is_near(&change.before);
    let is_behind = |level: &&Item| is_level(level, change) && is_near(&level.before);
    let level = before.filter(is_before).or_else(|| sentence.items.get(at + 1).filter(is_behind))?;
    let basis = format!("{} {} {}", change.before, said.before, said.tail());
    let is_other =
        any(&sentence.words(), &AT_CONSTANT_PRICES) || any(&basis, &OTHER_BASIS) || any(&basis, &OTHER_BASES);
    if is_other || words::is_mean(&said.before, said.tail()) {
        return None;
    }
    let own = rate(level.span(), change.span(), falls)?;
    let unit = [-8, -4, 4, 8].into_iter().find(|power| {
        let moved = rate(level.span(), change.span().times(10f64.powi(*power)), falls);
        moved.is_some_and(|moved| moved.low > 0.0 && moved.meets(pen::printed(said)))
    });
    if own.meets(pen::printed(said)) {
        return None;
    }
    if unit.is_some() {
        return Some(contradiction(change, vec![said, level], (level, change, said), own, say!("inner.slip-unit")));
    }
    let what = pen::mistake(said, own, Vec::new(), false)?;
    Some(contradiction(said, vec![change, level], (level, change, said), own, what))
}

fn is_level(level: &Item, change: &Item) -> bool {
    // What is compared with is the base and no end: `比“十三五”1048亿元增加489亿元`.
    const COMPARED: [&str; 5] = ["比", "较", "than", "from", "compared"];
    let is_plain = words::moves(level.clause()).is_none() || words::reaches(level.clause());
    is_plain && alike(level, change) && !any(level.clause(), &COMPARED)
}

fn is_near(words_between: &str) -> bool {
    !words_between.contains([';', '。']) && words::unknown(words_between) <= UNKNOWN
}

/// The change over the level before it, in percent.
fn rate(level: Span, change: Span, falls: bool) -> Option<Span> {
    let base = if falls { level.plus(change) } else { level.minus(change) };
    Some(change.over(base)?.times(100.0))
}

fn contradiction(
    fault: &Item,
    others: Vec<&Item>,
    (level, change, said): (&Item, &Item, &Item),
    own: Span,
    words: Message,
) -> Contradiction {
    let is_fall = words::moves(change.clause()) == Some(true);
    let mut claims = vec![fault.claim];
    claims.extend(others.iter().map(|one| one.claim));
    Contradiction {
        rule: "level-change-rate",
        claims,
        shown: say!(
            "inner.step-over-base",
            change = change.printed,
            level = level.printed,
            sign = if is_fall { '+' } else { '-' },
            step = change.printed,
            computed = shown((own.low + own.high) / 2.0),
            rate = said.printed
        ),
        words,
        decides: true,
    }
}
