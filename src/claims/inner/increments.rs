//! A level, its increment and its rate against each other: `89575亿元,比上年增加13275亿元,增长17.4%`.
//!
//! In: one sentence. Out: a rate that the increment and the level do not give, and a rise beside a fall. Refuses rates at
//! constant prices (GDP, value added, income), on another basis (`同口径`), or over another base than the increment.

use std::sync::LazyLock;

use regex::Regex;

use super::digits::{Span, cut, shown};
use super::rates::power;
use super::sentences::{Item, Sentence, any};
use crate::claims::Contradiction;
use crate::messages::say;

/// Official rates of these are at constant prices, and their increments are not (NBS, communiqués: "GDP and value added are
/// at current prices, growth rates at comparable prices"; likewise incomes per head).
pub const AT_CONSTANT_PRICES: [&str; 23] = [
    "生产总值",
    "gdp",
    "增加值",
    "可支配收入",
    "纯收入",
    "人均收入",
    "居民收入",
    "总产值",
    "产值",
    "实际",
    "不变价",
    "可比价",
    "扣除价格",
    "产业",
    "工业",
    "农业",
    "real ",
    "constant price",
    "gross domestic",
    "value added",
    "income",
    "output",
    "comparable",
];
/// A rate on another basis than the printed levels.
pub const OTHER_BASIS: [&str; 12] = [
    "同口径",
    "可比",
    "剔除",
    "扣除",
    "口径",
    "不含",
    "还原",
    "调整后",
    "like-for-like",
    "excluding",
    "adjusted",
    "stripping",
];
const RISES: &str = "增加|增长|增|提高|上升|多|增收|增支|增幅为?|增幅达|增速为?";
const FALLS: &str = "减少|下降|降低|减|降幅为?|降幅达|回落|少|减幅为?";

static CHANGE: LazyLock<Option<Regex>> = LazyLock::new(|| {
    let compared = r"(?:(?:比|较|与|和|同|跟)[^,;]{0,12}?(?:相比|(?:同期|年度?|月末?|期|初|末|底|时|数)(?:相比|同期|末|底|初)*),?(?P<name>[^,;]{0,12}?)各?)?";
    let fills = r"(?:累计|净|共|同比|环比|总共|实际|分别|又)*";
    Regex::new(&format!("^[,;(]*{compared}{fills}(?:(?P<rise>{RISES})|(?P<fall>{FALLS}))(?:了|约|近|超过|超)?$")).ok()
});
static CHANGE_EN: LazyLock<Option<Regex>> = LazyLock::new(|| {
    let rise = "up|an increase of|a rise of|an additional|increasing by|rising by|growing by";
    let fall = "down|a decrease of|a fall of|a drop of|decreasing by|falling by";
    Regex::new(&format!("^(?:in (?:19|20)[0-9][0-9])?[,;(]* ?(?:or |which was )?(?:(?P<rise>{rise})|(?P<fall>{fall}))(?: by| about| some)?$")).ok()
});
static YEAR: LazyLock<Option<Regex>> = LazyLock::new(|| Regex::new(r"(?:19|20)\d\d").ok());
static RATE: LazyLock<Option<Regex>> = LazyLock::new(|| {
    Regex::new(&format!(
        "^[,、;(]*(?:同比|环比|比上年|较上年|比去年)?(?:(?P<rise>{RISES})|(?P<fall>{FALLS}))(?:了|约|近|达|达到|为)*$"
    ))
    .ok()
});
static RATE_EN: LazyLock<Option<Regex>> = LazyLock::new(|| {
    Regex::new(r"^(?:\(|, or|or|, (?:an? )?(?:(?P<rise>increase|rise|growth|gain) of|up)|, (?:(?:a )?(?P<fall>decrease|fall|decline|drop) of|down)|, which is)(?: by)?$").ok()
});

static COMPARED: LazyLock<Option<Regex>> = LazyLock::new(|| {
    Regex::new(&format!(
        "^(?:与|和|同)[^,;]{{2,10}}相比,(?P<name>[^,;]{{2,20}}?)(?:(?P<rise>{RISES})|(?P<fall>{FALLS}))$"
    ))
    .ok()
});

/// A time that is compared with, right before its level.
const OTHER_TIME: &str = "(?:(?:19|20)[0-9]{2}年?|上年|去年|前年|上个|上一|上届|同期|年初|年末|年底|期初|基期|五年|季度|月份|预算|计划|目标|定额|[十一二三四五]五)";
static COMPARED_WITH: LazyLock<Option<Regex>> = LazyLock::new(|| {
    Regex::new(&format!("(?:^|[^占对百])(?:相?比|较|相较于?)[^,;重例率]{{0,12}}?{OTHER_TIME}[^,;]{{0,10}}$")).ok()
});
static BESIDE: LazyLock<Option<Regex>> =
    LazyLock::new(|| Regex::new(&format!("^(?:与|同|和|跟)[^,;]{{0,12}}?{OTHER_TIME}[^,;]{{0,10}}$")).ok());

pub fn of(sentence: &Sentence) -> Vec<Contradiction> {
    (2..sentence.items.len()).filter_map(|at| triple(sentence, at)).collect()
}

/// `收入支出总计2961.68万元。与2023年度相比,收入支出总计减少63.14万元,下降2.09%`: the level is named again.
pub fn of_level_before(sentence: &Sentence, before: Option<&Sentence>) -> Vec<Contradiction> {
    compared(sentence, before).into_iter().collect()
}

fn compared(sentence: &Sentence, before: Option<&Sentence>) -> Option<Contradiction> {
    let (change, rate) = (sentence.items.first()?, sentence.items.get(1)?);
    let level = before?.items.last()?;
    let found = COMPARED.as_ref()?.captures(&change.before)?;
    let (name, rises) = (found.name("name")?.as_str(), found.name("rise").is_some());
    let same_way = direction(&RATE, &RATE_EN, &rate.before)?.is_none_or(|way| way == rises);
    let subject = format!("{} {}", change.before, sentence.words());
    let other = any(&subject, &AT_CONSTANT_PRICES) || any(&subject, &OTHER_BASIS);
    let named = level.clause().ends_with(name) && level.tail().is_empty() && change.counts_like(level);
    let printed = rate.percent().filter(|printed| rate.measure() == Some("PT") && printed.high.is_finite())?;
    (named && same_way && !other && !agrees(level, change, rises, printed, rate))
        .then(|| off(level, change, rises, rate))
}

/// Whether the rate may be over another base than the increment: a budget, another month, a year named beside `同比`; or
/// between the two another thing is named.
fn other_base(level: &Item, second: &Item, third: &Item) -> bool {
    const BASES: [&str; 8] = ["预算", "计划", "目标", "任务", "环比", "上月", "上季", "budget"];
    const LAST_YEAR: [&str; 5] = ["同比", "上年", "去年", "同期", "year"];
    let (one, other) = (second.before.as_str(), third.before.as_str());
    let base = BASES.iter().any(|base| one.contains(base) || other.contains(base));
    let year = |words: &str| {
        YEAR.as_ref().and_then(|year| year.find(words)).and_then(|year| year.as_str().parse::<i32>().ok())
    };
    let earlier = |words: &str| year(words).is_some_and(|year| level.year().is_some_and(|own| year + 1 < own));
    let two = (year(one).is_some() && any(other, &LAST_YEAR)) || (year(other).is_some() && any(one, &LAST_YEAR));
    let named = |words: &str| {
        let name = CHANGE
            .as_ref()
            .and_then(|change| change.captures(words)?.name("name").map(|name| name.as_str().to_string()));
        name.is_some_and(|name| !name.is_empty() && !level.clause().contains(name.as_str()) && !any(&name, &FILLS))
    };
    base || two || earlier(one) || earlier(other) || named(one) || named(other)
}

/// Words between a base and a change that name nothing.
const FILLS: [&str; 8] = ["累计", "净", "共", "同比", "总共", "又", "总体", "合计"];

/// Whether some words say a rise or a fall; none where they say no change.
fn direction(pattern: &Option<Regex>, latin: &Option<Regex>, words: &str) -> Option<Option<bool>> {
    let found = pattern.as_ref().and_then(|pattern| pattern.captures(words));
    let found = found.or_else(|| latin.as_ref().and_then(|pattern| pattern.captures(words)))?;
    let (rise, fall) = (found.name("rise").is_some(), found.name("fall").is_some());
    Some((rise || fall).then_some(rise))
}

/// Level, increment and rate, or level, rate and increment, in three neighbouring figures.
fn triple(sentence: &Sentence, at: usize) -> Option<Contradiction> {
    let (level, second, third) = (sentence.items.get(at - 2)?, sentence.items.get(at - 1)?, sentence.items.get(at)?);
    let (change, rate, is_rate_first) = match second.measure() {
        Some("PT") => (third, second, true),
        _ => (second, third, false),
    };
    let printed = rate.percent().filter(|_| rate.measure() == Some("PT"))?;
    let (first_way, second_way) =
        (direction(&CHANGE, &CHANGE_EN, &second.before)?, direction(&RATE, &RATE_EN, &third.before)?);
    if !change.counts_like(level) || is_rate_first && second_way.is_none() || any(&second.before, &["分别"]) {
        return None;
    }
    let rises = first_way.or(second_way)?;
    let subject = sentence.up_to(at);
    if any(&subject, &AT_CONSTANT_PRICES) || any(&format!("{subject}{}", third.after), &OTHER_BASIS) {
        return None;
    }
    if first_way.zip(second_way).is_some_and(|(one, other)| one != other) && rate.figure.value > 0.0 {
        return opposed(level, change, rate);
    }
    let is_change = any(level.clause(), &["增", "减", "降", "少"]) && level.source.kind != crate::claims::Kind::Level;
    if other_base(level, second, third) || is_change {
        return None;
    }
    if is_base(level, second) {
        let quotient = change.span().over(level.span())?;
        let fits = quotient.times(100.0).meets(printed.wider(cut(rate.figure)));
        return (!fits && printed.high.is_finite()).then(|| off_base(level, change, rate));
    }
    let wholes: Vec<&Item> = sentence.items.iter().take(at - 1).filter(|one| one.counts_like(level)).collect();
    let fits = wholes.iter().any(|one| agrees(one, change, rises, printed, rate));
    (!fits && printed.high.is_finite()).then(|| off(level, change, rises, rate))
}

/// `比“十三五”541亿元增加294亿元`, `支出比2011年的110亿元增加30亿元`: the level is the base itself, of the time that is compared with.
fn is_base(level: &Item, second: &Item) -> bool {
    let clause = level.clause();
    let compared = COMPARED_WITH.as_ref().is_some_and(|compared| compared.is_match(clause));
    let beside = second.before.starts_with("相比") && BESIDE.as_ref().is_some_and(|beside| beside.is_match(clause));
    clause.starts_with(['比', '较']) || compared || beside
}

fn base(level: Span, change: Span, rises: bool) -> Span {
    if rises { level.minus(change) } else { level.plus(change) }
}

fn agrees(level: &Item, change: &Item, rises: bool, printed: Span, rate: &Item) -> bool {
    let base = base(level.span(), change.span(), rises);
    let Some(quotient) = change.span().over(base) else { return true };
    quotient.times(100.0).meets(printed.wider(cut(rate.figure)))
}

/// The rate that level and change do not give, in whatever order they are told.
pub(super) fn off(level: &Item, change: &Item, rises: bool, rate: &Item) -> Contradiction {
    let step = change.figure.value * 10f64.powi(power(change) - power(level));
    let base = if rises { level.figure.value - step } else { level.figure.value + step };
    let sign = if rises { '-' } else { '+' };
    Contradiction {
        rule: "level-change-rate",
        claims: vec![rate.claim, change.claim, level.claim],
        shown: say!(
            "inner.step-over-base",
            change = change.printed,
            level = level.printed,
            sign,
            step = change.printed,
            computed = shown(100.0 * step / base),
            rate = rate.printed
        ),
        words: say!("inner.level-change-rate"),
        decides: true,
    }
}

/// Over a base that is printed.
fn off_base(base: &Item, change: &Item, rate: &Item) -> Contradiction {
    let step = change.figure.value * 10f64.powi(power(change) - power(base));
    Contradiction {
        rule: "level-change-rate",
        claims: vec![rate.claim, change.claim, base.claim],
        shown: say!(
            "inner.quotient",
            part = change.printed,
            whole = base.printed,
            value = shown(100.0 * step / base.figure.value),
            rate = rate.printed
        ),
        words: say!("inner.base-change-rate"),
        decides: true,
    }
}

fn opposed(level: &Item, change: &Item, rate: &Item) -> Option<Contradiction> {
    Some(Contradiction {
        rule: "level-change-rate",
        claims: vec![rate.claim, change.claim, level.claim],
        shown: say!("inner.opposite", one = change.printed, other = rate.printed),
        words: say!("inner.opposite-ask"),
        decides: true,
    })
}
