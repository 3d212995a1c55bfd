//! The verdict, by the kind of claim and by what is known against it.

pub mod beside;
pub mod by_slip;
pub mod by_value;
pub mod citations;
pub mod inner;
pub mod own_numbers;
pub mod plain;
pub mod proven;
pub mod ranks;
pub mod reasons;
pub mod runs;
pub mod scopes;
pub mod together;
pub mod unpublished;
pub mod unseen;
