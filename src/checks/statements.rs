//! Statements of running text that can be recomputed from its own figures. In: one passage. Out: for each statement
//! whether it holds: a share of the amount named first, the percentage of a budget that was spent, whether more or less
//! than the budget was spent, and a change in money beside its rate.
//!
//! Percentages may be rounded or cut: one unit of the last printed digit is allowed, with the rounding of the amounts.

use std::sync::LazyLock;

use regex::{Captures, Regex};

use super::words::plain;
use crate::messages::{Message, say};
use crate::tables::number::half_width;

/// One statement, recomputed.
#[derive(Clone, Debug, PartialEq)]
pub struct Statement {
    pub says: Message,
    pub figures: Message,
    pub difference: f64,
    pub tolerance: f64,
}

impl Statement {
    pub fn holds(&self) -> bool {
        self.difference.abs() <= self.tolerance
    }
}

/// An amount of money as printed, in yuan.
#[derive(Clone, Copy, Debug)]
pub struct Amount<'a> {
    pub printed: &'a str,
    pub value: f64,
    pub half: f64,
    pub start: usize,
    pub end: usize,
}

static AMOUNT: LazyLock<Option<Regex>> = LazyLock::new(|| Regex::new(r"(\d[\d,]*(?:\.\d+)?)(万|亿)?元").ok());
static SHARE: LazyLock<Option<Regex>> = LazyLock::new(|| Regex::new(r"^,占(?:比)?(\d+(?:\.\d+)?)%").ok());
static SPENT: LazyLock<Option<Regex>> = LazyLock::new(|| Regex::new(r"完成(?:年初)?预算的(\d+(?:\.\d+)?)%").ok());
static AGAINST: LazyLock<Option<Regex>> =
    LazyLock::new(|| Regex::new(r"决算数(大于|小于|等于|高于|低于)(?:年初)?预算数").ok());
static CHANGE: LazyLock<Option<Regex>> = LazyLock::new(|| {
    Regex::new(
        r"(增加|减少|增长|下降)(\d[\d,]*(?:\.\d+)?)(?:万|亿)?元,(?:同比)?(?:增长|下降|减少|上升|增加)(\d+(?:\.\d+)?)%",
    )
    .ok()
});

/// The text in half-width forms and without blanks, as the statements are read.
pub fn tight(text: &str) -> String {
    half_width(text).chars().filter(|c| !c.is_whitespace()).collect()
}

pub fn amounts(text: &str) -> Vec<Amount<'_>> {
    let read = |found: Captures<'_>| -> Option<(usize, usize, usize)> {
        Some((found.get(0)?.start(), found.get(1)?.end(), found.get(0)?.end()))
    };
    let spans = AMOUNT.iter().flat_map(|amount| amount.captures_iter(text)).filter_map(read);
    let amount = |(start, digits_end, end): (usize, usize, usize)| {
        let (digits, printed) = (text.get(start..digits_end)?, text.get(start..end)?);
        let scale = if printed.contains('万') {
            1e4
        } else if printed.contains('亿') {
            1e8
        } else {
            1.0
        };
        let (value, half) = number(digits)?;
        Some(Amount { printed, value: value * scale, half: half * scale, start, end })
    };
    spans.filter_map(amount).collect()
}

/// A printed number and half a unit of its last digit.
fn number(digits: &str) -> Option<(f64, f64)> {
    let plain = digits.replace(',', "");
    let decimals = plain.split_once('.').map_or(0, |(_, after)| after.len());
    Some((plain.parse().ok()?, 0.5 * 10f64.powi(-i32::try_from(decimals).ok()?)))
}

/// Every statement of a passage that its own figures can test.
pub fn of_passage(text: &str) -> Vec<Statement> {
    let text = tight(text);
    let amounts = amounts(&text);
    let mut found = Vec::new();
    shares(&text, &amounts, &mut found);
    budgets(&text, &amounts, &mut found);
    changes(&text, &amounts, &mut found);
    found
}

/// `支出2940.05万元,...其中:甲2106.66万元,占71.65%;...`: shares of the first amount of the sentence.
fn shares(text: &str, amounts: &[Amount], found: &mut Vec<Statement>) {
    for part in amounts {
        let Some(percent) = text.get(part.end..).and_then(|rest| SHARE.as_ref()?.captures(rest)?.get(1)) else {
            continue;
        };
        let sentence =
            text.get(..part.start).and_then(|before| before.rfind('。')).map_or(0, |at| at + '。'.len_utf8());
        let Some(whole) = amounts.iter().find(|amount| amount.start >= sentence && amount.end < part.start) else {
            continue;
        };
        let between = text.get(whole.end..part.start).unwrap_or("");
        if !["其中", "主要用于", "包括"].iter().any(|word| between.contains(word)) || whole.value <= 0.0 {
            continue;
        }
        let Some((printed, half)) = number(percent.as_str()) else { continue };
        let name = name_before(text, part.start);
        let says = say!("equation.share-of", name, percent = percent.as_str(), whole = whole.printed);
        found.push(percentage(says, (printed, half), *part, *whole));
    }
}

fn percentage(says: Message, (printed, half): (f64, f64), part: Amount, whole: Amount) -> Statement {
    let computed = 100.0 * part.value / whole.value;
    let spread = 100.0 * (part.half / whole.value + part.value * whole.half / (whole.value * whole.value));
    let computed_percent = plain((computed * 1e4).round() / 1e4);
    let figures = say!("figures.quotient", part = part.printed, whole = whole.printed, percent = computed_percent);
    Statement { says, figures, difference: printed - computed, tolerance: 2.0 * half + spread }
}

/// `年初预算为A,支出决算为B,完成年初预算的p%。决算数小于预算数`.
fn budgets(text: &str, amounts: &[Amount], found: &mut Vec<Statement>) {
    let pair = |before: usize| {
        let at = amounts.iter().rposition(|amount| amount.end <= before)?;
        let (spent, budget) = (amounts.get(at)?, amounts.get(at.checked_sub(1)?)?);
        let names = |amount: &Amount, word: &str| text.get(..amount.start).is_some_and(|text| text.ends_with(word));
        (names(spent, "决算为") && names(budget, "预算为") && budget.value > 0.0).then_some((*spent, *budget))
    };
    for completed in SPENT.iter().flat_map(|spent| spent.captures_iter(text)) {
        let (Some(whole), Some(percent)) = (completed.get(0), completed.get(1)) else { continue };
        let (Some((spent, budget)), Some(printed)) = (pair(whole.start()), number(percent.as_str())) else { continue };
        found.push(percentage(say!("equation.spent", percent = percent.as_str()), printed, spent, budget));
    }
    for compared in AGAINST.iter().flat_map(|against| against.captures_iter(text)) {
        let (Some(whole), Some(word)) = (compared.get(0), compared.get(1)) else { continue };
        let Some((spent, budget)) = pair(whole.start()) else { continue };
        let difference = spent.value - budget.value;
        let off = match word.as_str() {
            "大于" | "高于" => (-difference).max(0.0) + if difference == 0.0 { 1.0 } else { 0.0 },
            "等于" => difference.abs(),
            _ => difference.max(0.0) + if difference == 0.0 { 1.0 } else { 0.0 },
        };
        let figures = say!("figures.budget-spent", budget = budget.printed, spent = spent.printed);
        found.push(Statement { says: whole.as_str().into(), figures, difference: off, tolerance: 0.0 });
    }
}

/// `总计L。与上年相比,减少D,下降p%`: the change over the level before it.
fn changes(text: &str, amounts: &[Amount], found: &mut Vec<Statement>) {
    for changed in CHANGE.iter().flat_map(|change| change.captures_iter(text)) {
        let (Some(whole), Some(word), Some(digits), Some(percent)) =
            (changed.get(0), changed.get(1), changed.get(2), changed.get(3))
        else {
            continue;
        };
        let Some(at) = amounts.iter().position(|amount| amount.start == digits.start()) else { continue };
        let (Some(change), Some(level)) = (amounts.get(at), at.checked_sub(1).and_then(|at| amounts.get(at))) else {
            continue;
        };
        let between = text.get(level.end..whole.start()).unwrap_or("");
        let compares = between.contains("相比")
            || between.contains("比上年")
            || between.contains("年度") && between.contains('比');
        if !compares || between.chars().count() > 60 {
            continue;
        }
        let grows = matches!(word.as_str(), "增加" | "增长");
        let before = if grows { level.value - change.value } else { level.value + change.value };
        let base = Amount { value: before, half: level.half + change.half, ..*level };
        let Some((printed, half)) = number(percent.as_str()).filter(|_| before > 0.0) else { continue };
        let mut statement = percentage(Message::default(), (printed, half), *change, base);
        statement.says = say!("equation.change-to", whole = whole.as_str(), level = level.printed);
        let computed = plain(((printed - statement.difference) * 1e4).round() / 1e4);
        statement.figures = say!("figures.is-percent", change = change.printed, computed, level = level.printed);
        found.push(statement);
    }
}

/// The words right before an amount, back to a mark of punctuation.
fn name_before(text: &str, start: usize) -> String {
    let before = text.get(..start).unwrap_or("");
    let from = before
        .rfind(|c: char| ",:;。、".contains(c))
        .map_or(0, |at| at + before.get(at..).and_then(|rest| rest.chars().next()).map_or(1, char::len_utf8));
    before.get(from..).unwrap_or("").to_string()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn failing(text: &str) -> Vec<String> {
        of_passage(text).into_iter().filter(|one| !one.holds()).map(|one| one.says.to_string()).collect()
    }

    #[test]
    fn shares_of_the_first_amount() {
        let text = "支出2940.05万元，主要用于：甲（类）2106.66万元，占71.73%；乙（类）326.72万元，占11.11%。";
        assert_eq!(failing(text), ["`甲(类)` is 71.73% of 2940.05万元"]);
    }

    #[test]
    fn budget_and_spending() {
        let text = "年初预算为1560.05万元，支出决算为1511.89万元，完成年初预算的96.91%。决算数大于预算数的主要原因";
        assert_eq!(failing(text), ["决算数大于预算数"]);
        assert_eq!(of_passage(text).len(), 2);
    }

    #[test]
    fn change_and_level() {
        let right = "机关运行经费184.65万元，比2023年度增加2.55万元，增长1.40%。";
        let wrong = "收入支出总计0万元。与2023年度相比，收入支出总计减少56.95万元，下降1.87%。";
        assert_eq!((failing(right).len(), failing(wrong).len()), (0, 1));
        assert_eq!(of_passage(right).len(), 1);
    }
}
