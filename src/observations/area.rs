//! Areas: labels, titles and folders to GB/T 2260 codes valid in the period.
//!
//! In: `areas.csv` and text. Out: a code, and whose accounts (central, local) where the words say so. Refuses to guess
//! between two areas of one name.

use std::collections::HashMap;
use std::sync::LazyLock;

use regex::Regex;

use crate::definitions::{Area, Level};

use super::account;
use super::label::{self, bare, halves, key};

pub const NATION: &str = "CN";

/// What a label may name.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Mention {
    /// Lines of `areas.csv`, by position.
    Named(Vec<usize>),
    /// The nation, and whose accounts.
    Nation(Option<Level>),
    /// `全省`, `全市`: whatever area the table is of.
    Whole,
}

/// What a title or file name says of whose figures are below it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Titled {
    Nothing,
    Area(Placed),
    /// A county, department or own level (`北京市朝阳区`, `江苏省财政厅`, `省本级`) that `areas.csv` does not list.
    Body(String),
}

/// A resolved area.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Placed {
    pub code: String,
    pub government: Option<Level>,
    pub note: Option<String>,
}

/// Bytes; no label that names an area and nothing else is longer.
const LONGEST_LABEL: usize = 120;

#[derive(Clone, Debug, Default)]
pub struct Areas {
    areas: Vec<Area>,
    by_key: HashMap<String, Vec<usize>>,
    longest: usize,
    /// Letters of the longest name that is Chinese only.
    longest_chinese: usize,
}

impl Areas {
    pub fn new(areas: &[Area]) -> Areas {
        let mut found = Areas { areas: areas.to_vec(), ..Areas::default() };
        for (at, area) in areas.iter().enumerate() {
            let own = [&area.code, &area.name_zh, &area.short_zh, &area.name_en];
            let bare = area.name_zh.strip_suffix('市').filter(|_| area.level == "prefecture").map(str::to_string);
            for alias in own.into_iter().chain(&area.aliases).chain(&bare) {
                let key = key(alias);
                found.longest = found.longest.max(key.chars().count());
                if key.chars().all(label::is_chinese) {
                    found.longest_chinese = found.longest_chinese.max(key.chars().count());
                }
                let lines = found.by_key.entry(key).or_default();
                if !lines.contains(&at) {
                    lines.push(at);
                }
            }
        }
        found.by_key.remove("");
        found
    }

    /// What a label names, whole or in one of its languages.
    pub fn mention(&self, text: &str) -> Option<Mention> {
        if text.len() > LONGEST_LABEL || !text.chars().any(char::is_alphanumeric) {
            return None;
        }
        let bare_text = bare(text);
        let (chinese, english) = halves(&bare_text);
        [Some(bare_text.as_str()), chinese, english]
            .into_iter()
            .flatten()
            .find_map(|part| self.of_key(&key(&bare(part))))
    }

    fn of_key(&self, key: &str) -> Option<Mention> {
        if let Some(special) = special(key) {
            return Some(special);
        }
        let suffixes = ["", "province", "municipality", "autonomousregion", "city", "合计", "总计"];
        let stem = suffixes.iter().filter_map(|suffix| key.strip_suffix(suffix));
        stem.filter_map(|stem| self.by_key.get(stem)).next().map(|lines| Mention::Named(lines.clone()))
    }

    /// Whether a mention can be nothing but an area, even where no dimension says so: the nation or a province.
    pub fn is_plain(&self, mention: &Mention) -> bool {
        match mention {
            Mention::Named(lines) => lines
                .iter()
                .filter_map(|&at| self.areas.get(at))
                .any(|area| matches!(area.level.as_str(), "province" | "nation")),
            _ => true,
        }
    }

    /// The code of a mention in a year, inside the area that the table is of. Figures from before an area was founded
    /// are of its later territory and take its code, with a note. `Err` lists the names it may be.
    pub fn place(&self, mention: &Mention, year: Option<i32>, within: Option<&str>) -> Result<Placed, Vec<String>> {
        let lines = match mention {
            Mention::Nation(government) => {
                return Ok(Placed { code: NATION.to_string(), government: *government, note: None });
            }
            Mention::Whole => {
                let code = within.filter(|code| *code != NATION).ok_or_else(Vec::new)?;
                return Ok(Placed { code: code.to_string(), government: None, note: None });
            }
            Mention::Named(lines) => lines,
        };
        let named: Vec<&Area> = lines.iter().filter_map(|&at| self.areas.get(at)).collect();
        let in_force: Vec<&Area> = named.iter().copied().filter(|area| is_valid(area, year)).collect();
        let is_dated = !in_force.is_empty();
        let later = named.into_iter().filter(|area| area.from.is_some_and(|from| year.is_some_and(|year| year < from)));
        let near = nearest(if is_dated { in_force } else { later.collect() }, within);
        let Some(area) = near.first() else { return Err(Vec::new()) };
        if near.iter().any(|other| other.code != area.code) {
            return Err(near.iter().map(|area| format!("{} {}", area.code, area.name_zh)).collect());
        }
        let since = area.from.map(|from| from.to_string()).unwrap_or_default();
        let note = (!is_dated).then(|| format!("code {} is in force since {since} only", area.code));
        Ok(Placed { code: area.code.clone(), government: None, note })
    }

    /// The one area that a title or file name names; provinces by any name, cities by their full name only.
    pub fn in_title(&self, text: &str, year: Option<i32>) -> Titled {
        let text = label::narrowed(text);
        let (chinese, end) = self.chinese_mentions(&text);
        if let Some(body) = account::body_in(&key(&text), end) {
            return Titled::Body(body);
        }
        let mut found: Vec<Placed> = Vec::new();
        for mention in chinese.into_iter().chain(self.english_mentions(&text)) {
            if let Ok(placed) = self.place(&mention, year, None)
                && found.iter().all(|known| known.code != placed.code)
            {
                found.push(placed);
            }
        }
        let inner: Vec<&Placed> = found
            .iter()
            .filter(|one| !found.iter().any(|other| other.code != one.code && is_part(&other.code, &one.code)))
            .collect();
        match inner.as_slice() {
            [only] => Titled::Area((*only).clone()),
            _ => Titled::Nothing,
        }
    }

    /// The areas that a title names in Chinese, and how many letters of its key stand before the end of the last one.
    fn chinese_mentions(&self, text: &str) -> (Vec<Mention>, usize) {
        let key = key(text);
        let mut letters: Vec<(usize, bool)> =
            key.char_indices().map(|(at, letter)| (at, label::is_chinese(letter))).collect();
        letters.push((key.len(), false));
        let mut mentions = Vec::new();
        let (mut start, mut last) = (0, 0);
        while start + 1 < letters.len() {
            let chinese = letters.iter().skip(start).take(self.longest_chinese.max(2)).take_while(|letter| letter.1);
            let end = (2..=chinese.count()).rev().map(|length| start + length).find(|&end| {
                let bounds = letters.get(start).zip(letters.get(end));
                let part = bounds.and_then(|(from, to)| key.get(from.0..to.0)).unwrap_or_default();
                let mention = self.title_mention(part);
                let found = mention.is_some();
                mentions.extend(mention);
                found
            });
            last = end.unwrap_or(last);
            start = end.unwrap_or(start + 1);
        }
        (mentions, last)
    }

    fn title_mention(&self, part: &str) -> Option<Mention> {
        if part == "全国" {
            return Some(Mention::Nation(None));
        }
        let lines = self.by_key.get(part)?;
        let full = part.chars().count() >= 3 && part.ends_with(['市', '州', '盟', '区']);
        let fits = |area: &Area| area.level == "province" || (area.level == "prefecture" && full);
        let lines: Vec<usize> = lines.iter().copied().filter(|&at| self.areas.get(at).is_some_and(fits)).collect();
        (!lines.is_empty()).then_some(Mention::Named(lines))
    }

    fn english_mentions(&self, text: &str) -> Vec<Mention> {
        let words: Vec<&str> = text.split(|c: char| !c.is_ascii_alphabetic()).filter(|word| !word.is_empty()).collect();
        let groups = (1..=3).rev().flat_map(|length| words.windows(length));
        let lines = groups.filter_map(|group| self.by_key.get(&key(&group.concat())));
        let provinces = lines.map(|lines| {
            lines
                .iter()
                .copied()
                .filter(|&at| self.areas.get(at).is_some_and(|area| area.level == "province"))
                .collect()
        });
        provinces.filter(|lines: &Vec<usize>| !lines.is_empty()).map(Mention::Named).collect()
    }

    /// The area of the innermost folder that is named after one; failing that, the one the file's name contains. A city
    /// without 市 counts only where the table speaks of a whole city (`全市`).
    pub fn in_path(&self, path: &str, year: Option<i32>, has_whole: bool) -> Option<(Placed, String)> {
        let mut parts: Vec<&str> = path.split('/').collect();
        let file = parts.pop().unwrap_or_default();
        let folder = parts.iter().rev().find_map(|part| match self.mention(part)? {
            mention @ Mention::Named(_) => {
                let outer = parts
                    .iter()
                    .filter(|other| *other != part)
                    .rev()
                    .find_map(|outer| self.place(&self.mention(outer)?, year, None).ok().map(|placed| placed.code));
                let placed = self.place(&mention, year, outer.as_deref()).ok()?;
                Some((placed, format!("folder {part}")))
            }
            _ => None,
        });
        let stem = file.rsplit_once('.').map_or(file, |(stem, _)| stem);
        let named = match self.in_title(stem, year) {
            Titled::Body(_) => return None,
            Titled::Area(placed) => Some(placed),
            Titled::Nothing => self.city_at_start(stem, year).filter(|_| has_whole),
        };
        folder.or_else(|| named.map(|placed| (placed, format!("file name {file}"))))
    }

    /// The one area that a sentence names in full (`广东省`, `汕头市`), the innermost, with the name as printed. Short
    /// names stand in too many others (北京银行) to count here.
    pub fn named_fully(&self, text: &str, year: Option<i32>) -> Option<(Placed, String)> {
        let endings = ['省', '市', '区', '州', '盟'];
        if !text.contains(endings) {
            return None;
        }
        let fits = |area: &&Area| {
            matches!(area.level.as_str(), "province" | "prefecture")
                && is_valid(area, year)
                && area.name_zh.ends_with(endings)
        };
        let found: Vec<&Area> = self.areas.iter().filter(fits).filter(|area| text.contains(&area.name_zh)).collect();
        let inner: Vec<&&Area> = found
            .iter()
            .filter(|one| !found.iter().any(|other| other.code != one.code && is_part(&other.code, &one.code)))
            .collect();
        let [only] = inner.as_slice() else { return None };
        Some((Placed { code: only.code.clone(), government: None, note: None }, only.name_zh.clone()))
    }

    fn city_at_start(&self, text: &str, year: Option<i32>) -> Option<Placed> {
        let letters: Vec<char> = key(text).chars().collect();
        let starts = (2..=letters.len().min(self.longest)).rev().filter_map(|length| letters.get(..length));
        let lines = starts.filter_map(|start| self.by_key.get(&start.iter().collect::<String>())).next()?;
        self.place(&Mention::Named(lines.clone()), year, None).ok()
    }
}

/// Whether a label has the form of an area's name (`禅城区`), so that a whole row of them may be areas.
pub fn looks_like_one(text: &str) -> bool {
    if text.len() > LONGEST_LABEL {
        return false;
    }
    let key = key(&bare(text));
    let length = key.chars().count();
    let kinds = ["城市", "城区", "市区", "城镇", "郊区", "县城", "林区", "牧区", "灌区", "乡镇", "社区"];
    (2..=8).contains(&length)
        && key.ends_with(['省', '市', '县', '区', '州', '盟', '旗'])
        && !kinds.iter().any(|kind| key.ends_with(kind))
}

/// Those lines of one mention that another one, of the same label in another language, may be as well.
pub fn shared(one: &Mention, other: &Mention) -> Option<Mention> {
    let (Mention::Named(one), Mention::Named(other)) = (one, other) else { return None };
    let lines: Vec<usize> = one.iter().copied().filter(|at| other.contains(at)).collect();
    (!lines.is_empty()).then_some(Mention::Named(lines))
}

/// Whether a title or preamble speaks of areas below the nation (`各区`, `全市`, `分省年度数据`).
pub fn speaks_of_parts(title: &str) -> bool {
    let chinese =
        ["各区", "各市", "各县", "各镇", "分省", "分市", "分县", "分区", "全市", "全省", "全县", "本市", "本省"];
    title.contains("byprovince") || chinese.iter().any(|word| title.contains(word))
}

/// Whether a title, preamble, sheet name or path speaks of the nation (`国家财政收支`, `national`).
pub fn speaks_of_nation(words: &str) -> bool {
    let words = words.to_lowercase().replace("international", "");
    let telling = ["国家", "全国", "中国", "中央和地方", "中央财政", "中央本级", "national", "china"];
    telling.iter().any(|word| words.contains(word))
}

static NATIONAL: LazyLock<Regex> = LazyLock::new(|| {
    let text = r"^表?[\d\s.-]*(?:(?:18|19|20)\d\d年)?\s?(?:国家财政|我国|中国(?:国|人口|居民|财政|城|农村|历年|主要|经济|就业|政府|宏观))";
    Regex::new(text).expect("a valid pattern")
});

/// Whether a title begins with words of the nation (`8-1 国家财政收支总额`, `中国国内生产总值`).
pub fn begins_with_nation(title: &str) -> bool {
    NATIONAL.is_match(&label::narrowed(title))
}

fn special(key: &str) -> Option<Mention> {
    Some(match key {
        "全国"
        | "全国总计"
        | "全国合计"
        | "全国平均"
        | "中国"
        | "中华人民共和国"
        | "china"
        | "prchina"
        | "national"
        | "nationaltotal"
        | "nationwide"
        | "wholecountry"
        | "wholenation"
        | "countrytotal"
        | "nationalaverage"
        | "cn" => Mention::Nation(None),
        "中央"
        | "中央级"
        | "中央本级"
        | "中央合计"
        | "central"
        | "centralgovernment"
        | "chinacentral"
        | "chinacentrallevel"
        | "chinacentralgovernment" => Mention::Nation(Some(Level::Central)),
        "地方" | "地方级" | "地方合计" | "地方总计" | "各地合计" | "各地区合计" | "地区合计" | "local"
        | "localgovernment" | "localgovernments" | "localtotal" | "totalofallregions" | "regionaltotal"
        | "totalofregions" | "chinalocal" | "chinalocallevel" => Mention::Nation(Some(Level::Local)),
        "全省" | "全省合计" | "全省总计" | "全市" | "全市合计" | "全市总计" | "全区" | "全区合计" | "全区总计"
        | "全自治区" | "全省市" | "provincialtotal" | "wholeprovince" | "totalprovince" | "wholecity" | "citytotal" => {
            Mention::Whole
        }
        _ => return None,
    })
}

/// GB/T 2260: the first two digits are the province, the first four the prefecture.
fn is_part(code: &str, of: &str) -> bool {
    let stem = of.trim_end_matches("00");
    code != of && code.len() == of.len() && code.chars().all(|digit| digit.is_ascii_digit()) && code.starts_with(stem)
}

fn is_valid(area: &Area, year: Option<i32>) -> bool {
    match year {
        Some(year) => area.from.is_none_or(|from| from <= year) && area.to.is_none_or(|to| year <= to),
        None => area.to.is_none(),
    }
}

/// Those inside the table's own area, else those of the highest level.
fn nearest<'a>(areas: Vec<&'a Area>, within: Option<&str>) -> Vec<&'a Area> {
    let inside: Vec<&Area> =
        areas.iter().copied().filter(|area| within.is_some_and(|of| is_part(&area.code, of))).collect();
    if !inside.is_empty() {
        return inside;
    }
    let rank = |area: &Area| match area.level.as_str() {
        "nation" => 0,
        "province" => 1,
        "prefecture" => 2,
        _ => 3,
    };
    let best = areas.iter().map(|area| rank(area)).min();
    areas.into_iter().filter(|area| Some(rank(area)) == best).collect()
}
