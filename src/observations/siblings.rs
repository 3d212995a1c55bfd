//! Rows of a pair whose second has lost what it stands under: `专项债务` below `债务限额 > 其中：一般债务`.
//!
//! In: the headings of the stub. Out: the same headings, the second of a pair under the parent of the first. Refuses words
//! that are no pair, and a second that has a parent of its own.

use std::borrow::Cow;

use crate::tables::{Heading, Label};

use super::label::{bare, key};

/// The two kinds of debts and bonds of local governments, which forms print under one another.
const PAIRS: [(&str, &str); 2] = [("一般债务", "专项债务"), ("一般债券", "专项债券")];

/// Headings whose parent is told by the row above.
pub fn seated(headings: &[Heading]) -> Cow<'_, [Heading]> {
    let mut seated = Cow::Borrowed(headings);
    for (above, at) in (1..headings.len()).enumerate() {
        let Some(labels) = headings.get(above).zip(headings.get(at)).and_then(|(above, own)| with_parent(above, own))
        else {
            continue;
        };
        if let Some(heading) = seated.to_mut().get_mut(at) {
            heading.labels = labels;
        }
    }
    seated
}

fn with_parent(above: &Heading, own: &Heading) -> Option<Vec<Label>> {
    let [second] = own.labels.as_slice() else { return None };
    let (first, parents) = above.labels.split_last().filter(|(_, parents)| !parents.is_empty())?;
    let (first, second_name) = (key(&bare(&first.text)), key(&bare(&second.text)));
    PAIRS.contains(&(first.as_str(), second_name.as_str())).then(|| [parents, std::slice::from_ref(second)].concat())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn heading(labels: &[&str]) -> Heading {
        let label =
            |(at, text): (usize, &&str)| Label { text: text.to_string(), dimension: None, row: at as u32, col: 1 };
        Heading { index: 1, labels: labels.iter().enumerate().map(label).collect() }
    }

    #[test]
    fn the_second_of_a_pair_stands_under_the_parent_of_the_first() {
        let rows = [
            heading(&["二、债务限额", "其中：一般债务"]),
            heading(&["专项债务"]),
            heading(&["专项债务"]),
            heading(&["其他"]),
        ];
        let seated = seated(&rows);
        let texts: Vec<Vec<&str>> =
            seated.iter().map(|row| row.labels.iter().map(|label| label.text.as_str()).collect()).collect();
        assert_eq!(texts[1], ["二、债务限额", "专项债务"]);
        assert_eq!(texts[2], ["专项债务"]);
        assert_eq!(texts[3], ["其他"]);
    }
}
