//! Parts of a total that is told before them: `决算28.24亿元,甲、乙、丙三项分别为2.94亿元、24.72亿元和0.85亿元`.
//!
//! In: a sentence and the one before. Out: the part (or the total) in which one slip makes the sum right. Refuses sums that
//! no slip of one number explains: the parts may be examples.

use std::sync::LazyLock;

use regex::Regex;

use super::super::digits::{Span, last_digit, shown};
use super::super::rates::power;
use super::super::sentences::{Item, Sentence};
use super::pairs::{alike, is_amount};
use crate::claims::Contradiction;
use crate::claims::pen::between as slip_between;
use crate::messages::say;

const MOST: usize = 8;

static OPENED: LazyLock<Option<Regex>> = LazyLock::new(|| {
    Regex::new(r"(?:分别|依次|各)(?:是|为|达|有|花了|支出|安排|完成|占)*$|(?:were|was|stood at|came to|amounted to)$")
        .ok()
});
static JOINED: LazyLock<Option<Regex>> = LazyLock::new(|| Regex::new(r"^(?:[,、]|和|及|与|以及|and|, and)$").ok());

pub fn of(sentence: &Sentence, before: Option<&Sentence>) -> Vec<Contradiction> {
    (0..sentence.items.len()).filter_map(|at| list(sentence, before, at)).collect()
}

fn list(sentence: &Sentence, before: Option<&Sentence>, at: usize) -> Option<Contradiction> {
    let first = sentence.items.get(at).filter(|first| is_amount(first))?;
    OPENED.as_ref()?.find(&first.before)?;
    let joined = |one: &&Item| JOINED.as_ref().is_some_and(|joined| joined.is_match(&one.before)) && alike(one, first);
    let rest = sentence.items.iter().skip(at + 1).take_while(joined);
    let parts: Vec<&Item> = std::iter::once(first).chain(rest).collect();
    let total = match at.checked_sub(1) {
        Some(last) => sentence.items.get(last),
        None => before.and_then(|before| before.items.last()),
    };
    let total = total.filter(|total| alike(total, first) && !first.before.contains([';', '。']))?;
    if !(2..=MOST).contains(&parts.len()) {
        return None;
    }
    let sum = |skip: usize| {
        let others = parts.iter().enumerate().filter(|(nth, _)| *nth != skip);
        others.map(|(_, part)| part.span()).fold(Span::new(0.0, 0.0), Span::plus)
    };
    if sum(MOST).meets(total.span()) {
        return None;
    }
    let mut found = parts.iter().enumerate().filter_map(|(nth, part)| {
        let wanted = total.span().minus(sum(nth)).times(10f64.powi(-power(part)));
        let value = (wanted.low + wanted.high) / 2.0;
        let unit = last_digit(part.figure);
        let narrow = wanted.high - wanted.low <= unit * (parts.len() + 1) as f64 * 1.01;
        let what = swapped(part.figure.value, value, unit, parts.len())
            .or_else(|| slip_between(part.figure.value, value, unit).map(|(_, what)| what));
        what.filter(|_| narrow && value > 0.0).map(|what| (*part, what))
    });
    let slip = found.next();
    let other = found.next();
    let (part, what) = slip.filter(|_| other.is_none())?;
    let mut claims = vec![part.claim, total.claim];
    claims.extend(parts.iter().map(|part| part.claim).filter(|claim| *claim != part.claim));
    let value = sum(MOST).times(10f64.powi(-power(total)));
    Some(Contradiction {
        rule: "sum-of-parts",
        claims,
        shown: say!(
            "inner.sum",
            parts = parts.iter().map(|part| part.printed).collect::<Vec<_>>().join(" + "),
            value = shown((value.low + value.high) / 2.0),
            unit = total.figure.unit_text.clone().unwrap_or_default(),
            total = total.printed
        ),
        words: say!("inner.slip-level", level = part.printed, what),
        decides: true,
    })
}

/// Two digits exchanged, within what the rounding of a sum leaves open.
fn swapped(printed: f64, wanted: f64, unit: f64, parts: usize) -> Option<crate::messages::Message> {
    let digits = format!("{:.0}", printed / unit).into_bytes();
    let padded: Vec<u8> = if digits.len() < 2 { return None } else { digits };
    let turned = (1..padded.len()).filter(|at| padded.get(*at) != padded.get(at - 1)).find(|at| {
        let mut turned = padded.clone();
        turned.swap(at - 1, *at);
        let value = String::from_utf8(turned).ok().and_then(|turned| turned.parse::<f64>().ok());
        value.is_some_and(|value| (value * unit - wanted).abs() <= unit * (parts as f64 / 2.0 + 0.5) * 1.01)
    });
    turned.map(|_| say!("digit.swapped"))
}
