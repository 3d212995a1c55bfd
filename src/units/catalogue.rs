//! The catalogue of measures and of the ways they are printed.
//!
//! In: `Measure`s and `Spelling`s. Out: `Reading`s of printed unit texts, scales to base units, and what a printed
//! measure is as a `Unit`. Refuses (reads as nothing) what is not spelled in the catalogue or composed of what is.

use std::collections::BTreeMap;
use std::ops::Bound;

use super::composed::Magnitudes;
use super::{Base, Kind, Unit};
use crate::script;

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum MeasureKind {
    Money,
    Persons,
    Ratio,
    Points,
    Index,
    Count,
    Other,
}

impl MeasureKind {
    pub const NAMES: [&str; 7] = ["money", "persons", "ratio", "points", "index", "count", "other"];

    pub fn from_name(name: &str) -> Option<MeasureKind> {
        use MeasureKind::*;
        let kinds = [Money, Persons, Ratio, Points, Index, Count, Other];
        MeasureKind::NAMES.iter().zip(kinds).find(|(known, _)| **known == name).map(|(_, kind)| kind)
    }
}

/// One measure: `CNY`, `PS`, `PT`.
#[derive(Clone, Debug, PartialEq)]
pub struct Measure {
    pub id: String,
    pub kind: MeasureKind,
    /// To the base of its kind: 0.01 for percent.
    pub scale: f64,
    pub zh: String,
    pub en: String,
}

/// Printed texts that mean one measure times a power of ten.
#[derive(Clone, Debug, PartialEq)]
pub struct Spelling {
    pub texts: Vec<String>,
    pub measure: String,
    pub mult: i8,
}

/// Printed words for one power of ten beside a currency (`百万`, `crore`).
#[derive(Clone, Debug, PartialEq)]
pub struct Magnitude {
    pub texts: Vec<String>,
    pub mult: i8,
}

/// What a printed unit text means: 亿元 is `CNY` and 8.
#[derive(Clone, Debug, PartialEq)]
pub struct Reading {
    /// `CNY`, compound as `CNY/PS`.
    pub measure: String,
    pub mult: i8,
    /// The first spelling of its entry.
    pub canonical: String,
    /// Of an index, where the text says it (`1978年=100`).
    pub base: Option<Base>,
}

#[derive(Clone, Debug, Default, PartialEq)]
pub struct Units {
    measures: BTreeMap<String, Measure>,
    readings: BTreeMap<String, Reading>,
    /// The units of all measures that a spelling names.
    spelled: BTreeMap<String, Unit>,
    magnitudes: Magnitudes,
    longest: usize,
}

impl Units {
    /// Later entries never replace earlier ones; callers report duplicates themselves.
    pub fn new(measures: Vec<Measure>, spellings: Vec<Spelling>) -> Units {
        let mut units = Units::default();
        for measure in measures {
            units.measures.entry(measure.id.clone()).or_insert(measure);
        }
        for spelling in spellings {
            let canonical = spelling.texts.first().cloned().unwrap_or_default();
            let reading = Reading { measure: spelling.measure, mult: spelling.mult, canonical, base: None };
            if let Some(unit) = units.unit_of(&reading.measure) {
                units.spelled.insert(reading.measure.clone(), unit);
            }
            for text in &spelling.texts {
                units.longest = units.longest.max(text.chars().count());
                units.readings.entry(plain(text)).or_insert_with(|| reading.clone());
            }
        }
        units
    }

    /// The same, with words for powers of ten that may stand beside any currency.
    pub fn with_magnitudes(self, magnitudes: &[Magnitude]) -> Units {
        let words = magnitudes.iter().flat_map(|own| own.texts.iter().map(|text| (plain(text), own.mult)));
        Units { magnitudes: Magnitudes::new(words.collect()), ..self }
    }

    pub fn measure(&self, id: &str) -> Option<&Measure> {
        self.measures.get(id)
    }

    pub fn measures(&self) -> impl Iterator<Item = &Measure> {
        self.measures.values()
    }

    /// Every known spelling, blanks and case folded away.
    pub fn spellings(&self) -> impl Iterator<Item = &str> {
        self.readings.keys().map(String::as_str)
    }

    /// The spellings that a text begins with, shortest first, blanks, width and case aside: how many letters of the text
    /// each takes, its plain form, and what it means.
    pub fn prefixes(&self, text: &[char]) -> Vec<(usize, String, Reading)> {
        let (mut found, mut key) = (Vec::new(), String::new());
        for (at, &letter) in text.iter().enumerate() {
            let before = key.len();
            key.extend(narrow(letter).into_iter().flat_map(char::to_lowercase));
            if key.len() == before {
                continue;
            }
            let next = self.readings.range::<str, _>((Bound::Included(key.as_str()), Bound::Unbounded)).next();
            match next {
                Some((spelling, reading)) if *spelling == key => found.push((at + 1, key.clone(), reading.clone())),
                Some((spelling, _)) if spelling.starts_with(&key) => {}
                // No spelling goes on like this.
                _ => break,
            }
        }
        found
    }

    /// Letters that a printed unit may take, blanks between its words included.
    pub fn longest_spelling(&self) -> usize {
        self.longest
    }

    /// The first spellings of the units that figures of this unit can be printed in, shortest first.
    pub fn canonical_spellings(&self, unit: &Unit) -> Vec<&str> {
        let fitting = self.readings.values().filter(|reading| self.fits(&reading.measure, unit));
        let mut texts: Vec<&str> = fitting.map(|reading| reading.canonical.as_str()).collect();
        texts.sort_by_key(|text| (text.chars().count(), *text));
        texts.dedup();
        texts
    }

    /// Reads a printed unit text: blanks, brackets, full-width forms and case do not matter. What is not spelled in the
    /// catalogue may still be a quotient of two that are (`亿元/万人`), one unit in two languages
    /// (`человек / persons`) or an index with its base (`1978=100`).
    pub fn read(&self, printed: &str) -> Option<Reading> {
        let text = plain(printed);
        let known = self.exact(&text).or_else(|| self.index(&text)).or_else(|| self.quotient(&text, "/", printed));
        known.or_else(|| self.composed(&text)).or_else(|| {
            let spaced = printed.to_lowercase();
            if spaced.contains(" per ") { self.quotient(&text, "per", printed) } else { None }
        })
    }

    /// A currency with a power of ten beside it.
    fn composed(&self, text: &str) -> Option<Reading> {
        if text.chars().count() > LONGEST_COMPOSED {
            return None;
        }
        let of = |text: &str, kinds: &[MeasureKind]| {
            let reading = self.readings.get(text)?;
            let kind = self.measures.get(&reading.measure).map(|measure| measure.kind)?;
            kinds.contains(&kind).then(|| reading.clone())
        };
        let money = |text: &str| of(text, &[MeasureKind::Money]);
        let counted = |text: &str| of(text, &[MeasureKind::Persons, MeasureKind::Count, MeasureKind::Other]);
        let found = self.magnitudes.read(text, money).or_else(|| Magnitudes::read_named(text, money));
        found.or_else(|| self.magnitudes.read_counted(text, counted))
    }

    fn exact(&self, text: &str) -> Option<Reading> {
        let mut reading = self.readings.get(text).cloned()?;
        reading.base = base_of(text);
        Some(reading)
    }

    /// `1978=100` is the catalogue's `=100` with a base.
    fn index(&self, text: &str) -> Option<Reading> {
        let base = base_of(text)?;
        let reading = self.readings.get("=100")?;
        Some(Reading { base: Some(base), canonical: text.to_string(), ..reading.clone() })
    }

    fn quotient(&self, text: &str, between: &str, printed: &str) -> Option<Reading> {
        text.match_indices(between).find_map(|(at, _)| {
            let above = self.readings.get(text.get(..at)?)?;
            let below = self.readings.get(text.get(at + between.len()..)?)?;
            let simple = |reading: &Reading| !reading.measure.contains('/');
            if above.measure == below.measure && text.get(..at) != text.get(at + between.len()..) {
                return (above.mult == below.mult).then(|| above.clone());
            }
            if !simple(above) || !simple(below) {
                return None;
            }
            let measure = format!("{}/{}", above.measure, below.measure);
            let mult = above.mult.checked_sub(below.mult)?;
            Some(Reading { measure, mult, canonical: printed.trim().to_string(), base: None })
        })
    }

    /// What one printed unit is worth in base units: 10^mult times the scales of its measures. 1 for unknown measures.
    pub fn scale_to_base(&self, measure: &str, mult: i8) -> f64 {
        let power = 10f64.powi(i32::from(mult).abs());
        let power = if mult < 0 { 1.0 / power } else { power };
        parts(measure).fold(power, |scale, (id, exponent)| {
            let own = self.measures.get(id).map_or(1.0, |found| found.scale);
            if exponent > 0 { scale * own } else { scale / own }
        })
    }

    /// The unit a measure id (`CNY`, `CNY/PS`, `PT`) stands for, without qualifiers. `None` where a part is unknown.
    pub fn unit_of(&self, measure: &str) -> Option<Unit> {
        let mut unit = Unit::ratio();
        for (id, exponent) in parts(measure) {
            if id == "1" {
                continue;
            }
            let single = self.single(id)?;
            unit = if exponent > 0 { unit.times(&single) } else { unit.over(&single) };
        }
        Some(unit)
    }

    fn single(&self, id: &str) -> Option<Unit> {
        let measure = self.measures.get(id)?;
        Some(match measure.kind {
            MeasureKind::Ratio => Unit::ratio(),
            MeasureKind::Points => Unit::points(),
            MeasureKind::Index => Unit::of_kind(Kind::Index),
            _ => Unit { measures: BTreeMap::from([(id.to_string(), 1)]), ..Unit::of_kind(Kind::Quantity) },
        })
    }

    /// Whether figures printed in `measure` can be figures of a series with this unit (money with money of the same
    /// currency, % with ratios).
    pub fn fits(&self, measure: &str, unit: &Unit) -> bool {
        let fits = |printed: &Unit| printed.kind == unit.kind && printed.measures == unit.measures;
        self.spelled.get(measure).map_or_else(|| self.unit_of(measure).as_ref().is_some_and(fits), fits)
    }

    /// Whether any measure in the unit is money.
    pub fn has_money(&self, unit: &Unit) -> bool {
        unit.measures.keys().any(|id| self.measures.get(id).is_some_and(|measure| measure.kind == MeasureKind::Money))
    }
}

/// Letters of a currency with a power of ten beside it.
const LONGEST_COMPOSED: usize = 40;

/// The measure ids of `CNY/PS` with their side of the line (1 or -1).
fn parts(measure: &str) -> impl Iterator<Item = (&str, i32)> {
    measure.split('/').enumerate().flat_map(|(place, side)| {
        let exponent = if place == 0 { 1 } else { -1 };
        side.split('*').map(move |id| (id.trim(), exponent))
    })
}

/// `1978年=100` and `上年=100` say what is 100.
fn base_of(text: &str) -> Option<Base> {
    let base = text.strip_suffix("=100").or_else(|| text.strip_suffix("为100"))?;
    let base = base.strip_prefix('以').unwrap_or(base);
    let base = base.strip_suffix("年").unwrap_or(base);
    if ["上", "去", "previousyear", "precedingyear", "lastyear"].contains(&base) {
        return Some(Base::PreviousYear);
    }
    let year: i32 = base.parse().ok()?;
    (1900..=2100).contains(&year).then_some(Base::Year(year))
}

/// A unit text with everything that does not carry meaning taken away: blanks, brackets around the whole, the words
/// `单位` and `unit`, full-width forms, case.
pub fn plain(printed: &str) -> String {
    let mut text: String = printed.chars().filter_map(narrow).collect::<String>().to_lowercase();
    for word in ["计量单位:", "单位:", "单位", "units:", "unit:"] {
        if let Some(rest) = text.strip_prefix(word) {
            text = rest.to_string();
        }
    }
    while let Some(inner) = inside_brackets(&text) {
        text = inner.to_string();
    }
    text
}

/// Half-width form; blanks and invisible marks vanish.
fn narrow(letter: char) -> Option<char> {
    match letter {
        _ if letter.is_whitespace() => None,
        '\u{ad}' | '\u{200b}'..='\u{200f}' | '\u{2060}'..='\u{2064}' | '\u{feff}' => None,
        '〔' | '【' | '［' | '[' => Some('('),
        '〕' | '】' | '］' | ']' => Some(')'),
        '\u{ff01}'..='\u{ff5e}' => char::from_u32(u32::from(letter) - 0xfee0),
        '∕' | '⁄' => Some('/'),
        '﹪' => Some('%'),
        _ => Some(script::simplified(letter)),
    }
}

/// The text inside one pair of brackets that spans the whole.
fn inside_brackets(text: &str) -> Option<&str> {
    let inner = text.strip_prefix('(')?.strip_suffix(')')?;
    let balanced = inner.chars().try_fold(0i32, |depth, letter| match letter {
        '(' => Some(depth + 1),
        ')' if depth == 0 => None,
        ')' => Some(depth - 1),
        _ => Some(depth),
    });
    (balanced == Some(0)).then_some(inner)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn units() -> Units {
        let measure = |id: &str, kind, scale| {
            let (zh, en) = (String::new(), String::new());
            Measure { id: id.to_string(), kind, scale, zh, en }
        };
        let spelling = |texts: &[&str], measure: &str, mult| {
            let texts = texts.iter().map(|text| text.to_string()).collect();
            Spelling { texts, measure: measure.to_string(), mult }
        };
        Units::new(
            vec![
                measure("CNY", MeasureKind::Money, 1.0),
                measure("PS", MeasureKind::Persons, 1.0),
                measure("PT", MeasureKind::Ratio, 0.01),
                measure("IX", MeasureKind::Index, 1.0),
            ],
            vec![
                spelling(&["亿元", "100 million yuan"], "CNY", 8),
                spelling(&["元/人"], "CNY/PS", 0),
                spelling(&["万人", "10 000 persons"], "PS", 4),
                spelling(&["%"], "PT", 0),
                spelling(&["=100"], "IX", 0),
            ],
        )
    }

    #[test]
    fn blanks_brackets_width_and_case_do_not_matter() {
        for printed in ["亿元", " 亿 元 ", "（亿元）", "单位：亿元", "(100 Million Yuan)", "Unit: 100 million yuan"]
        {
            let reading = units().read(printed);
            assert_eq!(reading.map(|found| (found.measure, found.mult)), Some(("CNY".to_string(), 8)), "{printed}");
        }
        assert_eq!(units().read("％").map(|found| found.measure), Some("PT".to_string()));
        assert_eq!(units().read("台"), None);
        assert_eq!(units().read(""), None);
    }

    #[test]
    fn quotients_are_composed_and_index_bases_read() {
        let reading = units().read("亿元/万人").map(|found| (found.measure, found.mult));
        assert_eq!(reading, Some(("CNY/PS".to_string(), 4)));
        let twice = units().read("万人 / 10 000 persons").map(|found| (found.measure, found.mult));
        assert_eq!(twice, Some(("PS".to_string(), 4)));
        assert_eq!(units().read("1978年=100").and_then(|found| found.base), Some(Base::Year(1978)));
        assert_eq!(units().read("上年＝100").and_then(|found| found.base), Some(Base::PreviousYear));
    }

    #[test]
    fn scales_are_powers_of_ten_times_the_measures_own() {
        assert_eq!(units().scale_to_base("CNY", 8), 1e8);
        assert_eq!(units().scale_to_base("PT", 0), 0.01);
        assert_eq!(units().scale_to_base("CNY/PS", 4), 1e4);
        let share = Unit::ratio();
        assert!(units().fits("PT", &share) && !units().fits("CNY", &share));
    }
}
