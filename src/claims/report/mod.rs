//! Reports: checked texts for people and programs.
//!
//! In: checked texts and the records they were held against. Out: text for the terminal, JSON, or one page of HTML, all of
//! the same figures in the same order. Refuses nothing: what stands in a text or a source is escaped, never obeyed.

mod evidence;
mod figure;
mod json;
mod located;
mod notes;
mod page;
mod page_style;
mod tables;
mod terminal;
#[cfg(test)]
mod tests;

pub use evidence::{FullCell, cited};
pub use json::{to_json, traces};
pub use page::page;
pub use terminal::{View, to_text};

use super::check::Checked;
use super::verdicts::Records;
use crate::messages::Message;

/// What is reported.
#[derive(Clone, Copy)]
pub struct Report<'a> {
    /// In the order of their paths.
    pub texts: &'a [Checked],
    pub records: Records<'a>,
    /// Where the official figures are from, in words.
    pub from: &'a Message,
}
