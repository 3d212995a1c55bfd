//! Nearest names, for `did you mean`.
//!
//! In: a name nobody knows and the names there are. Out: those it may have been meant for. Refuses far ones.

use crate::messages::{Message, say};

/// Up to three names within a third of the letters, nearest first; where there is none, names that go on from it or
/// hold it as a word (`gdp` in `gdp_nominal`), shortest first.
pub fn nearest<'a>(name: &str, known: impl IntoIterator<Item = &'a str>) -> Vec<&'a str> {
    let furthest = (name.chars().count() / 3).max(1);
    let known: Vec<&str> = known.into_iter().collect();
    let mut near: Vec<(usize, &str)> = known.iter().map(|other| (distance(name, other), *other)).collect();
    near.retain(|(far, _)| *far <= furthest);
    if near.is_empty() && name.chars().count() > 2 {
        let goes_on = |other: &str| other.starts_with(name) || other.split('_').any(|word| word == name);
        near = known.iter().filter(|other| goes_on(other)).map(|other| (other.chars().count(), *other)).collect();
    }
    near.sort();
    near.dedup();
    near.into_iter().take(3).map(|(_, other)| other).collect()
}

/// ``did you mean `gdp`?``, where some name is near.
pub fn did_you_mean<'a>(name: &str, known: impl IntoIterator<Item = &'a str>) -> Option<Message> {
    let near: Vec<Message> = nearest(name, known).into_iter().map(|other| format!("`{other}`").into()).collect();
    (!near.is_empty()).then(|| say!("formula.did-you-mean", near = Message::joined(near, &say!("list.or"))))
}

/// Insertions, deletions and changes from one word to the other.
fn distance(one: &str, two: &str) -> usize {
    let two: Vec<char> = two.chars().collect();
    let mut row: Vec<usize> = (0..=two.len()).collect();
    for (line, letter) in one.chars().enumerate() {
        let mut next = vec![line + 1];
        for (above, other) in row.windows(2).zip(&two) {
            let [diagonal, up] = above else { continue };
            let left = next.last().copied().unwrap_or(line);
            next.push((diagonal + usize::from(letter != *other)).min(up + 1).min(left + 1));
        }
        row = next;
    }
    row.last().copied().unwrap_or(0)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn near_names_first_then_names_that_go_on() {
        let known = ["gdp_nominal", "gdp_index_1978", "population", "gni"];
        assert_eq!(nearest("popultion", known), ["population"]);
        assert_eq!(nearest("gdp", known), ["gdp_nominal", "gdp_index_1978"]);
        assert_eq!(nearest("nominal", known), ["gdp_nominal"]);
        assert!(nearest("rainfall", known).is_empty());
    }
}
