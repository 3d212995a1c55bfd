//! A part over its whole.
//!
//! In: one sentence and the one before. Out: a part (`其中`, `of which`, `120 of the 100`) that is more than everything it
//! may be a part of, and a share above a hundred. Refuses averages, rates, prices and differences, of which a part may be
//! more than the whole; wholes of another year; plans, which may be overfulfilled.

use std::sync::LazyLock;

use regex::Regex;

use super::digits::Span;
use super::sentences::{Item, Sentence, any};
use crate::claims::Contradiction;
use crate::messages::say;

/// A part is named after one of these.
const OPENING: [&str; 10] = [
    "其中",
    "of which",
    "of whom",
    "of these",
    "of them",
    "among which",
    "among whom",
    "among them",
    "among these",
    "including",
];
/// Means, rates, prices and extremes: what a part has more of than the whole.
const MEANS: [&str; 29] = [
    "平均",
    "人均",
    "户均",
    "日均",
    "均价",
    "均值",
    "中位",
    "每",
    "率",
    "价格",
    "密度",
    "指数",
    "年龄",
    "比例",
    "倍",
    "最高",
    "最多",
    "最大",
    "最低",
    "最长",
    "average",
    "mean",
    "median",
    "per capita",
    "price",
    "highest",
    "largest",
    "maximum",
    "rate",
];
/// Differences and nets, whose parts may cancel.
const NETS: [&str; 36] = [
    "增",
    "减",
    "降",
    "净",
    "利润",
    "盈",
    "亏",
    "差",
    "结余",
    "损益",
    "收益",
    "变动",
    "少",
    "多收",
    "超收",
    "涨",
    "跌",
    "轧",
    "赤字",
    "net ",
    "profit",
    "surplus",
    "deficit",
    "balance",
    "change",
    "increase",
    "decrease",
    "rose",
    "grew",
    "fell",
    "growth",
    "loss",
    "gain",
    "up ",
    "down ",
    "more than the",
];
/// Of another time than the whole.
const OTHER_TIME: [&str; 14] = [
    "累计",
    "以来",
    "期间",
    "历年",
    "上年",
    "去年",
    "往年",
    "截至",
    "截止",
    "至今",
    "since",
    "cumulative",
    "last year",
    "previous year",
];
/// Plans, numbers of places, contracts and stocks are no parts of what was done, nor it of them.
const PLANS: [&str; 27] = [
    "预算",
    "计划",
    "目标",
    "任务",
    "拟",
    "核定",
    "编制",
    "定员",
    "额度",
    "限额",
    "规划",
    "容量",
    "设计",
    "budget",
    "plan",
    "target",
    "capacity",
    "总投资",
    "合同",
    "协议",
    "概算",
    "存量",
    "余额",
    "应",
    "可用",
    "预计",
    "将",
];
/// What follows from the whole and is no part of it.
const FOLLOWS: [&str; 30] = [
    "发现", "查出", "问题", "涉及", "提出", "建议", "举办", "开展", "建立", "形成", "移送", "制定", "培训", "解决",
    "整改", "覆盖", "惠及", "带动", "拉动", "撬动", "吸引", "担保", "授信", "引进", "节约", "挽回", "实现", "created",
    "leverag", "benefit",
];

static YEAR: LazyLock<Option<Regex>> = LazyLock::new(|| Regex::new(r"(?:19|20)\d\d").ok());
static PART_OF: LazyLock<Option<Regex>> = LazyLock::new(|| {
    Regex::new(r"^(?:of|out of)(?: the| all| its| their| these| those| a total of| the total)*$").ok()
});
static WITHIN: LazyLock<Option<Regex>> =
    LazyLock::new(|| Regex::new(r"^[^,;。]{0,8}(?:中|里),?(?:已|只|仅|就|约|共|已经)?有$").ok());

/// Parts that are more than every whole before them.
pub fn of(sentence: &Sentence, before: Option<&Sentence>) -> Vec<Contradiction> {
    let after_marker = (0..sentence.items.len()).filter_map(|at| named_part(sentence, before, at));
    let beside = (1..sentence.items.len()).filter_map(|at| part_of_whole(sentence, at));
    after_marker.chain(beside).collect()
}

fn named_part(sentence: &Sentence, before: Option<&Sentence>, at: usize) -> Option<Contradiction> {
    let part = sentence.items.get(at)?;
    let (start, named) = marker(sentence, at)?;
    let own: Vec<&Item> = sentence.items.iter().take(start).filter(|whole| whole.counts_like(part)).collect();
    let opens = own.is_empty() && start == 0 && named.opens;
    let earlier = before.map(|before| before.items.as_slice()).unwrap_or_default();
    let wholes: Vec<&Item> = if opens { earlier.iter().filter(|whole| whole.counts_like(part)).collect() } else { own };
    let so_far = sentence.up_to(at);
    let is_mean = any(&so_far, &MEANS) || opens && before.is_some_and(|before| any(&before.words(), &MEANS));
    let words = named.words.as_str();
    let own_time = any(words, &OTHER_TIME) || YEAR.as_ref().is_some_and(|year| year.is_match(words));
    if is_mean || own_time || any(words, &NETS) || any(words, &FOLLOWS) {
        return None;
    }
    let nearest = *wholes.last()?;
    let is_open = |whole: &&Item| {
        let (clause, tail) = (whole.clause(), whole.tail());
        let plain = any(clause, &NETS) || any(tail, &["之间", "差"]);
        plain || any(clause, &PLANS) != any(words, &PLANS)
    };
    let other_year =
        wholes.iter().any(|whole| whole.year().zip(part.year()).is_some_and(|(whole, part)| whole != part));
    let exceeds = wholes.iter().all(|whole| part.span().is_above(whole.span()));
    if other_year || wholes.iter().any(is_open) || !exceeds {
        return None;
    }
    Some(more_than(part, nearest))
}

struct Named {
    /// From the marker to the part.
    words: String,
    /// The sentence begins with the marker.
    opens: bool,
}

/// The first figure after the marker, and which figure follows it; also those of a list the marker opens.
fn marker(sentence: &Sentence, at: usize) -> Option<(usize, Named)> {
    let part = sentence.items.get(at)?;
    for first in (0..=at).rev() {
        let words = &sentence.items.get(first)?.before;
        let Some((place, mark)) = OPENING.iter().filter_map(|mark| Some((words.rfind(mark)?, *mark))).max() else {
            continue;
        };
        let named = words.get(place + mark.len()..).unwrap_or_default();
        let opens = first == 0 && place == 0;
        let listed = named.trim_start().starts_with(':');
        let likes = sentence.items.iter().take(at).skip(first).filter(|item| item.counts_like(part)).count();
        let joined = part.before.contains('、') || part.before.starts_with('和') || part.before.starts_with('及');
        let skipped =
            sentence.items.iter().take(at).skip(first).any(|item| item.is_quantity() && !item.counts_like(part));
        let is_part = likes == 0 && !skipped || likes > 0 && (listed || joined) && part.measure() == Some("CNY");
        let words = if first == at { named.to_string() } else { format!("{named} {}", sentence.between(first, at)) };
        // Behind a semicolon another whole may begin.
        if first < at && sentence.items.iter().take(at + 1).skip(first + 1).any(|item| item.before.contains(';')) {
            return None;
        }
        let ends = any(&words, &["同时", "另", "此外", "还", "其余", "占"]);
        return (is_part && !ends).then_some((first, Named { words, opens }));
    }
    None
}

/// `1 200 of the 1 000 villages`, `153个小组中有160个`.
fn part_of_whole(sentence: &Sentence, at: usize) -> Option<Contradiction> {
    let (first, second) = (sentence.items.get(at - 1)?, sentence.items.get(at)?);
    let is_bare = |item: &Item| item.figure.unit.is_none() && item.figure.unit_text.is_none();
    let whole_behind = PART_OF.as_ref().is_some_and(|of| of.is_match(&second.before));
    let part_behind = WITHIN.as_ref().is_some_and(|within| within.is_match(&second.before));
    let (part, whole) = if whole_behind { (first, second) } else { (second, first) };
    let alike = part.counts_like(whole) || whole_behind && is_bare(part) && (is_bare(whole) || whole.is_quantity());
    let is_mean = any(&sentence.up_to(at), &MEANS) || any(whole.clause(), &PLANS);
    let holds = !(whole_behind || part_behind) || !alike || is_mean || !part.span().is_above(whole.span());
    (!holds).then(|| more_than(part, whole))
}

fn more_than(part: &Item, whole: &Item) -> Contradiction {
    Contradiction {
        rule: "part-over-whole",
        claims: vec![part.claim, whole.claim],
        shown: say!("inner.part-of", part = part.printed, whole = whole.printed),
        words: say!("inner.part-of-ask"),
        decides: true,
    }
}

/// What a share is of, where it may be above a hundred: another quantity, a plan, an earlier year.
const OTHER_QUANTITY: [&str; 41] = [
    "计划",
    "预算",
    "目标",
    "任务",
    "上年",
    "去年",
    "同期",
    "前",
    "定额",
    "核定",
    "编制",
    "设计",
    "标准",
    "指标",
    "基期",
    "限额",
    "应",
    "收入",
    "产值",
    "gdp",
    "生产总值",
    "存款",
    "储蓄",
    "资产",
    "净",
    "权益",
    "增加值",
    "利润",
    "增量",
    "比",
    "提高",
    "上升",
    "下降",
    "增",
    "降",
    "资本",
    "出口",
    "需求",
    "消费",
    "负债",
    "权",
];
/// What a share surely is a part of.
const WHOLES: [&str; 17] = [
    "总数",
    "总人数",
    "人数",
    "总人口",
    "人口",
    "总额",
    "总量",
    "总支出",
    "支出",
    "全部",
    "户数",
    "总户数",
    "面积",
    "受访",
    "被调查",
    "问卷",
    "职工",
];

/// `占全部支出的120%`; a share of answers above a hundred.
pub fn over_hundred(sentence: &Sentence) -> Vec<Contradiction> {
    sentence.items.iter().filter_map(share_above).collect()
}

fn share_above(share: &Item) -> Option<Contradiction> {
    let percent = share.percent().filter(|percent| percent.is_above(Span::new(100.0, 100.0)))?;
    let (subject, whole) = share.clause().rsplit_once('占')?;
    let is_answer = any(subject, &["选择", "认为", "表示", "回答"]) && whole.chars().count() <= 2;
    let is_part = any(whole, &WHOLES) || is_answer;
    let surely = is_part && !any(whole, &OTHER_QUANTITY) && percent.low.is_finite();
    surely.then(|| Contradiction {
        rule: "part-over-whole",
        claims: vec![share.claim],
        shown: say!("inner.share-of", share = share.printed),
        words: say!("inner.share-of-ask"),
        decides: true,
    })
}
