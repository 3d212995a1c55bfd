//! What a figure does, by the verb right before it: words of moving and of being at a level that no list holds.
//!
//! In: the folded words that run up to a figure. Out: the verb they end in and what it says: a rise, a fall, a level that
//! follows. Chinese makes such verbs freely of a few morphemes (骤增, 回吐, 抬高, 跌回, 站上), with adverbs before and what
//! has come of it behind. Refuses verbs with a letter in them that is no such morpheme (增发, 减税, 提取).

use std::ops::Range;
use std::sync::LazyLock;

use regex::Regex;

use crate::claims::reading::mentions::tokens::{Piece, Row, Token};
use crate::claims::reading::mentions::words::Role;

/// Adverbs and evaluations: they change nothing.
const ADVERBS: &str = concat!(
    "一下子|一举|一口气|一路|一度|一下|一跃|一直|终于|最终|再度|再次|又一次|进一步|更进一步|首次|首度|头一回|头一次|第一次|双双|齐齐|反而|反倒|",
    "转而|转头|掉头|应声|逆势|逆市|逆风|超常规?|大举|大步|大踏步|小步|急速|急剧|急遽|剧烈|猛烈|猛然|陡然|骤然|突然|悄然|缓慢|缓缓|慢慢|渐渐|",
    "逐渐|逐年|逐步|明显|略微|略有|略为|稍微|稍稍|微微|轻微|温和|平缓|平稳|强劲|强势|显著|陆续|先后|相继|接连|竟然|居然|仍旧|依旧|照旧|",
    "还是|大幅度?|小幅度?|大大|大为|迅速|快速|迅猛|飞速|持续|继续|不断|稳步|稳定|有所|仅仅|不过|只是|不降反|不减反|不升反|不增反|由[升增涨]转|",
    "由[降减跌]转|总算|勉强|随即|旋即|随之|几乎|差不多|至少|最多|一齐|一同|竟|却|仍|还|只|仅|才|就|便|",
    "也|又|再|更|复|即|则|已|曾|骤|猛|锐|剧|急|陡|微|略|稍|小|大|劲|飞|速|渐|缓|狂|暴|疾|净|续|连|反|回|倒|转|狠|强|递|被"
);
/// Morphemes of rising, each of which makes a verb alone or with what follows it.
const UP: &str = concat!(
    "[增升涨扩抬跃飙攀膨胀拔蹿窜腾垫添爬]{1,2}[长大高张加多升胀容展充宽厚进快]?|提[高升速]|[走拉推调冲垒做放壮变][高大厚多升]|",
    "[上][扬行浮调涨升跃抬攀]|加[快大码多]|反弹|回弹|回升|回暖|厚|多[收花支用拨征缴投列筹进出赚入](?:库|支|出|入)?|多安排|走强|翻升"
);
/// Morphemes of falling.
const DOWN: &str = concat!(
    "[降减跌缩落滑压砍削裁瘦挫萎坠]{1,2}[低少小掉幅水身弱短窄速]?|[走拉压调放变收减缩削][低小少窄缩薄弱短慢缓]|",
    "[下][降跌滑挫行探浮落调坠压]|回[吐落撤调]|吐[出掉回]|蒸发|腰斩|折损|流失|退[步坡潮]?|节省|节支|省[下出掉]?|放缓|趋缓|走弱|缩水|瘦身|",
    "少[收花支用拨征缴投列筹进出赚入](?:库|支|出|入)?|少安排|损失|失去|丢[掉失]?"
);
/// Verbs of being at a level.
const AT: &str = concat!(
    "报出?|录得|录入|定格|停留|停|留下?|剩下?|剩余|余下?|花[掉费去出]?|用[掉去]|耗[去掉费用]?|列支|入库|征[收得缴]|",
    "收[取到进得]?|拿[到出]|掏出?|投入?|拨[付出款]?|筹[集得措]?|站[上稳]|见顶|触顶|触底|探底|见底|筑底|登顶|封顶|突破|越过|跨过|迈[过上]|",
    "冲[上破]|跌破|升破|跃上|踏上|攀上|保持|维持|实现|完成|达成|创下|支付|付出"
);
/// Verbs that say so with 到, 为 and the like behind them alone.
const AT_WITH_TO: &str =
    "来|走|退|回|冲|变|转|落|定|徘徊|稳定?|停留|停|留|记|列|沉|折|核定|调整|修订|更新|改|跨|踏|逼|推|拉|带|升格|归";
/// What has come of a move.
const ASPECT: &str = "[了过出掉去]|下来|起来|上去|下去";
/// A level follows.
const TO: &str = "到了?|至|为|成|达到?|在|于|回|上了?|近|破";
/// Marks of the writer's before a number.
const HEDGES: &str =
    "约|大约|大概|近|将近|接近|逾|超过?|不到|不足|足足|整整|高达|多达|达|只有|只|仅|竟|几乎|差不多|至少|了";

static VERB: LazyLock<Regex> = LazyLock::new(|| {
    let text = format!(
        "(?:{ADVERBS})*(?:(?:(?P<up>{UP})|(?P<down>{DOWN})|(?P<at>{AT}))(?:{ASPECT})?(?P<to>{TO})?|(?:{AT_WITH_TO})(?P<reach>{TO}))(?P<hedges>(?:{HEDGES})*)$"
    );
    Regex::new(&text).expect("a valid pattern")
});

/// A verb before a figure.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Verb {
    /// Bytes of the words it was read in, without the hedges behind it.
    pub range: Range<usize>,
    pub role: Role,
}

/// The verb that the words before a figure end in.
pub fn verb(words: &str) -> Option<Verb> {
    let found = VERB.captures(words)?;
    let all = found.get(0)?;
    let end = found.name("hedges").map_or(all.end(), |hedges| hedges.start());
    let role = match () {
        () if found.name("to").or(found.name("reach")).is_some() => Role::RiseTo,
        () if found.name("up").is_some() => Role::Rise,
        () if found.name("down").is_some() => Role::Fall,
        () => Role::Link,
    };
    Some(Verb { range: all.start()..end, role })
}

/// Makes words of the verbs of a row that no list holds.
pub fn known(row: &mut Row) {
    // `跃至2023年的2014亿元`: the year stands between.
    let is_figure = |at: usize| matches!(row.token(at), Some(Token::Figure(_)));
    let is_dated = |at: usize| {
        matches!(row.token(at), Some(Token::Time(_))) && row.role(at + 1) == Some(Role::Of) && is_figure(at + 2)
    };
    let figures: Vec<usize> = (0..row.pieces.len()).filter(|&at| is_figure(at) || is_dated(at)).collect();
    for figure in figures.into_iter().rev() {
        if let Some((pieces, put)) = before(row, figure) {
            row.pieces.splice(pieces, put);
        }
    }
}

/// The pieces before a figure that a verb takes the place of, and what is put there.
fn before(row: &Row, figure: usize) -> Option<(Range<usize>, Vec<Piece>)> {
    let is_word = |at: usize| match row.token(at) {
        Some(Token::Other) => true,
        Some(Token::Word(role)) => !matches!(role, Role::Mark(_)),
        _ => false,
    };
    let adjoins = |at: usize| {
        row.pieces.get(at).zip(row.pieces.get(at + 1)).is_some_and(|(one, next)| one.range.end == next.range.start)
    };
    let first = (0..figure).rev().take_while(|at| is_word(*at) && adjoins(*at)).last()?;
    let start = row.pieces.get(first)?.range.start;
    let found = verb(row.text(start..row.pieces.get(figure)?.range.start))?;
    // A word that is known stays whole.
    let inside = |byte: usize| {
        (first..figure).find(|&at| {
            row.token(at) != Some(Token::Other)
                && row.pieces.get(at).is_some_and(|piece| piece.range.start < byte && byte < piece.range.end)
        })
    };
    let end_of = |at: usize| row.pieces.get(at).map(|piece| piece.range.end);
    let from = start + found.range.start;
    let from = inside(from).and_then(end_of).unwrap_or(from);
    let to = start + found.range.end;
    let to = inside(to).and_then(end_of).unwrap_or(to);
    let holds = |at: &usize| row.pieces.get(*at).is_some_and(|piece| piece.range.start < to && from < piece.range.end);
    let (head, tail) = ((first..figure).find(|at| holds(at))?, (first..figure).rfind(|at| holds(at))?);
    if !(head..=tail).any(|at| row.token(at) == Some(Token::Other)) {
        return None;
    }
    let left = row.pieces.get(head)?.range.start..from;
    let right = to..row.pieces.get(tail)?.range.end;
    let other = |range: Range<usize>| (!range.is_empty()).then_some(Piece { token: Token::Other, range });
    let put = [other(left), Some(Piece { token: Token::Word(found.role), range: from..to }), other(right)];
    Some((head..tail + 1, put.into_iter().flatten().collect()))
}

/// English verbs of rising, in the forms that stand before a figure.
const RISEN: &str = concat!(
    "crept up|creeps up|edged up|edges up|inched up|ticked up|moved up|leapt|leaped|leaps|swelled|swells|swollen|ballooned|mushroomed|shot up|spiked|",
    "spurted|advanced|picked up|rebounded|bounced back|recovered|strengthened|skyrocketed|rocketed|vaulted|accelerated|",
    "widened|widens|lengthened|rose further|grew further|was raised|were raised|was lifted|put on|piled on|added"
);
/// English verbs of falling.
const FALLEN: &str = concat!(
    "slid|slides|slipped|slips|plunged|plunges|plummeted|tumbled|sank|sinks|slumped|slumps|collapsed|crashed|eased|edged down|",
    "crept down|inched down|ticked down|moved down|dipped|dips|retreated|receded|shed|lost|slashed|was slashed|were slashed|trimmed|",
    "was trimmed|were trimmed|pared|was pared|were cut|narrowed|narrows|dwindled|shrunk|was down|were down|weakened|slackened|gave back|gave up|came down"
);
/// Words of one role each, beside those of the other list.
const OTHERS: [(Role, &str); 8] = [
    (Role::Respectively, "依次为|依次是|依次达|依次达到|依次|逐年为|各年为|in turn|in that order"),
    (
        Role::Neutral,
        "what it had been|what it was|what they were|what they had been|what it is|its level|the level of|that figure|the figure for|the figure of",
    ),
    (
        Role::Link,
        concat!(
            "worked out at|works out at|work out at|weighed in at|clocked in at|checked in at|brought in|brings in|bring in|brought|yielded|yields|yield|",
            "generated|raised|raises|collected|collects|took in|cost|costs|closed at|ended at|peaked at|topped out at|bottomed out at|bottomed at|settled at|",
            "levelled off at|averaged out at|stayed close to|ran at|runs at|hovered around|hovered at|came close to|comes to|come to|add up to|passed|crossed|",
            "broke through|peaked|put at|estimated to be|going on|for every inhabitant|入库|列支|录得|定格在|定格于|花掉|花掉了|只剩|仅剩|剩下|报出|站上|冲上|触顶于|见顶于|触底于|约合|约为|收了"
        ),
    ),
    (
        Role::Share,
        concat!(
            "占去|占去了|占据|占据了|占得|独占|独占了|吃掉|吃掉了|吞掉|吞掉了|吞下|吞去|吞噬|拿走|拿走了|拿去|吸走|吸走了|吸收|吸收了|耗去|耗去了|耗掉|挤占|包揽|包揽了|贡献|贡献了|",
            "承担|承担了|分走|分走了|分得|摊得|absorbed|absorbs|absorb|absorbing|swallowed|swallows|swallowed up|took|takes|ate up|eats up|claimed|claims|consumed|consumes|",
            "soaked up|used up|uses up|contributed|contributes|contribute|supplied|supplies|provided|provides|devoured|devours|gobbled up|make up|representing some|bore|bears"
        ),
    ),
    (Role::Portion, "分量|权重|比重数|占比重|weight|weights|所占分量|所占权重"),
    (
        Role::Yearly,
        concat!(
            "年均复合|复合年均|年复合|年化|按年平均|平均每年以|每年以|年均以|以年均|以平均每年|以每年|逐年平均|年均复合增长|",
            "a compound rate of|at a compound rate of|a compound rate|compound rate|compound growth of|compound growth rate of|compound annual growth of|a mean rate of|",
            "at a mean rate of|a mean increase of|a mean annual increase of|mean annual growth of|annualised|annualized|at an annualised rate of|per year|each year on average|an average yearly"
        ),
    ),
    (Role::Rate, "速度|速率|步伐|步子|步调|节奏|pace|a pace of|at a pace of|clip"),
    (
        Role::PerHead,
        concat!(
            "折合人均|合人均|平均到每个人|平均到每个人头上|摊到每个人|摊到每个人头上|摊到每个人头上是|摊到人头|分摊到每个人|分摊到每位国民|折合每人|按人口平均|按人平均|平均每个人|每个居民|",
            "每位居民|每名居民|每个国民|每位国民|每个人|每一个人|for every inhabitant|for each inhabitant|for every resident|per resident|for each person|a head|for every person"
        ),
    ),
];

/// One year is what a rate is over anyway.
const YEAR_ALONE: &str = "一年|一年间|一年内|一年里|一年之内|一年之间|一年之中|一年就|一年下来|一年来|仅一年|一年时间|单年|当年一年|in a single year|in one year|within a year|in just one year";

/// Every word of this list, with its role.
pub fn words() -> impl Iterator<Item = (String, Role)> {
    let moved = [(RISEN, Role::Rise), (FALLEN, Role::Fall)].into_iter().flat_map(|(verbs, role)| {
        verbs.split('|').flat_map(move |verb| {
            let by = ["", " by", " a further", " by a further", " another", " by another", " by some"];
            let to = [" to", " back to", " further to", " to some"];
            let by = by.into_iter().map(move |tail| (format!("{verb}{tail}"), role));
            by.chain(to.into_iter().map(move |tail| (format!("{verb}{tail}"), Role::RiseTo)))
        })
    });
    let others =
        OTHERS.into_iter().flat_map(|(role, words)| words.split('|').map(move |word| (word.to_string(), role)));
    let adverbs = ADVERBS.split('|').filter(|word| word.chars().count() > 1 && !word.contains(['[', '?', '反', '转']));
    let adverbs = adverbs.map(|word| (word.to_string(), Role::Neutral));
    let years = YEAR_ALONE.split('|').map(|word| (word.to_string(), Role::Neutral));
    others.chain(moved).chain(adverbs).chain(years)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// By reading them.
    #[test]
    fn a_verb_is_known_by_its_morphemes() {
        let role = |words: &str| verb(words).map(|verb| verb.role);
        for rise in [
            "骤增",
            "再增",
            "抬高了",
            "飙涨",
            "猛涨",
            "垫高",
            "反弹",
            "不降反升",
            "逆势攀升",
            "多花",
            "多收了",
            "跃升",
            "走高",
            "厚了",
            "反增",
        ] {
            assert_eq!(role(rise), Some(Role::Rise), "{rise}");
        }
        for fall in [
            "微降",
            "回吐",
            "缩水",
            "瘦身",
            "少收了",
            "砍掉",
            "削减",
            "蒸发了",
            "再压",
            "骤缩",
            "锐减",
            "跌去",
            "由增转降",
            "收窄",
            "滑落",
        ] {
            assert_eq!(role(fall), Some(Role::Fall), "{fall}");
        }
        for to in [
            "跌到",
            "攀高至",
            "骤降为",
            "退到",
            "冲到",
            "一举冲到",
            "跌回",
            "扩大为",
            "爬到",
            "定格在",
            "触顶于",
            "压缩到不足",
        ] {
            assert_eq!(role(to), Some(Role::RiseTo), "{to}");
        }
        for at in ["录得", "入库", "花掉", "列支", "只剩", "站上"] {
            assert_eq!(role(at), Some(Role::Link), "{at}");
        }
        for other in ["增发国债", "减税", "提取", "教育", "为", "增值税", "其中"] {
            assert!(verb(other).is_none_or(|verb| verb.role == Role::Link), "{other}");
        }
    }
}
