//! Pairs: the two levels of one thing that a figure measures the way between.
//!
//! In: a sentence and the figure. Out: the earlier and the later level, with their years as far as the words tell them.
//! Refuses levels between which another thing is named, and figures behind a new subject or over another base.

use super::super::sentences::{Item, Sentence, any};
use crate::claims::Known;
use crate::claims::wording as words;
use crate::figures::Role;

/// Letters that no word of time or manner explains: more may name another thing.
const UNKNOWN: usize = 4;
/// Figures so far back are of another matter.
const REACH: usize = 12;
/// Powers of ten from which a number is an amount without a unit.
const SCALED: i8 = 6;
/// Bases that are no level of the sentence, and what opens another stretch of time.
const OTHER_BASES: [&str; 22] = [
    "同比",
    "环比",
    "预算",
    "计划",
    "目标",
    "上月",
    "上季",
    "同期",
    "比重",
    "占",
    "分别",
    "其中",
    "增加值",
    "此后",
    "之后",
    "其后",
    "随后",
    "budget",
    "target",
    "respectively",
    "since then",
    "thereafter",
];
const LAST_YEAR: [&str; 7] = ["上年", "去年", "上一年", "前一年", "last year", "previous year", "year before"];

/// Two levels, the base first.
pub struct Pair<'a> {
    pub start: &'a Item<'a>,
    pub end: &'a Item<'a>,
    /// Of the two, in order, where the text tells both.
    window: Option<(i32, i32)>,
    /// As told by words such as `七年后`.
    later: Option<i32>,
    /// `由…增至…`, with nothing but words of time and manner before the figure.
    pub is_strict: bool,
    /// `由…增至…`, `from … to …`.
    is_joined: bool,
}

/// The two levels that a figure may measure the way between.
pub fn pairs<'a>(sentence: &'a Sentence, at: usize) -> Option<Pair<'a>> {
    let said = sentence.items.get(at).filter(|said| words::moves(said.clause()).is_some() || is_of_levels(said))?;
    behind(sentence, at).or_else(|| before(sentence, at, said))
}

/// A multiple, or what levels differ by.
fn is_of_levels(said: &Item) -> bool {
    said.measure() == Some("RATIO") || words::differs(said.clause()) || words::moves(&said.before).is_some()
}

/// `跌幅也有22.0%,由24895.24亿元降至19453.99亿元`: the levels follow.
fn behind<'a>(sentence: &'a Sentence, at: usize) -> Option<Pair<'a>> {
    let (start, end) = (sentence.items.get(at + 1)?, sentence.items.get(at + 2)?);
    let opened = words::starts(&start.before) && words::reaches(&end.before);
    let is_next = words::unknown(&start.before) == 0;
    (opened && is_next && alike(start, end)).then(|| Pair { is_strict: true, is_joined: true, ..pair(start, end) })
}

fn before<'a>(sentence: &'a Sentence, at: usize, said: &'a Item) -> Option<Pair<'a>> {
    let earlier = sentence.items.iter().enumerate().take(at).skip(at.saturating_sub(REACH));
    let levels: Vec<(usize, &Item)> = earlier.filter(|(_, one)| is_level(one)).collect();
    let [.., (first, start), (second, end)] = levels.as_slice() else { return None };
    if sentence.items.get(*second..at)?.iter().skip(1).any(is_amount) {
        return None;
    }
    let between = sentence.between(*second, at);
    let is_open = between.contains([';', '。']) || any(&between, &OTHER_BASES) || words::unknown(&between) > UNKNOWN;
    if is_open {
        return None;
    }
    let own = spanned(&levels, said).or_else(|| {
        let own = pair(start, end);
        let opened = words::starts(&start.before) && words::reaches(&end.before);
        let joined =
            words::reaches(&end.before) || own.window.is_some() || own.later.is_some() || words::differs(said.clause());
        let is_linked = opened || joined && words::unknown(&end.before) <= UNKNOWN;
        let is_strict = opened && own.is_of_years() && words::unknown(&between) == 0;
        (is_linked && alike(start, end) && second - first == 1).then_some(Pair { is_strict, is_joined: opened, ..own })
    })?;
    let is_of_year_before = any(&between, &LAST_YEAR) && own.steps() != Some(1);
    let is_own = |year: i32| own.window.is_none_or(|window| window.0 == year || window.1 == year);
    let is_of_other_year = words::year(&said.before).is_some_and(|year| !is_own(year));
    (!is_of_year_before && !is_of_other_year).then_some(own)
}

/// A count or an amount, in English also one whose unit a neighbour has: `300 billion`.
pub fn is_amount(one: &Item) -> bool {
    one.is_quantity() || is_bare(one)
}

fn is_bare(one: &Item) -> bool {
    one.figure.unit.is_none() && one.figure.mult >= SCALED && one.figure.role != Role::Word
}

/// Whether two are amounts of one unit.
pub fn alike(one: &Item, other: &Item) -> bool {
    let is_money = |item: &Item| item.measure().is_some_and(|measure| measure != "NUMBER" && measure != "PS");
    let is_either = is_bare(one) && (is_bare(other) || is_money(other)) || is_bare(other) && is_money(one);
    one.counts_like(other) || is_either && is_amount(one) && is_amount(other)
}

/// A count or an amount that is none of a change.
fn is_level(one: &Item) -> bool {
    is_amount(one) && (words::moves(one.clause()).is_none() || words::reaches(one.clause()))
}

/// `1978年480亿元,…2014年更达86523亿元,前后三十六年扩大到18倍`: the one level of the year so many years before the last.
fn spanned<'a>(levels: &[(usize, &'a Item<'a>)], said: &Item) -> Option<Pair<'a>> {
    let years = words::duration(said.clause())?;
    let (_, end) = levels.last()?;
    let last = year(end)?;
    let mut bases = levels.iter().filter(|(_, one)| alike(one, end) && words::year(&one.before) == Some(last - years));
    let (_, start) = bases.next()?;
    bases.next().is_none().then_some(Pair {
        start,
        end,
        window: Some((last - years, last)),
        later: None,
        is_strict: false,
        is_joined: false,
    })
}

fn pair<'a>(start: &'a Item<'a>, end: &'a Item<'a>) -> Pair<'a> {
    let from = words::year_behind(&start.after).or_else(|| year(start));
    let behind = end.after.split([',', ';', ':', '。']).next().unwrap_or_default();
    let later = words::years_later(&end.before).or_else(|| words::years_later(behind));
    let named = match words::year_behind(&start.after) {
        Some(_) => words::year_behind(&end.after),
        None => words::year(&end.before),
    };
    let to = named.or_else(|| from.zip(later).map(|(from, later)| from + later)).or_else(|| year(end));
    let window = from.zip(to).filter(|(from, to)| from != to);
    let turned = window.is_some_and(|(from, to)| from > to);
    match turned {
        true => Pair {
            start: end,
            end: start,
            window: window.map(|(from, to)| (to, from)),
            later,
            is_strict: false,
            is_joined: false,
        },
        false => Pair { start, end, window, later, is_strict: false, is_joined: false },
    }
}

/// The year that the words before a level name, or that its claim has from its own clause.
fn year(level: &Item) -> Option<i32> {
    let is_own = matches!(level.source.when.known, Known::Explicit | Known::Relative);
    words::year(&level.before).or_else(|| level.year().filter(|_| is_own))
}

impl Pair<'_> {
    /// Whether a rate of growth is over the whole way: both ends are joined by from and to, a year apart, or the words say
    /// over how long it is; else it is over the year before the end.
    pub fn is_over(&self, said: &Item) -> bool {
        const WHOLE: [&str; 12] = [
            "累计",
            "期间",
            "总共",
            "总计",
            "合计",
            "前后",
            "年间",
            "年来",
            "年里",
            "in all",
            "altogether",
            "in total",
        ];
        let is_whole = any(&said.before, &WHOLE) || words::duration(said.clause()).is_some();
        self.is_joined || self.steps() == Some(1) || is_whole
    }

    fn is_of_years(&self) -> bool {
        self.window.is_some() || self.later.is_some()
    }

    /// Whether years of the text lie so far apart.
    pub fn is_told(&self, sentence: &Sentence, steps: i32) -> bool {
        let years = words::years(&sentence.words());
        self.steps() == Some(steps) || years.iter().any(|year| years.contains(&(year + steps)))
    }

    /// Years between the two, where the text tells them.
    pub fn steps(&self) -> Option<i32> {
        self.window.map(|(from, to)| to - from).or(self.later)
    }

    /// Years that a mean is over: those between the levels, or as many as the words say; `十年间` may count both ends.
    pub fn years(&self, sentence: &Sentence, said: &Item) -> Vec<i32> {
        let told = words::duration(&said.before).or_else(|| words::duration(&sentence.words()));
        let years = match (self.steps(), told) {
            (Some(own), Some(told)) if own != told => vec![own, told],
            (Some(own), _) => vec![own],
            (None, Some(told)) => vec![told, told - 1],
            (None, None) => Vec::new(),
        };
        years.into_iter().filter(|years| *years > 1).collect()
    }
}
