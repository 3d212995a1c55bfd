//! One index of everything that is looked up in a text: names, places, and the words between.
//!
//! In: folded words and what each stands for. Out: the longest entry that begins at a place of a folded text. Refuses
//! entries that end inside a Latin word.

use std::collections::HashMap;

use crate::claims::reading::mentions::words::Role;

/// What an entry stands for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Entry {
    /// Position in the names.
    Name(usize),
    /// Position in the places.
    Place(usize),
    Word(Role),
    /// Position in the concepts.
    Concept(usize),
    /// Position in the parts of names.
    Part(usize),
}

#[derive(Clone, Debug)]
pub struct Lexicon {
    /// A tree of letters: for each node what follows.
    nodes: Vec<HashMap<char, usize>>,
    entries: Vec<Option<Entry>>,
}

impl Default for Lexicon {
    fn default() -> Lexicon {
        Lexicon { nodes: vec![HashMap::new()], entries: vec![None] }
    }
}

impl Lexicon {
    /// Adds a folded word; the first entry of a word stays.
    pub fn add(&mut self, word: &str, entry: Entry) {
        let mut node = 0;
        for letter in word.chars() {
            let next = self.nodes.len();
            let found = self.nodes.get_mut(node).map(|following| *following.entry(letter).or_insert(next));
            node = found.unwrap_or(next);
            if node == next {
                self.nodes.push(HashMap::new());
                self.entries.push(None);
            }
        }
        if let Some(place) = self.entries.get_mut(node).filter(|place| place.is_none() && !word.is_empty()) {
            *place = Some(entry);
        }
    }

    /// The entry of exactly this word.
    pub fn exact(&self, word: &str) -> Option<Entry> {
        self.longest(word, 0).filter(|(end, _)| *end == word.len()).map(|(_, entry)| entry)
    }

    /// The longest entry that begins at a byte of a folded text, and where it ends.
    pub fn longest(&self, text: &str, at: usize) -> Option<(usize, Entry)> {
        let rest = text.get(at..)?;
        let is_latin = |letter: Option<char>| letter.is_some_and(|letter| letter.is_ascii_alphabetic());
        let before = text.get(..at)?.chars().next_back();
        if is_latin(before) && is_latin(rest.chars().next()) {
            return None;
        }
        let (mut node, mut found) = (0, None);
        for (byte, letter) in rest.char_indices() {
            let Some(&next) = self.nodes.get(node).and_then(|following| following.get(&letter)) else { break };
            node = next;
            let end = byte + letter.len_utf8();
            let runs_on =
                letter.is_ascii_alphabetic() && is_latin(rest.get(end..).and_then(|tail| tail.chars().next()));
            if let Some(entry) = self.entries.get(node).copied().flatten().filter(|_| !runs_on) {
                found = Some((at + end, entry));
            }
        }
        found
    }
}
