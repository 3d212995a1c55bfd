//! A rate that its own numbers do not give.
//!
//! In: one sentence and the one before. Out: a rate named after one count (`限时办结14788件,限时办结率达100`) and what it is a
//! rate of (`受理15958件`), where no count of the text gives it. Refuses rates whose base the words do not name, and those
//! of other counts than the printed (`按时办结率` beside all that were closed).

use std::sync::LazyLock;

use regex::Regex;

use super::digits::{Span, cut, shown};
use super::sentences::{Item, Sentence, any};
use crate::claims::Contradiction;
use crate::messages::say;

/// A rate, the words that name its numerator, and those that name what it is a rate of.
struct Rate {
    named: &'static str,
    of: &'static [&'static str],
}

const TAKEN: &[&str] =
    &["受理", "收到", "接到", "接收", "交办", "承办", "登记", "接件", "收件", "应办", "转办", "立案"];
const TAKEN_EN: &[&str] = &["received", "accepted", "filed", "lodged", "submitted", "taken on", "registered"];
/// Names of one count: the words of a rate and those of its count may be any two of a row.
const SAME: [&[&str]; 3] =
    [&["办结", "结案", "办理完毕"], &["答复", "办复", "回复"], &["clos", "clear", "complet", "settle", "resol"]];

/// Longer names first: 有效 of 有效回收率.
const RATES: [Rate; 32] = [
    Rate { named: "有效回收", of: &["发放", "发出", "分发", "下发", "派发"] },
    Rate { named: "有效", of: &["回收", "收回", "发放", "发出", "下发"] },
    Rate { named: "回收", of: &["发放", "发出", "分发", "下发", "派发"] },
    Rate { named: "收回", of: &["发放", "发出", "分发", "下发", "派发"] },
    Rate { named: "办结", of: TAKEN },
    Rate { named: "办复", of: TAKEN },
    Rate { named: "答复", of: TAKEN },
    Rate { named: "回复", of: TAKEN },
    Rate { named: "处理", of: TAKEN },
    Rate { named: "结案", of: TAKEN },
    Rate { named: "审结", of: TAKEN },
    Rate { named: "调解", of: TAKEN },
    Rate { named: "合格", of: &["抽查", "抽检", "检查", "检验", "检测", "监测", "送检", "参检"] },
    Rate {
        named: "达标", of: &["抽查", "抽检", "检查", "检验", "检测", "监测", "送检", "参检", "参评"]
    },
    Rate { named: "整改", of: &["发现", "查出", "应整改", "反馈", "交办"] },
    Rate { named: "破案", of: &["立案", "发案", "发生"] },
    Rate { named: "就业", of: &["毕业生", "结业"] },
    Rate { named: "录取", of: &["报考", "报名"] },
    Rate { named: "及格", of: &["参加", "参考", "应考"] },
    Rate { named: "到会", of: &["应到", "应出席"] },
    Rate { named: "完成", of: &["计划", "下达", "应完成"] },
    Rate { named: "到位", of: &["应到位", "下达", "承诺", "签约"] },
    Rate { named: "complet", of: TAKEN_EN },
    Rate { named: "clos", of: TAKEN_EN },
    Rate { named: "clear", of: TAKEN_EN },
    Rate { named: "answer", of: TAKEN_EN },
    Rate { named: "on-time", of: TAKEN_EN },
    Rate { named: "settle", of: TAKEN_EN },
    Rate { named: "resol", of: TAKEN_EN },
    Rate { named: "pass", of: &["tested", "inspected", "sampled", "examined"] },
    Rate { named: "respon", of: &["distributed", "sent", "issued", "mailed", "handed out"] },
    Rate { named: "valid", of: &["returned", "distributed", "collected", "received"] },
];
/// A rate of what meets these is another count than all of them.
const QUALIFIED: [&str; 10] = ["提前", "当场", "即时", "一次", "优", "满意", "初", "首", "实际", "成功"];
/// Within the time allowed, in other words.
const TIMELY: [&str; 12] = [
    "按时",
    "及时",
    "限时",
    "按期",
    "如期",
    "期限内",
    "on time",
    "on-time",
    "in time",
    "timely",
    "on schedule",
    "within",
];
/// What the text itself says of those left out.
const OPEN_CASES: [&str; 13] = [
    "在办",
    "正在办理",
    "未到期",
    "办理中",
    "撤回",
    "撤件",
    "终止",
    "待办",
    "尚未",
    "pending",
    "in process",
    "withdrawn",
    "still open",
];
const NO_RATE_OF_COUNTS: [&str; 6] = ["增长", "提高", "上升", "下降", "降低", "比上年"];

static NAMED: LazyLock<Option<Regex>> = LazyLock::new(|| {
    Regex::new(
        r"(\p{Han}{2,12})率(?:均|都|也|已|平均|总体)*(?:达到了?|达|为|是|到|高达|仅为|仅|约为|约|超过|占|:)*\(?$",
    )
    .ok()
});
static NAMED_EN: LazyLock<Option<Regex>> = LazyLock::new(|| {
    Regex::new(r"([a-z -]{4,40}?) rate(?: of| was| is| stood at| reached| reaching| came to|:)?(?: a)?$").ok()
});

pub fn of(sentence: &Sentence, before: Option<&Sentence>) -> Vec<Contradiction> {
    (0..sentence.items.len()).filter_map(|at| rate(sentence, before, at)).collect()
}

fn rate(sentence: &Sentence, before: Option<&Sentence>, at: usize) -> Option<Contradiction> {
    let item = sentence.items.get(at)?;
    let printed = item.percent()?;
    let clause = item.clause();
    let named = NAMED.as_ref()?.captures(clause).or_else(|| NAMED_EN.as_ref()?.captures(clause))?;
    let stem = named.get(1)?.as_str();
    let rate = RATES.iter().find(|rate| stem.contains(rate.named))?;
    if any(clause, &NO_RATE_OF_COUNTS) {
        return None;
    }
    let earlier = before.map(|before| before.items.as_slice()).unwrap_or_default();
    let counts: Vec<&Item> = earlier.iter().chain(sentence.items.get(..at)?).filter(|one| one.is_quantity()).collect();
    let nth = counts.iter().rposition(|count| is_named(count, stem, rate))?;
    let numerator = *counts.get(nth)?;
    let mut wholes = counts.iter().rev().copied().filter(|one| one.claim != numerator.claim && alike(one, numerator));
    let gives = |part: &Item, whole: &Item| {
        let quotient = part.span().over(whole.span()).filter(|_| part.claim != whole.claim && alike(part, whole));
        quotient.is_some_and(|quotient| agrees(quotient, printed, item))
    };
    let whole = wholes.find(|whole| is_base(whole, rate))?;
    let behind = sentence.items.iter().skip(at + 1);
    let every: Vec<&Item> = counts.iter().copied().chain(behind).collect();
    let is_given = every.iter().any(|part| every.iter().any(|whole| gives(part, whole)));
    if is_given || whole.span().high < numerator.span().low {
        return None;
    }
    let is_whole_named_open = any(&sentence.words(), &OPEN_CASES);
    Some(contradiction(item, numerator, whole, stem, !is_whole_named_open))
}

/// Whether a quotient is what is printed, rounded or cut.
pub fn agrees(quotient: Span, printed: Span, item: &Item) -> bool {
    quotient.times(100.0).meets(printed.wider(cut(item.figure)))
}

fn alike(one: &Item, other: &Item) -> bool {
    one.counts_like(other)
}

/// Whether a count is what the rate counts: by all the words that narrow it.
fn is_named(count: &Item, stem: &str, rate: &Rate) -> bool {
    let words = format!("{} {}", count.clause(), behind(count));
    let narrowed = QUALIFIED.iter().filter(|word| stem.contains(**word)).all(|word| words.contains(word));
    let timely = !any(stem, &TIMELY) || any(&words, &TIMELY);
    let row = SAME.iter().find(|row| row.contains(&rate.named)).copied().unwrap_or_default();
    let stated = words.contains(rate.named)
        || any(&words, row)
        || rate.named == "有效回收" && words.contains("有效")
        || rate.named == "on-time"
        || rate.named == "respon" && any(&words, &["return", "collect", "respon"]);
    stated && narrowed && timely && !is_base(count, rate)
}

/// Words behind a count say what was done with it in English.
fn behind<'a>(count: &'a Item) -> &'a str {
    let tail = count.tail();
    if tail.is_ascii() { tail } else { "" }
}

fn is_base(count: &Item, rate: &Rate) -> bool {
    let own = count.clause();
    let words = format!("{own} {}", behind(count));
    any(&words, rate.of) && !own.contains(rate.named) && !any(own, &TIMELY)
}

fn contradiction(item: &Item, numerator: &Item, whole: &Item, stem: &str, decides: bool) -> Contradiction {
    let value = 100.0 * numerator.figure.value / whole.figure.value * 10f64.powi(power(numerator) - power(whole));
    let left = (whole.span().low + whole.span().high - numerator.span().low - numerator.span().high)
        / 2.0
        / 10f64.powi(power(whole));
    let unit = whole.figure.unit_text.clone().unwrap_or_default();
    Contradiction {
        rule: "rate-of-own-numbers",
        claims: vec![item.claim, numerator.claim, whole.claim],
        shown: say!(
            "inner.quotient",
            part = numerator.printed,
            whole = whole.printed,
            value = shown(value),
            rate = item.printed
        ),
        words: if is_of_cases(stem) {
            say!("inner.left-out", left = shown(left), unit, stem)
        } else {
            say!("inner.rate-of-numbers", stem)
        },
        decides,
    }
}

/// Rates of cases taken on, of which some may be open.
fn is_of_cases(stem: &str) -> bool {
    RATES.iter().any(|rate| stem.contains(rate.named) && (rate.of == TAKEN || rate.of == TAKEN_EN))
}

pub fn power(item: &Item) -> i32 {
    i32::from(item.figure.unit.as_ref().map_or(item.figure.mult, |unit| unit.mult))
}
