//! A proportion (`1:67`) against the two numbers it is of.
//!
//! In: one sentence and the one before. Out: a proportion of two things (`干部与群众之比为1:67`) that the figures so named do
//! not give. Refuses proportions of what the text does not count.

use std::sync::LazyLock;

use regex::Regex;

use super::digits::shown;
use super::rates::power;
use super::sentences::{Item, Sentence};
use crate::claims::Contradiction;
use crate::figures::Form;
use crate::messages::say;

static OF_TWO: LazyLock<Option<Regex>> = LazyLock::new(|| {
    Regex::new(r"(\p{Han}{2,8})(?:与|和|同|对)(\p{Han}{2,8}?)(?:的)?(?:人数|数量)?(?:之比|比例|比|之间的比例)(?:为|是|达|达到|约|高达)*$").ok()
});
static OF_TWO_EN: LazyLock<Option<Regex>> =
    LazyLock::new(|| Regex::new(r"ratio of ([a-z]{3,20}) to ([a-z]{3,20})(?: is| was| of| stood at| being)?$").ok());

pub fn of(sentence: &Sentence, before: Option<&Sentence>) -> Vec<Contradiction> {
    (0..sentence.items.len()).filter_map(|at| checked(sentence, before, at)).collect()
}

fn checked(sentence: &Sentence, before: Option<&Sentence>, at: usize) -> Option<Contradiction> {
    let ratio = sentence.items.get(at)?;
    let Form::Proportion(left, right) = ratio.figure.form else { return None };
    let clause = ratio.clause();
    let names = OF_TWO.as_ref()?.captures(clause).or_else(|| OF_TWO_EN.as_ref()?.captures(clause))?;
    let earlier = before.map(|before| before.items.as_slice()).unwrap_or_default();
    let counts: Vec<&Item> = earlier.iter().chain(sentence.items.get(..at)?).filter(|one| one.is_quantity()).collect();
    let (one, other) = (only(&counts, names.get(1)?.as_str())?, only(&counts, names.get(2)?.as_str())?);
    if one.measure() != other.measure() || one.claim == other.claim {
        return None;
    }
    let printed = ratio.span();
    let (straight, turned) = (one.span().over(other.span())?, other.span().over(one.span())?);
    let slack = if left == 1.0 || right == 1.0 { 1.0 } else { 0.0 };
    let wide = |span: super::digits::Span| {
        super::digits::Span::new(span.low * (1.0 - 0.01 * slack), span.high * (1.0 + 0.01 * slack))
    };
    if wide(straight).meets(printed) || wide(turned).meets(printed) {
        return None;
    }
    let value = one.figure.value / other.figure.value * 10f64.powi(power(one) - power(other));
    let as_printed = if value < 1.0 { format!("1:{}", shown(1.0 / value)) } else { format!("{}:1", shown(value)) };
    Some(Contradiction {
        rule: "rate-of-own-numbers",
        claims: vec![ratio.claim, one.claim, other.claim],
        shown: say!(
            "inner.proportion",
            one = one.printed,
            other = other.printed,
            computed = as_printed,
            ratio = ratio.printed
        ),
        words: say!("inner.proportion-ask"),
        decides: true,
    })
}

/// The only figure whose own words end with a name, or are followed by it.
fn only<'a>(counts: &[&'a Item<'a>], name: &str) -> Option<&'a Item<'a>> {
    let short: String = name.chars().rev().take(4).collect::<Vec<_>>().into_iter().rev().collect();
    let is = |count: &&&'a Item<'a>| {
        let clause = count.name();
        let behind = count.tail();
        clause.ends_with(name)
            || clause.ends_with(short.as_str()) && short.chars().count() >= 2
            || name.is_ascii() && behind.split(' ').next().is_some_and(|word| word == name)
            || name.is_ascii() && clause.split(' ').any(|word| word == name)
    };
    let mut found = counts.iter().filter(is);
    let first = found.next()?;
    found.next().is_none().then_some(*first)
}
