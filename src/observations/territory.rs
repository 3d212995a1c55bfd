//! Territories: the area of one cell, and whose account inside it.
//!
//! In: what the row, the column and the table say. Out: the area, and what of it the figure is. Refuses the table's area where
//! a label names another that is not understood.

use std::sync::Arc;

use crate::definitions::Level;
use crate::formula::Coverage;
use crate::texts::Text;

use super::Catalogue;
use super::area::{Mention, NATION, Placed, shared};
use super::coverage::{Account, Seen};
use super::doubt::Doubt;
use super::heading::{AreaLabel, Facets};
use super::seat::Seat;
use super::whole::Whole;

/// Who an account is of.
pub struct Territory {
    pub label: Option<Arc<str>>,
    pub placed: Option<Placed>,
    /// No label, title, preamble or folder names an area.
    pub is_unnamed: bool,
}

/// The sides that speak of a cell's area.
#[derive(Clone, Copy)]
pub struct Sides<'a> {
    pub whole: &'a Whole,
    pub row: &'a Facets,
    pub column: &'a Facets,
    pub catalogue: &'a Catalogue,
}

impl Sides<'_> {
    /// Whether neither row nor column names an area.
    pub fn is_unlabelled(&self) -> bool {
        inner([self.row.area(), self.column.area()]).is_none()
    }

    /// The area of the cell, and what is doubtful in it.
    pub fn territory(&self, year: Option<i32>, doubts: &mut Vec<Doubt>, notes: &mut Vec<String>) -> Territory {
        let within = self.whole.area.as_ref().map(|area| area.code.as_str());
        let labels = [self.row.area(), self.column.area()];
        let Some(area) = inner(labels) else {
            let is_unnamed = self.whole.area.is_none() && !self.whole.has_area_labels && !self.whole.is_of_body;
            return Territory { label: self.whole.area_label.clone(), placed: self.whole.area.clone(), is_unnamed };
        };
        let outer = self.outer_area(area, year).or_else(|| self.seat_above(area, year));
        let within = outer.as_deref().or(within).filter(|within| !self.is_of_some_city(area, within));
        let areas = &self.catalogue.areas;
        let place = |mention: &Mention| match self.shared_with_translation(area, mention) {
            Some(shared) => areas.place(mention, year, within).or_else(|_| areas.place(&shared, year, within)),
            None => areas.place(mention, year, within),
        };
        let placed = area.mention.as_ref().map(place);
        let mut placed = match placed {
            Some(Err(among)) if !among.is_empty() => {
                doubts.push(Doubt::Area { label: area.text.to_string(), among });
                None
            }
            other => other.and_then(Result::ok),
        };
        if let Some(placed) = &mut placed {
            placed.government = placed.government.or_else(|| self.government());
            notes.extend(placed.note.take());
        }
        Territory { label: Some(Arc::clone(&area.text)), placed, is_unnamed: false }
    }

    /// Whose account inside the area it is: what the row or column says, else the table. Of two the narrower counts. A label
    /// of another government (`省级` in a city's table) leaves the area open.
    pub fn account(&self, territory: &mut Territory) -> Seen {
        let said = match (self.row.account, self.column.account) {
            (Some(whole), Some(other)) | (Some(other), Some(whole)) if whole.is_whole() => Some(other),
            (row, column) => column.or(row),
        };
        let standing = territory.placed.as_ref().and_then(|placed| self.catalogue.areas.standing(&placed.code));
        let titled = || self.whole.account.filter(|account| !account.is_whole());
        let seen = said.or_else(titled).map_or(Seen::Whole, |account| account.within(standing));
        if territory.placed.as_ref().is_some_and(|placed| placed.code == NATION) && seen != Seen::Whole {
            return Seen::Other;
        }
        if seen == Seen::Other && said.is_some() {
            territory.placed = None;
        }
        seen
    }

    /// The area a city stands under in its own stub or header path.
    fn outer_area(&self, area: &AreaLabel, year: Option<i32>) -> Option<Text> {
        let labels = self.row.areas.iter().chain(&self.column.areas).filter(|other| *other != area);
        let labels = labels.filter(|other| translated(area, other).is_none());
        let mentions = labels.filter_map(|other| other.mention.as_ref());
        mentions
            .filter_map(|mention| self.catalogue.areas.place(mention, year, None).ok())
            .map(|placed| placed.code)
            .next()
    }

    /// The city whose row stands above a row of its own level.
    fn seat_above(&self, area: &AreaLabel, year: Option<i32>) -> Option<Text> {
        let Seat::Under(mention) = &self.row.seat else { return None };
        let within = self.whole.area.as_ref().map(|area| area.code.as_str());
        let is_row = area.mention == Some(Mention::Whole) && self.row.area() == Some(area);
        let placed = is_row.then(|| self.catalogue.areas.place(mention, year, within).ok()).flatten();
        placed.map(|placed| placed.code)
    }

    /// Whether a row is the own level of one of the cities of a province, and nothing says of which.
    fn is_of_some_city(&self, area: &AreaLabel, within: &str) -> bool {
        let is_row = area.mention == Some(Mention::Whole) && self.row.area() == Some(area);
        let standing = self.catalogue.areas.standing(within);
        let own = self.row.account.filter(|account| matches!(account, Account::Own(_)));
        let seen = own.map(|account| account.within(standing));
        is_row && self.row.seat == Seat::Open && seen == Some(Seen::Part(Coverage::Subordinate))
    }

    /// What a label and its translation beside it may both mean.
    fn shared_with_translation(&self, area: &AreaLabel, mention: &Mention) -> Option<Mention> {
        let labels = self.row.areas.iter().chain(&self.column.areas);
        labels
            .filter(|other| translated(area, other).is_some())
            .find_map(|other| shared(mention, other.mention.as_ref()?))
    }

    /// `中央` or `地方` beside another label that names the nation.
    fn government(&self) -> Option<Level> {
        let labels = self.row.areas.iter().chain(&self.column.areas);
        labels.filter_map(|area| area.mention.as_ref()).find_map(|mention| match mention {
            Mention::Nation(government) => *government,
            _ => None,
        })
    }
}

/// The area label of a cell: the one that resolves; the row's where both do.
fn inner(labels: [Option<&AreaLabel>; 2]) -> Option<&AreaLabel> {
    let [row, column] = labels;
    let government = |area: &&AreaLabel| matches!(area.mention, Some(Mention::Nation(Some(_))));
    match (row, column) {
        (Some(row), Some(column)) if government(&column) && !government(&row) => Some(row),
        (Some(row), Some(column)) if row.mention.is_none() && column.mention.is_some() && !row.is_place => Some(column),
        (row, column) => row.or(column),
    }
}

/// What two area labels in different languages may both mean.
fn translated(one: &AreaLabel, other: &AreaLabel) -> Option<Mention> {
    let other_language = one.is_chinese != other.is_chinese;
    if other_language { shared(one.mention.as_ref()?, other.mention.as_ref()?) } else { None }
}
