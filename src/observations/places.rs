//! Places: what stands at one place of a stub or header, told by what most labels there say.
//!
//! In: headings with what their labels say. Out: the places that hold areas or periods. Refuses nothing.

use std::collections::HashMap;
use std::sync::Arc;

use super::Catalogue;
use super::dated::Dated;
use super::role::Role;
use super::said::Said;
use super::spoken::Spoken;
use crate::tables::{Heading, Label};

/// What every label at one place of the stub or header is, where most of them agree: an area or a period.
pub type Places = HashMap<u32, Role>;

/// Counts by label place of what is printed there: labels, areas and periods among them.
#[derive(Default)]
pub struct Counts(HashMap<u32, (usize, usize, usize)>);

impl Counts {
    /// `place` is the sheet column of a stub label and the sheet row of a header label.
    pub fn add(
        &mut self,
        headings: &[Heading],
        said: &[Vec<Arc<Said>>],
        place: fn(&Label) -> u32,
        catalogue: &Catalogue,
    ) {
        let labels = headings.iter().flat_map(|heading| &heading.labels);
        for (label, said) in labels.zip(said.iter().flatten()) {
            let counts = self.0.entry(place(label)).or_default();
            // An account alone (`市本级`) stands among areas and among items.
            let is_account = said.spoken(catalogue).is_some_and(Spoken::is_part_alone);
            counts.0 += usize::from(!is_account);
            counts.1 += usize::from(!is_account && (said.mention(catalogue).is_some() || said.looks_like_area()));
            counts.2 += usize::from(is_time(said.dated()));
        }
    }

    /// Label places that hold areas or periods by what is printed in them.
    pub fn places(self) -> Places {
        let role = |(all, areas, periods): (usize, usize, usize)| match () {
            () if areas * 2 >= all && areas >= 2 => Some(Role::Area),
            () if periods * 2 >= all && periods >= 2 => Some(Role::Period),
            () => None,
        };
        self.0.into_iter().filter_map(|(at, counts)| Some((at, role(counts)?))).collect()
    }
}

/// A period, a span or a part of a year, and nothing else.
pub fn is_time(dated: &Dated) -> bool {
    match dated {
        Dated::Whole(_) | Dated::Span(_) | Dated::Quarter(_) | Dated::Month(_) => true,
        Dated::Part(_, words) => words.is_empty(),
        _ => false,
    }
}
