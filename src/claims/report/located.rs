//! Where the figures of a text stand in its paragraphs.
//!
//! In: a checked text. Out: for each paragraph the bytes of its figures, and the figures that no paragraph holds as
//! printed. Refuses to place a figure where its printed words do not stand.

use std::collections::BTreeMap;
use std::ops::Range;

use crate::claims::check::Checked;
use crate::claims::{Claim, TableCell};
use crate::sources::Source;

/// Figures by paragraph.
#[derive(Debug, Default)]
pub struct Located {
    /// Position of the passage: figures as bytes of its text and positions in `judged`, in the order of the text.
    pub by_passage: BTreeMap<usize, Vec<(Range<usize>, usize)>>,
    /// Cells of tables, with positions in `judged` of the figures in them, in their order.
    pub by_cell: BTreeMap<TableCell, Vec<usize>>,
    /// Positions in `judged`.
    pub elsewhere: Vec<usize>,
}

/// Finds every figure of a text.
pub fn located(checked: &Checked) -> Located {
    let mut located = Located::default();
    for (at, judged) in checked.judged.iter().enumerate() {
        if let Some(cell) = judged.claim.place.cell.filter(|_| !checked.tables.is_empty()) {
            located.by_cell.entry(cell).or_default().push(at);
            continue;
        }
        match locate(&judged.claim, &checked.source) {
            Some((passage, bytes)) => located.by_passage.entry(passage).or_default().push((bytes, at)),
            None => located.elsewhere.push(at),
        }
    }
    located
        .by_passage
        .values_mut()
        .for_each(|figures| figures.sort_by_key(|(bytes, at)| (bytes.start, bytes.end, *at)));
    located
}

/// The passage counted through the whole text, else one whose own number it is.
fn locate(claim: &Claim, source: &Source) -> Option<(usize, Range<usize>)> {
    let counted = (claim.place.paragraph as usize).checked_sub(1);
    let numbered = || {
        source.passages.iter().position(|passage| {
            passage.row == claim.place.paragraph && (passage.sheet == claim.place.sheet || claim.place.sheet.is_empty())
        })
    };
    let found = |at: usize| Some((at, within(claim, &source.passages.get(at)?.text)?));
    counted.and_then(found).or_else(|| numbered().and_then(found))
}

/// The printed words at their offset, else inside their sentence.
fn within(claim: &Claim, paragraph: &str) -> Option<Range<usize>> {
    let printed = claim.printed();
    if printed.is_empty() {
        return None;
    }
    let offset = paragraph.char_indices().nth(claim.place.offset as usize).map(|(byte, _)| byte);
    let there = offset.filter(|&byte| paragraph.get(byte..).is_some_and(|rest| rest.starts_with(printed)));
    let start = there.or_else(|| {
        let sentence = paragraph.find(claim.sentence.as_str())?;
        Some(sentence + claim.span.start)
    })?;
    Some(start..start + printed.len())
}
