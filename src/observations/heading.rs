//! Headings: what the labels of one row or one column say, each label taken for what it is.
//!
//! In: a `Heading` of a table. Out: `Facets`: area, period, unit, stage, edition, status, and the item labels.
//! Refuses nothing: a label that says none of these is an item.

use std::sync::Arc;

use crate::formula::Stage;
use crate::tables::{Heading, Label};

use super::Catalogue;
use super::area::Mention;
use super::coverage::Account;
use super::item::{self, Item};
use super::label;
use super::period::{Dated, Period};
use super::places::{Places, is_time};
use super::role::Role;
use super::said::Said;
use super::seat::Seat;
use super::series::{Hits, Qualifiers};
use super::status;
use super::stretch::Reach;
use super::unit::{self, Printed};

/// An area label and what it may mean; nothing where it is in an area's place and unknown.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AreaLabel {
    pub text: Arc<str>,
    pub mention: Option<Mention>,
    pub is_chinese: bool,
    /// Has the form of an area's name, known or not.
    pub is_place: bool,
    column: u32,
}

#[derive(Clone, Debug, Default)]
pub struct Facets {
    pub areas: Vec<AreaLabel>,
    pub period: Option<Dated>,
    pub unit: Option<Arc<Printed>>,
    /// The power of ten that a dimension of its own gives the unit.
    pub unit_mult: Option<i8>,
    pub stage: Option<Stage>,
    pub edition: Option<String>,
    pub status: Option<&'static str>,
    pub notes: Vec<String>,
    /// Outermost first.
    pub items: Vec<Arc<Item>>,
    /// Aliases that a label of the dimension `series_id` names.
    pub identity: Option<Hits>,
    pub is_rate: bool,
    /// A change as an amount (`增减额`), which has the unit of the level.
    pub is_change: bool,
    pub is_per_head: bool,
    /// The time over which a figure is summed up, where the words say one.
    pub reach: Option<Reach>,
    /// Counts persons, vehicles, offices: never in money, whatever the table's unit is.
    pub is_count: bool,
    /// Compares two periods (`2017年比2016年增长(%)`): whatever the other labels name, this is not its level.
    pub is_comparison: bool,
    /// The innermost account inside an area that a label speaks of (`市本级`, `全市`).
    pub account: Option<Account>,
    /// Whose own level the row is, where only the rows above say it.
    pub seat: Seat,
    /// An adjusted budget, which is neither the budget nor an outcome.
    pub is_adjusted: bool,
    /// Key of all labels.
    pub words: String,
    pub qualifiers: Qualifiers,
}

impl Facets {
    /// The label that names the area: the innermost of the language that resolves, Chinese before English.
    pub fn area(&self) -> Option<&AreaLabel> {
        let chinese = self.areas.iter().rev().find(|area| area.is_chinese);
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
        self.items.iter().rev().find(|item| !item.is_generic).map(Arc::as_ref)
    }

    /// The innermost item label that says nothing alone.
    pub fn generic(&self) -> Option<&Item> {
        self.items.last().filter(|item| item.is_generic).map(Arc::as_ref)
    }
}

/// Reads one heading. `below_nation` says that the table is of a province or city, where `地方` names no area.
pub fn facets(
    heading: &Heading,
    said: &[Arc<Said>],
    places: &Places,
    place: fn(&Label) -> u32,
    below_nation: bool,
    catalogue: &Catalogue,
) -> Facets {
    let mut found = Facets::default();
    for (label, said) in heading.labels.iter().zip(said) {
        let named = named_role(label, catalogue);
        if named == Some(Role::Note) {
            found.notes.push(label.text.clone());
            continue;
        }
        let words = said.words();
        found.words.push_str(&words.text);
        found.words.push(' ');
        found.qualifiers = found.qualifiers.and(words.qualifiers);
        found.is_per_head |= words.is_per_head;
        found.is_change |= words.is_change;
        found.reach = found.reach.or(words.reach);
        found.is_count |= words.is_count;
        let role = named.or_else(|| places.get(&place(label)).copied());
        let is_other = named.is_none() && label.dimension.is_some() && has_identity(heading, catalogue);
        if !is_other {
            found.read(label, said, role, below_nation, catalogue);
        }
    }
    if let (Some(mult), Some(unit)) = (found.unit_mult, &found.unit) {
        found.unit = Some(Arc::new(Printed::clone(unit).times_ten_to(mult)));
    }
    item::join(&mut found.items, catalogue);
    item::fold_translations(&mut found.items, catalogue);
    if found.is_adjusted {
        found.stage = None;
        found.notes.push("adjusted budget".to_string());
    }
    found
}

/// What the dimension of a label says of it.
fn named_role(label: &Label, catalogue: &Catalogue) -> Option<Role> {
    catalogue.said(label.dimension.as_deref()?).as_dimension()
}

/// A tidy row: one label names the series, so that labels of unknown dimensions do not.
fn has_identity(heading: &Heading, catalogue: &Catalogue) -> bool {
    let roles = heading.labels.iter().filter_map(|label| named_role(label, catalogue));
    roles.filter(|role| matches!(role, Role::Identity | Role::Area | Role::Period | Role::Unit)).count() >= 3
}

impl Facets {
    fn read(&mut self, label: &Label, said: &Said, role: Option<Role>, below_nation: bool, catalogue: &Catalogue) {
        let text = label.text.as_str();
        match role {
            Some(Role::Unit) if catalogue.units.read(text).is_some() => self.unit = unit_text(text, catalogue),
            Some(Role::UnitMult) => self.unit_mult = unit::power_of_ten(text).or(self.unit_mult),
            Some(Role::Edition) => self.edition = Some(text.to_string()),
            Some(Role::Status) => self.status = status::of_dimension(text),
            Some(Role::Note | Role::Code | Role::Day) => {}
            Some(Role::Stage) => {
                self.is_adjusted |= said.is_adjusted();
                let named = Stage::from_name(text.trim()).or_else(|| said.stage().map(|found| found.0));
                self.stage = named.or(self.stage);
            }
            Some(Role::Identity) => self.read_identity(said, catalogue),
            Some(Role::Area) if label.dimension.is_none() && (is_total(said) || names_thing(said, catalogue)) => {
                self.read_item(said, catalogue)
            }
            Some(Role::Area) if !self.read_time(said, false, catalogue) => {
                self.push_area(label, said, said.mention(catalogue), catalogue);
            }
            Some(Role::Period) if !self.read_time(said, true, catalogue) => {
                self.read_plain(label, said, true, below_nation, catalogue)
            }
            Some(Role::Area | Role::Period) => {}
            _ => self.read_plain(label, said, false, below_nation, catalogue),
        }
    }

    fn read_identity(&mut self, said: &Said, catalogue: &Catalogue) {
        let hits = catalogue.series.hits(std::slice::from_ref(&said.key));
        match hits.is_empty() {
            true => self.read_item(said, catalogue),
            false => self.identity = Some(hits),
        }
    }

    /// Takes a label that is a period and nothing else.
    fn read_time(&mut self, said: &Said, any: bool, catalogue: &Catalogue) -> bool {
        let dated = said.dated();
        let whole = is_time(dated);
        if let Dated::Span(_) = dated
            && let Some(unit) = said.unit(catalogue)
        {
            self.unit = Some(Arc::clone(unit));
            self.is_rate |= said.is_rate();
        }
        if let (Dated::Span(_), Some(rest)) = (dated, said.beside_span()) {
            let rest = catalogue.said(rest);
            self.is_adjusted |= rest.is_adjusted();
            self.stage = rest.stage().map(|(stage, _)| *stage).or(self.stage);
        }
        if whole || (any && *dated != Dated::No) {
            self.status = self.status.or_else(|| status::of_year(&said.text));
            let is_rate = matches!(dated, Dated::Within(_, rest) if unit::is_rate(rest));
            self.set_period(dated.clone());
            self.is_rate |= is_rate;
            self.is_comparison |= is_rate;
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
    fn read_plain(&mut self, label: &Label, said: &Said, in_time: bool, below_nation: bool, catalogue: &Catalogue) {
        let mention = said.mention(catalogue);
        let stands = mention.is_some_and(|mention| catalogue.areas.is_plain(mention)) || said.is_named_area(catalogue);
        let government = matches!(mention, Some(Mention::Nation(Some(_))));
        if !in_time && self.read_time(said, false, catalogue) {
            return;
        }
        if stands && !(government && below_nation) {
            self.push_area(label, said, mention, catalogue);
        } else if said.is_unit(catalogue) && (!said.is_rate() || said.key.chars().count() == 1) {
            self.unit = unit_text(&said.text, catalogue);
        } else {
            self.read_item(said, catalogue);
        }
    }

    fn push_area(&mut self, label: &Label, said: &Said, mention: Option<&Mention>, catalogue: &Catalogue) {
        // An area named below a group (`县级` over `文昌市`) is a member of it.
        let heads_group = self.areas.last().is_some_and(|area| area.mention == Some(Mention::Whole));
        let above = self.account.filter(|_| !(heads_group && matches!(mention, Some(Mention::Named(_)))));
        self.account = said.spoken(catalogue).map(|spoken| spoken.account).or(above);
        self.areas.push(area_label(label, said, mention));
    }

    fn read_item(&mut self, said: &Said, catalogue: &Catalogue) {
        self.unit = said.unit(catalogue).cloned().or_else(|| self.unit.take());
        self.is_rate |= said.is_rate();
        self.status = self.status.or_else(|| said.status());
        let item = said.item(catalogue);
        let dated = said.dated();
        if !item.hits.is_empty() && matches!(dated, Dated::No) {
            self.account = said.spoken(catalogue).map(|spoken| spoken.account).or(self.account);
            self.items.push(Arc::clone(item));
            return;
        }
        match dated {
            Dated::Within(_, words) => {
                self.set_period(dated.clone());
                let rest = catalogue.said(words);
                self.is_comparison |= rest.is_rate();
                self.read_undated_item(&rest, catalogue);
            }
            Dated::Part(_, words) => {
                self.set_period(dated.clone());
                self.read_undated_item(&catalogue.said(words), catalogue);
            }
            Dated::YearBefore(words) | Dated::YearAfter(words) => {
                self.set_period(dated.clone());
                self.read_undated_item(&catalogue.said(words), catalogue);
            }
            _ => self.read_undated_item(said, catalogue),
        }
    }

    /// What is left of an item label without its period.
    fn read_undated_item(&mut self, said: &Said, catalogue: &Catalogue) {
        self.is_adjusted |= said.is_adjusted();
        match said.stage() {
            Some((stage, words)) => {
                self.stage = Some(*stage);
                self.read_account_and_item(&catalogue.said(words), catalogue);
            }
            None => self.read_account_and_item(said, catalogue),
        }
    }

    /// What is left of an item label without its period and stage: `市本级` of `市本级一般公共预算收入` is no part of the item.
    fn read_account_and_item(&mut self, said: &Said, catalogue: &Catalogue) {
        if label::is_formula(&said.key) {
            return;
        }
        let mut item = Arc::clone(said.item(catalogue));
        if let Some(spoken) = said.spoken(catalogue) {
            self.account = Some(spoken.account);
            if spoken.rest.is_empty() {
                return;
            }
            if item.hits.is_empty() {
                item = Arc::clone(catalogue.said(&spoken.rest).item(catalogue));
            }
        }
        if !item.forms.is_empty() {
            self.items.push(item);
        }
    }
}

/// `教育支出` in a line of headings most of which are areas (`全市`, `市辖区`) is what is counted, and no area.
fn names_thing(said: &Said, catalogue: &Catalogue) -> bool {
    let is_known = || !said.item(catalogue).hits.is_empty() || !said.class(catalogue).classes.is_empty();
    said.mention(catalogue).is_none() && !said.looks_like_area() && is_known()
}

/// `合计` among areas that no heading calls areas is their total, not one of them.
fn is_total(said: &Said) -> bool {
    ["合计", "总计", "小计", "total"].contains(&said.key.as_str())
}

fn area_label(label: &Label, said: &Said, mention: Option<&Mention>) -> AreaLabel {
    let (text, mention, is_chinese) = (Arc::clone(&said.text), mention.cloned(), said.is_chinese);
    AreaLabel { text, mention, is_chinese, is_place: said.looks_like_area(), column: label.col }
}

/// A part (`#住宅`) or a group (`按性别分`) in a column without a unit is counted in the unit of the column on its left
/// that prints one. For tables that print no unit for all their columns.
pub fn inherit_units(columns: &mut [Facets], headings: &[Heading]) {
    let mut left: Option<Arc<Printed>> = None;
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

fn unit_text(text: &str, catalogue: &Catalogue) -> Option<Arc<Printed>> {
    let inside = label::narrowed(text);
    let inside = inside.trim();
    let printed = inside.strip_prefix('(').and_then(|text| text.strip_suffix(')')).unwrap_or(inside);
    Some(Arc::new(Printed { text: printed.to_string(), reading: catalogue.units.read(text) }))
}
