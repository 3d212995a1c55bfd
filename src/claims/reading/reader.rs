//! The reader: aliases, areas and words, indexed once for many texts.
//!
//! In: definitions. Out: `Reader`. Refuses nothing.

use crate::claims::reading::mentions::concepts::Concepts;
use crate::claims::reading::mentions::lexicon::{Entry, Lexicon};
use crate::claims::reading::mentions::names::{self, Name};
use crate::claims::reading::mentions::places::{self, Known};
use crate::claims::reading::mentions::{verbs, words};
use crate::definitions::Definitions;
use crate::observations::Catalogue;

/// Aliases, areas and units, indexed once.
#[derive(Debug)]
pub struct Reader {
    pub definitions: Definitions,
    pub names: Vec<Name>,
    pub places: Vec<Known>,
    pub lexicon: Lexicon,
    pub concepts: Concepts,
    /// What tables are read with.
    pub catalogue: Catalogue,
}

impl Reader {
    pub fn new(definitions: &Definitions) -> Reader {
        let names = names::names(definitions);
        let places = places::known(definitions);
        let mut lexicon = Lexicon::default();
        for (at, name) in names.iter().enumerate() {
            lexicon.add(&name.text, Entry::Name(at));
        }
        for (at, place) in places.iter().enumerate() {
            lexicon.add(&place.text, Entry::Place(at));
        }
        for (role, words) in words::WORDS {
            words.split('|').for_each(|word| lexicon.add(word, Entry::Word(role)));
        }
        verbs::words().for_each(|(word, role)| lexicon.add(&word, Entry::Word(role)));
        let (concepts, catalogue) = (Concepts::new(definitions), Catalogue::new(definitions));
        Reader { definitions: definitions.clone(), names, places, lexicon, concepts, catalogue }
    }
}
