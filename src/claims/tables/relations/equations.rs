//! Equations of a relation.
//!
//! In: nothing. Out: `Equation` and `Relation`. Refuses nothing.

use super::forms::Form;

/// One equation of a relation.
#[derive(Clone, Debug, PartialEq)]
pub struct Equation {
    pub form: Form,
    /// Places of its members: what is computed first.
    pub members: Vec<usize>,
    pub holds: bool,
}

/// Equations of one form between the same lines of a table, most of which hold.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Relation {
    pub equations: Vec<Equation>,
}
