//! Series: printed item labels to catalogue ids.
//!
//! In: the aliases of the catalogue, and what is known of a cell. Out: the one series it is a figure of. Refuses to
//! guess: shares, growth rates and parts are not their whole, and two series of one alias are none.

use std::collections::HashMap;

use crate::definitions::{Alias, Definitions, Level, Scope, Series};
use crate::formula::Stage;
use crate::units::{Kind, Reading, Unit, Units};

use super::label::{self, bare, key};

/// One alias of one series, normalised.
#[derive(Clone, Debug)]
struct Entry {
    series: usize,
    stage: Option<Stage>,
    level: Option<Level>,
    areas: Option<Scope>,
    context: Vec<String>,
}

#[derive(Clone, Debug)]
struct Subject {
    id: String,
    unit: Unit,
    level: Level,
    context: Vec<String>,
    from: Option<i32>,
    to: Option<i32>,
    /// Names, aliases and context in one text.
    words: String,
    /// The qualifying words among them.
    qualifiers: Qualifiers,
}

/// Aliases found for a label, by position.
pub type Hits = Vec<usize>;

#[derive(Clone, Debug, Default)]
pub struct SeriesIndex {
    subjects: Vec<Subject>,
    entries: Vec<Entry>,
    by_key: HashMap<String, Hits>,
}

/// What is known of a cell besides its item label.
#[derive(Clone, Debug)]
pub struct Evidence<'a> {
    pub year: Option<i32>,
    /// `None` where no area is known.
    pub in_nation: bool,
    pub government: Option<Level>,
    pub stage: Option<Stage>,
    pub reading: Option<&'a Reading>,
    /// The labels speak of a share, growth, index or rank.
    pub is_rate: bool,
    /// Keys of the title, unit line and preamble; of the row's labels; of the column's labels.
    pub around: [&'a str; 3],
    /// Words that make the figure another one than its item says.
    pub qualifiers: Qualifiers,
}

/// The outcome for one cell.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Chosen {
    None,
    One {
        id: String,
        stage: Option<Stage>,
        level: Level,
    },
    /// More than one series fits.
    Several(Vec<String>),
}

impl SeriesIndex {
    /// A concept of which nothing is published, or a sum of our own, is no series that a table could print; classes of the
    /// budget are told by their place in the classification.
    pub fn new(definitions: &Definitions) -> SeriesIndex {
        let mut index = SeriesIndex::default();
        let is_named =
            |series: &&Series| series.unpublished.is_none() && series.sum_of.is_none() && !series.is_of_classification;
        for series in definitions.series.values().filter(is_named) {
            index.add(series, &definitions.units);
        }
        index
    }

    fn add(&mut self, series: &Series, units: &Units) {
        let at = self.subjects.len();
        let own = [&series.id, &series.names.zh, &series.names.en]
            .map(|text| Alias { text: text.clone(), ..Alias::default() });
        let mut words = String::new();
        for alias in series.aliases.iter().chain(&own) {
            let context: Vec<String> = alias.context.iter().map(|word| key(word)).collect();
            let entry = self.entries.len();
            let (stage, level, areas) = (alias.stage, alias.level, alias.areas);
            self.entries.push(Entry { series: at, stage, level, areas, context });
            for form in alias_keys(&alias.text, units) {
                words.push_str(&form);
                words.push(' ');
                self.by_key.entry(form).or_default().push(entry);
            }
        }
        let context: Vec<String> = series.context.iter().map(|word| key(word)).collect();
        words.push_str(&context.join(" "));
        let (id, unit, level) = (series.id.clone(), series.unit.clone(), series.level);
        let (from, to, qualifiers) = (series.from, series.to, Qualifiers::of(&words));
        self.subjects.push(Subject { id, unit, level, context, from, to, words, qualifiers });
    }

    /// Aliases equal to one of the forms of a label; the first form that is known decides.
    pub fn hits(&self, forms: &[String]) -> Hits {
        forms.iter().find_map(|form| self.by_key.get(form)).cloned().unwrap_or_default()
    }

    /// Whether the other labels of the cell leave the series what it is: its own context or name says the same words.
    fn is_compatible(&self, entry: usize, other: &[String]) -> bool {
        let Some(entry) = self.entries.get(entry) else { return false };
        let Some(subject) = self.subjects.get(entry.series) else { return false };
        let context = || entry.context.iter().chain(&subject.context);
        other.iter().any(|form| {
            subject.words.split(' ').any(|words| words.contains(form.as_str())) || context().any(|word| word == form)
        })
    }

    /// Keeps the hits that another label of the cell does not contradict: it says nothing, or words of the series, or
    /// names the same series.
    pub fn compatible(&self, hits: &[usize], other: &[String], other_hits: &[usize]) -> Hits {
        let series = |at: usize| self.entries.get(at).map(|entry| entry.series);
        let same = |at: usize| other_hits.iter().any(|&other| series(other) == series(at));
        hits.iter().copied().filter(|&at| other.is_empty() || same(at) || self.is_compatible(at, other)).collect()
    }

    /// The aliases that name a series which `others` name too.
    pub fn of_same_series(&self, hits: &[usize], others: &[usize]) -> Hits {
        let series = |at: usize| self.entries.get(at).map(|entry| entry.series);
        let same = |at: &usize| others.iter().any(|&other| series(other) == series(*at)) && !others.contains(at);
        hits.iter().copied().filter(same).collect()
    }

    pub fn choose(&self, hits: &[usize], evidence: &Evidence, units: &Units) -> Chosen {
        let mut fitting: Vec<(u8, usize, &Entry)> = Vec::new();
        for (entry, subject) in hits.iter().filter_map(|&at| self.pair(at)) {
            if fits(entry, subject, evidence, units) {
                let narrow =
                    u8::from(entry.level.is_some() || !entry.context.is_empty() || !subject.context.is_empty());
                let own = u8::from(subject.level == Level::Nation || evidence.government.is_some());
                fitting.push((narrow * 2 + own, entry.series, entry));
            }
        }
        let best = fitting.iter().map(|found| found.0).max();
        fitting.retain(|found| Some(found.0) == best);
        let Some((_, series, entry)) = fitting.first() else { return Chosen::None };
        if fitting.iter().all(|found| found.1 == *series)
            && let Some(subject) = self.subjects.get(*series)
        {
            return Chosen::One { id: subject.id.clone(), stage: entry.stage, level: subject.level };
        }
        let mut ids: Vec<String> =
            fitting.iter().filter_map(|found| self.subjects.get(found.1)).map(|s| s.id.clone()).collect();
        ids.sort();
        ids.dedup();
        Chosen::Several(ids)
    }

    fn pair(&self, at: usize) -> Option<(&Entry, &Subject)> {
        let entry = self.entries.get(at)?;
        Some((entry, self.subjects.get(entry.series)?))
    }
}

/// The keys a definition's alias is filed under: itself, and itself without a unit in brackets.
fn alias_keys(text: &str, units: &Units) -> Vec<String> {
    let mut keys = vec![key(text), key(&bare(text)), key(&bare(&label::without_units(text, units)))];
    keys.retain(|key| !key.is_empty());
    keys.sort();
    keys.dedup();
    keys
}

fn fits(entry: &Entry, subject: &Subject, evidence: &Evidence, units: &Units) -> bool {
    let dated = evidence
        .year
        .is_none_or(|year| subject.from.is_none_or(|from| from <= year) && subject.to.is_none_or(|to| year <= to));
    let staged = entry.stage.is_none() || evidence.stage.is_none() || entry.stage == evidence.stage;
    let spoken = |words: &[String]| {
        words.is_empty() || words.iter().any(|word| evidence.around.iter().any(|around| around.contains(word.as_str())))
    };
    dated
        && staged
        && level_fits(entry, subject, evidence)
        && unit_fits(&subject.unit, evidence, units)
        && spoken(&entry.context)
        && spoken(&subject.context)
        && evidence.qualifiers.all_in(subject.qualifiers)
}

/// Central and local accounts exist for the nation only; below it every account is the area's own.
fn level_fits(entry: &Entry, subject: &Subject, evidence: &Evidence) -> bool {
    let area = match entry.areas {
        Some(Scope::Nation) => evidence.in_nation,
        Some(Scope::Province) => !evidence.in_nation,
        _ => true,
    };
    let level = match (entry.level, evidence.government) {
        (Some(wanted), spoken) => spoken == Some(wanted),
        (None, Some(spoken)) => subject.level == spoken,
        (None, None) => true,
    };
    area && level && (evidence.in_nation || subject.level == Level::Nation)
}

/// Whether what is known of a cell's unit leaves room for another.
pub fn unit_fits(unit: &Unit, evidence: &Evidence, units: &Units) -> bool {
    let quantity = unit.kind == Kind::Quantity;
    match evidence.reading {
        Some(reading) => {
            let base = reading.base.is_none() || unit.base.is_none() || reading.base == unit.base;
            units.fits(&reading.measure, unit) && base
        }
        None => !(quantity && evidence.is_rate),
    }
}

/// Words that make a figure another one than its item says, as a set. They must be words of the series itself.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Qualifiers(u32);

/// The first ones name other accounts, and qualify every figure under a title that has them; the others may stand in a
/// title beside a level (`财政收支总额及增长速度`).
const QUALIFYING: [&str; 23] = [
    "预算外",
    "政府性基金",
    "国有资本经营",
    "社会保险基金",
    "基金预算",
    "财政专户",
    "extrabudget",
    "平均每",
    "人均",
    "平均",
    "户均",
    "比重",
    "占比",
    "构成",
    "增长",
    "增速",
    "指数",
    "贡献",
    "拉动",
    "percapita",
    "share",
    "growth",
    "average",
];
const ACCOUNTS: u32 = 0b1111_1111;

impl Qualifiers {
    pub fn of(key: &str) -> Qualifiers {
        let found = QUALIFYING.iter().enumerate().filter(|(_, word)| key.contains(**word));
        Qualifiers(found.fold(0, |set, (at, _)| set | 1 << at))
    }

    /// Of a title: where it speaks of several things (及, 和, 与), only words for other accounts qualify all of them.
    pub fn of_title(key: &str) -> Qualifiers {
        let found = Qualifiers::of(key);
        if key.contains(['及', '和', '与']) { Qualifiers(found.0 & ACCOUNTS) } else { found }
    }

    pub fn and(self, other: Qualifiers) -> Qualifiers {
        Qualifiers(self.0 | other.0)
    }

    /// Whether they name accounts at most.
    pub fn is_of_accounts(self) -> bool {
        self.0 & !ACCOUNTS == 0
    }

    fn all_in(self, other: Qualifiers) -> bool {
        self.0 & !other.0 == 0
    }
}
