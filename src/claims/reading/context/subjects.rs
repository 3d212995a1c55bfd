//! What a text and its sections are about: the things of their titles.
//!
//! In: headings, one after the other. Out: what they name, for paragraphs that name nothing themselves. Refuses nothing.

use crate::claims::reading::mentions::folded::fold;
use crate::claims::reading::mentions::named::Named;
use crate::claims::reading::mentions::naming;
use crate::claims::reading::mentions::occurrences::Vocabulary;
use crate::definitions::{Level, Part};

/// More things of one heading are a list.
const MOST: usize = 3;

/// The things that the headings above a paragraph name, the outermost first.
#[derive(Clone, Debug, Default)]
pub struct Subjects {
    title: Vec<Named>,
    section: Vec<Named>,
    /// What the paragraph before named first.
    before: Option<Named>,
}

impl Subjects {
    /// The first lines of a text.
    pub fn titled(lines: &[&str], vocabulary: &Vocabulary) -> Subjects {
        let title = lines.iter().flat_map(|line| things(line, vocabulary)).collect();
        Subjects { title, ..Subjects::default() }
    }

    /// A heading holds until the next.
    pub fn head(&mut self, heading: &str, vocabulary: &Vocabulary) {
        self.section = things(heading, vocabulary);
    }

    /// What a paragraph may be about, the likeliest last.
    pub fn paragraph(&self) -> Vec<Named> {
        self.before.iter().chain(&self.title).chain(&self.section).cloned().collect()
    }

    /// Goes on behind a paragraph.
    pub fn pass(&mut self, topic: Option<Named>) {
        self.before = topic.or(self.before.take());
    }
}

/// The things of a heading; of a level of government alone (`中央本级账本`) what it takes in and spends.
fn things(heading: &str, vocabulary: &Vocabulary) -> Vec<Named> {
    let folded = fold(heading);
    let names = naming::names(&folded, &[], vocabulary, &[]);
    let level = names.parts.iter().find_map(|(at, part)| match part {
        Part::Central => Some((at.clone(), Level::Central)),
        Part::Local => Some((at.clone(), Level::Local)),
        _ => None,
    });
    let mut found = names.named;
    found.truncate(MOST);
    if let Some((at, level)) = level.filter(|_| found.is_empty()) {
        found = naming::accounts(&at, level, vocabulary);
    }
    found
}
