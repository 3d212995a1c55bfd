//! Reading: the claims of a text.
//!
//! In: a source's passages and the definitions. Out: claims, in the order of the text. Refuses to tie a figure to a series
//! where the words leave room for doubt: such a claim says what is missing.

use super::{Claim, Kind, Place, When, Written};
use crate::definitions::Definitions;
use crate::figures::{self, Role};
use crate::sources::Source;
use crate::units::Units;

/// Aliases, areas and units, indexed once.
#[derive(Debug)]
pub struct Reader {
    units: Units,
}

impl Reader {
    pub fn new(definitions: &Definitions) -> Reader {
        Reader { units: definitions.units.clone() }
    }
}

/// The claims of a text, in its order.
pub fn from_source(source: &Source, reader: &Reader) -> Vec<Claim> {
    let mut claims = Vec::new();
    for (passage, paragraph) in source.passages.iter().zip(1..) {
        for figure in figures::read(&passage.text, &reader.units) {
            if !matches!(figure.role, Role::Amount) {
                continue;
            }
            let offset = passage.text.get(..figure.span.start).unwrap_or_default().chars().count();
            let place = Place {
                source: source.path.clone(),
                sheet: passage.sheet.clone(),
                paragraph,
                sentence: 1,
                offset: u32::try_from(offset).unwrap_or(u32::MAX),
            };
            claims.push(Claim {
                place,
                sentence: passage.text.clone(),
                span: figure.span.clone(),
                figure: Some(figure),
                kind: Kind::Unknown,
                of: Vec::new(),
                ref_area: None,
                when: When::default(),
                untied: Some("what it is of is not read".to_string()),
            });
        }
    }
    claims
}

/// The day a text was written at the latest.
pub fn written(_: &Source, _: &[Claim]) -> Option<Written> {
    None
}
