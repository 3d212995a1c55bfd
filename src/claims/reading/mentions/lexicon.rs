//! One index of everything that is looked up in a text: names, places, and the words between.
//!
//! In: folded words and what each stands for. Out: the longest entry that begins at a place of a folded text. Refuses
//! entries that end inside a Latin word.

use std::collections::HashMap;
use std::hash::{BuildHasherDefault, Hasher};

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

/// A tree of letters, all of its branches in one table.
#[derive(Clone, Debug)]
pub struct Lexicon {
    /// The node behind a letter of a node.
    behind: HashMap<Branch, u32, BuildHasherDefault<Spread>>,
    /// What stands for the word that ends at a node.
    entries: Vec<Option<Entry>>,
}

/// A node and a letter that follows it.
type Branch = u64;

fn branch(node: u32, letter: char) -> Branch {
    u64::from(node) << 32 | u64::from(u32::from(letter))
}

/// Spreads the bits of a branch: nodes and letters are small numbers side by side, and nobody chooses them to collide.
#[derive(Clone, Copy, Debug, Default)]
struct Spread(u64);

impl Hasher for Spread {
    fn write(&mut self, bytes: &[u8]) {
        bytes.iter().for_each(|byte| self.write_u64(u64::from(*byte)));
    }

    fn write_u64(&mut self, branch: u64) {
        let mixed = (self.0 ^ branch).wrapping_mul(0x9e37_79b9_7f4a_7c15);
        self.0 = mixed ^ (mixed >> 29);
    }

    fn finish(&self) -> u64 {
        self.0.wrapping_mul(0xbf58_476d_1ce4_e5b9)
    }
}

impl Default for Lexicon {
    fn default() -> Lexicon {
        Lexicon { behind: HashMap::default(), entries: vec![None] }
    }
}

impl Lexicon {
    /// Adds a folded word; the first entry of a word stays.
    pub fn add(&mut self, word: &str, entry: Entry) {
        let mut node = 0;
        for letter in word.chars() {
            let next = self.entries.len() as u32;
            node = *self.behind.entry(branch(node, letter)).or_insert(next);
            if node == next {
                self.entries.push(None);
            }
        }
        if let Some(place) = self.entries.get_mut(node as usize).filter(|place| place.is_none() && !word.is_empty()) {
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
            let Some(&next) = self.behind.get(&branch(node, letter)) else { break };
            node = next;
            let end = byte + letter.len_utf8();
            let runs_on =
                letter.is_ascii_alphabetic() && is_latin(rest.get(end..).and_then(|tail| tail.chars().next()));
            if let Some(entry) = self.entries.get(node as usize).copied().flatten().filter(|_| !runs_on) {
                found = Some((at + end, entry));
            }
        }
        found
    }
}
