//! The fit: what a claim states, how its words may be read, and which candidate gives it.

pub mod case;
pub mod order;
pub mod readings;
pub mod stated;
pub mod voice;
