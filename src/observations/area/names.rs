//! Names: the index of everything an area is called.
//!
//! In: the areas of the definitions. Out: what a label may name. Refuses names of counties that are ordinary words (`城区`,
//! `东区`) or shorter than their full form.

use std::collections::{BTreeSet, HashMap, HashSet};

use super::codes;
use super::words::{ENDINGS, LONGEST_LABEL, special};
use super::{Mention, Placed};
use crate::definitions::Area;
use crate::observations::label::{self, bare, halves, key};
use crate::texts::Text;

#[derive(Clone, Debug, Default)]
pub struct Areas {
    pub(super) areas: Vec<Area>,
    /// The code of each, as figures share it.
    pub(super) codes: Vec<Text>,
    /// Names and codes of the nation, countries, provinces and prefectures.
    pub(super) by_key: HashMap<String, Vec<usize>>,
    /// Full names and codes of counties.
    pub(super) counties: HashMap<String, Vec<usize>>,
    /// Names that a sentence may print in full (`广东省`, `恩施州`), of provinces and prefectures.
    pub(super) full: Vec<(String, usize)>,
    /// The names of `full` by their first letter.
    by_letter: HashMap<char, Vec<usize>>,
    /// The first two letters of all names that a title may print.
    pub(super) beginnings: HashSet<(char, char)>,
    /// Letters of the longest name.
    pub(super) longest: usize,
    /// Letters of the longest name that is Chinese only.
    pub(super) longest_chinese: usize,
}

/// The nation, as titles name it.
pub(super) const WHOLE_NATION: &str = "全国";
/// A label cut off by the width of its column has so many letters at least, and lacks so many at most.
const LEAST_OF_CUT: usize = 5;
const MOST_CUT: usize = 4;

impl Areas {
    pub fn new(areas: &[Area]) -> Areas {
        let codes = areas.iter().map(|area| area.code.as_str().into()).collect();
        let mut found = Areas { areas: areas.to_vec(), codes, ..Areas::default() };
        for (at, area) in areas.iter().enumerate() {
            if area.level == "county" {
                found.add_county(at, area);
            } else {
                found.add(at, area);
            }
        }
        found.by_key.remove("");
        for (at, (name, _)) in found.full.iter().enumerate() {
            name.chars().next().into_iter().for_each(|first| found.by_letter.entry(first).or_default().push(at));
        }
        let names = found.by_key.keys().chain(found.counties.keys()).map(String::as_str).chain([WHOLE_NATION]);
        let beginning = |name: &str| name.chars().zip(name.chars().skip(1)).next();
        found.beginnings = names.filter_map(beginning).collect();
        found
    }

    fn add(&mut self, at: usize, area: &Area) {
        let own = [&area.code, &area.name_zh, &area.short_zh, &area.name_en];
        let bare = area.name_zh.strip_suffix('市').filter(|_| area.level == "prefecture").map(str::to_string);
        for alias in own.into_iter().chain(&area.aliases).chain(&bare) {
            let key = key(alias);
            let letters = key.chars().count();
            self.longest = self.longest.max(letters);
            if key.chars().all(label::is_chinese) {
                self.longest_chinese = self.longest_chinese.max(letters);
                let is_full = letters >= 3 && key.ends_with(ENDINGS);
                if is_full && matches!(area.level.as_str(), "province" | "prefecture") {
                    self.full.push((key.clone(), at));
                }
            }
            put(&mut self.by_key, key, at);
        }
    }

    fn add_county(&mut self, at: usize, area: &Area) {
        for alias in std::iter::once(&area.name_zh).chain(&area.aliases) {
            let letters = alias.chars().count();
            self.longest_chinese = self.longest_chinese.max(letters);
            if letters >= 3 || !alias.ends_with('区') {
                put(&mut self.counties, alias.clone(), at);
            }
            let stem = alias.strip_suffix(ENDINGS).filter(|stem| letters >= 4 && !stem.ends_with(['新', '治']));
            stem.into_iter().for_each(|stem| put(&mut self.counties, stem.to_string(), at));
        }
        put(&mut self.counties, area.code.clone(), at);
    }

    /// The line of a code: the newest where several years have it.
    pub(super) fn of_code(&self, code: &str) -> Option<&Area> {
        let lines = self.by_key.get(code).or_else(|| self.counties.get(code))?;
        lines.iter().rev().filter_map(|&at| self.areas.get(at)).find(|area| area.code == code)
    }

    /// A code with its name.
    pub fn named(&self, code: &str) -> String {
        self.of_code(code).map_or(code.to_string(), |area| format!("{code} {}", area.name_zh))
    }

    /// Whether words name an area in full.
    pub fn is_named_in(&self, code: &str, words: &str) -> bool {
        self.of_code(code).is_some_and(|area| words.contains(&area.name_zh))
    }

    /// What a label names, whole or in one of its languages.
    pub fn mention(&self, text: &str) -> Option<Mention> {
        if text.len() > LONGEST_LABEL || !text.chars().any(char::is_alphanumeric) {
            return None;
        }
        let bare_text = bare(text);
        let (chinese, english) = halves(&bare_text);
        let keys = [Some(bare_text.as_str()), chinese, english].into_iter().flatten().map(|part| key(&bare(part)));
        keys.clone().find_map(|key| self.of_key(&key)).or_else(|| keys.clone().find_map(|key| self.of_longer_key(&key)))
    }

    /// What a name alone names, but for words such as 全省.
    pub fn of_name(&self, key: &str) -> Option<Mention> {
        self.lines(key).map(Mention::Named)
    }

    fn of_key(&self, key: &str) -> Option<Mention> {
        if let Some(special) = special(key) {
            return Some(special);
        }
        let suffixes = ["", "province", "municipality", "autonomousregion", "city", "合计", "总计", "全辖"];
        let stem = suffixes.iter().filter_map(|suffix| key.strip_suffix(suffix));
        stem.filter_map(|stem| self.lines(stem)).next().map(Mention::Named)
    }

    /// Everything of one name, whatever its level.
    fn lines(&self, key: &str) -> Option<Vec<usize>> {
        match (self.by_key.get(key), self.counties.get(key)) {
            (None, None) => None,
            (one, other) => Some(one.into_iter().chain(other).flatten().copied().collect()),
        }
    }

    /// A name behind its code or a running number, before a bracket that changes nothing, or cut off at its end.
    fn of_longer_key(&self, key: &str) -> Option<Mention> {
        let name = key.trim_start_matches(|letter: char| letter.is_ascii_digit());
        let digits = key.get(..key.len() - name.len())?;
        if !digits.is_empty() {
            return self.coded(digits, name);
        }
        if let Some((head, inner)) = key.strip_suffix(')').and_then(|key| key.rsplit_once('(')) {
            let is_plain = inner.starts_with(['含', '注', '原']) && !head.is_empty();
            return if is_plain { self.of_key(head) } else { None };
        }
        self.cut_off(key)
    }

    /// `430100长沙市`, `4302株洲市`; `1长春市` by its full name.
    fn coded(&self, digits: &str, name: &str) -> Option<Mention> {
        let lines = self.lines(name)?;
        let of_code = |at: &usize| self.areas.get(*at).is_some_and(|area| area.code.starts_with(digits));
        let lines: Vec<usize> = match digits.len() {
            2 | 4 | 6 if lines.iter().any(of_code) => lines.into_iter().filter(of_code).collect(),
            1 | 2 if is_full_name(name) => lines,
            _ => return None,
        };
        Some(Mention::Named(lines))
    }

    /// `湘西土家族苗族自治`: the beginning of one long name and of no other.
    fn cut_off(&self, key: &str) -> Option<Mention> {
        let letters = key.chars().count();
        if letters < LEAST_OF_CUT || !key.chars().all(label::is_chinese) {
            return None;
        }
        let begun = |(name, at): &(String, usize)| {
            let lacks = name.strip_prefix(key)?.chars().count();
            (1..=MOST_CUT).contains(&lacks).then_some(*at)
        };
        let lines: Vec<usize> = self.full.iter().filter_map(begun).collect();
        let codes = || lines.iter().filter_map(|&at| self.areas.get(at)).map(|area| &area.code);
        let first = codes().next()?;
        codes().all(|code| code == first).then_some(Mention::Named(lines))
    }

    /// Whether a mention may be an area of a level.
    pub fn is_of_level(&self, mention: &Mention, level: &str) -> bool {
        let Mention::Named(lines) = mention else { return false };
        lines.iter().filter_map(|&at| self.areas.get(at)).any(|area| area.level == level)
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

    /// The one area that a sentence names in full (`广东省`, `汕头市`), the innermost, with the name as printed. Short
    /// names stand in too many others (北京银行) to count here.
    pub fn named_fully(&self, text: &str, year: Option<i32>) -> Option<(Placed, String)> {
        if !text.contains(ENDINGS) {
            return None;
        }
        let known = self.full_in(text).into_iter().filter_map(|at| self.full.get(at));
        let known = known.filter_map(|(name, at)| Some((name, self.areas.get(*at)?)));
        let found: Vec<(&String, &Area)> = known.filter(|(_, area)| codes::is_valid(area, year)).collect();
        let is_outer = |one: &&(&String, &Area)| {
            found.iter().any(|other| {
                let inside = codes::is_part(&other.1.code, &one.1.code);
                let longer = other.0.len() > one.0.len() && other.0.contains(one.0.as_str());
                (other.1.code != one.1.code && inside) || longer
            })
        };
        let mut inner = found.iter().filter(|one| !is_outer(one));
        let (name, area) = inner.next()?;
        inner.all(|other| other.1.code == area.code).then(|| (Placed::code(&area.code), (*name).clone()))
    }

    /// The names of `full` that stand in a text, in their order.
    fn full_in(&self, text: &str) -> BTreeSet<usize> {
        let begun = |(at, letter): (usize, char)| {
            let rest = text.get(at..).unwrap_or_default();
            let names = self.by_letter.get(&letter).into_iter().flatten().copied();
            names.filter(move |at| self.full.get(*at).is_some_and(|(name, _)| rest.starts_with(name.as_str())))
        };
        text.char_indices().flat_map(begun).collect()
    }
}

/// Whether a name has its full form (`长春市`, `红河州`).
pub fn is_full_name(name: &str) -> bool {
    name.chars().count() >= 3 && name.ends_with(ENDINGS) && name.chars().all(label::is_chinese)
}

fn put(index: &mut HashMap<String, Vec<usize>>, key: String, at: usize) {
    let lines = index.entry(key).or_default();
    if !lines.contains(&at) {
        lines.push(at);
    }
}
