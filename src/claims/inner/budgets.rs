//! A budget and what was spent of it: `年初预算为1560.05万元,支出决算为1511.89万元,完成年初预算的96.91%`.
//!
//! In: one sentence and the one before. Out: a percentage of the budget that the two amounts do not give, and an account
//! called larger than its budget that is smaller. Refuses amounts that are not named 预算为 and 决算为 side by side.

use std::sync::LazyLock;

use regex::Regex;

use super::digits::shown;
use super::rates::{agrees, power};
use super::sentences::{Item, Sentence};
use crate::claims::Contradiction;
use crate::messages::say;

static SPENT: LazyLock<Option<Regex>> =
    LazyLock::new(|| Regex::new(r"完成(?:年初|全年|调整|当年)?预算(?:数)?的(?:比例为)?$").ok());
static AGAINST: LazyLock<Option<Regex>> =
    LazyLock::new(|| Regex::new(r"决算数?(大于|小于|等于|高于|低于|持平于)(?:年初)?预算数?").ok());

pub fn of(sentence: &Sentence, before: Option<&Sentence>) -> Vec<Contradiction> {
    let spent = (0..sentence.items.len()).filter_map(|at| completed(sentence, at));
    let compared = sentence.items.iter().rposition(|_| true).and_then(|last| compared(sentence, last));
    spent.chain(compared).chain(before.and_then(|before| compared_behind(sentence, before))).collect()
}

/// The budget and the account that stand side by side right before a place.
fn pair<'a>(sentence: &'a Sentence, at: usize) -> Option<(&'a Item<'a>, &'a Item<'a>)> {
    let (budget, spent) = (sentence.items.get(at.checked_sub(2)?)?, sentence.items.get(at - 1)?);
    let named = budget.before.ends_with("预算为") && spent.before.ends_with("决算为");
    (named && budget.counts_like(spent) && !spent.before.contains('。')).then_some((budget, spent))
}

fn completed(sentence: &Sentence, at: usize) -> Option<Contradiction> {
    let rate = sentence.items.get(at)?;
    let printed = rate.percent().filter(|_| SPENT.as_ref().is_some_and(|spent| spent.is_match(&rate.before)))?;
    let (budget, spent) = pair(sentence, at)?;
    let quotient = spent.span().over(budget.span())?;
    let value = 100.0 * spent.figure.value / budget.figure.value * 10f64.powi(power(spent) - power(budget));
    (!agrees(quotient, printed, rate)).then(|| Contradiction {
        rule: "rate-of-own-numbers",
        claims: vec![rate.claim, spent.claim, budget.claim],
        shown: say!(
            "inner.quotient",
            part = spent.printed,
            whole = budget.printed,
            value = shown(value),
            rate = rate.printed
        ),
        words: say!("inner.budget-spent"),
        decides: true,
    })
}

/// `决算数大于预算数` behind the pair, in its sentence.
fn compared(sentence: &Sentence, last: usize) -> Option<Contradiction> {
    let words = sentence.items.get(last)?.after.as_str();
    let (budget, spent) = pair(sentence, last + 1).or_else(|| pair(sentence, last))?;
    against(budget, spent, words)
}

/// The same where a full stop stands between: the sentence without the pair opens with these words.
fn compared_behind(sentence: &Sentence, before: &Sentence) -> Option<Contradiction> {
    let count = before.items.len();
    let (budget, spent) = pair(before, count).or_else(|| pair(before, count.checked_sub(1)?))?;
    let words = sentence.items.first()?.before.as_str();
    words.starts_with("决算").then(|| against(budget, spent, words)).flatten()
}

fn against(budget: &Item, spent: &Item, words: &str) -> Option<Contradiction> {
    let found = AGAINST.as_ref()?.captures(words)?;
    let (said, way) = (found.get(0)?.as_str(), found.get(1)?.as_str());
    let (more, less) = (spent.span().is_above(budget.span()), budget.span().is_above(spent.span()));
    let wrong = match way {
        "大于" | "高于" => less,
        "小于" | "低于" => more,
        _ => more || less,
    };
    wrong.then(|| Contradiction {
        rule: "level-change-rate",
        claims: vec![spent.claim, budget.claim],
        shown: say!("inner.budget-compared", budget = budget.printed, spent = spent.printed, said),
        words: say!("inner.budget-wrong-way"),
        decides: true,
    })
}
