//! A figure where it stands, with all that hypotheses need to know of its surroundings.
//!
//! In: a sentence as pieces, a figure in it, what is named and carried. Out: its clause, what stands behind it, how the
//! words around it say it. Refuses nothing.

use std::ops::Range;

use crate::claims::When;
use crate::claims::reading::context::antecedent::Carried;
use crate::claims::reading::mentions::evidence::Evidence;
use crate::claims::reading::mentions::named::{Named, Names};
use crate::claims::reading::mentions::occurrences;
use crate::claims::reading::mentions::tokens::{Piece, Row, Token};
use crate::claims::reading::mentions::words::Role;
use crate::definitions::Part;
use crate::figures::Figure;
use crate::formula::Stage;

/// A figure in its sentence.
pub struct Site<'a> {
    pub row: &'a Row,
    pub piece: usize,
    pub figure: &'a Figure,
    pub evidence: &'a Evidence,
    pub names: &'a Names,
    pub carried: &'a Carried,
    pub when: &'a When,
    /// The formula that the figure before it is of, by words.
    pub before: Option<&'a str>,
}

/// How the words around a figure say it.
#[derive(Clone, Copy, Debug, Default)]
pub struct Manner {
    pub rises: bool,
    pub falls: bool,
    /// A share or a ratio, in its clause.
    pub shares: bool,
    /// A share or a ratio, anywhere before it in the sentence.
    pub said_share: bool,
    /// 相当于, 之比: of two things neither of which need be a part of the other.
    pub equals: bool,
    pub yearly: bool,
    pub sums: bool,
    /// 相差, 低于: what two things differ by.
    pub differs: bool,
    pub per_head: bool,
    /// Stages of an account are named.
    pub stages: bool,
    /// 增至, 达到: a level, whatever verb stands before.
    pub reaches: bool,
}

const RISES: [&str; 10] = ["增幅", "增速", "涨幅", "升幅", "递增", "多收", "多支", "多出", "高出", "more than"];
const FALLS: [&str; 6] = ["降幅", "跌幅", "减幅", "递减", "压减", "压缩"];
const SHARES: [&str; 22] = [
    "占比",
    "比重",
    "份额",
    "比例",
    "占",
    "相当于",
    "之比",
    "分量",
    "权重",
    "每百元",
    "每一百元",
    "每100元",
    "每花100元",
    "中有",
    "折合",
    "属于",
    "share",
    "ratio",
    "made up",
    "proportion",
    "weight in",
    "every 100 yuan",
];
const EQUALS: [&str; 5] = ["相当于", "之比", "为后者的", "ratio", "equal"];
/// Right behind a percentage that is a share.
const SHARES_BEHIND: [&str; 14] = [
    "of the total",
    "of national",
    "of fiscal",
    "of all",
    "of general",
    "of the whole",
    "of gdp",
    "of output",
    "of it all",
    "由",
    "来自",
    "用在",
    "用于",
    "属于",
];
/// Right behind an amount that is what two things differ by.
const GAPS_BEHIND: [&str; 6] = ["的缺口", "的窟窿", "的赤字", "的盈余", "的差距", "more than"];
const YEARLY: [&str; 13] = [
    "年均",
    "平均每年",
    "年平均",
    "递增",
    "每年",
    "年化",
    "复合",
    "a year",
    "per annum",
    "annually",
    "per year",
    "compound",
    "annual average",
];
const SUMS: [&str; 20] = [
    "合计",
    "累计",
    "总共",
    "共计",
    "五年",
    "总和",
    "一共",
    "总计",
    "加起来",
    "加总",
    "之和",
    "相加",
    "合起来",
    "共",
    "in total",
    "altogether",
    "added up",
    "combined",
    "cumulative",
    "in all",
];
const DIFFERS: [&str; 30] = [
    "之差",
    "差值",
    "反超",
    "落后",
    "相差",
    "差额",
    "差距",
    "低于",
    "高于",
    "少于",
    "多于",
    "相去",
    "之差",
    "缺口",
    "赤字",
    "盈余",
    "顺差",
    "逆差",
    "窟窿",
    "入不敷出",
    "亏空",
    "收支",
    "超过",
    "超出",
    "结余",
    "gap",
    "deficit",
    "surplus",
    "shortfall",
    "exceeded",
];
/// Right before a figure.
const DIFFERS_BY: [&str; 3] = ["差", "差了", "结余"];
const MORE: [&str; 4] = ["多", "多了", "多出", "多出了"];
const LESS: [&str; 3] = ["少", "少了", "少出"];
const HEADS: [&str; 30] = [
    "人均",
    "每人",
    "每个人",
    "人头",
    "平均每个",
    "人口平均",
    "人口计",
    "每一位",
    "平摊",
    "每位",
    "每名",
    "每个居民",
    "每个国民",
    "每个常住",
    "每个公民",
    "人口分摊",
    "人口折算",
    "人口均摊",
    "按人",
    "每一个中国人",
    "per capita",
    "per head",
    "per person",
    "for every inhabitant",
    "per inhabitant",
    "for every resident",
    "per resident",
    "for each",
    "a head",
    "every citizen",
];

impl Site<'_> {
    /// Its bytes in the folded sentence.
    pub fn span(&self) -> Range<usize> {
        self.row.pieces.get(self.piece).map_or(0..0, |piece| piece.range.clone())
    }

    /// From the figure or mark before it to the figure.
    pub fn clause(&self) -> Range<usize> {
        let at = self.span().start;
        occurrences::clause(&self.row.folded.text, &self.figures(), at).start..at
    }

    /// The bytes of the figures of its sentence.
    pub fn figures(&self) -> Vec<Range<usize>> {
        let figures = self.row.pieces.iter().filter(|piece| matches!(piece.token, Token::Figure(_)));
        figures.map(|piece| piece.range.clone()).collect()
    }

    /// Where what stands behind the figure ends.
    pub fn tail_end(&self) -> usize {
        let end = self.span().end;
        let all = self.row.folded.text.len();
        let mark = self.row.text(end..all).find(occurrences::MARKS).map_or(all, |mark| end + mark);
        let next = self.figures().iter().map(|figure| figure.start).filter(|start| *start >= end).min();
        mark.min(next.unwrap_or(usize::MAX))
    }

    /// What is named around it, nearest first, with at most `back` from outside its clause; the one it answers to in a list
    /// first of all.
    pub fn namings(&self, back: usize) -> Vec<&Named> {
        let (figure, clause) = (self.span(), self.clause());
        let here = &self.names.named;
        let own = here.iter().rev().filter(|named| clause.contains(&named.at.start));
        let tail = here.iter().filter(|named| named.at.start >= figure.end && named.at.start < self.tail_end());
        let before = here.iter().rev().filter(|named| named.at.end <= clause.start);
        let later = here.iter().filter(|named| named.at.start >= self.tail_end());
        let all = own.chain(tail.chain(before).chain(self.carried.named.iter().rev()).chain(later).take(back));
        let topic = self.carried.topic.iter().chain(self.carried.titled.iter().rev());
        self.answered().into_iter().chain(all).chain(topic).collect()
    }

    /// A number of persons, of whom nothing more is said: `had 1.4 billion people`.
    pub fn counts_persons(&self) -> bool {
        self.figure.unit.as_ref().is_some_and(|unit| unit.measure == "PS")
    }

    /// Whether a naming stands in the figure's own clause or right behind it, or the figure answers to it.
    pub fn is_beside(&self, named: &Named) -> bool {
        self.is_here(named) && !named.is_bare || self.answered().is_some_and(|own| std::ptr::eq(own, named))
    }

    /// Whether a naming stands in the figure's own clause or right behind it.
    pub fn is_here(&self, named: &Named) -> bool {
        let is_own = self.names.named.iter().any(|own| std::ptr::eq(own, named));
        is_own && (self.clause().start..self.tail_end()).contains(&named.at.start)
    }

    /// The stage of the account that its clause says, but for that of what it is held against.
    pub fn stage(&self) -> Option<Stage> {
        let clause = self.clause();
        let inside = self.names.parts.iter().rev().filter(|(at, _)| clause.contains(&at.start));
        let stages = inside.filter(|(at, _)| !self.is_of_base(at.start));
        stages.into_iter().find_map(|(_, part)| match part {
            Part::Stage(stage) => Some(*stage),
            _ => None,
        })
    }

    /// Behind 比, 较, 低于 in its clause.
    fn is_of_base(&self, at: usize) -> bool {
        let clause = self.clause();
        let before = self
            .row
            .pieces
            .iter()
            .enumerate()
            .filter(|(_, piece)| clause.start <= piece.range.start && piece.range.start < at);
        before.into_iter().any(|(piece, _)| {
            matches!(self.row.role(piece), Some(Role::Than | Role::Compared | Role::Above | Role::Below))
        })
    }

    /// Whether it is held against another thing or time in its clause.
    pub fn compares(&self) -> bool {
        let is_than = |role: &Role| matches!(role, Role::Than | Role::Compared | Role::Above | Role::Below);
        self.roles(&self.clause()).iter().any(is_than) || self.evidence.after.roles.iter().any(is_than)
    }

    /// The naming that it answers to: `A和B分别为1和2`.
    fn answered(&self) -> Option<&Named> {
        let row = self.row;
        let list = (0..self.piece).rev().find(|&at| row.role(at) == Some(Role::Respectively))?;
        let is_figure = |at: &usize| matches!(row.token(*at), Some(Token::Figure(_)));
        let first = (list..row.pieces.len()).find(is_figure)?;
        // The list goes on as long as nothing but joints parts its figures.
        let goes_on = |at: &usize| {
            is_figure(at)
                || matches!(row.token(*at), Some(Token::Word(Role::And | Role::Neutral | Role::Link | Role::Mark(','))))
                    && row.words(*at) != ";"
        };
        let figures: Vec<usize> = (first..row.pieces.len()).take_while(goes_on).filter(is_figure).collect();
        let nth = figures.iter().position(|at| *at == self.piece)?;
        let count = figures.len();
        let start = row.pieces.get(list)?.range.start;
        let here = self.names.named.iter().filter(|named| named.at.end <= start);
        let all: Vec<&Named> = self.carried.named.iter().chain(here).collect();
        all.get((all.len() + nth).checked_sub(count)?).copied()
    }

    /// Letters of its clause that neither the words between nor a part of a name explain; Latin ones count a third.
    pub fn unexplained(&self) -> u8 {
        const LATIN: usize = 3;
        let clause = self.clause();
        let known = |at: usize| {
            let of_name = self.names.named.iter().any(|named| named.at.contains(&at));
            of_name || self.names.parts.iter().any(|(part, _)| part.contains(&at))
        };
        let is_open = |piece: &&Piece| piece.token == Token::Other && clause.contains(&piece.range.start);
        let open = self.row.pieces.iter().filter(is_open).flat_map(|piece| {
            let words = self.row.text(piece.range.clone());
            words.char_indices().map(|(byte, letter)| (piece.range.start + byte, letter))
        });
        let open: Vec<char> = open.filter(|(at, _)| !known(*at)).map(|(_, letter)| letter).collect();
        let latin = open.iter().filter(|letter| letter.is_ascii()).count();
        u8::try_from(open.len() - latin + latin / LATIN).unwrap_or(u8::MAX)
    }

    /// The roles of the words in some bytes, the last first.
    fn roles(&self, range: &Range<usize>) -> Vec<Role> {
        let pieces = self.row.pieces.iter().enumerate().rev();
        let inside = pieces.filter(|(_, piece)| range.contains(&piece.range.start));
        inside.filter_map(|(at, _)| self.row.role(at)).collect()
    }

    /// How the words of its clause, and those right behind it, say it.
    pub fn manner(&self) -> Manner {
        let clause = self.clause();
        let roles = self.roles(&clause);
        let behind = &self.evidence.after.roles;
        let tail = self.row.text(self.span().end..self.tail_end());
        let sentence = self.row.text(0..self.span().start);
        let text = self.row.text(clause);
        let is_verb = |role: &Role| {
            matches!(role, Role::Rise | Role::Fall | Role::RiseTo | Role::Above | Role::Below | Role::Rate)
        };
        let verb = roles.iter().copied().find(is_verb);
        let has = |role: Role| roles.contains(&role);
        let any = |text: &str, words: &[&str]| words.iter().any(|word| text.contains(word));
        let is_share = |role: &Role| matches!(role, Role::Share | Role::Portion | Role::Ratio | Role::Equal);
        let parts = || self.names.parts.iter().map(|(_, part)| *part);
        // `比2000年多1821.8元`.
        let is_more = has(Role::Than) && text.trim_end_matches('了').ends_with('多');
        Manner {
            rises: matches!(verb, Some(Role::Rise | Role::Above | Role::Rate))
                || is_more
                || behind.iter().any(|role| matches!(role, Role::Above | Role::Rise))
                || any(text, &RISES)
                || MORE.iter().any(|word| text.ends_with(word)),
            falls: matches!(verb, Some(Role::Fall | Role::Below))
                || behind.contains(&Role::Below)
                || any(text, &FALLS)
                || LESS.iter().any(|word| text.ends_with(word)),
            shares: roles.iter().any(is_share) || any(text, &SHARES) || any(tail, &SHARES_BEHIND),
            said_share: any(sentence, &SHARES),
            equals: roles.iter().any(|role| matches!(role, Role::Equal | Role::Ratio)) || any(text, &EQUALS),
            yearly: has(Role::Yearly) || has(Role::Mean) || behind.contains(&Role::Yearly) || any(text, &YEARLY),
            sums: has(Role::Total) || any(text, &SUMS) || self.when.from.is_some() || self.when.years.is_some(),
            differs: any(text, &DIFFERS)
                || any(tail, &GAPS_BEHIND)
                || DIFFERS_BY.iter().any(|word| text.ends_with(word)),
            per_head: any(sentence, &HEADS)
                || any(tail, &HEADS)
                || parts().any(|part| part == Part::PerHead)
                || self.carried.per_head
                || self.before.is_some_and(|formula| formula.contains("/ population")),
            stages: parts().any(|part| matches!(part, Part::Stage(_))),
            reaches: verb == Some(Role::RiseTo),
        }
    }
}
