//! Prose memo: what the same words of a text said before.
//!
//! In: words and a year. Out: what was worked out for them, or is now. Holds so many words and no more. Refuses nothing.

use std::cell::RefCell;
use std::collections::HashMap;

/// Words remembered; with more, all are forgotten.
const MOST: usize = 4_096;

/// What the same words say, each with the year that they are read in.
type ByYear<T> = Vec<(Option<i32>, T)>;

/// What words say, by the year that they are read in.
#[derive(Clone, Debug)]
pub struct Memo<T> {
    known: RefCell<HashMap<String, ByYear<T>>>,
}

impl<T> Default for Memo<T> {
    fn default() -> Memo<T> {
        Memo { known: RefCell::default() }
    }
}

impl<T: Clone> Memo<T> {
    /// What `words` say in a year; `work` may not ask the same memo.
    pub fn get(&self, words: &str, year: Option<i32>, work: impl FnOnce() -> T) -> T {
        let mut known = self.known.borrow_mut();
        if let Some(said) = known.get(words).and_then(|years| years.iter().find(|(own, _)| *own == year)) {
            return said.1.clone();
        }
        let said = work();
        if known.len() >= MOST {
            known.clear();
        }
        known.entry(words.to_string()).or_default().push((year, said.clone()));
        said
    }
}
