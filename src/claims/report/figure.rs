//! One figure of a page, marked.
//!
//! In: a figure as printed, its verdict, its number, the number of its note. Out: a link in the colour and with the sign of
//! the verdict. Refuses nothing.

use std::fmt::Write;

use super::evidence::{sign, title};
use crate::claims::Judged;
use crate::outputs::escaped;

/// A word joiner: the sign stays on the line of its figure.
pub const JOINED: &str = "&#8288;";

pub fn write_figure(out: &mut String, printed: &str, judged: &Judged, number: usize, note: usize) {
    let (name, title, sign) = (judged.verdict.name(), title(judged.verdict), sign(judged.verdict));
    let _ = write!(
        out,
        "<a class=\"figure {name}\" id=\"figure-{number}\" href=\"#note-{note}\" title=\"{title}\">{}{JOINED}<sup>{sign}{note}</sup></a>",
        escaped(printed)
    );
}
