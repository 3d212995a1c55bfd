//! Memo: what a printed label says is worked out once, however many rows, sheets and files print it.
//!
//! In: a label. Out: what it says, shared with whoever asked before. Holds so many labels and no more, so that memory
//! stays flat as files grow. Refuses nothing.

use std::collections::HashMap;
use std::sync::{Arc, RwLock};

use super::said::Said;

const SHARDS: usize = 16;
/// Labels remembered in each shard; with more, all of it are forgotten.
const MOST: usize = 1_024;

/// Labels read so far.
#[derive(Debug)]
pub struct Memo {
    shards: Vec<RwLock<HashMap<Arc<str>, Arc<Said>>>>,
}

impl Memo {
    pub fn new() -> Memo {
        let shards = (0..SHARDS).map(|_| RwLock::new(HashMap::new())).collect();
        Memo { shards }
    }

    /// What `text` says.
    pub fn get(&self, text: &str) -> Arc<Said> {
        let spread = text.bytes().rev().take(12).fold(text.len(), |sum, byte| sum.wrapping_mul(31) + usize::from(byte));
        let shard = self.shards.get(spread % SHARDS);
        if let Some(Ok(known)) = shard.map(RwLock::read)
            && let Some(said) = known.get(text)
        {
            return Arc::clone(said);
        }
        let said = Arc::new(Said::new(text));
        if let Some(Ok(mut known)) = shard.map(RwLock::write) {
            if known.len() >= MOST {
                known.clear();
            }
            known.insert(Arc::clone(&said.text), Arc::clone(&said));
        }
        said
    }
}
