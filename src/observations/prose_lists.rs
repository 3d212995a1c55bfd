//! Lists in running text: `一般债务、专项债务余额分别为227亿元和580亿元`, `2019—2021年末，余额分别为…`.
//!
//! In: a figure's clause. Out: which of several values behind 分别 it is, and the things, of as many, that stand before it.
//! Refuses lists whose values are not as many as their things.

use super::prose_clause::Clause;

/// A value of a list: the place among its fellows, and the words before 分别.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Listed<'a> {
    pub nth: usize,
    pub count: usize,
    /// The sentence up to 分别.
    pub words: &'a str,
}

const EACH: &str = "分别";
/// What may stand between two values of a list.
const JOINTS: [&str; 8] = ["、", "和", "及", "与", "以及", "，", ",", ""];

/// The list that a figure stands in.
pub fn of<'a>(clause: &Clause<'a>) -> Option<Listed<'a>> {
    let passage = clause.passage;
    let head = passage.get(clause.sentence..clause.figure.span.start)?;
    let each = clause.sentence + head.rfind(EACH)?;
    let amounts: Vec<_> = clause.all.iter().filter(|figure| figure.is_amount() && figure.number > each).collect();
    let mut count = 0;
    for (at, figure) in amounts.iter().enumerate() {
        let between = at.checked_sub(1).and_then(|last| passage.get(amounts.get(last)?.span.end..figure.span.start));
        if between.is_some_and(|between| !JOINTS.contains(&between.trim())) {
            break;
        }
        count += 1;
    }
    let nth = amounts.iter().position(|figure| figure.number == clause.figure.number).filter(|nth| *nth < count)?;
    (count > 1).then_some(Listed { nth, count, words: passage.get(clause.sentence..each)? })
}

/// Ends of a name that a list prints once, for all of its things.
const TAILS: [&str; 7] = ["余额", "限额", "收入", "支出", "人口", "增加值", "总额"];

impl Listed<'_> {
    /// The thing that the value is of, where as many stand before it: what the list prints once at its end is part of all.
    pub fn thing(&self) -> Option<String> {
        let clause = self.words.rsplit(['，', ',', '；', ';', '：', ':']).next()?.trim();
        let mut things: Vec<String> = Vec::new();
        for part in clause.split('、') {
            match part.split_once('和').or_else(|| part.split_once('与')).or_else(|| part.split_once('及')) {
                Some((first, last)) => things.extend([first.trim().to_string(), last.trim().to_string()]),
                None => things.push(part.trim().to_string()),
            }
        }
        if things.len() != self.count {
            return None;
        }
        let last = things.last()?.clone();
        let thing = things.into_iter().nth(self.nth)?;
        let ends = |text: &str| TAILS.iter().find(|tail| text.ends_with(**tail)).copied();
        let Some(tail) = ends(&last).filter(|_| ends(&thing).is_none()) else { return Some(thing) };
        let of_debt = last.strip_suffix(tail).is_some_and(|stem| stem.ends_with("债务")) && !thing.ends_with("债务");
        Some(format!("{thing}{}{tail}", if of_debt { "债务" } else { "" }))
    }

    /// The one year of several that stand before as many values.
    pub fn year(&self, years: &[i32]) -> Option<i32> {
        years.get(self.nth).copied().filter(|_| years.len() == self.count)
    }
}
