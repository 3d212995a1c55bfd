//! Names: what the catalogue calls its series and indicators, as a text may write them.
//!
//! In: the definitions. Out: for each folded name what it may stand for, the likeliest first. Refuses names that are too
//! short or too common to mean a series in running text (`问题`, `problems`), and conditions that a text cannot meet.

use std::collections::BTreeMap;

use crate::claims::reading::mentions::concepts::Member;
use crate::claims::reading::mentions::folded::fold;
use crate::definitions::{Alias, Definitions, Indicator, Level, Scope, Series};
use crate::formula::Stage;
use crate::units::{Base, Kind, Unit};

/// One thing that a name may stand for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Candidate {
    /// A series, or the formula of an indicator.
    pub formula: String,
    pub unit: Unit,
    pub stage: Option<Stage>,
    pub level: Level,
    /// Holds only for the nation, or only below it.
    pub areas: Option<Scope>,
    /// It is a rate of growth itself.
    pub is_growth: bool,
    /// Nobody publishes it.
    pub is_unpublished: bool,
    /// A count or amount that audits found: whose audits must be said.
    pub is_of_audits: bool,
}

impl Candidate {
    /// A series that a name composed of parts stands for.
    pub fn of_member(member: &Member, stage: Option<Stage>) -> Candidate {
        Candidate {
            formula: member.formula.clone(),
            unit: Unit::ratio(),
            stage,
            level: member.level,
            areas: member.areas,
            is_growth: false,
            is_unpublished: false,
            is_of_audits: false,
        }
    }
}

/// A name and what it may stand for.
#[derive(Clone, Debug)]
pub struct Name {
    pub text: String,
    pub candidates: Vec<Candidate>,
    /// It says itself that it is of the whole nation or its central government.
    pub says_nation: bool,
}

/// Ordinary words for the growth of the domestic product at constant prices.
const ECONOMIC_GROWTH: [&str; 14] = [
    "经济增长",
    "经济增长率",
    "经济增长速度",
    "经济增速",
    "经济增幅",
    "国民经济增长",
    "国民经济增长率",
    "国民经济增长速度",
    "国民经济增速",
    "economic growth",
    "economic growth rate",
    "the economy grew",
    "economy grew",
    "economy expanded",
];

/// Every name, in the order of the texts.
pub fn names(definitions: &Definitions) -> Vec<Name> {
    let mut found: BTreeMap<String, Vec<Candidate>> = BTreeMap::new();
    let (mut conditional, mut shortened) = (Vec::new(), Vec::new());
    for series in definitions.series.values().filter(|series| !series.is_of_classification) {
        of_series(series, &mut found, &mut conditional, &mut shortened);
    }
    let is_taken = |text: &String, candidate: &Candidate| {
        found.get(text).is_some_and(|known| known.iter().any(|one| meet(one.areas, candidate.areas)))
    };
    shortened.retain(|(text, candidate): &(String, Candidate)| !is_taken(text, candidate));
    for (text, candidate) in shortened {
        add(found.entry(text).or_default(), candidate);
    }
    for (text, candidate) in conditional {
        if let Some(known) = found.get_mut(&text) {
            add(known, candidate);
        }
    }
    for indicator in definitions.indicators.values() {
        of_indicator(indicator, &mut found);
    }
    if let Some(series) = definitions.series.values().find(|series| is_real_growth(series)) {
        for word in ECONOMIC_GROWTH {
            add(found.entry(word.to_string()).or_default(), candidate(series, None));
        }
    }
    let name = |(text, candidates): (String, Vec<Candidate>)| {
        let says_nation = NATION.iter().any(|word| text.starts_with(word))
            || candidates.iter().all(|candidate| candidate.level != Level::Nation);
        Name { text, candidates, says_nation }
    };
    found.into_iter().map(name).collect()
}

const NATION: [&str; 6] = ["全国", "国家", "中国", "中央", "national", "central"];

/// Whether two names may hold in one area.
fn meet(one: Option<Scope>, other: Option<Scope>) -> bool {
    !matches!((one, other), (Some(Scope::Nation), Some(Scope::Province)) | (Some(Scope::Province), Some(Scope::Nation)))
}

fn is_real_growth(series: &Series) -> bool {
    series.growth_of.as_ref().is_some_and(|growth| growth.real)
}

fn add(known: &mut Vec<Candidate>, candidate: Candidate) {
    if !known.iter().any(|other| {
        (&other.formula, other.stage, other.areas) == (&candidate.formula, candidate.stage, candidate.areas)
    }) {
        known.push(candidate);
    }
}

fn candidate(series: &Series, alias: Option<&Alias>) -> Candidate {
    Candidate {
        formula: series.id.clone(),
        unit: series.unit.clone(),
        stage: alias.and_then(|alias| alias.stage),
        level: series.level,
        areas: alias.and_then(|alias| alias.areas),
        is_growth: series.growth_of.is_some(),
        is_unpublished: series.unpublished.is_some(),
        is_of_audits: series.source.to_lowercase().contains("audit"),
    }
}

/// Names that hold as they are, those that hold where another series has the same, and short forms that hold where no
/// series has the same.
fn of_series(
    series: &Series,
    found: &mut BTreeMap<String, Vec<Candidate>>,
    conditional: &mut Vec<(String, Candidate)>,
    shortened: &mut Vec<(String, Candidate)>,
) {
    let own = Alias { text: series.names.zh.clone(), ..Alias::default() };
    let english = Alias { text: series.names.en.clone(), ..Alias::default() };
    for alias in [own, english].iter().chain(&series.aliases) {
        let candidate = candidate(series, Some(alias));
        let spoken = ordinary_words(alias).into_iter().map(|text| {
            let areas = Some(Scope::Nation);
            (text, Candidate { areas, ..candidate.clone() })
        });
        shortened.extend(spoken);
        for text in with_level(&fold(&alias.text), alias.level).into_iter().filter(|text| tells_enough(text)) {
            let short = short_forms(&text).into_iter().filter(|short| tells_enough(short));
            if alias.context.is_empty() {
                shortened.extend(short.map(|short| (short, candidate.clone())));
                add(found.entry(text).or_default(), candidate.clone());
            } else {
                conditional.extend(short.chain([text.clone()]).map(|text| (text, candidate.clone())));
            }
        }
    }
    if series.unit.kind == Kind::Index && series.unit.base == Some(Base::PreviousYear) {
        let stem = series.names.zh.split(['(', '（']).next().unwrap_or_default();
        let growth = Candidate {
            formula: format!("{} / 100 - 1", series.id),
            unit: Unit::ratio(),
            is_growth: true,
            ..candidate(series, None)
        };
        let of = series.unit.of.as_deref().unwrap_or_default();
        let stems = [of, stem, stem.trim_end_matches("指数")].into_iter().filter(|text| tells_enough(text));
        shortened.extend(stems.map(|text| (fold(text), growth.clone())));
    }
}

/// What papers on the nation say for a name; in the accounts of a province the same words are other sums.
fn ordinary_words(alias: &Alias) -> Vec<String> {
    if !alias.context.is_empty() || alias.areas.is_some() || alias.level.is_some() {
        return Vec::new();
    }
    let owned = |words: &[&str]| words.iter().map(|word| word.to_string()).collect();
    match alias.text.as_str() {
        "财政收入" => owned(&["财政总收入", "国家财政总收入", "全国财政总收入"]),
        "财政支出" => owned(&["财政总支出", "国家财政总支出", "全国财政总支出"]),
        "年末总人口" => owned(&[
            "全国人口",
            "全国总人口",
            "我国人口",
            "我国总人口",
            "中国人口",
            "china's population",
            "population of china",
        ]),
        _ => Vec::new(),
    }
}

/// A name without what stands in brackets or behind `by`; a cost as an expenditure (`行政管理费支出`); expenses as
/// expenditure and the other way round; `public security expenditure` for `expenditure for public security`.
fn short_forms(text: &str) -> Vec<String> {
    let bare = text.split_once('(').map(|(head, tail)| {
        let rest = tail.split_once(')').map_or("", |(_, rest)| rest);
        format!("{}{}", head.trim(), rest.trim())
    });
    let spent = ["支出", "用", "用支出"].iter().filter(|_| text.ends_with('费')).map(|tail| format!("{text}{tail}"));
    let plain = text.split_once(" by ").filter(|_| text.is_ascii()).map(|(head, _)| head.to_string());
    let units =
        text.find("城镇单位").filter(|at| *at > 0).map(|_| format!("城镇单位{}", text.replacen("城镇单位", "", 1)));
    let forms: Vec<String> = bare.into_iter().chain(spent).chain(plain).chain(units).collect();
    let own = text.to_string();
    let spendings = forms.iter().chain([&own]).filter_map(|form| {
        let (one, other) = ("expenditure", "expenses");
        let swapped = form.strip_suffix(one).map(|head| format!("{head}{other}"));
        swapped.or_else(|| form.strip_suffix(other).map(|head| format!("{head}{one}")))
    });
    let swapped: Vec<String> = spendings.collect();
    let of_purpose = ["expenditure for ", "expenditure on "].iter().filter_map(|front| text.strip_prefix(front));
    let purposes: Vec<String> = of_purpose
        .flat_map(|purpose| {
            [format!("{purpose} expenditure"), format!("expenditure on {purpose}"), format!("spending on {purpose}")]
        })
        .collect();
    forms.into_iter().chain(swapped).chain(purposes).collect()
}

/// A name with the level in front where it holds for one level only.
fn with_level(text: &str, level: Option<Level>) -> Vec<String> {
    let before: &[&str] = match level {
        Some(Level::Central) => &["中央", "中央财政", "中央本级", "central "],
        Some(Level::Local) => &["地方", "地方财政", "地方本级", "local "],
        _ => return vec![text.to_string()],
    };
    let fits = |front: &&&str| front.ends_with(' ') == text.is_ascii();
    before.iter().filter(fits).map(|front| format!("{front}{text}")).collect()
}

/// Whether a name means its series in running text too: ids of series, single English words and words of two letters do
/// not, but taxes and acronyms do.
fn tells_enough(text: &str) -> bool {
    let length = text.chars().count();
    if text.is_ascii() {
        let is_acronym = matches!(text, "gdp" | "gni" | "cpi");
        return is_acronym || (text.contains(' ') && !text.contains('_') && length >= 8);
    }
    let plain = text.chars().any(|letter| letter.is_ascii_alphabetic());
    length >= 4 || (length == 3 && !OTHER_WORDS.contains(&text)) || (length == 2 && text.ends_with('税')) || plain
}

/// Words of three letters that are more often something else.
const OTHER_WORDS: [&str; 6] = ["被采纳", "已采纳", "管理费", "出生率", "死亡率", "采纳率"];

/// Titles of indicators, but for growth, shares and amounts per head: those are read from the words around a name.
fn of_indicator(indicator: &Indicator, found: &mut BTreeMap<String, Vec<Candidate>>) {
    let grows = ["growth(", "mean_growth(", "cagr(", "index("].iter().any(|call| indicator.formula.contains(call));
    let composed = indicator.titles.zh.contains('占') || indicator.titles.zh.starts_with("人均");
    if grows || composed {
        return;
    }
    let areas = (indicator.areas != Scope::All).then_some(indicator.areas);
    let candidate = Candidate {
        formula: indicator.formula.clone(),
        unit: indicator.unit.clone(),
        stage: None,
        level: Level::Nation,
        areas,
        is_growth: false,
        is_unpublished: false,
        is_of_audits: indicator.formula.contains("audit_"),
    };
    for title in [&indicator.titles.zh, &indicator.titles.en] {
        let text = fold(title);
        for text in short_forms(&text).into_iter().chain([text]).filter(|text| tells_enough(text)) {
            found.entry(text).or_insert_with(|| vec![candidate.clone()]);
        }
    }
}
