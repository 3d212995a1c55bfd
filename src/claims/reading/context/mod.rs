//! Context: what the text around a sentence says of its figures.

pub mod antecedent;
pub mod citations;
pub mod frames;
pub mod outcomes;
pub mod period;
pub mod scopes;
pub mod subjects;
pub mod terms;
pub mod text;
pub mod topics;
pub mod written;
