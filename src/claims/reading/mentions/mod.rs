//! Mentions: what the words of one sentence name, and what stands beside each figure.

pub mod bare;
pub mod composed;
pub mod concepts;
pub mod counts;
pub mod evidence;
pub mod folded;
pub mod hundreds;
pub mod levels;
pub mod lexicon;
pub mod lists;
pub mod modifiers;
pub mod named;
pub mod naming;
pub mod names;
pub mod occurrences;
pub mod places;
pub mod reckoned;
pub mod runs;
pub mod sentences;
pub mod spoken;
pub mod things;
pub mod times;
pub mod tokens;
pub mod verbs;
pub mod wholes;
pub mod words;
