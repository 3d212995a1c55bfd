//! Memo: what a printed label says is worked out once, however many rows, sheets and files print it.
//!
//! In: a label and how to read it. Out: the reading, from memory where it was read before. Holds so many labels and no
//! more, so that memory stays flat as files grow. Refuses nothing.

use std::collections::HashMap;
use std::hash::{BuildHasher, RandomState};
use std::sync::RwLock;

const SHARDS: usize = 16;
/// Labels remembered in each shard.
const MOST: usize = 16_384;

/// Readings by label. The reading must depend on the label alone.
#[derive(Debug)]
pub struct Memo<V> {
    hasher: RandomState,
    shards: Vec<RwLock<HashMap<String, V>>>,
}

impl<V: Clone> Memo<V> {
    pub fn new() -> Memo<V> {
        let shards = (0..SHARDS).map(|_| RwLock::new(HashMap::new())).collect();
        Memo { hasher: RandomState::new(), shards }
    }

    /// The reading of `text`, read now or before.
    pub fn get(&self, text: &str, read: impl FnOnce() -> V) -> V {
        let Some(shard) = self.shards.get(self.hasher.hash_one(text) as usize % SHARDS) else { return read() };
        if let Ok(known) = shard.read()
            && let Some(reading) = known.get(text)
        {
            return reading.clone();
        }
        let reading = read();
        if let Ok(mut known) = shard.write()
            && known.len() < MOST
        {
            known.insert(text.to_string(), reading.clone());
        }
        reading
    }
}
