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
    let compared = r"(?:(?:比|较|与|和|同|跟)[^,;]{0,14}?(?:相比|同期|年|月|期)?,?)?";
    let fills = r"(?:累计|净|共|同比|环比|总共|实际|分别|又)*";
    Regex::new(&format!("^[,;(]*{compared}{fills}(?:(?P<rise>{RISES})|(?P<fall>{FALLS}))(?:了|约|近|超过|超)?$")).ok()
});
static CHANGE_EN: LazyLock<Option<Regex>> = LazyLock::new(|| {
    let rise = "up|an increase of|a rise of|an additional|increasing by|rising by|growing by";
    let fall = "down|a decrease of|a fall of|a drop of|decreasing by|falling by";
    Regex::new(&format!("^[,;(]* ?(?:or |which was )?(?:(?P<rise>{rise})|(?P<fall>{fall}))(?: by| about| some)?$")).ok()
});
static RATE: LazyLock<Option<Regex>> = LazyLock::new(|| {
    Regex::new(&format!(
        "^[,、;(]*(?:同比|环比|比上年|较上年|比去年)?(?:(?P<rise>{RISES})|(?P<fall>{FALLS}))(?:了|约|近|达|达到|为)*$"
    ))
    .ok()
});
static RATE_EN: LazyLock<Option<Regex>> = LazyLock::new(|| {
    Regex::new(r"^(?:\(|, or|or|, (?:an? )?(?:(?P<rise>increase|rise|growth|gain) of|up)|, (?:(?:a )?(?P<fall>decrease|fall|decline|drop) of|down)|, which is)(?: by)?$").ok()
});

pub fn of(sentence: &Sentence) -> Vec<Contradiction> {
    (2..sentence.items.len()).filter_map(|at| triple(sentence, at)).collect()
}

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
    let other_base = third.before.contains("环比") != second.before.contains("环比") && third.before.contains('比');
    let is_change = any(level.clause(), &["增", "减", "降", "少"]) && level.source.kind != crate::claims::Kind::Level;
    if other_base || is_change {
        return None;
    }
    let wholes: Vec<&Item> = sentence.items.iter().take(at - 1).filter(|one| one.counts_like(level)).collect();
    let fits = wholes.iter().any(|one| agrees(one, change, rises, printed, rate));
    (!fits && printed.high.is_finite()).then(|| off(level, change, rises, rate))
}

fn base(level: Span, change: Span, rises: bool) -> Span {
    if rises { level.minus(change) } else { level.plus(change) }
}

fn agrees(level: &Item, change: &Item, rises: bool, printed: Span, rate: &Item) -> bool {
    let base = base(level.span(), change.span(), rises);
    let Some(quotient) = change.span().over(base) else { return true };
    quotient.times(100.0).meets(printed.wider(cut(rate.figure)))
}

fn off(level: &Item, change: &Item, rises: bool, rate: &Item) -> Contradiction {
    let step = change.figure.value * 10f64.powi(power(change) - power(level));
    let base = if rises { level.figure.value - step } else { level.figure.value + step };
    let sign = if rises { '-' } else { '+' };
    Contradiction {
        rule: "level-change-rate",
        claims: vec![rate.claim, change.claim, level.claim],
        shown: format!(
            "{} / ({} {sign} {}) = {} %, printed {}",
            change.printed,
            level.printed,
            change.printed,
            shown(100.0 * step / base),
            rate.printed
        ),
        words: "level, change and rate do not go together: one of the three, or what the rate is over, is wrong"
            .to_string(),
        decides: true,
    }
}

fn opposed(level: &Item, change: &Item, rate: &Item) -> Option<Contradiction> {
    Some(Contradiction {
        rule: "level-change-rate",
        claims: vec![rate.claim, change.claim, level.claim],
        shown: format!("{} and {} in opposite directions", change.printed, rate.printed),
        words: "the text calls the change a rise in one place and a fall in the other".to_string(),
        decides: true,
    })
}
