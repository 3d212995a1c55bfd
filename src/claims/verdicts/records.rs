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
