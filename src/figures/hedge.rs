//! Hedges: words that make a figure approximate or a bound.
//!
//! In: the letters before and after a number. Out: the hedge, and the place where it begins or ends. Refuses words that
//! only contain one (节约, 附近, 剩余).

use super::letters::Letters;

/// What a hedge says of the true value.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Hedge {
    /// 约, 左右, about.
    About,
    /// 近, 接近, nearly: a little less.
    Nearly,
    /// 多, 余, 超过, 以上, over: more.
    Over,
    /// 不足, 不到, 以下, under: less.
    Under,
}

use Hedge::{About, Nearly, Over, Under};

/// Longer words first: 不超过 is no 超过.
const BEFORE: [(&str, Hedge); 44] = [
    ("不超过", Under),
    ("不多于", Under),
    ("不高于", Under),
    ("不少于", Over),
    ("不低于", Over),
    ("approximately", About),
    ("not more than", Under),
    ("no more than", Under),
    ("more than", Over),
    ("less than", Under),
    ("fewer than", Under),
    ("at least", Over),
    ("at most", Under),
    ("in excess of", Over),
    ("up to", Under),
    ("around", About),
    ("roughly", About),
    ("nearly", Nearly),
    ("almost", Nearly),
    ("close to", Nearly),
    ("about", About),
    ("under", Under),
    ("below", Under),
    ("above", Over),
    ("over", Over),
    ("some", About),
    ("超过", Over),
    ("超出", Over),
    ("突破", Over),
    ("高于", Over),
    ("多于", Over),
    ("至少", Over),
    ("不足", Under),
    ("不到", Under),
    ("不满", Under),
    ("低于", Under),
    ("少于", Under),
    ("接近", Nearly),
    ("将近", Nearly),
    ("大约", About),
    ("近", Nearly),
    ("约", About),
    ("逾", Over),
    ("超", Over),
];

/// Words that end like a hedge and are none.
const NO_HEDGE: [&str; 28] = [
    "added up to",
    "adds up to",
    "add up to",
    "summed up to",
    "节约",
    "合约",
    "条约",
    "公约",
    "违约",
    "签约",
    "制约",
    "预约",
    "契约",
    "履约",
    "集约",
    "续约",
    "毁约",
    "解约",
    "纽约",
    "附近",
    "最近",
    "临近",
    "就近",
    "邻近",
    "靠近",
    "赶超",
    "反超",
    "高超",
];

/// The hedge that ends right before a place, and where it begins.
pub fn before(letters: &Letters, at: usize) -> Option<(Hedge, usize)> {
    let end = letters.back_over_blanks(at);
    if NO_HEDGE.iter().any(|word| letters.word_before(end, word).is_some()) {
        return None;
    }
    BEFORE.iter().find_map(|(word, hedge)| {
        let start = letters.word_before(end, word)?;
        let inside = word.is_ascii() && letters.before(start).is_ascii_alphabetic();
        (!inside).then_some((*hedge, start))
    })
}

/// 多 or 余 between a number and its unit; where it ends.
pub fn inside(letters: &Letters, at: usize) -> Option<usize> {
    matches!(letters.at(at), '多' | '余').then_some(at + 1)
}

const AFTER: [(&str, Hedge); 11] = [
    ("出头", Over),
    ("左右", About),
    ("上下", About),
    ("以上", Over),
    ("以下", Under),
    ("以内", Under),
    ("之内", Under),
    ("之多", About),
    ("多", Over),
    ("余", Over),
    ("or more", Over),
];

/// The hedge right after a unit, and where it ends. 多 counts only where nothing follows that it could belong to.
pub fn after(letters: &Letters, at: usize) -> Option<(Hedge, usize)> {
    let at = letters.past_blanks(at);
    let (hedge, end) = AFTER.iter().find_map(|(word, hedge)| Some((*hedge, letters.word(at, word)?)))?;
    let short = end == at + 1;
    let ends = !letters.at(letters.past_blanks(end)).is_alphanumeric();
    (!short || ends).then_some((hedge, end))
}
