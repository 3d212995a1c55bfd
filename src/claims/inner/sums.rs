//! Sums of parts.
//!
//! In: one sentence. Out: a total that its parts do not give, where the words say they are all of it: a total behind a list
//! (`甲3亿元、乙4亿元,合计8亿元`), the two halves of one whole (男 and 女, 城镇 and 乡村), a whole divided into so many parts
//! (`分为三类:`). Refuses lists that may leave something out.

use std::sync::LazyLock;

use regex::Regex;

use super::digits::{Span, shown};
use super::sentences::{Item, Sentence, any};
use crate::claims::Contradiction;
use crate::messages::say;

/// Two that together are all.
const HALVES: [(&str, &str); 8] = [
    ("男", "女"),
    ("城镇", "乡村"),
    ("城镇", "农村"),
    ("城市", "农村"),
    (" men", " women"),
    ("male", "female"),
    ("boys", "girls"),
    ("urban", "rural"),
];
const MOST_PARTS: usize = 12;
/// Parts that are together less than this of a total with a name of its own are examples.
const EXAMPLES: f64 = 0.5;

static TOTAL: LazyLock<Option<Regex>> = LazyLock::new(|| {
    Regex::new(r"(?:([两二三四五六七八九十])(?:项|类|者|部分|家|地|部门)?)?(?:合计|共计|总计|相加)(?:为|达|达到|是)?$")
        .ok()
});
static DIVIDED: LazyLock<Option<Regex>> = LazyLock::new(|| {
    Regex::new(r"(?:分为|由|划分为|分成)[^,;:]{0,6}?([两二三四五六七八九])(?:大|个)?(?:类|部分|种|项|块)").ok()
});

pub fn of(sentence: &Sentence) -> Vec<Contradiction> {
    let at_each = |rule: fn(&Sentence, usize) -> Option<Contradiction>| {
        (0..sentence.items.len()).filter_map(move |at| rule(sentence, at))
    };
    at_each(total_behind).chain(at_each(halves)).chain(at_each(divided)).collect()
}

fn count_of(word: &str) -> usize {
    "两三四五六七八九十".chars().zip(2..).find(|(letter, _)| word.contains(*letter)).map_or(2, |(_, count)| count)
}

fn sum(parts: &[&Item]) -> Span {
    parts.iter().map(|part| part.span()).fold(Span::new(0.0, 0.0), Span::plus)
}

/// `合计` behind a list.
fn total_behind(sentence: &Sentence, at: usize) -> Option<Contradiction> {
    let total = sentence.items.get(at)?;
    let found = TOTAL.as_ref()?.captures(total.clause())?;
    let counted = found.get(1).map(|word| count_of(word.as_str()));
    let before = sentence.items.get(..at)?;
    let parts: Vec<&Item> = before.iter().filter(|part| part.counts_like(total)).collect();
    let known = before.iter().all(|item| item.counts_like(total) || !item.is_quantity());
    let joined =
        |item: &Item| item.before.starts_with(['、', '和']) || counted.is_some() && item.before.starts_with(',');
    let listed = before.iter().skip(1).all(joined);
    let moves = ["增", "减", "降", "比", "率", "均", "其中", "由", "从", "拆", "撤", "退", "原有"];
    let changes =
        any(&sentence.up_to(at), &moves) || any(total.tail(), &["含", "不含"]) || total.after.starts_with('(');
    if parts.len() < 2 || parts.len() > MOST_PARTS || !known || changes || !listed {
        return None;
    }
    // `加上…，收入总计…`: the sum goes on from the sentence before; `各类场馆共计…`: what is counted is more than the list.
    let goes_on = any(&before.first()?.before, &["加上", "加预计", "连同", "另加", "再加", "加:", "收入加", "支出加"]);
    let head = total.clause().get(..found.get(0)?.start()).unwrap_or_default();
    let named = head.trim_end_matches(|letter: char| "收入支出人数金额总两三四五六七八九十项".contains(letter));
    if goes_on || counted.is_none() && any(named, &["各类", "各种", "各级", "所有", "全部"]) {
        return None;
    }
    // `在库项目总计210个` behind the two kinds that are new: examples of what the total names.
    let all = sum(&parts);
    if counted.is_none() && !named.is_empty() && all.high < EXAMPLES * total.span().low {
        return None;
    }
    let taken = counted.unwrap_or(parts.len());
    if counted.is_none() && any(&sentence.up_to(at), &["等", "主要", "包括"]) {
        return None;
    }
    let runs = (2..=parts.len()).filter_map(|length| parts.get(parts.len() - length..));
    let agrees = runs.clone().any(|run| sum(run).meets(total.span()));
    let own = parts.get(parts.len().checked_sub(taken)?..)?;
    (!agrees).then(|| does_not_sum(total, own))
}

/// Both halves of one whole named right after it.
fn halves(sentence: &Sentence, at: usize) -> Option<Contradiction> {
    let (first, second) = (sentence.items.get(at)?, sentence.items.get(at + 1)?);
    let plain = |item: &Item| {
        let name = item.name().replace("其中", "").replace("including", "").replace("of whom", "");
        format!(" {}", name.trim())
    };
    let (one, other) = (plain(first), plain(second));
    let tail = |item: &Item| format!(" {}", item.tail().trim());
    let split = |one: &str, other: &str| {
        HALVES.iter().any(|(left, right)| {
            let swapped = one.contains(right) && other.contains(left) && *left != "male";
            let (left, right) = if swapped { (right, left) } else { (left, right) };
            let rest = |text: &str, word: &str| text.replacen(word, "", 1).replace("and", "").trim().to_string();
            let names = one.contains(left) && other.contains(right) && !one.contains(right);
            let (rest_one, rest_other) = (rest(one, left), rest(other, right));
            let simple = |rest: &str| rest.chars().count() <= 4 && !any(rest, &["以上", "以下", "岁"]);
            names
                && simple(&rest_one)
                && simple(&rest_other)
                && (rest_one == rest_other || rest_one.is_empty() || rest_other.is_empty() || rest_other == "性")
        })
    };
    let named = split(&one, &other) || split(&tail(first), &tail(second));
    let wholes: Vec<&Item> = sentence.items.iter().take(at).filter(|whole| whole.counts_like(first)).collect();
    let whole = *wholes.last()?;
    let between = first.before.as_str();
    let opened = any(between, &["其中", ":", "of whom", "of which", "including", "comprising"]);
    let other_time = any(&format!("{between}{}", second.before), &["年", "增", "减", "均", "新"]);
    let agrees = wholes.iter().any(|whole| sum(&[first, second]).meets(whole.span()));
    let alike = first.counts_like(second);
    (named && opened && alike && !other_time && !agrees).then(|| does_not_sum(whole, &[first, second]))
}

/// `分为三类:` and as many figures.
fn divided(sentence: &Sentence, at: usize) -> Option<Contradiction> {
    let (whole, first) = (sentence.items.get(at)?, sentence.items.get(at + 1)?);
    let found = DIVIDED.as_ref()?.captures(&first.before)?.get(1)?;
    let parts: Vec<&Item> = sentence.items.iter().skip(at + 1).take_while(|part| part.counts_like(whole)).collect();
    let all = parts.len() == count_of(found.as_str()) && !any(&sentence.words(), &["重叠", "交叉", "同时"]);
    (all && !sum(&parts).meets(whole.span())).then(|| does_not_sum(whole, &parts))
}

fn does_not_sum(total: &Item, parts: &[&Item]) -> Contradiction {
    let printed: Vec<&str> = parts.iter().map(|part| part.printed).collect();
    let power = total.figure.unit.as_ref().map_or(total.figure.mult, |unit| unit.mult);
    let middle = sum(parts);
    let value = (middle.low + middle.high) / 2.0 / 10f64.powi(i32::from(power));
    let unit = total.figure.unit_text.clone().unwrap_or_default();
    let claims = std::iter::once(total.claim).chain(parts.iter().map(|part| part.claim)).collect();
    Contradiction {
        rule: "sum-of-parts",
        claims,
        shown: say!("inner.sum", parts = printed.join(" + "), value = shown(value), unit, total = total.printed),
        words: say!("inner.sum-ask"),
        decides: true,
    }
}
