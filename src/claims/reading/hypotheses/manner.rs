//! The manner in which a figure is said: as a level, a move, a share, a rate, a sum, for each head.
//!
//! In: a figure where it stands. Out: `Manner`. Refuses nothing: words that fit several of these leave several open.

use crate::claims::reading::hypotheses::site::Site;
use crate::claims::reading::mentions::tokens::Token;
use crate::claims::reading::mentions::words::Role;
use crate::definitions::Part;

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
    /// 增速, 放缓: of a rate of growth.
    pub rate: bool,
    /// 实际, 扣掉物价: with prices taken out.
    pub real: bool,
}

const RISES: [&str; 10] = ["增幅", "增速", "涨幅", "升幅", "递增", "多收", "多支", "多出", "高出", "more than"];
const FALLS: [&str; 6] = ["降幅", "跌幅", "减幅", "递减", "压减", "压缩"];
const SHARES: [&str; 21] = [
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
const DIFFERS: [&str; 29] = [
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
/// What two things differ by, told of before: `缺口由1726亿元扩大为…`.
const GAPS_TOLD: [&str; 9] = ["缺口", "差距", "差额", "之差", "赤字", "盈余", "deficit", "surplus", "shortfall"];
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

/// What a percentage reached is of where one of these is said: a rate of growth.
const RATES: [&str; 14] = [
    "增速",
    "增幅",
    "增长率",
    "涨幅",
    "增长速度",
    "放缓",
    "加快",
    "提速",
    "趋缓",
    "growth rate",
    "slowed",
    "slowing",
    "accelerat",
    "pace",
];
/// Prices are taken out.
const REAL: [&str; 24] = [
    "实际",
    "扣掉物价",
    "扣除物价",
    "剔除物价",
    "剔掉物价",
    "扣掉价格",
    "扣除价格",
    "剔除价格",
    "扣掉通胀",
    "扣除通胀",
    "扣除通货膨胀",
    "不变价",
    "可比价",
    "年价格",
    "折回去",
    "折成",
    "折算成",
    "购买力",
    "real terms",
    "in real",
    "constant prices",
    "prices of",
    "inflation",
    "deflated",
];
impl Site<'_> {
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
                || any(since_stop(sentence), &GAPS_TOLD)
                || any(tail, &GAPS_BEHIND)
                || DIFFERS_BY.iter().any(|word| text.ends_with(word)),
            per_head: any(sentence, &HEADS)
                || any(tail, &HEADS)
                || parts().any(|part| part == Part::PerHead)
                || self.carried.per_head
                || self.before.is_some_and(|formula| formula.contains("/ population")),
            stages: parts().any(|part| matches!(part, Part::Stage(_))),
            reaches: verb == Some(Role::RiseTo) || self.reaches(),
            rate: any(sentence, &RATES),
            real: any(since_stop(sentence), &REAL),
        }
    }

    /// `压缩到`, `跃至2023年的`, `up from`: what stands at an end of a move is a level.
    fn reaches(&self) -> bool {
        let start = self.clause().start;
        let passes = |at: &usize| match self.row.token(*at) {
            Some(Token::Time(_) | Token::Place(_)) => true,
            Some(Token::Word(role)) => matches!(role, Role::Neutral | Role::Of | Role::In),
            _ => false,
        };
        let inside = |at: &usize| self.row.pieces.get(*at).is_some_and(|piece| piece.range.start >= start);
        let joint = (0..self.piece).rev().take_while(inside).find(|at| !passes(at));
        let Some(joint) = joint else { return false };
        let moved = joint.checked_sub(1).and_then(|verb| self.row.role(verb));
        match self.row.role(joint) {
            Some(Role::To | Role::From | Role::RiseTo) => true,
            Some(Role::Link) => {
                ["为", "成", "达", "达到"].contains(&self.row.words(joint))
                    && matches!(moved, Some(Role::Rise | Role::Fall))
            }
            _ => false,
        }
    }
}

/// The words since the last full stop or semicolon.
fn since_stop(text: &str) -> &str {
    let start = text.rfind([';', '。']).unwrap_or(0);
    text.get(start..).unwrap_or_default()
}
