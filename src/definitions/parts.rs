//! `parts.toml`: what names in running text are made of.
//!
//! In: the file. Out: words with what each says. Refuses words that say something unknown.

use std::sync::Arc;

use super::fields::{Document, Fields};
use crate::formula::Stage;
use crate::messages::say;
use crate::problem::{Problem, Text};

/// Which way money flows.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Flow {
    Outlay,
    Receipt,
}

/// What a part of a name says.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Part {
    Flow(Flow),
    Central,
    Local,
    Nation,
    /// The account of one level inside an area.
    OwnLevel,
    /// The area as a whole.
    Whole,
    Stage(Stage),
    PerHead,
    Plain,
}

const SAYS: [(&str, Part); 12] = [
    ("outlay", Part::Flow(Flow::Outlay)),
    ("receipt", Part::Flow(Flow::Receipt)),
    ("central", Part::Central),
    ("local", Part::Local),
    ("nation", Part::Nation),
    ("own-level", Part::OwnLevel),
    ("whole", Part::Whole),
    ("budget", Part::Stage(Stage::Budget)),
    ("execution", Part::Stage(Stage::Execution)),
    ("final", Part::Stage(Stage::Final)),
    ("per-head", Part::PerHead),
    ("plain", Part::Plain),
];

/// A word and what it says.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PartWord {
    pub part: Part,
    pub word: String,
}

pub(super) fn parts(file: &Arc<Text>, problems: &mut Vec<Problem>) -> Vec<PartWord> {
    let mut found = Vec::new();
    problems.extend(Document::new(file).read(|root| {
        root.only(&["part"]);
        found = root.tables("part").iter().flat_map(part).collect();
    }));
    found
}

fn part(fields: &Fields) -> Vec<PartWord> {
    fields.only(&["says", "words"]);
    let (Some(says), words) = (fields.text("says"), fields.texts("words")) else { return Vec::new() };
    let Some((_, part)) = SAYS.iter().find(|(name, _)| *name == says.text) else {
        let names = SAYS.map(|(name, _)| name).join(", ");
        fields.error("wrong-value", &says.span, say!("definition.part-says", text = says.text, names));
        return Vec::new();
    };
    words.into_iter().map(|word| PartWord { part: *part, word: word.text }).collect()
}
