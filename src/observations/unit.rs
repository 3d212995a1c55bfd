//! Units as printed: in a label's brackets, on the unit line, in the title.
//!
//! In: text and the spellings of `units.toml`. Out: the text as printed and what it means. Refuses to choose between
//! two units of one line, and to assume a unit that is not printed.

use std::sync::{Arc, LazyLock};

use regex::Regex;

use crate::tables::Label;
use crate::units::{Kind, Reading, Units};

use super::label::{self, bracketed_units, halves, key, narrowed};

/// A printed unit; `reading` is `None` where `units.toml` does not know the text.
#[derive(Clone, Debug, PartialEq)]
pub struct Printed {
    pub text: String,
    pub reading: Option<Reading>,
}

impl Printed {
    /// 人均…(元) is printed in 元 and means 元 per person.
    pub fn per_person(mut self, units: &Units) -> Printed {
        if let Some(reading) = &mut self.reading {
            let measure = format!("{}/PS", reading.measure);
            let money = units.unit_of(&reading.measure).is_some_and(|unit| units.has_money(&unit));
            if money && !reading.measure.contains('/') && units.unit_of(&measure).is_some() {
                reading.measure = measure;
            }
        }
        self
    }
}

impl Printed {
    pub fn is_money(&self, units: &Units) -> bool {
        let unit = self.reading.as_ref().and_then(|reading| units.unit_of(&reading.measure));
        unit.is_some_and(|unit| units.has_money(&unit))
    }

    /// 元 in a table whose years are those of the Republic is the dollar of Taiwan.
    pub fn of_republic(mut self, units: &Units) -> Printed {
        if let Some(reading) = self.reading.as_mut().filter(|_| units.measure("TWD").is_some()) {
            reading.measure = reading.measure.replace("CNY", "TWD");
        }
        self
    }

    /// The unit with a power of ten that is printed beside it.
    pub fn times_ten_to(mut self, mult: i8) -> Printed {
        if let Some(reading) = &mut self.reading {
            reading.mult = reading.mult.saturating_add(mult);
        }
        self
    }
}

/// The power of ten that `UNIT_MULT` (`6`) or its label (`Millions`) names.
pub fn power_of_ten(text: &str) -> Option<i8> {
    const WORDS: [(&str, i8); 5] =
        [("units", 0), ("thousands", 3), ("millions", 6), ("billions", 9), ("trillions", 12)];
    let text = text.trim().to_lowercase();
    let word = WORDS.iter().find(|(word, _)| *word == text || word.trim_end_matches('s') == text).map(|word| word.1);
    word.or_else(|| {
        text.parse::<f64>()
            .ok()
            .filter(|power| power.fract() == 0.0 && (0.0..=15.0).contains(power))
            .map(|power| power as i8)
    })
}

static AGAINST: LazyLock<Regex> = LazyLock::new(|| {
    let text = r"(?i)(?:((?:19|20)\d\d)\s?年?\s?为\s?((?:19|20)\d\d)\s?年?|((?:19|20)\d\d)\s?as\s(?:a\s)?%\s?of\s((?:19|20)\d\d)).{0,3}";
    Regex::new(text).expect("a valid pattern")
});

/// `2016年为2015年%`: an index, the previous year = 100, printed as a percentage.
fn against_previous_year(text: &str, units: &Units) -> Option<Printed> {
    let text = narrowed(text);
    let found = AGAINST.captures(&text).filter(|_| text.contains('%'))?;
    let year = |group: usize| found.get(group).and_then(|year| year.as_str().parse::<i32>().ok());
    let (this, before) = (year(1).or(year(3))?, year(2).or(year(4))?);
    let reading = units.read("上年=100").filter(|_| this == before + 1);
    reading.map(|reading| Printed { text: "%".to_string(), reading: Some(reading) })
}

/// The unit a label carries: in brackets, after its last comma, as `%` at its end, or as the whole label.
pub fn of_label(text: &str, units: &Units) -> Option<Printed> {
    if let Some(index) = against_previous_year(text, units) {
        return Some(index);
    }
    let found = bracketed_units(text, units);
    let chinese = found.iter().find(|(text, _)| label::has_chinese(text));
    if let Some((text, reading)) = chinese.or(found.first()) {
        return Some(Printed { text: text.clone(), reading: Some(reading.clone()) });
    }
    let narrow = narrowed(text);
    let narrow = narrow.trim();
    let after = narrow.rsplit_once([',', '、', ':']).map(|(_, rest)| rest.trim());
    let known = |part: &str| {
        (is_unit_text(part)).then(|| units.read(part)).flatten().map(|reading| (part.to_string(), reading))
    };
    let (chinese, english) = halves(narrow);
    let parts = [Some(narrow), after, chinese, english];
    let whole = parts.into_iter().flatten().find_map(known);
    let ending =
        || ["%", "‰"].into_iter().find(|sign| parts.iter().flatten().any(|part| part.ends_with(sign))).and_then(known);
    whole.or_else(ending).map(|(text, reading)| Printed { text, reading: Some(reading) })
}

/// Whether a label is a unit and nothing else.
pub fn is_unit(text: &str, units: &Units) -> bool {
    is_unit_text(text) && units.read(text).is_some()
}

/// Figures alone are no unit, whatever `units.toml` spells.
fn is_unit_text(text: &str) -> bool {
    text.chars().any(|letter| letter.is_alphabetic() || matches!(letter, '%' | '‰'))
}

/// The units of a table: one in several languages, or several (`万人、%`).
#[derive(Clone, Debug, Default, PartialEq)]
pub struct UnitLine {
    printed: Vec<Printed>,
    /// The unit of levels and that of rates (shares, growth), where the line tells.
    of_level: Option<Arc<Printed>>,
    of_rate: Option<Arc<Printed>>,
}

impl UnitLine {
    pub fn new(lines: &[Label], titles: &[Label], units: &Units) -> UnitLine {
        let line = UnitLine::of_texts(lines.iter().map(|line| line.text.as_str()), units);
        if !line.printed.is_empty() {
            return line;
        }
        UnitLine::of_texts(titles.iter().filter_map(|title| in_title(&title.text, units)), units)
    }

    fn of_texts<T: AsRef<str>>(texts: impl Iterator<Item = T>, units: &Units) -> UnitLine {
        let mut texts: Vec<String> = texts.map(|text| text.as_ref().trim().to_string()).collect();
        texts.sort_by_key(|text| !label::has_chinese(text));
        let whole = texts.first().cloned().unwrap_or_default();
        let known: Vec<Vec<Printed>> =
            texts.iter().map(|text| of_line(text, units)).filter(|found| !found.is_empty()).collect();
        let unknown = || texts.first().map(|text| Printed { text: text.clone(), reading: None }).into_iter().collect();
        let printed = known.into_iter().next().unwrap_or_else(unknown);
        let of = |is_rate| chosen(&printed, &whole, is_rate, units).map(Arc::new);
        UnitLine { of_level: of(false), of_rate: of(true), printed }
    }

    /// The unit for a cell that prints none itself. A rate (share, growth) takes the line's rate, a level its other unit.
    pub fn of_cell(&self, is_rate: bool) -> Option<&Arc<Printed>> {
        if is_rate { self.of_rate.as_ref() } else { self.of_level.as_ref() }
    }

    /// Nothing is printed for the whole table.
    pub fn is_empty(&self) -> bool {
        self.printed.is_empty()
    }

    /// A unit line that `units.toml` cannot read.
    pub fn unknown(&self) -> Option<&str> {
        let unknown = self.printed.iter().find(|printed| printed.reading.is_none());
        unknown.map(|printed| printed.text.as_str()).filter(|text| !text.is_empty())
    }
}

fn chosen(printed: &[Printed], whole: &str, is_rate: bool, units: &Units) -> Option<Printed> {
    let fits = |printed: &&Printed| printed.reading.as_ref().is_none_or(|reading| rate(reading, units) == is_rate);
    let fitting: Vec<&Printed> = printed.iter().filter(fits).collect();
    match (fitting.as_slice(), printed) {
        ([only], _) => Some((*only).clone()),
        ([], [only]) if !is_rate => Some(only.clone()),
        ([], _) => None,
        _ => Some(Printed { text: whole.to_string(), reading: None }),
    }
}

/// Whether a unit is one of ratios, points or indices.
pub fn rate(reading: &Reading, units: &Units) -> bool {
    units.unit_of(&reading.measure).is_some_and(|unit| matches!(unit.kind, Kind::Ratio | Kind::Points | Kind::Index))
}

fn of_line(text: &str, units: &Units) -> Vec<Printed> {
    let known =
        |part: &str| units.read(part).map(|reading| Printed { text: part.trim().to_string(), reading: Some(reading) });
    if let Some(printed) = known(text) {
        return vec![printed];
    }
    let (chinese, english) = halves(text);
    if let Some(printed) = [chinese, english].into_iter().flatten().find_map(known) {
        return vec![printed];
    }
    let narrow = narrowed(text);
    if let Some((before, inside)) = narrow.strip_suffix(')').and_then(|text| text.split_once('('))
        && let Some(printed) = known(before).or_else(|| known(inside))
    {
        return vec![printed];
    }
    let mut parts: Vec<Printed> = Vec::new();
    let sentences = text.split(". ").map(|part| part.trim_end_matches('.'));
    for part in sentences.flat_map(|part| part.split(['、', ',', '，', ';', '；'])).filter_map(known) {
        if parts.iter().all(|other| other.reading != part.reading) {
            parts.push(part);
        }
    }
    parts
}

static NAMED: LazyLock<Regex> =
    LazyLock::new(|| Regex::new(r"(?i)(?:单位|unit)\s*:\s*([^()\s]+(?:\s[a-z0-9]+)*)").expect("a valid pattern"));

fn in_title(text: &str, units: &Units) -> Option<String> {
    let narrow = narrowed(text);
    if is_unit(&narrow, units) {
        return Some(narrow.trim().to_string());
    }
    let named = NAMED.captures(&narrow).and_then(|found| found.get(1)).map(|unit| unit.as_str().to_string());
    let bracketed = || bracketed_units(text, units).into_iter().map(|(text, _)| text).next();
    let in_part = || {
        let parts = narrow.split([',', ';']).skip(1).map(|part| part.trim().trim_start_matches("in ").trim());
        parts.filter(|part| is_unit(part, units)).map(str::to_string).next()
    };
    named.or_else(bracketed).or_else(in_part)
}

const RATES: [&str; 24] = [
    "比重",
    "占比",
    "构成",
    "比例",
    "增长",
    "增速",
    "增幅",
    "递增",
    "指数",
    "贡献",
    "拉动",
    "强度",
    "位次",
    "排名",
    "名次",
    "比上年",
    "为上年",
    "发展速度",
    "share",
    "growth",
    "percent",
    "index",
    "proportion",
    "rank",
];

/// Whether a label names a share, a growth, an index or a rank rather than a level.
pub fn is_rate(text: &str) -> bool {
    let key = without_groups(&key(text));
    RATES.iter().any(|word| key.contains(word)) || key.ends_with(['率', '%', '‰']) || key.contains("率(")
}

/// Whether a key names a change as an amount, counted in the unit of the level.
pub fn is_change(key: &str) -> bool {
    ["增减额", "增加额", "增长额", "减少额", "增减数", "增减量", "变动额", "增长量"]
        .iter()
        .any(|word| key.ends_with(word))
}

static COUNTED: LazyLock<Regex> = LazyLock::new(|| {
    let text = r"(?x)(?:人数|人员数|职工数|教师数|学生数|编制数?|实有数|在职数|户数|家数|个数|辆数|车辆数|台数|套数|件数|次数|批次数?|人次数?|团组数
        |机构数|单位数|学校数|床位数|项目数|村数|天数|月数|年数|年限|期限|年龄|保有量|里程|户籍人口|常住人口)(?:\([^()]*\))?$";
    Regex::new(text).expect("a valid pattern")
});
static COUNTED_ENGLISH: LazyLock<Regex> = LazyLock::new(|| {
    let text = r"(?i)^\s*(?:(?:total\s+)?(?:number|no\.?|count)\s+of\s|headcount)|\b(?:headcount|employees|posts|positions|persons|vehicles|households|ftes?)\s*$";
    Regex::new(text).expect("a valid pattern")
});

/// Whether a label, or its key, names things that are counted and no amount of money.
pub fn is_count(text: &str, key: &str) -> bool {
    COUNTED.is_match(key) || text.bytes().any(|byte| byte.is_ascii_alphabetic()) && COUNTED_ENGLISH.is_match(text)
}

/// A key without `按构成分`, which heads levels by kind and no shares.
pub fn without_groups(key: &str) -> String {
    if key.contains("按构成") { key.replace("按构成", "按") } else { key.to_string() }
}
