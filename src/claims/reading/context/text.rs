//! What every sentence of a text is read with.
//!
//! In: the reader, formulas, what the text is about. Out: the thing that a name in a sentence stands for. Refuses nothing.

use crate::claims::reading::mentions::names::Name;
use crate::claims::reading::mentions::places::Scope;
use crate::claims::reading::mentions::things::{Formulas, Thing};
use crate::claims::reading::mentions::tokens::{Row, Token};
use crate::claims::reading::reader::Reader;

/// What every sentence of a text is read with.
pub struct Context<'a> {
    pub reader: &'a Reader,
    pub formulas: &'a Formulas<'a>,
    pub scope: &'a Scope,
}

impl Context<'_> {
    pub fn name(&self, row: &Row, piece: usize) -> Option<&Name> {
        match row.token(piece)? {
            Token::Name(name) => self.reader.names.get(name),
            _ => None,
        }
    }

    pub fn thing(&self, row: &Row, piece: usize, area: Option<&str>) -> Thing {
        let words = row.words(piece).to_string();
        self.name(row, piece).map_or_else(Thing::default, |name| self.formulas.thing(&name.candidates, &words, area))
    }
}
