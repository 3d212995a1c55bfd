//! What claims are held against.
//!
//! In: definitions, observations and the panel over them. Out: `Records`. Refuses nothing.

use crate::definitions::Definitions;
use crate::indicators::Panel;
use crate::observations::Observation;

/// What claims are held against.
#[derive(Clone, Copy)]
pub struct Records<'a> {
    pub definitions: &'a Definitions,
    pub panel: &'a Panel,
    pub observations: &'a [Observation],
}

impl Records<'_> {
    /// The panel over some of the observations.
    pub fn panel_of(&self, is_wanted: impl Fn(&Observation) -> bool) -> Panel {
        panel_of(self.observations, self.definitions, is_wanted)
    }
}

/// The panel that claims are held against: figures of known series and of an area as a whole, no other can be.
pub fn panel_of(
    observations: &[Observation],
    definitions: &Definitions,
    is_wanted: impl Fn(&Observation) -> bool,
) -> Panel {
    let is_held = |one: &Observation| one.series.is_some() && one.coverage.is_none() && is_wanted(one);
    Panel::from_some(observations, &definitions.units, is_held)
}
