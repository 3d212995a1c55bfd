//! The series of a figure in running text.
//!
//! In: the clause before and behind a figure. Out: the series whose alias stands right before it (`查出违规金额3亿元`), or
//! right behind a count (`47条审计建议`). Refuses a name with more before it than words that change nothing (`扶贫领域违规
//! 金额`): that is another item.

use super::area::NATION;
use super::label::{self, key};
use super::prose_clause::Clause;
use super::prose_outline::Outline;
use super::prose_when::When;
use super::prose_whose::Whose;
use super::series::{Chosen, Evidence, Qualifiers};
use super::{Catalogue, unit};

/// Between a name and its figure.
const LINKS: [&str; 40] = [
    "nearly",
    "about",
    "over",
    "morethan",
    "lessthan",
    "almost",
    "approximately",
    "分别为",
    "分别达",
    "达到",
    "已达",
    "高达",
    "为",
    "达",
    "是",
    "约",
    "大约",
    "近",
    "逾",
    "超过",
    "超",
    "不足",
    "不到",
    "共计",
    "合计",
    "总计",
    "累计",
    "共",
    "仅",
    "只有",
    "至少",
    "突破",
    "接近",
    "将近",
    "of",
    "was",
    "were",
    "amountedto",
    "totalled",
    "reached",
];
/// Before a name, and part of no other name.
const NEUTRAL: [&str; 72] = [
    "审计查出问题",
    "审计调查",
    "审计查出",
    "审计发现",
    "审计机关",
    "审计部门",
    "审计工作",
    "审计署",
    "审计局",
    "审计厅",
    "审计",
    "查出问题",
    "查出",
    "查处",
    "发现",
    "涉及",
    "认定",
    "共计",
    "合计",
    "累计",
    "总计",
    "共",
    "其中",
    "已经",
    "已",
    "提出",
    "促进",
    "完成",
    "实施",
    "开展",
    "实现",
    "全年",
    "全国",
    "全省",
    "全市",
    "全区",
    "全县",
    "我国",
    "我省",
    "我市",
    "我县",
    "本市",
    "本省",
    "各级",
    "报告期间内",
    "报告期内",
    "报告期",
    "截至",
    "截止",
    "目前",
    "当年",
    "本年",
    "年度",
    "年底",
    "年末",
    "各类",
    "各种",
    "主要",
    "存在",
    "的",
    "了",
    "并",
    "通过",
    "预算执行中",
    "针对",
    "对",
    "向",
    "有",
    "内",
    "年",
    "底",
    "依法",
];
/// The same in English, as whole words.
const NEUTRAL_ENGLISH: [&str; 24] = [
    "the",
    "a",
    "an",
    "total",
    "of",
    "in",
    "audits",
    "audit",
    "auditors",
    "found",
    "identified",
    "uncovered",
    "involving",
    "with",
    "and",
    "were",
    "was",
    "which",
    "had",
    "been",
    "that",
    "made",
    "by",
    "to",
];

/// The series that a clause names.
pub fn of(clause: &Clause, outline: &Outline, when: &When, whose: &Whose, catalogue: &Catalogue) -> Chosen {
    let around = [clause.sentence_before, clause.text].map(key);
    let evidence = Evidence {
        year: when.period.map(|period| period.year()),
        in_nation: whose.code(true).as_deref() == Some(NATION),
        government: None,
        stage: None,
        reading: clause.figure.unit.as_ref(),
        is_rate: unit::is_rate(clause.before),
        around: [&outline.key, &around[0], &around[1]],
        qualifiers: Qualifiers::of(&key(clause.before)),
    };
    let choose = |hits: &[usize]| catalogue.series.choose(hits, &evidence, &catalogue.units);
    let before = without_links(&key(&label::bare(&label::without_units(named(clause), &catalogue.units))));
    let found = name_at_end(&before, catalogue).map(|hits| choose(&hits)).filter(|chosen| *chosen != Chosen::None);
    let behind = || {
        let unit = clause.figure.unit_text.as_deref().unwrap_or_default();
        let names = [key(clause.after), format!("{}{}", last_verb(&before), key(clause.after)), key(unit)];
        let hits =
            names.iter().map(|name| catalogue.series.hits(std::slice::from_ref(name))).find(|hits| !hits.is_empty())?;
        is_neutral(&before, catalogue).then(|| choose(&hits))
    };
    found.or_else(behind).unwrap_or(Chosen::None)
}

/// The words before a figure; those before the colon where it follows one (`审计项目：560个`).
fn named<'a>(clause: &Clause<'a>) -> &'a str {
    let headed = clause.sentence_before.strip_suffix([':', '：']).filter(|_| clause.before.is_empty());
    headed.map_or(clause.before, |text| text.rsplit(['，', ',', '；', ';']).next().unwrap_or(text))
}

/// `审计` of `共审计`, which with 单位 behind its figure names a series.
fn last_verb(before: &str) -> &str {
    let start = before.char_indices().rev().nth(1).map_or(0, |(at, _)| at);
    before.get(start..).unwrap_or_default()
}

fn without_links(before: &str) -> String {
    let mut rest = before;
    while let Some(shorter) = LINKS.iter().find_map(|word| rest.strip_suffix(word)).filter(|rest| !rest.is_empty()) {
        rest = shorter;
    }
    rest.to_string()
}

/// The longest alias that words end with, where what stands before it is neutral.
fn name_at_end(words: &str, catalogue: &Catalogue) -> Option<Vec<usize>> {
    words.char_indices().find_map(|(at, _)| {
        let hits = catalogue.series.hits(&[words.get(at..)?.to_string()]);
        (!hits.is_empty() && is_neutral(words.get(..at)?, catalogue)).then_some(hits)
    })
}

/// Whether words are made of nothing but neutral ones, years and areas.
fn is_neutral(words: &str, catalogue: &Catalogue) -> bool {
    let mut rest = words;
    loop {
        rest = rest.trim_end_matches(|letter: char| letter.is_ascii_digit() || matches!(letter, '(' | ')'));
        if rest.is_empty() || catalogue.areas.mention(rest).is_some() {
            return true;
        }
        let words = NEUTRAL.iter().chain(&NEUTRAL_ENGLISH);
        let area = area_at_end(rest, catalogue);
        match words.filter_map(|word| rest.strip_suffix(word)).chain(area).min_by_key(|rest| rest.len()) {
            Some(shorter) => rest = shorter,
            None => return false,
        }
    }
}

/// What stands before the full name of an area at the end of words.
fn area_at_end<'a>(words: &'a str, catalogue: &Catalogue) -> Option<&'a str> {
    let ends = words.ends_with(['省', '市', '区', '州', '盟']);
    let starts = words.char_indices().rev().skip(2).take(10).map(|(at, _)| at).filter(|_| ends);
    starts
        .filter(|&at| words.get(at..).is_some_and(|name| catalogue.areas.mention(name).is_some()))
        .filter_map(|at| words.get(..at))
        .last()
}
