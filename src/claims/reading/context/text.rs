//! What every sentence of a text is read with.
//!
//! In: the reader, formulas, what the text is about. Out: the thing that a name in a sentence stands for. Refuses nothing.

use crate::claims::reading::mentions::composed::Composer;
use crate::claims::reading::mentions::concepts::Concepts;
use crate::claims::reading::mentions::names::Name;
use crate::claims::reading::mentions::occurrences::Vocabulary;
use crate::claims::reading::mentions::places::{NATION, Scope};
use crate::claims::reading::mentions::things::{Formulas, Thing};
use crate::claims::reading::mentions::tokens::{Row, Token};
use crate::claims::reading::reader::Reader;

/// What every sentence of a text is read with.
pub struct Context<'a> {
    pub reader: &'a Reader,
    pub formulas: &'a Formulas<'a>,
    pub scope: &'a Scope,
    /// Things of the catalogue and of the text itself.
    pub concepts: &'a Concepts,
    /// What the text is about.
    pub topics: &'a [usize],
}

impl Context<'_> {
    /// What the things of a sentence are named by.
    pub fn vocabulary(&self) -> Vocabulary<'_> {
        Vocabulary { concepts: self.concepts, words: &self.reader.definitions.parts, topics: self.topics }
    }

    /// What names are composed of.
    pub fn composer(&self) -> Composer<'_> {
        let Reader { definitions, names, .. } = self.reader;
        Composer { concepts: self.concepts, words: &definitions.parts, names }
    }

    pub fn name<'r>(&'r self, row: &'r Row, piece: usize) -> Option<&'r Name> {
        match row.token(piece)? {
            Token::Name(name) => {
                let own = || name.checked_sub(self.reader.names.len()).and_then(|own| row.own.get(own));
                self.reader.names.get(name).or_else(own)
            }
            _ => None,
        }
    }

    pub fn thing(&self, row: &Row, piece: usize, area: Option<&str>) -> Thing {
        let words = row.words(piece).to_string();
        let thing = self
            .name(row, piece)
            .map_or_else(Thing::default, |name| self.formulas.thing(&name.candidates, &words, area));
        let is_nation = area.is_none_or(|code| code == NATION);
        match row.levels.get(&piece).filter(|_| is_nation) {
            Some(level) => self.formulas.at_level(&thing, *level),
            None => thing,
        }
    }

    /// Whether a name, or a word of level beside it, says that it is of the nation or its central government.
    pub fn says_nation(&self, row: &Row, piece: usize) -> bool {
        row.levels.contains_key(&piece) || self.name(row, piece).is_some_and(|name| name.says_nation)
    }
}
