//! Claims as data: `[[claim]]` tables of TOML.
//!
//! In: a file of claims, or claims found in a text. Out: claims, or a file of them that reads back to the same. Refuses,
//! pointing at the place, series and formulas that do not check and figures that are none.

use std::sync::Arc;

use super::Claim;
use crate::definitions::Definitions;
use crate::problem::{Problem, Text};

/// The claims of a file, and what is wrong with the rest.
pub fn from_toml(_: &Arc<Text>, _: &Definitions) -> (Vec<Claim>, Vec<Problem>) {
    (Vec::new(), Vec::new())
}

/// The claims as a file to edit.
pub fn to_toml(_: &[Claim]) -> String {
    String::new()
}
