//! Inner checks: a text held against itself, with no outside data.
//!
//! In: the claims of a text and the text. Out: contradictions among them. Refuses nothing.

use super::{Claim, Contradiction};
use crate::sources::Source;

/// Figures of the text that cannot all be right.
pub fn contradictions(_: &[Claim], _: &Source) -> Vec<Contradiction> {
    Vec::new()
}
