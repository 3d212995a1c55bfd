//! Official quantities: levels by year and edition, and what is computed of them.

pub mod candidates;
pub mod levels;
pub mod revisions;
