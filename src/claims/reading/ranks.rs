//! Places in an order: `居全国第3位`, `ranked 3rd in the country`.
//!
//! In: a sentence as pieces, its numbers. Out: where the words stand, the name that is ranked, the place. Refuses places
//! among others than the provinces of the nation.

use std::ops::Range;
use std::sync::LazyLock;

use regex::{Captures, Regex};

use super::runs::name_before;
use super::tokens::Row;
use crate::figures::Figure;

/// A place in an order, as the words say it.
#[derive(Clone, Debug, PartialEq)]
pub struct Rank {
    /// Bytes of the folded sentence.
    pub range: Range<usize>,
    /// The piece of the name that is ranked.
    pub subject: usize,
    pub figure: Figure,
}

static CHINESE: LazyLock<Regex> = LazyLock::new(|| {
    let verbs = "居|位居|位列|位于|居于|列|名列|排|排名|排在|排列";
    let among = "(?:全国|全国各省|各省|各省区市|31个省(?:区市|份)?)(?:中|内)?(?:的)?";
    let place = "第(?:[0-9]{1,2}|[一二三四五六七八九十]{1,3})(?:位|名)";
    Regex::new(&format!("(?:{verbs})(?:在)?{among}({place})|在{among}(?:{verbs})({place})")).expect("a valid pattern")
});
static ENGLISH: LazyLock<Regex> = LazyLock::new(|| {
    let among = "(?:in the country|nationwide|nationally|in china|among (?:all )?(?:the )?(?:chinese )?provinces)";
    Regex::new(&format!("rank(?:ed|s|ing)? (?:the )?([0-9]{{1,2}}(?:st|nd|rd|th)) {among}")).expect("a valid pattern")
});

/// The ranks of a sentence.
pub fn ranks(row: &Row, figures: &[Figure]) -> Vec<Rank> {
    let text = &row.folded.text;
    let found = CHINESE.captures_iter(text).chain(ENGLISH.captures_iter(text));
    found.filter_map(|captures| rank(row, &captures, figures)).collect()
}

fn rank(row: &Row, captures: &Captures, figures: &[Figure]) -> Option<Rank> {
    let (words, place) = (captures.get(0)?, captures.iter().skip(1).flatten().next()?);
    let first = row.pieces.iter().position(|piece| piece.range.end > words.start())?;
    let subject = name_before(row, first)?;
    let printed = row.folded.origin(place.start())..row.folded.origin(place.end());
    let figure = figures.iter().find(|figure| printed.contains(&figure.number))?;
    Some(Rank { range: place.range(), subject, figure: Figure { span: printed, ..figure.clone() } })
}
