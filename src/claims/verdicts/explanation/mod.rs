//! The explanation of a figure that nothing fits.

pub mod conclude;
pub mod digits;
pub mod others;
pub mod periods;
pub mod slip;
