//! Namings: a thing that a sentence names, with the series that the words beside it leave.
//!
//! In: what the words of one naming say: thing, flow, level, stage. Out: its series. Refuses those of other flows, levels
//! and areas.

use std::ops::Range;

use crate::claims::reading::mentions::concepts::{Concept, Concepts, Member};
use crate::definitions::{Flow, Level, Part};
use crate::formula::Stage;

/// One naming of a thing.
#[derive(Clone, Debug, PartialEq)]
pub struct Named {
    /// Bytes of its sentence.
    pub at: Range<usize>,
    /// Position of the concept; none for an account named by level and flow alone.
    pub concept: Option<usize>,
    pub flow: Option<Flow>,
    /// As the words say, or none.
    pub level: Option<Level>,
    pub stage: Option<Stage>,
    /// 全国 stands before it.
    pub says_nation: bool,
    /// A flow or a level alone, which goes on with a thing named before.
    pub is_bare: bool,
    pub words: String,
}

/// Namings, and the words of parts with their places.
#[derive(Clone, Debug, Default)]
pub struct Names {
    pub named: Vec<Named>,
    pub parts: Vec<(Range<usize>, Part)>,
}

impl Named {
    /// The series that its words leave, those that they tell best first.
    pub fn members<'c>(&self, concepts: &'c Concepts, is_nation: bool) -> Vec<&'c Member> {
        let concept: &Concept = match self.concept.and_then(|concept| concepts.all.get(concept)) {
            Some(concept) => concept,
            None => &concepts.accounts,
        };
        let fits_area = |member: &&Member| match member.areas {
            Some(crate::definitions::Scope::Nation) => is_nation,
            Some(crate::definitions::Scope::Province) => !is_nation,
            _ => is_nation || member.level == Level::Nation,
        };
        let all: Vec<&Member> = concept.of_flow(self.flow).into_iter().filter(fits_area).collect();
        let of = |level: Level| all.iter().copied().filter(|member| member.level == level).collect::<Vec<_>>();
        match self.level {
            Some(level @ (Level::Central | Level::Local)) if is_nation => of(level),
            // What exists of one level alone (三公经费) needs no word of it.
            _ => {
                let whole = |member: &Member| {
                    let tails = ["_central", "_local"];
                    tails.iter().find_map(|tail| member.formula.strip_suffix(tail).map(str::to_string))
                };
                let is_part =
                    |member: &&Member| whole(member).is_some_and(|id| all.iter().any(|one| one.formula == id));
                all.iter().copied().filter(|member| !is_part(member)).collect()
            }
        }
    }
}
