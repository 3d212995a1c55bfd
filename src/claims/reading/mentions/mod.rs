//! Mentions: what the words of one sentence name, and what stands beside each figure.

pub mod composed;
pub mod concepts;
pub mod counts;
pub mod evidence;
pub mod folded;
pub mod levels;
pub mod lexicon;
pub mod lists;
pub mod modifiers;
pub mod named;
pub mod names;
pub mod places;
pub mod runs;
pub mod sentences;
pub mod spoken;
pub mod things;
pub mod times;
pub mod tokens;
pub mod verbs;
pub mod wholes;
pub mod words;
