//! Things: what names stand for, put together to formulas.
//!
//! In: names and where the figure is of. Out: readings, each a formula with its unit and core: of a name, of one thing over
//! another, per head, of a difference of growths. Refuses series that do not exist where the figure is of.

use std::cell::RefCell;
use std::collections::{BTreeMap, HashMap};

use crate::claims::Meaning;
use crate::claims::reading::mentions::names::Candidate;
use crate::claims::reading::mentions::places::NATION;
use crate::definitions::{Definitions, Level, Scope as Areas};
use crate::formula::{self, Core, Scope, Stage};
use crate::problem::Place;
use crate::units::{Base, Kind, Unit, Units};

/// More readings of the same words say nothing any more.
const MOST: usize = 6;

/// One reading of some words.
#[derive(Clone, Debug, PartialEq)]
pub struct Reading {
    pub formula: String,
    pub stage: Option<Stage>,
    pub is_growth: bool,
    pub is_unpublished: bool,
    pub is_of_audits: bool,
    /// The level of government it is of.
    pub level: Level,
}

/// What a figure is of: readings, the likeliest first, and the words of the text.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Thing {
    pub readings: Vec<Reading>,
    pub words: String,
}

/// What a figure is of, in parts.
#[derive(Clone, Debug, Default)]
pub struct Parts {
    pub subject: Thing,
    /// The whole of a share, the other side of a ratio.
    pub whole: Option<Thing>,
    /// What the subject's growth is held against.
    pub against: Option<Thing>,
}

/// The rates of growth and the indices of level series.
#[derive(Clone, Debug, Default)]
struct Volume {
    /// Growth at constant prices, as published.
    growth: String,
    /// The index of volumes to a fixed base.
    index: Option<String>,
}

/// Formulas checked and lowered, each once.
pub struct Formulas<'a> {
    scope: Scope<'a>,
    pub units: &'a Units,
    volumes: BTreeMap<String, Volume>,
    /// National series by the names of their central and local parts.
    wholes: BTreeMap<String, String>,
    population: Option<String>,
    known: RefCell<HashMap<String, Option<(Core, Unit)>>>,
}

impl<'a> Formulas<'a> {
    pub fn new(definitions: &'a Definitions) -> Formulas<'a> {
        let mut volumes = BTreeMap::new();
        for series in definitions.series.values() {
            let Some(growth) = series.growth_of.as_ref().filter(|growth| growth.real) else { continue };
            let level = definitions.series.get(&growth.series).map_or("", |level| level.names.zh.as_str());
            let index = definitions.series.values().find(|index| {
                let fixed = matches!(index.unit.base, Some(Base::Year(_)));
                let volume = index.unit.of.as_deref().is_some_and(|of| of.contains("volume"));
                index.unit.kind == Kind::Index && fixed && volume && index.names.zh.starts_with(level)
            });
            let volume = Volume { growth: series.id.clone(), index: index.map(|index| index.id.clone()) };
            volumes.insert(growth.series.clone(), volume);
        }
        let parts = definitions.series.values().filter_map(|part| {
            let whole = part.id.strip_suffix("_central").or_else(|| part.id.strip_suffix("_local"))?;
            definitions.series.get(whole).map(|whole| (part.id.clone(), whole.id.clone()))
        });
        let population = definitions
            .series
            .values()
            .find(|series| series.aliases.iter().any(|alias| alias.text == "年末总人口" && alias.context.is_empty()));
        Formulas {
            scope: definitions.scope(),
            units: &definitions.units,
            volumes,
            wholes: parts.collect(),
            population: population.map(|series| series.id.clone()),
            known: RefCell::default(),
        }
    }

    /// The formula's tree and unit; none where it does not check.
    pub fn checked(&self, text: &str) -> Option<(Core, Unit)> {
        if let Some(known) = self.known.borrow().get(text) {
            return known.clone();
        }
        let checked = formula::parse(text).ok().and_then(|expr| {
            let (unit, _) = formula::check(&expr, &self.scope, &|_| Place::Source(text.to_string()));
            formula::lower(&expr, &self.scope).zip(unit.or_else(|| Some(Unit::ratio())))
        });
        self.known.borrow_mut().insert(text.to_string(), checked.clone());
        checked
    }

    pub fn meaning(&self, reading: &Reading, words: &str, stage: Option<Stage>) -> Option<Meaning> {
        let (core, _) = self.checked(&reading.formula)?;
        let stage = reading.stage.or(stage);
        Some(Meaning { formula: reading.formula.clone(), core, stage, words: words.to_string() })
    }

    /// What a name stands for in an area.
    pub fn thing(&self, candidates: &[Candidate], words: &str, area: Option<&str>) -> Thing {
        let is_nation = area.is_none_or(|code| code == NATION);
        let fits = |candidate: &&Candidate| match candidate.areas {
            Some(Areas::Nation) => is_nation,
            Some(Areas::Province) => !is_nation,
            _ => is_nation || candidate.level == Level::Nation,
        };
        let mut readings: Vec<Reading> = Vec::new();
        for candidate in candidates.iter().filter(fits) {
            let reading = Reading {
                formula: candidate.formula.clone(),
                stage: candidate.stage,
                is_growth: candidate.is_growth,
                is_unpublished: candidate.is_unpublished,
                is_of_audits: candidate.is_of_audits,
                level: candidate.level,
            };
            if !readings.iter().any(|known| known.formula == reading.formula) {
                readings.push(reading);
            }
        }
        readings.truncate(MOST);
        Thing { readings, words: words.to_string() }
    }

    /// The central or local part of what is of the nation; without readings where it is not on file.
    pub fn at_level(&self, thing: &Thing, level: Level) -> Thing {
        let tail = if level == Level::Central { "central" } else { "local" };
        let of_part = |reading: &Reading| {
            if reading.level == level {
                return Some(reading.clone());
            }
            let formula = format!("{}_{tail}", reading.formula);
            let is_part = reading.level == Level::Nation && self.wholes.get(&formula) == Some(&reading.formula);
            is_part.then(|| Reading { formula, level, ..reading.clone() })
        };
        Thing { readings: thing.readings.iter().filter_map(of_part).collect(), words: thing.words.clone() }
    }

    /// Readings at constant prices only: rates of growth published as such and indices of volumes.
    pub fn real_only(&self, thing: &Thing) -> Thing {
        let is_real = |reading: &&Reading| {
            let mut volumes = self.volumes.values();
            volumes.any(|known| known.growth == reading.formula || known.index.as_ref() == Some(&reading.formula))
        };
        Thing { readings: thing.readings.iter().filter(is_real).cloned().collect(), words: thing.words.clone() }
    }

    /// Whether it is an amount of money.
    pub fn is_money(&self, thing: &Thing) -> bool {
        let unit = thing.readings.first().and_then(|reading| self.checked(&reading.formula));
        unit.is_some_and(|(_, unit)| self.units.has_money(&unit))
    }

    /// The fall that an index to the year before shows; none for other rates.
    pub fn fall(&self, thing: &Thing) -> Option<Thing> {
        let index = |reading: &Reading| {
            let index = reading.formula.strip_suffix(" / 100 - 1")?;
            Some(Reading { formula: format!("1 - {index} / 100"), ..reading.clone() })
        };
        let readings: Option<Vec<Reading>> = thing.readings.iter().map(index).collect();
        readings.filter(|found| !found.is_empty()).map(|readings| Thing { readings, words: thing.words.clone() })
    }

    /// Every reading of the one over every reading of the other.
    pub fn over(&self, part: &Thing, whole: &Thing) -> Thing {
        let mut readings = Vec::new();
        for below in &whole.readings {
            for above in &part.readings {
                let formula = format!("{} / {}", bracketed(&above.formula), divisor(&below.formula));
                readings.push(Reading {
                    formula,
                    stage: above.stage.or(below.stage),
                    is_growth: false,
                    is_unpublished: above.is_unpublished || below.is_unpublished,
                    is_of_audits: above.is_of_audits || below.is_of_audits,
                    level: above.level,
                });
            }
        }
        readings.truncate(MOST);
        Thing { readings, words: format!("{} / {}", part.words, whole.words) }
    }

    /// The same for each inhabitant.
    pub fn per_head(&self, thing: &Thing) -> Thing {
        let Some(population) = &self.population else { return Thing::default() };
        let is_per_head = |formula: &str| {
            self.checked(formula).is_some_and(|(_, unit)| unit.measures.values().any(|exponent| *exponent < 0))
        };
        each(thing, |reading| {
            let formula = &reading.formula;
            match is_per_head(formula) {
                true => formula.clone(),
                false => format!("{} / {population}", bracketed(formula)),
            }
        })
    }

    /// The national series of a central or local one, for `占全国`.
    pub fn of_nation(&self, part: &Thing) -> Option<Thing> {
        let first = part.readings.first()?;
        let formula = self.wholes.get(&first.formula)?.clone();
        Some(Thing { readings: vec![Reading { formula, ..first.clone() }], words: "全国".to_string() })
    }

    /// The national series that a central or local one is a part of.
    pub fn whole_of(&self, formula: &str) -> Option<&str> {
        self.wholes.get(formula).map(String::as_str)
    }

    /// Whether a national series is one of general government, with central and local parts.
    pub fn has_parts(&self, formula: &str) -> bool {
        self.wholes.values().any(|whole| whole == formula)
    }

    /// The series of the population.
    pub fn population(&self) -> Option<&str> {
        self.population.as_deref()
    }

    /// A formula for each inhabitant, where it is an amount.
    pub fn heads(&self, formula: &str) -> Option<String> {
        let population = self.population.as_ref()?;
        let (_, unit) = self.checked(formula)?;
        let is_amount = unit.measures.values().all(|exponent| *exponent > 0) && self.units.has_money(&unit);
        is_amount.then(|| format!("{} / {population}", bracketed(formula)))
    }

    /// Rates of growth: as published where prices are constant, else computed; both where the words leave it open.
    pub fn growth(&self, thing: &Thing, real: bool, nominal: bool) -> Thing {
        let mut readings = Vec::new();
        for reading in &thing.readings {
            let own = |formula: String| Reading { formula, is_growth: true, ..reading.clone() };
            let computed = format!("growth({})", reading.formula);
            match self.volumes.get(&reading.formula).filter(|_| !reading.is_growth) {
                _ if reading.is_growth => readings.push(reading.clone()),
                Some(volume) if !nominal => {
                    readings.push(own(volume.growth.clone()));
                    if !real {
                        readings.push(own(computed));
                    }
                }
                _ => readings.push(own(computed)),
            }
        }
        readings.truncate(MOST);
        Thing { readings, words: thing.words.clone() }
    }

    /// Whether growth of this is by convention growth at constant prices.
    pub fn has_volume(&self, thing: &Thing) -> bool {
        thing.readings.first().is_some_and(|reading| self.volumes.contains_key(&reading.formula))
    }

    /// The level of a published rate of growth: what `GDP增长速度` is the growth of.
    pub fn level_of(&self, thing: &Thing) -> Thing {
        let level = |reading: &Reading| {
            let level = self.volumes.iter().find(|(_, volume)| volume.growth == reading.formula);
            level.map_or(reading.clone(), |(level, _)| Reading {
                formula: level.clone(),
                is_growth: false,
                ..reading.clone()
            })
        };
        Thing { readings: thing.readings.iter().map(level).collect(), words: thing.words.clone() }
    }

    /// Its index of volumes first, then itself: for growth over several years.
    pub fn volumes(&self, thing: &Thing, nominal: bool) -> Thing {
        let mut readings = Vec::new();
        for reading in &self.level_of(thing).readings {
            let index = self.volumes.get(&reading.formula).and_then(|volume| volume.index.clone()).filter(|_| !nominal);
            readings.extend(index.map(|formula| Reading { formula, ..reading.clone() }));
            readings.push(reading.clone());
        }
        Thing { readings, words: thing.words.clone() }
    }

    /// Growth of the one less growth of the other; nominal with nominal first.
    pub fn growth_gap(&self, one: &Thing, other: &Thing) -> Thing {
        let nominal = |thing: &Thing| self.growth(&self.level_of(thing), false, true);
        let real = |thing: &Thing| self.growth(thing, true, false);
        let mut readings = Vec::new();
        for (left, right) in [(nominal(one), nominal(other)), (nominal(one), real(other)), (real(one), real(other))] {
            if let Some((left, right)) = left.readings.first().zip(right.readings.first()) {
                let formula = format!("{} - {}", left.formula, bracketed(&right.formula));
                let reading = Reading { formula, ..left.clone() };
                if !readings.contains(&reading) {
                    readings.push(reading);
                }
            }
        }
        Thing { readings, words: format!("{} - {}", one.words, other.words) }
    }
}

fn each(thing: &Thing, formula: impl Fn(&Reading) -> String) -> Thing {
    let readings = thing.readings.iter().map(|reading| Reading { formula: formula(reading), ..reading.clone() });
    Thing { readings: readings.collect(), words: thing.words.clone() }
}

fn bracketed(formula: &str) -> String {
    if formula.contains(" + ") || formula.contains(" - ") { format!("({formula})") } else { formula.to_string() }
}

fn divisor(formula: &str) -> String {
    if formula.contains(' ') && !formula.ends_with(')') { format!("({formula})") } else { bracketed(formula) }
}
