//! Shares of a survey against the number of its answers.
//!
//! In: the sentences of a text. Out: shares that no whole number of answers gives among the stated number: of n answers, a
//! printed percentage must be j/n for a whole j within its rounding (N. Brown and J. Heathers, "The GRIM Test",
//! Social Psychological and Personality Science 8(4), 2017). Where the sentence itself says that the share is of those n it
//! decides; elsewhere fewer may have answered that question, and it is a remark. Refuses weighted surveys.

use super::digits::{Span, cut, last_digit, shown};
use super::sentences::{Item, Sentence, any};
use crate::claims::Contradiction;
use crate::messages::say;

const SURVEYS: [&str; 9] =
    ["问卷", "调查", "访谈", "样本", "受访", "survey", "questionnaire", "respondents", "interviewed"];
const ANSWERS: [&str; 13] = [
    "选择",
    "认为",
    "表示",
    "回答",
    "觉得",
    "受访者",
    "被调查者",
    "respondents",
    "chose",
    "said",
    "answered",
    "agreed",
    "think",
];
const WEIGHTED: [&str; 4] = ["加权", "权重", "weighted", "weights"];
/// Not all were asked, or the share is of another group.
const OTHERS: [&str; 12] =
    ["其中", "在这", "上升", "提高", "下降", "增长", "增加", "减少", "满分", "率", "of those", "of these"];
/// Numbers of answers, the strictest first.
const VALID: [&str; 4] = ["有效", "valid", "usable", "complete"];
const RETURNED: [&str; 4] = ["回收", "收回", "returned", "collected"];
const ASKED: [&str; 8] = ["样本", "对", "访谈了", "调查了", "受访者", "survey of", "surveyed", "interviewed"];

/// How many answered.
struct Answers<'a> {
    item: &'a Item<'a>,
    count: f64,
}

/// Shares in one sentence that its survey's answers do not give.
pub fn of(sentences: &[Sentence], at: usize) -> Vec<Contradiction> {
    let Some(sentence) = sentences.get(at) else { return Vec::new() };
    let shares: Vec<&Item> = sentence.items.iter().filter(|item| is_answer(sentence, item)).collect();
    if shares.is_empty() || any(&sentence.words(), &WEIGHTED) {
        return Vec::new();
    }
    let own = answers(sentence).filter(|own| shares.iter().all(|share| share.claim > own.item.claim));
    let earlier = || {
        let near = sentences.get(..at)?.iter().rev().take_while(|one| distance(one, sentence) <= 3);
        near.filter(|one| !any(&one.words(), &WEIGHTED)).find_map(answers)
    };
    let is_own = own.is_some();
    let Some(answers) = own.or_else(earlier) else { return Vec::new() };
    let impossible: Vec<&Item> = shares.iter().copied().filter(|share| !is_possible(share, answers.count)).collect();
    if impossible.is_empty() {
        return Vec::new();
    }
    vec![contradiction(&impossible, &shares, &answers, is_own && (impossible.len() == 1 || shares.len() > 1))]
}

/// Paragraphs between; of another sheet it is far.
fn distance(one: &Sentence, other: &Sentence) -> u32 {
    if one.paragraph.0 == other.paragraph.0 { other.paragraph.1.abs_diff(one.paragraph.1) } else { u32::MAX }
}

fn is_answer(sentence: &Sentence, item: &Item) -> bool {
    let words = format!("{} {}", item.clause(), item.tail());
    let survey = any(&words, &ANSWERS) || any(&sentence.words(), &["问卷", "调查"]) && item.clause().contains('占');
    let exact = item.figure.hedges.is_empty() && item.figure.form == crate::figures::Form::One;
    let counted = survey && !any(item.clause(), &OTHERS) && !is_of_money(item.clause());
    item.percent().is_some() && counted && exact && item.figure.value < 100.0
}

/// `行政管理费占财政支出的比重`: a share of money is none of answers; `收入3000元以上的占` is.
fn is_of_money(clause: &str) -> bool {
    let money = ["财政", "支出", "经费", "费用", "资金", "投资", "生产总值", "产值", "gdp", "总收入"];
    clause.rsplit_once('占').is_some_and(|(subject, whole)| {
        any(whole, &money) || ["费", "支出", "收入", "资金", "投资", "额"].iter().any(|end| subject.ends_with(end))
    })
}

/// The number that answered, where a sentence on a survey says it exactly.
fn answers<'a>(sentence: &'a Sentence) -> Option<Answers<'a>> {
    if !any(&sentence.words(), &SURVEYS) {
        return None;
    }
    let is_count = |item: &&Item| {
        let things = ["PS", "NUMBER 份", "NUMBER questionnaire", "NUMBER respondent", "NUMBER answer"];
        let known = item.thing.as_deref().is_some_and(|thing| things.contains(&thing));
        let exact = item.figure.hedges.is_empty() && item.figure.form == crate::figures::Form::One;
        known && exact && item.is_quantity() && item.figure.decimals == 0 && item.span().high >= 10.0
    };
    let counts: Vec<&Item> = sentence.items.iter().filter(is_count).collect();
    let named = |words: &[&str]| {
        let is = |item: &&Item| any(item.clause(), words) || item.tail().is_ascii() && any(item.tail(), words);
        let mut found = counts.iter().copied().filter(is);
        let first = found.next()?;
        found.next().is_none().then_some(first)
    };
    let item = named(&VALID).or_else(|| named(&RETURNED)).or_else(|| named(&ASKED).filter(|_| counts.len() == 1))?;
    let power = super::rates::power(item);
    Some(Answers { item, count: item.figure.value * 10f64.powi(power) })
}

/// Whether some whole number of n answers is printed so, rounded or cut.
fn is_possible(share: &Item, count: f64) -> bool {
    let Some(printed) = share.percent() else { return true };
    let wide = Span::new(printed.low, printed.high + cut(share.figure));
    let lowest = (wide.low / 100.0 * count - 1e-9).ceil();
    lowest * 100.0 / count <= wide.high + 1e-9
}

/// The largest number of answers, up to the stated, of which all shares are possible.
fn would_fit(shares: &[&Item], count: f64) -> Option<u32> {
    let most = count.min(100_000.0) as u32;
    let least = most / 2;
    (least.max(2)..most).rev().find(|fewer| shares.iter().all(|share| is_possible(share, f64::from(*fewer))))
}

fn contradiction(impossible: &[&Item], shares: &[&Item], answers: &Answers, decides: bool) -> Contradiction {
    let printed: Vec<&str> = impossible.iter().map(|share| share.printed).collect();
    let around = impossible.first().map(|share| {
        let below = (share.figure.value / 100.0 * answers.count).floor();
        let decimals = usize::from(share.figure.decimals);
        let of = |answers_of: f64| format!("{:.decimals$} %", 100.0 * answers_of / answers.count);
        say!(
            "inner.grim",
            lower = shown(below),
            answers = answers.count,
            lower_share = of(below),
            upper = shown(below + 1.0),
            upper_share = of(below + 1.0)
        )
    });
    let fits = would_fit(shares, answers.count).map(|fewer| say!("inner.grim-fits", fewer));
    let of = answers.item.printed;
    Contradiction {
        rule: "grim",
        claims: impossible.iter().map(|share| share.claim).chain([answers.item.claim]).collect(),
        shown: say!("inner.grim-of", shares = printed.join(", "), answers = of, around = around.unwrap_or_default()),
        words: say!("inner.grim-ask", answers = of, fits = fits.unwrap_or_default()),
        decides: decides && impossible.iter().all(|share| last_digit(share.figure) * answers.count < 100.0),
    }
}
