//! `parts.toml`: what names in running text are made of, and the short names that hold in texts on some topic.
//!
//! In: the file. Out: words with what each says; short names with the series that they stand for. Refuses words that say
//! something unknown, and short names of a topic that the file does not have.

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

/// What a text may be about, and the words that show it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Topic {
    pub id: String,
    pub words: Vec<String>,
}

/// Words that stand for a thing in texts on one topic: `接待费` where a text speaks of the three public expenses.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Short {
    /// Position of the topic.
    pub topic: usize,
    /// Series, the likeliest first; they may be of different units.
    pub of: Vec<String>,
    pub words: Vec<String>,
}

/// All that the file holds.
#[derive(Clone, Debug, Default)]
pub(super) struct Parts {
    pub parts: Vec<PartWord>,
    pub topics: Vec<Topic>,
    pub shorts: Vec<Short>,
}

pub(super) fn parts(file: &Arc<Text>, problems: &mut Vec<Problem>) -> Parts {
    let mut found = Parts::default();
    problems.extend(Document::new(file).read(|root| {
        root.only(&["part", "topic", "short"]);
        found.parts = root.tables("part").iter().flat_map(part).collect();
        found.topics = root.tables("topic").iter().filter_map(topic).collect();
        found.shorts = root.tables("short").iter().filter_map(|fields| short(fields, &found.topics)).collect();
    }));
    found
}

fn topic(fields: &Fields) -> Option<Topic> {
    fields.only(&["id", "words"]);
    let id = fields.text("id")?.text;
    Some(Topic { id, words: fields.texts("words").into_iter().map(|word| word.text).collect() })
}

fn short(fields: &Fields, topics: &[Topic]) -> Option<Short> {
    fields.only(&["topic", "of", "words"]);
    let named = fields.text("topic")?;
    let texts = |field: &str| fields.texts(field).into_iter().map(|word| word.text).collect();
    let Some(topic) = topics.iter().position(|topic| topic.id == named.text) else {
        fields.error("wrong-value", &named.span, say!("definition.no-topic", text = named.text));
        return None;
    };
    Some(Short { topic, of: texts("of"), words: texts("words") })
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
