//! The reader: aliases, areas and words, indexed once for many texts.
//!
//! In: definitions. Out: `Reader`. Refuses nothing.

use std::sync::OnceLock;

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
    catalogue: OnceLock<Catalogue>,
}

impl Reader {
    pub fn new(definitions: &Definitions) -> Reader {
        let named = || {
            let (names, places) = (names::names(definitions), places::known(definitions));
            let lexicon = lexicon(&names, &places);
            (names, places, lexicon)
        };
        let ((names, places, lexicon), (concepts, definitions)) =
            rayon::join(named, || (Concepts::new(definitions), definitions.clone()));
        Reader { definitions, names, places, lexicon, concepts, catalogue: OnceLock::new() }
    }

    /// What tables are read with; a text without tables needs none.
    pub fn catalogue(&self) -> &Catalogue {
        self.catalogue.get_or_init(|| Catalogue::new(&self.definitions))
    }
}

fn lexicon(names: &[Name], places: &[Known]) -> Lexicon {
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
    lexicon
}
