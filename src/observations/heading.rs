//! Headings: what the labels of one row or one column say, each label taken for what it is.
//!
//! In: a `Heading` of a table. Out: `Facets`: area, period, unit, stage, edition, status, and the item labels.
//! Refuses nothing: a label that says none of these is an item.

use std::collections::HashMap;

use crate::formula::Stage;
use crate::tables::{Heading, Label};

use super::Catalogue;
use super::account;
use super::area::{self, Mention};
use super::item::{self, Item};
use super::label::{self, has_chinese, key};
use super::period::{Dated, Period};
use super::role::{self, Role};
use super::series::{Hits, Qualifiers};
use super::unit::{self, Printed};
use super::{stage, status};

/// An area label and what it may mean; nothing where it is in an area's place and unknown.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AreaLabel {
    pub text: String,
    pub mention: Option<Mention>,
    column: u32,
}

#[derive(Clone, Debug, Default)]
pub struct Facets {
    pub areas: Vec<AreaLabel>,
    pub period: Option<Dated>,
    pub unit: Option<Printed>,
    pub stage: Option<Stage>,
    pub edition: Option<String>,
    pub status: Option<&'static str>,
    pub notes: Vec<String>,
    /// Outermost first.
    pub items: Vec<Item>,
    /// Aliases that a label of the dimension `series_id` names.
    pub identity: Option<Hits>,
    pub is_rate: bool,
    /// Compares two periods (`2017年比2016年增长(%)`): whatever the other labels name, this is not its level.
    pub is_comparison: bool,
    /// Own level of the area (`省本级`) beside the whole: a part of it.
    pub is_part: bool,
    /// An adjusted budget, which is neither the budget nor an outcome.
    pub is_adjusted: bool,
    /// Key of all labels.
    pub words: String,
    pub qualifiers: Qualifiers,
}

impl Facets {
    /// The label that names the area: the innermost of the language that resolves, Chinese before English.
    pub fn area(&self) -> Option<&AreaLabel> {
        let chinese = self.areas.iter().rev().find(|area| has_chinese(&area.text));
        let innermost = self.areas.last();
        match chinese {
            Some(area) if area.mention.is_some() || innermost.is_none_or(|last| last.mention.is_none()) => Some(area),
            Some(area) if innermost.is_some_and(|last| last.column == area.column) => Some(area),
            _ => innermost,
        }
    }

    /// Whether a label is an area, known or not, rather than whose accounts of the nation.
    pub fn names_a_place(&self) -> bool {
        self.areas.iter().any(|area| !matches!(area.mention, Some(Mention::Nation(_))))
    }

    /// The innermost item label that says something.
    pub fn item(&self) -> Option<&Item> {
        self.items.iter().rev().find(|item| !item.is_generic)
    }

    /// The innermost item label that says nothing alone.
    pub fn generic(&self) -> Option<&Item> {
        self.items.last().filter(|item| item.is_generic)
    }
}

/// What every label at one place of the stub or header is, where most of them agree: an area or a period.
pub type Places = HashMap<u32, Role>;

/// Label places that hold areas or periods by what is printed in them. `place` is the sheet column of a stub label and
/// the sheet row of a header label.
pub fn places(headings: &[Heading], place: fn(&Label) -> u32, catalogue: &Catalogue) -> Places {
    let mut seen: HashMap<u32, (usize, usize, usize)> = HashMap::new();
    for label in headings.iter().flat_map(|heading| &heading.labels) {
        let counts = seen.entry(place(label)).or_default();
        counts.0 += 1;
        counts.1 += usize::from(catalogue.mention(&label.text).is_some() || area::looks_like_one(&label.text));
        counts.2 += usize::from(matches!(catalogue.dated(&label.text), Dated::Whole(_) | Dated::Span(_)));
    }
    let role = |(all, areas, periods): (usize, usize, usize)| match () {
        () if areas * 2 >= all && areas >= 2 => Some(Role::Area),
        () if periods * 2 >= all && periods >= 2 => Some(Role::Period),
        () => None,
    };
    seen.into_iter().filter_map(|(at, counts)| Some((at, role(counts)?))).collect()
}

/// Reads one heading. `below_nation` says that the table is of a province or city, where `地方` names no area.
pub fn facets(
    heading: &Heading,
    places: &Places,
    place: fn(&Label) -> u32,
    below_nation: bool,
    catalogue: &Catalogue,
) -> Facets {
    let mut found = Facets::default();
    for label in &heading.labels {
        found.words.push_str(&unit::without_groups(&key(&label.text)));
        found.words.push(' ');
        let named = label.dimension.as_deref().and_then(role::of_dimension);
        let role = named.or_else(|| places.get(&place(label)).copied());
        let is_other = named.is_none() && label.dimension.is_some() && has_identity(heading);
        found.is_part |= account::is_own_level(&key(&label.text));
        if !is_other {
            found.read(label, role, below_nation, catalogue);
        }
    }
    found.qualifiers = Qualifiers::of(&found.words);
    item::join(&mut found.items, catalogue);
    item::fold_translations(&mut found.items, catalogue);
    if found.is_adjusted {
        found.stage = None;
        found.notes.push("adjusted budget".to_string());
    }
    found
}

/// A tidy row: one label names the series, so that labels of unknown dimensions do not.
fn has_identity(heading: &Heading) -> bool {
    let roles = heading.labels.iter().filter_map(|label| role::of_dimension(label.dimension.as_deref()?));
    roles.filter(|role| matches!(role, Role::Identity | Role::Area | Role::Period | Role::Unit)).count() >= 3
}

impl Facets {
    fn read(&mut self, label: &Label, role: Option<Role>, below_nation: bool, catalogue: &Catalogue) {
        let text = label.text.as_str();
        match role {
            Some(Role::Unit) if catalogue.units.read(text).is_some() => self.unit = unit_text(text, catalogue),
            Some(Role::Edition) => self.edition = Some(text.to_string()),
            Some(Role::Status) => self.status = status::of_dimension(text),
            Some(Role::Note) => self.notes.push(text.to_string()),
            Some(Role::Code) => {}
            Some(Role::Stage) => {
                self.is_adjusted |= stage::is_adjusted(text);
                let named = Stage::from_name(text.trim()).or_else(|| stage::of_label(text).map(|found| found.0));
                self.stage = named.or(self.stage);
            }
            Some(Role::Identity) => self.read_identity(text, catalogue),
            Some(Role::Area) if label.dimension.is_none() && is_total(text) => self.read_item(text, catalogue),
            Some(Role::Area) if !self.read_time(text, false, catalogue) => self.read_area(label, catalogue),
            Some(Role::Period) if !self.read_time(text, true, catalogue) => {
                self.read_plain(label, true, below_nation, catalogue)
            }
            Some(Role::Area | Role::Period) => {}
            _ => self.read_plain(label, false, below_nation, catalogue),
        }
    }

    fn read_area(&mut self, label: &Label, catalogue: &Catalogue) {
        let mention = catalogue.mention(&label.text);
        self.areas.push(AreaLabel { text: label.text.clone(), mention, column: label.col });
    }

    fn read_identity(&mut self, text: &str, catalogue: &Catalogue) {
        let hits = catalogue.series.hits(&[key(text)]);
        match hits.is_empty() {
            true => self.read_item(text, catalogue),
            false => self.identity = Some(hits),
        }
    }

    /// Takes a label that is a period and nothing else.
    fn read_time(&mut self, text: &str, any: bool, catalogue: &Catalogue) -> bool {
        let dated = catalogue.dated(text);
        let whole = matches!(dated, Dated::Whole(_) | Dated::Span(_) | Dated::Quarter(_) | Dated::Month(_));
        if whole || (any && dated != Dated::No) {
            let rest = if let Dated::Within(_, rest) = &dated { rest.clone() } else { String::new() };
            self.set_period(dated);
            self.is_rate |= unit::is_rate(&rest);
            self.is_comparison |= unit::is_rate(&rest);
        }
        whole
    }

    fn set_period(&mut self, dated: Dated) {
        let year = match &self.period {
            Some(Dated::Whole(period) | Dated::Within(period, _)) => Some(period.year()),
            _ => None,
        };
        self.period = Some(match (dated, year) {
            (Dated::Quarter(quarter), Some(year)) => Dated::Whole(Period::Quarter(year, quarter)),
            (Dated::Month(month), Some(year)) => Dated::Whole(Period::Month(year, month)),
            (dated, _) => dated,
        });
    }

    /// A label whose place says nothing: it must tell itself.
    fn read_plain(&mut self, label: &Label, in_time: bool, below_nation: bool, catalogue: &Catalogue) {
        let text = label.text.as_str();
        let mention = catalogue.mention(text).filter(|mention| catalogue.areas.is_plain(mention));
        let government = matches!(mention, Some(Mention::Nation(Some(_))));
        if !in_time && self.read_time(text, false, catalogue) {
            return;
        }
        if mention.is_some() && !(government && below_nation) {
            self.areas.push(AreaLabel { text: label.text.clone(), mention, column: label.col });
        } else if unit::is_unit(text, &catalogue.units) && (!unit::is_rate(text) || key(text).chars().count() == 1) {
            self.unit = unit_text(text, catalogue);
        } else {
            self.read_item(text, catalogue);
        }
    }

    fn read_item(&mut self, text: &str, catalogue: &Catalogue) {
        self.unit = catalogue.unit_in(text).or_else(|| self.unit.take());
        self.is_rate |= unit::is_rate(text);
        self.status = self.status.or_else(|| status::of_words(text));
        let item = catalogue.item(text);
        if !item.hits.is_empty() && matches!(catalogue.dated(text), Dated::No) {
            self.items.push(item);
            return;
        }
        let mut rest = text.to_string();
        match catalogue.dated(&rest) {
            Dated::Within(period, words) => {
                self.set_period(Dated::Within(period, words.clone()));
                self.is_comparison |= unit::is_rate(&words);
                rest = words;
            }
            Dated::YearBefore(words) => {
                self.set_period(Dated::YearBefore(words.clone()));
                rest = words;
            }
            _ => {}
        }
        self.is_adjusted |= stage::is_adjusted(&rest);
        if let Some((stage, words)) = stage::of_label(&rest) {
            self.stage = Some(stage);
            self.is_part |= account::is_own_level(&key(&words));
            rest = if catalogue.mention(&words) == Some(Mention::Whole) { String::new() } else { words };
        }
        let item = catalogue.item(&rest);
        if !item.forms.is_empty() {
            self.items.push(item);
        }
    }
}

/// `合计` among areas that no heading calls areas is their total, not one of them.
fn is_total(text: &str) -> bool {
    ["合计", "总计", "小计", "total"].contains(&key(text).as_str())
}

/// A part (`#住宅`) or a group (`按性别分`) in a column without a unit is counted in the unit of the column on its left
/// that prints one. For tables that print no unit for all their columns.
pub fn inherit_units(columns: &mut [Facets], headings: &[Heading]) {
    let mut left: Option<Printed> = None;
    for (column, heading) in columns.iter_mut().zip(headings) {
        match (&column.unit, &left) {
            (Some(unit), _) if !column.is_rate => left = Some(unit.clone()),
            (None, Some(unit)) if !column.is_rate && heading.labels.iter().any(|label| is_part(&label.text)) => {
                column.unit = Some(unit.clone());
                column.notes.push(format!("unit {} from the column on the left", unit.text));
            }
            (None, _) => left = None,
            _ => {}
        }
    }
}

fn is_part(text: &str) -> bool {
    let text = label::narrowed(text);
    let text = text.trim();
    let grouped = text.starts_with('按') && text.chars().any(|letter| letter == '分');
    grouped || ["#", "其中", "By ", "by ", "of which"].iter().any(|start| text.starts_with(start))
}

fn unit_text(text: &str, catalogue: &Catalogue) -> Option<Printed> {
    let inside = label::narrowed(text);
    let inside = inside.trim();
    let printed = inside.strip_prefix('(').and_then(|text| text.strip_suffix(')')).unwrap_or(inside);
    Some(Printed { text: printed.to_string(), reading: catalogue.units.read(text) })
}
