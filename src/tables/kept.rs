//! Readings of texts that tables print again and again, kept on each thread.
//!
//! In: a text and how it is read. Out: the reading, made once. Holds so many texts and no more. Refuses nothing.

use std::cell::RefCell;
use std::collections::HashMap;

/// Texts remembered; with more, all are forgotten.
const MOST: usize = 4_096;
/// Longer texts are read anew each time.
const LONGEST: usize = 400;

/// What texts were read as.
pub struct Kept<T>(RefCell<HashMap<String, T>>);

impl<T> Default for Kept<T> {
    fn default() -> Kept<T> {
        Kept(RefCell::default())
    }
}

impl<T: Clone> Kept<T> {
    pub fn get(&self, text: &str, read: impl FnOnce() -> T) -> T {
        if let Some(known) = self.0.borrow().get(text) {
            return known.clone();
        }
        let found = read();
        if text.len() <= LONGEST {
            let mut known = self.0.borrow_mut();
            if known.len() >= MOST {
                known.clear();
            }
            known.insert(text.to_string(), found.clone());
        }
        found
    }
}
