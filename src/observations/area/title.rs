//! Titles: the one area that a title, an issuer's line or a file name names.
//!
//! In: text. Out: an area, or a body that is none. Refuses to choose between areas that do not lie in one another, and short
//! names of cities.

use super::codes::is_part;
use super::names::{Areas, WHOLE_NATION, is_full_name};
use super::{Mention, Placed};
use crate::observations::account;
use crate::observations::label::{self, key};

/// What a title or file name says of whose figures are below it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Titled {
    Nothing,
    Area(Placed),
    /// A department, an own level, a zone that no list has, or a county of a name that several have (`江苏省财政厅`, `东山开发区`).
    Body(String),
}

/// Letters that a county's name is not followed by (`海南区域`).
const NO_END: [char; 12] = ['域', '场', '政', '级', '民', '容', '值', '际', '间', '委', '内', '外'];

/// A mention in a key: letters from and to.
struct Found {
    mention: Mention,
    end: usize,
}

impl Areas {
    /// The one area that a title names, where all below it is of the area as a whole: an own level (`江苏省本级`) is a body.
    pub fn in_title(&self, text: &str, year: Option<i32>) -> Titled {
        match self.titled(text, year) {
            Titled::Body(name) => Titled::Body(name),
            titled => account::own_level_in(&key(text)).map_or(titled, Titled::Body),
        }
    }

    /// The one area that a title or file name names, whatever account inside it; provinces by any name, cities and counties
    /// by their full name only.
    pub fn titled(&self, text: &str, year: Option<i32>) -> Titled {
        let text = label::narrowed(text);
        let key = key(&text);
        let letters: Vec<char> = key.chars().collect();
        let found = self.chinese_mentions(&letters);
        let last = found.last().map_or(0, |found| found.end);
        let mut areas: Vec<Placed> = Vec::new();
        let chinese = found.into_iter().map(|found| found.mention);
        for mention in chinese.chain(self.english_mentions(&text)) {
            if let Ok(placed) = self.place(&mention, year, None)
                && areas.iter().all(|known| known.code != placed.code)
            {
                areas.push(placed);
            }
        }
        let inner: Vec<&Placed> = areas
            .iter()
            .filter(|one| !areas.iter().any(|other| other.code != one.code && is_part(&other.code, &one.code)))
            .collect();
        let outer = match inner.as_slice() {
            [only] => Some((*only).clone()),
            _ => None,
        };
        let county = self.county_behind(&letters, last, outer.as_ref().filter(|_| last > 0), year);
        let end = county.as_ref().map_or(last, |found| found.1);
        if let Some(body) = account::body_in(&key, end) {
            return Titled::Body(body);
        }
        match (county, outer) {
            (Some((titled, _)), _) => titled,
            (None, Some(area)) => Titled::Area(area),
            (None, None) => Titled::Nothing,
        }
    }

    /// The county named right behind the last area of a title, or at its beginning, and where its name ends.
    fn county_behind(
        &self,
        letters: &[char],
        last: usize,
        outer: Option<&Placed>,
        year: Option<i32>,
    ) -> Option<(Titled, usize)> {
        let start = if last > 0 { last } else { beginning(letters) };
        let tail = letters.get(start..)?;
        let most = tail.iter().take_while(|letter| label::is_chinese(**letter)).count().min(self.longest_chinese);
        let (name, lines) = (2..=most).rev().find_map(|length| {
            let name: String = tail.get(..length)?.iter().collect();
            let lines = self.counties.get(&name).filter(|_| is_county_name(&name, last > 0))?;
            let next = tail.get(length);
            next.is_none_or(|next| !NO_END.contains(next)).then(|| (name, lines.clone()))
        })?;
        let end = start + name.chars().count();
        let mention = Mention::Named(lines);
        match self.place(&mention, year, outer.map(|area| area.code.as_str())) {
            Ok(placed) => Some((Titled::Area(placed), end)),
            Err(among) if !among.is_empty() && outer.is_none() => Some((Titled::Body(name), end)),
            Err(_) => None,
        }
    }

    /// The areas that a title names in Chinese, each by its longest name, in order.
    fn chinese_mentions(&self, letters: &[char]) -> Vec<Found> {
        let mut mentions = Vec::new();
        let mut start = 0;
        while start + 1 < letters.len() {
            let rest = letters.get(start..).unwrap_or_default();
            if !matches!(rest, [first, second, ..] if self.beginnings.contains(&(*first, *second))) {
                start += 1;
                continue;
            }
            let chinese =
                rest.iter().take(self.longest_chinese.max(2)).take_while(|letter| label::is_chinese(**letter));
            let found = (2..=chinese.count()).rev().find_map(|length| {
                let part: String = rest.get(..length)?.iter().collect();
                self.title_mention(&part).map(|mention| (mention, length))
            });
            start += found.as_ref().map_or(1, |found| found.1);
            mentions.extend(found.map(|(mention, _)| Found { mention, end: start }));
        }
        mentions
    }

    /// An autonomous county counts by its full name, lest the 河南 of 河南蒙古族自治县 be taken for a province.
    fn title_mention(&self, part: &str) -> Option<Mention> {
        if part == WHOLE_NATION {
            return Some(Mention::Nation(None));
        }
        if let Some(lines) = self.counties.get(part).filter(|_| part.contains("自治")) {
            return Some(Mention::Named(lines.clone()));
        }
        let lines = self.by_key.get(part)?;
        let full = is_full_name(part);
        let fits = |level: &str| level == "province" || (level == "prefecture" && full);
        let lines: Vec<usize> =
            lines.iter().copied().filter(|&at| self.areas.get(at).is_some_and(|area| fits(&area.level))).collect();
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
}

/// Whether a name is a county's in full. A short one (`赵县`) counts behind its city only.
fn is_county_name(name: &str, is_led: bool) -> bool {
    name.ends_with(['市', '县', '区', '旗']) && (is_led || name.chars().count() >= 3)
}

/// Where the words of a title begin, behind 关于, the number of the table and the year.
fn beginning(letters: &[char]) -> usize {
    let is_before = |letter: &char| letter.is_ascii_digit() || ['关', '于', '年', '度', '表', '附'].contains(letter);
    letters.iter().take_while(|letter| is_before(letter)).count()
}
