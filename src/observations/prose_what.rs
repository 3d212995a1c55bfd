//! The series of a figure in running text.
//!
//! In: the clause before and behind a figure, and the names that its words give it. Out: the series whose alias stands right
//! before it (`查出违规金额3亿元`), or right behind a count (`47条审计建议`), and the account stage. Refuses a name with more before
//! it than words that change nothing (`扶贫领域违规金额`): that is another item.

use super::area::NATION;
use super::label::{self, key};
use super::prose_budget::Budget;
use super::prose_clause::Clause;
use super::prose_item::{self, Item};
use super::prose_lists::Listed;
use super::prose_outline::Outline;
use super::prose_stage;
use super::prose_thread::Thread;
use super::prose_when::When;
use super::prose_whose::Whose;
use super::series::{Chosen, Evidence, Qualifiers};
use super::{Catalogue, unit};
use crate::formula::Stage;

/// Before a name, and part of no other name.
const NEUTRAL: [&str; 111] = [
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
    "全州",
    "全盟",
    "全旗",
    "全辖",
    "全地区",
    "我国",
    "我省",
    "我市",
    "我县",
    "我州",
    "我盟",
    "我区",
    "我旗",
    "本市",
    "本省",
    "本县",
    "本州",
    "本区",
    "市本级",
    "省本级",
    "州本级",
    "盟本级",
    "县本级",
    "区本级",
    "自治区本级",
    "本级",
    "市级",
    "省级",
    "州级",
    "盟级",
    "县级",
    "区级",
    "市直",
    "省直",
    "州直",
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
    "年初",
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
    "末",
    "依法",
    "预计",
    "实际",
    "其",
    "含",
    "核定",
    "省财政厅",
    "初步核算",
    "地区",
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

/// What a figure is of.
#[derive(Clone, Debug)]
pub struct What {
    pub chosen: Chosen,
    pub stage: Option<Stage>,
    /// The words of its item, where it does not print them itself.
    pub item: Option<String>,
}

/// What is known of a figure besides its words.
pub struct Known<'a> {
    pub outline: &'a Outline,
    pub when: &'a When,
    pub whose: &'a Whose,
    pub listed: Option<Listed<'a>>,
    pub catalogue: &'a Catalogue,
}

/// The series that a clause names.
pub fn of(clause: &Clause, known: &Known, thread: &mut Thread) -> What {
    let catalogue = known.catalogue;
    let budget = thread.budget(clause);
    let printed = label::without_units(named(clause), &catalogue.units);
    let thing = known.listed.as_ref().and_then(Listed::thing);
    let mut item = prose_item::of(clause, thing.as_deref().unwrap_or(&printed), budget, thread);
    let is_rate = is_rate(clause);
    let stage = stage(clause, &item, known);
    let evidence = evidence(clause, known, budget.0, stage);
    let [sentence, words] = [clause.sentence_before, clause.text].map(key);
    let evidence = Evidence { around: [&known.outline.key, &sentence, &words], ..evidence };
    let choose = |hits: &[usize]| catalogue.series.choose(hits, &evidence, &catalogue.units);
    if is_rate {
        item.names.truncate(1);
    }
    let found = item.names.iter().find_map(|name| {
        name_at_end(name, catalogue).map(|hits| choose(&hits)).filter(|chosen| *chosen != Chosen::None)
    });
    let before = item.names.first().cloned().unwrap_or_default();
    let behind = || {
        let unit = clause.figure.unit_text.as_deref().unwrap_or_default();
        let names = [key(clause.after), format!("{}{}", last_verb(&before), key(clause.after)), key(unit)];
        let hits =
            names.iter().map(|name| catalogue.series.hits(std::slice::from_ref(name))).find(|hits| !hits.is_empty())?;
        is_neutral(&before, catalogue).then(|| choose(&hits))
    };
    let chosen = found.or_else(behind).unwrap_or(Chosen::None);
    let carried =
        if is_rate { thread.item().map(str::to_string) } else { item.is_composed.then(|| item.spoken.clone()) };
    let chosen = if is_refused(clause, &item, known) { Chosen::None } else { found_by_audit(chosen, clause) };
    if !is_rate && !item.spoken.is_empty() {
        thread.keep(item.spoken);
    }
    What { chosen, stage, item: carried }
}

/// What an audit found in a field (`共查出…，其中教育300万元`) is no figure of the field's account.
fn found_by_audit(chosen: Chosen, clause: &Clause) -> Chosen {
    let is_finding =
        ["查出", "违规", "违纪", "问题金额", "损失浪费"].iter().any(|word| clause.sentence_before.contains(word));
    match chosen {
        Chosen::One { ref id, .. } if is_finding && !id.starts_with("audit_") => Chosen::None,
        chosen => chosen,
    }
}

fn evidence<'a>(clause: &'a Clause, known: &'a Known, budget: Option<Budget>, stage: Option<Stage>) -> Evidence<'a> {
    let named = Qualifiers::of(&key(clause.before));
    let account = budget.filter(|budget| *budget != Budget::General).map(|budget| Qualifiers::of(&key(budget.name())));
    Evidence {
        year: known.when.period.map(|period| period.year()),
        in_nation: known.whose.code(true).as_deref() == Some(NATION),
        government: None,
        stage,
        reading: clause.figure.unit.as_ref(),
        is_rate: unit::is_rate(clause.before),
        around: ["", "", ""],
        qualifiers: account.map_or(named, |account| named.and(account)),
    }
}

/// A share, a rate, a multiple, points: no level of its item.
fn is_rate(clause: &Clause) -> bool {
    let rates = ["PT", "PM", "PP", "RATIO"];
    clause.figure.unit.as_ref().is_some_and(|unit| rates.contains(&unit.measure.as_str()))
}

/// What several years spent together, and totals with transfers, are no figures of an account in a year.
fn is_refused(clause: &Clause, item: &Item, known: &Known) -> bool {
    let is_account =
        ["收入", "支出", "生产总值", "债务", "余额", "限额", "GDP"].iter().any(|word| item.spoken.contains(word));
    let is_sum = clause.before.contains("累计") && !is_whole_year(clause);
    is_account && (item.is_other || is_sum || (known.when.is_span && known.when.period.is_none()))
}

/// 累计 from January to December is the year.
fn is_whole_year(clause: &Clause) -> bool {
    let words: String =
        label::narrowed(clause.sentence_before).chars().filter(|letter| !letter.is_whitespace()).collect();
    let words = format!("{words}{}", label::narrowed(clause.before));
    ["1-12月", "12月止", "12月末", "12月底", "12月31日", "全年累计"].iter().any(|word| words.contains(word))
}

/// Whether an amount is planned, carried out or settled: by the years of the title, its own words, the sentence, the headings.
fn stage(clause: &Clause, item: &Item, known: &Known) -> Option<Stage> {
    let years = known.outline.years;
    let by_year = known.when.period.and_then(|period| years.stage(period.year()));
    let headed = || known.outline.upwards().find_map(prose_stage::of_heading);
    let accounts = ["收入", "支出", "债务", "余额", "限额", "预算", "经费", "结余", "结转"];
    let is_account = !is_rate(clause) && accounts.iter().any(|word| item.spoken.contains(word));
    if by_year == Some(Stage::Budget) || !is_account {
        return by_year.or_else(headed).filter(|stage| *stage == Stage::Budget);
    }
    let wishes = ["建议", "拟安排", "预期", "力争", "确保"].iter().any(|word| clause.sentence_before.contains(word));
    let is_done = ["实际", "执行数", "决算"].iter().any(|word| clause.before.contains(word));
    if wishes && !is_done {
        return Some(Stage::Budget);
    }
    prose_stage::of_words(clause.before).or_else(headed).or(by_year)
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
