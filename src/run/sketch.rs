//! Sketches: which figures a file prints of which year, small enough to keep for every file.
//!
//! In: observations. Out: for each printed year the least hashes of its figures, each with whose it is. Refuses short
//! numbers, which stand in many places by chance.

use std::collections::{BTreeMap, BTreeSet};
use std::hash::{DefaultHasher, Hash, Hasher};

use crate::observations::Observation;

/// So many figures of one year are kept.
const KEPT: usize = 1 << 11;
/// A figure of fewer digits is no evidence.
const FEWEST_DIGITS: usize = 5;
/// So many figures must be the same.
const FEWEST_SHARED: usize = 12;

/// The least hashes of a set of figures.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Sketch(BTreeSet<u64>);

impl Sketch {
    fn add(&mut self, hash: u64) {
        if self.0.len() < KEPT || self.0.last().is_some_and(|last| hash < *last) {
            self.0.insert(hash);
            if self.0.len() > KEPT {
                self.0.pop_last();
            }
        }
    }

    /// The least of all, by which sets that hardly differ find each other.
    pub fn least(&self) -> impl Iterator<Item = u64> {
        self.0.iter().take(4).copied()
    }

    /// The share of the smaller set that the other holds too; nothing where too few figures are the same to tell.
    pub fn shared(&self, other: &Sketch) -> Option<f64> {
        let whole = |sketch: &Sketch| sketch.0.len() < KEPT;
        let bound = [self, other].into_iter().filter(|one| !whole(one)).filter_map(|one| one.0.last()).min();
        let upto = |sketch: &Sketch| bound.map_or(sketch.0.len(), |bound| sketch.0.range(..=bound).count());
        let least = upto(self).min(upto(other));
        let same = self.0.intersection(&other.0).filter(|hash| bound.is_none_or(|bound| *hash <= bound)).count();
        (same >= FEWEST_SHARED).then(|| same as f64 / least.max(1) as f64)
    }
}

/// The sketches of a file, by year; none for figures whose year no table prints.
pub fn of_file<'a>(
    observations: impl Iterator<Item = (&'a Observation, Option<i32>)>,
) -> BTreeMap<Option<i32>, Sketch> {
    let mut found: BTreeMap<Option<i32>, Sketch> = BTreeMap::new();
    for (one, year) in observations {
        if let Some(hash) = hash(one) {
            found.entry(year).or_default().add(hash);
        }
    }
    found
}

/// Whose figure, and its digits without decimal point and noughts at the ends: another unit does not change them.
fn hash(one: &Observation) -> Option<u64> {
    let digits: String = one.value_text.chars().filter(char::is_ascii_digit).collect();
    let digits = digits.trim_matches('0');
    let whose = one.area_label.as_ref().or_else(|| one.row_labels.last())?;
    (one.obs_value.is_some() && digits.len() >= FEWEST_DIGITS).then(|| {
        let mut hasher = DefaultHasher::new();
        whose.chars().filter(|letter| !letter.is_whitespace()).collect::<String>().hash(&mut hasher);
        digits.hash(&mut hasher);
        hasher.finish()
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn sketch(numbers: std::ops::Range<u64>) -> Sketch {
        let mut sketch = Sketch::default();
        // Spread as hashes are.
        numbers.for_each(|number| sketch.add(number.wrapping_mul(0x9e37_79b9_7f4a_7c15)));
        sketch
    }

    #[test]
    fn shares_are_those_of_the_sets() {
        let whole = sketch(0..20_000);
        assert_eq!(whole.0.len(), KEPT);
        assert!(whole.shared(&sketch(0..20_000)).is_some_and(|share| share == 1.0));
        let half = whole.shared(&sketch(10_000..30_000)).unwrap_or_default();
        assert!((0.4..0.6).contains(&half), "{half}");
        assert_eq!(whole.shared(&sketch(50_000..60_000)), None);
        let small = whole.shared(&sketch(0..100)).unwrap_or_default();
        assert!(small > 0.9 || small == 0.0, "{small}");
        assert_eq!(sketch(0..100).shared(&sketch(50..150)), Some(0.5));
    }
}
