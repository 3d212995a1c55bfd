//! Paths: the area that a folder or file is named after, in Chinese, English or pinyin.
//!
//! In: a path. Out: the area of the innermost folder that is named after one, or of the file's name inside it. Refuses a
//! city's name that several have (`suzhou`, `yichun`) where the province is not named as well, and names of two cities.

use super::codes::{is_part, is_valid};
use super::names::Areas;
use super::title::Titled;
use super::{Mention, Placed};
use crate::definitions::Area;
use crate::observations::label::{self, key};

/// What a path says.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum InPath {
    Nothing,
    /// The area, and the part of the path that says it.
    Area(Placed, String),
    /// The part of the path, and the areas it may mean.
    Several(String, Vec<Placed>),
}

impl Areas {
    /// The area of the innermost folder that is named after one, and inside it what the file's name says. A Chinese name
    /// of a city without 市 at the beginning counts only where the table speaks of a whole city (`全市`).
    pub fn in_path(&self, path: &str, year: Option<i32>, has_whole: bool) -> Option<(Placed, String)> {
        match self.of_path(path, year, has_whole) {
            InPath::Area(placed, place) => Some((placed, place)),
            InPath::Several(..) | InPath::Nothing => None,
        }
    }

    /// The same, and the areas of one name where the path leaves them open.
    pub fn of_path(&self, path: &str, year: Option<i32>, has_whole: bool) -> InPath {
        let mut parts: Vec<&str> = path.split('/').collect();
        let file = parts.pop().unwrap_or_default();
        let folder = self.in_folders(&parts, year);
        let stem = file.rsplit_once('.').map_or(file, |(stem, _)| stem);
        let named = self.in_file_name(stem, folder.as_ref().map(|found| found.0.code.as_str()), year, has_whole);
        let place = format!("file name {file}");
        match (folder, named) {
            (Some((outer, _)), Named::One(placed)) if is_part(&placed.code, &outer.code) => InPath::Area(placed, place),
            (Some((outer, place)), _) => InPath::Area(outer, place),
            (None, Named::One(placed)) => InPath::Area(placed, place),
            (None, Named::Several(among)) => InPath::Several(place, among),
            (None, Named::Nothing) => InPath::Nothing,
        }
    }

    fn in_folders(&self, parts: &[&str], year: Option<i32>) -> Option<(Placed, String)> {
        parts.iter().rev().find_map(|part| match self.mention(part)? {
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
        })
    }

    fn in_file_name(&self, stem: &str, outer: Option<&str>, year: Option<i32>, has_whole: bool) -> Named {
        match self.titled(stem, year) {
            Titled::Body(name) => {
                let mention = self.mention(&name).filter(|_| outer.is_some());
                let placed = mention.and_then(|mention| self.place(&mention, year, outer).ok());
                return placed.map_or(Named::Nothing, Named::One);
            }
            Titled::Area(placed) if !placed.code.ends_with("0000") => return Named::One(placed),
            Titled::Area(placed) => match self.in_words(stem, Some(outer.unwrap_or(&placed.code)), year) {
                Named::Nothing => return Named::One(placed),
                found => return found,
            },
            Titled::Nothing => {}
        }
        match self.in_words(stem, outer, year) {
            Named::Nothing => self.city_at_start(stem, year).filter(|_| has_whole).map_or(Named::Nothing, Named::One),
            found => found,
        }
    }

    /// Single words of a name that are a province or a city: short Chinese names, English, pinyin.
    fn in_words(&self, stem: &str, outer: Option<&str>, year: Option<i32>) -> Named {
        let found = self.areas_of_words(&words(stem), year);
        let is_mixed =
            |areas: &&Vec<&Area>| areas.iter().any(|area| area.level != areas.first().map_or("", |first| &first.level));
        if let Some(mixed) = found.iter().find(is_mixed) {
            return Named::Several(mixed.iter().map(|area| Placed::code(&area.code)).collect());
        }
        let provinces: Vec<&Area> = found.iter().flatten().copied().filter(|area| area.level == "province").collect();
        let within = provinces.first().map(|area| area.code.as_str());
        if provinces.iter().any(|other| Some(other.code.as_str()) != within) {
            return Named::Nothing;
        }
        let within = within.or(outer);
        let cities: Vec<Vec<&Area>> =
            found.into_iter().filter(|areas| areas.iter().all(|area| area.level != "province")).collect();
        let [city] = cities.as_slice() else {
            let province = provinces.first().filter(|_| cities.is_empty());
            return province.map_or(Named::Nothing, |area| Named::One(Placed::code(&area.code)));
        };
        let inside: Vec<Placed> = city
            .iter()
            .filter(|area| within.is_none_or(|of| is_part(&area.code, of)))
            .map(|area| Placed::code(&area.code))
            .collect();
        match inside.as_slice() {
            [] => Named::Nothing,
            [only] => Named::One(only.clone()),
            _ => Named::Several(inside),
        }
    }

    /// What each word, or some together, name: the longest first.
    fn areas_of_words(&self, words: &[String], year: Option<i32>) -> Vec<Vec<&Area>> {
        let mut found: Vec<Vec<&Area>> = Vec::new();
        let mut start = 0;
        while start < words.len() {
            let group = (1..=3).rev().find_map(|length| {
                let areas = self.of_words(words.get(start..start + length)?, year);
                (!areas.is_empty()).then_some((areas, length))
            });
            start += group.as_ref().map_or(1, |group| group.1);
            let group = group.map(|group| group.0).filter(|areas| !found.contains(areas));
            found.extend(group);
        }
        found
    }

    fn of_words(&self, words: &[String], year: Option<i32>) -> Vec<&Area> {
        let name = words.concat();
        let is_word = name.chars().count() >= if name.is_ascii() { 3 } else { 2 };
        let Some(lines) = self.by_key.get(&name).filter(|_| is_word && !name.starts_with(|c: char| c.is_ascii_digit()))
        else {
            return Vec::new();
        };
        let named = lines.iter().filter_map(|&at| self.areas.get(at));
        let known = named.filter(|area| matches!(area.level.as_str(), "province" | "prefecture"));
        let mut areas: Vec<&Area> = known.filter(|area| is_valid(area, year) || area.to.is_none()).collect();
        if areas.iter().any(|area| area.level == "province") {
            areas.retain(|area| area.level == "province");
        }
        areas.dedup_by(|one, other| one.code == other.code);
        // `jilin_city_debt` may be of the city or of the cities of the province.
        if let [province, city] = words
            && city == "city"
        {
            areas.extend(
                self.of_words(std::slice::from_ref(province), year).into_iter().filter(|area| area.level == "province"),
            );
        }
        areas
    }

    fn city_at_start(&self, text: &str, year: Option<i32>) -> Option<Placed> {
        let letters: Vec<char> = key(text).chars().collect();
        let starts = (2..=letters.len().min(self.longest)).rev().filter_map(|length| letters.get(..length));
        let lines = starts.filter_map(|start| self.by_key.get(&start.iter().collect::<String>())).next()?;
        self.place(&Mention::Named(lines.clone()), year, None).ok()
    }
}

/// What a file's name names.
enum Named {
    Nothing,
    One(Placed),
    Several(Vec<Placed>),
}

/// A name's runs of Chinese, of Latin letters and of digits, each a word; an apostrophe ends none.
fn words(stem: &str) -> Vec<String> {
    let mut words: Vec<String> = Vec::new();
    let mut last = 0;
    for letter in label::narrowed(stem).to_lowercase().chars().filter(|letter| !['\'', '’'].contains(letter)) {
        let kind = match letter {
            'a'..='z' | 'ü' => 1,
            '0'..='9' => 2,
            _ if label::is_chinese(letter) => 3,
            _ => 0,
        };
        match words.last_mut() {
            Some(word) if kind == last && kind > 0 => word.push(letter),
            _ if kind > 0 => words.push(letter.to_string()),
            _ => {}
        }
        last = kind;
    }
    words
}
