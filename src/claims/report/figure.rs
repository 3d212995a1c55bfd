//! One figure of a page, marked.
//!
//! In: a figure as printed, its verdict, its number, the number of its note. Out: a link in the colour and with the sign of
//! the verdict. Refuses nothing.

use std::fmt::Write;

use super::evidence::sign;
use crate::claims::Judged;
use crate::outputs::escaped;

/// A word joiner: the sign stays on the line of its figure.
pub const JOINED: &str = "&#8288;";

pub fn write_figure(out: &mut String, printed: &str, judged: &Judged, number: usize, note: usize) {
    let (name, sign) = (judged.verdict.name(), sign(judged.verdict));
    let _ = write!(
        out,
        "<a class=\"figure {name}\" id=\"figure-{number}\" href=\"#note-{note}\" title=\"{name}\">{}{JOINED}<sup>{sign}{note}</sup></a>",
        escaped(printed)
    );
}
